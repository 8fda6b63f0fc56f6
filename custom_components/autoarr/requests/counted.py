"""Reads which seasons and episodes words name: "one and two", "the first 3", "s02".

How a language counts is said in its grammar and in `numbers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import re

from .language import Grammar
from .model import LATEST_EPISODE, Episode, Seasons, SeasonWord
from .text import tokens

_DECADE = re.compile(r"((?:19|20)?[0-9]0)(?:s|ern?)?")
_DECADES = range(20, 100, 10)
_CENTURY = 1900
_MOST_COUNTED = 100
"""The highest number of a season that anybody names."""


@dataclass(frozen=True, slots=True)
class Named:
    """Seasons or episodes that were named."""

    seasons: Seasons | None = None
    episodes: tuple[Episode, ...] | None = None


def named(means: str, match: re.Match[str], grammar: Grammar) -> Named | None:
    """Return the seasons or episodes that a phrase names."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    season = season_of(groups, grammar)
    match means:
        case "all" | "first" | "latest" | "future":
            return Named(seasons=SeasonWord(means))
        case "pilot":
            return Named(episodes=(Episode(1, 1),))
        case "first_of":
            return Named(episodes=(Episode(season, 1),))
        case "latest_episode" | "latest_episode_of":
            return Named(episodes=(Episode(season, LATEST_EPISODE),))
        case "episode":
            return _episodes(groups, season, grammar)
        case "range":
            first, last = (
                numbers_in(groups["from"], grammar),
                numbers_in(groups["to"], grammar),
            )
            return _range(first, last)
        case "first_episodes":
            numbers = range(1, max(numbers_in(groups["count"], grammar), default=0) + 1)
            return Named(episodes=tuple(Episode(season, each) for each in numbers))
        case "firsts":
            count = numbers_in(groups.get("count") or groups["n_first"], grammar)
            return _range([1], count)
        case "list" | "list_nth":
            values = numbers_in(groups["list"], grammar)
            return Named(seasons=tuple(sorted(set(values)))) if values else None
        case _:
            if season == 1 and "so" in groups:
                return Named(seasons=SeasonWord.FIRST)
            return None if season is None else Named(seasons=(season,))


def season_of(groups: Mapping[str, str | None], grammar: Grammar) -> int | None:
    """Return the number of the season that a pattern found."""
    said = groups.get("s") or groups.get("so")
    return next(iter(numbers_in(said, grammar)), None) if said else None


def _episodes(
    groups: dict[str, str], season: int | None, grammar: Grammar
) -> Named | None:
    said = groups.get("e") or groups.get("eo", "")
    numbers = numbers_in(said, grammar)
    if len(numbers) == 2 and _is_range(said, grammar):
        numbers = list(range(numbers[0], min(numbers[1], numbers[0] + 200) + 1))
    if not numbers:
        return None
    return Named(episodes=tuple(Episode(season, number) for number in numbers))


def _range(first: list[int], last: list[int]) -> Named | None:
    if not first or not last or not 0 < last[0] - first[0] + 1 <= _MOST_COUNTED:
        return None
    return Named(seasons=tuple(range(first[0], last[0] + 1)))


def _is_range(said: str, grammar: Grammar) -> bool:
    """Whether words between numbers mean "to", not "and"."""
    joiners = {"&", "and", "und", "et", "y", "e", "en", *grammar.numerals.joiners}
    joiners |= grammar.articles
    between_numbers = [
        word
        for word in said.split()
        if not word.isdigit() and not grammar.numerals.parts(word)
    ]
    return not joiners.issuperset(between_numbers)


def numbers_in(said: str, grammar: Grammar) -> list[int]:
    """Return the numbers in words: "one and two", "3", "the second and third"."""
    words = [word.folded for word in tokens(said)]
    found: list[int] = []
    index = 0
    while index < len(words):
        word = words[index]
        digits = re.match(r"s?(\d+)", word)
        if digits:
            found.append(int(digits[1]))
        elif word in grammar.ordinals:
            found.append(grammar.ordinals[word])
        elif number := _small(words[index:], grammar):
            found.append(number[0])
            index += number[1] - 1
        index += 1
    return found


def decade_in(said: str, grammar: Grammar) -> int | None:
    """Return the first year of the decade that words name: "the 80s", "anni ottanta"."""
    for word in said.split():
        if word in grammar.decades:
            return grammar.decades[word]
        digits = _DECADE.fullmatch(word)
        if digits and len(digits[1]) == len("1980"):
            return int(digits[1])
        if digits:
            return _CENTURY + int(digits[1])
    for number in numbers_in(said, grammar):
        if number in _DECADES:
            return _CENTURY + number
    return None


def _small(words: list[str], grammar: Grammar) -> tuple[int, int] | None:
    """Read a number without taking "one and two" for one."""
    for size in (3, 2, 1):
        number = grammar.numerals.read(words[:size])
        if number and number[0] <= _MOST_COUNTED:
            inner = words[: number[1]]
            if number[1] == 1 or not any(
                word in grammar.numerals.joiners for word in inner
            ):
                return number
            if grammar.numerals.parts(words[0])[0] >= 20:
                return number
    return None
