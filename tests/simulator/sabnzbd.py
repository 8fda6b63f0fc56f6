"""A client for tests: asks a SABnzbd and plays the world's time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, FormData

from simulator.clock import Clock
from simulator.nzb import Fate, Post, write_nzb
from simulator.sabnzbd import SabnzbdServer

KEY = "0123456789abcdef0123456789abcdef"
GIGABYTE = 1_000_000_000


def post(name: str = "Some.Show.S01E01.1080p.WEB.h264-GRP", **changes: Any) -> Post:
    """Return a post of 1 GB that is good, unless told otherwise."""
    given = {
        "name": name,
        "size": GIGABYTE,
        "age_days": 30,
        "fate": Fate.GOOD,
        "files": (f"{name}.mkv",),
    }
    return Post(**{**given, **changes})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came.

    Attributes:
        status: HTTP status.
        type: Content type with its parameters.
        text: Body.
    """

    status: int
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Sab:
    """A running server, asked over HTTP.

    Attributes:
        server: The server.
        clock: World time.
        session: The client.
    """

    server: SabnzbdServer
    clock: Clock
    session: ClientSession

    async def raw(
        self,
        *,
        key: str | None = KEY,
        host: str = "",
        path: str = "/api",
        **params: Any,
    ) -> Reply:
        """Ask and return the answer as it came."""
        if key is not None:
            params["apikey"] = key
        root = f"http://127.0.0.1:{self.server.port}"
        headers = {"Host": host} if host else {}
        async with self.session.get(
            f"{root}{path}",
            params={name: str(value) for name, value in params.items()},
            headers=headers,
        ) as response:
            return Reply(
                response.status,
                response.headers.get("Content-Type", ""),
                await response.text(),
            )

    async def get(self, mode: str, **params: Any) -> Any:
        """Ask and return the JSON."""
        query = {"mode": mode, "output": "json", "apikey": KEY, **params}
        async with self.session.get(
            f"http://127.0.0.1:{self.server.port}/api",
            params={name: str(value) for name, value in query.items()},
        ) as response:
            assert response.status == 200
            return await response.json()

    async def add(self, what: Post | bytes, **params: Any) -> list[str]:
        """Upload an NZB as Sonarr does; return the ids."""
        ids: list[str] = (await self.upload(what, **params))["nzo_ids"]
        return ids

    async def upload(self, what: Post | bytes, **params: Any) -> Any:
        """Upload an NZB and return the whole answer."""
        named = f"{what.name}.nzb" if isinstance(what, Post) else "some.nzb"
        body = write_nzb(what) if isinstance(what, Post) else what
        form = FormData()
        form.add_field("name", body, filename=named)
        query = {"mode": "addfile", "output": "json", "apikey": KEY, **params}
        async with self.session.post(
            f"http://127.0.0.1:{self.server.port}/api",
            params={name: str(value) for name, value in query.items()},
            data=form,
        ) as response:
            assert response.status == 200
            return await response.json()

    async def queue(self) -> Any:
        """Return the queue."""
        return (await self.get("queue"))["queue"]

    async def slot(self, nzo_id: str) -> Any:
        """Return a job of the queue, or None."""
        slots = (await self.queue())["slots"]
        return next((slot for slot in slots if slot["nzo_id"] == nzo_id), None)

    async def row(self, nzo_id: str) -> Any:
        """Return a row of the history, or None."""
        answer = await self.get("history", limit=500)
        slots = answer["history"]["slots"]
        return next((slot for slot in slots if slot["nzo_id"] == nzo_id), None)

    async def end(self, nzo_id: str, within: float = 3600) -> Any:
        """Play time until a job has ended; return its settled row."""
        for _ in range(60):
            row = await self.row(nzo_id)
            if row is not None and row["status"] in {"Completed", "Failed"}:
                if not row["loaded"]:
                    return row
                self.clock.advance(1)
            else:
                self.clock.advance(within / 60)
        raise AssertionError(f"{nzo_id} did not end")


@asynccontextmanager
async def running(version: str = "5.1.3", **options: Any) -> AsyncIterator[Sab]:
    """Run a server of a version while the block lasts."""
    clock = Clock()
    server = SabnzbdServer(clock, api_key=KEY, version=version, seed=7, **options)
    await server.start()
    async with ClientSession() as session:
        try:
            yield Sab(server, clock, session)
        finally:
            await server.stop()
