"""What coordinators hand out: small states for entities, readings for the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..servers.models import (
    AppUpdate,
    DownloadHandling,
    Episode,
    HealthCheck,
    HistoryJob,
    HistoryRecord,
    JobQueue,
    Movie,
    NewsServer,
    PlexSection,
    PlexSessions,
    QueueRow,
    RootFolder,
    Series,
    ServerInfo,
    Warning as SabWarning,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrState:
    """What the entities of a Sonarr or Radarr show."""

    info: ServerInfo
    queue: int
    """Downloads, not rows: a season pack is one."""
    queue_size: int
    """Bytes of all downloads in the queue."""
    health: tuple[HealthCheck, ...] = ()
    root_folders: tuple[RootFolder, ...] = ()
    missing: int | None = None
    cutoff_unmet: int | None = None
    handling: DownloadHandling = field(default_factory=DownloadHandling)
    update: AppUpdate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SabState:
    """What the entities of a SABnzbd show."""

    info: ServerInfo
    queue: JobQueue
    failed_jobs: int
    """Failed jobs among the newest entries of the history."""
    news_servers: tuple[NewsServer, ...] = ()
    news_servers_at: datetime | None = None
    """When they were asked for."""
    warnings: tuple[SabWarning, ...] = ()
    update: AppUpdate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexState:
    """What the entities of a Plex server show."""

    info: ServerInfo
    sessions: PlexSessions
    sections: tuple[PlexSection, ...] = ()
    update: AppUpdate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrReading:
    """What one refresh of a Sonarr or Radarr brought."""

    rows: tuple[QueueRow, ...]
    records: tuple[HistoryRecord, ...]
    """History since the last reading, oldest first."""
    library: Mapping[int, Movie | Series] | None = None
    """The library index, when it was read again."""
    episodes: Mapping[int, tuple[Episode, ...]] | None = None
    """Episodes by series, for the series read this time."""
    health: tuple[HealthCheck, ...] = ()
    """What the app complained about when that was read last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SabReading:
    """What one refresh of a SABnzbd brought."""

    queue: JobQueue
    history: tuple[HistoryJob, ...] | None
    """The newest entries, newest first; None when the history did not change."""
    warnings: tuple[SabWarning, ...]
    news_servers: tuple[NewsServer, ...] = ()
    """As they were when SABnzbd was last asked about them."""


type Reading = ArrReading | SabReading
