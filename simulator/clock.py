"""World time: real time played at any speed, with jumps.

Every wait inside the simulator goes through this clock, so that a test can play
twelve hours in a second.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic, time


class Clock:
    """World time = real start + elapsed real time * speed + what was advanced."""

    def __init__(
        self,
        speed: float = 1.0,
        *,
        origin: float | None = None,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        """Start the world.

        Args:
            speed: World seconds that pass in one second of `monotonic`.
            origin: World time at the start, in unix seconds; else now.
            monotonic: Seconds that have passed since some moment.
        """
        if speed <= 0:
            raise ValueError("speed must be greater than zero")
        self.speed = speed
        self._monotonic = monotonic
        self._born = monotonic()
        self._origin = time() if origin is None else origin
        self._advanced = 0.0
        self._jumped = asyncio.Event()

    def time(self) -> float:
        """World time in unix seconds."""
        return (
            self._origin
            + (self._monotonic() - self._born) * self.speed
            + self._advanced
        )

    def now(self) -> datetime:
        """World time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for world seconds; a jump that passes the deadline ends the wait."""
        deadline = self.time() + seconds
        while (left := deadline - self.time()) > 0:
            jumped = self._jumped
            try:
                async with asyncio.timeout(left / self.speed):
                    await jumped.wait()
            except TimeoutError:
                return

    def advance(self, seconds: float) -> None:
        """Jump ahead and wake whoever sleeps, to look at the new time."""
        if seconds < 0:
            raise ValueError("time does not run backwards")
        self._advanced += seconds
        jumped, self._jumped = self._jumped, asyncio.Event()
        jumped.set()

    async def play(self, seconds: float, step: float = 30.0) -> None:
        """Advance in steps and let the world react to each one.

        Args:
            seconds: World seconds to pass.
            step: Largest jump; longer stretches use at most 60 jumps.
        """
        if seconds < 0:
            raise ValueError("time does not run backwards")
        step = max(step, seconds / 60)
        left = seconds
        while left > 0:
            self.advance(min(step, left))
            left -= step
            await asyncio.sleep(0.02)
