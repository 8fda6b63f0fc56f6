"""Repair issues that ask for a decision, and what becomes of the answer."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import AsyncMock, Mock, call

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.audit.fixes import Batch
from custom_components.autoarr.audit.record import (
    Change,
    Difference,
    FindingRecord,
    FindingState,
    Step,
)
from custom_components.autoarr.const import (
    DOMAIN,
    ISSUE_ANOTHER_TOOL,
    ISSUE_BASELINE,
    ISSUE_ENTRY_ID,
    ISSUE_FAILURE_ID,
    ISSUE_FINDINGS,
    ISSUE_KIND,
    ISSUE_RECOVERIES_GIVEN_UP,
    ISSUE_RECOVERY_ASKS,
    ISSUE_RECOVERY_GIVEN_UP,
    ISSUE_SERVER_ID,
)
from custom_components.autoarr.downloads.errors import NotKnown, NotPossible
from custom_components.autoarr.downloads.model import Message
from custom_components.autoarr.engine.choices import Choice
from custom_components.autoarr.engine.fixing import Mended
from custom_components.autoarr.servers.base import CannotConnect
from custom_components.autoarr.store import StoreError

from .conftest import add_stack

GIVEN_UP = f"{ISSUE_RECOVERY_GIVEN_UP}_f1"
ASKS = f"{ISSUE_RECOVERY_ASKS}_f1"
MANY = f"{ISSUE_RECOVERIES_GIVEN_UP}_entry"
SETTINGS = f"{ISSUE_FINDINGS}_s1_entry"
TOOL = f"{ISSUE_ANOTHER_TOOL}_s1"
BASELINE = f"{ISSUE_BASELINE}_entry"

ANSWERS_TO_GIVEN_UP = tuple(
    choice for choice in Choice if choice not in (Choice.APPROVE, Choice.REMOVE)
)


@pytest.fixture
def orders() -> Mock:
    """Stand in for what the engine does with an order."""
    return Mock(
        choices=AsyncMock(return_value=tuple(Choice)),
        choose=AsyncMock(),
        retry_given_up=AsyncMock(),
        dismiss_given_up=AsyncMock(),
        release_server=AsyncMock(),
        observe_server=AsyncMock(),
        recover_now=AsyncMock(),
        forget_old_failures=AsyncMock(),
    )


@pytest.fixture
async def entry(hass: HomeAssistant, orders: Mock) -> MockConfigEntry:
    """Return a running stack with an issue of each kind."""
    assert await async_setup_component(hass, REPAIRS, {})
    entry = await add_stack(hass, "Home")
    phrases = Mock(words=lambda message: f"words of {message.key}")
    given_up = {f"f{number}": Mock(id=f"f{number}") for number in range(7)}
    entry.runtime_data = Mock(orders=orders, phrases=phrases, given_up=given_up)
    ir.async_create_issue(
        hass,
        DOMAIN,
        GIVEN_UP,
        is_fixable=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key=ISSUE_RECOVERY_GIVEN_UP,
        translation_placeholders={"title": "Dune", "reason": "Nothing was found."},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_FAILURE_ID: "f1"},
    )
    ir.async_create_issue(
        hass,
        DOMAIN,
        ASKS,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_RECOVERY_ASKS,
        translation_placeholders={"title": "Dune", "cause": "C.", "reason": "R?"},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_FAILURE_ID: "f1"},
    )
    ir.async_create_issue(
        hass,
        DOMAIN,
        MANY,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_RECOVERIES_GIVEN_UP,
        translation_placeholders={"stack": "Home", "count": "2"},
        data={
            ISSUE_ENTRY_ID: entry.entry_id,
            ISSUE_KIND: ISSUE_RECOVERIES_GIVEN_UP,
        },
    )
    ir.async_create_issue(
        hass,
        DOMAIN,
        BASELINE,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_BASELINE,
        translation_placeholders={"stack": "Home", "count": "7"},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_KIND: ISSUE_BASELINE},
    )
    ir.async_create_issue(
        hass,
        DOMAIN,
        TOOL,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_ANOTHER_TOOL,
        translation_placeholders={"server": "Sonarr"},
        data={
            ISSUE_ENTRY_ID: entry.entry_id,
            ISSUE_KIND: ISSUE_ANOTHER_TOOL,
            ISSUE_SERVER_ID: "s1",
        },
    )
    return entry


async def answer(hass: HomeAssistant, issue_id: str, choice: str) -> Any:
    """Open an issue and choose an answer."""
    flows = hass.data[REPAIRS]["flow_manager"]
    flow = await flows.async_init(DOMAIN, context={"issue_id": issue_id})
    assert flow["type"] is FlowResultType.MENU
    assert choice in flow["menu_options"]
    return await flows.async_configure(flow["flow_id"], {"next_step_id": choice})


def is_open(hass: HomeAssistant, issue_id: str) -> bool:
    """Return whether an issue is still there."""
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is not None


@pytest.mark.parametrize(
    ("issue_id", "choice", "order"),
    [
        *((GIVEN_UP, each, call.choose("f1", each)) for each in ANSWERS_TO_GIVEN_UP),
        *((ASKS, each, call.choose("f1", each)) for each in Choice),
        (TOOL, "go_on", call.release_server("s1")),
        (TOOL, "hands_off", call.observe_server("s1")),
        (BASELINE, "recover", call.recover_now()),
        (BASELINE, "leave", call.forget_old_failures()),
    ],
)
@pytest.mark.usefixtures("entry")
async def test_an_answer_becomes_an_order_and_closes_the_issue(
    hass: HomeAssistant, orders: Mock, issue_id: str, choice: str, order: object
) -> None:
    if issue_id == GIVEN_UP:
        orders.choices.return_value = ANSWERS_TO_GIVEN_UP
    result = await answer(hass, issue_id, choice)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    given = [each for each in orders.mock_calls if each[0] != "choices"]
    assert given == [order]
    assert not is_open(hass, issue_id)


@pytest.mark.usefixtures("entry")
async def test_only_what_is_possible_is_offered(
    hass: HomeAssistant, orders: Mock
) -> None:
    orders.choices.return_value = (Choice.RETRY, Choice.IGNORE)
    flows = hass.data[REPAIRS]["flow_manager"]
    flow = await flows.async_init(DOMAIN, context={"issue_id": GIVEN_UP})
    assert flow["menu_options"] == ["retry", "ignore"]
    assert flow["description_placeholders"]["reason"] == "Nothing was found."


@pytest.mark.parametrize(
    ("choice", "order"), [("retry", "retry_given_up"), ("ignore", "dismiss_given_up")]
)
async def test_many_titles_are_decided_at_once_but_those_with_their_own_issue(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    orders: Mock,
    choice: str,
    order: str,
) -> None:
    result = await answer(hass, MANY, choice)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    ((name, (failures,), _),) = orders.mock_calls
    assert name == order
    assert [failure.id for failure in failures] == ["f5", "f6"]
    assert not is_open(hass, MANY)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotPossible(Message(key="reason_x")), "not_possible"),
        (CannotConnect("refused"), "failed"),
        (StoreError("full"), "failed"),
    ],
)
@pytest.mark.usefixtures("entry")
async def test_an_order_that_fails_leaves_the_issue_open(
    hass: HomeAssistant, orders: Mock, error: Exception, reason: str
) -> None:
    orders.choices.return_value = ANSWERS_TO_GIVEN_UP
    orders.choose.side_effect = error
    result = await answer(hass, GIVEN_UP, "retry")
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == reason
    if reason == "not_possible":
        assert result["description_placeholders"] == {"message": "words of reason_x"}
    assert is_open(hass, GIVEN_UP)


@pytest.mark.usefixtures("entry")
async def test_an_issue_about_a_failure_that_is_gone_closes(
    hass: HomeAssistant, orders: Mock
) -> None:
    orders.choices.return_value = ANSWERS_TO_GIVEN_UP
    orders.choose.side_effect = NotKnown("failure", "f1")
    result = await answer(hass, GIVEN_UP, "ignore")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert not is_open(hass, GIVEN_UP)


@pytest.mark.usefixtures("entry")
async def test_what_was_decided_elsewhere_is_not_asked_any_more(
    hass: HomeAssistant, orders: Mock
) -> None:
    orders.choices.side_effect = NotKnown("failure", "f1")
    flows = hass.data[REPAIRS]["flow_manager"]
    result = await flows.async_init(DOMAIN, context={"issue_id": ASKS})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert not is_open(hass, ASKS)


@pytest.mark.parametrize("removed", [True, False])
async def test_a_stack_that_does_not_run_takes_no_orders(
    hass: HomeAssistant, entry: MockConfigEntry, orders: Mock, removed: bool
) -> None:
    flows = hass.data[REPAIRS]["flow_manager"]
    if removed:
        ir.async_create_issue(
            hass,
            DOMAIN,
            BASELINE,
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=ISSUE_BASELINE,
            translation_placeholders={"stack": "Home", "count": "7"},
            data={ISSUE_ENTRY_ID: "gone", ISSUE_KIND: ISSUE_BASELINE},
        )
    else:
        entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    result = await flows.async_init(DOMAIN, context={"issue_id": BASELINE})
    assert result["reason"] == "not_loaded"
    orders.recover_now.assert_not_awaited()


async def test_a_stack_that_stops_while_it_is_asked_takes_no_orders(
    hass: HomeAssistant, entry: MockConfigEntry, orders: Mock
) -> None:
    flows = hass.data[REPAIRS]["flow_manager"]
    flow = await flows.async_init(DOMAIN, context={"issue_id": BASELINE})
    entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    result = await flows.async_configure(flow["flow_id"], {"next_step_id": "recover"})
    assert result["reason"] == "not_loaded"
    orders.recover_now.assert_not_awaited()


RECORD = FindingRecord(
    id="x",
    rule_id="ARR-040",
    server_id="s1",
    subject="",
    severity="high",
    state=FindingState.OPEN,
    current="authenticationRequired = disabledForLocalAddresses",
    recommended="",
    fixable=True,
    first_seen=datetime(2026, 11, 23, tzinfo=UTC),
    last_seen=datetime(2026, 11, 23, tzinfo=UTC),
)
CHANGE = Change(
    id="c",
    finding_id="x",
    server="Sonarr",
    steps=(
        Step(
            server="s1",
            resource="config/host",
            differences=(Difference(field="authenticationRequired", after="enabled"),),
        ),
    ),
)


@pytest.fixture
def engine(hass: HomeAssistant, entry: MockConfigEntry) -> Mock:
    """Return the engine of a stack with one finding to mend."""
    running: Mock = entry.runtime_data
    shape = {"title": "No login", "effect": "All log in", "restarts": True}
    running.audits = Mock(
        open_findings=[RECORD],
        finding_shape=Mock(return_value={**shape, "recommended": "A login"}),
        known=Mock(return_value=RECORD),
    )
    running.shaper = Mock(name=Mock())
    running.shaper.name.return_value = "Sonarr"
    running.fixes = Mock(
        preview=AsyncMock(return_value=[CHANGE]),
        apply=AsyncMock(return_value=Mended(Batch((CHANGE,), {}), ())),
    )
    ir.async_create_issue(
        hass,
        DOMAIN,
        SETTINGS,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_FINDINGS,
        translation_placeholders={"server": "Sonarr", "count": "1", "findings": "-"},
        data={
            ISSUE_ENTRY_ID: entry.entry_id,
            ISSUE_KIND: ISSUE_FINDINGS,
            ISSUE_SERVER_ID: "s1",
        },
    )
    return running


async def begun(hass: HomeAssistant) -> Any:
    """Open the issue about settings."""
    flows = hass.data[REPAIRS]["flow_manager"]
    return await flows.async_init(DOMAIN, context={"issue_id": SETTINGS})


async def chosen(hass: HomeAssistant, flow_id: str) -> Any:
    """Choose the one finding."""
    flows = hass.data[REPAIRS]["flow_manager"]
    return await flows.async_configure(flow_id, {"findings": ["x"]})


async def test_a_setting_is_mended_once_it_was_shown(
    hass: HomeAssistant, engine: Mock
) -> None:
    flow = await begun(hass)
    shown = await chosen(hass, flow["flow_id"])
    assert shown["step_id"] == "confirm"
    assert shown["description_placeholders"]["changes"].splitlines() == [
        "- **No login**",
        "  - All log in",
        "  - words of fix_restarts",
        "  - `config/host: authenticationRequired`: `None` → `enabled`",
    ]
    engine.fixes.apply.assert_not_awaited()
    engine.audits.open_findings = []
    flows = hass.data[REPAIRS]["flow_manager"]
    ended = await flows.async_configure(flow["flow_id"], {})
    assert ended["type"] is FlowResultType.CREATE_ENTRY
    engine.fixes.apply.assert_awaited_once_with(["x"], confirmed=True)
    assert not is_open(hass, SETTINGS)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotKnown("finding", "x"), "some_left"),
        (StoreError("full"), "failed"),
    ],
)
async def test_what_cannot_be_shown_is_not_mended(
    hass: HomeAssistant, engine: Mock, error: Exception, reason: str
) -> None:
    engine.fixes.preview.side_effect = error
    ended = await chosen(hass, (await begun(hass))["flow_id"])
    assert (ended["type"], ended["reason"]) == (FlowResultType.ABORT, reason)
    assert is_open(hass, SETTINGS)


async def test_no_setting_is_mended_in_a_stack_that_does_not_run(
    hass: HomeAssistant, entry: MockConfigEntry, engine: Mock
) -> None:
    flow = await begun(hass)
    await chosen(hass, flow["flow_id"])
    entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    flows = hass.data[REPAIRS]["flow_manager"]
    ended = await flows.async_configure(flow["flow_id"], {})
    assert ended["reason"] == "not_loaded"
    assert (await begun(hass))["reason"] == "not_loaded"
    engine.fixes.apply.assert_not_awaited()
