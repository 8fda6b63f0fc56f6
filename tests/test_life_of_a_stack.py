"""A stack from its first flow to its removal, in Home Assistant, with simulated servers."""

from collections.abc import AsyncIterator
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.diagnostics import async_get_config_entry_diagnostics
from custom_components.autoarr.servers.models import ServerType
from simulator.http import Fault
from simulator.world import Simulation

pytestmark = pytest.mark.usefixtures("socket_enabled", "enable_custom_integrations")


@pytest.fixture
async def world(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Return four servers at work."""
    async with Simulation(movies=3, series=2, sonarr_base="/sonarr") as simulation:
        yield simulation


@pytest.fixture(autouse=True)
def own_folder(hass: HomeAssistant, tmp_path: Path) -> None:
    """Keep the database where no other test finds it."""
    hass.config.config_dir = str(tmp_path)


def form(world: Simulation, server_type: ServerType) -> dict[str, Any]:
    """Return what a person types to add a simulated server."""
    server: Any = getattr(world, server_type)
    if server_type is ServerType.PLEX:
        return {"url": server.url, "token": server.token, "verify_ssl": True}
    return {"url": server.url, "api_key": server.api_key, "verify_ssl": True}


async def add_stack(hass: HomeAssistant, world: Simulation) -> ConfigEntry[Any]:
    """Return a stack of all four servers, set up as a person does."""
    flows = hass.config_entries.flow
    flow = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    flow = await flows.async_configure(flow["flow_id"], {"name": "Home"})
    for server_type in ServerType:
        flow = await flows.async_configure(
            flow["flow_id"], {"next_step_id": server_type.value}
        )
        flow = await flows.async_configure(flow["flow_id"], form(world, server_type))
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "finish"})
    flow = await flows.async_configure(flow["flow_id"], {"mode": "automatic"})
    flow = await flows.async_configure(flow["flow_id"], {"voice_sentences": True})
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    entry: ConfigEntry[Any] = flow["result"]
    return entry


async def look_again(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Let all coordinators ask once more."""
    for coordinator in entry.runtime_data.coordinators.values():
        await coordinator.async_refresh_now()
    await hass.async_block_till_done(wait_background_tasks=False)


def devices(hass: HomeAssistant, entry: ConfigEntry[Any]) -> set[str | None]:
    """Return the names of the stack's devices."""
    registry = dr.async_get(hass)
    return {
        each.name
        for each in dr.async_entries_for_config_entry(registry, entry.entry_id)
    }


async def test_a_stack_is_set_up_unloaded_loaded_and_removed(
    hass: HomeAssistant, world: Simulation, tmp_path: Path
) -> None:
    entry = await add_stack(hass, world)
    assert entry.state is ConfigEntryState.LOADED
    assert len(devices(hass, entry)) == 5
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    assert (tmp_path / "autoarr.db").exists()
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert devices(hass, entry) == set()


async def test_the_device_of_a_removed_server_goes_and_the_others_stay(
    hass: HomeAssistant, world: Simulation
) -> None:
    entry = await add_stack(hass, world)
    plex = next(
        each for each in entry.subentries.values() if each.subentry_type == "plex"
    )
    hass.config_entries.async_remove_subentry(entry, plex.subentry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    assert len(devices(hass, entry)) == 4
    assert plex.title not in devices(hass, entry)


async def test_a_changed_key_is_asked_for_and_then_all_is_well(
    hass: HomeAssistant, world: Simulation
) -> None:
    entry = await add_stack(hass, world)
    world.radarr.api_key = "0123456789abcdef0123456789abcdef"
    await look_again(hass, entry)
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["step_id"] == "reauth_confirm"
    coordinators = entry.runtime_data.coordinators.values()
    working = {each.server.type for each in coordinators if each.last_update_success}
    assert working == {ServerType.SONARR, ServerType.SABNZBD, ServerType.PLEX}

    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": world.radarr.api_key}
    )
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    coordinators = entry.runtime_data.coordinators.values()
    assert all(each.last_update_success for each in coordinators)
    assert hass.config_entries.flow.async_progress_by_handler(DOMAIN) == []


async def test_a_stack_whose_only_key_was_changed_starts_again_with_the_new_one(
    hass: HomeAssistant, world: Simulation
) -> None:
    entry = await add_stack(hass, world)
    for each in list(entry.subentries.values()):
        if each.subentry_type != "sonarr":
            hass.config_entries.async_remove_subentry(entry, each.subentry_id)
    await hass.async_block_till_done()
    world.sonarr.api_key = "0123456789abcdef0123456789abcdef"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state.value == "setup_retry"
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": world.sonarr.api_key}
    )
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


async def test_other_options_take_effect_at_once(
    hass: HomeAssistant, world: Simulation
) -> None:
    entry = await add_stack(hass, world)
    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "mode": "observe"}
    )
    await hass.async_block_till_done()
    assert entry.runtime_data.mode == "observe"


async def test_diagnostics_of_a_running_stack_hold_no_secret(
    hass: HomeAssistant, world: Simulation
) -> None:
    entry = await add_stack(hass, world)
    await world.plex.set_fault(Fault.HTTP_503)
    await look_again(hass, entry)
    dump = await async_get_config_entry_diagnostics(hass, entry)
    text = json.dumps(dump)
    for secret in (
        world.sonarr.api_key,
        world.radarr.api_key,
        world.sabnzbd.api_key,
        world.plex.token,
        world.plex.plex.machine_id,
        "127.0.0.1",
        "/data/media",
    ):
        assert secret not in text
    assert {each["type"]: each["answers"] for each in dump["servers"]} == {
        "sonarr": True,
        "radarr": True,
        "sabnzbd": True,
        "plex": False,
    }
