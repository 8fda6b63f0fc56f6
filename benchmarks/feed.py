"""What it costs to show what happens: to many who watch, and from a long past."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
import sqlite3
from statistics import median
import tempfile
import time
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

from homeassistant.helpers.json import json_bytes

from custom_components.autoarr import live
from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.downloads.model import Download, DownloadStatus, Media
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.engine.shapes import Shaper
from custom_components.autoarr.live import Stream, Subscriber
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.store import ActivityFilter, Store
from custom_components.autoarr.topics import Topic

from .report import Goal, Report

_MANY = 500
_DOWNLOADS = 50
_CHANGES = 40
_LARGE = 1_000_000
_QUICK_LARGE = 100_000
_PAGES = 12
_BATCH = 1_000
_START = datetime(2026, 1, 1, tzinfo=UTC)
_US, _MS = 1_000_000, 1_000
_INSERT = (
    "INSERT INTO autoarr_activity (stack_id, id, at, kind, severity, server_id, server,"
    " title, message, correlation_id, event, requester, data)"
    " VALUES ('home', ?, ?, ?, ?, ?, 'Sonarr', ?, 'It happened.', ?, NULL, ?, '{}')"
)
_COUNT = (
    "INSERT INTO autoarr_activity_count SELECT stack_id, at / 3600000000, kind,"
    " severity, server_id, coalesce(requester, ''), count(*)"
    " FROM autoarr_activity GROUP BY 1, 2, 3, 4, 5, 6"
)
_KINDS = tuple(ActivityKind)
_SEVERITIES = tuple(Severity)


async def run(rounds: int, random: Random, *, quick: bool = False) -> Report:
    """Measure the feed.

    Args:
        rounds: How often.
        random: Chooses what is looked for.
        quick: Look for it among fewer rows.
    """
    report = Report("feed", ("what", "of", "median", "unit"))
    computed: dict[int, float] = {}
    for subscribers in (1, _MANY):
        computed[subscribers], cost = await _telling(subscribers, rounds)
        report.rows += [
            ("computations of a change", subscribers, computed[subscribers], "each"),
            ("CPU of a change, all told", subscribers, cost, "µs"),
        ]
    report.goals += [
        Goal(f"one computation a change for {_MANY}", computed[_MANY], 1, "each"),
        Goal(f"{_MANY} who watch beside one", computed[_MANY] / computed[1], 1),
    ]
    large = _QUICK_LARGE if quick else _LARGE
    appending: dict[int, list[float]] = {0: [], large: []}
    with tempfile.TemporaryDirectory() as folder:
        stores = {rows: await _filled(Path(folder), rows) for rows in appending}
        for name, wanted, offset in _pages(large):
            taken = await _paging(stores[large], wanted, offset, rounds)
            report.rows.append((f"page: {name}", large, taken, "ms"))
            goal = f"a page of {large:,} rows: {name}"
            report.goals.append(Goal(goal, taken, 5, "ms"))
        for _ in range(rounds * 5):
            for rows in random.sample(list(stores), 2):
                appending[rows].append(await _appending(stores[rows]))
        for store in stores.values():
            await store.close()
    costs = {rows: median(times) for rows, times in appending.items()}
    report.rows += [("append, CPU", rows, cost, "µs") for rows, cost in costs.items()]
    report.goals.append(
        Goal(f"appending to {large:,} rows beside none", costs[large] / costs[0], 1.5)
    )
    return report


async def _telling(subscribers: int, rounds: int) -> tuple[float, float]:
    """Return how often a change is computed, and µs of CPU until all are told."""
    stack = _Stack()
    stream = Stream(cast("Any", stack.hass))
    told: list[bytes] = []
    all_told = asyncio.Event()
    user = SimpleNamespace(id="u1", is_admin=True)
    stops = []
    encoded = 0

    def counted(event: Any) -> bytes:
        nonlocal encoded
        encoded += 1
        return json_bytes(event)

    def send(event: bytes) -> None:
        told.append(event)
        if len(told) == subscribers:
            all_told.set()

    costs: list[float] = []
    with patch.object(live, "PAUSE", 0), patch.object(live, "json_bytes", counted):
        stream.attach(cast("Engine", stack))
        for _ in range(subscribers):
            subscriber = Subscriber(
                send=send,
                user=cast("Any", user),
                topics=frozenset({Topic.DOWNLOADS}),
            )
            stops.append(stream.add(subscriber))
        await stream.introduce()
        encoded, stack.shaped = 0, 0
        for _ in range(rounds * _CHANGES):
            told.clear()
            all_told.clear()
            began = time.process_time()
            stack.change()
            await all_told.wait()
            costs.append(time.process_time() - began)
        changes = rounds * _CHANGES
        most = max(encoded, stack.shaped) / changes
        for stop in stops:
            stop()
    return most, median(costs) * _US


class _Stack:
    """As much of a stack as is needed to watch its downloads."""

    def __init__(self) -> None:
        self.hass = SimpleNamespace()
        self.entry = SimpleNamespace(async_create_background_task=self._task)
        self.coordinators: dict[str, Any] = {}
        self.casebook = SimpleNamespace(of_download=lambda key: None)
        self.desk = SimpleNamespace(book=SimpleNamespace(story_of=lambda key: None))
        self.downloads = {
            f"d{number}": _download(number, 0) for number in range(_DOWNLOADS)
        }
        self.shaped = 0
        self._shaper = Shaper({}, Phrasebook({}))
        self._listeners: list[Callable[[], None]] = []
        self._progress = 0

    def _task(self, hass: Any, target: Any, name: str) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(target, name=name)

    def async_add_listener(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def feed_to(self, hearer: Any) -> Callable[[], None]:
        return lambda: None

    def download_shape(self, download: Download) -> Any:
        self.shaped += 1
        return self._shaper.download(download, None, "c1")

    def change(self) -> None:
        """Let one download go on, and tell that something changed."""
        self._progress += 1
        self.downloads["d0"] = _download(0, self._progress)
        for listener in tuple(self._listeners):
            listener()


def _download(number: int, progress: int) -> Download:
    return Download(
        id=f"d{number}",
        server_id=None,
        client_id=None,
        title=f"Some.Series.S01E{number:02}.1080p.WEB.h264-GROUP",
        media=Media(),
        status=DownloadStatus.DOWNLOADING,
        progress=progress,
        size=10_000_000,
        size_left=10_000_000 - progress,
    )


def _pages(rows: int) -> list[tuple[str, ActivityFilter, int]]:
    """Return pages that people ask for: what they are called, and where they begin."""
    middle = _START + timedelta(seconds=rows / 2 + 1_234)
    one = frozenset({ActivityKind.RECOVERY})
    several = frozenset({ActivityKind.RECOVERY, *_KINDS[:3]})
    return [
        ("the newest", ActivityFilter(), 0),
        ("the 200th", ActivityFilter(), 10_000),
        ("one in the middle", ActivityFilter(), rows // 2),
        ("the last", ActivityFilter(), rows - 50),
        ("of a kind", ActivityFilter(kinds=one), 0),
        ("the last of a kind", ActivityFilter(kinds=one), rows // len(_KINDS) - 50),
        ("of several kinds", ActivityFilter(kinds=several), 0),
        ("of several kinds, far", ActivityFilter(kinds=several), rows // 3),
        ("of a severity", ActivityFilter(severity=Severity.ERROR), 0),
        ("of a server", ActivityFilter(server="server-1"), 0),
        ("of a story", ActivityFilter(correlation_id="story-77"), 0),
        ("of nothing that there is", ActivityFilter(kinds=one, server="gone"), 0),
        (
            "of a kind, severity and server",
            ActivityFilter(kinds=one, severity=Severity.ERROR, server="server-3"),
            0,
        ),
        ("for who is no administrator", ActivityFilter(seen_by="user-7"), 0),
        ("for the same, far", ActivityFilter(seen_by="user-7"), rows // 2),
        ("before a time", ActivityFilter(until=middle), 0),
        ("before a time, far", ActivityFilter(until=middle), rows // 4),
    ]


async def _filled(folder: Path, rows: int) -> Store:
    """Return a store with some rows of the past."""
    path = folder / f"feed-{rows}.db"
    store = await Store.open(f"sqlite:///{path}", "home")
    await store.close()
    plain = sqlite3.connect(path)
    with plain:
        plain.executemany(
            _INSERT,
            (
                (
                    f"{number:032x}",
                    int((_START + timedelta(seconds=number)).timestamp()) * _US,
                    _KINDS[number % len(_KINDS)],
                    _SEVERITIES[number % len(_SEVERITIES)],
                    f"server-{number % 4}",
                    f"Some.Series.S01E{number % 100:02}.1080p.WEB.h264-GROUP",
                    f"story-{number // 50}",
                    f"user-{number % 11}"
                    if _KINDS[number % len(_KINDS)] is ActivityKind.REQUEST
                    else None,
                )
                for number in range(rows)
            ),
        )
        plain.execute(_COUNT)
    plain.close()
    store = await Store.open(f"sqlite:///{path}", "home")
    await store.activity.list()
    return store


async def _paging(
    store: Store, wanted: ActivityFilter, offset: int, rounds: int
) -> float:
    """Return ms of CPU that a page takes, the rows made of it included."""
    taken: list[float] = []
    for _ in range(rounds * _PAGES):
        began = time.process_time()
        await store.activity.list(wanted, limit=50, offset=offset)
        taken.append(time.process_time() - began)
    return median(taken) * _MS


async def _appending(store: Store) -> float:
    """Return µs of CPU that a record takes until it is on the disk, with others."""
    rows = [
        Activity(
            id=f"{number:032x}",
            at=datetime.now(UTC),
            kind=ActivityKind.DOWNLOAD,
            server_id="server-1",
            title="Some.Series.S01E01.1080p.WEB.h264-GROUP",
            correlation_id="story-1",
        )
        for number in range(_BATCH)
    ]
    began = time.process_time()
    for row in rows:
        store.activity.append(row)
    await store.flush()
    return (time.process_time() - began) / _BATCH * _US
