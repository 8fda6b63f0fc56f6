"""Reads the phrase that holds a title: what belongs to it, and what is said beside it.

Words are taken from it step by step. Each state on the way is a reading, for only
look-ups know whether "Wonder Woman 1984" or "The New Mutants" are whole titles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
import re

from .counted import decade_in, named, numbers_in, season_of
from .language import Grammar, Part, media_type
from .model import Age, Episode, Intent, MediaType, Quality, Seasons, Understood
from .text import Token, as_said, between, joined

_EARLIEST, _LATEST = 1888, 2035
_ROUNDS = 6
_MOST_TRIMMED = 12
_CENTURY = 1900
_MOST_EPISODES = 100
_LINES = {480, 720, 1080, 2160}
_SHORT_YEARS = range(30, 100)
"""Years that are said without their century, as "from seventy eight"."""
_DIGITS = re.compile(r"\d{4}")
_PLACEHOLDER = Token("\ufffc", "\ufffc", -1, -1)


@dataclass(frozen=True, slots=True)
class _State:
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
    barest = (*asides, *_trailing_year(last, grammar), *_trimmed(last, grammar))
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


def _trimmed(state: _State, grammar: Grammar) -> Iterator[_State]:
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
    if state.words == (_PLACEHOLDER,) and state != _State(state.words):
        return _understood(
            replace(state, words=()), text, grammar, Intent.REQUEST_MEDIA
        )
    return None


def _understood(
    state: _State, text: str, grammar: Grammar, intent: Intent
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


def _states(words: list[Token], grammar: Grammar) -> tuple[list[_State], list[_State]]:
    """Return the states from the most literal to the barest, and those beside them."""
    state = _State(tuple(words))
    states, asides = [state], []
    for step in (_seasons, _quality):
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
            _decade,
            _year,
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


def _beside_only(state: _State, grammar: Grammar) -> Iterator[_State]:
    """Take only what is said beside any title, for titles that hold all else.

    "The movie All the President's Men" asks for no collection, "Show Dogs from 2018"
    for no series, and "the series 24" for no season.
    """
    bare = _quality(state, grammar) or state
    # Names are compared without these, so a title must not end in one of them.
    beside = grammar.articles | grammar.numerals.joiners
    for steps in ((_year, _media_before), (_ending, _year, _media_before)):
        state = bare
        for step in steps:
            taken = step(state, grammar)
            while taken is not None:
                state = taken
                if state.words[-1].folded not in beside:
                    yield state
                taken = step(state, grammar) if step is _ending else None
    yield bare


def _ending(state: _State, grammar: Grammar) -> _State | None:
    """Take the shortest polite ending, and the "and" before it."""
    match = grammar.ending.match(joined(list(state.words)))
    if match is None:
        return None
    taken = _rest(state, match, "rest")
    *rest, last = taken.words
    if rest and last.folded in grammar.numerals.joiners:
        return replace(taken, words=tuple(rest), cut=None)
    return taken


def _media_before(state: _State, grammar: Grammar) -> _State | None:
    return _media(state, grammar, sides=("left",))


def _rest(state: _State, match: re.Match[str], group: str) -> _State:
    """Keep only a group of a match."""
    first, last = between(list(state.words), *match.span(group))
    cut = state.cut
    if cut is not None:
        cut = cut - first
        if not 0 < cut < last - first:
            cut = None
    return replace(state, words=state.words[first:last], cut=cut)


def _without(state: _State, match: re.Match[str], grammar: Grammar) -> _State:
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


def _but_not(state: _State, grammar: Grammar) -> _State | None:
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


def _without_link(state: _State, grammar: Grammar) -> _State | None:
    """Drop the "of" before a title whose seasons are said behind it, as in German."""
    first, *rest = state.words
    if not rest or not (state.seasons or state.episodes):
        return None
    if not grammar.links.match(first.folded):
        return None
    cut = None if state.cut is None or state.cut == 1 else state.cut - 1
    return replace(state, words=tuple(rest), cut=cut)


def _polite(state: _State, grammar: Grammar) -> _State | None:
    match = grammar.trail.match(joined(list(state.words)))
    return _rest(state, match, "rest") if match else None


def _without_chatter(state: _State, grammar: Grammar) -> _State | None:
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


def _quality(state: _State, grammar: Grammar) -> _State | None:
    if state.quality is not None:
        return None
    state = replace(state, words=_with_resolution(state.words, grammar))
    line = joined(list(state.words))
    for quality, pattern in grammar.quality:
        match = pattern.search(line)
        if match and match[0].strip():
            taken = _without(state, match, grammar)
            if taken.words:
                return replace(taken, quality=quality)
    return None


def _media(
    state: _State,
    grammar: Grammar,
    sides: tuple[str, ...] = ("left", "right", "either"),
) -> _State | None:
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
            return replace(_rest(state, match, group), media_type=kind)
    return None


def _aside(state: _State, grammar: Grammar) -> _State | None:
    line = joined(list(state.words))
    for part in grammar.media:
        if part.side != "aside":
            continue
        match = part.pattern.match(line)
        if match and not _DIGITS.search(line, match.end("rest")):
            taken = _rest(state, match, "rest")
            kind = state.media_type or media_type(part.means)
            return replace(taken, media_type=kind)
    return None


def _collection(state: _State, grammar: Grammar) -> _State | None:
    if state.seasons or state.episodes or state.whole_collection:
        return None
    match = grammar.collection.match(joined(list(state.words)))
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value)
    taken = _rest(state, match, group)
    movie = state.media_type or MediaType.MOVIE
    return replace(taken, whole_collection=True, media_type=movie)


def _kind_said(words: str, grammar: Grammar) -> MediaType | None:
    """Return the media type that words beside a title name: "the newest film of"."""
    return next(
        (kind for kind, pattern in grammar.kinds if pattern.search(words)), None
    )


def _either_side(
    state: _State, parts: tuple[Part, ...], grammar: Grammar
) -> tuple[_State, str] | None:
    line = joined(list(state.words))
    for part in parts:
        match = part.pattern.match(line)
        if match:
            group = "rest" if match["rest"] else "rest2"
            beside = f"{line[: match.start(group)]}{line[match.end(group) :]}"
            kind = state.media_type or _kind_said(beside, grammar)
            taken = replace(_rest(state, match, group), media_type=kind)
            return taken, part.means
    return None


def _age(state: _State, grammar: Grammar) -> _State | None:
    if state.age is not None:
        return None
    found = _either_side(state, grammar.age, grammar)
    if found is None:
        return None
    taken, means = found
    kept = {word.start for word in taken.words}
    said = joined([word for word in state.words if word.start not in kept])
    return replace(taken, age=Age.NEW if grammar.new.fullmatch(said) else Age(means))


def _country(state: _State, grammar: Grammar) -> _State | None:
    if state.country is not None:
        return None
    found = _either_side(state, grammar.country, grammar)
    return replace(found[0], country=found[1]) if found else None


def _year(state: _State, grammar: Grammar) -> _State | None:
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


def _decade(state: _State, grammar: Grammar) -> _State | None:
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
            kind = state.media_type or _kind_said(beside, grammar)
            taken = _rest(state, match, "rest")
            return replace(taken, decade=decade, media_type=kind)
    return None


def _short_year(state: _State, grammar: Grammar) -> _State | None:
    match = grammar.year_short.match(joined(list(state.words)))
    said = numbers_in(match["said"], grammar) if match else []
    if match is None or len(said) != 1 or said[0] not in _SHORT_YEARS:
        return None
    return replace(_rest(state, match, "rest"), year=_CENTURY + said[0])


def _trailing_year(state: _State, grammar: Grammar) -> Iterator[_State]:
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


def _with_resolution(words: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    """Write spoken lines of pictures as digits: "two thousand one hundred sixty p"."""
    for index in range(len(words) - 1):
        read = grammar.numerals.read([each.folded for each in words[index:]])
        if read and read[0] in _LINES and not words[index].folded.isdigit():
            last = words[index + read[1] - 1]
            number = replace(words[index], folded=str(read[0]), end=last.end)
            return (*words[:index], number, *words[index + read[1] :])
    return words


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


def _seasons(state: _State, grammar: Grammar) -> _State | None:
    if state.seasons is not None or state.episodes is not None:
        return None
    code = _coded(state, grammar)
    if code is not None:
        return code
    line = joined(list(state.words))
    for part in grammar.seasons:
        match = part.pattern.search(line)
        if match is None:
            continue
        said = named(part.means, match, grammar)
        if said is None:
            continue
        taken = replace(
            _without(state, match, grammar),
            seasons=said.seasons,
            episodes=said.episodes,
            media_type=_series_said(part.means, match, state, grammar),
        )
        if taken.words:
            return _with_season(taken, grammar)
    return None


def _series_said(
    means: str, match: re.Match[str], state: _State, grammar: Grammar
) -> MediaType | None:
    """Return a series unless no word says so: "the whole thing", "from now on"."""
    if means in {"all", "future"}:
        return _kind_said(match[0], grammar) or state.media_type
    return MediaType.SERIES


def _with_season(state: _State, grammar: Grammar) -> _State:
    """Read the season in "episode 4 of Silo, season 2", where the title is between."""
    episodes = state.episodes or ()
    if not episodes or any(each.season is not None for each in episodes):
        return state
    line = joined(list(state.words))
    for part in grammar.seasons:
        match = part.pattern.search(line) if part.means in {"one", "nth"} else None
        season = match and season_of(match.groupdict(), grammar)
        if match and season:
            taken = _without(state, match, grammar)
            if taken.words:
                numbered = tuple(replace(each, season=season) for each in episodes)
                return replace(taken, episodes=numbered)
    return state


_CODE = re.compile(
    r"(?<!\w)(?:s ?(?P<season>\d{1,2}) ?e ?(?P<episode>\d{1,3})|(?P<s>\d{1,2})x(?P<e>\d{2,3}))"
    r"(?:(?: (?:and|und|et|y|e|en|&))? (?:s(?P<s2>\d{1,2}) ?)?e(?P<e2>\d{1,3}))?"
    r"(?: ?(?:-|to|through|thru|bis|al?|tot(?: en met)?) ?(?:s\d{1,2} ?)?e?(?P<last>\d{1,3}))?"
    r"(?: (?:of|from|von|der|de|van|di|del))?(?!\w)"
)


def _coded(state: _State, grammar: Grammar) -> _State | None:
    """Read "S02E05" and "2x05"."""
    match = _CODE.search(joined(list(state.words)))
    if match is None:
        return None
    taken = _without(state, match, grammar)
    if not taken.words:
        return None
    season = int(match["season"] or match["s"])
    first = int(match["episode"] or match["e"])
    last = int(match["last"] or first)
    numbers = range(first, last + 1) if 0 < last - first <= _MOST_EPISODES else [first]
    episodes = [Episode(season, each) for each in numbers]
    if match["e2"]:
        episodes.append(Episode(int(match["s2"] or season), int(match["e2"])))
    return replace(taken, episodes=tuple(episodes), media_type=MediaType.SERIES)
