"""What the options and the profiles of a stack say of requests."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry

from ..const import (
    CONF_APPROVAL,
    CONF_APPROVAL_PATIENCE,
    CONF_AUTO_APPROVE,
    CONF_QUALITY,
    CONF_QUESTION_PATIENCE,
    CONF_REQUESTS_PER_WEEK,
    CONF_ROOT_FOLDERS,
    CONF_SEASONS,
    CONF_USER,
    DEFAULT_APPROVAL_PATIENCE,
    DEFAULT_QUESTION_PATIENCE,
    GUEST,
    SUBENTRY_PROFILE,
)
from ..requests.policy import Approval, Profile, RequestPolicy
from ..requests.record import Requester, RequesterKind, Scope


def policy_of(entry: ConfigEntry[Any]) -> RequestPolicy:
    """Return how a stack treats requests."""
    options = entry.options
    return RequestPolicy(
        approval=Approval(options.get(CONF_APPROVAL, Approval.GUESTS)),
        question_patience=timedelta(
            seconds=options.get(CONF_QUESTION_PATIENCE, DEFAULT_QUESTION_PATIENCE)
        ),
        approval_patience=timedelta(
            seconds=options.get(CONF_APPROVAL_PATIENCE, DEFAULT_APPROVAL_PATIENCE)
        ),
    )


def profile_of(entry: ConfigEntry[Any], requester: Requester) -> Profile:
    """Return what is usual for a requester; the usual of all where nothing was set."""
    if requester.kind is RequesterKind.SYSTEM:
        return Profile()
    wanted = requester.user_id or GUEST
    for subentry in entry.subentries.values():
        if (
            subentry.subentry_type == SUBENTRY_PROFILE
            and subentry.data.get(CONF_USER) == wanted
        ):
            return _profile(subentry.data)
    return Profile()


def _profile(data: Mapping[str, Any]) -> Profile:
    return Profile(
        quality=data.get(CONF_QUALITY),
        root_folders=tuple(data.get(CONF_ROOT_FOLDERS, ())),
        scope=Scope(data.get(CONF_SEASONS, Scope.ALL)),
        per_week=data.get(CONF_REQUESTS_PER_WEEK),
        auto_approve=data.get(CONF_AUTO_APPROVE),
    )
