"""Sonarr's library: series, seasons, episodes and their files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import override

from simulator.arr.library import ENGLISH, Library, MediaFile, Target
from simulator.arr.parsing import parse_episodes
from simulator.arr.qualities import SONARR
from simulator.arr.settings import Settings
from simulator.arr.titles import folder_name, images, media_info, show_wire
from simulator.arr.wire import Json, iso, missing_model, without_nulls
from simulator.catalogue import SeriesTitle, clean_title
from simulator.indexer import Indexers, Media, Release, minutes

_DAY = 86_400.0
_WEEK = 7 * _DAY
_TBA_GRACE = _DAY


@dataclass(slots=True, eq=False)
class Episode:
    """One episode; `air` is world time in unix seconds."""

    id: int
    series_id: int
    season: int
    number: int
    title: str
    air: float
    monitored: bool = False
    file: MediaFile | None = None
    last_search: float | None = None


@dataclass(slots=True, eq=False)
class Series:
    """One series of the library."""

    id: int
    show: SeriesTitle
    path: str
    root: str
    profile_id: int
    added: float
    monitored: bool = True
    season_folder: bool = True
    series_type: str = "standard"
    monitor_new: str = "all"
    tags: list[int] = field(default_factory=list)
    seasons: dict[int, bool] = field(default_factory=dict)
    episodes: list[Episode] = field(default_factory=list)


class Shows(Library):
    """All series, findable by id, by episode and by release name."""

    app = "Sonarr"
    media = Media.SERIES
    noun = "episode"
    table = SONARR

    def __init__(self, indexers: Indexers, settings: Settings, born: float) -> None:
        """Start empty.

        Args:
            indexers: Who offers releases.
            settings: Of the same app.
            born: World time from which air dates of running series count.
        """
        self.series: dict[int, Series] = {}
        self.episodes: dict[int, Episode] = {}
        self.changed_at = born
        self._indexers = indexers
        self._settings = settings
        self._born = born
        self._next = 1
        self._next_episode = 1
        self._names: dict[str, int] = {}

    # -- growing and shrinking -------------------------------------------------------

    def add(
        self, show: SeriesTitle, *, root: str, profile_id: int, now: float
    ) -> Series:
        """Add a series without its episodes; `fill` brings those."""
        series = Series(
            id=self._next,
            show=show,
            path=f"{root.rstrip('/')}/{folder_name(show.title)}",
            root=root,
            profile_id=profile_id,
            added=now,
            series_type=show.kind,
        )
        self._next += 1
        self.series[series.id] = series
        self._names[clean_title(show.title)] = series.id
        return series

    def fill(self, series: Series) -> None:
        """Give a series its episodes, as a refresh does."""
        if series.episodes:
            return
        for index, (season, count) in enumerate(series.show.seasons):
            wanted = series.seasons.setdefault(season, season > 0)
            airs = self._air_times(series.show, index, count)
            for number, air in enumerate(airs, 1):
                episode = Episode(
                    id=self._next_episode,
                    series_id=series.id,
                    season=season,
                    number=number,
                    title=f"Chapter {number}" if air < self._born else "TBA",
                    air=air,
                    monitored=wanted,
                )
                self._next_episode += 1
                series.episodes.append(episode)
                self.episodes[episode.id] = episode

    def _air_times(self, show: SeriesTitle, index: int, count: int) -> list[float]:
        gap = _DAY if show.kind == "daily" or count > 60 else _WEEK
        last = index == len(show.seasons) - 1
        if last and not show.ended:
            first = self._born + _DAY - (count - 2) * gap
            return [first + number * gap for number in range(count)]
        start = datetime(show.year + index, 3, 1, 1, tzinfo=UTC).timestamp()
        latest = self._born - 30 * _DAY
        return [
            min(start + number * gap, latest - (count - number) * 3600)
            for number in range(count)
        ]

    def remove(self, series: Series) -> None:
        """Take a series out of the library."""
        del self.series[series.id]
        self._names.pop(clean_title(series.show.title), None)
        for episode in series.episodes:
            self.episodes.pop(episode.id, None)

    def need(self, number: int) -> Series:
        """Return a series by id.

        Raises:
            Problem: There is none (404).
        """
        if (series := self.series.get(number)) is None:
            raise missing_model("Series", number)
        return series

    def need_episode(self, number: int) -> Episode:
        """Return an episode by id.

        Raises:
            Problem: There is none (404).
        """
        if (episode := self.episodes.get(number)) is None:
            raise missing_model("Episode", number)
        return episode

    def by_tvdb(self, tvdb_id: int) -> Series | None:
        """Return the series with this id at TheTVDB."""
        return next(
            (one for one in self.series.values() if one.show.tvdb_id == tvdb_id), None
        )

    def season(self, series: Series, number: int) -> list[Episode]:
        """Return the episodes of a season."""
        return [episode for episode in series.episodes if episode.season == number]

    def target(self, episodes: Iterable[Episode]) -> Target:
        """Return episodes of one series as a target."""
        chosen = list(episodes)
        seasons = {episode.season for episode in chosen}
        season = seasons.pop() if len(seasons) == 1 else None
        ids = tuple(episode.id for episode in chosen)
        return Target(chosen[0].series_id, ids, season)

    def missing(self, now: float, *, monitored: bool = True) -> list[Episode]:
        """Return aired episodes without a file."""
        return [
            episode
            for episode in self.episodes.values()
            if episode.file is None
            and episode.air < now
            and self._wanted(episode) is monitored
        ]

    def cutoff_unmet(self, *, monitored: bool = True) -> list[Episode]:
        """Return episodes whose file could be better."""
        return [
            episode
            for episode in self.episodes.values()
            if self.cutoff_not_met(episode.id) and self._wanted(episode) is monitored
        ]

    def _wanted(self, episode: Episode) -> bool:
        return episode.monitored and self.series[episode.series_id].monitored

    # -- what downloads need ---------------------------------------------------------

    @override
    def recognise(self, title: str) -> Target | None:
        if (name := parse_episodes(title)) is None or name.season is None:
            return None
        number = self._names.get(name.title)
        if number is None:
            return None
        episodes = [
            episode
            for episode in self.season(self.series[number], name.season)
            if not name.episodes or episode.number in name.episodes
        ]
        return self.target(episodes) if episodes else None

    @override
    def match(self, release: Release) -> Target | None:
        if (series := self.by_tvdb(release.external_id)) is None:
            return None
        episodes = [
            episode
            for episode in self.season(series, release.season or 0)
            if episode.number in release.episodes
        ]
        return self.target(episodes) if episodes else None

    @override
    def exists(self, media_id: int) -> bool:
        return media_id in self.series

    @override
    def media_ids(self) -> list[int]:
        return list(self.series)

    @override
    def tagged(self, tag: int) -> list[int]:
        return [series.id for series in self.series.values() if tag in series.tags]

    @override
    def title(self, target: Target) -> str:
        series = self.series.get(target.media_id)
        name = series.show.title if series else f"series {target.media_id}"
        episodes = [
            self.episodes[unit] for unit in target.units if unit in self.episodes
        ]
        if not episodes:
            return name
        first = episodes[0]
        if len(episodes) == 1:
            return f"{name} S{first.season:02}E{first.number:02}"
        return f"{name} S{first.season:02}"

    @override
    def profile_id(self, media_id: int) -> int:
        return self.series[media_id].profile_id

    @override
    def monitored(self, target: Target) -> bool:
        return all(
            self._wanted(self.episodes[unit])
            for unit in target.units
            if unit in self.episodes
        )

    @override
    def available(self, target: Target, now: float) -> bool:
        return all(self.episodes[unit].air < now for unit in target.units)

    @override
    def file(self, unit: int) -> MediaFile | None:
        episode = self.episodes.get(unit)
        return episode.file if episode is not None else None

    @override
    def offers(self, target: Target) -> list[Release]:
        series = self.series[target.media_id]
        now = self._indexers.clock.time()
        found: list[Release] = []
        wanted = [self.episodes[unit] for unit in target.units]
        for season in sorted({episode.season for episode in wanted}):
            every = self.season(series, season)
            asked = [one for one in wanted if one.season == season]
            if len(asked) == len(every) > 1 and every[-1].air < now:
                numbers = [one.number for one in every]
                found += self._indexers.packs(series.show, season, numbers)
            aired = [one.number for one in asked if one.air < now]
            found += self._indexers.episodes(series.show, season, aired)
        return found

    @override
    def searched(self, target: Target, now: float) -> None:
        for unit in target.units:
            self.episodes[unit].last_search = now

    @override
    def import_file(
        self, target: Target, unit: int, file: MediaFile, source: str
    ) -> str:
        episode = self.episodes[unit]
        series = self.series[episode.series_id]
        folder = series.path
        if series.season_folder:
            folder = f"{folder}/Season {episode.season}"
        file.path = f"{folder}/{source}"
        episode.file = file
        self.changed_at = file.added
        return file.path

    @override
    def unit_for(self, target: Target, file_name: str) -> int | None:
        if len(target.units) == 1:
            return target.units[0]
        if (name := parse_episodes(file_name)) is None:
            return None
        for unit in target.units:
            episode = self.episodes.get(unit)
            if episode is None or episode.season != name.season:
                continue
            if episode.number in name.episodes:
                return unit
        return None

    @override
    def ids(self, target: Target, unit: int) -> Json:
        season = self.episodes[unit].season if unit in self.episodes else target.season
        return without_nulls(
            {"seriesId": target.media_id, "episodeId": unit, "seasonNumber": season}
        )

    @override
    def external(self, media_id: int) -> Json:
        show = self.series[media_id].show
        return {"tvdbId": str(show.tvdb_id), "tvRageId": "0", "imdbId": show.imdb_id}

    @override
    def release_type(self, target: Target) -> str | None:
        if len(target.units) == 1:
            return "SingleEpisode"
        series = self.series.get(target.media_id)
        if series and len(self.season(series, target.season or 0)) == len(target.units):
            return "SeasonPack"
        return "MultiEpisode"

    @override
    def waits_for_title(self, unit: int, now: float) -> str | None:
        rule = self._settings.config["mediamanagement"]["episodeTitleRequired"]
        episode = self.episodes[unit]
        if rule == "never" or episode.title != "TBA":
            return None
        if now - episode.air > _TBA_GRACE:
            return None
        return "Episode has a TBA title and recently aired"

    @override
    def cutoff_not_met(self, unit: int) -> bool:
        episode = self.episodes.get(unit)
        if episode is None or episode.file is None:
            return False
        series = self.series[episode.series_id]
        cutoff = self._settings.profile(series.profile_id)["cutoff"]
        table = self.table
        return table.rank(episode.file.quality_id) < table.cutoff_rank(cutoff)

    @override
    def embed(self, target: Target, unit: int, wanted: frozenset[str]) -> Json:
        found: Json = {}
        if "series" in wanted and (series := self.series.get(target.media_id)):
            found["series"] = self.series_wire(series, slim=True)
        if "episode" in wanted and (episode := self.episodes.get(unit)):
            found["episode"] = self.episode_wire(episode)
        return found

    # -- on the wire -----------------------------------------------------------------

    def series_wire(self, series: Series, *, slim: bool = False) -> Json:
        """Return the resource; slim leaves the statistics of seasons out."""
        wire = {
            **show_wire(series.show, self._born),
            "seasons": [
                {"seasonNumber": number, "monitored": series.seasons.get(number, True)}
                for number, _ in series.show.seasons
            ],
            "path": series.path,
            "qualityProfileId": series.profile_id,
            "seasonFolder": series.season_folder,
            "monitored": series.monitored,
            "monitorNewItems": series.monitor_new,
            "seriesType": series.series_type,
            "rootFolderPath": series.root,
            "tags": series.tags,
            "added": iso(series.added),
            "id": series.id,
        }
        wire["images"] = images(series.show, f"/MediaCover/{series.id}/poster.jpg")
        if slim:
            return wire
        now = self._indexers.clock.time()
        aired = sorted(episode.air for episode in series.episodes)
        wire["nextAiring"] = next((iso(air) for air in aired if air > now), None)
        wire["previousAiring"] = next(
            (iso(air) for air in reversed(aired) if air <= now), None
        )
        for season in wire["seasons"]:
            episodes = self.season(series, season["seasonNumber"])
            season["statistics"] = _statistics(episodes, now)
        wire["statistics"] = {
            "seasonCount": sum(1 for number, _ in series.show.seasons if number),
            **_statistics(series.episodes, now),
        }
        return without_nulls(wire)

    def episode_wire(self, episode: Episode, *, file: bool = False) -> Json:
        """Return the resource, with its file on request."""
        series = self.series[episode.series_id]
        aired = datetime.fromtimestamp(episode.air, UTC)
        wire: Json = {
            "seriesId": episode.series_id,
            "tvdbId": 5_000_000 + episode.id,
            "episodeFileId": episode.file.id if episode.file else 0,
            "seasonNumber": episode.season,
            "episodeNumber": episode.number,
            "title": episode.title,
            "airDate": aired.strftime("%Y-%m-%d"),
            "airDateUtc": iso(episode.air),
            "lastSearchTime": iso(episode.last_search) if episode.last_search else None,
            "runtime": minutes(series.show),
            "overview": f"What happens in {episode.title.lower()}.",
            "hasFile": episode.file is not None,
            "monitored": episode.monitored,
            "absoluteEpisodeNumber": episode.number
            if series.series_type == "anime"
            else None,
            "unverifiedSceneNumbering": False,
            "id": episode.id,
        }
        if file and episode.file is not None:
            wire["episodeFile"] = self.file_wire(episode)
        return without_nulls(wire)

    def file_wire(self, episode: Episode) -> Json:
        """Return the resource of an episode's file."""
        assert episode.file is not None
        series = self.series[episode.series_id]
        file = episode.file
        return {
            "seriesId": series.id,
            "seasonNumber": episode.season,
            "relativePath": file.path.removeprefix(f"{series.path}/"),
            "path": file.path,
            "size": file.size,
            "dateAdded": iso(file.added),
            "sceneName": file.scene_name,
            "releaseGroup": file.group,
            "languages": [ENGLISH],
            "quality": self.table.qualities[file.quality_id].model(),
            "customFormats": [],
            "customFormatScore": 0,
            "indexerFlags": 0,
            "releaseType": "singleEpisode",
            "mediaInfo": media_info(self.table.qualities[file.quality_id].resolution),
            "qualityCutoffNotMet": self.cutoff_not_met(episode.id),
            "id": file.id,
        }


def _statistics(episodes: list[Episode], now: float) -> Json:
    files = [episode.file for episode in episodes if episode.file is not None]
    counted = [
        episode
        for episode in episodes
        if episode.file is not None or (episode.monitored and episode.air < now)
    ]
    share = 100 * len(files) / len(counted) if counted else 0.0
    return {
        "episodeFileCount": len(files),
        "episodeCount": len(counted),
        "totalEpisodeCount": len(episodes),
        "sizeOnDisk": sum(file.size for file in files),
        "releaseGroups": sorted({file.group for file in files if file.group}),
        "percentOfEpisodes": share,
    }
