"""What the HTTP servers of all simulated apps have in common.

One port on loopback each, a log of what was asked, and the ways in which a server can
misbehave. How an app answers when all is well is the business of its own package.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
import json
from urllib.parse import urlsplit

from aiohttp import web

from simulator.clock import Clock

SECRETS = frozenset(
    {"apikey", "access_token", "x-plex-token", "key", "password", "ma_password"}
)
_LOG_LENGTH = 20_000
_HTML = (
    "<!doctype html>\n<html><head><title>{0}</title></head><body>{0}</body></html>\n"
)


class Fault(StrEnum):
    """How a server misbehaves towards everyone who asks it."""

    NONE = "none"
    REFUSE = "refuse"
    """Nobody listens on the port."""
    TIMEOUT = "timeout"
    """The request is taken and never answered."""
    HTTP_500 = "http_500"
    HTTP_503 = "http_503"
    HTML = "html"
    """The web interface instead of JSON, status 200."""
    TRUNCATED = "truncated"
    """The connection breaks in the middle of the body."""
    WRONG_SHAPE = "wrong_shape"
    """Valid JSON that means nothing."""
    LOGIN_PAGE = "login_page"
    """A redirect to a page that asks for a name and a password."""
    REDIRECT = "redirect"
    """A redirect to the same place with a base path that leads nowhere."""
    WRONG_KEY = "wrong_key"
    """Every key is wrong."""

    FORBIDDEN = "forbidden"
    """The key may not do this."""
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    SLOW = "slow"
    """The answer takes minutes."""
    REFUSAL = "refusal"
    CUT_SHORT = "cut_short"
    """The answer ends in the middle, at the most tokens allowed."""
    INVALID_ANSWER = "invalid_answer"
    """The answer is not of the shape that was asked for."""


MODEL_FAULTS = frozenset(
    {
        Fault.FORBIDDEN,
        Fault.RATE_LIMITED,
        Fault.OVERLOADED,
        Fault.SLOW,
        Fault.REFUSAL,
        Fault.CUT_SHORT,
        Fault.INVALID_ANSWER,
    }
)
"""How only a model misbehaves; other servers are well all the same."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a server saw it, without its secrets.

    Attributes:
        time: World time in unix seconds.
        method: HTTP method.
        path: Path without query.
        params: Query and form fields; files are named only.
        body: JSON body of a write, else None.
        agent: User agent: who asked.
        is_write: It asks for a change.
    """

    time: float
    method: str
    path: str
    params: dict[str, str | list[str]]
    body: object
    agent: str
    is_write: bool


class AppServer:
    """Base of each app's HTTP server on 127.0.0.1.

    Subclasses override `respond`, and where needed `authorise`, `is_write`,
    `misbehave`, `unauthorised`, `starting_up` and `on_down`.

    Attributes:
        name: The app's name in lower case.
        clock: World time.
        url_base: Base path with a leading slash, or "".
        port: The port it listens on, or 0 before `start`.
        fault: How it misbehaves now.
        up: Whether it is meant to listen.
        requests: The newest requests, oldest first.
    """

    def __init__(self, name: str, clock: Clock, *, url_base: str = "") -> None:
        """Prepare a server; `start` makes it listen."""
        self.name = name
        self.clock = clock
        self.url_base = url_base
        self.port = 0
        self.fault = Fault.NONE
        self.up = True
        self.requests: deque[Request] = deque(maxlen=_LOG_LENGTH)
        self._runner: web.AppRunner | None = None
        self._released = asyncio.Event()

    @property
    def url(self) -> str:
        """Where the app answers, with its base path and without a slash at the end."""
        return f"http://127.0.0.1:{self.port}{self.url_base}"

    @property
    def writes(self) -> list[Request]:
        """The requests that asked for a change, oldest first."""
        return [request for request in self.requests if request.is_write]

    # -- life ----------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes any free one, which is kept from then on."""
        self.port = port or self.port
        await self._listen()

    async def stop(self) -> None:
        """End all connections and free the port."""
        await self._silence()

    async def set_up(self, up: bool) -> None:
        """Start or stop listening, as when somebody restarts the app."""
        self.up = up
        await self._follow()

    async def set_fault(self, fault: Fault) -> None:
        """Misbehave from now on; `Fault.NONE` heals."""
        self.fault = fault
        released, self._released = self._released, asyncio.Event()
        released.set()
        await self._follow()

    async def dawdle(self, seconds: float) -> None:
        """Wait for world seconds, but not beyond the fault that it is because of."""
        loop = asyncio.get_running_loop()
        waits = [
            loop.create_task(wait)
            for wait in (self._released.wait(), self.clock.sleep(seconds))
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)

    async def _follow(self) -> None:
        if self.up and self.fault is not Fault.REFUSE:
            await self._listen()
        else:
            await self._silence()

    async def _listen(self) -> None:
        if self._runner is not None:
            return
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = runner.addresses[0][1]
        self._runner = runner

    async def _silence(self) -> None:
        if self._runner is None:
            return
        runner, self._runner = self._runner, None
        released, self._released = self._released, asyncio.Event()
        released.set()
        await self.on_down()
        await runner.cleanup()

    async def on_down(self) -> None:
        """Close what outlives a request (websockets) before the port is freed."""

    # -- what an app says ----------------------------------------------------------

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer a request that is allowed; every app does this its own way."""
        raise NotImplementedError

    def authorise(self, request: web.Request) -> web.StreamResponse | None:
        """Return the answer to a request that is not allowed, else None."""
        return None

    def unauthorised(self, request: web.Request) -> web.StreamResponse:
        """Return this app's answer to a wrong key."""
        return web.Response(status=401)

    def starting_up(self) -> web.StreamResponse:
        """Return this app's answer while it starts."""
        return web.Response(status=503)

    def is_write(
        self, request: web.Request, params: dict[str, str | list[str]]
    ) -> bool:
        """Tell whether a request asks for a change."""
        return request.method not in {"GET", "HEAD", "OPTIONS"}

    def login_location(self) -> str:
        """Path of the page that asks who you are."""
        return f"{self.url_base}/login"

    # -- one request ---------------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        await self._log(request)
        if (spoilt := await self.misbehave(request)) is not None:
            return spoilt
        if (refused := self.authorise(request)) is not None:
            return refused
        response = await self.respond(request)
        if self.fault is Fault.TRUNCATED:
            return await _cut(request, response)
        return response

    async def _log(self, request: web.Request) -> None:
        params = await _params(request)
        body: object = None
        is_write = self.is_write(request, params)
        if is_write and request.content_type.endswith("json"):
            body = _without_secrets(_parsed(await request.read()))
        self.requests.append(
            Request(
                time=self.clock.time(),
                method=request.method,
                path=request.path,
                params=params,
                body=body,
                agent=request.headers.get("User-Agent", ""),
                is_write=is_write,
            )
        )

    async def misbehave(self, request: web.Request) -> web.StreamResponse | None:
        """Return the answer that the fault demands before anything is looked at, else None."""
        match self.fault:
            case Fault.TIMEOUT:
                await self._released.wait()
                return web.Response(status=504)
            case Fault.HTTP_500:
                return web.Response(status=500, text="Internal Server Error")
            case Fault.HTTP_503:
                return self.starting_up()
            case Fault.HTML:
                return html(self.name.title())
            case Fault.WRONG_SHAPE:
                return web.json_response({"unexpected": [1, "two", None]})
            case Fault.LOGIN_PAGE if request.path == self.login_location():
                return html(f"{self.name.title()} login")
            case Fault.LOGIN_PAGE:
                return web.Response(
                    status=302, headers={"Location": self.login_location()}
                )
            case Fault.REDIRECT:
                parts = urlsplit(str(request.rel_url))
                prefix = "" if request.path.startswith("/elsewhere") else "/elsewhere"
                return web.Response(
                    status=307, headers={"Location": f"{prefix}{parts.path}"}
                )
            case Fault.WRONG_KEY:
                return self.unauthorised(request)
            case _:
                return None


