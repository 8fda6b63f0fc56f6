"""Reads the phrase that holds a title: what belongs to it, and what is said beside it.

Words are taken from it step by step. Each state on the way is a reading, for only
look-ups know whether "Wonder Woman 1984" or "The New Mutants" are whole titles.
"""

from collections.abc import Iterator
from dataclasses import replace
import re

from .language import Grammar, Part, media_type
from .model import Age, Intent, MediaType, Understood
from .phrase_state import State, kind_said, rest_of, without
from .seasons import take_seasons
from .text import Token, as_said, between, joined
from .years import take_decade, take_year, with_trailing_year

_ROUNDS = 6
_MOST_TRIMMED = 12
_LINES = {480, 720, 1080, 2160}
_DIGITS = re.compile(r"\d{4}")
_PLACEHOLDER = Token("\ufffc", "\ufffc", -1, -1)


def read_phrase(
    words: list[Token], text: str, grammar: Grammar, intent: Intent
) -> Understood:
    """Read a title with all that is said about it.

    Args:
        words: The phrase.
        text: The sentence that it stands in.
        grammar: Its language.
        intent: What is wanted, as the rest of the sentence tells.

    Returns:
        The fullest reading; the more literal ones are its `readings`.
    """
    states, asides = _states(words, grammar)
    last = states[-1]
    states.extend(
        state
        for state in _beside_only(states[0], grammar)
        if not {*state.words} <= {*last.words}
    )
    states.sort(key=lambda state: -len(state.words))
    barest = (*asides, *with_trailing_year(last, grammar), *_trimmed(last, grammar))
    if asides and asides[-1].words[-1].comma:
        last = asides[-1]
    default = _understood(last, text, grammar, intent)
    if default.title is None:
        return default
    literal, trimmed = (
        tuple(
            dict.fromkeys(
                reading
                for state in each
                if (reading := _understood(state, text, grammar, intent)).title
                and reading != default
            )
        )
        for each in (states, barest)
    )
    return replace(default, readings=literal, trimmed=trimmed)


def _trimmed(state: State, grammar: Grammar) -> Iterator[State]:
    """Take words off both ends that stand beside titles, the fewest first."""
    words = state.words
    folded = [word.folded for word in words]
    telling = [
        index
        for index, word in enumerate(folded)
        if word not in grammar.before_titles and word not in grammar.after_titles
    ]
    if not telling:
        return
    left, right = 0, len(words)
    while left < telling[0] and folded[left] in grammar.before_titles:
        left += 1
    while right - 1 > telling[-1] and folded[right - 1] in grammar.after_titles:
        right -= 1
    spans = [
        (first, last)
        for first in range(left + 1)
        for last in range(right, len(words) + 1)
        if last - first < len(words)
    ]
    if right == len(words) and left == 1 and folded[0] in grammar.articles:
        # Names are compared without articles anyway.
        return
    for first, last in sorted(spans, key=lambda span: span[0] - span[1])[
        :_MOST_TRIMMED
    ]:
        yield replace(state, words=words[first:last], cut=None)


def slots_only(words: list[Token], text: str, grammar: Grammar) -> Understood | None:
    """Read words that name no title, as "the 1984 one"; None when they do."""
    states, _ = _states([_PLACEHOLDER, *words], grammar)
    state = states[-1]
    if state.words == (_PLACEHOLDER,) and state != State(state.words):
        return _understood(
            replace(state, words=()), text, grammar, Intent.REQUEST_MEDIA
        )
    return None


def _understood(
    state: State, text: str, grammar: Grammar, intent: Intent
) -> Understood:
    title = as_said(list(state.words), text) or None
    return Understood(
        intent=intent,
        media_type=state.media_type,
        title=title,
        year=state.year,
        decade=state.decade,
        seasons=state.seasons,
        episodes=state.episodes,
        quality=state.quality,
        age=state.age,
        country=state.country,
        whole_collection=state.whole_collection,
        rejected=state.rejected,
        language=grammar.language,
    )


def _states(words: list[Token], grammar: Grammar) -> tuple[list[State], list[State]]:
    """Return the states from the most literal to the barest, and those beside them."""
    state = State(tuple(words))
    states, asides = [state], []
    for step in (take_seasons, _quality):
        while (taken := step(state, grammar)) is not None:
            state = taken
            states.append(state)
    if (others := _but_not(state, grammar)) is not None:
        state = others
        states.append(state)
    if (linked := _without_link(state, grammar)) is not None:
        state = linked
        states.append(state)
    for _ in range(_ROUNDS):
        before = state
        for ending in (
            _collection,
            _aside,
            _media,
            _polite,
            take_decade,
            take_year,
            _age,
            _country,
        ):
            taken = ending(state, grammar)
            if taken is None:
                continue
            if ending is _aside:
                asides.append(taken)
                continue
            state = taken
            states.append(state)
        if state == before:
            break
    if (short := _without_chatter(state, grammar)) is not None:
        states.append(short)
    return states, asides


def _beside_only(state: State, grammar: Grammar) -> Iterator[State]:
    """Take only what is said beside any title, for titles that hold all else.

    "The movie All the President's Men" asks for no collection, "Show Dogs from 2018"
    for no series, and "the series 24" for no season.
    """
    bare = _quality(state, grammar) or state
    # Names are compared without these, so a title must not end in one of them.
    beside = grammar.articles | grammar.numerals.joiners
    for steps in (
        (take_year, _media_before),
        (_ending, take_year, _media_before),
    ):
        state = bare
        for step in steps:
            taken = step(state, grammar)
            while taken is not None:
                state = taken
                if state.words[-1].folded not in beside:
                    yield state
                taken = step(state, grammar) if step is _ending else None
    yield bare


