"""Home Assistant's own `sabnzbd` integration against the simulated SABnzbd."""

from collections.abc import AsyncIterator
from datetime import timedelta

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,  # ships no types
)

from tests.simulator.sabnzbd import KEY, Sab, post, running


@pytest.fixture(params=["3.7.1", "5.1.3"])
async def sab(request: pytest.FixtureRequest, loopback: None) -> AsyncIterator[Sab]:
    """Return a SABnzbd of the oldest and the newest version."""
    async with running(request.param) as sab:
        yield sab


async def set_up(hass: HomeAssistant, sab: Sab) -> str:
    """Go through the config flow; return the id of the entry."""
    flow = await hass.config_entries.flow.async_init(
        "sabnzbd", context={"source": SOURCE_USER}
    )
    given = {"url": f"http://127.0.0.1:{sab.server.port}", "api_key": KEY}
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], given)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    return str(result["result"].entry_id)


async def poll(hass: HomeAssistant) -> None:
    """Let the integration ask again."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await hass.async_block_till_done(wait_background_tasks=True)


def states(hass: HomeAssistant, entry_id: str) -> dict[str, str]:
    """Return the states of an entry by their translation key."""
    found = {}
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry_id):
        state = hass.states.get(entity.entity_id)
        if state is not None:
            found[str(entity.translation_key)] = state.state
    return found


async def test_a_wrong_key_cannot_connect(hass: HomeAssistant, sab: Sab) -> None:
    flow = await hass.config_entries.flow.async_init(
        "sabnzbd", context={"source": SOURCE_USER}
    )
    given = {"url": f"http://127.0.0.1:{sab.server.port}", "api_key": "wrong"}
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], given)
    assert result["errors"] == {"base": "cannot_connect"}


async def test_the_sensors_show_the_numbers_of_the_server(
    hass: HomeAssistant, sab: Sab
) -> None:
    await sab.add(post())
    sab.clock.advance(20)
    entry_id = await set_up(hass, sab)
    shown, queue = states(hass, entry_id), await sab.queue()
    assert shown["status"] == "Downloading"
    assert shown["queue_count"] == "1"
    assert float(shown["queue"]) == float(queue["mb"])
    assert float(shown["left"]) == pytest.approx(float(queue["mbleft"]), abs=60)
    assert float(shown["free_disk_space"]) == float(queue["diskspace1"])
    assert float(shown["speedlimit"]) == 100


async def test_it_pauses_resumes_and_limits_the_speed(
    hass: HomeAssistant, sab: Sab
) -> None:
    await sab.add(post())
    entry_id = await set_up(hass, sab)
    entities = {
        str(entity.translation_key): entity.entity_id
        for entity in er.async_entries_for_config_entry(er.async_get(hass), entry_id)
    }
    for key, paused in (("pause", True), ("resume", False)):
        press = {"entity_id": entities[key]}
        await hass.services.async_call("button", "press", press, blocking=True)
        assert (await sab.queue())["paused"] is paused
    limit = {"entity_id": entities["speedlimit"], "value": 40}
    await hass.services.async_call("number", "set_value", limit, blocking=True)
    assert (await sab.queue())["speedlimit"] == "40"


async def test_warnings_show_as_a_problem(hass: HomeAssistant, sab: Sab) -> None:
    sab.server.engine.add_warning("Something is odd")
    entry_id = await set_up(hass, sab)
    assert states(hass, entry_id)["warnings"] == "on"


async def test_it_notices_that_the_server_goes_and_comes_back(
    hass: HomeAssistant, sab: Sab
) -> None:
    entry_id = await set_up(hass, sab)
    await sab.server.set_up(up=False)
    await poll(hass)
    assert states(hass, entry_id)["status"] == "unavailable"
    await sab.server.set_up(up=True)
    await poll(hass)
    assert states(hass, entry_id)["status"] == "Idle"
    entry = hass.config_entries.async_get_entry(entry_id)
    assert entry is not None
    assert entry.state is ConfigEntryState.LOADED
