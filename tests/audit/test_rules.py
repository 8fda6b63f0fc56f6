"""Every rule: silent when all is well, loud when it is broken, and never guessing."""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from custom_components.autoarr.audit.cases import cases, rules
from custom_components.autoarr.audit.model import Finding, Rule, Ruling, Severity

from . import broken
from .broken import Broken
from .worlds import Answers, Changes, audited, changed, clean, recorded, ruling

_CLIENT = "sonarr|downloadclient|0/"
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


@pytest.mark.parametrize("case", broken.SOUND, ids=str)
def test_what_sound_households_have_is_left_alone(case: Broken) -> None:
    assert ruling(changed(clean(), case.changes), case.rule) is Ruling.HOLDS


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


@pytest.mark.parametrize(
    ("note", "paths"),
    [
        ("ARR-002 high", {"config/downloadclient"}),
        ("ARR-011 low", {"config/naming"}),
        ("ARR-033 high", {"delayprofile", "downloadclient"}),
        ("ARR-034 medium", {"importlist", "rootfolder"}),
    ],
)
def test_what_is_certain_is_found_although_more_could_be_asked(
    note: str, paths: set[str]
) -> None:
    case = next(case for case in broken.ALL if str(case) == note)
    answers = changed(clean(), case.changes)["sonarr"]
    few = {"sonarr": {path: answers[path] for path in paths}}
    assert ruling(few, case.rule) is Ruling.VIOLATED
    sound = {"sonarr": {path: clean()["sonarr"][path] for path in paths}}
    assert ruling(sound, case.rule) in {Ruling.HOLDS, Ruling.UNKNOWN}


_ODD: tuple[Any, ...] = (
    *(None, "", 0, -1, 10**9, True, "abc", ["x"], [1], {"a": 1}, [[]], [None], "   "),
    *("1.2.3.4/99", "\\", "http://[::1", "NaN", "inf", "2026-13-01", 10**400),
)


def _places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value within another."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else ()
    rows = enumerate(value[:6]) if isinstance(value, list) else ()
    for key, inner in (*pairs, *rows):
        yield from _places(inner, (*path, key))


@pytest.mark.parametrize("seed", range(20))
def test_no_odd_answer_makes_a_rule_fail(seed: int) -> None:
    chance, answers = Random(seed), clean()
    ways = [way for way in _places(answers) if len(way) > 1]
    for way in chance.sample(ways, 80):
        place: Any = answers
        with suppress(LookupError, TypeError):
            for key in way[:-1]:
                place = place[key]
            if isinstance(place, dict | list):
                place[way[-1]] = deepcopy(chance.choice(_ODD))
    odd = {
        server: given for server, given in answers.items() if isinstance(given, dict)
    }
    found = audited(odd, {"sabnzbd": chance.choice(["", "http://[", "http://x:8080"])})
    assert [each.rule.id for each in found.rulings if each.ruling is Ruling.ERROR] == []


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


_ROOT = "sonarr|rootfolder|+"
_PLACES = "plex|library/sections|MediaContainer/Directory/1/Location"


def findings(answers: Answers, rule_id: str) -> list[Finding]:
    """Return what a rule finds."""
    return [one for one in audited(answers).findings if one.rule.id == rule_id]


def test_two_apps_are_never_given_one_category() -> None:
    answers = changed(clean(), {f"{_CLIENT}fields/name=tvCategory/value": ""})
    (alone,) = findings(answers, "XAP-003")
    assert alone.fixable
    answers["sonarr-4k"] = deepcopy(answers["sonarr"])
    both = findings(answers, "XAP-003")
    assert [one.fixable for one in both] == [False, False]


def test_a_mapping_for_plex_loses_no_other_folder() -> None:
    second: Changes = {
        _ROOT: {"id": 9, "path": "/data/media/anime", "accessible": True},
        "sonarr|series|0/path": "/data/media/anime/Show",
    }
    kept = {_PLACES: [{"id": 1, "path": "/mnt/tv"}, {"id": 2, "path": "/mnt/anime"}]}
    apart = findings(changed(clean(), {**second, **kept}), "XAP-019")
    assert [one.fixable for one in apart] == [False, False]
    moved = {
        _PLACES: [
            {"id": 1, "path": "/mnt/media/tv"},
            {"id": 2, "path": "/mnt/media/anime"},
        ]
    }
    together = findings(changed(clean(), {**second, **moved}), "XAP-019")
    assert {one.recommended for one in together} == {"/data/media > /mnt/media"}
    assert all(one.fixable for one in together)


def test_what_an_app_with_sizes_in_profiles_allows_is_not_guessed() -> None:
    newer: Changes = {"sonarr|system/status|version": "5.0.0.1"}
    assert ruling(changed(clean(), newer), "ARR-026") is Ruling.UNKNOWN


def test_one_key_is_enough_to_tell_that_there_is_no_bin() -> None:
    answers = {"sonarr": {"config/mediamanagement": {"recycleBin": ""}}}
    assert ruling(answers, "ARR-007") is Ruling.VIOLATED


@pytest.mark.parametrize(
    ("rule_id", "path"), [("XAP-004", "downloadclient"), ("XAP-023", "rootfolder")]
)
def test_apps_that_share_are_found_although_a_third_is_silent(
    rule_id: str, path: str
) -> None:
    answers = clean()
    answers["sonarr-4k"] = deepcopy(answers["sonarr"])
    del answers["radarr"][path]
    assert ruling(answers, rule_id) is Ruling.VIOLATED
    del answers["sonarr-4k"]
    assert ruling(answers, rule_id) is Ruling.UNKNOWN


def test_what_one_app_answered_says_nothing_of_anothers_complaint() -> None:
    answers = clean()
    answers["sonarr-4k"] = deepcopy(answers["sonarr"])
    row = {"source": "ImportMechanismCheck", "type": "warning", "message": "…"}
    answers["sonarr-4k"]["health"].append(row)
    del answers["sonarr-4k"]["config/downloadclient"]
    (told,) = findings(answers, "ARR-049")
    assert told.server == "sonarr-4k"
