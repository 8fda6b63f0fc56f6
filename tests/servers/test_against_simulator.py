"""Each client reads the simulated app it was made for, over real connections."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import msgspec
import pytest

from custom_components.autoarr.servers.base import (
    AlreadyAdded,
    CannotConnect,
    InvalidAuth,
    NotFound,
    ServerBusy,
    ServerError,
    ServerFault,
    ServerTimeout,
    Timeouts,
    UnexpectedAnswer,
    WrongApp,
    WrongBasePath,
)
from custom_components.autoarr.servers.models import HistoryEvent, NewTitle, ServerType
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from simulator.arr.history import Event
from simulator.http import AppServer, Fault
from simulator.plex.server import PlexServer
from simulator.world import Simulation


@pytest.fixture
async def world(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world that lives twenty times as fast."""
    async with Simulation(speed=20, movies=8, series=4) as simulation:
        yield simulation


@pytest.fixture
def sonarr(world: Simulation, session: aiohttp.ClientSession) -> SonarrClient:
    """A client of the world's Sonarr."""
    return SonarrClient(session, world.sonarr.url, world.sonarr.api_key)


@pytest.fixture
def radarr(world: Simulation, session: aiohttp.ClientSession) -> RadarrClient:
    """A client of the world's Radarr."""
    return RadarrClient(session, world.radarr.url, world.radarr.api_key)


@pytest.fixture
def sabnzbd(world: Simulation, session: aiohttp.ClientSession) -> SabnzbdClient:
    """A client of the world's SABnzbd."""
    return SabnzbdClient(session, world.sabnzbd.url, world.sabnzbd.api_key)


@pytest.fixture
def plex(world: Simulation, session: aiohttp.ClientSession) -> PlexClient:
    """A client of the world's Plex."""
    return PlexClient(session, world.plex.url, world.plex.token)


async def test_all_four_prove_who_they_are(
    sonarr: SonarrClient,
    radarr: RadarrClient,
    sabnzbd: SabnzbdClient,
    plex: PlexClient,
) -> None:
    for client in (sonarr, radarr, sabnzbd, plex):
        info = await client.identify()
        assert info.server_type is client.server_type
        assert info.version
        assert (info.unique_id is not None) == (info.server_type is ServerType.PLEX)


def key_of(server: AppServer) -> str:
    """Return what a simulated server knows its friends by."""
    key = server.token if isinstance(server, PlexServer) else vars(server)["api_key"]
    assert isinstance(key, str)
    return key


CLIENTS: list[tuple[str, type[Any]]] = [
    ("sonarr", SonarrClient),
    ("radarr", RadarrClient),
    ("sabnzbd", SabnzbdClient),
    ("plex", PlexClient),
]


@pytest.mark.parametrize(("name", "client_type"), CLIENTS)
async def test_neither_a_wrong_key_nor_another_app_is_accepted(
    world: Simulation,
    session: aiohttp.ClientSession,
    name: str,
    client_type: type[Any],
) -> None:
    with pytest.raises(InvalidAuth):
        await client_type(session, world.servers[name].url, "0" * 32).identify()
    for other, server in world.servers.items():
        if other != name:
            with pytest.raises(UnexpectedAnswer):
                await client_type(session, server.url, key_of(server)).identify()


FAULTS: list[tuple[Fault, type[ServerError]]] = [
    (Fault.TIMEOUT, ServerTimeout),
    (Fault.HTTP_500, ServerFault),
    (Fault.HTTP_503, ServerBusy),
    (Fault.HTML, WrongApp),
    (Fault.TRUNCATED, ServerError),
    (Fault.WRONG_SHAPE, UnexpectedAnswer),
    (Fault.LOGIN_PAGE, WrongApp),
    (Fault.REDIRECT, WrongBasePath),
    (Fault.WRONG_KEY, InvalidAuth),
    (Fault.REFUSE, CannotConnect),
]


