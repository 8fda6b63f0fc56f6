"""What a person asks for: done in every mode, whatever the clock and the brake say."""

from datetime import datetime

from .decisions import Decision, act
from .errors import NotPossible
from .ledger import ended, is_replacement, open_attempt
from .model import AttemptOutcome, Failure, Message, Step
from .plans import after_environment, new_metadata, removal, wished
from .policy import Policy
from .recovery import with_outcome
from .situation import Situation


def plan_for_user(
    failure: Failure,
    situation: Situation,
    policy: Policy,
    strategy: str,
    now: datetime,
) -> Decision:
    """Return how to do what a person asks for; mode, brake and clock do not matter.

    Args:
        failure: An open one.
        situation: What is known now.
        policy: The user's thresholds.
        strategy: `auto`, `same_release`, `other_release`, `lower_quality` or `import`.
        now: The time.

    Raises:
        NotPossible: It cannot be done, with the reason.
    """
    failure = _free_to_act(failure, situation, policy, now)
    return act(failure, wished(failure, situation, strategy), policy, now)


def plan_approved(
    failure: Failure,
    situation: Situation,
    policy: Policy,
    step: Step | None,
    now: datetime,
) -> Decision:
    """Return how to do the step that a person approves; None means the one proposed.

    Raises:
        NotPossible: There is nothing to approve, or it cannot be done.
    """
    step = step or failure.next_step
    match step:
        case Step.BLOCKLIST_SEARCH:
            return plan_for_user(failure, situation, policy, "other_release", now)
        case Step.RETRY_SAME:
            return plan_for_user(failure, situation, policy, "same_release", now)
        case Step.IMPORT:
            return plan_for_user(failure, situation, policy, "import", now)
        case Step.LOWER_QUALITY:
            return plan_for_user(failure, situation, policy, "lower_quality", now)
        case Step.REMOVE:
            found = removal(failure, situation)
        case Step.REGRAB:
            found = after_environment(failure, situation)
        case Step.REFRESH:
            found = new_metadata(failure)
        case _:
            raise NotPossible(Message(key="reason_nothing_to_approve"))
    failure = _free_to_act(failure, situation, policy, now)
    if not found.writes:
        raise NotPossible(found.why or Message(key="reason_gone"))
    return act(failure, found, policy, now)


def _free_to_act(
    failure: Failure, situation: Situation, policy: Policy, now: datetime
) -> Failure:
    """Return the failure when nothing is under way for its title.

    Raises:
        NotPossible: Something is, or it cannot be acted upon now.
    """
    if situation.imported:
        raise NotPossible(Message(key="reason_imported"))
    if is_replacement(failure, situation.replacement) and situation.replacement:
        raise NotPossible(
            Message(
                key="reason_replacement",
                placeholders={"release": situation.replacement.title},
            )
        )
    if situation.unavailable:
        raise NotPossible(
            Message(
                key="reason_server_unavailable",
                placeholders={"server": situation.unavailable},
            )
        )
    if not situation.store_healthy:
        raise NotPossible(Message(key="reason_store_unwritable"))
    failure = with_outcome(failure, policy, now)
    attempt = open_attempt(failure)
    if attempt and attempt.outcome is AttemptOutcome.GRABBED:
        return ended(failure, AttemptOutcome.FAILED)
    if attempt:
        key = "reason_app_searches" if attempt.by_app else "reason_searching"
        raise NotPossible(Message(key=key))
    return failure
