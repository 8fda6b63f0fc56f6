"""What people ask for, from the first word until it is in Plex."""

from types import MappingProxyType
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from simulator.arr.films import Film
from simulator.arr.shows import Series
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

DUNE: dict[str, Any] = {"title": "Dune", "media_type": "movie", "year": 1984}


async def ask(home: Home, user: MockUser | None = None, **what: Any) -> Any:
    """Ask for something, and return the answer."""
    return await act(home, "request_media", user, **what)


async def act(
    home: Home, action: str, user: MockUser | None = None, **data: Any
) -> Any:
    """Call an action as somebody, and return its response."""
    return await home.hass.services.async_call(
        "autoarr",
        action,
        data,
        blocking=True,
        return_response=True,
        context=Context(user_id=user.id if user else None),
    )


async def status(home: Home, request_id: str) -> str:
    """Return where a request stands."""
    answer = await home.act("get_requests", request_id=request_id)
    return str(answer["requests"][0]["status"])


async def becomes(home: Home, request_id: str, wanted: str) -> None:
    """Wait until a request has a status."""

    def is_so() -> bool:
        told = [each for each in home.told() if each.get("id") == request_id]
        return bool(told) and told[-1].get("status") == wanted

    await home.until(is_so, f"never {wanted}", 120)
    assert await status(home, request_id) == wanted


def film(simulation: Simulation, title: str, year: int) -> Film | None:
    """Return a film of Radarr's library."""
    for each in simulation.radarr.films.films.values():
        if (each.movie.title, each.movie.year) == (title, year):
            return each
    return None


def series(simulation: Simulation, title: str) -> Series:
    """Return a series of Sonarr's library."""
    (found,) = (
        each
        for each in simulation.sonarr.shows.series.values()
        if each.show.title == title
    )
    return found


def owned(simulation: Simulation) -> Film:
    """Return a film that is there, in full HD."""
    return next(
        each
        for each in simulation.radarr.films.films.values()
        if each.file and each.monitored and each.file.quality_id == 7
    )


def named(each: Film) -> dict[str, Any]:
    """Return the fields of a request for a film."""
    return {"title": each.movie.title, "year": each.movie.year, "media_type": "movie"}


def searches(simulation: Simulation) -> list[str]:
    """Return what Radarr and Sonarr searched for."""
    return [
        *simulation.radarr.core.counters.searched,
        *simulation.sonarr.core.counters.searched,
    ]


@pytest.fixture
def user(home: Home) -> MockUser:
    """Somebody of the house who is no administrator."""
    return MockUser(id="anna", name="Anna").add_to_hass(home.hass)


async def test_a_film_is_followed_from_the_wish_to_plex(
    home: Home, simulation: Simulation
) -> None:
    answer = await ask(home, **DUNE)
    request = answer["request"]
    assert request["status"] == "approved"
    assert answer["message"] == "Dune (1984) is requested."
    await becomes(home, request["id"], "available")
    told = [
        each
        for each in home.told()
        if each["correlation_id"] == request["correlation_id"]
    ]
    states = [each["status"] for each in told if each.get("query") is not None]
    assert states == [
        "approved",
        "searching",
        "downloading",
        "importing",
        "available",
    ]
    (completed,) = home.heard("download_completed")
    assert completed["correlation_id"] == request["correlation_id"]
    got = film(simulation, "Dune", 1984)
    assert got is not None
    assert got.file is not None
    assert searches(simulation) == ["Dune (1984)"]
    assert home.state("sensor.home_open_requests") == "0"


async def test_a_season_is_got_and_no_other(home: Home, simulation: Simulation) -> None:
    answer = await ask(home, title="Seinfeld", media_type="series", seasons=[2])
    await becomes(home, answer["request"]["id"], "available")
    got = series(simulation, "Seinfeld")
    assert {each.season for each in got.episodes if each.file} == {2}
    assert all(each.file for each in got.episodes if each.season == 2)
    assert {each.season for each in got.episodes if each.monitored} == {2}
    assert answer["request"]["seasons"] == [2]


