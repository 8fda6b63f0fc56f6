"""What every flow test stands on: reachable servers, a stack, and texts for all."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntry, ConfigEntryState, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowHandler, FlowManager
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import CONF_MODE, DOMAIN
from custom_components.autoarr.servers.models import ServerType

from ..texts import missing_texts
from .servers import GOOD_KEY, Neighbourhood


@pytest.fixture(autouse=True)
def loaded(enable_custom_integrations: None) -> Iterator[list[str]]:
    """Let stacks load without asking any server; hold the ids of those that did."""
    ids: list[str] = []

    async def reload(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        await hass.config_entries.async_reload(entry.entry_id)

    async def setup_entry(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
        ids.append(entry.entry_id)
        entry.async_on_unload(entry.add_update_listener(reload))
        return True

    async def setup(hass: HomeAssistant, config: Any) -> bool:
        return True

    async def unload_entry(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
        return True

    with (
        patch(f"custom_components.{DOMAIN}.async_setup", setup, create=True),
        patch(f"custom_components.{DOMAIN}.async_setup_entry", setup_entry),
        patch(f"custom_components.{DOMAIN}.async_unload_entry", unload_entry),
    ):
        yield ids


@pytest.fixture(autouse=True)
def every_text_exists() -> Iterator[None]:
    """Check each step that a flow shows for a text in all its parts."""
    handle_step = FlowManager._async_handle_step
    missing: list[str] = []

    async def handle(
        self: Any, flow: FlowHandler[Any, Any, Any], *args: Any, **kwargs: Any
    ) -> Any:
        result = await handle_step(self, flow, *args, **kwargs)
        if type(flow).__module__.startswith(f"custom_components.{DOMAIN}"):
            missing.extend(missing_texts(flow, result))
        return result

    with patch.object(FlowManager, "_async_handle_step", handle):
        yield
    assert not missing


@pytest.fixture
def neighbourhood() -> Iterator[Neighbourhood]:
    """Servers that can be reached."""
    servers = Neighbourhood()
    with servers.reachable():
        yield servers


def server(
    server_type: ServerType,
    url: str,
    *,
    name: str | None = None,
    unique_id: str | None = None,
    **data: Any,
) -> ConfigSubentry:
    """Return a server as a stack keeps it."""
    key = "token" if server_type is ServerType.PLEX else "api_key"
    name = name or server_type.title()
    return ConfigSubentry(
        data=MappingProxyType(
            {"name": name, "url": url, key: GOOD_KEY, "verify_ssl": True, **data}
        ),
        subentry_type=server_type,
        title=name,
        unique_id=unique_id or url,
    )


async def add_idle_stack(
    hass: HomeAssistant, title: str, *servers: ConfigSubentry
) -> MockConfigEntry:
    """Return a stack that could not start: none of its servers answered."""
    entry = await add_stack(hass, title, *servers)
    assert await hass.config_entries.async_unload(entry.entry_id)
    entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    return entry


async def add_stack(
    hass: HomeAssistant, title: str, *servers: ConfigSubentry, **options: Any
) -> MockConfigEntry:
    """Return a stack that is set up and running."""
    entry = MockConfigEntry(
        domain=DOMAIN, title=title, data={}, options={CONF_MODE: "automatic", **options}
    )
    entry.add_to_hass(hass)
    for each in servers:
        hass.config_entries.async_add_subentry(entry, each)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry
