"""The queue as an app shows it, and the buttons on it."""

from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

from aiohttp import web

from simulator.arr.client import ClientDown, ItemStatus
from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.library import ENGLISH
from simulator.arr.search import Search
from simulator.arr.tracked import Pending, Tracked
from simulator.arr.wire import (
    Call,
    Json,
    Problem,
    Routes,
    bad_request,
    crash,
    gone,
    iso,
    page,
    respond,
    timespan,
    wholes,
    without_nulls,
)

_FAR = "9999"
_UNKNOWN_TIME = "99.00:00:00"


class QueueApi:
    """The endpoints below `queue`."""

    def __init__(self, core: Core, downloads: Downloads, search: Search) -> None:
        """Serve the queue of one app."""
        self.core = core
        self.downloads = downloads
        self.search = search

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
        routes.add("GET", "queue", self.listing)
        routes.add("GET", "queue/details", self.details)
        routes.add("GET", "queue/status", lambda call: self.status())
        routes.add("DELETE", "queue/bulk", self.delete_many)
        routes.add("DELETE", "queue/{id}", self.delete_one)
        routes.add("POST", "queue/grab/bulk", self.grab_many)
        routes.add("POST", "queue/grab/{id}", self.grab_one)

    # -- rows ------------------------------------------------------------------------

    def rows(self, wanted: frozenset[str] = frozenset()) -> list[Json]:
        """Return all rows: one for each episode or film of each download."""
        rows: list[Json] = []
        for tracked in self.downloads.tracked.values():
            units: Iterable[int | None] = (None,)
            if tracked.target is not None:
                units = tracked.target.units
            rows += [self._row(tracked, unit, wanted) for unit in units]
        for pending in self.downloads.pending:
            rows += [
                self._pending_row(pending, unit, wanted)
                for unit in pending.target.units
            ]
        return rows

    def _row(self, tracked: Tracked, unit: int | None, wanted: frozenset[str]) -> Json:
        item = tracked.item
        now = self.core.clock.time()
        size_known = item.status is not ItemStatus.PAUSED and item.time_left is not None
        left = item.time_left if size_known else None
        row: Json = {}
        if unit is not None and tracked.target is not None:
            row |= self.core.library.ids(tracked.target, unit)
            row |= self.core.library.embed(tracked.target, unit, wanted)
        if self.core.name == "Sonarr":
            has_file = unit is not None and self.core.library.file(unit) is not None
            row["episodeHasFile"] = has_file
        quality = self.core.library.table.qualities[tracked.quality_id]
        client = self.core.client
        row |= {
            "languages": [ENGLISH],
            "quality": quality.model(),
            "customFormats": [],
            "customFormatScore": 0,
            "size": item.size,
            "title": item.title,
            "estimatedCompletionTime": iso(now + left) if left is not None else None,
            "added": iso(tracked.grab.date) if tracked.grab is not None else None,
            "status": item.status.value,
            "trackedDownloadStatus": tracked.level,
            "trackedDownloadState": tracked.state.value,
            "statusMessages": tracked.messages,
            "errorMessage": item.message,
            "downloadId": item.id,
            "protocol": "usenet",
            "downloadClient": client["name"] if client else "SABnzbd",
            "downloadClientHasPostImportCategory": False,
            "indexer": tracked.indexer or None,
            "outputPath": self.core.local(item.path) if item.path else None,
            "sizeleft": item.left,
            "timeleft": timespan(left) if left is not None else None,
            "id": row_id(item.id, unit),
        }
        return without_nulls(row)

    def _pending_row(self, pending: Pending, unit: int, wanted: frozenset[str]) -> Json:
        release = pending.release
        now = self.core.clock.time()
        left = pending.due - now if pending.due is not None else None
        row: Json = {
            **self.core.library.ids(pending.target, unit),
            **self.core.library.embed(pending.target, unit, wanted),
            "languages": [ENGLISH],
            "quality": self.core.library.table.qualities[release.quality_id].model(),
            "customFormats": [],
            "customFormatScore": 0,
            "size": release.size,
            "title": release.title,
            "estimatedCompletionTime": iso(pending.due) if pending.due else None,
            "added": iso(pending.added),
            "status": pending.reason,
            "protocol": "usenet",
            "downloadClientHasPostImportCategory": False,
            "indexer": release.indexer,
            "sizeleft": release.size,
            "timeleft": timespan(left) if left is not None else None,
            "id": row_id(release.guid, unit),
        }
        if self.core.name == "Sonarr":
            row["episodeHasFile"] = self.core.library.file(unit) is not None
        return without_nulls(row)

    # -- reading ---------------------------------------------------------------------

    def listing(self, call: Call) -> Json:
        """Answer `GET /queue`."""
        sonarr = self.core.name == "Sonarr"
        unknown = call.flag(
            "includeUnknownSeriesItems" if sonarr else "includeUnknownMovieItems"
        )
        rows = self.rows(_includes(call))
        key = "seriesId" if sonarr else "movieId"
        if not unknown:
            rows = [row for row in rows if key in row]
        if chosen := set(call.numbers(f"{key}s")):
            rows = [row for row in rows if row.get(key) in chosen]
        if states := {text.lower() for text in call.texts("status")}:
            rows = [row for row in rows if row["status"].lower() in states]
        if protocol := call.text("protocol"):
            rows = [row for row in rows if row["protocol"] == protocol.lower()]
        if qualities := set(call.numbers("quality")):
            rows = [row for row in rows if row["quality"]["quality"]["id"] in qualities]
        return page(
            call, rows, sort_key="timeleft", keys=_sort_keys(self.core), last_page=True
        )

    def details(self, call: Call) -> list[Json]:
        """Answer `GET /queue/details`: a plain list, unknown items too."""
        rows = self.rows(_includes(call))
        if self.core.name == "Sonarr":
            if (series := call.number("seriesId")) is not None:
                rows = [row for row in rows if row.get("seriesId") == series]
            if episodes := set(call.numbers("episodeIds")):
                rows = [row for row in rows if row.get("episodeId") in episodes]
        elif (movie := call.number("movieId")) is not None:
            rows = [row for row in rows if row.get("movieId") == movie]
        return rows

    def status(self) -> Json:
        """Answer `GET /queue/status`."""
        known = "seriesId" if self.core.name == "Sonarr" else "movieId"
        rows = self.rows()
        ours = [row for row in rows if known in row]
        others = [row for row in rows if known not in row]

        def any_of(some: Iterable[Json], level: str) -> bool:
            return any(row.get("trackedDownloadStatus") == level for row in some)

        return {
            "totalCount": len(rows),
            "count": len(ours),
            "unknownCount": len(others),
            "errors": any_of(ours, "error"),
            "warnings": any_of(ours, "warning"),
            "unknownErrors": any_of(others, "error"),
            "unknownWarnings": any_of(others, "warning"),
        }

    # -- buttons ---------------------------------------------------------------------

    def _find(self, number: int) -> Tracked | Pending:
        for pending in self.downloads.pending:
            if any(
                row_id(pending.release.guid, u) == number for u in pending.target.units
            ):
                return pending
        for tracked in self.downloads.tracked.values():
            units: Iterable[int | None] = (None,)
            if tracked.target is not None:
                units = tracked.target.units
            if any(row_id(tracked.item.id, unit) == number for unit in units):
                return tracked
        raise gone()

    async def delete_one(self, call: Call) -> web.Response:
        """Answer `DELETE /queue/{id}`: an empty 200."""
        await self._delete(call, [self._find(call.id)])
        return web.Response()

    async def delete_many(self, call: Call) -> web.Response:
        """Answer `DELETE /queue/bulk`; one id that is gone stops all."""
        found = [self._find(number) for number in wholes(await call.body(), "ids")]
        await self._delete(call, list(dict.fromkeys(found)))
        return respond(200, {})

    async def _delete(self, call: Call, found: list[Tracked | Pending]) -> None:
        remove = call.flag("removeFromClient", default=True)
        blocklist = call.flag("blocklist")
        skip = call.flag("skipRedownload")
        change = call.flag("changeCategory")
        for one in found:
            if isinstance(one, Pending):
                self._delete_pending(one, blocklist=blocklist)
                continue
            if not remove and change:
                raise crash(
                    "SABnzbd does not support marking items as imported",
                    "System.NotSupportedException",
                )
            if self.core.client is None:
                raise bad_request("Download client is not available")
            try:
                await self.downloads.drop(
                    one,
                    remove_from_client=remove,
                    blocklist=blocklist,
                    skip_redownload=skip,
                )
            except ClientDown as err:
                raise crash(
                    f"Unable to connect to SABnzbd: {err}",
                    "NzbDrone.Core.Download.Clients.DownloadClientUnavailableException",
                ) from err

    def _delete_pending(self, pending: Pending, *, blocklist: bool) -> None:
        self.downloads.pending.remove(pending)
        if blocklist:
            self.downloads.history.block(
                pending.target,
                source_title=pending.release.title,
                quality_id=pending.release.quality_id,
                indexer=pending.release.indexer,
                message="Pending release manually blocklisted",
            )
            self.core.counters.blocklistings += 1
        self.core.counters.removals += 1
        self.downloads.changed()

    async def grab_one(self, call: Call) -> web.Response:
        """Answer `POST /queue/grab/{id}`, for pending releases only."""
        await self._grab([call.id])
        return respond(200, {})

    async def grab_many(self, call: Call) -> web.Response:
        """Answer `POST /queue/grab/bulk`."""
        await self._grab(wholes(await call.body(), "ids"))
        return respond(200, {})

    async def _grab(self, numbers: Iterable[int]) -> None:
        found = [self._find(number) for number in numbers]
        for pending in dict.fromkeys(found):
            if not isinstance(pending, Pending):
                raise Problem(404, {"message": "NotFound"})
            try:
                await self.search.grab(pending.release, pending.target, "Search")
            except (ClientDown, LookupError) as err:
                raise crash(str(err)) from err
            self.downloads.pending.remove(pending)


