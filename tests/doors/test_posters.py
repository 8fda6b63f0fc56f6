"""Posters come through Home Assistant: for who is logged in, and with nobody's key."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.autoarr import posters
from custom_components.autoarr.engine import posters as finding
from custom_components.autoarr.engine.posters import ABSENT, FRESH, POSTERS, poster_path
from custom_components.autoarr.limits import Family
from simulator.artwork import draw
from simulator.clock import Clock
from simulator.http import Fault
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

pytestmark = [pytest.mark.real_time, pytest.mark.usefixtures("loopback")]


@dataclass(slots=True)
class Wall:
    """Where posters are seen.

    Attributes:
        now: Seconds, as the posters know them.
    """

    home: Home
    client: TestClient[Any, Any]
    world: Simulation
    now: float = 0

    async def see(self, path: str, **headers: str) -> ClientResponse:
        """Ask for a poster."""
        return await self.client.get(path, headers=headers)

    def asked(self, of: str, part: str) -> int:
        """Return how often a server was asked for something."""
        return sum(part in each.path for each in self.world.servers[of].requests)


@pytest.fixture
async def simulation(loopback: None) -> AsyncIterator[Simulation]:
    """A world that goes by a real clock: sockets to Home Assistant need one."""
    async with Simulation(clock=Clock(60), seed=7) as world:
        yield world


@pytest.fixture
async def wall(
    hass: HomeAssistant,
    make_home: MakeHome,
    simulation: Simulation,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> Wall:
    """A home that shows posters to somebody who is logged in."""
    assert await async_setup_component(hass, "http", {})
    walls: list[Wall] = []
    monkeypatch.setattr(posters, "monotonic", lambda: walls[0].now if walls else 0.0)
    home = await make_home()
    walls.append(Wall(home, await hass_client(), simulation))
    return walls[0]


def _film(world: Simulation) -> tuple[bytes, str]:
    """Return the poster of a film in the library, and where it is."""
    movie = next(iter(world.radarr.films.films.values())).movie
    return draw(movie.title, movie.year), f"{POSTERS}/movie/{movie.tmdb_id}"


async def test_a_poster_of_the_library_comes_from_the_app_once(wall: Wall) -> None:
    poster, path = _film(wall.world)
    for _ in range(3):
        answer = await wall.see(path)
        assert answer.status == HTTPStatus.OK
        assert await answer.read() == poster
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private")
    assert wall.asked("radarr", "mediacover") == 1


async def test_who_has_the_poster_is_told_so(wall: Wall) -> None:
    _, path = _film(wall.world)
    tag = (await wall.see(path)).headers["ETag"]
    again = await wall.see(path, **{"If-None-Match": tag})
    assert again.status == HTTPStatus.NOT_MODIFIED
    assert await again.read() == b""
    other = await wall.see(path, **{"If-None-Match": '"other"'})
    assert other.status == HTTPStatus.OK


async def test_the_poster_of_a_series_comes_from_sonarr(wall: Wall) -> None:
    show = next(iter(wall.world.sonarr.shows.series.values())).show
    answer = await wall.see(f"{POSTERS}/series/{show.tvdb_id}")
    assert await answer.read() == draw(show.title, show.year)


async def test_a_poster_of_what_nobody_has_comes_from_where_look_ups_say(
    wall: Wall,
) -> None:
    [dune, *_] = wall.world.catalogue.find_movies("Dune")
    answer = await wall.see(f"{POSTERS}/movie/{dune.tmdb_id}")
    assert await answer.read() == draw(dune.title, dune.year)
    assert wall.asked("radarr", "mediacover") == 0
    assert wall.asked("radarr", "artwork") == 1


async def test_choices_have_posters_that_no_look_up_is_needed_for(wall: Wall) -> None:
    answer = await wall.home.engine.hass.services.async_call(
        "autoarr",
        "request_media",
        {"query": "the film dune"},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    request = answer["request"]
    assert isinstance(request, dict)
    candidates = request["candidates"]
    assert isinstance(candidates, list)
    looked_up = wall.asked("radarr", "lookup")
    for each in candidates:
        assert isinstance(each, dict)
        assert each["poster"] == f"{POSTERS}/movie/{each['tmdb_id']}"
        assert (await wall.see(each["poster"])).status == HTTPStatus.OK
    assert wall.asked("radarr", "lookup") == looked_up


async def test_plex_helps_out_where_an_app_has_no_picture(
    wall: Wall,
) -> None:
    film = next(each for each in wall.world.radarr.films.films.values() if each.file)
    await wall.world.clock.play(120)
    await wall.world.radarr.set_fault(Fault.HTTP_500)
    answer = await wall.see(f"{POSTERS}/movie/{film.movie.tmdb_id}")
    assert await answer.read() == draw(film.movie.title, film.movie.year)
    assert wall.asked("plex", "/photo/:/transcode") == 1


async def test_a_title_without_a_poster_is_looked_for_again_only_later(
    wall: Wall,
) -> None:
    path = f"{POSTERS}/series/999999999"
    for _ in range(3):
        assert (await wall.see(path)).status == HTTPStatus.NOT_FOUND
    assert wall.asked("sonarr", "lookup") == 1
    wall.now += ABSENT
    assert (await wall.see(path)).status == HTTPStatus.NOT_FOUND
    assert wall.asked("sonarr", "lookup") == 2


async def test_many_who_ask_at_once_cost_one_picture(wall: Wall) -> None:
    _, path = _film(wall.world)
    answers = await asyncio.gather(*(wall.see(path) for _ in range(8)))
    assert {each.status for each in answers} == {HTTPStatus.OK}
    assert wall.asked("radarr", "mediacover") == 1


async def test_a_poster_may_change_by_tomorrow(wall: Wall) -> None:
    _, path = _film(wall.world)
    await wall.see(path)
    wall.now += FRESH
    await wall.see(path)
    assert wall.asked("radarr", "mediacover") == 2


async def test_what_was_seen_longest_ago_makes_room(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 1)
    first, second = (
        f"{POSTERS}/movie/{film.movie.tmdb_id}"
        for film in [*wall.world.radarr.films.films.values()][:2]
    )
    for path in (first, second, second, first):
        assert (await wall.see(path)).status == HTTPStatus.OK
    assert wall.asked("radarr", "mediacover") == 3


async def test_strangers_see_nothing(
    wall: Wall, hass_client_no_auth: ClientSessionGenerator
) -> None:
    _, path = _film(wall.world)
    stranger = await hass_client_no_auth()
    # An address that ran out on an open page is no attempt to break in.
    assert (await stranger.get(path)).status == HTTPStatus.FORBIDDEN
    forged = await stranger.get(path, headers={"Authorization": "Bearer forged"})
    assert forged.status == HTTPStatus.UNAUTHORIZED


async def test_a_signed_address_is_enough_for_a_picture(
    wall: Wall, hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    poster, path = _film(wall.world)
    stranger = await hass_client_no_auth()
    signed = async_sign_path(hass, path, timedelta(minutes=1))
    assert await (await stranger.get(signed)).read() == poster


async def test_who_asks_too_often_has_to_wait(
    wall: Wall, hass_admin_user: MockUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = _film(wall.world)
    tired_of = (hass_admin_user.id, Family.READ)
    monkeypatch.setattr(
        wall.home.engine.limits, "count", lambda *asked: 5.0 * (asked == tired_of)
    )
    assert (await wall.see(path)).status == HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.parametrize("path", ["movie/0", "movie/x", "book/7", "movie/99999999999"])
async def test_only_titles_have_posters(wall: Wall, path: str) -> None:
    assert (await wall.see(f"{POSTERS}/{path}")).status == HTTPStatus.NOT_FOUND


async def test_a_stack_that_stopped_shows_nothing_until_it_is_back(
    wall: Wall, hass: HomeAssistant
) -> None:
    _, path = _film(wall.world)
    await wall.home.unload()
    assert (await wall.see(path)).status == HTTPStatus.NOT_FOUND
    await hass.config_entries.async_setup(wall.home.entry.entry_id)
    assert (await wall.see(path)).status == HTTPStatus.OK


def test_a_title_that_nobody_numbered_has_no_poster() -> None:
    assert poster_path("movie", 7, None) == f"{POSTERS}/movie/7"
    assert poster_path("series", 7, 8) == f"{POSTERS}/series/8"
    assert poster_path("series", 7, None) is None
    assert poster_path(None, 7, 8) is None
