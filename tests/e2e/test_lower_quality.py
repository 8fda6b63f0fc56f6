"""A title that cannot be had as it should be may come in a lower quality, for a while."""

from collections import deque

import pytest

from custom_components.autoarr.const import CONF_LOWER_QUALITY_DAYS
from simulator.indexer import Media, Plan
from simulator.nzb import Fate
from simulator.world import Simulation

from .conftest import MakeHome

pytestmark = pytest.mark.slow

PATIENCE = 100


async def test_a_lower_quality_is_tried_at_last_and_the_profile_given_back(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_LOWER_QUALITY_DAYS: 1})
    told = await simulation.scenario("no_redownload")
    film = simulation.radarr.films.films[told["media_id"]]
    before = film.profile_id
    bad = Plan(fates=deque([Fate.MISSING_ARTICLES] * 3))
    simulation.indexers.plan(Media.MOVIE, film.movie.tmdb_id, bad)
    recovered = await home.wait_for("recovery_succeeded", PATIENCE)
    assert recovered["attempts"][-1]["step"] == "lower_quality"
    assert simulation.radarr.core.counters.imports == 1
    await home.until(lambda: film.profile_id == before, "the profile is not given back")
    profiles = [write for write in home.writes() if "qualityProfileId" in write]
    assert len(profiles) == 2


async def test_nobody_gets_a_lower_quality_without_asking_for_it(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    told = await simulation.scenario("nothing_left")
    film = simulation.radarr.films.films[told["media_id"]]
    before = film.profile_id
    await home.wait_for("recovery_failed", PATIENCE)
    assert film.profile_id == before
    assert not any("qualityProfileId" in write for write in home.writes())
