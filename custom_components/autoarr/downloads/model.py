"""The words of this room: downloads, failures, causes, steps. Facts only, no decisions.

Sizes are in bytes, durations in seconds, times aware datetimes in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .. import message
from ..servers.models import (
    HealthCheck,
    HistoryJob,
    HistoryRecord,
    Job,
    NewsServer,
    QueueRow,
    ServerType,
)

Message = message.Message
"""The word of all rooms for a sentence; here because failures are told in it."""


class MediaType(StrEnum):
    """What a download is."""

    MOVIE = "movie"
    SERIES = "series"


class DownloadStatus(StrEnum):
    """Where a download stands, whatever the app calls it."""

    QUEUED = "queued"
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    VERIFYING = "verifying"
    EXTRACTING = "extracting"
    IMPORTING = "importing"
    IMPORT_BLOCKED = "import_blocked"
    STALLED = "stalled"
    FAILED = "failed"
    COMPLETED = "completed"


class Outcome(StrEnum):
    """How a download ended."""

    IMPORTED = "imported"
    FAILED = "failed"
    REMOVED = "removed"
    IGNORED = "ignored"


class FailureClass(StrEnum):
    """What kind of trouble it is; the class decides the first step."""

    BAD_RELEASE = "bad_release"
    ENCRYPTED = "encrypted"
    DANGEROUS = "dangerous"
    STALLED = "stalled"
    ENVIRONMENT = "environment"
    WAITING = "waiting"
    REDUNDANT = "redundant"
    IMPORTABLE = "importable"
    AMBIGUOUS = "ambiguous"
    UNOWNED = "unowned"
    UNKNOWN = "unknown"


REPLACED = frozenset(
    {
        FailureClass.BAD_RELEASE,
        FailureClass.ENCRYPTED,
        FailureClass.DANGEROUS,
        FailureClass.STALLED,
        FailureClass.UNKNOWN,
    }
)
"""The classes that another release may cure."""


COMMON_CAUSE = "cause_many_at_once"
"""Too many titles failed alike for it to be the releases."""
PROVIDER_DOWN = "cause_provider_down"
HOUSE_CAUSES = frozenset({COMMON_CAUSE, PROVIDER_DOWN})
"""Causes that no server gives for a download: they are seen in what surrounds it."""
UNLISTED = "cause_unlisted"
"""SABnzbd has it ready, and the app that grabbed it does not see it."""


class Blames(StrEnum):
    """Whose fault it is."""

    RELEASE = "release"
    SYSTEM = "system"
    NOBODY = "nobody"


class Step(StrEnum):
    """What can be done about a failure."""

    NONE = "none"
    WAIT = "wait"
    REFRESH = "refresh"
    RETRY_SAME = "retry_same"
    REGRAB = "regrab"
    BLOCKLIST_SEARCH = "blocklist_search"
    LOWER_QUALITY = "lower_quality"
    REMOVE = "remove"
    IMPORT = "import"
    PAUSE_CLIENT = "pause_client"
    ASK = "ask"
    ALERT = "alert"
    GIVE_UP = "give_up"


class FailureState(StrEnum):
    """Where a failure stands."""

    NEW = "new"
    WAITING = "waiting"
    ASKING = "asking"
    RECOVERING = "recovering"
    RECOVERED = "recovered"
    GIVEN_UP = "given_up"
    DISMISSED = "dismissed"

    @property
    def is_open(self) -> bool:
        """Return whether something may still happen to it."""
        return self not in (self.RECOVERED, self.GIVEN_UP, self.DISMISSED)


class AttemptOutcome(StrEnum):
    """How an attempt went."""

    PENDING = "pending"
    """The step was sent; what comes of it is not seen yet."""
    GRABBED = "grabbed"
    """A replacement is downloading."""
    IMPORTED = "imported"
    FAILED = "failed"
    REMOVED = "removed"
    """The download was taken away, which was all that was wanted."""
    NOTHING_FOUND = "nothing_found"
    REFUSED = "refused"
    """A server said no, or could not be reached."""


class RecoveryMode(StrEnum):
    """How far AutoArr goes by itself."""

    OBSERVE = "observe"
    ASK = "ask"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a download is of."""

    media_type: MediaType | None = None
    title: str = ""
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    """Numbers within the season."""
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    imdb_id: str | None = None
    server_media_id: int | None = None
    """The id of the film or series in Radarr or Sonarr."""
    episode_ids: tuple[int, ...] = ()
    """Sonarr's ids of the episodes; empty for films."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleKey:
    """What a ledger is kept for: a film, or the episodes of a series, on one server."""

    server_id: str
    media_id: int
    episode_ids: tuple[int, ...] = ()
    """Sorted; empty for a film."""

    def overlaps(self, other: TitleKey) -> bool:
        """Return whether both are about (partly) the same thing."""
        if (self.server_id, self.media_id) != (other.server_id, other.media_id):
            return False
        if not self.episode_ids or not other.episode_ids:
            return True
        return not set(self.episode_ids).isdisjoint(other.episode_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One observation that a diagnosis rests on."""

    source: str
    """Who said it: a server's name, or sabnzbd, sonarr, radarr; rule or autoarr itself."""
    text: str
    """What it said, verbatim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is wrong with a download, and what to do first."""

    failure_class: FailureClass
    cause: Message
    blames: Blames
    first_step: Step
    evidence: tuple[Evidence, ...] = ()
    retry_helps: bool = False
    """Whether retrying the same job may work once the cause is gone."""


