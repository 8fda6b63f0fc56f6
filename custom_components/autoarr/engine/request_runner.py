"""Requests at work: sends those that are approved, and follows them until they are there."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..downloads.errors import NotKnown, NotPossible
from ..downloads.model import TitleKey
from ..message import Message
from ..requests.executor import RequestExecutor
from ..requests.pipeline import (
    Need,
    Picture,
    Stage,
    ended,
    expired,
    failed,
    follow,
    moved,
)
from ..requests.record import Request, RequestKind, RequestStatus
from ..requests.wanted import NoSuchPart
from ..servers.base import CannotConnect, ConnectionLost, ServerError, ServerTimeout
from ..servers.models import Release, Series
from ..store import StoreError
from .request_sight import Seen, Sight
from .request_troubles import after_error, is_redundant, nothing_found, reason_of

if TYPE_CHECKING:
    from .stack import Engine

GATHER = 0.2
"""Seconds in which news of several servers are taken as one."""
PATIENCE = 30.0
"""Seconds that somebody who gives a request up waits for what is being done for it."""
LONGEST_SLEEP = timedelta(minutes=1)
CHECK = timedelta(minutes=15)
"""How often a title is read anew though nothing was heard of it."""


class RequestRunner:
    """Carries the open requests of one stack to their end."""

    def __init__(self, engine: Engine) -> None:
        """Carry out the requests of engine's stack."""
        self._engine = engine
        self.executor = RequestExecutor(
            engine.clients, engine.store.journal, dt_util.utcnow
        )
        self._awake = asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._held: set[str] = set()
        self.sight = Sight(engine)
        self._plex_due: dict[str, datetime] = {}

    def wake(self) -> None:
        """Look at all requests soon: something changed."""
        self._awake.set()

    async def run(self) -> None:
        """Look at the requests whenever something changed or the time has come."""
        while True:
            self._awake.clear()
            due = self._look_at_all()
            wait = max(due - dt_util.utcnow(), timedelta())
            try:
                async with asyncio.timeout(min(wait, LONGEST_SLEEP).total_seconds()):
                    await self._awake.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(GATHER)

    @asynccontextmanager
    async def held(self, request_id: str) -> AsyncIterator[None]:
        """Do nothing for a request while somebody decides about it.

        What is being done for it is waited for, within reason; what indexers are only
        asked for is given up at once, as that may take minutes.
        """
        self._held.add(request_id)
        try:
            task = self._tasks.get(request_id)
            if task is not None and task is not asyncio.current_task():
                if request_id in self.executor.looking:
                    task.cancel()
                await asyncio.wait([task], timeout=PATIENCE)
            yield
        finally:
            self._held.discard(request_id)
            self.wake()

    def _look_at_all(self) -> datetime:
        """See to every open request; return when the next look is due."""
        now = dt_util.utcnow()
        due = now + LONGEST_SLEEP
        book = self._engine.desk.book
        for request in (*book.open.values(), *book.failed.values()):
            if request.id in self._tasks or request.id in self._held:
                continue
            try:
                look_at = self._look(request, now)
            except Exception:  # noqa: BLE001 - one request's trouble must not end all others
                LOGGER.exception("A request could not be looked at")
                continue
            due = min(due, look_at or due)
        self.sight.keep_only(book.open.keys())
        for request_id in self._plex_due.keys() - book.open.keys():
            del self._plex_due[request_id]
        return due

    def _look(self, request: Request, now: datetime) -> datetime | None:
        """See to one request; return when to look again, if that is known."""
        if request.status is RequestStatus.FAILED:
            if self._came_after_all(request):
                key, status = "request_importing", RequestStatus.IMPORTING
                after = moved(request, status, key, now)
                self._start(request, self._engine.desk.settle(after))
            return None
        if (changed := expired(request, now)) is not None:
            self._start(request, self._settle(request, changed))
            return None
        if request.status is RequestStatus.APPROVED:
            if request.next_try_at is not None and request.next_try_at > now:
                return request.next_try_at
            self._start(request, self._send(request))
            return None
        if request.status.is_under_way:
            return self._follow(request, now)
        return request.expires_at

    def _came_after_all(self, request: Request) -> bool:
        """Return whether something was imported for a request that had failed."""
        return any(
            part.stage is Stage.IMPORTED and part.download_id not in request.downloads
            for part in self.sight.parts(request)
        )

    def _start(self, request: Request, work: Coroutine[Any, Any, object]) -> None:
        """Do something for a request, while others go on."""
        task = self._engine.entry.async_create_background_task(
            self._engine.hass, self._guarded(request, work), f"{DOMAIN} request"
        )
        if not task.done():
            self._tasks[request.id] = task

    async def _guarded(
        self, request: Request, work: Coroutine[Any, Any, object]
    ) -> None:
        """Let the trouble of one request not end what is done for all others."""
        try:
            await work
        except StoreError:
            LOGGER.debug("A request waits until the store can be written")
            await asyncio.sleep(LONGEST_SLEEP.total_seconds())
        except Exception:  # noqa: BLE001 - one request's trouble must not end all others
            LOGGER.exception("A request could not be carried out")
            await asyncio.sleep(LONGEST_SLEEP.total_seconds())
        finally:
            self._tasks.pop(request.id, None)
            self.wake()

    async def drop(self, request: Request, *, remove_media: bool) -> None:
        """Have the server stop looking for what a request was for.

        Args:
            request: Given up.
            remove_media: Take what it brought out of the library, and what is coming
                out of the queue, as well.

        Raises:
            NotPossible: There is more of it in the library than the request was for.
            ServerError: A server did not do it.
        """
        if request.media_id is None or not (request.is_sent or remove_media):
            return
        seen = await self.sight.read(request)
        if seen.media is None:
            return
        if not remove_media:
            await self.executor.leave(request, seen.episodes)
            return
        if not request.added and isinstance(seen.media, Series):
            raise NotPossible(
                Message(key="request_has_more", placeholders={"title": request.title})
            )
        tracker = self._engine.tracker
        for download in tracker.of_title(self.sight.key_of(request)):
            facts = tracker.facts(download.id)
            if download.outcome is None and facts.rows:
                await self.executor.stop(request, facts.rows[0].id, download.id)
        await self.executor.remove(request)

    # Sending.

    async def _send(self, request: Request) -> None:
        """Tell the server what is wanted; what cannot be told now is told later."""
        try:
            after = await self._sent(request)
        except (NotPossible, NotKnown) as err:
            after = failed(request, reason_of(err), dt_util.utcnow())
        except ServerError as err:
            after = self._after_error(request, err)
        await self._settle(request, after)

    async def _sent(self, request: Request) -> Request:
        desk = self._engine.desk
        if request.offer is None or request.server_id is None:
            after = await desk.intake.take_up(request)
            if after.status.is_open and desk.book.same(after) is not None:
                return ended(
                    request,
                    RequestStatus.CANCELLED,
                    "request_is_another",
                    dt_util.utcnow(),
                )
            return after
        if request.server_id not in self._engine.coordinators:
            why = Message(key="reason_server_removed")
            return failed(request, why, dt_util.utcnow())
        media_id = await self.executor.ensure(request)
        now = dt_util.utcnow()
        key = TitleKey(server_id=request.server_id, media_id=media_id)
        past = tuple(
            download.id
            for download in self._engine.tracker.of_title(key)
            if download.outcome is not None
        )
        request = replace(
            request,
            media_id=media_id,
            sent_at=now,
            past_downloads=past,
            next_try_at=None,
            tries=0,
        )
        if request.kind is RequestKind.REPLACE:
            request = await self._blame(request)
            if not request.status.is_open:
                return request
        return moved(request, RequestStatus.SEARCHING, "request_searching", now)

    async def _blame(self, request: Request) -> Request:
        """Mark the grabs of the bad copy as failed; the app may search by itself then."""
        seen = await self.sight.read(request)
        grabs = await self.executor.bad_grabs(request, seen.episodes)
        now = dt_util.utcnow()
        if not grabs and not seen.has_files:
            why = Message(
                key="request_nothing_to_replace", placeholders={"title": request.label}
            )
            return failed(request, why, now)
        in_place = await self.executor.bad_releases(request)
        for grab in grabs:
            await self.executor.blame(request, grab)
        return replace(
            request,
            blamed=tuple(sorted(in_place | {grab.source_title for grab in grabs})),
            searched_at=now,
        )

    # Following.

    def _follow(self, request: Request, now: datetime) -> datetime | None:
        """See how far a request is; return when to look again, if that is known."""
        key = self.sight.key_of(request)
        if key.server_id not in self._engine.coordinators:
            why = Message(key="reason_server_removed")
            self._start(request, self._settle(request, failed(request, why, now)))
            return None
        parts = self.sight.parts(request)
        heard = tuple((part.download_id, part.stage) for part in parts)
        seen = self.sight.of(request)
        is_filling = (
            seen is not None
            and not seen.all_episodes
            and isinstance(seen.media, Series)
        )
        if (
            seen is None
            or seen.heard != heard
            or now - seen.at >= (timedelta(seconds=2) if is_filling else CHECK)
        ):
            if self.sight.can_read(request):
                self._start(request, self._reread(request, heard))
            return None
        picture = self.sight.picture(request, seen, parts)
        if picture.has_plex and self._is_plex_due(request, seen, picture, now):
            self._start(request, self._look_in_plex(request, seen))
            return None
        verdict = follow(request, picture, now)
        if verdict.need is not Need.NOTHING:
            self._start(
                request, self._help(request, verdict.request, verdict.need, seen)
            )
        elif verdict.request != request:
            self._start(request, self._settle(request, verdict.request))
        return verdict.look_at

    def _is_plex_due(
        self, request: Request, seen: Seen, picture: Picture, now: datetime
    ) -> bool:
        """Return whether it is time to look whether Plex shows what was imported."""
        if request.imported_at is None or seen.in_plex:
            return False
        return now >= self._plex_due.get(request.id, now)

    async def _look_in_plex(self, request: Request, seen: Seen) -> None:
        # Each look reads more of Plex the longer it takes, so they become rarer.
        seen.in_plex = await self.executor.is_in_plex(request, seen.episodes)
        now = dt_util.utcnow()
        since = now - (request.imported_at or now)
        self._plex_due[request.id] = now + max(since, timedelta(seconds=2))

    async def _reread(self, request: Request, heard: tuple[object, ...]) -> None:
        try:
            seen = await self.sight.read(request, heard)
            await self.executor.monitor_episodes(request, seen.episodes)
        except NoSuchPart as err:
            seasons = request.offer.seasons if request.offer else ()
            facts = {
                "title": request.title,
                "part": err.part,
                "seasons": ", ".join(map(str, seasons)),
            }
            why = Message(key="request_no_such_part", placeholders=facts)
            await self._settle(request, failed(request, why, dt_util.utcnow()))
        except ServerError as err:
            LOGGER.debug("%s could not be read: %s", request.label, err)
            await asyncio.sleep(LONGEST_SLEEP.total_seconds() / 6)

    # What a request needs.

    async def _help(
        self, request: Request, after: Request, need: Need, seen: Seen
    ) -> None:
        """Do what the pipeline says is needed, once that is written down."""
        now = dt_util.utcnow()
        if need is Need.SCAN:
            after = replace(after, scanned_at=now)
        if need in (Need.SEARCH, Need.GRAB):
            after = replace(after, searched_at=now, searches=after.searches + 1)
        await self._settle(request, after)
        try:
            done = await self._helped(after, need, seen)
        except ServerError as err:
            if need in (Need.SEARCH, Need.GRAB) and isinstance(err, CannotConnect):
                done = after
                if not isinstance(err, ServerTimeout | ConnectionLost):
                    # It was not done: it is done when the server answers.
                    done = replace(after, searched_at=None, searches=request.searches)
                await asyncio.sleep(LONGEST_SLEEP.total_seconds() / 6)
            elif need is Need.WHY:
                done = self._nothing_found(after)
            else:
                done = self._after_error(after, err)
        await self._settle(after, done)

    async def _helped(self, request: Request, need: Need, seen: Seen) -> Request:
        match need:
            case Need.SEARCH:
                await self.executor.search(request, seen.episodes)
            case Need.GRAB:
                if await self.executor.is_searching(request):
                    # Two releases for one title would be one too many.
                    return replace(request, searches=request.searches - 1)
                release = await self.executor.grab_instead(
                    request, seen.episodes, request.blamed, is_redundant
                )
                if release is None:
                    return self._nothing_found(request)
            case Need.WHY:
                return await self._why(request, seen)
            case _:
                await self.executor.scan(request)
        coordinator = self._engine.coordinators.get(request.server_id or "")
        if coordinator:
            coordinator.refresh_soon()
        return request

    async def _why(self, request: Request, seen: Seen) -> Request:
        """Return a request whose search found nothing, with the reason."""
        sought = [each for each in seen.episodes if not each.has_file]
        releases = await self.executor.releases(request, sought)
        if any(not each.rejected for each in releases) and request.searches < 2:
            return replace(request, searched_at=None)
        return self._nothing_found(request, releases)

    def _nothing_found(
        self, request: Request, releases: tuple[Release, ...] = ()
    ) -> Request:
        coordinator = self._engine.coordinators[request.server_id or ""]
        return nothing_found(request, releases, coordinator, self._engine.phrases)

    def _after_error(self, request: Request, err: ServerError) -> Request:
        name = self._engine.shaper.name(request.server_id)
        return after_error(request, err, err.server or name or "")

    async def _settle(self, before: Request, after: Request) -> None:
        """Store and tell how far a request is, unless somebody decided otherwise."""
        now = self._engine.desk.book.open.get(before.id)
        if now is None or now.status is not before.status:
            return
        await self._engine.desk.settle(after)
