"""The push side of an app: a SignalR hub that only ever says what changed."""

import asyncio
from collections.abc import Awaitable
import contextlib
import json
from uuid import uuid4

from aiohttp import WSMsgType, web

from simulator.arr.wire import Json, respond

_END = "\x1e"
_PING = 15.0


class Hub:
    """All connected subscribers of one app."""

    def __init__(self, version: str) -> None:
        """Start with nobody listening."""
        self._version = version
        self._sockets: set[web.WebSocketResponse] = set()
        self._sends: set[asyncio.Task[None]] = set()

    @property
    def listeners(self) -> int:
        """How many are connected."""
        return len(self._sockets)

    def negotiate(self) -> web.Response:
        """Answer the first step of a connection."""
        connection = uuid4().hex
        transports = [
            {"transport": "WebSockets", "transferFormats": ["Text", "Binary"]},
            {"transport": "ServerSentEvents", "transferFormats": ["Text"]},
            {"transport": "LongPolling", "transferFormats": ["Text", "Binary"]},
        ]
        body = {
            "negotiateVersion": 1,
            "connectionId": connection,
            "connectionToken": uuid4().hex,
            "availableTransports": transports,
        }
        return respond(200, body)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one subscriber until it leaves."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = await socket.receive()
        if hello.type is not WSMsgType.TEXT or '"json"' not in hello.data:
            await socket.close()
            return socket
        await socket.send_str("{}" + _END)
        self._sockets.add(socket)
        self.send("version", {"version": self._version})
        ping = asyncio.create_task(_keep_alive(socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and '"type":7' in message.data:
                    break
        finally:
            ping.cancel()
            self._sockets.discard(socket)
            await socket.close()
        return socket

    def changed(
        self, name: str, action: str = "sync", resource: Json | None = None
    ) -> None:
        """Say that something changed.

        Args:
            name: What, such as `queue`.
            action: sync, created, updated or deleted.
            resource: The new state, where the app sends it.
        """
        body: Json = {"action": action}
        if resource is not None:
            body = {"resource": resource, "action": action}
        self.send(name, body)

    def send(self, name: str, body: Json) -> None:
        """Send one message to everyone."""
        if not self._sockets:
            return
        frame = {
            "type": 1,
            "target": "receiveMessage",
            "arguments": [{"body": body, "name": name}],
        }
        text = json.dumps(frame, separators=(",", ":")) + _END
        for socket in tuple(self._sockets):
            self._later(_quietly(socket.send_str(text)))

    async def close(self) -> None:
        """Disconnect everyone."""
        for socket in tuple(self._sockets):
            await _quietly(socket.close())
        self._sockets.clear()

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._sends.add(task)
        task.add_done_callback(self._sends.discard)


async def _quietly(work: Awaitable[object]) -> None:
    with contextlib.suppress(ConnectionError, RuntimeError):
        await work


async def _keep_alive(socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await asyncio.sleep(_PING)
        await _quietly(socket.send_str('{"type":6}' + _END))
