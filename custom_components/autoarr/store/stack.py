"""One stack's part of a database: the only door to it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete

from .activity import ActivityLog
from .ai_usage import AiUsage
from .audits import Audits
from .database import Database
from .downloads import Downloads
from .failures import Failures
from .journal import Journal
from .marks import Marks
from .requests import Requests
from .schema import OF_A_STACK
from .settings import Settings
from .statistics import StatisticsReader
from .totals import Counters


class Store:
    """What one stack remembers.

    Methods are for the event loop and never block it. What writes at once raises
    `StoreError` when it cannot; what may wait is kept in memory until it can.

    Attributes:
        activity: The feed.
        failures: Failures with their ledger.
        downloads: Finished downloads.
        journal: What servers were told to change.
        requests: What people asked for.
        audits: What audits found, and what was changed for it.
        marks: How far each server's past is known.
        ai_usage: What a language model took.
        totals: Counters.
        settings: Small values.
        statistics: Counts of all that, of any time.
        on_health: Called with the new health when it changes.
    """

    def __init__(self, database: Database, stack_id: str) -> None:
        """Look at a stack's part of an open database; `open` opens one."""
        self._database = database
        self._stack_id = stack_id
        self._unlisten = database.listen(self._health_changed)
        self.on_health: Callable[[bool], None] | None = None
        self.activity = ActivityLog(database, stack_id)
        self.failures = Failures(database, stack_id)
        self.downloads = Downloads(database, stack_id)
        self.journal = Journal(database, stack_id)
        self.requests = Requests(database, stack_id)
        self.audits = Audits(database, stack_id)
        self.marks = Marks(database, stack_id)
        self.ai_usage = AiUsage(database, stack_id)
        self.totals = Counters(database, stack_id)
        self.settings = Settings(database, stack_id)
        self.statistics = StatisticsReader(database, stack_id)

    @classmethod
    async def open(
        cls,
        url: str,
        stack_id: str,
        *,
        flush_after: float = 1.0,
        retry_after: float = 15.0,
    ) -> Store:
        """Open a stack's part of a database, creating or upgrading it.

        Args:
            url: An SQLAlchemy URL.
            stack_id: Whose part.
            flush_after: Seconds that a row may wait for others before it is written.
            retry_after: Seconds between tries while the database cannot be written.

        Raises:
            DriverMissing: Nothing installed speaks to that kind of database.
            NewerSchema: A newer version of AutoArr wrote it.
            StoreError: It cannot be opened for another reason.
        """
        database = await Database.acquire(
            url, flush_after=flush_after, retry_after=retry_after
        )
        return cls(database, stack_id)

    @staticmethod
    async def check(url: str) -> None:
        """Find out whether a database can be opened, created and written.

        Raises:
            DriverMissing: Nothing installed speaks to that kind of database.
            StoreError: It cannot be used.
        """
        database = await Database.acquire(url)
        try:
            database.require_health()
        finally:
            await database.release()

    @property
    def healthy(self) -> bool:
        """Whether the last write succeeded."""
        return self._database.healthy

    @property
    def aside(self) -> Path | None:
        """Where a damaged file was set aside when it was opened; None for no damage."""
        return self._database.aside

    @property
    def damaged(self) -> bool:
        """Whether the file broke while it is open: who opens it anew gets an empty one."""
        return self._database.damaged

    async def flush(self) -> None:
        """Write what waits, if it can be written."""
        await self._database.flush()

    async def close(self) -> None:
        """Write what waits and close."""
        self._unlisten()
        await self._database.release()

    async def prune(self, now: datetime, keep_days: int = 90) -> None:
        """Delete what is older than some days and over.

        Raises:
            StoreError: It could not be written.
        """
        before = now - timedelta(days=keep_days)

        def work(connection: Connection) -> None:
            self.activity.prune(connection, before)
            self.failures.prune(connection, before)
            self.downloads.prune(connection, now, before)
            self.requests.prune(connection, before)
            self.journal.prune(connection, before)
            self.audits.prune(connection, before)
            self.ai_usage.prune(connection, before)

        await self._database.write(work)

    async def forget_stack(self) -> None:
        """Delete everything about the stack.

        Raises:
            StoreError: It could not be written.
        """

        def work(connection: Connection) -> None:
            for table in OF_A_STACK:
                connection.execute(
                    delete(table).where(table.c.stack_id == self._stack_id)
                )

        await self._database.write(work)

    def _health_changed(self, healthy: bool) -> None:
        if self.on_health is not None:
            self.on_health(healthy)
