"""Findings from audit to audit: what is new, what is gone, what people said to leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from .engine import Audit
from .model import Finding, Ruling
from .record import FindingRecord, FindingState
from .score import Score, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one more audit means.

    Attributes:
        records: Every finding that is open, dismissed or just fixed, by id.
        raised: Those that nobody was told of yet.
        unsure: Passing states seen for the first time, which a second look decides.
        score: The score, dismissed findings left out.
    """

    records: Mapping[str, FindingRecord]
    raised: tuple[Finding, ...]
    unsure: frozenset[str]
    score: Score


def look(
    audit: Audit,
    before: Mapping[str, FindingRecord],
    unsure: frozenset[str],
    now: datetime,
    *,
    patient: bool = True,
    whole: bool = False,
) -> Looked:
    """Return what an audit means after those before it.

    Args:
        audit: The audit.
        before: The findings that were open or dismissed.
        unsure: Ids of passing states that the look before saw for the first time.
        now: The time of the audit.
        patient: Whether passing states wait for a second look; who asks wants to know
            what is now.
        whole: Whether all servers of the stack were looked at: a finding of which no
            rule speaks any more is then past, as when its server left.
    """
    records: dict[str, FindingRecord] = {}
    raised: list[Finding] = []
    counted: list[Finding] = []
    waiting = set()
    for finding in audit.findings:
        old = before.get(finding.id)
        is_new = old is None and finding.id not in unsure
        if patient and finding.rule.two_looks and is_new:
            waiting.add(finding.id)
            continue
        record = recorded(finding, old, now)
        records[record.id] = record
        counted.append(replace(finding, state=record.state))
        if record.is_open and (old is None or not old.is_open):
            raised.append(finding)
    for old in before.values():
        if old.id not in records:
            records[old.id] = _unseen(audit, old, now, whole=whole)
    rulings = [(ruled.rule, ruled.ruling) for ruled in audit.rulings]
    return Looked(
        records=records,
        raised=tuple(raised),
        unsure=frozenset(waiting),
        score=score(counted, rulings),
    )


def recorded(
    finding: Finding, old: FindingRecord | None, now: datetime
) -> FindingRecord:
    """Return a finding as it is kept; a dismissal lasts while nothing changes."""
    state, until = FindingState.OPEN, None
    if old is not None and old.state is FindingState.DISMISSED:
        until = old.dismissed_until
        if old.current == finding.current and (until is None or now < until):
            state = FindingState.DISMISSED
        else:
            until = None
    return FindingRecord(
        id=finding.id,
        rule_id=finding.rule.id,
        server_id=finding.server_id,
        subject=finding.subject,
        severity=finding.severity,
        state=state,
        current=finding.current,
        recommended=finding.recommended,
        fixable=finding.fixable,
        one_click=finding.one_click,
        managed_by=finding.owner,
        first_seen=old.first_seen if old else now,
        last_seen=now,
        dismissed_until=until,
    )


def _unseen(
    audit: Audit, old: FindingRecord, now: datetime, *, whole: bool
) -> FindingRecord:
    """Return what a finding becomes that is not seen: fixed, if the rule was answered."""
    ruled = [
        one
        for one in audit.rulings
        if one.rule.id == old.rule_id and one.server in {old.server_id, ""}
    ]
    # What broke a rule elsewhere may hide that this place could not be read.
    open_question = any(one.missing or one.ruling is Ruling.ERROR for one in ruled)
    if open_question or not (ruled or whole):
        return old
    return msgspec.structs.replace(old, state=FindingState.FIXED, last_seen=now)


def open_ones(records: Iterable[FindingRecord]) -> list[FindingRecord]:
    """Return the findings that ask for something."""
    return [record for record in records if record.is_open]
