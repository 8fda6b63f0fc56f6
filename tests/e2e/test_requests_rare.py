"""Requests in houses that are not like most: two Radarrs, no Sonarr, nobody at home."""

from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.downloads.errors import NotKnown, NotPossible
from custom_components.autoarr.requests.record import Requester, RequesterKind, Wish
from custom_components.autoarr.servers.base import ConnectionLost
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.store import StoreError
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home
from .test_requests import (
    DUNE,
    ask,
    becomes,
    film,
    give_profile,
    named,
    owned,
    searches,
    series,
    status,
)

pytestmark = pytest.mark.slow

GUEST = Requester(kind=RequesterKind.GUEST)


async def test_a_profile_says_what_is_usual_for_somebody(
    home: Home, simulation: Simulation
) -> None:
    simulation.radarr.core.settings.lists["rootfolder"].append(
        {
            **simulation.radarr.core.settings.lists["rootfolder"][0],
            "id": 2,
            "path": "/kids",
        }
    )
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    give_profile(
        home, user="anna", quality="720p", root_folders=["/kids"], seasons="first"
    )
    request = (await ask(home, anna, **DUNE))["request"]
    await becomes(home, request["id"], "available")
    got = film(simulation, "Dune", 1984)
    assert got is not None
    assert (got.profile_id, got.root) == (3, "/kids")
    show = (await ask(home, anna, title="Seinfeld", media_type="series"))["request"]
    assert show["seasons"] == [1]


async def test_a_guest_waits_for_approval_and_nobody_answers(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"approval_patience": 30, "question_patience": 20})
    desk = home.engine.desk
    waiting = (await desk.ask(Wish(title="Dune", year=1984), GUEST)).request
    assert waiting is not None
    assert waiting.status == "awaiting_approval"
    asked = (await desk.ask(Wish(title="Dune"), GUEST)).request
    assert asked is not None
    assert desk.question_of(GUEST) == asked
    await becomes(home, asked.id, "cancelled")
    await becomes(home, waiting.id, "declined")
    assert desk.question_of(GUEST) is None
    assert home.writes() == []


async def test_people_are_not_told_who_else_asked(home: Home) -> None:
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    ben = MockUser(id="ben", name="Ben").add_to_hass(home.hass)
    await ask(home, anna, **DUNE)
    answer = await ask(home, ben, **DUNE)
    assert answer["request"] is None
    assert "Anna" not in answer["message"]
    assert len(home.heard("request_created")) == 1


async def test_a_choice_that_is_requested_already_joins_that_request(
    home: Home, simulation: Simulation
) -> None:
    first = (await ask(home, **DUNE))["request"]
    asked = (await ask(home, title="Dune", media_type="movie"))["request"]
    (choice,) = [each["choice"] for each in asked["candidates"] if each["year"] == 1984]
    answer = await home.act("confirm_request", request_id=asked["id"], choice=choice)
    assert answer["request"]["id"] == first["id"]
    assert await status(home, asked["id"]) == "cancelled"


async def test_a_title_of_a_kind_that_no_server_has_is_refused(
    make_home: MakeHome,
) -> None:
    home = await make_home(only=(ServerType.RADARR,))
    answer = await ask(home, title="Seinfeld", media_type="series")
    assert answer["request"]["status"] == "failed"
    with pytest.raises(ServiceValidationError):
        await ask(home, server="Nobody", **DUNE)


async def test_a_quality_that_no_profile_allows_is_refused(
    home: Home, simulation: Simulation
) -> None:
    profiles = simulation.radarr.core.settings.lists["qualityprofile"]
    profiles[:] = [each for each in profiles if each["id"] == 4]
    answer = await ask(home, quality="2160p", **DUNE)
    assert answer["request"]["status"] == "failed"
    assert "2160p" in answer["message"]
    answer = await ask(home, quality="2160p", **named(owned(simulation)))
    assert answer["request"]["status"] == "failed"
    assert home.writes() == []


async def test_without_a_folder_nothing_is_added(
    home: Home, simulation: Simulation
) -> None:
    simulation.radarr.core.settings.lists["rootfolder"].clear()
    answer = await ask(home, **DUNE)
    assert answer["request"]["status"] == "failed"
    assert "Radarr" in answer["message"]


async def test_an_episode_that_does_not_exist_is_named(
    home: Home, simulation: Simulation
) -> None:
    there = next(iter(simulation.sonarr.shows.series.values()))
    known: dict[str, Any] = {
        "title": there.show.title,
        "year": there.show.year,
        "media_type": "series",
    }
    answer = await ask(home, episodes=["S01E999"], **known)
    assert answer["request"]["status"] == "failed"
    assert "S01E999" in answer["message"]
    answer = await ask(
        home, title="Seinfeld", media_type="series", episodes=["S01E999"]
    )
    await becomes(home, answer["request"]["id"], "failed")
    assert searches(simulation) == []


