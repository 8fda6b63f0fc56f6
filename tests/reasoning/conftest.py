"""A simulated model, and a house that asks it."""

from collections.abc import AsyncIterator

import pytest

from simulator.anthropic.server import AnthropicServer
from simulator.clock import Clock

from .house import House, build


@pytest.fixture
async def server(socket_enabled: None) -> AsyncIterator[AnthropicServer]:
    """A model that answers."""
    server = AnthropicServer(Clock(), api_key="sk-ant-simulated-key")
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def house(server: AnthropicServer) -> AsyncIterator[House]:
    """A house that may spend five dollars a month."""
    house = build(server)
    yield house
    await house.reasoner.close()
