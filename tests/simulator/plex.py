"""A library and a client for tests of the simulated Plex."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, override

from aiohttp import ClientSession

from simulator.clock import Clock
from simulator.plex import LibraryView, PlexEpisode, PlexMovie, PlexServer, PlexShow

TOKEN = "simulated-plex-token"
DAY = 86_400.0


def movie(title: str = "Dune", year: int = 2021, **changes: Any) -> PlexMovie:
    """Return a movie with its file."""
    path = f"/data/media/movies/{title} ({year})/{title}.mkv"
    made = PlexMovie(title=title, year=year, added_at=0, path=path)
    return replace(made, **changes)


def show(title: str = "Dark", episodes: int = 2, **changes: Any) -> PlexShow:
    """Return a show with a first season of some episodes."""
    folder = f"/data/media/tv/{title}"
    made = PlexShow(
        title=title,
        year=2017,
        added_at=0,
        path=folder,
        tvdb=334824,
        tmdb=70523,
        imdb="tt5753856",
        episodes=tuple(
            PlexEpisode(
                season=1,
                number=number,
                title=f"Part {number}",
                added_at=number * DAY,
                path=f"{folder}/Season 1/{title} S01E{number:02}.mkv",
            )
            for number in range(1, episodes + 1)
        ),
    )
    return replace(made, **changes)


@dataclass
class Shelf(LibraryView):
    """A library that tests fill.

    Attributes:
        films: Movies that have a file.
        series: Shows that have a file.
    """

    films: list[PlexMovie] = field(
        default_factory=lambda: [
            movie(tmdb=438631, imdb="tt1160419"),
            movie("Arrival", 2016, tmdb=329865, added_at=DAY),
        ]
    )
    series: list[PlexShow] = field(default_factory=lambda: [show()])

    @override
    def movies(self) -> Iterable[PlexMovie]:
        return self.films

    @override
    def shows(self) -> Iterable[PlexShow]:
        return self.series

    @override
    def changed_at(self) -> float:
        return float(len(self.films))


@dataclass(frozen=True, slots=True)
class Plex:
    """A running server, asked over HTTP.

    Attributes:
        server: The server.
        shelf: The files it may find.
        clock: World time.
        session: The client.
    """

    server: PlexServer
    shelf: Shelf
    clock: Clock
    session: ClientSession

    async def get(self, where: str, method: str = "GET", /, **query: Any) -> Any:
        """Ask for JSON with the token; return the container, or None where empty."""
        async with self.session.request(
            method,
            f"{self.server.url}{where}",
            params={name: str(value) for name, value in query.items()},
            headers={"Accept": "application/json", "X-Plex-Token": TOKEN},
        ) as response:
            assert response.status == 200
            if not await response.read():
                return None
            return (await response.json())["MediaContainer"]

    async def status(self, path: str, method: str = "GET") -> int:
        """Ask with the token; return the HTTP status."""
        headers = {"X-Plex-Token": TOKEN}
        async with self.session.request(
            method, f"{self.server.url}{path}", headers=headers
        ) as response:
            return response.status

    async def titles(self, where: str, /, **query: Any) -> list[str]:
        """Return the titles of a listing."""
        found = await self.get(where, **query)
        return [item["title"] for item in found.get("Metadata", [])]

    async def play(self, seconds: float) -> None:
        """Let world time pass and the server react."""
        for _ in range(int(seconds)):
            self.clock.advance(1)
            await asyncio.sleep(0)
        await asyncio.sleep(0.02)


@asynccontextmanager
async def running(shelf: Shelf | None = None, **options: Any) -> AsyncIterator[Plex]:
    """Run a server while the block lasts."""
    clock, shelf = Clock(), shelf or Shelf()
    server = PlexServer(clock, shelf, token=TOKEN, seed=7, **options)
    await server.start()
    async with ClientSession() as session:
        try:
            yield Plex(server, shelf, clock, session)
        finally:
            await server.stop()
