"""What servers are told to change, written down before they are told."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, RowMapping, delete, func, or_, select, true, update

from .codec import fitting, fitting_data, micros, moment, readable
from .database import Database
from .records import NOT_SENT, JournalEntry
from .schema import journal as table

_RESULT_LIMIT = 64


class Journal:
    """The steps of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the steps of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def intend(self, entry: JournalEntry) -> None:
        """Write a step down before it is taken. It is on disk when this returns.

        Raises:
            StoreError: It could not be written: the step must not be taken.
        """
        await self._database.write(
            lambda connection: insert_steps(connection, self._stack_id, [entry]),
            urgent=True,
        )

    async def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        """Write down how a step went. It never fails: what is lost is reconciled."""
        self._database.later(self._finish, (entry_id, result, detail))
        await self._database.flush()

    async def unfinished(self) -> list[JournalEntry]:
        """Return the steps of which it is not known whether they were taken."""

        def work(connection: Connection) -> list[JournalEntry]:
            rows = connection.execute(
                select(table)
                .where(table.c.stack_id == self._stack_id, table.c.result.is_(None))
                .order_by(table.c.at, table.c.id)
            ).mappings()
            finished = {row[0] for row in self._database.unwritten(self._finish)}
            return [
                entry for entry in readable(rows, _entry) if entry.id not in finished
            ]

        return await self._database.read(work)

    async def removals_since(self, at: datetime, until: datetime | None = None) -> int:
        """Return how many steps since a time took something away, or may have.

        Args:
            at: The time.
            until: Steps beyond it do not count: a clock that was ahead told when.
        """
        latest = table.c.at <= micros(until) if until else true()
        counted = (
            select(func.count())
            .select_from(table)
            .where(
                table.c.stack_id == self._stack_id,
                table.c.removal.is_(True),
                table.c.at >= micros(at),
                latest,
                or_(table.c.result.is_(None), table.c.result != NOT_SENT),
            )
        )
        return await self._database.read(
            lambda connection: connection.scalar(counted) or 0
        )

    async def did(
        self, server_id: str, action: str, target_id: str, since: datetime
    ) -> bool:
        """Return whether a step was written down since a time.

        Args:
            server_id: Subentry id of the server.
            action: What it was told.
            target_id: What the entry's target names by that key.
            since: How far to look back.
        """
        wanted = (
            select(table.c.id)
            .where(
                table.c.stack_id == self._stack_id,
                table.c.server_id == server_id,
                table.c.action == action,
                table.c.target_id == target_id,
                table.c.at >= micros(since),
            )
            .limit(1)
        )
        return await self._database.read(
            lambda connection: connection.scalar(wanted) is not None
        )

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete finished steps that are older."""
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id,
                table.c.result.is_not(None),
                table.c.at < micros(before),
            )
        )

    def _finish(
        self, connection: Connection, finished: Sequence[tuple[str, str, str]]
    ) -> None:
        for entry_id, result, detail in finished:
            connection.execute(
                update(table)
                .where(table.c.stack_id == self._stack_id, table.c.id == entry_id)
                .values(result=fitting(result, _RESULT_LIMIT), detail=fitting(detail))
            )


def insert_steps(
    connection: Connection, stack_id: str, entries: Sequence[JournalEntry]
) -> None:
    """Write steps down in a transaction that may hold more: they belong together."""
    rows = [
        {
            "stack_id": stack_id,
            "id": entry.id,
            "at": micros(entry.at),
            "failure_id": entry.failure_id,
            "server_id": entry.server_id,
            "action": entry.action,
            "target_id": str(entry.target.get("target_id", "")),
            "target": fitting_data(entry.target),
            "correlation_id": entry.correlation_id,
            "removal": entry.removal,
            "result": entry.result,
            "detail": fitting(entry.detail),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(table.insert(), rows)


def _entry(row: RowMapping) -> JournalEntry:
    return JournalEntry(
        id=row["id"],
        at=moment(row["at"]),
        failure_id=row["failure_id"],
        server_id=row["server_id"],
        action=row["action"],
        target=msgspec.json.decode(row["target"]),
        correlation_id=row["correlation_id"],
        removal=row["removal"],
        result=row["result"],
        detail=row["detail"],
    )
