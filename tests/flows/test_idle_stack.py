"""A stack that could not start hears of no change: what repairs it also starts it."""

from collections.abc import AsyncIterator
from ipaddress import ip_address

from homeassistant.config_entries import (
    SOURCE_ZEROCONF,
    ConfigEntryState,
    ConfigSubentry,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.servers.models import ServerType

from .conftest import add_idle_stack, server
from .servers import GOOD_KEY, NEW_KEY, Neighbourhood
from .test_options import shown

OLD = "http://10.0.0.2:8080"
NEW = "http://10.0.0.7:8080"
ANNOUNCEMENT = ZeroconfServiceInfo(
    ip_address=ip_address("10.0.0.7"),
    ip_addresses=[ip_address("10.0.0.7")],
    port=8080,
    hostname="nas.local.",
    type="_http._tcp.local.",
    name="SABnzbd on nas:8080._http._tcp.local.",
    properties={},
)


@pytest.fixture
def known() -> ConfigSubentry:
    """Return the only server of the stack."""
    return server(ServerType.SABNZBD, OLD, announced_as="SABnzbd on nas:8080")


@pytest.fixture
async def entry(
    hass: HomeAssistant, neighbourhood: Neighbourhood, known: ConfigSubentry
) -> AsyncIterator[MockConfigEntry]:
    """Return the idle stack, and see that it runs in the end."""
    entry = await add_idle_stack(hass, "Home", known)
    yield entry
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


async def test_a_new_key_starts_it(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    entry: MockConfigEntry,
    known: ConfigSubentry,
) -> None:
    neighbourhood.add(ServerType.SABNZBD, OLD)
    neighbourhood.keys[OLD] = NEW_KEY
    entry.async_start_reauth(hass, data={"subentry_id": known.subentry_id})
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"api_key": NEW_KEY}
    )


async def test_a_new_address_starts_it(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    entry: MockConfigEntry,
    known: ConfigSubentry,
) -> None:
    neighbourhood.add(ServerType.SABNZBD, NEW)
    flow = await entry.start_subentry_reconfigure_flow(hass, known.subentry_id)
    await hass.config_entries.subentries.async_configure(
        flow["flow_id"], {"url": NEW, "verify_ssl": True}
    )


async def test_a_server_that_moved_starts_it(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    entry: MockConfigEntry,
    known: ConfigSubentry,
) -> None:
    neighbourhood.add(ServerType.SABNZBD, NEW)
    await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=ANNOUNCEMENT
    )
    assert known.data["url"] == NEW


async def test_a_found_server_starts_it(
    hass: HomeAssistant,
    neighbourhood: Neighbourhood,
    entry: MockConfigEntry,
    known: ConfigSubentry,
) -> None:
    neighbourhood.add(ServerType.SABNZBD, OLD)
    neighbourhood.add(ServerType.SABNZBD, NEW)
    hass.config_entries.async_update_subentry(
        entry, known, data={**known.data, "announced_as": "another"}
    )
    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_ZEROCONF}, data=ANNOUNCEMENT
    )
    await hass.config_entries.flow.async_configure(
        flow["flow_id"],
        {
            "url": NEW,
            "api_key": GOOD_KEY,
            "verify_ssl": True,
            "stack": entry.entry_id,
        },
    )
    assert len(entry.subentries) == 2


async def test_other_options_start_it(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    await hass.config_entries.options.async_configure(
        flow["flow_id"], {**shown(flow), "mode": "observe"}
    )
    assert entry.options["mode"] == "observe"
