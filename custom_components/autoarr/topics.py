"""What can be watched of a stack, each as rows that know what changed since the last look.

Nothing is sent from here, and nothing is computed that nobody asks for.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol, override

from homeassistant.core import CALLBACK_TYPE

from .activity import Activity, ActivityKind
from .downloads.model import Failure
from .engine import Engine
from .engine.overview import overview_shape
from .engine.shapes import Shape, activity_shape
from .requests.record import Request, RequestFilter
from .store import ActivityFilter

RECENT = 50
"""Rows of the past that a snapshot shows: activities, and requests that are over."""


class Topic(StrEnum):
    """What can be watched."""

    OVERVIEW = "overview"
    ACTIVITY = "activity"
    DOWNLOADS = "downloads"
    FAILURES = "failures"
    REQUESTS = "requests"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who hears the same of a topic, to the byte.

    Attributes:
        topic: What is watched.
        correlation_id: The one story that is followed; None for all.
        user_id: Whose requests are shown and told of; None for everybody's.
    """

    topic: Topic
    correlation_id: str | None = None
    user_id: str | None = None

    def may_see(self, row: Shape) -> bool:
        """Return whether a row is for this audience."""
        if self.correlation_id not in (None, row.get("correlation_id")):
            return False
        if self.user_id is None:
            return True
        if self.topic is Topic.ACTIVITY and row["kind"] != ActivityKind.REQUEST:
            return True
        match row if self.topic is Topic.REQUESTS else row["data"]:
            case {"requested_by": {"user_id": self.user_id}}:
                return True
        return False


_EVERYBODY = Audience(topic=Topic.FINDINGS)
"""Findings belong to no story and to nobody: who may see one may see all."""

type Change = tuple[Shape | None, Shape | None]
"""A row before and after: it came where there is none before, and went where none after."""
type Fact = tuple[str, object, Callable[[], Shape]]
"""The id of a row, what it was made of, and how to make it."""


class Watched(Protocol):
    """A topic of one stack, as those who watch it were told last."""

    def open(self) -> CALLBACK_TYPE:
        """Start to notice changes; return how to stop."""

    async def prepare(self) -> None:
        """Read what a look needs and memory does not have.

        Raises:
            StoreError: The database could not be read.
        """

    def look(self) -> list[Change]:
        """Return what changed since the last look."""

    async def snapshot(self, audience: Audience) -> Shape:
        """Return all that an audience sees, as of the last look.

        Raises:
            StoreError: The database could not be read.
        """

    def delta(self, audience: Audience, changes: Iterable[Change]) -> Shape | None:
        """Return what an audience is told of changes, None where that is nothing."""


class Rows:
    """A topic that is a list: what every row was made of tells whether it changed."""

    def __init__(self, engine: Engine) -> None:
        """Watch a stack."""
        self._engine = engine
        self._made_of: dict[str, object] = {}
        self._rows: dict[str, Shape] = {}

    def open(self) -> CALLBACK_TYPE:
        """Forget what was told before: nobody who heard it is left."""
        self._made_of.clear()
        self._rows.clear()
        return lambda: None

    async def prepare(self) -> None:
        """Read nothing: memory has it all."""

    def facts(self) -> Iterable[Fact]:
        """Return what the rows are made of now, in their order."""
        raise NotImplementedError

    def look(self) -> list[Change]:
        """Return what changed; rows that are made of the same are not made again."""
        changes: list[Change] = []
        rows: dict[str, Shape] = {}
        made_of: dict[str, object] = {}
        for key, fact, make in self.facts():
            made_of[key] = fact
            before = self._rows.get(key)
            if before is not None and self._made_of[key] == fact:
                rows[key] = before
                continue
            rows[key] = after = make()
            if before != after:
                changes.append((before, after))
        if rows.keys() != self._rows.keys():
            changes.extend(
                (row, None) for key, row in self._rows.items() if key not in rows
            )
        self._rows, self._made_of = rows, made_of
        return changes

    async def snapshot(self, audience: Audience) -> Shape:
        """Return the rows that an audience may see."""
        return {"rows": [row for row in self._rows.values() if audience.may_see(row)]}

    def delta(self, audience: Audience, changes: Iterable[Change]) -> Shape | None:
        """Return the rows that are new or other, and the ids of those that are gone."""
        return row_delta(audience, changes)


def row_delta(audience: Audience, changes: Iterable[Change]) -> Shape | None:
    """Return what an audience is told of changes; to it a row it may not see is gone."""
    changed: list[Shape] = []
    removed: list[str] = []
    for before, after in changes:
        if after is not None and audience.may_see(after):
            changed.append(after)
        elif before is not None and audience.may_see(before):
            removed.append(str(before["id"]))
    if not changed and not removed:
        return None
    return {"changed": [*changed], "removed": [*removed]}


class Downloads(Rows):
    """The running downloads."""

    @override
    def facts(self) -> Iterator[Fact]:
        engine = self._engine
        for key, download in engine.downloads.items():
            failure = engine.casebook.of_download(key)
            story = engine.desk.book.story_of(key)
            yield (
                key,
                (download, failure.id if failure else None, story),
                partial(engine.download_shape, download),
            )


class Failures(Rows):
    """The open failures, and those that were given up and wait for a person."""

    @override
    def facts(self) -> Iterator[Fact]:
        engine = self._engine
        known: dict[str, Failure] = {**engine.given_up, **engine.failures}
        for key in sorted(known, reverse=True):
            yield key, known[key], partial(engine.shaper.failure, known[key])


