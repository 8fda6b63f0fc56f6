"""What AutoArr still owes: blame to take back, profiles to restore, leftovers to clear.

A debt is written down before what makes it necessary is done, so that no restart loses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from ..activity import JsonValue
from .brake import title_of
from .joined import failed_in_client
from .ledger import newest_failed_at
from .model import Facts, Failure, FailureClass
from .policy import Policy
from .writes import (
    DeleteRecord,
    MarkFailed,
    RemoveFromQueue,
    SetProfile,
    Unblock,
    Write,
)

LEFTOVERS_AFTER = timedelta(minutes=15)
"""How long Sonarr and Radarr have to tidy up in SABnzbd by themselves."""


class Until(StrEnum):
    """What a debt waits for."""

    WELL = "well"
    """Until the system that spoiled the download is in order again."""
    OVER = "over"
    """Until its failure is closed, or its time has come."""
    TIME = "time"
    """Until its time has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One write that is to be sent later, whatever happens until then."""

    failure_id: str
    correlation_id: str
    server_id: str
    until: Until
    title: str = ""
    """What the brake calls its title."""
    download_id: str = ""
    """Whose failure it is about: the same release may fail twice."""
    paid: bool = False
    """It is kept only so that it is not owed again while its failure is open."""
    due: datetime | None = None
    unblock: Unblock | None = None
    profile: SetProfile | None = None
    leftover: DeleteRecord | None = None

    def __post_init__(self) -> None:
        """Refuse a debt of nothing."""
        if not (self.unblock or self.profile or self.leftover):
            raise ValueError("nothing is owed")

    @property
    def write(self) -> Unblock | SetProfile | DeleteRecord:
        """What is to be sent."""
        owed: tuple[Unblock | SetProfile | DeleteRecord | None, ...] = (
            self.unblock,
            self.profile,
            self.leftover,
        )
        return next(each for each in owed if each)

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about: the same is not owed twice."""
        return (self.write.action, self.server_id, self.write.target_id)


def is_due(debt: Debt, now: datetime, *, is_open: bool, is_sick: bool) -> bool:
    """Return whether a debt is to be paid now.

    Args:
        debt: The debt.
        now: The time.
        is_open: Whether something may still happen to its failure.
        is_sick: Whether what spoiled the download is still there.
    """
    if debt.paid:
        return False
    has_come = debt.due is not None and now >= debt.due
    match debt.until:
        case Until.WELL:
            return has_come and not is_sick
        case Until.OVER:
            return has_come or not is_open
        case Until.TIME:
            return has_come


def is_right_blame(debt: Debt, failure: Failure | None) -> bool:
    """Return whether blame that was to be taken back turned out to be right."""
    return (
        debt.until is Until.WELL
        and failure is not None
        and failure.download_id == debt.download_id
        and failure.failure_class is not FailureClass.ENVIRONMENT
    )


def of_wrong_blame(failure: Failure, policy: Policy, now: datetime) -> Debt | None:
    """Return that the blame for what the system spoiled has to be taken back.

    Not before the app's own search is over: it would find the same release again.
    """
    unblock = _unblock(failure)
    if unblock is None:
        return None
    due = newest_failed_at(failure, now) + policy.search_wait
    return _debt(failure, unblock.server_id, Until.WELL, due=due, unblock=unblock)


def of_writes(
    failure: Failure, writes: Iterable[Write], policy: Policy, now: datetime
) -> list[Debt]:
    """Return what sending the writes of a step makes AutoArr owe."""
    debts = []
    for write in writes:
        match write:
            case SetProfile():
                debts.append(_lent_profile(failure, write, policy, now))
            case MarkFailed() | RemoveFromQueue(blocklist=True):
                unblock = _unblock(failure)
                if unblock and policy.blocklist_time:
                    due = now + policy.blocklist_time
                    debts.append(
                        _debt(
                            failure,
                            unblock.server_id,
                            Until.TIME,
                            due=due,
                            unblock=unblock,
                        )
                    )
            case _:
                pass
    return debts


def of_leftovers(failure: Failure, facts: Facts, now: datetime) -> Debt | None:
    """Return that SABnzbd's record of a failed job, and its files, are to be cleared."""
    if not (facts.client_id and facts.record and facts.grabbed):
        return None
    if facts.record_gone or not failed_in_client(facts):
        return None
    leftover = DeleteRecord(
        server_id=facts.client_id, job_id=facts.record.id, title=facts.record.name
    )
    due = now + LEFTOVERS_AFTER
    return _debt(failure, facts.client_id, Until.TIME, due=due, leftover=leftover)


def added(debts: tuple[Debt, ...], debt: Debt) -> tuple[Debt, ...]:
    """Return debts with one more; blame that was wrong is taken back at the first chance."""
    known = next((each for each in debts if each.key == debt.key), None)
    if known is None:
        return (*debts, debt)
    if known.paid:
        is_settled = debt.until is Until.WELL and known.download_id == debt.download_id
    else:
        is_settled = known.until is Until.WELL or known == debt
    if is_settled:
        return debts
    if known.profile and debt.profile:
        # Lent once more before it was given back: the first profile is the right one.
        first = replace(debt.profile, profile_id=known.profile.profile_id)
        debt = replace(debt, profile=first)
    return (*(each for each in debts if each is not known), debt)


def as_json(debts: tuple[Debt, ...]) -> list[JsonValue]:
    """Return debts as plain values for the store."""
    return [msgspec.to_builtins(debt) for debt in debts]


def from_json(value: JsonValue) -> tuple[Debt, ...]:
    """Return the debts that were stored; what cannot be read is owed no more."""
    debts = []
    for each in value if isinstance(value, list) else ():
        try:
            debts.append(msgspec.convert(each, Debt))
        except msgspec.ValidationError:
            continue
    return tuple(debts)


def _lent_profile(
    failure: Failure, write: SetProfile, policy: Policy, now: datetime
) -> Debt:
    back = SetProfile(
        server_id=write.server_id,
        media_id=write.media_id,
        profile_id=write.before_id,
        before_id=write.profile_id,
    )
    due = now + policy.lower_quality if policy.lower_quality else None
    return _debt(failure, write.server_id, Until.OVER, due=due, profile=back)


def _unblock(failure: Failure) -> Unblock | None:
    key = failure.title_key
    if key is None:
        return None
    return Unblock(
        server_id=key.server_id, media_id=key.media_id, release=failure.title
    )


def _debt(
    failure: Failure,
    server_id: str,
    until: Until,
    *,
    due: datetime | None = None,
    unblock: Unblock | None = None,
    profile: SetProfile | None = None,
    leftover: DeleteRecord | None = None,
) -> Debt:
    return Debt(
        failure_id=failure.id,
        correlation_id=failure.correlation_id,
        server_id=server_id,
        until=until,
        title=title_of(failure),
        download_id=failure.download_id,
        due=due,
        unblock=unblock,
        profile=profile,
        leftover=leftover,
    )
