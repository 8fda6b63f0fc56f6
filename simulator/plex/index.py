"""What Plex knows: the items it found when it last scanned, with their rating keys.

A rating key stays with an item for good; a file that came after the last scan is
unknown here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
import hashlib

from simulator.plex.view import LibraryView, PlexEpisode, PlexMovie, PlexShow

type Identity = tuple[str | int, ...]


class Kind(IntEnum):
    """Type of an item, in the numbers that Plex uses."""

    MOVIE = 1
    SHOW = 2
    SEASON = 3
    EPISODE = 4


@dataclass(slots=True, kw_only=True)
class Item:
    """A movie, show, season or episode in a library.

    Attributes:
        key: Rating key.
        kind: What it is.
        section: Key of the library.
        title: Its title.
        year: Year of release; of the show for its parts.
        added_at: World time in unix seconds at which Plex found it.
        updated_at: World time in unix seconds of its last change.
        path: Its file, or the folder of a show.
        guid: Plex's own id of it, or that of a legacy agent.
        guids: Ids elsewhere: `tmdb://…`, `imdb://…`, `tvdb://…`.
        parent: Rating key of the season or show it belongs to, or 0.
        number: Number of the season or episode.
        size: Bytes of the file.
        minutes: Running time.
    """

    key: int
    kind: Kind
    section: int
    title: str
    year: int
    added_at: float
    updated_at: float
    path: str
    guid: str
    guids: tuple[str, ...] = ()
    parent: int = 0
    number: int = 0
    size: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan changed.

    Attributes:
        added: Items that are new.
        removed: Items whose file is gone.
    """

    added: tuple[Item, ...]
    removed: tuple[Item, ...]


