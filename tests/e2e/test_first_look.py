"""What a home finds on the first day: old failures, kept in silence until they are wanted."""

from datetime import timedelta
from itertools import pairwise

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.const import DOMAIN, ISSUE_BASELINE
from simulator.world import Simulation

from .conftest import MakeHome

OLD = 200


async def test_old_failures_are_kept_in_silence(
    hass: HomeAssistant, simulation: Simulation, make_home: MakeHome
) -> None:
    notified: list[object] = []
    persistent_notification.async_register_callback(
        hass, lambda *news: notified.append(news)
    )
    played = await simulation.scenario("old_failures", count=OLD, media="series")

    home = await make_home()
    await home.looks(3)

    assert home.events == []
    assert notified == []
    assert home.writes() == []
    assert home.engine.failures == {}
    assert home.engine.totals.failed == 0
    answer = await home.act("get_failed_downloads", limit=500)
    assert answer["total"] == OLD
    assert {each["state"] for each in answer["failures"]} == {"dismissed"}
    assert {each["class"] for each in answer["failures"]} == {"bad_release"}
    assert {each["download_id"] for each in answer["failures"]} == {
        *played["download_ids"]
    }
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_BASELINE
    assert issue.translation_placeholders == {"stack": "Home", "count": str(OLD)}
    assert issue.is_fixable


@pytest.mark.slow
async def test_what_is_missing_still_is_recovered_when_wanted_one_after_the_other(
    hass: HomeAssistant, simulation: Simulation, make_home: MakeHome
) -> None:
    await simulation.scenario("old_failures", count=OLD, media="series")
    shows, told = simulation.sonarr.shows, simulation.sonarr.history.rows
    failed = {unit for row in told for unit in row.target.units}
    lost = sorted(failed)[:3]
    for episode_id in lost:
        shows.episodes[episode_id].file = None
    shows.episodes[lost[0]].monitored = False
    simulation.sonarr.history.blocked.clear()
    home = await make_home()

    pressed = dt_util.utcnow()
    await hass.services.async_call(
        "button", "press", {"entity_id": "button.home_recover_now"}, blocking=True
    )
    taken = home.engine.failures.values()
    keys = [each.title_key.episode_ids for each in taken if each.title_key]
    assert sorted(keys) == [(lost[1],), (lost[2],)], "one for each title"
    times = sorted(each.next_attempt_at or pressed for each in taken)
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert pauses == [timedelta(seconds=30)]
    assert home.issues() == []

    recovered = await home.wait_for("recovery_succeeded")
    counters = simulation.sonarr.core.counters
    assert counters.searches == 1, "the others wait for their turn"
    assert counters.blocklistings == 0
    assert recovered["attempts"][0]["n"] == 1
    assert len(home.heard("recovery_started")) == 1


@pytest.mark.slow
async def test_the_issue_about_old_failures_stays_until_somebody_decides(
    hass: HomeAssistant, simulation: Simulation, make_home: MakeHome
) -> None:
    await simulation.scenario("old_failures", count=20)
    home = await make_home()
    await home.reload()
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_BASELINE
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue.issue_id) is not None
    await home.engine.orders.forget_old_failures()
    assert home.issues() == []
    await home.reload()
    assert home.issues() == []
    assert home.events == []
