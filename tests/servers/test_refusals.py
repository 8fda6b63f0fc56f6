"""How SABnzbd says no, and the error that each of its refusals becomes."""

import aiohttp
import pytest

from custom_components.autoarr.servers import base
from custom_components.autoarr.servers.base import ServerError
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from tests.downloads.failure_messages import Row, rows
from tests.servers.app import App

REFUSALS = [row for row in rows() if row.error is not None]


def test_there_are_refusals() -> None:
    assert {row.field for row in REFUSALS} == {"api.error"}
    assert {row.field for row in rows() if row.error is None} & {"api.error"} == set()


@pytest.mark.parametrize("row", REFUSALS, ids=str)
async def test_each_refusal_becomes_its_error(
    app: App, session: aiohttp.ClientSession, row: Row
) -> None:
    if "403" in row.meaning:
        app.says("queue", row.said.encode(), status=403, kind="text/html")
    else:
        app.says("queue", {"status": False, "error": row.said})
    client = SabnzbdClient(session, app.url, "key")
    with pytest.raises(ServerError) as caught:
        await client.queue()
    assert type(caught.value) is getattr(base, row.error or "")
