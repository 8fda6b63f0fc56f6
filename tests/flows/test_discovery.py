"""SABnzbd and Plex are found on the network, and followed when they move."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_SSDP,
    SOURCE_ZEROCONF,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import pytest

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_stack, server
from .servers import GOOD_KEY, NEW_KEY, Neighbourhood

SAB = "http://10.0.0.2:8080/sabnzbd"
MOVED_SAB = "http://10.0.0.7:8080/sabnzbd"
PLEX = "http://10.0.0.3:32400"
MOVED_PLEX = "http://10.0.0.8:32400"
NAS = "SABnzbd on nas:8080"


def ssdp(location: str | None = f"{SAB}/description.xml", **upnp: str) -> Any:
    """Return SABnzbd's SSDP announcement."""
    return SsdpServiceInfo(
        ssdp_usn="uuid:1", ssdp_st="upnp:rootdevice", upnp=upnp, ssdp_location=location
    )


def mdns_sabnzbd(host: str = "10.0.0.2", name: str = NAS, **properties: str) -> Any:
    """Return SABnzbd's mDNS announcement."""
    return ZeroconfServiceInfo(
        ip_address=ip_address(host),
        ip_addresses=[ip_address(host)],
        port=8080,
        hostname="nas.local.",
        type="_http._tcp.local.",
        name=f"{name}._http._tcp.local.",
        properties={"path": "/sabnzbd", **properties},
    )


def mdns_plex(host: str = "10.0.0.3", port: int | None = 32400) -> Any:
    """Return Plex's mDNS announcement."""
    return ZeroconfServiceInfo(
        ip_address=ip_address(host),
        ip_addresses=[ip_address(host)],
        port=port,
        hostname="attic.local.",
        type="_plexmediasvr._tcp.local.",
        name="Attic._plexmediasvr._tcp.local.",
        properties={},
    )


async def announce(hass: HomeAssistant, info: Any) -> ConfigFlowResult:
    """Let Home Assistant hear an announcement."""
    source = SOURCE_SSDP if isinstance(info, SsdpServiceInfo) else SOURCE_ZEROCONF
    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": source}, data=info
    )
    await hass.async_block_till_done()
    return flow


async def configure(
    hass: HomeAssistant, flow: ConfigFlowResult, **user_input: Any
) -> ConfigFlowResult:
    """Send a form."""
    return await hass.config_entries.flow.async_configure(flow["flow_id"], user_input)


@dataclass(frozen=True)
class Announced:
    """An announcement, and what should be read in it."""

    info: Any
    server_type: ServerType
    url: str
    title: str


@dataclass(frozen=True)
class Move:
    """A server that announces itself at a new address."""

    server_type: ServerType
    old: str
    new: str
    info: Any
    machine_id: str | None = None


@pytest.fixture(params=[ServerType.SABNZBD, ServerType.PLEX])
def move(request: pytest.FixtureRequest) -> Move:
    """Return the move of a SABnzbd and of a Plex."""
    if request.param is ServerType.PLEX:
        return Move(request.param, PLEX, MOVED_PLEX, mdns_plex("10.0.0.8"), "m1")
    return Move(request.param, SAB, MOVED_SAB, mdns_sabnzbd("10.0.0.7"))


