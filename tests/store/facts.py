"""Facts to store, each with what a test does not care about filled in."""

from datetime import UTC, datetime, timedelta
from itertools import count

from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.downloads.model import (
    Attempt,
    AttemptOutcome,
    Blames,
    Evidence,
    Failure,
    FailureClass,
    FailureState,
    Media,
    MediaType,
    Message,
    Outcome,
    Step,
    TitleKey,
)
from custom_components.autoarr.store import FinishedDownload, JournalEntry

NOW = datetime(2026, 11, 23, 8, 30, 15, 123_456, tzinfo=UTC)
_numbers = count(1)


def at(hours: float) -> datetime:
    """Return a time some hours after now."""
    return NOW + timedelta(hours=hours)


def new_id() -> str:
    """Return an id that no other fact has."""
    return f"{next(_numbers):032x}"


def an_activity(
    title: str = "Solaris",
    *,
    when: datetime = NOW,
    kind: ActivityKind = ActivityKind.DOWNLOAD,
    severity: Severity = Severity.INFO,
    server_id: str | None = "sonarr-1",
    message: str = "It happened.",
    correlation_id: str | None = None,
    requester: str | None = None,
) -> Activity:
    """Return an activity."""
    return Activity(
        id=new_id(),
        at=when,
        kind=kind,
        severity=severity,
        server_id=server_id,
        server="Sonarr",
        title=title,
        message=message,
        correlation_id=correlation_id,
        event="download_failed",
        requester=requester,
        data={"progress": 12.5, "parts": [1, "two", None], "deep": {"er": True}},
    )


def a_failure(
    *,
    failure_id: str | None = None,
    download_id: str = "nzo-1",
    detected_at: datetime = NOW,
    state: FailureState = FailureState.WAITING,
    failure_class: FailureClass = FailureClass.BAD_RELEASE,
    server_id: str = "sonarr-1",
    title_key: TitleKey | None = None,
    replacements: tuple[str, ...] = (),
    past_downloads: tuple[str, ...] = (),
    evidence: str = "Aborted, cannot be completed",
    resolved_at: datetime | None = None,
) -> Failure:
    """Return a failure with an attempt for each replacement."""
    return Failure(
        id=failure_id or new_id(),
        download_id=download_id,
        server_id=server_id,
        client_id="sab-1",
        title="The.Expanse.S02E05.1080p",
        media=Media(
            media_type=MediaType.SERIES, title="The Expanse", season=2, episodes=(5, 6)
        ),
        failure_class=failure_class,
        cause=Message(key="cause_missing_articles", placeholders={"share": "12 %"}),
        blames=Blames.RELEASE,
        evidence=(Evidence(source="sabnzbd", text=evidence),),
        detected_at=detected_at,
        state=state,
        correlation_id="story-1",
        first_step=Step.BLOCKLIST_SEARCH,
        title_key=title_key,
        past_downloads=past_downloads,
        attempts=tuple(
            Attempt(
                n=number,
                step=Step.BLOCKLIST_SEARCH,
                at=detected_at,
                outcome=AttemptOutcome.GRABBED,
                download_id=replacement,
            )
            for number, replacement in enumerate(replacements, 1)
        ),
        next_step=Step.BLOCKLIST_SEARCH,
        next_attempt_at=detected_at + timedelta(hours=1),
        resolved_at=resolved_at,
    )


def a_finished_download(
    download_id: str = "nzo-1",
    *,
    own_id: str | None = None,
    when: datetime = NOW,
    outcome: Outcome = Outcome.IMPORTED,
    server_id: str = "sonarr-1",
    correlation_id: str = "story-1",
    title: str = "The.Expanse.S02E05.1080p",
) -> FinishedDownload:
    """Return a download that is over."""
    return FinishedDownload(
        id=own_id or new_id(),
        download_id=download_id,
        server_id=server_id,
        client_id="sab-1",
        title=title,
        media=Media(media_type=MediaType.MOVIE, title="Solaris", year=1972),
        outcome=outcome,
        at=when,
        size=4_000_000_000,
        quality="Bluray-1080p",
        failure_class=FailureClass.BAD_RELEASE,
        cause="Articles are missing.",
        correlation_id=correlation_id,
    )


def a_step(
    entry_id: str | None = None,
    *,
    when: datetime = NOW,
    action: str = "remove_from_queue",
    server_id: str = "sonarr-1",
    target_id: str = "nzo-1",
    removal: bool = True,
) -> JournalEntry:
    """Return a step to be taken."""
    return JournalEntry(
        id=entry_id or new_id(),
        at=when,
        failure_id="failure-1",
        server_id=server_id,
        action=action,
        target={"target_id": target_id, "queue_id": 17, "blocklist": True},
        correlation_id="story-1",
        removal=removal,
    )