async def test_a_series_that_is_all_there_is_not_got_again(
    home: Home, simulation: Simulation
) -> None:
    there = next(
        each
        for each in simulation.sonarr.shows.series.values()
        if all(episode.file for episode in each.episodes if episode.season == 1)
    )
    answer = await ask(
        home,
        title=there.show.title,
        year=there.show.year,
        media_type="series",
        seasons="first",
    )
    assert answer["request"]["status"] == "available"
    assert home.writes() == []


async def test_a_film_that_is_not_out_yet_is_waited_for(
    home: Home, simulation: Simulation
) -> None:
    movie = next(
        each
        for each in simulation.catalogue.movies
        if (each.title, each.year) == ("Dune", 1984)
    )
    simulation.radarr.films.postpone(movie, simulation.clock.time() + 30 * 86_400)
    answer = await ask(home, **DUNE)
    await becomes(home, answer["request"]["id"], "waiting_for_release")
    assert searches(simulation) == []


async def test_a_film_that_somebody_removes_ends_its_request(
    home: Home, simulation: Simulation
) -> None:
    simulation.indexers.up = False
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "searching")
    got = film(simulation, "Dune", 1984)
    assert got is not None
    simulation.radarr.films.remove(got)
    await home.until(
        lambda: bool(
            [each for each in home.told() if each.get("status") == "cancelled"]
        ),
        "never noticed",
        1_200,
    )


async def test_no_better_copy_is_no_failure(home: Home, simulation: Simulation) -> None:
    there = owned(simulation)
    await ask(home, **named(there))
    request = (await ask(home, **named(there)))["request"]
    assert request["kind"] == "better"
    await home.until(
        lambda: "no better copy" in str([each.get("message") for each in home.told()]),
        "never ended",
        1_200,
    )
    assert await status(home, request["id"]) == "available"


async def test_what_is_over_can_be_hidden_and_not_cancelled(home: Home) -> None:
    desk = home.engine.desk
    admin = Requester(kind=RequesterKind.USER, user_id="ann", is_admin=True)
    over = (await desk.ask(Wish(title="Zyxwv Qponm"), admin)).request
    assert over is not None
    with pytest.raises(NotPossible):
        await desk.cancel(over.id, admin)
    await desk.hide(over.id, admin)
    hidden = await desk.request(over.id, admin)
    assert hidden.hidden
    asked = (await desk.ask(Wish(title="Dune"), admin)).request
    assert asked is not None
    with pytest.raises(NotPossible):
        await desk.hide(asked.id, admin)
    with pytest.raises(NotKnown):
        await desk.request(asked.id, GUEST)


async def test_a_replacement_is_confirmed_first_where_that_is_wanted(
    home: Home, simulation: Simulation
) -> None:
    there, desk = owned(simulation), home.engine.desk
    admin = Requester(kind=RequesterKind.USER, user_id="ann", is_admin=True)
    wish = Wish(text=f"the sound is off in {there.movie.title}")
    answer = await desk.replace(wish, admin, confirm=True)
    assert answer.request is not None
    assert answer.request.status == "awaiting_confirmation"
    assert desk.words(answer.message).endswith("?")
    assert home.writes() == []
    answer = await desk.confirm(answer.request.id, admin)
    assert answer.request is not None
    assert answer.request.status == "approved"


async def test_what_was_never_got_cannot_be_replaced(
    home: Home, simulation: Simulation
) -> None:
    missing = next(
        each
        for each in simulation.radarr.films.films.values()
        if each.file is None and each.monitored
    )
    answer = await home.act("replace_media", tmdb_id=missing.movie.tmdb_id)
    await becomes(home, answer["request"]["id"], "failed")
    with pytest.raises(ServiceValidationError):
        await home.act("replace_media", query="There is no sound in Zyxwv Qponm")


async def test_a_part_of_a_series_is_replaced(
    home: Home, simulation: Simulation
) -> None:
    request = (
        await ask(home, title="Seinfeld", media_type="series", episodes=["S01E01"])
    )["request"]
    await becomes(home, request["id"], "available")
    got = series(simulation, "Seinfeld")
    bad = got.episodes[0].file
    assert bad is not None
    answer = await home.act(
        "replace_media", tvdb_id=got.show.tvdb_id, season=1, episodes=[1]
    )
    await becomes(home, answer["request"]["id"], "available")
    new = got.episodes[0].file
    assert new is not None
    assert new.scene_name != bad.scene_name


async def test_titles_can_be_asked_for_by_name_while_look_ups_are_down(
    home: Home, simulation: Simulation
) -> None:
    await simulation.radarr.set_up(False)
    await simulation.sonarr.set_up(False)
    there = owned(simulation)
    found = await home.engine.desk.search(Wish(text=there.movie.title))
    assert [each.tmdb_id for each in found] == [there.movie.tmdb_id]
    answer = await ask(home, **DUNE)
    assert answer["request"]["status"] == "approved"


