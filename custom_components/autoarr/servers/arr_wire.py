"""The records of Sonarr and Radarr as they come over the wire, and what they become."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from sys import intern

from .decoding import ByteCount, Reader, Wire, amount, duration, utc
from .models import (
    AppUpdate,
    BlocklistEntry,
    Command,
    DownloadClient,
    DownloadHandling,
    HealthCheck,
    HistoryEvent,
    HistoryRecord,
    QueueRow,
    RootFolder,
    StatusMessage,
)


class WireStatus(Wire):
    """GET system/status."""

    app_name: str
    version: str
    instance_name: str | None = None
    url_base: str | None = None


class WireQuality(Wire):
    """The quality itself."""

    name: str | None = None


class WireQualityModel(Wire):
    """A quality with its revision."""

    quality: WireQuality | None = None


class WireStatusMessage(Wire):
    """One block of a queue row's explanation."""

    title: str | None = None
    messages: list[str] | None = None


class WireQueueRow(Wire):
    """A row of the queue; an app leaves out what it does not know."""

    id: int
    download_id: str | None = None
    title: str | None = None
    status: str = "unknown"
    tracked_download_status: str = "ok"
    tracked_download_state: str = "downloading"
    status_messages: list[WireStatusMessage] | None = None
    error_message: str | None = None
    size: ByteCount = 0
    sizeleft: ByteCount = 0
    timeleft: str | None = None
    protocol: str = "unknown"
    download_client: str | None = None
    indexer: str | None = None
    quality: WireQualityModel | None = None
    output_path: str | None = None
    added: datetime | None = None
    movie_id: int | None = None
    series_id: int | None = None
    season_number: int | None = None
    episode_id: int | None = None


class WireQueue(Wire):
    """GET queue."""

    total_records: int
    records: list[WireQueueRow]
    page: int = 1


class WireQueueStatus(Wire):
    """GET queue/status."""

    total_count: int
    count: int = 0
    unknown_count: int = 0
    errors: bool = False
    warnings: bool = False
    unknown_errors: bool = False
    unknown_warnings: bool = False


class WireHistoryData(Wire):
    """What a history record says of its event; all values are strings."""

    indexer: str | None = None
    download_client: str | None = None
    download_client_name: str | None = None
    message: str | None = None
    reason: str | None = None
    size: str | float | None = None
    release_source: str | None = None
    published_date: str | None = None
    age_hours: str | float | None = None


class WireHistoryRecord(Wire):
    """A record of the history."""

    id: int
    date: datetime
    event_type: str | int = "unknown"
    download_id: str | None = None
    source_title: str | None = None
    quality: WireQualityModel | None = None
    movie_id: int | None = None
    series_id: int | None = None
    episode_id: int | None = None
    data: WireHistoryData | None = None


class WireHistory(Wire):
    """GET history."""

    total_records: int
    records: list[WireHistoryRecord]


class WireBlocklistEntry(Wire):
    """An entry of the blocklist."""

    id: int
    source_title: str | None = None
    date: datetime | None = None
    message: str | None = None
    protocol: str = "unknown"
    indexer: str | None = None
    movie_id: int | None = None
    series_id: int | None = None
    episode_ids: list[int] | None = None


class WireBlocklist(Wire):
    """GET blocklist."""

    total_records: int
    records: list[WireBlocklistEntry]
    page: int = 1


class WireCount(Wire):
    """Any page of which only the length of the whole matters."""

    total_records: int


class WireHealthCheck(Wire):
    """A complaint of the app about itself."""

    type: str
    source: str = ""
    message: str | None = None


class WireTag(Wire):
    """A label that films or series carry."""

    id: int
    label: str


class WireRootFolder(Wire):
    """A folder of the library."""

    id: int
    path: str
    accessible: bool = True
    free_space: ByteCount | None = None


class WireDownloadHandling(Wire):
    """GET config/downloadclient."""

    enable_completed_download_handling: bool
    auto_redownload_failed: bool = True
    auto_redownload_failed_from_interactive_search: bool = True


class WireDownloadClient(Wire):
    """A download client as the app is set up to use it."""

    id: int
    name: str | None = None
    implementation: str = ""
    enable: bool = True
    remove_failed_downloads: bool = True
    remove_completed_downloads: bool = True
    fields: list[dict[str, object]] | None = None


