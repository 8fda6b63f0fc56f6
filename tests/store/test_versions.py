"""A database of every earlier version is read by this one, and nothing in it is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
import sqlite3

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    create_engine,
    func,
    inspect,
    select,
    text,
)

from custom_components.autoarr.activity import ActivityKind
from custom_components.autoarr.store import ActivityFilter, Store
from custom_components.autoarr.store.migrations import MIGRATIONS, migrate
from custom_components.autoarr.store.schema import (
    PREFIX,
    activity_count,
    metadata,
    schema_version,
)

from .facts import NOW, an_activity, at

FOLDER = Path(__file__).with_name("versions")
VERSIONS = range(1, len(MIGRATIONS) + 1)
NEWEST = len(MIGRATIONS) + 1


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Return an engine for an empty database."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


def write(version: int, engine: Engine, folder: Path) -> None:
    """Let a database be as a version wrote it, whatever kind of database it is."""
    script = (FOLDER / f"version_{version}.sql").read_text()
    path = folder / f"version_{version}.db"
    with sqlite3.connect(path) as old:
        old.executescript(script)
    old.close()
    source = create_engine(f"sqlite:///{path}")
    tables = MetaData()
    tables.reflect(source)
    tables.create_all(engine)
    with source.connect() as reader, engine.begin() as writer:
        for table in tables.sorted_tables:
            rows = [dict(row) for row in reader.execute(select(table)).mappings()]
            if rows:
                # A database that numbers rows by itself goes on from its own numbers.
                for row in rows:
                    row.pop("row", None)
                writer.execute(table.insert(), rows)
    source.dispose()


def layout(engine: Engine) -> dict[str, tuple[set[str], set[str]]]:
    """Return the columns and indexes of every table."""
    seen = inspect(engine)
    return {
        table: (
            {column["name"] for column in seen.get_columns(table)},
            {str(index["name"]) for index in seen.get_indexes(table)},
        )
        for table in metadata.tables
    }


def counted(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0
        for table in inspect(connection).get_table_names()
        if table.startswith(PREFIX)
    }


def test_there_is_a_database_of_every_earlier_version() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"version_{version}.sql" for version in VERSIONS
    }


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_an_earlier_version_wrote_is_there(
    version: int, engine: Engine, url: str, tmp_path: Path
) -> None:
    write(version, engine, tmp_path)
    store = await Store.open(url, "home")
    titles = [row.title for row in (await store.activity.list()).items]
    assert titles == ["Solaris"] * {1: 1, 2: 1, 3: 3, 4: 3}.get(version, 4)
    (failure,) = await store.failures.open_ones()
    assert failure.attempts[0].download_id == "nzo-2"
    assert [step.id for step in await store.journal.unfinished()] == ["step-1"]
    assert (await store.totals.get()).failed == 3
    assert await store.settings.get("automatic") is False
    mark = await store.marks.get("sab-1")
    assert mark is not None
    assert mark.history_at == NOW + timedelta(hours=1)
    assert (await store.downloads.list()).items[0].download_id == "nzo-1"
    assert await store.downloads.correlation_of("nzo-9") == "story-9"
    assert (await store.ai_usage.spent(NOW)).calls == (version >= 2)
    assert [r.id for r in await store.requests.open_ones()] == (
        ["request-1"] if version >= 3 else []
    )
    change = await store.audits.change("change-1")
    assert (change is not None) == (version >= 4)
    assert store.aside is None
    await store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_an_upgrade_ends_with_the_layout_of_a_new_database_and_loses_no_row(
    version: int, engine: Engine, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        migrate(connection)
    new = layout(engine)
    metadata.drop_all(engine)
    write(version, engine, tmp_path)
    with engine.begin() as connection:
        before = counted(connection)
        migrate(connection)
        after = counted(connection)
        assert connection.scalar(select(schema_version.c.version)) == NEWEST
    assert after.items() >= before.items()
    assert layout(engine) == new


async def test_old_activities_are_counted_by_the_hour_and_keep_the_secrets_of_requests(
    engine: Engine, url: str, tmp_path: Path
) -> None:
    write(4, engine, tmp_path)
    store = await Store.open(url, "home")
    store.activity.append(
        an_activity("new", when=at(2), kind=ActivityKind.REQUEST, requester="ben")
    )

    async def seen_by(user: str | None) -> list[str | None]:
        page = await store.activity.list(ActivityFilter(seen_by=user))
        assert page.total == len(page.items)
        return [row.correlation_id for row in page.items]

    assert await seen_by(None) == [None, "story-3", "story-2", "story-1"]
    assert await seen_by("anna") == ["story-2", "story-1"]
    assert await seen_by("ben") == [None, "story-1"]
    with engine.connect() as connection:
        assert connection.scalar(select(func.sum(activity_count.c.number))) == 4
    await store.close()


def test_an_activity_that_nobody_can_read_does_not_stop_an_upgrade(
    engine: Engine, tmp_path: Path
) -> None:
    write(4, engine, tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE autoarr_activity SET data = '{'"))
        migrate(connection)
        assert connection.scalar(select(schema_version.c.version)) == NEWEST
