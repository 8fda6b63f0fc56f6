"""What the tests of the clients share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.servers.app import App, serve


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """A session such as Home Assistant hands out."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def app(socket_enabled: None) -> AsyncIterator[App]:
    """An app on loopback that knows nothing yet."""
    app = App()
    server = await serve(app)
    yield app
    await server.close()