@pytest.mark.parametrize(("name", "client_type"), CLIENTS)
async def test_each_way_to_misbehave_is_told(
    world: Simulation,
    session: aiohttp.ClientSession,
    name: str,
    client_type: type[Any],
) -> None:
    server = world.servers[name]
    client = client_type(
        session, server.url, key_of(server), timeouts=Timeouts(0.3, 0.3, 0.3)
    )
    call = {
        "sonarr": "watch",
        "radarr": "library",
        "sabnzbd": "queue",
        "plex": "sessions",
    }[name]
    for fault, error in FAULTS:
        await server.set_fault(fault)
        with pytest.raises(error):
            await getattr(client, call)()
    await server.set_fault(Fault.NONE)
    await getattr(client, call)()


@pytest.mark.parametrize("base", ["/sonarr", "/tv"])
async def test_a_forgotten_base_path_is_told(
    session: aiohttp.ClientSession, base: str
) -> None:
    async with Simulation(movies=0, series=0, sonarr_base=base) as world:
        right = SonarrClient(session, world.sonarr.url, world.sonarr.api_key)
        assert (await right.identify()).url_base == base
        wrong = world.sonarr.url.removesuffix(base)
        with pytest.raises(WrongBasePath):
            await SonarrClient(session, wrong, world.sonarr.api_key).identify()


async def test_a_base_path_that_is_not_there_is_told(
    world: Simulation, session: aiohttp.ClientSession
) -> None:
    for client in (
        SonarrClient(session, f"{world.sonarr.url}/tv", world.sonarr.api_key),
        SabnzbdClient(session, f"{world.sabnzbd.url}/tv", world.sabnzbd.api_key),
    ):
        with pytest.raises(WrongBasePath):
            await client.identify()


async def test_a_bad_release_is_seen_failing_by_everyone_who_knows_of_it(
    world: Simulation, radarr: RadarrClient, sabnzbd: SabnzbdClient
) -> None:
    begin = world.clock.now() - timedelta(seconds=1)
    told = await world.scenario("no_redownload", media="movie")
    download_id = told["download_id"]

    (job,) = (await sabnzbd.queue()).jobs
    assert job.id == download_id
    assert job.size > 0
    quiet = await sabnzbd.history(limit=10)
    assert quiet is not None

    await world.until(
        lambda: any(
            row.event is Event.FAILED and row.download_id == download_id
            for row in world.radarr.history.rows
        )
    )
    records = await radarr.history_since(begin)
    mine = [record for record in records if record.download_id == download_id]
    assert [record.event for record in mine] == [
        HistoryEvent.GRABBED,
        HistoryEvent.FAILED,
    ]
    assert mine[0].movie_id == told["media_id"]
    assert mine[0].indexer
    assert "cannot be completed" in mine[1].message
    assert await radarr.history_of(download_id) == mine
    assert mine == [
        record
        for record in await radarr.history_of_movie(told["media_id"])
        if record.download_id == download_id
    ]
    (entry,) = (await radarr.blocklist_page()).entries
    assert entry.movie_id == told["media_id"]
    await radarr.remove_blocklisted([entry.id])
    assert (await radarr.blocklist_page()).total == 0

    assert (await sabnzbd.queue()).total == 0
    later = await sabnzbd.history(limit=10, since_update=quiet.last_update)
    assert later is not None
    assert (await sabnzbd.history(limit=10, since_update=later.last_update)) is None


