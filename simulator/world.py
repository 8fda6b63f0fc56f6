"""The whole simulated world: its servers, one clock, one library.

`Simulation` is what tests and the command line start; scenarios change it.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
import hashlib
from pathlib import Path
import tempfile
from types import TracebackType
from typing import Any, Self, override
from urllib.parse import urlsplit

from simulator.anthropic.server import AnthropicServer
from simulator.arr import providers
from simulator.arr.core import Disk
from simulator.arr.films import Film
from simulator.arr.library import Counters, MediaFile
from simulator.arr.radarr import RadarrServer
from simulator.arr.server import ArrServer
from simulator.arr.shows import Episode, Series
from simulator.arr.sonarr import SonarrServer
from simulator.arr.wire import iso
from simulator.catalogue import Catalogue, MovieTitle, SeriesTitle, load
from simulator.clock import Clock
from simulator.disks import RealDisk, SimulatedDisk
from simulator.http import AppServer
from simulator.indexer import Indexers, minutes
from simulator.plex.server import PlexServer
from simulator.plex.view import LibraryView, PlexEpisode, PlexMovie, PlexShow
from simulator.sabnzbd.server import SabnzbdServer

type Json = dict[str, Any]

MOVIES_ROOT = "/data/media/movies"
SHOWS_ROOT = "/data/media/tv"
_DAY = 86_400.0
_MB = 1024**2
_PROFILE = 4
_LINE_SPEED = 25e6


@dataclass(frozen=True, slots=True)
class RealSabnzbd:
    """A SABnzbd outside the simulation.

    Attributes:
        url: Where it answers.
        key: Its API key.
        library: Folder of this machine for what is imported.
        nzbs: Folder with real NZB files, named `<kind>.nzb`.
    """

    url: str
    key: str
    library: Path
    nzbs: Path | None = None


class Library(LibraryView):
    """What Plex sees: the files that Sonarr and Radarr imported."""

    def __init__(self, sonarr: SonarrServer, radarr: RadarrServer) -> None:
        """Look into the two libraries."""
        self._sonarr = sonarr
        self._radarr = radarr

    @override
    def movies(self) -> Iterable[PlexMovie]:
        for film in self._radarr.films.films.values():
            if (file := film.file) is not None:
                yield PlexMovie(
                    title=film.movie.title,
                    year=film.movie.year,
                    added_at=file.added,
                    path=file.path,
                    tmdb=film.movie.tmdb_id,
                    imdb=film.movie.imdb_id,
                    size=file.size,
                    minutes=film.movie.runtime,
                )

    @override
    def shows(self) -> Iterable[PlexShow]:
        for series in self._sonarr.shows.series.values():
            episodes = tuple(_plex_episodes(series))
            if episodes:
                yield PlexShow(
                    title=series.show.title,
                    year=series.show.year,
                    added_at=series.added,
                    path=series.path,
                    episodes=episodes,
                    tmdb=series.show.tmdb_id,
                    tvdb=series.show.tvdb_id,
                    imdb=series.show.imdb_id,
                )

    @override
    def changed_at(self) -> float:
        return max(self._sonarr.shows.changed_at, self._radarr.films.changed_at)


def _plex_episodes(series: Series) -> Iterable[PlexEpisode]:
    for episode in series.episodes:
        if (file := episode.file) is not None:
            yield PlexEpisode(
                season=episode.season,
                number=episode.number,
                title=episode.title,
                added_at=file.added,
                path=file.path,
                size=file.size,
                minutes=minutes(series.show),
            )


class Simulation:
    """A running world.

    Attributes:
        clock: World time.
        catalogue: Titles that exist.
        indexers: What can be downloaded.
        disk: Where downloads and library lie.
        sonarr: The Sonarr.
        radarr: The Radarr.
        sabnzbd: The simulated SABnzbd; it has no port where a real one stands in.
        plex: The Plex.
        anthropic: The model.
        control: The control desk.
        real: The real SABnzbd, if there is one.
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        seed: int = 0,
        base_port: int = 0,
        movies: int = 25,
        series: int = 12,
        sonarr_base: str = "",
        radarr_base: str = "",
        sabnzbd_version: str = "5.1.3",
        real: RealSabnzbd | None = None,
        clock: Clock | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        """Make a world; it lives between `start` and `stop`.

        Args:
            speed: World seconds in a real second.
            seed: Makes ids, releases and sizes reproducible.
            base_port: First of six ports, or 0 for any free ones.
            movies: Films in the library.
            series: Series in the library.
            sonarr_base: Base path of Sonarr.
            radarr_base: Base path of Radarr.
            sabnzbd_version: What the simulated SABnzbd says and behaves as.
            real: A real SABnzbd instead of the simulated one.
            clock: World time, instead of one that begins now.
            catalogue: Titles that exist, instead of the usual ones.
        """
        self.seed = seed
        self.base_port = base_port
        self.real = real
        self.clock = clock or Clock(speed)
        self.catalogue = catalogue or load()
        self.indexers = Indexers(
            self.clock, seed=seed, nzb_folder=real.nzbs if real else None
        )
        self.sabnzbd = SabnzbdServer(
            self.clock,
            api_key=self._key("sabnzbd"),
            version=sabnzbd_version,
            seed=seed,
            line_speed=_LINE_SPEED,
        )
        self.simulated_disk = SimulatedDisk(self.sabnzbd.engine.disk)
        self.disk: Disk = RealDisk() if real else self.simulated_disk
        roots = (MOVIES_ROOT, SHOWS_ROOT)
        if real is not None:
            roots = (str(real.library / "movies"), str(real.library / "tv"))
        self.sonarr = SonarrServer(
            self.clock,
            self.indexers,
            self.disk,
            self.catalogue,
            api_key=self._key("sonarr"),
            client=self._client("Sonarr"),
            url_base=sonarr_base,
            root=roots[1],
        )
        self.radarr = RadarrServer(
            self.clock,
            self.indexers,
            self.disk,
            self.catalogue,
            api_key=self._key("radarr"),
            client=self._client("Radarr"),
            url_base=radarr_base,
            root=roots[0],
        )
        self._populate(movies, series)
        self.plex = PlexServer(
            self.clock,
            Library(self.sonarr, self.radarr),
            token=self._key("plex")[:20],
            movies_path=roots[0],
            shows_path=roots[1],
            seed=seed,
        )
        self.anthropic = AnthropicServer(
            self.clock, api_key=f"sk-ant-{self._key('anthropic')}"
        )
        from simulator.control import ControlServer  # it needs this module itself

        self.control = ControlServer(self)

    def _key(self, name: str) -> str:
        text = f"{name} {self.seed}".encode()
        return hashlib.md5(text, usedforsecurity=False).hexdigest()

    def _client(self, app: str) -> Json:
        if self.real is None:
            key = self._key("sabnzbd")
            return providers.sabnzbd(app, 1, host="127.0.0.1", port=0, key=key)
        parts = urlsplit(self.real.url)
        client = providers.sabnzbd(
            app, 1, host=parts.hostname or "", port=parts.port or 80, key=self.real.key
        )
        if base := parts.path.strip("/"):
            _set_field(client, "urlBase", f"/{base}")
        return client

    # -- library -----------------------------------------------------------------------

    def _populate(self, movies: int, series: int) -> None:
        by_fame = sorted(self.catalogue.movies, key=lambda movie: -movie.popularity)
        shows = sorted(self.catalogue.series, key=lambda show: -show.popularity)
        for number, movie in enumerate(_every_third(by_fame, movies)):
            self._own_movie(movie, number)
        for number, show in enumerate(_every_third(shows, series)):
            self._own_series(show, number)

    def _own_movie(self, movie: MovieTitle, number: int) -> None:
        films = self.radarr.films
        now = self.clock.time()
        film = films.add(
            movie,
            root=self._root(self.radarr),
            profile_id=_PROFILE,
            now=now - (400 - number) * _DAY,
        )
        film.monitored = number % 12 != 7
        if number % 5 == 3 or not film.monitored:
            return
        quality = 7 if number % 2 else 3
        self.give_movie(film, 5 if number % 10 == 0 else quality)

    def give_movie(self, film: Film, quality_id: int) -> None:
        """Put a file of a film into the library, as if it came long ago."""
        release = next(
            r for r in self.indexers.movie(film.movie) if r.quality_id == quality_id
        )
        film.file = MediaFile(
            id=film.id,
            path=f"{film.path}/{release.title}.mkv",
            size=release.size,
            quality_id=quality_id,
            group=release.group,
            scene_name=release.title,
            added=film.added + _DAY,
        )

    def _own_series(self, show: SeriesTitle, number: int) -> None:
        shows = self.sonarr.shows
        now = self.clock.time()
        series = shows.add(
            show,
            root=self._root(self.sonarr),
            profile_id=_PROFILE,
            now=now - (300 - number) * _DAY,
        )
        shows.fill(series)
        last = series.show.seasons[-1][0]
        for episode in series.episodes:
            absent = number % 3 == 2 and episode.season == last
            absent |= number % 3 == 1 and episode.season == 1 and episode.number == 2
            if episode.air < now - _DAY and not absent:
                self.give_episode(episode, 3)

    def give_episode(self, episode: Episode, quality_id: int) -> None:
        """Put a file of an episode into the library, as if it came long ago."""
        series = self.sonarr.shows.series[episode.series_id]
        release = self.indexers.episode(
            series.show, episode.season, episode.number, quality_id
        )
        episode.file = MediaFile(
            id=episode.id,
            path=f"{series.path}/Season {episode.season}/{release.title}.mkv",
            size=release.size,
            quality_id=quality_id,
            group=release.group,
            scene_name=release.title,
            added=max(series.added, episode.air) + 3600,
        )

    def _root(self, app: ArrServer) -> str:
        root: str = app.core.settings.lists["rootfolder"][0]["path"]
        return root

    # -- life --------------------------------------------------------------------------

    @property
    def servers(self) -> dict[str, AppServer]:
        """The simulated servers by name."""
        servers: dict[str, AppServer] = {"sonarr": self.sonarr, "radarr": self.radarr}
        if self.real is None:
            servers["sabnzbd"] = self.sabnzbd
        return servers | {"plex": self.plex, "anthropic": self.anthropic}

    async def start(self) -> None:
        """Open all ports; the apps find SABnzbd at once."""
        order = ["sabnzbd", "plex", "sonarr", "radarr", "anthropic"]
        offset = {"sonarr": 0, "radarr": 1, "sabnzbd": 2, "plex": 3, "anthropic": 5}
        for name in order:
            if (server := self.servers.get(name)) is None:
                continue
            await server.start(self.base_port and self.base_port + offset[name])
            if server is self.sabnzbd:
                for app in (self.sonarr, self.radarr):
                    client = app.core.settings.lists["downloadclient"][0]
                    _set_field(client, "port", server.port)
                    _set_field(client, "urlBase", server.url_base or None)
        await self.control.start(self.base_port and self.base_port + 4)

    async def stop(self) -> None:
        """Close all ports and end all work."""
        for server in (self.control, *self.servers.values()):
            await server.stop()

    async def __aenter__(self) -> Self:
        """Start the world."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the world."""
        await self.stop()

    # -- what people see -----------------------------------------------------------------

    @property
    def counters(self) -> dict[str, Counters]:
        """What Sonarr and Radarr have done."""
        return {
            "sonarr": self.sonarr.core.counters,
            "radarr": self.radarr.core.counters,
        }

    def connections(self) -> Json:
        """Return where each server answers and with which key."""
        sabnzbd = {"url": self.sabnzbd.url, "api_key": self.sabnzbd.api_key}
        if self.real is not None:
            sabnzbd = {"url": self.real.url, "api_key": self.real.key}
        return {
            "sonarr": {"url": self.sonarr.url, "api_key": self.sonarr.api_key},
            "radarr": {"url": self.radarr.url, "api_key": self.radarr.api_key},
            "sabnzbd": sabnzbd,
            "plex": {"url": self.plex.url, "token": self.plex.token},
            "anthropic": {
                "url": self.anthropic.url,
                "api_key": self.anthropic.api_key,
            },
            "control": {"url": self.control.url},
        }

    def app(self, media: str) -> ArrServer:
        """Return Radarr for `movie` and Sonarr for `series`.

        Raises:
            ValueError: Neither was named.
        """
        match media:
            case "movie":
                return self.radarr
            case "series":
                return self.sonarr
        raise ValueError(f"media must be movie or series, not {media!r}")

    async def until(
        self, true: Callable[[], bool], *, seconds: float = 3600, step: float = 15
    ) -> None:
        """Let world time pass until something is true.

        Args:
            true: What to wait for.
            seconds: World seconds to wait at most.
            step: World seconds between two looks.

        Raises:
            TimeoutError: It never was.
        """
        deadline = self.clock.time() + seconds
        while not true():
            if self.clock.time() > deadline:
                raise TimeoutError(f"nothing happened in {seconds} world seconds")
            self.clock.advance(step)
            await asyncio.sleep(0.02)

    async def scenario(self, name: str, **parameters: Any) -> Json:
        """Play a scenario and return what it did.

        Raises:
            ValueError: There is no such scenario, or a parameter is wrong.
        """
        from simulator import scenarios  # it needs this module itself

        return await scenarios.play(self, name, parameters)

    def now(self) -> str:
        """World time for people."""
        return iso(self.clock.time())


def temporary_library() -> Path:
    """Return a new folder for what is imported from a real SABnzbd."""
    return Path(tempfile.mkdtemp(prefix="simulated-library-"))


def _every_third[T](rows: list[T], count: int) -> list[T]:
    chosen = rows[: count * 3 : 3]
    if len(chosen) < count:
        rest = [
            row for index, row in enumerate(rows) if index % 3 or index >= count * 3
        ]
        chosen += rest[: count - len(chosen)]
    return chosen


def _set_field(client: Json, name: str, value: object) -> None:
    for row in client["fields"]:
        if row["name"] == name and value is not None:
            row["value"] = value
