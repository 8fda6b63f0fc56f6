"""Whom a story is about: reading its parameters and choosing a title for it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.arr.films import Film
from simulator.arr.library import Target
from simulator.arr.server import ArrServer
from simulator.arr.shows import Episode
from simulator.indexer import Media, Release
from simulator.nzb import Fate
from simulator.sabnzbd.engine import JobEngine
from simulator.sabnzbd.jobs import mend
from simulator.world import Simulation

type Json = dict[str, Any]

_MAX_PACK = 13


class WrongParameterError(ValueError):
    """A story was told with a parameter that it does not take."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A world and the parameters of the story to be told in it."""

    sim: Simulation
    parameters: Json

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter that is text.

        Raises:
            WrongParameterError: It is something else.
        """
        given = self.parameters.get(name, default)
        if not isinstance(given, str):
            raise WrongParameterError(f"{name} must be text")
        return given

    def number(self, name: str, default: int) -> int:
        """Return a parameter that is a whole number greater than zero.

        Raises:
            WrongParameterError: It is something else.
        """
        given = self.parameters.get(name, default)
        if isinstance(given, bool) or not isinstance(given, int) or given < 1:
            raise WrongParameterError(
                f"{name} must be a whole number greater than zero"
            )
        return given

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a parameter that is true or false.

        Raises:
            WrongParameterError: It is something else.
        """
        given = self.parameters.get(name, default)
        if not isinstance(given, bool):
            raise WrongParameterError(f"{name} must be true or false")
        return given

    def fate(self, name: str, default: Fate) -> Fate:
        """Return a parameter that is a fate."""
        return Fate(self.text(name, default))

    @property
    def media(self) -> Media:
        """Kind of title: movie (default) or series."""
        return Media(self.text("media", "movie"))

    @property
    def app(self) -> ArrServer:
        """The app that keeps this kind of title."""
        return self.sim.app(self.media)

    def engine(self) -> JobEngine:
        """Return the engine of the simulated SABnzbd.

        Raises:
            ValueError: A real one stands in its place.
        """
        if self.sim.real is not None:
            raise ValueError("this needs the simulated SABnzbd")
        return self.sim.sabnzbd.engine

    def mend(self, fate: Fate) -> None:
        """Let all posts that had a fate be good, also those that were grabbed before.

        Raises:
            ValueError: A real SABnzbd stands in the place of the simulated one.
        """
        engine = self.engine()
        mend([*engine.jobs, *(row.job for row in engine.rows)], fate)
        self.sim.indexers.mend(fate)

    def nzbs(self) -> dict[str, Path]:
        """Return real NZB files by kind."""
        given = self.parameters.get("nzbs") or {}
        return {str(kind): Path(path) for kind, path in given.items()}


def external_id(app: ArrServer, target: Target) -> int:
    """Return the TMDB or TVDB id of a target."""
    ids = app.core.library.external(target.media_id)
    return int(ids.get("tvdbId") or ids.get("tmdbId") or 0)


def _busy(app: ArrServer, target: Target) -> bool:
    downloads = app.downloads
    others = [t.target for t in downloads.tracked.values() if t.target]
    others += [pending.target for pending in downloads.pending]
    return any(other.media_id == target.media_id for other in others)


def choose_film(stage: Stage) -> Target:
    """Return the film that was named, or a missing one that no story is about yet."""
    sim = stage.sim
    films = sim.radarr.films
    if title := stage.text("title"):
        found = sim.catalogue.find_movies(title)
        if not found:
            raise ValueError(f"nobody knows a film {title!r}")
        film = films.by_tmdb(found[0].tmdb_id) or _add_film(stage, found[0].tmdb_id)
        return films.target(film)
    now = sim.clock.time()
    for film in films.missing():
        target = films.target(film)
        fresh = not sim.indexers.planned(Media.MOVIE, film.movie.tmdb_id)
        if fresh and films.is_available(film, now) and not _busy(sim.radarr, target):
            return target
    return films.target(_new_film(stage))


