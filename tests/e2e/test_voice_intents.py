"""The intents: what sentences of users' own can ask of AutoArr."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.servers.models import ServerType
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

type Handle = Callable[..., Awaitable[intent.IntentResponse]]


@pytest.fixture
async def handle(hass: HomeAssistant) -> Handle:
    """Handle an intent, and return the response."""
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, component, {})

    async def handle(
        name: str, user: MockUser | None = None, language: str = "en", **slots: Any
    ) -> intent.IntentResponse:
        return await intent.async_handle(
            hass,
            "test",
            f"AutoArr{name}",
            {key: {"value": value} for key, value in slots.items()},
            context=Context(user_id=user.id if user else None),
            language=language,
            device_id="living room",
        )

    return handle


@pytest.fixture
def anna(hass: HomeAssistant) -> MockUser:
    """Somebody of the house who is no administrator."""
    user = MockUser(id="anna", name="Anna").add_to_hass(hass)
    user.mock_policy({"entities": True})
    return user


def spoken(response: intent.IntentResponse) -> str:
    """Return what is heard."""
    text: str = response.speech["plain"]["speech"]
    return text


async def test_all_intents_are_there(
    hass: HomeAssistant, home: Home, handle: Handle
) -> None:
    await hass.async_block_till_done()
    names = {each.intent_type for each in intent.async_get(hass)}
    assert {
        "AutoArrRequestMedia",
        "AutoArrChoose",
        "AutoArrDownloadStatus",
        "AutoArrRequestStatus",
        "AutoArrRetryFailed",
        "AutoArrPause",
        "AutoArrResume",
        "AutoArrReplace",
        "AutoArrWhatFailed",
        "AutoArrCancelRequest",
    } <= names


async def test_a_title_is_requested_by_its_parts_and_chosen_by_number(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    asked = await handle("RequestMedia", anna, title="Dune", media_type="movie")
    assert spoken(asked).startswith("Which one: 1. Dune (")
    (request,) = home.engine.desk.open.values()
    second = request.candidates[1]
    said = await handle("Choose", anna, choice=2)
    assert spoken(said) == f"Dune ({second.year}) is requested."


async def test_a_season_is_requested(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    said = await handle(
        "RequestMedia", anna, title="Seinfeld", media_type="series", season=2
    )
    assert "S02" in spoken(said)


async def test_words_answer_the_question(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    await handle("RequestMedia", anna, "de", query="Dune")
    said = await handle("Choose", anna, "de", answer="nein danke")
    assert spoken(said) == "Die Anfrage nach Dune ist abgebrochen."
    said = await handle("Choose", anna, answer="yes")
    assert said.response_type is intent.IntentResponseType.ERROR
    assert spoken(said) == "There is no question to answer."


async def test_everything_is_answered_when_nothing_is_there(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    said = {
        name: spoken(await handle(name, anna))
        for name in (
            "DownloadStatus",
            "RequestStatus",
            "WhatFailed",
            "RetryFailed",
            "CancelRequest",
            "Resume",
        )
    }
    assert said == {
        "DownloadStatus": "Nothing is downloading.",
        "RequestStatus": "There are no open requests.",
        "WhatFailed": "Nothing has failed.",
        "RetryFailed": "There is nothing to try again.",
        "CancelRequest": "There are no open requests.",
        "Resume": "The downloads are running again.",
    }
    titled = {
        name: spoken(await handle(name, anna, title="Heat"))
        for name in ("DownloadStatus", "RequestStatus", "WhatFailed")
    }
    assert titled == {
        "DownloadStatus": "No download of Heat is running.",
        "RequestStatus": "There is no request for Heat.",
        "WhatFailed": "No download of Heat has failed.",
    }


async def test_downloads_pause_for_a_while(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    said = await handle("Pause", anna, minutes=60)
    assert spoken(said) == "Downloads are paused for an hour."
    assert spoken(await handle("Pause", anna)) == "Downloads are paused."


async def test_a_replacement_waits_for_a_yes(
    home: Home, handle: Handle, anna: MockUser, simulation: Simulation
) -> None:
    film = next(
        each
        for each in simulation.radarr.films.films.values()
        if each.file and each.monitored
    )
    said = await handle("Replace", anna, title=film.movie.title, year=film.movie.year)
    assert "administrator" in spoken(said)
    assert home.writes() == []
    boss = MockUser(id="boss", is_owner=True).add_to_hass(home.hass)
    wanted = {"title": film.movie.title, "year": film.movie.year}
    await handle("CancelRequest", boss, title=film.movie.title)
    said = await handle("Replace", boss, **wanted)
    assert spoken(said).startswith(f"Replace the copy of {film.movie.title}")
    said = await handle("Choose", boss, answer="yes")
    assert spoken(said).endswith("is requested.")


async def test_several_requests_are_told_and_one_has_to_be_named(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    await handle("RequestMedia", anna, title="Dune", year=1984)
    await handle("RequestMedia", anna, title="Heat", year=1995)
    said = spoken(await handle("RequestStatus", anna))
    assert said.startswith("2 requests are open: ")
    assert "Dune (1984)" in said
    said = spoken(await handle("CancelRequest", anna))
    assert said.startswith("Say which request you mean: ")
    said = spoken(await handle("CancelRequest", anna, title="heat"))
    assert said == "The request for Heat (1995) is cancelled."
    said = spoken(await handle("RequestStatus", anna, title="heat"))
    assert said == "The request for Heat (1995) is cancelled."


async def test_without_a_stack_that_is_said(
    home: Home, handle: Handle, anna: MockUser
) -> None:
    await home.unload()
    for name in ("WhatFailed", "Choose"):
        said = await handle(name, anna)
        assert said.response_type is intent.IntentResponseType.ERROR
        assert spoken(said).startswith("AutoArr is not set up")
    await home.set_up()


async def test_an_order_that_no_server_can_take_is_refused_in_words(
    make_home: MakeHome, handle: Handle, anna: MockUser, simulation: Simulation
) -> None:
    home = await make_home(
        {"mode": "observe"}, only=(ServerType.SONARR, ServerType.RADARR)
    )
    said = await handle("Pause", anna)
    assert said.response_type is intent.IntentResponseType.ERROR
    assert spoken(said)
    assert home.writes() == []
