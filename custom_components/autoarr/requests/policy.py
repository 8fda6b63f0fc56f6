"""What each requester may: what waits for an administrator, and how much is enough."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .record import RequesterKind, RequestKind, Scope

WEEK = timedelta(days=7)


class Approval(StrEnum):
    """Whose requests wait for an administrator."""

    NOBODY = "nobody"
    GUESTS = "guests"
    """Of those whom nobody knows."""
    EVERYBODY = "everybody"
    """Of all but administrators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPolicy:
    """How a stack treats requests."""

    approval: Approval = Approval.GUESTS
    question_patience: timedelta = timedelta(days=1)
    """How long a question waits for the requester's answer."""
    approval_patience: timedelta = timedelta(days=7)
    """How long a request waits for an administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is usual for one requester."""

    quality: str | None = None
    root_folders: tuple[str, ...] = ()
    scope: Scope = Scope.ALL
    """What of a series is meant when nobody says so."""
    per_week: int | None = None
    """How many requests are enough for seven days; None for no limit."""
    auto_approve: bool | None = None
    """None leaves it to the policy."""


def must_be_approved(
    kind: RequestKind,
    requester: RequesterKind,
    *,
    is_admin: bool,
    profile: Profile,
    policy: RequestPolicy,
) -> bool:
    """Return whether an administrator has to agree to a request."""
    if is_admin or requester is RequesterKind.SYSTEM:
        return False
    if kind is RequestKind.REPLACE:
        # It blames a release, and may take a file away.
        return True
    if profile.auto_approve is not None:
        return not profile.auto_approve
    if requester is RequesterKind.GUEST:
        return policy.approval is not Approval.NOBODY
    return policy.approval is Approval.EVERYBODY


def is_enough(asked: int, profile: Profile, *, is_admin: bool) -> bool:
    """Return whether somebody has asked for all that a week allows."""
    return profile.per_week is not None and not is_admin and asked >= profile.per_week
