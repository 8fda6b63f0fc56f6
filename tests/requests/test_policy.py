"""Whose requests wait for an administrator, and how many are enough."""

import pytest

from custom_components.autoarr.requests.policy import (
    Approval,
    Profile,
    RequestPolicy,
    is_enough,
    must_be_approved,
)
from custom_components.autoarr.requests.record import RequesterKind, RequestKind

GUEST, USER, SYSTEM = RequesterKind.GUEST, RequesterKind.USER, RequesterKind.SYSTEM


def waits(
    requester: RequesterKind,
    approval: Approval = Approval.GUESTS,
    *,
    kind: RequestKind = RequestKind.GET,
    is_admin: bool = False,
    auto_approve: bool | None = None,
) -> bool:
    """Return whether a request waits for an administrator."""
    return must_be_approved(
        kind,
        requester,
        is_admin=is_admin,
        profile=Profile(auto_approve=auto_approve),
        policy=RequestPolicy(approval=approval),
    )


@pytest.mark.parametrize(
    ("approval", "who_waits"),
    [
        (Approval.NOBODY, set()),
        (Approval.GUESTS, {GUEST}),
        (Approval.EVERYBODY, {GUEST, USER}),
    ],
)
def test_the_policy_says_who_waits(
    approval: Approval, who_waits: set[RequesterKind]
) -> None:
    assert {each for each in RequesterKind if waits(each, approval)} == who_waits


def test_a_profile_says_more_than_the_policy() -> None:
    assert waits(USER, Approval.NOBODY, auto_approve=False)
    assert not waits(GUEST, Approval.EVERYBODY, auto_approve=True)


def test_nobody_but_administrators_blames_a_release_unasked() -> None:
    assert waits(USER, Approval.NOBODY, kind=RequestKind.REPLACE, auto_approve=True)
    assert not waits(USER, kind=RequestKind.REPLACE, is_admin=True)
    assert not waits(SYSTEM, kind=RequestKind.REPLACE)


def test_enough_is_enough_but_for_administrators() -> None:
    two = Profile(per_week=2)
    assert not is_enough(1, two, is_admin=False)
    assert is_enough(2, two, is_admin=False)
    assert not is_enough(2, two, is_admin=True)
    assert is_enough(0, Profile(per_week=0), is_admin=False)
    assert not is_enough(1_000, Profile(), is_admin=False)
