"""Reads the answer to "which one?": a number, a year, film or series, or none of them.

Only what chooses among the candidates that were offered; a new request is no answer.
"""

from collections.abc import Sequence
from dataclasses import replace
import re

from .fitting import fitting
from .language import LANGUAGES, Grammar, grammar
from .model import Age, Answer, Candidate, Intent, Reply, Understood
from .phrase import slots_only
from .text import Token, between, fold, joined, tokens
from .titles import ARTICLES, PARTS, keys, part_of

_UNCLEAR = Answer(Reply.UNCLEAR)
_MOST_WORDS = 12
_SIGNIFICANT = 3
_TWO = 2
_SHORT_YEARS = range(30, 100)
"""Years that are said without their century."""


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
    line = joined(tokens(text, elisions=bool(order) and grammar(given).elisions))
    if order and grammar(given).replies.both.fullmatch(line):
        return _UNCLEAR
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
    answer = _plain(words, text, rules, candidates)
    if answer is not _UNCLEAR:
        return answer
    corrected = rules.corrections.search(joined(words))
    if corrected is not None:
        first, last = between(words, *corrected.span("right"))
        return _plain(words[first:last], text, rules, candidates)
    return _rejected(words, text, rules, candidates)


def _plain(
    words: list[Token], text: str, rules: Grammar, candidates: Sequence[Candidate]
) -> Answer:
    """Read an answer that says one thing."""
    line = joined(words)
    said = rules.replies.around.fullmatch(line)
    bare = said["said"] if said else line
    if rules.replies.never_mind.match(line) or rules.replies.never_mind.match(bare):
        return Answer(Reply.NEVER_MIND)
    if len(candidates) == 1 and _agreed(line, rules):
        return Answer(Reply.CHOOSE, 1)
    if rules.replies.both.fullmatch(line):
        return _UNCLEAR
    if choice := _numbered(bare, rules, candidates):
        return Answer(Reply.CHOOSE, choice)
    within = words
    if said:
        first, last = between(words, *said.span("said"))
        within = words[first:last]
    for part in (words, within):
        answer = _described(part, bare, text, rules, candidates)
        if answer is not _UNCLEAR:
            return answer
    return _part(bare, rules, candidates)


def _agreed(line: str, rules: Grammar) -> bool:
    polite = rules.polite.match(line)
    return any(
        rules.replies.yes.match(each)
        for each in (line, polite["rest"] if polite else line)
    )


def _rejected(
    words: list[Token], text: str, rules: Grammar, candidates: Sequence[Candidate]
) -> Answer:
    """Read "not the new one but the old one", and of two "not the new one"."""
    match = rules.replies.rejected.fullmatch(joined(words))
    if match is None:
        return _UNCLEAR
    first, last = between(words, *match.span("rest"))
    words = words[first:last]
    for split in range(1, len(words)):
        right = words[split:]
        but = rules.replies.but.match(joined(right))
        if but is not None:
            right = right[between(right, *but.span())[1] :]
        wrong = _plain(words[:split], text, rules, candidates)
        meant = _plain(right, text, rules, candidates)
        if Reply.CHOOSE is wrong.reply is meant.reply and wrong != meant:
            return meant
    return _UNCLEAR


def _numbered(bare: str, rules: Grammar, candidates: Sequence[Candidate]) -> int | None:
    """Read "2", "two", "the second", "the last", "the other one", "eighty-four"."""
    count = len(candidates)
    if rules.replies.last.fullmatch(bare):
        return count or None
    if rules.replies.top.fullmatch(bare):
        return 1
    if rules.replies.other.fullmatch(bare):
        return count if count == _TWO else None
    number = _number(bare, rules)
    if number in _SHORT_YEARS:
        years = [each.year % 100 if each.year else None for each in candidates]
        return years.index(number) + 1 if years.count(number) == 1 else None
    return number if number and number <= count else None


def _number(bare: str, rules: Grammar) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|e|eme|de|a|o|ste|re)?", bare)
    if digits:
        return int(digits[1])
    if bare in rules.ordinals:
        return rules.ordinals[bare]
    words = bare.split()
    read = rules.numerals.read(words)
    return read[0] if read and read[1] == len(words) else None


def _part(bare: str, rules: Grammar, candidates: Sequence[Candidate]) -> Answer:
    """Read "part two" and "the first part"."""
    words = bare.split()
    rest = [word for word in words if word not in PARTS]
    number = _number(" ".join(rest), rules)
    if number is None or len(rest) == len(words):
        return _UNCLEAR
    return _the_only(
        [each for each in candidates if part_of(each.title) == number], candidates
    )


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
