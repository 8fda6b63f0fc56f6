"""One database, one thread: everything the store does happens there, in order.

Urgent writes are on disk when they return. Others wait up to a second for company and
are never lost to a failing disk: they stay in memory, bounded, until it works again.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
import logging
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeGuard

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from .dialects import Damaged, check, create, is_damage, parse, set_aside
from .errors import StoreError
from .migrations import migrate
from .schema import setting

_LOGGER = logging.getLogger(__name__)

_BATCH = 500
_BACKLOG = 10_000
_PROBE_STACK = ""
_PROBE_SIZE = 8_192
_CONTENT_ERRORS = (
    DataError,
    IntegrityError,
    ValueError,
    TypeError,
    OverflowError,
    msgspec.MsgspecError,
)
"""The row is at fault, not the database.

A table that is gone and a right that was taken back are ProgrammingErrors to PostgreSQL
and MariaDB: those are the database's, and what waits for it must not be thrown away.
"""

type Work[T] = Callable[[Connection], T]
type Write[RowT] = Callable[[Connection, Sequence[RowT]], None]

_open: dict[str, Database] = {}
_found_damaged: set[str] = set()
"""Databases that broke while they were open, until they are set aside."""


class Database:
    """A database that all stacks of this process share, and its only thread.

    All public methods belong to the event loop.

    Attributes:
        aside: Where a damaged file was set aside when an empty one was begun.
        damaged: Whether the file turned out to be damaged while it was open.
    """

    def __init__(self, url: str, *, flush_after: float, retry_after: float) -> None:
        """Prepare a database; `acquire` opens it.

        Args:
            url: Where it is.
            flush_after: Seconds that a row may wait for others.
            retry_after: Seconds between tries while it cannot be written.
        """
        self.aside: Path | None = None
        self.damaged = False
        self._trouble: StoreError | None = None
        self._url = url
        self._flush_after = flush_after
        self._retry_after = retry_after
        self._users = 0
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="autoarr-store")
        self._timer: asyncio.TimerHandle | None = None
        self._flushing = False
        self._told = True
        self._listeners: list[Callable[[bool], None]] = []
        self._incoming: deque[tuple[Write[Any], Any]] = deque()
        # Only the thread touches what follows.
        self._backlog: deque[tuple[Write[Any], Any]] = deque()
        self._opened = False
        self.setbacks = 0
        """How often rows were not written after all; for the thread alone."""
        self._engine: Engine
        self._urgent: Engine

    # -- life, on the event loop ---------------------------------------------------

    @classmethod
    async def acquire(
        cls, url: str, *, flush_after: float = 1.0, retry_after: float = 15.0
    ) -> Database:
        """Open a database, or share it with who has it open already.

        Raises:
            StoreError: It cannot be opened.
        """
        database = _open.get(url)
        if database is not None and database.damaged:
            raise StoreError("the database is damaged, and not closed by all yet")
        if database is None:
            database = cls(url, flush_after=flush_after, retry_after=retry_after)
            _open[url] = database
        database._users += 1
        try:
            await database._submit(database._prepare)
        except BaseException:
            await database.release()
            raise
        return database

    async def release(self) -> None:
        """Write what waits; the last user closes the database."""
        await self.flush()
        self._users -= 1
        if self._users:
            return
        if _open.get(self._url) is self:
            del _open[self._url]
        # Nothing may come after the last job: the loop would wait for it.
        self._closed = True
        self._stop_timer()
        await self._loop.run_in_executor(self._thread, self._dispose)
        self._thread.shutdown()

    @property
    def healthy(self) -> bool:
        """Whether the last write succeeded."""
        return self._trouble is None

    def listen(self, listener: Callable[[bool], None]) -> Callable[[], None]:
        """Hear when writing stops and starts to work; returns how to stop hearing."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def require_health(self) -> None:
        """Raise the last error.

        Raises:
            StoreError: The database cannot be written.
        """
        if self._trouble is not None:
            raise self._trouble

    # -- work, on the event loop ---------------------------------------------------

    async def read[T](self, work: Work[T]) -> T:
        """Do work that only reads, after what waits was written if possible.

        Raises:
            StoreError: It could not be read.
        """
        return await self._submit(partial(self._read, work))

    async def write[T](self, work: Work[T], *, urgent: bool = False) -> T:
        """Do work in a transaction of its own, after what waits was written.

        Args:
            work: What to do with the connection.
            urgent: Whether it must survive a power failure in the next second.

        Raises:
            StoreError: It could not be written; nothing of it was.
        """
        return await self._submit(partial(self._write_now, work, urgent=urgent))

    def later[RowT](self, write: Write[RowT], row: RowT) -> None:
        """Write a row within a second; rows with the same write go together.

        Never fails. While the database cannot be written, the newest rows are kept.
        """
        if self._closed:
            _LOGGER.debug("A record came after the database was closed")
            return
        self._incoming.append((write, row))
        if self.healthy and len(self._incoming) >= _BATCH:
            if not self._flushing:
                self._tick()
        elif self._timer is None:
            self._set_timer(self._flush_after)

    async def flush(self) -> None:
        """Write what waits, if it can be written."""
        if not self._closed:
            await self._submit(self._flush)

    async def _submit[T](self, job: Callable[[], T]) -> T:
        if self._closed:
            raise StoreError("the database is closed")
        future = self._loop.run_in_executor(self._thread, job)
        future.add_done_callback(self._settle)
        return await future

    def _tick(self) -> None:
        self._stop_timer()
        self._flushing = True
        future = self._loop.run_in_executor(self._thread, self._flush)
        future.add_done_callback(self._settle)

    def _settle(self, _future: asyncio.Future[Any]) -> None:
        """Tell a change of health, and see to it that a sick database is tried again."""
        self._flushing = False
        if self.healthy != self._told:
            self._told = self.healthy
            for listener in tuple(self._listeners):
                listener(self.healthy)
        if not self.healthy and self._timer is None and self._users:
            self._set_timer(self._retry_after)

    def _set_timer(self, seconds: float) -> None:
        self._timer = self._loop.call_later(seconds, self._tick)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # -- in the thread -------------------------------------------------------------

    def _prepare(self) -> None:
        """Open the database, unless another user did."""
        if self._opened:
            return
        try:
            url = parse(self._url)
            try:
                self._connect(url)
            except Damaged as err:
                self._begin_anew(url, err)
        except SQLAlchemyError as err:
            raise _error(err) from err
        except OSError as err:
            raise StoreError(str(err)) from err
        self._probe()

    def _connect(self, url: URL) -> None:
        if self._url in _found_damaged:
            raise Damaged("it turned out while it was open")
        engine = create(url)
        try:
            with engine.begin() as connection:
                check(connection)
                migrate(connection)
        except BaseException as err:
            engine.dispose()
            if _is_damage(err):
                raise Damaged(str(err.orig)) from err
            raise
        self._engine = engine
        self._urgent = create(url, urgent=True)
        self._opened = True

    def _begin_anew(self, url: URL, why: Damaged) -> None:
        self.aside = set_aside(url)
        _found_damaged.discard(self._url)
        _LOGGER.error(
            "The database is damaged (%s) and now kept as %s", why, self.aside
        )
        self._connect(url)

    def _dispose(self) -> None:
        if self._backlog:
            _LOGGER.warning("%d records could not be stored", len(self._backlog))
        if self._opened:
            self._engine.dispose()
            self._urgent.dispose()

    def _read[T](self, work: Work[T]) -> T:
        self._flush_waiting()
        try:
            with self._engine.connect() as connection:
                return work(connection)
        except SQLAlchemyError as err:
            if _is_damage(err):
                self._failed(err)
            raise _error(err) from err

    def _write_now[T](self, work: Work[T], *, urgent: bool) -> T:
        engine = self._urgent if urgent else self._engine
        try:
            self._write_waiting()
            with engine.begin() as connection:
                result = work(connection)
        except _CONTENT_ERRORS as err:
            raise StoreError(f"cannot be stored: {type(err).__name__}") from err
        except SQLAlchemyError as err:
            self._failed(err)
            raise _error(err) from err
        self._trouble = None
        return result

    def unwritten[RowT](self, write: Write[RowT]) -> list[RowT]:
        """Return the rows of a write that could not be written yet, oldest first.

        It is for the work of `read`, as only the thread may look at them.
        """
        return [row for each, row in self._backlog if each == write]

    def _flush(self) -> None:
        """Write what waits; when that failed before, try whether writing works."""
        if not self._opened:
            return
        self._flush_waiting()
        if not self.healthy and not self._backlog:
            self._probe()

    def _flush_waiting(self) -> None:
        try:
            self._write_waiting()
        except SQLAlchemyError as err:
            self._failed(err)

    def _write_waiting(self) -> None:
        while self._incoming:
            self._backlog.append(self._incoming.popleft())
        if not self._backlog:
            return
        try:
            self._write_rows([*self._backlog])
            self._backlog.clear()
        except _CONTENT_ERRORS:
            self._write_one_by_one()
        self._trouble = None

    def _write_one_by_one(self) -> None:
        """Write what can be written, as a row that cannot must not stop the others."""
        while self._backlog:
            try:
                self._write_rows([self._backlog[0]])
            except _CONTENT_ERRORS as err:
                _LOGGER.error("A record cannot be stored: %s", type(err).__name__)
            self._backlog.popleft()

    def _write_rows(self, rows: list[tuple[Write[Any], Any]]) -> None:
        try:
            with self._engine.begin() as connection:
                for write, group in groupby(rows, key=itemgetter(0)):
                    write(connection, [row for _, row in group])
        except BaseException:
            self.setbacks += 1
            raise

    def _failed(self, err: SQLAlchemyError) -> None:
        trouble = _error(err)
        if self.healthy:
            _LOGGER.error("The database cannot be written: %s", trouble)
        self._trouble = trouble
        if _is_damage(err):
            # Not every damage is seen by who looks through the file when it is opened.
            self.damaged = True
            _found_damaged.add(self._url)
        while len(self._backlog) > _BACKLOG:
            self._backlog.popleft()

    def _probe(self) -> None:
        """Find out whether there is room for a record of some size."""
        row = {"stack_id": _PROBE_STACK, "name": "probe", "value": "." * _PROBE_SIZE}
        ours = setting.c.stack_id == _PROBE_STACK
        try:
            with self._engine.begin() as connection:
                connection.execute(setting.delete().where(ours))
                connection.execute(setting.insert(), row)
            with self._engine.begin() as connection:
                connection.execute(setting.delete().where(ours))
        except SQLAlchemyError as err:
            self._failed(err)
        else:
            self._trouble = None


def _is_damage(err: BaseException) -> TypeGuard[DBAPIError]:
    return isinstance(err, DBAPIError) and is_damage(err)


def _error(err: SQLAlchemyError) -> StoreError:
    """Return what a database said, without the statement and its values."""
    return StoreError(str(err.orig if isinstance(err, DBAPIError) else err))
