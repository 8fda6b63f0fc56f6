"""What changes is told to everybody who watches: computed once, whatever their number."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from homeassistant.auth.models import User
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.json import json_bytes
from homeassistant.util.hass_dict import HassKey

from .activity import Activity
from .const import DOMAIN, LOGGER
from .engine import AutoArrConfigEntry, Engine
from .engine.shapes import Shape
from .store import StoreError
from .topics import TOPICS, Audience, Topic, Watched

PAUSE = 0.25
"""Seconds in which changes gather, so that many at once are one message."""


@dataclass(eq=False, slots=True, kw_only=True)
class Subscriber:
    """Somebody who watches a stack.

    Attributes:
        send: Takes the JSON of an event.
        user: Who it is; what may be seen goes by the rights of the moment.
        topics: What is watched.
        correlation_id: The one story that is followed; None for all.
    """

    send: Callable[[bytes], None]
    user: User
    topics: frozenset[Topic]
    correlation_id: str | None = None

    def audience(self, topic: Topic) -> Audience:
        """Return with whom everything heard about a topic is shared."""
        of_all = topic in (Topic.OVERVIEW, Topic.FINDINGS)
        tells_of_people = topic in (Topic.ACTIVITY, Topic.REQUESTS)
        sees_all = self.user.is_admin or not tells_of_people
        return Audience(
            topic=topic,
            correlation_id=None if of_all else self.correlation_id,
            user_id=None if sees_all else self.user.id,
        )


class Stream:
    """One stack's stream of changes; it outlives the stack's reloads."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Wait for a stack and for subscribers."""
        self._hass = hass
        self._engine: Engine | None = None
        self._subscribers: set[Subscriber] = set()
        self._unaware: set[Subscriber] = set()
        """Subscribers that have yet to be told all that is."""
        self._watched: dict[Topic, Watched] = {}
        self._closing: dict[Topic, CALLBACK_TYPE] = {}
        self._snapshots: dict[Audience, bytes] = {}
        self._changed = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._stop: list[CALLBACK_TYPE] = []

    # The stack comes and goes.

    @callback
    def attach(self, engine: Engine) -> None:
        """Tell of a stack that was just set up."""
        self._engine = engine
        if self._subscribers:
            self._unaware = set(self._subscribers)
            self._changed.set()
            self._start(engine)

    @callback
    def detach(self) -> None:
        """Tell that the stack is not loaded at the moment."""
        self._halt()
        self._engine = None
        self._broadcast({"type": "unloaded"})

    @callback
    def end(self) -> None:
        """Tell that the stack is gone for good."""
        self._broadcast({"type": "removed"})
        self._subscribers.clear()
        self._unaware.clear()

    # Subscribers come and go.

    @callback
    def add(self, subscriber: Subscriber) -> CALLBACK_TYPE:
        """Tell somebody what is, as soon as possible, and from then on what changes.

        Returns:
            How to stop that.
        """
        self._subscribers.add(subscriber)
        if self._engine is None:
            self._tell(subscriber, json_bytes({"type": "unloaded"}))
        else:
            self._unaware.add(subscriber)
            if not self._stop:
                self._start(self._engine)
        return lambda: self._unsubscribe(subscriber)

    async def introduce(self) -> None:
        """Send snapshots to those who have none yet; of changes nobody is told meanwhile."""
        async with self._one_at_a_time:
            for subscriber in tuple(self._unaware):
                if self._engine is not None:
                    await self._introduce(self._engine, subscriber)

    @callback
    def _unsubscribe(self, subscriber: Subscriber) -> None:
        self._subscribers.discard(subscriber)
        self._unaware.discard(subscriber)
        if not self._subscribers:
            self._halt()
            return
        needed = {topic for each in self._subscribers for topic in each.topics}
        for topic in self._watched.keys() - needed:
            self._close(topic)

    async def _introduce(self, engine: Engine, subscriber: Subscriber) -> None:
        snapshots: list[bytes] = []
        try:
            for topic in sorted(subscriber.topics & TOPICS.keys()):
                watched = await self._opened(engine, topic)
                snapshots += [await self._snapshot(watched, subscriber.audience(topic))]
        except StoreError:
            # It stays in the dark, and is told again whenever something changes.
            LOGGER.debug("Some of a stack cannot be shown until the store can be read")
            is_told_all = False
        else:
            is_told_all = True
        # After a reload it is another stack's turn to tell, and this was of the old one.
        if subscriber in self._subscribers and self._engine is engine:
            if is_told_all:
                self._unaware.discard(subscriber)
            for snapshot in snapshots:
                self._tell(subscriber, snapshot)

    async def _snapshot(self, watched: Watched, audience: Audience) -> bytes:
        """Return all of a topic that an audience may see, encoded once for all of it."""
        if known := self._snapshots.get(audience):
            return known
        snapshot = _encoded(
            "snapshot", audience.topic, await watched.snapshot(audience)
        )
        # Who follows one story is alone with it, mostly.
        if (
            audience.correlation_id is None
            and self._watched.get(audience.topic) is watched
        ):
            self._snapshots[audience] = snapshot
        return snapshot

    # Watching.

    def _start(self, engine: Engine) -> None:
        self._stop = [
            engine.async_add_listener(self._changed.set),
            engine.feed_to(self._hear),
            *(
                coordinator.async_add_listener(self._changed.set)
                for coordinator in engine.coordinators.values()
            ),
        ]
        task = engine.entry.async_create_background_task(
            self._hass, self._follow(), f"{DOMAIN} live"
        )
        self._stop.append(partial(_cancel, task))

    def _halt(self) -> None:
        for stop in self._stop:
            stop()
        self._stop = []
        for topic in tuple(self._watched):
            self._close(topic)

    async def _opened(self, engine: Engine, topic: Topic) -> Watched:
        """Return a topic, watched from now on if it was not."""
        if topic in self._watched:
            return self._watched[topic]
        watched = TOPICS[topic](engine)
        close = watched.open()
        try:
            await watched.prepare()
        except BaseException:
            close()
            raise
        watched.look()
        if self._engine is engine:
            self._watched[topic], self._closing[topic] = watched, close
        else:
            close()
        return watched

    def _close(self, topic: Topic) -> None:
        del self._watched[topic]
        self._closing.pop(topic)()
        self._forget_snapshots(topic)

    def _forget_snapshots(self, topic: Topic) -> None:
        for audience in [each for each in self._snapshots if each.topic is topic]:
            del self._snapshots[audience]

    def _hear(self, _: Activity) -> None:
        self._changed.set()

    async def _follow(self) -> None:
        """Tell of changes for as long as there is somebody to tell."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(PAUSE)
            self._changed.clear()
            async with self._one_at_a_time:
                for topic, watched in tuple(self._watched.items()):
                    await self._look(topic, watched)
            await self.introduce()

    async def _look(self, topic: Topic, watched: Watched) -> None:
        try:
            await watched.prepare()
            changes = watched.look()
        except StoreError:
            # It is told with the next change.
            LOGGER.debug("Changes of %s wait until the store can be read", topic)
            return
        if not changes:
            return
        self._forget_snapshots(topic)
        for audience, subscribers in self._audiences(topic).items():
            body = watched.delta(audience, changes)
            if body is None:
                continue
            event = _encoded("delta", topic, body)
            for subscriber in subscribers:
                self._tell(subscriber, event)

    def _audiences(self, topic: Topic) -> Mapping[Audience, Iterable[Subscriber]]:
        audiences: defaultdict[Audience, list[Subscriber]] = defaultdict(list)
        for subscriber in self._subscribers - self._unaware:
            if topic in subscriber.topics:
                audiences[subscriber.audience(topic)].append(subscriber)
        return audiences

    def _broadcast(self, event: Shape) -> None:
        body = json_bytes(event)
        for subscriber in tuple(self._subscribers):
            self._tell(subscriber, body)

    def _tell(self, subscriber: Subscriber, event: bytes) -> None:
        try:
            subscriber.send(event)
        except Exception:  # noqa: BLE001 - whatever is wrong with one, the others go on
            LOGGER.debug("A subscriber was dropped", exc_info=True)
            self._unsubscribe(subscriber)


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()


def _encoded(kind: str, topic: Topic, body: Shape) -> bytes:
    return json_bytes({"type": kind, "topic": topic, **body})


DATA_STREAMS: HassKey[dict[str, Stream]] = HassKey(f"{DOMAIN}_streams")


@callback
def stream_of(hass: HomeAssistant, entry: AutoArrConfigEntry) -> Stream:
    """Return the stream of a stack, loaded or not."""
    streams = hass.data.setdefault(DATA_STREAMS, {})
    if entry.entry_id not in streams:
        streams[entry.entry_id] = Stream(hass)
    return streams[entry.entry_id]


@callback
def follow(hass: HomeAssistant, entry: AutoArrConfigEntry) -> CALLBACK_TYPE:
    """Let a stack that was set up be watched; return what to do when it is unloaded."""
    stream = stream_of(hass, entry)
    stream.attach(entry.runtime_data)
    return stream.detach


@callback
def forget(hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
    """Tell whoever watches a stack that it was removed."""
    if stream := hass.data.get(DATA_STREAMS, {}).pop(entry.entry_id, None):
        stream.end()
