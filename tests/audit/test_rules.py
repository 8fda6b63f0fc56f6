"""Every rule: silent when all is well, loud when it is broken, and never guessing."""

import pytest

from custom_components.autoarr.audit.cases import cases, rules
from custom_components.autoarr.audit.model import Rule, Ruling, Severity

from . import broken
from .broken import Broken
from .worlds import audited, changed, clean, recorded, ruling

_TOLD_TWICE = {
    "ARR-043 update",
    "SAB-010 medium",
    "SAB-029 medium",
    "SAB-031 medium",
    "XAP-010 Windows",
}
"""Another answer tells the same."""


def test_a_clean_stack_breaks_no_rule() -> None:
    found = audited(clean())
    assert [(f.rule.id, f.server, f.subject, f.current) for f in found.findings] == []
    assert [r for r in found.rulings if r.ruling is not Ruling.HOLDS] == []
    assert (found.score.value, found.score.coverage) == (100, 1)


def test_there_are_all_rules_and_each_has_a_condition() -> None:
    assert len(rules()) == 121
    assert all(cases()[rule_id] for rule_id in rules())


def test_every_rule_is_asked_of_a_full_stack() -> None:
    found = audited(clean())
    assert {ruled.rule.id for ruled in found.rulings} == set(rules())


@pytest.mark.parametrize("case", broken.ALL, ids=str)
def test_a_broken_rule_is_found(case: Broken) -> None:
    found = audited(changed(clean(), case.changes))
    severities = {f.severity for f in found.findings if f.rule.id == case.rule}
    assert severities == {Severity(case.severity)}
    assert not [r for r in found.rulings if r.ruling is Ruling.ERROR]


@pytest.mark.parametrize(
    "case", [case for case in broken.ALL if str(case) not in _TOLD_TWICE], ids=str
)
def test_what_is_not_read_is_not_passed(case: Broken) -> None:
    answers = changed(clean(), case.changes)
    for where in case.changes:
        server, path, _ = where.split("|")
        answers[server].pop(path, None)
    assert ruling(answers, case.rule) in {Ruling.UNKNOWN, Ruling.VIOLATED}


def test_each_rule_is_broken_somewhere() -> None:
    assert {case.rule for case in broken.ALL} == set(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_without_any_answer_nothing_is_known(rule: Rule) -> None:
    silent = ruling({name: {} for name in clean()}, rule.id)
    assert silent is Ruling.UNKNOWN


@pytest.mark.parametrize(("version", "value"), [("5.1.3", 83.5), ("3.7.1", 73.5)])
def test_a_new_sabnzbd_is_fine_with_room(version: str, value: float) -> None:
    found = audited(recorded(version))
    assert found.score.value == value
    expected = {"SAB-019", "SAB-020", "SAB-025", "SAB-030"}
    assert expected <= {f.rule.id for f in found.findings}


@pytest.mark.parametrize("rule_id", ["SAB-003", "XAP-015", "XAP-016"])
def test_settings_tell_how_old_sabnzbd_is_where_no_version_was_read(
    rule_id: str,
) -> None:
    answers = clean()
    for path in ("version", "fullstatus", "queue"):
        del answers["sabnzbd"][path]
    assert ruling(answers, rule_id) is Ruling.HOLDS
