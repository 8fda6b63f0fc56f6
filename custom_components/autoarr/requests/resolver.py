"""Decides which title is meant: one, several that must be asked about, or none.

It compares names and facts only; looking titles up is not its business.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log10
from typing import Final

from .fitting import fitting, year_of
from .model import Age, Candidate, Match, MediaType, Resolution, Understood, Verdict
from .titles import ARTICLES, base, country_of, keys, main_title, nominatives
from .typing_errors import distance

CLEAR_LEAD: Final = 40.0
"""Points of fame by which one of several namesakes must lead to be taken unasked."""

_EXACT, _BARE, _LOOSE, _MAIN, _PREFIX = 1.0, 0.98, 0.96, 0.93, 0.88
_DOUBTED: Final = 0.5
"""Confidence up to which the grammar does not know what a sentence is."""
_STILL_NEW: Final = 4
"""Years within which two films of one story may both be called the new one."""
_LONG_ENOUGH: Final = 5
"""Letters from which on a title is no common word by chance."""
_MOST_ERRORS: Final = 2
"""Typing errors up to which a title is sure to be meant."""
_TITLE_ALONE: Final = 2
"""Words from which on a title that stands alone may be mistyped."""
_MOST_ASKED: Final = 10
_MOST_TERMS: Final = 3
_TRIGRAM: Final = 3


def fame(votes: float) -> float:
    """Turn a number of votes into fame from 0 to 100, on a scale of magnitudes.

    Two titles are `CLEAR_LEAD` points apart when one has a hundred times the votes.
    """
    return min(100.0, 20 * log10(1 + max(0.0, votes)))


def lookup_terms(understood: Understood) -> tuple[str, ...]:
    """Return what to look up, the likeliest first; empty without a title."""
    found: list[str] = []
    for reading in (understood, *reversed(understood.readings)):
        title = reading.title
        if title and title.casefold() not in {term.casefold() for term in found}:
            found.append(title)
    shortest = [each.title for each in understood.trimmed[-1:] if each.title]
    return (*found[: _MOST_TERMS - len(shortest)], *shortest)


class Index:
    """Candidates, findable by name. Worth keeping where there are hundreds."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Fold all names."""
        self.candidates = tuple(candidates)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        self._loose: dict[str, list[int]] = defaultdict(list)
        self._main: dict[str, list[int]] = defaultdict(list)
        self._starts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._collections: dict[str, list[int]] = defaultdict(list)
        self._trigrams: dict[str, set[str]] = defaultdict(set)
        for number, candidate in enumerate(self.candidates):
            for name in _names(candidate):
                self._add(name, number)
            if candidate.collection:
                name = candidate.collection.removesuffix("Collection").strip()
                self._collections[keys(name).loose].append(number)

    def _add(self, name: str, number: int) -> None:
        folded = keys(name)
        for table, key in (
            (self._exact, folded.exact),
            (self._bare, folded.bare),
            (self._loose, folded.loose),
        ):
            if key and (not table[key] or table[key][-1] != number):
                table[key].append(number)
        main = main_title(name)
        if main:
            self._main[keys(main).bare].append(number)
        for size in range(1, len(folded.words)):
            self._starts[folded.words[:size]].append(number)
        for trigram in _trigrams(folded.bare):
            self._trigrams[trigram].add(folded.bare)

    def same(self, title: str) -> tuple[float, list[int]]:
        """Return who bears a name, those that match it best only, and how well."""
        folded = keys(title)
        if found := self._exact.get(folded.exact):
            return _EXACT, found
        if found := self._bare.get(folded.bare):
            return _BARE, found
        if found := self._loose.get(folded.loose):
            return _LOOSE, found
        for name in nominatives(title):
            if found := self._bare.get(keys(name).bare):
                return _LOOSE, found
        return _LOOSE, []

    def parts(self, title: str) -> list[Candidate]:
        """Return what bears a name with a subtitle: "Dune: Part Two" for "Dune"."""
        numbers = _unique(self._main.get(keys(title).bare, []))
        return [self.candidates[number] for number in numbers]

    def collection(self, title: str) -> list[int]:
        """Return the members of a series of films."""
        return self._collections.get(keys(title).loose, [])

    def alike(self, title: str) -> tuple[float, list[int]]:
        """Return whose name begins so, or differs by typing errors only."""
        folded = keys(title)
        if found := self._main.get(folded.bare):
            return _MAIN, _unique(found)
        begun = _unique(self._starts.get(folded.words, []))
        significant = [word for word in folded.words if word not in ARTICLES]
        if begun and (len(significant) > 1 or len(folded.bare) >= 8):
            return _PREFIX, begun
        return self.mistyped(title)

    def mistyped(self, title: str) -> tuple[float, list[int]]:
        """Return whose name differs by typing errors only."""
        said = keys(title).bare
        most = _tolerated(said)
        if not most:
            return 0.0, []
        shared: dict[str, int] = defaultdict(int)
        grams = _trigrams(said)
        for trigram in grams:
            for name in self._trigrams.get(trigram, ()):
                shared[name] += 1
        least = max(1, len(grams) - 4 * most)
        best, found = most + 1, list[int]()
        for name, count in shared.items():
            if count < least or _digits(name) != _digits(said):
                continue
            errors = distance(said, name, most)
            if errors < best:
                best, found = errors, list(self._bare[name])
            elif errors == best and errors <= most:
                found.extend(self._bare[name])
        return (0.92 - best / (2 * len(said)), _unique(found)) if found else (0.0, [])


