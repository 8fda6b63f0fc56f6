"""Entities show what the servers say, and only their own server can take them away."""

from typing import Any

import aiohttp
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.event import async_track_state_report_event
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.servers.models import ServerType
from simulator.http import Fault
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

GIB = 1024**3


def state(hass: HomeAssistant, entity_id: str) -> str:
    """Return the state of an entity."""
    found = hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


def states(hass: HomeAssistant, server: str) -> dict[str, str]:
    """Return the states of a server's entities."""
    return {
        each.entity_id: each.state
        for each in hass.states.async_all()
        if each.entity_id.split(".")[1].startswith(f"{server}_")
    }


async def read_all(home: Home, server_type: ServerType) -> None:
    """Let a server be read now, with all that is usually read more rarely."""
    for coordinator in home.engine.coordinators.values():
        if coordinator.server.type is server_type:
            await coordinator.async_refresh_now()


async def ask(simulation: Simulation, name: str, path: str, **params: Any) -> Any:
    """Return what a server says itself."""
    server = simulation.connections()[name]
    key = {"X-Api-Key": server["api_key"]}
    async with (
        aiohttp.ClientSession() as session,
        session.get(server["url"] + path, params=params, headers=key) as answer,
    ):
        return await answer.json()


def described(hass: HomeAssistant, entry: er.RegistryEntry) -> dict[str, Any]:
    """Return what of an entity must not change unnoticed."""
    found = hass.states.get(entry.entity_id)
    return {
        "key": entry.unique_id.partition("_")[2],
        "name": entry.original_name,
        "category": entry.entity_category,
        "device_class": entry.original_device_class,
        "state_class": (entry.capabilities or {}).get("state_class"),
        "unit": entry.unit_of_measurement,
        "disabled_by": entry.disabled_by,
        "attributes": sorted(map(str, found.attributes)) if found else None,
    }


def version(hass: HomeAssistant, home: Home, server: str) -> str | None:
    """Return which version a server's device shows."""
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, home.engine.server_id(server)), home.entry.entry_id
    )
    assert device is not None
    return device.sw_version


async def test_every_server_has_the_entities_that_were_agreed(
    hass: HomeAssistant, home: Home, snapshot: SnapshotAssertion
) -> None:
    owners = {None: "stack"} | {
        each.server.id: each.server.type.value
        for each in home.engine.coordinators.values()
    }
    found: dict[str, dict[str, Any]] = {owner: {} for owner in owners.values()}
    registry = er.async_get(hass)
    for entry in er.async_entries_for_config_entry(registry, home.entry.entry_id):
        owner = owners[entry.config_subentry_id]
        found[owner][entry.entity_id] = described(hass, entry)
        assert entry.unique_id.startswith(
            entry.config_subentry_id or home.entry.entry_id
        )
    for owner, entities in found.items():
        assert dict(sorted(entities.items())) == snapshot(name=owner)


