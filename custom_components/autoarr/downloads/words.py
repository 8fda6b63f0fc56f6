"""Names and sentences as people compare them: without case and punctuation."""

import re

ANYTHING = "*"
"""What stands for any text, or none, in what people look for."""

_NOT_A_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return text without case and punctuation, as releases and people write names."""
    return _NOT_A_WORD.sub(" ", text).strip().casefold()


def is_in(wanted: str, text: str) -> bool:
    """Return whether a text has certain words, whole and in this order.

    Args:
        wanted: The words; `*` stands for anything, also for the rest of a word. Without
            a letter, digit or `*` nothing has them.
        text: A name or a sentence.
    """
    pieces = _pieces(wanted)
    if pieces is None:
        return False
    known = f" {plain(text)} "
    at = 0
    for piece in pieces:
        found = known.find(piece, at)
        if found < 0:
            return False
        # One space may end a word and begin the next.
        at = found + len(piece) - piece.endswith(" ")
    return True


def says_something(wanted: str) -> bool:
    """Return whether there is anything to look for in what a person typed."""
    return _pieces(wanted) is not None


def _pieces(wanted: str) -> list[str] | None:
    """Return what must follow one another; spaces mark where words begin and end."""
    pieces = [_NOT_A_WORD.sub(" ", piece) for piece in wanted.split(ANYTHING)]
    joined = ANYTHING.join(pieces).strip().casefold()
    return f" {joined} ".split(ANYTHING) if joined else None
