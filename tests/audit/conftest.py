"""A simulated stack to audit."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from simulator.world import Simulation

from .simulated import Home, clients


@pytest.fixture
async def home(socket_enabled: None) -> AsyncIterator[Home]:
    """A stack as it is after set-up."""
    async with (
        Simulation(speed=1, movies=4, series=3) as sim,
        AsyncExitStack() as stack,
    ):
        yield Home(sim, await clients(sim, stack))
