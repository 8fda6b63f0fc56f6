"""What happens next with a failure: a pure decision from ledger, situation and policy.

It sends nothing and stores nothing. The caller stores `Decision.failure`, lets the
executor send `Decision.writes`, and stores what `ledger.after_writes` makes of the result.
"""

from dataclasses import replace
from datetime import datetime

from .decisions import Decision, View, next_attempt, over, permitted, stands
from .held import (
    CLEARED,
    goes_on,
    held,
    in_environment,
    left_alone,
    may_go_on,
    watching,
)
from .joined import is_held_up, is_known
from .ledger import (
    begun,
    counted,
    ended,
    excused,
    grabbed,
    is_blamed,
    is_replacement,
    open_attempt,
    rediagnosed,
    resumed,
    stopped,
    timed,
    unfailed,
    with_failed,
)
from .model import (
    REPLACED,
    AttemptOutcome,
    Blames,
    Download,
    DownloadStatus,
    Evidence,
    Failure,
    FailureClass,
    FailureState,
    Message,
    Outcome,
    RecoveryMode,
    Step,
)
from .plans import lower_quality, plan
from .policy import Policy
from .situation import Situation

REMOVED_ELSEWHERE = "reason_removed_elsewhere"
"""Why a failure is over that somebody else has settled."""
TAKEN_AWAY = Evidence(source="autoarr", text="removed elsewhere")
"""What such a failure rests on, before all that the servers said."""

_GAVE_UP = {
    AttemptOutcome.NOTHING_FOUND: "reason_gave_up_nothing_found",
    AttemptOutcome.REFUSED: "reason_gave_up_refused",
}


def decide(
    failure: Failure,
    situation: Situation,
    policy: Policy,
    now: datetime,
    jitter: float,
) -> Decision:
    """Return what happens next with a failure.

    Asked twice with the same facts it answers the same, so it may be asked at any time.

    Args:
        failure: The ledger so far.
        situation: What is known now.
        policy: The user's thresholds.
        now: The time.
        jitter: From -1 to 1, for this failure's delays.
    """
    if not failure.state.is_open:
        return Decision(failure=failure, step=Step.NONE)
    failure = judged(failure, situation)
    decided = _by_facts(failure, situation, policy, now)
    if decided:
        return decided
    hold = _stopped_by(situation)
    if hold:
        return _holding(stopped(failure, now), situation, hold)
    failure = _in_reach(resumed(failure, now), policy, now)
    failure = with_outcome(failure, policy, now)
    attempt = open_attempt(failure)
    if (
        attempt
        and attempt.step is Step.REMOVE
        and not (situation.facts and is_known(situation.facts))
    ):
        failure = ended(failure, AttemptOutcome.REMOVED)
        reason = Message(key="reason_did_remove")
        return over(failure, FailureState.DISMISSED, reason, now)
    if attempt:
        return _expecting(failure, situation, policy, now)
    view = View(situation=situation, policy=policy, now=now, jitter=jitter)
    return _by_rule(failure, view)


def _by_rule(failure: Failure, view: View) -> Decision:
    """Return what the rules say about a failure that nothing is under way for."""
    situation, policy, now = view.situation, view.policy, view.now
    if goes_on(failure, situation):
        if failure.past_downloads:
            cleared = Message(key=CLEARED)
            state = FailureState.RECOVERING
            return stands(unfailed(failure), state, Step.WAIT, cleared)
        return over(failure, FailureState.DISMISSED, Message(key=CLEARED), now)
    if may_go_on(failure, situation):
        return watching(failure, view)
    if failure.failure_class is FailureClass.ENVIRONMENT:
        failure = excused(failure)
        is_sick = situation.sick or situation.environment
        is_over = _is_used_up(failure, policy) and not is_sick
        return _giving_up(failure, view) if is_over else in_environment(failure, view)
    is_replaced = failure.failure_class in REPLACED
    if is_replaced and _is_used_up(failure, policy):
        return _giving_up(failure, view)
    if _app_took_over(failure, situation, policy):
        failure = begun(failure, Step.BLOCKLIST_SEARCH, now, by_app=True)
        return _expecting(failure, situation, policy, now)
    if not is_replaced:
        return held(failure, view)
    return next_attempt(failure, plan(failure, situation), view)


