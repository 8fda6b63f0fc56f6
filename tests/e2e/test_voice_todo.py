"""The to-do list of requests: what is put on it is got, and nothing else."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.autoarr.const import DOMAIN

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

LIST = "todo.media_requests"

type Do = Callable[..., Awaitable[Any]]


@pytest.fixture
def anna(hass: HomeAssistant) -> MockUser:
    """Somebody of the house who is no administrator."""
    user = MockUser(id="anna", name="Anna").add_to_hass(hass)
    user.mock_policy({"entities": True})
    return user


@pytest.fixture
def do(home: Home) -> Do:
    """Do something with the list."""

    async def do(action: str, user: MockUser | None = None, **data: Any) -> None:
        await home.hass.services.async_call(
            "todo",
            action,
            {"entity_id": LIST, **data},
            blocking=True,
            context=Context(user_id=user.id if user else None),
        )
        await home.hass.async_block_till_done()

    return do


async def items(home: Home) -> list[dict[str, Any]]:
    """Return what is on the list."""
    answer = await home.hass.services.async_call(
        "todo",
        "get_items",
        {"entity_id": LIST},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    found: Any = answer[LIST]
    listed: list[dict[str, Any]] = found["items"]
    return listed


async def test_what_is_added_is_got_and_ticks_itself_off(
    home: Home, do: Do, anna: MockUser
) -> None:
    assert await items(home) == []
    await do("add_item", anna, item="Dune 1984")
    (item,) = await items(home)
    assert item["summary"] == "Dune (1984)"
    assert item["status"] == "needs_action"
    assert home.state(LIST) == "1"
    (request,) = home.engine.desk.open.values()
    assert request.requester.user_id == "anna"
    await home.wait_for("request_available")
    await home.until(lambda: home.state(LIST) == "0", "never done")
    (item,) = await items(home)
    assert item["status"] == "completed"
    assert item["description"] == "Dune (1984) is ready to watch."


async def test_what_is_over_is_hidden_for_good(home: Home, do: Do) -> None:
    await do("add_item", item="Dune 1984")
    await home.act("approve_request", request_id=next(iter(home.engine.desk.open)))
    await home.wait_for("request_available")
    await home.until(lambda: home.state(LIST) == "0", "never done")
    admin = MockUser(id="boss", is_owner=True).add_to_hass(home.hass)
    await do("remove_completed_items", admin)
    assert await items(home) == []
    await home.reload()
    assert await items(home) == []
    answer = await home.act("get_requests")
    assert [each["status"] for each in answer["requests"]] == ["available"]


async def test_a_question_is_answered_by_a_new_name(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="Dune")
    (item,) = await items(home)
    assert item["description"].startswith("Which one: 1. Dune (")
    with pytest.raises(ServiceValidationError, match="does not answer the question"):
        await do("update_item", anna, item="Dune", rename="Casablanca")
    await do("update_item", anna, item="Dune", rename="the 1984 one")
    (item,) = await items(home)
    assert item["summary"] == "Dune (1984)"
    with pytest.raises(ServiceValidationError, match="not waiting for an answer"):
        await do("update_item", anna, item="Dune (1984)", rename="2")


async def test_never_mind_takes_the_question_off_the_list(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="Dune")
    await do("update_item", anna, item="Dune", rename="never mind")
    assert await items(home) == []


@pytest.mark.parametrize(
    ("action", "data"), [("update_item", {"status": "completed"}), ("remove_item", {})]
)
async def test_what_is_ticked_or_taken_off_is_cancelled_and_no_media_removed(
    home: Home, do: Do, anna: MockUser, action: str, data: dict[str, Any]
) -> None:
    await do("add_item", anna, item="Dune 1984")
    await home.until(lambda: bool(home.writes("radarr")), "never sent")
    await do(action, anna, item="Dune (1984)", **data)
    assert await items(home) == []
    assert not home.engine.desk.open
    assert not [write for write in home.writes() if "deleteFiles=true" in write]
    answer = await home.act("get_requests")
    assert [each["status"] for each in answer["requests"]] == ["cancelled"]


async def test_what_is_done_can_not_be_undone(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="Dune 1984")
    await home.wait_for("request_available")
    await home.until(lambda: home.state(LIST) == "0", "never done")
    with pytest.raises(ServiceValidationError, match="is over"):
        await do("update_item", anna, item="Dune (1984)", status="needs_action")


async def test_a_request_of_somebody_else_is_left_alone(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="Dune 1984")
    with pytest.raises(ServiceValidationError):
        await do("remove_item", item="Dune (1984)")
    assert home.state(LIST) == "1"


async def test_a_title_that_nobody_has_is_told_until_it_is_taken_off(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="the film Xyzzyplugh of the Frobozz")
    (item,) = await items(home)
    assert item["status"] == "needs_action"
    assert "was found" in item["description"]
    await do("update_item", anna, item=item["uid"], status="completed")
    assert await items(home) == []


async def test_a_film_that_is_called_like_a_command_is_got(
    home: Home, do: Do, anna: MockUser
) -> None:
    await do("add_item", anna, item="🎬🍿")
    assert home.writes() == []
    await do("add_item", anna, item="turn on the light")
    assert home.writes() == []


@pytest.mark.parametrize(
    "said",
    [
        ("en", "add Dune 1984 to my media requests list", "Media requests"),
        ("de", "setze Dune 1984 auf die Liste Medienanfragen", "Medienanfragen"),
    ],
)
async def test_home_assistants_own_sentence_makes_a_request(
    make_home: MakeHome,
    hass: HomeAssistant,
    said: tuple[str, str, str],
) -> None:
    language, text, name = said
    hass.config.language = language
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, component, {})
    home = await make_home()
    (state,) = hass.states.async_all("todo")
    assert state.name == name
    async_expose_entity(hass, conversation.DOMAIN, state.entity_id, True)
    await hass.async_block_till_done()
    result = await conversation.async_converse(
        hass, text, None, Context(), language=language
    )
    assert result.response.error_code is None, result.response.speech
    (request,) = home.engine.desk.open.values()
    assert request.label == "Dune (1984)"
    assert request.requester.key == "guest"
    assert request.status == "awaiting_approval"


async def test_a_further_stack_has_a_list_of_its_own_name(
    home: Home, hass: HomeAssistant
) -> None:
    cabin = MockConfigEntry(domain=DOMAIN, title="Cabin", options={"mode": "observe"})
    cabin.add_to_hass(hass)
    assert await hass.config_entries.async_setup(cabin.entry_id)
    await hass.async_block_till_done()
    names = {state.name for state in hass.states.async_all("todo")}
    assert names == {"Media requests", "Cabin media requests"}
    await hass.config_entries.async_unload(cabin.entry_id)
