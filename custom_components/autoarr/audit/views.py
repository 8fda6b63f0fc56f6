"""The settings of a stack as rules address them: one view per server, and their joins.

Everything comes from raw answers that lie ready; nothing here asks a server.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from yarl import URL

from ..servers.models import ServerType
from .paths import joined, to_local
from .rows import Missing, Row, rows, version_of

ARR_TYPES = (ServerType.SONARR, ServerType.RADARR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a server answered.

    Attributes:
        server_id: Its lasting id.
        name: Its name for people.
        server_type: Which app it is.
        answers: Without secrets, by path or mode as `readers.normal_path` writes these.
        url: Where AutoArr asks it; "" where that is not known.
    """

    server_id: str
    name: str
    server_type: ServerType
    answers: Mapping[str, Any]
    url: str = ""


class View:
    """What one server said of its settings."""

    def __init__(self, stack: Stack, told: Told) -> None:
        """Keep what a server told."""
        self.stack = stack
        self.id = told.server_id
        self.name = told.name
        self.type = told.server_type
        self.url = told.url
        self._answers = told.answers

    @property
    def answers(self) -> Mapping[str, Any]:
        """What it answered, by path or mode."""
        return self._answers

    def knows(self, path: str) -> bool:
        """Return whether a path was read."""
        return path in self._answers

    def answer(self, path: str) -> Any:
        """Return the raw answer of a path.

        Raises:
            Missing: It was not read.
        """
        if path not in self._answers:
            raise Missing(f"{self.name}: {path}")
        return self._answers[path]

    def object(self, path: str) -> Row:
        """Return an answer that is one object."""
        return Row(self.answer(path), f"{self.name}: {path}")

    def list(self, path: str) -> tuple[Row, ...]:
        """Return an answer that is a list of objects."""
        return rows(self.answer(path), f"{self.name}: {path}")


class SabnzbdView(View):
    """The settings and the state of a SABnzbd."""

    @cached_property
    def _config(self) -> Row:
        given = self.object("get_config")
        return given.row("config") if given.has("config") else given

    @cached_property
    def misc(self) -> Row:
        """The section with most settings."""
        return self._config.row("misc")

    @cached_property
    def servers(self) -> tuple[Row, ...]:
        """The news servers."""
        return self._config.rows("servers") if self._config.has("servers") else ()

    @cached_property
    def categories(self) -> tuple[Row, ...]:
        """The categories, `*` among them."""
        return self._config.rows("categories")

    @cached_property
    def sorters(self) -> tuple[Row, ...]:
        """The sorters; there is no such section while there are none."""
        return self._config.rows("sorters") if self._config.has("sorters") else ()

    @cached_property
    def status(self) -> Row:
        """The state in full."""
        given = self.object("fullstatus")
        return given.row("status") if given.has("status") else given

    @cached_property
    def queue(self) -> Row:
        """The head of the queue."""
        given = self.object("queue")
        return given.row("queue") if given.has("queue") else given

    @cached_property
    def warnings(self) -> tuple[Row, ...]:
        """What SABnzbd warns of."""
        if "warnings" in self._answers:
            given = self.answer("warnings")
            if isinstance(given, Mapping):
                return Row(given, "warnings").rows("warnings")
            return rows(given, f"{self.name}: warnings")
        return self.status.rows("warnings")

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The version, from whichever answer has it."""
        for path in ("version", "fullstatus", "queue"):
            if path in self._answers:
                inner = self.queue if path == "queue" else self.status
                row = self.object(path) if path == "version" else inner
                if row.has("version"):
                    return version_of(row.text("version"))
        raise Missing(f"{self.name}: version")

    def is_before(self, *version: int, without: str) -> bool:
        """Return whether SABnzbd is older than a version.

        Args:
            version: Its numbers.
            without: A setting that older ones lack: it tells where no version was read.
        """
        try:
            return self.version < version
        except Missing:
            return not self.misc.has(without)

    def category(self, name: str) -> Row | None:
        """Return a category by name, whatever the case."""
        wanted = name.casefold()
        found = (
            row for row in self.categories if row.text("name").casefold() == wanted
        )
        return next(found, None)

    def folder(self, kind: str) -> str:
        """Return the full path of the folder `download` or `complete`."""
        if "fullstatus" in self._answers and self.status.has(f"{kind}dir"):
            return self.status.text(f"{kind}dir")
        path = self.misc.text(f"{kind}_dir")
        if not path.startswith("/") and ":" not in path:
            raise Missing(f"{self.name}: the full path of {kind}_dir")
        return path

    def category_folder(self, category: Row) -> str:
        """Return the full path of a category's folder."""
        name = category.text("dir").rstrip("*").rstrip("/")
        return joined(self.folder("complete"), name)


