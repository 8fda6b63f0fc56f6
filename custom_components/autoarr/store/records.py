"""The facts that only the store knows, and what can be asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..activity import Activity, ActivityKind, JsonValue, Severity
from ..downloads.model import FailureClass, Media, Outcome

NOT_SENT = "not_sent"
"""The result of a step that was written down, and then not taken."""


@dataclass(frozen=True, slots=True)
class Page[T]:
    """A part of a list, newest first.

    Attributes:
        items: The part that was asked for.
        total: How many there are in all.
    """

    items: Sequence[T]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """Which activities to list; None or empty means any.

    Attributes:
        correlation_id: Of one story.
        kinds: About one of these.
        severity: Exactly this severe.
        server: Subentry id of a server.
        since: At or after.
        until: Before.
        search: Occurs in title or message, whatever the case of letters.
        seen_by: Key of a requester: nothing about the requests of others.
    """

    correlation_id: str | None = None
    kinds: frozenset[ActivityKind] = frozenset()
    severity: Severity | None = None
    server: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str | None = None
    seen_by: str | None = None

    def matches(self, activity: Activity) -> bool:
        """Return whether an activity that is not stored yet would be listed."""
        search = self.search.lower() if self.search else ""
        return (
            self.correlation_id in {None, activity.correlation_id}
            and (not self.kinds or activity.kind in self.kinds)
            and self.severity in {None, activity.severity}
            and self.server in {None, activity.server_id}
            and (self.since is None or activity.at >= self.since)
            and (self.until is None or activity.at < self.until)
            and (search in activity.title.lower() or search in activity.message.lower())
            and (self.seen_by is None or activity.requester in {None, self.seen_by})
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFilter:
    """Which failures to list; None or empty means any.

    Attributes:
        since: Detected at or after.
        until: Detected before.
        classes: Of one of these classes.
        resolved: True for those that are over, False for open ones.
        server: Subentry id of a server.
    """

    since: datetime | None = None
    until: datetime | None = None
    classes: frozenset[FailureClass] = frozenset()
    resolved: bool | None = None
    server: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFilter:
    """Which finished downloads to list; None means any.

    Attributes:
        server: Subentry id of a server.
        outcome: How it ended.
        since: Finished at or after.
        until: Finished before.
    """

    server: str | None = None
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedDownload:
    """A download that is over.

    Attributes:
        id: Its own id; the same download id may finish twice.
        download_id: The id that client and Sonarr or Radarr share.
        server_id: Subentry id of the server it belonged to.
        client_id: Subentry id of the client that had it.
        title: The release name.
        media: What it was of.
        outcome: How it ended.
        at: When.
        size: Bytes.
        quality: As the app calls it.
        failure_class: What kind of trouble it had, None when it had none.
        cause: What the trouble was, in words.
        correlation_id: Of its story.
        providers: Bytes that came from each news provider, as far as that is known.
    """

    id: str
    download_id: str
    server_id: str | None
    client_id: str | None
    title: str
    media: Media
    outcome: Outcome
    at: datetime
    correlation_id: str
    size: int = 0
    quality: str | None = None
    failure_class: FailureClass | None = None
    cause: str | None = None
    providers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A step that changes a server, written down before it is sent.

    Attributes:
        id: Its own id.
        at: When it was decided.
        failure_id: The failure it is for, None for a person's wish.
        server_id: Subentry id of the server that is told.
        action: What it is told to do.
        target: What it is about, with the key `target_id`, and whatever is needed to see
            whether it was done.
        correlation_id: Of the story.
        removal: It takes something away, so it counts against the limit.
        result: How it went, None until that is known.
        detail: More about the result.
    """

    id: str
    at: datetime
    failure_id: str | None
    server_id: str
    action: str
    target: dict[str, JsonValue] = field(default_factory=dict)
    correlation_id: str = ""
    removal: bool = False
    result: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a server's past is known: what lies behind is not news.

    Attributes:
        baseline_at: When the server was first read.
        history_at: Date of the newest history record seen.
        history_update: SABnzbd's number for the state of its history, else 0.
    """

    baseline_at: datetime
    history_at: datetime
    history_update: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What was counted since the stack exists; retention does not touch it.

    Attributes:
        failed: Failures.
        recovered: Failures that ended well.
        given_up: Failures that did not.
        ai_tokens: Tokens that a language model read and wrote.
        ai_cost: What they cost, in millionths of a US dollar, where that is known.
        ai_dropped: Answers, and parts of answers, that could not be believed.
    """

    failed: int = 0
    recovered: int = 0
    given_up: int = 0
    ai_tokens: int = 0
    ai_cost: int = 0
    ai_dropped: int = 0