class Index:
    """All items of one server.

    Attributes:
        items: Items by rating key.
    """

    def __init__(self, *, movies: int, shows: int, legacy: bool = False) -> None:
        """Start with nothing.

        Args:
            movies: Key of the library of movies.
            shows: Key of the library of shows.
            legacy: The libraries use agents from before 2019.
        """
        self.items: dict[int, Item] = {}
        self._movies = movies
        self._shows = shows
        self._legacy = legacy
        self._keys: dict[Identity, int] = {}
        self._children: dict[int, list[Item]] = {}

    def of(self, section: int, kind: Kind | None = None) -> list[Item]:
        """Return the items of a library, or one kind of them, by rating key."""
        return [
            item
            for item in self.items.values()
            if item.section == section and kind in {None, item.kind}
        ]

    def children(self, key: int) -> list[Item]:
        """Return the seasons of a show or the episodes of a season, in order."""
        return self._children.get(key, [])

    def scan(
        self, view: LibraryView, section: int, now: float | None, path: str = ""
    ) -> Changes:
        """Compare a library with the files and take over what differs.

        Args:
            view: The files.
            section: Key of the library.
            now: World time at which Plex finds what is new; None believes the files.
            path: Only look below this folder.
        """
        found = {item.key: item for item in self._read(view, section)}
        known = {item.key: item for item in self.of(section)}
        added, removed = [], []
        for key, item in found.items():
            old = known.get(key)
            if old is None and _touches(item, path):
                if now is not None:
                    item.added_at = item.updated_at = now
                added.append(item)
                self.items[key] = item
            elif old is not None:
                item.added_at = old.added_at
                changed = old.path != item.path and now is not None
                item.updated_at = now if changed and now else old.updated_at
                self.items[key] = item
        for key, item in known.items():
            if key not in found and _touches(item, path):
                removed.append(self.items.pop(key))
        self._children = defaultdict(list)
        for item in sorted(self.items.values(), key=lambda item: item.number):
            self._children[item.parent].append(item)
        return Changes(tuple(added), tuple(removed))

    def _read(self, view: LibraryView, section: int) -> Iterable[Item]:
        if section == self._movies:
            for movie in view.movies():
                yield self._movie(movie)
        elif section == self._shows:
            for show in view.shows():
                yield from self._show(show)

    def _key(self, *identity: str | int) -> int:
        return self._keys.setdefault(identity, len(self._keys) + 1)

    def _movie(self, movie: PlexMovie) -> Item:
        known_as = movie.tmdb or movie.imdb or f"{movie.title} {movie.year}"
        return Item(
            key=self._key("movie", known_as),
            kind=Kind.MOVIE,
            section=self._movies,
            title=movie.title,
            year=movie.year,
            added_at=movie.added_at,
            updated_at=movie.added_at,
            path=movie.path,
            guid=self._guid("movie", known_as, movie),
            guids=_elsewhere(movie),
            size=movie.size,
            minutes=movie.minutes,
        )

    def _show(self, show: PlexShow) -> Iterable[Item]:
        if not show.episodes:
            return
        known_as = show.tvdb or show.tmdb or f"{show.title} {show.year}"
        top = Item(
            key=self._key("show", known_as),
            kind=Kind.SHOW,
            section=self._shows,
            title=show.title,
            year=show.year,
            added_at=show.added_at,
            updated_at=max(episode.added_at for episode in show.episodes),
            path=show.path,
            guid=self._guid("show", known_as, show),
            guids=_elsewhere(show),
        )
        yield top
        for number in sorted({episode.season for episode in show.episodes}):
            episodes = [e for e in show.episodes if e.season == number]
            season = self._season(top, known_as, number, episodes)
            yield season
            for episode in sorted(episodes, key=lambda e: e.number):
                yield self._episode(top, season, known_as, episode)

    def _season(
        self, show: Item, known_as: str | int, number: int, episodes: list[PlexEpisode]
    ) -> Item:
        return Item(
            key=self._key("season", known_as, number),
            kind=Kind.SEASON,
            section=self._shows,
            title=f"Season {number}" if number else "Specials",
            year=show.year,
            added_at=max(episode.added_at for episode in episodes),
            updated_at=max(episode.added_at for episode in episodes),
            path=episodes[0].path,
            guid=_plex_guid("season", known_as, number),
            parent=show.key,
            number=number,
        )

    def _episode(
        self, show: Item, season: Item, known_as: str | int, episode: PlexEpisode
    ) -> Item:
        return Item(
            key=self._key("episode", known_as, episode.season, episode.number),
            kind=Kind.EPISODE,
            section=self._shows,
            title=episode.title,
            year=show.year,
            added_at=episode.added_at,
            updated_at=episode.added_at,
            path=episode.path,
            guid=_plex_guid("episode", known_as, episode.season, episode.number),
            parent=season.key,
            number=episode.number,
            size=episode.size,
            minutes=episode.minutes,
        )

    def _guid(self, kind: str, known_as: str | int, entry: PlexMovie | PlexShow) -> str:
        if not self._legacy:
            return _plex_guid(kind, known_as)
        if kind == "show":
            return f"com.plexapp.agents.thetvdb://{entry.tvdb}?lang=en"
        if entry.imdb:
            return f"com.plexapp.agents.imdb://{entry.imdb}?lang=en"
        return f"com.plexapp.agents.themoviedb://{entry.tmdb}?lang=en"


def _touches(item: Item, folder: str) -> bool:
    """Tell whether an item lies below a folder, or a show around it."""
    inside = folder.rstrip("/")
    around = item.kind is Kind.SHOW and inside.startswith(f"{item.path}/")
    return item.path.startswith(inside) or around


def _plex_guid(kind: str, *identity: str | int) -> str:
    digest = hashlib.sha256(f"{kind}{identity}".encode()).hexdigest()
    return f"plex://{kind}/{digest[:24]}"


def _elsewhere(entry: PlexMovie | PlexShow) -> tuple[str, ...]:
    ids = (("imdb", entry.imdb), ("tmdb", entry.tmdb), ("tvdb", entry.tvdb))
    return tuple(f"{place}://{number}" for place, number in ids if number)
