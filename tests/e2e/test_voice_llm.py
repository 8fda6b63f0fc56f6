"""The tools of assistants with a language model: they ask before they take away."""

from collections.abc import Awaitable, Callable
import json
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.voice import proposals
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

type Use = Callable[..., Awaitable[Any]]


@pytest.fixture
async def assist(hass: HomeAssistant) -> None:
    """Set Assist up, as every Home Assistant does."""
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, component, {})


def context_of(user: MockUser | None, language: str = "en") -> llm.LLMContext:
    """Return the context of an assistant that talks to somebody."""
    return llm.LLMContext(
        platform="test",
        context=Context(user_id=user.id if user else None),
        language=language,
        assistant="conversation",
        device_id=None,
    )


async def tools(
    hass: HomeAssistant, user: MockUser | None = None
) -> dict[str, llm.Tool]:
    """Return AutoArr's tools, as an assistant gets them."""
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context_of(user))
    return {
        tool.name.removeprefix("autoarr__"): tool
        for tool in api.tools
        if tool.name.startswith("autoarr__")
    }


@pytest.fixture
def use(home: Home, assist: None) -> Use:
    """Use a tool, through Home Assistant, and return its result."""

    async def use(
        name: str, user: MockUser | None = None, language: str = "en", **args: Any
    ) -> Any:
        api = await llm.async_get_api(
            home.hass, llm.LLM_API_ASSIST, context_of(user, language)
        )
        result = await api.async_call_tool(
            llm.ToolInput(tool_name=f"autoarr__{name}", tool_args=args)
        )
        json.dumps(result.data)
        return result

    return use


@pytest.fixture
def anna(hass: HomeAssistant) -> MockUser:
    """Somebody of the house who is no administrator."""
    user = MockUser(id="anna", name="Anna").add_to_hass(hass)
    user.mock_policy({"entities": True})
    return user


async def test_the_tools_are_few_and_say_what_they_do(home: Home, assist: None) -> None:
    found = await tools(home.hass)
    assert len(found) == 8
    destructive = {name for name, tool in found.items() if tool.annotations.destructive}
    assert destructive == {"confirm"}
    reading = {name for name, tool in found.items() if tool.annotations.read_only}
    assert reading == {"search_media", "get_requests", "get_downloads"}
    assert all(tool.description and tool.title for tool in found.values())


async def test_there_are_no_tools_without_a_stack(home: Home, assist: None) -> None:
    await home.unload()
    assert await tools(home.hass) == {}
    await home.set_up()
    assert await tools(home.hass)


async def test_a_film_is_searched_requested_and_chosen(
    home: Home, use: Use, anna: MockUser
) -> None:
    found = (await use("search_media", anna, query="Dune")).data["results"]
    assert {"Dune"} <= {each["title"] for each in found}
    asked = (await use("request_media", anna, title="Dune")).data
    candidates = asked["request"]["candidates"]
    (choice,) = (each["choice"] for each in candidates if each["year"] == 1984)
    answer = await use("confirm", anna, id=asked["request"]["id"], choice=choice)
    assert answer.data["message"] == "Dune (1984) is requested."
    assert not answer.error
    listed = (await use("get_requests", anna)).data
    assert listed["total"] == 1
    assert listed["next_offset"] is None
    assert listed["requests"][0]["title"] == "Dune (1984)"
    await home.wait_for("request_available")


async def test_seasons_are_asked_for_by_number_or_word(
    home: Home, use: Use, anna: MockUser
) -> None:
    args = {"title": "Seinfeld", "media_type": "series"}
    said = await use("request_media", anna, seasons=[2], **args)
    assert said.data["request"]["title"].endswith("S02")
    said = await use("request_media", anna, seasons="first", **args)
    assert said.data["request"]["title"].endswith("S01")


async def test_answers_are_in_the_language_of_the_speaker(
    home: Home, use: Use, anna: MockUser
) -> None:
    said = await use("request_media", anna, "de", title="Dune", year=1984)
    assert said.data["message"] == "Dune (1984) ist angefragt."


async def test_a_guest_waits_for_approval(home: Home, use: Use) -> None:
    said = await use("request_media", title="Dune", year=1984)
    assert said.data["request"]["status"] == "awaiting_approval"


async def test_giving_up_is_proposed_first(
    home: Home, use: Use, anna: MockUser
) -> None:
    asked = (await use("request_media", anna, title="Dune", year=1984)).data
    request_id = asked["request"]["id"]
    proposed = (await use("cancel_request", anna, request_id=request_id)).data
    assert proposed["message"] == "Cancel the request for Dune (1984)?"
    assert request_id in home.engine.desk.open
    bert = MockUser(id="bert", name="Bert").add_to_hass(home.hass)
    refused = await use("confirm", bert, id=proposed["proposal_id"])
    assert refused.error
    kept = await use("confirm", anna, id=proposed["proposal_id"], agrees=False)
    assert not kept.error
    assert request_id in home.engine.desk.open
    again = await use("confirm", anna, id=proposed["proposal_id"])
    assert again.error
    proposed = (await use("cancel_request", anna, request_id=request_id)).data
    done = await use("confirm", anna, id=proposed["proposal_id"])
    assert done.data["message"] == "The request for Dune (1984) is cancelled."
    assert request_id not in home.engine.desk.open
    over = await use("cancel_request", anna, request_id=request_id)
    assert over.error


