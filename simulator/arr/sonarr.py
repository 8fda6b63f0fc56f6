"""Sonarr: the endpoints of series and episodes, and the commands that search them."""

from collections.abc import Callable, Iterable
from typing import override

from aiohttp import web

from simulator.arr.core import Disk
from simulator.arr.library import Target
from simulator.arr.manual import ManualApi
from simulator.arr.parsing import parse_episodes, quality_id, release_group
from simulator.arr.qualities import SONARR
from simulator.arr.search import Judged
from simulator.arr.server import ArrServer, edited_tags, whole_ids
from simulator.arr.settings import fresh
from simulator.arr.shows import (
    Episode,
    Series,
    Shows,
    apply_monitor,
    folder_name,
    show_wire,
)
from simulator.arr.system import window
from simulator.arr.wire import (
    UNSET,
    Call,
    Json,
    Routes,
    bad_request,
    crash,
    missing_model,
    not_found,
    page,
    respond,
    validation,
    whole,
    wholes,
)
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
        routes.add("DELETE", "series/{id}", self._delete)
        routes.add("POST", "seasonpass", self._season_pass)
        routes.add("GET", "episode", self._episodes)
        routes.add("PUT", "episode/monitor", self._monitor)
        routes.add("GET", "episode/{id}", self._episode_by_id)
        routes.add("PUT", "episode/{id}", self._change_episode)
        routes.add("GET", "episodefile", self._files)
        routes.add("GET", "episodefile/{id}", self._file)
        routes.add("DELETE", "episodefile/bulk", self._delete_files)
        routes.add("DELETE", "episodefile/{id}", self._delete_file)
        routes.add("GET", "wanted/missing", self._missing)
        routes.add("GET", "wanted/cutoff", self._cutoff)
        routes.add("GET", "calendar", self._calendar)
        routes.add("GET", "parse", self._parse)
        self.manual = ManualApi(self.core, self.downloads)
        self.manual.add(routes)

    def _series(self, number: int) -> Series:
        if (series := self.shows.series.get(number)) is None:
            raise missing_model("Series", number)
        return series

    def _episode(self, number: int) -> Episode:
        if (episode := self.shows.episodes.get(number)) is None:
            raise missing_model("Episode", number)
        return episode

    def _list(self, call: Call) -> list[Json]:
        wanted = call.number("tvdbId")
        return [
            self.shows.series_wire(series)
            for series in self.shows.series.values()
            if wanted is None or series.show.tvdb_id == wanted
        ]

    def _one(self, call: Call) -> Json:
        return self.shows.series_wire(self._series(call.id))

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
        wire["remotePoster"] = wire["images"][0]["remoteUrl"]
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

    async def _refresh_series(self, body: Json) -> str:
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
        series = self._series(call.id)
        series.profile_id = self.profile_of(body)
        self._fill(series, body)
        wire = self.shows.series_wire(series)
        self.hub.changed("series", "updated", wire)
        return wire

    async def _edit_many(self, call: Call) -> list[Json]:
        body = await call.body()
        chosen = [self._series(number) for number in wholes(body, "seriesIds")]
        for series in chosen:
            if body.get("monitored") is not None:
                series.monitored = bool(body["monitored"])
            if body.get("qualityProfileId"):
                series.profile_id = self.profile_of(body)
            series.tags = edited_tags(series.tags, body)
        return [self.shows.series_wire(series) for series in chosen]

    async def _delete_many(self, call: Call) -> web.Response:
        for number in wholes(await call.body(), "seriesIds"):
            self._forget(self._series(number))
        return respond(200, {})

    def _delete(self, call: Call) -> web.Response:
        if call.id not in self.shows.series:
            raise crash("Expected query to return 1 rows but returned 0")
        self._forget(self._series(call.id))
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
            series = self._series(whole(row, "id"))
            if row.get("monitored") is not None:
                series.monitored = bool(row["monitored"])
            for season in row.get("seasons") or []:
                series.seasons[int(season["seasonNumber"])] = bool(season["monitored"])
            apply_monitor(series, option, self.clock.time())
        return respond(202, {})

    # -- episodes --------------------------------------------------------------------

    def _episodes(self, call: Call) -> list[Json]:
        file = call.flag("includeEpisodeFile")
        return [
            self._with_series(call, episode, file=file)
            for episode in self._chosen(call)
        ]

    def _chosen(self, call: Call) -> list[Episode]:
        if (number := call.number("seriesId")) is not None:
            series = self.shows.series.get(number)
            season = call.number("seasonNumber")
            episodes = series.episodes if series is not None else []
            return [e for e in episodes if season is None or e.season == season]
        if numbers := call.numbers("episodeIds"):
            return [e for n in numbers if (e := self.shows.episodes.get(n)) is not None]
        if (number := call.number("episodeFileId")) is not None:
            return [self._owner(number)]
        raise bad_request("seriesId or episodeIds must be provided")

    def _with_series(self, call: Call, episode: Episode, *, file: bool = False) -> Json:
        wire = self.shows.episode_wire(episode, file=file)
        if call.flag("includeSeries"):
            series = self._series(episode.series_id)
            wire["series"] = self.shows.series_wire(series, slim=True)
        return wire

    def _episode_by_id(self, call: Call) -> Json:
        episode = self._episode(call.id)
        wire = self.shows.episode_wire(episode, file=True)
        series = self._series(episode.series_id)
        return {**wire, "series": self.shows.series_wire(series, slim=True)}

    async def _change_episode(self, call: Call) -> Json:
        episode = self._episode(call.id)
        episode.monitored = bool((await call.body()).get("monitored"))
        return self._tell(episode)

    async def _monitor(self, call: Call) -> list[Json]:
        body = await call.body()
        chosen = [self._episode(number) for number in wholes(body, "episodeIds")]
        for episode in chosen:
            episode.monitored = bool(body.get("monitored"))
        return [self._tell(episode) for episode in chosen]

    def _tell(self, episode: Episode) -> Json:
        wire = self.shows.episode_wire(episode)
        self.hub.changed("episode", "updated", wire)
        return wire

    # -- files -----------------------------------------------------------------------

    def _owner(self, number: int) -> Episode:
        for episode in self.shows.episodes.values():
            if episode.file is not None and episode.file.id == number:
                return episode
        raise not_found()

    def _files(self, call: Call) -> list[Json]:
        number = call.number("seriesId")
        chosen = set(call.numbers("episodeFileIds"))
        if number is None and not chosen:
            raise bad_request("seriesId or episodeFileIds must be provided")
        return [
            self.shows.file_wire(episode)
            for episode in self.shows.episodes.values()
            if episode.file is not None
            and (episode.series_id == number or episode.file.id in chosen)
        ]

    def _file(self, call: Call) -> Json:
        return self.shows.file_wire(self._owner(call.id))

    def _delete_file(self, call: Call) -> web.Response:
        self._drop(self._owner(call.id))
        return web.Response()

    async def _delete_files(self, call: Call) -> web.Response:
        for number in wholes(await call.body(), "episodeFileIds"):
            self._drop(self._owner(number))
        return respond(200, {})

    def _drop(self, episode: Episode) -> None:
        self.downloads.forget_file(self.shows.target([episode]), episode.id)
        episode.file = None
        self.shows.changed_at = self.clock.time()

    # -- wanted ----------------------------------------------------------------------

    def _missing(self, call: Call) -> Json:
        monitored = call.flag("monitored", default=True)
        missing = self.shows.missing(self.clock.time(), monitored=monitored)
        return self._wanted(call, missing)

    def _cutoff(self, call: Call) -> Json:
        monitored = call.flag("monitored", default=True)
        return self._wanted(call, self.shows.cutoff_unmet(monitored=monitored))

    def _wanted(self, call: Call, episodes: Iterable[Episode]) -> Json:
        rows = [
            {
                "id": e.id,
                "air": e.air,
                "search": e.last_search or 0.0,
                "title": self._series(e.series_id).show.title.casefold(),
            }
            for e in episodes
        ]
        answer = page(
            call,
            rows,
            sort_key="episodes.airDateUtc",
            keys={
                "episodes.airDateUtc": lambda row: row["air"],
                "episodes.lastSearchTime": lambda row: row["search"],
                "series.sortTitle": lambda row: row["title"],
            },
        )
        file = call.flag("includeEpisodeFile")
        answer["records"] = [
            self._with_series(call, self._episode(row["id"]), file=file)
            for row in answer["records"]
        ]
        return answer

    def _calendar(self, call: Call) -> list[Json]:
        start, end = window(call, self.clock.time())
        every = call.flag("unmonitored")
        found = [
            episode
            for episode in self.shows.episodes.values()
            if start <= episode.air <= end
            and (
                every
                or (episode.monitored and self._series(episode.series_id).monitored)
            )
        ]
        file = call.flag("includeEpisodeFile")
        return [
            self._with_series(call, episode, file=file)
            for episode in sorted(found, key=lambda episode: episode.air)
        ]

    # -- releases --------------------------------------------------------------------

    @override
    def release_target(self, call: Call) -> Target | None:
        if (number := call.number("episodeId")) is not None:
            return self.shows.target([self._episode(number)])
        series, season = call.number("seriesId"), call.number("seasonNumber")
        if series is None or season is None:
            return None
        episodes = self.shows.season(self._series(series), season)
        return self.shows.target(episodes) if episodes else None

    @override
    def release_wire(self, judged: Judged, weight: int) -> Json:
        release, target = judged.release, judged.target
        series = self._series(target.media_id)
        episodes = [self._episode(unit) for unit in target.units]
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
            answer["series"] = self.shows.series_wire(self._series(target.media_id))
            answer["episodes"] = [
                self.shows.episode_wire(self._episode(unit)) for unit in target.units
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

    async def _search_episodes(self, body: Json) -> str:
        episodes = [self._episode(n) for n in whole_ids(body, "episodeIds")]
        count = 0
        for episode in episodes:
            count += await self.find(self.shows.target([episode]), user=True)
        return f"Episode search completed. {count} reports downloaded."

    async def _search_season(self, body: Json) -> str:
        series = self._series(whole(body, "seriesId"))
        count = await self._whole_season(series, whole(body, "seasonNumber"))
        return f"Season search completed. {count} reports downloaded."

    async def _whole_season(self, series: Series, number: int) -> int:
        now = self.clock.time()
        every = self.shows.season(series, number)
        aired = [one for one in every if one.monitored and one.air < now]
        if not aired:
            return 0
        whole_season = len(aired) == len(every)
        return await self.find(
            self.shows.target(every if whole_season else aired), user=False
        )

    async def _search_series(self, body: Json) -> str:
        series = self._series(whole(body, "seriesId"))
        count = 0
        for number, monitored in series.seasons.items():
            if monitored:
                count += await self._whole_season(series, number)
        return f"Series search completed. {count} reports downloaded."

    async def _search_missing(self, body: Json) -> str:
        series = whole(body, "seriesId")
        missing = self.shows.missing(self.clock.time())
        return await self._by_season(
            [one for one in missing if not series or one.series_id == series]
        )

    async def _search_cutoff(self, body: Json) -> str:
        series = whole(body, "seriesId")
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
