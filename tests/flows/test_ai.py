"""Choosing a language model: proven before it is saved, kept without being shown."""

from collections.abc import AsyncIterator
from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import (
    DOMAIN,
    ISSUE_AI_KEY_REJECTED,
    ISSUE_ENTRY_ID,
    ISSUE_KIND,
)
from custom_components.autoarr.servers.models import ServerType
from simulator.anthropic import models as simulated, server
from simulator.anthropic.server import AnthropicServer
from simulator.clock import Clock
from simulator.http import Fault

from .conftest import add_stack
from .servers import Neighbourhood
from .test_first_flow import URLS, choose, configure, form, start
from .test_options import shown

KEY = "sk-ant-simulated-key"
CLAUDE = {
    "ai_provider": "anthropic",
    "api_key": KEY,
    "model": "claude-haiku-5-5",
    "budget": 5,
}


@pytest.fixture
async def claude(socket_enabled: None) -> AsyncIterator[AnthropicServer]:
    """A model that can be reached."""
    claude = AnthropicServer(Clock(), api_key=KEY)
    await claude.start()
    yield claude
    await claude.stop()


async def _options(
    hass: HomeAssistant, entry: MockConfigEntry, **ai: Any
) -> ConfigFlowResult:
    """Send the first page of the options with a choice of a model."""
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    return await _send(hass, flow, **{**shown(flow), "ai": ai})


async def _send(
    hass: HomeAssistant, flow: ConfigFlowResult, **user_input: Any
) -> ConfigFlowResult:
    return await hass.config_entries.options.async_configure(
        flow["flow_id"], user_input
    )


async def test_a_new_stack_may_have_a_model(
    hass: HomeAssistant, neighbourhood: Neighbourhood, claude: AnthropicServer
) -> None:
    url = neighbourhood.add(ServerType.SONARR, URLS[ServerType.SONARR])
    flow = await choose(hass, await start(hass), "sonarr")
    flow = await configure(hass, flow, form(ServerType.SONARR, url))
    flow = await choose(hass, flow, "finish")
    flow = await configure(hass, flow, {"mode": "ask"})
    flow = await configure(hass, flow, {"ai_provider": "anthropic"})
    account = {"api_key": KEY, "base_url": claude.url}
    flow = await configure(hass, flow, account)
    flow = await configure(hass, flow, {"model": "claude-haiku-5-5", "budget": 5})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert dict(flow["result"].options) == {
        "mode": "ask",
        "voice_sentences": True,
        "ai": {**CLAUDE, **account},
    }


