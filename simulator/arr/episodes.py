"""Sonarr's endpoints of episodes, their files, the wanted lists and the calendar."""

from collections.abc import Iterable

from aiohttp import web

from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.shows import Episode, Shows
from simulator.arr.system import window
from simulator.arr.wire import (
    Call,
    Json,
    Routes,
    bad_request,
    not_found,
    page,
    respond,
    wholes,
)


class EpisodesApi:
    """The endpoints below `episode`, `episodefile`, `wanted` and `calendar`."""

    def __init__(self, core: Core, shows: Shows, downloads: Downloads) -> None:
        """Serve the episodes of one Sonarr."""
        self.core = core
        self.shows = shows
        self.downloads = downloads

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
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
            series = self.shows.need(episode.series_id)
            wire["series"] = self.shows.series_wire(series, slim=True)
        return wire

    def _episode_by_id(self, call: Call) -> Json:
        episode = self.shows.need_episode(call.id)
        wire = self.shows.episode_wire(episode, file=True)
        series = self.shows.need(episode.series_id)
        return {**wire, "series": self.shows.series_wire(series, slim=True)}

    async def _change_episode(self, call: Call) -> Json:
        episode = self.shows.need_episode(call.id)
        episode.monitored = bool((await call.body()).get("monitored"))
        return self._tell(episode)

    async def _monitor(self, call: Call) -> list[Json]:
        body = await call.body()
        chosen = [
            self.shows.need_episode(number) for number in wholes(body, "episodeIds")
        ]
        for episode in chosen:
            episode.monitored = bool(body.get("monitored"))
        return [self._tell(episode) for episode in chosen]

    def _tell(self, episode: Episode) -> Json:
        wire = self.shows.episode_wire(episode)
        self.core.hub.changed("episode", "updated", wire)
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
        self.downloads.importer.forget_file(self.shows.target([episode]), episode.id)
        episode.file = None
        self.shows.changed_at = self.core.clock.time()

    # -- wanted ----------------------------------------------------------------------

    def _missing(self, call: Call) -> Json:
        monitored = call.flag("monitored", default=True)
        missing = self.shows.missing(self.core.clock.time(), monitored=monitored)
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
                "title": self.shows.need(e.series_id).show.title.casefold(),
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
            self._with_series(call, self.shows.need_episode(row["id"]), file=file)
            for row in answer["records"]
        ]
        return answer

    def _calendar(self, call: Call) -> list[Json]:
        start, end = window(call, self.core.clock.time())
        every = call.flag("unmonitored")
        found = [
            episode
            for episode in self.shows.episodes.values()
            if start <= episode.air <= end
            and (
                every
                or (episode.monitored and self.shows.need(episode.series_id).monitored)
            )
        ]
        file = call.flag("includeEpisodeFile")
        return [
            self._with_series(call, episode, file=file)
            for episode in sorted(found, key=lambda episode: episode.air)
        ]