class Requests(Rows):
    """The open requests, and the newest of those that are over."""

    def __init__(self, engine: Engine) -> None:
        """Watch a stack."""
        super().__init__(engine)
        self._over: dict[str, Request] | None = None
        self._touched: set[str] = set()

    @override
    def open(self) -> CALLBACK_TYPE:
        super().open()
        self._over = None
        return self._engine.feed_to(self._hear)

    def _hear(self, activity: Activity) -> None:
        if activity.kind is ActivityKind.REQUEST:
            self._touched.add(str(activity.data.get("id")))

    @override
    async def prepare(self) -> None:
        desk = self._engine.desk
        if self._over is None:
            page = await self._engine.store.requests.list(
                RequestFilter(is_open=False), RECENT
            )
            self._over = {each.id: each for each in reversed(page.items)}
        gone = (self._touched | self._rows.keys()) - desk.open.keys()
        for request_id in sorted(gone - self._over.keys() | self._touched):
            found = await desk.book.find(request_id)
            if found is not None and not found.status.is_open:
                self._over.pop(request_id, None)
                self._over[request_id] = found
        self._touched.clear()
        while len(self._over) > RECENT:
            del self._over[next(iter(self._over))]

    @override
    def facts(self) -> Iterator[Fact]:
        desk = self._engine.desk
        known: dict[str, Request] = {**(self._over or {}), **desk.open}
        for key in sorted(known, reverse=True):
            yield key, known[key], partial(desk.shape, known[key])


class Findings(Rows):
    """What audits found and nobody has dealt with, and what was mended just now."""

    @override
    def facts(self) -> Iterator[Fact]:
        audits = self._engine.audits
        for record in (*audits.open_findings, *audits.just_fixed):
            ranked = audits.ranking(record)
            yield record.id, (record, ranked), partial(audits.finding_shape, record)

    @override
    async def snapshot(self, audience: Audience) -> Shape:
        shown = await super().snapshot(_EVERYBODY)
        return {**shown, "score": self._engine.audits.score}

    @override
    def delta(self, audience: Audience, changes: Iterable[Change]) -> Shape | None:
        told = super().delta(_EVERYBODY, changes)
        return told and {**told, "score": self._engine.audits.score}


class Feed:
    """What happens: rows that come and never change."""

    def __init__(self, engine: Engine) -> None:
        """Watch a stack."""
        self._engine = engine
        self._recent: deque[Shape] = deque(maxlen=RECENT)
        """The newest rows, oldest first; those that nobody was told yet included."""
        self._new: list[Shape] = []
        self._is_loaded = False

    def open(self) -> CALLBACK_TYPE:
        """Hear what the feed tells from now on."""
        self._recent.clear()
        self._new.clear()
        self._is_loaded = False
        return self._engine.feed_to(self._hear)

    def _hear(self, activity: Activity) -> None:
        row = activity_shape(activity)
        self._recent.append(row)
        self._new.append(row)

    async def prepare(self) -> None:
        """Read the newest rows once."""
        if self._is_loaded:
            return
        stored = await self._stored()
        self._is_loaded = True
        heard = {row["id"] for row in self._recent}
        older = [row for row in stored if row["id"] not in heard]
        self._recent.extendleft(older[: RECENT - len(self._recent)])

    def look(self) -> list[Change]:
        """Return what happened since the last look."""
        new, self._new = self._new, []
        return [(None, row) for row in reversed(new)]

    async def snapshot(self, audience: Audience) -> Shape:
        """Return the newest rows, newest first."""
        if audience.correlation_id is None and audience.user_id is None:
            return {"rows": [*reversed(self._recent)]}
        stored = await self._stored(audience.correlation_id, audience.user_id)
        known = {row["id"] for row in stored}
        # What happened while the database was read.
        late = [
            row
            for row in reversed(self._recent)
            if audience.may_see(row) and row["id"] not in known
        ]
        return {"rows": [*late, *stored]}

    async def _stored(
        self, correlation_id: str | None = None, user_id: str | None = None
    ) -> list[Shape]:
        page = await self._engine.store.activity.list(
            ActivityFilter(correlation_id=correlation_id, seen_by=user_id), RECENT
        )
        return list(map(activity_shape, page.items))

    def delta(self, audience: Audience, changes: Iterable[Change]) -> Shape | None:
        """Return the rows that are new."""
        return row_delta(audience, changes)


class Overview:
    """The stack at a glance."""

    def __init__(self, engine: Engine) -> None:
        """Watch a stack."""
        self._engine = engine
        self._told: Shape = {}

    def open(self) -> CALLBACK_TYPE:
        """Forget what was told before."""
        self._told = {}
        return lambda: None

    async def prepare(self) -> None:
        """Read nothing: memory has it all."""

    def look(self) -> list[Change]:
        """Return the parts that are other than they were."""
        before, self._told = self._told, overview_shape(self._engine)
        parts = {
            key: part for key, part in self._told.items() if part != before.get(key)
        }
        return [(before, parts)] if parts else []

    async def snapshot(self, audience: Audience) -> Shape:
        """Return all of it."""
        return {"overview": self._told}

    def delta(self, audience: Audience, changes: Iterable[Change]) -> Shape | None:
        """Return the parts that changed."""
        parts: Shape = {}
        for _, after in changes:
            parts |= after or {}
        return {"overview": parts}


TOPICS: dict[Topic, Callable[[Engine], Watched]] = {
    Topic.OVERVIEW: Overview,
    Topic.ACTIVITY: Feed,
    Topic.DOWNLOADS: Downloads,
    Topic.FAILURES: Failures,
    Topic.REQUESTS: Requests,
    Topic.FINDINGS: Findings,
}
