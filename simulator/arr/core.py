"""What the parts of one simulated app share, and how they tell each other news."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import aiohttp

from simulator.arr.library import Counters, Library
from simulator.arr.settings import Settings
from simulator.arr.signalr import Hub
from simulator.arr.wire import Json
from simulator.clock import Clock
from simulator.indexer import Indexers


class Disk(Protocol):
    """The disks that the apps and SABnzbd share."""

    def files(self, path: str) -> Mapping[str, int] | None:
        """Return names and bytes of the files in a folder, or of the one file.

        0 bytes stand for "unknown", None for a path that does not exist.
        """
        ...

    def move(self, source: str, target: str) -> None:
        """Take a file from a download folder into the library."""
        ...

    def space(self, path: str) -> tuple[int, int]:
        """Return free and total bytes of the disk that holds a path."""
        ...


@dataclass(slots=True)
class Core:
    """One app from inside.

    Attributes:
        name: Sonarr or Radarr.
        clock: World time.
        settings: All that can be configured.
        library: Titles and files.
        indexers: Where to search.
        disk: Where downloads and library lie.
        hub: Tells subscribers what changed.
        session: Returns the HTTP session with the app's user agent.
        hidden: Folders that the app cannot see, as in a container without the mount.
        counters: What it has done.
    """

    name: str
    clock: Clock
    settings: Settings
    library: Library
    indexers: Indexers
    disk: Disk
    hub: Hub
    session: Callable[[], aiohttp.ClientSession]
    hidden: list[str] = field(default_factory=list)
    counters: Counters = field(default_factory=Counters)

    @property
    def client(self) -> Json | None:
        """The first download client that is switched on."""
        clients = self.settings.lists["downloadclient"]
        return next((row for row in clients if row["enable"]), None)

    def local(self, path: str) -> str:
        """Return where a path of the client lies for the app."""
        host = self._client_host()
        for row in self.settings.lists["remotepathmapping"]:
            remote = str(row["remotePath"]).rstrip("/")
            if row["host"] == host and (
                path == remote or path.startswith(f"{remote}/")
            ):
                local = str(row["localPath"]).rstrip("/")
                return f"{local}{path[len(remote) :]}"
        return path

    def visible(self, path: str) -> bool:
        """Tell whether the app can see a path (after mapping)."""
        return not any(path.startswith(hidden) for hidden in self.hidden)

    def _client_host(self) -> str:
        if (client := self.client) is None:
            return ""
        return next(
            (str(row["value"]) for row in client["fields"] if row["name"] == "host"), ""
        )
