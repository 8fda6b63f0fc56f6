"""Worlds for the tests of the simulator, played in no time."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from benchmarks.timeless.loop import world_clock
from simulator.arr.server import ArrServer
from simulator.world import Simulation
from tests.e2e.conftest import loop_time, pytest_asyncio_loop_factories

__all__ = ["loop_time", "pytest_asyncio_loop_factories"]


@pytest.fixture
async def sim(loop_time: None, socket_enabled: None) -> AsyncIterator[Simulation]:
    """A small world."""
    clock = world_clock(asyncio.get_running_loop(), speed=30)
    async with Simulation(clock=clock, movies=10, series=6) as sim:
        yield sim


@pytest.fixture(params=["movie", "series"])
def media(request: pytest.FixtureRequest) -> str:
    """Each kind of title in turn."""
    kind: str = request.param
    return kind


@pytest.fixture
def app(sim: Simulation, media: str) -> ArrServer:
    """The app that keeps this kind of title."""
    return sim.app(media)
