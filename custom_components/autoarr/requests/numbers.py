"""Numbers as they are spoken: "twenty forty nine", "achtundzwanzig", "deux mille douze".

Which words there are is data of the languages; this is how they make up a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_LARGEST = 9999


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """How a language counts.

    Attributes:
        values: Words and what they stand for, 100 and 1,000 among them.
        joiners: Words that may stand between: "and".
        inner: Parts that occur only inside a compound: "vent" in "ventuno".
        compound: Whether numbers are written as one word.
        inverted: Whether units come before tens: "vierundneunzig".
        scores: Whether four twenties are eighty, and sixty and seventeen one number.
    """

    values: Mapping[str, int]
    joiners: frozenset[str] = frozenset()
    inner: Mapping[str, int] = field(default_factory=dict)
    compound: bool = False
    inverted: bool = False
    scores: bool = False

    def read(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Read a number at the start of words.

        Returns:
            Its value and how many words it takes; None when there is no number.
        """
        sums = _Sum(self)
        taken = 0
        for index, word in enumerate(words):
            if word in self.joiners and index and sums.joins():
                continue
            parts = self.parts(word)
            if not parts or not all(sums.add(part) for part in parts):
                break
            taken = index + 1
            sums.keep()
        if not taken or sums.kept > _LARGEST:
            return None
        return sums.kept, taken

    def parts(self, word: str) -> tuple[int, ...]:
        """Return what a word adds to a number; empty when it is no number word."""
        if word in self.values:
            return (self.values[word],)
        if not self.compound or len(word) < 6:
            return ()
        return _split(self, word) or ()


class _Sum:
    """A value that grows with each word; what does not fit is refused."""

    def __init__(self, numerals: Numerals) -> None:
        self._numerals = numerals
        self._total = 0
        self._current: int | None = None
        self.kept = 0

    def keep(self) -> None:
        self.kept = self._total + (self._current or 0)

    def joins(self) -> bool:
        current = self._current
        if current is None:
            return self._total > 0
        return current >= 20 or self._numerals.inverted

    def add(self, part: int) -> bool:
        current = self._current
        if part == 1000:
            if self._total or (current or 0) >= 100:
                return False
            self._total, self._current = (current or 1) * 1000, None
            return True
        if part > 1000 and current is None and not self._total:
            self._total = part
            return True
        if part == 100:
            if current is not None and current >= 100:
                return False
            self._current = (current or 1) * 100
            return True
        if current is None:
            self._current = part
            return part != 0 or not self._total
        value = self._grown(current, part)
        if value is None:
            return False
        self._current = value
        return True

    def _grown(self, current: int, part: int) -> int | None:
        tail = current % 100
        if self._numerals.scores and tail == 4 and part == 20:
            return current + 76
        if self._numerals.scores and tail == 10 and 7 <= part <= 9:
            return current + part
        if self._numerals.scores and tail in {60, 80} and 10 <= part <= 19:
            return current + part
        if current >= 100 and tail == 0 and part < 100:
            return current + part
        if tail >= 20 and tail % 10 == 0 and 0 < part < 10:
            return current + part
        if self._numerals.inverted:
            if 0 < tail < 10 and part >= 20 and current != part:
                return current + part
            if 11 <= current <= 20 and 0 < part < 10:
                return current * 100 + part
        if 10 <= current <= 20 and part >= 10:
            # As years are spoken: nineteen ninety four, twenty twelve.
            return current * 100 + part
        return None


@lru_cache(maxsize=2048)
def _split(numerals: Numerals, word: str) -> tuple[int, ...] | None:
    if not word:
        return ()
    known = {**numerals.values, **numerals.inner}
    for size in range(len(word), 0, -1):
        piece = word[:size]
        if piece in known:
            rest = _split(numerals, word[size:])
            if rest is not None:
                return (known[piece], *rest)
        if piece in numerals.joiners:
            rest = _split(numerals, word[size:])
            if rest:
                return rest
    return None
