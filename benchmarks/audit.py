"""What it costs to audit a home: requests to four apps, and processor time."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
import json
from pathlib import Path
from random import Random
from statistics import median
import time

import aiohttp

from custom_components.autoarr.audit.engine import audit
from custom_components.autoarr.audit.readers import known_answers, read
from custom_components.autoarr.audit.views import Stack, Told
from custom_components.autoarr.audit.words import Words
from custom_components.autoarr.servers import create_client
from custom_components.autoarr.servers.base import Client
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient

from .report import Goal, Report

_MOST_REQUESTS = 40
_MOST_CPU = 1000
_MS = 1000
_START = [".venv/bin/python", "-m", "simulator", "--base-port", "0"]
_ROOT = Path(__file__).parents[1]

type _Asked = SonarrClient | RadarrClient | SabnzbdClient | PlexClient


async def run(rounds: int, random: Random, *, quick: bool = False) -> Report:
    """Measure an audit of four apps that run in a process of their own.

    Args:
        rounds: How often.
        random: Not used: there is nothing to choose.
        quick: Only three rounds.
    """
    report = Report("audit", ("what", "median", "unit"))
    words = await asyncio.to_thread(Words.load)
    async with AsyncExitStack() as stack:
        clients = await _clients(stack)
        known = await _known(clients)
        reading: list[float] = []
        judging: list[float] = []
        requests = 0
        for _ in range(3 if quick else rounds):
            started = time.process_time()
            requests, looked = await _look(clients, known)
            read_at = time.process_time()
            found = audit(looked, words)
            reading.append((read_at - started) * _MS)
            judging.append((time.process_time() - read_at) * _MS)
    report.rows = [
        ("requests", requests, ""),
        ("reading, CPU", median(reading), "ms"),
        ("judging, CPU", median(judging), "ms"),
        ("rules that were answered", 100 * found.score.coverage, "%"),
    ]
    report.goals = [
        Goal("16 audit of four apps, requests", requests, _MOST_REQUESTS, ""),
        Goal(
            "16 audit of four apps, CPU",
            max(one + other for one, other in zip(reading, judging, strict=True)),
            _MOST_CPU,
            "ms",
        ),
    ]
    report.notes = [
        "Health, root folders and series are known from the usual polls; not asked again."
    ]
    return report


async def _clients(stack: AsyncExitStack) -> dict[ServerType, _Asked]:
    process = await asyncio.create_subprocess_exec(
        *_START, cwd=_ROOT, stdout=asyncio.subprocess.PIPE
    )
    stack.callback(process.terminate)
    assert process.stdout is not None
    told = json.loads(await process.stdout.readline())
    session = await stack.enter_async_context(aiohttp.ClientSession())
    clients: dict[ServerType, _Asked] = {}
    for server_type in ServerType:
        given = told[server_type]
        key = given.get("api_key") or given["token"]
        client: Client = create_client(server_type, session, given["url"], key)
        assert isinstance(
            client, SonarrClient | RadarrClient | SabnzbdClient | PlexClient
        )
        clients[server_type] = client
    return clients


async def _known(
    clients: dict[ServerType, _Asked],
) -> dict[ServerType, dict[str, object]]:
    sonarr, radarr = clients[ServerType.SONARR], clients[ServerType.RADARR]
    assert isinstance(sonarr, SonarrClient)
    assert isinstance(radarr, RadarrClient)
    return {
        ServerType.SONARR: known_answers(
            await sonarr.health(), await sonarr.root_folders(), await sonarr.library()
        ),
        ServerType.RADARR: known_answers(
            await radarr.health(), await radarr.root_folders()
        ),
    }


async def _look(
    clients: dict[ServerType, _Asked], known: dict[ServerType, dict[str, object]]
) -> tuple[int, Stack]:
    """Return how many requests it took, and what was read."""
    looked, count = Stack(datetime.now(UTC)), 0
    for server_type, client in clients.items():

        async def ask(path: str, client: _Asked = client) -> bytes:
            nonlocal count
            count += 1
            return await client.setting(path)

        answers = await read(server_type, ask, known.get(server_type))
        looked.add(
            Told(
                server_id=server_type,
                name=server_type,
                server_type=server_type,
                answers=answers,
                url=client.url,
            )
        )
    return count, looked
