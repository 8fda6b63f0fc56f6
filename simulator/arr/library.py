"""What the download machinery of an app needs to know of its library.

Sonarr and Radarr differ in what they keep; grabbing, tracking, failing and importing
are the same, and see the library through this interface only.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from simulator.arr.qualities import QualityTable
from simulator.arr.wire import Json
from simulator.indexer import Media, Release

ENGLISH: Json = {"id": 1, "name": "English"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a release or a download is for.

    Attributes:
        media_id: The app's id of the series or film.
        units: Ids of the episodes; a film is its own unit.
        season: Season number of episodes.
    """

    media_id: int
    units: tuple[int, ...]
    season: int | None = None


@dataclass(slots=True)
class MediaFile:
    """A video file in the library."""

    id: int
    path: str
    size: int
    quality_id: int
    group: str
    scene_name: str
    added: float


@dataclass(slots=True)
class Counters:
    """What an app has done since the world began."""

    searches: int = 0
    grabs: int = 0
    imports: int = 0
    failures: int = 0
    blocklistings: int = 0
    removals: int = 0
    searched: list[str] = field(default_factory=list)
    grabbed: list[str] = field(default_factory=list)


class Library(ABC):
    """The titles of one app and their files."""

    app: str
    media: Media
    noun: str
    """How the app's messages call one unit: episode or movie."""
    table: QualityTable

    @abstractmethod
    def recognise(self, title: str) -> Target | None:
        """Match a release name to the library, as the parser would."""

    @abstractmethod
    def match(self, release: Release) -> Target | None:
        """Match an offer to the library by its ids."""

    @abstractmethod
    def exists(self, media_id: int) -> bool:
        """Tell whether a series or film is (still) there."""

    @abstractmethod
    def media_ids(self) -> list[int]:
        """Return the ids of all series or films."""

    @abstractmethod
    def tagged(self, tag: int) -> list[int]:
        """Return the ids of the series or films with a tag."""

    @abstractmethod
    def title(self, target: Target) -> str:
        """Return the target in words, for people."""

    @abstractmethod
    def profile_id(self, media_id: int) -> int:
        """Return the quality profile of a series or film."""

    @abstractmethod
    def monitored(self, target: Target) -> bool:
        """Tell whether all of the target is wanted."""

    @abstractmethod
    def available(self, target: Target, now: float) -> bool:
        """Tell whether the target is out yet."""

    @abstractmethod
    def file(self, unit: int) -> MediaFile | None:
        """Return the file of an episode or film."""

    @abstractmethod
    def offers(self, target: Target) -> list[Release]:
        """Ask the indexers for a target; a whole season also finds packs."""

    @abstractmethod
    def searched(self, target: Target, now: float) -> None:
        """Remember that indexers were asked."""

    @abstractmethod
    def import_file(
        self, target: Target, unit: int, file: MediaFile, source: str
    ) -> str:
        """Put a file in the library and return its path there.

        Args:
            target: What the download is for.
            unit: Which episode or film the file is.
            file: The file; its path is set.
            source: Path it comes from, for its extension.
        """

    @abstractmethod
    def unit_for(self, target: Target, file_name: str) -> int | None:
        """Return which unit of the target a file is, by its name."""

    @abstractmethod
    def ids(self, target: Target, unit: int) -> Json:
        """Return the id fields of a row about one unit."""

    @abstractmethod
    def external(self, media_id: int) -> Json:
        """Return the ids that a grabbed history row carries."""

    @abstractmethod
    def release_type(self, target: Target) -> str | None:
        """Return SingleEpisode, MultiEpisode or SeasonPack; None for films."""

    @abstractmethod
    def waits_for_title(self, unit: int, now: float) -> str | None:
        """Return why an import must wait for metadata, if it must."""

    @abstractmethod
    def embed(self, target: Target, unit: int, wanted: frozenset[str]) -> Json:
        """Return the resources that a row includes on request.

        Args:
            target: What the row is about.
            unit: Which episode or film.
            wanted: Names of the fields: series, episode, movie.
        """

    @abstractmethod
    def cutoff_not_met(self, unit: int) -> bool:
        """Tell whether there is a file that could be better."""

    def files(self, target: Target) -> list[MediaFile]:
        """Return the files that the target has."""
        return [file for unit in target.units if (file := self.file(unit)) is not None]