class Line(StrEnum):
    """What came for a client's other downloads while one stood still."""

    UNKNOWN = "unknown"
    """There was none to compare it with."""
    WORKS = "works"
    """They moved on: nothing is wrong with the way to the news servers."""
    SILENT = "silent"
    """Nothing came for anybody, and nobody says why."""
    DEAD = "dead"
    """Nothing came for anybody, and a news server is in trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a download stands by its own clock, while it is worked on."""

    stalled_for: int | None = None
    """Seconds that it stood still at least: the limit, once that is passed."""
    line: Line = Line.UNKNOWN
    """How it was with the others meanwhile; said of a stall only."""
    speed: int | None = None
    """Bytes per second on average, when that is less than wanted."""
    moves: bool = False
    """Bytes were seen coming, and neither is the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the servers say about one download, joined by its download id."""

    download_id: str
    client_id: str | None = None
    """Subentry id of the SABnzbd that has the job."""
    job: Job | None = None
    record: HistoryJob | None = None
    owner_id: str | None = None
    """Subentry id of the Sonarr or Radarr that grabbed it or lists it."""
    owner_type: ServerType | None = None
    rows: tuple[QueueRow, ...] = ()
    grab: HistoryRecord | None = None
    app_failed: HistoryRecord | None = None
    """The app's own record that the download failed (it blocklists at that moment)."""
    imported: HistoryRecord | None = None
    ignored: HistoryRecord | None = None
    ownership_known: bool = True
    """False while no Sonarr or Radarr that could own it has answered."""
    client_paused: bool = False
    """The whole client is paused."""
    paused_by_client: bool = False
    """It was seen how the client paused itself, for the newest of warnings."""
    client_idle: bool = False
    """The client downloads nothing, although it is not paused and has work."""
    running: bool = False
    """The job is the one that SABnzbd works on now; the others wait behind it."""
    standing: Standing = field(default_factory=Standing)
    news_trouble: NewsServer | None = None
    """The first of the client's news servers that is in trouble."""
    warnings: tuple[str, ...] = ()
    """SABnzbd's current warnings, newest first: those that may explain this download."""
    space_warnings: tuple[str, ...] = ()
    """Those of them that only a lack of disk space can have caused, in any language;
    told while the client is paused."""
    free: int | None = None
    """Bytes left where SABnzbd has less: in its folder for incomplete or complete jobs."""
    health: tuple[HealthCheck, ...] = ()
    """What the Sonarr or Radarr that has it complains about."""
    record_gone: bool = False
    """The record is remembered only: SABnzbd no longer lists it."""
    unlisted: bool = False
    """SABnzbd is done with it and has it, but the app that grabbed it does not see it."""
    retry_of: str | None = None
    """The failed job that this job retries. SABnzbd gave it a new id, which Sonarr and
    Radarr do not know: grab is that of the first job, blocklisting takes that record."""

    @property
    def ended_at(self) -> datetime | None:
        """Return when it ended, by the clock of the server that says so."""
        for told in (self.imported, self.app_failed, self.ignored):
            if told is not None:
                return told.date
        return self.record.completed if self.record else None

    @property
    def failed_at(self) -> datetime | None:
        """Return when it failed for good; None while it is only held up somewhere."""
        told = self.app_failed or self.ignored
        if told is not None:
            return told.date
        record = self.record
        return record.completed if record and record.status == "Failed" else None

    @property
    def grabbed(self) -> bool:
        """Return whether Sonarr or Radarr grabbed it, as far as they told."""
        return self.grab is not None or any(row.added for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One download, whatever the number of rows that servers list for it."""

    id: str
    server_id: str | None
    """The Sonarr or Radarr it belongs to, else the client that has it."""
    client_id: str | None
    title: str
    """The release name."""
    media: Media
    status: DownloadStatus
    progress: float
    """Per cent."""
    size: int
    size_left: int
    time_left: int | None = None
    quality: str | None = None
    protocol: str = "unknown"
    client_job_id: str | None = None
    outcome: Outcome | None = None
    """Set once it is over."""
    title_key: TitleKey | None = None
    """None when no Sonarr or Radarr knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How one download changed between two looks."""

    download: Download
    facts: Facts
    before: Download | None = None
    """None when it was not there before."""
    baseline: bool = False
    """Seen in the first successful read of a server: old news."""

    @property
    def ended(self) -> bool:
        """Return whether it is over with this change, and was not (or otherwise) before."""
        outcome = self.download.outcome
        return outcome is not None and (
            self.before is None or self.before.outcome != outcome
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to recover a title."""

    n: int
    step: Step
    at: datetime
    outcome: AttemptOutcome
    by_app: bool = False
    """Sonarr or Radarr searched, by its own rule; AutoArr only followed."""
    download_id: str | None = None
    """The replacement, once there is one."""
    replaces: str = ""
    """Id of the failed download that this attempt is to make good."""
    detail: str = ""
    excused: bool = False
    """What it brought failed because of the system: it does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A download that failed, with what was found out and done about it."""

    id: str
    download_id: str
    server_id: str | None
    client_id: str | None
    title: str
    media: Media
    failure_class: FailureClass
    cause: Message
    blames: Blames
    evidence: tuple[Evidence, ...]
    detected_at: datetime
    state: FailureState
    correlation_id: str
    first_step: Step
    title_key: TitleKey | None = None
    past_downloads: tuple[str, ...] = ()
    """Ids of the title's downloads that failed before download_id, oldest first."""
    attempts: tuple[Attempt, ...] = ()
    next_step: Step | None = None
    next_attempt_at: datetime | None = None
    failed_at: datetime | None = None
    """When the download failed by its server's clock, which may differ from ours."""
    clock_left: int | None = None
    """Seconds that were left until next_attempt_at when the clock was stopped."""
    resolved_at: datetime | None = None
    reason: Message | None = None
    """Why the state or the next step is what it is."""
    indexer: str | None = None
    """Where the release was found, as Sonarr or Radarr calls it."""
