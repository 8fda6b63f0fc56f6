"""The journal of steps that change servers."""

from dataclasses import replace
from pathlib import Path
import subprocess
import sys
from textwrap import dedent

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from custom_components.autoarr.store import NOT_SENT, Store, StoreError

from .conftest import OpenStore
from .facts import NOW, a_step, at


async def test_a_step_is_unfinished_until_its_result_is_known(store: Store) -> None:
    first, second = a_step(when=at(0)), a_step(when=at(1), removal=False)
    await store.journal.intend(second)
    await store.journal.intend(first)
    assert await store.journal.unfinished() == [first, second]
    await store.journal.finish(first.id, "done", "gone" * 1_000)
    assert await store.journal.unfinished() == [second]


async def test_the_same_step_is_not_written_twice(store: Store) -> None:
    step = a_step()
    await store.journal.intend(step)
    with pytest.raises(StoreError):
        await store.journal.intend(step)
    assert store.healthy


async def test_removals_are_counted_unless_they_were_never_sent(store: Store) -> None:
    for step in (
        a_step("old", when=at(-1)),
        a_step("refused"),
        a_step("unsent"),
        a_step("search", removal=False),
        a_step("new"),
    ):
        await store.journal.intend(step)
    await store.journal.finish("refused", "refused")
    await store.journal.finish("unsent", NOT_SENT)
    assert await store.journal.removals_since(NOW) == 2


async def test_removals_by_a_clock_that_was_ahead_do_not_count(store: Store) -> None:
    await store.journal.intend(a_step("now"))
    await store.journal.intend(a_step("ahead", when=at(72)))
    assert await store.journal.removals_since(NOW, at(1)) == 1


async def test_it_knows_what_was_done_to_whom(store: Store) -> None:
    await store.journal.intend(a_step(target_id="nzo-1"))
    did = store.journal.did
    assert await did("sonarr-1", "remove_from_queue", "nzo-1", NOW)
    assert not await did("sonarr-1", "remove_from_queue", "nzo-1", at(1))
    assert not await did("sonarr-1", "remove_from_queue", "nzo-2", NOW)
    assert not await did("sonarr-2", "remove_from_queue", "nzo-1", NOW)
    assert not await did("sonarr-1", "mark_failed", "nzo-1", NOW)


async def test_a_step_without_a_target_id_is_kept_too(store: Store) -> None:
    step = replace(a_step(), target={}, failure_id=None)
    await store.journal.intend(step)
    assert await store.journal.unfinished() == [step]


async def test_pruning_keeps_what_is_unfinished(store: Store) -> None:
    for name in ("finished", "unfinished"):
        await store.journal.intend(a_step(name, when=at(-24 * 91)))
    await store.journal.finish("finished", "done")
    await store.prune(NOW)
    assert [step.id for step in await store.journal.unfinished()] == ["unfinished"]
    assert await store.journal.removals_since(at(-24 * 92)) == 1


async def test_stacks_keep_their_own_journal(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    await home.journal.intend(a_step("same-id"))
    await cabin.journal.intend(a_step("same-id"))
    await home.journal.finish("same-id", "done")
    assert await home.journal.unfinished() == []
    assert len(await cabin.journal.unfinished()) == 1
    assert await cabin.journal.removals_since(NOW) == 1


async def test_what_was_promised_survives_the_death_of_the_process(
    path: Path, sqlite_url: str
) -> None:
    program = dedent(
        f"""
        import asyncio, os, signal
        from custom_components.autoarr.store import Store
        from tests.requests.facts import a_request
        from tests.store.facts import a_failure, a_step
        from tests.store.test_audits import a_change

        async def main():
            store = await Store.open({sqlite_url!r}, "home")
            await store.requests.save(a_request(id="last-wish"))
            await store.failures.save(a_failure(failure_id="last-failure"))
            await store.audits.keep(a_change("last-change"))
            await store.journal.intend(a_step("last-words"))
            os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
        """
    )
    killed = subprocess.run(  # noqa: ASYNC221 - nothing else runs on this loop
        [sys.executable, "-c", program], check=False, cwd=Path.cwd()
    )
    assert killed.returncode == -9
    store = await Store.open(sqlite_url, "home")
    steps = await store.journal.unfinished()
    requests = await store.requests.open_ones()
    failures = await store.failures.open_ones()
    changes = (await store.audits.changes()).items
    await store.close()
    kept = [
        *(step.id for step in steps),
        *(request.id for request in requests),
        *(failure.id for failure in failures),
        *(change.id for change in changes),
    ]
    assert kept == ["last-words", "last-wish", "last-failure", "last-change"]
    assert store.aside is None


async def test_only_what_must_survive_a_power_failure_waits_for_the_disk(
    sqlite_url: str,
) -> None:
    levels: list[tuple[str, int]] = []

    def note(conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT"):
            level = conn.connection.execute("PRAGMA synchronous").fetchone()[0]  # type: ignore[attr-defined] # whatever SQLAlchemy hands out
            levels.append((statement.split()[2], level))

    store = await Store.open(sqlite_url, "home")
    event.listen(Engine, "before_cursor_execute", note)
    try:
        await store.journal.intend(a_step())
        await store.downloads.remember("nzo-1", "story")
        await store.flush()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        await store.close()
    full, normal = 2, 1
    assert levels == [("autoarr_journal", full), ("autoarr_correlation", normal)]
