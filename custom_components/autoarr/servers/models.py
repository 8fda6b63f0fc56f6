"""The snapshots that clients return: what an app said, typed, frozen, nothing added.

Field names are ours; the clients translate. Sizes are in bytes, durations in
seconds, times aware datetimes in UTC. A field that an app left out has the
default given here; ids are never coerced into something an app did not say.
"""

from datetime import datetime
from enum import StrEnum
import re

import msgspec


class Snapshot(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What all snapshots share: immutable, compared by value, cheap to keep."""


class ServerType(StrEnum):
    """The apps that AutoArr knows. The values are the subentry types."""

    SONARR = "sonarr"
    RADARR = "radarr"
    SABNZBD = "sabnzbd"
    PLEX = "plex"


class ServerInfo(Snapshot, frozen=True, gc=False, kw_only=True):
    """Who answered: proof that URL and key belong to the app we meant."""

    server_type: ServerType
    version: str
    name: str
    """The name the server gives itself (Sonarr's instance name, Plex's friendly name)."""
    unique_id: str | None = None
    """An id that survives a new address; only Plex has one (its machine identifier)."""
    url_base: str = ""


# Sonarr and Radarr


class StatusMessage(Snapshot, frozen=True, gc=False, kw_only=True):
    """One block of a queue row's explanation. The text may be in either place."""

    title: str = ""
    messages: tuple[str, ...] = ()


class QueueRow(Snapshot, frozen=True, gc=False, kw_only=True):
    """One row of Sonarr's or Radarr's queue; Sonarr sends a row per episode of a pack."""

    id: int
    download_id: str | None = None
    """The id shared with the download client; None while a release is only pending."""
    title: str = ""
    status: str = "unknown"
    """unknown queued paused downloading completed failed warning delay downloadClientUnavailable fallback"""
    tracked_status: str = "ok"
    """ok warning error"""
    tracked_state: str = "downloading"
    """downloading importBlocked importPending importing imported failedPending failed ignored"""
    messages: tuple[StatusMessage, ...] = ()
    error_message: str = ""
    """The download client's message; localised by the client or the app."""
    size: int = 0
    size_left: int = 0
    time_left: int | None = None
    protocol: str = "unknown"
    """usenet torrent unknown"""
    client: str | None = None
    """The name the app gives its download client."""
    indexer: str | None = None
    quality: str | None = None
    output_path: str | None = None
    added: datetime | None = None
    """None when the app did not grab it."""
    movie_id: int | None = None
    series_id: int | None = None
    season: int | None = None
    episode_id: int | None = None


class QueuePage(Snapshot, frozen=True, gc=False, kw_only=True):
    """A page of a queue."""

    page: int
    total: int
    rows: tuple[QueueRow, ...]


class HistoryEvent(StrEnum):
    """The kinds of history record that matter here, the same for both apps."""

    GRABBED = "grabbed"
    IMPORTED = "imported"
    FAILED = "failed"
    IGNORED = "ignored"
    FILE_DELETED = "file_deleted"
    OTHER = "other"


class HistoryRecord(Snapshot, frozen=True, gc=False, kw_only=True):
    """One record of Sonarr's or Radarr's history (one per episode for a pack)."""

    id: int
    event: HistoryEvent
    date: datetime
    download_id: str | None = None
    source_title: str = ""
    quality: str | None = None
    movie_id: int | None = None
    series_id: int | None = None
    episode_id: int | None = None
    message: str = ""
    """Why it failed or was ignored, as the app stored it (often SABnzbd's own words)."""
    indexer: str | None = None
    client: str | None = None
    size: int | None = None
    release_source: str | None = None
    """Rss Search UserInvokedSearch InteractiveSearch ReleasePush, for grabs."""
    published: datetime | None = None
    """When the release was posted, for grabs."""


class BlocklistEntry(Snapshot, frozen=True, gc=False, kw_only=True):
    """A release that Sonarr or Radarr will not grab again."""

    id: int
    source_title: str = ""
    date: datetime | None = None
    message: str = ""
    """Why it was put there, as the app stored it."""
    protocol: str = "unknown"
    indexer: str | None = None
    movie_id: int | None = None
    series_id: int | None = None
    episode_ids: tuple[int, ...] = ()


class BlocklistPage(Snapshot, frozen=True, gc=False, kw_only=True):
    """A page of a blocklist, newest entries first."""

    page: int
    total: int
    entries: tuple[BlocklistEntry, ...]


class Release(Snapshot, frozen=True, gc=False, kw_only=True):
    """A release that an interactive search found, and what the app thinks of it."""

    guid: str
    indexer_id: int
    title: str = ""
    indexer: str | None = None
    protocol: str = "unknown"
    size: int = 0
    age: float | None = None
    """Hours since it was posted."""
    quality: str | None = None
    rejected: bool = False
    """The app would not grab it by itself, for now or ever."""
    rejections: tuple[str, ...] = ()
    download_allowed: bool = True
    """The app knows what it is, and can grab it when told to."""
    full_season: bool = False
    movie_id: int | None = None
    series_id: int | None = None
    episode_ids: tuple[int, ...] = ()
    """The titles that it was matched to; none when the app does not say."""


class ImportCandidate(Snapshot, frozen=True, gc=False, kw_only=True):
    """A file of a finished download that may be imported by hand."""

    path: str
    name: str = ""
    """The file's name without folder and extension, as the app shows it."""
    folder: str = ""
    """Name of the folder that it was found in: mostly the release's."""
    size: int = 0
    download_id: str | None = None
    movie_id: int | None = None
    series_id: int | None = None
    episode_ids: tuple[int, ...] = ()
    """What the app takes it for; none when it could not tell."""
    quality: str | None = None
    rejections: tuple[str, ...] = ()
    details: str = "{}"
    """JSON that goes back as it came: quality, languages, release group and the like."""


class ProfileQuality(Snapshot, frozen=True, gc=False, kw_only=True):
    """A quality that a profile allows."""

    id: int
    name: str
    rank: int
    """The higher the better; qualities of one group share it."""


class QualityProfile(Snapshot, frozen=True, gc=False, kw_only=True):
    """What qualities a title is wanted in."""

    id: int
    name: str
    qualities: tuple[ProfileQuality, ...] = ()
    """The allowed ones, worst first."""
    upgrade_allowed: bool = False
    cutoff: int | None = None
    """The rank from which on nothing better is looked for."""


class Movie(Snapshot, frozen=True, gc=False, kw_only=True):
    """A film in Radarr's library, as much of it as AutoArr needs."""

    id: int
    title: str
    year: int = 0
    tmdb_id: int | None = None
    imdb_id: str | None = None
    monitored: bool = False
    has_file: bool = False
    quality_profile_id: int | None = None
    tags: tuple[int, ...] = ()
    path: str = ""
    available: bool = True
    """It is out, as its minimum availability asks: searching for it makes sense."""
    released: datetime | None = None
    """When it comes, or came, to stream or on disc; None when nobody knows."""


class Series(Snapshot, frozen=True, gc=False, kw_only=True):
    """A series in Sonarr's library, as much of it as AutoArr needs."""

    id: int
    title: str
    year: int = 0
    tvdb_id: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    monitored: bool = False
    quality_profile_id: int | None = None
    tags: tuple[int, ...] = ()
    path: str = ""
    seasons: tuple[Season, ...] = ()


class Season(Snapshot, frozen=True, gc=False, kw_only=True):
    """A season of a series; the specials are season 0."""

    number: int
    monitored: bool = False


class Found(Snapshot, frozen=True, gc=False, kw_only=True):
    """A title that the look-up of Sonarr or Radarr knows, in the library or not."""

    title: str
    year: int = 0
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    imdb_id: str | None = None
    original_title: str = ""
    other_titles: tuple[str, ...] = ()
    overview: str = ""
    poster: str | None = None
    """A public address."""
    network: str = ""
    """Who broadcasts a series, or made a film."""
    collection: str = ""
    """The series of films that a film belongs to."""
    votes: float = 0
    """How many people rated it, where they are most."""
    seasons: tuple[Season, ...] = ()
    media_id: int | None = None
    """The id in the app's library, if it is in there."""
    has_file: bool = False
    released: datetime | None = None
    ended: bool = False
    series_type: str = "standard"
    """standard daily anime"""


class NewTitle(Snapshot, frozen=True, gc=False, kw_only=True):
    """How a title is to be added to a library."""

    profile_id: int
    root_folder: str
    seasons: tuple[int, ...] = ()
    """The seasons of a series that are to be monitored."""
    future: bool = False
    """Monitor only what was not broadcast yet, and seasons to come."""
    new_seasons: bool = False
    """Monitor seasons that are made later."""


class Episode(Snapshot, frozen=True, gc=False, kw_only=True):
    """An episode of a series."""

    id: int
    series_id: int
    season: int
    episode: int
    title: str = ""
    monitored: bool = False
    has_file: bool = False
    air_date: datetime | None = None


class HealthCheck(Snapshot, frozen=True, gc=False, kw_only=True):
    """A complaint of Sonarr or Radarr about itself. The message is localised."""

    source: str
    level: str
    """notice warning error"""
    message: str


class RootFolder(Snapshot, frozen=True, gc=False, kw_only=True):
    """A folder of the library and the space left there."""

    id: int
    path: str
    accessible: bool = True
    free: int | None = None


class DownloadHandling(Snapshot, frozen=True, gc=False, kw_only=True):
    """Whether the app itself imports, and searches again after a failure."""

    completed_handling: bool = True
    searches_again: bool = True
    searches_again_interactive: bool = True


class DownloadClient(Snapshot, frozen=True, gc=False, kw_only=True):
    """A download client as Sonarr or Radarr knows it."""

    id: int
    name: str
    implementation: str
    enabled: bool = True
    host: str = ""
    port: int | None = None
    category: str = ""
    removes_failed: bool = True
    removes_completed: bool = True


class Command(Snapshot, frozen=True, gc=False, kw_only=True):
    """A command given to Sonarr or Radarr."""

    id: int
    name: str
    status: str
    """queued started completed failed aborted cancelled orphaned"""
    message: str = ""
    asked: bool = True
    """Whether somebody asked for it; else the app does it by itself."""
    movie_ids: tuple[int, ...] = ()
    episode_ids: tuple[int, ...] = ()
    series_id: int | None = None
    season: int | None = None

    @property
    def is_search(self) -> bool:
        """Whether it looks for releases."""
        return self.name.endswith("Search")


class AppUpdate(Snapshot, frozen=True, gc=False, kw_only=True):
    """The newest release an app offers."""

    version: str
    installable: bool
    url: str | None = None


# SABnzbd


class Job(Snapshot, frozen=True, gc=False, kw_only=True):
    """A job in SABnzbd's queue."""

    id: str
    name: str
    status: str
    """Downloading is said of waiting jobs too: only bytes over time show progress."""
    category: str = "*"
    priority: str = "Normal"
    labels: tuple[str, ...] = ()
    size: int = 0
    size_left: int = 0
    size_missing: int = 0
    time_left: int | None = None
    """Cumulative over the queue, not this job's own."""
    time_added: datetime | None = None
    has_password: bool = False
    position: int = 0


class JobQueue(Snapshot, frozen=True, gc=False, kw_only=True):
    """SABnzbd's queue with the state of the whole server."""

    version: str
    paused: bool
    pause_left: int | None
    """Seconds until a timed pause ends."""
    status: str
    """Idle Paused Downloading …"""
    speed: int
    """Bytes per second."""
    speed_limit: int | None
    """Per cent of the configured line speed; None when unlimited."""
    speed_limit_bytes: int | None
    size: int
    size_left: int
    time_left: int | None
    incomplete_free: int | None
    complete_free: int | None
    warnings: int
    total: int
    """Jobs in the queue, paused ones included."""
    jobs: tuple[Job, ...]


_PROVIDER = re.compile(r"(\S.*?)=(\d+(?:\.\d+)?) ([KMGTP]?)B(?:, |$)")
_UNITS = {unit: 1024**power for power, unit in enumerate(("", *"KMGTP"))}


class Stage(Snapshot, frozen=True, gc=False, kw_only=True):
    """What SABnzbd did to a job in one stage of post-processing."""

    name: str
    actions: tuple[str, ...] = ()


class HistoryJob(Snapshot, frozen=True, gc=False, kw_only=True):
    """A job in SABnzbd's history; post-processing ones are listed there as well."""

    id: str
    name: str
    status: str
    """Completed Failed, or Queued QuickCheck Verifying Repairing Fetching Extracting Moving Running"""
    fail_message: str = ""
    """Localised; may be empty although the job failed."""
    category: str = "*"
    storage: str = ""
    size: int = 0
    completed: datetime | None = None
    time_added: datetime | None = None
    loaded: bool = False
    """True while post-processing still works on it: the status may be early."""
    retry: bool = False
    from_url: bool = False
    """The job was an NZB address that SABnzbd could not fetch."""
    stages: tuple[Stage, ...] = ()

    @property
    def providers(self) -> dict[str, int]:
        """How many bytes came from each news provider, rounded as SABnzbd shows them."""
        return {
            name: round(float(number) * _UNITS[unit])
            for stage in self.stages
            if stage.name == "Servers"
            for action in stage.actions
            for name, number, unit in _PROVIDER.findall(action)
        }


class JobHistory(Snapshot, frozen=True, gc=False, kw_only=True):
    """A page of SABnzbd's history."""

    last_update: int
    """Changes whenever the history did; send it back to ask cheaply."""
    total: int
    jobs: tuple[HistoryJob, ...]


class Warning(Snapshot, frozen=True, gc=False, kw_only=True):  # noqa: A001 - SABnzbd's own word for it
    """A line of SABnzbd's warnings; the text is localised."""

    level: str
    text: str
    time: datetime | None = None
    origin: str = ""
    """The place in SABnzbd's source that said so: assembler.py365."""


class NewsServer(Snapshot, frozen=True, gc=False, kw_only=True):
    """How SABnzbd gets on with one news provider."""

    name: str
    active: bool = True
    connections_active: int = 0
    error: str = ""
    warning: str = ""
    optional: bool = False
    """SABnzbd goes on without it."""


class SabStatus(Snapshot, frozen=True, gc=False, kw_only=True):
    """SABnzbd's state beyond its queue."""

    paused: bool
    news_servers: tuple[NewsServer, ...]
    warnings: tuple[Warning, ...] = ()
    update: AppUpdate | None = None
    """Only while there is one."""


# Plex


class PlexSection(Snapshot, frozen=True, gc=False, kw_only=True):
    """A library of Plex."""

    key: str
    type: str
    """movie or show"""
    title: str
    locations: tuple[str, ...] = ()
    refreshing: bool = False


class PlexItem(Snapshot, frozen=True, gc=False, kw_only=True):
    """A title in a Plex library with the ids other apps know it by."""

    rating_key: str
    type: str
    """movie show season episode"""
    title: str
    year: int | None = None
    added_at: datetime | None = None
    guids: tuple[str, ...] = ()
    """imdb://tt… tmdb://… tvdb://…"""
    season: int | None = None
    episode: int | None = None
    show_title: str | None = None
    thumb: str | None = None
    """Path of its poster on the server."""


class PlexPage(Snapshot, frozen=True, gc=False, kw_only=True):
    """A part of a Plex library."""

    start: int
    total: int
    items: tuple[PlexItem, ...]


class PlexSessions(Snapshot, frozen=True, gc=False, kw_only=True):
    """How much is being watched."""

    count: int
    transcoding: int = 0
    bandwidth: int = 0
    """Kilobits per second."""
