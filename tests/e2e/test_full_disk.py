"""A full disk is one trouble, however many jobs it holds up, and it ends by itself."""

from datetime import timedelta

import pytest

from custom_components.autoarr.coordinators import sabnzbd
from custom_components.autoarr.engine import disk_guard
from simulator.world import Simulation

from .home import Home

pytestmark = pytest.mark.slow

GIB = 1024**3
ATTENTION = "binary_sensor.home_attention_needed"


async def test_a_full_disk_under_many_jobs_is_told_once_and_over_when_they_go_on(
    home: Home, simulation: Simulation
) -> None:
    for _ in range(4):
        await simulation.scenario("good")
    await home.until(lambda: len(home.engine.downloads) >= 3, "no downloads")
    for times in (1, 2):
        simulation.sabnzbd.engine.set_disk_free(0.05 * GIB)
        await home.until(lambda: bool(home.engine.failures), "no alert")
        await home.looks(3)
        (failure,) = home.engine.failures.values()
        assert failure.failure_class == "environment"
        assert len(home.heard("download_failed")) == times
        assert home.engine.totals.failed == times
        assert len(home.issues()) == 1
        assert home.state(ATTENTION) == "on"

        simulation.sabnzbd.engine.set_disk_free(2000 * GIB)
        await home.act("resume_downloads")
        await home.until(lambda: not home.engine.failures, "the failure stays")
        await home.until(lambda: not home.issues(), "the issue stays")
        assert home.state(ATTENTION) == "off"
    assert home.engine.totals.given_up == 0


async def is_noted(home: Home) -> bool:
    """Wait until it is written down who paused a client."""
    for _ in range(300):
        if await home.engine.store.settings.get(disk_guard.PAUSES):
            return True
        await home.passes(0.1)
    return False


async def test_a_client_that_paused_itself_goes_on_when_there_is_room(
    home: Home, simulation: Simulation
) -> None:
    sabnzbd = simulation.sabnzbd.engine
    await simulation.scenario("disk_full", media="series")
    await home.wait_for("download_failed")
    assert sabnzbd.downloader.paused
    assert await is_noted(home), "it is not known who paused it"
    await home.reload()
    await home.looks(2)
    assert home.writes() == []
    sabnzbd.set_disk_free(2000 * GIB)
    await home.wait_for("download_completed", 60)
    (write,) = home.writes("sabnzbd")
    assert "resume" in write
    await home.until(lambda: not home.engine.failures, "the failure stays")


async def test_a_client_whose_jobs_fail_for_lack_of_space_is_held_until_there_is_some(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_guard, "AGAIN", timedelta(seconds=2))
    sabnzbd = simulation.sabnzbd.engine
    client = simulation.sonarr.core.settings.config["downloadclient"]
    client["autoRedownloadFailed"] = False
    sabnzbd.set_disk_free(1.5 * GIB)
    await simulation.scenario("disk_full", where="unpack", media="series")
    await home.until(lambda: sabnzbd.downloader.paused, "it is not paused")
    assert [*map(shown_mode, home.writes("sabnzbd"))] == ["pause"]
    await home.reload()
    await home.passes(3)
    await home.looks(1)
    assert sabnzbd.downloader.paused
    sabnzbd.set_disk_free(2000 * GIB)
    await home.until(lambda: not sabnzbd.downloader.paused, "it stays paused")
    assert [*map(shown_mode, home.writes("sabnzbd"))] == ["pause", "resume"]


async def test_a_persons_pause_outlasts_a_full_disk(
    home: Home, simulation: Simulation
) -> None:
    sabnzbd = simulation.sabnzbd.engine
    await simulation.scenario("good", media="series")
    await home.until(lambda: bool(home.engine.downloads), "no download")
    await home.act("pause_downloads")
    sabnzbd.set_disk_free(0.05 * GIB)
    await home.looks(2)
    sabnzbd.set_disk_free(2000 * GIB)
    await home.looks(2)
    await home.passes(2)
    assert sabnzbd.downloader.paused
    assert [*map(shown_mode, home.writes("sabnzbd"))] == ["pause"]


def shown_mode(write: str) -> str:
    """Return what SABnzbd was asked to do."""
    return write.split("'mode': '")[1].split("'", maxsplit=1)[0]


async def test_sabnzbd_goes_on_by_itself_when_there_is_room_again(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What has just begun to work is not looked at as rarely as what has nothing to do.
    monkeypatch.setattr(sabnzbd, "REFRESH", timedelta(hours=1))
    await home.looks(1)
    told = await simulation.scenario("disk_full")
    failed = await home.wait_for("download_failed")
    assert failed["blames"] == "system"
    await home.looks(3)
    assert home.writes() == []

    await simulation.scenario("disk_full", free=True)
    completed = await home.wait_for("download_completed")
    assert completed["id"] == told["download_id"]
    (resume,) = home.writes()
    assert resume.startswith("sabnzbd ")
    assert "resume" in resume
    await home.until(lambda: not home.issues(), "the issue stays")
    assert home.heard("recovery_started") == []
