"""What a model took: counted by month, from the moment before it is asked."""

from dataclasses import replace

import pytest

from custom_components.autoarr.reasoning.model import (
    Call,
    Operation,
    ProviderName,
    Spent,
    Usage,
    UsageState,
)
from custom_components.autoarr.store import Store, StoreError

from .conftest import OpenStore
from .facts import NOW, at


def _call(name: str, *, hours: float = 0, cost: int | None = 900) -> Call:
    return Call(
        id=name,
        at=at(hours),
        operation=Operation.EXPLAIN,
        provider=ProviderName.ANTHROPIC,
        model="claude-haiku-5-5",
        state=UsageState.RESERVED,
        usage=Usage(input=1000, output=4000, estimated=True),
        cost=cost,
    )


async def test_a_reserved_call_counts_in_full_until_it_is_settled(store: Store) -> None:
    call = _call("one")
    await store.ai_usage.reserve(call)
    assert await store.ai_usage.spent(NOW) == Spent(900, 1)
    await store.ai_usage.settle(replace(call, cost=70, state=UsageState.ANSWERED))
    assert await store.ai_usage.spent(NOW) == Spent(70, 1)


async def test_a_call_that_was_never_settled_counts_after_a_restart(
    open_store: OpenStore,
) -> None:
    first = await open_store()
    await first.ai_usage.reserve(_call("lost"))
    again = await open_store()
    assert await again.ai_usage.spent(NOW) == Spent(900, 1)


async def test_only_what_is_of_the_stack_and_the_time_counts(
    open_store: OpenStore,
) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    await home.ai_usage.reserve(_call("old", hours=-1))
    await home.ai_usage.reserve(_call("new"))
    await cabin.ai_usage.reserve(_call("elsewhere"))
    assert await home.ai_usage.spent(NOW) == Spent(900, 1)


async def test_a_failed_call_is_no_call_and_an_unknown_cost_no_cost(
    store: Store,
) -> None:
    await store.ai_usage.reserve(_call("free", cost=None))
    failed = _call("failed")
    await store.ai_usage.reserve(failed)
    await store.ai_usage.settle(replace(failed, cost=0, state=UsageState.FAILED))
    assert await store.ai_usage.spent(NOW) == Spent(0, 1)


async def test_old_calls_are_forgotten_and_totals_are_not(store: Store) -> None:
    await store.ai_usage.reserve(_call("old"))
    await store.totals.add("ai_cost", 900)
    await store.prune(at(24 * 1000))
    assert await store.ai_usage.spent(NOW) == Spent()
    assert (await store.totals.get()).ai_cost == 900


async def test_what_cannot_be_written_must_not_be_asked(store: Store) -> None:
    await store.ai_usage.reserve(_call("one"))
    with pytest.raises(StoreError):
        await store.ai_usage.reserve(_call("one"))
