"""What audits found, what became of it, and what was changed for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from ..audit.record import (
    AuditRecord,
    Change,
    ChangeFilter,
    FindingFilter,
    FindingRecord,
    FindingState,
)
from .codec import TEXT_LIMIT, TITLE_LIMIT, fitting, micros, readable
from .database import Database
from .records import Page
from .rows import upsert
from .schema import audit as audit_table, change as change_table, finding as table

_ANY = FindingFilter()
_ANY_CHANGE = ChangeFilter()
_WORST_FIRST = ("critical", "high", "medium", "low", "info")
_decode_finding = msgspec.json.Decoder(FindingRecord).decode
_decode_change = msgspec.json.Decoder(Change).decode
_decode_audit = msgspec.json.Decoder(AuditRecord).decode


class Audits:
    """The audits of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the audits of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def save(
        self, findings: Iterable[FindingRecord], audit: AuditRecord | None = None
    ) -> None:
        """Write findings, new or changed, and what an audit came to, all or nothing.

        Raises:
            StoreError: They could not be written.
        """
        rows = tuple(findings)

        def work(connection: Connection) -> None:
            for row in rows:
                key = {"stack_id": self._stack_id, "id": row.id}
                upsert(connection, table, key, _columns(row))
            if audit is not None:
                key = {"stack_id": self._stack_id, "id": audit.id}
                values = {"at": micros(audit.at), "body": _text(audit)}
                upsert(connection, audit_table, key, values)

        await self._database.write(work)

    async def list(
        self, wanted: FindingFilter = _ANY, limit: int = 50, offset: int = 0
    ) -> Page[FindingRecord]:
        """Return the findings that a filter wants, the worst and newest first.

        Raises:
            StoreError: The database could not be read.
        """
        where = self._where(wanted)

        def work(connection: Connection) -> Page[FindingRecord]:
            bodies = connection.scalars(
                select(table.c.body)
                .where(where)
                .order_by(table.c.weight, table.c.last_seen.desc(), table.c.id)
                .limit(limit)
                .offset(offset)
            )
            counted = select(func.count()).select_from(table).where(where)
            items = list(readable(bodies, _decode_finding))
            return Page(items, connection.scalar(counted) or 0)

        return await self._database.read(work)

    async def finding(self, finding_id: str) -> FindingRecord | None:
        """Return a finding by its id, whatever became of it.

        Raises:
            StoreError: The database could not be read.
        """
        wanted = select(table.c.body).where(
            table.c.stack_id == self._stack_id, table.c.id == finding_id
        )
        found = await self._database.read(
            lambda connection: list(
                readable(connection.scalars(wanted), _decode_finding)
            )
        )
        return found[0] if found else None

    async def all_open_or_dismissed(self) -> Sequence[FindingRecord]:
        """Return what the next audit has to know of.

        Raises:
            StoreError: The database could not be read.
        """
        wanted = select(table.c.body).where(
            table.c.stack_id == self._stack_id, table.c.state != FindingState.FIXED
        )
        return await self._database.read(
            lambda connection: list(
                readable(connection.scalars(wanted), _decode_finding)
            )
        )

    async def last(self) -> AuditRecord | None:
        """Return what the last audit came to.

        Raises:
            StoreError: The database could not be read.
        """
        wanted = (
            select(audit_table.c.body)
            .where(audit_table.c.stack_id == self._stack_id)
            .order_by(audit_table.c.at.desc())
            .limit(1)
        )
        found = await self._database.read(
            lambda connection: list(readable(connection.scalars(wanted), _decode_audit))
        )
        return found[0] if found else None

    async def keep(self, change: Change) -> None:
        """Write a change, planned, made or taken back. It is on disk when this returns.

        Raises:
            StoreError: It could not be written.
        """
        values = {
            "finding_id": change.finding_id,
            "at": micros(change.at) if change.at else 0,
            "settled": change.is_settled,
            "body": _text(change),
        }

        def work(connection: Connection) -> None:
            key = {"stack_id": self._stack_id, "id": change.id}
            upsert(connection, change_table, key, values)

        await self._database.write(work, urgent=True)

    async def change(self, change_id: str) -> Change | None:
        """Return a change by its id.

        Raises:
            StoreError: The database could not be read.
        """
        wanted = select(change_table.c.body).where(
            change_table.c.stack_id == self._stack_id, change_table.c.id == change_id
        )
        found = await self._database.read(
            lambda connection: list(
                readable(connection.scalars(wanted), _decode_change)
            )
        )
        return found[0] if found else None

    async def changes(
        self, wanted: ChangeFilter = _ANY_CHANGE, limit: int = 50, offset: int = 0
    ) -> Page[Change]:
        """Return the changes that a filter wants, newest first.

        Raises:
            StoreError: The database could not be read.
        """
        clauses = [change_table.c.stack_id == self._stack_id]
        if wanted.finding_id is not None:
            clauses.append(change_table.c.finding_id == wanted.finding_id)
        bodies = (
            select(change_table.c.body)
            .where(*clauses)
            .order_by(change_table.c.at.desc(), change_table.c.id.desc())
        )

        def work(connection: Connection) -> Page[Change]:
            # People make them one by one: they are few, and all are looked through.
            found = [
                change
                for change in readable(connection.scalars(bodies), _decode_change)
                if wanted.is_undoable in {None, change.is_undoable}
            ]
            return Page(found[offset : offset + limit], len(found))

        return await self._database.read(work)

    async def unsettled(self) -> Sequence[Change]:
        """Return the changes of which nobody saw the end, oldest first.

        Raises:
            StoreError: The database could not be read.
        """
        wanted = (
            select(change_table.c.body)
            .where(
                change_table.c.stack_id == self._stack_id,
                change_table.c.settled.is_(False),
            )
            .order_by(change_table.c.at)
        )
        return await self._database.read(
            lambda connection: list(
                readable(connection.scalars(wanted), _decode_change)
            )
        )

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete audits and changes that are older, and findings long fixed."""
        for old in (audit_table, change_table):
            connection.execute(
                delete(old).where(
                    old.c.stack_id == self._stack_id, old.c.at < micros(before)
                )
            )
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id,
                table.c.state == FindingState.FIXED,
                table.c.last_seen < micros(before),
            )
        )

    def _where(self, wanted: FindingFilter) -> ColumnElement[bool]:
        clauses = [table.c.stack_id == self._stack_id]
        if wanted.states:
            clauses.append(table.c.state.in_(sorted(wanted.states)))
        if wanted.severities:
            clauses.append(table.c.severity.in_(sorted(wanted.severities)))
        if wanted.server_id is not None:
            clauses.append(table.c.server_id == wanted.server_id)
        return and_(*clauses)


def _columns(row: FindingRecord) -> dict[str, object]:
    bounded = msgspec.structs.replace(
        row,
        subject=fitting(row.subject, TITLE_LIMIT),
        current=fitting(row.current, TEXT_LIMIT),
        recommended=fitting(row.recommended, TEXT_LIMIT),
    )
    return {
        "server_id": row.server_id,
        "severity": row.severity,
        "weight": _WORST_FIRST.index(row.severity),
        "state": row.state.value,
        "last_seen": micros(row.last_seen),
        "body": _text(bounded),
    }


def _text(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()
