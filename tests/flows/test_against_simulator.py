"""The first flow against servers that answer over HTTP as the real apps do."""

from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_ZEROCONF
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.autoarr.servers.base import Timeouts
from custom_components.autoarr.servers.models import ServerType
from simulator.http import AppServer, Fault
from simulator.world import Simulation

from .test_discovery import announce, mdns_plex, ssdp
from .test_first_flow import choose, configure, finish, start

FAULTS = [
    (Fault.REFUSE, "cannot_connect"),
    (Fault.TIMEOUT, "timeout"),
    (Fault.HTTP_500, "cannot_connect"),
    (Fault.HTTP_503, "cannot_connect"),
    (Fault.HTML, "wrong_app"),
    (Fault.TRUNCATED, "cannot_connect"),
    (Fault.WRONG_SHAPE, "wrong_app"),
    (Fault.LOGIN_PAGE, "wrong_app"),
]

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
async def world(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Return four servers at work; Radarr and Sonarr live under a base path."""
    async with Simulation(
        movies=2, series=1, sonarr_base="/sonarr", radarr_base="/radarr"
    ) as simulation:
        yield simulation


def app(world: Simulation, server_type: ServerType) -> AppServer:
    """Return a simulated server."""
    server: AppServer = getattr(world, server_type)
    return server


def form(world: Simulation, server_type: ServerType) -> dict[str, Any]:
    """Return what a person types to add a simulated server."""
    server: Any = app(world, server_type)
    if server_type is ServerType.PLEX:
        return {"url": server.url, "token": server.token, "verify_ssl": True}
    return {"url": server.url, "api_key": server.api_key, "verify_ssl": True}


async def test_all_four_make_a_stack(hass: HomeAssistant, world: Simulation) -> None:
    flow = await start(hass)
    for server_type in ServerType:
        flow = await choose(hass, flow, server_type)
        flow = await configure(hass, flow, form(world, server_type))
    flow = await finish(hass, flow)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    servers = list(flow["result"].subentries.values())
    assert [each.subentry_type for each in servers] == list(ServerType)
    assert servers[-1].unique_id == world.plex.plex.machine_id


@pytest.mark.parametrize("server_type", list(ServerType))
@pytest.mark.parametrize(("fault", "error"), FAULTS)
async def test_each_fault_is_told_apart_and_overcome(
    hass: HomeAssistant,
    world: Simulation,
    server_type: ServerType,
    fault: Fault,
    error: str,
) -> None:
    flow = await choose(hass, await start(hass), server_type)
    await app(world, server_type).set_fault(fault)
    impatient = Timeouts(read=0.2)
    with patch("custom_components.autoarr.servers.base.Timeouts", lambda: impatient):
        flow = await configure(hass, flow, form(world, server_type))
    assert flow["errors"] == {"base": error}

    await app(world, server_type).set_fault(Fault.NONE)
    flow = await configure(hass, flow, form(world, server_type))
    assert flow["type"] is FlowResultType.MENU


@pytest.mark.parametrize("server_type", [ServerType.SONARR, ServerType.RADARR])
async def test_being_sent_to_another_base_path_is_noticed(
    hass: HomeAssistant, world: Simulation, server_type: ServerType
) -> None:
    flow = await choose(hass, await start(hass), server_type)
    await app(world, server_type).set_fault(Fault.REDIRECT)
    flow = await configure(hass, flow, form(world, server_type))
    assert flow["errors"] == {"base": "wrong_base_path"}


@pytest.mark.parametrize("server_type", list(ServerType))
async def test_a_wrong_key_is_noticed(
    hass: HomeAssistant, world: Simulation, server_type: ServerType
) -> None:
    flow = await choose(hass, await start(hass), server_type)
    field = "token" if server_type is ServerType.PLEX else "api_key"
    wrong = {**form(world, server_type), field: "0123456789abcdef0123456789abcdef"}
    flow = await configure(hass, flow, wrong)
    assert flow["errors"] == {"base": "invalid_auth"}


@pytest.mark.parametrize("server_type", list(ServerType))
async def test_the_address_of_another_app_is_noticed(
    hass: HomeAssistant, world: Simulation, server_type: ServerType
) -> None:
    flow = await choose(hass, await start(hass), server_type)
    right = form(world, server_type)
    for other in ServerType:
        if other is server_type:
            continue
        # A key that the other app would take: only the app itself is wrong.
        key = form(world, other).get("api_key") or form(world, other)["token"]
        field = "token" if server_type is ServerType.PLEX else "api_key"
        wrong = {**right, "url": app(world, other).url, field: key}
        flow = await configure(hass, flow, wrong)
        # Where nothing is at all, it may as well be the path that is wrong.
        nothing_there = (
            other is ServerType.SABNZBD and server_type is not ServerType.PLEX
        )
        error = "wrong_base_path" if nothing_there else "wrong_app"
        assert flow["errors"] == {"base": error}, other
    flow = await configure(hass, flow, right)
    assert flow["type"] is FlowResultType.MENU


@pytest.mark.parametrize("server_type", [ServerType.SONARR, ServerType.RADARR])
async def test_a_missing_base_path_is_noticed(
    hass: HomeAssistant, world: Simulation, server_type: ServerType
) -> None:
    flow = await choose(hass, await start(hass), server_type)
    filled = form(world, server_type)
    bare = {**filled, "url": filled["url"].removesuffix(f"/{server_type}")}
    flow = await configure(hass, flow, bare)
    assert flow["errors"] == {"base": "wrong_base_path"}


async def test_the_nzb_key_of_sabnzbd_is_not_enough(
    hass: HomeAssistant, world: Simulation
) -> None:
    flow = await choose(hass, await start(hass), ServerType.SABNZBD)
    filled = {**form(world, ServerType.SABNZBD), "api_key": world.sabnzbd.nzb_key}
    flow = await configure(hass, flow, filled)
    assert flow["errors"] == {"base": "invalid_auth"}


async def test_what_was_announced_is_found(
    hass: HomeAssistant, world: Simulation
) -> None:
    flow = await announce(hass, ssdp(f"{world.sabnzbd.url}/description.xml"))
    assert flow["step_id"] == "discovered"
    flow = await configure(hass, flow, form(world, ServerType.SABNZBD))
    assert flow["step_id"] == "user"

    flow = await announce(hass, mdns_plex("127.0.0.1", world.plex.port))
    assert flow["step_id"] == "discovered"
    (found,) = (
        each
        for each in hass.config_entries.flow.async_progress()
        if each["context"]["source"] == SOURCE_ZEROCONF
    )
    assert found["context"]["unique_id"] == world.plex.plex.machine_id
