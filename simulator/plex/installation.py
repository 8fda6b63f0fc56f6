"""What one Plex server consists of, and one question to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.plex.index import Index
from simulator.plex.preferences import Preferences
from simulator.plex.scanner import Scanner
from simulator.plex.sections import Section
from simulator.plex.sessions import Sessions
from simulator.plex.tree import Node

type Reply = Node | int
"""An answer, or the HTTP status of one that has no content."""

DONE, NONSENSE, UNKNOWN = 200, 400, 404


@dataclass(slots=True, kw_only=True)
class Installation:
    """One Plex Media Server.

    Attributes:
        clock: World time.
        machine_id: Its lasting id.
        version: Its version.
        preferences: What `/:/prefs` shows and sets.
        sections: Its libraries by key.
        index: What it knows of the files.
        scanner: Its scans.
        sessions: Who watches what.
        release: A newer version that is out, if any.
    """

    clock: Clock
    machine_id: str
    version: str
    preferences: Preferences
    sections: dict[int, Section]
    index: Index
    scanner: Scanner
    sessions: Sessions
    release: Node | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a server.

    Attributes:
        method: HTTP method.
        query: What follows the question mark.
        headers: HTTP headers.
        part: The variable part of the path.
    """

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    part: str = ""

    @property
    def number(self) -> int:
        """The variable part of the path as a number."""
        return int(self.part)
