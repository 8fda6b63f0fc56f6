"""How often each person may ask for something, so that nobody's loop wears the servers out."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

MINUTE: Final = 60.0
HIGH: Final = 6000
"""Calls a minute of those that only read, and of Home Assistant's own automations."""

_ROUNDING: Final = 1e-6
"""What sums of fractions may lack: who waited as told must not be sent away again."""


class Family(StrEnum):
    """Kinds of calls that are counted apart."""

    READ = "read"
    WRITE = "write"
    REQUEST = "request"
    AUDIT = "audit"
    AI = "ai"
    OVERVIEW = "overview"


class Limits:
    """One bucket of tokens for each person and family; every call takes one out.

    A full bucket holds what may be asked for in a minute, and fills again evenly: who
    was quiet may do much at once, and nobody more than that in the long run.
    """

    def __init__(self, most: Mapping[Family, int], clock: Callable[[], float]) -> None:
        """Set the limits.

        Args:
            most: Calls that one person may make in a minute; who is not named, many.
            clock: Returns seconds that never run backwards.
        """
        self._most = dict.fromkeys(Family, HIGH) | dict(most)
        self._clock = clock
        self._left: dict[tuple[str | None, Family], tuple[float, float]] = {}
        """What was left in a bucket, and when, by person and family."""

    def count(self, user_id: str | None, family: Family) -> float:
        """Count one call; without a user it is the system's own.

        Returns:
            Zero; or, when the call is one too many and was not counted, how many seconds
            to wait until the next one may come.
        """
        most = HIGH if user_id is None else self._most[family]
        rate, now = most / MINUTE, self._clock()
        left, since = self._left.get((user_id, family), (float(most), now))
        left = min(float(most), left + (now - since) * rate)
        if left < 1 - _ROUNDING:
            return (1 - left) / rate
        self._left[user_id, family] = (left - 1, now)
        return 0
