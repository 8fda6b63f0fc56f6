"""The HTTP server of Sonarr or Radarr, and the life of the app behind it."""

from abc import abstractmethod
import asyncio
from collections.abc import Callable
import contextlib
from inspect import isawaitable
from typing import override
from urllib.parse import quote, unquote

import aiohttp
from aiohttp import web

from simulator.arr.client import ClientDown
from simulator.arr.commands import Command, Commands
from simulator.arr.configure import SettingsApi
from simulator.arr.core import Core, Disk
from simulator.arr.downloads import Downloads
from simulator.arr.history import History
from simulator.arr.library import Library, Target
from simulator.arr.queue import QueueApi
from simulator.arr.records import RecordsApi
from simulator.arr.search import Judged, Search
from simulator.arr.settings import Settings
from simulator.arr.signalr import Hub
from simulator.arr.system import SystemApi
from simulator.arr.wire import (
    Call,
    Json,
    Problem,
    Routes,
    conflict,
    crash,
    render,
    respond,
    validation,
    whole,
    wholes,
)
from simulator.artwork import picture
from simulator.clock import Clock
from simulator.http import AppServer, html
from simulator.indexer import Indexers

_POLL = 60.0
_AFTER_GRAB = 5.0
_API = "/api/v3/"
_ARTWORK = "/artwork/"


