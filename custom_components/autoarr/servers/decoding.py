"""JSON to wire structs: fast when all is as expected, tolerant record by record when not.

A field or record of another shape than expected costs that field or record, never
the rest of the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
import re
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

import msgspec

PIECE = 200_000
"""How many bytes of a long list are decoded at a stretch: about a millisecond."""

_LIST_START = re.compile(rb"\s*\[(\r?\n)([ \t]+)\{")


ByteCount = Annotated[float, msgspec.Meta(gt=-(2.0**63), lt=2.0**63)]
"""A number of bytes, whole or not: "NaN" and infinities can be no integers."""


class Wire(msgspec.Struct, rename="camel", gc=False):
    """The parts of an app's record that are used, named as the app names them."""


@dataclass(slots=True)
class Losses:
    """What of an answer could not be read."""

    records: int = 0
    fields: int = 0

    def __bool__(self) -> bool:
        """Return whether anything was lost."""
        return bool(self.records or self.fields)


class Reader[T]:
    """Reads one kind of answer."""

    def __init__(self, kind: type[T], what: str) -> None:
        """Prepare to read answers of a kind: a wire struct or a list of them."""
        self.what = what
        self._kind = kind
        self._exact = msgspec.json.Decoder(kind, strict=False)

    def read(self, body: bytes) -> tuple[T, Losses]:
        """Return what an answer holds, and how much of it could not be read.

        Raises:
            msgspec.DecodeError: It is no JSON.
            msgspec.ValidationError: It is of another kind.
        """
        losses = Losses()
        try:
            return self._exact.decode(body), losses
        except msgspec.ValidationError:
            value = _salvage(msgspec.json.decode(body), self._kind, losses)
            return value, losses


def _salvage(value: object, kind: Any, losses: Losses) -> Any:
    """Return as much of value as fits a kind, or raise ValidationError."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        if isinstance(value, list) and get_origin(kind) is list:
            return _salvage_list(value, get_args(kind)[0], losses)
        if isinstance(kind, UnionType):
            for member in get_args(kind):
                if member is not NoneType and isinstance(value, (dict, list)):
                    return _salvage(value, member, losses)
        if (
            isinstance(value, dict)
            and isinstance(kind, type)
            and issubclass(kind, msgspec.Struct)
        ):
            return _salvage_struct(value, kind, losses)
        raise


def _salvage_list(values: list[object], kind: Any, losses: Losses) -> list[Any]:
    found = []
    for value in values:
        try:
            found.append(_salvage(value, kind, losses))
        except msgspec.ValidationError:
            losses.records += 1
    if values and not found:
        # Nothing readable is not the same as nothing there.
        raise msgspec.ValidationError("not one record could be read")
    return found


def _salvage_struct(
    value: dict[str, object], kind: type[msgspec.Struct], losses: Losses
) -> msgspec.Struct:
    fields: dict[str, Any] = {}
    lost = 0
    for field in msgspec.structs.fields(kind):
        item = value.get(field.encode_name)
        try:
            if item is not None or field.required:
                fields[field.name] = _salvage(item, field.type, losses)
        except msgspec.ValidationError:
            if field.required:
                raise
            lost += 1
    losses.fields += lost
    return kind(**fields)


def pieces(body: bytes) -> Iterator[bytes]:
    """Cut a long list into shorter ones that hold the same records in the same order.

    Works on indented JSON, as Sonarr and Radarr write it: a string holds no line
    break there, so a line with nothing but a brace at the outer indentation ends a
    record. Anything else comes back whole.
    """
    start = _LIST_START.match(body)
    if start is None or len(body) <= PIECE:
        yield body
        return
    line_break, indentation = start.groups()
    between = b"%b%b},%b%b{" % (line_break, indentation, line_break, indentation)
    brace = len(line_break) + len(indentation) + 1
    begin = start.end() - 1
    while (end := body.find(between, begin + PIECE)) != -1:
        yield b"[%b]" % body[begin : end + brace]
        begin = end + len(between) - 1
    yield b"[%b" % body[begin:]


def utc(value: datetime | None) -> datetime | None:
    """Return a time in UTC; None for the year 1, which stands for never."""
    if value is None or value.year <= 1:
        return None
    if value.tzinfo is UTC:
        return value
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def from_unix(seconds: float | None) -> datetime | None:
    """Return the time of a Unix time stamp; None for 0 and what no clock shows."""
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except OverflowError, OSError, ValueError:
        return None


def duration(text: str | None) -> int | None:
    """Return the seconds of "[d.]hh:mm:ss[.fff]" or "[d:]h:mm:ss"; None for no such."""
    if not text:
        return None
    if len(text) == 8 and text[2] == text[5] == ":":
        # Nearly all of thousands of rows look like this.
        digits = text[:2] + text[3:5] + text[6:]
        if digits.isdecimal():
            number = int(digits)
            return number // 10000 * 3600 + number // 100 % 100 * 60 + number % 100
    sign = -1 if text.startswith("-") else 1
    parts = text.removeprefix("-").split(":")
    if len(parts) == 3 and "." in parts[0]:
        parts[:1] = parts[0].split(".", 1)
    if len(parts) not in {2, 3, 4}:
        return None
    parts[-1] = parts[-1].partition(".")[0]
    seconds = 0
    for part, unit in zip(reversed(parts), (1, 60, 3600, 86400), strict=False):
        if not (part.isascii() and part.isdecimal() and len(part) <= 9):
            return None
        seconds += int(part) * unit
    return sign * seconds


_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40, "P": 1 << 50}


def amount(value: str | float | None, unit: int = 1) -> int | None:
    """Return a number that SABnzbd may give as text, with or without a unit.

    Args:
        value: 12.7, "12.7", "12.7 M" or "12.7 MB"; "-", "" and others are no number.
        unit: What a bare number counts: 1 << 20 for megabytes.
    """
    if isinstance(value, str):
        digits, _, suffix = value.strip().partition(" ")
        factor = _UNITS.get(suffix.strip().upper().removesuffix("B"))
        if factor is None:
            return None
        if suffix.strip():
            unit = factor
        try:
            value = float(digits)
        except ValueError:
            return None
    if value is None:
        return None
    try:
        return int(value * unit)
    except OverflowError, ValueError:
        return None
