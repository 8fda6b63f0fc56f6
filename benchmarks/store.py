"""What it costs to remember: appending to the feed and finding a story in it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
import sqlite3
from statistics import median
import tempfile
import time
from typing import Any
from unittest.mock import patch
from uuid import uuid7

from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.store import ActivityFilter, Store

from .report import Goal, Report

_BATCH = 100
_BATCHES = 100
_STORY = 50
_AT_ONCE = 20
"""Stories that go on side by side."""
_SMALL = 10_000
_LARGE = 1_000_000
_QUICK_LARGE = 100_000
_QUERIES = 40
_START = datetime(2026, 1, 1, tzinfo=UTC)
_PLAIN = (
    "SELECT * FROM autoarr_activity WHERE stack_id = 'home' AND correlation_id = ?"
    " ORDER BY at DESC, row DESC LIMIT 50"
)
_FIND = "50 rows of a story, CPU"
_ALONE = "50 rows of a story, CPU of SQLite alone"
_NEWEST = "newest 50 rows, CPU"
_US, _MS = 1_000_000, 1_000


async def run(rounds: int, random: Random, *, quick: bool = False) -> Report:
    """Measure the store.

    Args:
        rounds: How often.
        random: Chooses what is looked for.
        quick: Look for it among fewer rows.
    """
    report = Report("store", ("what", "rows", "median", "unit"))
    with tempfile.TemporaryDirectory() as folder:
        cost, hops = await _appending(Path(folder), rounds)
        report.rows.append(("append, CPU of a record", _BATCH * _BATCHES, cost, "µs"))
        report.goals += [
            Goal("14 append, CPU of a record", cost, 50, "µs"),
            Goal("14 append, executor hops of a batch", hops, 1, "hops"),
        ]
        found: dict[int, dict[str, float]] = {}
        large = _QUICK_LARGE if quick else _LARGE
        for rows in (_SMALL, large):
            found[rows] = await _finding(Path(folder), rows, rounds, random)
            report.rows += [
                (name, rows, taken, "ms") for name, taken in found[rows].items()
            ]
    report.goals += [
        Goal(
            f"15 a story among {large:,} rows beside {_SMALL:,}",
            found[large][_FIND] / found[_SMALL][_FIND],
            3,
        ),
        Goal(
            f"15 a story among {large:,} rows, query", found[large][_ALONE], 0.3, "ms"
        ),
    ]
    return report


async def _appending(folder: Path, rounds: int) -> tuple[float, float]:
    """Return microseconds of CPU for a record, and executor hops for a batch."""
    costs: list[float] = []
    hops = 0
    loop = asyncio.get_running_loop()
    original = loop.run_in_executor

    def counted(*args: Any) -> asyncio.Future[Any]:
        nonlocal hops
        hops += 1
        return original(*args)

    for number in range(rounds):
        store = await Store.open(f"sqlite:///{folder}/append-{number}.db", "home")
        batches = [
            [_activity(batch * _BATCH + row) for row in range(_BATCH)]
            for batch in range(_BATCHES)
        ]
        began = time.process_time()
        with patch.object(loop, "run_in_executor", counted):
            for batch in batches:
                for activity in batch:
                    store.activity.append(activity)
                await store.flush()
        costs.append((time.process_time() - began) / (_BATCH * _BATCHES))
        await store.close()
    return median(costs) * _US, hops / rounds / _BATCHES


async def _finding(
    folder: Path, rows: int, rounds: int, random: Random
) -> dict[str, float]:
    """Return milliseconds of CPU that several questions take among a number of rows."""
    path = folder / f"find-{rows}.db"
    store = await Store.open(f"sqlite:///{path}", "home")
    for number in range(rows):
        store.activity.append(_activity(number))
        if number % 5_000 == 0:
            await store.flush()
    await store.close()
    store = await Store.open(f"sqlite:///{path}", "home")
    plain = sqlite3.connect(path)
    taken: dict[str, list[float]] = {}

    def taking(name: str, began: float) -> None:
        taken.setdefault(name, []).append(time.process_time() - began)

    for _ in range(rounds * _QUERIES):
        story, other = (f"story-{random.randrange(rows // _STORY)}" for _ in range(2))
        began = time.process_time()
        page = await store.activity.list(ActivityFilter(correlation_id=story))
        taking(_FIND, began)
        began = time.process_time()
        alone = plain.execute(_PLAIN, (other,)).fetchall()
        taking(_ALONE, began)
        began = time.process_time()
        newest = await store.activity.list()
        taking(_NEWEST, began)
        assert (page.total, len(alone), newest.total) == (_STORY, _STORY, rows)
    plain.close()
    await store.close()
    return {name: median(times) * _MS for name, times in taken.items()}


def _activity(number: int) -> Activity:
    at_once = _STORY * _AT_ONCE
    story = number // at_once * _AT_ONCE + number % _AT_ONCE
    return Activity(
        id=uuid7().hex,
        at=_START + timedelta(seconds=number),
        kind=ActivityKind.DOWNLOAD,
        severity=Severity.WARNING,
        server_id="01JSONARR",
        server="Sonarr",
        title=f"Some.Series.S01E{number % 100:02}.1080p.WEB.h264-GROUP",
        message="The download failed: articles are missing.",
        correlation_id=f"story-{story}",
        event="download_failed",
        data={"class": "bad_release", "progress": 12.5, "attempts": []},
    )