def _is_used_up(failure: Failure, policy: Policy) -> bool:
    return len(counted(failure)) >= policy.max_attempts


def preview(
    failure: Failure, situation: Situation, policy: Policy, now: datetime
) -> Decision:
    """Return what would be done, were the time come and AutoArr allowed to act."""
    if open_attempt(failure) is None:
        failure = timed(failure, now)
    situation = replace(
        situation,
        mode=RecoveryMode.AUTOMATIC,
        watched_since=min(situation.watched_since, now - policy.settle),
        outdated=False,
    )
    decision = decide(failure, situation, policy, now, 0)
    if decision.reason is None or not decision.writes:
        return decision
    # Nothing was done yet, so it is not told as if it were.
    key = decision.reason.key.replace("reason_did_", "reason_would_")
    reason = replace(decision.reason, key=key)
    return replace(decision, failure=replace(decision.failure, reason=reason))


def _by_facts(
    failure: Failure, situation: Situation, policy: Policy, now: datetime
) -> Decision | None:
    """Return the decision that others made: an import, a replacement, a removal."""
    if situation.imported:
        if situation.replacement:
            # It may have come and been imported between two looks.
            failure = _with_replacement(
                failure, situation, situation.replacement, policy, now
            )
        if open_attempt(failure):
            failure = ended(failure, AttemptOutcome.IMPORTED)
        return over(
            failure, FailureState.RECOVERED, Message(key="reason_imported"), now
        )
    replacement = situation.replacement
    if replacement and _is_done(failure, replacement):
        failure = _with_replacement(failure, situation, replacement, policy, now)
        failure = ended(failure, AttemptOutcome.IMPORTED)
        reason = Message(key="reason_completed")
        return over(failure, FailureState.RECOVERED, reason, now)
    if replacement and is_replacement(failure, replacement):
        failure = _with_replacement(failure, situation, replacement, policy, now)
        reason = Message(
            key="reason_replacement", placeholders={"release": replacement.title}
        )
        return stands(failure, FailureState.RECOVERING, Step.WAIT, reason)
    if situation.removed_elsewhere:
        reason = Message(key=REMOVED_ELSEWHERE)
        failure = replace(failure, evidence=(TAKEN_AWAY, *failure.evidence))
        return over(failure, FailureState.DISMISSED, reason, now)
    return None


def _is_done(failure: Failure, replacement: Download) -> bool:
    """Return whether what nobody asked for came through: nobody will import it."""
    return (
        failure.title_key is None
        and replacement.id not in {failure.download_id, *failure.past_downloads}
        and replacement.status is DownloadStatus.COMPLETED
        and replacement.outcome in (None, Outcome.IGNORED)
    )


def _with_replacement(
    failure: Failure,
    situation: Situation,
    replacement: Download,
    policy: Policy,
    now: datetime,
) -> Failure:
    """Return the failure with the replacement in its ledger."""
    return grabbed(
        with_failed(failure, now, most=policy.max_attempts),
        replacement,
        now,
        step=Step.BLOCKLIST_SEARCH if _app_failed(situation) else Step.WAIT,
        most=policy.max_attempts,
    )


def judged(failure: Failure, situation: Situation) -> Failure:
    """Return the failure in the light of what the facts say now."""
    if situation.environment and failure.failure_class in REPLACED:
        return replace(
            failure,
            failure_class=FailureClass.ENVIRONMENT,
            cause=situation.environment,
            blames=Blames.SYSTEM,
            first_step=Step.ALERT,
        )
    found = situation.diagnosis
    if (
        situation.environment
        or found is None
        or found.failure_class is failure.failure_class
    ):
        return failure
    facts = situation.facts
    still_there = facts is not None and is_held_up(facts)
    return rediagnosed(failure, found, still_there=still_there)


def with_outcome(failure: Failure, policy: Policy, now: datetime) -> Failure:
    """Return the failure with the end of its open attempt, if that can be told."""
    failure = with_failed(failure, now, most=policy.max_attempts)
    attempt = open_attempt(failure)
    if (
        attempt is None
        or failure.next_attempt_at is None
        or now < failure.next_attempt_at
    ):
        return failure
    if attempt.outcome is AttemptOutcome.GRABBED:
        return ended(failure, AttemptOutcome.FAILED)
    failure = ended(failure, AttemptOutcome.NOTHING_FOUND)
    # The app had its time: AutoArr steps in at once.
    return timed(failure, now) if attempt.by_app else failure


