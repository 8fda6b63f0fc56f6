"""Tells the person whom a stack's options name what they should hear, and takes answers.

Phones with Home Assistant's app show buttons. Without a target, questions appear among
Home Assistant's own notifications. What is over is taken back.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from homeassistant.components import persistent_notification
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
import msgspec

from . import dashboards, request_buttons
from .callers import caller_of
from .const import CONF_NOTIFY_TARGET, DOMAIN, LOGGER
from .doors import told
from .downloads.errors import NotKnown
from .downloads.model import Message
from .engine import AutoArrConfigEntry, Engine
from .engine.choices import FOR_EVERYBODY, Choice
from .events import because_of
from .news import Kind, News, current
from .request_buttons import Reply
from .store import StoreError

EVENT_ANSWER: Final = "mobile_app_notification_action"
PERSISTENT: Final = "persistent_notification"
PHONE: Final = "mobile_app_"
REPAIRS: Final = "/config/repairs"
MEMORY: Final = "notified"

OF_REQUESTS: Final = (Kind.WHICH, Kind.APPROVAL)
PAUSE = 15 * 60
"""Seconds between two messages of a kind; what comes meanwhile is collected into one."""
QUESTIONS: Final = (Kind.QUESTION, *OF_REQUESTS)
"""Kinds that somebody has to answer."""
MOST_LISTED = 10
"""Titles that a message names; of more it tells only how many they are."""


class Memory(msgspec.Struct):
    """What was told and is still so; kept over restarts as long as the message is there."""

    target: str = ""
    """Who was told: another one hears everything anew."""
    told: dict[str, str] = {}
    """Tags of messages by the keys of the news in them."""
    last: dict[Kind, float] = {}
    """When something of a kind was told, in seconds since 1970."""


MEMORIES: HassKey[dict[str, Memory]] = HassKey(f"{DOMAIN}_notified")
"""By stack. It lives as long as Home Assistant's own notifications do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message for one person.

    Attributes:
        tag: A later word with the same tag takes its place.
        title: Of the message.
        text: Of the message.
        about: What its buttons decide about, where it is one thing.
        kind: Of the news in it.
        quiet: Only what an earlier word said changed: nobody is disturbed.
        over: Take back what was said under this tag.
    """

    tag: str
    title: str = ""
    text: str = ""
    about: News | None = None
    kind: Kind | None = None
    quiet: bool = False
    over: bool = False


@callback
def follow(
    hass: HomeAssistant, entry: AutoArrConfigEntry, engine: Engine
) -> Callable[[], None]:
    """Notify about what needs a person, and take the answers; return how to stop."""
    notifier = Notifier(hass, entry, engine)
    stops = [
        hass.bus.async_listen(EVENT_ANSWER, notifier.async_answer),
        # Phones are known to Home Assistant only once everything has started.
        async_at_started(hass, notifier.async_begin),
        notifier.stop,
    ]

    @callback
    def stop() -> None:
        for each in stops:
            each()

    return stop


@callback
def forget(hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
    """Take back what Home Assistant's own notifications say about a removed stack."""
    memory = hass.data.get(MEMORIES, {}).pop(entry.entry_id, Memory())
    for tag in memory.told.values():
        persistent_notification.async_dismiss(hass, tag)


