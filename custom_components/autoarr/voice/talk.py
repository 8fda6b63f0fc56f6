"""Does what people ask for and says what became of it: one function for each thing.

Intents, sentences and an assistant's tools are doors to these. Who may do what is
checked behind them: by the desk of requests, and by who gives orders.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Final

from homeassistant.exceptions import HomeAssistantError

from ..actions.base import must_not_be_too_often
from ..doors import told
from ..downloads.errors import NotPossible
from ..downloads.model import Download, DownloadStatus, Failure, FailureState
from ..engine import Engine
from ..engine.requests import Answer
from ..limits import Family
from ..message import Message
from ..requests.model import Intent, Reply
from ..requests.record import Offer, Request, Requester, RequestFilter, Wish
from ..requests.titles import keys
from .replies import reply_to
from .speech import Speech

MOST_AT_ONCE: Final = 20
"""Failures that one sentence has tried again at once."""
MOST_LOOKED_AT: Final = 100
"""Requests, newest first, among which a title is looked for."""

_OVER = (DownloadStatus.FAILED, DownloadStatus.COMPLETED)
_STUCK = (DownloadStatus.STALLED, DownloadStatus.IMPORT_BLOCKED)
_FINISHING = (
    DownloadStatus.VERIFYING,
    DownloadStatus.EXTRACTING,
    DownloadStatus.IMPORTING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said back.

    Attributes:
        text: The sentences, in the speaker's language.
        request: The request that they are about; None where it is none.
        is_ours: Whether AutoArr was meant at all.
        has_failed: Whether what was asked for was not done.
        proposal_id: Confirms what was only proposed.
    """

    text: str
    request: Request | None = None
    is_ours: bool = True
    has_failed: bool = False
    proposal_id: str | None = None

    @property
    def is_question(self) -> bool:
        """Return whether the request waits for an answer."""
        return self.request is not None and self.request.status.is_question


