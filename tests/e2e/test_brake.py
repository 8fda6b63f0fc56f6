"""Many failures alike: nothing is done until the house is well, then all is got again."""

import pytest

from custom_components.autoarr.const import (
    CONF_BRAKE_WINDOW,
    CONF_SEARCH_WAIT,
    CONF_SETTLE_TIME,
)
from custom_components.autoarr.downloads.model import FailureClass
from simulator.world import Simulation

from .conftest import MakeHome

pytestmark = pytest.mark.slow

WINDOW = 4


async def test_what_a_sick_house_spoiled_is_got_again_once_and_nobody_stays_blamed(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_BRAKE_WINDOW: WINDOW, CONF_SEARCH_WAIT: 2})
    played = await simulation.scenario("mass_failure", media="series", redownload=False)
    crowd = set(played["download_ids"])
    await home.until(
        lambda: (
            {
                each.download_id
                for each in home.engine.failures.values()
                if each.failure_class is FailureClass.ENVIRONMENT
            }
            == crowd
        ),
        "the brake is not on",
        60,
    )
    failed = {each["title"] for each in home.heard("download_failed")}
    await simulation.scenario("mass_failure", well=True)
    await home.passes(WINDOW)
    assert home.writes() == []

    (proof,) = (await simulation.scenario("good"))["download_ids"]
    await home.until(
        lambda: len(home.heard("recovery_succeeded")) == len(crowd),
        "they stay away",
        90,
    )
    came = [each for each in home.heard("download_completed") if each["id"] != proof]
    assert sorted(each["title"] for each in came) == sorted(failed)
    await home.until(
        lambda: not simulation.sonarr.history.blocked, "a release stays blocklisted"
    )
    assert not any("Search" in write for write in home.writes())
    taken_back = [
        event.data["title"]
        for event in home.events
        if "blocklist" in str(event.data.get("message"))
    ]
    assert sorted(taken_back) == sorted(failed), "told once for each"
    assert home.issues() == []


async def test_a_restart_in_the_middle_of_many_failures_blames_none_of_them(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_BRAKE_WINDOW: 30, CONF_SETTLE_TIME: 30})
    for half in (3, 6):
        await simulation.scenario(
            "mass_failure", media="series", redownload=False, count=3
        )
        await home.until(
            lambda: len(home.engine.failures) == half,  # noqa: B023 - awaited within its own turn
            "they do not fail",
            60,
        )
        if half == 3:
            await home.reload()
    await home.until(
        lambda: all(
            each.failure_class is FailureClass.ENVIRONMENT
            for each in home.engine.failures.values()
        ),
        "the brake is not on",
    )
    assert home.writes() == []
