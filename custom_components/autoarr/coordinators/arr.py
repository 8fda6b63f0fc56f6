"""When to ask Sonarr and Radarr: states that need help every 5 s, all of it every 60 s."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..downloads.model import TitleKey
from ..downloads.profiles import next_lower
from ..servers.arr import ArrClient, Watch
from ..servers.base import NotFound
from ..servers.models import (
    Episode,
    HistoryEvent,
    HistoryRecord,
    Movie,
    QualityProfile,
    QueueRow,
    Series,
    ServerInfo,
)
from ..servers.sonarr import SonarrClient
from .base import (
    HEALTH,
    NEVER,
    REFRESH,
    UPDATE_CHECK,
    OnReading,
    Server,
    ServerCoordinator,
)
from .state import ArrReading, ArrState

LOOK_BACK = timedelta(days=2)
"""How much history the first reading takes at least: who grabbed what has just ended."""
CLOCK_SKEW = timedelta(minutes=1)
"""How long before a row came into the queue its grab may have been recorded."""
SPARE = 1024**3
"""Bytes that have to stay free in the library."""
FOLDER_CHECKS = frozenset(
    {
        "RemotePathMappingCheck",
        "RootFolderCheck",
        "DownloadClientCheck",
        "DownloadClientStatusCheck",
        "ImportMechanismCheck",
        "MountCheck",
    }
)
LONGEST_LOOK_BACK = timedelta(days=30)
"""How much it takes at most: what was grabbed, or failed, since the last reading."""


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
        self._is_past_told = False
        self._seen: set[int] = set()
        self._watched: Watch | None = None
        self._library: dict[int, Movie | Series] = {}
        self._episodes: dict[int, dict[int, Episode]] = {}
        self._nameless: set[int] = set()
        self._are_names_told = False
        self._tags: dict[int, str] = {}
        self._titles_at: dict[int, datetime] = {}
        self._titles_wanted: set[int] = set()
        self._profiles: tuple[QualityProfile, ...] = ()
        self._are_profiles_wanted = False

    def tags_of(self, media_id: int) -> tuple[str, ...]:
        """Return the names of a film's or series' tags."""
        item = self._library.get(media_id)
        tags = item.tags if item else ()
        return tuple(self._tags[tag] for tag in tags if tag in self._tags)

    def has_tags_since(self, media_id: int, since: datetime) -> bool:
        """Return whether a title's tags were read since then.

        The first to ask in vain has them read at once.
        """
        if self._titles_at.get(media_id, NEVER) >= since:
            return True
        if media_id not in self._titles_wanted:
            self._titles_wanted.add(media_id)
            self._read_soon("titles")
        return False

    def has_room(self, size: int) -> bool | None:
        """Return whether the library takes so many bytes more; None when nobody knows."""
        folders = self.data.root_folders if self.data else ()
        free = [folder.free for folder in folders if folder.free is not None]
        return max(free) > size + SPARE if free else None

    @property
    def sees_its_folders(self) -> bool:
        """Whether no health check complains about folders or the download client."""
        checks = self.data.health if self.data else ()
        return not any(check.source in FOLDER_CHECKS for check in checks)

    def lower_profile(self, media_id: int) -> tuple[int, int] | None:
        """Return a title's quality profile and the next lower one, by their ids.

        None when there is none, or when the profiles were not read yet: who asks has
        them read.
        """
        self._are_profiles_wanted = True
        item = self._library.get(media_id)
        if item is None or item.quality_profile_id is None:
            return None
        lower = next_lower(self._profiles, item.quality_profile_id)
        return None if lower is None else (item.quality_profile_id, lower)

    @property
    def library(self) -> Mapping[int, Movie | Series]:
        """The titles of the library as they were read last, by id."""
        return MappingProxyType(self._library)

    def episodes_of(self, series_id: int) -> tuple[Episode, ...]:
        """Return a series' episodes, as far as they were read."""
        return tuple(self._episodes.get(series_id, {}).values())

    async def async_read_titles(self, media_ids: Iterable[int]) -> None:
        """Read films or series anew, with their episodes: they may have got files.

        Raises:
            ServerError: They could not be read.
        """
        self._library = {item.id: item for item in await self.client.library()}
        for series_id in sorted(self._library.keys() & media_ids):
            await self._read_episodes(series_id)

    def is_missing(self, key: TitleKey) -> bool:
        """Return whether a title was wanted, and not all there, when it was read."""
        item = self._library.get(key.media_id)
        if item is None or not item.monitored:
            return False
        if isinstance(item, Movie):
            return not item.has_file
        return any(
            episode.monitored and not episode.has_file
            for episode_id, episode in self._episodes.get(key.media_id, {}).items()
            if episode_id in key.episode_ids
        )

    @override
    async def _async_look(self, info: ServerInfo) -> ArrState:
        state = self.data or ArrState(info=info, queue=0, queue_size=0)
        watched = await self.client.watch()
        changed = watched != self._watched
        self._watched = watched
        if self._titles_wanted and self._is_due("titles", REFRESH):
            await self._read_wanted_titles()
        if self._are_profiles_wanted and self._is_due("profiles", HEALTH):
            self._profiles = await self._read_extra(
                "quality profiles", self.client.profiles, self._profiles
            )
        if self._is_due("refresh", REFRESH) or changed:
            state = await self._refresh(state)
        if self._is_due("health", HEALTH):
            state = await self._read_health(state)
        return replace(state, info=info) if state.info != info else state

    async def _read_wanted_titles(self) -> None:
        asked_at = dt_util.utcnow()
        tags = await self._read_extra("tags", self.client.tags, None)
        if tags is None:
            return
        self._tags = tags
        for media_id in sorted(self._titles_wanted):
            read = partial(self._read_title, media_id)
            if await self._read_extra(f"title {media_id}", read, known=False):
                self._titles_at[media_id] = asked_at
                self._titles_wanted.discard(media_id)

    async def _read_title(self, media_id: int) -> bool:
        try:
            self._library[media_id] = await self.client.title(media_id)
        except NotFound:
            self._library.pop(media_id, None)
        return True

    async def _refresh(self, state: ArrState) -> ArrState:
        rows: list[QueueRow] = []
        async for page in self.client.pages_of_queue():
            rows.extend(page.rows)
        told = await self._read_history(rows)
        records = tuple(record for record in told if record.id not in self._seen)
        library, episodes = await self._read_names(rows, records)
        if any(record.event is HistoryEvent.FAILED for record in records):
            # Who searches now depends on it, and somebody may have changed it.
            handling = await self._read_extra(
                "download handling", self.client.download_handling, state.handling
            )
            state = replace(state, handling=handling)
        sizes = {row.download_id or str(row.id): row.size for row in rows}
        state = replace(state, queue=len(sizes), queue_size=sum(sizes.values()))
        # Before it is told: whoever hears of the reading looks at the state, too.
        self.data = state
        await self._on_reading(
            self.server.id,
            ArrReading(
                rows=tuple(rows),
                records=records,
                library=library,
                episodes=episodes,
                health=state.health,
            ),
        )
        self._remember_history(told)
        self._are_names_told = self._are_names_told or library is not None
        return state

    @override
    def _forget(self) -> None:
        super()._forget()
        self._are_names_told = False

    async def _read_history(self, rows: Iterable[QueueRow]) -> Sequence[HistoryRecord]:
        now = dt_util.utcnow()
        since = self._history_at or NEVER
        if not self._is_past_told:
            # What runs may have been grabbed long before the last reading.
            grabbed = [row.added - CLOCK_SKEW for row in rows if row.added is not None]
            since = min(since, now - LOOK_BACK, *grabbed)
        return await self.client.history_since(max(since, now - LONGEST_LOOK_BACK))

    def _remember_history(self, records: Sequence[HistoryRecord]) -> None:
        """Go on from here next time; had the reading been lost, it is asked for again."""
        self._is_past_told = True
        if records:
            # The next question includes this moment again: another record may share it.
            self._history_at = max(record.date for record in records)
            self._seen = {
                record.id for record in records if record.date == self._history_at
            }

    async def _read_names(
        self, rows: Iterable[QueueRow], records: Iterable[HistoryRecord]
    ) -> tuple[dict[int, Movie | Series] | None, dict[int, tuple[Episode, ...]] | None]:
        """Read everything once, then only the names of titles not met before."""
        things: list[QueueRow | HistoryRecord] = [*rows, *records]
        wanted = {thing.movie_id or thing.series_id for thing in things} - {None}
        library = None
        if not self._are_names_told or wanted - self._library.keys() - self._nameless:
            items = await self._read_extra("library", self.client.library, None)
            if items is not None:
                library = self._library = {item.id: item for item in items}
                # Deleted titles stay in the history: do not read all for them again.
                self._nameless = {
                    media_id
                    for media_id in wanted
                    if media_id and media_id not in library
                }
        episodes = {}
        if not self._are_names_told:
            episodes = {
                series_id: tuple(known.values())
                for series_id, known in self._episodes.items()
            }
        for series_id in sorted(
            {
                thing.series_id
                for thing in things
                if thing.series_id in self._library
                and thing.episode_id
                and thing.episode_id not in self._episodes.get(thing.series_id, {})
            }
        ):
            read = await self._read_extra(
                f"episodes of {series_id}",
                partial(self._read_episodes, series_id),
                None,
            )
            if read is not None:
                episodes[series_id] = read
        return library, episodes or None

    async def _read_episodes(self, series_id: int) -> tuple[Episode, ...]:
        if not isinstance(self.client, SonarrClient):
            return ()
        episodes = tuple(await self.client.episodes(series_id))
        self._episodes[series_id] = {episode.id: episode for episode in episodes}
        return episodes

    async def _read_health(self, state: ArrState) -> ArrState:
        client, read = self.client, self._read_extra
        self._tags = await read("tags", client.tags, self._tags)
        update = state.update
        if self._is_due("update", UPDATE_CHECK):
            update = await read("newest version", client.latest_update, update)
        return replace(
            state,
            health=await read("health checks", client.health, state.health),
            root_folders=await read(
                "root folders", client.root_folders, state.root_folders
            ),
            handling=await read(
                "download handling", client.download_handling, state.handling
            ),
            missing=await read("missing titles", client.missing_count, state.missing),
            cutoff_unmet=await read(
                "titles below the cutoff", client.cutoff_count, state.cutoff_unmet
            ),
            update=update,
        )
