"""Radarr's library: films and their files."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import override
from zlib import crc32

from simulator.arr.library import ENGLISH, Library, MediaFile, Target
from simulator.arr.parsing import parse_movie
from simulator.arr.qualities import RADARR
from simulator.arr.settings import Settings
from simulator.arr.titles import folder_name, media_info
from simulator.arr.wire import Json, iso, without_nulls
from simulator.catalogue import MovieTitle, clean_title, words
from simulator.indexer import Indexers, Media, Release

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Dates:
    """When a film came, or will come, to cinemas, to stream and on disc."""

    cinemas: float
    digital: float
    physical: float

    def status(self, now: float) -> str:
        """Return announced, inCinemas or released."""
        if now >= self.digital:
            return "released"
        return "inCinemas" if now >= self.cinemas else "announced"


@dataclass(slots=True, eq=False)
class Film:
    """One film of the library."""

    id: int
    movie: MovieTitle
    path: str
    root: str
    profile_id: int
    added: float
    monitored: bool = True
    minimum_availability: str = "released"
    tags: list[int] = field(default_factory=list)
    file: MediaFile | None = None
    last_search: float | None = None


class Films(Library):
    """All films, findable by id and by release name."""

    app = "Radarr"
    media = Media.MOVIE
    noun = "movie"
    table = RADARR

    def __init__(self, indexers: Indexers, settings: Settings, born: float) -> None:
        """Start empty.

        Args:
            indexers: Who offers releases.
            settings: Of the same app.
            born: World time of the beginning.
        """
        self.films: dict[int, Film] = {}
        self.changed_at = born
        self._indexers = indexers
        self._settings = settings
        self._next = 1
        self._names: dict[tuple[str, int], int] = {}
        self._postponed: dict[int, float] = {}

    # -- growing and shrinking -------------------------------------------------------

    def add(self, movie: MovieTitle, *, root: str, profile_id: int, now: float) -> Film:
        """Add a film."""
        film = Film(
            id=self._next,
            movie=movie,
            path=f"{root.rstrip('/')}/{folder_name(movie.title)} ({movie.year})",
            root=root,
            profile_id=profile_id,
            added=now,
        )
        self._next += 1
        self.films[film.id] = film
        self._names[(clean_title(movie.title), movie.year)] = film.id
        return film

    def remove(self, film: Film) -> None:
        """Take a film out of the library."""
        del self.films[film.id]
        self._names.pop((clean_title(film.movie.title), film.movie.year), None)

    def by_tmdb(self, tmdb_id: int) -> Film | None:
        """Return the film with this id at The Movie Database."""
        return next(
            (one for one in self.films.values() if one.movie.tmdb_id == tmdb_id), None
        )

    def target(self, film: Film) -> Target:
        """Return a film as a target."""
        return Target(film.id, (film.id,))

    def missing(self, *, monitored: bool = True) -> list[Film]:
        """Return films without a file, released or not."""
        return [
            film
            for film in self.films.values()
            if film.file is None and film.monitored is monitored
        ]

    def cutoff_unmet(self, *, monitored: bool = True) -> list[Film]:
        """Return films whose file could be better."""
        return [
            film
            for film in self.films.values()
            if self.cutoff_not_met(film.id) and film.monitored is monitored
        ]

    def dates(self, movie: MovieTitle) -> Dates:
        """Return the release dates of a film; they follow from its year."""
        noise = crc32(movie.title.encode()) % 200
        first = datetime(movie.year, 1, 10, tzinfo=UTC).timestamp() + noise * _DAY
        cinemas = self._postponed.get(movie.tmdb_id, first)
        return Dates(cinemas, cinemas + 60 * _DAY, cinemas + 100 * _DAY)

    def postpone(self, movie: MovieTitle, cinemas: float) -> None:
        """Let a film come to cinemas at another time."""
        self._postponed[movie.tmdb_id] = cinemas

    def is_available(self, film: Film, now: float) -> bool:
        """Tell whether a film is out, as its minimum availability asks."""
        when = self.dates(film.movie)
        match film.minimum_availability:
            case "tba" | "announced":
                return True
            case "inCinemas":
                return now >= when.cinemas
            case _:
                return now >= when.digital

    # -- what downloads need ---------------------------------------------------------

    @override
    def recognise(self, title: str) -> Target | None:
        if (name := parse_movie(title)) is None or name.year is None:
            return None
        for year in (name.year, name.year - 1, name.year + 1):
            if (number := self._names.get((name.title, year))) is not None:
                return Target(number, (number,))
        return None

    @override
    def match(self, release: Release) -> Target | None:
        film = self.by_tmdb(release.external_id)
        return self.target(film) if film is not None else None

    @override
    def exists(self, media_id: int) -> bool:
        return media_id in self.films

    @override
    def media_ids(self) -> list[int]:
        return list(self.films)

    @override
    def tagged(self, tag: int) -> list[int]:
        return [film.id for film in self.films.values() if tag in film.tags]

    @override
    def title(self, target: Target) -> str:
        film = self.films.get(target.media_id)
        if film is None:
            return f"movie {target.media_id}"
        return f"{film.movie.title} ({film.movie.year})"

    @override
    def profile_id(self, media_id: int) -> int:
        return self.films[media_id].profile_id

    @override
    def monitored(self, target: Target) -> bool:
        return self.films[target.media_id].monitored

    @override
    def available(self, target: Target, now: float) -> bool:
        return self.is_available(self.films[target.media_id], now)

    @override
    def file(self, unit: int) -> MediaFile | None:
        film = self.films.get(unit)
        return film.file if film is not None else None

    @override
    def offers(self, target: Target) -> list[Release]:
        film = self.films[target.media_id]
        if self._indexers.clock.time() < self.dates(film.movie).digital:
            return []
        return self._indexers.movie(film.movie)

    @override
    def searched(self, target: Target, now: float) -> None:
        self.films[target.media_id].last_search = now

    @override
    def import_file(
        self, target: Target, unit: int, file: MediaFile, source: str
    ) -> str:
        film = self.films[unit]
        file.path = f"{film.path}/{source}"
        film.file = file
        self.changed_at = file.added
        return file.path

    @override
    def unit_for(self, target: Target, file_name: str) -> int | None:
        return target.media_id if target.media_id in self.films else None

    @override
    def ids(self, target: Target, unit: int) -> Json:
        return {"movieId": target.media_id}

    @override
    def external(self, media_id: int) -> Json:
        movie = self.films[media_id].movie
        return {"tmdbId": str(movie.tmdb_id), "imdbId": movie.imdb_id[2:]}

    @override
    def release_type(self, target: Target) -> str | None:
        return None

    @override
    def waits_for_title(self, unit: int, now: float) -> str | None:
        return None

    @override
    def cutoff_not_met(self, unit: int) -> bool:
        film = self.films.get(unit)
        if film is None or film.file is None:
            return False
        cutoff = self._settings.profile(film.profile_id)["cutoff"]
        return self.table.rank(film.file.quality_id) < self.table.cutoff_rank(cutoff)

    @override
    def embed(self, target: Target, unit: int, wanted: frozenset[str]) -> Json:
        film = self.films.get(target.media_id)
        if "movie" not in wanted or film is None:
            return {}
        return {"movie": self.wire(film)}

    # -- on the wire -----------------------------------------------------------------

    def wire(self, film: Film) -> Json:
        """Return the resource."""
        now = self._indexers.clock.time()
        size = film.file.size if film.file is not None else 0
        groups = [film.file.group] if film.file is not None else []
        last = iso(film.last_search) if film.last_search else None
        url = f"/MediaCover/{film.id}/poster.jpg"
        wire: Json = {
            **movie_wire(film.movie, self.dates(film.movie), now),
            "images": _images(film.movie, url),
            "sizeOnDisk": size,
            "path": film.path,
            "qualityProfileId": film.profile_id,
            "hasFile": film.file is not None,
            "movieFileId": film.file.id if film.file is not None else 0,
            "monitored": film.monitored,
            "minimumAvailability": film.minimum_availability,
            "isAvailable": self.is_available(film, now),
            "folderName": film.path,
            "rootFolderPath": film.root,
            "tags": film.tags,
            "added": iso(film.added),
            "lastSearchTime": last,
            "statistics": {
                "movieFileCount": len(groups),
                "sizeOnDisk": size,
                "releaseGroups": groups,
            },
            "id": film.id,
        }
        if film.file is not None:
            file = self.file_wire(film)
            for name in ("customFormats", "customFormatScore"):
                del file[name]
            wire["movieFile"] = file
        return without_nulls(wire)

    def file_wire(self, film: Film) -> Json:
        """Return the resource of a film's file."""
        assert film.file is not None
        file = film.file
        quality = self.table.qualities[file.quality_id]
        name = file.path.removeprefix(f"{film.path}/")
        return {
            "movieId": film.id,
            "relativePath": name,
            "path": file.path,
            "size": file.size,
            "dateAdded": iso(file.added),
            "sceneName": file.scene_name,
            "releaseGroup": file.group,
            "edition": "",
            "languages": [ENGLISH],
            "quality": quality.model(),
            "customFormats": [],
            "customFormatScore": 0,
            "indexerFlags": 0,
            "mediaInfo": media_info(quality.resolution),
            "originalFilePath": f"{file.scene_name}/{name}",
            "qualityCutoffNotMet": self.cutoff_not_met(film.id),
            "id": file.id,
        }