class Notifier:
    """Speaks to one person about one stack."""

    def __init__(
        self, hass: HomeAssistant, entry: AutoArrConfigEntry, engine: Engine
    ) -> None:
        """Speak to whom the stack's options name."""
        self._hass = hass
        self._entry = entry
        self._engine = engine
        self._target = entry.options.get(CONF_NOTIFY_TARGET, "")
        self._service = self._target.removeprefix("notify.") or PERSISTENT
        # Alarms and defeats are repair issues as well: without a target that will do.
        self._kinds = tuple(Kind) if self._target else QUESTIONS
        self._memory = Memory()
        self._one_at_a_time = asyncio.Lock()
        self._stopped = False
        self._stop_listening: CALLBACK_TYPE = lambda: None
        self._cancel_later: CALLBACK_TYPE | None = None

    @property
    def _persistent(self) -> bool:
        return self._service == PERSISTENT

    @property
    def _phone(self) -> bool:
        return self._service.startswith(PHONE)

    # When to speak.

    async def async_begin(self, _: HomeAssistant) -> None:
        """Remember what was told, and speak from now on."""
        self._memory = await self._async_remember()
        if not self._stopped:
            self._stop_listening = self._engine.async_add_listener(self.look)
            self.look()

    async def _async_remember(self) -> Memory:
        memories = self._hass.data.setdefault(MEMORIES, {})
        noted = memories.get(self._entry.entry_id)
        if self._persistent and noted and noted.target == self._target:
            return noted
        forget(self._hass, self._entry)
        if self._persistent:
            return memories.setdefault(
                self._entry.entry_id, Memory(target=self._target)
            )
        with suppress(msgspec.ValidationError, StoreError):
            stored = await self._engine.store.settings.get(MEMORY, {})
            memory = msgspec.convert(stored, Memory)
            if memory.target == self._target:
                return memory
        return Memory(target=self._target)

    @callback
    def stop(self) -> None:
        """Say nothing more; what was said stays."""
        self._stopped = True
        self._stop_listening()
        self._look_later(None)

    @callback
    def look(self, _: datetime | None = None) -> None:
        """Say what is new, and take back what is over."""
        self._look_later(None)
        news = {
            key: each
            for key, each in current(self._engine).items()
            if each.kind in self._kinds
        }
        words = [*self._taken_back(news)]
        now = dt_util.utcnow().timestamp()
        waits = []
        for kind in self._kinds:
            fresh = [
                each
                for key, each in news.items()
                if each.kind is kind and key not in self._memory.told
            ]
            early = [each for each in fresh if _wait(each, now)]
            waits += [_wait(each, now) for each in early]
            fresh = [each for each in fresh if each not in early]
            if not fresh:
                continue
            if wait := self._pause(kind, now):
                waits.append(wait)
                continue
            self._memory.last[kind] = now
            words.append(self._telling(kind, fresh, news))
        if waits:
            self._look_later(min(waits))
        if words:
            self._entry.async_create_task(
                self._hass, self._async_deliver(words), f"{DOMAIN} notification"
            )

    def _pause(self, kind: Kind, now: float) -> float:
        """Return for how many seconds to be silent about a kind still."""
        last = self._memory.last.get(kind)
        # Home Assistant's own notifications disturb nobody: they change in their place.
        if self._persistent or last is None or not last <= now < last + PAUSE:
            return 0
        return last + PAUSE - now

    @callback
    def _look_later(self, wait: float | None) -> None:
        if self._cancel_later:
            self._cancel_later()
        self._cancel_later = (
            async_call_later(self._hass, wait, self.look) if wait else None
        )

    # What to say.

    def _telling(
        self, kind: Kind, fresh: Sequence[News], news: dict[str, News]
    ) -> Word:
        """Return the word that tells news: one with its buttons, several as a list."""
        told_now = self._memory.told
        collected = f"{DOMAIN}_{self._entry.entry_id}_{kind}"
        tag = collected
        if len(fresh) == 1 and not self._persistent:
            tag = f"{DOMAIN}_{fresh[0].subject}"
        told_now.update(dict.fromkeys((each.key for each in fresh), tag))
        return self._word(tag, self._under(tag, news))

    def _taken_back(self, news: dict[str, News]) -> Iterable[Word]:
        """Forget what is over; yield the words that take it back."""
        told_now = self._memory.told
        over = told_now.keys() - news.keys()
        for tag in sorted({told_now.pop(key) for key in over}):
            if rest := self._under(tag, news):
                yield self._word(tag, rest, quiet=True)
            else:
                yield Word(tag=tag, over=True)

    def _under(self, tag: str, news: dict[str, News]) -> list[News]:
        return [each for key, each in news.items() if self._memory.told.get(key) == tag]

    def _word(self, tag: str, news: Sequence[News], *, quiet: bool = False) -> Word:
        if len(news) == 1:
            (one,) = news
            return Word(
                tag=tag,
                title=one.title,
                text=self._text(one),
                about=one,
                kind=one.kind,
                quiet=quiet,
            )
        lines = [f"- {each.title}: {self._text(each)}" for each in news[:MOST_LISTED]]
        if len(news) > MOST_LISTED:
            lines.append("- …")
        title = Message(
            key=f"notify_several_{news[0].kind}",
            placeholders={"count": str(len(news))},
        )
        return Word(
            tag=tag,
            title=self._engine.phrases.words(title),
            text="\n".join(lines),
            kind=news[0].kind,
            quiet=quiet,
        )

    def _text(self, news: News) -> str:
        return " ".join(map(self._engine.phrases.words, news.texts))

    # How to say it.

    async def _async_deliver(self, words: Sequence[Word]) -> None:
        async with self._one_at_a_time:
            for word in words:
                await self._async_say(word)
            if not self._persistent:
                with suppress(StoreError):
                    await self._engine.store.settings.set(
                        MEMORY, msgspec.to_builtins(self._memory)
                    )

    async def _async_say(self, word: Word) -> None:
        if word.over:
            persistent_notification.async_dismiss(self._hass, word.tag)
        if self._persistent:
            await self._async_note(word)
        elif self._phone or not (word.over or word.quiet):
            # Who is no phone cannot take back, and would only hear it twice.
            await self._async_call(word)

    async def _async_note(self, word: Word) -> None:
        """Put a word among Home Assistant's own notifications."""
        if word.over:
            return
        link = Message(key="notify_decide")
        if word.kind in OF_REQUESTS:
            there = {"path": await dashboards.path(self._hass)}
            link = Message(key="notify_answer", placeholders=there)
        elif own := await dashboards.own(self._hass):
            link = Message(key="notify_decide_there", placeholders={"path": own})
        persistent_notification.async_create(
            self._hass,
            f"{word.text}\n\n{self._engine.phrases.words(link)}",
            word.title,
            word.tag,
        )

    async def _async_call(self, word: Word) -> None:
        """Speak through an action of Home Assistant's `notify` domain."""
        call: dict[str, Any] = {"message": "clear_notification"}
        data: dict[str, Any] = {"tag": word.tag}
        if not word.over:
            call = {"title": word.title, "message": word.text}
            path = REPAIRS
            if word.kind in OF_REQUESTS:
                path = await dashboards.path(self._hass)
            data |= {"group": DOMAIN, "url": path, "clickAction": path}
            if word.about and (actions := await self._async_buttons(word.about)):
                data["actions"] = actions
            if word.quiet:
                data |= {"alert_once": True, "push": {"sound": "none"}}
        try:
            await self._hass.services.async_call(
                "notify", self._service, {**call, "data": data}, blocking=True
            )
        except Exception as err:  # noqa: BLE001 - any integration may speak, and fail
            LOGGER.warning("notify.%s did not take a message: %s", self._service, err)
            await self._async_note(word)

    async def _async_buttons(self, news: News) -> list[dict[str, str]]:
        """Return a button for each thing that can be chosen now."""
        if request := self._engine.desk.open.get(news.request_id or ""):
            return request_buttons.buttons(self._engine, request)
        if news.failure_id is None:
            return []
        return await self._async_choices(news.failure_id)

    async def _async_choices(self, failure_id: str) -> list[dict[str, str]]:
        choices: Sequence[Choice] = (Choice.IGNORE,)
        with suppress(NotKnown, StoreError):
            choices = await self._engine.orders.choices(failure_id)
        # Android shows three buttons: to ignore it must be among them.
        ordered = [*choices[:-1][:2], choices[-1], *choices[:-1][2:]]
        return [
            {
                "action": f"{DOMAIN}.{choice}.{failure_id}",
                "title": self._words(f"notify_{choice}"),
            }
            for choice in ordered
        ]

    # Answers.

    async def async_answer(self, event: Event[Any]) -> None:
        """Do what the button of a notification stands for."""
        domain, _, rest = str(event.data.get("action")).partition(".")
        answer, _, subject = rest.partition(".")
        if domain != DOMAIN or self._entry.state is not ConfigEntryState.LOADED:
            return
        if replied := request_buttons.understood(answer):
            await self._async_answer_request(event, subject, *replied)
        elif answer in Choice:
            await self._async_answer_failure(event, subject, Choice(answer))

    async def _async_answer_request(
        self, event: Event[Any], request_id: str, reply: Reply, number: int | None
    ) -> None:
        """Do what a button of a request stands for; who is late hears why not."""
        try:
            with told(self._engine, self._entry.title), because_of(event.context):
                if await self._engine.desk.book.find(request_id) is None:
                    # It is about another stack.
                    return
                caller = await caller_of(self._hass, event.context)
                await request_buttons.obey(
                    self._engine.desk, caller, request_id, reply, number
                )
        except Unauthorized:
            await self._async_reply(self._words("notify_admins_only"))
        except HomeAssistantError as err:
            await self._async_reply(str(err))

    async def _async_answer_failure(
        self, event: Event[Any], failure_id: str, choice: Choice
    ) -> None:
        try:
            with told(self._engine, self._entry.title), because_of(event.context):
                if await self._engine.casebook.find(failure_id) is None:
                    # It is about another stack.
                    return
                if choice not in FOR_EVERYBODY and not await self._is_admin(event):
                    await self._async_reply(self._words("notify_admins_only"))
                    return
                await self._engine.orders.choose(failure_id, choice)
        except HomeAssistantError as err:
            await self._async_reply(str(err))

    async def _async_reply(self, text: str) -> None:
        tag = f"{DOMAIN}_{self._entry.entry_id}_reply"
        await self._async_say(Word(tag=tag, title=self._entry.title, text=text))

    async def _is_admin(self, event: Event[Any]) -> bool:
        """Return whether an administrator answered; without a user it was the system."""
        if event.context.user_id is None:
            return True
        user = await self._hass.auth.async_get_user(event.context.user_id)
        return user is not None and user.is_admin

    def _words(self, key: str) -> str:
        return self._engine.phrases.words(Message(key=key))


def _wait(news: News, now: float) -> float:
    """Return for how many seconds something is no news yet."""
    return max(0, news.due_at.timestamp() - now) if news.due_at else 0