async def test_claude_is_chosen_with_key_model_and_budget(
    hass: HomeAssistant, claude: AnthropicServer
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await _options(hass, entry, ai_provider="anthropic")
    assert flow["step_id"] == "ai_anthropic"
    flow = await _send(hass, flow, api_key=f" {KEY} ", base_url=f"{claude.url}/")
    assert flow["step_id"] == "ai_model"
    assert flow["description_placeholders"] == {"date": "2026-10-10"}
    assert flow["data_schema"] is not None
    labels = {
        option["value"]: option["label"]
        for option in flow["data_schema"].schema["model"].config["options"]
    }
    assert labels["claude-haiku-5-5"] == "Claude Haiku 5.5 (0.1 $ / 0.5 $)"
    assert "claude-3-haiku-20240307" not in labels
    flow = await _send(hass, flow, model="claude-haiku-5-5", budget=2.5)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["ai"] == {**CLAUDE, "base_url": claude.url, "budget": 2.5}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.WRONG_KEY, "invalid_auth"),
        (Fault.FORBIDDEN, "invalid_auth"),
        (Fault.OVERLOADED, "ai_busy"),
        (Fault.RATE_LIMITED, "ai_busy"),
        (Fault.REFUSE, "cannot_connect"),
        (Fault.HTML, "cannot_connect"),
        (Fault.TRUNCATED, "cannot_connect"),
    ],
)
async def test_what_is_wrong_with_a_key_or_an_address_is_said(
    hass: HomeAssistant, claude: AnthropicServer, fault: Fault, error: str
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await _options(hass, entry, ai_provider="anthropic")
    await claude.set_fault(fault)
    flow = await _send(hass, flow, api_key=KEY, base_url=claude.url)
    assert flow["errors"] == {"base": error}
    await claude.set_fault(Fault.NONE)
    flow = await _send(hass, flow, api_key=KEY, base_url=claude.url)
    assert flow["step_id"] == "ai_model"


async def test_a_key_without_a_suitable_model_is_of_no_use(
    hass: HomeAssistant, claude: AnthropicServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = "claude-3-haiku-20240307"
    # Taken out one by one they would come back in another order.
    known = dict(simulated.MODELS)
    monkeypatch.setattr(server, "MODELS", {old: known[old]})
    entry = await add_stack(hass, "Home")
    flow = await _options(hass, entry, ai_provider="anthropic")
    flow = await _send(hass, flow, api_key=KEY, base_url=claude.url)
    assert flow["errors"] == {"base": "ai_no_models"}


@pytest.mark.parametrize(
    ("base_url", "key", "errors"),
    [
        ("anthropic", KEY, {"base_url": "invalid_url"}),
        ("http://", KEY, {"base_url": "invalid_url"}),
        ("http://[", KEY, {"base_url": "invalid_url"}),
        ("https://me:pw@api.example", KEY, {"base_url": "invalid_url"}),
        ("https://api.example", "", {"api_key": "key_missing"}),
    ],
)
async def test_what_cannot_work_is_not_tried(
    hass: HomeAssistant, base_url: str, key: str, errors: dict[str, str]
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await _options(hass, entry, ai_provider="anthropic")
    flow = await _send(hass, flow, api_key=key, base_url=base_url)
    assert flow["errors"] == errors


async def test_saving_other_options_keeps_the_model_and_asks_nothing(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home", ai={**CLAUDE, "base_url": "http://x"})
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    page = shown(flow)
    assert page["ai"] == {"ai_provider": "anthropic", "ai_change": False}
    assert KEY not in str(page)
    flow = await _send(hass, flow, **page)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["ai"] == {**CLAUDE, "base_url": "http://x"}


async def test_a_known_key_stays_when_the_field_is_empty(
    hass: HomeAssistant, claude: AnthropicServer
) -> None:
    entry = await add_stack(hass, "Home", ai={**CLAUDE, "base_url": claude.url})
    flow = await _options(hass, entry, ai_provider="anthropic", ai_change=True)
    assert shown(flow) == {"base_url": claude.url}
    flow = await _send(hass, flow, base_url=claude.url)
    assert shown(flow) == {"model": "claude-haiku-5-5", "budget": 5}
    flow = await _send(hass, flow, model="claude-sonnet-5-5", budget=1)
    assert entry.options["ai"]["api_key"] == KEY
    assert entry.options["ai"]["model"] == "claude-sonnet-5-5"


async def test_a_known_key_is_not_sent_to_another_address(
    hass: HomeAssistant, claude: AnthropicServer
) -> None:
    ai = {**CLAUDE, "base_url": "https://api.anthropic.com"}
    entry = await add_stack(hass, "Home", ai=ai)
    flow = await _options(hass, entry, ai_provider="anthropic", ai_change=True)
    flow = await _send(hass, flow, base_url=claude.url)
    assert flow["errors"] == {"api_key": "key_missing"}
    assert not claude.requests


async def test_a_model_that_is_gone_is_not_proposed(
    hass: HomeAssistant, claude: AnthropicServer
) -> None:
    ai = {**CLAUDE, "model": "claude-gone", "base_url": claude.url}
    entry = await add_stack(hass, "Home", ai=ai)
    flow = await _options(hass, entry, ai_provider="anthropic", ai_change=True)
    flow = await _send(hass, flow, base_url=claude.url)
    assert shown(flow) == {"budget": 5}


async def test_turning_the_model_off_forgets_its_key(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home", ai={**CLAUDE, "base_url": "http://x"})
    flow = await _options(hass, entry, ai_provider="none")
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert "ai" not in entry.options


@pytest.mark.parametrize("entity", [None, "ai_task.house"])
async def test_an_ai_task_entity_may_answer(
    hass: HomeAssistant, entity: str | None
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await _options(hass, entry, ai_provider="ai_task")
    assert flow["step_id"] == "ai_task"
    chosen = {"task_entity": entity} if entity else {}
    flow = await _send(hass, flow, calls=100.0, **chosen)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["ai"] == {"ai_provider": "ai_task", "calls": 100, **chosen}


async def test_a_rejected_key_is_replaced_in_the_repair(
    hass: HomeAssistant, claude: AnthropicServer
) -> None:
    assert await async_setup_component(hass, REPAIRS, {})
    ai = {**CLAUDE, "api_key": "old", "base_url": claude.url}
    entry = await add_stack(hass, "Home", ai=ai)
    ir.async_create_issue(
        hass,
        DOMAIN,
        "ai",
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_AI_KEY_REJECTED,
        translation_placeholders={"stack": "Home"},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_KIND: ISSUE_AI_KEY_REJECTED},
    )
    manager = hass.data[REPAIRS]["flow_manager"]
    flow = await manager.async_init(DOMAIN, data={"issue_id": "ai"})
    assert flow["type"] is FlowResultType.FORM
    flow = await manager.async_configure(flow["flow_id"], {"api_key": "wrong"})
    assert flow["errors"] == {"base": "invalid_auth"}
    flow = await manager.async_configure(flow["flow_id"], {"api_key": KEY})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["ai"] == {**CLAUDE, "base_url": claude.url}
    assert ir.async_get(hass).async_get_issue(DOMAIN, "ai") is None


async def test_a_repair_of_a_model_that_was_turned_off_ends(
    hass: HomeAssistant,
) -> None:
    assert await async_setup_component(hass, REPAIRS, {})
    entry = await add_stack(hass, "Home")
    ir.async_create_issue(
        hass,
        DOMAIN,
        "ai",
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_AI_KEY_REJECTED,
        translation_placeholders={"stack": "Home"},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_KIND: ISSUE_AI_KEY_REJECTED},
    )
    manager = hass.data[REPAIRS]["flow_manager"]
    flow = await manager.async_init(DOMAIN, data={"issue_id": "ai"})
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "not_loaded")
