"""An app on loopback that says exactly what a test tells it to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

DATA = Path(__file__).parent.parent / "data"
HTML = "<!doctype html><html><head><title>Welcome</title></head></html>"

type Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


def recorded(name: str) -> bytes:
    """Return a recorded answer, such as sabnzbd-5.1.3/queue-downloading."""
    return (DATA / f"{name}.json").read_bytes()


@dataclass(slots=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    form: dict[str, str]
    body: Any


@dataclass
class App:
    """Answers what it was told to answer, and remembers what it was asked."""

    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    _replies: dict[str, list[Reply]] = field(default_factory=dict)

    def says(
        self,
        what: str,
        body: object = None,
        *,
        status: int = 200,
        kind: str = "application/json",
        **headers: str,
    ) -> None:
        """Set the answer to "GET /path" or, for SABnzbd, "mode" or "mode name".

        Told several times, the app gives the answers one after the other, and repeats
        the last. Underscores in the names of headers stand for hyphens.
        """
        payload = (
            body
            if isinstance(body, bytes)
            else body.encode()
            if isinstance(body, str)
            # Indented, as Sonarr and Radarr write it.
            else json.dumps(body, indent=2).encode()
        )

        async def reply(request: web.Request) -> web.StreamResponse:
            named = {name.replace("_", "-"): text for name, text in headers.items()}
            return web.Response(
                body=payload if body is not None else b"",
                status=status,
                headers={**named, "Content-Type": kind},
            )

        self.does(what, reply)

    def page(self, what: str, *, status: int = 200, **headers: str) -> None:
        """Answer with a web page."""
        self.says(what, HTML, status=status, kind="text/html", **headers)

    def hangs(self, what: str) -> None:
        """Take the request and never answer."""

        async def reply(request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(30)
            return web.Response()

        self.does(what, reply)

    def breaks_off(self, what: str) -> None:
        """Promise more than comes."""

        async def reply(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(b'{"page": 1, ')
            assert request.transport is not None
            request.transport.close()
            return response

        self.does(what, reply)

    def does(self, what: str, reply: Reply) -> None:
        """Answer with code."""
        self._replies.setdefault(what, []).append(reply)

    def last(self) -> Asked:
        """Return the last request."""
        return self.asked[-1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        body = await request.read()
        is_json = request.content_type == "application/json"
        form = {} if is_json else {k: str(v) for k, v in (await request.post()).items()}
        self.asked.append(
            Asked(
                request.method,
                request.path,
                list(request.query.items()),
                dict(request.headers),
                form,
                json.loads(body) if is_json and body else None,
            )
        )
        mode = form.get("mode", "")
        for what in (
            f"{mode} {form.get('name', '')}",
            mode if request.path == "/api" else f"{request.path} {mode}",
            f"{request.method} {request.path}",
        ):
            if replies := self._replies.get(what):
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                return await reply(request)
        return web.Response(status=404, text=HTML, content_type="text/html")


async def serve(app: App) -> TestServer:
    """Start an app on a port of loopback."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", app.handle)
    server = TestServer(application)
    await server.start_server()
    app.url = str(server.make_url("/")).rstrip("/")
    return server
