"""How facts become columns and come back: moments, JSON, and text that fits."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
import logging

import msgspec

from ..activity import JsonValue

_LOGGER = logging.getLogger(__name__)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

TITLE_LIMIT = 500
TEXT_LIMIT = 2_000
_DATA_TEXT_LIMIT = 1_000
_DATA_ITEMS_LIMIT = 100
_DATA_LIMIT = 16_000
_DEPTH_LIMIT = 8


def micros(at: datetime) -> int:
    """Return an aware datetime as whole microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return the datetime in UTC that `micros` was given."""
    return _EPOCH + timedelta(microseconds=value)


def fitting(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return text that every database takes, cut to a number of characters.

    Null characters and halves of surrogate pairs, which servers do send in names of
    broken releases, are replaced.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "�")


def fitting_data(data: dict[str, JsonValue]) -> str:
    """Return data as JSON text of bounded size.

    Long texts and lists are cut; data that is too large even then is left out.
    """
    text = msgspec.json.encode(_fitting_value(data, _DEPTH_LIMIT)).decode()
    return text if len(text) <= _DATA_LIMIT else "{}"


def _fitting_value(value: JsonValue, depth: int) -> JsonValue:
    match value:
        case str():
            return fitting(value, _DATA_TEXT_LIMIT)
        case list() | dict() if depth == 0:
            return None
        case list() | tuple():
            return [
                _fitting_value(item, depth - 1) for item in value[:_DATA_ITEMS_LIMIT]
            ]
        case dict():
            return {
                fitting(key, _DATA_TEXT_LIMIT): _fitting_value(item, depth - 1)
                for key, item in value.items()
            }
        case _:
            return value


def readable[RowT, T](rows: Iterable[RowT], build: Callable[[RowT], T]) -> Iterator[T]:
    """Build a fact from each row, leaving out those that nobody can read any more."""
    for row in rows:
        try:
            yield build(row)
        except ValueError, msgspec.MsgspecError:
            _LOGGER.warning("Leaving out a row that cannot be read: %s", row)
