"""Leaves a provider alone that keeps failing, and tries it again now and then."""

from collections.abc import Callable
from typing import Final

from .errors import Paused

FAILURES: Final = 3
"""Questions in a row without an answer until the provider is left alone."""
FIRST_PAUSE: Final = 60.0
LONGEST_PAUSE: Final = 3600.0
"""Seconds; each pause is twice as long as the one before, up to the longest."""


class Breaker:
    """Counts the failures in a row of one provider."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        """Trust the provider; ticks returns seconds that never run backwards."""
        self._ticks = ticks
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._until = 0.0

    def check(self) -> None:
        """Let a question pass, or not.

        Raises:
            Paused: The provider is left alone for now.
        """
        left = self._until - self._ticks()
        if left > 0:
            raise Paused(left)
        if self._failures >= FAILURES:
            # One question tries whether it is well; others wait for how that goes.
            self._until = self._ticks() + self._pause

    def succeeded(self) -> None:
        """Trust the provider again."""
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._until = 0.0

    def failed(self) -> None:
        """Count a question without an answer."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._until = self._ticks() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def open_for(self, seconds: float) -> None:
        """Leave the provider alone at once: asking again can not help."""
        self._until = self._ticks() + seconds
