"""The grammars: one file per language, read once, its patterns compiled when used.

A file is data; what its tables mean is said where they are read, in the parser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
import re
import tomllib
from typing import Any, Final

from .model import Intent, MediaType, Quality
from .numbers import Numerals

LANGUAGES: Final = ("en", "de", "fr", "es", "nl", "it")

_FOLDER = Path(__file__).parent / "grammar"
_NEVER = "never"
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A whole sentence and what it asks for.

    Attributes:
        intent: What it asks for.
        pattern: The sentence.
        longest: The same, taking as much of it as can be for the title: "A Star Is Born"
            is one; None where no title is in it.
        firm: Whether no title can make it mean anything else: "delete everything".
    """

    intent: Intent
    pattern: re.Pattern[str]
    longest: re.Pattern[str] | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Words beside a title and what they say.

    Attributes:
        means: What; the values differ from table to table.
        pattern: The words.
        side: Where they stand: "left", "right" or "aside" (after a complete title).
    """

    means: str
    pattern: re.Pattern[str]
    side: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """How somebody answers "which one?"."""

    yes: re.Pattern[str]
    never_mind: re.Pattern[str]
    around: re.Pattern[str]
    both: re.Pattern[str]
    other: re.Pattern[str]
    rejected: re.Pattern[str]
    but: re.Pattern[str]
    top: re.Pattern[str]
    last: re.Pattern[str]
    newest: re.Pattern[str]
    oldest: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One language."""

    language: str
    elisions: bool
    articles: frozenset[str]
    fillers: frozenset[str]
    refusals: frozenset[str]
    verbs: tuple[str, ...]
    vocabulary: frozenset[str]
    typos: Mapping[str, str]
    numerals: Numerals
    ordinals: Mapping[str, int]
    lead: re.Pattern[str]
    polite: re.Pattern[str]
    manners: re.Pattern[str]
    trail: re.Pattern[str]
    ending: re.Pattern[str]
    chatter: re.Pattern[str]
    corrections: re.Pattern[str]
    rules: tuple[Rule, ...]
    generic: frozenset[str]
    before_titles: frozenset[str]
    after_titles: frozenset[str]
    not_media: re.Pattern[str]
    quality: tuple[tuple[Quality, re.Pattern[str]], ...]
    seasons: tuple[Part, ...]
    media: tuple[Part, ...]
    kinds: tuple[tuple[MediaType, re.Pattern[str]], ...]
    collection: re.Pattern[str]
    age: tuple[Part, ...]
    new: re.Pattern[str]
    country: tuple[Part, ...]
    links: re.Pattern[str]
    year_right: re.Pattern[str]
    year_left: re.Pattern[str]
    year_short: re.Pattern[str]
    decades: Mapping[str, int]
    decade_left: re.Pattern[str]
    decade_right: re.Pattern[str]
    replies: Replies


@cache
def grammar(language: str) -> Grammar:
    """Return the grammar of a language, one of `LANGUAGES`."""
    return _Compiler(language, _DATA[language]).grammar()


@cache
def numerals(language: str) -> Numerals:
    """Return how a language counts; that needs no more of its grammar."""
    numbers = _DATA[language]["numbers"]
    return Numerals(
        values=numbers["values"],
        joiners=frozenset(numbers["joiners"]),
        inner=numbers.get("inner", {}),
        compound=numbers.get("compound", False),
        inverted=numbers.get("inverted", False),
        scores=numbers.get("scores", False),
    )


@cache
def ordinals(language: str) -> Mapping[str, int]:
    """Return the words that stand for first, second, third and so on."""
    return {
        word: value
        for value, spellings in enumerate(_DATA[language]["numbers"]["ordinals"], 1)
        for word in spellings
    }


@cache
def prepare() -> None:
    """Compile all grammars: some tenths of a second, so not on an event loop."""
    for language in LANGUAGES:
        grammar(language)


# Home Assistant imports integrations in a worker thread: reading here blocks nobody.
_DATA: Final = {
    language: tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}


