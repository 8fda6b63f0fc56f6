"""The one door to requests: actions, voice, to-do list and assistants all come in here.

Who may do what is checked here, so that no other door can forget it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid7

from homeassistant.exceptions import Unauthorized
from homeassistant.util import dt as dt_util

from ..activity import ActivityKind, JsonValue, Severity
from ..downloads.errors import NotKnown, NotPossible
from ..message import Message
from ..requests.book import RequestBook
from ..requests.model import Intent
from ..requests.pipeline import ended, moved
from ..requests.policy import Profile, RequestPolicy
from ..requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestFilter,
    RequestKind,
    RequestStatus,
    Wish,
)
from ..servers.base import ServerError
from ..store import Page
from .intake import Intake
from .request_profiles import policy_of, profile_of
from .request_runner import RequestRunner
from .request_shape import request_shape

if TYPE_CHECKING:
    from .stack import Engine

FAILED_REMEMBERED = timedelta(days=30)
"""How long what the apps find by themselves may still make a failed request good."""
_EVENTS = {
    RequestStatus.AVAILABLE: ("request_available", Severity.SUCCESS),
    RequestStatus.FAILED: ("request_failed", Severity.ERROR),
    RequestStatus.AWAITING_APPROVAL: ("request_needs_approval", Severity.WARNING),
}
"""The statuses that have an event of their own; the others share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of what somebody said.

    Attributes:
        message: The answer, for people; questions end with a question mark.
        request: The request that it is about; None where none was made.
        intent: What was said, where it was no request for a title.
    """

    message: Message
    request: Request | None = None
    intent: Intent = Intent.REQUEST_MEDIA


class RequestDesk:
    """Takes, answers and follows the requests of one stack.

    All methods raise NotKnown for ids and names that do not exist, NotPossible for what
    makes no sense now, Unauthorized for what somebody may not, StoreError when nothing
    can be written down. A server that is down is no error: the request waits for it.
    """

    def __init__(self, engine: Engine) -> None:
        """Serve engine's stack; its store is open."""
        self._engine = engine
        self.book = RequestBook(engine.store.requests)
        self.intake = Intake(engine)
        self.titles = self.intake.titles
        self.runner = RequestRunner(engine)

    async def load(self) -> None:
        """Read the open requests after a restart.

        Raises:
            StoreError: They could not be read.
        """
        await self.book.load(dt_util.utcnow() - FAILED_REMEMBERED)

    # What is known.

    @property
    def policy(self) -> RequestPolicy:
        """How the stack treats requests."""
        return policy_of(self._engine.entry)

    @property
    def open(self) -> Mapping[str, Request]:
        """The open requests by id, oldest first."""
        return self.book.open

    def profile(self, requester: Requester) -> Profile:
        """Return what is usual for a requester."""
        return profile_of(self._engine.entry, requester)

    def question_of(self, requester: Requester) -> Request | None:
        """Return the newest request that waits for an answer of its requester."""
        asked = (
            request
            for request in self.open.values()
            if request.status.is_question and request.requester.key == requester.key
        )
        return max(asked, key=lambda request: request.updated_at, default=None)

    def story_of(self, download_id: str) -> str | None:
        """Return the correlation id of the request that a download is for."""
        known = self.book.story_of(download_id)
        download = self._engine.tracker.download(download_id)
        if known or download is None or download.title_key is None:
            return known
        key = download.title_key
        for request in self.book.of_title(key.server_id, key.media_id):
            if (
                request.status.is_under_way
                and download_id not in request.past_downloads
                and self.runner.sight.key_of(request).overlaps(key)
            ):
                return request.correlation_id
        return None

    @staticmethod
    def sees_only(caller: Requester) -> str | None:
        """Return the key of whose requests the caller may see; None is everybody's."""
        return None if _is_trusted(caller) else caller.key

    async def request(self, request_id: str, caller: Requester) -> Request:
        """Return a request that the caller may see."""
        found = await self.book.find(request_id)
        if found is None or not _may_see(caller, found):
            raise NotKnown("request", request_id)
        return found

    async def requests(
        self,
        wanted: RequestFilter,
        caller: Requester,
        limit: int = 50,
        offset: int = 0,
    ) -> Page[Request]:
        """Return requests, newest first: all for administrators, else the caller's own."""
        if only := self.sees_only(caller):
            wanted = replace(wanted, requester=only)
        page = await self._engine.store.requests.list(wanted, limit, offset)
        # Of those under way, memory knows how far their downloads are.
        items = [self.book.open.get(each.id, each) for each in page.items]
        return Page(items, page.total)

    async def search(self, wish: Wish, limit: int = 10) -> tuple[Offer, ...]:
        """Return the titles that look-ups know for a wish, best first."""
        return await self.titles.search(wish, limit)

    # Asking.

    async def ask(self, wish: Wish, caller: Requester) -> Answer:
        """Make a request of what somebody said, or answer why there is none.

        Args:
            wish: A text, or the parts of a request.
            caller: Who asks.
        """
        return await self._ask(wish, caller, RequestKind.GET)

    async def replace(
        self,
        wish: Wish,
        caller: Requester,
        *,
        request_id: str | None = None,
        offer: Offer | None = None,
        reason: str = "",
        confirm: bool = False,
    ) -> Answer:
        """Get another copy of what is there and is bad; the old one is kept until then.

        Args:
            wish: What is to be replaced, and of a series which part of it.
            caller: Who asks; for others than administrators it waits for approval.
            request_id: The request that brought it, instead of what the wish says.
            offer: The title itself, instead of what the wish says.
            reason: What is wrong with it.
            confirm: Ask once more before anything is done.
        """
        if request_id is not None:
            earlier = await self.request(request_id, caller)
            offer = earlier.offer
            wish = replace(earlier.wish, quality=None, best=False)
        return await self._ask(
            wish,
            caller,
            RequestKind.REPLACE,
            offer=offer,
            reason=reason,
            confirm=confirm,
        )

    async def _ask(
        self,
        wish: Wish,
        caller: Requester,
        kind: RequestKind,
        *,
        offer: Offer | None = None,
        reason: str = "",
        confirm: bool = False,
    ) -> Answer:
        if not (wish.text.strip() or wish.title.strip() or offer):
            raise NotPossible(Message(key="request_empty"))
        now = dt_util.utcnow()
        request = Request(
            id=uuid7().hex,
            correlation_id=uuid7().hex,
            status=RequestStatus.APPROVED,
            kind=kind,
            requester=caller,
            wish=wish,
            created_at=now,
            updated_at=now,
            offer=offer,
            reason=reason,
        )
        looked = None if offer else await self.titles.look(wish)
        if looked and kind is RequestKind.REPLACE and not looked.offers:
            looked = self.titles.mentioned(wish)
        if looked is not None and not looked.is_request:
            return Answer(
                message=Message(
                    key="request_not_understood", placeholders={"text": wish.text}
                ),
                intent=looked.intent,
            )
        after = await self.intake.resolved(request, looked)
        if confirm and after.status is RequestStatus.APPROVED and after.offer:
            after = self.intake.to_be_confirmed(after)
        known = self.book.same(after)
        if known is not None and after.status is not RequestStatus.FAILED:
            return await self._known(known, caller)
        return _answer(await self._open(after))

    async def _known(self, known: Request, caller: Requester) -> Answer:
        """Answer that something was requested already, and try harder where that helps."""
        if known.status is RequestStatus.SEARCHING and known.searched_at:
            known = await self.settle(replace(known, searched_at=None))
            self.runner.wake()
        if known.status.is_question and _may_see(caller, known):
            return _answer(known)
        status = self._engine.phrases.words(known.message) if known.message else ""
        key = "request_known" if _may_see(caller, known) else "request_known_of_other"
        return Answer(
            message=Message(
                key=key, placeholders={"title": known.label, "status": status}
            ),
            request=known if _may_see(caller, known) else None,
        )

    # Answering.

    async def confirm(
        self,
        request_id: str,
        caller: Requester,
        *,
        choice: int | None = None,
        tmdb_id: int | None = None,
        tvdb_id: int | None = None,
    ) -> Answer:
        """Answer the question of a request: which title, or yes.

        Args:
            request_id: The request.
            caller: Its requester, or an administrator.
            choice: Which of its candidates, counted from 1.
            tmdb_id: The film that is meant, instead.
            tvdb_id: The series that is meant, instead.
        """
        request = await self._own(request_id, caller)
        if not request.status.is_question:
            raise NotPossible(
                Message(
                    key="request_asks_nothing", placeholders={"title": request.label}
                )
            )
        offer = _chosen(request, choice, tmdb_id, tvdb_id)
        if request.status is RequestStatus.AMBIGUOUS:
            after = await self.intake.planned(
                replace(request, offer=offer, candidates=(), expires_at=None)
            )
            known = self.book.same(after)
            if known is not None and after.status is not RequestStatus.FAILED:
                await self.settle(
                    ended(
                        request,
                        RequestStatus.CANCELLED,
                        "request_is_another",
                        dt_util.utcnow(),
                    )
                )
                return await self._known(known, caller)
        else:
            after = await self.intake.planner.agreed(
                replace(request, expires_at=None), self.profile(request.requester)
            )
        return _answer(await self.settle(after))

    async def approve(
        self, request_id: str, caller: Requester, reason: str = ""
    ) -> Answer:
        """Let a request be carried out. For administrators."""
        request = await self._decidable(request_id, caller)
        approved = moved(
            request, RequestStatus.APPROVED, "request_approved", dt_util.utcnow()
        )
        return _answer(await self.settle(replace(approved, reason=reason)))

    async def decline(
        self, request_id: str, caller: Requester, reason: str = ""
    ) -> Answer:
        """Refuse a request. For administrators."""
        request = await self._decidable(request_id, caller)
        key = "request_declined_because" if reason else "request_declined"
        declined = ended(
            request, RequestStatus.DECLINED, key, dt_util.utcnow(), reason=reason
        )
        return _answer(await self.settle(replace(declined, reason=reason)))

    async def _decidable(self, request_id: str, caller: Requester) -> Request:
        _must_be_trusted(caller)
        request = await self.request(request_id, caller)
        if request.status is not RequestStatus.AWAITING_APPROVAL:
            raise NotPossible(
                Message(
                    key="request_needs_no_approval",
                    placeholders={"title": request.label},
                )
            )
        return request

    async def cancel(
        self, request_id: str, caller: Requester, *, remove_media: bool = False
    ) -> Answer:
        """Give a request up.

        Args:
            request_id: The request, open or over.
            caller: Its requester, or an administrator.
            remove_media: Take away what it brought as well: for administrators.

        Raises:
            ServerError: The media could not be removed; the request is as it was.
        """
        if remove_media:
            _must_be_trusted(caller)
        request = await self._own(request_id, caller)
        if not request.status.is_open and not remove_media:
            raise NotPossible(
                Message(key="request_is_over", placeholders={"title": request.label})
            )
        async with self.runner.held(request_id):
            request = await self._own(request_id, caller)
            try:
                await self.runner.drop(request, remove_media=remove_media)
            except ServerError as err:
                err.server = self._engine.shaper.name(request.server_id) or ""
                raise
            key = "request_cancelled_removed" if remove_media else "request_cancelled"
            cancelled = ended(request, RequestStatus.CANCELLED, key, dt_util.utcnow())
            return _answer(await self.settle(cancelled))

    async def hide(self, request_id: str, caller: Requester) -> None:
        """Show a request that is over to its requester no longer."""
        request = await self._own(request_id, caller)
        if request.status.is_open:
            raise NotPossible(
                Message(key="request_is_open", placeholders={"title": request.label})
            )
        await self._engine.store.requests.save(replace(request, hidden=True))
        self._engine.async_tell_listeners()

    async def _own(self, request_id: str, caller: Requester) -> Request:
        """Return a request that the caller may change."""
        return await self.request(request_id, caller)

    # Keeping and telling.

    async def _open(self, request: Request) -> Request:
        """Store a new request and tell of it."""
        request = await self.book.change(request)
        self._tell(request, "request_created", Severity.INFO)
        if request.status in _EVENTS and request.status is not RequestStatus.AVAILABLE:
            # What was there before anybody asked did not become available.
            self._tell(request, *_EVENTS[request.status])
        self._engine.async_tell_listeners()
        self.runner.wake()
        return request

    async def settle(self, request: Request) -> Request:
        """Store how far a request is, and tell of it when its status changed."""
        before = await self.book.find(request.id)
        request = await self.book.change(request)
        if before is None or before.status is not request.status:
            told = _EVENTS.get(request.status, ("request_updated", Severity.INFO))
            self._tell(request, *told)
        if before != request:
            self._engine.async_tell_listeners()
            self.runner.wake()
        return request

    def _tell(self, request: Request, event: str, severity: Severity) -> None:
        self._engine.feed.tell(
            ActivityKind.REQUEST,
            request.message or Message(key="request_approved"),
            event=event,
            severity=severity,
            server_id=request.server_id,
            title=request.label,
            correlation_id=request.correlation_id,
            requester=request.requester.key,
            data=self.shape(request, for_event=True),
        )

    def shape(
        self, request: Request, *, for_event: bool = False
    ) -> dict[str, JsonValue]:
        """Return a request as actions and events show it."""
        return request_shape(
            request, self._engine.shaper.name, self._engine.phrases, for_event=for_event
        )

    def words(self, message: Message) -> str:
        """Return a message as a sentence."""
        return self._engine.phrases.words(message)


def _answer(request: Request) -> Answer:
    return Answer(
        message=request.message or Message(key="request_approved"), request=request
    )


def _is_trusted(caller: Requester) -> bool:
    """Return whether somebody may do what administrators may."""
    return caller.is_admin or caller.kind is RequesterKind.SYSTEM


def _may_see(caller: Requester, request: Request) -> bool:
    return _is_trusted(caller) or caller.key == request.requester.key


def _must_be_trusted(caller: Requester) -> None:
    if not _is_trusted(caller):
        raise Unauthorized


def _chosen(
    request: Request, choice: int | None, tmdb_id: int | None, tvdb_id: int | None
) -> Offer:
    """Return the candidate that an answer names; where there is one, yes is enough."""
    offers = request.candidates
    if choice is None and tmdb_id is None and tvdb_id is None and len(offers) == 1:
        return offers[0]
    for number, offer in enumerate(offers, 1):
        if number == choice:
            return offer
        if tmdb_id is not None and offer.tmdb_id == tmdb_id:
            return offer
        if tvdb_id is not None and offer.tvdb_id == tvdb_id:
            return offer
    raise NotPossible(
        Message(key="request_no_such_choice", placeholders={"count": str(len(offers))})
    )
