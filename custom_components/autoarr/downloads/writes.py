"""The changes that a recovery makes on servers: data, to be shown, journaled and sent."""

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import ClassVar, override

from ..activity import JsonValue
from .model import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(ABC):
    """One change on one server.

    Attributes:
        action: What the server is told to do.
        destructive: It takes something away or blames a release: it waits for the
            settle time, counts against the limit, and needs a store that can be written.
        takes_minutes: The app asks its indexers before it answers.
        server_id: Subentry id of the server that is told.
    """

    action: ClassVar[str]
    destructive: ClassVar[bool] = False
    takes_minutes: ClassVar[bool] = False

    server_id: str

    @property
    @abstractmethod
    def target_id(self) -> str:
        """The id, on that server, of what is changed."""

    def describe(self) -> dict[str, JsonValue]:
        """Return it as plain JSON values, for previews and the journal."""
        return {"action": self.action, "target_id": self.target_id, **asdict(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFromQueue(Write):
    """Take a download out of Sonarr's or Radarr's queue.

    Any row of a season pack stands for the whole pack. The app deletes the data before
    it looks for the grab it should blocklist, so blocklist needs a known grab.
    """

    action = "remove_from_queue"
    destructive = True

    queue_id: int
    download_id: str
    title: str = ""
    remove_from_client: bool = True
    blocklist: bool = False
    skip_redownload: bool = True
    """False leaves the search for another release to the app (if it searches at all)."""
    change_category: bool = False
    """Let the client file it elsewhere instead of deleting it: torrents go on seeding."""

    @property
    def target_id(self) -> str:
        """The download's id: rows come and go."""
        return self.download_id


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFailed(Write):
    """Blocklist a grab that is in no queue any more; the app may then search."""

    action = "mark_failed"
    destructive = True

    history_id: int
    """Of the grab's record."""
    download_id: str
    grabbed_as: str = ""
    """The id under which the app grabbed it, where a retry gave it another one since."""
    title: str = ""

    @property
    def target_id(self) -> str:
        """The grab's id."""
        return str(self.history_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMovie(Write):
    """Let Radarr search a film."""

    action = "search_movie"

    movie_id: int

    @property
    def target_id(self) -> str:
        """The film's id."""
        return str(self.movie_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEpisodes(Write):
    """Let Sonarr search episodes one by one."""

    action = "search_episodes"

    series_id: int
    episode_ids: tuple[int, ...]

    @property
    def target_id(self) -> str:
        """The episodes' ids."""
        return ",".join(map(str, self.episode_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSeason(Write):
    """Let Sonarr search a whole season, packs included."""

    action = "search_season"

    series_id: int
    season: int

    @property
    def target_id(self) -> str:
        """The series' id and the season."""
        return f"{self.series_id}/{self.season}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryJob(Write):
    """Let SABnzbd try a failed job again; it gets a new id and loses its old record."""

    action = "retry_job"

    job_id: str
    title: str = ""
    password: str | None = field(default=None, repr=False)
    """Opens the archive. A person gave it for this one time: it is told to SABnzbd alone."""

    @property
    def target_id(self) -> str:
        """The job's id."""
        return self.job_id

    @override
    def describe(self) -> dict[str, JsonValue]:
        """Return it without the password, which is neither shown nor kept."""
        described = super().describe()
        del described["password"]
        return described


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteJob(Write):
    """Delete a job and its unfinished files from SABnzbd's queue."""

    action = "delete_job"
    destructive = True

    job_id: str
    title: str = ""

    @property
    def target_id(self) -> str:
        """The job's id."""
        return self.job_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteRecord(Write):
    """Delete a failed job and what it left on disk from SABnzbd's history."""

    action = "delete_record"
    destructive = True

    job_id: str
    title: str = ""

    @property
    def target_id(self) -> str:
        """The job's id."""
        return self.job_id


@dataclass(frozen=True, slots=True, kw_only=True)
class GrabRelease(Write):
    """Search as a person would, and grab one of the releases found.

    With `release` only that very release will do; without, the first one that the app
    finds acceptable and that is none of `excluded` (names of releases).
    """

    action = "grab_release"
    takes_minutes = True

    media_id: int
    episode_ids: tuple[int, ...] = ()
    season: int | None = None
    """Set when a whole season is wanted."""
    release: str | None = None
    excluded: tuple[str, ...] = ()

    @property
    def target_id(self) -> str:
        """The release's name, else the film's or series' id."""
        return self.release or str(self.media_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFiles(Write):
    """Import the files of a finished download by hand, if all of them are what was grabbed.

    Whether they are is looked up when it is sent.
    """

    action = "import_files"

    download_id: str
    media_id: int
    episode_ids: tuple[int, ...] = ()
    """Sonarr's ids of the episodes that were grabbed; empty for a film."""
    title: str = ""

    @property
    def target_id(self) -> str:
        """The download's id."""
        return self.download_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblock(Write):
    """Take a release off the blocklist again: it was not to blame, or its time is up."""

    action = "unblock"

    media_id: int
    release: str

    @property
    def target_id(self) -> str:
        """The release's name."""
        return self.release


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTitle(Write):
    """Let Sonarr or Radarr read a title's metadata again."""

    action = "refresh_title"

    media_id: int

    @property
    def target_id(self) -> str:
        """The film's or series' id."""
        return str(self.media_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProfile(Write):
    """Give a title another quality profile."""

    action = "set_profile"

    media_id: int
    profile_id: int
    before_id: int
    """The profile it has until then."""

    @property
    def target_id(self) -> str:
        """The film's or series' id."""
        return str(self.media_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseClient(Write):
    """Pause all of SABnzbd."""

    action = "pause_client"

    @property
    def target_id(self) -> str:
        """The server's id."""
        return self.server_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeClient(Write):
    """Let SABnzbd go on."""

    action = "resume_client"

    @property
    def target_id(self) -> str:
        """The server's id."""
        return self.server_id


type SearchWrite = SearchMovie | SearchEpisodes | SearchSeason


class Sent(StrEnum):
    """What came of sending writes."""

    DONE = "done"
    REFUSED = "refused"
    """A server understood and said no, or is not one that can do it."""
    NOTHING_FOUND = "nothing_found"
    """A server searched, and there is nothing to grab."""
    TITLE_GONE = "title_gone"
    """What was to be looked for is in no library any more: nothing was sent."""
    UNREACHABLE = "unreachable"
    """A server was down or busy: nothing was changed there."""
    UNSURE = "unsure"
    """The answer was lost: it may have been done, so it is not sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How the writes of one step went; those after the first that failed were not sent."""

    sent: Sent
    detail: str = ""
    why: Message | None = None
    """Why not, where it is AutoArr that did not dare to."""
    new_download_id: str | None = None
    """The id of the job that SABnzbd made of a retried one."""
