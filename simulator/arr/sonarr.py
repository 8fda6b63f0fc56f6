"""Sonarr: the endpoints of series and episodes, and the commands that search them."""

from collections.abc import Callable
from typing import override

from aiohttp import web

from simulator.arr.commands import Command
from simulator.arr.core import Disk
from simulator.arr.episodes import EpisodesApi
from simulator.arr.library import Target
from simulator.arr.manual import ManualApi
from simulator.arr.monitoring import apply_monitor
from simulator.arr.parsing import parse_episodes, quality_id, release_group
from simulator.arr.qualities import SONARR
from simulator.arr.search import Judged
from simulator.arr.server import ArrServer, edited, edited_tags, whole_ids
from simulator.arr.settings import fresh
from simulator.arr.shows import Episode, Series, Shows
from simulator.arr.titles import folder_name, show_wire
from simulator.arr.wire import (
    UNSET,
    Call,
    Json,
    Routes,
    crash,
    respond,
    validation,
    whole,
    wholes,
)
from simulator.artwork import picture
from simulator.catalogue import Catalogue, SeriesTitle
from simulator.clock import Clock
from simulator.indexer import Indexers

VERSION = "4.0.19.2979"
_METADATA = 1.0


class SonarrServer(ArrServer):
    """A Sonarr of its own."""

    title = "Sonarr"
    version = VERSION
    metadata = "SkyHook"

    def __init__(
        self,
        clock: Clock,
        indexers: Indexers,
        disk: Disk,
        catalogue: Catalogue,
        *,
        api_key: str,
        client: Json,
        url_base: str = "",
        root: str = "/tv",
    ) -> None:
        """Set up an empty Sonarr.

        Args:
            clock: World time.
            indexers: Where it searches.
            disk: Where downloads and library lie.
            catalogue: What its look-up knows.
            api_key: Its own key.
            client: Its download client.
            url_base: Its base path.
            root: Its root folder.
        """
        settings = fresh(
            self.title,
            SONARR,
            api_key=api_key,
            port=0,
            url_base=url_base,
            client=client,
            root=root,
        )
        self.catalogue = catalogue
        self.shows = Shows(indexers, settings, clock.time())
        super().__init__(
            clock,
            indexers,
            disk,
            settings=settings,
            library=self.shows,
            api_key=api_key,
            url_base=url_base,
        )

    # -- routes ----------------------------------------------------------------------

    @override
    def add_library_routes(self, routes: Routes) -> None:
        routes.add("GET", "series", self._list)
        routes.add("POST", "series", self._create)
        routes.add("GET", "series/lookup", self._lookup)
        routes.add("PUT", "series/editor", self._edit_many)
        routes.add("DELETE", "series/editor", self._delete_many)
        routes.add("GET", "series/{id}", self._one)
        routes.add("PUT", "series/{id}", self._change)
        routes.add("GET", "mediacover/{id}/{name}", self._cover)
        routes.add("DELETE", "series/{id}", self._delete)
        routes.add("POST", "seasonpass", self._season_pass)
        routes.add("GET", "parse", self._parse)
        EpisodesApi(self.core, self.shows, self.downloads).add(routes)
        self.manual = ManualApi(self.core, self.downloads)
        self.manual.add(routes)

    def _list(self, call: Call) -> list[Json]:
        wanted = call.number("tvdbId")
        return [
            self.shows.series_wire(series)
            for series in self.shows.series.values()
            if wanted is None or series.show.tvdb_id == wanted
        ]

    def _cover(self, call: Call) -> web.Response:
        show = self.shows.need(call.id).show
        return picture(show.title, show.year)

    def _one(self, call: Call) -> Json:
        return self.shows.series_wire(self.shows.need(call.id))

    # -- looking up and adding -------------------------------------------------------

    def _lookup(self, call: Call) -> list[Json]:
        self.need_metadata(call.text("term"))
        found = self.catalogue.find_series(call.text("term"))
        return [self._found(show) for show in found]

    def _found(self, show: SeriesTitle) -> Json:
        if (series := self.shows.by_tvdb(show.tvdb_id)) is not None:
            wire = self.shows.series_wire(series)
        else:
            seasons = [
                {"seasonNumber": number, "monitored": number > 0}
                for number, _ in show.seasons
            ]
            wire = show_wire(show, self.started) | {
                "seasons": seasons,
                "qualityProfileId": 0,
                "seasonFolder": False,
                "monitored": True,
                "monitorNewItems": "all",
                "tags": [],
                "added": UNSET,
                "statistics": {
                    "seasonCount": sum(1 for number, _ in show.seasons if number),
                    "episodeFileCount": 0,
                    "episodeCount": 0,
                    "totalEpisodeCount": 0,
                    "sizeOnDisk": 0,
                    "percentOfEpisodes": 0.0,
                },
                "folder": folder_name(show.title),
            }
        wire["images"][0]["remoteUrl"] = self.artwork(show.title, show.year)
        wire["remotePoster"] = self.artwork(show.title, show.year)
        return wire

    async def _create(self, call: Call) -> Json:
        body = await call.body()
        tvdb_id = whole(body, "tvdbId")
        root = self.root_of(body)
        profile = self.profile_of(body)
        if not body.get("title"):
            raise validation("Title", "'Title' must not be empty.", "")
        if tvdb_id <= 0:
            raise validation("TvdbId", "'Tvdb Id' must be greater than '0'.", tvdb_id)
        if self.shows.by_tvdb(tvdb_id) is not None:
            raise validation("TvdbId", "This series has already been added", tvdb_id)
        await self.clock.sleep(_METADATA)
        self.need_metadata(str(tvdb_id))
        show = self.catalogue.show(tvdb_id)
        if show is None:
            text = f"A series with this ID was not found. Path: {root}"
            raise validation("TvdbId", text, tvdb_id)
        series = self.shows.add(
            show, root=root, profile_id=profile, now=self.clock.time()
        )
        self._fill(series, body)
        if not body.get("seasons"):
            series.seasons = {number: number > 0 for number, _ in show.seasons}
        self.hub.changed("series", "updated", self.shows.series_wire(series))
        options = body.get("addOptions") or {}
        self.commands.push(
            "RefreshSeries",
            {"seriesIds": [series.id], "isNewSeries": True, "addOptions": options},
            trigger="unspecified",
        )
        return self.shows.series_wire(series)

    def _fill(self, series: Series, body: Json) -> None:
        series.monitored = bool(body.get("monitored"))
        series.season_folder = bool(body.get("seasonFolder"))
        series.series_type = str(body.get("seriesType") or "standard")
        series.monitor_new = str(body.get("monitorNewItems") or "all")
        series.tags = wholes(body, "tags")
        for season in body.get("seasons") or []:
            number = int(season["seasonNumber"])
            monitored = bool(season.get("monitored"))
            if series.seasons.get(number) is not monitored:
                series.seasons[number] = monitored
                for episode in self.shows.season(series, number):
                    episode.monitored = monitored

    async def _refresh_series(self, command: Command) -> str:
        body = command.body
        await self.clock.sleep(_METADATA)
        numbers = whole_ids(body, "seriesIds") or list(self.shows.series)
        for number in numbers:
            if (series := self.shows.series.get(number)) is None:
                continue
            new = not series.episodes
            self.shows.fill(series)
            if new:
                self._settle_new(series, body.get("addOptions") or {})
            else:
                self._learn_titles(series)
            self.hub.changed("series", "updated", self.shows.series_wire(series))
        return "Completed"

    def _settle_new(self, series: Series, options: Json) -> None:
        apply_monitor(series, str(options.get("monitor") or ""), self.clock.time())
        if options.get("searchForMissingEpisodes"):
            self.commands.push(
                "MissingEpisodeSearch",
                {"seriesId": series.id, "monitored": True},
                trigger="unspecified",
            )

    def _learn_titles(self, series: Series) -> None:
        now = self.clock.time()
        for episode in series.episodes:
            if episode.title == "TBA" and episode.air < now:
                episode.title = f"Chapter {episode.number}"

    # -- changing and deleting -------------------------------------------------------

    async def _change(self, call: Call) -> Json:
        body = await call.body()
        series = self.shows.need(call.id)
        series.profile_id = self.profile_of(body)
        self._fill(series, body)
        wire = self.shows.series_wire(series)
        self.hub.changed("series", "updated", wire)
        return wire

    async def _edit_many(self, call: Call) -> list[Json]:
        body = await call.body()
        chosen = edited(self.shows.series, wholes(body, "seriesIds"))
        for series in chosen:
            if body.get("monitored") is not None:
                series.monitored = bool(body["monitored"])
            if body.get("qualityProfileId"):
                series.profile_id = self.profile_of(body)
            series.tags = edited_tags(series.tags, body)
        return [self.shows.series_wire(series) for series in chosen]

    async def _delete_many(self, call: Call) -> web.Response:
        for number in wholes(await call.body(), "seriesIds"):
            self._forget(self.shows.need(number))
        return respond(200, {})

    def _delete(self, call: Call) -> web.Response:
        if call.id not in self.shows.series:
            raise crash("Expected query to return 1 rows but returned 0")
        self._forget(self.shows.need(call.id))
        return web.Response()

    def _forget(self, series: Series) -> None:
        self.shows.remove(series)
        self.shows.changed_at = self.clock.time()
        self.history.forget(series.id)
        self.hub.changed("series", "deleted", {"id": series.id})

    async def _season_pass(self, call: Call) -> web.Response:
        body = await call.body()
        option = str((body.get("monitoringOptions") or {}).get("monitor") or "")
        for row in body.get("series") or []:
            series = self.shows.need(whole(row, "id"))
            if row.get("monitored") is not None:
                series.monitored = bool(row["monitored"])
            for season in row.get("seasons") or []:
                series.seasons[int(season["seasonNumber"])] = bool(season["monitored"])
            apply_monitor(series, option, self.clock.time())
        return respond(202, {})

    # -- releases --------------------------------------------------------------------

    @override
    def release_target(self, call: Call) -> Target | None:
        if (number := call.number("episodeId")) is not None:
            return self.shows.target([self.shows.need_episode(number)])
        series, season = call.number("seriesId"), call.number("seasonNumber")
        if series is None or season is None:
            return None
        episodes = self.shows.season(self.shows.need(series), season)
        return self.shows.target(episodes) if episodes else None

    @override
    def release_wire(self, judged: Judged, weight: int) -> Json:
        release, target = judged.release, judged.target
        series = self.shows.need(target.media_id)
        episodes = [self.shows.need_episode(unit) for unit in target.units]
        numbers = [episode.number for episode in episodes]
        return self.search.wire(judged, weight) | {
            "fullSeason": release.pack,
            "seasonNumber": release.season or 0,
            "languageWeight": 0,
            "seriesTitle": series.show.title,
            "episodeNumbers": [] if release.pack else numbers,
            "absoluteEpisodeNumbers": [],
            "mappedSeasonNumber": release.season,
            "mappedEpisodeNumbers": numbers,
            "mappedAbsoluteEpisodeNumbers": [],
            "mappedSeriesId": series.id,
            "mappedEpisodeInfo": [
                {
                    "id": episode.id,
                    "seasonNumber": episode.season,
                    "episodeNumber": episode.number,
                    "title": episode.title,
                }
                for episode in episodes
            ],
            "tvdbId": series.show.tvdb_id,
            "tvRageId": 0,
            "episodeRequested": True,
            "isDaily": False,
            "isAbsoluteNumbering": False,
            "isPossibleSpecialEpisode": False,
            "special": False,
        }

    def _parse(self, call: Call) -> object:
        title = call.text("title")
        if not title:
            return web.Response(status=204)
        answer: Json = {
            "title": title,
            "languages": [],
            "customFormats": [],
            "customFormatScore": 0,
        }
        name = parse_episodes(title)
        if name is None:
            return answer
        answer["parsedEpisodeInfo"] = {
            "releaseTitle": title,
            "seriesTitle": name.shown,
            "seriesTitleInfo": {
                "title": name.shown,
                "titleWithoutYear": name.shown,
                "year": 0,
            },
            "quality": SONARR.qualities[quality_id(title, sonarr=True)].model(),
            "seasonNumber": name.season,
            "episodeNumbers": list(name.episodes),
            "absoluteEpisodeNumbers": [],
            "specialAbsoluteEpisodeNumbers": [],
            "languages": [],
            "fullSeason": not name.episodes,
            "isPartialSeason": False,
            "isMultiSeason": False,
            "isSeasonExtra": False,
            "isSplitEpisode": False,
            "isMiniSeries": False,
            "special": False,
            "releaseGroup": release_group(title),
            "seasonPart": 0,
            "isDaily": False,
            "isAbsoluteNumbering": False,
            "isPossibleSpecialEpisode": False,
            "isPossibleSceneSeasonSpecial": False,
            "releaseType": "singleEpisode" if name.episodes else "seasonPack",
        }
        if (target := self.shows.recognise(title)) is not None:
            answer["series"] = self.shows.series_wire(self.shows.need(target.media_id))
            answer["episodes"] = [
                self.shows.episode_wire(self.shows.need_episode(unit))
                for unit in target.units
            ]
        return answer

    # -- commands --------------------------------------------------------------------

    @override
    def add_searches(self, define: Callable[..., None]) -> None:
        define("EpisodeSearch", self._search_episodes)
        define("SeasonSearch", self._search_season)
        define("SeriesSearch", self._search_series)
        define("MissingEpisodeSearch", self._search_missing)
        define("CutoffUnmetEpisodeSearch", self._search_cutoff)
        define("RefreshSeries", self._refresh_series)
        define("RescanSeries", self.nothing)
        define("UpdateSceneMapping", self.nothing)
        define("DownloadedEpisodesScan", self.refresh_downloads)
        define("ManualImport", self.manual.run)

    async def _search_episodes(self, command: Command) -> str:
        episodes = [
            self.shows.need_episode(n) for n in whole_ids(command.body, "episodeIds")
        ]
        count = 0
        for episode in episodes:
            count += await self.find(self.shows.target([episode]), user=command.manual)
        return f"Episode search completed. {count} reports downloaded."

    async def _search_season(self, command: Command) -> str:
        series = self.shows.need(whole(command.body, "seriesId"))
        count = await self._whole_season(
            series, whole(command.body, "seasonNumber"), user=command.manual
        )
        return f"Season search completed. {count} reports downloaded."

    async def _whole_season(self, series: Series, number: int, *, user: bool) -> int:
        now = self.clock.time()
        every = self.shows.season(series, number)
        aired = [one for one in every if one.monitored and one.air < now]
        if not aired:
            return 0
        whole_season = len(aired) == len(every)
        return await self.find(
            self.shows.target(every if whole_season else aired), user=user
        )

    async def _search_series(self, command: Command) -> str:
        series = self.shows.need(whole(command.body, "seriesId"))
        count = 0
        for number, monitored in series.seasons.items():
            if monitored:
                count += await self._whole_season(series, number, user=command.manual)
        return f"Series search completed. {count} reports downloaded."

    async def _search_missing(self, command: Command) -> str:
        series = whole(command.body, "seriesId")
        missing = self.shows.missing(self.clock.time())
        return await self._by_season(
            [one for one in missing if not series or one.series_id == series]
        )

    async def _search_cutoff(self, command: Command) -> str:
        series = whole(command.body, "seriesId")
        unmet = self.shows.cutoff_unmet()
        return await self._by_season(
            [one for one in unmet if not series or one.series_id == series]
        )

    async def _by_season(self, episodes: list[Episode]) -> str:
        seasons: dict[tuple[int, int], list[Episode]] = {}
        for episode in episodes:
            key = (episode.series_id, episode.season)
            seasons.setdefault(key, []).append(episode)
        count = 0
        for group in seasons.values():
            count += await self.find(self.shows.target(group), user=False)
        return (
            f"Completed search for {len(episodes)} episodes. "
            f"{count} reports downloaded."
        )

    @override
    def search_again(self, target: Target) -> None:
        series = self.shows.series[target.media_id]
        season = target.season
        name = "EpisodeSearch"
        body: Json = {"episodeIds": list(target.units)}
        if len(target.units) > 1 and season is not None:
            every = {episode.id for episode in self.shows.season(series, season)}
            if every == set(target.units):
                name = "SeasonSearch"
                body = {"seriesId": series.id, "seasonNumber": season}
        self.commands.push(name, body, trigger="unspecified")
