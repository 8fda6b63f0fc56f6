"""History and blocklist of one app."""

from dataclasses import dataclass, field
from enum import StrEnum

from simulator.arr.library import ENGLISH, Library, Target
from simulator.arr.wire import Json, iso
from simulator.clock import Clock

_LENGTH = 50_000


class Event(StrEnum):
    """What history tells of; films are not "episodes", see `wire_name`."""

    GRABBED = "grabbed"
    IMPORTED = "downloadFolderImported"
    FAILED = "downloadFailed"
    FILE_DELETED = "fileDeleted"
    IGNORED = "downloadIgnored"


SONARR_EVENTS = {
    "unknown": 0,
    "grabbed": 1,
    "seriesFolderImported": 2,
    "downloadFolderImported": 3,
    "downloadFailed": 4,
    "episodeFileDeleted": 5,
    "episodeFileRenamed": 6,
    "downloadIgnored": 7,
}
RADARR_EVENTS = {
    "unknown": 0,
    "grabbed": 1,
    "downloadFolderImported": 3,
    "downloadFailed": 4,
    "movieFileDeleted": 6,
    "movieFolderImported": 7,
    "movieFileRenamed": 8,
    "downloadIgnored": 9,
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened to one episode or film."""

    id: int
    event: Event
    date: float
    target: Target
    unit: int
    source_title: str
    quality_id: int
    download_id: str
    data: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One release that is not to be grabbed again."""

    id: int
    date: float
    target: Target
    source_title: str
    quality_id: int
    indexer: str
    message: str


@dataclass(slots=True)
class History:
    """All that happened, oldest first, and what is blocked."""

    library: Library
    clock: Clock
    rows: list[HistoryRow] = field(default_factory=list)
    blocked: list[BlockRow] = field(default_factory=list)
    _next: int = 1
    _next_block: int = 1
    _grabs: dict[str, HistoryRow] = field(default_factory=dict)
    _imports: set[str] = field(default_factory=set)

    def record(
        self,
        event: Event,
        target: Target,
        *,
        source_title: str,
        quality_id: int,
        download_id: str,
        data: dict[str, str | None],
        date: float | None = None,
    ) -> None:
        """Write one row for each unit of the target."""
        for unit in target.units:
            row = HistoryRow(
                self._next,
                event,
                self.clock.time() if date is None else date,
                target,
                unit,
                source_title,
                quality_id,
                download_id,
                data,
            )
            self.rows.append(row)
            self._next += 1
            if event is Event.GRABBED:
                self._grabs[download_id] = row
            elif event is Event.IMPORTED:
                self._imports.add(download_id)
        if len(self.rows) > _LENGTH:
            del self.rows[: _LENGTH // 10]
            kept = {row.download_id for row in self.rows}
            self._imports &= kept
            self._grabs = {key: row for key, row in self._grabs.items() if key in kept}

    def grab(self, download_id: str) -> HistoryRow | None:
        """Return the newest grab of a download."""
        return self._grabs.get(download_id)

    def imported(self, download_id: str) -> bool:
        """Tell whether a download was imported before."""
        return download_id in self._imports

    def block(
        self,
        target: Target,
        *,
        source_title: str,
        quality_id: int,
        indexer: str,
        message: str,
        date: float | None = None,
    ) -> None:
        """Never grab this release again."""
        self.blocked.append(
            BlockRow(
                self._next_block,
                self.clock.time() if date is None else date,
                target,
                source_title,
                quality_id,
                indexer,
                message,
            )
        )
        self._next_block += 1

    def is_blocked(self, media_id: int, title: str, indexer: str) -> bool:
        """Tell whether a release is on the blocklist."""
        return any(
            row.target.media_id == media_id
            and row.source_title == title
            and row.indexer == indexer
            for row in self.blocked
        )

    def unblock(self, numbers: set[int]) -> int:
        """Take rows off the blocklist and return how many were there."""
        before = len(self.blocked)
        self.blocked = [row for row in self.blocked if row.id not in numbers]
        return before - len(self.blocked)

    def forget(self, media_id: int) -> None:
        """Drop the rows of a series or film that was deleted."""
        self.rows = [row for row in self.rows if row.target.media_id != media_id]
        self.blocked = [row for row in self.blocked if row.target.media_id != media_id]
        self._grabs = {
            key: row
            for key, row in self._grabs.items()
            if row.target.media_id != media_id
        }

    def wire(self, row: HistoryRow, cutoff_not_met: bool) -> Json:
        """Return the resource of a row, without series, episode or movie."""
        name = row.event.value
        if row.event is Event.FILE_DELETED:
            name = f"{self.library.noun}FileDeleted"
        ids = self.library.ids(row.target, row.unit)
        ids.pop("seasonNumber", None)
        return {
            **ids,
            "sourceTitle": row.source_title,
            "languages": [ENGLISH],
            "quality": self.library.table.qualities[row.quality_id].model(),
            "customFormats": [],
            "customFormatScore": 0,
            "qualityCutoffNotMet": cutoff_not_met,
            "date": iso(row.date),
            "downloadId": row.download_id,
            "eventType": name,
            "data": row.data,
            "id": row.id,
        }

    def block_wire(self, row: BlockRow) -> Json:
        """Return the resource of a blocklist row, without series or movie."""
        ids = self.library.ids(row.target, row.target.units[0])
        if "seriesId" in ids:
            ids = {"seriesId": ids["seriesId"], "episodeIds": list(row.target.units)}
        return {
            **ids,
            "sourceTitle": row.source_title,
            "languages": [ENGLISH],
            "quality": self.library.table.qualities[row.quality_id].model(),
            "customFormats": [],
            "date": iso(row.date),
            "protocol": "usenet",
            "indexer": row.indexer,
            "message": row.message,
            "id": row.id,
        }
