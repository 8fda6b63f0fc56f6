"""The titles that the simulated look-ups know, with invented but stable ids.

It stands in for the metadata services behind Sonarr and Radarr; what is in a library
is not its business.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
import re
from typing import Any
import unicodedata
from zlib import crc32

DATA = Path(__file__).parent / "data" / "catalog.json"
_YEAR = re.compile(r"^(?P<title>.+?)[\s(]+(?P<year>(?:19|20)\d\d)\)?$")
_HITS = 20


@dataclass(frozen=True, slots=True)
class MovieTitle:
    """A film that exists in the world."""

    title: str
    year: int
    also: tuple[str, ...]
    runtime: int
    genres: tuple[str, ...]
    popularity: int
    collection: str | None
    tmdb_id: int
    imdb_id: str


@dataclass(frozen=True, slots=True)
class SeriesTitle:
    """A series that exists in the world; seasons are (number, episodes)."""

    title: str
    year: int
    also: tuple[str, ...]
    seasons: tuple[tuple[int, int], ...]
    ended: bool
    popularity: int
    kind: str
    tvdb_id: int
    tmdb_id: int
    imdb_id: str


def words(text: str) -> str:
    """Fold a title to lower-case ASCII words, for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['’](?=s\b)", "", plain.replace("&", " and "))
    return " ".join(re.findall(r"\w+", plain))


def clean_title(text: str) -> str:
    """Return the title as Sonarr and Radarr compare it: letters and digits only."""
    return words(text).replace(" ", "")


def slug(text: str) -> str:
    """Return the title as it stands in a web address."""
    return words(text).replace(" ", "-")


class Catalogue:
    """All titles, findable by text and by id."""

    def __init__(
        self, movies: Iterable[MovieTitle], series: Iterable[SeriesTitle]
    ) -> None:
        """Index the titles."""
        self.movies = tuple(movies)
        self.series = tuple(series)
        self._movie_names = [_names(movie) for movie in self.movies]
        self._series_names = [_names(series) for series in self.series]

    def find_movies(self, term: str) -> list[MovieTitle]:
        """Answer a look-up of Radarr: `tmdb:1`, `imdb:tt1` or words."""
        kind, _, value = term.strip().partition(":")
        match kind.lower():
            case "tmdb" | "tmdbid":
                return [m for m in self.movies if str(m.tmdb_id) == value.strip()]
            case "imdb" | "imdbid":
                return [m for m in self.movies if m.imdb_id == value.strip()]
            case _:
                return _search(term, self.movies, self._movie_names)

    def find_series(self, term: str) -> list[SeriesTitle]:
        """Answer a look-up of Sonarr: `tvdb:1`, `imdb:tt1`, `tmdb:1` or words."""
        kind, _, value = term.strip().partition(":")
        match kind.lower():
            case "tvdb" | "tvdbid":
                return [s for s in self.series if str(s.tvdb_id) == value.strip()]
            case "tmdb":
                return [s for s in self.series if str(s.tmdb_id) == value.strip()]
            case "imdb":
                return [s for s in self.series if s.imdb_id == value.strip()]
            case _:
                return _search(term, self.series, self._series_names)

    def movie(self, tmdb_id: int) -> MovieTitle | None:
        """Return the film with this id."""
        return next((m for m in self.movies if m.tmdb_id == tmdb_id), None)

    def show(self, tvdb_id: int) -> SeriesTitle | None:
        """Return the series with this id."""
        return next((s for s in self.series if s.tvdb_id == tvdb_id), None)


def _names(title: MovieTitle | SeriesTitle) -> tuple[str, ...]:
    bare = re.sub(r"\s*\((?:[A-Z]{2}|\d{4})\)$", "", title.title)
    return tuple(
        dict.fromkeys(words(name) for name in (title.title, bare, *title.also))
    )


def _search[T: (MovieTitle, SeriesTitle)](
    term: str, titles: tuple[T, ...], names: list[tuple[str, ...]]
) -> list[T]:
    year: int | None = None
    wanted = words(term.replace(".", " "))
    whole = wanted
    if (match := _YEAR.match(term.replace(".", " ").strip())) is not None:
        wanted, year = words(match["title"]), int(match["year"])
    hits = [
        (rank, -title.popularity, title.year, index)
        for index, title in enumerate(titles)
        if (rank := _rank(wanted, whole, year, title.year, names[index])) is not None
    ]
    return [titles[index] for *_, index in sorted(hits)[:_HITS]]


def _rank(
    wanted: str, whole: str, year: int | None, released: int, names: tuple[str, ...]
) -> int | None:
    if not wanted:
        return None
    off = 0 if year is None or abs(year - released) <= 1 else 4
    if whole in names:
        return 0
    if wanted in names:
        return off
    if any(name.startswith(wanted) for name in names):
        return 1 + off
    asked = set(wanted.split())
    if any(asked <= set(name.split()) for name in names):
        return 2 + off
    if any(len(name) > 3 and f" {name} " in f" {wanted} " for name in names):
        return 3 + off
    return None


def _ids(taken: set[int], lowest: int) -> Callable[[str], int]:
    def new(text: str) -> int:
        number = lowest + crc32(text.encode()) % 900_000
        while number in taken:
            number += 1
        taken.add(number)
        return number

    return new


@cache
def load(path: Path = DATA) -> Catalogue:
    """Read the catalogue; ids depend on nothing but titles and years."""
    data: dict[str, list[dict[str, Any]]] = json.loads(path.read_text("utf-8"))
    movie_id, show_id = _ids(set(), 100_000), _ids(set(), 70_000)
    movies = []
    for row in data["movies"]:
        number = movie_id(f"movie {row['title']} {row['year']}")
        movies.append(
            MovieTitle(
                title=row["title"],
                year=row["year"],
                also=tuple(row["also"]),
                runtime=row["runtime_min"],
                genres=tuple(row["genres"]),
                popularity=row["popularity"],
                collection=row.get("collection"),
                tmdb_id=number,
                imdb_id=f"tt1{number:07d}",
            )
        )
    series = []
    for row in data["series"]:
        number = show_id(f"series {row['title']} {row['year']}")
        series.append(
            SeriesTitle(
                title=row["title"],
                year=row["year"],
                also=tuple(row["also"]),
                seasons=tuple(
                    (season["number"], season["episodes"]) for season in row["seasons"]
                ),
                ended=row["status"] == "ended",
                popularity=row["popularity"],
                kind=row["type"],
                tvdb_id=number,
                tmdb_id=number + 1_000_000,
                imdb_id=f"tt2{number:07d}",
            )
        )
    return Catalogue(movies, series)