class WireUpdate(Wire):
    """A release that the app offers."""

    version: str
    installable: bool = False
    latest: bool = False
    url: str | None = None


class WireCommandBody(Wire):
    """What a command is about."""

    movie_ids: list[int] | None = None
    episode_ids: list[int] | None = None
    series_id: int | None = None
    season_number: int | None = None


class WireCommand(Wire):
    """A command given to the app."""

    id: int
    name: str = ""
    status: str = "queued"
    message: str | None = None
    trigger: str = "manual"
    body: WireCommandBody | None = None


class WireMediaFile(Wire):
    """A file in the library."""

    scene_name: str | None = None
    """The release that it came as, where the app knows."""
    relative_path: str | None = None


class WireAdded(Wire):
    """A title that was added."""

    id: int


STATUS = Reader(WireStatus, "system/status")
QUEUE = Reader(WireQueue, "queue")
QUEUE_STATUS = Reader(WireQueueStatus, "queue/status")
HISTORY = Reader(WireHistory, "history")
HISTORY_LIST = Reader(list[WireHistoryRecord], "history")
BLOCKLIST = Reader(WireBlocklist, "blocklist")
COUNT = Reader(WireCount, "wanted")
HEALTH = Reader(list[WireHealthCheck], "health")
TAGS = Reader(list[WireTag], "tag")
ROOT_FOLDERS = Reader(list[WireRootFolder], "rootfolder")
DOWNLOAD_HANDLING = Reader(WireDownloadHandling, "config/downloadclient")
DOWNLOAD_CLIENTS = Reader(list[WireDownloadClient], "downloadclient")
UPDATES = Reader(list[WireUpdate], "update")
COMMAND = Reader(WireCommand, "command")
COMMANDS = Reader(list[WireCommand], "command")
ADDED = Reader(WireAdded, "added title")
MEDIA_FILES = Reader(list[WireMediaFile], "files")

_EVENTS = {
    "grabbed": HistoryEvent.GRABBED,
    "downloadFolderImported": HistoryEvent.IMPORTED,
    "seriesFolderImported": HistoryEvent.IMPORTED,
    "movieFolderImported": HistoryEvent.IMPORTED,
    "downloadFailed": HistoryEvent.FAILED,
    "downloadIgnored": HistoryEvent.IGNORED,
    "episodeFileDeleted": HistoryEvent.FILE_DELETED,
    "movieFileDeleted": HistoryEvent.FILE_DELETED,
}
_CATEGORY_FIELDS = ("tvCategory", "movieCategory", "category")


def _shared(text: str | None) -> str | None:
    """Return one copy of a text that thousands of rows repeat."""
    return intern(text) if text else None


def _quality(model: WireQualityModel | None) -> str | None:
    if model is None or model.quality is None:
        return None
    return _shared(model.quality.name)


def _messages(blocks: list[WireStatusMessage] | None) -> tuple[StatusMessage, ...]:
    if not blocks:
        return ()
    return tuple(
        StatusMessage(title=block.title or "", messages=tuple(block.messages or ()))
        for block in blocks
    )


def queue_row(wire: WireQueueRow) -> QueueRow:
    """Return what a row of the queue says."""
    return QueueRow(
        id=wire.id,
        download_id=wire.download_id or None,
        title=wire.title or "",
        status=intern(wire.status),
        tracked_status=intern(wire.tracked_download_status),
        tracked_state=intern(wire.tracked_download_state),
        messages=_messages(wire.status_messages),
        error_message=wire.error_message or "",
        size=int(wire.size),
        size_left=int(wire.sizeleft),
        time_left=duration(wire.timeleft),
        protocol=intern(wire.protocol),
        client=_shared(wire.download_client),
        indexer=_shared(wire.indexer),
        quality=_quality(wire.quality),
        output_path=wire.output_path or None,
        added=utc(wire.added),
        movie_id=wire.movie_id or None,
        series_id=wire.series_id or None,
        season=wire.season_number,
        episode_id=wire.episode_id or None,
    )


def release_of_file(wire: WireMediaFile) -> str:
    """Return the name of the release that a file came as, as far as its name says."""
    return wire.scene_name or PurePosixPath(wire.relative_path or "").stem


