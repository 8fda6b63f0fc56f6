"""A title that cannot be had as it should be may come in a lower quality, for a while."""

import pytest

from custom_components.autoarr.const import CONF_LOWER_QUALITY_DAYS, CONF_RETRY_DELAY_3
from simulator.indexer import Media, Plan
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

PATIENCE = 100


def reasons(home: Home) -> list[str]:
    """Return why the open failures stand as they do."""
    return [
        each.reason.key if each.reason else "" for each in home.engine.failures.values()
    ]


async def test_a_lower_quality_is_tried_at_last_and_the_profile_given_back(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_LOWER_QUALITY_DAYS: 1, CONF_RETRY_DELAY_3: 10})
    told = await simulation.scenario("nothing_left")
    film = simulation.radarr.films.films[told["media_id"]]
    before = film.profile_id
    await home.until(
        lambda: reasons(home) == ["reason_last_wait"], "no last wait", PATIENCE
    )
    simulation.indexers.plan(Media.MOVIE, film.movie.tmdb_id, Plan())
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