def row_id(download_id: str, unit: int | None) -> int:
    """Return the id of a row: stable while the download lives."""
    text = f"trackedDownload-1-{download_id}-ep{unit or 0}"
    return (crc32(text.encode()) & 0x7FFFFFFF) or 1


def _includes(call: Call) -> frozenset[str]:
    names = ("series", "episode", "movie")
    return frozenset(name for name in names if call.flag(f"include{name}"))


def _sort_keys(core: Core) -> dict[str, Callable[[Json], Any]]:
    def text(name: str) -> Callable[[Json], Any]:
        return lambda row: str(row.get(name, ""))

    def number(name: str) -> Callable[[Json], Any]:
        return lambda row: row.get(name, 0)

    def progress(row: Json) -> float:
        return 1 - row["sizeleft"] / row["size"] if row["size"] else 0.0

    def rank(row: Json) -> int:
        return core.library.table.rank(row["quality"]["quality"]["id"])

    keys: dict[str, Callable[[Json], Any]] = {
        "timeleft": lambda row: _length(row.get("timeleft")),
        "estimatedCompletionTime": lambda row: row.get("estimatedCompletionTime", _FAR),
        "added": lambda row: row.get("added", _FAR),
        "status": text("status"),
        "title": text("title"),
        "size": number("size"),
        "progress": progress,
        "quality": rank,
        "indexer": text("indexer"),
        "downloadClient": text("downloadClient"),
        "protocol": text("protocol"),
        "languages": lambda row: row["languages"][0]["name"],
    }
    if core.name == "Sonarr":
        keys |= {
            "series.sortTitle": number("seriesId"),
            "episode": number("episodeId"),
            "episodes.airDateUtc": number("episodeId"),
            "episode.airDateUtc": number("episodeId"),
        }
    else:
        keys["movies.sortTitle"] = number("movieId")
    return keys


def _length(text: str | None) -> tuple[int, str]:
    days, _, clock = (text or _UNKNOWN_TIME).rpartition(".")
    return int(days or 0), clock
