"""A simulated world, and a home that watches it, both in a hurry.

Stories are played on a loop whose clock jumps whenever nobody works: how fast the
machine is decides how long they take, never how they end.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from benchmarks.timeless.living import living_in
from benchmarks.timeless.loop import TimelessLoop, world_clock
from custom_components.autoarr.coordinators import arr, base, plex, sabnzbd
from custom_components.autoarr.downloads import tracker
from custom_components.autoarr.engine import audits, reporter, situations
from simulator.world import Simulation

from .home import Home, stack

type MakeHome = Callable[..., Awaitable[Home]]

HURRY = 15
"""How much faster than in a real home AutoArr looks, and loses its patience."""
NEVER = timedelta(days=36_500)
LEAST_WATCH = timedelta(seconds=1)
"""Home Assistant times its looks by whole seconds: any less would be no pause at all."""
IN_A_HURRY = (
    (base, "SLOWEST_RETRY"),
    (base, "REJECTED_RETRY"),
    (arr, "REFRESH"),
    (arr, "HEALTH"),
    (plex, "SESSIONS"),
    (sabnzbd, "BUSY_REFRESH"),
    (sabnzbd, "REFRESH"),
    (sabnzbd, "HEALTH"),
    (tracker, "HANDOVER"),
    (tracker, "APP_RESTART"),
    (reporter, "OWNER_PATIENCE"),
    (situations, "APP_RESTART"),
)


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Play stories in no time, but for those with programs and sockets of their own."""
    if item.get_closest_marker("real_time"):
        return {"real": asyncio.new_event_loop}
    return {"timeless": TimelessLoop}


@pytest.fixture(autouse=True)
async def loop_time() -> AsyncIterator[None]:
    """Let everything go by the clock of the loop."""
    loop = asyncio.get_running_loop()
    if not isinstance(loop, TimelessLoop):
        yield
        return
    with living_in(loop):
        yield


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let AutoArr live as fast as the world that it watches."""
    monkeypatch.setattr(base, "WATCH", LEAST_WATCH)
    # What is found in the simulated settings is no part of these stories.
    monkeypatch.setattr(audits, "FIRST", NEVER)
    for module, name in IN_A_HURRY:
        patience: timedelta = getattr(module, name)
        monkeypatch.setattr(module, name, patience / HURRY)


@pytest.fixture(autouse=True)
def own_folder(loop_time: None, hass: HomeAssistant, tmp_path: Path) -> None:
    """Keep the database where no other test finds it."""
    hass.config.config_dir = str(tmp_path)


@pytest.fixture
async def simulation(loopback: None) -> AsyncIterator[Simulation]:
    """A world in which a minute takes a second."""
    clock = world_clock(asyncio.get_running_loop(), speed=60)
    async with Simulation(clock=clock, seed=7) as world:
        yield world


@pytest.fixture
async def make_home(
    hass: HomeAssistant, enable_custom_integrations: None, simulation: Simulation
) -> AsyncIterator[MakeHome]:
    """Set up a stack of the simulated servers; take it down at the end."""
    homes: list[Home] = []

    async def make(options: dict[str, Any] | None = None, **choice: Any) -> Home:
        home = Home(hass, simulation, stack(simulation, options, **choice))
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
