"""How far AutoArr goes: it only says, it asks, or it acts; a switch holds it back."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.autoarr.const import CONF_MODE, CONF_NOTIFY_TARGET
from custom_components.autoarr.downloads.model import FailureState, RecoveryMode
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

OBSERVE = {CONF_MODE: RecoveryMode.OBSERVE}
ASK = {CONF_MODE: RecoveryMode.ASK}


def says(home: Home) -> set[str]:
    """Return the sentences of the feed."""
    return {event["message"] for event in home.heard("activity")}


async def stuck(home: Home, simulation: Simulation) -> str:
    """Let an encrypted job hang in the queue; return the failure's id."""
    await simulation.scenario("encrypted_paused", media="series")
    failed = await home.wait_for("download_failed")
    failure_id: str = failed["id"]
    return failure_id


@pytest.mark.slow
async def test_who_only_observes_says_what_would_be_done(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(OBSERVE)
    failure_id = await stuck(home, simulation)
    would = "AutoArr would blocklist this release and get another one."
    await home.until(lambda: would in says(home), "nothing was said")
    await home.looks(3)
    assert [event["message"] for event in home.heard("activity")].count(would) == 1
    assert home.engine.failures[failure_id].state is FailureState.NEW
    answer = await home.act("preview_recovery", failure_id=failure_id)
    (step,) = answer["steps"]
    assert step["step"] == "blocklist_search"
    assert [write["action"] for write in step["writes"]] == ["remove_from_queue"]
    assert home.writes() == []


async def test_who_is_asked_waits_and_then_does_what_was_approved(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(ASK)
    failure_id = await stuck(home, simulation)
    question = "Should this release be blocklisted and another one be found?"
    await home.until(lambda: question in says(home), "nobody asks")
    assert home.state("binary_sensor.home_attention_needed") == "on"
    await home.looks(3)
    assert home.writes() == []

    answer = await home.act("approve_recovery", failure_id=failure_id)
    assert answer["failure"]["state"] == "recovering"
    await home.wait_for("recovery_succeeded")
    assert len(home.writes()) == 1
    counters = simulation.sonarr.core.counters
    assert (counters.searches, counters.blocklistings) == (2, 1)
    assert [event["message"] for event in home.heard("activity")].count(question) == 1


async def test_a_question_is_answered_on_the_phone(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation
) -> None:
    phone = async_mock_service(hass, "notify", "mobile_app_phone")
    home = await make_home({**ASK, CONF_NOTIFY_TARGET: "notify.mobile_app_phone"})
    failure_id = await stuck(home, simulation)
    await home.until(lambda: bool(phone), "the phone is silent")
    (issue,) = home.issues()
    assert issue.translation_key == "recovery_asks"
    (call,) = phone
    approve, *_, ignore = [each["action"] for each in call.data["data"]["actions"]]
    assert approve == f"autoarr.approve.{failure_id}"
    assert ignore == f"autoarr.ignore.{failure_id}"

    hass.bus.async_fire("mobile_app_notification_action", {"action": approve})
    await home.wait_for("recovery_succeeded")
    await home.until(lambda: len(phone) == 2, "it stays on the phone")
    assert phone[1].data["message"] == "clear_notification"
    assert phone[1].data["data"]["tag"] == call.data["data"]["tag"]
    assert home.issues() == []
    assert len(home.writes()) == 1


@pytest.mark.slow
async def test_a_dismissed_failure_is_left_alone_for_good(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(ASK)
    failure_id = await stuck(home, simulation)
    answer = await home.act("dismiss_failure", failure_id=failure_id)
    assert answer["failure"]["state"] == "dismissed"
    await home.looks(3)
    await home.reload()
    await home.looks(3)
    assert home.engine.failures == {}
    assert home.writes() == []
    assert len(home.heard("download_failed")) == 1
    assert home.state("binary_sensor.home_attention_needed") == "off"


@pytest.mark.slow
async def test_the_switch_holds_automatic_recovery_back_over_a_restart(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    await home.switch("switch.home_automatic_recovery", on=False)
    assert home.engine.mode is RecoveryMode.OBSERVE
    await home.reload()
    assert home.state("switch.home_automatic_recovery") == "off"
    await stuck(home, simulation)
    would = "AutoArr would blocklist this release and get another one."
    await home.until(lambda: would in says(home), "nothing was said")
    assert home.writes() == []

    await home.switch("switch.home_automatic_recovery", on=True)
    await home.wait_for("recovery_succeeded")
    assert len(home.writes()) == 1
