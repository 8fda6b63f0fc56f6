"""Asks Plex: libraries, what is in them, and who is watching."""

from collections.abc import Collection, Mapping
import re
from typing import override

import aiohttp
import msgspec

from .base import InvalidAuth, NotFound, Params, ServerError, WrongApp, WrongBasePath
from .decoding import Reader, Wire, from_unix
from .models import (
    AppUpdate,
    PlexItem,
    PlexPage,
    PlexSection,
    PlexSessions,
    ServerInfo,
    ServerType,
)
from .pictures import Picture, PictureClient

PAGE_SIZE = 200
COVER = (250, 375)
"""Width and height of posters, in pixels."""
_TYPES = {"movie": "1", "show": "2", "season": "3", "episode": "4"}
_NO_AGENT = "com.plexapp.agents.none"
"""Home videos and such: nothing that anyone could request."""
_OLD_AGENTS = {"imdb": "imdb", "themoviedb": "tmdb", "thetvdb": "tvdb"}
_OLD_GUID = re.compile(r"com\.plexapp\.agents\.(\w+)://([^/?]+)(/[^?]*)?")
_IDENTITY = {
    "Accept": "application/json",
    "X-Plex-Client-Identifier": "autoarr",
    "X-Plex-Product": "AutoArr",
    "X-Plex-Device-Name": "AutoArr",
}


class PlexWire(msgspec.Struct, gc=False):
    """The parts of an answer that are used, named as Plex names them."""


class WireIdentity(PlexWire, rename="camel"):
    """What GET identity says."""

    machine_identifier: str
    version: str


class WireIdentityAnswer(PlexWire, rename="pascal"):
    """GET identity."""

    media_container: WireIdentity


class WireRoot(PlexWire, rename="camel"):
    """What GET / says to those with a token."""

    machine_identifier: str
    friendly_name: str | None = None


class WireRootAnswer(PlexWire, rename="pascal"):
    """GET /."""

    media_container: WireRoot


class WireLocation(PlexWire):
    """A folder of a library."""

    path: str = ""


class WireSection(PlexWire):
    """A library."""

    key: str | int
    type: str
    title: str | None = None
    agent: str | None = None
    refreshing: bool | None = None
    locations: list[WireLocation] | None = msgspec.field(name="Location", default=None)


class WireSections(PlexWire):
    """All libraries; none are left out of the answer."""

    size: int
    sections: list[WireSection] | None = msgspec.field(name="Directory", default=None)


class WireSectionsAnswer(PlexWire, rename="pascal"):
    """GET library/sections."""

    media_container: WireSections


class WireGuid(PlexWire):
    """An id that another service knows a title by."""

    id: str = ""


class WireItem(Wire):
    """A title."""

    rating_key: str | int
    type: str = ""
    title: str | None = None
    guid: str | None = None
    year: int | None = None
    added_at: float | None = None
    index: int | None = None
    parent_index: int | None = None
    parent_title: str | None = None
    thumb: str | None = None
    grandparent_title: str | None = None
    guids: list[WireGuid] | None = msgspec.field(name="Guid", default=None)


class WireItems(Wire):
    """A part of a library."""

    size: int
    total_size: int | None = None
    offset: int | None = None
    items: list[WireItem] | None = msgspec.field(name="Metadata", default=None)


class WireItemsAnswer(PlexWire, rename="pascal"):
    """GET library/sections/KEY/all and such."""

    media_container: WireItems


class WireStream(PlexWire):
    """How a session gets its data."""

    bandwidth: float | None = None


class WireTranscode(PlexWire, rename="camel"):
    """What of a session is transcoded."""

    video_decision: str | None = None
    audio_decision: str | None = None


class WireSession(PlexWire):
    """Someone who is watching."""

    session: WireStream | None = msgspec.field(name="Session", default=None)
    transcode: WireTranscode | None = msgspec.field(
        name="TranscodeSession", default=None
    )


class WireSessions(PlexWire):
    """All sessions; none are left out of the answer."""

    size: int
    sessions: list[WireSession] | None = msgspec.field(name="Metadata", default=None)


class WireSessionsAnswer(PlexWire, rename="pascal"):
    """GET status/sessions."""

    media_container: WireSessions


class WireRelease(PlexWire):
    """A release of Plex that is newer than the one that runs."""

    version: str


class WireReleases(PlexWire):
    """GET updater/status, within its container."""

    releases: list[WireRelease] | None = msgspec.field(name="Release", default=None)


