"""Failures of every kind, from the server's answer to the outcome."""

import pytest

from simulator.world import Simulation

from .home import Home


@pytest.mark.parametrize(
    "media", [pytest.param("movie", marks=pytest.mark.slow), "series"]
)
async def test_a_bad_release_is_replaced_and_the_import_is_seen(
    home: Home, simulation: Simulation, media: str
) -> None:
    played = await simulation.scenario("bad_release", media=media)

    failed = await home.wait_for("download_failed")
    started = await home.wait_for("recovery_started")
    recovered = await home.wait_for("recovery_succeeded")

    assert failed["class"] == "bad_release"
    assert failed["blames"] == "release"
    assert failed["download_id"] in played["download_ids"]
    assert failed["correlation_id"] == started["correlation_id"]
    assert failed["correlation_id"] == recovered["correlation_id"]
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("recovery_started")) == 1
    assert not home.engine.failures
    assert home.engine.totals.recovered == 1
