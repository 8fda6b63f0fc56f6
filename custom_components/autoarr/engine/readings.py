"""Readings of the servers become changes of downloads, and changes become news, in order."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..coordinators import (
    AnyCoordinator,
    ArrCoordinator,
    ArrReading,
    Reading,
    SabnzbdCoordinator,
    SabReading,
)
from ..downloads.model import Change
from ..servers.models import HistoryEvent
from ..store import Mark, StoreError
from .reporter import Reporter

if TYPE_CHECKING:
    from .stack import Engine

OLD_FAILURES = "old_failures"
LEAST = timedelta(microseconds=1)
ENDS = frozenset({HistoryEvent.FAILED, HistoryEvent.IMPORTED, HistoryEvent.IGNORED})


class Readings:
    """Takes what the coordinators of one stack read, and knows how far that went."""

    def __init__(self, engine: Engine) -> None:
        """Take readings for engine's stack."""
        self._engine = engine
        self._reporter = Reporter(engine)
        self._marks: dict[str, Mark] = {}
        self._reached: dict[str, datetime | None] = {}
        """How far servers were read since their marks were stored."""
        self._undecided: dict[str, dict[str, datetime]] = {}
        """When downloads ended that nothing was told of yet: by server and download."""
        self._one_at_a_time = asyncio.Lock()

    async def load_mark(self, server_id: str) -> Mark | None:
        """Return how far a server's past was known before a restart."""
        mark = await self._engine.store.marks.get(server_id)
        if mark:
            self._marks[server_id] = mark
        return mark

    async def take(self, server_id: str, reading: Reading) -> None:
        """Follow what a server said. Readings are taken one after the other."""
        async with self._one_at_a_time:
            mark = self._marks.get(server_id)
            changes = self._changes(server_id, reading)
            self._reached[server_id] = _newest(reading, self._reached.get(server_id))
            # A server's history is not known beyond what nothing was told of yet: a
            # restart would make old news of it.
            undecided = self._undecided.setdefault(server_id, {})
            for download_id, at in _ends(reading):
                undecided[download_id] = min(at, undecided.get(download_id, at))
            try:
                await self._reporter.take(changes, mark)
                await self._reporter.look_again()
                self._forget_decided()
                # What waited was reported too, so these may be several servers.
                for reached_id in tuple(self._reached):
                    await self._advance_mark(reached_id, self._reached[reached_id])
                    if not self._undecided[reached_id]:
                        del self._reached[reached_id]
            except StoreError:
                # The store says so itself; what waits is reported when it is back.
                LOGGER.debug("Changes wait until the store can be written")
        self._engine.conductor.wake()
        self._engine.desk.runner.wake()
        self._engine.async_tell_listeners()

    def lose(self, coordinator: AnyCoordinator) -> None:
        """Let the tracker know that what it has of a server grows old."""
        server, tracker = coordinator.server, self._engine.tracker
        match coordinator:
            case ArrCoordinator():
                tracker.update_owner(server.id, server.type, None)
            case SabnzbdCoordinator():
                tracker.update_client(server.id, None, None)

    @callback
    def look_at_owners(self) -> None:
        """SABnzbd finished something: its Sonarr or Radarr has more to say of it."""
        engine = self._engine
        for coordinator in engine.coordinators.values():
            if isinstance(coordinator, ArrCoordinator) and coordinator.info:
                coordinator.refresh_soon()
                engine.entry.async_create_background_task(
                    engine.hass,
                    coordinator.async_request_refresh(),
                    f"{DOMAIN} refresh {coordinator.server.name}",
                )

    def _changes(self, server_id: str, reading: Reading) -> list[Change]:
        tracker = self._engine.tracker
        match reading:
            case SabReading():
                changes = tracker.update_client(
                    server_id,
                    reading.queue,
                    reading.history,
                    reading.warnings,
                    reading.news_servers,
                )
                if any(_is_owner_unknown(change) for change in changes):
                    self.look_at_owners()
                return changes
            case ArrReading():
                if reading.library is not None:
                    tracker.set_library(server_id, reading.library)
                if reading.episodes is not None:
                    tracker.set_episodes(server_id, reading.episodes)
                server = self._engine.coordinators[server_id].server
                tracker.set_health(server_id, reading.health)
                changes = tracker.update_owner(
                    server_id, server.type, reading.rows, reading.records
                )
                if changes:
                    self._look_at_clients()
                return changes

    @callback
    def _look_at_clients(self) -> None:
        """Sonarr or Radarr grabbed or noticed something: SABnzbd has more to say of it."""
        for coordinator in self._engine.coordinators.values():
            if isinstance(coordinator, SabnzbdCoordinator):
                coordinator.refresh_soon()

    def _forget_decided(self) -> None:
        for undecided in self._undecided.values():
            for download_id in tuple(undecided):
                if not self._is_undecided(download_id):
                    del undecided[download_id]

    def _is_undecided(self, download_id: str) -> bool:
        """Return whether what has ended by one server's word waits for another's."""
        download = self._engine.tracker.download(download_id)
        return download is not None and (
            download.outcome is None or self._reporter.waits_for_owner(download_id)
        )

    async def _advance_mark(self, server_id: str, newest: datetime | None) -> None:
        """Remember how far a server's history is known, for after a restart."""
        known = self._marks.get(server_id)
        now = dt_util.utcnow()
        mark = known or Mark(baseline_at=now, history_at=now)
        if newest is not None:
            # A first reading counts from the server's own clock, which may be behind.
            if known:
                undecided = (at - LEAST for at in self._undecided[server_id].values())
                newest = max(min((newest, *undecided)), known.history_at)
            mark = replace(mark, history_at=newest)
        if mark != known:
            await self._engine.store.marks.set(server_id, mark)
            self._marks[server_id] = mark
        if known is None and self._engine.old_failures:
            await self._engine.store.settings.set(
                OLD_FAILURES, self._engine.old_failures
            )


def _ends(reading: Reading) -> Iterator[tuple[str, datetime]]:
    """Yield what a server says to have ended, and when by its own clock."""
    match reading:
        case ArrReading():
            for record in reading.records:
                if record.download_id and record.event in ENDS:
                    yield record.download_id, record.date
        case SabReading():
            for job in reading.history or ():
                if job.completed and job.status == "Failed":
                    yield job.id, job.completed


def _newest(reading: Reading, known: datetime | None) -> datetime | None:
    """Return when the newest thing known happened, by the server's clock."""
    match reading:
        case ArrReading():
            dates = [record.date for record in reading.records]
        case SabReading():
            dates = [job.completed for job in reading.history or () if job.completed]
    return max(dates if known is None else (known, *dates), default=None)


def _is_owner_unknown(change: Change) -> bool:
    """Return whether the app that grabbed a download was not read since."""
    facts = change.facts
    return not (change.baseline or facts.grabbed or facts.ownership_known)
