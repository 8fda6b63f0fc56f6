"""What a decision consists of, and what every step must pass before it is taken."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .ledger import begun, closed, counted, timed
from .model import Failure, FailureState, Message, RecoveryMode, Step
from .plans import Plan
from .policy import Policy
from .situation import Situation
from .writes import GrabRelease, Write

LOOK_AGAIN = timedelta(minutes=1)
"""How soon to look again while a limit or the store holds a step back."""

_DEEDS = frozenset(
    {
        Step.RETRY_SAME,
        Step.IMPORT,
        Step.REFRESH,
        Step.REMOVE,
        Step.LOWER_QUALITY,
    }
)
"""Steps that there are words for, whatever they send."""
_LOOKING = frozenset({Step.BLOCKLIST_SEARCH, Step.REGRAB, Step.LOWER_QUALITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a decision is taken in view of.

    Attributes:
        situation: What is known now.
        policy: The user's thresholds.
        now: The time.
        jitter: From -1 to 1, for this failure's delays.
    """

    situation: Situation
    policy: Policy
    now: datetime
    jitter: float = 0


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

    @property
    def looks_for_release(self) -> bool:
        """Whether its writes are to bring a release of the title."""
        return bool(self.writes) and self.step in _LOOKING

    @property
    def takes_minutes(self) -> bool:
        """Whether nobody should wait for its writes."""
        return any(write.takes_minutes for write in self.writes)


def over(
    failure: Failure, state: FailureState, reason: Message, now: datetime
) -> Decision:
    """Return the decision that nothing more is to be done."""
    return Decision(failure=closed(failure, state, reason, now), step=Step.NONE)


def stands(
    failure: Failure, state: FailureState, step: Step, reason: Message
) -> Decision:
    """Return the decision to do nothing now."""
    failure = replace(failure, state=state, next_step=step, reason=reason)
    return Decision(failure=failure, step=step, look_at=failure.next_attempt_at)


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


def next_attempt(failure: Failure, found: Plan, view: View) -> Decision:
    """Wait for the time of the next attempt, then make it if that is allowed."""
    now, situation = view.now, view.situation
    if failure.next_attempt_at is None:
        number = len(counted(failure)) + 1
        failure = timed(failure, now + view.policy.delay_before(number, view.jitter))
    settled_at = situation.watched_since + view.policy.settle
    due_at = max(failure.next_attempt_at or now, settled_at)
    if now >= due_at and not situation.outdated:
        return permitted(failure, found, view)
    first = not counted(failure)
    standing = stands(
        timed(failure, due_at),
        FailureState.NEW if first else FailureState.WAITING,
        found.step,
        Message(key="reason_settling" if first else "reason_next_attempt"),
    )
    return replace(standing, look_at=due_at if now < due_at else now + LOOK_AGAIN)


def permitted(failure: Failure, found: Plan, view: View) -> Decision:
    """Act on a plan whose time has come, or say what is in the way."""
    situation = view.situation
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
        return stands(failure, FailureState.NEW, found.step, reason)
    if situation.mode is RecoveryMode.ASK and found.writes:
        why = why or Message(key=f"reason_ask_{_deed(found)}")
    if why:
        return stands(failure, FailureState.ASKING, found.step, why)
    held = None
    if not situation.store_healthy:
        held = Message(key="reason_store_unwritable")
    elif found.destructive and situation.removals_left < 1:
        held = Message(key="reason_too_many_removals")
    if held:
        standing = stands(failure, FailureState.WAITING, found.step, held)
        return replace(standing, look_at=view.now + LOOK_AGAIN)
    return act(failure, found, view.policy, view.now)


def _deed(found: Plan) -> str:
    """Return the word for what a plan does: not each search blames somebody first."""
    again = any(isinstance(write, GrabRelease) for write in found.writes)
    return found.step if again or found.step in _DEEDS or _blames(found) else "search"


def _blames(found: Plan) -> bool:
    return found.step is Step.BLOCKLIST_SEARCH and found.destructive