@pytest.mark.parametrize(
    "announced",
    [
        Announced(ssdp(), ServerType.SABNZBD, SAB, "SABnzbd (10.0.0.2)"),
        Announced(
            ssdp(friendlyName="SABnzbd (nas)"), ServerType.SABNZBD, SAB, "SABnzbd (nas)"
        ),
        Announced(mdns_sabnzbd(), ServerType.SABNZBD, SAB, "SABnzbd (nas:8080)"),
        Announced(
            mdns_sabnzbd(https="True"),
            ServerType.SABNZBD,
            "https://10.0.0.2:8080/sabnzbd",
            "SABnzbd (nas:8080)",
        ),
        Announced(
            mdns_sabnzbd("fd00::2"),
            ServerType.SABNZBD,
            "http://[fd00::2]:8080/sabnzbd",
            "SABnzbd (nas:8080)",
        ),
        Announced(mdns_plex(), ServerType.PLEX, PLEX, "Plex (Attic)"),
        Announced(mdns_plex(port=None), ServerType.PLEX, PLEX, "Plex (Attic)"),
    ],
)
async def test_a_server_that_announces_itself_starts_a_stack(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    announced: Announced,
) -> None:
    url = announced.url
    plex = announced.server_type is ServerType.PLEX
    neighbourhood.add(announced.server_type, url, machine_id="m1" if plex else None)
    flow = await announce(hass, announced.info)
    assert flow["step_id"] == "discovered"
    (progress,) = hass.config_entries.flow.async_progress()
    assert progress["context"]["title_placeholders"] == {"name": announced.title}
    assert neighbourhood.asked == []

    key = "token" if plex else "api_key"
    flow = await configure(hass, flow, url=url, verify_ssl=True, **{key: "wrong"})
    assert flow["errors"] == {"base": "invalid_auth"}
    flow = await configure(hass, flow, url=url, verify_ssl=True, **{key: GOOD_KEY})
    assert flow["step_id"] == "user"
    flow = await configure(hass, flow, name="Home")
    flow = await configure(hass, flow, next_step_id="finish")
    flow = await configure(hass, flow, mode="observe")
    flow = await configure(hass, flow, ai_provider="none")
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    entry = flow["result"]
    assert entry.unique_id is None
    (added,) = entry.subentries.values()
    assert added.unique_id == ("m1" if plex else url)
    assert added.data["url"] == url


async def test_a_server_that_announces_itself_joins_a_stack(
    hass: HomeAssistant, neighbourhood: Neighbourhood, loaded: list[str]
) -> None:
    await add_stack(hass, "Cabin")
    entry = await add_stack(hass, "Home", server(ServerType.SONARR, "http://a"))
    neighbourhood.add(ServerType.SABNZBD, SAB, name="Sonarr")
    flow = await announce(hass, mdns_sabnzbd())
    flow = await configure(
        hass,
        flow,
        url=SAB,
        api_key=GOOD_KEY,
        verify_ssl=True,
        stack=entry.entry_id,
        name="sonarr",
    )
    assert flow["errors"] == {"name": "name_taken"}
    flow = await configure(
        hass, flow, url=SAB, api_key=GOOD_KEY, verify_ssl=True, stack=entry.entry_id
    )
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "server_added"
    assert flow["description_placeholders"] == {"server": "Sonarr 2", "stack": "Home"}
    added = list(entry.subentries.values())[-1]
    assert added.data["announced_as"] == NAS
    assert loaded.count(entry.entry_id) == 2


async def test_a_found_server_may_start_a_further_stack(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    await add_stack(hass, "Home")
    neighbourhood.add(ServerType.SABNZBD, SAB)
    flow = await announce(hass, ssdp())
    flow = await configure(
        hass, flow, url=SAB, api_key=GOOD_KEY, verify_ssl=True, stack="new"
    )
    assert flow["step_id"] == "user"


@pytest.mark.parametrize("location", [None, "", "mailto:nobody"])
async def test_an_announcement_without_an_address_is_dropped(
    hass: HomeAssistant, location: str | None
) -> None:
    flow = await announce(hass, ssdp(location))
    assert flow["reason"] == "no_address"


async def test_a_plex_that_does_not_answer_is_not_offered(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    flow = await announce(hass, mdns_plex())
    assert flow["reason"] == "cannot_connect"


async def test_a_server_announced_twice_is_offered_once(hass: HomeAssistant) -> None:
    await announce(hass, ssdp())
    flow = await announce(hass, mdns_sabnzbd())
    assert flow["reason"] == "already_in_progress"


async def test_an_ignored_server_stays_ignored(hass: HomeAssistant) -> None:
    await announce(hass, ssdp())
    await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_IGNORE},
        data={"unique_id": SAB, "title": "SABnzbd"},
    )
    flow = await announce(hass, ssdp())
    assert flow["reason"] == "already_configured"