def resolve(
    understood: Understood, candidates: Iterable[Candidate] | Index
) -> Resolution:
    """Decide which candidates are meant.

    Args:
        understood: What was said.
        candidates: What look-ups and the library offer, in any order; far too many and
            badly matching ones do no harm.

    Returns:
        The verdict, with the reading that it rests on: for a sentence that is a request
        only if a title of that name exists, its `understood` tells what it is.
    """
    index = candidates if isinstance(candidates, Index) else Index(candidates)
    if understood.if_known is not None:
        return _if_known(understood, understood.if_known, index)
    if understood.title is None:
        found = _best_same(understood.readings, index)
        return found or Resolution(Verdict.NOTHING, (), understood)
    readings = (*understood.readings, understood)
    named = _best_same(readings, index) or _trimmed(understood, index)
    found = _mistyped_whole(readings, named, index) or named
    if found is not None:
        return found
    readings = tuple(each for each in readings if not each.verbatim)
    for reading in (understood, *reversed(readings[:-1])):
        found = _by_likeness(reading, index)
        if found is not None:
            return found
    for reading in reversed(readings):
        _, numbers = index.same(reading.title or "")
        if numbers:
            # The name is right but something said about it is not: never add, ask.
            return _asked(reading, [index.candidates[each] for each in numbers], _BARE)
    return Resolution(Verdict.NOTHING, (), understood)


def _mistyped_whole(
    readings: Sequence[Understood], found: Resolution | None, index: Index
) -> Resolution | None:
    """Prefer a long title with a typing error to a short one that is part of it.

    "Batman the aniated series" is no request for "Batman".
    """
    known = keys(found.understood.title or "").bare if found else ""
    for reading in readings:
        title = reading.title or ""
        length = len(keys(title).bare)
        if reading.verbatim or length < len(known) + _LONG_ENOUGH:
            continue
        if index.same(title)[1]:
            # Called just so: that was considered.
            continue
        score, numbers = index.mistyped(title)
        group = fitting(reading, [index.candidates[number] for number in numbers])
        if group and _surely_mistyped(score, title):
            return _decided(reading, group, score)
    return None


def _trimmed(understood: Understood, index: Index) -> Resolution | None:
    """Resolve by a title without the words around it; ask when little of it is left."""
    for reading in understood.trimmed:
        found = _by_name(reading, index)
        if found is None:
            continue
        if len(keys(reading.title or "").bare) < _LONG_ENOUGH:
            return replace(found, verdict=Verdict.ASK)
        return found
    return None


