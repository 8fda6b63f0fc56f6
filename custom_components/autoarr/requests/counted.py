"""Reads the numbers of seasons and episodes: "one and two", "3", "the second and third".

How a language counts is said in its grammar and in `numbers`.
"""

import re

from .language import Grammar
from .text import tokens

MOST_COUNTED = 100
"""The highest number of a season that anybody names."""


def is_range(said: str, grammar: Grammar) -> bool:
    """Whether words between numbers mean "to", not "and"."""
    joiners = {"&", "and", "und", "et", "y", "e", "en", *grammar.numerals.joiners}
    between_numbers = [
        word
        for word in said.split()
        if not word.isdigit() and not grammar.numerals.parts(word)
    ]
    return bool(between_numbers) and not joiners & set(between_numbers)


def numbers_in(said: str, grammar: Grammar) -> list[int]:
    """Return the numbers in words: "one and two", "3", "the second and third"."""
    words = [word.folded for word in tokens(said)]
    found: list[int] = []
    index = 0
    while index < len(words):
        word = words[index]
        digits = re.match(r"\d+", word)
        if digits:
            found.append(int(digits[0]))
        elif word in grammar.ordinals:
            found.append(grammar.ordinals[word])
        elif number := _small(words[index:], grammar):
            found.append(number[0])
            index += number[1] - 1
        index += 1
    return found


def _small(words: list[str], grammar: Grammar) -> tuple[int, int] | None:
    """Read a number without taking "one and two" for one."""
    for size in (3, 2, 1):
        number = grammar.numerals.read(words[:size])
        if number and number[0] <= MOST_COUNTED:
            inner = words[: number[1]]
            if number[1] == 1 or not any(
                word in grammar.numerals.joiners for word in inner
            ):
                return number
            if grammar.numerals.parts(words[0])[0] >= 20:
                return number
    return None