async def test_a_pack_is_a_row_an_episode_and_leaves_the_queue_as_one(
    world: Simulation, sonarr: SonarrClient, sabnzbd: SabnzbdClient
) -> None:
    told = await world.scenario("season_pack")
    await world.until(lambda: bool(world.sonarr.downloads.tracked))
    rows = [row async for page in sonarr.pages_of_queue(2) for row in page.rows]
    assert len(rows) > 1
    assert {row.download_id for row in rows} == {told["download_id"]}
    assert len({row.id for row in rows}) == len(rows)
    episodes = {episode.id for episode in await sonarr.episodes(told["media_id"])}
    assert {row.episode_id for row in rows} <= episodes

    await sonarr.remove_from_queue(
        rows[0].id, remove_from_client=True, blocklist=False, skip_redownload=True
    )
    assert (await sonarr.queue_page(1)).rows == ()
    assert (await sabnzbd.queue()).total == 0
    with pytest.raises(NotFound):
        await sonarr.remove_from_queue(
            rows[0].id, remove_from_client=True, blocklist=False, skip_redownload=True
        )


async def test_a_queue_of_hundreds_is_read_whole_and_watched_small(
    world: Simulation, sonarr: SonarrClient
) -> None:
    await world.scenario("bulk_queue", media="series", count=600)
    rows = [row async for page in sonarr.pages_of_queue() for row in page.rows]
    assert len({row.download_id for row in rows}) == 600
    first = await sonarr.watch()
    assert 0 < first.total < len(rows)
    assert await sonarr.watch() == first


