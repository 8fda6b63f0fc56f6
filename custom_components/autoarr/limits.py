"""How often each person may ask for something, so that nobody's loop wears the servers out."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

MINUTE: Final = 60.0
HIGH: Final = 6000
"""Calls a minute of those that only read, and of Home Assistant's own automations."""


class Family(StrEnum):
    """Kinds of calls that are counted apart."""

    READ = "read"
    WRITE = "write"
    REQUEST = "request"
    AUDIT = "audit"
    AI = "ai"
    OVERVIEW = "overview"


class Limits:
    """Counts the calls of the last minute, by person and family."""

    def __init__(self, most: Mapping[Family, int], clock: Callable[[], float]) -> None:
        """Set the limits.

        Args:
            most: Calls that one person may make in a minute; who is not named, many.
            clock: Returns seconds that never run backwards.
        """
        self._most = dict.fromkeys(Family, HIGH) | dict(most)
        self._clock = clock
        self._calls: defaultdict[tuple[str | None, Family], deque[float]] = defaultdict(
            deque
        )

    def count(self, user_id: str | None, family: Family) -> float:
        """Count one call; without a user it is the system's own.

        Returns:
            Zero; or, when the call is one too many and was not counted, how many seconds
            to wait until the next one may come.
        """
        now = self._clock()
        calls = self._calls[user_id, family]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= (HIGH if user_id is None else self._most[family]):
            return calls[0] + MINUTE - now
        calls.append(now)
        return 0
