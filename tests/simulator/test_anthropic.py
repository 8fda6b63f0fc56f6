"""The simulated model, asked through the real SDK."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import anthropic
import pytest

from simulator.anthropic.replies import Reply, fitting
from simulator.http import Fault
from simulator.world import Simulation

# The SDK opens sockets of its own.
pytestmark = pytest.mark.real_time

MODEL = "claude-haiku-5-5"
SAY: list[Any] = [{"role": "user", "content": "Say something."}]
TOOL: Any = {
    "name": "look_up",
    "description": "Looks a title up.",
    "input_schema": {
        "type": "object",
        "properties": {"title": {"type": "string"}, "year": {"type": "integer"}},
        "required": ["title", "year"],
    },
}


@pytest.fixture
async def claude(sim: Simulation) -> AsyncIterator[anthropic.AsyncAnthropic]:
    """The SDK, connected to the world's model."""
    there = sim.connections()["anthropic"]
    async with anthropic.AsyncAnthropic(
        api_key=there["api_key"], base_url=there["url"], max_retries=0
    ) as claude:
        yield claude


async def test_it_says_what_it_was_told_to(
    sim: Simulation, claude: anthropic.AsyncAnthropic
) -> None:
    sim.anthropic.replies.append(Reply(text="Good evening."))
    said = await claude.messages.create(model=MODEL, max_tokens=99, messages=SAY)
    assert said.content[0].type == "text"
    assert said.content[0].text == "Good evening."
    assert said.stop_reason == "end_turn"
    assert said.usage.input_tokens > 0


async def test_it_streams_in_pieces(
    sim: Simulation, claude: anthropic.AsyncAnthropic
) -> None:
    text = "A long answer that does not fit into one piece of forty letters."
    sim.anthropic.replies.append(Reply(text=text))
    async with claude.messages.stream(
        model=MODEL, max_tokens=99, messages=SAY
    ) as stream:
        pieces = [piece async for piece in stream.text_stream]
        whole = await stream.get_final_message()
    assert len(pieces) > 1
    assert "".join(pieces) == text
    assert whole.stop_reason == "end_turn"
    assert whole.usage.output_tokens > 1


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    "choice", [{"type": "any"}, {"type": "tool", "name": "look_up"}]
)
async def test_it_calls_a_tool_when_it_has_to(
    claude: anthropic.AsyncAnthropic, choice: Any, streamed: bool
) -> None:
    asked: dict[str, Any] = {
        "model": MODEL,
        "max_tokens": 99,
        "messages": SAY,
        "tools": [TOOL],
        "tool_choice": choice,
    }
    if streamed:
        async with claude.messages.stream(**asked) as stream:
            said = await stream.get_final_message()
    else:
        said = await claude.messages.create(**asked)
    assert said.stop_reason == "tool_use"
    (call,) = said.content
    assert call.type == "tool_use"
    assert call.input == {"title": "This is a simulated answer.", "year": 1}


async def test_counting_and_billing_agree(claude: anthropic.AsyncAnthropic) -> None:
    system = "You are brief."
    counted = await claude.messages.count_tokens(
        model=MODEL, messages=SAY, system=system
    )
    said = await claude.messages.create(
        model=MODEL, max_tokens=99, messages=SAY, system=system
    )
    assert said.usage.input_tokens == counted.input_tokens


async def test_models_are_listed_and_found(claude: anthropic.AsyncAnthropic) -> None:
    listed = [model.id async for model in claude.models.list()]
    assert MODEL in listed
    assert (await claude.models.retrieve(MODEL)).display_name == "Claude Haiku 5.5"
    with pytest.raises(anthropic.NotFoundError):
        await claude.models.retrieve("claude-from-tomorrow")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.WRONG_KEY, anthropic.AuthenticationError),
        (Fault.FORBIDDEN, anthropic.PermissionDeniedError),
        (Fault.RATE_LIMITED, anthropic.RateLimitError),
        (Fault.OVERLOADED, anthropic.APIStatusError),
        (Fault.HTTP_500, anthropic.InternalServerError),
        (Fault.HTTP_503, anthropic.InternalServerError),
        (Fault.TRUNCATED, anthropic.APIConnectionError),
        (Fault.REFUSE, anthropic.APIConnectionError),
    ],
)
async def test_its_faults_are_what_the_sdk_knows(
    sim: Simulation,
    claude: anthropic.AsyncAnthropic,
    fault: Fault,
    error: type[Exception],
) -> None:
    await sim.anthropic.set_fault(fault)
    with pytest.raises(error) as caught:
        await claude.messages.create(model=MODEL, max_tokens=99, messages=SAY)
    if isinstance(caught.value, anthropic.RateLimitError):
        assert caught.value.response.headers["retry-after"] == "2"


