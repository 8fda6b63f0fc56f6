"""Marks, totals and settings."""

import pytest

from custom_components.autoarr.store import Mark, Store, Totals

from .conftest import OpenStore
from .facts import NOW, an_activity, at


async def test_a_mark_moves_and_is_forgotten(store: Store) -> None:
    assert await store.marks.get("sab-1") is None
    await store.marks.set("sab-1", Mark(baseline_at=NOW, history_at=NOW))
    moved = Mark(baseline_at=NOW, history_at=at(2), history_update=2**40)
    await store.marks.set("sab-1", moved)
    assert await store.marks.get("sab-1") == moved
    assert await store.marks.get("sab-2") is None
    await store.marks.forget("sab-1")
    assert await store.marks.get("sab-1") is None


async def test_a_mark_is_never_ahead_of_what_it_covers(
    store: Store, open_store: OpenStore
) -> None:
    store.activity.append(an_activity("covered"))
    await store.marks.set("sab-1", Mark(baseline_at=NOW, history_at=NOW))
    other = await open_store("cabin")
    assert other.healthy
    assert (await store.activity.list()).total == 1


async def test_totals_count_on_after_a_restart_and_a_pruning(
    open_store: OpenStore, url: str
) -> None:
    store = await Store.open(url, "home")
    assert await store.totals.get() == Totals()
    await store.totals.add("failed", 3)
    assert await store.totals.add("recovered") == Totals(failed=3, recovered=1)
    await store.prune(at(24 * 1_000))
    await store.close()
    store = await open_store()
    await store.totals.add("recovered")
    assert await store.totals.get() == Totals(failed=3, recovered=2)
    cabin = await open_store("cabin")
    assert await cabin.totals.get() == Totals()


async def test_there_are_no_other_totals(store: Store) -> None:
    with pytest.raises(ValueError, match="no total"):
        await store.totals.add("weather")


async def test_settings_are_kept_by_stack(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    assert await home.settings.get("automatic", True) is True
    await home.settings.set("automatic", False)
    await home.settings.set("asked", {"about": [1, None]})
    assert await home.settings.get("automatic", True) is False
    assert await home.settings.get("asked") == {"about": [1, None]}
    assert await cabin.settings.get("automatic", True) is True
    await home.forget_stack()
    assert await home.settings.get("automatic") is None