class ArrView(View):
    """The settings of a Sonarr or Radarr."""

    @property
    def is_sonarr(self) -> bool:
        """Tell a Sonarr from a Radarr."""
        return self.type is ServerType.SONARR

    @property
    def media(self) -> str:
        """What the app calls its titles."""
        return "series" if self.is_sonarr else "movie"

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The version."""
        return version_of(self.object("system/status").text("version"))

    @property
    def category_field(self) -> str:
        """Name of the field of SABnzbd clients that holds the category."""
        return "tvCategory" if self.is_sonarr else "movieCategory"

    @cached_property
    def health(self) -> frozenset[str]:
        """The checks of the app itself that complain."""
        return frozenset(row.text("source") for row in self.list("health"))

    def complains(self, *sources: str) -> bool:
        """Return whether one of these checks complains."""
        return not self.health.isdisjoint(sources)

    def enabled_clients(self) -> list[Row]:
        """Return the download clients that are switched on."""
        return [row for row in self.list("downloadclient") if row.flag("enable")]

    def sabnzbd_clients(self) -> list[Row]:
        """Return the SABnzbd clients that are switched on."""
        return [row for row in self.enabled_clients() if is_sabnzbd(row)]

    def joined(self) -> Iterator[tuple[Row, SabnzbdView]]:
        """Yield each SABnzbd client with the SABnzbd of the stack that it means.

        Raises:
            Missing: At the end, when nobody can tell which one a client means.
        """
        unread: Missing | None = None
        for client in self.sabnzbd_clients():
            try:
                sab = self.stack.sabnzbd_of(client)
            except Missing as err:
                unread = err
            else:
                yield client, sab
        if unread is not None:
            raise unread

    def category_of(self, client: Row) -> str:
        """Return the category under which a client's jobs are sent; "" for none."""
        return str(form(client, self.category_field) or "").strip()

    @cached_property
    def profiles(self) -> tuple[Row, ...]:
        """The quality profiles."""
        return self.list("qualityprofile")

    def used_profiles(self) -> list[Row]:
        """Return the profiles that titles use; a single one is used by all."""
        if len(self.profiles) == 1 and self.media not in self._answers:
            return list(self.profiles)
        used = {row.number("qualityProfileId") for row in self.list(self.media)}
        return [row for row in self.profiles if row.number("id") in used]

    def mappings(self) -> tuple[Row, ...]:
        """Return the remote path mappings."""
        return self.list("remotepathmapping")

    def roots(self) -> list[str]:
        """Return the paths of the root folders."""
        return [row.text("path") for row in self.list("rootfolder")]

    def mounts(self) -> list[str]:
        """Return the mounts that the app lists."""
        return [row.text("path") for row in self.list("diskspace")]

    def seen(self, path: str, client: Row) -> str:
        """Return how the app sees a path of a download client."""
        return to_local(path, str(form(client, "host") or ""), self.mappings())

    def plex_entries(self) -> list[Row]:
        """Return the notifications that tell a Plex of new files."""
        return [
            row
            for row in self.list("notification")
            if row.text("implementation") == "PlexServer"
        ]