def html(title: str, status: int = 200) -> web.Response:
    """Return a page for people where a program expected data."""
    return web.Response(
        status=status, text=_HTML.format(title), content_type="text/html"
    )


async def _params(request: web.Request) -> dict[str, str | list[str]]:
    fields: list[tuple[str, object]] = list(request.query.items())
    if request.content_type in {
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    }:
        fields.extend((await request.post()).items())
    return _grouped(fields)


def _grouped(fields: Iterable[tuple[str, object]]) -> dict[str, str | list[str]]:
    grouped: dict[str, str | list[str]] = {}
    for key, value in fields:
        if key.lower() in SECRETS:
            continue
        text = value.filename if isinstance(value, web.FileField) else str(value)
        match grouped.get(key):
            case None:
                grouped[key] = text
            case str() as one:
                grouped[key] = [one, text]
            case many:
                many.append(text)
    return grouped


def _without_secrets(body: object) -> object:
    if isinstance(body, list):
        return [_without_secrets(item) for item in body]
    if not isinstance(body, dict):
        return body
    hidden = {key for key in body if str(key).lower() in SECRETS}
    if str(body.get("name", "")).lower() in SECRETS and "value" in body:
        hidden.add("value")
    return {
        key: "********" if key in hidden else _without_secrets(item)
        for key, item in body.items()
    }


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


async def _cut(
    request: web.Request, response: web.StreamResponse
) -> web.StreamResponse:
    if not isinstance(response, web.Response) or not isinstance(response.body, bytes):
        return response
    body = response.body
    cut = web.StreamResponse(status=response.status, reason=response.reason)
    cut.content_type = response.content_type
    cut.content_length = len(body) + 1
    await cut.prepare(request)
    await cut.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return cut
