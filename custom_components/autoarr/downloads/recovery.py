"""What happens next with a failure: a pure decision from ledger, situation and policy.

It sends nothing and stores nothing. The caller stores `Decision.failure`, lets the
executor send `Decision.writes`, and stores what `ledger.after_writes` makes of the result.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .ledger import (
    begun,
    closed,
    ended,
    grabbed,
    is_blamed,
    is_replacement,
    open_attempt,
    rediagnosed,
    resumed,
    stopped,
    timed,
    with_failed,
)
from .model import (
    REPLACED,
    AttemptOutcome,
    Blames,
    Download,
    DownloadStatus,
    Failure,
    FailureClass,
    FailureState,
    Message,
    RecoveryMode,
    Step,
)
from .plans import Plan, plan
from .policy import Policy
from .situation import Situation
from .writes import Write

LOOK_AGAIN = timedelta(minutes=1)
"""How soon to look again while a limit or the store holds a step back."""

CLEARED = "reason_cleared"
"""Why a failure is over whose download was only held up; it may be held up again."""

_HELD_STATES = {
    FailureClass.ENVIRONMENT: (FailureState.WAITING, Step.ALERT),
    FailureClass.WAITING: (FailureState.WAITING, Step.WAIT),
    FailureClass.REDUNDANT: (FailureState.ASKING, Step.REMOVE),
    FailureClass.IMPORTABLE: (FailureState.ASKING, Step.ASK),
    FailureClass.AMBIGUOUS: (FailureState.ASKING, Step.ASK),
    FailureClass.UNOWNED: (FailureState.NEW, Step.NONE),
}
"""State and next step of the classes that AutoArr does nothing about by itself."""

_GAVE_UP = {
    AttemptOutcome.NOTHING_FOUND: "reason_gave_up_nothing_found",
    AttemptOutcome.REFUSED: "reason_gave_up_refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do now, and how the failure stands then.

    Attributes:
        failure: As it is to be stored before anything is sent.
        step: What is done now, or what would be done next.
        writes: To be sent now, in this order.
        look_at: When to decide again even if nothing changes.
    """

    failure: Failure
    step: Step
    writes: tuple[Write, ...] = ()
    look_at: datetime | None = None

    @property
    def reason(self) -> Message | None:
        """Why."""
        return self.failure.reason


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
    failure = _judged(failure, situation)
    decided = _by_facts(failure, situation, policy, now)
    if decided:
        return decided
    hold = _stopped_by(situation)
    if hold:
        return _holding(stopped(failure, now), situation, hold)
    failure = with_outcome(resumed(failure, now), policy, now)
    attempt = open_attempt(failure)
    if attempt and attempt.step is Step.REMOVE and _is_gone(situation):
        failure = ended(failure, AttemptOutcome.REMOVED)
        reason = Message(key="reason_did_remove")
        return _over(failure, FailureState.DISMISSED, reason, now)
    if attempt:
        return _expecting(failure, situation, policy, now)
    if failure.failure_class is FailureClass.ENVIRONMENT:
        if _goes_on(failure, situation):
            return _over(failure, FailureState.DISMISSED, Message(key=CLEARED), now)
        return _left_alone(failure, situation)
    if _may_go_on(failure, situation):
        return _watching(failure, situation, now)
    if len(failure.attempts) >= policy.max_attempts:
        return _giving_up(failure, situation, policy, now, jitter)
    if _app_took_over(failure, situation, policy):
        failure = begun(failure, Step.BLOCKLIST_SEARCH, now, by_app=True)
        return _expecting(failure, situation, policy, now)
    if failure.failure_class not in REPLACED:
        return _left_alone(failure, situation)
    return _next_attempt(failure, situation, policy, now, jitter)


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
        return _over(
            failure, FailureState.RECOVERED, Message(key="reason_imported"), now
        )
    replacement = situation.replacement
    if replacement and is_replacement(failure, replacement):
        if failure.title_key is None and replacement.status is DownloadStatus.COMPLETED:
            # Nobody imports what neither Sonarr nor Radarr knows: this is its end.
            failure = _with_replacement(failure, situation, replacement, policy, now)
            failure = ended(failure, AttemptOutcome.IMPORTED)
            reason = Message(key="reason_completed")
            return _over(failure, FailureState.RECOVERED, reason, now)
        failure = _with_replacement(failure, situation, replacement, policy, now)
        reason = Message(
            key="reason_replacement", placeholders={"release": replacement.title}
        )
        return _stands(failure, FailureState.RECOVERING, Step.WAIT, reason)
    if situation.removed_elsewhere:
        reason = Message(key="reason_removed_elsewhere")
        return _over(failure, FailureState.DISMISSED, reason, now)
    return None


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


