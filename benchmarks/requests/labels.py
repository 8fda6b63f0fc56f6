"""Compares what a sentence was taken for with what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
from pathlib import Path
import re
from typing import Any
import unicodedata

DATA = Path(__file__).parent / "data" / "dev.json"
_ARTICLES = frozenset(
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
        "l",
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
    ]
)
_FIELDS = ("intent", "media_type", "year", "episodes", "quality", "ambiguous")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what it means."""

    id: str
    language: str
    text: str
    expected: Mapping[str, Any]
    tags: tuple[str, ...]


def read_labelled(path: Path = DATA) -> list[Labelled]:
    """Read labelled sentences."""
    return [
        Labelled(
            each["id"],
            each["lang"],
            each["text"],
            each["expected"],
            tuple(each["tags"]),
        )
        for each in json.loads(path.read_text("utf-8"))
    ]


def differences(found: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    """Return what differs, in words; nothing when all is as it should be."""
    wrong = [
        f"{field}: {found[field]!r} instead of {expected[field]!r}"
        for field in _FIELDS
        if found[field] != expected[field]
    ]
    for field, alike in (("seasons", _seasons), ("title", _title)):
        if alike(found[field]) != alike(expected[field]):
            wrong.append(f"{field}: {found[field]!r} instead of {expected[field]!r}")
    if "resolves_to" in expected:
        one, other = _titles(found["resolves_to"]), _titles(expected["resolves_to"])
        if one != other:
            wrong.append(f"resolves_to: {one} instead of {other}")
    return wrong


def adds_wrongly(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether something would be added unasked that was not asked for."""
    added = _titles(found["resolves_to"])
    if found["intent"] != "request_media" or found["ambiguous"] or not added:
        return False
    if expected["intent"] != "request_media" or expected["ambiguous"]:
        return True
    return "resolves_to" in expected and added != _titles(expected["resolves_to"])


def _seasons(value: Any) -> Any:
    return [1] if value == "first" else value


def _titles(found: list[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    return sorted((each["kind"], each["title"], each["year"]) for each in found)


def _title(said: str | None) -> str | None:
    if said is None:
        return None
    plain = unicodedata.normalize("NFKD", said.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.sub(r"[^\w ]", " ", re.sub(r"['’]", "", plain)).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)
