"""The simulated servers behind a cache, in a process of their own: `python -m benchmarks.stage`.

What is measured is the one who asks. So each answer is made once by the simulator, written
as the real apps write it, and from then on served from memory.
"""

import asyncio
from collections import Counter
import json
import signal

import aiohttp
from aiohttp import web
import orjson

from simulator.world import Simulation

_FROZEN = 0.001
"""World seconds in a real second: the queues shall not move while they are read."""
_INDENTED = {"sonarr", "radarr"}
_PASSED_ON = ("Content-Type", "X-Api-Key")


class Stage:
    """Relays questions below `/sonarr`, `/radarr` and `/sabnzbd`, and counts them."""

    def __init__(self, sim: Simulation, session: aiohttp.ClientSession) -> None:
        """Stand before a world."""
        self._sim = sim
        self._session = session
        self._bodies: dict[tuple[str, str, bytes], tuple[bytes, str]] = {}
        self._requests: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a question, or do what the benchmark asks of the stage."""
        match request.method, request.path:
            case "POST", "/stage/items":
                await self._set_items((await request.json())["count"])
                return web.json_response({})
            case "POST", "/stage/counts":
                counted = {
                    "requests": self._requests.copy(),
                    "bytes": self._bytes.copy(),
                }
                self._requests.clear()
                self._bytes.clear()
                return web.json_response(counted)
            case _:
                return await self._relay(request)

    async def _set_items(self, count: int) -> None:
        self._bodies.clear()
        if not count:
            return  # the world begins with empty queues
        for media in ("series", "movie"):
            await self._sim.scenario("bulk_queue", count=count, media=media)

    async def _relay(self, request: web.Request) -> web.Response:
        name, _, path = request.raw_path.removeprefix("/").partition("/")
        key = (request.method, request.raw_path, await request.read())
        if key not in self._bodies:
            self._bodies[key] = await self._ask(request, name, path, key[2])
        body, content_type = self._bodies[key]
        self._requests[name] += 1
        self._bytes[name] += len(body)
        return web.Response(body=body, headers={"Content-Type": content_type})

    async def _ask(
        self, request: web.Request, name: str, path: str, body: bytes
    ) -> tuple[bytes, str]:
        url = f"{self._sim.servers[name].url}/{path}"
        headers = {
            name: request.headers[name]
            for name in _PASSED_ON
            if name in request.headers
        }
        async with self._session.request(
            request.method, url, data=body or None, headers=headers
        ) as answer:
            answer.raise_for_status()
            content = await answer.read()
            content_type = answer.headers["Content-Type"]
        if name in _INDENTED:
            content = orjson.dumps(orjson.loads(content), option=orjson.OPT_INDENT_2)
        return content, content_type


async def main() -> None:
    """Print where the stage is as one JSON line, then stay until told to end."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with (
        Simulation(speed=_FROZEN) as sim,
        aiohttp.ClientSession() as session,
    ):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", Stage(sim, session).handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        keys = {
            name: server["api_key"]
            for name, server in sim.connections().items()
            if "api_key" in server
        }
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        print(json.dumps({"url": url, "keys": keys}), flush=True)
        await ended.wait()
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