@pytest.mark.parametrize(
    ("fault", "reason"), [(Fault.REFUSAL, "refusal"), (Fault.CUT_SHORT, "max_tokens")]
)
async def test_it_stops_for_other_reasons(
    sim: Simulation, claude: anthropic.AsyncAnthropic, fault: Fault, reason: str
) -> None:
    await sim.anthropic.set_fault(fault)
    said = await claude.messages.create(model=MODEL, max_tokens=99, messages=SAY)
    assert said.stop_reason == reason


async def test_a_slow_answer_comes_as_soon_as_the_fault_is_gone(
    sim: Simulation, claude: anthropic.AsyncAnthropic
) -> None:
    await sim.anthropic.set_fault(Fault.SLOW)
    with pytest.raises(anthropic.APITimeoutError):
        await claude.messages.create(
            model=MODEL, max_tokens=99, messages=SAY, timeout=0.1
        )
    await sim.anthropic.set_fault(Fault.NONE)
    await claude.messages.create(model=MODEL, max_tokens=99, messages=SAY)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("nonsense", 400),
        ('["list"]', 400),
        ('{"model": "claude-haiku-5-5"}', 400),
        ('{"model": "x", "messages": [1], "max_tokens": 1}', 404),
        ('{"model": "claude-haiku-5-5", "messages": [1]}', 400),
        ('{"model": "claude-haiku-5-5", "messages": [1], "top_p": 1}', 400),
    ],
)
async def test_what_the_real_one_refuses_is_refused(
    sim: Simulation, body: str, status: int
) -> None:
    headers = {"x-api-key": sim.anthropic.api_key, "anthropic-version": "2023-06-01"}
    url = f"{sim.anthropic.url}/v1/messages"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, data=body) as answer,
    ):
        assert answer.status == status
        assert (await answer.json())["type"] == "error"


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({}, "/v1/models", 401),
        ({"x-api-key": "wrong"}, "/v1/models", 401),
        ({"x-api-key": "KEY"}, "/v1/models", 400),
        ({"x-api-key": "KEY", "anthropic-version": "1"}, "/v1/nothing", 404),
        ({"Authorization": "Bearer KEY", "anthropic-version": "1"}, "/v1/models", 200),
    ],
)
async def test_it_asks_for_key_version_and_a_known_page(
    sim: Simulation, headers: dict[str, str], path: str, status: int
) -> None:
    key = sim.anthropic.api_key
    sent = {name: value.replace("KEY", key) for name, value in headers.items()}
    async with (
        aiohttp.ClientSession(headers=sent) as session,
        session.get(f"{sim.anthropic.url}{path}") as answer,
    ):
        assert answer.status == status


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"const": 7}, 7),
        ({"enum": ["a", "b"]}, "a"),
        ({"enum": ["a", None]}, None),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, None),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, 1),
        ({"type": "array", "items": {"type": "string"}}, []),
        ({"type": "object", "properties": {"a": {"type": "boolean"}}}, {"a": True}),
        ({"type": "number"}, 1),
        ({"type": "null"}, None),
    ],
)
def test_without_words_of_its_own_it_says_what_fits(schema: Any, value: object) -> None:
    assert fitting(schema) == value


def test_a_bottomless_schema_is_refused() -> None:
    schema: dict[str, Any] = {"type": "object", "properties": {}}
    schema["properties"]["again"] = schema
    with pytest.raises(ValueError, match="deep"):
        fitting(schema)