def _if_known(understood: Understood, request: Understood, index: Index) -> Resolution:
    """Take a doubtful sentence for a request only if a title is called just so."""
    found = _best_same((*request.readings, request), index)
    if found is None and understood.confidence <= _DOUBTED:
        found = _mistyped_title(request, index)
        if found is not None:
            return found
    if found is None or not _called_so(found):
        return Resolution(Verdict.NOTHING, (), understood)
    if found.understood.verbatim and understood.confidence > _DOUBTED:
        # The grammar knows the sentence as something else: never add, ask.
        return replace(found, verdict=Verdict.ASK)
    return found


def _mistyped_title(request: Understood, index: Index) -> Resolution | None:
    """Ask about a title of several words that stands alone, with typing errors."""
    title = request.title or ""
    if len(title.split()) < _TITLE_ALONE:
        return None
    score, numbers = index.mistyped(title)
    group = fitting(request, [index.candidates[number] for number in numbers])
    if not group or not _surely_mistyped(score, title):
        return None
    return replace(_decided(request, group, score), verdict=Verdict.ASK)


def _called_so(found: Resolution) -> bool:
    """Whether a title is called as a doubtful sentence says, or follows one that is."""
    reading = found.understood
    several = len((reading.title or "").split()) > 1
    least = _MAIN if several and reading.age else _LOOSE if several else _BARE
    return found.matches[0].score >= least


def _best_same(readings: Sequence[Understood], index: Index) -> Resolution | None:
    """Resolve by the most literal reading whose title exists."""
    best: Resolution | None = None
    for reading in readings:
        found = _by_name(reading, index)
        if found is None:
            continue
        if best is None:
            best = found
        elif _says_more(reading, best.understood) and _agree(best, found):
            # "The Office US" and "Suburra, la serie" are names, but also say something.
            best = found
    return best


def _says_more(reading: Understood, other: Understood) -> bool:
    return bool(
        (reading.country and not other.country)
        or (reading.media_type and not other.media_type)
    )


def _agree(one: Resolution, other: Resolution) -> bool:
    return other.verdict is Verdict.SURE and other.candidates[0] in one.candidates


def _by_name(reading: Understood, index: Index) -> Resolution | None:
    title = reading.title or ""
    score, numbers = index.same(title)
    members = index.collection(title)
    if reading.whole_collection:
        if len(members) < 2:
            return None
        films = [index.candidates[number] for number in members]
        return _asked(reading, sorted(films, key=year_of), _MAIN)
    group = [index.candidates[number] for number in numbers]
    films = [each for each in group if each.kind is MediaType.MOVIE]
    if reading.age in {Age.NEW, Age.NEWEST} and len(films) == 1:
        newer = _newest_of_collection(group, reading, members, index)
        if newer is not None:
            return newer
    fit = fitting(reading, group)
    if reading.age is Age.NEW and len(films) > 1:
        followers = _followers(fit, index.parts(title))
        if followers:
            return _asked(reading, [*fit, *followers], score)
    return _decided(reading, fit, score) if fit else None


def _followers(fit: list[Candidate], parts: list[Candidate]) -> list[Candidate]:
    """Return films that go on where the newest namesake ended, and are as new.

    "The new Dune" may be the one of 2021 or its second part of 2024.
    """
    newest = max(map(year_of, fit), default=0)
    return [
        each
        for each in parts
        if each.kind is MediaType.MOVIE and 0 < year_of(each) - newest <= _STILL_NEW
    ]


def _newest_of_collection(
    group: list[Candidate], reading: Understood, members: list[int], index: Index
) -> Resolution | None:
    """Read "the latest John Wick": no namesake is newer, but films that follow it are."""
    films = [index.candidates[number] for number in members]
    films = films or _named_alike(group, reading.title or "", index)
    films = [each for each in films if each.year is not None]
    newest = max(films, key=year_of, default=None)
    if newest is None or year_of(newest) <= max(map(year_of, group)):
        return None
    return Resolution(Verdict.SURE, (Match(newest, _MAIN),), reading)


