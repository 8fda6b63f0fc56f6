"""Rules of the user at work: some failures are treated differently, from the moment on."""

from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentry
import pytest

from custom_components.autoarr.const import CONF_MODE, SUBENTRY_RULE
from custom_components.autoarr.downloads.model import Failure, RecoveryMode
from custom_components.autoarr.news import current
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

OBSERVE = {CONF_MODE: RecoveryMode.OBSERVE}


def add(home: Home, name: str, **data: Any) -> ConfigSubentry:
    """Let somebody add a rule; return it."""
    rule = ConfigSubentry(
        data=MappingProxyType({"priority": 100, "notify": True, **data}),
        subentry_type=SUBENTRY_RULE,
        title=name,
        unique_id=None,
    )
    home.hass.config_entries.async_add_subentry(home.entry, rule)
    return rule


def only(home: Home) -> Failure:
    """Return the one failure that is open."""
    (failure,) = home.engine.failures.values()
    return failure


def reason(home: Home) -> str | None:
    """Return the key of why the one failure stands as it does."""
    told = only(home).reason
    return told.key if told else None


def named(home: Home) -> list[str]:
    """Return which rules the evidence of open failures names."""
    return [
        each.text
        for failure in home.engine.failures.values()
        for each in failure.evidence
        if each.source == "rule"
    ]


async def stands(home: Home, state: str) -> None:
    """Wait until the one failure is in a state."""
    await home.until(
        lambda: [each.state for each in home.engine.failures.values()] == [state],
        f"it is not {state}",
    )


@pytest.mark.slow
async def test_big_films_are_asked_about_and_series_are_recovered(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "Big films", media_type="movie", size_min=0.5, mode="ask")
    await simulation.scenario("encrypted_paused", media="movie")
    failed = await home.wait_for("download_failed")
    assert {"source": "rule", "text": "Big films"} in failed["evidence"]
    await stands(home, "asking")
    assert home.writes() == []
    (step,) = (await home.act("preview_recovery"))["steps"]
    assert step["rule"] == "Big films"

    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("recovery_started")
    assert named(home) == ["Big films"]
    assert home.writes("radarr") == []


async def test_what_is_tagged_keep_is_never_touched(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "Keep", tags=["keep"], mode="observe")
    told = await simulation.scenario("no_redownload")
    # At once: the download may fail as soon as it is seen.
    lists = simulation.radarr.core.settings.lists
    lists["tag"] = [{"id": 7, "label": "keep"}]
    simulation.radarr.films.films[told["media_id"]].tags = [7]
    await home.until(lambda: named(home) == ["Keep"], "the tag is not seen")
    await home.until(
        lambda: (reason(home) or "").startswith("reason_would_"),
        "nobody says what would be done",
    )
    await home.looks(3)
    assert only(home).state == "new"
    assert home.writes() == []


