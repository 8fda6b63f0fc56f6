"""The ledger of a title: its attempts, how they went, and the clock of the next one.

Every function returns a changed failure; none decides what to do.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from .model import (
    HOUSE_CAUSES,
    Attempt,
    AttemptOutcome,
    Diagnosis,
    Download,
    DownloadStatus,
    Failure,
    FailureClass,
    FailureState,
    Message,
    Step,
)
from .writes import Result, Sent

AGAIN = timedelta(minutes=2)
"""How soon something is tried again that could not be sent."""

_DOUBTFUL = frozenset(
    {FailureClass.BAD_RELEASE, FailureClass.STALLED, FailureClass.UNKNOWN}
)
"""What a sick system can make a good release look like."""

_AGAIN = frozenset({Step.REGRAB, Step.RETRY_SAME})
_NO_TRIES = frozenset({Step.REFRESH, Step.IMPORT, Step.REMOVE, Step.LOWER_QUALITY})
"""Steps that look for no other release, or do so only once anyway."""

_OPEN = (AttemptOutcome.PENDING, AttemptOutcome.GRABBED)


def newest_failed_at(failure: Failure, now: datetime) -> datetime:
    """Return when the title's newest download failed; the first was detected then.

    A server's clock that is ahead does not count.
    """
    told = failure.failed_at or failure.detected_at
    return max(failure.detected_at, min(told, now))


def open_attempt(failure: Failure) -> Attempt | None:
    """Return the attempt that something is still expected of."""
    if failure.attempts and failure.attempts[-1].outcome in _OPEN:
        return failure.attempts[-1]
    return None


def counted(failure: Failure) -> tuple[Attempt, ...]:
    """Return the attempts that count: tries to get the title that nothing else spoiled."""
    return tuple(
        attempt
        for attempt in failure.attempts
        if not attempt.excused and attempt.step not in _NO_TRIES
    )


def excused(failure: Failure) -> Failure:
    """Return a failure whose newest release failed because of the system.

    The attempt that brought this release does not count, unless it was made because the
    system seemed to be in order again: that is not tried for ever.
    """
    attempts = tuple(
        replace(attempt, excused=True)
        if attempt.download_id == failure.download_id and attempt.step not in _AGAIN
        else attempt
        for attempt in failure.attempts
    )
    return replace(failure, attempts=attempts)


def unfailed(failure: Failure) -> Failure:
    """Return a failure whose newest release goes on after all, as a replacement does."""
    *past, newest = failure.past_downloads
    attempts = tuple(
        replace(attempt, outcome=AttemptOutcome.GRABBED, excused=False)
        if attempt.download_id == failure.download_id
        else attempt
        for attempt in failure.attempts
    )
    return timed(
        replace(
            failure,
            download_id=newest,
            past_downloads=tuple(past),
            attempts=attempts,
        ),
        None,
    )


def was_tried(failure: Failure, step: Step) -> bool:
    """Return whether a step was taken for the download that failed last."""
    return any(
        attempt.step is step and attempt.replaces == failure.download_id
        for attempt in failure.attempts
    )


def is_blamed(failure: Failure) -> bool:
    """Return whether the failed release was blocklisted in an attempt already."""
    return any(
        attempt.replaces == failure.download_id
        and attempt.step is Step.BLOCKLIST_SEARCH
        and attempt.outcome is not AttemptOutcome.REFUSED
        for attempt in failure.attempts
    )


def was_retried(failure: Failure) -> bool:
    """Return whether the same job was tried again for this title."""
    return any(attempt.step is Step.RETRY_SAME for attempt in failure.attempts)


def is_replacement(failure: Failure, download: Download | None) -> bool:
    """Return whether a download is under way that may make good the failed one."""
    return (
        download is not None
        and download.id not in {failure.download_id, *failure.past_downloads}
        and download.status is not DownloadStatus.FAILED
        and download.outcome is None
    )


def begun(
    failure: Failure,
    step: Step,
    now: datetime,
    *,
    by_app: bool = False,
    download_id: str | None = None,
) -> Failure:
    """Return a failure with a new attempt; with a download id it has its replacement."""
    attempt = Attempt(
        n=failure.attempts[-1].n + 1 if failure.attempts else 1,
        step=step,
        at=now,
        outcome=AttemptOutcome.GRABBED if download_id else AttemptOutcome.PENDING,
        by_app=by_app,
        download_id=download_id,
        replaces=failure.download_id,
    )
    return timed(replace(failure, attempts=(*failure.attempts, attempt)), None)


def ended(
    failure: Failure,
    outcome: AttemptOutcome,
    *,
    detail: str = "",
    download_id: str | None = None,
    replaces: str | None = None,
) -> Failure:
    """Return a failure whose last attempt went like that; the next has no time yet."""
    *earlier, last = failure.attempts
    last = replace(
        last,
        outcome=outcome,
        detail=detail or last.detail,
        download_id=download_id or last.download_id,
        replaces=replaces or last.replaces,
    )
    return timed(replace(failure, attempts=(*earlier, last)), None)


def grabbed(
    failure: Failure, download: Download, now: datetime, *, step: Step, most: int
) -> Failure:
    """Return a failure whose replacement is under way.

    Args:
        failure: So far.
        download: The replacement.
        now: The time.
        step: What led to it, when it was none of ours.
        most: How many attempts are counted; an app may go on grabbing after them.
    """
    attempts = list(failure.attempts)
    known = [attempt.download_id for attempt in attempts]
    if download.id in known:
        index = known.index(download.id)
    elif open_attempt(failure):
        index = len(attempts) - 1
    elif len(counted(failure)) >= most:
        return timed(failure, None)
    else:
        return begun(failure, step, now, by_app=True, download_id=download.id)
    attempts[index] = replace(
        attempts[index], outcome=AttemptOutcome.GRABBED, download_id=download.id
    )
    return timed(replace(failure, attempts=tuple(attempts)), None)


def with_failed(failure: Failure, now: datetime, *, most: int) -> Failure:
    """Return a failure with an attempt for each replacement that failed as well.

    An app may have tried several releases since the last look: each is an attempt, up to
    most.
    """
    failed = (*failure.past_downloads, failure.download_id)
    for replaced, brought in pairwise(failed):
        attempt = open_attempt(failure)
        if attempt and (
            attempt.download_id == brought
            or (attempt.download_id is None and attempt.replaces == replaced)
        ):
            failure = ended(failure, AttemptOutcome.FAILED, download_id=brought)
        elif (
            attempt is None
            and len(counted(failure)) < most
            and brought not in {each.download_id for each in failure.attempts}
        ):
            failure = ended(
                begun(failure, Step.BLOCKLIST_SEARCH, now, by_app=True),
                AttemptOutcome.FAILED,
                download_id=brought,
                replaces=replaced,
            )
    return failure


def rediagnosed(
    failure: Failure, found: Diagnosis, *, still_there: bool = False
) -> Failure:
    """Return a failure in the light of what is found wrong with its download now.

    A fault of the house that shows up later counts, and once it is seen the release stays
    acquitted, unless the download is still there to be judged; a fault of the release that
    can no longer be seen, because the job is gone or marked as failed, is not forgotten.
    """
    known = failure.failure_class
    if known is FailureClass.ENVIRONMENT:
        acquitted = _is_replaced(failure) or (
            failure.cause.key in HOUSE_CAUSES and not still_there
        )
        if acquitted and found.failure_class in _DOUBTFUL:
            return failure
    else:
        says_little = found.failure_class in {
            FailureClass.UNKNOWN,
            FailureClass.UNOWNED,
        }
        if says_little and found.failure_class is not known:
            # Unless it turns out that nobody but a person ever asked for it.
            is_unowned = found.failure_class is FailureClass.UNOWNED
            if failure.attempts or failure.title_key or not is_unowned:
                return failure
        if (
            is_blamed(failure)
            and known is not FailureClass.UNKNOWN
            and found.failure_class is not FailureClass.ENVIRONMENT
        ):
            return failure
    return replace(
        failure,
        failure_class=found.failure_class,
        cause=found.cause,
        blames=found.blames,
        first_step=found.first_step,
        evidence=found.evidence,
    )


def _is_replaced(failure: Failure) -> bool:
    """Return whether another release is on its way, so that nothing new is seen of this."""
    attempt = open_attempt(failure)
    return attempt is not None and attempt.download_id not in (
        None,
        failure.download_id,
    )


def closed(
    failure: Failure, state: FailureState, reason: Message, now: datetime
) -> Failure:
    """Return a failure that is over."""
    return replace(
        timed(failure, None),
        state=state,
        reason=reason,
        resolved_at=now,
        next_step=None,
    )


def timed(failure: Failure, at: datetime | None) -> Failure:
    """Return a failure whose next step is due at a time, or has no time yet."""
    return replace(failure, next_attempt_at=at, clock_left=None)


def stopped(failure: Failure, now: datetime) -> Failure:
    """Stop the clock: a server is down or paused, or Home Assistant is about to stop."""
    if failure.next_attempt_at is None:
        return failure
    left = (failure.next_attempt_at - now).total_seconds()
    return replace(failure, next_attempt_at=None, clock_left=max(0, round(left)))


def resumed(failure: Failure, now: datetime) -> Failure:
    """Let a stopped clock run on."""
    if failure.clock_left is None:
        return failure
    return timed(failure, now + timedelta(seconds=failure.clock_left))


def after_writes(failure: Failure, result: Result, now: datetime) -> Failure:
    """Return what a failure is once the writes of its newest attempt were tried.

    An attempt that was never sent did not happen; one that was refused counts.
    """
    match result.sent:
        case Sent.UNREACHABLE:
            return _undone(failure, Message(key="reason_not_reached"), now)
        case Sent.REFUSED:
            return replace(
                ended(failure, AttemptOutcome.REFUSED, detail=result.detail),
                state=FailureState.WAITING,
                reason=result.why
                or Message(
                    key="reason_refused", placeholders={"answer": result.detail}
                ),
            )
        case Sent.NOTHING_FOUND:
            return replace(
                ended(failure, AttemptOutcome.NOTHING_FOUND, detail=result.detail),
                state=FailureState.WAITING,
            )
        case Sent.TITLE_GONE:
            never_made = replace(failure, attempts=failure.attempts[:-1])
            reason = Message(key="reason_title_gone")
            return closed(never_made, FailureState.DISMISSED, reason, now)
        case Sent.DONE | Sent.UNSURE:
            pass
    if result.new_download_id is None:
        return failure
    *earlier, last = failure.attempts
    last = replace(last, download_id=result.new_download_id)
    return replace(failure, attempts=(*earlier, last))


def undone(failure: Failure, now: datetime) -> Failure:
    """Return a failure whose newest attempt turned out not to have been sent."""
    return _undone(failure, Message(key="reason_not_reached"), now)


def _undone(failure: Failure, reason: Message, now: datetime) -> Failure:
    if open_attempt(failure) is None:
        return failure
    return replace(
        timed(replace(failure, attempts=failure.attempts[:-1]), now + AGAIN),
        state=FailureState.WAITING,
        reason=reason,
    )
