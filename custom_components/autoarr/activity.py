"""One thing that happened, recorded once.

The feed, the logbook, the events on Home Assistant's bus and the entities all come
from these records; how they are kept is the business of the store.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

type JsonValue = (
    bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None
)


class ActivityKind(StrEnum):
    """What an activity is about."""

    DOWNLOAD = "download"
    RECOVERY = "recovery"
    REQUEST = "request"
    AUDIT = "audit"
    SERVER = "server"
    AI = "ai"
    USER = "user"


class Severity(StrEnum):
    """How much an activity deserves a look."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One row of the feed.

    Attributes:
        id: Thirty-two hexadecimal digits that grow with time (UUID version 7).
        at: When it happened, in UTC.
        kind: What it is about.
        severity: How much it deserves a look.
        server_id: Subentry id of the server, None for the whole stack.
        server: The server's name at that time.
        title: What it happened to: a release, a film, a server.
        message: A sentence for people, already in their language.
        correlation_id: Shared by everything from a grab or request to its outcome.
        event: Name of the event on the bus without its prefix, None when it has none.
        requester: Key of whose request it is about, which others must not see; None
            where it concerns everybody.
        data: The shape's own fields, as the event and the feed show them.
    """

    id: str
    at: datetime
    kind: ActivityKind
    severity: Severity = Severity.INFO
    server_id: str | None = None
    server: str | None = None
    title: str = ""
    message: str = ""
    correlation_id: str | None = None
    event: str | None = None
    requester: str | None = None
    data: dict[str, JsonValue] = field(default_factory=dict)
