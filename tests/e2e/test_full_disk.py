"""A full disk is one trouble, however many jobs it holds up, and it ends by itself."""

import pytest

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
