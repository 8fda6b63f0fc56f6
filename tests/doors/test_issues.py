"""Repair issues come when only a person can help, and go when that was done."""

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import PropertyMock, patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.model import (
    Blames,
    Failure,
    FailureClass,
    FailureState,
    Media,
    Message,
    Step,
)
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.store import Store
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

GIVEN_UP = Failure(
    id="f0",
    download_id="d0",
    server_id="s1",
    client_id="s2",
    title="Dune.2021.1080p.WEB.h264-GRP",
    media=Media(title="Dune"),
    failure_class=FailureClass.BAD_RELEASE,
    cause=Message(key="cause_articles_missing"),
    blames=Blames.RELEASE,
    evidence=(),
    detected_at=datetime(2026, 11, 1, tzinfo=UTC),
    state=FailureState.GIVEN_UP,
    correlation_id="c1",
    first_step=Step.BLOCKLIST_SEARCH,
    reason=Message(key="reason_gave_up_nothing_found", placeholders={"attempts": "3"}),
)


def issues(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return our issues by their kinds; of one kind the last."""
    return {
        issue.translation_key or "": issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    }


def count(hass: HomeAssistant, kind: str) -> int:
    """Return how many issues of a kind there are."""
    return sum(
        issue.translation_key == kind
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    )


async def test_a_full_disk_is_an_issue_until_there_is_room(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("disk_full", media="series")
    await home.until(lambda: bool(issues(hass)), "no issue")
    issue = issues(hass)["environment"]
    assert issue.severity is ir.IssueSeverity.ERROR
    assert not issue.is_fixable
    assert issue.translation_placeholders == {
        "server": "Sabnzbd",
        "cause": "The disk that SABnzbd downloads to is full.",
    }
    attention = hass.states.get("binary_sensor.home_attention_needed")
    assert attention is not None
    assert attention.state == "on"

    await simulation.scenario("disk_full", free=True)
    # SABnzbd had paused itself, and stays so until somebody lets it go on.
    await home.act("resume_downloads", server="Sabnzbd")
    await home.until(lambda: not issues(hass), "the issue stays")
    attention = hass.states.get("binary_sensor.home_attention_needed")
    assert attention is not None
    assert attention.state == "off"


async def test_old_failures_are_one_issue_that_can_be_decided(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation
) -> None:
    await simulation.scenario("old_failures", count=3)
    home = await make_home()
    assert issues(hass).keys() == {"baseline"}
    issue = issues(hass)["baseline"]
    assert issue.is_fixable
    assert issue.data == {"entry_id": home.entry.entry_id, "kind": "baseline"}
    assert issue.translation_placeholders == {"stack": "Home", "count": "3"}
    await home.engine.orders.forget_old_failures()
    assert issues(hass) == {}
    assert home.heard("download_failed") == []


async def test_titles_given_up_are_issues_and_many_become_one(
    hass: HomeAssistant, home: Home
) -> None:
    engine = home.engine
    engine.given_up["f0"] = GIVEN_UP
    engine.async_tell_listeners()
    issue = issues(hass)["recovery_given_up"]
    assert issue.is_fixable
    assert issue.data == {
        "entry_id": home.entry.entry_id,
        "kind": "recovery_given_up",
        "failure_id": "f0",
    }
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["title"] == "Dune"
    assert issue.translation_placeholders["reason"].startswith("3 attempts were made")

    for number in range(1, 8):
        engine.given_up[f"f{number}"] = replace(
            GIVEN_UP, id=f"f{number}", media=Media(), reason=None
        )
    engine.async_tell_listeners()
    assert count(hass, "recovery_given_up") == 5
    collective = issues(hass)["recoveries_given_up"]
    assert collective.is_fixable
    assert collective.translation_placeholders == {"stack": "Home", "count": "3"}
    # Without the title's own name it is called by its release.
    last = issues(hass)["recovery_given_up"].translation_placeholders
    assert last == {"title": GIVEN_UP.title, "reason": ""}

    engine.given_up.clear()
    engine.async_tell_listeners()
    assert issues(hass) == {}


async def test_a_server_where_another_tool_is_at_work_is_an_issue_until_decided(
    hass: HomeAssistant, home: Home
) -> None:
    server_id = home.engine.server_id("Sonarr")
    with patch.object(
        Engine, "held_servers", PropertyMock(return_value={server_id: GIVEN_UP})
    ):
        home.engine.async_tell_listeners()
        issue = issues(hass)["another_tool"]
        assert issue.is_fixable
        assert issue.translation_placeholders == {"server": "Sonarr"}
        assert issue.data == {
            "entry_id": home.entry.entry_id,
            "kind": "another_tool",
            "server_id": server_id,
        }
    await home.engine.orders.observe_server(server_id)
    assert issues(hass) == {}


async def test_questions_are_issues_a_few_at_a_time(
    hass: HomeAssistant, make_home: MakeHome
) -> None:
    home = await make_home({"mode": "observe"}, only=())
    asking = replace(GIVEN_UP, state=FailureState.ASKING, server_id=None)
    for number in range(7):
        await home.engine.casebook.change(
            replace(
                asking,
                id=f"f{number}",
                download_id=f"d{number}",
                reason=Message(key="reason_ask_search") if number else None,
            )
        )
    home.engine.async_tell_listeners()
    assert count(hass, "recovery_asks") == 5
    issue = issues(hass)["recovery_asks"]
    assert issue.is_fixable
    assert issue.translation_placeholders == {
        "title": "Dune",
        "cause": "Parts of this upload are missing from your news provider.",
        "reason": "Should another release be searched?",
    }
    more = issues(hass)["recoveries_asking"]
    assert not more.is_fixable
    assert more.translation_placeholders == {"stack": "Home", "count": "2"}

    for number in range(2):
        await home.engine.orders.dismiss(f"f{number}")
    home.engine.async_tell_listeners()
    assert count(hass, "recovery_asks") == 5
    assert "recoveries_asking" not in issues(hass)


async def test_a_store_that_cannot_be_written_is_an_issue_and_unloading_ends_all(
    hass: HomeAssistant, home: Home
) -> None:
    with patch.object(Store, "healthy", PropertyMock(return_value=False)):
        home.engine.async_tell_listeners()
        assert issues(hass)["store_unwritable"].severity is ir.IssueSeverity.ERROR
        attention = hass.states.get("binary_sensor.home_attention_needed")
        assert attention is not None
        assert attention.state == "on"
    home.engine.async_tell_listeners()
    assert issues(hass) == {}

    home.engine.given_up["f0"] = GIVEN_UP
    home.engine.async_tell_listeners()
    assert issues(hass)
    assert await hass.config_entries.async_unload(home.entry.entry_id)
    assert issues(hass) == {}
