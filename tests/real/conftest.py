"""A real SABnzbd, oldest and newest, and its news server, for one test each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.real.fetch import Release, installation
from tests.real.news import NewsServer
from tests.real.sabnzbd import Sabnzbd, run


@pytest.fixture
async def news(socket_enabled: None) -> AsyncIterator[NewsServer]:
    """A news server without posts."""
    async with NewsServer() as server:
        yield server


@pytest.fixture(params=list(Release), ids=[release.name.lower() for release in Release])
async def sabnzbd(
    request: pytest.FixtureRequest, news: NewsServer, tmp_path: Path
) -> AsyncIterator[Sabnzbd]:
    """A SABnzbd that has never seen a job."""
    found = installation(request.param)
    if found is None:
        pytest.skip("no real SABnzbd here: run script/test --real")
    async with run(found, tmp_path / "sabnzbd", news.port) as server:
        yield server