async def test_one_silent_server_makes_it_ask_rather_than_guess(
    home: Home, simulation: Simulation
) -> None:
    await simulation.radarr.set_up(False)
    answer = await ask(home, title="Seinfeld")
    assert answer["request"]["status"] == "ambiguous"
    assert answer["message"].startswith("Do you mean Seinfeld")
    answer = await home.act("confirm_request", request_id=answer["request"]["id"])
    await becomes(home, answer["request"]["id"], "searching")


async def test_nothing_is_asked_for_that_cannot_be_written_down(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(home.engine.store.requests, "save", full)
    with pytest.raises(StoreError):
        await home.engine.desk.ask(Wish(title="Dune", year=1984), GUEST)
    assert not home.engine.desk.open
    assert home.writes() == []


async def test_the_server_for_a_quality_gets_what_is_asked_for_in_it(
    make_home: MakeHome, simulation: Simulation
) -> None:
    async with Simulation(speed=60, seed=8, movies=4, series=0) as other:
        for each in other.radarr.films.films.values():
            each.profile_id = 5
        home = await make_home()
        address = other.connections()["radarr"]
        home.hass.config_entries.async_add_subentry(
            home.entry,
            ConfigSubentry(
                data=MappingProxyType(
                    {
                        "name": "Radarr 4K",
                        "url": address["url"],
                        "api_key": address["api_key"],
                        "verify_ssl": True,
                    }
                ),
                subentry_type="radarr",
                title="Radarr 4K",
                unique_id=address["url"],
            ),
        )
        await home.hass.async_block_till_done()
        there = next(
            each
            for each in simulation.radarr.films.films.values()
            if each.file and not other.radarr.films.by_tmdb(each.movie.tmdb_id)
        )
        answer = await ask(home, quality="2160p", **named(there))
        assert answer["request"]["server"] == "Radarr 4K"
        assert answer["request"]["status"] == "approved"
        plain = await ask(home, **DUNE)
        assert plain["request"]["server"] == "Radarr"
        chosen = await ask(
            home, title="Dune", year=2021, media_type="movie", server="Radarr 4K"
        )
        assert chosen["request"]["server"] == "Radarr 4K"
        await home.unload()


async def test_what_comes_after_all_makes_a_failed_request_good(
    home: Home, simulation: Simulation
) -> None:
    sizes = simulation.radarr.core.settings.config["indexer"]
    sizes["maximumSize"] = 1
    request = (await ask(home, **DUNE))["request"]
    await home.until(lambda: bool(home.heard("request_failed")), "never failed", 1_200)
    sizes["maximumSize"] = 0
    got = film(simulation, "Dune", 1984)
    assert got is not None
    simulation.radarr.search_again(simulation.radarr.films.target(got))
    await becomes(home, request["id"], "available")
    (available,) = home.heard("request_available")
    assert available["correlation_id"] == request["correlation_id"]


async def test_a_release_that_has_to_wait_is_waited_for(
    home: Home, simulation: Simulation
) -> None:
    simulation.radarr.core.settings.lists["delayprofile"][0].update(
        usenetDelay=60 * 24 * 365 * 200, bypassIfHighestQuality=False
    )
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "searching")
    await home.passes(1_000)
    assert await status(home, request["id"]) in ("searching", "downloading")
    assert home.heard("request_failed") == []


async def test_what_turns_out_to_be_requested_already_is_one_request(
    home: Home, simulation: Simulation
) -> None:
    await simulation.radarr.set_up(False)
    waiting = (await ask(home, query="get the movie dune from 1984"))["request"]
    assert waiting["status"] == "approved"
    other = (await ask(home, **DUNE))["request"]
    assert other["id"] != waiting["id"]
    await simulation.radarr.set_up(True)
    await home.until(lambda: bool(home.heard("request_available")), "never came", 120)
    states = {await status(home, each["id"]) for each in (waiting, other)}
    assert states == {"cancelled", "available"}
    assert searches(simulation) == ["Dune (1984)"]


@pytest.mark.parametrize("reading", ["find", "profiles", "root_folders"])
async def test_a_server_that_goes_while_a_request_is_planned_delays_it(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    client = home.engine.clients[home.engine.server_id("Radarr")]

    async def lost(*_: Any) -> None:
        raise ConnectionLost("gone")

    with monkeypatch.context() as patch:
        patch.setattr(client, reading, lost)
        request = (await ask(home, **DUNE))["request"]
        assert request["status"] == "approved"
        assert home.writes() == []
    await becomes(home, request["id"], "available")


async def test_what_nobody_foresaw_about_one_request_does_not_end_the_others(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    runner = home.engine.desk.runner
    bad = (await ask(home, title="Seinfeld", media_type="series", seasons=[1]))[
        "request"
    ]
    await becomes(home, bad["id"], "searching")
    parts = runner.sight.parts

    def fails(request: Any) -> Any:
        if request.id == bad["id"]:
            raise RuntimeError("nobody foresaw this")
        return parts(request)

    monkeypatch.setattr(runner.sight, "parts", fails)
    good = (await ask(home, **DUNE))["request"]
    await becomes(home, good["id"], "available")
    assert "could not be looked at" in caplog.text
