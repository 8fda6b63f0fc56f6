"""Failures with the ledger of what was tried, to survive any restart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from ..downloads.model import Attempt, Evidence, Failure, FailureState, TitleKey
from .codec import TITLE_LIMIT, fitting, micros, readable
from .database import Database
from .journal import insert_steps
from .records import FailureFilter, JournalEntry, Page
from .rows import upsert
from .schema import failure as table, failure_download as downloads

_EVIDENCE_LIMIT = 20
_DETAIL_LIMIT = 500
_ANY = FailureFilter()
_decode = msgspec.json.Decoder(Failure).decode


class Failures:
    """The failures of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the failures of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def save(self, failure: Failure, steps: Sequence[JournalEntry] = ()) -> None:
        """Write a failure, new or changed. It is on disk when this returns.

        The steps that its newest attempt is to take are written with it or not at all,
        so that no attempt is known of which nobody knows what it was to do.

        Raises:
            StoreError: It could not be written; what was stored before still is.
        """

        def work(connection: Connection) -> None:
            upsert(
                connection,
                table,
                {"stack_id": self._stack_id, "id": failure.id},
                _columns(failure),
            )
            self._save_downloads(connection, failure)
            insert_steps(connection, self._stack_id, steps)

        await self._database.write(work, urgent=True)

    async def get(self, failure_id: str) -> Failure | None:
        """Return a failure by its id."""
        found = await self._select(table.c.id == failure_id, limit=1)
        return found[0] if found else None

    async def open_ones(self) -> Sequence[Failure]:
        """Return the failures that something may still happen to, oldest first."""
        return (await self._select(table.c.is_open.is_(True)))[::-1]

    async def recent_given_up(
        self, title_key: TitleKey, since: datetime
    ) -> Failure | None:
        """Return the newest failure of a title that was given up since a time."""
        found = await self._select(
            and_(
                table.c.server_id == title_key.server_id,
                table.c.media_id == title_key.media_id,
                table.c.closed_at >= micros(since),
                table.c.state == FailureState.GIVEN_UP.value,
            )
        )
        for failure in found:
            if failure.title_key and failure.title_key.overlaps(title_key):
                return failure
        return None

    async def find_by_download(self, download_id: str) -> Failure | None:
        """Return the newest failure that a download caused or was to make good."""
        ids = select(downloads.c.failure_id).where(
            downloads.c.stack_id == self._stack_id,
            downloads.c.download_id == download_id,
        )
        found = await self._select(table.c.id.in_(ids), limit=1)
        return found[0] if found else None

    async def list(
        self, wanted: FailureFilter = _ANY, limit: int = 50, offset: int = 0
    ) -> Page[Failure]:
        """Return the failures that a filter wants, newest first.

        Raises:
            StoreError: The database could not be read.
        """
        where = self._where(wanted)

        def work(connection: Connection) -> Page[Failure]:
            items = self._selected(connection, where, limit, offset)
            counted = select(func.count()).select_from(table).where(where)
            return Page(items, connection.scalar(counted) or 0)

        return await self._database.read(work)

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete those that were over before; open ones stay."""
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id,
                table.c.is_open.is_(False),
                or_(
                    table.c.closed_at < micros(before),
                    and_(
                        table.c.closed_at.is_(None),
                        table.c.detected_at < micros(before),
                    ),
                ),
            )
        )
        kept = select(table.c.id).where(table.c.stack_id == self._stack_id)
        connection.execute(
            delete(downloads).where(
                downloads.c.stack_id == self._stack_id,
                downloads.c.failure_id.not_in(kept),
            )
        )

    def _where(self, wanted: FailureFilter) -> ColumnElement[bool]:
        clauses = [table.c.stack_id == self._stack_id]
        if wanted.since is not None:
            clauses.append(table.c.detected_at >= micros(wanted.since))
        if wanted.until is not None:
            clauses.append(table.c.detected_at < micros(wanted.until))
        if wanted.classes:
            clauses.append(table.c.failure_class.in_(sorted(wanted.classes)))
        if wanted.resolved is not None:
            clauses.append(table.c.is_open.is_(not wanted.resolved))
        if wanted.server is not None:
            clauses.append(table.c.server_id == wanted.server)
        return and_(*clauses)

    async def _select(
        self, where: ColumnElement[bool], limit: int | None = None
    ) -> Sequence[Failure]:
        ours = and_(table.c.stack_id == self._stack_id, where)
        return await self._database.read(
            lambda connection: self._selected(connection, ours, limit)
        )

    @staticmethod
    def _selected(
        connection: Connection,
        where: ColumnElement[bool],
        limit: int | None,
        offset: int = 0,
    ) -> Sequence[Failure]:
        bodies = connection.scalars(
            select(table.c.body)
            .where(where)
            .order_by(table.c.detected_at.desc(), table.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return list(readable(bodies, _decode))

    def _save_downloads(self, connection: Connection, failure: Failure) -> None:
        """Keep which downloads a failure is about, to find it by each of them."""
        connection.execute(
            delete(downloads).where(
                downloads.c.stack_id == self._stack_id,
                downloads.c.failure_id == failure.id,
            )
        )
        ids = {failure.download_id, *failure.past_downloads}
        ids.update(each.download_id for each in failure.attempts if each.download_id)
        connection.execute(
            downloads.insert(),
            [
                {
                    "stack_id": self._stack_id,
                    "download_id": download_id,
                    "failure_id": failure.id,
                }
                for download_id in sorted(ids)
            ],
        )


def _columns(failure: Failure) -> dict[str, object]:
    closed_at = None if failure.state.is_open else failure.resolved_at
    key = failure.title_key
    return {
        "server_id": key.server_id if key else failure.server_id,
        "media_id": key.media_id if key else None,
        "failure_class": failure.failure_class.value,
        "state": failure.state.value,
        "is_open": failure.state.is_open,
        "detected_at": micros(failure.detected_at),
        "closed_at": micros(closed_at) if closed_at else None,
        "correlation_id": failure.correlation_id,
        "body": msgspec.json.encode(_fitting_failure(failure)).decode(),
    }


def _fitting_failure(failure: Failure) -> Failure:
    """Return a failure whose texts from elsewhere are bounded."""
    return replace(
        failure,
        title=fitting(failure.title, TITLE_LIMIT),
        evidence=tuple(map(_fitting_evidence, failure.evidence[:_EVIDENCE_LIMIT])),
        attempts=tuple(map(_fitting_attempt, failure.attempts)),
    )


def _fitting_evidence(evidence: Evidence) -> Evidence:
    return Evidence(
        source=fitting(evidence.source, TITLE_LIMIT), text=fitting(evidence.text)
    )


def _fitting_attempt(attempt: Attempt) -> Attempt:
    return replace(attempt, detail=fitting(attempt.detail, _DETAIL_LIMIT))
