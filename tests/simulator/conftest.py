"""Worlds for the tests of the simulator."""

from collections.abc import AsyncIterator

import pytest

from simulator.arr.server import ArrServer
from simulator.world import Simulation


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A small world in which time passes quickly."""
    async with Simulation(speed=30, movies=10, series=6) as sim:
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
