"""Plex's HTTP side: tokens, JSON or XML, and the websocket of notifications."""

import asyncio
from collections.abc import Callable
import hashlib
from http import HTTPStatus
import json
import re
from typing import override

from aiohttp import WSCloseCode, web

from simulator.artwork import picture
from simulator.clock import Clock
from simulator.http import AppServer
from simulator.plex import pages, shelves
from simulator.plex.index import Index, Kind
from simulator.plex.installation import (
    DONE,
    NONSENSE,
    UNKNOWN,
    Ask,
    Installation,
    Reply,
)
from simulator.plex.preferences import Preferences
from simulator.plex.scanner import Scanner
from simulator.plex.sections import MOVIES, SHOWS, usual_sections
from simulator.plex.sessions import PlayState, Session, Sessions
from simulator.plex.tree import Node, Scalar, to_json, to_xml
from simulator.plex.view import LibraryView

_ERROR = "<html><head><title>{0}</title></head><body><h1>{1} {0}</h1></body></html>"
_WEBSOCKETS = frozenset({"/:/websockets/notifications", "/:/websocket/notifications"})
_PHOTO = "/photo/:/transcode"
_THUMB = re.compile(r"^/library/metadata/(\d+)/thumb/\d+$")
_REFRESH = re.compile(r"^/library/sections/(\d+|all)/refresh$")
_PAGES: list[tuple[re.Pattern[str], Callable[[Installation, Ask], Reply]]] = [
    (re.compile(f"^{pattern}$"), page)
    for pattern, page in (
        ("/identity", pages.identity),
        ("", pages.root),
        ("/:/prefs", pages.prefs),
        ("/status/sessions", pages.list_sessions),
        ("/activities", pages.activities),
        ("/accounts", pages.accounts),
        ("/clients", pages.empty),
        ("/devices", pages.empty),
        ("/playlists", pages.empty),
        ("/system/agents", pages.agents),
        ("/security/token", pages.security_token),
        ("/updater/(?:status|check)", pages.updater),
        ("/library", shelves.library),
        ("/library/sections(?:/all)?", shelves.sections),
        (r"/library/sections/(\d+)", shelves.section),
        (r"/library/sections/(\d+)/all", shelves.section_items),
        (r"/library/sections/(\d+)/collections", shelves.collections),
        (r"/library/sections/(\d+)/recentlyAdded", shelves.section_recent),
        ("/library/all", shelves.all_items),
        ("/library/recentlyAdded", shelves.recent),
        ("/library/onDeck", pages.empty),
        (r"/library/metadata/(\d+(?:,\d+)*)", shelves.metadata),
        (r"/library/metadata/(\d+)/children", shelves.children),
        (r"/library/metadata/(\d+)/allLeaves", shelves.leaves),
        (r"/library/metadata/(\d+)/matches", shelves.matches),
        ("/library/search", shelves.search),
        ("/hubs/search", shelves.hub_search),
    )
]


