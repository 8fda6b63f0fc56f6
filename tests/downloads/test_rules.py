"""Rules of the user: what they are about, which one counts, and what it changes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.downloads.model import (
    Blames,
    Evidence,
    Failure,
    FailureClass,
    FailureState,
    Media,
    MediaType,
    Message,
    RecoveryMode,
    Step,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.rules import (
    FORBIDDABLE,
    Rule,
    RuleBook,
    Subject,
    rule_named_by,
    ruled,
    said_by_servers,
)
from custom_components.autoarr.downloads.words import is_in, plain, says_something

from .world import START

DUNE = Subject(
    failure_class=FailureClass.BAD_RELEASE,
    servers=frozenset({"radarr", "sabnzbd"}),
    texts=("Parts of this upload are missing.", "Aborted, cannot be completed"),
    media_type=MediaType.MOVIE,
    titles=("Dune: Part Two", "Dune.Part.Two.2024.2160p.WEB-DL-GRP"),
    tags=("Keep", "4k"),
    category="movies-4k",
    size=25_000_000_000,
    age=timedelta(days=2),
    seen_for=timedelta(minutes=5),
)
NOTHING_KNOWN = Subject(failure_class=FailureClass.UNKNOWN)


def rule(name: str = "A rule", created: int = 0, **data: Any) -> Rule:
    """Return the rule that a subentry describes."""
    found = Rule.from_data(f"id of {name}", name, data, created)
    assert found is not None
    return found


FITTING: list[dict[str, Any]] = [
    {},
    {"servers": ["radarr", "elsewhere"]},
    {"servers": ["sabnzbd"]},
    {"classes": ["bad_release", "encrypted"]},
    {"causes": ["password", "MISSING"]},
    {"causes": ["cannot be completed"]},
    {"causes": ["part* missing"]},
    {"media_type": "movie"},
    {"titles": ["dune"]},
    {"titles": ["web dl"]},
    {"titles": ["*2160p*"]},
    {"tags": ["KEEP"]},
    {"categories": ["Movies 4K"]},
    {"size_min": 25},
    {"size_max": 25.0},
    {"size_min": 20, "size_max": 30},
    {"age_min": 48},
    {"age_max": 48},
    {"servers": [], "classes": [], "titles": [], "tags": [], "media_type": None},
]
OTHER: list[dict[str, Any]] = [
    {"servers": ["elsewhere"]},
    {"classes": ["encrypted"]},
    {"causes": ["password"]},
    {"causes": ["miss"]},
    {"media_type": "series"},
    {"titles": ["dun"]},
    {"titles": ["part dune"]},
    {"tags": ["kee"]},
    {"categories": ["movies"]},
    {"size_min": 25.1},
    {"size_max": 24.9},
    {"age_min": 49},
    {"age_max": 47},
]
NEEDS_TO_KNOW = ("servers", "causes", "media_type", "titles", "tags", "categories")


@pytest.mark.parametrize("data", FITTING, ids=str)
def test_a_rule_is_about_what_fulfils_its_condition(data: dict[str, Any]) -> None:
    assert rule(**data).matches(DUNE)


@pytest.mark.parametrize("data", OTHER, ids=str)
def test_a_rule_is_not_about_anything_else(data: dict[str, Any]) -> None:
    assert not rule(**data).matches(DUNE)


@given(st.lists(st.sampled_from(FITTING)), st.lists(st.sampled_from(OTHER), min_size=1))
def test_all_conditions_must_hold(
    fitting: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    holds: dict[str, Any] = {}
    for data in fitting:
        holds |= data
    # Two sizes or ages that fit, fit together.
    assert rule(**holds).matches(DUNE)
    for data in other:
        assert not rule(**(holds | data)).matches(DUNE)


@pytest.mark.parametrize(
    "data",
    [
        data
        for data in FITTING
        if any(data.get(key) for key in NEEDS_TO_KNOW)
        or {"size_min", "size_max", "age_min", "age_max"} & data.keys()
    ],
    ids=str,
)
def test_what_is_not_known_fulfils_no_condition(data: dict[str, Any]) -> None:
    assert not rule(**data).matches(NOTHING_KNOWN)


def test_a_post_is_at_least_as_old_as_its_failure() -> None:
    seen = replace(NOTHING_KNOWN, seen_for=timedelta(hours=5))
    assert rule(age_min=5).matches(seen)
    assert not rule(age_min=6).matches(seen)
    # But it may be much older.
    assert not rule(age_max=1000).matches(seen)


def test_a_size_of_zero_is_a_bound_like_any_other() -> None:
    assert not rule(size_max=0).matches(DUNE)
    assert rule(size_min=0).matches(DUNE)
    assert not rule(size_min=0).matches(NOTHING_KNOWN)


# Which one counts.


@given(st.lists(st.integers(0, 3), min_size=1), st.randoms())
def test_the_lowest_priority_counts_and_of_equals_the_oldest(
    priorities: list[int], random: Any
) -> None:
    rules = [
        rule(f"rule {created}", created, priority=priority)
        for created, priority in enumerate(priorities)
    ]
    random.shuffle(rules)
    found = RuleBook(rules).match(DUNE)
    assert found is not None
    assert found.priority == min(priorities)
    assert found.created == priorities.index(min(priorities))


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(FITTING + OTHER)), max_size=8)
)
def test_a_rule_that_does_not_match_makes_no_difference(
    written: list[tuple[int, dict[str, Any]]],
) -> None:
    rules = [
        rule(f"rule {created}", created, priority=priority, **data)
        for created, (priority, data) in enumerate(written)
    ]
    fitting = [each for each in rules if each.matches(DUNE)]
    assert RuleBook(rules).match(DUNE) == RuleBook(fitting).match(DUNE)
    assert (RuleBook(rules).match(DUNE) is None) == (not fitting)


def test_a_book_knows_its_rules_by_name_and_whether_tags_matter() -> None:
    keep = rule("Keep", tags=["keep"])
    assert RuleBook([keep]).named("Keep") is keep
    assert RuleBook([keep]).named("Other") is None
    assert RuleBook([keep]).asks_for_tags
    assert not RuleBook([rule(titles=["Dune"])]).asks_for_tags


# What it changes.


def test_a_rule_changes_only_what_it_says() -> None:
    policy = Policy()
    assert policy.under(None) is policy
    assert policy.under(rule()) == policy
    assert policy.under(rule(max_attempts=1)) == replace(policy, max_attempts=1)
    patient = rule(settle_time=600)
    assert policy.under(patient) == replace(policy, settle=timedelta(minutes=10))


def test_a_rule_without_steps_allows_all_of_them() -> None:
    assert all(rule().allows(step) for step in Step)


def test_a_rule_with_steps_forbids_the_others_and_nothing_harmless() -> None:
    strict = rule(steps=["retry_same", "import"])
    forbidden = {step for step in Step if not strict.allows(step)}
    assert forbidden == set(FORBIDDABLE) - {Step.RETRY_SAME, Step.IMPORT}


def test_evidence_names_the_rule_once_and_after_what_servers_said() -> None:
    said = (Evidence(source="sabnzbd", text="Unpacking failed"),)
    failure = Failure(
        id="f1",
        download_id="d1",
        server_id="radarr",
        client_id="sabnzbd",
        title="Dune",
        media=Media(),
        failure_class=FailureClass.BAD_RELEASE,
        cause=Message(key="cause_archive_damaged"),
        blames=Blames.RELEASE,
        evidence=said,
        detected_at=START,
        state=FailureState.NEW,
        correlation_id="c1",
        first_step=Step.BLOCKLIST_SEARCH,
    )
    assert ruled(failure, None) is failure
    assert rule_named_by(failure) is None
    marked = ruled(ruled(failure, rule("One")), rule("Two"))
    assert marked.evidence == (*said, Evidence(source="rule", text="Two"))
    assert ruled(marked, rule("Two")) is marked
    assert rule_named_by(marked) == "Two"
    assert said_by_servers(marked) == said
    assert ruled(marked, None) == failure


# How a subentry is read.


def test_a_whole_rule_is_read() -> None:
    assert rule(
        "Big films",
        3,
        priority=7,
        servers=["radarr"],
        classes=["bad_release"],
        causes=["missing"],
        media_type="movie",
        titles=["dune*"],
        tags=["Keep It"],
        categories=["Movies_4K"],
        size_min=20,
        size_max=80.5,
        age_min=1,
        age_max=24,
        mode="ask",
        steps=["retry_same"],
        max_attempts=2,
        settle_time=90,
        notify=False,
    ) == Rule(
        id="id of Big films",
        name="Big films",
        priority=7,
        created=3,
        servers=frozenset({"radarr"}),
        classes=frozenset({FailureClass.BAD_RELEASE}),
        causes=("missing",),
        media_type=MediaType.MOVIE,
        titles=("dune*",),
        tags=frozenset({"keep it"}),
        categories=frozenset({"movies 4k"}),
        size_min=20_000_000_000,
        size_max=80_500_000_000,
        age_min=timedelta(hours=1),
        age_max=timedelta(hours=24),
        mode=RecoveryMode.ASK,
        steps=frozenset({Step.RETRY_SAME}),
        max_attempts=2,
        settle=timedelta(seconds=90),
        notify=False,
    )


@pytest.mark.parametrize(
    "data",
    [
        {"classes": ["made up"]},
        {"classes": "bad_release"},
        {"media_type": "song"},
        {"titles": [1]},
        {"servers": "radarr"},
        {"size_min": "20"},
        {"size_max": -1},
        {"age_min": True},
        {"age_max": float("nan")},
    ],
    ids=str,
)
def test_a_rule_is_left_out_when_a_condition_is_not_understood(
    data: dict[str, Any],
) -> None:
    """Without that condition it would be about more than was meant."""
    assert Rule.from_data("id", "A rule", data, 0) is None


def test_a_class_of_another_version_takes_nothing_from_the_others() -> None:
    found = rule(classes=["encrypted", "made up"])
    assert found.classes == frozenset({FailureClass.ENCRYPTED})


@pytest.mark.parametrize(
    "data",
    [
        {"priority": "high"},
        {"mode": "yolo"},
        {"mode": 1},
        {"max_attempts": None},
        {"settle_time": "soon"},
        {"settle_time": -1},
        {"settle_time": 1e300},
        {"steps": "all"},
        {"notify": "maybe"},
    ],
    ids=str,
)
def test_a_demand_that_is_not_understood_changes_nothing(data: dict[str, Any]) -> None:
    assert rule(**data) == rule()


def test_a_step_of_another_version_restrains_all_the_same() -> None:
    assert rule(steps=["made up"]).steps == frozenset()


def test_ages_that_no_clock_can_hold_are_only_very_old() -> None:
    assert not rule(age_min=1e300).matches(DUNE)
    assert rule(age_max=1e300).matches(DUNE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(
    [
        "priority",
        "servers",
        "classes",
        "causes",
        "media_type",
        "titles",
        "tags",
        "categories",
        "size_min",
        "size_max",
        "age_min",
        "age_max",
        "mode",
        "steps",
        "max_attempts",
        "settle_time",
        "notify",
    ]
)


@given(st.dictionaries(KEYS, JSON))
def test_whatever_a_subentry_says_is_read_without_an_error(
    data: dict[str, Any],
) -> None:
    found = Rule.from_data("id", "A rule", data, 0)
    if found:
        assert found.matches(DUNE) in (True, False)
        assert Policy().under(found).max_attempts >= 1
        assert found.priority >= 0


# Words.


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("dune", "Dune: Part Two", True),
        ("DUNE part", "dune.part.two", True),
        ("part two", "Dune: Part Two", True),
        ("dun", "Dune", False),
        ("dun*", "Dune", True),
        ("*une", "Dune", True),
        ("d*e", "Dune", True),
        ("dune*two", "Dune: Part Two", True),
        ("two*dune", "Dune: Part Two", False),
        ("dune * two", "Dune Two", True),
        ("dune * two", "Dune xtwo", False),
        ("dune *", "Dune", True),
        ("* part *", "Dune: Part Two", True),
        ("*", "", True),
        ("*", "anything", True),
        ("web-dl", "2160p WEB DL", True),
        ("a*a", "a", False),
        ("", "anything", False),
        ("?!", "anything", False),
        ("über", "ÜBER allen", True),
        ("進撃*", "進撃の巨人", True),
    ],
)
def test_words_are_found_whole_and_stars_stand_for_anything(
    wanted: str, text: str, found: bool
) -> None:
    assert is_in(wanted, text) is found


@given(st.text(), st.text(), st.text())
def test_a_text_has_each_of_its_words(before: str, word: str, after: str) -> None:
    word = word.replace("*", " ")
    if plain(word):
        assert is_in(word, f"{before} {word} {after}")
        assert is_in(f"*{word}*", f"{before} {word} {after}")


@given(st.text(alphabet="ab* .", max_size=12), st.text(alphabet="ab .", max_size=12))
def test_looking_for_something_never_fails(wanted: str, text: str) -> None:
    assert is_in(wanted, text) <= says_something(wanted)
