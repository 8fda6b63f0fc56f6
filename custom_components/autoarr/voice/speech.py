"""Says things so that they can be heard: counts, lists, durations, in one language."""

from collections.abc import Callable, Sequence
from functools import lru_cache
import re
from typing import Final

from homeassistant.core import HomeAssistant

from ..message import Message
from ..phrases import Phrasebook
from ..requests.model import MediaType
from ..requests.record import Offer, Request, RequestStatus

MOST_NAMED: Final = 3
"""Titles that are named one by one; of the others only their number is said."""
MOST_CHOICES: Final = 5
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_UNITS = ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes"))
_KINDS = {
    MediaType.MOVIE: Message(key="voice_movie"),
    MediaType.SERIES: Message(key="voice_series"),
}
_PATH = re.compile(
    r"(?<![\w/\\:])(?:[A-Za-z]:)?(?:[/\\][^/\\\s:'\"]+)*[/\\]([^/\\\s:'\"]+)[/\\]?"
)
_ADDRESS = re.compile(
    r"\b[a-z]+://\S+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b[\w.-]+:\d{3,5}\b"
)
_KNOWN = ("request_known", "request_known_of_other")


@lru_cache(maxsize=16)
def _phrases(language: str) -> Phrasebook:
    return Phrasebook.load(language)


async def speech_in(hass: HomeAssistant, language: str | None) -> Speech:
    """Return what speaks a language; English where nobody translated it."""
    language = language or hass.config.language
    return Speech(await hass.async_add_executor_job(_phrases, language))


class Speech:
    """Makes sentences that are short enough to be heard."""

    def __init__(self, phrases: Phrasebook) -> None:
        """Speak the language of phrases."""
        self._phrases = phrases

    def words(self, message: Message) -> str:
        """Return a message as a sentence, without addresses; of paths only the end."""
        facts = {name: _audible(fact) for name, fact in message.placeholders.items()}
        return self._phrases.words(Message(key=message.key, placeholders=facts))

    def say(self, key: str, **facts: str) -> str:
        """Return the sentence of a key, with its facts filled in."""
        return self.words(Message(key=key, placeholders=facts))

    def counted(self, key: str, count: int, **facts: str) -> str:
        """Return a sentence about one, or about a number of things."""
        form = "one" if count == 1 else "many"
        return self.say(f"{key}_{form}", count=str(count), **facts)

    def listed(self, titles: Sequence[str]) -> str:
        """Return titles as a person lists them; of many only the first."""
        named, others = titles[:MOST_NAMED], len(titles) - MOST_NAMED
        if others == 1:
            # "And one more" is no shorter than its name.
            named = titles
        elif others > 0:
            return self.say(
                "voice_and_more", titles=", ".join(named), count=str(others)
            )
        if len(named) < 2:
            return "".join(named)
        return self.say("voice_and", titles=", ".join(named[:-1]), last=named[-1])

    def lasting(self, seconds: float) -> str:
        """Return a duration, rounded as people do."""
        size, unit = next(
            (each for each in _UNITS if _is_told_in(each[0], seconds)), _UNITS[-1]
        )
        count = max(1, round(seconds / size))
        return self.counted(f"voice_{unit}", count)

    def of_request(self, request: Request) -> str:
        """Return where a request stands; a question with the titles to choose from."""
        if request.status is RequestStatus.AMBIGUOUS and len(request.candidates) > 1:
            return self.say("request_which", choices=self._choices(request.candidates))
        if request.message is None:
            return self.say("request_approved", title=request.label)
        return self.words(request.message)

    def of_answer(self, message: Message, request: Request | None) -> str:
        """Return what became of what somebody said."""
        if request is None:
            return self.words(message)
        if message.key not in _KNOWN:
            return self.of_request(request)
        facts = {"title": request.label, "status": self.of_request(request)}
        return self.words(Message(key=message.key, placeholders=facts))

    def _choices(self, offers: Sequence[Offer]) -> str:
        offers = offers[:MOST_CHOICES]
        kinds = {offer.media_type for offer in offers}
        described: Callable[[Offer], str] = (
            self._with_kind if len(kinds) > 1 else _with_year
        )
        return ", ".join(
            f"{number}. {described(offer)}" for number, offer in enumerate(offers, 1)
        )

    def _with_kind(self, offer: Offer) -> str:
        kind = self.words(_KINDS[offer.media_type])
        if offer.year:
            return f"{offer.title} ({kind}, {offer.year})"
        return f"{offer.title} ({kind})"


def _is_told_in(size: int, seconds: float) -> bool:
    """Return whether a duration is told in a unit: 60 minutes are an hour, 70 are not."""
    return seconds >= 1.5 * size or abs(seconds - size) < size / 20


def _audible(fact: str) -> str:
    """Return a fact as it can be heard, by strangers too."""
    return _PATH.sub(r"\1", _ADDRESS.sub("…", fact))


def _with_year(offer: Offer) -> str:
    return f"{offer.title} ({offer.year})" if offer.year else offer.title