def _new_film(stage: Stage) -> Film:
    films, now = stage.sim.radarr.films, stage.sim.clock.time()
    for movie in stage.sim.catalogue.movies:
        if films.by_tmdb(movie.tmdb_id) is None:
            film = _add_film(stage, movie.tmdb_id)
            if films.is_available(film, now):
                return film
            films.remove(film)
    raise ValueError("every film is in the library")


def _add_film(stage: Stage, tmdb_id: int) -> Film:
    sim = stage.sim
    movie = sim.catalogue.movie(tmdb_id)
    assert movie is not None
    root = sim.radarr.core.settings.lists["rootfolder"][0]["path"]
    return sim.radarr.films.add(movie, root=root, profile_id=4, now=sim.clock.time())


def choose_episode(stage: Stage) -> Target:
    """Return an episode of the series that was named, or a missing one."""
    shows = stage.sim.sonarr.shows
    if title := stage.text("title"):
        series = _series(stage, title)
        aired = [e for e in series if e.air < stage.sim.clock.time()]
        missing = [e for e in aired if e.file is None]
        return shows.target((missing or aired)[:1])
    for episode in shows.missing(stage.sim.clock.time()):
        show = shows.series[episode.series_id].show
        target = shows.target([episode])
        fresh = not stage.sim.indexers.planned(Media.SERIES, show.tvdb_id)
        if fresh and not _busy(stage.sim.sonarr, target):
            return target
    return shows.target(_new_series(stage)[:1])


def _series(stage: Stage, title: str) -> list[Episode]:
    sim = stage.sim
    found = sim.catalogue.find_series(title)
    if not found:
        raise ValueError(f"nobody knows a series {title!r}")
    if (series := sim.sonarr.shows.by_tvdb(found[0].tvdb_id)) is not None:
        return series.episodes
    return _add_series(stage, found[0].tvdb_id)


def _add_series(stage: Stage, tvdb_id: int) -> list[Episode]:
    sim = stage.sim
    show = sim.catalogue.show(tvdb_id)
    assert show is not None
    root = sim.sonarr.core.settings.lists["rootfolder"][0]["path"]
    shows = sim.sonarr.shows
    series = shows.add(show, root=root, profile_id=4, now=sim.clock.time())
    shows.fill(series)
    return series.episodes


def _new_series(stage: Stage) -> list[Episode]:
    shows = stage.sim.sonarr.shows
    for show in stage.sim.catalogue.series:
        if show.ended and shows.by_tvdb(show.tvdb_id) is None:
            episodes = _add_series(stage, show.tvdb_id)
            return [one for one in episodes if one.season > 0]
    raise ValueError("every series is in the library")


def choose_season(stage: Stage) -> Target:
    """Return a season without a file: of the series that was named, or of any."""
    shows, now = stage.sim.sonarr.shows, stage.sim.clock.time()
    if title := stage.text("title"):
        episodes = _series(stage, title)
        numbers = sorted({one.season for one in episodes if one.season > 0})
        number = stage.number("season", numbers[0])
        return shows.target([one for one in episodes if one.season == number])
    for series in shows.series.values():
        for number, count in series.show.seasons:
            season = shows.season(series, number)
            whole = all(one.file is None and one.air < now for one in season)
            target = shows.target(season)
            fresh = not stage.sim.indexers.planned(Media.SERIES, series.show.tvdb_id)
            if whole and fresh and count <= _MAX_PACK and not _busy(stage.app, target):
                return target
    episodes = _new_series(stage)
    return shows.target([e for e in episodes if e.season == episodes[0].season])


def choose_target(stage: Stage) -> Target:
    """Return a film or an episode, as the kind of title asks."""
    return choose_film(stage) if stage.media is Media.MOVIE else choose_episode(stage)


def many_offers(stage: Stage) -> list[tuple[Target, Release]]:
    """Return releases of everything in the library, for crowds of downloads."""
    library = stage.app.core.library
    if stage.media is Media.MOVIE:
        films = stage.sim.radarr.films
        targets = [films.target(film) for film in films.films.values()]
    else:
        shows = stage.sim.sonarr.shows
        now = stage.sim.clock.time()
        aired = [e for e in shows.episodes.values() if e.air < now]
        targets = [shows.target([episode]) for episode in aired[:60]]
    return [
        (target, release) for target in targets for release in library.offers(target)
    ]
