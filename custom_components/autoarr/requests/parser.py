"""Reads what somebody says, offline, in six languages.

It tells what is wanted and which words are the title. Which title that is needs
look-ups: see the resolver.
"""

from dataclasses import dataclass, replace
import re

from .language import LANGUAGES, Grammar, Rule, grammar
from .model import Intent, MediaType, Understood
from .phrase import read_phrase, slots_only
from .text import Token, between, fold, joined, tokens
from .typing_errors import distance

_MOST_WORDS = 60
_CERTAIN, _RULE, _SIGNS, _BARE, _UNKNOWN = 1.0, 0.9, 0.6, 0.3, 0.0
_LONGEST_BARE = 8
_LONGEST_WHOLE = 12
_LEAST_OF_NONE = 3
_LONGEST_PARTICLE = 4
_LONGEST_PREAMBLE = 5
_LONGEST_CLAUSE = 10
_MOST_LONGER = 8
_MEANT_OF_A_TITLE = {
    Intent.RETRY_FAILED: Intent.REQUEST_MEDIA,
    Intent.PAUSE_DOWNLOADS: Intent.CANCEL_REQUEST,
}
"""What else is meant when the words belong to a title: "get 17 Again"."""
_LONGEST_WITH_SIGNS = 16
_NOTHING = Understood(Intent.NONE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in one language; words may be fewer than the text has."""

    text: str
    words: list[Token]
    grammar: Grammar


def understand(text: str, language: str | None = None) -> Understood:
    """Read a sentence.

    Args:
        text: What was said or written; of long texts only the beginning is read.
        language: A language tag such as "de" or "pt-BR". Where it is unknown or not
            one of `LANGUAGES`, all are tried and the best reading is kept; where it is
            known, the others are tried only when it makes no sense in that one.
    """
    return _understand(text.strip(), (language or "").lower().split("-")[0])


def _understand(text: str, language: str) -> Understood:
    if language in LANGUAGES:
        found = _read(text, grammar(language))
        if found.confidence >= _SIGNS:
            return found
        others = [other for other in LANGUAGES if other != language]
        read = [_read(text, grammar(other)) for other in others]
        better = [
            other
            for other in read
            if other.confidence >= _RULE and other.intent is not Intent.NONE
        ]
        return min(better, key=_left_over) if better else found
    read = [_read(text, grammar(each)) for each in LANGUAGES]
    return min(read, key=_left_over)


def _left_over(found: Understood) -> tuple[float, bool, int]:
    """Return how much of a sentence a reading leaves in the dark, for comparing."""
    title = found.title or ""
    return (-round(found.confidence, 1), found.intent is Intent.NONE, len(title))


def _read(text: str, rules: Grammar) -> Understood:
    words = _repaired(tokens(text, elisions=rules.elisions)[:_MOST_WORDS], rules)
    if not words:
        return replace(_NOTHING, language=rules.language)
    fluent = [word for word in words if word.folded not in rules.fillers]
    sentence = _Sentence(text, fluent or words, rules)
    found = _corrected(sentence) or _plain(sentence)
    if len(fluent) == len(words):
        return found
    return _with_fillers(found, _plain(replace(sentence, words=words)))


def _with_fillers(found: Understood, whole: Understood) -> Understood:
    """Consider that what sounds like a filler is the title: "season one of ER"."""
    request = whole.if_known or whole
    readings = tuple(
        replace(each, readings=(), trimmed=())
        for each in (*request.readings, request)
        if each.title and each.title != found.title
    )
    if found.if_known is not None:
        known = found.if_known
        return replace(
            found, if_known=replace(known, readings=(*readings, *known.readings))
        )
    if found.intent is Intent.NONE:
        return whole
    return replace(found, readings=(*readings, *found.readings))


def _corrected(sentence: _Sentence) -> Understood | None:
    """Read "get Halloween, no wait, the 2018 one"; None when nothing is corrected."""
    line = joined(sentence.words)
    match = sentence.grammar.corrections.search(line)
    if match is None:
        return None
    said = _within(sentence, match, "wrong"), _within(sentence, match, "right")
    wrong = _plain(replace(sentence, words=said[0]))
    if wrong.intent is Intent.NONE or wrong.title is None:
        return None
    whole = _plain(sentence)
    if whole.intent not in {Intent.NONE, wrong.intent}:
        # What looks like a correction is part of another sentence that is known.
        return None
    marker = line[match.end("wrong") : match.start("right")].strip()
    slots = slots_only(said[1], sentence.text, sentence.grammar)
    if slots is not None:
        kept = {
            name: getattr(slots, name)
            for name in (
                *(
                    "media_type",
                    "year",
                    "seasons",
                    "episodes",
                    "quality",
                    "age",
                    "country",
                ),
            )
            if getattr(slots, name) is not None
        }
        right = replace(wrong, **kept)
        others = tuple(replace(other, **kept) for other in wrong.readings)
        shorter = tuple(replace(other, **kept) for other in wrong.trimmed)
        return replace(
            right, readings=(*_literal(whole, marker), *others), trimmed=shorter
        )
    right = _plain(replace(sentence, words=said[1]))
    if right.intent is not wrong.intent or right.confidence < _RULE:
        right = read_phrase(said[1], sentence.text, sentence.grammar, wrong.intent)
    if right.title is None:
        return None
    right = replace(
        right,
        quality=right.quality or wrong.quality,
        seasons=right.seasons or (None if right.episodes else wrong.seasons),
        media_type=right.media_type or wrong.media_type,
        confidence=_RULE,
    )
    return replace(right, readings=(*_literal(whole, marker), *right.readings))


def _literal(whole: Understood, marker: str) -> tuple[Understood, ...]:
    """Return the readings in which what looks like a correction is in the title."""
    if whole.intent is Intent.NONE:
        return ()
    readings = (*whole.readings, replace(whole, readings=()))
    return tuple(
        each for each in readings if marker in joined(tokens(each.title or ""))
    )


def _plain(sentence: _Sentence) -> Understood:
    return _or_whole(_without_lead(sentence), sentence)


def _or_whole(found: Understood, sentence: _Sentence) -> Understood:
    """Consider that the verb belongs to the title: "Get Out", "Call the Midwife"."""
    words = sentence.words
    if not 1 < len(words) <= _LONGEST_WHOLE or found.confidence == _CERTAIN:
        return found
    request = found.if_known if found.intent is Intent.NONE else found
    if request is None and len(words) < _LEAST_OF_NONE:
        return found
    if request is not None and request.intent is not Intent.REQUEST_MEDIA:
        return found
    whole = _whole(sentence)
    if request is not None:
        known = {reading.title for reading in (*request.readings, request)}
        whole = tuple(each for each in whole if each.title not in known)
        request = replace(request, readings=(*whole, *request.readings))
    elif whole:
        request = replace(whole[-1], readings=whole[:-1])
    if found.intent is Intent.NONE:
        return replace(found, if_known=request)
    return request or found


def _whole(sentence: _Sentence) -> tuple[Understood, ...]:
    """Return the readings in which the title begins with the sentence."""
    words = sentence.words
    found = read_phrase(words, sentence.text, sentence.grammar, Intent.REQUEST_MEDIA)
    return tuple(
        replace(each, readings=(), verbatim=True, confidence=_BARE)
        for each in (*found.readings, found)
        if each.title
        and each.title.startswith(words[0].said)
        and (" " in each.title or each.quality or each.seasons or each.episodes)
    )


def _without_lead(sentence: _Sentence) -> Understood:
    rules = sentence.grammar
    if rules.manners.fullmatch(joined(sentence.words)):
        return replace(_NOTHING, language=rules.language, confidence=_CERTAIN)
    led = _verb_repaired(_without_lead_words(sentence.words, rules), rules)
    words = _stripped(led, rules.polite)
    was_polite = len(words) < len(sentence.words)
    sentence = replace(sentence, words=words)
    found = _by_rule(sentence)
    if len(words) < len(led):
        found = _with_ending(found, replace(sentence, words=led))
    if found is None:
        shorter = _stripped(sentence.words, rules.trail)
        if len(shorter) < len(sentence.words):
            found = _by_rule(replace(sentence, words=shorter))
    if found is not None:
        return found
    found = _without_verb(sentence, was_polite=was_polite)
    inner = _after_preamble(sentence)
    return found if inner is None else _with_inner(found, inner)


def _with_ending(found: Understood | None, sentence: _Sentence) -> Understood | None:
    """Consider that a polite ending is part of the title: "Catch Me If You Can"."""
    whole = _by_rule(sentence)
    if whole is None or not whole.title:
        return found
    if found is None or (found.intent is Intent.NONE and found.confidence < _CERTAIN):
        return whole
    if whole.intent is not found.intent:
        return found
    literal = (*whole.readings, replace(whole, readings=(), trimmed=()))
    return replace(found, readings=(*literal, *found.readings))


def _after_preamble(sentence: _Sentence) -> Understood | None:
    """Read the request behind words of no meaning: "quick one, get Heat"."""
    for start in range(1, min(_LONGEST_CLAUSE + 1, len(sentence.words) - 1)):
        if sentence.words[start - 1].folded in sentence.grammar.refusals:
            return None
        if start > _LONGEST_PREAMBLE and not sentence.words[start - 1].comma:
            continue
        rest = sentence.words[start:]
        found = _by_rule(replace(sentence, words=rest))
        if found is None:
            rest = _without_lead_words(rest, sentence.grammar)
            found = _by_rule(replace(sentence, words=rest))
        if found is None:
            continue
        if found.intent is Intent.NONE:
            continue
        if found.intent is not Intent.REQUEST_MEDIA or not found.title:
            return None
        preamble = sentence.words[:start]
        slots = slots_only(preamble, sentence.text, sentence.grammar)
        if slots is not None and slots.quality and not found.quality:
            return replace(found, quality=slots.quality)
        return found
    return None


def _with_inner(found: Understood, inner: Understood) -> Understood:
    """Prefer a whole sentence that is a title; else take the request within it."""
    whole = found.if_known if found.intent is Intent.NONE else found
    readings = () if whole is None else (*whole.readings, replace(whole, readings=()))
    inner = replace(inner, readings=(*readings, *inner.readings), confidence=_SIGNS)
    if found.intent is Intent.NONE:
        return replace(found, if_known=replace(inner, confidence=_BARE))
    return inner


def _by_rule(sentence: _Sentence) -> Understood | None:
    line = joined(sentence.words)
    rules = sentence.grammar
    for place, rule in enumerate(rules.rules):
        match = rule.pattern.fullmatch(line)
        if match is None:
            continue
        found = _by_match(sentence, rule, match)
        if found is not None:
            return _with_longer(found, sentence, rules.rules[place:])
    return None


def _with_longer(
    found: Understood, sentence: _Sentence, rules: tuple[Rule, ...]
) -> Understood:
    """Consider that more of the sentence is the title: "A Star Is Born", "17 Again"."""
    line = joined(sentence.words)
    intents = {found.intent, _MEANT_OF_A_TITLE.get(found.intent, found.intent)}
    longer: list[Understood] = []
    for rule in rules:
        match = rule.longest and rule.intent in intents and rule.longest.fullmatch(line)
        if not match or match["t"] is None:
            continue
        words = _within(sentence, match, "t")
        read = read_phrase(words, sentence.text, sentence.grammar, rule.intent)
        read = _with_app(read, sentence)
        longer.extend((*read.readings, replace(read, readings=(), trimmed=())))
    # Long titles first, as the rules that leave most of a sentence to the title.
    # "Try it again" is about no film; "What We Do in the Shadows" is one.
    one_word = found.title or found.intent is Intent.PAUSE_DOWNLOADS
    longer = [
        replace(each, confidence=found.confidence)
        for each in longer
        if each.title
        and len(each.title) > len(found.title or "")
        and (one_word or " " in each.title)
    ]
    longer.sort(key=lambda each: -len(each.title or ""))
    known = dict.fromkeys((*longer[:_MOST_LONGER], *found.readings))
    return replace(found, readings=tuple(known))


def _by_match(
    sentence: _Sentence, rule: Rule, match: re.Match[str]
) -> Understood | None:
    rules = sentence.grammar
    if rule.intent is Intent.NONE:
        certain = _CERTAIN if rule.firm else _RULE
        return replace(_NOTHING, language=rules.language, confidence=certain)
    if "t" not in match.re.groupindex or match["t"] is None:
        return Understood(rule.intent, language=rules.language, confidence=_RULE)
    words = _within(sentence, match, "t")
    found = read_phrase(words, sentence.text, rules, rule.intent)
    found = replace(_with_app(found, sentence), confidence=_RULE)
    of_media = _of_media(found) or (
        rule.intent is Intent.DOWNLOAD_STATUS and "download" in match[0]
    )
    if not of_media and rules.not_media.fullmatch(joined(words)):
        return replace(
            _NOTHING, language=rules.language, confidence=_RULE, if_known=found
        )
    if _is_generic(found, rules):
        if rule.intent is Intent.REQUEST_MEDIA:
            return found
        # "The Thing" and "Me Before You" are titles; "it" and "everything" may be, but
        # nobody means them.
        called = tuple(
            replace(each, readings=(), trimmed=())
            for each in (*found.readings, found)
            if len((each.title or "").split()) > 1
        )
        return replace(found, title=None, media_type=None, readings=called, trimmed=())
    return found


def _of_media(found: Understood) -> bool:
    """Whether what is said beside a title tells that it is one."""
    return bool(found.seasons or found.episodes or found.quality or found.media_type)


_APPS = {"radarr": MediaType.MOVIE, "sonarr": MediaType.SERIES}


def _with_app(found: Understood, sentence: _Sentence) -> Understood:
    """Take "to Radarr" for what it says: a film."""
    title = fold(found.title or "")
    said = {word.folded for word in sentence.words}
    kinds = [kind for app, kind in _APPS.items() if app in said and app not in title]
    if found.media_type is not None or len(kinds) != 1:
        return found
    kind = kinds[0]
    others = tuple(replace(each, media_type=kind) for each in found.readings)
    shorter = tuple(replace(each, media_type=kind) for each in found.trimmed)
    return replace(found, media_type=kind, readings=others, trimmed=shorter)


def _without_verb(sentence: _Sentence, *, was_polite: bool) -> Understood:
    """Read a sentence that no rule knows: perhaps just a title."""
    rules = sentence.grammar
    found = read_phrase(sentence.words, sentence.text, rules, Intent.REQUEST_MEDIA)
    nothing = replace(_NOTHING, language=rules.language, confidence=_UNKNOWN)
    if _is_generic(found, rules):
        return nothing
    if not _of_media(found) and rules.not_media.fullmatch(joined(sentence.words)):
        return nothing
    most = _LONGEST_WITH_SIGNS if _of_media(found) else _LONGEST_BARE
    long = len((found.title or "").split()) > most
    signs = (
        found.quality,
        found.seasons,
        found.episodes,
        found.media_type,
        found.year,
        was_polite or None,
    )
    if any(sign is not None for sign in signs) and not long:
        return replace(found, confidence=_SIGNS)
    if long:
        return nothing
    return replace(nothing, if_known=replace(found, confidence=_BARE), confidence=_BARE)


def _is_generic(found: Understood, rules: Grammar) -> bool:
    """Whether what stands where a title may stand is none: "the failed downloads".

    "The last of us" is one, though no word of it says much.
    """
    if found.media_type is not None or found.title is None:
        return found.title is None
    words = [word.folded for word in tokens(found.title)]
    if not all(word in rules.generic for word in words):
        return False
    return len(words) == 1 or any(len(word) > _LONGEST_PARTICLE for word in words)


def _without_lead_words(words: list[Token], rules: Grammar) -> list[Token]:
    """Strip what is polite from the beginning."""
    line = joined(words)
    start = 0
    while match := rules.lead.match(line, start):
        start = match.end()
    return words[between(words, start, start)[0] :] if start else words


def _stripped(words: list[Token], ending: re.Pattern[str]) -> list[Token]:
    while match := ending.match(joined(words)):
        words = words[: between(words, *match.span("rest"))[1]]
    return words


def _within(sentence: _Sentence, match: re.Match[str], group: str) -> list[Token]:
    first, last = between(sentence.words, *match.span(group))
    return sentence.words[first:last]


def _repaired(words: list[Token], rules: Grammar) -> list[Token]:
    return [
        replace(word, folded=rules.typos[word.folded])
        if word.folded in rules.typos
        else word
        for word in words
    ]


def _verb_repaired(words: list[Token], rules: Grammar) -> list[Token]:
    """Repair a mistyped first word: "donwload"."""
    first = words[0].folded if words else ""
    if len(first) < 5 or first in rules.vocabulary:
        return words
    for verb in rules.verbs:
        if abs(len(verb) - len(first)) <= 1 and distance(first, verb, 1) == 1:
            return [replace(words[0], folded=verb), *words[1:]]
    return words