def _in_reach(failure: Failure, policy: Policy, now: datetime) -> Failure:
    """Return a failure whose next step is not so far off as only a wrong clock puts it."""
    latest = now + policy.longest_wait
    if failure.next_attempt_at is None or failure.next_attempt_at <= latest:
        return failure
    return timed(failure, latest)


def _stopped_by(situation: Situation) -> Message | None:
    """Return why the clock stands still."""
    if situation.unavailable:
        return Message(
            key="reason_server_unavailable",
            placeholders={"server": situation.unavailable},
        )
    if situation.other_tool:
        return Message(key="reason_other_tool")
    if situation.facts and situation.facts.client_paused:
        return Message(key="reason_client_paused")
    facts = situation.facts
    if facts and not (facts.ownership_known or facts.grabbed):
        return Message(key="reason_owner_unknown")
    return None


def _holding(failure: Failure, situation: Situation, reason: Message) -> Decision:
    """Leave everything as it is until what is needed is back."""
    is_left = failure.failure_class not in REPLACED and not situation.other_tool
    if is_left and not open_attempt(failure):
        return left_alone(failure, situation)
    state = failure.state
    if state is not FailureState.ASKING:
        state = (
            FailureState.RECOVERING if open_attempt(failure) else FailureState.WAITING
        )
    return stands(failure, state, failure.next_step or Step.WAIT, reason)


def _expecting(
    failure: Failure, situation: Situation, policy: Policy, now: datetime
) -> Decision:
    """Wait for what an attempt brings; a replacement that was lost gets a while as well."""
    if failure.next_attempt_at is None:
        failure = timed(failure, now + policy.search_wait)
    attempt = open_attempt(failure)
    state = FailureState.RECOVERING
    if attempt and attempt.outcome is AttemptOutcome.GRABBED:
        key = "reason_replacement_lost"
    elif attempt and attempt.step in (Step.REMOVE, Step.IMPORT, Step.REFRESH):
        key = f"reason_did_{attempt.step}"
    elif attempt and attempt.by_app:
        key = "reason_app_searches"
        if situation.mode is RecoveryMode.OBSERVE:
            state = FailureState.NEW
            key = "reason_would_step_in"
    else:
        key = "reason_searching"
    return stands(failure, state, Step.WAIT, Message(key=key))


def _app_took_over(failure: Failure, situation: Situation, policy: Policy) -> bool:
    """Return whether the app recorded the failure and searches, not yet accounted for."""
    if not _app_failed(situation) or not situation.app_searches or is_blamed(failure):
        return False
    # Of what failed long before it was seen, the app's search is over.
    failed_at = failure.failed_at or failure.detected_at
    return failure.detected_at < failed_at + policy.search_wait


def _app_failed(situation: Situation) -> bool:
    return situation.facts is not None and situation.facts.app_failed is not None


def _giving_up(failure: Failure, view: View) -> Decision:
    """Give up, unless something may still come by itself; then wait for that first.

    Before it comes to that a lower quality is tried, if the user wants that.
    """
    now = view.now
    last = failure.attempts[-1].outcome
    may_come = last is AttemptOutcome.NOTHING_FOUND or (
        last is AttemptOutcome.FAILED and view.situation.app_searches
    )
    if may_come and failure.next_attempt_at is None:
        failure = timed(failure, now + view.policy.last_wait(view.jitter))
    if failure.next_attempt_at and now < failure.next_attempt_at:
        reason = Message(key="reason_last_wait")
        return stands(failure, FailureState.WAITING, Step.GIVE_UP, reason)
    if view.policy.lower_quality and not _tried_lower(failure):
        found = lower_quality(failure, view.situation)
        if found.writes:
            return permitted(failure, found, view)
    reason = Message(
        key=_GAVE_UP.get(last, "reason_gave_up_failed"),
        placeholders={"attempts": str(len(counted(failure)))},
    )
    return over(failure, FailureState.GIVEN_UP, reason, now)


def _tried_lower(failure: Failure) -> bool:
    return any(each.step is Step.LOWER_QUALITY for each in failure.attempts)