def _named_alike(group: list[Candidate], title: str, index: Index) -> list[Candidate]:
    """Return the films of the same collection whose names begin with a title.

    "Jurassic World" names some of the films of the collection "Jurassic Park".
    """
    said = keys(title).words
    found = {each.collection for each in group if each.collection}
    numbers = _unique(
        number
        for name in found
        for number in index.collection(name.removesuffix("Collection").strip())
    )
    films = [index.candidates[number] for number in numbers]
    return [each for each in films if keys(each.title).words[: len(said)] == said]


def _by_likeness(reading: Understood, index: Index) -> Resolution | None:
    title = reading.title or ""
    members = [index.candidates[number] for number in index.collection(title)]
    members = fitting(replace(reading, age=None), members)
    if members and reading.age is not None:
        pick = min if reading.age is Age.OLDEST else max
        chosen = pick(members, key=year_of)
        return Resolution(Verdict.SURE, (Match(chosen, _MAIN),), reading)
    if len(members) > 1:
        return _asked(reading, sorted(members, key=year_of), _MAIN)
    score, numbers = index.alike(title)
    group = fitting(reading, [index.candidates[number] for number in numbers])
    if not group:
        return None
    if score in {_MAIN, _PREFIX}:
        if len(group) == 1 and (score == _MAIN or len(keys(title).words) > 1):
            return Resolution(Verdict.SURE, (Match(group[0], score),), reading)
        return _asked(reading, sorted(group, key=_fame, reverse=True), score)
    decided = _decided(reading, group, score)
    if _surely_mistyped(score, title):
        return decided
    return replace(decided, verdict=Verdict.ASK)


def _decided(reading: Understood, group: list[Candidate], score: float) -> Resolution:
    """Take the only one, or the one that is famous beyond doubt; else ask."""
    group = sorted(group, key=_fame, reverse=True)
    lead = _fame(group[0]) - CLEAR_LEAD
    title = keys(reading.title or "").bare
    clear = _claims(group[0], title)
    plausible = [
        each
        for each in group
        if each.popularity is None
        or _fame(each)
        > lead + (CLEAR_LEAD / 2 if clear and not _claims(each, title) else 0)
    ]
    if group[0].popularity is None:
        plausible = group
    if len(plausible) == 1:
        return Resolution(Verdict.SURE, (Match(plausible[0], score),), reading)
    return _asked(reading, plausible, score)


def _claims(candidate: Candidate, title: str) -> bool:
    """Whether a title is known by that name, and not only with a year in brackets."""
    if country_of(candidate.title):
        return True
    names = [candidate.title, *candidate.alternate_titles]
    return any(keys(name).bare == title for name in names)


def _asked(reading: Understood, group: Sequence[Candidate], score: float) -> Resolution:
    matches = tuple(Match(candidate, score) for candidate in group[:_MOST_ASKED])
    return Resolution(Verdict.ASK, matches, reading)


def _names(candidate: Candidate) -> list[str]:
    names = [base(candidate.title), *candidate.alternate_titles]
    if candidate.original_title:
        names.append(candidate.original_title)
    return names


def _fame(candidate: Candidate) -> float:
    return candidate.popularity or 0.0


def _unique(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _trigrams(text: str) -> set[str]:
    # Padded, so that short words share some even with letters swapped in the middle.
    text = f"  {text}  "
    return {text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)}


def _tolerated(said: str) -> int:
    """Return how many typing errors a name of that length may hold."""
    if len(said) < 5:
        return 0
    return 1 if len(said) < 9 else 2 if len(said) < 15 else 3


def _surely_mistyped(score: float, title: str) -> bool:
    """Whether so few letters differ that no other title can be meant."""
    length = len(keys(title).bare)
    errors = round((0.92 - score) * 2 * length)
    return length >= 6 and errors <= _MOST_ERRORS and errors * 5 <= length
