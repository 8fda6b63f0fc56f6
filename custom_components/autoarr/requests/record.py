"""The words of requests: what somebody asked for, of whom, and how far it is. Facts only.

Durations are in seconds, times aware datetimes in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..message import Message
from .model import MediaType


class RequestStatus(StrEnum):
    """Where a request stands."""

    AMBIGUOUS = "ambiguous"
    """Several titles may be meant: somebody has to choose."""
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    """It would change what is there: somebody has to agree."""
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    """To be carried out; also while a server that is needed does not answer."""
    SEARCHING = "searching"
    WAITING_FOR_RELEASE = "waiting_for_release"
    """It is not out yet."""
    DOWNLOADING = "downloading"
    IMPORTING = "importing"
    """Downloaded; on its way into the library and to Plex."""
    PARTIALLY_AVAILABLE = "partially_available"
    AVAILABLE = "available"
    MONITORING = "monitoring"
    """Only what is still to come was asked for, and the app looks out for it."""
    FAILED = "failed"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Return whether something may still happen to it."""
        return self not in _ENDED

    @property
    def is_question(self) -> bool:
        """Return whether it waits for the requester's answer."""
        return self in (self.AMBIGUOUS, self.AWAITING_CONFIRMATION)

    @property
    def is_under_way(self) -> bool:
        """Return whether the servers have been told, and the rest is up to them."""
        return self in _UNDER_WAY


_ENDED = frozenset(
    {
        RequestStatus.AVAILABLE,
        RequestStatus.MONITORING,
        RequestStatus.FAILED,
        RequestStatus.DECLINED,
        RequestStatus.CANCELLED,
    }
)
_UNDER_WAY = frozenset(
    {
        RequestStatus.SEARCHING,
        RequestStatus.WAITING_FOR_RELEASE,
        RequestStatus.DOWNLOADING,
        RequestStatus.IMPORTING,
        RequestStatus.PARTIALLY_AVAILABLE,
    }
)


class RequestKind(StrEnum):
    """What is wanted of a title."""

    GET = "get"
    QUALITY = "quality"
    """It is there, or on its way, and wanted in another quality."""
    BETTER = "better"
    """It is there, and whatever is better is wanted as well."""
    REPLACE = "replace"
    """The copy that is there is bad."""


class RequesterKind(StrEnum):
    """Who asks."""

    SYSTEM = "system"
    """An automation or script that nobody started."""
    USER = "user"
    GUEST = "guest"
    """Somebody whom nobody knows: a voice in the room."""


