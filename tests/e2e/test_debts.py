"""What AutoArr changed or left behind is put in order afterwards, also after a restart."""

from datetime import timedelta

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.const import (
    CONF_MODE,
    CONF_SEARCH_WAIT,
    CONF_SETTLE_TIME,
)
from custom_components.autoarr.downloads import debts
from custom_components.autoarr.downloads.debts import of_writes
from custom_components.autoarr.downloads.model import TitleKey
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.writes import SetProfile
from simulator.world import Simulation
from tests.doors.test_resilience import failure_of

from .conftest import MakeHome
from .home import Home


@pytest.mark.slow
async def test_what_an_app_leaves_of_a_failed_job_is_cleared_after_the_recovery(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for Sonarr to notice the failure, and to search, by itself.
    home = await make_home({CONF_SETTLE_TIME: 3})
    monkeypatch.setattr(debts, "LEFTOVERS_AFTER", timedelta(seconds=4))
    assert simulation.sonarr.core.client is not None
    simulation.sonarr.core.client["removeFailedDownloads"] = False
    played = await simulation.scenario("repair_failed", media="series")
    await home.wait_for("recovery_succeeded", 60)
    await home.reload()
    await home.until(lambda: bool(home.writes()), "the leftovers stay")
    (write,) = home.writes()
    assert write.startswith("sabnzbd")
    assert played["download_id"] in write
    assert "'del_files': '1'" in write
    await home.looks(3)
    assert len(home.writes()) == 1


@pytest.mark.slow
async def test_what_the_app_clears_itself_is_not_cleared_twice(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debts, "LEFTOVERS_AFTER", timedelta(seconds=1))
    await simulation.scenario("repair_failed", media="series")
    await home.wait_for("recovery_succeeded", 60)
    await home.passes(2)
    await home.looks(3)
    assert home.writes() == []
    assert await home.engine.store.settings.get("debts", []) == []


@pytest.mark.slow
async def test_wrong_blame_is_taken_back_although_home_assistant_restarted(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_SEARCH_WAIT: 12})
    await simulation.scenario("script_failed", media="series")
    await home.wait_for("recovery_succeeded", 60)
    assert simulation.sonarr.history.blocked
    assert home.writes() == []
    await home.reload()
    await home.until(
        lambda: not simulation.sonarr.history.blocked, "the release stays blocklisted"
    )
    assert len(home.writes()) == 1


@pytest.mark.slow
async def test_blame_is_taken_back_for_what_was_replaced_while_nobody_looked(
    home: Home, simulation: Simulation
) -> None:
    await home.unload()
    apps = (simulation.sonarr, simulation.radarr)
    for app in apps:
        # What replaces it can be downloaded, but not imported.
        app.core.hidden.append("/downloads")
    played = await simulation.scenario("script_failed", media="movie")
    await home.until(
        lambda: any(
            each.item.id != played["download_id"] and each.messages
            for each in simulation.radarr.downloads.tracked.values()
        ),
        "nothing replaces it",
        90,
    )
    assert simulation.radarr.history.blocked
    await home.set_up()
    (failure,) = home.engine.failures.values()
    assert failure.past_downloads == (played["download_id"],)
    for app in apps:
        app.core.hidden.clear()
    await home.until(lambda: not home.engine.failures, "it is not recovered", 90)
    await home.until(
        lambda: not simulation.radarr.history.blocked, "the release stays blocklisted"
    )
    assert simulation.radarr.core.counters.searches == 2
    (write,) = home.writes()
    assert "DELETE" in write
    assert "blocklist" in write


@pytest.mark.parametrize("mode", ["automatic", "observe"])
async def test_a_lent_profile_is_given_back_once_its_failure_is_over(
    make_home: MakeHome, simulation: Simulation, mode: str
) -> None:
    home = await make_home({CONF_MODE: mode})
    simulation.sabnzbd.engine.pause()
    played = await simulation.scenario("good", media="movie")
    media_id = played["media_id"]
    radarr = home.engine.server_id("Radarr")
    known = simulation.radarr.core.library.profile_id(media_id)
    lower = SetProfile(
        server_id=radarr, media_id=media_id, profile_id=known + 1, before_id=known
    )
    failure = failure_of(
        radarr, title_key=TitleKey(server_id=radarr, media_id=media_id)
    )
    engine = home.engine
    (debt,) = of_writes(failure, [lower], Policy(), dt_util.utcnow())
    await engine.conductor.debts.owe(debt)
    await engine.conductor.executor.order(lower, "story")
    assert simulation.radarr.core.library.profile_id(media_id) == known + 1
    await home.reload()
    await home.until(
        lambda: simulation.radarr.core.library.profile_id(media_id) == known,
        "the profile stays lower",
    )
