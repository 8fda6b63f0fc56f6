"""What a person can choose for one failure: only what is possible now, and each deed once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import partial

from ..downloads.decisions import Decision
from ..downloads.errors import NotPossible
from ..downloads.model import REPLACED, Failure, FailureState, Step
from ..downloads.policy import Policy
from ..downloads.situation import Situation
from ..downloads.wishes import plan_approved, plan_for_user

type Plan = Callable[[Failure, Situation, Policy, datetime], Decision]


class Choice(StrEnum):
    """An answer to the question what shall become of a failure."""

    APPROVE = "approve"
    """Do the step that is proposed."""
    RETRY = "retry"
    """Do what helps most."""
    OTHER_RELEASE = "other_release"
    SAME_RELEASE = "same_release"
    LOWER_QUALITY = "lower_quality"
    IMPORT = "import"
    REMOVE = "remove"
    """Take the download away without blaming its release."""
    IGNORE = "ignore"


STRATEGIES = {
    Choice.RETRY: "auto",
    Choice.OTHER_RELEASE: "other_release",
    Choice.SAME_RELEASE: "same_release",
    Choice.LOWER_QUALITY: "lower_quality",
    Choice.IMPORT: "import",
}
"""The choices that are ways to try again, as the actions call them."""
FOR_EVERYBODY = frozenset({Choice.RETRY, Choice.SAME_RELEASE})
"""The choices that take no administrator."""


def by_step(step: Step | None) -> Plan:
    """Return how a step is done that a person approves; None is the proposed one."""

    def plan(
        failure: Failure, situation: Situation, policy: Policy, now: datetime
    ) -> Decision:
        return plan_approved(failure, situation, policy, step, now)

    return plan


def possible(
    failure: Failure, situation: Situation, policy: Policy, now: datetime
) -> tuple[Choice, ...]:
    """Return what can be chosen now: the best first, to ignore it last."""
    offered: list[Choice] = []
    deeds = []
    for choice, plan in _plans(failure):
        try:
            writes = plan(failure, situation, policy, now).writes
        except NotPossible:
            continue
        # Two names for the same deed would only make people wonder.
        if writes not in deeds:
            offered.append(choice)
            deeds.append(writes)
    return (*offered, Choice.IGNORE)


def _by_strategy(
    strategy: str,
    failure: Failure,
    situation: Situation,
    policy: Policy,
    now: datetime,
) -> Decision:
    return plan_for_user(failure, situation, policy, strategy, now)


def _plans(failure: Failure) -> Iterator[tuple[Choice, Plan]]:
    if failure.state is FailureState.ASKING:
        yield Choice.APPROVE, by_step(None)
    for choice, strategy in STRATEGIES.items():
        yield choice, partial(_by_strategy, strategy)
    if failure.state.is_open and failure.failure_class not in REPLACED:
        yield Choice.REMOVE, by_step(Step.REMOVE)