class Talk:
    """Talks with one person about one stack. Nothing raises: what went wrong is said."""

    def __init__(self, engine: Engine, speech: Speech, caller: Requester) -> None:
        """Talk with caller, in the language of speech."""
        self._engine = engine
        self._speech = speech
        self._caller = caller

    # Requests.

    async def request(self, wish: Wish, otherwise: Wish | None = None) -> Said:
        """Make a request.

        Args:
            wish: What was said.
            otherwise: How to understand it where it asks for no title as it is.
        """
        return await self._told(self._request(wish, otherwise))

    async def _request(self, wish: Wish, otherwise: Wish | None) -> Said:
        self._count(Family.REQUEST)
        desk = self._engine.desk
        answer = await desk.ask(wish, self._caller)
        if not _is_ours(answer) and otherwise is not None:
            answer = await desk.ask(otherwise, self._caller)
        return self._answered(answer)

    async def replace(self, wish: Wish, otherwise: Wish | None = None) -> Said:
        """Ask whether to get another copy of what is there and is bad."""
        return await self._told(self._replace(wish, otherwise))

    async def _replace(self, wish: Wish, otherwise: Wish | None) -> Said:
        self._count(Family.REQUEST)
        desk = self._engine.desk
        answer = await desk.replace(wish, self._caller, confirm=True)
        if not _is_ours(answer) and otherwise is not None:
            answer = await desk.replace(otherwise, self._caller, confirm=True)
        return self._answered(answer)

    def question(self, request_id: str) -> Request | None:
        """Return a request that waits for an answer; None when it does no longer."""
        request = self._engine.desk.open.get(request_id)
        return request if request and request.status.is_question else None

    async def choose(self, request: Request, text: str, language: str) -> Said:
        """Answer the question of a request in words: "the second one", "never mind"."""
        return await self._told(self._choose(request, text, language))

    async def _choose(self, request: Request, text: str, language: str) -> Said:
        reply = reply_to(request, text, language)
        match reply.reply:
            case Reply.CHOOSE:
                return await self._confirm(request, reply.choice)
            case Reply.NEVER_MIND:
                return await self._never_mind(request)
            case _:
                text = self._speech.of_request(request)
                return Said(text=text, request=request, is_ours=False, has_failed=True)

    async def _never_mind(self, request: Request) -> Said:
        desk = self._engine.desk
        return self._answered(await desk.cancel(request.id, self._caller))

    async def pick(self, request: Request, choice: int | None) -> Said:
        """Answer the question of a request: a choice, counted from 1, or yes."""
        return await self._told(self._confirm(request, choice))

    async def _confirm(self, request: Request, choice: int | None) -> Said:
        self._count(Family.REQUEST)
        desk = self._engine.desk
        return self._answered(
            await desk.confirm(request.id, self._caller, choice=choice)
        )

    async def confirm(self, request_id: str, choice: int | None) -> Said:
        """Answer the question of a request that is known by its id."""
        return await self._told(self._confirm_by_id(request_id, choice))

    async def _confirm_by_id(self, request_id: str, choice: int | None) -> Said:
        request = await self._engine.desk.request(request_id, self._caller)
        return await self._confirm(request, choice)

    async def may_cancel(self, request_id: str) -> Said:
        """Say what giving a request up means, without doing it."""
        return await self._told(self._may_cancel(request_id))

    async def _may_cancel(self, request_id: str) -> Said:
        request = await self._engine.desk.request(request_id, self._caller)
        facts = {"title": request.label}
        if not request.status.is_open:
            raise NotPossible(Message(key="request_is_over", placeholders=facts))
        text = self._speech.say("voice_confirm_cancel", **facts)
        return Said(text=text, request=request)

    async def cancel_request(self, request_id: str) -> Said:
        """Give up a request that is known by its id; no media is removed."""
        return await self._told(self._cancel_request(request_id))

    async def _cancel_request(self, request_id: str) -> Said:
        self._count(Family.REQUEST)
        desk = self._engine.desk
        return self._answered(await desk.cancel(request_id, self._caller))

    async def left_alone(self, request_id: str) -> Said:
        """Say how a request is that somebody did not want to give up after all."""
        return await self._told(self._left_alone(request_id))

    async def _left_alone(self, request_id: str) -> Said:
        request = await self._engine.desk.request(request_id, self._caller)
        return Said(text=self._speech.of_request(request), request=request)

    async def search(self, wish: Wish, limit: int) -> tuple[Offer, ...] | Said:
        """Return the titles that look-ups know, or why there are none to be had."""
        try:
            with told(self._engine, self._engine.entry.title):
                self._count(Family.REQUEST)
                return await self._engine.desk.search(wish, limit)
        except HomeAssistantError as err:
            return Said(text=self._speech.words(_why(err)), has_failed=True)

    async def request_status(self, title: str = "") -> Said:
        """Say how far requests are: all that are open, or those for a title."""
        return await self._told(self._request_status(title))

    async def _request_status(self, title: str) -> Said:
        found = await self.requests(title, is_open=True)
        if not found and title:
            found = (await self.requests(title))[:1]
        say = self._speech
        if not found:
            key = "voice_no_such_request" if title else "voice_no_requests"
            return Said(text=say.say(key, title=title))
        if len(found) == 1:
            return Said(text=say.of_request(found[0]), request=found[0])
        labels = [request.label for request in found]
        return Said(
            text=say.counted("voice_requests", len(found), titles=say.listed(labels))
        )

    async def cancel(self, title: str = "") -> Said:
        """Give up the request for a title, or the only one; no media is removed."""
        return await self._told(self._cancel(title))

    async def _cancel(self, title: str) -> Said:
        found = await self.requests(title, is_open=True)
        own = [each for each in found if each.requester.key == self._caller.key]
        found = own or found
        if not found:
            key = "voice_no_such_request" if title else "voice_no_requests"
            return Said(text=self._speech.say(key, title=title), has_failed=True)
        if len(found) > 1:
            titles = self._speech.listed([request.label for request in found])
            text = self._speech.say("voice_name_request", titles=titles)
            return Said(text=text, has_failed=True)
        self._count(Family.REQUEST)
        desk = self._engine.desk
        return self._answered(await desk.cancel(found[0].id, self._caller))

    async def requests(
        self, title: str, *, is_open: bool | None = None
    ) -> list[Request]:
        """Return the requests that the caller may see: all, or those for a title."""
        page = await self._engine.desk.requests(
            RequestFilter(is_open=is_open), self._caller, limit=MOST_LOOKED_AT
        )
        return [each for each in page.items if _is_named(title, each.label)]

    # Downloads.

    async def download_status(self, title: str = "") -> Said:
        """Say how far downloads are: all that run, or those of a title."""
        running = self.running(title)
        say = self._speech
        if not running:
            key = "voice_not_downloading" if title else "voice_nothing_downloading"
            return Said(text=say.say(key, title=title))
        if len(running) == 1:
            return Said(text=self._progress(running[0]))
        titles = list(dict.fromkeys(_name(download) for download in running))
        text = say.counted("voice_downloads", len(running), titles=say.listed(titles))
        times = [each.time_left for each in running if each.time_left]
        if times:
            text += " " + say.say("voice_all_left", time=say.lasting(max(times)))
        return Said(text=text)

    def running(self, title: str = "") -> list[Download]:
        """Return the downloads that are not over: all, or those of a title."""
        return [
            download
            for download in self._engine.downloads.values()
            if download.status not in _OVER and _is_named(title, _name(download))
        ]

    def _progress(self, download: Download) -> str:
        facts = {"title": _name(download), "progress": str(round(download.progress))}
        say = self._speech
        match download.status:
            case DownloadStatus.QUEUED:
                return say.say("voice_queued", **facts)
            case DownloadStatus.PAUSED:
                return say.say("voice_paused_at", **facts)
            case status if status in _FINISHING:
                return say.say("request_importing", **facts)
            case status if status in _STUCK:
                return say.say("voice_stuck", **facts)
            case _ if download.time_left:
                time = say.lasting(download.time_left)
                return say.say("voice_progress_left", time=time, **facts)
            case _:
                return say.say("voice_progress", **facts)

    async def what_failed(self, title: str = "") -> Said:
        """Say what failed and was not recovered."""
        failed = self.failed(title)
        say = self._speech
        if not failed:
            key = "voice_not_failed" if title else "voice_nothing_failed"
            return Said(text=say.say(key, title=title))
        titles = list(dict.fromkeys(map(_failed_name, failed)))
        text = say.counted("voice_failed", len(titles), titles=say.listed(titles))
        if len(failed) == 1:
            text = f"{text} {say.words(failed[0].cause)}"
        if trying := sum(each.state is FailureState.RECOVERING for each in failed):
            text = f"{text} {say.counted('voice_trying', trying)}"
        return Said(text=text)

    def failed(self, title: str = "") -> list[Failure]:
        """Return what failed and was not recovered: all, or that of a title."""
        known = (*self._engine.failures.values(), *self._engine.given_up.values())
        failed = {failure.id: failure for failure in known}
        return [
            each for each in failed.values() if _is_named(title, _failed_name(each))
        ]

    async def retry(self, title: str = "") -> Said:
        """Try again what failed: all of it, or a title."""
        return await self._told(self._retry(title))

    async def _retry(self, title: str) -> Said:
        self._count(Family.WRITE)
        say = self._speech
        failed = [
            each
            for each in self.failed(title)
            if each.state is not FailureState.RECOVERING
        ]
        if not failed:
            return Said(text=say.say("voice_nothing_to_retry"), has_failed=True)
        tried, refusal = await self._retried(failed[:MOST_AT_ONCE])
        if not tried and refusal is not None:
            raise refusal
        titles = say.listed(list(dict.fromkeys(map(_failed_name, tried))))
        return Said(text=say.counted("voice_retrying", len(tried), titles=titles))

    async def _retried(
        self, failed: Sequence[Failure]
    ) -> tuple[list[Failure], NotPossible | None]:
        """Try failures again; of several, one that cannot be keeps no other back."""
        tried: list[Failure] = []
        refusal = None
        given_up = [each for each in failed if each.state is FailureState.GIVEN_UP]
        if len(given_up) > 1:
            await self._engine.orders.retry_given_up(given_up)
            tried += given_up
        for failure in failed:
            if failure in tried:
                continue
            try:
                await self._engine.orders.retry(failure.id, "auto")
            except NotPossible as err:
                refusal = err
            else:
                tried.append(failure)
        return tried, refusal

    async def pause(self, seconds: int | None = None, title: str = "") -> Said:
        """Pause all downloads, or those of a title, maybe for a while."""
        return await self._told(self._pause(seconds, title))

    async def _pause(self, seconds: int | None, title: str) -> Said:
        self._count(Family.WRITE)
        say, orders = self._speech, self._engine.orders
        if title:
            running = self.running(title)
            for download in running:
                await orders.pause(None, download.id, seconds)
            return self._held("voice_paused_one", running, title)
        await orders.pause(None, None, seconds)
        if not seconds:
            return Said(text=say.say("voice_paused"))
        return Said(text=say.say("voice_paused_for", time=say.lasting(seconds)))

    async def resume(self, title: str = "") -> Said:
        """Let all downloads, or those of a title, go on."""
        return await self._told(self._resume(title))

    async def _resume(self, title: str) -> Said:
        self._count(Family.WRITE)
        orders = self._engine.orders
        if title:
            running = self.running(title)
            for download in running:
                await orders.resume(None, download.id)
            return self._held("voice_resumed_one", running, title)
        await orders.resume(None, None)
        return Said(text=self._speech.say("voice_resumed"))

    def _held(self, key: str, running: Sequence[Download], title: str) -> Said:
        """Say that the downloads of a title were paused or go on; or that none runs."""
        if not running:
            text = self._speech.say("voice_not_downloading", title=title)
            return Said(text=text, has_failed=True)
        titles = self._speech.listed(list(dict.fromkeys(map(_name, running))))
        return Said(text=self._speech.say(key, title=titles))

    # How it is said.

    def no_duration(self, duration: str) -> Said:
        """Say that nobody knows how long something is to last."""
        text = self._speech.say("voice_no_duration", duration=duration)
        return Said(text=text, has_failed=True)

    def _answered(self, answer: Answer) -> Said:
        return Said(
            text=self._speech.of_answer(answer.message, answer.request),
            request=answer.request,
            is_ours=_is_ours(answer),
            has_failed=not _is_ours(answer),
        )

    async def _told(self, saying: Awaitable[Said]) -> Said:
        """Return what is said; what went wrong in the words that the actions have."""
        try:
            with told(self._engine, self._engine.entry.title):
                return await saying
        except HomeAssistantError as err:
            return Said(text=self._speech.words(_why(err)), has_failed=True)

    def _count(self, family: Family) -> None:
        must_not_be_too_often(self._engine, self._caller.key, family)


def _why(err: HomeAssistantError) -> Message:
    """Return why something was not done, in the speaker's own language."""
    if isinstance(err.__cause__, NotPossible):
        return err.__cause__.message
    if err.translation_key is None:
        return Message(key="voice_not_allowed")
    return Message(
        key=f"exceptions.{err.translation_key}",
        placeholders=dict(err.translation_placeholders or {}),
    )


def _is_ours(answer: Answer) -> bool:
    return answer.request is not None or answer.intent is Intent.REQUEST_MEDIA


def _name(download: Download) -> str:
    return download.media.title or download.title


def _failed_name(failure: Failure) -> str:
    return failure.media.title or failure.title


def _is_named(said: str, title: str) -> bool:
    """Return whether all words that were said are of a title; no words name each."""
    return {*keys(said).words} <= {*keys(title).words}
