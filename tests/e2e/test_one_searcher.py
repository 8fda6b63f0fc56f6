"""Whoever searches, it is one, and only when the release is to blame."""

import pytest

from custom_components.autoarr.downloads.model import FailureClass
from simulator.world import Simulation

from .home import Home

pytestmark = pytest.mark.slow

PATIENCE = 100


async def test_autoarr_searches_where_the_app_does_not(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("no_redownload")
    await home.wait_for("recovery_succeeded", PATIENCE)
    counters = simulation.radarr.core.counters
    assert (counters.searches, counters.blocklistings, counters.imports) == (2, 1, 1)


@pytest.mark.parametrize("name", ["encrypted_paused", "executable"])
async def test_what_hangs_in_the_queue_is_removed_and_replaced_once(
    home: Home, simulation: Simulation, name: str
) -> None:
    await simulation.scenario(name)
    await home.wait_for("recovery_succeeded", PATIENCE)
    counters = simulation.radarr.core.counters
    assert (counters.removals, counters.blocklistings) == (1, 1)
    assert (counters.searches, counters.imports) == (2, 1)


async def test_a_season_pack_is_one_failure_and_one_search(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("season_pack_bad")
    await home.wait_for("recovery_succeeded", PATIENCE)
    assert len(home.heard("download_failed")) == 1
    assert simulation.sonarr.core.counters.searches == 2


async def test_a_title_without_a_good_release_is_given_up(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("nothing_left")
    told = await home.wait_for("recovery_failed", PATIENCE)
    assert len(told["attempts"]) == 3
    assert all(attempt["outcome"] == "failed" for attempt in told["attempts"])
    assert not home.engine.failures
    counters = simulation.radarr.core.counters
    assert counters.searches == counters.failures + 1, "all of them the app's own"


async def test_many_failures_alike_are_nobodys_fault_and_change_nothing(
    home: Home, simulation: Simulation
) -> None:
    played = await simulation.scenario("mass_failure")

    def all_seen() -> bool:
        classes = [each.failure_class for each in home.engine.failures.values()]
        return classes == [FailureClass.ENVIRONMENT] * len(played["download_ids"])

    await home.until(all_seen, "the brake is not on", PATIENCE)
    counters = simulation.radarr.core.counters
    assert counters.removals == 0
    # What was searched and blocklisted is Radarr's own doing.
    assert counters.blocklistings == counters.failures


async def test_a_full_disk_changes_nothing(home: Home, simulation: Simulation) -> None:
    await simulation.scenario("disk_full")
    failed = await home.wait_for("download_failed", PATIENCE)
    assert failed["class"] == "environment"
    assert home.heard("recovery_started") == []
    counters = simulation.radarr.core.counters
    assert (counters.removals, counters.blocklistings, counters.searches) == (0, 0, 1)