async def test_the_library_and_the_state_of_the_apps_are_read(
    world: Simulation, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    films = await radarr.library()
    assert len(films) == len(world.radarr.films.films)
    assert any(film.has_file for film in films)
    assert all(film.tmdb_id and film.title and film.year for film in films)
    series = await sonarr.library()
    assert len(series) == len(world.sonarr.shows.series)
    assert all(show.tvdb_id and show.path for show in series)
    for app in (sonarr, radarr):
        assert all(folder.free for folder in await app.root_folders())
        (client,) = await app.download_clients()
        assert client.implementation == "Sabnzbd"
        assert client.port == world.sabnzbd.port
        assert client.category
        assert (await app.download_handling()).completed_handling
        assert await app.missing_count() >= 0
        assert await app.cutoff_count() >= 0
        assert await app.health() is not None
        await app.latest_update()
        command = await app.refresh_monitored_downloads()
        assert (await app.command(command.id)).name == "RefreshMonitoredDownloads"
        assert command.id in {each.id for each in await app.commands()}


async def test_releases_are_found_judged_and_grabbed(
    world: Simulation, radarr: RadarrClient
) -> None:
    film = next(f for f in await radarr.library() if not f.has_file and f.monitored)
    found = await radarr.releases(film.id)
    assert all(release.movie_id == film.id for release in found)
    good = [release for release in found if not release.rejected]
    assert [*good, *(r for r in found if r.rejected)] == list(found), "best first"
    begin = world.clock.now() - timedelta(seconds=1)
    await radarr.grab(good[0])
    (record,) = await radarr.history_since(begin)
    assert record.source_title == good[0].title
    assert record.release_source == "InteractiveSearch"
    assert record.published is not None
    assert good[0].age is not None
    age = record.date - record.published
    assert abs(age - timedelta(hours=good[0].age)) < timedelta(hours=1)


async def test_profiles_say_what_the_titles_are_wanted_in(
    sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    for app in (sonarr, radarr):
        profiles = {profile.id: profile for profile in await app.profiles()}
        assert len(profiles) > 1
        assert {title.quality_profile_id for title in await app.library()} <= set(
            profiles
        )
        for profile in profiles.values():
            ranks = [quality.rank for quality in profile.qualities]
            assert ranks == sorted(ranks) != []
            assert profile.cutoff in ranks


async def test_a_profile_and_nothing_else_of_a_title_is_changed(
    world: Simulation, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    for app in (sonarr, radarr):
        before = await app.title(1)
        other = next(
            profile.id
            for profile in await app.profiles()
            if profile.id != before.quality_profile_id
        )
        await app.set_profile(1, other)
        after = await app.title(1)
        assert after.quality_profile_id == other
        assert (
            msgspec.structs.replace(after, quality_profile_id=before.quality_profile_id)
            == before
        )
        with pytest.raises(ServerFault):
            await app.set_profile(999, other)


async def test_sabnzbd_is_paused_limited_and_told_what_to_do_with_jobs(
    world: Simulation, sabnzbd: SabnzbdClient
) -> None:
    told = await world.scenario("stalled", media="movie")
    job_id = told["download_id"]
    await sabnzbd.pause(90)
    queue = await sabnzbd.queue()
    assert queue.paused
    assert queue.pause_left is not None
    assert 60 < queue.pause_left <= 120
    await sabnzbd.resume()
    assert not (await sabnzbd.queue()).paused
    await sabnzbd.pause_job(job_id)
    assert (await sabnzbd.queue()).jobs[0].status == "Paused"
    await sabnzbd.resume_job(job_id)
    await sabnzbd.set_speed_limit(50)
    assert (await sabnzbd.queue()).speed_limit == 50
    assert "*" in await sabnzbd.categories()
    assert (await sabnzbd.status()).news_servers
    assert await sabnzbd.warnings() is not None
    with pytest.raises(NotFound):
        await sabnzbd.retry(job_id)
    assert await sabnzbd.delete_jobs([job_id]) == (job_id,)
    with pytest.raises(NotFound):
        await sabnzbd.delete_jobs([job_id])


async def test_plex_knows_what_radarr_imported(
    world: Simulation, radarr: RadarrClient, plex: PlexClient
) -> None:
    film = next(film for film in await radarr.library() if film.has_file)
    await plex.scan()
    sections = await plex.sections()
    assert {section.type for section in sections} == {"movie", "show"}
    found = await plex.find([f"tmdb://{film.tmdb_id}"], "movie")
    assert found is not None
    assert (found.title, found.year) == (film.title, film.year)
    movies = next(section for section in sections if section.type == "movie")
    assert (await plex.items(movies.key, "movie")).total == len(
        [film for film in await radarr.library() if film.has_file]
    )
    assert await plex.recently_added(movies.key, 3)
    assert (await plex.sessions()).count == 0


async def test_what_was_asked_for_is_added_and_nothing_more(
    world: Simulation, radarr: RadarrClient, sonarr: SonarrClient, plex: PlexClient
) -> None:
    film = (await radarr.look_up("Dune 1984"))[0]
    wish = NewTitle(profile_id=5, root_folder="/data/media/movies")
    film_id = await radarr.add(film, wish)
    assert (await radarr.title(film_id)).quality_profile_id == 5
    with pytest.raises(AlreadyAdded):
        await radarr.add(film, wish)
    show = (await sonarr.look_up("Seinfeld"))[0]
    wanted = NewTitle(profile_id=4, root_folder="/data/media/tv", seasons=(2,))
    show_id = await sonarr.add(show, wanted)
    await world.until(lambda: bool(world.sonarr.shows.series[show_id].episodes))
    episodes = await sonarr.episodes(show_id)
    assert {each.season for each in episodes if each.monitored} == {2}
    await sonarr.monitor_seasons(show_id, {4})
    last = max(episodes, key=lambda each: (each.season, each.episode))
    await sonarr.monitor_episodes([last.id])
    episodes = await sonarr.episodes(show_id)
    assert {each.season for each in episodes if each.monitored} == {2, 4, last.season}
    assert [app.core.counters.searches for app in (world.radarr, world.sonarr)] == [
        0,
        0,
    ]


async def test_the_episodes_that_plex_has_are_told(
    plex: PlexClient, sonarr: SonarrClient
) -> None:
    (series, *_) = await sonarr.library()
    show = await plex.find([f"tvdb://{series.tvdb_id}"], "show")
    assert show is not None
    there = {
        (each.season, each.episode)
        for each in await sonarr.episodes(series.id)
        if each.has_file
    }
    told = await plex.episodes(show.rating_key)
    assert {(each.season, each.episode) for each in told} == there
