"""Plex as part of the world: what was imported, after a scan, and who watches it."""

import aiohttp
import pytest

from simulator.plex import PlayState
from simulator.world import Simulation


async def test_an_imported_film_is_seen_after_a_scan(sim: Simulation) -> None:
    told = await sim.scenario("good", media="movie")
    film = sim.radarr.films.films[told["media_id"]]
    await sim.until(lambda: film.file is not None)

    def known() -> bool:
        guid = f"tmdb://{film.movie.tmdb_id}"
        return any(guid in item.guids for item in sim.plex.plex.index.items.values())

    assert not known()
    url = f"{sim.plex.url}/library/sections/1/refresh?X-Plex-Token={sim.plex.token}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
    await sim.until(known, seconds=60, step=2)


async def test_playback_is_directed_from_the_control_desk(sim: Simulation) -> None:
    async with aiohttp.ClientSession() as session:
        desk = f"{sim.control.url}/scenarios/playback"
        async with session.post(desk, json={"user": "Ann"}) as answer:
            told = await answer.json()
        assert (told["server"], told["state"]) == ("plex", "playing")
        async with session.get(f"{sim.control.url}/world") as answer:
            plex = (await answer.json())["plex"]
        [watching] = plex["sessions"]
        assert (watching["user"], watching["state"]) == ("Ann", "playing")
        assert plex["items"]["Movies"] > 0
        change = {"session": told["session"], "state": "paused"}
        async with session.post(desk, json=change) as answer:
            assert (await answer.json())["state"] == "paused"
        async with session.post(desk, json={"title": "No such film"}) as answer:
            assert answer.status == 400
    ended = await sim.scenario("playback", session=told["session"])
    assert ended["state"] == PlayState.STOPPED
    with pytest.raises(LookupError):
        await sim.scenario("playback", session=told["session"])
