"""What is kept of audits: findings over time, what each audit came to, and changes.

Facts alone: the words of a finding are those of its rule, in whatever language.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

ACTION = "command"
"""A resource that is done and not written: it cannot be taken back."""


class FindingState(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    FIXED = "fixed"
    DISMISSED = "dismissed"


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as it is kept from audit to audit."""

    id: str
    rule_id: str
    server_id: str
    """Empty for the stack as a whole."""
    subject: str
    severity: str
    state: FindingState
    current: str
    recommended: str
    fixable: bool = False
    one_click: bool = False
    managed_by: str | None = None
    first_seen: datetime
    last_seen: datetime
    dismissed_until: datetime | None = None
    """When a dismissal ends; None for never, as long as nothing changes."""

    @property
    def is_open(self) -> bool:
        """Return whether it still asks for something."""
        return self.state is FindingState.OPEN


class AuditRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one audit came to."""

    id: str
    at: datetime
    score: float
    coverage: float
    open_findings: int
    new_findings: int
    server_ids: tuple[str, ...]
    """The servers that were read."""
    unread: tuple[str, ...] = ()
    """The names of those that did not answer."""
    versions: dict[str, str] = {}
    """Of the servers that were read, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; what is None or empty makes no difference."""

    states: Collection[FindingState] = ()
    severities: Collection[str] = ()
    server_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFilter:
    """Which changes are wanted; what is None makes no difference."""

    finding_id: str | None = None
    is_undoable: bool | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One value before and after."""

    field: str
    before: Any = None
    after: Any = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What changes in one resource."""

    server: str
    """Its id."""
    resource: str
    differences: tuple[Difference, ...]
    digest: str = ""
    """Of the resource as it was when the change was planned."""
    creates: bool = False
    written: bool = False


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One fix: what it changes, and what became of it."""

    id: str
    finding_id: str
    server: str
    """The name of the server that the finding is about."""
    steps: tuple[Step, ...]
    dry_run: bool = False
    applied: bool = False
    verified: bool = False
    failed: bool = False
    """Whether it was not made, or put back: nothing of it is left."""
    at: datetime | None = None
    undone_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Return whether it is known what became of it."""
        return self.applied or self.failed or self.dry_run

    @property
    def is_undoable(self) -> bool:
        """Return whether it can be taken back."""
        return (
            self.applied
            and self.undone_at is None
            and all(step.resource != ACTION for step in self.steps)
        )

    def shape(self) -> dict[str, Any]:
        """Return the public shape of the contract."""
        return {
            "id": self.id,
            "finding_id": self.finding_id,
            "server": self.server,
            "dry_run": self.dry_run,
            "applied": self.applied,
            "verified": self.verified,
            "diff": [
                {
                    "field": f"{step.resource}: {one.field}",
                    "before": one.before,
                    "after": one.after,
                }
                for step in self.steps
                for one in step.differences
            ],
            "at": self.at.isoformat() if self.at else None,
            "undone_at": self.undone_at.isoformat() if self.undone_at else None,
            "undoable": self.is_undoable,
        }
