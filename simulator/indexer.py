"""What indexers offer: several releases of every title, and the NZB behind each.

A scenario decides here how the next downloads of a title end; the fate travels inside
the NZB, so that Sonarr and Radarr know as little of it as in real life.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from zlib import crc32

from simulator.catalogue import MovieTitle, SeriesTitle, words
from simulator.clock import Clock
from simulator.nzb import Fate, Post, write_nzb

_MB = 1024**2
_DAY = 86_400.0
INDEXERS = {1: "NZB Harbour", 2: "Usenet Attic"}


class Media(StrEnum):
    """Kinds of title."""

    MOVIE = "movie"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Release:
    """One offer of one indexer.

    Attributes:
        guid: Unique key at the indexer.
        title: Release name.
        indexer_id: Which indexer.
        quality_id: Quality, in the ids that Sonarr and Radarr share.
        size: Bytes.
        published: World time of posting, unix seconds.
        media: Kind of title.
        external_id: TMDB id of the film or TVDB id of the series.
        season: Season number of an episode or a pack.
        episodes: Episode numbers; all of a season for a pack.
        pack: A whole season.
        group: Release group.
        match: How the app recognises it: by "Title" or by "Id" only.
    """

    guid: str
    title: str
    indexer_id: int
    quality_id: int
    size: int
    published: float
    media: Media
    external_id: int
    season: int | None
    episodes: tuple[int, ...]
    pack: bool
    group: str
    match: str = "Title"

    @property
    def indexer(self) -> str:
        """Name of the indexer."""
        return INDEXERS[self.indexer_id]

    @property
    def info_url(self) -> str:
        """Page of the release at its indexer."""
        return f"https://indexer{self.indexer_id}.invalid/details/{self.guid}"

    @property
    def download_url(self) -> str:
        """Where the NZB lies at its indexer."""
        return f"https://indexer{self.indexer_id}.invalid/getnzb/{self.guid}.nzb"


@dataclass(frozen=True, slots=True)
class _Cut:
    quality_id: int
    tag: str
    mb_per_minute: float
    group: str
    indexer_id: int


_MOVIE_CUTS = (
    _Cut(18, "2160p.WEB-DL.DDP5.1.H.265", 130, "NORDLYS", 1),
    _Cut(7, "1080p.BluRay.x264", 82, "KELVIN", 1),
    _Cut(7, "1080p.BluRay.x264", 71, "MARLIN", 2),
    _Cut(3, "1080p.WEB-DL.DD5.1.H.264", 48, "OSPREY", 1),
    _Cut(3, "1080p.WEB-DL.DD5.1.H.264", 44, "TUNDRA", 2),
    _Cut(15, "1080p.WEBRip.x264", 30, "QUILL", 2),
    _Cut(5, "720p.WEB-DL.H.264", 24, "OSPREY", 1),
    _Cut(8, "480p.WEB-DL.x264", 9, "PEBBLE", 2),
)
_EPISODE_CUTS = (
    _Cut(18, "2160p.WEB.h265", 110, "NORDLYS", 1),
    _Cut(3, "1080p.WEB.h264", 45, "OSPREY", 1),
    _Cut(3, "1080p.WEB.h264", 41, "TUNDRA", 2),
    _Cut(15, "1080p.WEBRip.x264", 28, "QUILL", 2),
    _Cut(9, "1080p.HDTV.x264", 26, "KELVIN", 1),
    _Cut(5, "720p.WEB.h264", 21, "OSPREY", 1),
    _Cut(8, "480p.WEB.x264", 7, "PEBBLE", 2),
)


@dataclass(slots=True)
class Plan:
    """How the next downloads of a title end.

    Attributes:
        fates: Consumed in order, one for each release fetched for the first time.
        rest: For every release after those.
        match: How releases are recognised: by "Title" or by "Id".
        password: Opens what `Fate.PASSWORD` made.
        nzbs: Real NZB files by kind, for a real SABnzbd.
        published: When all its releases were posted, if that matters.
    """

    fates: deque[Fate] = field(default_factory=deque[Fate])
    rest: Fate = Fate.GOOD
    match: str = "Title"
    password: str = "open sesame"
    nzbs: dict[str, Path] = field(default_factory=dict)
    published: float | None = None


class Indexers:
    """The indexers of the world and the Usenet behind them."""

    def __init__(
        self, clock: Clock, *, seed: int = 0, nzb_folder: Path | None = None
    ) -> None:
        """Open the indexers.

        Args:
            clock: World time.
            seed: Varies sizes, ages and guids.
            nzb_folder: Real NZB files named `<kind>.nzb`, for a real SABnzbd.
        """
        self.clock = clock
        self.seed = seed
        self.nzb_folder = nzb_folder
        self.up = True
        self.fetched: dict[str, Fate] = {}
        self._born = clock.time()
        self._plans: dict[tuple[Media, int], Plan] = {}

    def plan(self, media: Media, external_id: int, plan: Plan) -> None:
        """Decide how the next downloads of a title end."""
        self._plans[(media, external_id)] = plan

    def planned(self, media: Media, external_id: int) -> bool:
        """Tell whether a scenario decided about a title."""
        return (media, external_id) in self._plans

    def movie(self, title: MovieTitle) -> list[Release]:
        """All offers for a film."""
        name = _dotted(title.title)
        length = title.runtime or 100
        return [
            self._release(
                cut,
                name,
                f"{title.year}.{cut.tag}-{cut.group}",
                length=length,
                media=Media.MOVIE,
                external_id=title.tmdb_id,
            )
            for cut in _MOVIE_CUTS
        ]

    def episodes(
        self, show: SeriesTitle, season: int, numbers: Sequence[int]
    ) -> list[Release]:
        """All offers for single episodes of a season."""
        return [
            self._episode(cut, show, season, number)
            for number in numbers
            for cut in _EPISODE_CUTS
        ]

    def episode(
        self, show: SeriesTitle, season: int, number: int, quality_id: int
    ) -> Release:
        """Return the first offer for an episode in a quality."""
        cut = next(cut for cut in _EPISODE_CUTS if cut.quality_id == quality_id)
        return self._episode(cut, show, season, number)

    def packs(
        self, show: SeriesTitle, season: int, numbers: Sequence[int]
    ) -> list[Release]:
        """All offers for a whole season."""
        return [
            self._release(
                cut,
                _dotted(show.title),
                f"S{season:02}.{cut.tag}-{cut.group}",
                length=minutes(show) * len(numbers),
                media=Media.SERIES,
                external_id=show.tvdb_id,
                season=season,
                episodes=tuple(numbers),
                pack=True,
            )
            for cut in _EPISODE_CUTS[:5]
        ]

    def fetch(self, release: Release) -> bytes:
        """Return the NZB of an offer.

        Raises:
            LookupError: The indexer is down, or lists what it does not have.
        """
        if not self.up:
            raise LookupError("the indexer does not answer")
        fate = self.fate(release)
        plan = self._plans.get((release.media, release.external_id), Plan())
        if (real := self._real(plan, fate)) is not None:
            return real.read_bytes()
        if fate is Fate.FETCH_404:
            raise LookupError("File not on server")
        now = self.clock.time()
        return write_nzb(
            Post(
                name=release.title,
                size=release.size,
                age_days=int((now - release.published) // _DAY),
                fate=fate,
                files=_files(release, fate),
                password=plan.password if fate is Fate.PASSWORD else "",
            ),
            now,
        )

    def fate(self, release: Release) -> Fate:
        """Return how a download of this offer ends; it is settled at first sight."""
        if (known := self.fetched.get(release.guid)) is not None:
            return known
        plan = self._plans.get((release.media, release.external_id), Plan())
        fate = plan.fates.popleft() if plan.fates else plan.rest
        self.fetched[release.guid] = fate
        return fate

    def mend(self, fate: Fate) -> None:
        """Let what had a fate be good from now on, as when news servers have it again."""
        for guid, known in self.fetched.items():
            if known is fate:
                self.fetched[guid] = Fate.GOOD
        for plan in self._plans.values():
            plan.fates = deque(_mended(each, fate) for each in plan.fates)
            plan.rest = _mended(plan.rest, fate)

    def _real(self, plan: Plan, fate: Fate) -> Path | None:
        names = ["good"] if fate is Fate.GOOD else [fate.value, "bad"]
        for name in names:
            if name in plan.nzbs:
                return plan.nzbs[name]
            if self.nzb_folder is None:
                continue
            path = self.nzb_folder / f"{name}.nzb"
            if path.exists():
                return path
        return None

    def _episode(
        self, cut: _Cut, show: SeriesTitle, season: int, number: int
    ) -> Release:
        return self._release(
            cut,
            _dotted(show.title),
            f"S{season:02}E{number:02}.{cut.tag}-{cut.group}",
            length=minutes(show),
            media=Media.SERIES,
            external_id=show.tvdb_id,
            season=season,
            episodes=(number,),
        )

    def _release(
        self,
        cut: _Cut,
        name: str,
        tail: str,
        *,
        length: float,
        media: Media,
        external_id: int,
        season: int | None = None,
        episodes: tuple[int, ...] = (),
        pack: bool = False,
    ) -> Release:
        plan = self._plans.get((media, external_id))
        match = plan.match if plan is not None else "Title"
        posted = plan.published if plan is not None else None
        if match == "Id":
            name = f"Unfamiliar.Name.{external_id % 97}"
        title = f"{name}.{tail}"
        guid = f"{crc32(f'{self.seed} {cut.indexer_id} {title}'.encode()):08x}"
        noise = int(guid, 16)
        return Release(
            guid=guid,
            title=title,
            indexer_id=cut.indexer_id,
            quality_id=cut.quality_id,
            size=int(cut.mb_per_minute * length * _MB * (0.9 + noise % 200 / 1000)),
            published=posted or self._born - _DAY * (1 + noise % 900),
            media=media,
            external_id=external_id,
            season=season,
            episodes=episodes,
            pack=pack,
            group=cut.group,
            match=match,
        )


def minutes(show: SeriesTitle) -> int:
    """Return the running time of an episode."""
    return {"anime": 24, "daily": 42}.get(show.kind, 48)


def _mended(planned: Fate, fate: Fate) -> Fate:
    return Fate.GOOD if planned is fate else planned


@cache
def _dotted(title: str) -> str:
    return ".".join(word.capitalize() for word in words(title).split())


def _files(release: Release, fate: Fate) -> tuple[str, ...]:
    name = release.title
    match fate:
        case Fate.EXECUTABLE:
            return (f"{name}.exe",)
        case Fate.UNWANTED_EXTENSION:
            return (f"{name}.scr",)
        case Fate.SAMPLE:
            return (f"{name}-sample.mkv",)
        case Fate.ARCHIVE_LEFT:
            return (f"{name}.rar",)
        case _ if release.pack:
            return tuple(_pack_files(name, release.season or 0, release.episodes))
        case _:
            return (f"{name}.mkv",)


def _pack_files(name: str, season: int, episodes: Iterable[int]) -> Iterable[str]:
    mark = f".S{season:02}."
    for number in episodes:
        yield f"{name.replace(mark, f'.S{season:02}E{number:02}.', 1)}.mkv"
