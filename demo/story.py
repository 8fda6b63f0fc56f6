"""Two failures and their recovery, told line by line as they happen, and checked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import time
from typing import Any

import aiohttp

from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient

from .home import HomeAssistant

PATIENCE = 90.0

type Json = Any
type Say = Callable[[str], None]


class StoryFailed(Exception):
    """Something did not happen that should have."""


@dataclass(slots=True)
class Story:
    """Plays scenarios in the simulated world and watches what AutoArr makes of them.

    Attributes:
        home: The Home Assistant that watches.
        world: The simulator's addresses, as it printed them.
        session: For the simulator's control desk and servers.
        say: Takes each line of the story.
    """

    home: HomeAssistant
    world: Json
    session: aiohttp.ClientSession
    say: Say
    _heard: list[Json] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, ready: asyncio.Event) -> None:
        """Hear every event of AutoArr until cancelled."""
        async with self.home.websocket() as socket:
            for event in (
                "download_failed",
                "download_completed",
                "recovery_started",
                "recovery_succeeded",
                "recovery_failed",
            ):
                await socket.command("subscribe_events", event_type=f"autoarr_{event}")
            ready.set()
            async for event in socket.events():
                self._heard.append(event)
                self._news.set()

    async def tell(self, scenario: str, *, search: str) -> None:
        """Play one scenario with a film, from the grab to Plex.

        Args:
            scenario: Its name in the simulator.
            search: Who looks for another release, in words.

        Raises:
            StoryFailed: A step did not happen in time, or the outcome is wrong.
        """
        self._heard.clear()
        played = await self._control(f"scenarios/{scenario}", {"media": "movie"})
        failed_id = played["download_ids"][0]
        self.say(f"Radarr grabs {await self._release(failed_id)}")

        failed = await self._wait_for("download_failed")
        self.say(f"Failed: {failed['message']}")
        self._must(failed["download_id"] == failed_id, "the failed download is told")
        self._must(failed["blames"] == "release", "the release is blamed")

        started = await self._wait_for("recovery_started")
        self.say(f"Recovery: {started['message']}")
        await self._until(
            lambda: self._is_blocklisted(failed["title"]), "it is blocklisted"
        )
        self.say(f"Blocklisted: {failed['title']}. {search}")

        completed = await self._wait_for("download_completed")
        self._must(completed["title"] != failed["title"], "another release came")
        self.say(f"Imported: {completed['title']}")
        recovered = await self._wait_for("recovery_succeeded")
        self.say(f"Recovered: {recovered['message']}")
        same = {each["correlation_id"] for each in (failed, started, recovered)}
        self._must(len(same) == 1, "one correlation id runs through the story")

        await self.home.press("scan_library")
        media = completed["media"]
        await self._until(lambda: self._is_in_plex(media), "it is in Plex")
        self.say(f"In Plex: {media['title']} ({media['year']}) is ready to watch")

    async def _wait_for(self, event: str) -> Json:
        end = time.monotonic() + PATIENCE
        while True:
            for heard in self._heard:
                if heard["event_type"] == f"autoarr_{event}":
                    return heard["data"]
            self._news.clear()
            try:
                async with asyncio.timeout(end - time.monotonic()):
                    await self._news.wait()
            except TimeoutError:
                raise StoryFailed(f"no {event} within {PATIENCE:.0f} s") from None

    async def _until(self, holds: Callable[[], Awaitable[bool]], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not await holds():
            if time.monotonic() > end:
                raise StoryFailed(f"not within {PATIENCE:.0f} s: {what}")
            await asyncio.sleep(0.3)

    @staticmethod
    def _must(holds: bool, what: str) -> None:
        if not holds:
            raise StoryFailed(f"not so: {what}")

    async def _control(self, path: str, data: Json) -> Json:
        url = f"{self.world['control']['url']}/{path}"
        async with self.session.post(url, json=data) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def _release(self, download_id: str) -> str:
        """Return the name of a release that Radarr just grabbed."""
        history = await self._radarr.history_of(download_id)
        return history[0].source_title if history else download_id

    @property
    def _radarr(self) -> RadarrClient:
        radarr = self.world["radarr"]
        return RadarrClient(self.session, radarr["url"], radarr["api_key"])

    async def _is_blocklisted(self, title: str) -> bool:
        page = await self._radarr.blocklist_page(1)
        return any(entry.source_title == title for entry in page.entries)

    async def _is_in_plex(self, media: Json) -> bool:
        plex = self.world["plex"]
        client = PlexClient(self.session, plex["url"], plex["token"])
        return await client.find([f"tmdb://{media['tmdb_id']}"]) is not None
