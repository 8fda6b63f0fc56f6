"""Home Assistant's own Sonarr and Radarr integrations see the simulated world."""

from collections.abc import AsyncIterator
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest

from simulator.arr.server import ArrServer
from simulator.http import Fault
from simulator.world import Simulation


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world with one download in each app."""
    async with Simulation(speed=20) as sim:
        for media in ("movie", "series"):
            await sim.scenario("stalled", media=media)
        await sim.until(
            lambda: all(app.downloads.tracked for app in (sim.sonarr, sim.radarr))
        )
        yield sim


def _answer(app: ArrServer, key: str) -> dict[str, Any]:
    more = (
        {"verify_ssl": False}
        if app.name == "radarr"
        else {"more_options": {"verify_ssl": False}}
    )
    return {"url": app.url, "api_key": key, **more}


async def _connect(hass: HomeAssistant, app: ArrServer) -> ConfigEntry:
    flow = await hass.config_entries.flow.async_init(
        app.name, context={"source": SOURCE_USER}
    )
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], _answer(app, app.api_key)
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY, result.get("errors")
    await hass.async_block_till_done()
    return result["result"]


async def _enable_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.disabled_by is not None:
            registry.async_update_entity(entity.entity_id, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()


def _state(hass: HomeAssistant, entry: ConfigEntry, key: str) -> str:
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.unique_id == f"{entry.entry_id}_{key}":
            state = hass.states.get(entity.entity_id)
            assert state is not None
            return state.state
    raise AssertionError(f"no entity {key}")


async def test_home_assistants_sonarr_shows_the_same_series_queue_and_wanted(
    hass: HomeAssistant, sim: Simulation
) -> None:
    entry = await _connect(hass, sim.sonarr)
    assert entry.state is ConfigEntryState.LOADED
    await _enable_all(hass, entry)

    assert _state(hass, entry, "series") == str(len(sim.sonarr.shows.series))
    assert _state(hass, entry, "queue") == str(len(sim.sonarr.queue.rows()))
    missing = sim.sonarr.shows.missing(sim.clock.time())
    assert _state(hass, entry, "wanted") == str(len(missing))
    assert float(_state(hass, entry, "diskspace")) > 1000


async def test_home_assistants_radarr_shows_the_same_films_queue_and_disk(
    hass: HomeAssistant, sim: Simulation
) -> None:
    entry = await _connect(hass, sim.radarr)
    assert entry.state is ConfigEntryState.LOADED
    await _enable_all(hass, entry)

    assert _state(hass, entry, "movies") == str(len(sim.radarr.films.films))
    assert _state(hass, entry, "queue") == "1"
    assert float(_state(hass, entry, "disk_space_movies")) == 2048
    assert _state(hass, entry, "health") == "off"


@pytest.mark.parametrize("name", ["sonarr", "radarr"])
async def test_home_assistant_tells_a_wrong_key_from_a_server_that_is_down(
    hass: HomeAssistant, sim: Simulation, name: str
) -> None:
    app: ArrServer = sim.sonarr if name == "sonarr" else sim.radarr
    flow = await hass.config_entries.flow.async_init(
        name, context={"source": SOURCE_USER}
    )
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"], _answer(app, "wrong")
    )
    assert result["errors"] == {"base": "invalid_auth"}

    await app.set_fault(Fault.REFUSE)
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], _answer(app, app.api_key)
    )
    assert result["errors"] == {"base": "cannot_connect"}
