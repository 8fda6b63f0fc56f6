"""What it costs to read a queue: AutoArr, the limit, and Home Assistant's own client.

The limit is what cannot be avoided when asking as Home Assistant's Sonarr integration
asks: the request and `orjson.loads` of the answer. The lean limit leaves out what nobody
needs in each row: the series and the episode.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
import json
from pathlib import Path
from random import Random
from statistics import median
import subprocess
import sys
import tempfile
from typing import cast

import aiohttp
from aiopyarr.models.host_configuration import PyArrHostConfiguration
from aiopyarr.sonarr_client import SonarrClient as CoreClient
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import HassClientResponse
import orjson

from custom_components.autoarr.coordinators.arr import ArrCoordinator
from custom_components.autoarr.coordinators.base import AnyCoordinator, Server
from custom_components.autoarr.coordinators.sabnzbd import SabnzbdCoordinator
from custom_components.autoarr.servers.arr import PAGE_SIZE, ArrClient
from custom_components.autoarr.servers.models import QueueRow, ServerType
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient

from .measure import Operation, Samples, compare, growth, peak_memory, ratio
from .report import Goal, Report

LIMIT = "limit: GET and orjson.loads"
LEAN = "lean limit: without includes"
CORE = "Home Assistant's client"
OURS = "AutoArr, queue"
OURS_AGAIN = "AutoArr, queue (again)"
FULL = "AutoArr, queue and history"
WATCH = "AutoArr, watch"

_SIZES = (0, 10, 100, 1_000, 10_000)
_QUICK_SIZES = (0, 10, 1_000)
_BIG = 10_000
_MS = 1_000


@dataclass(frozen=True)
class Stage:
    """The process that plays the servers.

    Attributes:
        url: Where it is.
        keys: The API key of each server.
        session: To ask it.
    """

    url: str
    keys: Mapping[str, str]
    session: aiohttp.ClientSession

    async def set_items(self, count: int) -> None:
        """Put a number of items into Sonarr's and Radarr's queues."""
        async with self.session.post(
            f"{self.url}/stage/items", json={"count": count}
        ) as answer:
            answer.raise_for_status()

    async def counted(self, operation: Operation) -> tuple[int, int]:
        """Run something and return the requests and bytes that it needed."""
        await self._counts()
        await operation()
        counts = await self._counts()
        return sum(counts["requests"].values()), sum(counts["bytes"].values())

    async def _counts(self) -> dict[str, dict[str, int]]:
        async with self.session.post(f"{self.url}/stage/counts") as answer:
            counts: dict[str, dict[str, int]] = await answer.json()
        return counts


@asynccontextmanager
async def raised_stage() -> AsyncIterator[Stage]:
    """Start the process that plays the servers, and end it."""
    process = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs on this loop yet
        [sys.executable, "-m", "benchmarks.stage"],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline() or "{}")
        if not said:
            raise RuntimeError("the simulated servers did not start")
        # Home Assistant's own sessions read JSON with orjson.
        async with aiohttp.ClientSession(response_class=HassClientResponse) as session:
            yield Stage(said["url"], said["keys"], session)
    finally:
        process.terminate()
        process.wait()


async def run(rounds: int, random: Random, *, quick: bool = False) -> Report:
    """Measure reading queues of several sizes.

    Args:
        rounds: How often each is read.
        random: Shuffles the order.
        quick: Leave out the large queue.
    """
    report = Report(
        "refresh",
        (
            "items",
            "who",
            "CPU ms",
            "x limit",
            "x lean limit",
            "longest block ms",
            "requests",
            "kB",
        ),
    )
    by_size: dict[int, dict[str, Samples]] = {}
    async with raised_stage() as stage:
        for size in _QUICK_SIZES if quick else _SIZES:
            await stage.set_items(size)
            operations = _operations(stage, size)
            by_size[size] = samples = await compare(operations, rounds, random)
            for name, operation in operations.items():
                requests, size_in_bytes = await stage.counted(operation)
                report.rows.append(
                    (
                        size,
                        name,
                        median(samples[name].cpu) * _MS,
                        ratio(samples[name].cpu, samples[LIMIT].cpu),
                        ratio(samples[name].cpu, samples[LEAN].cpu),
                        median(samples[name].block) * _MS,
                        requests,
                        size_in_bytes / 1_000,
                    )
                )
        report.goals = _cost_goals(by_size)
        report.goals += await _memory_goals(stage, quick=quick)
        report.goals += await _cycle_goals(stage, report)
    return report


def _cost_goals(by_size: Mapping[int, Mapping[str, Samples]]) -> list[Goal]:
    """Return the goals 1 to 5."""

    def worst(sizes: tuple[int, ...], other: str) -> float:
        return max(
            ratio(by_size[size][OURS].cpu, by_size[size][other].cpu)
            for size in sizes
            if size in by_size
        )

    large = (1_000, 10_000)
    big = by_size.get(_BIG)
    block = median(big[OURS].block) if big else None
    share = ratio(big[OURS].block, big[LIMIT].block) if big else None
    return [
        Goal("1 large queue, CPU beside the limit", worst(large, LIMIT), 0.40),
        Goal("2 large queue, CPU beside the lean limit", worst(large, LEAN), 1.5),
        Goal(
            "3 large queue, Home Assistant's client costs",
            min(
                ratio(by_size[size][CORE].cpu, by_size[size][OURS].cpu)
                for size in large
                if size in by_size
            ),
            10,
            at_least=True,
        ),
        Goal("4 at most 10 items, CPU beside the limit", worst((0, 10), LIMIT), 1.3),
        Goal(
            "5 10,000 items, longest block of the loop",
            block * _MS if block is not None else None,
            10,
            "ms",
        ),
        Goal("5 10,000 items, block beside the limit's own", share, 0.05),
    ]


async def _memory_goals(stage: Stage, *, quick: bool) -> list[Goal]:
    """Return goal 6."""
    share = grown = None
    if not quick:
        operations = _operations(stage, _BIG)
        core = await peak_memory(operations[CORE])
        share = 100 * await peak_memory(operations[OURS]) / core
        grown = await growth(operations[OURS]) / _BIG
    return [
        Goal("6 10,000 items, peak memory beside Home Assistant's", share, 3, "%"),
        Goal("6 10,000 items, growth with each refresh", grown, 100, "B/item"),
    ]


async def _cycle_goals(stage: Stage, report: Report) -> list[Goal]:
    """Return goal 7, by the coordinators as they run in Home Assistant."""
    with tempfile.TemporaryDirectory() as folder:
        hass = HomeAssistant(folder)
        try:
            coordinators = _coordinators(hass, stage)

            async def cycle() -> None:
                for coordinator in coordinators:
                    await coordinator.async_refresh()
                    if coordinator.last_exception is not None:
                        raise coordinator.last_exception

            await cycle()
            requests, size = await stage.counted(cycle)
        finally:
            await hass.async_stop(force=True)
    report.notes.append(
        f"A watch cycle of Sonarr, Radarr and SABnzbd: {requests} requests, {size} bytes."
    )
    return [Goal("7 requests of a watch cycle", requests, 3, "requests")]


def _coordinators(hass: HomeAssistant, stage: Stage) -> list[AnyCoordinator]:
    sonarr, radarr, sabnzbd = (
        Server(id=kind, type=kind, name=kind, url=f"{stage.url}/{kind}")
        for kind in (ServerType.SONARR, ServerType.RADARR, ServerType.SABNZBD)
    )

    async def read(_server_id: str, _reading: object) -> None:
        """Leave the reading to nobody: only the asking is counted."""

    def heard() -> None:
        """Take no notice of news."""

    # A coordinator needs its entry only when a key is refused or the entry unloads.
    entry = cast("ConfigEntry", None)
    arr = partial(ArrCoordinator, history_at=datetime.now(UTC), on_reading=read)
    session, keys = stage.session, stage.keys
    return [
        arr(hass, entry, sonarr, SonarrClient(session, sonarr.url, keys["sonarr"])),
        arr(hass, entry, radarr, RadarrClient(session, radarr.url, keys["radarr"])),
        SabnzbdCoordinator(
            hass,
            entry,
            sabnzbd,
            SabnzbdClient(session, sabnzbd.url, keys["sabnzbd"]),
            on_reading=read,
            on_history=heard,
        ),
    ]


def _operations(stage: Stage, size: int) -> dict[str, Operation]:
    url, key = f"{stage.url}/sonarr", stage.keys["sonarr"]
    ours = SonarrClient(stage.session, url, key)
    core = CoreClient(
        PyArrHostConfiguration(api_token=key, url=url, verify_ssl=True), stage.session
    )
    includes = {"includeSeries": "true", "includeEpisode": "true"}
    since = datetime.now(UTC) - timedelta(minutes=2)
    limit = partial(_limit, stage.session, url, key, size)
    return {
        LIMIT: partial(limit, includes),
        LEAN: partial(limit, {}),
        CORE: partial(
            core.async_get_queue,
            page_size=max(size, 1),
            include_unknown_series_items=True,
            include_series=True,
            include_episode=True,
        ),
        OURS: partial(_queue, ours),
        OURS_AGAIN: partial(_queue, ours),
        FULL: partial(_refresh, ours, since),
        WATCH: ours.watch,
    }


async def _limit(
    session: aiohttp.ClientSession,
    url: str,
    key: str,
    size: int,
    includes: Mapping[str, str],
) -> object:
    params = {
        "page": "1",
        "pageSize": str(max(size, 1)),
        "includeUnknownSeriesItems": "true",
        **includes,
    }
    async with session.get(
        f"{url}/api/v3/queue", params=params, headers={"X-Api-Key": key}
    ) as answer:
        return orjson.loads(await answer.read())


async def _queue(client: ArrClient) -> list[QueueRow]:
    rows: list[QueueRow] = []
    async for page in client.pages_of_queue(PAGE_SIZE):
        rows.extend(page.rows)
    return rows


async def _refresh(client: ArrClient, since: datetime) -> object:
    return await _queue(client), await client.history_since(since)