class PlexView(View):
    """The settings and libraries of a Plex."""

    @cached_property
    def root(self) -> Row:
        """What Plex says of itself."""
        return _container(self.answer(""))

    @cached_property
    def preferences(self) -> Row:
        """The preferences by id in lower case: Plex changes its spelling."""
        given = _container(self.answer(":/prefs"))
        values = {
            row.text("id").lower(): row.get("value") if row.has("value") else ""
            for row in given.rows("Setting")
        }
        return Row(values, f"{self.name}: preferences")

    def preference(self, name: str) -> Row:
        """Return the preferences, in which one of that name must be."""
        if not self.preferences.has(name.lower()):
            raise Missing(f"{self.name}: {name}")
        return self.preferences

    def on(self, name: str) -> bool:
        """Return whether a preference is switched on."""
        return self.preference(name).flag(name.lower())

    @cached_property
    def sections(self) -> tuple[Row, ...]:
        """The libraries."""
        given = _container(self.answer("library/sections"))
        return given.rows("Directory") if given.has("Directory") else ()

    def locations(self) -> Iterator[tuple[Row, str]]:
        """Yield each folder of each library."""
        for section in self.sections:
            if section.has("Location"):
                for location in section.rows("Location"):
                    yield section, location.text("path")

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The version."""
        path = "" if "" in self._answers else "identity"
        return version_of(_container(self.answer(path)).text("version"))

    def releases(self) -> tuple[Row, ...]:
        """Return the newer versions that Plex found."""
        given = _container(self.answer("updater/status"))
        return given.rows("Release") if given.has("Release") else ()


@dataclass(slots=True)
class Stack:
    """All servers that are looked at together.

    Attributes:
        now: The time of the look.
        views: One per server.
    """

    now: datetime
    views: list[View] = field(default_factory=list)

    @property
    def sabnzbds(self) -> list[SabnzbdView]:
        """Every SABnzbd."""
        return [view for view in self.views if isinstance(view, SabnzbdView)]

    @property
    def arrs(self) -> list[ArrView]:
        """Every Sonarr and Radarr."""
        return [view for view in self.views if isinstance(view, ArrView)]

    @property
    def plexes(self) -> list[PlexView]:
        """Every Plex."""
        return [view for view in self.views if isinstance(view, PlexView)]

    def add(self, told: Told) -> None:
        """Add a server with what it answered."""
        kinds: dict[ServerType, type[View]] = {
            ServerType.SABNZBD: SabnzbdView,
            ServerType.PLEX: PlexView,
        }
        self.views.append(kinds.get(told.server_type, ArrView)(self, told))

    def sabnzbd_of(self, client: Row) -> SabnzbdView:
        """Return the SABnzbd that a download client of an app means.

        Raises:
            Missing: It is none of the stack, or nobody can tell which.
        """
        candidates = self.sabnzbds
        host = str(form(client, "host") or "").casefold()
        port = _whole(form(client, "port"))
        at = [view for view in candidates if _listens(view, host, port)]
        if len(at) == 1:
            return at[0]
        # A proxy or a published port may stand between: the app's own port tells.
        if len(candidates) == 1:
            only = candidates[0]
            if not only.url or _is_port(only, port):
                return only
        raise Missing(f"the SABnzbd at {host}:{port}")

    def users_of(self, sab: SabnzbdView) -> Iterator[tuple[ArrView, Row]]:
        """Yield each client of each app that sends to a SABnzbd."""
        for arr in self.arrs:
            for client in arr.sabnzbd_clients():
                if self.sabnzbd_of(client) is sab:
                    yield arr, client


def _listens(view: SabnzbdView, host: str, port: int) -> bool:
    """Return whether an address is that of a SABnzbd, as far as it can be told."""
    try:
        url = URL(view.url)
        asked_at = url.port
    except ValueError:
        return _is_port(view, port)
    if view.url:
        same_host = (url.host or "").casefold() == host
        return asked_at == port or (same_host and _is_port(view, port))
    return _is_port(view, port)


def _is_port(view: SabnzbdView, port: int) -> bool:
    try:
        known = {view.misc.text("port"), view.misc.text("https_port")}
    except Missing:
        return False
    return str(port) in known


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _container(value: object) -> Row:
    row = Row(value, "MediaContainer")
    return row.row("MediaContainer") if row.has("MediaContainer") else row


def is_sabnzbd(client: Row) -> bool:
    """Return whether a download client is a SABnzbd."""
    return client.text("implementation").lower() == "sabnzbd"


def form(provider: Row, name: str) -> Any:
    """Return the value of a field in a provider's form; None for an empty one.

    Raises:
        Missing: The form was not read.
    """
    for row in provider.rows("fields"):
        if row.has("name") and row.text("name").casefold() == name.casefold():
            return row.get("value") if row.has("value") else None
    return None


def has_form(provider: Row, name: str) -> bool:
    """Return whether a provider's form has such a field."""
    return any(
        row.has("name") and row.text("name").casefold() == name.casefold()
        for row in provider.rows("fields")
    )


def listed(names: Iterable[str]) -> str:
    """Return names as people read them in a row."""
    return ", ".join(names)