async def test_single_episodes_are_got_and_no_others(
    home: Home, simulation: Simulation
) -> None:
    answer = await ask(
        home, title="Seinfeld", media_type="series", episodes=["S03E02", "S03E04"]
    )
    await becomes(home, answer["request"]["id"], "available")
    got = series(simulation, "Seinfeld")
    files = {(each.season, each.number) for each in got.episodes if each.file}
    assert files == {(3, 2), (3, 4)}
    monitored = {(each.season, each.number) for each in got.episodes if each.monitored}
    assert monitored == files


async def test_only_new_episodes_are_monitored_and_nothing_is_searched(
    home: Home, simulation: Simulation
) -> None:
    running = next(
        show
        for show in simulation.catalogue.series
        if not show.ended
        and not simulation.sonarr.shows.by_tvdb(show.tvdb_id)
        and show.kind == "standard"
    )
    answer = await ask(
        home,
        title=running.title,
        year=running.year,
        media_type="series",
        seasons="future",
        on_ambiguous="best",
    )
    await becomes(home, answer["request"]["id"], "monitoring")
    got = series(simulation, running.title)
    now = simulation.clock.time()
    assert all(each.air > now for each in got.episodes if each.monitored)
    assert searches(simulation) == []


async def test_a_sentence_that_may_be_a_title_is_asked_about_whatever_is_wanted(
    home: Home,
) -> None:
    answer = await ask(home, query="call the midwife", on_ambiguous="best")
    assert answer["request"]["status"] == "ambiguous"
    assert home.writes() == []


async def test_two_films_of_one_name_are_asked_about(
    home: Home, simulation: Simulation
) -> None:
    answer = await ask(home, title="Dune", media_type="movie")
    request = answer["request"]
    assert request["status"] == "ambiguous"
    years = [each["year"] for each in request["candidates"]]
    assert sorted(years) == [1984, 2021]
    assert answer["message"].endswith("?")
    again = await ask(home, title="Dune", media_type="movie")
    assert again["request"]["id"] == request["id"]
    assert again["message"] == answer["message"]
    assert home.writes() == []
    choice = years.index(1984) + 1
    answer = await home.act("confirm_request", request_id=request["id"], choice=choice)
    assert answer["request"]["year"] == 1984
    await becomes(home, request["id"], "available")
    assert film(simulation, "Dune", 2021) is None


async def test_a_choice_that_is_none_is_refused_and_the_question_stays(
    home: Home,
) -> None:
    request = (await ask(home, title="Dune", media_type="movie"))["request"]
    with pytest.raises(ServiceValidationError, match="1 to 2"):
        await home.act("confirm_request", request_id=request["id"], choice=3)
    assert await status(home, request["id"]) == "ambiguous"
    (known,) = [each for each in request["candidates"] if each["year"] == 2021]
    await home.act(
        "confirm_request", request_id=request["id"], tmdb_id=known["tmdb_id"]
    )
    with pytest.raises(ServiceValidationError):
        await home.act("confirm_request", request_id=request["id"], choice=1)


async def test_what_is_there_is_said_and_asking_again_tries_harder(
    home: Home, simulation: Simulation
) -> None:
    there = owned(simulation)
    answer = await ask(home, **named(there))
    assert answer["request"]["status"] == "available"
    assert "already" in answer["message"]
    assert home.writes() == []
    assert home.heard("request_available") == []
    answer = await ask(home, **named(there))
    assert answer["request"]["kind"] == "better"
    await home.until(lambda: bool(searches(simulation)), "no search")
    assert not any("DELETE" in write for write in home.writes())


async def test_the_same_request_twice_is_one(
    home: Home, simulation: Simulation
) -> None:
    first = await ask(home, **DUNE)
    second = await ask(home, **DUNE)
    assert second["request"]["id"] == first["request"]["id"]
    assert "already" in second["message"]
    await becomes(home, first["request"]["id"], "available")
    assert len(home.heard("request_created")) == 1
    assert searches(simulation) == ["Dune (1984)"]


async def test_a_title_that_nobody_has_fails_with_the_reason(home: Home) -> None:
    answer = await ask(home, title="Zyxwv Qponm Lkjih")
    assert answer["request"]["status"] == "failed"
    assert "Zyxwv Qponm Lkjih" in answer["message"]
    assert home.writes() == []


async def test_a_season_that_does_not_exist_is_said_to_be_missing(home: Home) -> None:
    answer = await ask(home, title="Seinfeld", media_type="series", seasons=[12])
    assert answer["request"]["status"] == "failed"
    assert "S12" in answer["message"]
    assert home.writes() == []