class WireReleasesAnswer(PlexWire, rename="pascal"):
    """GET updater/status."""

    media_container: WireReleases


_IDENTITY_READER = Reader(WireIdentityAnswer, "identity")
_ROOT = Reader(WireRootAnswer, "root")
_SECTIONS = Reader(WireSectionsAnswer, "sections")
_ITEMS = Reader(WireItemsAnswer, "items")
_SESSIONS = Reader(WireSessionsAnswer, "sessions")
_RELEASES = Reader(WireReleasesAnswer, "updater/status")


class PlexClient(PictureClient):
    """Asks a Plex Media Server."""

    server_type = ServerType.PLEX
    minimum_version = "1.40"

    @override
    def _headers(self) -> dict[str, str]:
        return {**_IDENTITY, "X-Plex-Token": self._key}

    @override
    def _auth_error(
        self, status: int, headers: Mapping[str, str], body: bytes
    ) -> ServerError:
        # Plex itself refuses a token with a web page; a proxy names its scheme.
        if "WWW-Authenticate" in headers:
            return WrongApp("something other than Plex asks for a login")
        return InvalidAuth("the token was refused")

    @override
    async def identify(self) -> ServerInfo:
        about = await self.identity()
        self._check_version(about.version)
        root = await self._read("", _ROOT)
        return ServerInfo(
            server_type=self.server_type,
            version=about.version,
            name=root.media_container.friendly_name or "Plex",
            unique_id=about.machine_identifier,
        )

    async def identity(self) -> WireIdentity:
        """Read what Plex tells everyone: its machine id and version.

        Raises:
            ServerError: No Plex answered there.
        """
        try:
            answer = await self._read("identity", _IDENTITY_READER)
        except (NotFound, InvalidAuth, WrongBasePath) as err:
            raise WrongApp("something other than Plex answered") from err
        return answer.media_container

    async def setting(self, path: str) -> bytes:
        """Read a page as it comes."""
        return await self._request("GET", path)

    async def set_preference(self, name: str, value: str) -> None:
        """Set a preference, named as the server itself spells it."""
        await self._request(
            "PUT", ":/prefs", params=[(name, value)], timeout=self._timeouts.write
        )

    async def sections(self) -> tuple[PlexSection, ...]:
        """Read the libraries of films and series."""
        answer = await self._read("library/sections", _SECTIONS)
        return tuple(
            PlexSection(
                key=str(section.key),
                type=section.type,
                title=section.title or "",
                locations=tuple(location.path for location in section.locations or ()),
                refreshing=bool(section.refreshing),
            )
            for section in answer.media_container.sections or ()
            if section.type in {"movie", "show"} and section.agent != _NO_AGENT
        )

    async def sessions(self) -> PlexSessions:
        """Read how much is being watched."""
        answer = (await self._read("status/sessions", _SESSIONS)).media_container
        sessions = answer.sessions or ()
        return PlexSessions(
            count=len(sessions) or answer.size,
            transcoding=sum(_transcodes(session.transcode) for session in sessions),
            bandwidth=sum(
                int(session.session.bandwidth or 0)
                for session in sessions
                if session.session
            ),
        )

    async def latest_update(self) -> AppUpdate | None:
        """Read which newer release Plex found; None also when only its owner may know."""
        try:
            answer = await self._read("updater/status", _RELEASES)
        except InvalidAuth, NotFound:
            return None
        releases = answer.media_container.releases
        if not releases:
            return None
        return AppUpdate(version=releases[0].version, installable=False)

    async def scan(
        self, section_key: str | None = None, path: str | None = None
    ) -> None:
        """Have Plex look for new files.

        Args:
            section_key: The library; None for all.
            path: Only this folder of the library, as Plex sees it.
        """
        await self._request(
            "GET",
            f"library/sections/{section_key or 'all'}/refresh",
            params=[("path", path)] if path else (),
            timeout=self._timeouts.write,
        )

    async def items(
        self, section_key: str, kind: str, start: int = 0, size: int = PAGE_SIZE
    ) -> PlexPage:
        """Read a part of a library, newest additions first.

        Args:
            section_key: The library.
            kind: movie, show, season or episode.
            start: How many to leave out at the front.
            size: How many at most.
        """
        return await self._page(
            f"library/sections/{section_key}/all",
            [("type", _TYPES[kind]), ("sort", "addedAt:desc")],
            start,
            size,
        )

    async def recently_added(
        self, section_key: str, limit: int = 50
    ) -> tuple[PlexItem, ...]:
        """Read the newest of a library: films, or seasons and episodes."""
        page = await self._page(
            f"library/sections/{section_key}/recentlyAdded", [], 0, limit
        )
        return page.items

    async def find(
        self, guids: Collection[str], kind: str | None = None
    ) -> PlexItem | None:
        """Return the film or series that bears one of some ids.

        Plex cannot search by the ids of others, so libraries are read from the newest
        addition on: cheap for what was just imported, dear for what is not there.

        Args:
            guids: tmdb://603, imdb://tt0133093, tvdb://81189.
            kind: movie or show; the same number is a film and a series at TMDB.
        """
        wanted = frozenset(guids)
        for section in await self.sections():
            if kind is not None and section.type != kind:
                continue
            start = 0
            while True:
                page = await self.items(section.key, section.type, start)
                for item in page.items:
                    if not wanted.isdisjoint(item.guids):
                        return item
                start += PAGE_SIZE
                if not page.items or start >= page.total:
                    break
        return None

    async def episodes(self, show_key: str) -> tuple[PlexItem, ...]:
        """Read all episodes of a show that are there.

        Args:
            show_key: The rating key of the show.
        """
        items: list[PlexItem] = []
        while True:
            page = await self._page(
                f"library/metadata/{show_key}/allLeaves", [], len(items), PAGE_SIZE
            )
            items.extend(page.items)
            if not page.items or len(items) >= page.total:
                return tuple(items)

    async def cover(self, item: PlexItem) -> Picture:
        """Read the poster of a title, in the size of a list.

        Raises:
            NotFound: It has none.
        """
        if not item.thumb:
            raise NotFound("no poster")
        width, height = COVER
        return await self._picture(
            "photo/:/transcode",
            params=[
                ("url", item.thumb),
                ("width", str(width)),
                ("height", str(height)),
                ("minSize", "1"),
                ("upscale", "0"),
            ],
        )

    async def _page(
        self, path: str, params: list[tuple[str, str]], start: int, size: int
    ) -> PlexPage:
        paging: Params = [
            ("includeGuids", "1"),
            ("X-Plex-Container-Start", str(start)),
            ("X-Plex-Container-Size", str(size)),
        ]
        answer = (
            await self._read(
                path,
                _ITEMS,
                params=[*params, *paging],
                timeout=self._timeouts.library,
            )
        ).media_container
        items = tuple(map(_item, answer.items or ()))
        return PlexPage(
            start=start if answer.offset is None else answer.offset,
            total=len(items) if answer.total_size is None else answer.total_size,
            items=items,
        )