class ArrServer(AppServer):
    """What Sonarr and Radarr have in common.

    Attributes:
        title: Sonarr or Radarr.
        api_key: The app's own key.
        core: The app from inside.
        history: What happened.
        downloads: The downloads loop.
        search: Searching and grabbing.
        commands: Background work.
        system: State and health.
    """

    title: str
    version: str
    metadata: str
    """Name of the service that its look-ups ask."""

    def __init__(
        self,
        clock: Clock,
        indexers: Indexers,
        disk: Disk,
        *,
        settings: Settings,
        library: Library,
        api_key: str,
        url_base: str = "",
    ) -> None:
        """Set up an app; `start` opens its port and starts its loops."""
        super().__init__(self.title.lower(), clock, url_base=url_base)
        self.api_key = api_key
        self.metadata_up = True
        self.hub = Hub(self.version)
        self._session: aiohttp.ClientSession | None = None
        self.core = Core(
            name=self.title,
            clock=clock,
            settings=settings,
            library=library,
            indexers=indexers,
            disk=disk,
            hub=self.hub,
            session=self.session,
        )
        self.history = History(library, clock)
        self.downloads = Downloads(self.core, self.history, self.search_again)
        self.search = Search(self.core, self.history, self.downloads)
        self.commands = Commands(self.core)
        self.started = clock.time()
        self.system = SystemApi(
            self.core,
            self.downloads,
            self.commands,
            version=self.version,
            started=lambda: self.started,
        )
        self.queue = QueueApi(self.core, self.downloads, self.search)
        self.routes = Routes()
        self._define_routes()
        self._define_commands()
        self._loop: asyncio.Task[None] | None = None
        self._soon: set[asyncio.Task[None]] = set()

    def session(self) -> aiohttp.ClientSession:
        """Return the HTTP session of the app."""
        if self._session is None or self._session.closed:
            agent = f"{self.title}/{self.version} (simulated)"
            self._session = aiohttp.ClientSession(headers={"User-Agent": agent})
        return self._session

    # -- what differs ----------------------------------------------------------------

    @abstractmethod
    def add_library_routes(self, routes: Routes) -> None:
        """Register the endpoints of the library."""

    @abstractmethod
    def add_searches(self, define: Callable[..., None]) -> None:
        """Teach the commands that search, refresh and import."""

    @abstractmethod
    def search_again(self, target: Target) -> None:
        """Search for what failed, as the app does by itself."""

    @abstractmethod
    def release_target(self, call: Call) -> Target | None:
        """Return what an interactive search is for; None is a full RSS fetch."""

    @abstractmethod
    def release_wire(self, judged: Judged, weight: int) -> Json:
        """Return the resource of an offer."""

    # -- life ------------------------------------------------------------------------

    @override
    async def start(self, port: int = 0) -> None:
        await super().start(port)
        self.core.settings.config["host"]["port"] = self.port
        if self._loop is None:
            self._loop = asyncio.create_task(self._poll())

    @override
    async def stop(self) -> None:
        await super().stop()
        await self.commands.stop()
        for task in (self._loop, *self._soon):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        self._loop = None
        if self._session is not None:
            await self._session.close()

    @override
    async def set_up(self, up: bool) -> None:
        was_up = self.up
        await super().set_up(up)
        if was_up and not up:
            await self.commands.stop()
            self.downloads.forget()
            self.search.forget()
        elif up and not was_up:
            self.started = self.clock.time()
            self.refresh_soon()

    @override
    async def on_down(self) -> None:
        await self.hub.close()

    async def _poll(self) -> None:
        while True:
            if self.up:
                command = self.commands.push(
                    "RefreshMonitoredDownloads", {}, trigger="scheduled"
                )
                await command.done.wait()
            await self.clock.sleep(_POLL)

    def refresh_soon(self) -> None:
        """Poll the client a few seconds from now, as after a grab."""
        task = asyncio.create_task(self._refresh_soon())
        self._soon.add(task)
        task.add_done_callback(self._soon.discard)

    async def _refresh_soon(self) -> None:
        await self.clock.sleep(_AFTER_GRAB)
        if self.up:
            self.commands.push("RefreshMonitoredDownloads", {}, trigger="unspecified")

    # -- HTTP ------------------------------------------------------------------------

    @override
    def authorise(self, request: web.Request) -> web.StreamResponse | None:
        path = request.path.lower().removeprefix(self.url_base.lower())
        if path in {"/ping", "/login"} or not _protected(path):
            return None
        if self._key(request) == self.api_key:
            return None
        return self.unauthorised(request)

    def _key(self, request: web.Request) -> str:
        for name in ("apikey", "access_token"):
            for key, value in request.query.items():
                if key.lower() == name:
                    return value
        if (header := request.headers.get("X-Api-Key")) is not None:
            return header
        return request.headers.get("Authorization", "").removeprefix("Bearer ")

    @override
    def unauthorised(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=401)

    @override
    def starting_up(self) -> web.StreamResponse:
        text = f"{self.title} is starting up, please try again later"
        return respond(503, {"errorMessage": text})

    @override
    async def respond(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        base = self.url_base
        if base and not f"{path}/".lower().startswith(f"{base}/".lower()):
            location = f"{base}{request.rel_url}"
            return web.Response(status=307, headers={"Location": location})
        path = path[len(base) :]
        low = path.lower()
        if low == "/ping":
            return respond(200, {"status": "OK"})
        if low.startswith("/signalr/messages"):
            return await self._signalr(request, low)
        if low.startswith(_API):
            return await self._endpoint(request, path[len(_API) :])
        if low.startswith("/api/"):
            return web.Response(status=404)
        if low.startswith(_ARTWORK):
            year, _, title = path[len(_ARTWORK) :].partition("/")
            return picture(unquote(title), int(year))
        return self._page(request, low)

    def artwork(self, title: str, year: int) -> str:
        """Return where everybody can see the poster of a title: a service of its own.

        It stands in for one; there is no other port that a world could show them on.
        """
        return f"{self.url}{_ARTWORK}{year}/{quote(title, safe='')}"

    def _page(self, request: web.Request, path: str) -> web.StreamResponse:
        if path == "/login":
            return html(f"Login - {self.title}")
        if self.core.settings.config["host"]["authenticationMethod"] == "external":
            return html(self.title)
        target = quote(str(request.rel_url), safe="")
        location = f"{self.url_base}/login?returnUrl={target}"
        return web.Response(status=302, headers={"Location": location})

    async def _signalr(self, request: web.Request, path: str) -> web.StreamResponse:
        if path.endswith("/negotiate"):
            return self.hub.negotiate()
        if request.headers.get("Upgrade", "").lower() != "websocket":
            return web.Response(status=400)
        return await self.hub.connect(request)

    async def _endpoint(self, request: web.Request, path: str) -> web.StreamResponse:
        try:
            handler, args = self.routes.find(request.method, path.rstrip("/"))
            answer = handler(Call(request, args))
            if isawaitable(answer):
                answer = await answer
            response = render(answer, request.method)
        except Problem as problem:
            response = respond(problem.status, problem.body, problem.content_type)
        response.headers["X-Application-Version"] = self.version
        return response

    # -- endpoints -------------------------------------------------------------------

    def _define_routes(self) -> None:
        routes = self.routes
        self.system.add(routes)
        self.queue.add(routes)
        RecordsApi(self.core, self.history, self.downloads).add(routes)
        SettingsApi(self.core, self._tag_in_use).add(routes)
        routes.add("GET", "release", self._releases)
        routes.add("POST", "release", self._grab)
        self.add_library_routes(routes)

    def _tag_in_use(self, tag: int) -> bool:
        return bool(self.core.library.tagged(tag))

    async def _releases(self, call: Call) -> list[Json]:
        if (target := self.release_target(call)) is None:
            return []
        found = await self.search.ask(target, user=True)
        self.search.remember(found)
        return [self.release_wire(judged, n) for n, judged in enumerate(found)]

    async def _grab(self, call: Call) -> web.Response:
        body = await call.body()
        guid, indexer = str(body.get("guid") or ""), whole(body, "indexerId")
        judged = self.search.recall(guid, indexer)
        if judged is None:
            message = "Couldn't find requested release in cache, try searching again"
            raise Problem(404, {"message": message})
        try:
            await self.search.grab(judged.release, judged.target, "InteractiveSearch")
        except LookupError as err:
            raise conflict("Getting release from indexer failed") from err
        except ClientDown as err:
            raise crash(
                f"Unable to connect to SABnzbd: {err}",
                "NzbDrone.Core.Download.Clients.DownloadClientUnavailableException",
            ) from err
        self.refresh_soon()
        return respond(200, body)

    # -- what both look-ups and POSTs check ------------------------------------------

    def need_metadata(self, term: str) -> None:
        """Check that the metadata service can be reached.

        Raises:
            Problem: It cannot (503).
        """
        if not self.metadata_up:
            text = f"Search for '{term}' failed. Unable to communicate with {self.metadata}."
            raise Problem(503, {"message": text})

    def root_of(self, body: Json) -> str:
        """Return the root folder that a new title names.

        Raises:
            Problem: There is no such root folder (400).
        """
        path = str(body.get("rootFolderPath") or "").rstrip("/")
        if not path and body.get("path"):
            path = str(body["path"]).rpartition("/")[0]
        roots = self.core.settings.lists["rootfolder"]
        if not any(row["path"].rstrip("/") == path for row in roots):
            raise validation(
                "RootFolderPath", f"Root folder '{path}' does not exist", path
            )
        return path

    def profile_of(self, body: Json) -> int:
        """Return the quality profile that a title names.

        Raises:
            Problem: There is no such profile (400).
        """
        number = whole(body, "qualityProfileId")
        rows = self.core.settings.lists["qualityprofile"]
        if not any(row["id"] == number for row in rows):
            raise validation(
                "QualityProfileId", "Quality Profile does not exist", number
            )
        return number

    # -- commands --------------------------------------------------------------------

    def _define_commands(self) -> None:
        for name in ("RefreshMonitoredDownloads", "CheckForFinishedDownload"):
            self.commands.define(name, self.refresh_downloads)
        self.commands.define("ProcessMonitoredDownloads", self.refresh_downloads)
        self.commands.define("CheckHealth", self._check_health)
        for name in (
            "RssSync",
            "ApplicationUpdateCheck",
            "ApplicationCheckUpdate",
            "Housekeeping",
            "ImportListSync",
            "CleanUpRecycleBin",
            "MessagingCleanup",
        ):
            self.commands.define(name, self.nothing)
        self.commands.define("Backup", self._back_up)
        self.commands.define("ClearBlocklist", self._clear_blocklist)
        self.commands.define("ClearLog", self.nothing)
        self.add_searches(self.commands.define)

    async def refresh_downloads(self, command: Command) -> str:
        """Poll the client, and send what waits for it."""
        await self.downloads.refresh()
        await self.search.send_pending()
        return "Completed"

    async def _check_health(self, command: Command) -> str:
        self.hub.changed("health")
        return "Completed"

    async def _back_up(self, command: Command) -> str:
        self.system.back_up("manual")
        return "Completed"

    async def _clear_blocklist(self, command: Command) -> str:
        self.history.blocked.clear()
        return "Completed"

    async def nothing(self, command: Command) -> str:
        """Do a command that changes nothing that can be seen."""
        await self.clock.sleep(1)
        return "Completed"

    async def find(self, target: Target, *, user: bool) -> int:
        """Search for a target and poll soon if something was grabbed."""
        count = await self.search.automatic(target, user=user)
        if count:
            self.refresh_soon()
        return count


def whole_ids(body: Json, *names: str) -> list[int]:
    """Return ids of a command's body: one number or a list of them."""
    lowered = {key.lower(): value for key, value in body.items()}
    for name in names:
        match lowered.get(name.lower()):
            case bool() | None:
                continue
            case int() as one:
                return [one]
            case list() as many:
                return [int(item) for item in many]
    return []


def edited[TitleT](titles: dict[int, TitleT], numbers: list[int]) -> list[TitleT]:
    """Return the titles that a bulk edit names.

    Raises:
        Problem: One of them does not exist, so none is edited (500).
    """
    found = [titles[number] for number in dict.fromkeys(numbers) if number in titles]
    if len(found) < len(set(numbers)):
        raise crash(
            f"Expected query to return {len(set(numbers))} rows "
            f"but returned {len(found)}",
            "System.ApplicationException",
        )
    return found


def edited_tags(tags: list[int], body: Json) -> list[int]:
    """Return the tags after a bulk edit that adds, removes or replaces."""
    if body.get("tags") is None:
        return tags
    given = wholes(body, "tags")
    match str(body.get("applyTags") or "add").lower():
        case "remove":
            return [tag for tag in tags if tag not in given]
        case "replace":
            return given
        case _:
            return list(dict.fromkeys([*tags, *given]))


def _protected(path: str) -> bool:
    return path.startswith(("/api", "/signalr", "/feed"))
