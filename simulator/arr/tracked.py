"""What an app remembers of a download, and of a release that it has not sent yet."""

from dataclasses import dataclass, field
from enum import StrEnum

from simulator.arr.client import ClientItem
from simulator.arr.history import HistoryRow
from simulator.arr.library import Target
from simulator.arr.wire import Json
from simulator.indexer import Release


class State(StrEnum):
    """Where a tracked download stands."""

    DOWNLOADING = "downloading"
    IMPORT_BLOCKED = "importBlocked"
    IMPORT_PENDING = "importPending"
    IMPORTING = "importing"
    IMPORTED = "imported"
    FAILED_PENDING = "failedPending"
    FAILED = "failed"
    IGNORED = "ignored"


@dataclass(slots=True, eq=False)
class Tracked:
    """One download of the client as the app tracks it.

    Attributes:
        item: The newest answer of the client.
        target: What it is for; None if nothing matches.
        grab: The grab it came from; None if the app did not grab it.
        quality_id: Quality by grab or name.
        state: Where it stands.
        level: ok, warning or error.
        messages: What the app says about it.
        synthetic: It is not in any client (a benchmark's row).
    """

    item: ClientItem
    target: Target | None
    grab: HistoryRow | None
    quality_id: int
    state: State = State.DOWNLOADING
    level: str = "ok"
    messages: list[Json] = field(default_factory=list)
    synthetic: bool = False

    @property
    def indexer(self) -> str:
        """Name of the indexer, as far as the grab tells."""
        return str(self.grab.data.get("indexer") or "") if self.grab else ""

    def warn(self, *messages: str, level: str = "warning") -> None:
        """Say something about the whole download."""
        self.level = level
        self.messages = [{"title": self.item.title, "messages": list(messages)}]


@dataclass(slots=True, eq=False)
class Pending:
    """A release that was not sent to a client yet."""

    release: Release
    target: Target
    reason: str
    added: float
    due: float | None
