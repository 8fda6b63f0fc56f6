"""Titles, folded so that the same name compares equal however it is written or said."""

from dataclasses import dataclass
from functools import cache, lru_cache
import re
from typing import Final

from .language import LANGUAGES, numerals, ordinals
from .numbers import Numerals
from .text import fold

ARTICLES: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "las",
        "una",
        "lo",
        "il",
        "gli",
        "i",
        "de",
        "het",
        "een",
        "l",
    ]
)
_DECLINED: Final = frozenset(["den", "dem", "des", "einen", "einem"])
"""German articles that change the words after them: "den Paten" is "Der Pate"."""
_ABBREVIATIONS: Final = {
    "mr": "mister", "dr": "doctor", "vs": "versus", "st": "saint", "volume": "vol",
    "fifties": "50s", "sixties": "60s", "seventies": "70s", "eighties": "80s",
    "nineties": "90s",
}  # fmt: skip
_ROMAN: Final = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip
PARTS: Final = frozenset(
    [
        "part",
        "vol",
        "chapter",
        "episode",
        "teil",
        "kapitel",
        "folge",
        "partie",
        "chapitre",
        "parte",
        "capitulo",
        "capitolo",
        "deel",
        "hoofdstuk",
        "volumen",
        "tome",
    ]
)
_LINKS: Final = frozenset(["and", "the", "a", "an"])
_SUFFIX: Final = re.compile(r"\s*\((?P<what>[A-Z]{2}|(?:18|19|20)\d\d)\)\s*$")
_SUBTITLE: Final = re.compile(r"\s*(?::|\s[-–—]\s|!\s|\sor:)")
_SIGNS: Final = {
    "½": " and a half",
    "%": " percent ",
    "&": " and ",
    "+": " plus ",
    "@": "a",
}
_DIGITS_NTH: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_MOST_DECLINED: Final = 2
"""An adjective and a noun; what follows them is not declined."""
_FIRST_COUNTED: Final = 4
"""First, second and third stay words: a "second" is also a length of time."""
_TO_SQUASH: Final = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Keys:
    """A name, folded for comparing.

    Attributes:
        exact: With numbers as digits, without spaces.
        bare: The same without a leading article.
        loose: The same without articles, "and", and words such as "part".
        words: The words of the bare name.
    """

    exact: str
    bare: str
    loose: str
    words: tuple[str, ...]


@cache
def _counting() -> tuple[Numerals, ...]:
    return tuple(numerals(language) for language in LANGUAGES)


@lru_cache(maxsize=32768)
def keys(name: str) -> Keys:
    """Fold a name."""
    for sign, word in _SIGNS.items():
        name = name.replace(sign, word)
    words = [_ABBREVIATIONS.get(word, word) for word in _plain(name).split()]
    words = _counted(words)
    bare = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    loose = [
        word
        for index, word in enumerate(bare)
        if word not in _LINKS and not (word in PARTS and _followed(bare, index))
    ]
    exact = "".join(words)
    return Keys(exact, "".join(bare), "".join(loose) or exact, tuple(bare))


def nominatives(title: str) -> tuple[str, ...]:
    """Return what a title that is declined in a German sentence may be called."""
    article, *words = _plain(title).split() or [""]
    if article not in _DECLINED or not words:
        return ()
    found: list[list[str]] = [[]]
    for index, word in enumerate(words):
        endings = ("", "n", "en") if index < _MOST_DECLINED else ("",)
        forms = [word.removesuffix(ending) for ending in endings]
        found = [[*before, form] for before in found for form in dict.fromkeys(forms)]
    return tuple(" ".join(each) for each in found)


def base(title: str) -> str:
    """Return a title without what tells namesakes apart: "(US)", "(2018)"."""
    return _SUFFIX.sub("", title) or title


def country_of(title: str) -> str | None:
    """Return the country that a title names: "US" in "The Office (US)"."""
    match = _SUFFIX.search(title)
    return match["what"] if match and match["what"].isalpha() else None


def part_of(title: str) -> int:
    """Return which part of a story a title is: 2 for "Dune: Part Two" and "Rocky II"."""
    words = keys(title).words
    for index, word in enumerate(words):
        if word in PARTS and _followed([*words], index):
            return int(words[index + 1])
    return int(words[-1]) if len(words) > 1 and words[-1].isdigit() else 1


def main_title(title: str) -> str | None:
    """Return a title without its subtitle; None where it has none."""
    parts = _SUBTITLE.split(title, maxsplit=1)
    return parts[0] if len(parts) > 1 and parts[0].strip() else None


def _plain(name: str) -> str:
    return _TO_SQUASH.sub(" ", fold(name)).strip()


def _followed(words: list[str], index: int) -> bool:
    return index > 0 and index + 1 < len(words) and words[index + 1].isdigit()


def _nth(word: str) -> str | None:
    """Return "13th" for "thirteenth": "the 13th" is not called "Tredici"."""
    if _DIGITS_NTH.fullmatch(word):
        return _DIGITS_NTH.sub(r"\1th", word)
    nth = ordinals("en").get(word)
    return None if nth is None or nth < _FIRST_COUNTED else f"{nth}th"


def _counted(words: list[str]) -> list[str]:
    """Write spoken and Roman numbers as digits."""
    found: list[str] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word.isdigit():
            found.append(str(int(word)) if len(word) < 9 and word[0] != "0" else word)
            index += 1
            continue
        if (nth := _nth(word)) is not None:
            found.append(nth)
            index += 1
            continue
        best: tuple[int, int] | None = None
        for each in _counting():
            number = each.read(words[index : index + 8]) if each.parts(word) else None
            if number and (best is None or number[1] > best[1]):
                best = number
        if best is not None:
            found.append(str(best[0]))
            index += best[1]
            continue
        if word in _ROMAN and index:
            word = _ROMAN[word]
        elif word == "i" and found and found[-1] in PARTS:
            word = "1"
        found.append(word)
        index += 1
    return found
