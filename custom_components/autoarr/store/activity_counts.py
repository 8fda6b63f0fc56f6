"""How many activities there are, known without counting them: so many in each hour.

A page far from the newest is found by passing whole hours over.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from ..activity import Activity
from .codec import micros
from .records import ActivityFilter
from .schema import activity_count as table

HOUR = 3_600_000_000
"""Microseconds."""
_LAST = 2**31 - 1
"""An hour that never comes."""
_KEY = ("hour", "kind", "severity", "server_id", "requester")
_OURS = table.c.stack_id == bindparam("stack_id")
_CONDITIONS = {
    "kinds": table.c.kind.in_(bindparam("kinds", expanding=True)),
    "severity": table.c.severity == bindparam("severity"),
    "server": table.c.server_id == bindparam("server"),
    "seen_by": or_(table.c.requester == "", table.c.requester == bindparam("seen_by")),
}
_MORE = (
    update(table)
    .where(
        table.c.stack_id == bindparam("ours"),
        *(table.c[name] == bindparam(f"its_{name}") for name in _KEY),
    )
    .values(number=table.c.number + bindparam("more"))
)

type Values = Mapping[str, Any]
"""What a filter wants by the names of its conditions, and whose stack it is about."""
type Count = Callable[[int, int], int]
"""Counts what a filter wants from one moment until before another."""


class Stretch(NamedTuple):
    """Activities that follow each other.

    Attributes:
        since: All of them are at or after this, in microseconds.
        until: All of them are before this.
        number: How many there are.
    """

    since: int
    until: int
    number: int


class Place(NamedTuple):
    """Where a page is.

    Attributes:
        since: What is on it is at or after this, in microseconds.
        until: It is before this.
        skip: How many are between that and the page.
    """

    since: int
    until: int
    skip: int


def is_known(wanted: ActivityFilter) -> bool:
    """Return whether hours tell how many activities a filter wants."""
    return wanted.correlation_id is None and not wanted.search


def add(connection: Connection, stack_id: str, activities: Iterable[Activity]) -> None:
    """Count activities that are written in the same transaction."""
    for sort, number in Counter(map(_sort, activities)).items():
        named = dict(zip(_KEY, sort, strict=True))
        where = {f"its_{name}": value for name, value in named.items()}
        row = {"ours": stack_id, "more": number, **where}
        if not connection.execute(_MORE, row).rowcount:
            row = {"stack_id": stack_id, "number": number, **named}
            connection.execute(insert(table), row)


def forget(connection: Connection, stack_id: str, before: int) -> None:
    """Forget the hours before the one that begins at a moment."""
    connection.execute(
        delete(table).where(table.c.stack_id == stack_id, table.c.hour < before // HOUR)
    )


def total(connection: Connection, values: Values, count: Count) -> int:
    """Return how many activities a filter wants.

    Args:
        connection: To the database.
        values: What it wants.
        count: Counts in the parts of hours where it begins and ends.
    """
    first, last, edges = _hours(values)
    found = sum(count(*edge) for edge in edges)
    if first < last:
        wanted = _total(_conditions(values))
        found += int(connection.scalar(wanted, _bound(values, first, last)) or 0)
    return found


def place(
    connection: Connection, values: Values, count: Count, page: range, total: int
) -> Place | None:
    """Return where a page is.

    Args:
        connection: To the database.
        values: What is wanted.
        count: Counts in the parts of hours where that begins and ends.
        page: The numbers of what is on it; the newest that is wanted has number 0.
        total: How many are wanted.
    """
    page = range(total)[page.start : page.stop]
    if not page:
        return None
    if page.start < total / 2:
        return _from_newest(_stretches(connection, values, count), page)
    # Seen from the other end, the page begins with its last.
    mirrored = range(total - page.stop, total - page.start)
    return _from_oldest(
        _stretches(connection, values, count, is_newest_first=False), mirrored
    )


def _from_newest(stretches: Iterable[Stretch], page: range) -> Place | None:
    passed = skip = 0
    until = None
    for each in stretches:
        if until is None and page.start < passed + each.number:
            until, skip = each.until, page.start - passed
        passed += each.number
        if until is not None and page.stop <= passed:
            return Place(each.since, until, skip)
    return None


def _from_oldest(stretches: Iterable[Stretch], page: range) -> Place | None:
    passed = 0
    since = None
    for each in stretches:
        passed += each.number
        if since is None and page.start < passed:
            since = each.since
        if since is not None and page.stop <= passed:
            return Place(since, each.until, passed - page.stop)
    return None


def _stretches(
    connection: Connection,
    values: Values,
    count: Count,
    *,
    is_newest_first: bool = True,
) -> Iterable[Stretch]:
    """Return what is wanted in stretches of an hour at most."""
    first, last, edges = _hours(values)
    ends = [Stretch(*edge, count(*edge)) for edge in edges]
    newer = [end for end in ends if end.since >= last * HOUR]
    older = [end for end in ends if end not in newer]
    hours: Iterable[Stretch] = ()
    if first < last:
        wanted = _by_hour(_conditions(values), is_newest_first)
        hours = (
            Stretch(hour * HOUR, (hour + 1) * HOUR, int(number))
            for hour, number in connection.execute(wanted, _bound(values, first, last))
        )
    return chain(newer, hours, older) if is_newest_first else chain(older, hours, newer)


def _hours(values: Values) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the whole hours that are wanted, and what is wanted of others."""
    since, until = values.get("since", 0), values.get("until", _LAST * HOUR)
    first, last = -(-since // HOUR), until // HOUR
    if first > last:
        return first, last, [(since, until)]
    edges = [(since, first * HOUR), (last * HOUR, until)]
    return first, last, [edge for edge in edges if edge[0] < edge[1]]


def _sort(activity: Activity) -> tuple[int, str, str, str, str]:
    return (
        micros(activity.at) // HOUR,
        activity.kind.value,
        activity.severity.value,
        activity.server_id or "",
        activity.requester or "",
    )


def _conditions(values: Values) -> tuple[str, ...]:
    return tuple(name for name in values if name in _CONDITIONS)


def _bound(values: Values, first: int, last: int) -> dict[str, Any]:
    named = {name: values[name] for name in ("stack_id", *_conditions(values))}
    return {**named, "first": first, "last": last}


def _where(conditions: Iterable[str]) -> list[ColumnElement[bool]]:
    return [
        _OURS,
        table.c.hour >= bindparam("first"),
        table.c.hour < bindparam("last"),
        *(_CONDITIONS[each] for each in conditions),
    ]


@cache
def _total(conditions: tuple[str, ...]) -> Select[tuple[Any]]:
    return select(func.sum(table.c.number)).where(*_where(conditions))


@cache
def _by_hour(
    conditions: tuple[str, ...], is_newest_first: bool
) -> Select[tuple[Any, ...]]:
    hour = table.c.hour
    return (
        select(hour, func.sum(table.c.number))
        .where(*_where(conditions))
        .group_by(hour)
        .order_by(hour.desc() if is_newest_first else hour)
    )
