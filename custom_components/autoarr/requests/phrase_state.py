"""What is left of a phrase that holds a title, and what was taken from it so far."""

from dataclasses import dataclass, replace
import re

from .language import Grammar
from .model import Age, Episode, MediaType, Quality, Seasons, Understood
from .text import Token, between


@dataclass(frozen=True, slots=True)
class State:
    """What is left of the phrase, and what was taken from it."""

    words: tuple[Token, ...]
    media_type: MediaType | None = None
    year: int | None = None
    decade: int | None = None
    seasons: Seasons | None = None
    episodes: tuple[Episode, ...] | None = None
    quality: Quality | None = None
    age: Age | None = None
    country: str | None = None
    whole_collection: bool = False
    rejected: Understood | None = None
    cut: int | None = None
    """Where words were taken from the middle: what is on one side may be chatter."""
    linked: bool = False
    """Whether what was taken there ended in "of": then the title follows it."""


def rest_of(state: State, match: re.Match[str], group: str) -> State:
    """Keep only a group of a match."""
    first, last = between(list(state.words), *match.span(group))
    cut = state.cut
    if cut is not None:
        cut = cut - first
        if not 0 < cut < last - first:
            cut = None
    return replace(state, words=state.words[first:last], cut=cut)


def without(state: State, match: re.Match[str], grammar: Grammar) -> State:
    """Take a match out of the words."""
    first, last = between(list(state.words), *match.span())
    left, right = state.words[:first], state.words[last:]
    cut = state.cut
    if left and right:
        cut = len(left) if cut is None else min(cut, len(left))
    elif cut is not None:
        cut = min(cut, len(left)) if left else cut - last
        cut = cut if 0 < cut < len(left) + len(right) else None
    linked = state.linked
    if left and right:
        linked = bool(grammar.links.match(match[0]))
    return replace(state, words=(*left, *right), cut=cut, linked=linked)


def kind_said(words: str, grammar: Grammar) -> MediaType | None:
    """Return the media type that words beside a title name: "the newest film of"."""
    return next(
        (kind for kind, pattern in grammar.kinds if pattern.search(words)), None
    )
