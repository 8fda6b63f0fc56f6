"""The feed: what happened, newest first."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    delete,
    func,
    or_,
    select,
)

from ..activity import Activity, ActivityKind, Severity
from .codec import TITLE_LIMIT, fitting, fitting_data, micros, moment, readable
from .database import Database
from .records import ActivityFilter, Page
from .schema import activity as table

_ANY = ActivityFilter()


class ActivityLog:
    """The activities of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the activities of a stack in a database."""
        self._database = database
        self._stack_id = stack_id
        self._total: int | None = None

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
        """Delete what is older."""
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id, table.c.at < micros(before)
            )
        )
        self._total = None

    def _stored(
        self, connection: Connection, wanted: ActivityFilter, limit: int, offset: int
    ) -> Page[Activity]:
        where = self._where(wanted)
        rows = (
            connection.execute(
                select(table)
                .where(where)
                .order_by(table.c.at.desc(), table.c.row.desc())
                .limit(limit)
                .offset(offset)
            )
            .mappings()
            .all()
        )
        if len(rows) < limit and (rows or not offset):
            total = offset + len(rows)
        elif wanted == _ANY:
            total = self._count_all(connection)
        else:
            total = _count(connection, where)
        return Page(list(readable(rows, _activity)), total)

    def _count_all(self, connection: Connection) -> int:
        """Return how many there are; counted once, as the whole feed is asked most."""
        if self._total is None:
            self._total = _count(connection, table.c.stack_id == self._stack_id)
        return self._total

    def _where(self, wanted: ActivityFilter) -> ColumnElement[bool]:
        clauses = [table.c.stack_id == self._stack_id]
        if wanted.correlation_id is not None:
            clauses.append(table.c.correlation_id == wanted.correlation_id)
        if len(wanted.kinds) == 1:
            clauses.append(table.c.kind == next(iter(wanted.kinds)).value)
        elif wanted.kinds:
            clauses.append(table.c.kind.in_(sorted(wanted.kinds)))
        if wanted.severity is not None:
            clauses.append(table.c.severity == wanted.severity.value)
        if wanted.server is not None:
            clauses.append(table.c.server_id == wanted.server)
        if wanted.since is not None:
            clauses.append(table.c.at >= micros(wanted.since))
        if wanted.until is not None:
            clauses.append(table.c.at < micros(wanted.until))
        if wanted.search:
            needle = wanted.search.lower()
            clauses.append(
                or_(
                    func.lower(table.c.title).contains(needle, autoescape=True),
                    func.lower(table.c.message).contains(needle, autoescape=True),
                )
            )
        return and_(*clauses)

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
                    "server": each.server,
                    "title": fitting(each.title, TITLE_LIMIT),
                    "message": fitting(each.message),
                    "correlation_id": each.correlation_id,
                    "event": each.event,
                    "data": fitting_data(each.data),
                }
                for each in activities
            ],
        )
        if self._total is not None:
            self._total += len(activities)


def _count(connection: Connection, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(where)) or 0


def _activity(row: RowMapping) -> Activity:
    return Activity(
        id=row["id"],
        at=moment(row["at"]),
        kind=ActivityKind(row["kind"]),
        severity=Severity(row["severity"]),
        server_id=row["server_id"],
        server=row["server"],
        title=row["title"],
        message=row["message"],
        correlation_id=row["correlation_id"],
        event=row["event"],
        data=msgspec.json.decode(row["data"]),
    )