def _ending(state: State, grammar: Grammar) -> State | None:
    """Take the shortest polite ending, and the "and" before it."""
    match = grammar.ending.match(joined(list(state.words)))
    if match is None:
        return None
    taken = rest_of(state, match, "rest")
    *rest, last = taken.words
    if rest and last.folded in grammar.numerals.joiners:
        return replace(taken, words=tuple(rest), cut=None)
    return taken


def _media_before(state: State, grammar: Grammar) -> State | None:
    return _media(state, grammar, sides=("left",))


def _but_not(state: State, grammar: Grammar) -> State | None:
    """Take "not the new one" for what it says; the rest of it is said elsewhere."""
    words = list(state.words)
    for index in range(1, len(words) - 1):
        match = grammar.replies.rejected.fullmatch(joined(words[index:]))
        if match is None:
            continue
        first, _ = between(words[index:], *match.span("rest"))
        rejected = slots_only(words[index + first :], "", grammar)
        said = rejected and (rejected.year or rejected.decade or rejected.age)
        if rejected and (said or rejected.country):
            return replace(state, words=tuple(words[:index]), rejected=rejected)
    return None


def _without_link(state: State, grammar: Grammar) -> State | None:
    """Drop the "of" before a title whose seasons are said behind it, as in German."""
    first, *rest = state.words
    if not rest or not (state.seasons or state.episodes):
        return None
    if not grammar.links.match(first.folded):
        return None
    cut = None if state.cut is None or state.cut == 1 else state.cut - 1
    return replace(state, words=tuple(rest), cut=cut)


def _polite(state: State, grammar: Grammar) -> State | None:
    match = grammar.trail.match(joined(list(state.words)))
    return rest_of(state, match, "rest") if match else None


def _without_chatter(state: State, grammar: Grammar) -> State | None:
    """Drop what follows a quality or season in the middle: "the kids won't care"."""
    words = list(state.words)
    if state.cut is not None and 0 < state.cut < len(words):
        beside = grammar.before_titles | grammar.after_titles
        if state.linked or all(word.folded in beside for word in words[: state.cut]):
            return replace(state, words=tuple(words[state.cut :]), cut=None)
        return replace(state, words=tuple(words[: state.cut]), cut=None)
    for index, word in enumerate(words[:-1], 1):
        if word.comma and grammar.chatter.match(joined(words[index:])):
            return replace(state, words=tuple(words[:index]), cut=None)
    return None


def _quality(state: State, grammar: Grammar) -> State | None:
    if state.quality is not None:
        return None
    state = replace(state, words=_with_resolution(state.words, grammar))
    line = joined(list(state.words))
    for quality, pattern in grammar.quality:
        match = pattern.search(line)
        if match and match[0].strip():
            taken = without(state, match, grammar)
            if taken.words:
                return replace(taken, quality=quality)
    return None


def _media(
    state: State,
    grammar: Grammar,
    sides: tuple[str, ...] = ("left", "right", "either"),
) -> State | None:
    line = joined(list(state.words))
    for part in grammar.media:
        if part.side not in sides:
            continue
        match = part.pattern.match(line)
        if match is None:
            continue
        group = "rest" if match["rest"] else "rest2"
        if match[group] not in grammar.articles:
            kind = state.media_type or media_type(part.means)
            return replace(rest_of(state, match, group), media_type=kind)
    return None


def _aside(state: State, grammar: Grammar) -> State | None:
    line = joined(list(state.words))
    for part in grammar.media:
        if part.side != "aside":
            continue
        match = part.pattern.match(line)
        if match and not _DIGITS.search(line, match.end("rest")):
            taken = rest_of(state, match, "rest")
            kind = state.media_type or media_type(part.means)
            return replace(taken, media_type=kind)
    return None


def _collection(state: State, grammar: Grammar) -> State | None:
    if state.seasons or state.episodes or state.whole_collection:
        return None
    match = grammar.collection.match(joined(list(state.words)))
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value)
    taken = rest_of(state, match, group)
    movie = state.media_type or MediaType.MOVIE
    return replace(taken, whole_collection=True, media_type=movie)


def _either_side(
    state: State, parts: tuple[Part, ...], grammar: Grammar
) -> tuple[State, str] | None:
    line = joined(list(state.words))
    for part in parts:
        match = part.pattern.match(line)
        if match:
            group = "rest" if match["rest"] else "rest2"
            beside = f"{line[: match.start(group)]}{line[match.end(group) :]}"
            kind = state.media_type or kind_said(beside, grammar)
            taken = replace(rest_of(state, match, group), media_type=kind)
            return taken, part.means
    return None


def _age(state: State, grammar: Grammar) -> State | None:
    if state.age is not None:
        return None
    found = _either_side(state, grammar.age, grammar)
    if found is None:
        return None
    taken, means = found
    kept = {word.start for word in taken.words}
    said = joined([word for word in state.words if word.start not in kept])
    return replace(taken, age=Age.NEW if grammar.new.fullmatch(said) else Age(means))


def _country(state: State, grammar: Grammar) -> State | None:
    if state.country is not None:
        return None
    found = _either_side(state, grammar.country, grammar)
    return replace(found[0], country=found[1]) if found else None


def _with_resolution(words: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    """Write spoken lines of pictures as digits: "two thousand one hundred sixty p"."""
    for index in range(len(words) - 1):
        read = grammar.numerals.read([each.folded for each in words[index:]])
        if read and read[0] in _LINES and not words[index].folded.isdigit():
            last = words[index + read[1] - 1]
            number = replace(words[index], folded=str(read[0]), end=last.end)
            return (*words[:index], number, *words[index + read[1] :])
    return words
