"""Failures that no other release cures: the system's, and what only needs a hand or time."""

from dataclasses import replace
from datetime import datetime

from .decisions import Decision, View, next_attempt, over, stands
from .joined import is_held_up, is_known
from .ledger import counted, is_blamed, newest_failed_at, timed, was_tried
from .model import (
    AttemptOutcome,
    Facts,
    Failure,
    FailureClass,
    FailureState,
    Message,
    RecoveryMode,
    Step,
)
from .plans import (
    Plan,
    advice,
    after_environment,
    import_by_hand,
    new_metadata,
    removal,
)
from .situation import Situation

CLEARED = "reason_cleared"
"""Why a failure is over whose download was only held up; it may be held up again."""

LATE_CAUSES = frozenset({"cause_title_pending", "cause_number_pending"})
"""What an app waits for that reading its metadata again may end."""

_STATES = {
    FailureClass.ENVIRONMENT: (FailureState.WAITING, Step.ALERT),
    FailureClass.WAITING: (FailureState.WAITING, Step.WAIT),
    FailureClass.REDUNDANT: (FailureState.ASKING, Step.REMOVE),
    FailureClass.IMPORTABLE: (FailureState.ASKING, Step.ASK),
    FailureClass.AMBIGUOUS: (FailureState.ASKING, Step.ASK),
    FailureClass.UNOWNED: (FailureState.NEW, Step.NONE),
}
"""State and next step while nothing is done."""


def goes_on(failure: Failure, situation: Situation) -> bool:
    """Return whether a download that never failed is no longer held up by anything."""
    facts = situation.facts
    return (
        failure.failure_class is FailureClass.ENVIRONMENT
        and situation.environment is None
        and situation.diagnosis is None
        and facts is not None
        and (facts.job is not None or _is_importing(facts))
        and not (facts.running and facts.client_idle)
        and not is_blamed(failure)
    )


def _is_importing(facts: Facts) -> bool:
    """Return whether the app still has a download that it had trouble with."""
    return bool(facts.rows) and facts.app_failed is None


def may_go_on(failure: Failure, situation: Situation) -> bool:
    """Return whether nothing says any more that a download stands still.

    It goes on, or a person paused it, or it was not watched for long enough yet since
    Home Assistant started.
    """
    facts = situation.facts
    return (
        failure.failure_class is FailureClass.STALLED
        and facts is not None
        and situation.diagnosis is None
        and not is_blamed(failure)
        and is_known(facts)
    )


def watching(failure: Failure, view: View) -> Decision:
    """Blame nothing that may go on; once it does, it was only held up."""
    facts = view.situation.facts
    moves = facts is not None and (facts.standing.moves or facts.record is not None)
    if moves and not failure.attempts:
        cleared = Message(key=CLEARED)
        return over(failure, FailureState.DISMISSED, cleared, view.now)
    failure = timed(failure, None)
    reason = Message(key="reason_watching")
    if failure.state is FailureState.ASKING:
        # The question stands: it would only be asked once more.
        step = failure.next_step or Step.WAIT
        return stands(failure, FailureState.ASKING, step, reason)
    return stands(failure, FailureState.WAITING, Step.WAIT, reason)


def in_environment(failure: Failure, view: View) -> Decision:
    """Wait until the system is in order; then get the same release again."""
    situation = view.situation
    if (
        situation.sick
        or situation.environment
        or (situation.facts and is_held_up(situation.facts))
    ):
        return left_alone(failure, situation)
    found = after_environment(failure, situation)
    if not found.writes:
        standing = left_alone(failure, situation)
        reason = found.why or standing.reason
        return replace(standing, failure=replace(standing.failure, reason=reason))
    if failure.next_attempt_at is None:
        failure = timed(failure, _clear_at(failure, view))
    decision = next_attempt(failure, found, view)
    if decision.reason is None or decision.reason.key != "reason_settling":
        return decision
    reason = Message(key="reason_clearing")
    failure = replace(decision.failure, state=FailureState.WAITING, reason=reason)
    return replace(decision, failure=failure)


def _clear_at(failure: Failure, view: View) -> datetime:
    """Return when the system may be trusted again, and the app's own search is over."""
    policy, number = view.policy, len(counted(failure)) + 1
    wait = policy.delay_before(number, view.jitter)
    if number == 1:
        # What fell ill together must not search all at once when it gets well.
        wait = policy.settle if view.situation.measured else policy.search_wait
        wait += policy.settle * (1 + view.jitter)
    due = view.now + wait
    facts = view.situation.facts
    if facts and facts.app_failed and view.situation.app_searches:
        due = max(due, newest_failed_at(failure, view.now) + policy.search_wait)
    return due


def held(failure: Failure, view: View) -> Decision:
    """Do what helps a download that is not wanted, not recognised or not ready."""
    found = _without_another(failure, view)
    if found is None or not found.writes:
        return left_alone(failure, view.situation)
    return next_attempt(failure, found, view)


def _without_another(failure: Failure, view: View) -> Plan | None:
    """Return what can be done, once, without looking for another release."""
    facts = view.situation.facts
    if view.situation.environment or facts is None or not facts.rows:
        return None
    match failure.failure_class:
        case FailureClass.REDUNDANT if not was_tried(failure, Step.REMOVE):
            return removal(failure, view.situation)
        case FailureClass.IMPORTABLE if _may_import(failure, view):
            return import_by_hand(failure, view.situation)
        case FailureClass.WAITING if failure.cause.key in LATE_CAUSES:
            since = failure.attempts[-1].at if failure.attempts else failure.detected_at
            is_late = view.now - since >= view.policy.late
            return new_metadata(failure) if is_late else None
        case _:
            return None


def _may_import(failure: Failure, view: View) -> bool:
    """Return whether files are to be imported by hand: as often as releases are tried.

    What an app does not find now, or has no room for, it may take later.
    """
    tries = [
        attempt
        for attempt in failure.attempts
        if attempt.step is Step.IMPORT and attempt.replaces == failure.download_id
    ]
    if not tries:
        return True
    if len(tries) >= view.policy.max_attempts:
        return False
    return view.now - tries[-1].at >= view.policy.delay_before(len(tries) + 1, 0)


def left_alone(failure: Failure, situation: Situation) -> Decision:
    """Leave it to time, or to a person."""
    state, step = _STATES[failure.failure_class]
    if state is FailureState.ASKING and situation.mode is RecoveryMode.OBSERVE:
        state = FailureState.NEW
    reason = advice(failure)
    last = failure.attempts[-1] if failure.attempts else None
    if last and last.outcome is AttemptOutcome.REFUSED and last.detail:
        reason = Message(key="reason_refused", placeholders={"answer": last.detail})
    return stands(timed(failure, None), state, step, reason)
