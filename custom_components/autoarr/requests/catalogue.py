"""Reads a file of titles that stands in for look-ups: for trying things out only."""

from pathlib import Path

import msgspec

from .model import Candidate, MediaType


class _Season(msgspec.Struct):
    number: int


class _Movie(msgspec.Struct):
    title: str
    year: int
    also: tuple[str, ...] = ()
    popularity: float | None = None
    collection: str | None = None


class _Series(msgspec.Struct):
    title: str
    year: int
    also: tuple[str, ...] = ()
    popularity: float | None = None
    seasons: tuple[_Season, ...] = ()


class _File(msgspec.Struct):
    movies: tuple[_Movie, ...]
    series: tuple[_Series, ...]


def read_catalogue(path: Path) -> list[Candidate]:
    """Return the titles of a file.

    Raises:
        OSError: It cannot be read.
        msgspec.DecodeError: It is no such file.
    """
    file = msgspec.json.decode(path.read_bytes(), type=_File)
    movies = [
        Candidate(
            kind=MediaType.MOVIE,
            title=each.title,
            year=each.year,
            alternate_titles=each.also,
            popularity=each.popularity,
            collection=each.collection,
        )
        for each in file.movies
    ]
    series = [
        Candidate(
            kind=MediaType.SERIES,
            title=each.title,
            year=each.year,
            alternate_titles=each.also,
            popularity=each.popularity,
            seasons=tuple(season.number for season in each.seasons),
        )
        for each in file.series
    ]
    return [*movies, *series]
