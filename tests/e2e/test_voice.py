"""What is said to Assist, in six languages, until the film is requested."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.const import CONF_VOICE_SENTENCES
from custom_components.autoarr.requests.record import RequestStatus
from custom_components.autoarr.voice import questions
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home, stack

pytestmark = pytest.mark.slow

type Say = Callable[..., Awaitable[str]]


@pytest.fixture
async def assist(hass: HomeAssistant) -> None:
    """Set Assist up, as every Home Assistant does."""
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, component, {})


@pytest.fixture
def say(assist: None, home: Home) -> Say:
    """Say something in the living room, and return the answer."""
    return speaking(home)


def speaking(home: Home) -> Say:
    """Return what says something in a home."""

    async def say(
        text: str,
        language: str = "en",
        user: MockUser | None = None,
        device_id: str | None = "living room",
        conversation_id: str | None = None,
    ) -> str:
        result = await conversation.async_converse(
            home.hass,
            text=text,
            conversation_id=conversation_id,
            context=Context(user_id=user.id if user else None),
            language=language,
            device_id=device_id,
        )
        speech: str = result.response.speech["plain"]["speech"]
        return speech

    return say


@pytest.fixture
def anna(hass: HomeAssistant) -> MockUser:
    """Somebody of the house who is no administrator."""
    user = MockUser(id="anna", name="Anna").add_to_hass(hass)
    user.mock_policy({"entities": True})
    return user


def requests(home: Home) -> list[tuple[str, str]]:
    """Return the open requests: titles and where they stand."""
    return [(each.label, each.status.value) for each in home.engine.desk.open.values()]


def only(home: Home) -> Any:
    """Return the only open request."""
    (request,) = home.engine.desk.open.values()
    return request


SAID = (
    ("en", "download the movie Dune from 1984", "Dune (1984) is requested."),
    (
        "de",
        "Lade den Film Dune aus dem Jahr 1984 herunter",
        "Dune (1984) ist angefragt.",
    ),
    ("fr", "Télécharge le film Dune de 1984", "Dune (1984) a été demandé."),
    ("es", "Descarga la película Dune de 1984", "Se ha solicitado Dune (1984)."),
    ("nl", "Download de film Dune uit 1984", "Dune (1984) is aangevraagd."),
    ("it", "Scarica il film Dune del 1984", "Dune (1984) è stato richiesto."),
)


@pytest.mark.parametrize("said", SAID, ids=[language for language, *_ in SAID])
async def test_a_film_is_requested_in_every_language(
    home: Home, say: Say, anna: MockUser, said: tuple[str, str, str]
) -> None:
    language, text, answer = said
    assert await say(text, language, anna) == answer
    assert only(home).offer.year == 1984
    assert only(home).requester.user_id == "anna"


async def test_the_second_one_answers_the_question(
    home: Home, say: Say, anna: MockUser, simulation: Simulation
) -> None:
    asked = await say("download the movie Dune", user=anna)
    assert asked.startswith("Which one: 1. Dune (")
    assert asked.endswith("?")
    assert requests(home) == [("Dune", "ambiguous")]
    second = only(home).candidates[1]
    answer = await say("the second one", user=anna)
    assert answer == f"Dune ({second.year}) is requested."
    await home.wait_for("request_available")


async def test_a_year_answers_the_question_in_german(
    home: Home, say: Say, anna: MockUser
) -> None:
    asked = await say("Lade den Film Dune herunter", "de", anna)
    assert asked.startswith("Welcher davon: 1. Dune (")
    assert await say("Den von 1984", "de", anna) == "Dune (1984) ist angefragt."


async def test_never_mind_gives_the_question_up(
    home: Home, say: Say, anna: MockUser
) -> None:
    await say("download the movie Dune", user=anna)
    assert await say("never mind", user=anna) == "The request for Dune is cancelled."
    assert requests(home) == []


async def test_an_answer_that_fits_nothing_is_asked_again(
    home: Home, say: Say, anna: MockUser
) -> None:
    asked = await say("download the movie Dune", user=anna)
    assert await say("the one with Bogart", user=anna) == asked
    assert requests(home) == [("Dune", "ambiguous")]


async def test_a_question_is_for_who_was_asked(
    home: Home, say: Say, anna: MockUser
) -> None:
    await say("download the movie Dune", user=anna)
    said = await say("the second one", device_id="kitchen")
    assert said == "There is no question to answer."
    bert = MockUser(id="bert", name="Bert").add_to_hass(home.hass)
    assert await say("number two", user=bert) == "There is no question to answer."
    assert requests(home) == [("Dune", "ambiguous")]


async def test_a_question_is_forgotten_after_a_while(
    home: Home, say: Say, anna: MockUser
) -> None:
    await say("download the movie Dune", user=anna)
    await home.passes(questions.PATIENCE + 5)
    said = await say("the second one", user=anna)
    assert "requested" not in said
    assert requests(home) == [("Dune", "ambiguous")]


async def test_a_guest_asks_and_an_administrator_approves(
    home: Home, say: Say, hass_admin_user: MockUser
) -> None:
    asked = await say("download the movie Dune from 1984")
    assert asked == "Dune (1984) waits for an administrator to approve it."
    request = only(home)
    assert request.requester.key == "guest"
    said = await say("what is the status of my requests")
    assert said == asked
    await home.act("approve_request", request_id=request.id)
    await home.wait_for("request_available")


async def test_what_waits_for_a_server_is_kept(
    home: Home, say: Say, anna: MockUser, simulation: Simulation
) -> None:
    await simulation.radarr.set_up(False)
    said = await say("download the movie Dune from 1984", user=anna)
    assert "as soon as Radarr answers again" in said
    await simulation.radarr.set_up(True)
    await home.wait_for("request_available", 120)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🎬🍿🤷",
        "a" * 10_000,
        "turn on the light",
        "play Dune on the TV",
        "delete all my movies",
        "Wie wird das Wetter?",
    ],
)
async def test_what_is_no_request_requests_nothing(
    home: Home, say: Say, anna: MockUser, text: str
) -> None:
    await say(text, user=anna)
    assert requests(home) == []
    assert home.writes() == []


async def test_a_very_long_title_is_answered(
    home: Home, say: Say, anna: MockUser
) -> None:
    said = await say("download the movie " + "dune " * 2_000, user=anna)
    assert said
    assert len(requests(home)) <= 1
    assert home.writes() == []


async def test_downloads_are_told_paused_and_resumed(
    home: Home, say: Say, anna: MockUser, simulation: Simulation
) -> None:
    assert await say("what is downloading") == "Nothing is downloading."
    await simulation.scenario("good")
    await home.until(lambda: bool(home.engine.downloads), "nothing downloads")
    said = await say("how are my downloads doing")
    (download,) = home.engine.downloads.values()
    assert said.startswith(download.media.title or download.title)
    assert await say("pause all downloads") == "Downloads are paused."
    assert simulation.sabnzbd.engine.downloader.paused
    said = await say("pause all downloads for half an hour")
    assert said == "Downloads are paused for 30 minutes."
    assert "how long" in await say("pause all downloads for a while")
    assert await say("resume all downloads") == "The downloads are running again."
    assert (
        await say("Setze alle Downloads fort", "de") == "Die Downloads laufen weiter."
    )


async def test_failures_are_told_and_tried_again(
    make_home: MakeHome, assist: None, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe"})
    say = speaking(home)
    assert await say("which downloads failed") == "Nothing has failed."
    assert await say("retry all failed downloads") == "There is nothing to try again."
    await simulation.scenario("encrypted_paused", media="series")
    await home.until(lambda: bool(home.engine.failures), "nothing fails")
    (failure,) = home.engine.failures.values()
    said = await say("which downloads failed")
    assert said.startswith(f"{failure.media.title} failed.")
    said = await say("retry all failed downloads")
    assert said == f"Trying {failure.media.title} again."
    await home.until(lambda: bool(home.writes()), "nothing is done")


async def test_a_request_is_cancelled_by_its_title(
    home: Home, say: Say, anna: MockUser
) -> None:
    await say("download the movie Dune", user=anna)
    await say("download the movie Heat", user=anna)
    said = await say("cancel my request for Dune", user=anna)
    assert said == "The request for Dune is cancelled."
    assert "Dune" not in [title for title, _ in requests(home)]
    said = await say("cancel my request for Casablanca", user=anna)
    assert said == "There is no request for Casablanca."


async def test_who_wants_no_sentences_is_left_alone(
    make_home: MakeHome, assist: None, anna: MockUser
) -> None:
    home = await make_home({CONF_VOICE_SENTENCES: False})
    await speaking(home)("download the movie Dune from 1984", user=anna)
    assert requests(home) == []


async def test_nothing_is_heard_for_a_stack_that_is_gone(
    home: Home, say: Say, anna: MockUser
) -> None:
    await home.unload()
    await say("download the movie Dune from 1984", user=anna)
    await home.set_up()
    assert requests(home) == []
    assert "requested" in await say("download the movie Dune from 1984", user=anna)


async def test_too_many_requests_are_refused_in_words(
    make_home: MakeHome, assist: None, anna: MockUser
) -> None:
    home = await make_home({"max_requests": 1})
    say = speaking(home)
    await say("download the movie Dune from 1984", user=anna)
    said = await say("download the movie Heat from 1995", user=anna)
    assert said.startswith("That was too often.")
    assert len(requests(home)) == 1


async def test_a_bad_copy_is_replaced_after_a_yes(
    home: Home, say: Say, hass_admin_user: MockUser, simulation: Simulation
) -> None:
    film = next(
        each
        for each in simulation.radarr.films.films.values()
        if each.file and each.monitored
    )
    text = f"get me a better copy of {film.movie.title}"
    said = await say(text, user=hass_admin_user)
    if said.startswith("Which one"):
        said = await say(str(film.movie.year), user=hass_admin_user)
    assert said.startswith(f"Replace the copy of {film.movie.title}")
    assert only(home).status is RequestStatus.AWAITING_CONFIRMATION
    await say("yes please", user=hass_admin_user)
    assert only(home).status is not RequestStatus.AWAITING_CONFIRMATION


async def test_a_list_that_home_assistant_has_keeps_its_items(
    home: Home, say: Say, anna: MockUser
) -> None:
    async_expose_entity(home.hass, "conversation", "todo.media_requests", True)
    await home.hass.async_block_till_done()
    await say("add the movie Dune from 1984 to my media requests list", user=anna)
    assert only(home).label == "Dune (1984)"
    assert only(home).requester.key == "guest"
    said = await say("add the movie Heat from 1995", user=anna)
    assert said == "Heat (1995) is requested."


async def test_of_two_stacks_the_first_is_talked_to(
    home: Home, hass: HomeAssistant, say: Say, anna: MockUser, simulation: Simulation
) -> None:
    cabin = stack(simulation, {CONF_VOICE_SENTENCES: False}, only=())
    cabin.add_to_hass(hass)
    assert await hass.config_entries.async_setup(cabin.entry_id)
    await say("download the movie Dune", user=anna)
    assert requests(home) == [("Dune", "ambiguous")]
    assert not cabin.runtime_data.desk.open
    await hass.config_entries.async_unload(cabin.entry_id)
    assert "is requested" in await say("number one", user=anna)


async def test_the_action_of_assist_hears_it_too(
    home: Home, assist: None, anna: MockUser
) -> None:
    answer = await home.hass.services.async_call(
        "conversation",
        "process",
        {"text": "Lade den Film Dune aus dem Jahr 1984", "language": "de"},
        blocking=True,
        return_response=True,
        context=Context(user_id=anna.id),
    )
    assert answer is not None
    response: Any = answer["response"]
    assert response["speech"]["plain"]["speech"] == "Dune (1984) ist angefragt."


async def test_assist_may_be_set_up_later(home: Home, anna: MockUser) -> None:
    await home.reload()
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(home.hass, component, {})
    await home.hass.async_block_till_done()
    said = await speaking(home)("download the movie Dune from 1984", user=anna)
    assert said == "Dune (1984) is requested."
