"""When to ask SABnzbd: 18 bytes every 5 s tell whether its history changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..servers.models import HistoryJob, JobHistory, JobQueue, ServerInfo, Warning
from ..servers.sabnzbd import SabnzbdClient
from .base import HEALTH, NEVER, REFRESH, OnReading, Server, ServerCoordinator
from .state import SabReading, SabState

BUSY_REFRESH = timedelta(seconds=10)
"""While something downloads people look at speed and progress."""
HISTORY_PAGE = 100
FIRST_PAGES = 5
"""How much of an old history the first reading takes (in pages)."""


class SabnzbdCoordinator(ServerCoordinator[SabState, SabnzbdClient]):
    """Watches one SABnzbd."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        server: Server,
        client: SabnzbdClient,
        *,
        on_reading: OnReading[SabReading],
        on_history: Callable[[], None],
    ) -> None:
        """Prepare to watch server; on_history tells that jobs ended or moved on."""
        super().__init__(hass, entry, server, client)
        self._on_reading = on_reading
        self._on_history = on_history
        self._history_update: int | None = None
        self._known: frozenset[str] = frozenset()
        self._status_wanted = NEVER

    def has_status_since(self, since: datetime) -> bool:
        """Return whether the state of the news servers was read since then.

        The first to ask in vain has it read at once.
        """
        if self.data and (self.data.news_servers_at or NEVER) >= since:
            return True
        if self._status_wanted < since:
            self._status_wanted = since
            self._read_soon("health")
        return False

    @override
    async def _async_look(self, info: ServerInfo) -> SabState:
        history = await self.client.history(
            limit=HISTORY_PAGE, since_update=self._history_update
        )
        busy = self.data is not None and self.data.queue.total > 0
        # Two clocks: a queue that has just filled up must not wait for the slow one.
        due = self._is_due("refresh", REFRESH) or (
            busy and self._is_due("busy", BUSY_REFRESH)
        )
        if history is None and not due and self.data is not None:
            return self.data
        queue = await self.client.queue()
        jobs = None if history is None else await self._newest_jobs(history)
        # Before it is told: whoever hears of the reading looks at the state, too.
        self.data = state = await self._state(info, queue, jobs)
        await self._on_reading(
            self.server.id,
            SabReading(
                queue=queue,
                history=jobs,
                warnings=state.warnings,
                news_servers=state.news_servers,
            ),
        )
        if history is not None:
            # Only now: had the reading been lost, it would be asked for again.
            self._history_update = history.last_update
            self._known = frozenset(job.id for job in jobs or ())
            self._on_history()
        return state

    async def _newest_jobs(self, page: JobHistory) -> tuple[HistoryJob, ...]:
        """Return the newest entries, back to where the last reading ended."""
        jobs = list(page.jobs)
        pages = 1
        while (
            len(jobs) < page.total
            and pages < FIRST_PAGES
            and self._known.isdisjoint(job.id for job in jobs)
        ):
            older = await self.client.history(limit=HISTORY_PAGE, start=len(jobs))
            if older is None or not older.jobs:
                break
            jobs.extend(older.jobs)
            pages += 1
        return tuple(jobs)

    @override
    def _forget(self) -> None:
        super()._forget()
        # A restarted SABnzbd counts the changes of its history from 1 again.
        self._history_update = None

    async def _state(
        self, info: ServerInfo, queue: JobQueue, jobs: tuple[HistoryJob, ...] | None
    ) -> SabState:
        state = self.data or SabState(info=info, queue=queue, failed_jobs=0)
        if jobs is not None:
            state = replace(
                state, failed_jobs=sum(job.status == "Failed" for job in jobs)
            )
        if self._is_due("health", HEALTH) or (
            # SABnzbd says nothing of a news server that is stuck, but here.
            queue.status == "Idle"
            and queue.jobs
            and not queue.paused
            and self._is_due("idle", REFRESH)
        ):
            asked_at = dt_util.utcnow()
            status = await self._read_extra("status", self.client.status, None)
            if status:
                state = replace(
                    state,
                    news_servers=status.news_servers,
                    news_servers_at=asked_at,
                    update=status.update,
                )
        warnings: tuple[Warning, ...] = ()
        if queue.warnings:
            # Not only when their number changed: SABnzbd keeps 20, however many come.
            warnings = await self._read_extra(
                "warnings", self.client.warnings, state.warnings
            )
        return replace(state, info=info, queue=queue, warnings=warnings)
