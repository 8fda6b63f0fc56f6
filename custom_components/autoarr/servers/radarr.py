"""Asks Radarr: films and the searches for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import override

from .arr import ArrClient
from .arr_found_wire import FOUND_MOVIES, earliest, found_movie
from .decoding import Reader, Wire
from .models import Command, Found, HistoryRecord, Movie, NewTitle, Release, ServerType


class WireMovie(Wire):
    """A film of GET movie."""

    id: int
    title: str = ""
    year: int = 0
    tmdb_id: int | None = None
    imdb_id: str | None = None
    monitored: bool = False
    has_file: bool | None = None
    quality_profile_id: int | None = None
    tags: list[int] | None = None
    path: str | None = None
    is_available: bool = True
    digital_release: datetime | None = None
    physical_release: datetime | None = None


_MOVIE = Reader(WireMovie, "movie")
_MOVIES = Reader(list[WireMovie], "movie")


class RadarrClient(ArrClient):
    """Asks a Radarr."""

    server_type = ServerType.RADARR
    minimum_version = "5.0"
    other_base_paths = ("/radarr",)
    app_name = "Radarr"
    _unknown_items = "includeUnknownMovieItems"
    _blocklist_filter = "movieIds"

    @override
    async def library(self) -> tuple[Movie, ...]:
        return tuple(
            await self._read_long(
                "api/v3/movie", _MOVIES, _movie, [("excludeLocalCovers", "true")]
            )
        )

    @override
    async def title(self, media_id: int) -> Movie:
        return _movie(await self._read(f"api/v3/movie/{media_id}", _MOVIE))

    @override
    async def look_up(self, term: str) -> tuple[Found, ...]:
        wires = await self._read(
            "api/v3/movie/lookup",
            FOUND_MOVIES,
            params=[("term", term)],
            timeout=self._timeouts.lookup,
        )
        return tuple(map(found_movie, wires))

    @override
    async def add(self, found: Found, wish: NewTitle) -> int:
        return await self._add(
            "api/v3/movie",
            {
                "title": found.title,
                "year": found.year,
                "tmdbId": found.tmdb_id,
                "qualityProfileId": wish.profile_id,
                "rootFolderPath": wish.root_folder,
                "monitored": True,
                "minimumAvailability": "released",
                "tags": [],
                "addOptions": {
                    "monitor": "movieOnly",
                    "searchForMovie": False,
                    "addMethod": "manual",
                },
            },
        )

    @override
    async def find(self, external_id: int) -> Movie | None:
        wires = await self._read(
            "api/v3/movie", _MOVIES, params=[("tmdbId", str(external_id))]
        )
        # An app that does not know the filter sends everything.
        return next(
            (_movie(wire) for wire in wires if wire.tmdb_id == external_id), None
        )

    @override
    async def monitor(self, media_id: int, *, wanted: bool = True) -> None:
        await self._edit("api/v3/movie/editor", movieIds=[media_id], monitored=wanted)

    @override
    async def delete_title(self, media_id: int, *, files: bool) -> None:
        await self._delete(f"api/v3/movie/{media_id}", files=files)

    @override
    async def refresh_title(self, media_id: int) -> Command:
        return await self._command("RefreshMovie", movieIds=[media_id])

    @override
    async def set_profile(self, media_id: int, profile_id: int) -> None:
        await self._edit(
            "api/v3/movie/editor", movieIds=[media_id], qualityProfileId=profile_id
        )

    @override
    async def releases(
        self, media_id: int, *, season: int | None = None, episode_id: int | None = None
    ) -> tuple[Release, ...]:
        return await self._releases([("movieId", str(media_id))])

    async def history_of_movie(self, movie_id: int) -> list[HistoryRecord]:
        """Read what happened to a film, oldest first."""
        return await self._history_list(
            "api/v3/history/movie", [("movieId", str(movie_id))]
        )

    @override
    async def history_of_title(self, media_id: int) -> list[HistoryRecord]:
        return await self.history_of_movie(media_id)

    @override
    async def releases_in_place(self, media_id: int) -> frozenset[str]:
        return await self._releases_in_place(
            "api/v3/moviefile", [("movieId", str(media_id))]
        )

    async def search_movies(self, ids: Iterable[int]) -> Command:
        """Have Radarr search for films."""
        return await self._command("MoviesSearch", movieIds=list(ids))

    @override
    async def search_missing(self) -> Command:
        return await self._command("MissingMoviesSearch")


def _movie(wire: WireMovie) -> Movie:
    return Movie(
        id=wire.id,
        title=wire.title,
        year=wire.year,
        tmdb_id=wire.tmdb_id or None,
        imdb_id=wire.imdb_id or None,
        monitored=wire.monitored,
        has_file=bool(wire.has_file),
        quality_profile_id=wire.quality_profile_id or None,
        tags=tuple(wire.tags or ()),
        path=wire.path or "",
        available=wire.is_available,
        released=earliest(wire.digital_release, wire.physical_release),
    )
