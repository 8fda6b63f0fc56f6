"""Words for messages, in Home Assistant's language, from the translation files.

The rooms speak in keys and placeholders; here, and only here, these become sentences.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Self

import msgspec

from .message import Message

TRANSLATIONS = Path(__file__).parent / "translations"
ENGLISH = "en"
DATE = "date"
"""The placeholder that holds a date."""


class _Exception(msgspec.Struct):
    """The sentence of an error that Home Assistant shows."""

    message: str


class _Translations(msgspec.Struct):
    """The parts of a translation file that hold sentences."""

    common: dict[str, str] = {}
    exceptions: dict[str, _Exception] = {}


class Phrasebook:
    """Sentences by key, in one language; English where that has none."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        """Take sentences with placeholders in braces."""
        self._sentences = sentences

    @classmethod
    def load(cls, language: str) -> Self:
        """Read the phrases of a language such as de or pt-BR. Blocks: it reads files."""
        sentences = _read(ENGLISH)
        for known in dict.fromkeys((language.partition("-")[0], language)):
            if known != ENGLISH:
                sentences |= _read(known)
        return cls(sentences)

    def words(self, message: Message) -> str:
        """Return a message as a sentence; a key nobody translated stands for itself."""
        sentence = self._sentences.get(message.key, message.key)
        for name, value in message.placeholders.items():
            said = self._day(value) if name == DATE else value
            sentence = sentence.replace(f"{{{name}}}", said)
        return sentence

    def _day(self, value: str) -> str:
        """Return an ISO date as people write and read it aloud."""
        months = self._sentences.get("date_months", "").split()
        try:
            day = date.fromisoformat(value)
            month = months[day.month - 1]
        except ValueError, IndexError:
            return value
        facts = {"day": str(day.day), "month": month, "year": str(day.year)}
        key = "date_first_written" if day.day == 1 else "date_written"
        return self.words(Message(key=key, placeholders=facts))


def _read(language: str) -> dict[str, str]:
    # A language is a file's name: nothing may lead out of the folder.
    path = TRANSLATIONS / f"{Path(language).name}.json"
    if not path.is_file():
        return {}
    known = msgspec.json.decode(path.read_bytes(), type=_Translations)
    return known.common | {
        f"exceptions.{key}": exception.message
        for key, exception in known.exceptions.items()
    }
