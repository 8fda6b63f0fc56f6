"""Intents: what users' own sentences can ask of AutoArr. The doing is in `voice`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, intent
import voluptuous as vol

from .callers import caller_of
from .requests.model import MediaType
from .requests.record import Scope, Wish
from .voice.listener import voice
from .voice.questions import Speaker
from .voice.speech import speech_in
from .voice.talk import Said, Talk

ANSWER: Final = "answer"
CHOICE: Final = "choice"
MEDIA_TYPE: Final = "media_type"
MINUTES: Final = "minutes"
QUALITY: Final = "quality"
QUERY: Final = "query"
SEASON: Final = "season"
TITLE: Final = "title"
YEAR: Final = "year"

type Slots = dict[Any, Any]

_TITLE: Slots = {vol.Optional(TITLE): cv.string}
_WANTED: Slots = {
    vol.Optional(QUERY): cv.string,
    **_TITLE,
    vol.Optional(MEDIA_TYPE): vol.Coerce(MediaType),
    vol.Optional(YEAR): vol.All(vol.Coerce(int), vol.Range(min=1850, max=2200)),
    vol.Optional(SEASON): vol.All(vol.Coerce(int), vol.Range(min=0, max=9_999)),
    vol.Optional(QUALITY): cv.string,
}


def _wish(slots: Slots, language: str) -> Wish:
    season = slots.get(SEASON)
    return Wish(
        text=slots.get(QUERY, ""),
        title=slots.get(TITLE, ""),
        media_type=slots.get(MEDIA_TYPE),
        year=slots.get(YEAR),
        scope=None if season is None else Scope.SEASONS,
        seasons=() if season is None else (season,),
        quality=slots.get(QUALITY),
        language=language,
    )


async def _request(talk: Talk, slots: Slots, speaker: Speaker) -> Said:
    return await talk.request(_wish(slots, speaker.language))


async def _replace(talk: Talk, slots: Slots, speaker: Speaker) -> Said:
    return await talk.replace(_wish(slots, speaker.language))


async def _pause(talk: Talk, slots: Slots, _: Speaker) -> Said:
    minutes = slots.get(MINUTES)
    return await talk.pause(minutes * 60 if minutes else None, slots.get(TITLE, ""))


@dataclass(frozen=True, slots=True)
class _Description:
    """One intent: what it is called, takes and does."""

    name: str
    about: str
    slots: Slots
    do: Callable[[Talk, Slots, Speaker], Awaitable[Said]]


_INTENTS: Final = (
    _Description(
        "AutoArrRequestMedia", "Requests a movie or a series", _WANTED, _request
    ),
    _Description("AutoArrReplace", "Replaces a bad copy of a title", _WANTED, _replace),
    _Description(
        "AutoArrDownloadStatus",
        "Tells how far downloads are",
        _TITLE,
        lambda talk, slots, _: talk.download_status(slots.get(TITLE, "")),
    ),
    _Description(
        "AutoArrRequestStatus",
        "Tells how far requests are",
        _TITLE,
        lambda talk, slots, _: talk.request_status(slots.get(TITLE, "")),
    ),
    _Description(
        "AutoArrRetryFailed",
        "Tries failed downloads again",
        _TITLE,
        lambda talk, slots, _: talk.retry(slots.get(TITLE, "")),
    ),
    _Description(
        "AutoArrWhatFailed",
        "Tells which downloads failed",
        _TITLE,
        lambda talk, slots, _: talk.what_failed(slots.get(TITLE, "")),
    ),
    _Description(
        "AutoArrCancelRequest",
        "Gives up a request",
        _TITLE,
        lambda talk, slots, _: talk.cancel(slots.get(TITLE, "")),
    ),
    _Description(
        "AutoArrPause",
        "Pauses all downloads, or those of a title",
        {
            **_TITLE,
            vol.Optional(MINUTES): vol.All(
                vol.Coerce(int), vol.Range(min=1, max=7 * 24 * 60)
            ),
        },
        _pause,
    ),
    _Description(
        "AutoArrResume",
        "Lets all downloads go on, or those of a title",
        _TITLE,
        lambda talk, slots, _: talk.resume(slots.get(TITLE, "")),
    ),
)


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents, whether or not a stack is set up."""
    for description in _INTENTS:
        intent.async_register(hass, _Handler(description))
    intent.async_register(hass, _ChooseHandler())


async def _speaker(heard: intent.Intent) -> Speaker:
    return Speaker(
        caller=await caller_of(heard.hass, heard.context, is_guest=True),
        language=heard.language,
        device_id=heard.device_id,
    )


def _response(heard: intent.Intent, said: Said) -> intent.IntentResponse:
    response = heard.create_response()
    if said.has_failed:
        response.async_set_error(
            intent.IntentResponseErrorCode.FAILED_TO_HANDLE, said.text
        )
    else:
        response.async_set_speech(said.text)
    return response


class _Handler(intent.IntentHandler):
    """Does one of the intents."""

    def __init__(self, description: _Description) -> None:
        """Do what a description says."""
        self.intent_type = description.name
        self.description = description.about
        self._slots = description.slots
        self._do = description.do

    @property
    @override
    def slot_schema(self) -> Slots:
        """Return what the intent takes."""
        return self._slots

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Do it, and say what became of it."""
        slots = _values(self.async_validate_slots(intent_obj.slots))
        hass, hearing = intent_obj.hass, voice(intent_obj.hass)
        speech = await speech_in(hass, intent_obj.language)
        speaker = await _speaker(intent_obj)
        if (engine := hearing.engine) is None:
            text = speech.say("voice_no_stack")
            return _response(intent_obj, Said(text=text, has_failed=True))
        said = await self._do(Talk(engine, speech, speaker.caller), slots, speaker)
        return _response(intent_obj, hearing.asked(engine, speaker, said))


class _ChooseHandler(intent.IntentHandler):
    """Answers the question that is open."""

    intent_type = "AutoArrChoose"
    description = "Answers which title is meant"

    @property
    @override
    def slot_schema(self) -> Slots:
        """Return what the intent takes: a number, or words."""
        return {
            vol.Optional(CHOICE): vol.All(vol.Coerce(int), vol.Range(min=1)),
            vol.Optional(ANSWER): cv.string,
        }

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Take the answer."""
        slots = _values(self.async_validate_slots(intent_obj.slots))
        said = await voice(intent_obj.hass).answer(
            await _speaker(intent_obj), slots.get(ANSWER, ""), slots.get(CHOICE)
        )
        return _response(intent_obj, said)


def _values(slots: Slots) -> Slots:
    """Return the values of slots; those that were left out have a default, or none."""
    return {
        name: slot["value"] if isinstance(slot, dict) else slot
        for name, slot in slots.items()
    }
