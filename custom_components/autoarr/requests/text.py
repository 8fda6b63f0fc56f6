"""Words of a sentence, folded for comparing, that still know how they were written."""

from dataclasses import dataclass, replace
from functools import lru_cache
import re
import unicodedata

LONGEST = 400
"""Characters of a sentence that are read; nobody says more, and time stays bounded."""

_WORD = re.compile(
    r"(?P<range>(?<=\d)\s*[-–—]\s*(?=\d))|[&+%]|\w+(?:['’`´]\w+)*", re.UNICODE
)
_ELISION = re.compile(
    r"^(?P<head>(?:qu|[ldjmtscn]|un|dell|nell|dall|all|sull|quell|quest))['’`´](?=\w)",
    re.IGNORECASE,
)
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’`´]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    Attributes:
        said: The word as it was written.
        folded: The same in lower case, without accents and apostrophes.
        start: Where it begins in the sentence.
        end: Where it ends.
        comma: Whether a comma or the like follows.
    """

    said: str
    folded: str
    start: int
    end: int
    comma: bool = False


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text in lower case without accents, ligatures and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _APOSTROPHES.sub("", plain)


def tokens(text: str, *, elisions: bool = False) -> list[Token]:
    """Split a sentence into words.

    Args:
        text: What was said; what goes beyond `LONGEST` is not read.
        elisions: Whether "l'avventura" is two words, as in French and Italian.
    """
    text = text[:LONGEST]
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["range"]:
            found.append(Token("-", "-", start, end))
            continue
        if elisions and (elided := _ELISION.match(match[0])):
            middle = start + elided.end()
            head = text[start:middle]
            found.append(Token(head, fold(elided["head"]), start, middle))
            start = middle
        said = text[start:end]
        folded = fold(said)
        if folded:
            found.append(Token(said, folded, start, end))
    if not found:
        return []
    return [
        replace(token, comma=bool(re.search(r"[,;:!?.–—]", text[token.end : after])))
        for token, after in zip(
            found, [*(token.start for token in found[1:]), len(text)], strict=True
        )
    ]


def joined(words: list[Token]) -> str:
    """Return the folded words with single spaces between them."""
    return " ".join(word.folded for word in words)


def between(words: list[Token], start: int, end: int) -> tuple[int, int]:
    """Return which words lie within characters of the joined text: first, after last."""
    first, last, position = len(words), len(words), 0
    for index, word in enumerate(words):
        if first == len(words) and position >= start:
            first = index
        if position >= end:
            last = index
            break
        position += len(word.folded) + 1
    return first, max(first, last)


def as_said(words: list[Token], text: str) -> str:
    """Return words as they were written, with what stood between neighbours."""
    if not words:
        return ""
    parts: list[str] = []
    for before, word in zip([None, *words[:-1]], words, strict=True):
        if before is not None:
            gap = text[before.end : word.start]
            parts.append(gap if len(gap) <= 3 and not re.search(r"\w", gap) else " ")
        parts.append(word.said)
    return "".join(parts).strip()
