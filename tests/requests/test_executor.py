"""What requests tell the simulated apps: all that was asked for, and nothing more."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.requests.executor import RequestExecutor
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    EpisodeWish,
    Offer,
    Request,
    RequestKind,
    Scope,
    Wish,
)
from custom_components.autoarr.servers.base import (
    AlreadyAdded,
    CannotConnect,
    NotFound,
    Rejected,
    ServerError,
)
from custom_components.autoarr.servers.models import Episode, Found, NewTitle, Release
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from custom_components.autoarr.store import JournalEntry
from simulator.arr.films import Film
from simulator.arr.shows import Series
from simulator.world import MOVIES_ROOT, SHOWS_ROOT, Simulation

from .facts import a_request


class Journal:
    """Remembers steps, and how they went."""

    def __init__(self) -> None:
        """Start empty."""
        self.steps: list[JournalEntry] = []
        self.results: dict[str, str] = {}

    async def intend(self, entry: JournalEntry) -> None:
        """Write a step down."""
        self.steps.append(entry)

    async def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        """Write down how it went."""
        self.results[entry_id] = result

    @property
    def told(self) -> list[str]:
        """What was done, and how it went."""
        return [f"{each.action} {self.results[each.id]}" for each in self.steps]


@pytest.fixture
async def world(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world that lives a hundred times as fast."""
    async with Simulation(speed=100, movies=8, series=4) as simulation:
        yield simulation


@pytest.fixture
def journal() -> Journal:
    """Return an empty journal."""
    return Journal()


@pytest.fixture
async def executor(
    world: Simulation, journal: Journal
) -> AsyncIterator[RequestExecutor]:
    """Return an executor that reaches the world's servers."""
    async with aiohttp.ClientSession() as session:
        yield RequestExecutor(
            {
                "plex": PlexClient(session, world.plex.url, world.plex.token),
                "radarr": RadarrClient(session, world.radarr.url, world.radarr.api_key),
                "sonarr": SonarrClient(session, world.sonarr.url, world.sonarr.api_key),
            },
            journal,
            lambda: datetime.fromtimestamp(world.clock.time(), UTC),
        )


def of_film(film: Film, **facts: Any) -> Request:
    """Return a request for a film that is there."""
    offer = Offer(
        media_type=MediaType.MOVIE,
        title=film.movie.title,
        year=film.movie.year,
        tmdb_id=film.movie.tmdb_id,
    )
    told: dict[str, Any] = {"media_id": film.id, "server_id": "radarr", **facts}
    return a_request(offer=offer, **told)


def of_show(series: Series, wish: Wish, **facts: Any) -> Request:
    """Return a request for a series that is there."""
    show = series.show
    offer = Offer(media_type=MediaType.SERIES, title=show.title, tvdb_id=show.tvdb_id)
    told: dict[str, Any] = {
        "media_id": series.id,
        "server_id": "sonarr",
        "seasons": wish.seasons,
        **facts,
    }
    return a_request(offer=offer, wish=wish, **told)


def new_film(world: Simulation, **facts: Any) -> Request:
    """Return a request for a film that is not there."""
    (movie,) = world.catalogue.find_movies("Dune 1984")[:1]
    offer = Offer(media_type=MediaType.MOVIE, title="Dune", tmdb_id=movie.tmdb_id)
    told: dict[str, Any] = {
        "offer": offer,
        "server_id": "radarr",
        "media_id": None,
        "profile_id": 4,
        "root_folder": MOVIES_ROOT,
        **facts,
    }
    return a_request(**told)


def new_show(world: Simulation, wish: Wish) -> Request:
    """Return a request for a series that is not there."""
    (show,) = world.catalogue.find_series("Seinfeld")[:1]
    return a_request(
        offer=Offer(
            media_type=MediaType.SERIES, title="Seinfeld", tvdb_id=show.tvdb_id
        ),
        wish=wish,
        seasons=wish.seasons,
        server_id="sonarr",
        media_id=None,
        profile_id=4,
        root_folder=SHOWS_ROOT,
    )


async def episodes(executor: RequestExecutor, request: Request) -> list[Episode]:
    """Return the episodes of a request's seasons."""
    client = executor.client_of(request)
    assert isinstance(client, SonarrClient)
    assert request.media_id is not None
    every = await client.episodes(request.media_id)
    return [each for each in every if each.season in request.seasons]


