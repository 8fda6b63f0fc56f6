"""One number for how well a stack is set up, and how much of it was looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .model import Confidence, Finding, Pack, Rule, Ruling, Severity
from .record import FindingState

_WEIGHTS = {
    Severity.CRITICAL: 40.0,
    Severity.HIGH: 15.0,
    Severity.MEDIUM: 5.0,
    Severity.LOW: 1.5,
    Severity.INFO: 0.0,
}
_TRUST = {
    Confidence.DOCUMENTED: 1.0,
    Confidence.SOURCE: 1.0,
    Confidence.DERIVED: 0.7,
    Confidence.OPINION: 0.3,
}
_INFO_COUNTS = 0.5
"""What a rule of no weight counts for coverage."""
_MOST_PER_CATEGORY = 35.0
_WITH_CRITICAL, _WITH_HIGH = 49.0, 84.0
ENOUGH = 0.7
"""The coverage below which a score says nothing."""
_TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well a stack is set up.

    Attributes:
        value: 0 to 100; of what could be looked at.
        coverage: The share of the rules, by weight, that could be answered; 0 to 1.
        gains: By how much mending a finding would raise the value at most, for the three
            that would raise it most, by their ids.
    """

    value: float
    coverage: float
    gains: tuple[tuple[str, float], ...] = ()

    @property
    def is_enough(self) -> bool:
        """Return whether enough could be looked at for the value to mean something."""
        return self.coverage >= ENOUGH


def score(findings: Sequence[Finding], rulings: Iterable[tuple[Rule, Ruling]]) -> Score:
    """Return the score of what an audit found."""
    counted = [
        one
        for one in findings
        if one.state is FindingState.OPEN and one.rule.pack is Pack.CORE
    ]
    value = _value(counted)
    gains = {
        one.id: _value([other for other in counted if other is not one]) - value
        for one in counted
    }
    best = sorted(gains.items(), key=lambda item: -item[1])[:_TOP]
    return Score(
        value=value,
        coverage=_coverage(rulings),
        gains=tuple((key, round(gain, 1)) for key, gain in best if gain > 0),
    )


def _value(findings: Sequence[Finding]) -> float:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule.id].append(finding)
    lost: dict[str, float] = defaultdict(float)
    critical = 0.0
    for found in by_rule.values():
        rule, worst = found[0].rule, max(_WEIGHTS[one.severity] for one in found)
        more = min(1.5, 1 + 0.25 * (len(found) - 1))
        deduction = worst * _TRUST[rule.confidence] * more
        if worst == _WEIGHTS[Severity.CRITICAL]:
            critical += deduction
        else:
            lost[rule.category] += deduction
    value = 100 - critical - sum(min(_MOST_PER_CATEGORY, one) for one in lost.values())
    severities = {finding.severity for finding in findings}
    if Severity.CRITICAL in severities:
        value = min(value, _WITH_CRITICAL)
    if Severity.HIGH in severities:
        value = min(value, _WITH_HIGH)
    return max(0.0, round(value, 1))


def _coverage(rulings: Iterable[tuple[Rule, Ruling]]) -> float:
    known = total = 0.0
    for rule, ruling in rulings:
        if rule.pack is not Pack.CORE:
            continue
        weight = _WEIGHTS[rule.severity] or _INFO_COUNTS
        total += weight
        if ruling in {Ruling.HOLDS, Ruling.VIOLATED}:
            known += weight
    return round(known / total, 3) if total else 0.0
