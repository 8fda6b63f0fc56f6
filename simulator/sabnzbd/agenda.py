"""What is to happen at which world time."""

from collections.abc import Callable
import heapq
from itertools import count

NEVER = float("inf")


class Agenda:
    """Things to do, the next one first."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Plan something for a world time in unix seconds."""
        heapq.heappush(self._due, (when, next(self._numbers), act))

    @property
    def next(self) -> float:
        """When the next thing is due."""
        return self._due[0][0] if self._due else NEVER

    def ring(self) -> None:
        """Do the next thing."""
        heapq.heappop(self._due)[2]()

    def shift(self, seconds: float) -> None:
        """Do everything later by world seconds."""
        self._due = [(when + seconds, number, act) for when, number, act in self._due]