class _Compiler:
    def __init__(self, language: str, data: dict[str, Any]) -> None:
        self._language = language
        self._data = data
        self._names = dict(data["words"])
        self._names["kind_series"] = data["slots"]["kind_series"]
        self._names["kind_movie"] = data["slots"]["kind_movie"]
        self._names["kind_part"] = data["slots"]["kind_part"]
        self._names |= {"t": "(?P<t>.+?)", "any": ".+?", "x": "(?P<x>.+?)"}
        self._names["n"] = self._number()
        self._names["nth"] = self._ordinal()
        self._names["d"] = self._decade()

    def grammar(self) -> Grammar:
        data, read, slots = self._data, self._data["read"], self._data["slots"]
        year = r"(?P<year>(?:18|19|20)\d\d)"
        before = f"(?:{slots['year_before']})"
        after = f"(?:{slots['year_after']})"
        return Grammar(
            language=self._language,
            elisions=data["elisions"],
            articles=frozenset(data["articles"]),
            fillers=frozenset(data["fillers"]),
            refusals=frozenset(data["refusals"]),
            verbs=tuple(data["verbs"]),
            vocabulary=self._vocabulary(),
            typos=data["typos"],
            numerals=numerals(self._language),
            ordinals=ordinals(self._language),
            lead=self._any(read["lead"], "{} (?=.)"),
            polite=self._any(read["polite"], "^(?P<rest>.+?) {}$"),
            manners=self._any(read["manners"], "^{}$"),
            trail=self._any([*read["polite"], *read["trail"]], "^(?P<rest>.+?) {}$"),
            ending=self._any([*read["polite"], *read["trail"]], "^(?P<rest>.+) {}$"),
            chatter=self._any(read["chatter"], "^{}$"),
            corrections=self._any(
                read["corrections"], "^(?P<wrong>.+?) {} (?P<right>.+)$"
            ),
            rules=tuple(
                sorted(
                    (self._rule(intent, pattern) for intent, pattern in read["rules"]),
                    key=lambda rule: not rule.firm,
                )
            ),
            generic=frozenset(read["generic"].split()),
            before_titles=frozenset(read["before_titles"].split()),
            after_titles=frozenset(read["after_titles"].split()),
            not_media=self._compiled(read["not_media"]),
            quality=tuple(
                (
                    Quality(means),
                    self._compiled(
                        rf"(?<!\w){pattern}(?!\w)(?: (?:{slots['enough']})(?!\w))?"
                    ),
                )
                for means, pattern in slots["quality"]
            ),
            seasons=tuple(
                Part(means, self._compiled(rf"(?<!\w)(?:{pattern})(?!\w)"))
                for means, pattern in slots["seasons"]
            ),
            media=tuple(self._part(*entry) for entry in slots["media"]),
            kinds=(
                (MediaType.SERIES, self._word("{kind_series}|{kind_part}")),
                (MediaType.MOVIE, self._word("{kind_movie}")),
            ),
            collection=self._any(slots["collection"], "^{}$", once=False),
            age=tuple(self._part(*entry) for entry in slots["age"]),
            new=self._compiled(slots["new"]),
            country=tuple(self._part(*entry) for entry in slots["country"]),
            links=self._compiled(rf"(?:^|.* )(?:{slots['links']})$"),
            year_right=self._compiled(
                rf"^(?P<rest>.+?) (?:{before} )?{year}(?: {after})?$"
            ),
            year_left=self._compiled(
                rf"^(?:{before} )?(?:the )?{year}s?(?: {after})? (?P<rest>.+)$"
            ),
            year_short=self._compiled(
                rf"^(?P<rest>.+?) (?:{slots['year_short_after']}) (?P<said>{{n}})$"
            ),
            decades=slots["decades"],
            decade_left=self._compiled(f"^(?:{slots['decade_before']}) (?P<rest>.+)$"),
            decade_right=self._compiled(f"^(?P<rest>.+?) (?:{slots['decade_after']})$"),
            replies=self._replies(),
        )

    def _rule(self, intent: str, pattern: str) -> Rule:
        firm = intent == _NEVER
        longest = pattern.replace("{t}", "(?P<t>.+)")
        return Rule(
            Intent.NONE if firm else Intent(intent),
            self._compiled(pattern),
            None if longest == pattern else self._compiled(longest),
            firm,
        )

    def _vocabulary(self) -> frozenset[str]:
        """Return the words that sentences are told by: none of them is mistyped."""
        patterns = [pattern for _, pattern in self._data["read"]["rules"]]
        words = re.findall(r"[a-z]+", " ".join([*patterns, *self._names.values()]))
        return frozenset([*words, *self._data["verbs"]])

    def _replies(self) -> Replies:
        answers = self._data["answers"]
        return Replies(
            yes=self._any(answers["yes"], "^{}$"),
            never_mind=self._any(answers["never_mind"], "^{}(?: {})*$"),
            around=self._compiled(
                f"{answers['words']}(?P<said>.+?){answers['ending']}"
            ),
            both=self._compiled(answers["both"]),
            other=self._compiled(answers["other"]),
            rejected=self._compiled(f"(?:{answers['not']}) (?P<rest>.+)"),
            but=self._compiled(f"(?:{answers['but']}) "),
            top=self._compiled(answers["top"]),
            last=self._compiled(answers["last"]),
            newest=self._compiled(answers["newest"]),
            oldest=self._compiled(answers["oldest"]),
        )

    def _word(self, pattern: str) -> re.Pattern[str]:
        return self._compiled(rf"(?<!\w)(?:{pattern})(?!\w)")

    def _part(self, means: str, pattern: str, side: str) -> Part:
        but = f"(?:(?:{self._data['slots']['but']}) )?"
        forms = {
            "left": f"^(?:{pattern}) (?P<rest>.+)$",
            "right": f"^(?P<rest>.+?) {but}(?:{pattern})$",
            "aside": f"^(?P<rest>.+?) (?:{pattern})$",
            "either": f"^(?:(?:{pattern}) (?P<rest>.+)|(?P<rest2>.+?) {but}(?:{pattern}))$",
        }
        return Part(means, self._compiled(forms[side]), side)

    def _any(
        self, patterns: list[str], form: str, *, once: bool = True
    ) -> re.Pattern[str]:
        if once:
            # The longest first, so that "can you please" is not read as "can you".
            patterns = sorted(patterns, key=len, reverse=True)
            return self._compiled(form.replace("{}", f"(?:{'|'.join(patterns)})"))
        forms = [
            pattern.replace("{x}", f"(?P<x{index}>.+?)")
            for index, pattern in enumerate(patterns)
        ]
        return self._compiled(form.replace("{}", f"(?:{'|'.join(forms)})"))

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        while (expanded := _NAME.sub(self._named, pattern)) != pattern:
            pattern = expanded
        return re.compile(pattern)

    def _named(self, match: re.Match[str]) -> str:
        word: str = self._names[match[1]]
        return word if match[1] in {"t", "any", "x"} else f"(?:{word})"

    def _number(self) -> str:
        numbers = self._data["numbers"]
        small = {
            word: value for word, value in numbers["values"].items() if value < 100
        }
        tens = _either(word for word, value in small.items() if value >= 20)
        units = _either(word for word, value in small.items() if 0 < value < 20)
        joiners = _either(numbers["joiners"])
        if numbers.get("inverted"):
            return rf"[0-9]{{1,4}}|{units}|{tens}"
        return rf"[0-9]{{1,4}}|(?:{tens})(?: (?:{joiners}))? (?:{units})(?!\w)|{units}|{tens}"

    def _decade(self) -> str:
        words = self._data["slots"]["decades"]
        if words:
            # Without an ending, 1990 is a year.
            return rf"(?:(?:19|20)?[0-9]0(?:s|ern?)|{_either(words)})(?!\w)"
        return rf"(?:(?:19|20)?[0-9]0|{self._names['n']})(?!\w)"

    def _ordinal(self) -> str:
        spelled = _either(
            word for words in self._data["numbers"]["ordinals"] for word in words
        )
        return f"{spelled}|[0-9]{{1,2}}(?:st|nd|rd|th|er|re|e|eme|de|a|o|ste)?"


def _either(words: Any) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def media_type(means: str) -> MediaType | None:
    """Return the media type that a table of a grammar names, "" being none."""
    return MediaType(means) if means else None
