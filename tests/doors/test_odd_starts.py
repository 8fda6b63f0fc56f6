"""Stacks whose store is of no use, and what is left of them."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from custom_components.autoarr.const import CONF_DB_URL
from custom_components.autoarr.engine import Engine
from simulator.world import Simulation
from tests.e2e.home import Home, stack


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("nothing+nobody://knows/this", ConfigEntryState.SETUP_ERROR),
        ("sqlite:////proc/nowhere/autoarr.db", ConfigEntryState.SETUP_RETRY),
    ],
)
async def test_a_store_that_may_come_is_waited_for_and_no_other(
    hass: HomeAssistant,
    enable_custom_integrations: None,
    simulation: Simulation,
    address: str,
    state: ConfigEntryState,
) -> None:
    home = Home(hass, simulation, stack(simulation, {CONF_DB_URL: address}))
    await home.set_up()
    assert home.entry.state is state
    assert home.writes() == []
    # Nothing could be stored, so there is nothing to forget.
    await Engine.async_forget(hass, home.entry)
    assert await hass.config_entries.async_remove(home.entry.entry_id)
