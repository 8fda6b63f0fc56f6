"""Asks Sonarr: series, episodes and the searches for them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import override

from .arr import ArrClient
from .arr_found_wire import FOUND_SERIES, WireSeason, found_series, seasons
from .decoding import Reader, Wire, utc
from .models import (
    Command,
    Episode,
    Found,
    HistoryRecord,
    NewTitle,
    Release,
    Series,
    ServerType,
)


class WireSeries(Wire):
    """A series of GET series."""

    id: int
    title: str = ""
    year: int = 0
    tvdb_id: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    monitored: bool = False
    quality_profile_id: int | None = None
    tags: list[int] | None = None
    path: str | None = None
    seasons: list[WireSeason] | None = None


class WireEpisode(Wire):
    """An episode of GET episode."""

    id: int
    series_id: int
    season_number: int
    episode_number: int
    title: str | None = None
    monitored: bool = False
    has_file: bool = False
    air_date_utc: datetime | None = None


_SERIES = Reader(list[WireSeries], "series")
_ONE_SERIES = Reader(WireSeries, "series")
_EPISODES = Reader(list[WireEpisode], "episode")


class SonarrClient(ArrClient):
    """Asks a Sonarr."""

    server_type = ServerType.SONARR
    minimum_version = "4.0"
    other_base_paths = ("/sonarr",)
    app_name = "Sonarr"
    _unknown_items = "includeUnknownSeriesItems"
    _blocklist_filter = "seriesIds"

    @override
    async def library(self) -> tuple[Series, ...]:
        return tuple(await self._read_long("api/v3/series", _SERIES, _series))

    @override
    async def title(self, media_id: int) -> Series:
        return _series(await self._read(f"api/v3/series/{media_id}", _ONE_SERIES))

    @override
    async def look_up(self, term: str) -> tuple[Found, ...]:
        wires = await self._read(
            "api/v3/series/lookup",
            FOUND_SERIES,
            params=[("term", term)],
            timeout=self._timeouts.lookup,
        )
        return tuple(map(found_series, wires))

    @override
    async def add(self, found: Found, wish: NewTitle) -> int:
        # Without a choice of its own Sonarr monitors what the seasons say.
        options: dict[str, object] = {"searchForMissingEpisodes": False}
        if wish.future:
            options["monitor"] = "future"
        return await self._add(
            "api/v3/series",
            {
                "title": found.title,
                "tvdbId": found.tvdb_id,
                "qualityProfileId": wish.profile_id,
                "rootFolderPath": wish.root_folder,
                "monitored": True,
                "monitorNewItems": "all" if wish.new_seasons else "none",
                "seasonFolder": True,
                "seriesType": found.series_type,
                "seasons": [
                    {
                        "seasonNumber": season.number,
                        "monitored": season.number in wish.seasons,
                    }
                    for season in found.seasons
                ],
                "tags": [],
                "addOptions": options,
            },
        )

    @override
    async def find(self, external_id: int) -> Series | None:
        wires = await self._read(
            "api/v3/series", _SERIES, params=[("tvdbId", str(external_id))]
        )
        # An app that does not know the filter sends everything.
        return next(
            (_series(wire) for wire in wires if wire.tvdb_id == external_id), None
        )

    @override
    async def monitor(self, media_id: int, *, wanted: bool = True) -> None:
        await self._edit("api/v3/series/editor", seriesIds=[media_id], monitored=wanted)

    async def monitor_new_seasons(self, series_id: int) -> None:
        """Let Sonarr monitor seasons of a series that are made later."""
        await self._edit(
            "api/v3/series/editor", seriesIds=[series_id], monitorNewItems="all"
        )

    async def monitor_seasons(self, series_id: int, numbers: Collection[int]) -> None:
        """Monitor seasons of a series with all their episodes; others stay as they are."""

        def change(series: dict[str, object]) -> None:
            series["monitored"] = True
            told = series.get("seasons")
            for season in told if isinstance(told, list) else ():
                if isinstance(season, dict) and season.get("seasonNumber") in numbers:
                    season["monitored"] = True

        await self._change_all(f"api/v3/series/{series_id}", change)

    async def monitor_episodes(
        self, ids: Collection[int], *, wanted: bool = True
    ) -> None:
        """Monitor episodes, or not; the series itself must be monitored as well."""
        await self._request(
            "PUT",
            "api/v3/episode/monitor",
            json={"episodeIds": sorted(ids), "monitored": wanted},
            timeout=self._timeouts.write,
        )

    @override
    async def delete_title(self, media_id: int, *, files: bool) -> None:
        await self._delete(f"api/v3/series/{media_id}", files=files)

    @override
    async def refresh_title(self, media_id: int) -> Command:
        # Without a list of ids Sonarr refreshes everything.
        return await self._command("RefreshSeries", seriesIds=[media_id])

    @override
    async def set_profile(self, media_id: int, profile_id: int) -> None:
        await self._edit(
            "api/v3/series/editor", seriesIds=[media_id], qualityProfileId=profile_id
        )

    @override
    async def releases(
        self, media_id: int, *, season: int | None = None, episode_id: int | None = None
    ) -> tuple[Release, ...]:
        if season is not None:
            return await self._releases(
                [("seriesId", str(media_id)), ("seasonNumber", str(season))]
            )
        if episode_id is None:
            # Sonarr would read the feeds of all indexers instead.
            raise ValueError("a season or an episode is needed")
        return await self._releases([("episodeId", str(episode_id))])

    async def episodes(self, series_id: int) -> tuple[Episode, ...]:
        """Read all episodes of a series, in no particular order."""
        return tuple(
            await self._read_long(
                "api/v3/episode", _EPISODES, _episode, [("seriesId", str(series_id))]
            )
        )

    async def history_of_series(
        self, series_id: int, season: int | None = None
    ) -> list[HistoryRecord]:
        """Read what happened to a series, or to one season of it, oldest first."""
        params = [("seriesId", str(series_id))]
        if season is not None:
            params.append(("seasonNumber", str(season)))
        return await self._history_list("api/v3/history/series", params)

    @override
    async def history_of_title(self, media_id: int) -> list[HistoryRecord]:
        return await self.history_of_series(media_id)

    @override
    async def releases_in_place(self, media_id: int) -> frozenset[str]:
        return await self._releases_in_place(
            "api/v3/episodefile", [("seriesId", str(media_id))]
        )

    async def search_episodes(self, ids: Iterable[int]) -> Command:
        """Have Sonarr search for episodes."""
        return await self._command("EpisodeSearch", episodeIds=list(ids))

    async def search_season(self, series_id: int, season: int) -> Command:
        """Have Sonarr search for the monitored episodes of a season."""
        return await self._command(
            "SeasonSearch", seriesId=series_id, seasonNumber=season
        )

    async def search_series(self, series_id: int) -> Command:
        """Have Sonarr search for the monitored episodes of a series."""
        return await self._command("SeriesSearch", seriesId=series_id)

    @override
    async def search_missing(self) -> Command:
        return await self._command("MissingEpisodeSearch")


def _series(wire: WireSeries) -> Series:
    return Series(
        id=wire.id,
        title=wire.title,
        year=wire.year,
        tvdb_id=wire.tvdb_id or None,
        tmdb_id=wire.tmdb_id or None,
        imdb_id=wire.imdb_id or None,
        monitored=wire.monitored,
        quality_profile_id=wire.quality_profile_id or None,
        tags=tuple(wire.tags or ()),
        path=wire.path or "",
        seasons=seasons(wire.seasons),
    )


def _episode(wire: WireEpisode) -> Episode:
    return Episode(
        id=wire.id,
        series_id=wire.series_id,
        season=wire.season_number,
        episode=wire.episode_number,
        title=wire.title or "",
        monitored=wire.monitored,
        has_file=wire.has_file,
        air_date=utc(wire.air_date_utc),
    )
