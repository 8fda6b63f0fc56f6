"""The public shapes of audits and findings; those of changes are their own."""

from ..activity import JsonValue
from ..audit.cases import rules
from ..audit.record import AuditRecord, FindingRecord
from ..audit.score import ENOUGH
from ..audit.words import Words
from ..reasoning.findings import Ranking


def finding_shape(
    record: FindingRecord, words: Words, ranked: Ranking | None
) -> dict[str, JsonValue]:
    """Return the public shape of a finding; the name of its server is added by who knows it.

    Args:
        record: The finding.
        words: The sentences of the rules.
        ranked: What a language model says of it, if it was asked.
    """
    rule, told = rules()[record.rule_id], words.of(record.rule_id)
    title = f"{told.title}: {record.subject}" if record.subject else told.title
    return {
        "id": record.id,
        "rule_id": record.rule_id,
        "server": None,
        "title": title,
        "severity": record.severity,
        "category": rule.category,
        "current": record.current,
        "recommended": told.advice(record.recommended),
        "why": told.why,
        "how": "" if record.fixable else told.how,
        "effect": told.effect if record.fixable else "",
        "risk": rule.risk.value,
        "source": ", ".join(rule.sources),
        "fixable": record.fixable,
        "one_click": record.one_click,
        "restarts": rule.restarts and record.fixable,
        "managed_by": record.managed_by,
        "state": record.state.value,
        "first_seen": record.first_seen.isoformat(),
        "explanation": ranked.explanation if ranked else None,
        "priority": ranked.priority if ranked else None,
    }


def score_text(record: AuditRecord) -> str:
    """Return the score of an audit for a sentence; a dash if too little was read."""
    return f"{record.score:.0f}" if record.coverage >= ENOUGH else "–"


def audit_shape(record: AuditRecord) -> dict[str, JsonValue]:
    """Return the public shape of an audit; without a score if too little was read."""
    return {
        "id": record.id,
        "at": record.at.isoformat(),
        "score": record.score if record.coverage >= ENOUGH else None,
        "coverage": record.coverage,
        "open_findings": record.open_findings,
        "new_findings": record.new_findings,
        "unread": list(record.unread),
    }
