"""Finds the poster of a film or series, wherever one is kept, and remembers it for a while.

Addresses and keys stay in here: a poster is known by the number of its title.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
import hashlib
from typing import TYPE_CHECKING, Any, Final

import aiohttp

from ..const import DOMAIN, LOGGER
from ..coordinators import ArrCoordinator, PlexCoordinator
from ..requests.model import MediaType
from ..servers.base import ServerError
from ..servers.models import Movie, Series
from ..servers.pictures import Picture, public_picture

if TYPE_CHECKING:
    from .stack import Engine

POSTERS: Final = f"/api/{DOMAIN}/poster"
"""Where Home Assistant shows posters."""
ROOM = 24 * 1024**2
"""Bytes of pictures that are remembered."""
MOST = 5_000
"""Titles that are remembered, those without a poster among them."""
FRESH = 86_400.0
"""Seconds after which a poster is looked for again."""
ABSENT = 60.0
"""Seconds after which it is looked for again where there was none."""
AT_ONCE = 4
"""Pictures that are fetched at the same time: nobody is to be kept from real work."""
_NUMBERS = {MediaType.MOVIE: "tmdb", MediaType.SERIES: "tvdb"}
_PLEX_KINDS = {MediaType.MOVIE: "movie", MediaType.SERIES: "show"}

type Start = Callable[[Coroutine[Any, Any, Poster]], asyncio.Task[Poster]]


def poster_path(
    media_type: str | None, tmdb_id: int | None, tvdb_id: int | None
) -> str | None:
    """Return where the poster of a title is; None for a title nobody has numbered."""
    number = tmdb_id if media_type == MediaType.MOVIE else tvdb_id
    return f"{POSTERS}/{media_type}/{number}" if media_type and number else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What is known of a title's poster.

    Attributes:
        picture: None where there is none, or nobody could be asked.
        tag: Another one for every other picture.
        until: When to look again, on the clock of the posters.
    """

    picture: Picture | None
    tag: str
    until: float


class Posters:
    """The posters of all stacks."""

    def __init__(
        self,
        engines: Callable[[], Iterable[Engine]],
        session: aiohttp.ClientSession,
        start: Start,
        clock: Callable[[], float],
    ) -> None:
        """Remember nothing yet.

        Args:
            engines: Returns the stacks that run.
            session: Reads pictures that are there for everybody.
            start: Does something in the background.
            clock: Returns seconds that never run backwards.
        """
        self._engines = engines
        self._session = session
        self._start = start
        self._clock = clock
        self._known: OrderedDict[tuple[MediaType, int], Poster] = OrderedDict()
        self._size = 0
        self._sought: dict[tuple[MediaType, int], asyncio.Task[Poster]] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def poster(self, kind: MediaType, number: int) -> Poster:
        """Return the poster of the title with a number at TMDB (films) or TheTVDB."""
        key = (kind, number)
        known = self._known.get(key)
        if known is not None and self._clock() < known.until:
            self._known.move_to_end(key)
            return known
        task = self._sought.get(key)
        if task is None:
            task = self._start(self._seek(kind, number))
            if not task.done():
                self._sought[key] = task
                task.add_done_callback(lambda _: self._sought.pop(key, None))
        # Whoever else waits for it still does when one goes away.
        return await asyncio.shield(task)

    async def _seek(self, kind: MediaType, number: int) -> Poster:
        async with self._turn:
            picture = await self._find(kind, number)
        # While no stack runs, nobody said that there is none.
        absent = ABSENT if any(self._engines()) else 0
        poster = Poster(
            picture=picture,
            tag=hashlib.sha256(picture.content).hexdigest()[:16] if picture else "",
            until=self._clock() + (FRESH if picture else absent),
        )
        self._remember((kind, number), poster)
        return poster

    def _remember(self, key: tuple[MediaType, int], poster: Poster) -> None:
        self._forget(key)
        self._known[key] = poster
        self._size += _weight(poster)
        while self._size > ROOM or len(self._known) > MOST:
            self._forget(next(iter(self._known)))

    def _forget(self, key: tuple[MediaType, int]) -> None:
        if known := self._known.pop(key, None):
            self._size -= _weight(known)

    async def _find(self, kind: MediaType, number: int) -> Picture | None:
        """Ask whoever may have it: apps with the title, its public address, Plex."""
        for engine in self._engines():
            shelved = tuple(_in_library(engine, kind, number))
            for coordinator, item in shelved:
                with _put_up():
                    return await coordinator.client.cover(item.id)
            address = _wanted_address(engine, kind, number)
            if address is None:
                address = await _address(engine, kind, number)
            if address is not None:
                with _put_up():
                    return await public_picture(self._session, address)
            if shelved and (picture := await _in_plex(engine, kind, number)):
                return picture
        return None


def _put_up() -> suppress:
    """Put up with a server that has no picture, or none to give: there are others."""
    return suppress(ServerError)


def _weight(poster: Poster) -> int:
    return len(poster.picture.content) if poster.picture else 0


def _in_library(
    engine: Engine, kind: MediaType, number: int
) -> Iterable[tuple[ArrCoordinator, Movie | Series]]:
    """Yield the apps that have a title, with what they know of it."""
    for coordinator in engine.desk.titles.servers(kind):
        for item in coordinator.library.values():
            known = item.tmdb_id if isinstance(item, Movie) else item.tvdb_id
            if known == number:
                yield coordinator, item


def _wanted_address(engine: Engine, kind: MediaType, number: int) -> str | None:
    """Return the address that a look-up told when somebody asked for the title."""
    target = f"{kind}:{number}"
    for request in engine.desk.open.values():
        for offer in (request.offer, *request.candidates):
            if offer is not None and offer.target == target and offer.poster:
                return offer.poster
    return None


async def _address(engine: Engine, kind: MediaType, number: int) -> str | None:
    """Have an app look up where the poster of a title is."""
    for coordinator in engine.desk.titles.servers(kind):
        with _put_up():
            found = await coordinator.client.look_up(f"{_NUMBERS[kind]}:{number}")
            return next((each.poster for each in found if each.poster), None)
    return None


async def _in_plex(engine: Engine, kind: MediaType, number: int) -> Picture | None:
    """Return the poster that Plex shows."""
    for coordinator in engine.coordinators.values():
        if isinstance(coordinator, PlexCoordinator):
            with _put_up():
                item = await coordinator.client.find(
                    {f"{_NUMBERS[kind]}://{number}"}, _PLEX_KINDS[kind]
                )
                if item is not None:
                    return await coordinator.client.cover(item)
    LOGGER.debug("No poster of %s %s", kind, number)
    return None
