"""What a request consists of: what was said, what it may mean, and which titles fit.

Facts only. Reading sentences is for the parser, choosing titles for the resolver.
"""

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants."""

    REQUEST_MEDIA = "request_media"
    CANCEL_REQUEST = "cancel_request"
    DOWNLOAD_STATUS = "download_status"
    """How far downloads are: the queue, what is left."""
    REQUEST_STATUS = "request_status"
    """What became of a request: approved, refused, found."""
    WHAT_FAILED = "what_failed"
    RETRY_FAILED = "retry_failed"
    PAUSE_DOWNLOADS = "pause_downloads"
    RESUME_DOWNLOADS = "resume_downloads"
    REPLACE_BAD_COPY = "replace_bad_copy"
    NONE = "none"
    """Nothing that AutoArr does: playback, lights, small talk, anything unsafe."""


class MediaType(StrEnum):
    """A film or a series."""

    MOVIE = "movie"
    SERIES = "series"


class SeasonWord(StrEnum):
    """Seasons that are named without a number."""

    ALL = "all"
    FIRST = "first"
    LATEST = "latest"
    FUTURE = "future"
    """Only episodes that are yet to come."""


class Age(StrEnum):
    """Which of several titles of one name."""

    NEW = "new"
    """The newest of that name, or the one that just followed it."""
    NEWEST = "newest"
    OLDEST = "oldest"


class Quality(StrEnum):
    """What picture was asked for."""

    UHD = "2160p"
    FULL_HD = "1080p"
    HD = "720p"
    SD = "480p"
    REMUX = "remux"
    BEST = "best"


LATEST_EPISODE = "latest"


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode that was named.

    Attributes:
        season: Its season; None when none was said.
        number: Its number within the season, or `LATEST_EPISODE`.
    """

    season: int | None
    number: int | str


type Seasons = tuple[int, ...] | SeasonWord


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says.

    Attributes:
        intent: What is wanted.
        media_type: What was said to be wanted; None when nothing was said.
        title: The title as it was said, or None when none was.
        year: The year that was said beside the title.
        decade: The first year of the decade that was said beside it: "the 80s one".
        seasons: Numbers in rising order, or a word; None when none were said, or when
            episodes were.
        episodes: Episodes that were named.
        quality: What was asked for; None when nothing was.
        age: Whether the newest or the oldest title of that name is meant.
        country: "US", "UK", … when it was said: "the British one".
        whole_collection: Whether all films of a series of films were asked for.
        rejected: What was said not to be meant, as "not the 1984 one": no title.
        language: In which language it was read.
        confidence: From 0 to 1: how much of the sentence the grammar accounts for.
        readings: The same sentence with more words left in the title, the most
            literal first: "Wonder Woman 1984" with and without a year. Which one holds
            is known when titles are looked up; all else as here.
        trimmed: The same sentence with words taken off the ends of its title that are
            part of few titles, the longest first: "arrival" for "arrival have it".
            They are tried when nothing is called as the other readings say.
        verbatim: Whether the title is the whole sentence, verb and all, as "Get Out" is:
            that holds only if a title is called just so.
        if_known: What it would be if a title of exactly that name exists; only where
            the intent is none, as in "severance" or "get the taxi".
    """

    intent: Intent
    media_type: MediaType | None = None
    title: str | None = None
    year: int | None = None
    decade: int | None = None
    seasons: Seasons | None = None
    episodes: tuple[Episode, ...] | None = None
    quality: Quality | None = None
    age: Age | None = None
    country: str | None = None
    whole_collection: bool = False
    rejected: Understood | None = None
    language: str | None = None
    confidence: float = 0.0
    readings: tuple[Understood, ...] = ()
    trimmed: tuple[Understood, ...] = ()
    verbatim: bool = False
    if_known: Understood | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that a look-up offers.

    Attributes:
        kind: Film or series.
        title: Its name, as the look-up gives it: "The Office (US)".
        year: When it came out or began; None when that is not known.
        alternate_titles: Other names, in any language.
        original_title: Its name where it was made.
        popularity: Any number that grows with fame, comparable among the candidates
            of one look-up only; None when that is not known.
        seasons: Numbers of its seasons; empty when not known.
        country: Where it was made, as "US" or "UK"; None when not known.
        network: Who shows or showed it.
        collection: The series of films that it belongs to.
        in_library: Whether Sonarr or Radarr has it already.
        overview: What it is about.
        poster: Address of its poster.
    """

    kind: MediaType
    title: str
    year: int | None = None
    alternate_titles: tuple[str, ...] = ()
    original_title: str | None = None
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    imdb_id: str | None = None
    popularity: float | None = None
    seasons: tuple[int, ...] = ()
    country: str | None = None
    network: str | None = None
    collection: str | None = None
    in_library: bool = False
    overview: str | None = None
    poster: str | None = None


class Verdict(StrEnum):
    """Whether it is known which title is meant."""

    SURE = "sure"
    ASK = "ask"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate and how well it fits, from 0 to 1."""

    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which titles are meant.

    Attributes:
        verdict: One title, several that must be asked about, or none.
        matches: The plausible ones only, best first: one when sure, none when nothing.
        understood: The reading that fits them.
    """

    verdict: Verdict
    matches: tuple[Match, ...]
    understood: Understood

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return the plausible titles, best first."""
        return tuple(match.candidate for match in self.matches)


class Reply(StrEnum):
    """What an answer to "which one?" says."""

    CHOOSE = "choose"
    NEVER_MIND = "never_mind"
    UNCLEAR = "unclear"
    """No answer to the question: ask again, or take it as a new sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to "which one?".

    Attributes:
        reply: What it is.
        choice: Which candidate, counted from 1; only with `CHOOSE`.
    """

    reply: Reply
    choice: int | None = None
