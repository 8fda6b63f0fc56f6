"""What a scene is played with: the world's news, AutoArr's own words, and checks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import time
from typing import Any

import aiohttp

from custom_components.autoarr.const import ISSUE_ENVIRONMENT
from custom_components.autoarr.servers.plex import PlexClient

from .home import HomeAssistant

PATIENCE = 90.0
"""Seconds that something may take to come true."""
OUR_AGENT = "HomeAssistant/"
"""How requests of Home Assistant begin their user agent; the apps have names of their own."""

_EVENTS = (
    "activity",
    "download_failed",
    "download_blocked",
    "download_completed",
    "recovery_started",
    "recovery_succeeded",
    "recovery_failed",
    "request_available",
)

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
        patience: Seconds that something may take to come true.
    """

    home: HomeAssistant
    world: Json
    session: aiohttp.ClientSession
    say: Say
    patience: float = PATIENCE
    _heard: list[Json] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _written: int = 0
    """How many writes of AutoArr's had been made when the scene began."""

    async def listen(self, ready: asyncio.Event) -> None:
        """Hear every event of AutoArr until cancelled, and pass its words on."""
        async with self.home.websocket() as socket:
            for event in _EVENTS:
                await socket.command("subscribe_events", event_type=f"autoarr_{event}")
            ready.set()
            async for event in socket.events():
                if event["event_type"] == "autoarr_activity":
                    self.say(f"> {event['data']['message']}")
                self._heard.append(event)
                self._news.set()

    async def tell(self, title: str, scene: Callable[[Story], Awaitable[None]]) -> None:
        """Play one scene and say how long it took.

        Args:
            title: What it is about.
            scene: Plays it.

        Raises:
            StoryFailed: A step did not happen in time, or the outcome is wrong.
        """
        self.say(f"--- {title}")
        began = time.monotonic()
        self._heard.clear()
        self._written = len(await self._all_writes())
        await scene(self)
        self.say(f"--- It took {time.monotonic() - began:.0f} seconds")

    async def play(self, scenario: str, **parameters: Json) -> Json:
        """Let something happen in the simulated world; return what it did."""
        return await self._control("POST", f"scenarios/{scenario}", parameters)

    def told(self, event: str) -> list[Json]:
        """Return what AutoArr told in this scene with an event, such as download_failed."""
        return [
            heard["data"]
            for heard in self._heard
            if heard["event_type"] == f"autoarr_{event}"
        ]

    async def hear(self, event: str, times: int = 1) -> list[Json]:
        """Wait until an event has come that often in this scene; return all of them.

        Raises:
            StoryFailed: It did not.
        """
        end = time.monotonic() + self.patience
        while len(self.told(event)) < times:
            self._news.clear()
            try:
                async with asyncio.timeout(end - time.monotonic()):
                    await self._news.wait()
            except TimeoutError:
                came = len(self.told(event))
                raise StoryFailed(
                    f"{event} came {came} of {times} times in {self.patience:.0f} s"
                ) from None
        return self.told(event)

    async def hear_once(self, event: str) -> Json:
        """Wait until an event has come in this scene and return it.

        Raises:
            StoryFailed: It did not come, or more than once.
        """
        told = await self.hear(event)
        self.must(len(told) == 1, f"{event} is told once")
        return told[0]

    async def until(self, holds: Callable[[], Awaitable[bool]], what: str) -> None:
        """Wait until something is true, and say so.

        Raises:
            StoryFailed: It did not become true.
        """
        end = time.monotonic() + self.patience
        while not await holds():
            if time.monotonic() > end:
                raise StoryFailed(f"not within {self.patience:.0f} s: {what}")
            await asyncio.sleep(0.3)
        self.say(f"Checked: {what}")

    @staticmethod
    def must(holds: bool, what: str) -> None:
        """Insist that something is true.

        Raises:
            StoryFailed: It is not.
        """
        if not holds:
            raise StoryFailed(f"not so: {what}")

    async def writes(self) -> list[str]:
        """Return what AutoArr asked the servers to change in this scene."""
        return (await self._all_writes())[self._written :]

    async def alarms(self) -> list[str]:
        """Return what the repair issues of AutoArr say is wrong with a server."""
        async with self.home.websocket() as socket:
            found = await socket.command("repairs/list_issues")
        return [
            f"{issue['translation_placeholders']['server']}: "
            f"{issue['translation_placeholders']['cause']}"
            for issue in found["issues"]
            if issue["domain"] == "autoarr"
            and issue["translation_key"] == ISSUE_ENVIRONMENT
        ]

    async def blocklist(self) -> list[str]:
        """Return the releases that are blocklisted anywhere."""
        world = await self._control("GET", "world")
        return [entry["release"] for entry in world["blocklist"]]

    async def release_of(self, download_id: str) -> str:
        """Return the name of a release that SABnzbd just got."""
        world = await self._control("GET", "world")
        names: dict[str, str] = {
            job["download_id"]: job["name"] for job in world["sabnzbd"]["queue"]
        }
        return names.get(download_id, download_id)

    async def is_in_plex(self, media: Json) -> bool:
        """Return whether Plex has a film."""
        plex = self.world["plex"]
        client = PlexClient(self.session, plex["url"], plex["token"])
        return await client.find([f"tmdb://{media['tmdb_id']}"]) is not None

    async def _all_writes(self) -> list[str]:
        """Return what AutoArr asked the servers to change, oldest first."""
        world = await self._control("GET", "world")
        writes = sorted(
            (write["time"], f"{name} {_described(write)}")
            for name, server in world["servers"].items()
            for write in server["writes"]
            if write["agent"].startswith(OUR_AGENT)
        )
        return [text for _, text in writes]

    async def _control(self, method: str, path: str, data: Json | None = None) -> Json:
        url = f"{self.world['control']['url']}/{path}"
        async with self.session.request(method, url, json=data) as answer:
            answer.raise_for_status()
            return await answer.json()


def _described(write: Json) -> str:
    return f"{write['method']} {write['path']} {write['params']} {write['body']}"
