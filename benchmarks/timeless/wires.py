"""Connections within one process: what asyncio's sockets do, without sockets.

HTTP is spoken as ever, by the same clients and servers; only the bytes do not leave the
process, so that nothing has to be waited for in real time.
"""

import asyncio
from collections.abc import Callable
import errno
from typing import Any, override

_FIRST_PORT = 20_000
_HOST = "127.0.0.1"

type Factory = Callable[[], asyncio.Protocol]


class Plug:
    """Stands for a socket that is connected to a port."""

    def __init__(self, port: int) -> None:
        """Know where it leads."""
        self.port = port


class _Wire(asyncio.Transport):
    """One end of a connection."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, protocol: asyncio.Protocol, port: int
    ) -> None:
        super().__init__({"peername": (_HOST, port), "sockname": (_HOST, port)})
        self._loop = loop
        self._protocol: asyncio.BaseProtocol = protocol
        self._closing = False
        self._held: list[bytes] | None = None
        self.other: _Wire

    @override
    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        if not self._closing and data:
            self._loop.call_soon(self.other.take, bytes(data))

    @override
    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    def take(self, data: bytes) -> None:
        """Hand on what came from the other end."""
        if self._closing:
            return
        if self._held is not None:
            self._held.append(data)
            return
        assert isinstance(self._protocol, asyncio.Protocol)
        self._protocol.data_received(data)

    @override
    def pause_reading(self) -> None:
        if self._held is None:
            self._held = []

    @override
    def resume_reading(self) -> None:
        held, self._held = self._held, None
        for data in held or ():
            self._loop.call_soon(self.take, data)

    @override
    def is_reading(self) -> bool:
        return self._held is None

    @override
    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._loop.call_soon(self._protocol.connection_lost, None)
        self._loop.call_soon(self.other.hear_the_end)

    @override
    def abort(self) -> None:
        self.close()

    def hear_the_end(self) -> None:
        """Notice that the other end was closed."""
        if self._closing:
            return
        if isinstance(self._protocol, asyncio.Protocol):
            self._protocol.eof_received()
        self.close()

    @override
    def is_closing(self) -> bool:
        return self._closing

    @override
    def can_write_eof(self) -> bool:
        return False

    @override
    def get_write_buffer_size(self) -> int:
        return 0

    @override
    def set_write_buffer_limits(
        self, high: int | None = None, low: int | None = None
    ) -> None:
        pass

    @override
    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._protocol = protocol

    @override
    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._protocol


class _Address:
    """A listening socket, as far as anybody asks it."""

    def __init__(self, port: int) -> None:
        self._port = port

    def getsockname(self) -> tuple[str, int]:
        return (_HOST, self._port)


class _Listener:
    """A server as asyncio returns it."""

    def __init__(self, wires: Wires, port: int, factory: Factory) -> None:
        self.factory = factory
        self.port = port
        self.sockets = [_Address(port)]
        self._wires = wires

    def close(self) -> None:
        self._wires.silence(self.port)
        self.sockets = []

    async def wait_closed(self) -> None:
        """Nothing is left to wait for."""


class Wires:
    """All connections of one loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start with nobody listening."""
        self._loop = loop
        self._listeners: dict[int, _Listener] = {}
        self._next = _FIRST_PORT

    async def plug(self, addr_infos: list[Any], **_: object) -> Plug:
        """Connect, as `aiohappyeyeballs.start_connection` does.

        Raises:
            ConnectionRefusedError: Nobody listens there.
        """
        port = addr_infos[0][4][1]
        if port not in self._listeners:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        return Plug(port)

    async def create_server(
        self, factory: Factory, host: str, port: int, **_: object
    ) -> _Listener:
        """Listen on a port, 0 for any."""
        if not port:
            port = self._next
            self._next += 1
        if port in self._listeners:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        self._listeners[port] = listener = _Listener(self, port, factory)
        return listener

    async def create_connection(
        self, factory: Factory, *, sock: Plug, **_: object
    ) -> tuple[asyncio.Transport, asyncio.Protocol]:
        """Lead a wire from a client to who listens at the other end."""
        listener = self._listeners.get(sock.port)
        if listener is None:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        near, far = factory(), listener.factory()
        here = _Wire(self._loop, near, sock.port)
        there = _Wire(self._loop, far, sock.port)
        here.other, there.other = there, here
        far.connection_made(there)
        near.connection_made(here)
        return here, near

    def silence(self, port: int) -> None:
        """Listen on a port no more."""
        self._listeners.pop(port, None)