async def test_an_empty_request_is_refused(home: Home) -> None:
    with pytest.raises(ServiceValidationError):
        await ask(home, query="  ")


async def test_a_quota_ends_with_a_clear_answer(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    give_profile(home, user="anna", requests_per_week=1)
    await ask(home, anna, **DUNE)
    with pytest.raises(ServiceValidationError, match="1 requests"):
        await ask(home, anna, title="Seinfeld", media_type="series", seasons=[1])
    assert len(home.heard("request_created")) == 1


def give_profile(home: Home, **data: Any) -> None:
    """Give somebody a profile."""

    from homeassistant.config_entries import ConfigSubentry

    home.hass.config_entries.async_add_subentry(
        home.entry,
        ConfigSubentry(
            data=MappingProxyType({"seasons": "all", **data}),
            subentry_type="profile",
            title=data["user"],
            unique_id=None,
        ),
    )


async def test_a_request_that_needs_consent_waits_for_an_administrator(
    make_home: MakeHome, hass_admin_user: MockUser
) -> None:
    home = await make_home({"approval": "everybody"})
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    request = (await ask(home, anna, **DUNE))["request"]
    assert request["status"] == "awaiting_approval"
    assert request["requested_by"] == {"user_id": "anna", "name": "Anna"}
    assert len(home.heard("request_needs_approval")) == 1
    with pytest.raises(Unauthorized):
        await act(home, "approve_request", anna, request_id=request["id"])
    assert home.writes() == []
    await act(home, "approve_request", hass_admin_user, request_id=request["id"])
    await becomes(home, request["id"], "available")


async def test_a_declined_request_tells_why(
    make_home: MakeHome, hass_admin_user: MockUser
) -> None:
    home = await make_home({"approval": "everybody"})
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    request = (await ask(home, anna, **DUNE))["request"]
    answer = await act(
        home,
        "decline_request",
        hass_admin_user,
        request_id=request["id"],
        reason="We have seen it.",
    )
    assert answer["request"]["status"] == "declined"
    assert "We have seen it." in answer["message"]
    with pytest.raises(ServiceValidationError):
        await home.act("approve_request", request_id=request["id"])


async def test_people_see_and_change_only_their_own(
    home: Home, user: MockUser, hass_admin_user: MockUser
) -> None:
    other = (await ask(home, hass_admin_user, **DUNE))["request"]
    own = (await ask(home, user, title="Dune", media_type="movie"))["request"]
    seen = await act(home, "get_requests", user)
    assert [each["id"] for each in seen["requests"]] == [own["id"]]
    everything = await act(home, "get_requests", hass_admin_user)
    assert everything["total"] == 2
    for action in ("cancel_request", "confirm_request"):
        with pytest.raises(ServiceValidationError):
            await act(home, action, user, request_id=other["id"])
    with pytest.raises(Unauthorized):
        await act(home, "cancel_request", user, request_id=own["id"], remove_media=True)


async def test_a_cancelled_request_leaves_what_is_there_and_looks_for_nothing_more(
    home: Home, simulation: Simulation
) -> None:
    simulation.indexers.up = False
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "searching")
    await home.act("cancel_request", request_id=request["id"])
    left = film(simulation, "Dune", 1984)
    assert left is not None
    assert left.monitored is False
    assert await status(home, request["id"]) == "cancelled"


async def test_an_administrator_may_have_the_media_removed_as_well(
    home: Home, simulation: Simulation
) -> None:
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "downloading")
    await home.act("cancel_request", request_id=request["id"], remove_media=True)
    assert film(simulation, "Dune", 1984) is None
    await home.until(lambda: not home.engine.downloads, "still downloading")


async def test_a_series_that_was_there_before_is_never_removed(
    home: Home, simulation: Simulation
) -> None:
    there = next(
        each
        for each in simulation.sonarr.shows.series.values()
        if not all(episode.file for episode in each.episodes)
    )
    answer = await ask(
        home, title=there.show.title, year=there.show.year, media_type="series"
    )
    request = answer["request"]
    await home.until(
        lambda: any(each.is_sent for each in home.engine.desk.open.values()), "not sent"
    )
    with pytest.raises(ServiceValidationError):
        await home.act("cancel_request", request_id=request["id"], remove_media=True)
    assert there.id in simulation.sonarr.shows.series


