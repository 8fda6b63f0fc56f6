"""Opening, upgrading and sharing a database."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
import sqlite3
import threading
import time
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, select, text

from custom_components.autoarr.store import (
    ActivityFilter,
    DriverMissing,
    NewerSchema,
    Store,
    StoreError,
    migrations,
)
from custom_components.autoarr.store.database import Database
from custom_components.autoarr.store.dialects import patience
from custom_components.autoarr.store.migrations import Migration, migrate
from custom_components.autoarr.store.schema import metadata, schema_version

from .conftest import OpenStore
from .facts import NOW, a_failure, a_step, an_activity, at


def test_each_step_is_taken_once_and_in_order(url: str) -> None:
    taken: list[str] = []
    steps: Sequence[Migration] = (
        lambda _connection: taken.append("to 2"),
        lambda _connection: taken.append("to 3"),
    )
    engine = create_engine(url)
    for known, expected in ((0, []), (1, ["to 2"]), (2, ["to 2", "to 3"])):
        with engine.begin() as connection:
            migrate(connection, steps[:known])
            migrate(connection, steps[:known])
            assert connection.scalar(select(schema_version.c.version)) == known + 1
        assert taken == expected
    engine.dispose()


async def test_a_step_that_fails_leaves_the_old_database_as_it_was(
    path: Path, sqlite_url: str
) -> None:
    def half_done(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE autoarr_activity ADD COLUMN mood TEXT"))
        connection.execute(text("ALTER TABLE nowhere ADD COLUMN mood TEXT"))

    await (await Store.open(sqlite_url, "home")).close()
    with (
        patch.object(
            migrations.migrate, "__defaults__", ((*migrations.MIGRATIONS, half_done),)
        ),
        pytest.raises(StoreError),
    ):
        await Store.open(sqlite_url, "home")
    with sqlite3.connect(path) as left:
        columns = left.execute("SELECT * FROM autoarr_activity").description
    left.close()
    assert "mood" not in {column[0] for column in columns}
    await (await Store.open(sqlite_url, "home")).close()


async def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    await (await Store.open(url, "home")).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(schema_version.update().values(version=99))
    with pytest.raises(NewerSchema, match="99"):
        await Store.open(url, "home")
    with engine.begin() as connection:
        assert connection.scalar(select(schema_version.c.version)) == 99
    engine.dispose()


async def test_every_filter_has_an_index(open_store: OpenStore, url: str) -> None:
    await open_store()
    engine = create_engine(url)
    inspector = inspect(engine)
    first = {
        tuple(index["column_names"][:2])
        for table in metadata.tables
        for index in inspector.get_indexes(table)
    }
    engine.dispose()
    for column in (
        *("at", "correlation_id", "kind", "severity", "server_id"),
        *("is_open", "failure_class", "detected_at", "outcome", "download_id"),
        *("result", "removal"),
    ):
        assert ("stack_id", column) in first


@pytest.mark.parametrize(
    ("bad_url", "error"),
    [
        ("", StoreError),
        ("no url", StoreError),
        ("postgresql://user@host:port/db", StoreError),
        ("weather://host/db", DriverMissing),
        ("oracle+oracledb://user:secret@127.0.0.1/db", DriverMissing),
        ("sqlite:////nowhere/at/all/autoarr.db", StoreError),
        ("sqlite:////dev/full/autoarr.db", StoreError),
        ("sqlite:////proc", StoreError),
    ],
)
async def test_what_is_no_database_is_refused(
    bad_url: str, error: type[StoreError]
) -> None:
    before = threading.active_count()
    with pytest.raises(StoreError) as refused:
        await Store.check(bad_url)
    assert type(refused.value) is error
    assert "secret" not in str(refused.value)
    with pytest.raises(error):
        await Store.open(bad_url, "home")
    assert threading.active_count() == before


async def test_an_asynchronous_driver_is_refused() -> None:
    with (
        patch("sqlalchemy.dialects.sqlite.aiosqlite.dialect.import_dbapi"),
        pytest.raises(StoreError, match="asynchronous"),
    ):
        await Store.check("sqlite+aiosqlite:///autoarr.db")


async def test_a_good_database_passes_the_check_and_is_closed(url: str) -> None:
    before = threading.active_count()
    await Store.check(url)
    assert threading.active_count() == before


async def test_stacks_share_a_thread_and_the_last_one_ends_it(url: str) -> None:
    before = threading.active_count()
    home, cabin = await asyncio.gather(
        Store.open(url, "home"), Store.open(url, "cabin")
    )
    assert threading.active_count() == before + 1
    await home.failures.save(a_failure(failure_id="1"))
    await home.close()
    assert await cabin.failures.open_ones() == []
    await cabin.close()
    assert threading.active_count() == before


async def test_news_that_come_while_a_database_closes_do_not_hold_up_the_house(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(url, "home", flush_after=0)
    loop, closing = asyncio.get_running_loop(), asyncio.Event()
    dispose, flush = Database._dispose, Database._flush

    def dispose_slowly(database: Database) -> None:
        loop.call_soon_threadsafe(closing.set)
        time.sleep(0.1)
        dispose(database)

    def flush_slowly(database: Database) -> None:
        if closing.is_set():
            time.sleep(1)
        flush(database)

    monkeypatch.setattr(Database, "_dispose", dispose_slowly)
    monkeypatch.setattr(Database, "_flush", flush_slowly)
    close = asyncio.create_task(store.close())
    await closing.wait()
    store.activity.append(an_activity("late"))
    begun = time.monotonic()
    await close
    assert time.monotonic() - begun < 0.5


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://db/autoarr", {"connect_timeout": 10}),
        ("postgresql+psycopg://db/autoarr?connect_timeout=3", {}),
        ("mysql+pymysql://db/autoarr", {"connect_timeout": 10}),
        ("mysql+mysqlconnector://db/autoarr", {"connection_timeout": 10}),
        ("mssql+pyodbc://db/autoarr", {"timeout": 10}),
        ("oracle+oracledb://db/autoarr", {}),
    ],
)
def test_a_database_server_that_does_not_answer_is_not_waited_for_long(
    url: str, expected: dict[str, int]
) -> None:
    assert patience(make_url(url)) == expected


async def test_a_closed_store_says_so_and_ignores_late_news(
    url: str, open_store: OpenStore
) -> None:
    store = await Store.open(url, "home")
    await store.close()
    store.activity.append(an_activity("too late"))
    await store.journal.finish("too-late", "done")
    with pytest.raises(StoreError, match="closed"):
        await store.activity.list()
    with pytest.raises(StoreError, match="closed"):
        await store.journal.intend(a_step())
    assert (await (await open_store()).activity.list()).total == 0


async def test_many_at_once_get_what_they_asked_for(store: Store) -> None:
    async def live(number: int) -> bool:
        store.activity.append(an_activity(str(number), correlation_id=str(number)))
        await store.journal.intend(a_step(str(number), target_id=str(number)))
        await store.failures.save(a_failure(failure_id=str(number)))
        found = await store.activity.list(ActivityFilter(correlation_id=str(number)))
        await store.journal.finish(str(number), "done")
        failure = await store.failures.get(str(number))
        return found.total == 1 and failure is not None

    assert all(await asyncio.gather(*(live(number) for number in range(100))))
    assert await store.journal.unfinished() == []
    assert (await store.activity.list()).total == 100


async def test_a_cancelled_read_loses_nothing(store: Store) -> None:
    tasks = []
    for number in range(50):
        store.activity.append(an_activity(str(number)))
        tasks.append(asyncio.ensure_future(store.activity.list()))
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (await store.activity.list()).total == 50


async def test_the_loop_is_never_kept_waiting(store: Store) -> None:
    """Other work on the loop goes on while ten thousand rows are written and counted."""
    longest = 0.0
    running = True

    async def watch() -> None:
        nonlocal longest
        while running:
            before = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - before)

    rows = [an_activity(str(number)) for number in range(10_000)]
    watcher = asyncio.ensure_future(watch())
    for start in range(0, len(rows), 500):
        for row in rows[start : start + 500]:
            store.activity.append(row)
        await store.activity.list(ActivityFilter(search="999"))
    running = False
    await watcher
    assert longest < 0.02


async def test_pruning_leaves_other_stacks_alone(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    for store in (home, cabin):
        store.activity.append(an_activity(when=at(-24 * 91)))
    await home.prune(NOW)
    assert (await home.activity.list()).total == 0
    assert (await cabin.activity.list()).total == 1
