"""Listens to sentences from the first day, with no file to copy: conversation triggers.

They run before every agent and keep what they match, so there is one of them, with
narrow sentences. While a question is open it knows the answers as well.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey

from ..callers import caller_of
from ..const import CONF_VOICE_SENTENCES, DOMAIN
from ..engine import AutoArrConfigEntry, Engine
from ..requests.model import MediaType
from ..requests.record import Request, Wish
from . import sentences
from .proposals import Proposals
from .questions import PATIENCE, Asked, Questions, Speaker
from .sentences import Kind, Template
from .speech import speech_in
from .talk import Said, Talk

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult
    from homeassistant.components.conversation import ConversationInput

CONVERSATION: Final = "conversation"
_DATA: HassKey[Voice] = HassKey(f"{DOMAIN}_voice")
_MEDIA = {
    Kind.REQUEST_MOVIE: MediaType.MOVIE,
    Kind.ADD_MOVIE: MediaType.MOVIE,
    Kind.REQUEST_SERIES: MediaType.SERIES,
    Kind.ADD_SERIES: MediaType.SERIES,
}
_FOR_LISTS = (Kind.ADD_MOVIE, Kind.ADD_SERIES)
_TITLE, _DURATION = "title", "duration"


@callback
def voice(hass: HomeAssistant) -> Voice:
    """Return what hears and remembers for all stacks."""
    if _DATA not in hass.data:
        hass.data[_DATA] = Voice(hass)
    return hass.data[_DATA]


async def async_follow(
    hass: HomeAssistant, entry: AutoArrConfigEntry, engine: Engine
) -> None:
    """Let people talk to a stack, until its entry is unloaded."""
    await hass.async_add_executor_job(sentences.read_all)
    entry.async_on_unload(voice(hass).add(engine))


class Voice:
    """Hears for all stacks; what is said is for the one that was set up first."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Hear nothing yet."""
        self._hass = hass
        self._engines: list[Engine] = []
        self._templates: dict[str, Template] = {}
        self._deafen: CALLBACK_TYPE | None = None
        self._later: CALLBACK_TYPE | None = None
        self.questions = Questions(hass.loop.time)
        self.proposals = Proposals(hass.loop.time)
        async_when_setup(hass, CONVERSATION, self._async_conversation_is_there)

    @callback
    def add(self, engine: Engine) -> CALLBACK_TYPE:
        """Hear for a stack; return what ends that."""
        self._engines.append(engine)
        self._listen()

        @callback
        def leave() -> None:
            self._engines.remove(engine)
            for asked in self.questions.open():
                if asked.stack_id == engine.entry.entry_id:
                    self.questions.forget(asked.request_id)
            self._forget_in_time()
            self._listen()

        return leave

    async def _async_conversation_is_there(self, _: HomeAssistant, __: str) -> None:
        self._listen()

    @property
    def engine(self) -> Engine | None:
        """The stack that people talk to; None while none is loaded."""
        return _oldest(self._engines)

    @property
    def _listening(self) -> Engine | None:
        """The stack that sentences are for; None where nobody wants any."""
        return _oldest(
            engine
            for engine in self._engines
            if engine.entry.options.get(CONF_VOICE_SENTENCES, True)
        )

    # What is listened to.

    @callback
    def _listen(self) -> None:
        """Listen to what can be said now, and to nothing else."""
        wanted: dict[str, Template] = {}
        if self._listening is not None:
            for asked in self.questions.open():
                if request := self._question(asked):
                    language = sentences.known_language(asked.speaker.language)
                    wanted |= sentences.replies(language, request.candidates)
            wanted = {**wanted, **sentences.templates()} | wanted
        if (
            wanted == self._templates
            or CONVERSATION not in self._hass.config.components
        ):
            return
        if self._deafen is not None:
            self._deafen()
            self._deafen = None
        self._templates = wanted
        if wanted:
            # Conversation, and what it needs, may not be installed before it is set up.
            from homeassistant.components.conversation import get_agent_manager

            self._deafen = get_agent_manager(self._hass).register_trigger(
                list(wanted), self._hear
            )

    def _question(self, asked: Asked) -> Request | None:
        for engine in self._engines:
            if engine.entry.entry_id == asked.stack_id:
                request = engine.desk.open.get(asked.request_id)
                return request if request and request.status.is_question else None
        return None

    # What is heard.

    async def _hear(
        self, heard: ConversationInput, result: RecognizeResult
    ) -> str | None:
        """Answer a sentence."""
        engine = self._listening
        sentence = result.intent_sentence
        template = self._templates.get(sentence.text or "") if sentence else None
        if engine is None or template is None:
            return None
        if template.kind in _FOR_LISTS and (text := await self._as_list_item(heard)):
            return text
        speaker = Speaker(
            caller=await caller_of(self._hass, heard.context, is_guest=True),
            language=heard.language or template.language,
            conversation_id=heard.conversation_id,
            device_id=heard.device_id,
        )
        words = {
            name: str(entity.text or entity.value)
            for name, entity in result.entities.items()
        }
        said = await self._said(engine, speaker, heard.text, template, words)
        if not said.is_ours and (text := await self._as_list_item(heard)):
            return text
        return said.text

    async def _as_list_item(self, heard: ConversationInput) -> str | None:
        """Return what Home Assistant's own sentences make of it, if anything."""
        from homeassistant.components.conversation import async_handle_intents
        from homeassistant.components.conversation.chat_log import current_chat_log

        if (chat_log := current_chat_log.get()) is None:
            return None
        response = await async_handle_intents(self._hass, heard, chat_log)
        if response is None:
            return None
        spoken: str = response.speech.get("plain", {}).get("speech", "")
        return spoken or None

    async def _said(
        self,
        engine: Engine,
        speaker: Speaker,
        text: str,
        template: Template,
        words: Mapping[str, str],
    ) -> Said:
        talk = Talk(
            engine, await speech_in(self._hass, speaker.language), speaker.caller
        )
        title = words.get(_TITLE, "")
        match template.kind:
            case Kind.REPLY:
                return await self.answer(speaker, text)
            case Kind.CANCEL:
                return await talk.cancel(title)
            case Kind.RETRY_FAILED:
                return await talk.retry(title)
            case Kind.WHAT_FAILED:
                return await talk.what_failed(title)
            case Kind.PAUSE:
                return await _pause(
                    talk, words.get(_DURATION), template.language, title
                )
            case Kind.RESUME:
                return await talk.resume(title)
            case Kind.DOWNLOAD_STATUS:
                return await talk.download_status(title)
            case Kind.REQUEST_STATUS:
                return await talk.request_status(title)
        wish = Wish(text=text, language=template.language)
        otherwise = None
        if template.kind in _MEDIA or template.kind is Kind.REPLACE:
            otherwise = Wish(
                title=title,
                media_type=_MEDIA.get(template.kind),
                language=template.language,
            )
        ask = talk.replace if template.kind is Kind.REPLACE else talk.request
        return self.asked(engine, speaker, await ask(wish, otherwise))

    # Questions.

    @callback
    def asked(self, engine: Engine, speaker: Speaker, said: Said) -> Said:
        """Remember the question that somebody was asked; return what was said."""
        if said.request is None:
            return said
        if said.is_question:
            self.questions.remember(speaker, engine.entry.entry_id, said.request.id)
        else:
            self.questions.forget(said.request.id)
        self._forget_in_time()
        self._listen()
        return said

    async def answer(
        self, speaker: Speaker, text: str, choice: int | None = None
    ) -> Said:
        """Take what somebody says, or the number they choose, as the answer."""
        speech = await speech_in(self._hass, speaker.language)
        asked = self.questions.put_to(speaker)
        engine = self.engine
        for each in self._engines:
            if asked and each.entry.entry_id == asked.stack_id:
                engine = each
        if engine is None:
            return Said(text=speech.say("voice_no_stack"), has_failed=True)
        talk = Talk(engine, speech, speaker.caller)
        request = talk.question(asked.request_id) if asked else None
        if request is None:
            return Said(
                text=speech.say("voice_nothing_asked"), is_ours=False, has_failed=True
            )
        if choice is not None:
            said = await talk.pick(request, choice)
        else:
            said = await talk.choose(request, text, speaker.language)
        if not said.has_failed:
            self.questions.forget(request.id)
        return self.asked(engine, speaker, said)

    @callback
    def _forget_in_time(self) -> None:
        if self._later is not None:
            self._later()
            self._later = None
        if not self.questions.open():
            return

        @callback
        def forget(_: Any) -> None:
            self._later = None
            self._listen()
            self._forget_in_time()

        self._later = async_call_later(
            self._hass, timedelta(seconds=PATIENCE + 1), forget
        )


def _oldest(engines: Iterable[Engine]) -> Engine | None:
    return min(engines, key=lambda each: each.entry.created_at, default=None)


async def _pause(talk: Talk, duration: str | None, language: str, title: str) -> Said:
    if duration is None:
        return await talk.pause(title=title)
    seconds = sentences.seconds_of(duration, language)
    return await talk.pause(seconds) if seconds else talk.no_duration(duration)
