"""Reads the answer to "which one?": a number, a year, film or series, or none of them.

Only what chooses among the candidates that were offered; a new request is no answer.
"""

from collections.abc import Sequence
from dataclasses import replace
import re

from .language import LANGUAGES, Grammar, grammar
from .model import Age, Answer, Candidate, Intent, Reply, Understood
from .phrase import slots_only
from .resolver import fitting
from .text import Token, fold, joined, tokens
from .titles import ARTICLES, keys

_UNCLEAR = Answer(Reply.UNCLEAR)
_MOST_WORDS = 12
_SIGNIFICANT = 3


def chosen(text: str, language: str | None, candidates: Sequence[Candidate]) -> Answer:
    """Read an answer.

    Args:
        text: What was said: "the second one", "the 1984 one", "the series", "none".
        language: A language tag; where it is unknown, all languages are tried.
        candidates: What was offered, in the order in which it was.

    Returns:
        What it says. `UNCLEAR` where it fits none of the candidates, or several.
    """
    given = (language or "").lower().split("-")[0]
    order = [given] if given in LANGUAGES else []
    for each in dict.fromkeys([*order, *LANGUAGES]):
        answer = _chosen(text, grammar(each), candidates)
        if answer is not _UNCLEAR:
            return answer
    return _named(text, grammar(given if given in LANGUAGES else "en"), candidates)


def _chosen(text: str, rules: Grammar, candidates: Sequence[Candidate]) -> Answer:
    words = tokens(text, elisions=rules.elisions)
    words = [word for word in words if word.folded not in rules.fillers]
    if not words or len(words) > _MOST_WORDS:
        return _UNCLEAR
    line = joined(words)
    said = rules.replies.around.fullmatch(line)
    bare = said["said"] if said else line
    if rules.replies.never_mind.match(line) or rules.replies.never_mind.match(bare):
        return Answer(Reply.NEVER_MIND)
    if len(candidates) == 1 and rules.replies.yes.match(line):
        return Answer(Reply.CHOOSE, 1)
    if choice := _numbered(bare, rules, len(candidates)):
        return Answer(Reply.CHOOSE, choice)
    return _described(words, bare, text, rules, candidates)


def _numbered(bare: str, rules: Grammar, count: int) -> int | None:
    """Read "2", "two", "the second", "the last"."""
    if rules.replies.last.fullmatch(bare):
        return count or None
    number: int | None = None
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|e|eme|de|a|o|ste|re)?", bare)
    if digits:
        number = int(digits[1])
    elif bare in rules.ordinals:
        number = rules.ordinals[bare]
    else:
        words = bare.split()
        read = rules.numerals.read(words)
        if read and read[1] == len(words):
            number = read[0]
    return number if number and number <= count else None


def _described(
    words: list[Token],
    bare: str,
    text: str,
    rules: Grammar,
    candidates: Sequence[Candidate],
) -> Answer:
    """Read "the 1984 one", "the series", "the new one", "the American version"."""
    said = slots_only(words, text, rules)
    if said is None and rules.replies.newest.fullmatch(bare):
        said = Understood(Intent.REQUEST_MEDIA, age=Age.NEWEST)
    if said is None and rules.replies.oldest.fullmatch(bare):
        said = Understood(Intent.REQUEST_MEDIA, age=Age.OLDEST)
    if said is None:
        return _UNCLEAR
    strict = [each for each in candidates if said.year in {None, each.year}]
    left = fitting(replace(said, seasons=None, episodes=None), strict)
    return _the_only(left, candidates)


def _named(text: str, rules: Grammar, candidates: Sequence[Candidate]) -> Answer:
    """Read words of a title that only one candidate has: "the goblet of fire"."""
    words = tokens(text, elisions=rules.elisions)[:_MOST_WORDS]
    around = rules.replies.around.fullmatch(joined(words))
    line = around["said"] if around else joined(words)
    said = {word for word in keys(line).words if word not in ARTICLES}
    if not any(len(word) >= _SIGNIFICANT or word.isdigit() for word in said):
        return _UNCLEAR
    left = [
        each
        for each in candidates
        if any(
            said <= set(keys(name).words)
            for name in (each.title, *each.alternate_titles)
        )
        or (each.network and said <= set(fold(each.network).split()))
    ]
    return _the_only(left, candidates)


def _the_only(left: list[Candidate], candidates: Sequence[Candidate]) -> Answer:
    if len(left) != 1:
        return _UNCLEAR
    return Answer(Reply.CHOOSE, list(candidates).index(left[0]) + 1)
