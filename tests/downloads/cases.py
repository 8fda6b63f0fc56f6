"""Failures and what is known of them, in few words, and a driver that lets time pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from custom_components.autoarr.downloads.decisions import Decision
from custom_components.autoarr.downloads.ledger import after_writes
from custom_components.autoarr.downloads.model import (
    Blames,
    Diagnosis,
    Download,
    DownloadStatus,
    Facts,
    Failure,
    FailureClass,
    FailureState,
    Media,
    MediaType,
    Message,
    RecoveryMode,
    Step,
    TitleKey,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.recovery import decide
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.writes import Result, Sent, Write
from custom_components.autoarr.servers.models import DownloadHandling, HistoryEvent

from .world import START, failed, grabbed, job, record, row

POLICY = Policy()
APP_SEARCHES = DownloadHandling()
APP_RESTS = DownloadHandling(searches_again=False, searches_again_interactive=False)

FILM = Media(media_type=MediaType.MOVIE, title="Dune", year=2021, server_media_id=1)
FILM_KEY = TitleKey(server_id="radarr", media_id=1)
PACK = Media(media_type=MediaType.SERIES, title="Dark", season=1, server_media_id=7)
PACK_KEY = TitleKey(server_id="sonarr", media_id=7, episode_ids=(71, 72, 73))


def failure(
    failure_class: FailureClass = FailureClass.BAD_RELEASE, **facts: Any
) -> Failure:
    """Return the failure of a film's download that was just detected."""
    told: dict[str, Any] = {
        "id": "f1",
        "download_id": "nzo1",
        "server_id": "radarr",
        "client_id": "sab",
        "title": "Dune.2021.1080p",
        "media": FILM,
        "cause": Message(key="cause_missing_articles"),
        "blames": Blames.RELEASE,
        "evidence": (),
        "detected_at": START,
        "state": FailureState.NEW,
        "correlation_id": "c1",
        "first_step": Step.BLOCKLIST_SEARCH,
        "title_key": FILM_KEY,
    }
    return Failure(failure_class=failure_class, **{**told, **facts})


def of_a_pack(**facts: Any) -> Failure:
    """Return the failure of a season pack."""
    return failure(server_id="sonarr", media=PACK, title_key=PACK_KEY, **facts)


def diagnosis(failure_class: FailureClass) -> Diagnosis:
    """Return what a second look at the facts says."""
    return Diagnosis(
        failure_class=failure_class,
        cause=Message(key=f"cause_of_{failure_class}"),
        blames=Blames.NOBODY,
        first_step=Step.ASK,
    )


def failed_in_sabnzbd(**facts: Any) -> Facts:
    """Return the facts of a job that failed, before the app that grabbed it noticed."""
    told: dict[str, Any] = {
        "download_id": "nzo1",
        "client_id": "sab",
        "owner_id": "radarr",
        "record": failed("nzo1"),
        "grab": grabbed("nzo1", number=11),
    }
    return Facts(**{**told, **facts})


def failed_in_the_app(download_id: str = "nzo1", **facts: Any) -> Facts:
    """Return the facts of a job that the app has recorded, blocklisted and removed."""
    return failed_in_sabnzbd(
        download_id=download_id,
        record=None,
        app_failed=record(HistoryEvent.FAILED, download_id),
        **facts,
    )


def stuck_in_the_queue(**facts: Any) -> Facts:
    """Return the facts of an encrypted job that is only paused."""
    told = {"record": None, "job": job("nzo1"), "rows": (row("nzo1", id=5),)}
    return failed_in_sabnzbd(**{**told, **facts})


def waiting_for_an_import() -> Facts:
    """Return the facts of a finished download that its app does not dare to import."""
    blocked = row("nzo1", id=5, tracked_state="importBlocked")
    return stuck_in_the_queue(rows=(blocked,), job=None)


def replacement(
    download_id: str = "nzo2",
    status: DownloadStatus = DownloadStatus.DOWNLOADING,
    **facts: Any,
) -> Download:
    """Return another download of the same title."""
    told: dict[str, Any] = {
        "server_id": "radarr",
        "client_id": "sab",
        "title": f"Dune.{download_id}",
        "media": FILM,
        "progress": 10.0,
        "size": 100,
        "size_left": 90,
        "title_key": FILM_KEY,
    }
    return Download(id=download_id, status=status, **{**told, **facts})


def situation(facts: Facts | None = None, **known: Any) -> Situation:
    """Return what is known of a failed job, with AutoArr allowed to act."""
    told: dict[str, Any] = {
        "mode": RecoveryMode.AUTOMATIC,
        "watched_since": START - timedelta(hours=1),
        "facts": failed_in_sabnzbd() if facts is None else facts,
        "removals_left": 5,
    }
    return Situation(**{**told, **known})


class Story:
    """A failure as time passes: decides, sends and notes what was sent."""

    def __init__(
        self, start: Failure, policy: Policy = POLICY, jitter: float = 0
    ) -> None:
        """Begin when the failure was detected."""
        self.failure = start
        self.policy = policy
        self.jitter = jitter
        self.now: datetime = START
        self.sent: list[Write] = []
        self.answers: Callable[[tuple[Write, ...]], Result] = lambda _: Result(
            sent=Sent.DONE
        )

    def look(self, known: Situation, **passing: float) -> Decision:
        """Let time pass, then decide and carry it out."""
        self.now += timedelta(**passing)
        decision = decide(self.failure, known, self.policy, self.now, self.jitter)
        self.carry_out(decision)
        return decision

    def carry_out(self, decision: Decision) -> None:
        """Send what was decided."""
        self.failure = decision.failure
        if decision.writes:
            self.sent.extend(decision.writes)
            result = self.answers(decision.writes)
            self.failure = after_writes(self.failure, result, self.now)

    def replaced_one_failed(self, download_id: str) -> None:
        """Let the newest replacement fail, as the casebook carries a failure on."""
        self.failure = replace(
            self.failure,
            download_id=download_id,
            past_downloads=(*self.failure.past_downloads, self.failure.download_id),
            state=FailureState.NEW,
            next_attempt_at=None,
            clock_left=None,
        )

    @property
    def state(self) -> str:
        """Where the failure stands."""
        return self.failure.state

    @property
    def actions(self) -> list[str]:
        """What was sent, by name."""
        return [write.action for write in self.sent]

    @property
    def outcomes(self) -> list[str]:
        """How the attempts went."""
        return [str(attempt.outcome) for attempt in self.failure.attempts]

    @property
    def reason(self) -> str:
        """The key of the sentence that says why."""
        return self.failure.reason.key if self.failure.reason else ""
