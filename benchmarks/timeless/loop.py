"""An event loop whose clock jumps to the next timer when nothing is being worked on.

A month passes in the time that its work takes. Connections stay within the process (see
`wires`) and work is done without threads, so that nothing is waited for in real time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
import selectors
from typing import Any, override

from simulator.clock import Clock

from .wires import Wires

EPOCH = 1_767_600_000.0
"""When the world begins, in unix seconds: a Monday in January 2026."""

_PATIENCE = 1.0
"""Real seconds to wait for a signal when no timer is left."""


class _Selector(selectors.DefaultSelector):
    """Waits for nothing: it is later at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(_PATIENCE)
        self.now += max(timeout, 0.0)
        return []


class TimelessLoop(asyncio.SelectorEventLoop):
    """A loop with a clock of its own, with wires instead of sockets, and no threads.

    What would be done in a thread is done as soon as the loop comes to it: the same seed
    brings about the same world to the last byte, and nobody waits for anybody.
    """

    def __init__(self) -> None:
        """Begin at time 0."""
        self._jumps = _Selector()
        self.wires = Wires(self)
        super().__init__(self._jumps)

    @override
    def time(self) -> float:
        return self._jumps.now

    @override
    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future: asyncio.Future[T] = self.create_future()
        self.call_soon(_work, future, func, args)
        return future

    @override
    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """There is none."""

    @override
    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        return await self.wires.create_connection(*args, **kwargs)

    @override
    async def create_server(self, *args: Any, **kwargs: Any) -> Any:
        return await self.wires.create_server(*args, **kwargs)


def _work[*Ts, T](
    future: asyncio.Future[T], func: Callable[[*Ts], T], args: tuple[*Ts]
) -> None:
    if future.cancelled():
        return
    try:
        result = func(*args)
    except Exception as err:  # noqa: BLE001 - it belongs to who waits for the work
        future.set_exception(err)
    else:
        future.set_result(result)


def world_clock(loop: asyncio.AbstractEventLoop, speed: float = 1.0) -> Clock:
    """World time that is the loop's, or runs ahead of it at a speed."""
    return Clock(speed, origin=EPOCH, monotonic=loop.time)