class Scope(StrEnum):
    """Which part of a series is wanted; a film is always wanted as a whole."""

    ALL = "all"
    FIRST = "first"
    LATEST = "latest"
    FUTURE = "future"
    """Only what was not broadcast yet."""
    SEASONS = "seasons"
    """The seasons that are named."""
    EPISODES = "episodes"
    """The episodes that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Who asked for something."""

    kind: RequesterKind
    user_id: str | None = None
    name: str = ""
    is_admin: bool = False
    """Whether it was an administrator, when asking."""

    @property
    def key(self) -> str:
        """The same for everything that one requester asks for."""
        return self.user_id or self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeWish:
    """One episode that is wanted."""

    season: int | None = None
    number: int | None = None
    """Within its season; None for the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A title that a request may mean."""

    media_type: MediaType
    title: str
    year: int | None = None
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    imdb_id: str | None = None
    overview: str = ""
    poster: str | None = None
    in_library: bool = False
    available: bool = False
    """All of it is there."""
    seasons: tuple[int, ...] = ()
    """Numbers of the seasons of a series, without the specials."""
    score: float = 0
    """How well it fits what was said, up to 1."""

    @property
    def target(self) -> str:
        """The id that tells titles apart, whatever server has them."""
        if self.media_type is MediaType.MOVIE:
            return f"movie:{self.tmdb_id}"
        return f"series:{self.tvdb_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody said, taken apart; all of it optional but a text or a title."""

    text: str = ""
    """As it was said."""
    title: str = ""
    media_type: MediaType | None = None
    year: int | None = None
    scope: Scope | None = None
    seasons: tuple[int, ...] = ()
    episodes: tuple[EpisodeWish, ...] = ()
    quality: str | None = None
    """480p, 720p, 1080p, 2160p, remux or best."""
    language: str | None = None
    """Of the text; None where nobody knows."""
    server: str | None = None
    """Name of the Sonarr or Radarr that is to have it."""
    best: bool = False
    """Take the best title rather than ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request, from the first word to the film in the living room."""

    id: str
    correlation_id: str
    status: RequestStatus
    kind: RequestKind = RequestKind.GET
    requester: Requester
    wish: Wish
    created_at: datetime
    updated_at: datetime
    offer: Offer | None = None
    """The title that is meant; None while nobody knows."""
    candidates: tuple[Offer, ...] = ()
    """The titles to choose from, best first."""
    server_id: str | None = None
    """Subentry id of the Sonarr or Radarr that is to have it."""
    media_id: int | None = None
    """Its id on that server, once it is there."""
    profile_id: int | None = None
    """The quality profile that it is to have; None leaves the one it has."""
    root_folder: str | None = None
    seasons: tuple[int, ...] = ()
    """The seasons that are wanted, once the series is known."""
    message: Message | None = None
    """Why the status is what it is."""
    reason: str = ""
    """What a person gave as the reason."""
    progress: float | None = None
    """Per cent."""
    eta: int | None = None
    expires_at: datetime | None = None
    """When a question that nobody answers is dropped."""
    next_try_at: datetime | None = None
    """When something that did not work is tried again; None for as soon as possible."""
    tries: int = 0
    sent_at: datetime | None = None
    """When the server was told of it."""
    searched_at: datetime | None = None
    searches: int = 0
    imported_at: datetime | None = None
    """When all of it was in the library."""
    scanned_at: datetime | None = None
    """When Plex was told to look for it."""
    downloads: tuple[str, ...] = ()
    """Ids of the downloads that are for it, oldest first."""
    past_downloads: tuple[str, ...] = ()
    """Ids of the title's downloads that were over before the request was sent."""
    blamed: tuple[str, ...] = ()
    """Names of the releases that were marked as failed for it."""
    added: bool = False
    """The title was not in the library before."""
    hidden: bool = False
    """Its requester does not want to see it any more."""

    @property
    def title(self) -> str:
        """The title that is meant, else what was said of it."""
        if self.offer is not None:
            return self.offer.title
        return self.wish.title or self.wish.text

    @property
    def media_type(self) -> MediaType | None:
        """Film or series, as far as that is known."""
        return self.offer.media_type if self.offer else self.wish.media_type

    @property
    def label(self) -> str:
        """The title for people, in any language: with its year, season and episode."""
        label = self.title
        if self.offer and self.offer.year:
            label += f" ({self.offer.year})"
        if self.wish.episodes and self.wish.scope is Scope.EPISODES:
            return f"{label} {', '.join(map(_episode_label, self.wish.episodes))}"
        if self.wish.scope in (Scope.SEASONS, Scope.FIRST, Scope.LATEST):
            seasons = self.seasons or self.wish.seasons
            return " ".join([label, *(f"S{number:02}" for number in seasons)])
        return label

    @property
    def is_sent(self) -> bool:
        """Return whether the server was told of it."""
        return self.sent_at is not None

    @property
    def _part(self) -> tuple[object, ...]:
        """Which part of a series it is for, however that was said."""
        is_future = self.wish.scope is Scope.FUTURE
        return is_future, self.seasons, self.wish.episodes

    def asks_the_same(self, other: Request) -> bool:
        """Return whether another request is for the same part of the same title."""
        if self.offer is None or other.offer is None:
            return (
                self.offer is other.offer
                and self.wish == other.wish
                and self.requester.key == other.requester.key
            )
        return (
            self.offer.target == other.offer.target
            and self.kind is other.kind
            and self._part == other._part
            and (self.wish.quality or other.wish.quality) == other.wish.quality
            and (self.wish.server or other.wish.server) == other.wish.server
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """Which requests to list; None or empty means any."""

    statuses: frozenset[RequestStatus] = frozenset()
    media_type: MediaType | None = None
    requester: str | None = None
    """The key of who asked."""
    since: datetime | None = None
    """Asked at or after."""
    is_open: bool | None = None
    target: str | None = None
    """`movie:` or `series:` and the id of the title."""
    shown: bool = False
    """Leave out what its requester has hidden."""


def _episode_label(wish: EpisodeWish) -> str:
    season = "" if wish.season is None else f"S{wish.season:02}"
    number = "" if wish.number is None else f"E{wish.number:02}"
    return f"{season}{number}"
