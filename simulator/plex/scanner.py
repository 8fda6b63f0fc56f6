"""Scans: what makes Plex see a file that was imported, some world seconds later."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from simulator.clock import Clock
from simulator.plex.index import Changes, Index, Item
from simulator.plex.preferences import Preferences
from simulator.plex.sections import Section
from simulator.plex.tree import Node, Scalar
from simulator.plex.view import LibraryView

type Notify = Callable[[str, str, dict[str, object]], None]
"""Takes the type of a notification, the name of its list, and its one entry."""

FULL_SCAN = 12.0
PARTIAL_SCAN = 4.0
_STEPS = 4
_WATCH_EVERY = 10.0
_ON_CHANGE = "FSEventLibraryUpdatesEnabled"
_BY_CLOCK = "ScheduledLibraryUpdatesEnabled"
_CREATED, _PROCESSED, _DELETED = 0, 5, 9
_STATES = {_CREATED: "created", _PROCESSED: "processed", _DELETED: "deleted"}


@dataclass(slots=True)
class Activity:
    """A scan that runs.

    Attributes:
        uuid: Its id.
        section: The library.
        progress: Percent done.
    """

    uuid: str
    section: Section
    progress: int = 0

    def node(self) -> Node:
        """Return it as `/activities` lists it."""
        fields: dict[str, Scalar] = {
            "uuid": self.uuid,
            "type": "library.update.section",
            "cancellable": False,
            "userID": 1,
            "title": f"Scanning {self.section.title}",
            "subtitle": "",
            "progress": self.progress,
        }
        context: dict[str, Scalar] = {"librarySectionID": str(self.section.key)}
        return Node("Activity", fields, [Node("Context", context, single=True)])


class Scanner:
    """Scans of one server, one after the other in each library.

    Attributes:
        activities: The scans that run, by library.
    """

    def __init__(
        self,
        clock: Clock,
        view: LibraryView,
        index: Index,
        sections: dict[int, Section],
        notify: Notify,
        *,
        seed: int = 0,
    ) -> None:
        """Start with libraries that were never scanned."""
        self.activities: dict[int, Activity] = {}
        self._clock = clock
        self._view = view
        self._index = index
        self._sections = sections
        self._notify = notify
        self._random = Random(seed)
        self._wanted: dict[int, set[str]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def read_all(self) -> None:
        """Know all files that are there, since when they are there."""
        for key in self._sections:
            self._index.scan(self._view, key, None)

    def refresh(self, key: int, path: str = "") -> None:
        """Scan a library, or only one folder of it; while it is scanned, once more."""
        self._wanted.setdefault(key, set()).add(path)
        if key not in self._tasks:
            loop = asyncio.get_running_loop()
            self._tasks[key] = loop.create_task(self._run(self._sections[key]))

    async def watch(self, preferences: Preferences) -> None:
        """Scan without being asked, on changes or by the clock, where users want it."""
        seen, last = self._view.changed_at(), self._clock.time()
        while True:
            await self._clock.sleep(_WATCH_EVERY)
            now, changed_at = self._clock.time(), self._view.changed_at()
            changed = changed_at != seen and preferences[_ON_CHANGE]
            interval = float(preferences["ScheduledLibraryUpdateInterval"])
            due = now - last >= interval and preferences[_BY_CLOCK]
            if changed or due:
                seen, last = changed_at, now
                for key in self._sections:
                    self.refresh(key)

    async def cancel(self, key: int) -> None:
        """End the scan of a library; what it did not find stays unknown."""
        self._wanted.pop(key, None)
        self.activities.pop(key, None)
        if task := self._tasks.pop(key, None):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def stop(self) -> None:
        """End all scans."""
        for key in list(self._tasks):
            await self.cancel(key)

    async def _run(self, section: Section) -> None:
        while paths := self._wanted.pop(section.key, None):
            await self._scan(section, "" if "" in paths else min(paths), paths)
        self._tasks.pop(section.key, None)

    async def _scan(self, section: Section, path: str, paths: set[str]) -> None:
        bits = self._random.getrandbits(128)
        activity = Activity(str(UUID(int=bits, version=4)), section)
        self.activities[section.key] = activity
        self._tell(activity, "started")
        seconds = PARTIAL_SCAN if path else FULL_SCAN
        for step in range(1, _STEPS + 1):
            await self._clock.sleep(seconds / _STEPS)
            activity.progress = 100 * step // _STEPS
            self._tell(activity, "updated")
        now = self._clock.time()
        for folder in [""] if not path else sorted(paths):
            self._take(section, self._index.scan(self._view, section.key, now, folder))
        section.scanned_at = int(now)
        del self.activities[section.key]
        self._tell(activity, "ended")
        done: dict[str, object] = {
            "title": "Library scan complete",
            "description": "",
            "notificationName": "LIBRARY_UPDATE",
        }
        self._notify("status", "StatusNotification", done)

    def _take(self, section: Section, changes: Changes) -> None:
        for item in changes.added:
            self._announce(item, _CREATED)
            self._announce(item, _PROCESSED)
        for item in changes.removed:
            self._announce(item, _DELETED)
        if changes.added or changes.removed:
            section.content_changed_at += len(changes.added) + len(changes.removed)

    def _announce(self, item: Item, state: int) -> None:
        entry: dict[str, object] = {
            "identifier": "com.plexapp.plugins.library",
            "sectionID": str(item.section),
            "itemID": str(item.key),
            "type": int(item.kind),
            "title": item.title,
            "state": state,
            "metadataState": _STATES[state],
            "updatedAt": int(self._clock.time()),
        }
        self._notify("timeline", "TimelineEntry", entry)

    def _tell(self, activity: Activity, event: str) -> None:
        plain = activity.node().fields
        context = {"librarySectionID": str(activity.section.key)}
        entry: dict[str, object] = {
            "event": event,
            "uuid": activity.uuid,
            "Activity": {**plain, "Context": context},
        }
        self._notify("activity", "ActivityNotification", entry)