async def test_a_restart_in_the_middle_loses_nothing_and_does_nothing_twice(
    home: Home, simulation: Simulation
) -> None:
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "downloading")
    await home.reload()
    await becomes(home, request["id"], "available")
    assert len(home.heard("request_created")) == 1
    assert len(home.heard("request_available")) == 1
    adds = [write for write in home.writes() if "POST /api/v3/movie" in write]
    assert len(adds) == 1
    assert searches(simulation) == ["Dune (1984)"]


async def test_a_question_survives_a_restart(home: Home) -> None:
    request = (await ask(home, title="Dune", media_type="movie"))["request"]
    await home.reload()
    answer = await home.act("confirm_request", request_id=request["id"], choice=1)
    assert answer["request"]["status"] == "approved"


async def test_a_request_while_its_server_is_down_is_sent_later(
    home: Home, simulation: Simulation
) -> None:
    await simulation.sonarr.set_up(False)
    answer = await ask(home, title="Seinfeld", media_type="series", seasons=[1])
    request = answer["request"]
    assert request["status"] == "approved"
    assert "Sonarr" in answer["message"]
    await home.passes(20)
    await simulation.sonarr.set_up(True)
    await becomes(home, request["id"], "available")


async def test_one_server_that_is_down_does_not_stop_the_other(
    home: Home, simulation: Simulation
) -> None:
    await simulation.sonarr.set_up(False)
    answer = await ask(home, **DUNE)
    await becomes(home, answer["request"]["id"], "available")


async def test_sonarr_may_go_in_the_middle(home: Home, simulation: Simulation) -> None:
    answer = await ask(home, title="Seinfeld", media_type="series", seasons=[1])
    await becomes(home, answer["request"]["id"], "downloading")
    await simulation.sonarr.set_up(False)
    await home.passes(15)
    await simulation.sonarr.set_up(True)
    await becomes(home, answer["request"]["id"], "available")


async def test_a_look_up_that_fails_is_tried_again(
    home: Home, simulation: Simulation
) -> None:
    simulation.radarr.metadata_up = False
    answer = await ask(home, **DUNE)
    assert answer["request"]["status"] == "approved"
    await home.passes(5)
    simulation.radarr.metadata_up = True
    await becomes(home, answer["request"]["id"], "available")


async def test_a_film_that_somebody_else_adds_meanwhile_is_taken_over(
    home: Home, simulation: Simulation
) -> None:
    await simulation.radarr.set_up(False)
    answer = await ask(home, **DUNE)
    movie = next(
        each
        for each in simulation.catalogue.movies
        if (each.title, each.year) == ("Dune", 1984)
    )
    simulation.radarr.films.add(
        movie, root="/data/media/movies", profile_id=4, now=simulation.clock.time()
    )
    await simulation.radarr.set_up(True)
    await becomes(home, answer["request"]["id"], "available")
    assert not any("POST /api/v3/movie " in write for write in home.writes())


@pytest.mark.parametrize("what", ["rootfolder", "qualityprofile"])
async def test_what_radarr_lost_meanwhile_is_told_to_the_requester(
    home: Home, simulation: Simulation, what: str
) -> None:
    home.hass.config_entries.async_update_entry(
        home.entry, options={**home.entry.options, "approval": "everybody"}
    )
    await home.hass.async_block_till_done()
    anna = MockUser(id="anna", name="Anna").add_to_hass(home.hass)
    request = (await ask(home, anna, **DUNE))["request"]
    assert request["status"] == "awaiting_approval"
    rows = simulation.radarr.core.settings.lists[what]
    if what == "rootfolder":
        rows[0]["path"] = "/elsewhere"
    else:
        del rows[3]
    await home.act("approve_request", request_id=request["id"])
    await becomes(home, request["id"], "failed")
    (failed,) = home.heard("request_failed")
    assert "Radarr" in failed["message"]
    assert film(simulation, "Dune", 1984) is None