async def test_rules_count_at_once_and_nothing_is_loaded_again(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    engine, coordinators = home.engine, dict(home.engine.coordinators)
    rule = add(home, "Hands off", mode="observe")
    await simulation.scenario("encrypted_paused", media="movie")
    await home.wait_for("download_failed")
    await home.until(lambda: named(home) == ["Hands off"], "the rule is not named")
    await home.looks(2)

    entries = home.hass.config_entries
    entries.async_update_subentry(home.entry, rule, title="Ask me")
    entries.async_update_subentry(home.entry, rule, data={"mode": "ask"})
    await stands(home, "asking")
    assert named(home) == ["Ask me"]
    assert home.writes() == []

    entries.async_remove_subentry(home.entry, rule.subentry_id)
    await home.wait_for("recovery_started")
    assert named(home) == []
    await home.hass.async_block_till_done()
    assert home.engine is engine
    assert home.engine.coordinators == coordinators
    assert home.heard("server_unavailable") == []


async def test_whatever_else_changes_is_loaded_again(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "A rule")
    await home.hass.async_block_till_done()
    engine = home.engine
    home.hass.config_entries.async_update_entry(home.entry, title="Cabin")
    await home.hass.async_block_till_done()
    assert home.engine is not engine
    assert [rule.name for rule in home.engine.rulings.book.rules] == ["A rule"]


async def test_a_step_that_a_rule_forbids_is_asked_for_and_done_when_approved(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "Only again", steps=["retry_same"])
    await simulation.scenario("encrypted_paused", media="movie")
    await stands(home, "asking")
    failure = only(home)
    assert failure.reason
    assert failure.reason.key == "reason_rule_forbids"
    assert failure.reason.placeholders == {"rule": "Only again"}
    assert home.writes() == []
    (step,) = (await home.act("preview_recovery"))["steps"]
    assert "“Only again”" in step["reason"]
    assert step["writes"] == []

    await home.act("approve_recovery", failure_id=failure.id)
    await home.wait_for("recovery_started")
    assert len(home.writes("radarr")) == 1


@pytest.mark.slow
async def test_a_rule_may_act_where_the_stack_observes_unless_the_switch_is_off(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(OBSERVE)
    await home.switch("switch.home_automatic_recovery", on=False)
    add(home, "Go on", mode="automatic", max_attempts=1)
    await simulation.scenario("encrypted_paused", media="movie")
    await home.until(lambda: named(home) == ["Go on"], "the rule is not named")
    await home.until(
        lambda: any(
            event["message"].startswith("AutoArr would")
            for event in home.heard("activity")
        ),
        "nobody says what would be done",
    )
    assert home.writes() == []

    await home.switch("switch.home_automatic_recovery", on=True)
    started = await home.wait_for("recovery_started")
    assert "(attempt 1 of 1)" in started["message"]


@pytest.mark.slow
async def test_of_two_rules_the_one_with_the_lower_number_counts(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "All", mode="observe")
    add(home, "Films", media_type="movie", priority=1, mode="ask")
    await simulation.scenario("encrypted_paused", media="movie")
    await stands(home, "asking")
    assert named(home) == ["Films"]


@pytest.mark.slow
async def test_who_wants_to_hear_nothing_is_not_notified(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: RecoveryMode.ASK})
    rule = add(home, "Quiet", causes=["password"], notify=False)
    await simulation.scenario("encrypted_paused", media="movie")
    await stands(home, "asking")
    assert current(home.engine) == {}
    home.hass.config_entries.async_remove_subentry(home.entry, rule.subentry_id)
    (news,) = current(home.engine).values()
    assert news.failure_id == only(home).id


@pytest.mark.slow
async def test_servers_categories_sizes_and_ages_are_known(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(OBSERVE)
    ids = {each.title: each.subentry_id for each in home.entry.subentries.values()}
    await simulation.scenario("encrypted_paused", media="movie")
    await home.wait_for("download_failed")
    await home.looks(1)
    job = home.engine.tracker.facts(only(home).download_id).job
    assert job
    conditions: tuple[dict[str, Any], ...] = (
        {"servers": [ids["Radarr"]]},
        {"servers": [ids["Sabnzbd"]]},
        {"categories": [job.category]},
        {"size_min": 0.01, "size_max": 900},
        {"age_min": 1, "age_max": 24 * 365 * 100},
        {"titles": [only(home).media.title]},
    )
    for number, data in enumerate(conditions):
        add(home, f"Rule {number}", priority=90 - number, **data)
        rule = home.engine.rulings.of(only(home))
        assert rule
        assert rule.name == f"Rule {number}"
    add(home, "Elsewhere", priority=1, servers=[ids["Sonarr"]])
    assert home.engine.rulings.of(only(home)) == rule


@pytest.mark.slow
async def test_a_failure_stays_with_its_rule_when_its_download_is_forgotten(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = await make_home()
    small = add(home, "Big films", size_min=0.5, mode="ask")
    add(home, "All others", priority=200, mode="automatic")
    await simulation.scenario("encrypted_paused", media="movie")
    await stands(home, "asking")
    monkeypatch.setattr(home.engine.tracker, "download", lambda download_id: None)
    rule = home.engine.rulings.of(only(home))
    assert rule
    assert rule.id == small.subentry_id


@pytest.mark.slow
async def test_a_rule_that_cannot_be_understood_is_about_nothing(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    add(home, "From the future", classes=["haunted"], mode="observe")
    await simulation.scenario("encrypted_paused", media="movie")
    await home.wait_for("recovery_started")
    assert named(home) == []
