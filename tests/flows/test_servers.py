"""Adding, changing and removing one server of a stack without touching the others."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.autoarr.const import DOMAIN, SUBENTRY_PROFILE, SUBENTRY_RULE
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_stack, server
from .servers import ERRORS, GOOD_KEY, NEW_KEY, Neighbourhood

OLD = "http://10.0.0.2:8000"
NEW = "http://10.0.0.9:9000/base"


def form(server_type: ServerType, **data: Any) -> dict[str, Any]:
    """Return a filled form; the key stands under its own name."""
    key = "token" if server_type is ServerType.PLEX else "api_key"
    filled = {"url": OLD, "verify_ssl": True, **data}
    if "key" in filled:
        filled[key] = filled.pop("key")
    return filled


@pytest.mark.parametrize("server_type", list(ServerType))
async def test_a_server_is_added_and_the_stack_loads_again(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    loaded: list[str],
    server_type: ServerType,
) -> None:
    entry = await add_stack(hass, "Home", server(ServerType.SONARR, "http://10.0.0.1"))
    neighbourhood.add(server_type, OLD, name="Sonarr", machine_id="m1")
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, server_type), context={"source": SOURCE_USER}
    )
    flow = await hass.config_entries.subentries.async_configure(
        flow["flow_id"], form(server_type, key=GOOD_KEY)
    )
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    added = list(entry.subentries.values())[-1]
    assert added.subentry_type == server_type
    assert added.title == "Sonarr 2"
    assert added.unique_id == "m1"
    assert dict(added.data) == form(server_type, key=GOOD_KEY, name="Sonarr 2")
    assert loaded == [entry.entry_id] * 2


@pytest.mark.parametrize(("answer", "error"), ERRORS, ids=str)
async def test_adding_goes_on_after_each_trouble(
    hass: HomeAssistant, neighbourhood: Neighbourhood, answer: Exception, error: str
) -> None:
    entry = await add_stack(hass, "Home")
    neighbourhood.answers[OLD] = answer
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "radarr"), context={"source": SOURCE_USER}
    )
    filled = form(ServerType.RADARR, key=GOOD_KEY, name="4K")
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], filled)
    assert flow["errors"] == {"base": error}

    neighbourhood.add(ServerType.RADARR, OLD)
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], filled)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert flow["title"] == "4K"


async def test_a_name_or_an_address_that_the_stack_has_is_refused(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    await add_stack(hass, "Cabin", server(ServerType.RADARR, NEW, name="Elsewhere"))
    entry = await add_stack(hass, "Home", server(ServerType.RADARR, OLD, name="4K"))
    url = neighbourhood.add(ServerType.RADARR, "http://10.0.0.3")
    flow = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "radarr"), context={"source": SOURCE_USER}
    )
    for changes, errors in (
        ({"url": OLD}, {"base": "already_configured"}),
        ({"url": NEW}, {"base": "already_configured"}),
        ({"name": "4k"}, {"name": "name_taken"}),
    ):
        filled = form(ServerType.RADARR, key=GOOD_KEY, **({"url": url} | changes))
        flow = await hass.config_entries.subentries.async_configure(
            flow["flow_id"], filled
        )
        assert flow["errors"] == errors
    # Another stack's names are free.
    flow = await hass.config_entries.subentries.async_configure(
        flow["flow_id"],
        form(ServerType.RADARR, key=GOOD_KEY, url=url, name="Elsewhere"),
    )
    assert flow["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("server_type", list(ServerType))
async def test_a_server_moves_and_keeps_its_key(
    hass: HomeAssistant, neighbourhood: Neighbourhood, server_type: ServerType
) -> None:
    machine_id = "m1" if server_type is ServerType.PLEX else None
    changed = server(server_type, OLD, unique_id=machine_id, announced_as="Nas")
    other = server(ServerType.SONARR, "http://10.0.0.1", name="Other")
    entry = await add_stack(hass, "Home", changed, other)
    neighbourhood.add(server_type, NEW, machine_id=machine_id)
    flow: Any = await entry.start_subentry_reconfigure_flow(hass, changed.subentry_id)
    assert flow["step_id"] == "reconfigure"
    assert GOOD_KEY not in str(suggested(flow))
    flow = await hass.config_entries.subentries.async_configure(
        flow["flow_id"],
        form(server_type, url=NEW, name="Moved", verify_ssl=False),
    )
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "reconfigure_successful"
    assert changed.title == "Moved"
    assert changed.unique_id == (machine_id or NEW)
    assert dict(changed.data) == form(
        server_type,
        url=NEW,
        name="Moved",
        verify_ssl=False,
        key=GOOD_KEY,
        announced_as="Nas",
    )
    assert entry.subentries[other.subentry_id] is other


async def test_a_new_key_is_proven_before_it_replaces_the_old(
    hass: HomeAssistant, neighbourhood: Neighbourhood
) -> None:
    sonarr = server(ServerType.SONARR, OLD)
    entry = await add_stack(hass, "Home", sonarr)
    neighbourhood.add(ServerType.SONARR, OLD)
    neighbourhood.keys[OLD] = NEW_KEY
    flow: Any = await entry.start_subentry_reconfigure_flow(hass, sonarr.subentry_id)
    same = form(ServerType.SONARR, name="Sonarr")
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], same)
    assert flow["errors"] == {"base": "invalid_auth"}
    flow = await hass.config_entries.subentries.async_configure(
        flow["flow_id"], {**same, "api_key": NEW_KEY}
    )
    assert flow["type"] is FlowResultType.ABORT
    assert sonarr.data["api_key"] == NEW_KEY


async def test_a_removed_server_leaves_the_others_alone(
    hass: HomeAssistant, loaded: list[str]
) -> None:
    gone, stays = server(ServerType.SONARR, OLD), server(ServerType.RADARR, NEW)
    entry = await add_stack(hass, "Home", gone, stays)
    hass.config_entries.async_remove_subentry(entry, gone.subentry_id)
    await hass.async_block_till_done()
    assert list(entry.subentries.values()) == [stays]
    assert loaded == [entry.entry_id] * 2


async def test_a_stack_is_renamed(hass: HomeAssistant) -> None:
    await add_stack(hass, "Cabin")
    entry = await add_stack(hass, "Home")
    flow = await entry.start_reconfigure_flow(hass)
    for name, error in (("CABIN", "name_taken"), ("", "name_missing")):
        flow = await hass.config_entries.flow.async_configure(
            flow["flow_id"], {"name": name}
        )
        assert flow["errors"] == {"name": error}
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"name": "home"}
    )
    await hass.async_block_till_done()
    assert flow["reason"] == "reconfigure_successful"
    assert entry.title == "home"


async def test_servers_and_rules_can_be_added_and_changed(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home")
    assert entry.supported_subentry_types == {
        subentry_type: {"supports_reconfigure": True}
        for subentry_type in (*map(str, ServerType), SUBENTRY_PROFILE, SUBENTRY_RULE)
    }
    assert hass.config_entries.async_entries(DOMAIN) == [entry]


def suggested(flow: Any) -> dict[str, Any]:
    """Return what a form proposes."""
    return {
        str(marker): marker.description["suggested_value"]
        for marker in flow["data_schema"].schema
        if marker.description
    }