async def test_another_quality_of_what_is_there_is_changed_after_a_yes(
    home: Home, simulation: Simulation
) -> None:
    there = owned(simulation)
    answer = await ask(home, quality="2160p", **named(there))
    request = answer["request"]
    assert request["status"] == "awaiting_confirmation"
    assert "HD-1080p" in answer["message"]
    assert "Ultra-HD" in answer["message"]
    assert home.writes() == []
    await home.act("confirm_request", request_id=request["id"])
    await becomes(home, request["id"], "available")
    assert there.profile_id == 5
    assert there.file is not None
    assert (
        simulation.radarr.films.table.qualities[there.file.quality_id].resolution
        == 2160
    )


async def test_a_bad_copy_is_replaced_and_kept_until_then(
    home: Home, simulation: Simulation
) -> None:
    request = (await ask(home, **DUNE))["request"]
    await becomes(home, request["id"], "available")
    got = film(simulation, "Dune", 1984)
    assert got is not None
    assert got.file is not None
    bad = got.file.scene_name
    answer = await home.act(
        "replace_media", request_id=request["id"], reason="No sound."
    )
    again = answer["request"]
    assert again["kind"] == "replace"
    await becomes(home, again["id"], "downloading")
    assert got.file.scene_name == bad
    await becomes(home, again["id"], "available")
    assert got.file.scene_name != bad
    assert bad in {row.source_title for row in simulation.radarr.history.blocked}


async def test_a_bad_copy_of_which_no_history_is_left_is_replaced_by_another_release(
    home: Home, simulation: Simulation
) -> None:
    there = owned(simulation)
    assert there.file is not None
    bad = there.file.scene_name
    answer = await home.act("replace_media", tmdb_id=there.movie.tmdb_id)
    await becomes(home, answer["request"]["id"], "available")
    assert there.file.scene_name != bad


async def test_others_may_only_suggest_a_replacement(
    home: Home, simulation: Simulation, user: MockUser
) -> None:
    there = owned(simulation)
    answer = await act(home, "replace_media", user, tmdb_id=there.movie.tmdb_id)
    assert answer["request"]["status"] == "awaiting_approval"
    assert home.writes() == []


async def test_a_search_that_finds_nothing_tells_why(
    home: Home, simulation: Simulation
) -> None:
    simulation.radarr.core.settings.config["indexer"]["maximumSize"] = 1
    answer = await ask(home, **DUNE)
    await home.until(lambda: bool(home.heard("request_failed")), "never failed", 1200)
    (failed,) = home.heard("request_failed")
    assert failed["id"] == answer["request"]["id"]
    assert "Nothing suitable" in failed["message"]


async def test_look_ups_add_nothing(home: Home) -> None:
    answer = await home.act("search_media", query="dune", limit=2)
    assert len(answer["results"]) == 2
    assert {"title", "year", "in_library", "available"} <= answer["results"][0].keys()
    assert home.writes() == []
    with pytest.raises((ServiceValidationError, HomeAssistantError)):
        await home.act("replace_media", tmdb_id=1)


async def test_a_bad_copy_is_found_by_what_is_said_of_it(
    home: Home, simulation: Simulation
) -> None:
    there = owned(simulation)
    answer = await home.act(
        "replace_media", query=f"There is no sound in {there.movie.title}!"
    )
    assert answer["request"]["tmdb_id"] == there.movie.tmdb_id
    assert answer["request"]["kind"] == "replace"
    with pytest.raises(ServiceValidationError):
        await home.act("replace_media", query="the sound is off")


async def test_what_is_no_request_is_refused(home: Home) -> None:
    for text in ("turn on the light", "play Dune on the living room tv"):
        with pytest.raises(ServiceValidationError, match="no film or series"):
            await ask(home, query=text)
    assert home.heard("request_created") == []


async def test_a_sentence_is_enough(home: Home, simulation: Simulation) -> None:
    answer = await ask(home, query="please get me the second season of Seinfeld")
    assert answer["request"]["seasons"] == [2]
    assert answer["request"]["title"] == "Seinfeld"
    await becomes(home, answer["request"]["id"], "available")
    got = series(simulation, "Seinfeld")
    assert {each.season for each in got.episodes if each.file} == {2}


async def test_what_was_there_can_be_removed_by_who_may(
    home: Home, simulation: Simulation
) -> None:
    there = owned(simulation)
    request = (await ask(home, **named(there)))["request"]
    await home.act("cancel_request", request_id=request["id"], remove_media=True)
    assert there.id not in simulation.radarr.films.films