async def machine_id(
    session: aiohttp.ClientSession, url: str, *, verify_ssl: bool = True
) -> str:
    """Ask the Plex server at an address for the id that it keeps; needs no token.

    Raises:
        ValueError: The url is no address of a web server.
        ServerError: No Plex answered there.
    """
    client = PlexClient(session, url, "none", verify_ssl=verify_ssl)
    answer = await client.identity()
    return answer.machine_identifier


def _item(wire: WireItem) -> PlexItem:
    guids = [guid.id for guid in wire.guids or () if guid.id]
    if old := _old_guid(wire.guid or ""):
        guids.append(old)
    season = {"season": wire.index, "episode": wire.parent_index}.get(wire.type)
    return PlexItem(
        rating_key=str(wire.rating_key),
        type=wire.type,
        title=wire.title or "",
        year=wire.year,
        added_at=from_unix(wire.added_at),
        guids=tuple(dict.fromkeys(guids)),
        thumb=wire.thumb,
        season=season,
        episode=wire.index if wire.type == "episode" else None,
        show_title=wire.grandparent_title
        or (wire.parent_title if wire.type == "season" else None),
    )


def _old_guid(guid: str) -> str | None:
    """Return the id that an agent of the old kind hid in a guid of a film or series."""
    match = _OLD_GUID.match(guid)
    if match is None or match[1] not in _OLD_AGENTS or match[3]:
        return None
    return f"{_OLD_AGENTS[match[1]]}://{match[2]}"


def _transcodes(transcode: WireTranscode | None) -> bool:
    """Return whether a session transcodes, rather than only repackages."""
    return transcode is not None and "transcode" in {
        transcode.video_decision,
        transcode.audio_decision,
    }
