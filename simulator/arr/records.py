"""The endpoints of history and blocklist."""

from aiohttp import web

from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.history import (
    RADARR_EVENTS,
    SONARR_EVENTS,
    BlockRow,
    Event,
    History,
    HistoryRow,
)
from simulator.arr.wire import (
    Call,
    Json,
    Routes,
    from_iso,
    invalid,
    missing_model,
    page,
    respond,
    wholes,
)


class RecordsApi:
    """The endpoints below `history` and `blocklist`."""

    def __init__(self, core: Core, history: History, downloads: Downloads) -> None:
        """Serve the records of one app."""
        self.core = core
        self.history = history
        self.downloads = downloads
        self._sonarr = core.name == "Sonarr"
        self._events = SONARR_EVENTS if self._sonarr else RADARR_EVENTS
        self._media = "series" if self._sonarr else "movie"

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
        routes.add("GET", "history", self._paged)
        routes.add("GET", "history/since", self._since)
        routes.add("GET", f"history/{self._media}", self._of_media)
        routes.add("POST", "history/failed/{id}", self._mark_failed)
        routes.add("GET", "blocklist", self._blocklist)
        routes.add("DELETE", "blocklist/bulk", self._unblock_many)
        routes.add("DELETE", "blocklist/{id}", self._unblock)
        if not self._sonarr:
            routes.add("GET", "blocklist/movie", self._blocklist_of_movie)

    def _wire(self, call: Call, row: HistoryRow) -> Json:
        wanted = frozenset(
            name
            for name in ("series", "episode", "movie")
            if call.flag(f"include{name}")
        )
        unmet = row.event is not Event.FAILED and self.core.library.cutoff_not_met(
            row.unit
        )
        return {
            **self.history.wire(row, unmet),
            **self.core.library.embed(row.target, row.unit, wanted),
        }

    def _number(self, row: HistoryRow) -> int:
        name = row.event.value
        if row.event is Event.FILE_DELETED:
            name = f"{self.core.library.noun}FileDeleted"
        return self._events[name]

    def _paged(self, call: Call) -> Json:
        rows = self.history.rows
        if events := set(call.numbers("eventType")):
            rows = [row for row in rows if self._number(row) in events]
        if download := call.text("downloadId"):
            rows = [row for row in rows if row.download_id.lower() == download.lower()]
        if media := set(call.numbers("seriesIds" if self._sonarr else "movieIds")):
            rows = [row for row in rows if row.target.media_id in media]
        if self._sonarr and (episode := call.number("episodeId")) is not None:
            rows = [row for row in rows if row.unit == episode]
        if qualities := set(call.numbers("quality")):
            rows = [row for row in rows if row.quality_id in qualities]
        slim = [{"id": row.id, "date": row.date, "row": row} for row in rows]
        answer = page(
            call,
            slim,
            sort_key="date",
            keys={
                "date": lambda row: (row["date"], row["id"]),
                "quality": lambda row: row["row"].quality_id,
                "series.sortTitle" if self._sonarr else "movieMetadata.sortTitle": (
                    lambda row: row["row"].target.media_id
                ),
            },
        )
        answer["records"] = [self._wire(call, row["row"]) for row in answer["records"]]
        return answer

    def _event(self, call: Call) -> int | None:
        text = call.text("eventType")
        if not text:
            return None
        if text.isdigit():
            return int(text)
        known = {name.lower(): number for name, number in self._events.items()}
        if text.lower() not in known:
            raise invalid("eventType", f"The value '{text}' is not valid.")
        return known[text.lower()]

    def _chosen(self, call: Call, rows: list[HistoryRow]) -> list[Json]:
        event = self._event(call)
        chosen = [row for row in rows if event is None or self._number(row) == event]
        return [self._wire(call, row) for row in reversed(chosen)]

    def _since(self, call: Call) -> list[Json]:
        start = from_iso(call.text("date") or "0001-01-02T00:00:00Z")
        return self._chosen(call, [r for r in self.history.rows if r.date >= start])

    def _of_media(self, call: Call) -> list[Json]:
        number = call.number(f"{self._media}Id")
        rows = [row for row in self.history.rows if row.target.media_id == number]
        if self._sonarr and (season := call.number("seasonNumber")) is not None:
            rows = [row for row in rows if row.target.season == season]
        return self._chosen(call, rows)

    def _mark_failed(self, call: Call) -> web.Response:
        row = next((row for row in self.history.rows if row.id == call.id), None)
        if row is None:
            raise missing_model(
                "EpisodeHistory" if self._sonarr else "MovieHistory", call.id
            )
        if (grab := self.history.grab(row.download_id)) is not None:
            self.downloads.mark_failed(grab)
        return respond(200, {})

    # -- blocklist -------------------------------------------------------------------

    def _block_wire(self, row: BlockRow) -> Json:
        embedded = self.core.library.embed(
            row.target, row.target.units[0], frozenset({self._media})
        )
        return {**self.history.block_wire(row), **embedded}

    def _blocklist(self, call: Call) -> Json:
        rows = self.history.blocked
        if media := set(call.numbers("seriesIds" if self._sonarr else "movieIds")):
            rows = [row for row in rows if row.target.media_id in media]
        slim = [{"id": row.id, "date": row.date, "row": row} for row in rows]
        answer = page(
            call,
            slim,
            sort_key="date",
            keys={
                "date": lambda row: (row["date"], row["id"]),
                "sourceTitle": lambda row: row["row"].source_title,
                "indexer": lambda row: row["row"].indexer,
                "quality": lambda row: row["row"].quality_id,
            },
        )
        answer["records"] = [self._block_wire(row["row"]) for row in answer["records"]]
        return answer

    def _blocklist_of_movie(self, call: Call) -> list[Json]:
        number = call.number("movieId")
        return [
            self.history.block_wire(row)
            for row in self.history.blocked
            if row.target.media_id == number
        ]

    def _unblock(self, call: Call) -> web.Response:
        if not self.history.unblock({call.id}):
            raise missing_model("Blocklist", call.id)
        return web.Response()

    async def _unblock_many(self, call: Call) -> web.Response:
        self.history.unblock(set(wholes(await call.body(), "ids")))
        return respond(200, {})
