"""Reads the years and decades that are said beside a title: "nineteen ninety", "the 80s"."""

from collections.abc import Iterator
from dataclasses import replace

from .counted import decade_in, numbers_in
from .language import Grammar
from .phrase_state import State, kind_said, rest_of
from .text import Token, between, joined

_EARLIEST, _LATEST = 1888, 2035
_CENTURY = 1900
_SHORT_YEARS = range(30, 100)
"""Years that are said without their century, as "from seventy eight"."""


def take_year(state: State, grammar: Grammar) -> State | None:
    """Take a year, "from 1984" or "the 1984 ...", or one without its century."""
    if state.year is not None:
        return None
    words = _with_digits(state.words, grammar)
    line = joined(words)
    for pattern in (grammar.year_right, grammar.year_left):
        match = pattern.match(line)
        if match and _EARLIEST <= int(match["year"]) <= _LATEST:
            first, last = between(words, *match.span("rest"))
            kept = [word.start for word in words[first:last]]
            rest = tuple(
                word for word in state.words if kept[0] <= word.start <= kept[-1]
            )
            if rest:
                return replace(state, words=rest, cut=None, year=int(match["year"]))
    return _short_year(state, grammar)


def take_decade(state: State, grammar: Grammar) -> State | None:
    """Read "the eighties one" and "from the 80s"."""
    if state.decade is not None or state.year is not None:
        return None
    line = joined(list(state.words))
    for pattern in (grammar.decade_left, grammar.decade_right):
        match = pattern.match(line)
        if match is None:
            continue
        beside = f"{line[: match.start('rest')]}{line[match.end('rest') :]}"
        decade = decade_in(beside, grammar)
        if decade is not None:
            kind = state.media_type or kind_said(beside, grammar)
            taken = rest_of(state, match, "rest")
            return replace(taken, decade=decade, media_type=kind)
    return None


def _short_year(state: State, grammar: Grammar) -> State | None:
    match = grammar.year_short.match(joined(list(state.words)))
    said = numbers_in(match["said"], grammar) if match else []
    if match is None or len(said) != 1 or said[0] not in _SHORT_YEARS:
        return None
    return replace(rest_of(state, match, "rest"), year=_CENTURY + said[0])


def with_trailing_year(state: State, grammar: Grammar) -> Iterator[State]:
    """Read "Red Dawn eighty four" as of 1984: no word tells that it is a year."""
    words = state.words
    folded = [word.folded for word in words]
    for size in (2, 1):
        number = grammar.numerals.read(folded[-size:])
        if state.year is not None or len(words) <= size or not number:
            continue
        if number[1] == size and number[0] in _SHORT_YEARS:
            rest = words[:-size]
            yield replace(state, words=rest, cut=None, year=_CENTURY + number[0])
            return


def _with_digits(words: tuple[Token, ...], grammar: Grammar) -> list[Token]:
    """Write spoken years as digits, other numbers as they are."""
    found: list[Token] = []
    index = 0
    while index < len(words):
        word = words[index]
        number = grammar.numerals.read(
            [each.folded for each in words[index : index + 8]]
        )
        if number and not word.folded.isdigit() and number[0] >= _EARLIEST:
            last = words[index + number[1] - 1]
            found.append(replace(word, folded=str(number[0]), end=last.end))
            index += number[1]
            continue
        found.append(word)
        index += 1
    return found
