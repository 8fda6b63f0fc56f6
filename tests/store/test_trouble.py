"""Full disks, damaged files, and what is not lost because of them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import resource
import sqlite3

import pytest
from sqlalchemy import event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, ProgrammingError

from custom_components.autoarr.activity import ActivityKind
from custom_components.autoarr.downloads.model import FailureState
from custom_components.autoarr.store import (
    ActivityFilter,
    Mark,
    Store,
    StoreError,
    Totals,
)
from custom_components.autoarr.store.dialects import set_aside

from .facts import NOW, a_failure, a_finished_download, a_step, an_activity, at


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the kernel refuse every write that would make a file grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def few_pages() -> Iterator[None]:
    """Let SQLite refuse to make a file larger than a few pages."""

    def limit(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count=120")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@contextmanager
def no_right_to_write() -> Iterator[None]:
    """Refuse every row as PostgreSQL does where a right was taken back."""

    def refuse(_: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT"):
            raise ProgrammingError(statement, None, Exception("permission denied"))

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


@contextmanager
def malformed() -> Iterator[None]:
    """Let SQLite find a file damaged that looked well when it was opened."""

    def refuse(_: object, _cursor: object, statement: str, *_more: object) -> None:
        why = sqlite3.DatabaseError("database disk image is malformed")
        why.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise DatabaseError(statement, None, why)

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


def write(path: Path, content: bytes) -> None:
    """Put something where the database is to be."""
    path.write_bytes(content)


def spoil(path: Path) -> None:
    """Overwrite a part in the middle of a file."""
    content = path.read_bytes()
    write(path, content[:120_000] + b"\xff" * 12_000 + content[132_000:])


def kept_aside(path: Path) -> list[bytes]:
    """Return the contents of the files that were set aside."""
    return [each.read_bytes() for each in path.parent.glob("*.corrupt-*")]


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(1_000):
        if true():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it never was so")


async def test_while_the_disk_is_full_nothing_destructive_is_allowed(
    sqlite_url: str,
) -> None:
    store = await Store.open(sqlite_url, "home", retry_after=0.01)
    told: list[bool] = []
    store.on_health = told.append
    failure = a_failure()
    await store.failures.save(failure)
    with full_disk():
        with pytest.raises(StoreError):
            await store.journal.intend(a_step())
        for refused in (
            store.failures.save(
                a_failure(failure_id=failure.id, state=FailureState.NEW)
            ),
            store.marks.set("sab-1", Mark(baseline_at=NOW, history_at=NOW)),
            store.settings.set("automatic", False),
            store.forget_stack(),
        ):
            with pytest.raises(StoreError):
                await refused
        assert not store.healthy
        assert told == [False]
        assert await store.failures.open_ones() == [failure]
        assert await store.journal.unfinished() == []
        with pytest.raises(StoreError):
            await Store.check(sqlite_url)
    await until(lambda: store.healthy)
    assert told == [False, True]
    await store.journal.intend(a_step("now"))
    assert [step.id for step in await store.journal.unfinished()] == ["now"]
    await store.close()


async def test_what_happens_while_the_disk_is_full_is_shown_and_written_later(
    sqlite_url: str,
) -> None:
    store = await Store.open(sqlite_url, "home", retry_after=0.01)
    store.activity.append(an_activity("before", when=at(0)))
    await store.journal.intend(a_step("begun"))
    with full_disk():
        for number in range(1, 4):
            store.activity.append(an_activity(f"during {number}", when=at(number)))
        store.activity.append(an_activity("other", kind=ActivityKind.SERVER))
        await store.downloads.record(a_finished_download())
        await store.downloads.remember("nzo-2", "story-2")
        await store.journal.finish("begun", "done")
        assert await store.totals.add("failed") == Totals(failed=1)
        assert not store.healthy
        wanted = ActivityFilter(kinds=frozenset({ActivityKind.DOWNLOAD}))
        seen = [
            (await store.activity.list(wanted, limit=2, offset=offset))
            for offset in (0, 2)
        ]
        assert [row.title for page in seen for row in page.items] == [
            *("during 3", "during 2"),
            *("during 1", "before"),
        ]
        assert [page.total for page in seen] == [4, 4]
        assert await store.downloads.correlation_of("nzo-2") == "story-2"
        assert await store.journal.unfinished() == []
    await until(lambda: store.healthy)
    await store.close()
    store = await Store.open(sqlite_url, "home")
    assert (await store.activity.list()).total == 5
    assert (await store.downloads.list()).total == 1
    assert await store.downloads.correlation_of("nzo-2") == "story-2"
    assert await store.journal.unfinished() == []
    assert await store.totals.get() == Totals(failed=1)
    await store.close()


async def test_nothing_is_thrown_away_while_there_is_no_right_to_write_it(
    sqlite_url: str,
) -> None:
    store = await Store.open(sqlite_url, "home", retry_after=0.01)
    with no_right_to_write():
        store.activity.append(an_activity())
        await store.flush()
        assert not store.healthy
        with pytest.raises(StoreError, match="permission denied"):
            await store.journal.intend(a_step())
    await until(lambda: store.healthy)
    assert (await store.activity.list()).total == 1
    await store.close()


async def test_what_waits_for_a_full_disk_is_bounded(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(sqlite_url, "home", retry_after=60)
    with full_disk():
        for number in range(12_000):
            store.activity.append(an_activity(str(number), when=at(number)))
        page = await store.activity.list(limit=1)
        assert page.total == 10_000
        assert page.items[0].title == "11999"
        await store.close()
    assert "10000 records could not be stored" in caplog.text


async def test_a_database_without_room_is_read_but_says_it_is_not_healthy(
    sqlite_url: str,
) -> None:
    async def fill(store: Store, first: int) -> None:
        for number in range(first, 900):
            await store.failures.save(
                a_failure(failure_id=f"{number:03}", detected_at=at(number))
            )

    with few_pages():
        store = await Store.open(sqlite_url, "home")
        with pytest.raises(StoreError, match="full"):
            await fill(store, 0)
        await store.close()
        store = await Store.open(sqlite_url, "home", retry_after=0.01)
        # Opening may have found a last bit of room.
        (newest,) = (await store.failures.list(limit=1)).items
        with pytest.raises(StoreError, match="full"):
            await fill(store, int(newest.id) + 1)
        stored = (await store.failures.list(limit=1_000)).items
        assert len(stored) == int(stored[0].id) + 1
        assert not store.healthy
        with pytest.raises(StoreError, match="full"):
            await Store.check(sqlite_url)
        await store.forget_stack()
        await until(lambda: store.healthy)
        await store.journal.intend(a_step())
        await store.close()


async def test_a_full_disk_at_the_first_start_is_an_error(sqlite_url: str) -> None:
    with full_disk(), pytest.raises(StoreError):
        await Store.open(sqlite_url, "home")
    store = await Store.open(sqlite_url, "home")
    assert store.healthy
    await store.close()


@pytest.mark.parametrize(
    "garbage", [b"not a database at all" * 500, b"SQLite"], ids=["long", "short"]
)
async def test_a_file_that_is_no_database_is_set_aside(
    path: Path,
    sqlite_url: str,
    garbage: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    write(path, garbage)
    home = await Store.open(sqlite_url, "home")
    cabin = await Store.open(sqlite_url, "cabin")
    assert home.aside
    assert cabin.aside
    assert home.healthy
    await home.failures.save(a_failure())
    await home.close()
    await cabin.close()
    assert kept_aside(path) == [garbage]
    assert "damaged" in caplog.text
    again = await Store.open(sqlite_url, "home")
    assert again.aside is None
    assert len(await again.failures.open_ones()) == 1
    await again.close()


async def test_damage_deep_inside_is_found_when_it_is_opened(
    path: Path, sqlite_url: str
) -> None:
    store = await Store.open(sqlite_url, "home")
    for _ in range(2_000):
        store.activity.append(an_activity(message="m" * 200))
    await store.close()
    spoil(path)
    store = await Store.open(sqlite_url, "home")
    assert store.aside
    assert (await store.activity.list()).total == 0
    await store.close()


async def test_a_second_damaged_file_does_not_replace_the_first(
    path: Path, sqlite_url: str
) -> None:
    for content in (b"first", b"second"):
        write(path, content * 100)
        os.utime(path, (1, 1))
        await (await Store.open(sqlite_url, "home")).close()
    assert sorted(kept_aside(path)) == [b"first" * 100, b"second" * 100]


async def test_a_damaged_file_that_cannot_be_set_aside_is_an_error(
    tmp_path: Path,
) -> None:
    longest = tmp_path / ("x" * 250)
    write(longest, b"garbage" * 100)
    with pytest.raises(StoreError, match="name too long"):
        await Store.open(f"sqlite:///{longest}", "home")


def test_what_was_beside_a_damaged_file_goes_with_it(path: Path) -> None:
    """An old write-ahead log must never be played into the new file."""
    write(path, b"garbage")
    write(path.with_name("autoarr.db-wal"), b"old rows")
    aside = set_aside(make_url(f"sqlite:///{path}"))
    assert not list(path.parent.glob("autoarr.db*-wal"))[1:]
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"old rows"
    assert not path.exists()


@pytest.mark.parametrize("reads", [True, False])
async def test_damage_that_shows_while_a_file_is_open_is_the_end_of_it(
    path: Path, sqlite_url: str, reads: bool
) -> None:
    home = await Store.open(sqlite_url, "home", retry_after=60)
    cabin = await Store.open(sqlite_url, "cabin")
    await home.failures.save(a_failure())
    with malformed(), pytest.raises(StoreError, match="malformed"):
        await (home.failures.open_ones() if reads else home.journal.intend(a_step()))
    assert home.damaged
    assert cabin.damaged
    # Nobody opens it again, and nobody takes it away from who has not closed it.
    await home.close()
    with pytest.raises(StoreError, match="not closed by all"):
        await Store.open(sqlite_url, "home")
    await cabin.close()
    home = await Store.open(sqlite_url, "home")
    assert home.aside
    assert home.aside.exists()
    assert not home.damaged
    assert await home.failures.open_ones() == []
    await home.close()
    home = await Store.open(sqlite_url, "home")
    assert home.aside is None
    await home.close()


async def test_a_file_that_breaks_while_open_makes_the_store_unhealthy(
    path: Path, sqlite_url: str
) -> None:
    store = await Store.open(sqlite_url, "home", retry_after=60)
    for _ in range(2_000):
        store.activity.append(an_activity(message="m" * 200))
    await store.flush()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("PRAGMA writable_schema=ON")
        other.execute("DROP TABLE autoarr_journal")
        other.commit()
    other.close()
    with pytest.raises(StoreError):
        await store.journal.intend(a_step())
    assert not store.healthy
    with pytest.raises(StoreError):
        await store.journal.unfinished()
    await store.close()