def _judged(failure: Failure, situation: Situation) -> Failure:
    """Return the failure in the light of what the facts say now."""
    if situation.environment:
        return replace(
            failure,
            failure_class=FailureClass.ENVIRONMENT,
            cause=situation.environment,
            blames=Blames.SYSTEM,
            first_step=Step.ALERT,
        )
    found = situation.diagnosis
    if found is None or found.failure_class is failure.failure_class:
        return failure
    return rediagnosed(failure, found)


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


def _stopped_by(situation: Situation) -> Message | None:
    """Return why the clock stands still."""
    if situation.unavailable:
        return Message(
            key="reason_server_unavailable",
            placeholders={"server": situation.unavailable},
        )
    if situation.facts and situation.facts.client_paused:
        return Message(key="reason_client_paused")
    facts = situation.facts
    if facts and not (facts.ownership_known or facts.grabbed):
        return Message(key="reason_owner_unknown")
    return None


def _holding(failure: Failure, situation: Situation, reason: Message) -> Decision:
    """Leave everything as it is until what is needed is back."""
    if failure.failure_class in _HELD_STATES and not open_attempt(failure):
        return _left_alone(failure, situation)
    state = failure.state
    if state is not FailureState.ASKING:
        state = (
            FailureState.RECOVERING if open_attempt(failure) else FailureState.WAITING
        )
    return _stands(failure, state, failure.next_step or Step.WAIT, reason)


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
    elif attempt and attempt.step is Step.REMOVE:
        key = "reason_did_remove"
    elif attempt and attempt.by_app:
        key = "reason_app_searches"
        if situation.mode is RecoveryMode.OBSERVE:
            state = FailureState.NEW
            key = "reason_would_step_in"
    else:
        key = "reason_searching"
    return _stands(failure, state, Step.WAIT, Message(key=key))


def _is_gone(situation: Situation) -> bool:
    """Return whether the failed download is in no queue and no history any more."""
    facts = situation.facts
    return facts is None or not (
        facts.rows or facts.job or (facts.record and not facts.record_gone)
    )


def _goes_on(failure: Failure, situation: Situation) -> bool:
    """Return whether a job that never failed is no longer held up by anything."""
    facts = situation.facts
    return (
        not failure.attempts
        and situation.environment is None
        and situation.diagnosis is None
        and facts is not None
        and facts.job is not None
        and not (facts.running and facts.client_idle)
    )


def _may_go_on(failure: Failure, situation: Situation) -> bool:
    """Return whether nothing says any more that a download stands still.

    It goes on, or a person paused it, or it was not watched for long enough yet since
    Home Assistant started.
    """
    return (
        failure.failure_class is FailureClass.STALLED
        and situation.facts is not None
        and situation.diagnosis is None
        and not is_blamed(failure)
        and not _is_gone(situation)
    )


def _watching(failure: Failure, situation: Situation, now: datetime) -> Decision:
    """Blame nothing that may go on; once it does, it was only held up."""
    facts = situation.facts
    goes_on = facts is not None and (facts.standing.moves or facts.record is not None)
    if goes_on and not failure.attempts:
        return _over(failure, FailureState.DISMISSED, Message(key=CLEARED), now)
    failure = timed(failure, None)
    reason = Message(key="reason_watching")
    if failure.state is FailureState.ASKING:
        # The question stands: it would only be asked once more.
        step = failure.next_step or Step.WAIT
        return _stands(failure, FailureState.ASKING, step, reason)
    return _stands(failure, FailureState.WAITING, Step.WAIT, reason)


def _left_alone(failure: Failure, situation: Situation) -> Decision:
    """Leave what no other release can cure."""
    state, step = _HELD_STATES[failure.failure_class]
    if state is FailureState.ASKING and situation.mode is RecoveryMode.OBSERVE:
        state = FailureState.NEW
    reason = Message(key=f"reason_{failure.failure_class}")
    return _stands(timed(failure, None), state, step, reason)


def _app_took_over(failure: Failure, situation: Situation, policy: Policy) -> bool:
    """Return whether the app recorded the failure and searches, not yet accounted for."""
    if not _app_failed(situation) or not situation.app_searches or is_blamed(failure):
        return False
    # Of what failed long before it was seen, the app's search is over.
    failed_at = failure.failed_at or failure.detected_at
    return failure.detected_at < failed_at + policy.search_wait


