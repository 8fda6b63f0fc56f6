"""The house and the people in it: what breaks, and how it is mended."""

import asyncio
from dataclasses import replace
from random import Random

from simulator.nzb import Fate
from simulator.sabnzbd.provider import Outage
from simulator.world import Simulation

from .agenda import Trouble
from .causes import PROVIDER_LOST, End, Stage
from .home import Home
from .witness import Witness

_GB = 1024**3
_ROOMY = 2048.0 * _GB
_OUTAGES = {
    Trouble.PROVIDER_REFUSED: Outage.REFUSED,
    Trouble.PROVIDER_LOGIN: Outage.LOGIN,
    Trouble.PROVIDER_TOO_MANY: Outage.TOO_MANY,
    Trouble.PROVIDER_STUCK: Outage.STUCK,
    Trouble.PROVIDER_LOSES: Outage.TOO_MANY,
}
_LOST = 8
"""Downloads that a provider loses files of at once."""
_A_MOMENT = 60.0
_HIDDEN = "/downloads"


class House:
    """Breaks one thing at a time of each sort, and mends it."""

    def __init__(
        self,
        simulation: Simulation,
        home: Home,
        witness: Witness,
        stage: Stage,
        random: Random,
    ) -> None:
        """Live in a world."""
        self._stage = stage
        self._simulation = simulation
        self._home = home
        self._witness = witness
        self._random = random
        self._broken: dict[Trouble, int] = {}
        self._is_losing = False
        self._door = asyncio.Lock()

    async def suffer(self, trouble: Trouble, seconds: float) -> None:
        """Let something be broken for a while."""
        if trouble is Trouble.PROVIDER_LOSES:
            await self._lose_files()
        # A minute of world time costs nothing, an event would have to be kept in step.
        while self._is_losing:  # noqa: ASYNC110 - as said above
            await asyncio.sleep(_A_MOMENT)
        self._broken[trouble] = self._broken.get(trouble, 0) + 1
        self._witness.stir()
        await self._break(trouble)
        await asyncio.sleep(seconds)
        self._broken[trouble] -= 1
        if not self._broken[trouble]:
            await self._mend(trouble)
        self._witness.stir()

    async def _lose_files(self) -> None:
        """Let files be missing of many downloads, on a day when all else is well.

        What else breaks waits until they were tried: of the one that fails before a person
        pauses the rest, nobody could say that it is not the only one.
        """
        # The home is a whole Home Assistant that starts and stops: it tells of no event.
        while any(self._broken.values()) or self._is_losing or not self._home.up:  # noqa: ASYNC110 - as said above
            await asyncio.sleep(_A_MOMENT)
        self._is_losing = True
        for _ in range(_LOST):
            shape = self._random.choice(PROVIDER_LOST.shapes)
            self._witness.cases.append(await self._stage.begin(PROVIDER_LOST, shape))
        # It is noticed before the provider says that it is in trouble, if it ever does.
        await asyncio.sleep(self._random.choice((240.0, 900.0)))
        self._is_losing = False

    def _find_files(self) -> None:
        """Let what was not tried while files were missing be whole: they are back."""
        for job in self._simulation.sabnzbd.engine.jobs:
            if job.post is not None and job.post.fate is Fate.MISSING_FILES:
                job.post = replace(job.post, fate=Fate.GOOD)
                self._witness.fates[job.nzo_id] = Fate.GOOD

    async def restart_home(self, seconds: float) -> None:
        """Stop Home Assistant, and start it a while later."""
        async with self._door:
            await self._home.stop()
            await asyncio.sleep(seconds)
            await self._home.start()
        self._witness.stir()

    async def _break(self, trouble: Trouble) -> None:
        sim = self._simulation
        engine = sim.sabnzbd.engine
        match trouble:
            case Trouble.DISK_DOWNLOAD:
                engine.set_disk_free(0.1 * _GB)
            case Trouble.DISK_UNPACK:
                engine.set_disk_free(1.0 * _GB)
            case Trouble.DISK_IMPORT:
                sim.simulated_disk.free = 50 * 1024**2
            case Trouble.PATHS:
                for app in (sim.sonarr, sim.radarr):
                    app.core.hidden.append(_HIDDEN)
            case Trouble.SABNZBD_DOWN:
                await sim.sabnzbd.set_up(False)
            case Trouble.SONARR_DOWN:
                await sim.sonarr.set_up(False)
            case Trouble.RADARR_DOWN:
                await sim.radarr.set_up(False)
            case Trouble.PERSON_PAUSES:
                engine.pause()
            case Trouble.PERSON_REMOVES:
                await self._remove_one()
            case provider if provider in _OUTAGES:
                engine.provider_down(True, _OUTAGES[provider])
            case _:
                raise ValueError(f"nobody knows how to break {trouble}")

    async def _mend(self, trouble: Trouble) -> None:
        sim = self._simulation
        engine = sim.sabnzbd.engine
        match trouble:
            case Trouble.DISK_DOWNLOAD | Trouble.DISK_UNPACK:
                engine.set_disk_free(_ROOMY)
                if engine.downloader.paused and not self._broken.get(
                    Trouble.PERSON_PAUSES
                ):
                    engine.resume()
            case Trouble.DISK_IMPORT:
                sim.simulated_disk.free = int(_ROOMY)
            case Trouble.PATHS:
                for app in (sim.sonarr, sim.radarr):
                    app.core.hidden.clear()
            case Trouble.SABNZBD_DOWN:
                await sim.sabnzbd.set_up(True)
            case Trouble.SONARR_DOWN:
                await sim.sonarr.set_up(True)
            case Trouble.RADARR_DOWN:
                await sim.radarr.set_up(True)
            case Trouble.PERSON_PAUSES:
                engine.resume()
            case provider if provider in _OUTAGES:
                engine.provider_down(False)
                engine.provider.unblock()
                if trouble is Trouble.PROVIDER_LOSES:
                    self._find_files()
            case _:
                return

    async def _remove_one(self) -> None:
        """Let somebody take a running download away, in the app or in SABnzbd."""
        sim = self._simulation
        for job in list(sim.sabnzbd.engine.jobs):
            case = self._witness.case_of(job.nzo_id)
            if (
                case is None
                or case.kind.failure_class
                or case.kind.end is not End.IMPORTED
            ):
                continue
            case.dropped = True
            tracked = case.app.downloads.tracked.get(job.nzo_id)
            if tracked is not None and self._random.random() < 0.6:
                await case.app.downloads.drop(
                    tracked,
                    remove_from_client=True,
                    blocklist=False,
                    skip_redownload=True,
                )
            else:
                sim.sabnzbd.engine.delete([job])
            return