def movie_wire(movie: MovieTitle, when: Dates, now: float) -> Json:
    """Return what The Movie Database says of a film."""
    score = movie.popularity / 10
    wire: Json = {
        "title": movie.title,
        "originalTitle": movie.title,
        "originalLanguage": ENGLISH,
        "alternateTitles": [
            {
                "sourceType": "tmdb",
                "movieMetadataId": 0,
                "title": name,
                "cleanTitle": clean_title(name),
            }
            for name in movie.also
        ],
        "secondaryYearSourceId": 0,
        "sortTitle": words(movie.title),
        "status": when.status(now),
        "overview": f"{movie.title}, a film of {movie.year}.",
        "inCinemas": iso(when.cinemas),
        "physicalRelease": iso(when.physical),
        "digitalRelease": iso(when.digital),
        "releaseDate": iso(when.digital),
        "images": _images(movie, f"/MediaCoverProxy/{movie.tmdb_id}/poster.jpg"),
        "website": "",
        "year": movie.year,
        "youTubeTrailerId": "",
        "studio": "Simulated Pictures",
        "runtime": movie.runtime,
        "cleanTitle": clean_title(movie.title),
        "imdbId": movie.imdb_id,
        "tmdbId": movie.tmdb_id,
        "titleSlug": str(movie.tmdb_id),
        "certification": "PG-13",
        "genres": list(movie.genres),
        "keywords": [],
        "ratings": {
            "imdb": {"votes": movie.popularity * 1000, "value": score, "type": "user"},
            "tmdb": {"votes": movie.popularity * 100, "value": score, "type": "user"},
        },
        "popularity": float(movie.popularity),
    }
    if movie.collection is not None:
        number = crc32(movie.collection.encode()) % 900_000
        wire["collection"] = {"title": movie.collection, "tmdbId": number}
    return wire


def _images(movie: MovieTitle, url: str) -> list[Json]:
    remote = f"https://artwork.invalid/movies/{movie.tmdb_id}.jpg"
    return [{"coverType": "poster", "url": url, "remoteUrl": remote}]