async def test_a_proposal_does_not_hold_for_ever(
    home: Home, use: Use, anna: MockUser
) -> None:
    asked = (await use("request_media", anna, title="Dune")).data
    request_id = asked["request"]["id"]
    proposed = (await use("cancel_request", anna, request_id=request_id)).data
    await home.passes(proposals.PATIENCE + 1)
    assert (await use("confirm", anna, id=proposed["proposal_id"])).error
    assert request_id in home.engine.desk.open
    declined = await use("confirm", anna, id=request_id, agrees=False)
    assert not declined.error
    assert request_id not in home.engine.desk.open


async def test_a_replacement_is_proposed_first(
    home: Home, use: Use, simulation: Simulation
) -> None:
    admin = MockUser(id="boss", is_owner=True).add_to_hass(home.hass)
    film = next(
        each
        for each in simulation.radarr.films.films.values()
        if each.file and each.monitored
    )
    asked = await use(
        "replace_media",
        admin,
        title=film.movie.title,
        year=film.movie.year,
        media_type="movie",
    )
    assert asked.data["request"]["status"] == "awaiting_confirmation"
    assert home.writes() == []
    await use("confirm", admin, id=asked.data["proposal_id"])
    (request,) = home.engine.desk.open.values()
    assert not request.status.is_question


async def test_downloads_are_listed_held_and_tried_again(
    make_home: MakeHome, assist: None, simulation: Simulation, anna: MockUser
) -> None:
    home = await make_home({"mode": "observe"})
    api = await llm.async_get_api(home.hass, llm.LLM_API_ASSIST, context_of(anna))

    async def use(name: str, **args: Any) -> Any:
        return await api.async_call_tool(
            llm.ToolInput(tool_name=f"autoarr__{name}", tool_args=args)
        )

    await simulation.scenario("encrypted_paused", media="series")
    await home.until(lambda: bool(home.engine.failures), "nothing fails")
    await simulation.scenario("good")
    await home.until(
        lambda: len(home.engine.downloads) > 1, "nothing downloads beside it"
    )
    running = (await use("get_downloads", show="running", limit=1)).data
    assert running["total"] >= 1
    assert running["downloads"][0]["title"]
    failed = (await use("get_downloads", show="failed")).data
    assert failed["failures"][0]["cause"]
    assert "/" not in json.dumps(failed)
    assert (await use("get_downloads", show="failed", query="Xyzzy")).data["total"] == 0
    for args in ({"minutes": 30}, {}):
        held = await use("control_downloads", action="pause", **args)
        assert not held.error
    assert not (await use("control_downloads", action="resume")).error
    tried = await use("control_downloads", action="retry_failed")
    assert tried.data["message"].startswith("Trying ")


async def test_what_makes_no_sense_is_an_error_in_words(
    home: Home, use: Use, anna: MockUser
) -> None:
    for name, args in (
        ("confirm", {"id": "nobody"}),
        ("cancel_request", {"request_id": "nobody"}),
    ):
        said = await use(name, anna, **args)
        assert said.error
        assert said.data["error"]
    asked = (await use("request_media", anna, title="Dune")).data
    said = await use("confirm", anna, id=asked["request"]["id"], choice=99)
    assert "number from 1" in said.data["error"]


async def test_too_much_is_refused_in_words(
    make_home: MakeHome, assist: None, anna: MockUser
) -> None:
    home = await make_home({"max_requests": 1})
    found = await tools(home.hass, anna)
    tool, context = found["search_media"], context_of(anna)
    given = llm.ToolInput(tool_name=tool.name, tool_args={"query": "Dune"})
    first = await tool.async_call(home.hass, given, context)
    second = await tool.async_call(home.hass, given, context)
    assert isinstance(first, llm.ToolResult)
    assert isinstance(second, llm.ToolResult)
    assert not first.error
    assert second.error


async def test_a_stack_that_is_gone_meanwhile_is_told(
    home: Home, assist: None, anna: MockUser
) -> None:
    found = await tools(home.hass, anna)
    await home.unload()
    tool = found["get_requests"]
    said = await tool.async_call(
        home.hass, llm.ToolInput(tool_name=tool.name, tool_args={}), context_of(anna)
    )
    assert isinstance(said, llm.ToolResult)
    assert said.error
    await home.set_up()


async def test_every_agent_can_read_what_the_tools_take(
    home: Home, assist: None
) -> None:
    for tool in (await tools(home.hass)).values():
        schema = probatio.to_openapi(
            tool.parameters, custom_serializer=llm.selector_serializer
        )
        assert schema["type"] == "object"
        assert not schema["additionalProperties"]
        assert all(
            "type" in each or "anyOf" in each for each in schema["properties"].values()
        )
