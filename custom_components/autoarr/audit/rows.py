"""Reading values out of answers: what is missing is missing, never assumed.

Apps give one thing in several types (SABnzbd 0, false or "0"): here they become one.
"""

from collections.abc import Iterator, Mapping
from math import isfinite, nan
import re
from typing import Any

_UNITS = {"": 1, "B": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_SIZE = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*([KMGT]?)I?B?\s*", re.IGNORECASE)
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


class Missing(Exception):
    """Something that a rule needs was not read; the text says what."""


class Row:
    """One object of an answer; asking for what it lacks raises `Missing`."""

    __slots__ = ("_values", "where")

    def __init__(self, values: object, where: str = "") -> None:
        """Take an object.

        Args:
            values: A mapping as decoded from JSON.
            where: What it is, for messages.

        Raises:
            Missing: It is no object.
        """
        if not isinstance(values, Mapping):
            raise Missing(where)
        self._values: Mapping[str, Any] = values
        self.where = where

    def has(self, name: str) -> bool:
        """Return whether there is a value of that name."""
        return self._values.get(name) is not None

    def get(self, name: str) -> Any:
        """Return a value.

        Raises:
            Missing: There is none.
        """
        value = self._values.get(name)
        if value is None:
            raise Missing(f"{self.where}.{name}")
        return value

    def text(self, name: str) -> str:
        """Return a text; numbers are written out."""
        value = self.get(name)
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{value:g}" if isinstance(value, float) else str(value)
        raise Missing(f"{self.where}.{name}")

    def flag(self, name: str) -> bool:
        """Return a switch, in whatever way the app writes it."""
        value = self.get(name)
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise Missing(f"{self.where}.{name}")

    def number(self, name: str) -> float:
        """Return a number, also one written as text."""
        value = self.get(name)
        if isinstance(value, bool):
            return int(value)
        try:
            number = float(value)
        except TypeError, ValueError, OverflowError:
            number = nan
        if not isfinite(number):
            raise Missing(f"{self.where}.{name}")
        return number

    def amount(self, name: str) -> float:
        """Return a size such as "20G" in bytes; nothing is 0."""
        value = self.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if not str(value).strip():
            return 0
        found = _SIZE.fullmatch(str(value))
        if found is None:
            raise Missing(f"{self.where}.{name}")
        return float(found[1].replace(",", ".")) * _UNITS[found[2].upper()]

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, also one written as text with commas."""
        value = self.get(name)
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list):
            raise Missing(f"{self.where}.{name}")
        return tuple(word for item in items if (word := str(item).strip()))

    def numbers(self, name: str) -> frozenset[int]:
        """Return a list of ids."""
        value = self.get(name)
        if not isinstance(value, list):
            raise Missing(f"{self.where}.{name}")
        return frozenset(item for item in value if isinstance(item, int))

    def row(self, name: str) -> Row:
        """Return an object in it."""
        return Row(self.get(name), f"{self.where}.{name}")

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return a list of objects in it."""
        return rows(self.get(name), f"{self.where}.{name}")

    def names(self) -> Iterator[str]:
        """Yield the names of its values."""
        yield from self._values


def rows(value: object, where: str) -> tuple[Row, ...]:
    """Return the objects of a list.

    Raises:
        Missing: It is no list of objects.
    """
    if not isinstance(value, list):
        raise Missing(where)
    return tuple(Row(item, where) for item in value)


def version_of(text: str) -> tuple[int, ...]:
    """Return a version's numbers, comparable; what follows a dash does not count."""
    numbers = re.findall(r"\d+", text.partition("-")[0])
    if not numbers:
        raise Missing("version")
    return tuple(map(int, numbers))
