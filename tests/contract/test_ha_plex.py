"""Home Assistant's own `plex` integration against the simulated Plex.

It is set up by hand, without a token, as on a server that trusts the network: with a
token the integration asks plex.tv, which is not part of the simulation. For the same
reason the search for players by multicast is left out.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from simulator.plex import PlayState
from tests.simulator.plex import Plex, movie, running

PATIENCE = 30
"""Seconds until what is pushed must have come."""


@pytest.fixture
async def plex(loopback: None) -> AsyncIterator[Plex]:
    """Return a Plex that trusts this machine."""
    async with running() as plex:
        plex.server.plex.preferences.set("allowedNetworks", "127.0.0.1")
        yield plex


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let the integration's own debouncers outlive it, as they do."""
    return True


@pytest.fixture
async def entry(
    hass: HomeAssistant, plex: Plex, unused_tcp_port: int
) -> AsyncIterator[ConfigEntry]:
    """Return the entry that the config flow makes."""
    # The integration shows images over HTTP, at a port that others may use.
    http = {"http": {"server_host": "127.0.0.1", "server_port": unused_tcp_port}}
    assert await async_setup_component(hass, "http", http)
    assert await async_setup_component(hass, "homeassistant", {})
    with patch("plexapi.gdm.GDM.scan"):
        yield await connect(hass, plex)
        for entry in hass.config_entries.async_entries("plex"):
            await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done()


async def connect(hass: HomeAssistant, plex: Plex) -> ConfigEntry:
    """Go through the manual steps of the config flow."""
    flow = await hass.config_entries.flow.async_init(
        "plex", context={"source": SOURCE_USER}
    )
    form = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"next_step_id": "manual_setup"}
    )
    given = {
        "host": "127.0.0.1",
        "port": plex.server.port,
        "ssl": False,
        "verify_ssl": False,
    }
    result = await hass.config_entries.flow.async_configure(form["flow_id"], given)
    assert result["type"] is FlowResultType.CREATE_ENTRY, result.get("errors")
    await hass.async_block_till_done()
    return result["result"]


async def until(hass: HomeAssistant, true: Callable[[], bool]) -> None:
    """Let Home Assistant work until something is true."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)
            await hass.async_block_till_done()


async def enable_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Switch on the entities that are off by default."""
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.disabled_by is not None:
            registry.async_update_entity(entity.entity_id, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()


def state(hass: HomeAssistant, entry: ConfigEntry, part: str) -> str:
    """Return the state of the entity whose unique id contains something."""
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        found = hass.states.get(entity.entity_id)
        if part in entity.unique_id and found is not None:
            return found.state
    return "missing"


async def test_the_entry_is_named_by_the_machine(
    hass: HomeAssistant, plex: Plex, entry: ConfigEntry
) -> None:
    assert entry.state is ConfigEntryState.LOADED
    assert entry.unique_id == plex.server.plex.machine_id
    assert entry.data["server"] == "Simulated Plex"


async def test_the_sensors_count_items_and_see_a_scan(
    hass: HomeAssistant, plex: Plex, entry: ConfigEntry
) -> None:
    await enable_all(hass, entry)
    movies = f"library-{plex.server.plex.machine_id}-00000001"
    shows = f"library-{plex.server.plex.machine_id}-00000002"
    await until(hass, lambda: state(hass, entry, shows) == "2")
    assert state(hass, entry, movies) == "2"
    plex.shelf.films.append(movie("Heat", 1995, tmdb=949))
    plex.server.plex.scanner.refresh(1)
    await plex.play(20)
    await until(hass, lambda: state(hass, entry, movies) == "3")


async def test_who_plays_is_counted(
    hass: HomeAssistant, plex: Plex, entry: ConfigEntry
) -> None:
    plexes = hass.data["plex"]["servers"]
    server = plexes[plex.server.plex.machine_id]
    session = plex.server.play("Dune", user="owner")
    await until(hass, lambda: len(server.sensor_attributes) == 1)
    assert next(iter(server.sensor_attributes.values())) == "Dune (2021)"
    plex.server.set_playback(session.key, PlayState.STOPPED)
    await until(hass, lambda: not server.sensor_attributes)


async def test_a_newer_version_is_offered(
    hass: HomeAssistant, plex: Plex, entry: ConfigEntry
) -> None:
    unique_id = plex.server.plex.machine_id
    update = er.async_get(hass).async_get_entity_id("update", "plex", unique_id)
    assert update is not None
    shown = hass.states.get(update)
    assert shown is not None
    assert shown.state == "off"
    assert shown.attributes["installed_version"] == plex.server.plex.version
    plex.server.offer_update("1.99.0.1-abcdef", fixed="Everything")
    await hass.services.async_call(
        "homeassistant", "update_entity", {"entity_id": update}, blocking=True
    )
    shown = hass.states.get(update)
    assert shown is not None
    assert shown.attributes["latest_version"] == "1.99.0.1-abcdef"
