"""Downloads that are over, and which story those that run belong to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection, and_, delete, func, select, update

from ..downloads.model import Outcome
from .codec import TITLE_LIMIT, fitting, micros, readable
from .database import Database
from .records import DownloadFilter, FinishedDownload, Page
from .rows import upsert
from .schema import correlation as stories, download as table, provider_use

_ANY = DownloadFilter()
_PROVIDER_LIMIT = 128
_decode = msgspec.json.Decoder(FinishedDownload).decode


class Downloads:
    """The finished downloads of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the downloads of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def record(self, download: FinishedDownload) -> None:
        """Keep a download that is over. It is written within a second, and never fails."""
        self._database.later(self._write, download)

    async def remember(self, download_id: str, correlation_id: str) -> None:
        """Keep which story a running download belongs to, until it is recorded."""
        self._database.later(self._write_story, (download_id, correlation_id))

    async def correlation_of(self, download_id: str) -> str | None:
        """Return the story of a download, running or finished.

        Raises:
            StoreError: The database could not be read.
        """
        running = select(stories.c.correlation_id).where(
            stories.c.stack_id == self._stack_id,
            stories.c.download_id == download_id,
        )
        finished = (
            select(table.c.correlation_id)
            .where(
                table.c.stack_id == self._stack_id,
                table.c.download_id == download_id,
            )
            .order_by(table.c.at.desc())
            .limit(1)
        )

        def work(connection: Connection) -> str | None:
            waiting = dict(self._database.unwritten(self._write_story))
            return (
                waiting.get(download_id)
                or connection.scalar(running)
                or connection.scalar(finished)
            )

        return await self._database.read(work)

    async def is_recorded(self, download_id: str, outcome: Outcome) -> bool:
        """Return whether a download was recorded with an outcome.

        Raises:
            StoreError: The database could not be read.
        """
        recorded = (
            select(table.c.id)
            .where(
                table.c.stack_id == self._stack_id,
                table.c.download_id == download_id,
                table.c.outcome == outcome.value,
            )
            .limit(1)
        )
        return await self._database.read(
            lambda connection: connection.scalar(recorded) is not None
        )

    async def list(
        self, wanted: DownloadFilter = _ANY, limit: int = 50, offset: int = 0
    ) -> Page[FinishedDownload]:
        """Return the downloads that a filter wants, newest first.

        Raises:
            StoreError: The database could not be read.
        """
        clauses = [table.c.stack_id == self._stack_id]
        if wanted.server is not None:
            clauses.append(table.c.server_id == wanted.server)
        if wanted.outcome is not None:
            clauses.append(table.c.outcome == wanted.outcome.value)
        if wanted.since is not None:
            clauses.append(table.c.at >= micros(wanted.since))
        if wanted.until is not None:
            clauses.append(table.c.at < micros(wanted.until))
        where = and_(*clauses)

        def work(connection: Connection) -> Page[FinishedDownload]:
            bodies = connection.scalars(
                select(table.c.body)
                .where(where)
                .order_by(table.c.at.desc(), table.c.id.desc())
                .limit(limit)
                .offset(offset)
            )
            items = list(readable(bodies, _decode))
            counted = select(func.count()).select_from(table).where(where)
            return Page(items, connection.scalar(counted) or 0)

        return await self._database.read(work)

    def prune(self, connection: Connection, now: datetime, before: datetime) -> None:
        """Delete what ended before, and stories that nobody told of for as long.

        A running download is remembered without a time; the first pruning that finds
        it notes the time.
        """
        ours = stories.c.stack_id == self._stack_id
        for old in (table, provider_use):
            connection.execute(
                delete(old).where(
                    old.c.stack_id == self._stack_id, old.c.at < micros(before)
                )
            )
        connection.execute(
            delete(stories).where(ours, stories.c.old_since < micros(before))
        )
        connection.execute(
            update(stories)
            .where(ours, stories.c.old_since.is_(None))
            .values(old_since=micros(now))
        )

    def _write(
        self, connection: Connection, downloads: Sequence[FinishedDownload]
    ) -> None:
        for each in downloads:
            upsert(
                connection,
                table,
                {"stack_id": self._stack_id, "id": each.id},
                _columns(each),
            )
            for provider, size in each.providers.items():
                name = fitting(provider, _PROVIDER_LIMIT)
                key = {"stack_id": self._stack_id, "id": each.id, "provider": name}
                failed = each.outcome is Outcome.FAILED
                values = {"at": micros(each.at), "size": size, "failed": failed}
                upsert(connection, provider_use, key, values)
            connection.execute(
                delete(stories).where(
                    stories.c.stack_id == self._stack_id,
                    stories.c.download_id == each.download_id,
                )
            )

    def _write_story(
        self, connection: Connection, told: Sequence[tuple[str, str]]
    ) -> None:
        for download_id, correlation_id in told:
            upsert(
                connection,
                stories,
                {"stack_id": self._stack_id, "download_id": download_id},
                {"correlation_id": correlation_id, "old_since": None},
            )


def _columns(download: FinishedDownload) -> dict[str, object]:
    fitted = replace(
        download,
        title=fitting(download.title, TITLE_LIMIT),
        cause=fitting(download.cause) if download.cause else download.cause,
    )
    return {
        "download_id": download.download_id,
        "server_id": download.server_id,
        "outcome": download.outcome.value,
        "at": micros(download.at),
        "correlation_id": download.correlation_id,
        "body": msgspec.json.encode(fitted).decode(),
    }
