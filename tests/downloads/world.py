"""Servers that say what a test lets them say, in few words."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from custom_components.autoarr.downloads.model import Change
from custom_components.autoarr.downloads.tracker import Tracker
from custom_components.autoarr.servers.models import (
    HistoryEvent,
    HistoryJob,
    HistoryRecord,
    Job,
    JobQueue,
    NewsServer,
    QueueRow,
    ServerType,
    Warning as SabWarning,
)

START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
GIB = 2**30


class TestClock:
    """A clock that a test moves."""

    __test__ = False

    def __init__(self) -> None:
        """Start at a fixed time."""
        self.now = START

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def pass_by(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


def job(job_id: str = "nzo1", **facts: Any) -> Job:
    """Return a job in SABnzbd's queue."""
    told: dict[str, Any] = {
        "name": f"Release.{job_id}",
        "status": "Downloading",
        "size": 2 * GIB,
        "size_left": GIB,
    }
    return Job(id=job_id, **{**told, **facts})


def ended(job_id: str = "nzo1", **facts: Any) -> HistoryJob:
    """Return a job in SABnzbd's history."""
    told: dict[str, Any] = {
        "name": f"Release.{job_id}",
        "status": "Completed",
        "storage": f"/complete/Release.{job_id}",
        "size": 2 * GIB,
        "completed": START,
    }
    return HistoryJob(id=job_id, **{**told, **facts})


def failed(job_id: str = "nzo1", message: str = "", **facts: Any) -> HistoryJob:
    """Return a job that SABnzbd gave up."""
    return ended(job_id, status="Failed", fail_message=message, retry=True, **facts)


def queue(*jobs: Job, **facts: Any) -> JobQueue:
    """Return SABnzbd's queue."""
    told: dict[str, Any] = {
        "version": "5.1.3",
        "paused": False,
        "pause_left": None,
        "status": "Downloading",
        "speed": 1000,
        "speed_limit": None,
        "speed_limit_bytes": None,
        "size": sum(item.size for item in jobs),
        "size_left": sum(item.size_left for item in jobs),
        "time_left": None,
        "incomplete_free": None,
        "complete_free": None,
        "warnings": 0,
        "total": len(jobs),
        "jobs": jobs,
    }
    return JobQueue(**{**told, **facts})


def row(download_id: str | None = "nzo1", **facts: Any) -> QueueRow:
    """Return a row of Sonarr's or Radarr's queue, for a film unless told otherwise."""
    told: dict[str, Any] = {
        "id": crc32((download_id or "").encode()) % 2**31,
        "download_id": download_id,
        "title": f"Release.{download_id}",
        "status": "downloading",
        "size": 2 * GIB,
        "size_left": GIB,
        "protocol": "usenet",
        "added": START,
    }
    if "series_id" not in facts:
        told["movie_id"] = 1
    return QueueRow(**{**told, **facts})


def record(
    event: HistoryEvent, download_id: str = "nzo1", number: int = 1, **facts: Any
) -> HistoryRecord:
    """Return a record of Sonarr's or Radarr's history."""
    told: dict[str, Any] = {
        "id": number,
        "date": START,
        "source_title": f"Release.{download_id}",
    }
    if "series_id" not in facts:
        told["movie_id"] = 1
    return HistoryRecord(
        event=event,
        download_id=download_id,
        **{**told, **facts},
    )


def grabbed(download_id: str = "nzo1", **facts: Any) -> HistoryRecord:
    """Return the record of a grab."""
    return record(HistoryEvent.GRABBED, download_id, **facts)


class World:
    """One SABnzbd "sab", one Radarr "radarr", one Sonarr "sonarr", and their tracker."""

    def __init__(self) -> None:
        """Start with an empty world that nobody has looked at."""
        self.clock = TestClock()
        self.tracker = Tracker(self.clock)

    def sab(
        self,
        *jobs: Job,
        history: tuple[HistoryJob, ...] | None = None,
        warnings: tuple[SabWarning, ...] = (),
        news_servers: tuple[NewsServer, ...] = (),
        client: str = "sab",
        **facts: Any,
    ) -> list[Change]:
        """Let SABnzbd answer."""
        return self.tracker.update_client(
            client, queue(*jobs, **facts), history, warnings, news_servers
        )

    def radarr(
        self, *rows: QueueRow, records: Iterable[HistoryRecord] = ()
    ) -> list[Change]:
        """Let Radarr answer."""
        return self.tracker.update_owner("radarr", ServerType.RADARR, rows, records)

    def sonarr(
        self, *rows: QueueRow, records: Iterable[HistoryRecord] = ()
    ) -> list[Change]:
        """Let Sonarr answer."""
        return self.tracker.update_owner("sonarr", ServerType.SONARR, rows, records)

    def first_looks(self) -> None:
        """Let the baseline pass with nothing in it."""
        self.sab(history=())
        self.radarr()
        self.clock.pass_by(seconds=5)
