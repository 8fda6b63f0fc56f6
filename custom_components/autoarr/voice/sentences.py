"""The sentences that AutoArr listens to, read from one file per language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
import re
import tomllib
from typing import Any, Final

from ..requests.record import Offer

LANGUAGES: Final = ("en", "de", "fr", "es", "nl", "it")
FOLDER: Final = Path(__file__).parent / "languages"
UNITS: Final = {"minutes": 60, "hours": 3600, "days": 86_400}
"""Seconds of what a pause is measured in."""

LONGEST: Final = 7 * UNITS["days"]

_WORD = re.compile(r"[\w'’]+")
_DIGITS = re.compile(r"[0-9]{1,6}")


class Kind(StrEnum):
    """What a sentence asks for."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    REPLACE = "replace"
    RETRY_FAILED = "retry_failed"
    WHAT_FAILED = "what_failed"
    DOWNLOAD_STATUS = "download_status"
    REQUEST_STATUS = "request_status"
    REQUEST_MOVIE = "request_movie"
    REQUEST_SERIES = "request_series"
    ADD_MOVIE = "add_movie"
    """A request, unless Home Assistant has a list that is meant."""
    ADD_SERIES = "add_series"
    REQUEST = "request"
    """A request for something that was not said to be a film or a series."""
    REPLY = "reply"
    """An answer to the question that is open."""


@dataclass(frozen=True, slots=True)
class Template:
    """One way to say something.

    Attributes:
        kind: What it asks for.
        language: In which language.
    """

    kind: Kind
    language: str


def known_language(tag: str | None) -> str:
    """Return the language of a tag such as de-CH; English where nobody translated it."""
    language = (tag or "").partition("-")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def templates() -> dict[str, Template]:
    """Return all sentences that begin something, the most telling first.

    A sentence may be of two languages; then it is that of the first one.
    """
    found: dict[str, Template] = {}
    for kind in Kind:
        for language in LANGUAGES:
            for template in _data(language)["sentences"].get(kind, ()):
                found.setdefault(template, Template(kind, language))
    return found


def replies(language: str, offers: Sequence[Offer]) -> dict[str, Template]:
    """Return the sentences that answer a question about titles.

    Args:
        language: One of `LANGUAGES`.
        offers: The titles to choose from.
    """
    data = _data(language)
    filled = {
        "<year>": _either(str(offer.year) for offer in offers if offer.year),
        "<title>": _either(" ".join(_words(offer.title)) for offer in offers),
    }
    found = [*data["yes"], *data["no"]]
    for template in data["replies"]["sentences"]:
        for place, words in filled.items():
            template = template.replace(place, words)
        if "()" not in template:
            found.append(template)
    return dict.fromkeys(found, Template(Kind.REPLY, language))


def yes_or_no(text: str, language: str) -> bool | None:
    """Return whether a text agrees or declines; None when it does neither."""
    data, said = _data(language), _words(text.casefold())
    for agrees in (True, False):
        known = data["yes" if agrees else "no"]
        if any(said == _words(each) for each in known):
            return agrees
    return None


def seconds_of(text: str, language: str) -> int | None:
    """Return a duration such as "two and a half hours" in seconds.

    None when it is none, or longer than a pause may be.
    """
    data, said = _data(language), _words(text.casefold())
    sizes = {
        word: seconds
        for unit, seconds in UNITS.items()
        for word in data["durations"][unit]
    }
    unit = next((index for index, word in enumerate(said) if word in sizes), None)
    if unit is None:
        return None
    half = next(
        (index for index, word in enumerate(said) if word in data["numbers"]["half"]),
        None,
    )
    known = data["numbers"]["values"]
    counts = [
        int(word) if _DIGITS.fullmatch(word) else known[word]
        for word in said[:half]
        if word in known or _DIGITS.fullmatch(word)
    ]
    count = max(counts, default=0)
    if half is not None and half < unit and count == len(counts) == 1:
        # "Eine halbe Stunde": that is an article, and no number.
        count = 0
    seconds = count * sizes[said[unit]]
    if half is not None:
        seconds += sizes[said[unit]] // 2
    return seconds if 0 < seconds <= LONGEST else None


@cache
def _data(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def read_all() -> None:
    """Read all files. Blocks: what follows then does not."""
    for language in LANGUAGES:
        _data(language)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _either(words: Iterable[str]) -> str:
    return f"({'|'.join(dict.fromkeys(filter(None, words)))})"
