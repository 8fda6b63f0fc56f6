"""What is done to downloads, and what therefore is true of them.

The truth about a download is written down here, when its cause is injected; nothing in
this package asks AutoArr what it thinks the cause was.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.arr.library import Target
from simulator.arr.server import ArrServer
from simulator.casting import external_id
from simulator.indexer import Media, Plan
from simulator.nzb import Fate, Post, write_nzb
from simulator.world import Simulation

_GB = 1024**3
_PROFILE = 4

RELEASE_FAULTS = frozenset(
    {
        Fate.MISSING_ARTICLES,
        Fate.REPAIR_FAILED,
        Fate.DAMAGED_RAR,
        Fate.ENCRYPTED,
        Fate.ENCRYPTED_SINGLE,
        Fate.UNWANTED_EXTENSION,
        Fate.STALLED,
        Fate.EXECUTABLE,
        Fate.SAMPLE,
        Fate.ARCHIVE_LEFT,
        Fate.STRANGE,
    }
)
"""Fates that the release is to blame for; all others are healthy or the house's fault."""

HOUSE_FAULTS = frozenset({Fate.MISSING_FILES, Fate.DISK_FULL_UNPACK, Fate.SCRIPT_FAILS})
"""Fates of good releases in a sick house."""


class End(StrEnum):
    """How a story ends when all goes well."""

    IMPORTED = "imported"
    REMOVED = "removed"
    """Taken out of the queue, nobody blamed, the library as it was."""
    UNTOUCHED = "untouched"
    """Left for a person."""


class Shape(StrEnum):
    """What is downloaded."""

    MOVIE = "movie"
    EPISODE = "episode"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of story.

    Attributes:
        name: What it is called.
        failure_class: The class that it belongs to by what is really wrong, or "" for
            what is healthy.
        fates: Of the first releases.
        rest: Of all others.
        match: How the app recognises the release: by "Title" or "Id".
        fresh: It was posted a moment ago.
        end: How it should end.
        recoverable: A good copy exists, or what is wrong will pass.
        shapes: What it may happen to.
    """

    name: str
    failure_class: str
    fates: tuple[Fate, ...] = ()
    rest: Fate = Fate.GOOD
    match: str = "Title"
    fresh: bool = False
    end: End = End.IMPORTED
    recoverable: bool = True
    shapes: tuple[Shape, ...] = (Shape.MOVIE, Shape.EPISODE)


_EVERY = (Shape.MOVIE, Shape.EPISODE, Shape.SEASON)
_NO_PACK = (Shape.MOVIE, Shape.EPISODE)

HEALTHY = Kind("healthy", "", shapes=_EVERY)
MISSING = Kind(
    "missing_articles", "bad_release", (Fate.MISSING_ARTICLES,), shapes=_EVERY
)
NOTHING_LEFT = Kind(
    "nothing_left",
    "bad_release",
    rest=Fate.MISSING_ARTICLES,
    end=End.UNTOUCHED,
    recoverable=False,
)
PROVIDER_LOST = Kind("provider_lost_files", "environment", (Fate.MISSING_FILES,))
UNPACK_FULL = Kind("disk_full_unpack", "environment", (Fate.DISK_FULL_UNPACK,))
SCRIPT = Kind("script_fails", "environment", (Fate.SCRIPT_FAILS,))
HELD_UP = Kind("held_up", "environment", shapes=_EVERY)
"""A healthy download that begins while something in the house is broken."""
REDUNDANT = Kind("not_an_upgrade", "redundant", end=End.REMOVED, shapes=_NO_PACK)
MISMATCH = Kind("title_mismatch", "ambiguous", end=End.UNTOUCHED, recoverable=False)
BY_HAND = Kind(
    "by_hand",
    "unowned",
    rest=Fate.MISSING_ARTICLES,
    end=End.UNTOUCHED,
    recoverable=False,
)
TBA = Kind("tba", "waiting", shapes=(Shape.EPISODE,))
FRESH = Kind("delayed", "waiting", fresh=True)
BY_ID = Kind("matched_by_id", "importable", match="Id")

SINGLE: tuple[tuple[Kind, int], ...] = (
    (MISSING, 9),
    (Kind("two_bad", "bad_release", (Fate.MISSING_ARTICLES, Fate.DAMAGED_RAR)), 4),
    (Kind("repair_failed", "bad_release", (Fate.REPAIR_FAILED,), shapes=_EVERY), 6),
    (Kind("damaged_rar", "bad_release", (Fate.DAMAGED_RAR,)), 5),
    (Kind("sample", "bad_release", (Fate.SAMPLE,)), 4),
    (Kind("archive_left", "bad_release", (Fate.ARCHIVE_LEFT,)), 4),
    (NOTHING_LEFT, 3),
    (Kind("encrypted_paused", "encrypted", (Fate.ENCRYPTED,), shapes=_EVERY), 18),
    (Kind("encrypted_unpack", "encrypted", (Fate.ENCRYPTED_SINGLE,)), 14),
    (Kind("executable", "dangerous", (Fate.EXECUTABLE,)), 18),
    (Kind("unwanted_extension", "dangerous", (Fate.UNWANTED_EXTENSION,)), 14),
    (Kind("stalled", "stalled", (Fate.STALLED,)), 32),
    (SCRIPT, 5),
    (TBA, 14),
    (FRESH, 18),
    (REDUNDANT, 32),
    (BY_ID, 32),
    (MISMATCH, 32),
    (BY_HAND, 32),
    (Kind("strange_words", "unknown", (Fate.STRANGE,)), 32),
    (HEALTHY, 130),
)
"""What happens to single downloads, and how often in a month."""


@dataclass(slots=True, eq=False)
class Case:
    """One story and what is true of it.

    Attributes:
        kind: What was done.
        app: Which app it happens in.
        target: What is downloaded, if the app knows it.
        title: For people.
        began: World time.
        dropped: A person took it away.
        closed: How it ended, once people are through with it.
        jobs: Ids that were handed out for it, oldest first.
    """

    kind: Kind
    app: ArrServer
    target: Target | None
    title: str
    began: float
    dropped: bool = False
    closed: bool | None = None
    jobs: list[str] = field(default_factory=list)

    @property
    def recoverable(self) -> bool:
        """Whether it counts among what can be made good."""
        return bool(self.kind.failure_class) and self.kind.recoverable

    @property
    def has_file(self) -> bool:
        """Whether all of it is in the library."""
        library = self.app.core.library
        return self.target is not None and all(
            library.file(unit) is not None for unit in self.target.units
        )

    @property
    def media(self) -> tuple[ArrServer, int] | None:
        """The title that it is about."""
        return (self.app, self.target.media_id) if self.target is not None else None

    def close(self) -> None:
        """Remember how it ended: the title is about to go."""
        self.closed = self.good

    @property
    def good(self) -> bool:
        """Whether it ended as it should, by now."""
        if self.closed is not None:
            return self.closed
        match self.kind.end:
            case End.IMPORTED:
                return self.has_file
            case End.REMOVED:
                return self.has_file and not self.waits
            case End.UNTOUCHED:
                return True

    @property
    def waits(self) -> bool:
        """Whether something of it still stands in the app's queue."""
        return any(job in self.app.downloads.tracked for job in self.jobs)


