"""Reads the seasons and episodes that are said beside a title, in words and as codes."""

from dataclasses import replace
import re

from .counted import named, season_of
from .language import Grammar
from .model import Episode, MediaType
from .phrase_state import State, kind_said, without
from .text import joined

_MOST_EPISODES = 100
_CODE = re.compile(
    r"(?<!\w)(?:s ?(?P<season>\d{1,2}) ?e ?(?P<episode>\d{1,3})|(?P<s>\d{1,2})x(?P<e>\d{2,3}))"
    r"(?:(?: (?:and|und|et|y|e|en|&))? (?:s(?P<s2>\d{1,2}) ?)?e(?P<e2>\d{1,3}))?"
    r"(?: ?(?:-|to|through|thru|bis|al?|tot(?: en met)?) ?(?:s\d{1,2} ?)?e?(?P<last>\d{1,3}))?"
    r"(?: (?:of|from|von|der|de|van|di|del))?(?!\w)"
)


def take_seasons(state: State, grammar: Grammar) -> State | None:
    """Take what names seasons or episodes, unless some were named already."""
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
            without(state, match, grammar),
            seasons=said.seasons,
            episodes=said.episodes,
            media_type=_series_said(part.means, match, state, grammar),
        )
        if taken.words:
            return _with_season(taken, grammar)
    return None


def _series_said(
    means: str, match: re.Match[str], state: State, grammar: Grammar
) -> MediaType | None:
    """Return a series unless no word says so: "the whole thing", "from now on"."""
    if means in {"all", "future"}:
        return kind_said(match[0], grammar) or state.media_type
    return MediaType.SERIES


def _with_season(state: State, grammar: Grammar) -> State:
    """Read the season in "episode 4 of Silo, season 2", where the title is between."""
    episodes = state.episodes or ()
    if not episodes or any(each.season is not None for each in episodes):
        return state
    line = joined(list(state.words))
    for part in grammar.seasons:
        match = part.pattern.search(line) if part.means in {"one", "nth"} else None
        season = match and season_of(match.groupdict(), grammar)
        if match and season:
            taken = without(state, match, grammar)
            if taken.words:
                numbered = tuple(replace(each, season=season) for each in episodes)
                return replace(taken, episodes=numbered)
    return state


def _coded(state: State, grammar: Grammar) -> State | None:
    """Read "S02E05" and "2x05"."""
    match = _CODE.search(joined(list(state.words)))
    if match is None:
        return None
    taken = without(state, match, grammar)
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
