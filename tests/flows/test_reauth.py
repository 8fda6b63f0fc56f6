"""A key that no longer works is asked for again, for that server only."""

from types import SimpleNamespace

from homeassistant.config_entries import ConfigFlowResult, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import UpdateFailed
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_stack, server
from .servers import ERRORS, GOOD_KEY, NEW_KEY, Neighbourhood

URL = "http://10.0.0.2:8000"


async def reauth(
    hass: HomeAssistant, entry: MockConfigEntry, rejected: ConfigSubentry
) -> ConfigFlowResult:
    """Start the flow as a coordinator does, and return its form."""
    entry.async_start_reauth(hass, data={"subentry_id": rejected.subentry_id})
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return flow


@pytest.mark.parametrize("server_type", list(ServerType))
async def test_a_new_key_repairs_its_server_only(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    loaded: list[str],
    server_type: ServerType,
) -> None:
    rejected = server(server_type, URL, name="Locked")
    other = server(ServerType.SONARR, "http://10.0.0.1", name="Other")
    entry = await add_stack(hass, "Home", other, rejected)
    neighbourhood.add(server_type, URL)
    neighbourhood.keys[URL] = NEW_KEY
    flow = await reauth(hass, entry, rejected)
    assert flow["step_id"] == "reauth_confirm"
    key = "token" if server_type is ServerType.PLEX else "api_key"
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {key: NEW_KEY}
    )
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "reauth_successful"
    assert rejected.data[key] == NEW_KEY
    assert rejected.data["url"] == URL
    assert other.data["api_key"] == GOOD_KEY
    assert loaded == [entry.entry_id] * 2


@pytest.mark.parametrize(("answer", "error"), ERRORS, ids=str)
async def test_a_key_is_asked_for_until_the_server_takes_it(
    hass: HomeAssistant, neighbourhood: Neighbourhood, answer: Exception, error: str
) -> None:
    rejected = server(ServerType.SABNZBD, URL, name="Locked")
    entry = await add_stack(hass, "Home", rejected)
    neighbourhood.answers[URL] = answer
    flow = await reauth(hass, entry, rejected)
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": NEW_KEY}
    )
    assert flow["errors"] == {"base": error}
    placeholders = flow["description_placeholders"]
    assert placeholders is not None
    assert placeholders["name"] == "Locked"

    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": " "}
    )
    assert flow["errors"] == {"api_key": "key_missing"}

    neighbourhood.add(ServerType.SABNZBD, URL)
    neighbourhood.keys[URL] = NEW_KEY
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": NEW_KEY}
    )
    assert flow["reason"] == "reauth_successful"


async def test_the_server_is_found_when_home_assistant_does_not_name_it(
    hass: HomeAssistant,
) -> None:
    down, rejected = server(ServerType.SONARR, URL), server(ServerType.PLEX, "http://b")
    entry = await add_stack(hass, "Home", down, rejected)
    entry.runtime_data = SimpleNamespace(
        coordinators={
            down.subentry_id: SimpleNamespace(last_exception=UpdateFailed()),
            rejected.subentry_id: SimpleNamespace(
                last_exception=ConfigEntryAuthFailed()
            ),
        }
    )
    entry.async_start_reauth_if_available(hass)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    flow = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert flow["data_schema"] is not None
    assert list(flow["data_schema"].schema) == ["token"]


@pytest.mark.parametrize("coordinators", [None, {}])
async def test_without_a_rejected_server_nothing_is_asked(
    hass: HomeAssistant, coordinators: dict[str, object] | None
) -> None:
    entry = await add_stack(hass, "Home", server(ServerType.SONARR, URL))
    if coordinators is not None:
        entry.runtime_data = SimpleNamespace(coordinators=coordinators)
    flow = await entry.start_reauth_flow(hass)
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "server_gone"
