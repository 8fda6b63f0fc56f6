"""How far a request is, from what the servers say, and what is to be done next. Pure.

The doing is not here: see executor.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..message import Message
from ..servers.models import Episode, Movie, Series
from .record import Request, RequestKind, RequestStatus, Scope
from .wanted import has_aired

SEARCH_PATIENCE = timedelta(minutes=10)
"""How long a search may take until it has found nothing."""
REPLACE_PATIENCE = timedelta(seconds=30)
"""How long an app may look by itself for what takes the place of a copy."""
MOST_SEARCHES = 2
PLEX_PATIENCE = timedelta(minutes=10)
"""How long Plex may take to show what was imported."""
FILL_PATIENCE = timedelta(minutes=5)
"""How long Sonarr may take to learn the episodes of a new series."""
RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(minutes=15)


class Stage(StrEnum):
    """Where one download of a request is."""

    DOWNLOADING = "downloading"
    IMPORTING = "importing"
    IMPORTED = "imported"
    OVER = "over"
    """It failed, or was taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One download that is for a request."""

    download_id: str
    stage: Stage
    size: int = 0
    size_left: int = 0
    time_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is known of a request's title now."""

    media: Movie | Series | None
    """None when it is not in the library (any more)."""
    episodes: tuple[Episode, ...] = ()
    """Of a series: those that the request is for."""
    all_episodes: int = 0
    """How many episodes the series has at all: none while Sonarr still learns them."""
    parts: Sequence[Part] = ()
    """Its downloads since it was sent, oldest first."""
    is_recovering: bool = False
    """A download of it failed, and something is done about that."""
    given_up: Message | None = None
    """Why AutoArr gave its download up, if it did since the request was sent."""
    has_plex: bool = False
    in_plex: bool = False


class Need(StrEnum):
    """What is to be done next."""

    NOTHING = "nothing"
    SEARCH = "search"
    WHY = "why"
    """Find out why nothing was found."""
    GRAB = "grab"
    """Grab a release in place of the copy that is there, which no search may do."""
    SCAN = "scan"
    """Let Plex look for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How far a request is, and what it needs."""

    request: Request
    need: Need = Need.NOTHING
    look_at: datetime | None = None
    """When to look again, though nothing is heard."""


def follow(request: Request, picture: Picture, now: datetime) -> Verdict:
    """Return how far a request that was sent is.

    Args:
        request: Under way.
        picture: What is known of its title.
        now: The time.
    """
    if picture.media is None:
        return Verdict(
            request=ended(request, RequestStatus.CANCELLED, "request_gone", now)
        )
    request = _with_downloads(request, picture.parts)
    running = [
        part
        for part in picture.parts
        if part.stage in (Stage.DOWNLOADING, Stage.IMPORTING)
    ]
    if running:
        return _under_way(request, running, now)
    if request.wish.scope is Scope.FUTURE and request.kind is RequestKind.GET:
        return Verdict(
            request=ended(request, RequestStatus.MONITORING, "request_monitoring", now)
        )
    if request.imported_at or _is_all_there(request, picture):
        return _arrived(request, picture, now)
    if picture.is_recovering:
        # What is done about it is told by the recovery; the request goes on.
        return Verdict(
            request=moved(request, RequestStatus.DOWNLOADING, "request_recovering", now)
        )
    if picture.given_up is not None:
        return Verdict(request=failed(request, picture.given_up, now))
    return _wait_or_search(request, picture, now)


def moved(
    request: Request, status: RequestStatus, key: str, now: datetime, **facts: str
) -> Request:
    """Return a request in a status, with the sentence that says so."""
    message = Message(key=key, placeholders={"title": request.label, **facts})
    if (request.status, request.message) == (status, message):
        return request
    if status not in (RequestStatus.DOWNLOADING, RequestStatus.IMPORTING):
        request = replace(request, progress=None, eta=None)
    return replace(
        request, status=status, message=message, updated_at=now, expires_at=None
    )


def ended(
    request: Request, status: RequestStatus, key: str, now: datetime, **facts: str
) -> Request:
    """Return a request that is over."""
    return replace(
        moved(request, status, key, now, **facts), next_try_at=None, candidates=()
    )


def failed(request: Request, why: Message, now: datetime) -> Request:
    """Return a request that came to nothing, with the reason in its own words."""
    return replace(
        ended(request, RequestStatus.FAILED, "request_failed", now),
        message=why,
        updated_at=now,
    )


def postponed(request: Request, why: Message, now: datetime) -> Request:
    """Return a request that is sent later: a server that it needs does not answer."""
    wait = min(RETRY * 2 ** min(request.tries, 6), LONGEST_RETRY)
    return replace(
        request,
        message=why,
        tries=request.tries + 1,
        next_try_at=now + wait,
        updated_at=request.updated_at if request.message == why else now,
    )


def expired(request: Request, now: datetime) -> Request | None:
    """Return a request whose question nobody answered in time; None while there is time."""
    if request.expires_at is None or now < request.expires_at:
        return None
    if request.status is RequestStatus.AWAITING_APPROVAL:
        return ended(request, RequestStatus.DECLINED, "request_not_approved", now)
    return ended(request, RequestStatus.CANCELLED, "request_unanswered", now)