@pytest.mark.parametrize("info", [ssdp(), mdns_plex()])
async def test_a_server_that_a_stack_has_is_not_offered(
    hass: HomeAssistant, neighbourhood: Neighbourhood, loaded: list[str], info: Any
) -> None:
    entry = await add_stack(
        hass, "Home", server(ServerType.SABNZBD, SAB), server(ServerType.PLEX, PLEX)
    )
    flow = await announce(hass, info)
    assert flow["reason"] == "already_configured"
    assert neighbourhood.asked == []
    assert loaded == [entry.entry_id]


async def test_the_announced_name_is_learned_once(
    hass: HomeAssistant, loaded: list[str]
) -> None:
    known = server(ServerType.SABNZBD, SAB)
    entry = await add_stack(hass, "Home", known)
    for _ in range(3):
        flow = await announce(hass, mdns_sabnzbd())
        assert flow["reason"] == "already_configured"
    assert known.data["announced_as"] == NAS
    assert loaded == [entry.entry_id] * 2


async def test_a_server_is_followed_to_its_new_address(
    hass: HomeAssistant, neighbourhood: Neighbourhood, loaded: list[str], move: Move
) -> None:
    known = server(
        move.server_type, move.old, unique_id=move.machine_id, announced_as=NAS
    )
    entry = await add_stack(hass, "Home", server(ServerType.SONARR, "http://a"), known)
    neighbourhood.add(move.server_type, move.new, machine_id=move.machine_id)
    flow = await announce(hass, move.info)
    assert flow["reason"] == "already_configured"
    assert known.data["url"] == move.new
    assert known.unique_id == (move.machine_id or move.new)
    assert loaded == [entry.entry_id] * 2


async def test_an_address_that_still_answers_is_kept(
    hass: HomeAssistant, neighbourhood: Neighbourhood, move: Move
) -> None:
    known = server(
        move.server_type, move.old, unique_id=move.machine_id, announced_as=NAS
    )
    await add_stack(hass, "Home", known)
    for url in (move.old, move.new):
        neighbourhood.add(move.server_type, url, machine_id=move.machine_id)
    flow = await announce(hass, move.info)
    assert flow["reason"] == "already_configured"
    assert known.data["url"] == move.old
    # The key is not shown to an address that only claims to be this server.
    assert neighbourhood.asked == [move.old]


async def test_another_sabnzbd_with_the_same_name_is_a_new_server(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    known = server(ServerType.SABNZBD, SAB, announced_as=NAS)
    await add_stack(hass, "Home", known)
    neighbourhood.add(ServerType.SABNZBD, MOVED_SAB)
    neighbourhood.keys[MOVED_SAB] = NEW_KEY
    flow = await announce(hass, mdns_sabnzbd("10.0.0.7"))
    assert flow["step_id"] == "discovered"
    assert known.data["url"] == SAB


async def test_a_plex_that_moved_and_refuses_the_token_is_still_known(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    known = server(ServerType.PLEX, PLEX, unique_id="m1")
    await add_stack(hass, "Home", known)
    neighbourhood.add(ServerType.PLEX, MOVED_PLEX, machine_id="m1")
    neighbourhood.keys[MOVED_PLEX] = NEW_KEY
    flow = await announce(hass, mdns_plex("10.0.0.8"))
    assert flow["reason"] == "already_configured"
    assert known.data["url"] == PLEX


async def test_an_unknown_server_is_offered_beside_a_known_one(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    await add_stack(
        hass,
        "Home",
        server(ServerType.SABNZBD, SAB, announced_as="SABnzbd on other:8080"),
        server(ServerType.PLEX, PLEX, unique_id="m1"),
    )
    flow = await announce(hass, mdns_sabnzbd("10.0.0.7"))
    assert flow["step_id"] == "discovered"
