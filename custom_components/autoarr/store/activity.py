"""The feed: what happened, newest first."""

from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    Connection,
    Dialect,
    Row,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
)

from ..activity import Activity, ActivityKind, Severity
from . import activity_counts as counts
from .codec import TITLE_LIMIT, fitting, fitting_data, micros, moment, readable
from .database import Database
from .records import ActivityFilter, Page
from .schema import activity as table

_ANY = ActivityFilter()
_NAME_LIMIT = 255
_MOST_COUNTED = 32
"""Filters whose totals are kept: the pages of a list are asked for one after the other."""
_MOST_NEWEST = 1_000
"""Activities that are compared to a filter rather than counted anew."""
_FAR = 500
"""From here on pages are found by the hour: passing single activities over takes longer."""
_SORTING = {"kinds", "severity", "server", "seen_by"}
"""Conditions; there is an index for each of them, but not for several at once."""
_COLUMNS = (
    *(table.c.id, table.c.at, table.c.kind, table.c.severity),
    *(table.c.server_id, table.c.server, table.c.title, table.c.message),
    *(table.c.correlation_id, table.c.event, table.c.requester, table.c.data),
)
_CONDITIONS = {
    "correlation_id": table.c.correlation_id == bindparam("correlation_id"),
    "kinds": table.c.kind.in_(bindparam("kinds", expanding=True)),
    "severity": table.c.severity == bindparam("severity"),
    "server": table.c.server_id == bindparam("server"),
    "since": table.c.at >= bindparam("since"),
    "until": table.c.at < bindparam("until"),
    "search": or_(
        func.lower(table.c.title).like(bindparam("search"), escape="/"),
        func.lower(table.c.message).like(bindparam("search"), escape="/"),
    ),
    # SQLite compares English letters in either case by itself, four times as fast.
    "english_search": or_(
        table.c.title.like(bindparam("english_search"), escape="/"),
        table.c.message.like(bindparam("english_search"), escape="/"),
    ),
    "seen_by": or_(
        table.c.requester.is_(None), table.c.requester == bindparam("seen_by")
    ),
}


class _Counted(NamedTuple):
    """How many activities a filter wanted, when so many had been written."""

    total: int
    written: int


