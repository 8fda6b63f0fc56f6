"""When to ask Sonarr and Radarr: states that need help every 5 s, all of it every 60 s."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..downloads.model import TitleKey
from ..servers.arr import ArrClient, Watch
from ..servers.models import (
    AppUpdate,
    DownloadHandling,
    Episode,
    HealthCheck,
    HistoryEvent,
    HistoryRecord,
    Movie,
    QueueRow,
    RootFolder,
    Series,
    ServerInfo,
)
from ..servers.sonarr import SonarrClient
from .base import HEALTH, REFRESH, UPDATE_CHECK, OnReading, Server, ServerCoordinator
from .state import ArrReading, ArrState

FIRST_LOOK_BACK = timedelta(days=2)
"""How much history the first reading takes: enough to know who grabbed what runs."""
LONGEST_LOOK_BACK = timedelta(days=30)


class ArrCoordinator(ServerCoordinator[ArrState, ArrClient]):
    """Watches one Sonarr or Radarr."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        server: Server,
        client: ArrClient,
        *,
        history_at: datetime | None,
        on_reading: OnReading[ArrReading],
    ) -> None:
        """Prepare to watch server from the point in its history reached before."""
        super().__init__(hass, entry, server, client)
        self._on_reading = on_reading
        self._history_at = history_at
        self._seen: set[int] = set()
        self._watched: Watch | None = None
        self._library: dict[int, Movie | Series] = {}
        self._episodes: dict[int, dict[int, Episode]] = {}
        self._nameless: set[int] = set()
        self._tags: dict[int, str] = {}

    def tags_of(self, media_id: int) -> tuple[str, ...]:
        """Return the names of a film's or series' tags."""
        item = self._library.get(media_id)
        tags = item.tags if item else ()
        return tuple(self._tags[tag] for tag in tags if tag in self._tags)

    def episodes_of(self, series_id: int) -> tuple[Episode, ...]:
        """Return a series' episodes, as far as they were read."""
        return tuple(self._episodes.get(series_id, {}).values())

    def has_files(self, key: TitleKey) -> bool:
        """Return whether the library had the whole of a title when it was read."""
        item = self._library.get(key.media_id)
        if isinstance(item, Movie):
            return item.has_file
        episodes = self._episodes.get(key.media_id, {})
        return all(
            episode_id in episodes and episodes[episode_id].has_file
            for episode_id in key.episode_ids
        )

    @override
    async def _async_look(self, info: ServerInfo) -> ArrState:
        state = self.data or ArrState(info=info, queue=0, queue_size=0)
        watched = await self.client.watch()
        changed = watched != self._watched
        self._watched = watched
        if self._is_due("refresh", REFRESH) or changed:
            state = await self._refresh(state)
        if self._is_due("health", HEALTH):
            state = await self._read_health(state)
        return replace(state, info=info) if state.info != info else state

    async def _refresh(self, state: ArrState) -> ArrState:
        rows: list[QueueRow] = []
        async for page in self.client.pages_of_queue():
            rows.extend(page.rows)
        records = await self._read_history()
        library, episodes = await self._read_names(rows, records)
        if any(record.event is HistoryEvent.FAILED for record in records):
            # Who searches now depends on it, and somebody may have changed it.
            state = replace(state, handling=await self.client.download_handling())
        await self._on_reading(
            self.server.id,
            ArrReading(
                rows=tuple(rows), records=records, library=library, episodes=episodes
            ),
        )
        sizes = {row.download_id or str(row.id): row.size for row in rows}
        return replace(state, queue=len(sizes), queue_size=sum(sizes.values()))

    async def _read_history(self) -> tuple[HistoryRecord, ...]:
        now = dt_util.utcnow()
        since = self._history_at or now - FIRST_LOOK_BACK
        records = await self.client.history_since(max(since, now - LONGEST_LOOK_BACK))
        fresh = tuple(record for record in records if record.id not in self._seen)
        if records:
            # The next question includes this moment again: another record may share it.
            self._history_at = max(record.date for record in records)
            self._seen = {
                record.id for record in records if record.date == self._history_at
            }
        return fresh

    async def _read_names(
        self, rows: Iterable[QueueRow], records: Iterable[HistoryRecord]
    ) -> tuple[dict[int, Movie | Series] | None, dict[int, tuple[Episode, ...]] | None]:
        """Read the names of titles not met before, and nothing when all are known."""
        things: list[QueueRow | HistoryRecord] = [*rows, *records]
        wanted = {thing.movie_id or thing.series_id for thing in things} - {None}
        library = None
        if wanted - self._library.keys() - self._nameless:
            self._library = {item.id: item for item in await self.client.library()}
            # Deleted titles stay in the history: do not read everything for them again.
            self._nameless = {
                media_id
                for media_id in wanted
                if media_id and media_id not in self._library
            }
            library = self._library
        episodes = {}
        if isinstance(self.client, SonarrClient):
            for series_id in sorted(
                {
                    thing.series_id
                    for thing in things
                    if thing.series_id in self._library
                    and thing.episode_id
                    and thing.episode_id not in self._episodes.get(thing.series_id, {})
                }
            ):
                episodes[series_id] = tuple(await self.client.episodes(series_id))
                self._episodes[series_id] = {
                    episode.id: episode for episode in episodes[series_id]
                }
        return library, episodes or None

    async def _read_health(self, state: ArrState) -> ArrState:
        health: tuple[HealthCheck, ...] = tuple(await self.client.health())
        folders: tuple[RootFolder, ...] = tuple(await self.client.root_folders())
        handling: DownloadHandling = await self.client.download_handling()
        self._tags = await self.client.tags()
        update: AppUpdate | None = state.update
        if self._is_due("update", UPDATE_CHECK):
            update = await self.client.latest_update()
        return replace(
            state,
            health=health,
            root_folders=folders,
            handling=handling,
            missing=await self.client.missing_count(),
            cutoff_unmet=await self.client.cutoff_count(),
            update=update,
        )