def _app_failed(situation: Situation) -> bool:
    return situation.facts is not None and situation.facts.app_failed is not None


def _giving_up(
    failure: Failure,
    situation: Situation,
    policy: Policy,
    now: datetime,
    jitter: float,
) -> Decision:
    """Give up, unless something may still come by itself; then wait for that first."""
    last = failure.attempts[-1].outcome
    may_come = last is AttemptOutcome.NOTHING_FOUND or (
        last is AttemptOutcome.FAILED and situation.app_searches
    )
    if may_come and failure.next_attempt_at is None:
        failure = timed(failure, now + policy.last_wait(jitter))
    if failure.next_attempt_at and now < failure.next_attempt_at:
        reason = Message(key="reason_last_wait")
        return _stands(failure, FailureState.WAITING, Step.GIVE_UP, reason)
    reason = Message(
        key=_GAVE_UP.get(last, "reason_gave_up_failed"),
        placeholders={"attempts": str(len(failure.attempts))},
    )
    return _over(failure, FailureState.GIVEN_UP, reason, now)


def _next_attempt(
    failure: Failure,
    situation: Situation,
    policy: Policy,
    now: datetime,
    jitter: float,
) -> Decision:
    """Wait for the time of the next attempt, then make it if that is allowed."""
    found = plan(failure, situation)
    if failure.next_attempt_at is None:
        delay = policy.delay_before(len(failure.attempts) + 1, jitter)
        failure = timed(failure, now + delay)
    settled_at = situation.watched_since + policy.settle
    due_at = max(failure.next_attempt_at or now, settled_at)
    if now < due_at or situation.outdated:
        first = not failure.attempts
        standing = _stands(
            timed(failure, due_at),
            FailureState.NEW if first else FailureState.WAITING,
            found.step,
            Message(key="reason_settling" if first else "reason_next_attempt"),
        )
        return replace(standing, look_at=due_at if now < due_at else now + LOOK_AGAIN)
    return _permitted(failure, found, situation, policy, now)


def _permitted(
    failure: Failure,
    found: Plan,
    situation: Situation,
    policy: Policy,
    now: datetime,
) -> Decision:
    """Act on a plan whose time has come, or say what is in the way."""
    why = found.why
    if situation.protected_by:
        why = Message(
            key="reason_protected", placeholders={"word": situation.protected_by}
        )
    rule = situation.rule
    if rule and not rule.allows(found.step):
        why = Message(key="reason_rule_forbids", placeholders={"rule": rule.name})
    if situation.mode is RecoveryMode.OBSERVE:
        reason = why or Message(key=f"reason_would_{_deed(found)}")
        return _stands(failure, FailureState.NEW, found.step, reason)
    if situation.mode is RecoveryMode.ASK and found.writes:
        why = why or Message(key=f"reason_ask_{_deed(found)}")
    if why:
        return _stands(failure, FailureState.ASKING, found.step, why)
    held = None
    if not situation.store_healthy:
        held = Message(key="reason_store_unwritable")
    elif found.destructive and situation.removals_left < 1:
        held = Message(key="reason_too_many_removals")
    if held:
        standing = _stands(failure, FailureState.WAITING, found.step, held)
        return replace(standing, look_at=now + LOOK_AGAIN)
    return act(failure, found, policy, now)


def _deed(found: Plan) -> str:
    """Return the word for what a plan does: not each search blames somebody first."""
    if found.step is Step.RETRY_SAME or found.destructive:
        return found.step
    return "search"


def act(failure: Failure, found: Plan, policy: Policy, now: datetime) -> Decision:
    """Return the decision to carry a plan out now."""
    failure = begun(failure, found.step, now, by_app=found.by_app)
    failure = replace(
        timed(failure, now + policy.search_wait),
        state=FailureState.RECOVERING,
        next_step=Step.WAIT,
        resolved_at=None,
        reason=Message(key=f"reason_did_{_deed(found)}"),
    )
    return Decision(
        failure=failure,
        step=found.step,
        writes=found.writes,
        look_at=failure.next_attempt_at,
    )


def _over(
    failure: Failure, state: FailureState, reason: Message, now: datetime
) -> Decision:
    return Decision(failure=closed(failure, state, reason, now), step=Step.NONE)


def _stands(
    failure: Failure, state: FailureState, step: Step, reason: Message
) -> Decision:
    """Return the decision to do nothing now."""
    failure = replace(failure, state=state, next_step=step, reason=reason)
    return Decision(failure=failure, step=step, look_at=failure.next_attempt_at)