async def test_a_film_is_added_once_however_often_that_is_tried(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    request = new_film(world)
    media_id = await executor.ensure(request)
    assert await executor.ensure(request) == media_id
    assert journal.told == ["add_title done"]
    assert journal.steps[0].correlation_id == request.correlation_id
    assert world.radarr.core.counters.searches == 0


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_film_that_somebody_else_just_added_is_taken_as_it_is(
    world: Simulation,
    executor: RequestExecutor,
    monkeypatch: pytest.MonkeyPatch,
    is_there: bool,
) -> None:
    """Unless the app says so of a film that it has not."""
    request = new_film(world)
    client = executor.client_of(request)
    add = client.add

    async def too_late(found: Found, wish: NewTitle) -> int:
        if is_there:
            await add(found, wish)
        raise AlreadyAdded("exists")

    monkeypatch.setattr(client, "add", too_late)
    if is_there:
        assert await executor.ensure(request) in world.radarr.films.films
    else:
        with pytest.raises(AlreadyAdded):
            await executor.ensure(request)


async def test_a_title_that_nobody_knows_is_not_added(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    unknown = Offer(media_type=MediaType.MOVIE, title="?", tmdb_id=1)
    with pytest.raises(NotFound):
        await executor.ensure(new_film(world, offer=unknown))
    with pytest.raises(Rejected):
        await executor.ensure(new_film(world, profile_id=None))
    assert journal.steps == []


async def test_a_refusal_and_a_silence_are_written_down(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    with pytest.raises(Rejected):
        await executor.ensure(new_film(world, root_folder="/nowhere"))
    assert journal.told == ["add_title refused"]
    request = of_film(next(iter(world.radarr.films.films.values())))
    await world.radarr.set_up(False)
    with pytest.raises(CannotConnect):
        await executor.search(request, ())
    assert journal.told[-1] in ("search_movie unreachable", "search_movie unsure")


async def test_a_film_that_nobody_wanted_is_wanted_now(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    film = next(iter(world.radarr.films.films.values()))
    film.monitored = False
    await executor.ensure(of_film(film))
    assert film.monitored
    await executor.ensure(of_film(film, profile_id=5))
    assert film.profile_id == 5
    assert journal.told == ["monitor_movie done", "set_profile done"]
    with pytest.raises(Rejected):
        await executor.ensure(of_film(film, profile_id=99))


async def test_a_season_of_a_series_that_is_there_is_monitored(
    world: Simulation, executor: RequestExecutor
) -> None:
    series = next(iter(world.sonarr.shows.series.values()))
    for number in series.seasons:
        series.seasons[number] = False
    for each in series.episodes:
        each.monitored = False
    series.monitored = False
    wish = Wish(scope=Scope.SEASONS, seasons=(1,))
    await executor.ensure(of_show(series, wish))
    assert series.monitored
    assert {each.season for each in series.episodes if each.monitored} == {1}


async def test_single_episodes_are_monitored_and_searched_alone(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    series = next(iter(world.sonarr.shows.series.values()))
    for each in series.episodes:
        each.monitored, each.file = False, None
    series.monitored = False
    wish = Wish(scope=Scope.EPISODES, episodes=(EpisodeWish(season=1, number=2),))
    request = of_show(series, wish, seasons=(1,))
    await executor.ensure(request)
    wanted = [each for each in await episodes(executor, request) if each.episode == 2]
    await executor.monitor_episodes(request, wanted)
    await executor.search(request, wanted)
    assert [each.number for each in series.episodes if each.monitored] == [2]
    assert journal.told == [
        "monitor_series done",
        "monitor_episodes done",
        "search_episodes done",
    ]


async def test_a_whole_season_is_searched_as_one_and_the_rest_of_it_by_episode(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    series = next(iter(world.sonarr.shows.series.values()))
    first = [each for each in series.episodes if each.season == 1]
    for each in first:
        each.file = None
    request = of_show(series, Wish(scope=Scope.SEASONS, seasons=(1,)))
    await executor.search(request, await episodes(executor, request))
    world.give_episode(first[0], 3)
    await executor.search(request, await episodes(executor, request))
    assert journal.told == ["search_season done", "search_episodes done"]
    for each in first:
        world.give_episode(each, 3)
    await executor.search(request, await episodes(executor, request))
    assert len(journal.steps) == 2, "there is nothing to search for"


async def test_new_seasons_are_taken_too_when_only_new_episodes_are_wanted(
    world: Simulation, executor: RequestExecutor
) -> None:
    media_id = await executor.ensure(new_show(world, Wish(scope=Scope.FUTURE)))
    series = world.sonarr.shows.series[media_id]
    assert series.monitor_new == "all"
    await world.until(lambda: bool(series.episodes))
    assert not any(each.monitored for each in series.episodes)


async def test_a_given_up_request_is_looked_for_no_more(
    world: Simulation, executor: RequestExecutor
) -> None:
    request = new_film(world)
    media_id = await executor.ensure(request)
    added = replace(request, media_id=media_id, added=True)
    await executor.leave(added, ())
    assert not world.radarr.films.films[media_id].monitored

    series = next(iter(world.sonarr.shows.series.values()))
    for each in series.episodes:
        each.monitored, each.file = True, None
    of_one = of_show(series, Wish(scope=Scope.SEASONS, seasons=(1,)))
    await executor.leave(of_one, await episodes(executor, of_one))
    assert all(each.monitored is (each.season != 1) for each in series.episodes)
    assert series.monitored


async def test_what_is_gone_already_is_as_good_as_removed(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    film = next(iter(world.radarr.films.films.values()))
    await executor.remove(of_film(film))
    await executor.remove(of_film(film))
    assert film.id not in world.radarr.films.films
    assert journal.told == ["delete_title done", "delete_title refused"]
    await executor.stop(of_film(film), 12345, "gone")


async def test_a_server_or_title_that_is_not_there_is_said_to_be_missing(
    executor: RequestExecutor,
) -> None:
    for request in (
        a_request(server_id="nobody"),
        a_request(server_id="radarr", media_id=None),
    ):
        with pytest.raises(NotFound):
            await executor.search(request, ())
    with pytest.raises(NotFound):
        await executor.scan(a_request(offer=None))


async def test_the_best_release_that_is_not_to_blame_is_grabbed_instead(
    world: Simulation, executor: RequestExecutor
) -> None:
    film = next(each for each in world.radarr.films.films.values() if each.file)
    request = of_film(film, kind=RequestKind.REPLACE)
    offered = [
        each.title
        for each in await executor.releases(request, ())
        if all("Existing" in text for text in each.rejections)
    ]
    grabbed = await executor.grab_instead(
        request, (), offered[:1], lambda text: "Existing" in text
    )
    assert isinstance(grabbed, Release)
    assert grabbed.title == offered[1]
    nothing = await executor.grab_instead(request, (), offered, lambda text: False)
    assert nothing is None


async def test_releases_of_a_series_are_asked_for_by_season_or_episode(
    world: Simulation, executor: RequestExecutor
) -> None:
    series = next(iter(world.sonarr.shows.series.values()))
    request = of_show(series, Wish(scope=Scope.SEASONS, seasons=(1,)))
    every = await episodes(executor, request)
    assert any(each.full_season for each in await executor.releases(request, every))
    single = of_show(series, Wish(scope=Scope.EPISODES), seasons=(1,))
    found = await executor.releases(single, every[:1])
    assert found
    assert not any(each.full_season for each in found)
    assert await executor.releases(single, ()) == ()


async def test_plex_shows_a_film_once_it_has_looked(
    world: Simulation, executor: RequestExecutor, journal: Journal
) -> None:
    film = next(each for each in world.radarr.films.films.values() if not each.file)
    request = of_film(film)
    world.give_movie(film, 7)
    assert film.file is not None
    film.file.added = world.radarr.films.changed_at = world.clock.time()
    await executor.scan(request)
    assert journal.told == ["scan_library done"]
    for _ in range(200):
        if await executor.is_in_plex(request, ()):
            break
        await world.clock.sleep(1)
    assert await executor.is_in_plex(request, ())
    await world.plex.set_up(False)
    assert not await executor.is_in_plex(request, ())
    await executor.scan(request)


async def test_plex_shows_a_season_when_it_has_all_of_it(
    world: Simulation, executor: RequestExecutor
) -> None:
    series = next(
        each
        for each in world.sonarr.shows.series.values()
        if all(episode.file for episode in each.episodes if episode.season == 1)
    )
    request = of_show(series, Wish(scope=Scope.SEASONS, seasons=(1,)))
    every = await episodes(executor, request)
    assert await executor.is_in_plex(request, every)
    more = Episode(id=9, series_id=series.id, season=1, episode=999)
    assert not await executor.is_in_plex(request, [*every, more])


async def test_whether_an_app_searches_is_known(
    world: Simulation, executor: RequestExecutor
) -> None:
    film = next(iter(world.radarr.films.films.values()))
    request = of_film(film)
    assert not await executor.is_searching(request)
    await executor.search(request, ())
    assert await executor.is_searching(request)
    with pytest.raises(ServerError):
        await executor.is_searching(a_request(server_id="nobody"))
