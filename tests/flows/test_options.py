"""The options of a stack: shown with their defaults, checked, taken over by a reload."""

from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData, section
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.autoarr.const import DEFAULT_THRESHOLDS

from .conftest import add_stack

REQUESTS = {
    "voice_sentences": True,
    "approval": "guests",
    "question_patience": 86_400,
    "approval_patience": 604_800,
}
SECRET_URL = "postgresql://autoarr:hunter2@db.example.org/autoarr"


def suggested(schema: Any) -> dict[str, Any]:
    """Return what a form proposes, sections included."""
    shown: dict[str, Any] = {}
    for marker, value in schema.schema.items():
        if isinstance(value, section):
            shown[str(marker)] = suggested(value.schema)
        elif marker.description and "suggested_value" in marker.description:
            shown[str(marker)] = marker.description["suggested_value"]
    return shown


def shown(flow: ConfigFlowResult) -> dict[str, Any]:
    """Return a form as it is shown, ready to be sent."""
    return suggested(flow["data_schema"])


async def test_the_form_shows_the_defaults_and_saving_them_changes_nothing(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    assert form["mode"] == "automatic"
    assert form["thresholds"]["retry_delay_3"] == {
        "days": 0,
        "hours": 12,
        "minutes": 0,
        "seconds": 0,
    }
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], form)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert dict(entry.options) == {
        "mode": "automatic",
        "protected_tags": [],
        "protected_categories": [],
        "protected_titles": [],
        "keep_days": 90,
        **DEFAULT_THRESHOLDS,
        **REQUESTS,
    }


async def test_every_option_is_kept_and_the_stack_loads_again(
    hass: HomeAssistant, loaded: list[str]
) -> None:
    async_mock_service(hass, "notify", "mobile_app_phone")
    async_mock_service(hass, "notify", "send_message")
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    assert flow["data_schema"] is not None
    selector = flow["data_schema"].schema["notify_target"]
    assert selector.config["options"] == ["notify.mobile_app_phone"]
    form["mode"] = "observe"
    form["notify_target"] = "notify.mobile_app_phone"
    form["protection"] = {
        "protected_tags": ["keep", " "],
        "protected_categories": ["private "],
        "protected_titles": ["Dune"],
    }
    form["thresholds"] |= {
        "settle_time": {"minutes": 5},
        "retry_delay_3": {"days": 1},
        "max_attempts": 5.0,
        "brake_share": 50.0,
    }
    form["requests"] |= {
        "voice_sentences": False,
        "approval": "everybody",
        "question_patience": {"hours": 2},
    }
    await hass.config_entries.options.async_configure(flow["flow_id"], form)
    await hass.async_block_till_done()
    assert dict(entry.options) == {
        "mode": "observe",
        "notify_target": "notify.mobile_app_phone",
        "protected_tags": ["keep"],
        "protected_categories": ["private"],
        "protected_titles": ["Dune"],
        "keep_days": 90,
        **DEFAULT_THRESHOLDS,
        **REQUESTS,
        "voice_sentences": False,
        "approval": "everybody",
        "question_patience": 7200,
        "settle_time": 300,
        "retry_delay_3": 86400,
        "max_attempts": 5,
        "brake_share": 50,
    }
    assert all(isinstance(entry.options[key], int) for key in DEFAULT_THRESHOLDS)
    assert loaded == [entry.entry_id] * 2


async def test_a_chosen_target_is_shown_even_while_its_phone_is_away(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home", notify_target="notify.mobile_app_phone")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert shown(flow)["notify_target"] == "notify.mobile_app_phone"


@pytest.mark.parametrize("duration", [{"seconds": 9}, {"days": 8}, {"seconds": 0}])
async def test_a_senseless_duration_is_refused(
    hass: HomeAssistant, duration: dict[str, int]
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    bad = {**form, "thresholds": {**form["thresholds"], "settle_time": duration}}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], bad)
    assert flow["errors"] == {"base": "duration_out_of_bounds"}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], form)
    assert flow["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(("key", "value"), [("max_attempts", 0), ("brake_share", 101)])
async def test_a_senseless_number_is_refused(
    hass: HomeAssistant, key: str, value: int
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    form["thresholds"][key] = value
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(flow["flow_id"], form)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("nosuchdatabase://host/name", "db_driver_missing"),
        ("sqlite+nosuchdriver:///file", "db_driver_missing"),
        ("not a url", "db_invalid_url"),
        ("postgresql://host:port/name", "db_invalid_url"),
        ("sqlite:////nonexistent/folder/autoarr.db", "db_cannot_connect"),
    ],
)
async def test_a_database_is_tried_before_it_is_used(
    hass: HomeAssistant, tmp_path: Path, url: str, error: str
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {**form, "database": {"db_url": url}}
    )
    assert flow["errors"] == {"base": error}
    good = f"sqlite:///{tmp_path}/autoarr.db"
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {**form, "database": {"db_url": f" {good} "}}
    )
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["db_url"] == good


async def test_a_database_that_never_answers_is_refused(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = {**shown(flow), "database": {"db_url": "sqlite://"}}
    over = Event()
    with (
        patch("custom_components.autoarr.setup.database._PATIENCE", 0.01),
        patch("sqlalchemy.create_engine", lambda *args, **kwargs: over.wait(10)),
    ):
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], form)
        over.set()
    assert flow["errors"] == {"base": "db_cannot_connect"}


async def test_a_known_database_is_kept_without_being_shown(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home", db_url=SECRET_URL)
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = shown(flow)
    assert form["database"] == {"db_url": "postgresql://…", "keep_days": 90}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], form)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["db_url"] == SECRET_URL


async def test_the_past_is_kept_for_as_long_as_somebody_wants(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = {**shown(flow), "database": {"keep_days": 30}}
    await hass.config_entries.options.async_configure(flow["flow_id"], form)
    assert entry.options["keep_days"] == 30
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert shown(flow)["database"] == {"keep_days": 30}


async def test_emptying_the_database_goes_back_to_the_file(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home", db_url=SECRET_URL)
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    form = {**shown(flow), "database": {}}
    await hass.config_entries.options.async_configure(flow["flow_id"], form)
    assert "db_url" not in entry.options
