"""The shapes that events, actions and websocket commands hand out, as plain JSON values.

Sizes are in bytes, durations in seconds, times ISO 8601 with zone.
"""

from collections.abc import Mapping
from datetime import datetime

from ..activity import Activity, JsonValue
from ..downloads.model import Attempt, Download, Evidence, Failure, Media
from ..downloads.rules import SOURCE as RULE
from ..phrases import Phrasebook
from ..store import FinishedDownload
from .posters import poster_path

type Shape = dict[str, JsonValue]

MOST_EVIDENCE_IN_EVENTS = 3


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def media_shape(media: Media) -> Shape:
    """Return what a download is of."""
    return {
        "media_type": media.media_type,
        "title": media.title,
        "year": media.year,
        "season": media.season,
        "episodes": list(media.episodes),
        "tmdb_id": media.tmdb_id,
        "tvdb_id": media.tvdb_id,
        "imdb_id": media.imdb_id,
        "server_media_id": media.server_media_id,
        "poster": poster_path(media.media_type, media.tmdb_id, media.tvdb_id),
    }


def attempt_shape(attempt: Attempt) -> Shape:
    """Return one attempt of a recovery."""
    return {
        "n": attempt.n,
        "step": attempt.step,
        "at": _time(attempt.at),
        "outcome": attempt.outcome,
    }


def _most_telling(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return what an event has room for; the user's rule, which comes last, is in it."""
    if evidence and evidence[-1].source == RULE:
        return (*evidence[:-1][: MOST_EVIDENCE_IN_EVENTS - 1], evidence[-1])
    return evidence[:MOST_EVIDENCE_IN_EVENTS]


class Shaper:
    """Shapes facts of one stack: it knows the servers' names and HA's language."""

    def __init__(self, names: Mapping[str, str], phrases: Phrasebook) -> None:
        """Take the servers' names by id, and the words for causes."""
        self._names = names
        self._phrases = phrases

    def name(self, server_id: str | None) -> str | None:
        """Return a server's name; None for one that is gone."""
        return self._names.get(server_id) if server_id else None

    def download(
        self, download: Download, failure_id: str | None, correlation_id: str | None
    ) -> Shape:
        """Return a download."""
        return {
            "id": download.id,
            "server": self.name(download.server_id),
            "server_id": download.server_id,
            "client": self.name(download.client_id),
            "client_id": download.client_id,
            "title": download.title,
            "media": media_shape(download.media),
            "status": download.status,
            "progress": round(download.progress, 1),
            "size": download.size,
            "size_left": download.size_left,
            "time_left": download.time_left,
            "quality": download.quality,
            "protocol": download.protocol,
            "client_job_id": download.client_job_id,
            "failure": failure_id,
            "correlation_id": correlation_id,
        }

    def failure(self, failure: Failure, *, for_event: bool = False) -> Shape:
        """Return a failure; for an event with at most three pieces of evidence."""
        evidence = failure.evidence
        if for_event:
            evidence = _most_telling(evidence)
        return {
            "id": failure.id,
            "download_id": failure.download_id,
            "server": self.name(failure.server_id or failure.client_id),
            "server_id": failure.server_id or failure.client_id,
            "title": failure.title,
            "media": media_shape(failure.media),
            "class": failure.failure_class,
            "cause": self._phrases.words(failure.cause),
            "blames": failure.blames,
            "evidence": [
                {
                    "source": item.source,
                    "text": item.text[:300] if for_event else item.text,
                }
                for item in evidence
            ],
            "detected_at": _time(failure.detected_at),
            "state": failure.state,
            "reason": self._phrases.words(failure.reason) if failure.reason else None,
            "attempts": [attempt_shape(attempt) for attempt in failure.attempts],
            "next_attempt_at": _time(failure.next_attempt_at),
            "next_step": failure.next_step,
            "correlation_id": failure.correlation_id,
        }

    def finished(self, finished: FinishedDownload) -> Shape:
        """Return a download of the past."""
        return {
            "id": finished.download_id,
            "server": self.name(finished.server_id),
            "server_id": finished.server_id,
            "client": self.name(finished.client_id),
            "client_id": finished.client_id,
            "title": finished.title,
            "media": media_shape(finished.media),
            "outcome": finished.outcome,
            "at": _time(finished.at),
            "size": finished.size,
            "quality": finished.quality,
            "failure_class": finished.failure_class,
            "cause": finished.cause,
            "correlation_id": finished.correlation_id,
        }


def activity_shape(activity: Activity) -> Shape:
    """Return one row of the activity feed."""
    return {
        "id": activity.id,
        "at": _time(activity.at),
        "kind": activity.kind,
        "severity": activity.severity,
        "server": activity.server,
        "server_id": activity.server_id,
        "title": activity.title,
        "message": activity.message,
        "correlation_id": activity.correlation_id,
        "data": activity.data,
    }