class Stage:
    """Begins stories with titles that nothing has happened to yet."""

    def __init__(self, simulation: Simulation) -> None:
        """Play in a world."""
        self.simulation = simulation
        self._movies = iter(simulation.catalogue.movies)
        self._shows = iter(simulation.catalogue.series)
        self._by_hand = 0

    async def begin(self, kind: Kind, shape: Shape) -> Case:
        """Let a story begin."""
        sim = self.simulation
        media = Media.MOVIE if shape is Shape.MOVIE else Media.SERIES
        app = sim.app(media)
        if kind in (MISMATCH, BY_HAND):
            return await self._add_by_hand(kind, app, media)
        target = self._new_target(shape)
        case = Case(kind, app, target, app.core.library.title(target), sim.clock.time())
        plan = Plan(
            fates=deque(kind.fates),
            rest=kind.rest,
            match=kind.match,
            published=sim.clock.time() if kind.fresh else None,
        )
        sim.indexers.plan(media, external_id(app, target), plan)
        if kind is TBA:
            episode = sim.sonarr.shows.episodes[target.units[0]]
            episode.title, episode.air = "TBA", sim.clock.time() - 3600
        if kind is REDUNDANT:
            await self._grab_worse(case, target)
        else:
            app.search_again(target)
        return case

    def _new_target(self, shape: Shape) -> Target:
        sim = self.simulation
        now = sim.clock.time()
        if shape is Shape.MOVIE:
            films = sim.radarr.films
            root = sim.radarr.core.settings.lists["rootfolder"][0]["path"]
            film = films.add(
                next(self._movies), root=root, profile_id=_PROFILE, now=now
            )
            return films.target(film)
        shows = sim.sonarr.shows
        root = sim.sonarr.core.settings.lists["rootfolder"][0]["path"]
        series = shows.add(next(self._shows), root=root, profile_id=_PROFILE, now=now)
        shows.fill(series)
        chosen = series.episodes if shape is Shape.SEASON else series.episodes[:1]
        for episode in series.episodes:
            episode.monitored = episode in chosen
        return shows.target(chosen)

    async def _grab_worse(self, case: Case, target: Target) -> None:
        """Let somebody grab a copy that is worse than the one in the library."""
        sim, app = self.simulation, case.app
        unit = target.units[0]
        if app is sim.radarr:
            sim.give_movie(sim.radarr.films.films[unit], 7)
        else:
            sim.give_episode(sim.sonarr.shows.episodes[unit], 3)
        worst = min(
            (r for r in app.core.library.offers(target) if not r.pack),
            key=lambda release: app.core.library.table.rank(release.quality_id),
        )
        await app.search.grab(worst, target, "InteractiveSearch")
        app.refresh_soon()

    async def _add_by_hand(self, kind: Kind, app: ArrServer, media: Media) -> Case:
        """Let somebody add a job to SABnzbd in the app's category."""
        self._by_hand += 1
        name = "Nobody.Knows.This" if kind is MISMATCH else "Holiday.Videos"
        tail = "2024" if media is Media.MOVIE else "S01E01"
        title = f"{name}.{self._by_hand}.{tail}.1080p.WEB.h264-HAND"
        case = Case(kind, app, None, title, self.simulation.clock.time())
        post = Post(title, 2 * _GB, 30, kind.rest, (f"{title}.mkv",))
        client = app.downloads.client()
        assert client is not None
        body = write_nzb(post, case.began)
        await client.add(title, body, client.category)
        return case
