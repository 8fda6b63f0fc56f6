"""Home Assistant stops and starts in the middle of things: nothing twice, nothing lost."""

from unittest.mock import patch

import pytest

from custom_components.autoarr.const import CONF_SETTLE_TIME
from custom_components.autoarr.coordinators import SabnzbdCoordinator
from custom_components.autoarr.coordinators.state import SabState
from custom_components.autoarr.downloads.model import AttemptOutcome
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home


async def test_what_fails_while_home_assistant_is_down_is_told_and_handled_once(
    home: Home, simulation: Simulation
) -> None:
    await home.unload()
    await simulation.scenario("encrypted_paused", media="series")
    await simulation.until(
        lambda: any(job.labels for job in simulation.sabnzbd.engine.jobs)
    )
    assert home.events == []
    await home.set_up()
    failed = await home.wait_for("download_failed")
    assert failed["class"] == "encrypted"
    await home.wait_for("recovery_succeeded")
    await home.reload()
    await home.looks(3)
    assert len(home.told()) == 4
    assert len(home.writes()) == 1
    assert simulation.sonarr.core.counters.searches == 2
    assert home.engine.totals.failed == home.engine.totals.recovered == 1


@pytest.mark.slow
async def test_what_failed_and_was_replaced_while_home_assistant_was_down_is_told_once(
    home: Home, simulation: Simulation
) -> None:
    await home.unload()
    await simulation.scenario("bad_release", media="series")
    await simulation.until(lambda: simulation.sonarr.core.counters.imports == 1)
    await home.set_up()
    await home.looks(3)
    await home.until(lambda: not home.engine.failures, "it is not over")
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("download_completed")) == 1
    assert len(home.heard("recovery_succeeded")) <= 1
    assert home.writes() == []
    told = len(home.told())
    await home.reload()
    await home.looks(3)
    assert len(home.told()) == told


async def test_a_failure_is_not_lost_that_one_server_told_and_the_other_not_yet(
    home: Home, simulation: Simulation
) -> None:
    """A restart comes when SABnzbd was not read since Radarr took its failed job away."""

    async def stale(coordinator: SabnzbdCoordinator, _: object) -> SabState:
        assert coordinator.data is not None
        return coordinator.data

    radarr = home.engine.coordinators[home.engine.server_id("Radarr")]
    told = await simulation.scenario("bad_release", media="movie")
    await home.until(
        lambda: bool(home.engine.tracker.facts(told["download_id"]).job),
        "not in the queue",
    )
    with patch.object(SabnzbdCoordinator, "_async_look", stale):
        await simulation.until(lambda: simulation.radarr.core.counters.imports == 1)
        await radarr.async_refresh_now()
        assert home.heard("download_failed") == []
        await home.unload()
    await home.set_up()
    await home.looks(2)
    await home.until(lambda: bool(home.heard("download_failed")), "it was lost")
    await home.reload()
    await home.looks(2)
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("download_completed")) == 1


@pytest.mark.slow
async def test_an_import_is_told_once_though_it_was_not_stored_how_far_was_read(
    home: Home, simulation: Simulation
) -> None:
    marks = home.engine.store.marks
    before = {each: await marks.get(each) for each in home.engine.coordinators}
    await simulation.scenario("good", media="series")
    await home.wait_for("download_completed")
    await home.looks(1)
    for server_id, mark in before.items():
        if mark:
            await marks.set(server_id, mark)
    await home.reload()
    await home.looks(2)
    assert len(home.told()) == 1
    history = await home.act("get_download_history")
    assert history["total"] == 1


@pytest.mark.slow
async def test_a_restart_between_failure_and_recovery_tells_nothing_twice(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("download_failed")
    for _ in range(3):
        await home.reload()
    await home.wait_for("recovery_succeeded")
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("recovery_started")) == 1
    assert len(home.writes()) == 1


async def test_a_retried_job_is_known_for_one_after_a_restart(
    home: Home, simulation: Simulation
) -> None:
    played = await simulation.scenario("unowned", media="series")
    failed = await home.wait_for("download_failed")
    simulation.sabnzbd.engine.pause()
    await home.act("retry_download", failure_id=failed["id"])
    retried = home.engine.failures[failed["id"]].attempts[-1].download_id
    assert retried is not None
    await home.reload()
    await home.until(lambda: retried in home.engine.downloads, "it does not run")
    assert home.engine.tracker.facts(retried).retry_of == played["download_id"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        ("encrypted_paused", "download_failed"),
        ("path_mapping", "download_blocked"),
        ("title_mismatch", "download_blocked"),
    ],
)
async def test_what_somebody_took_away_while_home_assistant_was_down_is_over(
    make_home: MakeHome, simulation: Simulation, scenario: str, told: str
) -> None:
    home = await make_home({CONF_SETTLE_TIME: 600})
    await simulation.scenario(scenario, media="series")
    failure_id = (await home.wait_for(told))["id"]
    await home.unload()
    engine, sonarr = simulation.sabnzbd.engine, simulation.sonarr
    for row in tuple(engine.history.rows):
        engine.history.take(row)
    engine.jobs.clear()
    sonarr.downloads.tracked.clear()
    sonarr.downloads.changed()
    await home.set_up()
    await home.until(lambda: not home.engine.failures, "it stays open", 120)
    (failure,) = (await home.act("get_failed_downloads"))["failures"]
    assert (failure["id"], failure["state"]) == (failure_id, "dismissed")
    assert failure["attempts"] == []
    assert home.issues() == []
    assert home.writes() == []


@pytest.mark.slow
async def test_the_ledger_outlives_a_restart_while_a_replacement_is_downloading(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("season_pack_bad")

    def replaced() -> bool:
        return any(
            attempt.outcome is AttemptOutcome.GRABBED
            for failure in home.engine.failures.values()
            for attempt in failure.attempts
        )

    await home.until(replaced, "there is no replacement", 60)
    (before,) = home.engine.failures.values()
    await home.reload()
    (after,) = home.engine.failures.values()
    assert after.attempts == before.attempts
    assert after.correlation_id == before.correlation_id
    recovered = await home.wait_for("recovery_succeeded", 60)
    assert [attempt["n"] for attempt in recovered["attempts"]] == [1]
    assert len(home.told()) == 4
    assert home.writes() == []
    assert simulation.sonarr.core.counters.searches == 2


@pytest.mark.slow
async def test_attempts_are_counted_over_restarts(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("nothing_left", media="series")
    for number in (1, 2, 3):
        await home.until(
            lambda: len(home.heard("download_failed")) >= number,  # noqa: B023 - awaited within its own turn
            "nothing fails",
            60,
        )
        await home.reload()
    failed = await home.wait_for("recovery_failed", 60)
    assert [attempt["n"] for attempt in failed["attempts"]] == [1, 2, 3]
    assert len(home.heard("recovery_failed")) == 1
    assert len(home.issues()) == 1
    await home.reload()
    await home.looks(2)
    assert len(home.heard("recovery_failed")) == 1
    assert len(home.issues()) == 1, "it still wants a person"
    assert home.writes() == []


@pytest.mark.slow
async def test_an_issue_about_the_house_is_there_again_after_a_restart(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("disk_full", media="series")
    await home.wait_for("download_failed")
    await home.until(lambda: len(home.issues()) == 1, "there is no issue")
    await home.reload()
    await home.looks(2)
    assert len(home.issues()) == 1
    assert len(home.told()) == 1