def progress_of(parts: Sequence[Part]) -> tuple[float | None, int | None]:
    """Return per cent and the seconds left of all that is downloaded for a request."""
    size = sum(part.size for part in parts)
    left = sum(part.size_left for part in parts)
    times = [part.time_left for part in parts if part.time_left is not None]
    progress = round(100 * (size - left) / size, 1) if size else None
    return progress, max(times, default=None)


def _with_downloads(request: Request, parts: Sequence[Part]) -> Request:
    ids = dict.fromkeys((*request.downloads, *(part.download_id for part in parts)))
    if tuple(ids) == request.downloads:
        return request
    return replace(request, downloads=tuple(ids))


def _under_way(request: Request, running: Sequence[Part], now: datetime) -> Verdict:
    progress, eta = progress_of(running)
    if all(part.stage is Stage.IMPORTING for part in running):
        return Verdict(
            request=replace(
                moved(request, RequestStatus.IMPORTING, "request_importing", now),
                progress=100.0,
                eta=None,
            )
        )
    request = moved(request, RequestStatus.DOWNLOADING, "request_downloading", now)
    return Verdict(request=replace(request, progress=progress, eta=eta))


def _is_all_there(request: Request, picture: Picture) -> bool:
    """Return whether everything that was asked for is in the library."""
    if request.kind is not RequestKind.GET:
        # There was a copy before: only a new one counts.
        return any(part.stage is Stage.IMPORTED for part in picture.parts)
    if isinstance(picture.media, Movie):
        return picture.media.has_file
    return bool(picture.episodes) and all(each.has_file for each in picture.episodes)


def _arrived(request: Request, picture: Picture, now: datetime) -> Verdict:
    """Return a request whose title is in the library; Plex may not show it yet."""
    if request.imported_at is None:
        request = replace(request, imported_at=now)
    imported_at = request.imported_at or now
    if not picture.has_plex or picture.in_plex:
        return Verdict(
            request=ended(request, RequestStatus.AVAILABLE, "request_available", now)
        )
    if now - imported_at >= PLEX_PATIENCE:
        return Verdict(
            request=ended(
                request, RequestStatus.AVAILABLE, "request_available_not_in_plex", now
            )
        )
    request = moved(request, RequestStatus.IMPORTING, "request_to_plex", now)
    if request.scanned_at is None:
        return Verdict(request=request, need=Need.SCAN)
    # Each look reads more of Plex the longer it takes, so they become rarer.
    wait = max((now - imported_at) / 2, timedelta(seconds=2))
    return Verdict(request=request, look_at=now + wait)


def _wait_or_search(request: Request, picture: Picture, now: datetime) -> Verdict:
    if isinstance(picture.media, Movie):
        if not picture.media.available and not picture.media.has_file:
            at = picture.media.released
            return Verdict(request=_not_out_yet(request, at, now))
    elif (verdict := _of_series(request, picture, now)) is not None:
        return verdict
    return _search(request, now)


def _of_series(request: Request, picture: Picture, now: datetime) -> Verdict | None:
    """Return what holds of a series' episodes; None when they are to be searched."""
    if not picture.all_episodes:
        if request.sent_at and now - request.sent_at > FILL_PATIENCE:
            why = Message(
                key="request_no_episodes", placeholders={"title": request.label}
            )
            return Verdict(request=failed(request, why, now))
        return Verdict(
            request=moved(request, RequestStatus.SEARCHING, "request_searching", now),
            look_at=now + timedelta(seconds=2),
        )
    missing = [each for each in picture.episodes if not each.has_file]
    out = [each for each in missing if has_aired(each, now)]
    if out or request.kind is not RequestKind.GET:
        return None
    if len(missing) < len(picture.episodes):
        there = len(picture.episodes) - len(missing)
        return Verdict(
            request=moved(
                request,
                RequestStatus.PARTIALLY_AVAILABLE,
                "request_partially_available",
                now,
                there=str(there),
                total=str(len(picture.episodes)),
            )
        )
    dates = [each.air_date for each in missing if each.air_date]
    return Verdict(request=_not_out_yet(request, min(dates, default=None), now))


def _not_out_yet(request: Request, at: datetime | None, now: datetime) -> Request:
    if at is None or at <= now:
        return moved(request, RequestStatus.WAITING_FOR_RELEASE, "request_not_out", now)
    return moved(
        request,
        RequestStatus.WAITING_FOR_RELEASE,
        "request_out_at",
        now,
        date=at.date().isoformat(),
    )


def _search(request: Request, now: datetime) -> Verdict:
    searching = request
    if request.next_try_at is None or now >= request.next_try_at:
        # Until then it is said what is waited for.
        searching = moved(request, RequestStatus.SEARCHING, "request_searching", now)
    if request.searched_at is None:
        return Verdict(request=searching, need=Need.SEARCH)
    # No app replaces by itself what it takes for good enough.
    is_grab_due = (
        request.kind in (RequestKind.REPLACE, RequestKind.QUALITY)
        and request.searches < MOST_SEARCHES
    )
    due = request.searched_at + (REPLACE_PATIENCE if is_grab_due else SEARCH_PATIENCE)
    due = max(due, request.next_try_at or due)
    if now < due:
        return Verdict(request=searching, look_at=due)
    return Verdict(request=searching, need=Need.GRAB if is_grab_due else Need.WHY)