async def test_the_devices_of_the_servers_stand_behind_that_of_the_stack(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    registry = dr.async_get(hass)
    devices = {
        str(each.name): each
        for each in dr.async_entries_for_config_entry(registry, home.entry.entry_id)
    }
    stack = devices.pop("Home")
    assert stack.entry_type is dr.DeviceEntryType.SERVICE
    assert {name: device.model for name, device in devices.items()} == {
        "Sonarr": "Sonarr",
        "Radarr": "Radarr",
        "Sabnzbd": "SABnzbd",
        "Plex": "Plex Media Server",
    }
    for name, device in devices.items():
        assert device.via_device_id == stack.id
        assert device.entry_type is dr.DeviceEntryType.SERVICE
        assert device.configuration_url == simulation.servers[name.lower()].url
        assert device.manufacturer
    assert devices["Radarr"].sw_version == simulation.radarr.system.version

    # An app that was updated is known to be newer, without a reload.
    await simulation.radarr.set_up(False)
    await read_all(home, ServerType.RADARR)
    simulation.radarr.system.version = "7.1.0.12345"
    await simulation.radarr.set_up(True)
    await read_all(home, ServerType.RADARR)
    assert version(hass, home, "Radarr") == "7.1.0.12345"


async def test_entities_show_what_the_servers_say(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    registry = er.async_get(hass)
    assert hass.states.get("sensor.radarr_cutoff_unmet") is None
    registry.async_update_entity("sensor.radarr_cutoff_unmet", disabled_by=None)
    await simulation.scenario("good")
    await simulation.until(lambda: bool(simulation.radarr.downloads.tracked), step=5)
    simulation.sabnzbd.engine.add_warning("Something is odd")
    simulation.plex.offer_update("1.99.0.1-abcdef")
    simulation.radarr.system.newest = "9.9.9.9999"
    await simulation.scenario("playback")
    assert await hass.config_entries.async_reload(home.entry.entry_id)
    await hass.async_block_till_done()

    queue = await ask(simulation, "radarr", "/api/v3/queue")
    missing = await ask(simulation, "radarr", "/api/v3/wanted/missing")
    unmet = await ask(simulation, "radarr", "/api/v3/wanted/cutoff")
    health = await ask(simulation, "radarr", "/api/v3/health")
    assert queue["totalRecords"] == 1
    assert health
    shown = states(hass, "radarr")
    size = queue["records"][0]["size"] / GIB
    assert float(shown.pop("sensor.radarr_queue_size")) == pytest.approx(size)
    assert shown == {
        "binary_sensor.radarr_connected": "on",
        "binary_sensor.radarr_problem": "on",
        "button.radarr_search_missing": "unknown",
        "sensor.radarr_cutoff_unmet": str(unmet["totalRecords"]),
        "sensor.radarr_free_space_in_data_media_movies": "2048.0",
        "sensor.radarr_health_issues": str(len(health)),
        "sensor.radarr_missing": str(missing["totalRecords"]),
        "sensor.radarr_queue": "1",
        "update.radarr_application": "on",
    }
    update = hass.states.get("update.radarr_application")
    assert update is not None
    assert update.attributes["latest_version"] == "9.9.9.9999"
    assert update.attributes["installed_version"] == simulation.radarr.system.version
    assert update.attributes["release_url"] == f"{simulation.radarr.url}/system/updates"

    shown = states(hass, "sabnzbd")
    assert shown["binary_sensor.sabnzbd_problem"] == "on"
    assert shown["sensor.sabnzbd_queue"] == "1"
    assert shown["sensor.sabnzbd_free_disk_space"] == "2048.0"
    assert shown["sensor.sabnzbd_failed_jobs"] == "0"
    assert shown["switch.sabnzbd_downloading"] == "on"
    assert shown["number.sabnzbd_speed_limit"] == "100"
    assert float(shown["sensor.sabnzbd_remaining_size"]) > 0
    assert float(shown["sensor.sabnzbd_speed"]) > 0
    assert float(shown["sensor.sabnzbd_time_left"]) > 0

    assert states(hass, "plex") == {
        "binary_sensor.plex_connected": "on",
        "button.plex_scan_library": "unknown",
        "sensor.plex_streams": "1",
        "update.plex_application": "on",
    }
    assert states(hass, "home") == {
        "binary_sensor.home_attention_needed": "off",
        "button.home_recover_now": "unknown",
        "button.home_run_audit": "unknown",
        "event.home_downloads": "unknown",
        "event.home_requests": "unknown",
        "sensor.home_failed_downloads": "0",
        "sensor.home_open_requests": "0",
        "sensor.home_ai_cost": "0.0",
        "sensor.home_ai_tokens": "0",
        "sensor.home_given_up": "0",
        "sensor.home_recovered": "0",
        "sensor.home_recovering": "0",
        "sensor.home_recovery_rate": "unknown",
        "sensor.home_health_score": "unknown",
        "sensor.home_open_findings": "0",
        "switch.home_automatic_recovery": "on",
    }


async def test_a_server_that_is_down_takes_only_its_own_entities_with_it(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    for name in ServerType:
        connected = f"binary_sensor.{name}_connected"
        before = hass.states.async_all()
        others = [
            each
            for each in before
            if not each.entity_id.split(".")[1].startswith(f"{name}_")
        ]
        home.events.clear()

        await simulation.servers[name].set_up(False)
        gone = await home.wait_for("server_unavailable")
        assert gone["server"] == gone["title"] == name.capitalize()
        assert gone["message"].startswith(f"{gone['server']} cannot be reached: ")
        away = states(hass, name)
        assert away.pop(connected) == "off"
        assert set(away.values()) == {"unavailable"}
        assert [state(hass, each.entity_id) for each in others] == [
            each.state for each in others
        ]

        await simulation.servers[name].set_up(True)
        await home.wait_for("server_available")
        assert "unavailable" not in states(hass, name).values()
        assert state(hass, connected) == "on"
        assert len(home.heard("server_unavailable")) == 1
        assert len(home.heard("server_available")) == 1


async def test_a_stack_starts_with_the_servers_that_answer(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation
) -> None:
    await simulation.radarr.set_fault(Fault.HTTP_503)
    await simulation.sabnzbd.set_up(False)
    home = await make_home()
    away = states(hass, "radarr") | states(hass, "sabnzbd")
    assert away.pop("binary_sensor.radarr_connected") == "off"
    assert away.pop("binary_sensor.sabnzbd_connected") == "off"
    assert set(away.values()) == {"unavailable"}
    assert state(hass, "sensor.sonarr_queue") == "0"
    assert version(hass, home, "Radarr") is None

    await simulation.radarr.set_fault(Fault.NONE)
    await read_all(home, ServerType.RADARR)
    assert state(hass, "sensor.radarr_queue") == "0"
    # Its folders are known only now.
    assert state(hass, "sensor.radarr_free_space_in_data_media_movies") == "2048.0"
    assert version(hass, home, "Radarr") == simulation.radarr.system.version


async def test_root_folders_come_and_go(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    sensor = "sensor.sonarr_free_space_in_data_media_anime"
    settings = simulation.sonarr.core.settings
    settings.add("rootfolder", {"path": "/data/media/anime"})
    await read_all(home, ServerType.SONARR)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert state(hass, sensor) == "2048.0"

    simulation.sonarr.core.hidden.append("/data/media/anime")
    await read_all(home, ServerType.SONARR)
    assert state(hass, sensor) == "unavailable"
    assert state(hass, "sensor.sonarr_free_space_in_data_media_tv") == "2048.0"

    simulation.sonarr.core.hidden.clear()
    await read_all(home, ServerType.SONARR)
    assert state(hass, sensor) == "2048.0"
    settings.lists["rootfolder"].pop()
    await read_all(home, ServerType.SONARR)
    assert state(hass, sensor) == "unavailable"


async def test_states_are_written_only_when_they_changed(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    again: list[str] = []

    @callback
    def hear(event: Any) -> None:
        again.append(event.data["entity_id"])

    stop = async_track_state_report_event(hass, hass.states.async_entity_ids(), hear)
    await simulation.scenario("playback")
    await simulation.scenario("good", media="series")
    for server_type in ServerType:
        await read_all(home, server_type)
    await home.wait_for("download_completed")
    stop()
    assert state(hass, "sensor.plex_streams") == "1"
    assert again == []
