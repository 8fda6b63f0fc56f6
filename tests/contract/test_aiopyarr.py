"""The aiopyarr clients read the simulated apps as they read the real ones."""

from collections.abc import AsyncIterator

import aiohttp
from aiopyarr.exceptions import ArrAuthenticationException
from aiopyarr.models.host_configuration import PyArrHostConfiguration
from aiopyarr.models.radarr import RadarrCommands
from aiopyarr.models.sonarr import SonarrCommands
from aiopyarr.radarr_client import RadarrClient
from aiopyarr.sonarr_client import SonarrClient
import pytest

from simulator.arr.server import ArrServer
from simulator.world import Simulation


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world in which each app downloads something."""
    async with Simulation(speed=60, sonarr_base="/sonarr") as sim:
        for media in ("movie", "series"):
            await sim.scenario("stalled", media=media)
        await sim.until(
            lambda: all(app.downloads.tracked for app in (sim.sonarr, sim.radarr))
        )
        yield sim


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session for the clients."""
    async with aiohttp.ClientSession() as session:
        yield session


def _host(app: ArrServer, key: str = "") -> PyArrHostConfiguration:
    return PyArrHostConfiguration(
        api_token=key or app.api_key, url=app.url, base_api_path=app.url_base or None
    )


async def test_the_sonarr_client_reads_library_queue_history_and_wanted(
    sim: Simulation, session: aiohttp.ClientSession
) -> None:
    client = SonarrClient(_host(sim.sonarr), session=session)
    status = await client.async_get_system_status()
    assert (status.appName, status.version) == ("Sonarr", "4.0.19.2979")
    series = await client.async_get_series()
    assert isinstance(series, list)
    assert {one.title for one in series} == {
        one.show.title for one in sim.sonarr.shows.series.values()
    }
    queue = await client.async_get_queue(include_series=True, include_episode=True)
    (tracked,) = sim.sonarr.downloads.tracked.values()
    assert [row.downloadId for row in queue.records] == [tracked.item.id]
    history = await client.async_get_history()
    assert history.records[0].eventType == "grabbed"
    episodes = await client.async_get_episodes(series[0].id, series=True)
    assert isinstance(episodes, list)
    assert len(episodes) == len(sim.sonarr.shows.series[series[0].id].episodes)
    wanted = await client.async_get_wanted()
    missing = sim.sonarr.shows.missing(sim.clock.time())
    assert wanted.totalRecords == len(missing)
    assert (await client.async_get_blocklist()).totalRecords == 0
    assert [d.freeSpace > 0 for d in await client.async_get_diskspace()] == [True] * 2


async def test_the_sonarr_client_finds_titles_and_starts_a_search(
    sim: Simulation, session: aiohttp.ClientSession
) -> None:
    client = SonarrClient(_host(sim.sonarr), session=session)
    found = await client.async_lookup_series("The Office")
    assert {one.title for one in found} == {"The Office (US)", "The Office (UK)"}
    command = await client.async_sonarr_command(
        SonarrCommands.SERIES_SEARCH, seriesid=1
    )
    assert command.name == "SeriesSearch"
    profiles = await client.async_get_quality_profiles()
    assert isinstance(profiles, list)
    assert "HD-1080p" in {profile.name for profile in profiles}


async def test_the_radarr_client_reads_library_queue_and_calendar(
    sim: Simulation, session: aiohttp.ClientSession
) -> None:
    client = RadarrClient(_host(sim.radarr), session=session)
    movies = await client.async_get_movies()
    assert isinstance(movies, list)
    assert len(movies) == 25
    queue = await client.async_get_queue(include_movie=True)
    assert queue.totalRecords == 1
    assert queue.records[0].movieId in {movie.id for movie in movies}
    dune = sim.catalogue.find_movies("Dune 1984")[0]
    (found,) = await client.async_lookup_movie(str(dune.tmdb_id))
    assert (found.title, found.year) == ("Dune", 1984)
    command = await client.async_radarr_command(RadarrCommands.MISSING_MOVIES_SEARCH)
    assert command.name == "MissingMoviesSearch"
    roots = await client.async_get_root_folders()
    assert roots is not None


async def test_a_wrong_key_is_refused(
    sim: Simulation, session: aiohttp.ClientSession
) -> None:
    client = RadarrClient(_host(sim.radarr, "wrong"), session=session)
    with pytest.raises(ArrAuthenticationException):
        await client.async_get_system_status()
