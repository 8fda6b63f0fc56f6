"""The to-do list of requests: adding asks for a title, each item tells how far it is.

It belongs to no device, so that it is called "Media requests" in Home Assistant's
language and its own sentence for lists finds it.
"""

from contextvars import ContextVar
from datetime import timedelta
from typing import Final, override

from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .actions.base import must_not_be_too_often
from .callers import caller_of
from .const import DOMAIN
from .doors import told
from .downloads.errors import NotPossible
from .engine import AutoArrConfigEntry, Engine
from .entity import AutoArrEntity
from .events import because_of
from .limits import Family
from .message import Message
from .requests.model import Intent, Reply
from .requests.record import (
    Request,
    Requester,
    RequesterKind,
    RequestFilter,
    RequestStatus,
    Wish,
)
from .store import StoreError
from .voice.replies import reply_to
from .voice.speech import Speech

PARALLEL_UPDATES = 1

KEPT: Final = timedelta(days=30)
"""How long what is over stays on the list, if nobody takes it off."""
MOST_SHOWN: Final = 100
_DONE = frozenset({RequestStatus.AVAILABLE, RequestStatus.MONITORING})
_REFUSED = frozenset({RequestStatus.FAILED, RequestStatus.DECLINED})
_NOBODY = Requester(kind=RequesterKind.SYSTEM)

_CALLED_BY: ContextVar[Context | None] = ContextVar(
    f"{DOMAIN}_todo_called_by", default=None
)
"""Who calls an action for the list; sentences go past actions, and are nobody's."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the list of a stack."""
    stacks = hass.config_entries.async_entries(DOMAIN)
    first = min(stacks, key=lambda each: each.created_at)
    requests = MediaRequests(entry.runtime_data, is_first=first is entry)
    await requests.async_read()
    async_add_entities([requests])


class MediaRequests(AutoArrEntity, TodoListEntity):
    """The requests of a stack."""

    _attr_supported_features = (
        TodoListEntityFeature.CREATE_TODO_ITEM
        | TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
    )

    def __init__(self, engine: Engine, *, is_first: bool) -> None:
        """List the requests of engine's stack; that of further stacks bears its name."""
        self.engine = engine
        self._attr_unique_id = f"{engine.entry.entry_id}_media_requests"
        self._attr_translation_key = "media_requests"
        if not is_first:
            self._attr_translation_key = "media_requests_of"
            self._attr_translation_placeholders = {"stack": engine.entry.title}
        self._is_reading = False
        self._is_old = False

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the stack."""
        await super().async_added_to_hass()
        self.async_on_remove(self.engine.async_add_listener(self._read_soon))

    @override
    def _to_write(self) -> object:
        return self._attr_todo_items

    @callback
    def _read_soon(self) -> None:
        self._is_old = True
        if not self._is_reading:
            self._is_reading = True
            self.engine.entry.async_create_task(self.hass, self._async_read_again())

    async def _async_read_again(self) -> None:
        try:
            while self._is_old:
                self._is_old = False
                await self.async_read()
        finally:
            self._is_reading = False
        self._look()

    async def async_read(self) -> None:
        """Read what is on the list; what is over is not in memory."""
        over = RequestFilter(
            statuses=_DONE | _REFUSED, shown=True, since=dt_util.utcnow() - KEPT
        )
        try:
            page = await self.engine.desk.requests(over, _NOBODY, limit=MOST_SHOWN)
        except StoreError:
            # What is open is known in any case; the store's own trouble is told.
            ended: tuple[Request, ...] = ()
        else:
            ended = tuple(page.items)
        speech = Speech(self.engine.phrases)
        self._attr_todo_items = [
            _item(request, speech)
            for request in (*reversed((*self.engine.desk.open.values(),)), *ended)
        ]

    # What people do with it.

    @override
    def async_set_context(self, context: Context) -> None:
        """Remember who calls an action."""
        _CALLED_BY.set(context)
        super().async_set_context(context)

    @override
    async def async_create_todo_item(self, item: TodoItem) -> None:
        """Ask for a title."""
        text = item.summary or ""
        caller, context = await self._async_caller()
        desk, language = self.engine.desk, self.hass.config.language
        with told(self.engine, self.engine.entry.title), because_of(context):
            must_not_be_too_often(self.engine, caller.key, Family.REQUEST)
            answer = await desk.ask(Wish(text=text, language=language), caller)
            if answer.request is None and answer.intent is Intent.NONE:
                # On this list, "Stop" is a film.
                answer = await desk.ask(Wish(title=text, language=language), caller)
            if answer.request is None:
                raise NotPossible(answer.message)

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Give a request up that is ticked off; a new name answers its question."""
        caller, context = await self._async_caller()
        with told(self.engine, self.engine.entry.title), because_of(context):
            must_not_be_too_often(self.engine, caller.key, Family.REQUEST)
            request = await self.engine.desk.request(item.uid or "", caller)
            is_ticked = item.status == TodoItemStatus.COMPLETED
            if is_ticked != (request.status in _DONE):
                await self._async_tick(request, caller, is_ticked=is_ticked)
            elif (text := item.summary or "") != request.label:
                await self._async_answer(request, caller, text)

    async def _async_tick(
        self, request: Request, caller: Requester, *, is_ticked: bool
    ) -> None:
        if not is_ticked:
            raise NotPossible(
                Message(key="request_is_over", placeholders={"title": request.label})
            )
        await self._async_take_off(request, caller)

    async def _async_answer(
        self, request: Request, caller: Requester, text: str
    ) -> None:
        desk = self.engine.desk
        reply = reply_to(request, text, self.hass.config.language)
        if not request.status.is_question or reply.reply is Reply.UNCLEAR:
            key = "request_asks_nothing"
            if request.status.is_question:
                key = "voice_answer_unclear"
            raise NotPossible(Message(key=key, placeholders={"title": request.label}))
        if reply.reply is Reply.NEVER_MIND:
            await desk.cancel(request.id, caller)
        else:
            await desk.confirm(request.id, caller, choice=reply.choice)

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Give requests up; of what is over, show no more."""
        caller, context = await self._async_caller()
        with told(self.engine, self.engine.entry.title), because_of(context):
            for uid in uids:
                request = await self.engine.desk.request(uid, caller)
                await self._async_take_off(request, caller)

    async def _async_take_off(self, request: Request, caller: Requester) -> None:
        if request.status.is_open:
            await self.engine.desk.cancel(request.id, caller)
        else:
            await self.engine.desk.hide(request.id, caller)

    async def _async_caller(self) -> tuple[Requester, Context]:
        """Return who does it: an automation's call is nobody's, as a voice's is."""
        context = _CALLED_BY.get() or Context()
        return await caller_of(self.hass, context, is_guest=True), context


def _item(request: Request, speech: Speech) -> TodoItem:
    is_done = request.status in _DONE
    return TodoItem(
        uid=request.id,
        summary=request.label,
        description=speech.of_request(request),
        status=TodoItemStatus.COMPLETED if is_done else TodoItemStatus.NEEDS_ACTION,
        completed=request.updated_at if is_done else None,
    )
