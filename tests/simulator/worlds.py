"""What tests of whole worlds share: calls to an app, and looks into its queue."""

from typing import Any

import aiohttp

from simulator.arr.server import ArrServer
from simulator.world import Simulation

type Json = Any


async def call(
    app: ArrServer, method: str, path: str, body: Json = None, status: int | None = None
) -> Json:
    """Ask an app and return its JSON; None for an empty body.

    Args:
        app: Whom to ask.
        method: HTTP method.
        path: Below `/api/v3/`.
        body: JSON to send.
        status: What the status must be; default any success.
    """
    async with (
        aiohttp.ClientSession(headers={"X-Api-Key": app.api_key}) as session,
        session.request(
            method,
            f"{app.url}/api/v3/{path}",
            json=body,
            allow_redirects=False,
        ) as response,
    ):
        text = await response.text()
        if status is None:
            assert response.ok, (response.status, text)
        else:
            assert response.status == status, (response.status, text)
        return await response.json(content_type=None) if text else None


async def queue(app: ArrServer) -> list[Json]:
    """Return all rows of an app's queue."""
    unknown = "includeUnknownSeriesItems=true&includeUnknownMovieItems=true"
    answer = await call(app, "GET", f"queue?pageSize=1000&{unknown}")
    rows: list[Json] = answer["records"]
    return rows


async def history(app: ArrServer, event: int, download_id: str = "") -> list[Json]:
    """Return history rows of one kind, newest first."""
    path = f"history?pageSize=1000&eventType={event}&downloadId={download_id}"
    rows: list[Json] = (await call(app, "GET", path))["records"]
    return rows


async def row_of(sim: Simulation, app: ArrServer, state: str) -> Json:
    """Let time pass until a download stands in a state, and return its row."""

    def there() -> bool:
        return any(t.state == state for t in app.downloads.tracked.values())

    await sim.until(there, seconds=7200)
    rows = await queue(app)
    return next(row for row in rows if row["trackedDownloadState"] == state)


GRABBED, IMPORTED, FAILED = 1, 3, 4