class PlexServer(AppServer):
    """A Plex Media Server.

    Attributes:
        token: The owner's token.
        plex: Its libraries, scans, sessions and preferences.
    """

    def __init__(
        self,
        clock: Clock,
        library: LibraryView,
        *,
        token: str = "simulated-plex-token",
        version: str = "1.43.1.10611-1e34174b1",
        movies_path: str = "/data/media/movies",
        shows_path: str = "/data/media/tv",
        legacy: bool = False,
        seed: int = 0,
    ) -> None:
        """Prepare a server; when it starts it knows the files which are there.

        Args:
            clock: World time.
            library: The files.
            token: The owner's token.
            version: What it says it is.
            movies_path: Folder of the movies, as Plex sees it.
            shows_path: Folder of the shows, as Plex sees it.
            legacy: The libraries use agents from before 2019, with their ids.
            seed: Makes ids reproducible.
        """
        super().__init__("plex", clock)
        self.token = token
        self._sockets: set[web.WebSocketResponse] = set()
        self._watch: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        sections = usual_sections(
            clock.time(), movies=movies_path, shows=shows_path, legacy=legacy
        )
        index = Index(movies=MOVIES, shows=SHOWS, legacy=legacy)
        scanner = Scanner(clock, library, index, sections, self._notify, seed=seed)
        identity = hashlib.sha1(f"plex{seed}".encode(), usedforsecurity=False)
        self.plex = Installation(
            clock=clock,
            machine_id=identity.hexdigest(),
            version=version,
            preferences=Preferences(),
            sections=sections,
            index=index,
            scanner=scanner,
            sessions=Sessions(clock),
        )

    # -- what scenarios do -------------------------------------------------------------

    def play(self, title: str, *, user: str = "owner", remote: bool = False) -> Session:
        """Let somebody play a movie, or the first episode of a show.

        Raises:
            KeyError: Plex knows no such title.
        """
        found = [
            item
            for item in self.plex.index.items.values()
            if item.title.lower() == title.lower() and item.kind is not Kind.SEASON
        ]
        if not found:
            raise KeyError(title)
        item = found[0]
        while item.kind in {Kind.SHOW, Kind.SEASON}:
            item = self.plex.index.children(item.key)[0]
        session = self.plex.sessions.start(
            item.key, user=user, player=f"{user}'s TV", remote=remote
        )
        self._notify_playing(session)
        return session

    def set_playback(self, key: int, state: PlayState) -> Session:
        """Let a player pause, go on or stop; clients are told.

        Raises:
            KeyError: There is no such session.
        """
        session = self.plex.sessions.change(key, state)
        self._notify_playing(session)
        return session

    def offer_update(self, version: str, fixed: str = "") -> None:
        """Say that a newer version is out."""
        fields: dict[str, Scalar] = {
            "key": f"https://plex.tv/updater/releases/{version}",
            "version": version,
            "added": "",
            "fixed": fixed,
            "downloadURL": "https://plex.tv/downloads",
            "state": "available",
        }
        self.plex.release = Node("Release", fields)

    # -- the server --------------------------------------------------------------------

    @override
    async def start(self, port: int = 0) -> None:
        """Listen; the first start finds all files that are there."""
        if not self.plex.index.items:
            self.plex.scanner.read_all()
        await super().start(port)
        watching = self.plex.scanner.watch(self.plex.preferences)
        self._watch = asyncio.get_running_loop().create_task(watching)

    @override
    async def stop(self) -> None:
        """End scans and connections."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self.plex.scanner.stop()
        await super().stop()

    @override
    async def on_down(self) -> None:
        """Hang up on those who listen."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    @override
    def is_write(
        self, request: web.Request, params: dict[str, str | list[str]]
    ) -> bool:
        """Tell by method; refreshing is asked for by GET as well."""
        return super().is_write(request, params) or request.path.endswith("/refresh")

    @override
    def authorise(self, request: web.Request) -> web.StreamResponse | None:
        """Refuse who has no token, save where preferences trust the network."""
        if request.path == "/identity":
            return None
        given = request.headers.get("X-Plex-Token") or request.query.get("X-Plex-Token")
        trusted = str(self.plex.preferences["allowedNetworks"]).split(",")
        if given == self.token or (not given and request.remote in trusted):
            return None
        return self.unauthorised(request)

    @override
    def unauthorised(self, request: web.Request) -> web.StreamResponse:
        """Refuse with a page, whatever format was asked for."""
        return _error(HTTPStatus.UNAUTHORIZED)

    @override
    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer by path."""
        path = request.path.rstrip("/")
        if path in _WEBSOCKETS:
            return await self._websocket(request)
        if path == _PHOTO:
            return self._photo(request)
        if match := _REFRESH.match(path):
            return await self._refresh(request, match[1])
        for pattern, page in _PAGES:
            if match := pattern.match(path):
                part = match[1] if pattern.groups else ""
                ask = Ask(request.method, request.query, request.headers, part)
                return self._write(request, page(self.plex, ask))
        return _error(UNKNOWN)

    def _photo(self, request: web.Request) -> web.Response:
        match = _THUMB.match(request.query.get("url", ""))
        item = self.plex.index.items.get(int(match[1])) if match else None
        return picture(item.title, item.year or 0) if item else _error(UNKNOWN)

    async def _refresh(self, request: web.Request, which: str) -> web.Response:
        plex = self.plex
        keys = list(plex.sections) if which == "all" else [int(which)]
        if not set(keys) <= set(plex.sections):
            return _error(UNKNOWN)
        for key in keys:
            if request.method == "DELETE":
                await plex.scanner.cancel(key)
            else:
                plex.scanner.refresh(key, request.query.get("path", ""))
        return web.Response()

    def _write(self, request: web.Request, reply: Reply) -> web.Response:
        if isinstance(reply, int):
            return web.Response() if reply == DONE else _error(reply)
        if "json" in request.headers.get("Accept", ""):
            body, kind = to_json(reply), "application/json"
        else:
            body, kind = to_xml(reply), "text/xml;charset=utf-8"
        return web.Response(
            body=body, headers={"Content-Type": kind, "X-Plex-Protocol": "1.0"}
        )

    # -- playback and notifications ----------------------------------------------------

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=60)
        if not socket.can_prepare(request):
            return _error(NONSENSE)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._sockets.discard(socket)
        return socket

    def _notify_playing(self, session: Session) -> None:
        entry: dict[str, object] = {
            "sessionKey": str(session.key),
            "clientIdentifier": f"player-{session.player.lower().replace(' ', '-')}",
            "guid": "",
            "ratingKey": str(session.item),
            "url": "",
            "key": f"/library/metadata/{session.item}",
            "viewOffset": self.plex.sessions.position(session),
            "playQueueItemID": session.key,
            "state": str(session.state),
        }
        self._notify("playing", "PlaySessionStateNotification", entry)

    def _notify(self, kind: str, name: str, entry: dict[str, object]) -> None:
        text = json.dumps(
            {"NotificationContainer": {"type": kind, "size": 1, name: [entry]}}
        )
        for socket in self._sockets:
            task = asyncio.get_running_loop().create_task(_send(socket, text))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)


async def _send(socket: web.WebSocketResponse, text: str) -> None:
    try:
        await socket.send_str(text)
    except ConnectionError, RuntimeError:
        return


def _error(status: int) -> web.Response:
    title = HTTPStatus(status).phrase
    return web.Response(
        status=status, text=_ERROR.format(title, status), content_type="text/html"
    )
