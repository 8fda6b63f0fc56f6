"""The feed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
import logging

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.store import ActivityFilter, Store
from custom_components.autoarr.store.schema import activity

from .conftest import OpenStore
from .facts import NOW, an_activity, at


async def titles(store: Store, wanted: ActivityFilter, **paging: int) -> list[str]:
    """Return the titles that a filter finds."""
    return [each.title for each in (await store.activity.list(wanted, **paging)).items]


def newest_first(activity: Activity) -> tuple[float, int]:
    """Return what the feed is sorted by: ids of tests grow."""
    return -activity.at.timestamp(), -int(activity.id, 16)


async def test_an_activity_comes_back_as_it_was(store: Store) -> None:
    activity = an_activity(correlation_id="story-1")
    bare = Activity(id="0", at=at(-1), kind=ActivityKind.USER)
    store.activity.append(activity)
    store.activity.append(bare)
    page = await store.activity.list()
    assert page.items == [activity, bare]
    assert page.total == 2


async def test_the_newest_comes_first_and_the_last_of_a_moment_before_the_others(
    store: Store,
) -> None:
    for title, hours in (("b", 2), ("a", 1), ("c", 3), ("d", 3)):
        store.activity.append(an_activity(title, when=at(hours)))
    assert await titles(store, ActivityFilter()) == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ActivityFilter(), "fedcba"),
        (ActivityFilter(correlation_id="x"), "ca"),
        (ActivityFilter(correlation_id="nobody"), ""),
        (ActivityFilter(kinds=frozenset({ActivityKind.AUDIT})), "eb"),
        (
            ActivityFilter(kinds=frozenset({ActivityKind.AUDIT, ActivityKind.SERVER})),
            "edb",
        ),
        (ActivityFilter(severity=Severity.ERROR), "fc"),
        (ActivityFilter(server="radarr-1"), "f"),
        (ActivityFilter(since=at(3)), "fed"),
        (ActivityFilter(until=at(3)), "cba"),
        (ActivityFilter(since=at(1), until=at(3), correlation_id="x"), "c"),
        (ActivityFilter(search="Über 100%"), "b"),
        (ActivityFilter(search="ÜBER"), "cb"),
        (ActivityFilter(search="SNAKE_C"), "e"),
        (ActivityFilter(search="_"), "e"),
        (ActivityFilter(search="%"), "b"),
        (ActivityFilter(seen_by="anna"), "feca"),
        (ActivityFilter(seen_by="anna", severity=Severity.ERROR), "fc"),
        (ActivityFilter(seen_by="nobody", correlation_id="x"), "a"),
        (
            ActivityFilter(
                kinds=frozenset({ActivityKind.AUDIT}), severity=Severity.ERROR
            ),
            "",
        ),
    ],
)
async def test_filters_find_what_they_say_stored_or_not(
    store: Store, wanted: ActivityFilter, found: str
) -> None:
    rows = [
        an_activity("a", correlation_id="x"),
        an_activity("b", kind=ActivityKind.AUDIT, message="über 100%", requester="ben"),
        an_activity(
            "c",
            severity=Severity.ERROR,
            correlation_id="x",
            message="Über 1000",
            requester="anna",
        ),
        an_activity("d", kind=ActivityKind.SERVER, server_id=None, requester="ben"),
        an_activity("e", kind=ActivityKind.AUDIT, message="snake_case"),
        an_activity("f", severity=Severity.ERROR, server_id="radarr-1"),
    ]
    rows = [replace(row, at=at(hours)) for hours, row in enumerate(rows)]
    for row in rows:
        store.activity.append(row)
    page = await store.activity.list(wanted)
    assert "".join(row.title for row in page.items) == found
    assert page.total == len(found)
    assert [row.title for row in reversed(rows) if wanted.matches(row)] == list(found)


async def test_pages_follow_each_other_and_know_the_total(store: Store) -> None:
    for hours in range(7):
        store.activity.append(an_activity(str(hours), when=at(hours)))
    everything = ActivityFilter()
    one_kind = ActivityFilter(kinds=frozenset({ActivityKind.DOWNLOAD}))
    for wanted in (everything, one_kind):
        assert await titles(store, wanted, limit=3) == ["6", "5", "4"]
        assert await titles(store, wanted, limit=3, offset=3) == ["3", "2", "1"]
        assert await titles(store, wanted, limit=3, offset=6) == ["0"]
        for offset in (0, 3, 6, 7, 100):
            page = await store.activity.list(wanted, limit=3, offset=offset)
            assert page.total == 7
    assert (await store.activity.list(everything, limit=0)).total == 7


async def test_the_total_keeps_up_with_what_is_added_and_pruned(store: Store) -> None:
    store.activity.append(an_activity(when=at(-24 * 100)))
    store.activity.append(an_activity())
    assert (await store.activity.list(limit=1)).total == 2
    store.activity.append(an_activity())
    assert (await store.activity.list(limit=1)).total == 3
    await store.prune(NOW)
    assert (await store.activity.list(limit=1)).total == 2


async def test_the_total_of_a_search_is_kept_up_to_date(store: Store) -> None:
    wanted = ActivityFilter(search="solar")
    for expected in (3, 6):
        for title in ("Solaris", "Stalker"):
            for _ in range(3):
                store.activity.append(an_activity(title))
        page = await store.activity.list(wanted, limit=1)
        assert (len(page.items), page.total) == (1, expected)


async def test_what_is_written_at_the_second_try_is_counted_once(store: Store) -> None:
    troubles = [OperationalError("insert", {}, OSError("disk full"))]

    def fail_once(_: Connection, __: Sequence[int]) -> None:
        if troubles:
            raise troubles.pop()

    wanted = ActivityFilter(search="solar")
    for _ in range(3):
        store.activity.append(an_activity("Solaris"))
    assert (await store.activity.list(wanted, limit=1)).total == 3
    for _ in range(2):
        store.activity.append(an_activity("Solaris"))
    # In the same transaction, after the activities.
    store._database.later(fail_once, 1)
    await store.flush()
    assert not store.healthy
    assert (await store.activity.list(wanted, limit=1)).total == 5
    assert store.healthy


async def test_stacks_in_one_database_do_not_see_each_other(
    open_store: OpenStore,
) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    home.activity.append(an_activity("home"))
    cabin.activity.append(an_activity("cabin"))
    assert await titles(home, ActivityFilter()) == ["home"]
    assert await titles(cabin, ActivityFilter()) == ["cabin"]
    await home.forget_stack()
    assert (await home.activity.list()).total == 0
    assert await titles(cabin, ActivityFilter()) == ["cabin"]


async def test_what_is_appended_is_written_soon_without_being_asked(
    open_store: OpenStore, url: str
) -> None:
    store = await open_store(flush_after=0.0)
    store.activity.append(an_activity("Stalker"))
    engine = create_engine(url)
    try:
        for _ in range(200):
            await store.settings.get("anything")
            with engine.connect() as connection:
                found = connection.scalar(text("SELECT title FROM autoarr_activity"))
            if found:
                break
    finally:
        engine.dispose()
    assert found == "Stalker"


async def test_a_burst_is_kept_whole_and_in_order(store: Store) -> None:
    for number in range(25_000):
        store.activity.append(an_activity(str(number)))
    page = await store.activity.list(limit=3)
    assert page.total == 25_000
    assert [row.title for row in page.items] == ["24999", "24998", "24997"]


async def test_closing_writes_what_waits(open_store: OpenStore, url: str) -> None:
    store = await Store.open(url, "home")
    store.activity.append(an_activity("Stalker"))
    await store.close()
    assert await titles(await open_store(), ActivityFilter()) == ["Stalker"]


async def test_long_texts_are_cut_where_a_reader_sees_it(store: Store) -> None:
    store.activity.append(
        replace(
            an_activity("T" * 10_000, message="m" * 100_000),
            server="S" * 300,
            data={"log": "x" * 50_000, "rows": list(range(5_000))},
        )
    )
    row = (await store.activity.list()).items[0]
    assert row.server == "S" * 254 + "…"
    assert row.title.endswith("T…")
    assert row.message.endswith("m…")
    assert len(row.title) <= 500
    assert len(row.message) <= 2_000
    log, rows = row.data["log"], row.data["rows"]
    assert isinstance(log, str)
    assert isinstance(rows, list)
    assert log.endswith("x…")
    assert rows == list(range(100))


async def test_data_without_end_is_left_out(store: Store) -> None:
    endless: dict[str, object] = {}
    endless["again"] = endless
    wide = {str(number): "x" * 900 for number in range(100)}
    store.activity.append(replace(an_activity("endless"), data=endless))  # type: ignore[arg-type] # a mistake that mypy finds, other integrations may not
    store.activity.append(replace(an_activity("wide"), data=dict(wide)))
    wide_row, endless_row = (await store.activity.list()).items
    assert wide_row.data == {}
    assert list(endless_row.data) == ["again"]


async def test_names_that_are_no_valid_text_are_kept_readable(store: Store) -> None:
    store.activity.append(
        replace(an_activity("half \ud83d and \0 null"), data={"a\0": "\udc80"})
    )
    row = (await store.activity.list()).items[0]
    assert row.title == "half ? and � null"
    assert row.data == {"a�": "?"}


async def test_a_row_that_cannot_be_stored_does_not_stop_the_others(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.activity.append(an_activity("before"))
    store.activity.append(replace(an_activity("bad"), data={"what": object()}))  # type: ignore[dict-item] # what must not happen is the point
    store.activity.append(an_activity("after"))
    assert await titles(store, ActivityFilter()) == ["after", "before"]
    assert store.healthy
    assert "cannot be stored" in caplog.text


async def test_a_row_that_nobody_can_read_is_left_out(
    store: Store, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.activity.append(an_activity("good"))
    store.activity.append(an_activity("odd"))
    await store.flush()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE autoarr_activity SET kind = 'weather' WHERE title = 'odd'")
        )
    engine.dispose()
    with caplog.at_level(logging.WARNING):
        assert await titles(store, ActivityFilter()) == ["good"]
    assert "cannot be read" in caplog.text


async def test_a_total_stays_right_while_more_is_told_and_old_is_forgotten(
    store: Store,
) -> None:
    wanted = ActivityFilter(kinds=frozenset({ActivityKind.RECOVERY}))
    expected = 0

    async def total() -> int:
        return (await store.activity.list(wanted, limit=1)).total

    # The last of these are more than are compared one by one.
    for number in (3, 2, 5, 1_200):
        for index in range(number):
            store.activity.append(an_activity(kind=ActivityKind.RECOVERY))
            store.activity.append(an_activity(kind=ActivityKind.AUDIT))
            if index % 2:
                store.activity.append(
                    an_activity(kind=ActivityKind.RECOVERY, when=at(-3_000))
                )
        expected += number + number // 2
        await store.flush()
        assert await total() == expected
    await store.prune(NOW)
    assert await total() == 1_210
    for number in range(40):
        await store.activity.list(ActivityFilter(until=at(number)), limit=1)
    assert await total() == 1_210


@pytest.mark.parametrize(
    "wanted",
    [
        ActivityFilter(),
        ActivityFilter(seen_by="anna"),
        ActivityFilter(kinds=frozenset({ActivityKind.AUDIT}), severity=Severity.ERROR),
        ActivityFilter(server="radarr-1", seen_by="ben", since=at(-30)),
        ActivityFilter(since=at(-70.4), until=at(-10.9)),
        ActivityFilter(since=at(-20.9), until=at(-20.8)),
        ActivityFilter(until=at(-20.75)),
        ActivityFilter(since=at(1)),
    ],
)
async def test_every_page_is_found_however_far_it_is(
    store: Store, wanted: ActivityFilter
) -> None:
    rows = [
        replace(
            an_activity(str(number), when=at(-number // 7 / 10)),
            kind=ActivityKind.AUDIT if number % 3 else ActivityKind.REQUEST,
            severity=Severity.ERROR if number % 5 == 0 else Severity.INFO,
            server_id="radarr-1" if number % 4 else None,
            requester=None if number % 3 else ("anna" if number % 2 else "ben"),
        )
        for number in range(5_600)
    ]
    for row in rows:
        store.activity.append(row)
    expected = [row.id for row in sorted(rows, key=newest_first) if wanted.matches(row)]
    for offset in (0, 1, 499, 501, 777, 1_400, 3_999, len(expected) - 3, 5_600):
        if offset >= 0:
            page = await store.activity.list(wanted, limit=25, offset=offset)
            assert [row.id for row in page.items] == expected[offset : offset + 25]
            assert page.total == len(expected)


async def test_what_happened_waits_for_a_table_that_is_gone(
    open_store: OpenStore, url: str
) -> None:
    store = await open_store(retry_after=0.01)
    changed = asyncio.Event()
    store.on_health = lambda _: changed.set()
    engine = create_engine(url)
    activity.drop(engine)
    store.activity.append(an_activity())
    await store.flush()
    assert not store.healthy
    changed.clear()
    activity.create(engine)
    engine.dispose()
    await changed.wait()
    assert (await store.activity.list()).total == 1
