"""A simulated world, and a home that watches it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from simulator.world import Simulation

from .home import Home, stack

type MakeHome = Callable[..., Awaitable[Home]]


@pytest.fixture
async def simulation(loopback: None) -> AsyncIterator[Simulation]:
    """A world in which a minute takes a second."""
    async with Simulation(speed=60, seed=7) as world:
        yield world


@pytest.fixture
async def make_home(
    hass: HomeAssistant, enable_custom_integrations: None, simulation: Simulation
) -> AsyncIterator[MakeHome]:
    """Set up a stack of the simulated servers; take it down at the end."""
    homes: list[Home] = []

    async def make(options: dict[str, Any] | None = None, **choice: Any) -> Home:
        home = Home(hass, stack(simulation, options, **choice))
        homes.append(home)
        await home.set_up()
        return home

    yield make
    for home in homes:
        await hass.config_entries.async_unload(home.entry.entry_id)
    await hass.async_block_till_done()


@pytest.fixture
async def home(make_home: MakeHome) -> Home:
    """A home in which AutoArr recovers by itself."""
    return await make_home()
