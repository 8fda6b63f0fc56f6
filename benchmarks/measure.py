"""How things are measured: CPU, the longest time the event loop is kept, and memory.

Whatever is compared runs in the same process in turns, each round in another order and
after a full garbage collection, as a poll every minute finds cold caches too.
"""

import asyncio
from asyncio import events
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
import gc
from random import Random
from statistics import median
import time
import tracemalloc
from unittest.mock import patch

type Operation = Callable[[], Awaitable[object]]


@dataclass
class Samples:
    """What one contestant cost, a number for each round.

    Attributes:
        cpu: Seconds of processor time.
        wall: Seconds.
        block: Longest single callback of the loop in seconds of processor time.
    """

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    block: list[float] = field(default_factory=list)


async def compare(
    operations: Mapping[str, Operation], rounds: int, random: Random
) -> dict[str, Samples]:
    """Run all operations in turns.

    Cost and blocking are taken in separate runs, as watching the loop costs as well.

    Args:
        operations: What to run, by name.
        rounds: How often.
        random: Shuffles each round.
    """
    samples = {name: Samples() for name in operations}
    for operation in operations.values():
        await operation()
    names = list(operations)
    for _ in range(rounds):
        random.shuffle(names)
        for name in names:
            cpu, wall = await _cost(operations[name])
            samples[name].cpu.append(cpu)
            samples[name].wall.append(wall)
        for name in names:
            samples[name].block.append(await _block(operations[name]))
    return samples


def ratio(one: list[float], other: list[float]) -> float:
    """Return the median of the ratios within each round."""
    return median(a / b for a, b in zip(one, other, strict=True))


async def peak_memory(operation: Operation) -> int:
    """Return by how many bytes memory grew at most while something ran."""
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        await operation()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return peak - before


async def growth(operation: Operation, times: int = 3) -> float:
    """Return by how many bytes memory grows with each repetition, results replaced."""
    tracemalloc.start()
    try:
        kept = await operation()
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(times):
            kept = await operation()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del kept
    return (after - before) / times


async def _cost(operation: Operation) -> tuple[float, float]:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    result = await operation()
    cost = time.process_time() - cpu, time.perf_counter() - wall
    del result
    return cost


async def _block(operation: Operation) -> float:
    gc.collect()
    with _watched() as longest:
        # In a task, so that its own steps are callbacks of the loop.
        await asyncio.ensure_future(_run(operation))
    return longest[0]


async def _run(operation: Operation) -> None:
    await operation()


@contextmanager
def _watched() -> Iterator[list[float]]:
    longest = [0.0]
    # The one place that all callbacks pass.
    original = events.Handle._run  # noqa: SLF001 - there is no public one

    def watched(handle: events.Handle) -> None:
        began = time.thread_time()
        original(handle)
        longest[0] = max(longest[0], time.thread_time() - began)

    with patch.object(events.Handle, "_run", watched):
        yield longest