def history_record(wire: WireHistoryRecord) -> HistoryRecord | None:
    """Return what a record of the history says; None for one without a time."""
    date = utc(wire.date)
    if date is None:
        return None
    data = wire.data or WireHistoryData()
    return HistoryRecord(
        id=wire.id,
        event=_EVENTS.get(str(wire.event_type), HistoryEvent.OTHER),
        date=date,
        download_id=wire.download_id or None,
        source_title=wire.source_title or "",
        quality=_quality(wire.quality),
        movie_id=wire.movie_id or None,
        series_id=wire.series_id or None,
        episode_id=wire.episode_id or None,
        message=data.message or data.reason or "",
        indexer=_shared(data.indexer),
        client=_shared(data.download_client_name or data.download_client),
        size=amount(data.size),
        release_source=_shared(data.release_source),
        published=_published(data, date),
    )


def _published(data: WireHistoryData, grabbed: datetime) -> datetime | None:
    """Return when a release was posted; by its age at the grab where no date is given."""
    if data.published_date is not None:
        with suppress(ValueError):
            return utc(datetime.fromisoformat(data.published_date))
    if data.age_hours is not None:
        with suppress(ValueError, OverflowError):
            # Some write numbers with the comma of their language.
            hours = float(str(data.age_hours).replace(",", "."))
            return grabbed - timedelta(hours=hours)
    return None


def blocklist_entry(wire: WireBlocklistEntry) -> BlocklistEntry:
    """Return what an entry of the blocklist says."""
    return BlocklistEntry(
        id=wire.id,
        source_title=wire.source_title or "",
        date=utc(wire.date),
        message=wire.message or "",
        protocol=wire.protocol,
        indexer=_shared(wire.indexer),
        movie_id=wire.movie_id or None,
        series_id=wire.series_id or None,
        episode_ids=tuple(wire.episode_ids or ()),
    )


def health_check(wire: WireHealthCheck) -> HealthCheck:
    """Return what the app complains about."""
    return HealthCheck(source=wire.source, level=wire.type, message=wire.message or "")


def root_folder(wire: WireRootFolder) -> RootFolder:
    """Return what is known of a root folder."""
    return RootFolder(
        id=wire.id,
        path=wire.path,
        accessible=wire.accessible,
        free=None if wire.free_space is None else int(wire.free_space),
    )


def download_handling(wire: WireDownloadHandling) -> DownloadHandling:
    """Return how the app itself treats what was downloaded."""
    return DownloadHandling(
        completed_handling=wire.enable_completed_download_handling,
        searches_again=wire.auto_redownload_failed,
        searches_again_interactive=wire.auto_redownload_failed_from_interactive_search,
    )


def download_client(wire: WireDownloadClient) -> DownloadClient:
    """Return how the app reaches a download client; of its secrets nothing is kept."""
    settings = {
        field["name"]: field.get("value")
        for field in wire.fields or ()
        if isinstance(field.get("name"), str)
    }
    host = settings.get("host")
    port = settings.get("port")
    categories = [settings.get(name) for name in _CATEGORY_FIELDS]
    return DownloadClient(
        id=wire.id,
        name=wire.name or "",
        implementation=wire.implementation,
        enabled=wire.enable,
        host=host if isinstance(host, str) else "",
        port=amount(port) if isinstance(port, str | int | float) else None,
        category=next(
            (text for text in categories if text and isinstance(text, str)), ""
        ),
        removes_failed=wire.remove_failed_downloads,
        removes_completed=wire.remove_completed_downloads,
    )


def newest_update(wires: list[WireUpdate]) -> AppUpdate | None:
    """Return the newest release on offer; None when the app knows of none."""
    if not wires:
        return None
    newest = next((wire for wire in wires if wire.latest), wires[0])
    return AppUpdate(
        version=newest.version, installable=newest.installable, url=newest.url
    )


def command(wire: WireCommand) -> Command:
    """Return how far a command is."""
    body = wire.body or WireCommandBody()
    return Command(
        id=wire.id,
        name=wire.name,
        status=wire.status,
        message=wire.message or "",
        asked=wire.trigger == "manual",
        movie_ids=tuple(body.movie_ids or ()),
        episode_ids=tuple(body.episode_ids or ()),
        series_id=body.series_id,
        season=body.season_number,
    )
