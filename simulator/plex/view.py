"""What Plex needs to know of the world: the files in the library and when they came.

The world implements `LibraryView`; Plex itself only finds a file when it scans.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexMovie:
    """A movie with its file.

    Attributes:
        title: Title as the movie database has it.
        year: Year of release.
        added_at: World time in unix seconds at which the file came.
        path: Path of the video file.
        tmdb: Id at The Movie Database, if known.
        tvdb: Id at TheTVDB, if known.
        imdb: Id at IMDb (`tt…`), if known.
        size: Bytes of the file.
        minutes: Running time.
    """

    title: str
    year: int
    added_at: float
    path: str
    tmdb: int | None = None
    tvdb: int | None = None
    imdb: str | None = None
    size: int = 4_000_000_000
    minutes: int = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexEpisode:
    """An episode with its file.

    Attributes:
        season: Season number; 0 holds the specials.
        number: Episode number within the season.
        title: Title of the episode.
        added_at: World time in unix seconds at which the file came.
        path: Path of the video file.
        size: Bytes of the file.
        minutes: Running time.
    """

    season: int
    number: int
    title: str
    added_at: float
    path: str
    size: int = 1_200_000_000
    minutes: int = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class PlexShow:
    """A show of which at least one episode has a file.

    Attributes:
        title: Title as the show database has it.
        year: Year of the first episode.
        added_at: World time in unix seconds at which the show was added.
        path: Folder of the show.
        episodes: The episodes that have a file, in any order.
        tmdb: Id at The Movie Database, if known.
        tvdb: Id at TheTVDB, if known.
        imdb: Id at IMDb (`tt…`), if known.
    """

    title: str
    year: int
    added_at: float
    path: str
    episodes: tuple[PlexEpisode, ...]
    tmdb: int | None = None
    tvdb: int | None = None
    imdb: str | None = None


class LibraryView(Protocol):
    """The library as it lies on disk."""

    def movies(self) -> Iterable[PlexMovie]:
        """Movies that have a file."""
        ...

    def shows(self) -> Iterable[PlexShow]:
        """Shows of which at least one episode has a file."""
        ...

    def changed_at(self) -> float:
        """World time in unix seconds of the last change."""
        ...