class ActivityLog:
    """The activities of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the activities of a stack in a database."""
        self._database = database
        self._stack_id = stack_id
        # Only the database's thread touches what follows.
        self._totals: OrderedDict[ActivityFilter, _Counted] = OrderedDict()
        self._setbacks = 0
        self._written = 0
        self._newest: deque[Activity] = deque(maxlen=_MOST_NEWEST)

    def append(self, activity: Activity) -> None:
        """Keep an activity. It is written within a second, and never fails."""
        self._database.later(self._insert, activity)

    async def list(
        self, wanted: ActivityFilter = _ANY, limit: int = 50, offset: int = 0
    ) -> Page[Activity]:
        """Return the activities that a filter wants, newest first.

        Those that could not be written yet are among them.

        Raises:
            StoreError: The database could not be read.
        """

        def work(connection: Connection) -> Page[Activity]:
            waiting = [
                activity
                for activity in reversed(self._database.unwritten(self._insert))
                if wanted.matches(activity)
            ]
            items = waiting[offset : offset + limit]
            stored = self._stored(
                connection,
                wanted,
                limit - len(items),
                max(0, offset - len(waiting)),
            )
            return Page([*items, *stored.items], len(waiting) + stored.total)

        return await self._database.read(work)

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete what is older, by whole hours."""
        hour = micros(before) // counts.HOUR * counts.HOUR
        connection.execute(
            delete(table).where(table.c.stack_id == self._stack_id, table.c.at < hour)
        )
        counts.forget(connection, self._stack_id, hour)
        self._totals.clear()

    def _stored(
        self, connection: Connection, wanted: ActivityFilter, limit: int, offset: int
    ) -> Page[Activity]:
        values = _values(wanted, connection.dialect) | {"stack_id": self._stack_id}
        if counts.is_known(wanted) and (
            offset > _FAR or len(_SORTING & values.keys()) > 1
        ):
            total = self._count(connection, wanted, values)
            between = partial(_between, connection, values)
            page = range(offset, offset + limit)
            place = counts.place(connection, values, between, page, total)
            if place is None:
                return Page([], total)
            values |= {"since": place.since, "until": place.until}
            paging = {"limit": limit, "offset": place.skip}
            rows = connection.execute(_page(_names(values)), values | paging).all()
            return Page(list(readable(rows, _activity)), total)
        # One more than wanted tells mostly whether there is anything to count.
        paging = {"limit": limit + 1, "offset": offset}
        rows = connection.execute(_page(_names(values)), values | paging).all()
        if len(rows) <= limit and (rows or not offset):
            total = offset + len(rows)
        else:
            total = self._count(connection, wanted, values)
        return Page(list(readable(rows[:limit], _activity)), total)

    def _count(
        self,
        connection: Connection,
        wanted: ActivityFilter,
        values: Mapping[str, object],
    ) -> int:
        """Return how many there are; counted once, and from then on kept up to date."""
        if self._setbacks != self._database.setbacks:
            # What was taken for written then comes once more.
            self._setbacks = self._database.setbacks
            self._totals.clear()
        known = self._totals.pop(wanted, None)
        since = self._written - known.written if known else 0
        if known and since <= len(self._newest):
            newest = islice(reversed(self._newest), since)
            total = known.total + sum(map(wanted.matches, newest))
        else:
            total = _counted(connection, wanted, values)
        self._totals[wanted] = _Counted(total, self._written)
        if len(self._totals) > _MOST_COUNTED:
            self._totals.popitem(last=False)
        return total

    def _insert(self, connection: Connection, activities: Sequence[Activity]) -> None:
        connection.execute(
            table.insert(),
            [
                {
                    "stack_id": self._stack_id,
                    "id": each.id,
                    "at": micros(each.at),
                    "kind": each.kind.value,
                    "severity": each.severity.value,
                    "server_id": each.server_id,
                    "server": each.server and fitting(each.server, _NAME_LIMIT),
                    "title": fitting(each.title, TITLE_LIMIT),
                    "message": fitting(each.message),
                    "correlation_id": each.correlation_id,
                    "event": each.event,
                    "requester": each.requester,
                    "data": fitting_data(each.data),
                }
                for each in activities
            ],
        )
        counts.add(connection, self._stack_id, activities)
        self._written += len(activities)
        self._newest.extend(activities)


@cache
def _page(conditions: tuple[str, ...]) -> Select[tuple[Any, ...]]:
    """Return the statement for a page; building it costs more than running it."""
    return (
        select(*_COLUMNS)
        .where(
            table.c.stack_id == bindparam("stack_id"),
            *(_CONDITIONS[each] for each in conditions),
        )
        .order_by(table.c.at.desc(), table.c.row.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


@cache
def _count(conditions: tuple[str, ...]) -> Select[tuple[int]]:
    return (
        select(func.count())
        .select_from(table)
        .where(
            table.c.stack_id == bindparam("stack_id"),
            *(_CONDITIONS[each] for each in conditions),
        )
    )


def _counted(
    connection: Connection, wanted: ActivityFilter, values: Mapping[str, object]
) -> int:
    if counts.is_known(wanted):
        return counts.total(connection, values, partial(_between, connection, values))
    counted: int = connection.execute(_count(_names(values)), values).scalar_one()
    return counted


def _between(
    connection: Connection, values: Mapping[str, object], since: int, until: int
) -> int:
    """Count what a filter wants from one moment until before another."""
    within = {**values, "since": since, "until": until}
    found: int = connection.execute(_count(_names(within)), within).scalar_one()
    return found


def _names(values: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in values if name in _CONDITIONS)


def _values(wanted: ActivityFilter, dialect: Dialect) -> dict[str, object]:
    """Return the values of the conditions that a filter sets."""
    is_english = dialect.name == "sqlite" and wanted.search and wanted.search.isascii()
    values = {
        "correlation_id": wanted.correlation_id,
        "kinds": sorted(wanted.kinds) or None,
        "severity": wanted.severity,
        "server": wanted.server,
        "since": micros(wanted.since) if wanted.since else None,
        "until": micros(wanted.until) if wanted.until else None,
        "english_search" if is_english else "search": (
            _pattern(wanted.search) if wanted.search else None
        ),
        "seen_by": wanted.seen_by,
    }
    return {name: value for name, value in values.items() if value is not None}


def _pattern(search: str) -> str:
    for special in "/%_":
        search = search.replace(special, f"/{special}")
    return f"%{search.lower()}%"


def _activity(row: Row[tuple[Any, ...]]) -> Activity:
    name, at, kind, severity, server_id, server, title, message, *more = row
    correlation_id, event, requester, data = more
    return Activity(
        id=name,
        at=moment(at),
        kind=ActivityKind(kind),
        severity=Severity(severity),
        server_id=server_id,
        server=server,
        title=title,
        message=message,
        correlation_id=correlation_id,
        event=event,
        requester=requester,
        data=msgspec.json.decode(data),
    )
