"""Radarr: the endpoints of films, and the commands that search for them."""

from collections.abc import Callable
from typing import override

from aiohttp import web

from simulator.arr.commands import Command
from simulator.arr.core import Disk
from simulator.arr.films import Film, Films, movie_wire
from simulator.arr.library import Target
from simulator.arr.manual import ManualApi
from simulator.arr.parsing import parse_movie, quality_id, release_group
from simulator.arr.qualities import RADARR
from simulator.arr.search import Judged
from simulator.arr.server import ArrServer, edited, edited_tags, whole_ids
from simulator.arr.settings import fresh
from simulator.arr.system import window
from simulator.arr.titles import folder_name
from simulator.arr.wire import (
    UNSET,
    Call,
    Json,
    Routes,
    crash,
    missing_model,
    not_found,
    page,
    respond,
    validation,
    whole,
    wholes,
)
from simulator.artwork import picture
from simulator.catalogue import Catalogue, MovieTitle
from simulator.clock import Clock
from simulator.indexer import Indexers

VERSION = "6.0.3.10276"
_METADATA = 1.0


class RadarrServer(ArrServer):
    """A Radarr of its own."""

    title = "Radarr"
    version = VERSION
    metadata = "RadarrAPI"

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
        root: str = "/movies",
    ) -> None:
        """Set up an empty Radarr.

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
            RADARR,
            api_key=api_key,
            port=0,
            url_base=url_base,
            client=client,
            root=root,
        )
        self.catalogue = catalogue
        self.films = Films(indexers, settings, clock.time())
        super().__init__(
            clock,
            indexers,
            disk,
            settings=settings,
            library=self.films,
            api_key=api_key,
            url_base=url_base,
        )

    # -- routes ----------------------------------------------------------------------

    @override
    def add_library_routes(self, routes: Routes) -> None:
        films = self.films
        routes.add("GET", "movie", self._list)
        routes.add("POST", "movie", self._create)
        routes.add("GET", "movie/lookup", self._lookup)
        routes.add("GET", "movie/lookup/tmdb", self._lookup_tmdb)
        routes.add("GET", "movie/lookup/imdb", self._lookup_imdb)
        routes.add("PUT", "movie/editor", self._edit_many)
        routes.add("DELETE", "movie/editor", self._delete_many)
        routes.add("GET", "movie/{id}", lambda call: films.wire(self._film(call.id)))
        routes.add("PUT", "movie/{id}", self._change)
        routes.add("GET", "mediacover/{id}/{name}", self._cover)
        routes.add("DELETE", "movie/{id}", self._delete)
        routes.add("GET", "moviefile", self._files)
        routes.add("GET", "moviefile/{id}", lambda call: self._file(call.id))
        routes.add("DELETE", "moviefile/{id}", self._delete_file)
        routes.add("GET", "wanted/missing", self._missing)
        routes.add("GET", "wanted/cutoff", self._cutoff)
        routes.add("GET", "calendar", self._calendar)
        routes.add("GET", "collection", lambda call: [])
        routes.add("GET", "exclusions", lambda call: [])
        routes.add("GET", "parse", self._parse)
        self.manual = ManualApi(self.core, self.downloads)
        self.manual.add(routes)

    def _film(self, number: int) -> Film:
        if (film := self.films.films.get(number)) is None:
            raise missing_model("Movie", number)
        return film

    def _cover(self, call: Call) -> web.Response:
        movie = self._film(call.id).movie
        return picture(movie.title, movie.year)

    def _list(self, call: Call) -> list[Json]:
        wanted = call.number("tmdbId")
        return [
            self.films.wire(film)
            for film in self.films.films.values()
            if wanted is None or film.movie.tmdb_id == wanted
        ]

    # -- looking up and adding -------------------------------------------------------

    def _found(self, movie: MovieTitle) -> Json:
        if (film := self.films.by_tmdb(movie.tmdb_id)) is not None:
            wire = self.films.wire(film)
        else:
            when = self.films.dates(movie)
            wire = movie_wire(movie, when, self.clock.time()) | {
                "qualityProfileId": 0,
                "movieFileId": 0,
                "monitored": False,
                "minimumAvailability": "tba",
                "isAvailable": when.digital <= self.clock.time(),
                "folderName": "",
                "tags": [],
                "added": UNSET,
                "folder": f"{folder_name(movie.title)} ({movie.year})",
            }
        wire["images"][0]["remoteUrl"] = self.artwork(movie.title, movie.year)
        wire["remotePoster"] = self.artwork(movie.title, movie.year)
        return wire

    def _lookup(self, call: Call) -> list[Json]:
        self.need_metadata(call.text("term"))
        found = self.catalogue.find_movies(call.text("term"))
        return [self._found(movie) for movie in found]

    def _lookup_tmdb(self, call: Call) -> Json:
        return self._exact(f"tmdb:{call.text('tmdbId')}")

    def _lookup_imdb(self, call: Call) -> Json:
        return self._exact(f"imdb:{call.text('imdbId')}")

    def _exact(self, term: str) -> Json:
        self.need_metadata(term)
        found = self.catalogue.find_movies(term)
        if not found:
            raise crash("Movie not found", "NzbDrone.Core.Exceptions.MovieNotFound")
        return self._found(found[0])

    async def _create(self, call: Call) -> Json:
        body = await call.body()
        tmdb_id = whole(body, "tmdbId")
        root = self.root_of(body)
        profile = self.profile_of(body)
        if tmdb_id <= 0:
            raise validation("TmdbId", "'Tmdb Id' must not be empty.", tmdb_id)
        if self.films.by_tmdb(tmdb_id) is not None:
            raise validation("TmdbId", "This movie has already been added", tmdb_id)
        await self.clock.sleep(_METADATA)
        self.need_metadata(str(tmdb_id))
        movie = self.catalogue.movie(tmdb_id)
        if movie is None:
            text = f"A movie with this ID was not found. Path: {root}"
            raise validation("TmdbId", text, tmdb_id)
        film = self.films.add(
            movie, root=root, profile_id=profile, now=self.clock.time()
        )
        self._fill(film, body)
        self.hub.changed("movie", "updated", self.films.wire(film))
        self.commands.push(
            "RefreshMovie",
            {"movieIds": [film.id], "isNewMovie": True},
            trigger="unspecified",
        )
        if (body.get("addOptions") or {}).get("searchForMovie"):
            self.commands.push(
                "MoviesSearch", {"movieIds": [film.id]}, trigger="unspecified"
            )
        return self.films.wire(film)

    def _fill(self, film: Film, body: Json) -> None:
        film.monitored = bool(body.get("monitored"))
        film.minimum_availability = str(body.get("minimumAvailability") or "tba")
        film.tags = wholes(body, "tags")

    # -- changing and deleting -------------------------------------------------------

    async def _change(self, call: Call) -> Json:
        body = await call.body()
        film = self._film(call.id)
        film.profile_id = self.profile_of(body)
        self._fill(film, body)
        self.hub.changed("movie", "updated", self.films.wire(film))
        return self.films.wire(film)

    async def _edit_many(self, call: Call) -> list[Json]:
        body = await call.body()
        films = edited(self.films.films, wholes(body, "movieIds"))
        for film in films:
            if body.get("monitored") is not None:
                film.monitored = bool(body["monitored"])
            if body.get("qualityProfileId"):
                film.profile_id = self.profile_of(body)
            if body.get("minimumAvailability"):
                film.minimum_availability = str(body["minimumAvailability"])
            film.tags = edited_tags(film.tags, body)
        return [self.films.wire(film) for film in films]

    async def _delete_many(self, call: Call) -> web.Response:
        for number in wholes(await call.body(), "movieIds"):
            self._forget(self._film(number))
        return respond(200, {})

    def _delete(self, call: Call) -> web.Response:
        if call.id not in self.films.films:
            raise crash("Expected query to return 1 rows but returned 0")
        self._forget(self._film(call.id))
        return web.Response()

    def _forget(self, film: Film) -> None:
        self.films.remove(film)
        self.films.changed_at = self.clock.time()
        self.history.forget(film.id)
        self.hub.changed("movie", "deleted", {"id": film.id})

    # -- files -----------------------------------------------------------------------

    def _files(self, call: Call) -> list[Json]:
        wanted = set(call.numbers("movieId"))
        chosen = set(call.numbers("movieFileIds"))
        return [
            self.films.file_wire(film)
            for film in self.films.films.values()
            if film.file is not None and (film.id in wanted or film.file.id in chosen)
        ]

    def _owner(self, number: int) -> Film:
        for film in self.films.films.values():
            if film.file is not None and film.file.id == number:
                return film
        raise not_found()

    def _file(self, number: int) -> Json:
        return self.films.file_wire(self._owner(number))

    def _delete_file(self, call: Call) -> web.Response:
        film = self._owner(call.id)
        self.downloads.importer.forget_file(self.films.target(film), film.id)
        film.file = None
        self.films.changed_at = self.clock.time()
        return web.Response()

    # -- wanted ----------------------------------------------------------------------

    def _missing(self, call: Call) -> Json:
        return self._wanted(
            call,
            self.films.missing(monitored=call.flag("monitored", default=True)),
        )

    def _cutoff(self, call: Call) -> Json:
        return self._wanted(
            call,
            self.films.cutoff_unmet(monitored=call.flag("monitored", default=True)),
        )

    def _wanted(self, call: Call, films: list[Film]) -> Json:
        return page(
            call,
            [self.films.wire(film) for film in films],
            sort_key="movieMetadata.sortTitle",
            keys={
                "movieMetadata.sortTitle": lambda row: row["sortTitle"],
                "movieMetadata.year": lambda row: row["year"],
                "movieMetadata.inCinemas": lambda row: row["inCinemas"],
                "movieMetadata.digitalRelease": lambda row: row["digitalRelease"],
                "movieMetadata.physicalRelease": lambda row: row["physicalRelease"],
                "movies.lastSearchTime": lambda row: row.get("lastSearchTime", ""),
            },
        )

    def _calendar(self, call: Call) -> list[Json]:
        start, end = window(call, self.clock.time())
        every = call.flag("unmonitored")
        found = []
        for film in self.films.films.values():
            when = self.films.dates(film.movie)
            moments = (when.cinemas, when.digital, when.physical)
            if (film.monitored or every) and any(start <= m <= end for m in moments):
                found.append(self.films.wire(film))
        return found

    # -- releases --------------------------------------------------------------------

    @override
    def release_target(self, call: Call) -> Target | None:
        number = call.number("movieId")
        return self.films.target(self._film(number)) if number else None

    @override
    def release_wire(self, judged: Judged, weight: int) -> Json:
        movie = self._film(judged.target.media_id).movie
        return self.search.wire(judged, weight) | {
            "movieTitles": [movie.title],
            "mappedMovieId": judged.target.media_id,
            "tmdbId": movie.tmdb_id,
            "imdbId": int(movie.imdb_id[2:]),
            "movieRequested": True,
            "edition": "",
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
        name = parse_movie(title)
        if name is None:
            return answer
        quality = RADARR.qualities[quality_id(title, sonarr=False)]
        answer["parsedMovieInfo"] = {
            "movieTitles": [name.shown],
            "originalTitle": title,
            "releaseTitle": title,
            "simpleReleaseTitle": title,
            "quality": quality.model(),
            "languages": [],
            "releaseGroup": release_group(title),
            "edition": "",
            "year": name.year or 0,
            "imdbId": "",
            "tmdbId": 0,
            "movieTitle": name.shown,
            "primaryMovieTitle": name.shown,
        }
        if (target := self.films.recognise(title)) is not None:
            answer["movie"] = self.films.wire(self._film(target.media_id))
        return answer

    # -- commands --------------------------------------------------------------------

    @override
    def add_searches(self, define: Callable[..., None]) -> None:
        define("MoviesSearch", self._search)
        define("MissingMoviesSearch", self._search_missing)
        define("CutoffUnmetMoviesSearch", self._search_cutoff)
        define("RefreshMovie", self._refresh)
        define("RescanMovie", self._refresh)
        define("RefreshCollections", self.nothing)
        define("DownloadedMoviesScan", self.refresh_downloads)
        define("ManualImport", self.manual.run)

    async def _search(self, command: Command) -> str:
        films = [self._film(number) for number in whole_ids(command.body, "movieIds")]
        return await self._look_for(films, user=command.manual)

    async def _search_missing(self, command: Command) -> str:
        now = self.clock.time()
        films = [f for f in self.films.missing() if self.films.is_available(f, now)]
        return await self._look_for(films, user=command.manual)

    async def _search_cutoff(self, command: Command) -> str:
        return await self._look_for(self.films.cutoff_unmet(), user=False)

    async def _look_for(self, films: list[Film], *, user: bool) -> str:
        count = 0
        for film in films:
            count += await self.find(self.films.target(film), user=user)
        return f"Completed search for {len(films)} movies. {count} reports downloaded."

    async def _refresh(self, command: Command) -> str:
        await self.clock.sleep(_METADATA)
        return "Completed"

    @override
    def search_again(self, target: Target) -> None:
        self.commands.push(
            "MoviesSearch", {"movieIds": [target.media_id]}, trigger="unspecified"
        )
