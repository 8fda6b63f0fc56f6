"""One world, from its first day to a quiet end."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
import tempfile
from typing import Any
from unittest.mock import patch

from benchmarks.timeless.loop import TimelessLoop, world_clock
from custom_components.autoarr.downloads.ledger import counted
from custom_components.autoarr.downloads.model import Blames, Failure
from custom_components.autoarr.store import FailureFilter
from simulator.arr import server as arr_server
from simulator.sabnzbd.jobs import Row
from simulator.world import Simulation

from .agenda import DAY, MONTH, Entry, Trouble, entries
from .causes import BY_HAND, MISMATCH, RELEASE_FAULTS, Case, Stage
from .home import Home, living_in
from .house import House
from .titles import catalogue
from .witness import Witness

_BUSY, _QUIET = 120.0, 3600.0
"""How often everybody looks, in seconds, while much and while nothing happens."""
_NEVER = 1e9
_POLLING = "RefreshMonitoredDownloads"
"""What Sonarr and Radarr do every minute while much happens: before AutoArr acts."""
_STIRRED = 12 * 60.0
"""How long people stay awake after something happened."""
_SOON = 200.0
_TICK = 60.0
_QUIET_TIME = 4 * DAY
_KEPT = 4 * DAY
"""How long a title stays in the library."""
_PAGE = 500
_MEMORY = Path("/dev/shm")
"""Where files cost nothing, if there is such a place; nobody pulls the plug here."""
_CRASHES = 0.03
"""How often Home Assistant restarts in the middle of a write."""


@dataclass(slots=True)
class Outcome:
    """What became of one world.

    Attributes:
        seed: Of the world.
        months: That were simulated.
        failures_by_class: Injected, by what was really wrong.
        recoverable: How many of them could be made good.
        recovered: How many of those were.
        given_up: How many AutoArr gave up.
        false_removals: Healthy downloads that AutoArr took away or blamed.
        wrong_blame: Releases that are blamed in the end for what was not their fault.
        duplicate_searches: Searches while another one, or a replacement, was under way.
    """

    seed: int
    months: float
    failures_by_class: dict[str, int] = field(default_factory=dict)
    recoverable: int = 0
    recovered: int = 0
    given_up: int = 0
    false_removals: int = 0
    wrong_blame: int = 0
    duplicate_searches: int = 0


@dataclass(slots=True)
class Account:
    """An outcome and what people need to understand it.

    Attributes:
        outcome: The numbers.
        broken: Laws that were broken, and how often.
        complaints: One line for each thing that went wrong.
        kinds: Recovered and recoverable by kind of story.
        writes: What AutoArr asked the servers to change, and how often.
    """

    outcome: Outcome
    broken: dict[str, int]
    complaints: list[str]
    kinds: dict[str, tuple[int, int]]
    writes: dict[str, int]


def live(seed: int, months: float) -> Account:
    """Live through a world of one seed."""
    with (
        tempfile.TemporaryDirectory(
            prefix="simulated-months-", dir=_MEMORY if _MEMORY.is_dir() else None
        ) as folder,
        asyncio.Runner(loop_factory=TimelessLoop) as runner,
    ):
        loop = runner.get_loop()
        assert isinstance(loop, TimelessLoop)
        with living_in(loop), patch.object(arr_server, "_POLL", _NEVER):
            return runner.run(_live(loop, seed, months, Path(folder)))


async def _live(loop: TimelessLoop, seed: int, months: float, folder: Path) -> Account:
    async with Simulation(
        seed=seed,
        movies=0,
        series=0,
        clock=world_clock(loop),
        catalogue=catalogue(seed),
    ) as simulation:
        life = Life(simulation, Home(simulation, folder), seed, months)
        return await life.run()


class Life:
    """Lets things happen, keeps everybody awake meanwhile, and takes stock."""

    def __init__(
        self, simulation: Simulation, home: Home, seed: int, months: float
    ) -> None:
        """Prepare a life of some months."""
        self._simulation = simulation
        self._home = home
        self._seed = seed
        self._months = months
        self._random = Random(seed)
        self._stirred_until = 0.0
        self._pace = 0.0
        self._polled_at = 0.0
        self._witness = Witness(simulation, self._stir)
        self._witness.on_write = self._maybe_crash
        self._stage = Stage(simulation)
        self._house = House(simulation, home, self._witness, self._stage, self._random)
        self._tasks: set[asyncio.Task[None]] = set()
        self._wrong: dict[str, str] = {}
        """Complaints about blame, by failure."""
        self._kept: list[str] = []
        """Complaints about blocklist entries of titles that are gone."""
        settings = simulation.sonarr.core.settings, simulation.radarr.core.settings
        for each in settings:
            profile = each.lists["delayprofile"][0]
            profile["usenetDelay"] = 120
            profile["bypassIfHighestQuality"] = False
        simulation.sabnzbd.settings.put("propagation_delay", "30")

    async def run(self) -> Account:
        """Live, and return what became of everything."""
        await self._home.start()
        end = self._months * MONTH + _QUIET_TIME
        self._begin(self._play(entries(self._months, self._random)))
        while (now := asyncio.get_running_loop().time()) < end:
            await self._tick(now)
            await asyncio.sleep(_TICK)
        await self._take_stock()
        account = self._account(await self._unfinished())
        await self._home.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return account

    # -- what happens ------------------------------------------------------------------

    async def _play(self, agenda: list[Entry]) -> None:
        loop = asyncio.get_running_loop()
        for entry in agenda:
            await asyncio.sleep(max(0.0, entry.at - loop.time()))
            if entry.trouble is Trouble.HOME_DOWN:
                self._begin(self._house.restart_home(entry.lasts))
            elif entry.trouble is not None:
                self._begin(self._house.suffer(entry.trouble, entry.lasts))
            else:
                self._begin(self._tell(entry))

    async def _tell(self, entry: Entry) -> None:
        assert entry.kind is not None
        media = "movie" if entry.shape == "movie" else "series"
        # People ask an app only while it answers.
        app, client = self._simulation.app(media), self._simulation.sabnzbd
        await self._until(lambda: app.up and client.up)
        self._witness.cases.append(await self._stage.begin(entry.kind, entry.shape))
        self._stir()

    @staticmethod
    async def _until(holds: Callable[[], bool]) -> None:
        while not holds():  # noqa: ASYNC110 - it is simulated servers that are asked
            await asyncio.sleep(_TICK)

    def _maybe_crash(self) -> None:
        if self._home.up and self._random.random() < _CRASHES:
            self._begin(self._house.restart_home(self._random.uniform(5, 900)))

    def _begin(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error

    # -- how fast everybody looks ------------------------------------------------------

    def _stir(self) -> None:
        self._stirred_until = self._simulation.clock.time() + _STIRRED

    async def _tick(self, now: float) -> None:
        self._witness.place_jobs()
        if self._is_lively():
            self._stir()
        awake = self._simulation.clock.time() < self._stirred_until
        self._let_apps_poll(now, _TICK if awake else _QUIET)
        self._look_every(_BUSY if awake else _QUIET)
        if self._home.up:
            self._check_laws()
            await self._decide()
        if now % DAY < _TICK:
            await self._take_stock()
            await self._tidy_up()

    async def _decide(self) -> None:
        """Let people say that it was only they who removed something."""
        engine = self._home.engine
        for server_id in tuple(engine.held_servers):
            await engine.orders.release_server(server_id)

    def _is_lively(self) -> bool:
        engine = self._simulation.sabnzbd.engine
        engine.catch_up()
        if engine.postproc.busy or engine.downloader.speed > 0:
            return True
        if not self._home.up:
            return False
        now = self._simulation.clock.time()
        return any(
            failure.next_attempt_at is not None
            and -_SOON < failure.next_attempt_at.timestamp() - now < _SOON
            for failure in self._home.engine.failures.values()
        )

    def _look_every(self, seconds: float) -> None:
        if seconds == self._pace:
            return
        wakes = seconds < self._pace
        self._pace = seconds
        self._home.pace(seconds, at_once=wakes)

    def _let_apps_poll(self, now: float, every: float) -> None:
        if now < self._polled_at + every:
            return
        self._polled_at = now
        for app in (self._simulation.sonarr, self._simulation.radarr):
            if app.up:
                app.commands.push(_POLLING, {}, trigger="scheduled")

    # -- what must hold ----------------------------------------------------------------

    def _check_laws(self) -> None:
        engine = self._home.engine
        broken = self._witness.broken
        most = engine.conductor.policy.max_attempts
        titles: list[Any] = []
        for failure in engine.failures.values():
            if len(counted(failure)) > most:
                broken["more attempts than allowed"] += 1
            key = failure.title_key
            if key is None:
                continue
            if any(key.overlaps(other) for other in titles):
                broken["two open failures of one title"] += 1
            titles.append(key)

    # -- taking stock ------------------------------------------------------------------

    async def _take_stock(self) -> None:
        """Look at who is blamed in what AutoArr closed lately."""
        if not self._home.up:
            return
        page = await self._home.engine.store.failures.list(
            FailureFilter(resolved=True), limit=_PAGE, offset=0
        )
        for failure in page.items:
            self._judge(failure)

    def _judge(self, failure: Failure) -> None:
        fate = self._witness.fates.get(failure.download_id)
        self._wrong.pop(failure.id, None)
        if failure.blames is Blames.RELEASE and fate not in RELEASE_FAULTS:
            self._wrong[failure.id] = (
                f"failure of {failure.title} closed as {failure.failure_class}, "
                f"{failure.cause.key}: it was {fate}"
            )

    def _wrong_rows(self) -> list[tuple[Case | None, str]]:
        """Return the blocklist entries of releases that were not at fault."""
        rows: list[tuple[Case | None, str]] = []
        for app in (self._simulation.sonarr, self._simulation.radarr):
            for row in app.history.blocked:
                fate = self._witness.releases.get(row.source_title)
                if fate in RELEASE_FAULTS:
                    continue
                of = (app, row.target.media_id)
                case = next((c for c in self._witness.cases if c.media == of), None)
                name = case.kind.name if case else "unknown"
                line = f"{app.name} still blocks {row.source_title} ({name}): {fate}"
                rows.append((case, line))
        return rows

    async def _tidy_up(self) -> None:
        """Let people delete what they watched, and clear away what AutoArr left to them."""
        now = self._simulation.clock.time()
        wrong = self._wrong_rows()
        for case in self._witness.cases:
            if case.closed or now - case.began < _KEPT:
                continue
            if not (case.good or case.dropped):
                continue
            if case.waits and case.kind not in (MISMATCH, BY_HAND):
                continue
            self._kept += [line for of, line in wrong if of is case]
            self._clear_away(case)

    def _clear_away(self, case: Case) -> None:
        case.close()
        engine = self._simulation.sabnzbd.engine
        for job_id in case.jobs:
            row = engine.find(job_id)
            if isinstance(row, Row):
                engine.forget([row], archive=False, files=True)
        target = case.target
        if target is None or not case.app.core.library.exists(target.media_id):
            return
        sim = self._simulation
        if case.app is sim.radarr:
            film = sim.radarr.films.films[target.media_id]
            sim.radarr._forget(film)  # noqa: SLF001 - a person deletes it, no client
        else:
            series = sim.sonarr.shows.series[target.media_id]
            sim.sonarr._forget(series)  # noqa: SLF001 - a person deletes it, no client

    async def _unfinished(self) -> list[str]:
        """Return a line for each story that did not end well, with what AutoArr says."""
        lines = []
        for case in self._witness.cases:
            if case.good or case.dropped:
                continue
            said = "AutoArr knows of no failure"
            for job_id in reversed(case.jobs):
                failure = await self._home.engine.casebook.find(job_id)
                if failure is not None:
                    reason = failure.reason.key if failure.reason else "-"
                    said = f"{failure.failure_class} {failure.state} {reason}"
                    break
            lines.append(f"{case.kind.name} of {case.title}: {said}")
        return lines

    def _account(self, left: list[str]) -> Account:
        cases = [case for case in self._witness.cases if not case.dropped]
        failing = [case for case in cases if case.kind.failure_class]
        recoverable = [case for case in failing if case.recoverable]
        kinds: dict[str, tuple[int, int]] = {}
        for case in cases:
            good, all_of = kinds.get(case.kind.name, (0, 0))
            kinds[case.kind.name] = (good + case.good, all_of + 1)
        blamed = [*self._kept, *(line for _, line in self._wrong_rows())]
        blamed += self._wrong.values()
        removed = [f"{k}: {w}" for k, w in self._witness.false_removals.items()]
        outcome = Outcome(
            seed=self._seed,
            months=self._months,
            failures_by_class=dict(
                sorted(Counter(case.kind.failure_class for case in failing).items())
            ),
            recoverable=len(recoverable),
            recovered=sum(case.good for case in recoverable),
            given_up=self._home.engine.totals.given_up,
            false_removals=len(removed),
            wrong_blame=len(blamed),
            duplicate_searches=len(self._witness.duplicates),
        )
        return Account(
            outcome=outcome,
            broken=dict(self._witness.broken),
            complaints=[
                *(f"false removal: {line}" for line in removed),
                *(f"wrong blame: {line}" for line in blamed),
                *(f"duplicate search: {line}" for line in self._witness.duplicates),
                *(f"not recovered: {line}" for line in left),
            ],
            kinds=dict(sorted(kinds.items())),
            writes=dict(sorted(self._witness.writes.items())),
        )
