"""Switches, numbers, buttons and updates change the servers that they stand for."""

import asyncio
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.store import StoreError
from custom_components.autoarr.store.settings import Settings
from simulator.http import Fault
from simulator.world import Simulation
from tests.e2e.home import Home

from .test_entities import read_all, state


async def turn(hass: HomeAssistant, action: str, entity_id: str, **data: Any) -> None:
    """Use an entity as a person does."""
    domain = entity_id.split(".", maxsplit=1)[0]
    await hass.services.async_call(
        domain, action, {"entity_id": entity_id, **data}, blocking=True
    )


def is_paused(simulation: Simulation) -> bool:
    """Return whether SABnzbd is paused."""
    return simulation.sabnzbd.engine.downloader.paused


def not_now() -> web.Response:
    """Return how Sonarr refuses."""
    return web.json_response({"message": "Not now"}, status=400)


async def test_the_switch_and_the_number_change_sabnzbd(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    switch, number = "switch.sabnzbd_downloading", "number.sabnzbd_speed_limit"

    await turn(hass, "turn_off", switch)
    assert is_paused(simulation)
    assert state(hass, switch) == "off"
    await turn(hass, "turn_on", switch)
    assert not is_paused(simulation)
    assert state(hass, switch) == "on"

    await turn(hass, "set_value", number, value=40)
    assert state(hass, number) == "40"
    assert [
        request.params["value"]
        for request in simulation.sabnzbd.writes
        if request.params.get("name") == "speedlimit"
    ] == ["40"]

    said = [row["message"] for row in (await home.act("get_activity"))["activity"]]
    assert said == ["Sabnzbd goes on", "Sabnzbd is paused"]


async def test_the_switch_of_recovery_restrains_it_and_survives_a_reload(
    hass: HomeAssistant, home: Home
) -> None:
    switch = "switch.home_automatic_recovery"
    await turn(hass, "turn_off", switch)
    assert state(hass, switch) == "off"
    assert home.engine.mode == "observe"
    assert await hass.config_entries.async_reload(home.entry.entry_id)
    await hass.async_block_till_done()
    assert state(hass, switch) == "off"
    assert home.engine.mode == "observe"
    await turn(hass, "turn_on", switch)
    assert state(hass, switch) == "on"
    assert home.engine.mode == "automatic"
    # Who stops AutoArr is obeyed even when that cannot be kept over a restart.
    full = patch.object(Settings, "set", side_effect=StoreError("full"))
    with full, pytest.raises(HomeAssistantError, match="database cannot be"):
        await turn(hass, "turn_off", switch)
    assert home.engine.mode == "observe"
    assert state(hass, switch) == "off"
    # What sets it free has to be kept.
    with full, pytest.raises(HomeAssistantError, match="database cannot be"):
        await turn(hass, "turn_on", switch)
    assert home.engine.mode == "observe"
    await turn(hass, "turn_on", switch)
    assert state(hass, switch) == "on"
    # The switch follows whoever else turns it.
    await home.engine.async_set_automatic(False)
    assert state(hass, switch) == "off"


async def test_the_buttons_are_heard_by_their_servers(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    for button in ("sonarr_search_missing", "radarr_search_missing"):
        await turn(hass, "press", f"button.{button}")
    commands = {
        name: [
            request.body["name"]
            for request in simulation.servers[name].writes
            if isinstance(request.body, dict) and "name" in request.body
        ]
        for name in ("sonarr", "radarr")
    }
    assert commands == {
        "sonarr": ["MissingEpisodeSearch"],
        "radarr": ["MissingMoviesSearch"],
    }
    await turn(hass, "press", "button.plex_scan_library")
    assert [request.path for request in simulation.plex.writes] == [
        "/library/sections/all/refresh"
    ]

    await turn(hass, "press", "button.home_recover_now")
    assert state(hass, "button.home_recover_now") != "unknown"
    assert home.heard("recovery_started") == []


async def test_an_app_that_can_is_told_to_update_itself(
    hass: HomeAssistant,
    home: Home,
    simulation: Simulation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    update = "update.sonarr_application"
    system = simulation.sonarr.system
    system.newest = "4.9.9.9999"
    offered = [{**row, "installable": True} for row in system.updates()]
    monkeypatch.setattr(system, "updates", lambda: offered)
    await read_all(home, ServerType.SONARR)
    assert state(hass, update) == "on"
    with (
        patch.object(simulation.sonarr, "authorise", lambda request: not_now()),
        pytest.raises(HomeAssistantError, match="Sonarr refused: Not now"),
    ):
        await turn(hass, "install", update)
    await read_all(home, ServerType.SONARR)
    simulation.sonarr.commands.define(
        "ApplicationUpdate", simulation.sonarr.refresh_downloads
    )
    await turn(hass, "install", update)
    assert simulation.sonarr.writes[-1].body == {"name": "ApplicationUpdate"}
    # Radarr runs in a container here: nothing is offered that cannot be done.
    with pytest.raises(HomeAssistantError, match="does not support"):
        await turn(hass, "install", "update.radarr_application")


async def test_what_a_server_does_not_do_is_told_to_who_asked(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    for fault, sentence in (
        (Fault.HTTP_500, "Sabnzbd cannot be reached"),
        (Fault.HTML, "Sabnzbd gave an answer that is not its own"),
    ):
        simulation.sabnzbd.fault = fault
        # At once: entities of a server that is known to be away do nothing.
        errors = await asyncio.gather(
            turn(hass, "turn_off", "switch.sabnzbd_downloading"),
            turn(hass, "set_value", "number.sabnzbd_speed_limit", value=50),
            return_exceptions=True,
        )
        for error in errors:
            assert isinstance(error, HomeAssistantError)
            assert sentence in str(error)
        simulation.sabnzbd.fault = Fault.NONE
        await read_all(home, ServerType.SABNZBD)
    assert not is_paused(simulation)
