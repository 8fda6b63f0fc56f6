"""Requests at work: sends those that are approved, and follows them until they are there."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import re
from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..coordinators import ArrCoordinator
from ..downloads.errors import NotKnown, NotPossible
from ..downloads.model import Download, DownloadStatus, FailureClass, Outcome, TitleKey
from ..downloads.refusals import why_nothing_found
from ..downloads.signatures import Field, find
from ..message import Message
from ..requests.executor import RequestExecutor
from ..requests.pipeline import (
    Need,
    Part,
    Picture,
    Stage,
    ended,
    expired,
    failed,
    follow,
    moved,
    postponed,
)
from ..requests.record import Request, RequestKind, RequestStatus
from ..requests.wanted import NoSuchPart, episodes_of
from ..servers.base import (
    AlreadyAdded,
    CannotConnect,
    HostNotAllowed,
    InvalidAuth,
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    RateLimited,
    Rejected,
    ServerError,
    ServerFault,
)
from ..servers.models import Episode, Movie, Series, ServerType
from ..servers.sonarr import SonarrClient
from ..store import StoreError

if TYPE_CHECKING:
    from .stack import Engine

GATHER = 0.2
"""Seconds in which news of several servers are taken as one."""
LONGEST_SLEEP = timedelta(minutes=1)
CHECK = timedelta(minutes=15)
"""How often a title is read anew though nothing was heard of it."""
_ON_ITS_WAY = re.compile(r"\bin queue\b|\bgrab event\b")
AT_IMPORT = frozenset(
    {
        DownloadStatus.IMPORTING,
        DownloadStatus.IMPORT_BLOCKED,
        DownloadStatus.COMPLETED,
    }
)


@dataclass(slots=True)
class _Seen:
    """What was read of a request's title."""

    at: datetime
    heard: tuple[object, ...]
    """The state of its downloads then."""
    media: Movie | Series | None
    all_episodes: int = 0
    episodes: tuple[Episode, ...] = ()
    in_plex: bool = False


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
        self._seen: dict[str, _Seen] = {}
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

    async def idle(self, request_id: str) -> None:
        """Wait until nothing is being done for a request."""
        task = self._tasks.get(request_id)
        if task is not None and task is not asyncio.current_task():
            await asyncio.wait([task])

    def forget(self, request_id: str) -> None:
        """Forget what was read for a request: it is to be read anew."""
        self._seen.pop(request_id, None)

    def _look_at_all(self) -> datetime:
        """See to every open request; return when the next look is due."""
        now = dt_util.utcnow()
        due = now + LONGEST_SLEEP
        book = self._engine.desk.book
        for request in tuple(book.open.values()):
            if request.id in self._tasks:
                continue
            if (changed := expired(request, now)) is not None:
                self._start(request, self._settle(request, changed))
            elif request.status is RequestStatus.APPROVED:
                if request.next_try_at is None or request.next_try_at <= now:
                    self._start(request, self._send(request))
                else:
                    due = min(due, request.next_try_at)
            elif request.status.is_under_way:
                look_at = self._follow(request, now)
                due = min(due, look_at or due)
            elif request.expires_at is not None:
                due = min(due, request.expires_at)
        for request_id in self._seen.keys() - book.open.keys():
            del self._seen[request_id]
            self._plex_due.pop(request_id, None)
        return due

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

    def key_of(self, request: Request) -> TitleKey:
        """Return what a request that was sent is for, as downloads are told by it."""
        return _key(request, self._seen.get(request.id))

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
        if request.media_id is None or not request.is_sent:
            return
        seen = await self._read(request, ())
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
        for download in tracker.of_title(self.key_of(request)):
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
            after = failed(request, _why(err), dt_util.utcnow())
        except ServerError as err:
            after = self._after_error(request, err)
        await self._settle(request, after)

    async def _sent(self, request: Request) -> Request:
        desk = self._engine.desk
        if request.offer is None or request.server_id is None:
            return await desk.take_up(request)
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
        seen = await self._read(request, ())
        grabs = await self.executor.bad_grabs(request, seen.episodes)
        now = dt_util.utcnow()
        if not grabs and not _has_files(seen):
            why = Message(
                key="request_nothing_to_replace", placeholders={"title": request.label}
            )
            return failed(request, why, now)
        for grab in grabs:
            await self.executor.blame(request, grab)
        return replace(
            request,
            blamed=tuple(grab.source_title for grab in grabs),
            searched_at=now,
        )

    def _after_error(self, request: Request, err: ServerError) -> Request:
        """Return a request that a server did not carry out: for now, or at all."""
        now = dt_util.utcnow()
        server = err.server or self._engine.shaper.name(request.server_id) or ""
        facts = {"title": request.label, "server": server}
        match err:
            case NoSuchRootFolder():
                facts["folder"] = request.root_folder or ""
                return failed(request, _message("request_root_folder_gone", facts), now)
            case NoSuchProfile():
                return failed(request, _message("request_profile_gone", facts), now)
            case AlreadyAdded() | Rejected():
                facts["error"] = "; ".join(err.reasons) or str(err)
                return failed(request, _message("request_refused", facts), now)
            case NotFound():
                return failed(request, _message("request_not_known", facts), now)
            case ServerFault() if request.tries >= 5:
                facts["error"] = str(err)
                return failed(request, _message("request_refused", facts), now)
            case CannotConnect() | RateLimited() | InvalidAuth() | HostNotAllowed():
                return postponed(request, _message("request_waits_for", facts), now)
            case _:
                return postponed(request, _message("request_waits_for", facts), now)

    # Following.

    def _follow(self, request: Request, now: datetime) -> datetime | None:
        """See how far a request is; return when to look again, if that is known."""
        key = self.key_of(request)
        if key.server_id not in self._engine.coordinators:
            why = Message(key="reason_server_removed")
            self._start(request, self._settle(request, failed(request, why, now)))
            return None
        parts = self._parts(request, key)
        heard = tuple((part.download_id, part.stage) for part in parts)
        seen = self._seen.get(request.id)
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
            if self._may_read(request):
                self._start(request, self._reread(request, heard))
            return None
        picture = self._picture(request, key, seen, parts)
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

    def _may_read(self, request: Request) -> bool:
        coordinator = self._engine.coordinators.get(request.server_id or "")
        return coordinator is not None and coordinator.last_update_success

    def _parts(self, request: Request, key: TitleKey) -> list[Part]:
        """Return the downloads that are for a request, oldest first."""
        return [
            Part(
                download_id=download.id,
                stage=_stage(download),
                size=download.size,
                size_left=download.size_left,
                time_left=download.time_left,
            )
            for download in self._engine.tracker.of_title(key)
            if download.id not in request.past_downloads
        ]

    def _picture(
        self, request: Request, key: TitleKey, seen: _Seen, parts: list[Part]
    ) -> Picture:
        engine = self._engine
        failure = engine.casebook.of_title(key)
        given_up = next(
            (
                each.reason or each.cause
                for each in engine.given_up.values()
                if each.title_key
                and each.title_key.overlaps(key)
                and request.sent_at
                and (each.resolved_at or each.detected_at) >= request.sent_at
            ),
            None,
        )
        return Picture(
            media=seen.media,
            episodes=seen.episodes,
            all_episodes=seen.all_episodes,
            parts=parts,
            is_recovering=failure is not None
            and failure.failure_class is not FailureClass.WAITING,
            given_up=given_up,
            has_plex=self._has_plex,
            in_plex=seen.in_plex,
        )

    @property
    def _has_plex(self) -> bool:
        return any(
            each.server.type is ServerType.PLEX
            for each in self._engine.coordinators.values()
        )

    def _is_plex_due(
        self, request: Request, seen: _Seen, picture: Picture, now: datetime
    ) -> bool:
        """Return whether it is time to look whether Plex shows what was imported."""
        if request.imported_at is None or seen.in_plex:
            return False
        return now >= self._plex_due.get(request.id, now)

    async def _look_in_plex(self, request: Request, seen: _Seen) -> None:
        # Each look reads more of Plex the longer it takes, so they become rarer.
        seen.in_plex = await self.executor.is_in_plex(request, seen.episodes)
        now = dt_util.utcnow()
        since = now - (request.imported_at or now)
        self._plex_due[request.id] = now + max(since / 2, timedelta(seconds=2))

    async def _reread(self, request: Request, heard: tuple[object, ...]) -> None:
        try:
            seen = await self._read(request, heard)
            await self.executor.monitor_episodes(request, seen.episodes)
        except NoSuchPart as err:
            seasons = request.offer.seasons if request.offer else ()
            facts = {
                "title": request.title,
                "part": err.part,
                "seasons": ", ".join(map(str, seasons)),
            }
            why = _message("request_no_such_part", facts)
            await self._settle(request, failed(request, why, dt_util.utcnow()))
        except ServerError as err:
            LOGGER.debug("%s could not be read: %s", request.label, err)
            await asyncio.sleep(LONGEST_SLEEP.total_seconds() / 6)

    async def _read(self, request: Request, heard: tuple[object, ...]) -> _Seen:
        """Read a request's title, and of a series the episodes that it is for."""
        before = self._seen.get(request.id)
        coordinator = self._engine.coordinators[request.server_id or ""]
        now = dt_util.utcnow()
        seen = _Seen(at=now, heard=heard, media=None)
        if isinstance(coordinator, ArrCoordinator) and request.media_id is not None:
            client = coordinator.client
            with suppress(NotFound):
                seen.media = await client.title(request.media_id)
            if seen.media and isinstance(client, SonarrClient):
                episodes = await client.episodes(request.media_id)
                seen.all_episodes = len(episodes)
                asked_at = request.created_at
                seen.episodes = (
                    episodes_of(request, episodes, asked_at if not before else now)
                    if episodes
                    else ()
                )
        self._seen[request.id] = seen
        return seen

    # What a request needs.

    async def _help(
        self, request: Request, after: Request, need: Need, seen: _Seen
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
                # It was not done: it is done when the server answers.
                done = replace(after, searched_at=None, searches=request.searches)
                await asyncio.sleep(LONGEST_SLEEP.total_seconds() / 6)
            elif need is Need.WHY:
                done = self._nothing_found(after, None)
            else:
                done = self._after_error(after, err)
        await self._settle(after, done)

    async def _helped(self, request: Request, need: Need, seen: _Seen) -> Request:
        match need:
            case Need.SEARCH:
                await self.executor.search(request, seen.episodes)
            case Need.GRAB:
                if await self.executor.is_searching(request):
                    # Two releases for one title would be one too many.
                    return replace(request, searches=request.searches - 1)
                release = await self.executor.grab_instead(
                    request, seen.episodes, request.blamed, _is_redundant
                )
                if release is None:
                    return self._nothing_found(request, None)
            case Need.WHY:
                return await self._why(request, seen)
            case _:
                await self.executor.scan(request)
        coordinator = self._engine.coordinators.get(request.server_id or "")
        if coordinator:
            coordinator.refresh_soon()
        return request

    async def _why(self, request: Request, seen: _Seen) -> Request:
        """Return a request whose search found nothing, with the reason."""
        coordinator = self._engine.coordinators[request.server_id or ""]
        sought = [each for each in seen.episodes if not each.has_file]
        releases = await self.executor.releases(request, sought)
        if any(not each.rejected for each in releases) and request.searches < 2:
            return replace(request, searched_at=None)
        health = coordinator.data.health if coordinator.data else ()
        diagnosis = why_nothing_found(
            coordinator.server.type,
            [each.rejections for each in releases if each.rejected],
            health,
        )
        return self._nothing_found(request, diagnosis.cause if diagnosis else None)

    def _nothing_found(self, request: Request, cause: Message | None) -> Request:
        now = dt_util.utcnow()
        if request.kind is RequestKind.BETTER:
            return ended(request, RequestStatus.AVAILABLE, "request_no_better", now)
        if cause is None:
            facts = {"title": request.label}
            return failed(request, _message("request_nothing_found", facts), now)
        words = self._engine.phrases.words(cause)
        facts = {"title": request.label, "reason": words}
        return failed(request, _message("request_nothing_taken", facts), now)

    async def _settle(self, before: Request, after: Request) -> None:
        """Store and tell how far a request is, unless somebody decided otherwise."""
        now = self._engine.desk.book.open.get(before.id)
        if now is None or now.status is not before.status:
            return
        await self._engine.desk.settle(after)


def _key(request: Request, seen: _Seen | None) -> TitleKey:
    episodes = seen.episodes if seen else ()
    return TitleKey(
        server_id=request.server_id or "",
        media_id=request.media_id or 0,
        episode_ids=tuple(sorted(each.id for each in episodes)),
    )


def _stage(download: Download) -> Stage:
    if download.outcome is Outcome.IMPORTED:
        return Stage.IMPORTED
    if download.outcome is not None or download.status is DownloadStatus.FAILED:
        return Stage.OVER
    return Stage.IMPORTING if download.status in AT_IMPORT else Stage.DOWNLOADING


def _has_files(seen: _Seen) -> bool:
    if isinstance(seen.media, Movie):
        return seen.media.has_file
    return any(each.has_file for each in seen.episodes)


def _is_redundant(rejection: str) -> bool:
    """Return whether a release was refused only because a copy is there.

    One that is on its way is another matter.
    """
    finding = find(Field.REJECTION, rejection)
    return (
        finding is not None
        and finding.failure_class is FailureClass.REDUNDANT
        and not _ON_ITS_WAY.search(rejection)
    )


def _message(key: str, facts: dict[str, str]) -> Message:
    return Message(key=key, placeholders=facts)


def _why(err: NotPossible | NotKnown) -> Message:
    if isinstance(err, NotPossible):
        return err.message
    return Message(
        key=f"exceptions.unknown_{err.what}", placeholders={"wanted": err.wanted}
    )
