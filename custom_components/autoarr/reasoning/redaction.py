"""Takes out of a text what must not leave the house, and puts names back into the answer.

What is known to be private goes by what it says, the rest by what it looks like. When in
doubt it is taken out: an explanation loses little by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
import re
from urllib.parse import quote

from ..activity import JsonValue


class Kind(StrEnum):
    """What stood where a mark stands now."""

    KEY = "key"
    URL = "url"
    HOST = "host"
    MAIL = "mail"
    PATH = "path"
    PERSON = "person"
    SERVER = "server"
    HOME = "home"


_TELLING = (
    r"[\w-]{0,40}(?:api[_ -]?key|token|secret|passw(?:or)?d|passwort|kennwort|mot de passe|"
    r"contrase[nñ]a|wachtwoord|authorization|credential)[\w-]{0,40}"
)
_TELLING_WORD = r"(?:pwd|pass|auth|(?:pass|auth|rss|user|nzb_)?key)"
_ACCOUNT = (
    r"(?:user(?:[ _-]?name)?|login|account|benutzer(?:name)?|konto|"
    r"(?:nom d')?utilisateur|compte|usuario|cuenta|gebruiker(?:snaam)?|utente)"
)
_EQUALS = r"\s*(?:[:=]|%3[ad])\s*"
_FIELDS = (
    (Kind.KEY, rf"(?:.*{_TELLING}|{_TELLING_WORD})"),
    (Kind.HOST, r".*(?:host|address)(?:name)?s?|(?:.*[_/.-])?ip"),
    (Kind.PERSON, r".*username|(?:.*[_/.-])?(?:user|login|account|requested_by)"),
    (Kind.PATH, r".*(?:path|folder|directory)|(?:.*[_/.-])?dir"),
)
"""What the names of fields say about their values, whatever these look like."""
_TOP_LEVEL = (
    "local|lan|home|internal|intranet|localdomain|arpa|onion|com|net|org|info|biz|io|me|"
    "tv|dev|app|cloud|xyz|eu|de|fr|es|nl|it|uk|us|ch|at|be|pl|se|no|dk|fi|cz|ca|au|nz|in|"
    "jp|cn|ru|br|mx|pt|gr|ie|to|cc|ws|ag|gg|tech|online|site|club|top|link|news|host|zone|"
    "network|systems|email|name|box|su|shop|store|pro|space|ddns|vip|co|services"
)
_SEGMENT = r"(?:(?![.,;] )[^\n/\"'<>|:*?])+"


def _like(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Lengths are bounded where a text could otherwise be read again from each of its letters.
_LOOKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.URL, _like(r"\b[a-z][a-z0-9+.-]{0,30}://[^\s\"'<>\\]+")),
    (Kind.URL, _like(r"\bwww\.[^\s\"'<>\\]+")),
    (Kind.MAIL, _like(r"[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)*")),
    # A value with a telling name before it, up to what ends values.
    (
        Kind.KEY,
        _like(
            rf"\b(?:{_TELLING}|{_TELLING_WORD})[\"']?{_EQUALS}"
            r"(?:(?:bearer|basic|token)\s+)?[\"']?(?P<it>[^\s\"'&,;}]+)"
        ),
    ),
    (Kind.KEY, _like(rf"\b{_TELLING}\s+(?:\w+\s+)?(?P<it>(?=\S*\d)\S{{4,}})")),
    (Kind.PERSON, _like(rf"\b{_ACCOUNT}[\"']?{_EQUALS}[\"']?(?P<it>[^\s\"'&,;}}]+)")),
    (Kind.PERSON, _like(rf"\b{_ACCOUNT}\s+[\"'](?P<it>[^\n\"']+)[\"']")),
    (
        Kind.HOST,
        _like(r"\bhost(?:_?name)?[\"']?\s*[:=]\s*[\"']?(?P<it>[^\s\"'&,;}]+)"),
    ),
    (Kind.KEY, _like(r"\b(?:bearer|basic)\s+(?P<it>[\w.~+/=-]{8,})")),
    (Kind.KEY, _like(r"\bsk-[\w-]{8,}")),
    (Kind.KEY, _like(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?")),
    (Kind.KEY, _like(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")),
    (Kind.KEY, _like(r"\b[0-9a-f]{20,}\b")),
    # Letters of both sizes and digits in one long word: a key, not a title.
    (
        Kind.KEY,
        re.compile(
            r"(?<![\w.-])(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[A-Za-z0-9]{20,}(?![\w.-])"
        ),
    ),
    (Kind.HOST, _like(r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b")),
    (
        Kind.HOST,
        _like(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?(?::\d+)?(?![.]?\d)"),
    ),
    # An old address within a new one is gone by now. The look ahead spares times of the
    # day.
    (
        Kind.HOST,
        _like(
            r"\[?(?<![\w:.])(?=[0-9a-f:]*(?:[a-f]|::))(?:[0-9a-f]{0,4}:){2,7}"
            r"(?:[0-9a-f]{1,4}|(?<=::))(?:%\w+)?(?![\w:])(?:\](?::\d+)?)?"
        ),
    ),
    (Kind.PATH, _like(r"(?<=[\"'])~?/[^\n\"']+(?=[\"'])")),
    (Kind.PATH, _like(r"\\\\[^\s\"'<>|]+(?:\\[^\n\"'<>|:*?]*)?")),
    (Kind.PATH, _like(r"\b[a-z]:[\\/][^\n\"'<>|:*?]*")),
    (
        Kind.PATH,
        _like(
            rf"(?<![\w/.<])~?/(?:{_SEGMENT}/)+[^\s/\"'<>|:*?,;]*|"
            r"(?<![\w/.<])(?:~/[^\s\"'<>|:*?,;]+|/[a-z][\w.-]+)"
        ),
    ),
    (
        Kind.HOST,
        _like(
            rf"(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TOP_LEVEL})"
            r"(?::\d+)?(?![\w-]|\.\w)"
        ),
    ),
    # A machine and its port, but no moment such as 2026-01-31T12:30.
    (
        Kind.HOST,
        _like(
            r"\b(?!\d{4}-\d\d-\d\dT)(?=[\w-]{0,63}[a-z])[\w-]{1,63}:\d{2,5}(?![\w:])"
        ),
    ),
)

_PRIVATE_FIELDS = tuple((kind, _like(pattern)) for kind, pattern in _FIELDS)
_MARK = re.compile(
    rf"\[(?P<kind>{'|'.join(kind.value for kind in Kind)})-(?P<number>\d+)\]"
)
_SHORTEST = 2
_SHORTEST_PART = 4
_NESTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known to be private, by what it is.

    Attributes:
        keys: API keys, tokens, passwords.
        hosts: Names and addresses of machines.
        people: Names of people; each longer word of one counts.
        servers: Names that the user gave to servers.
        homes: Names of the home and of the stack.
        ordinary: Words in small letters that tell nothing, though they may be the name of
            a machine or a server: what the apps are called.
    """

    keys: Iterable[str] = ()
    hosts: Iterable[str] = ()
    people: Iterable[str] = ()
    servers: Iterable[str] = ()
    homes: Iterable[str] = ()
    ordinary: frozenset[str] = frozenset()


class _Words:
    """Finds words that are known to be private."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        """Look for words; longer ones first, whatever the case of their letters."""
        self._kinds = {word.casefold(): kind for word, kind in kinds.items()}
        longest_first = sorted(kinds, key=len, reverse=True)
        # An empty choice would match everywhere: this one matches nowhere.
        self.pattern = _like(
            "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first)
            or r"(?!)"
        )

    def kind(self, word: str) -> Kind:
        return self._kinds.get(word.casefold(), Kind.PERSON)


class Redactor:
    """Knows what is private in this house; one conversation at a time is redacted."""

    def __init__(self, known: Known) -> None:
        """Learn what is private."""
        keys = [*known.keys, *map(quote, known.keys)]
        self._keys = _Words(dict.fromkeys(filter(None, map(str.strip, keys)), Kind.KEY))
        kinds: dict[str, Kind] = {}
        for kind, names in (
            (Kind.HOME, known.homes),
            (Kind.SERVER, known.servers),
            (Kind.PERSON, _with_parts(known.people)),
            (Kind.HOST, known.hosts),
        ):
            for name in map(str.strip, names):
                if len(name) >= _SHORTEST and name.casefold() not in known.ordinary:
                    kinds[name] = kind
        self._names = _Words(kinds)

    def begin(self) -> Redaction:
        """Begin a conversation: the same text has the same mark throughout it."""
        return Redaction(self._keys, self._names)


class Redaction:
    """The marks of one conversation."""

    def __init__(self, keys: _Words, names: _Words) -> None:
        """Begin without marks; `Redactor.begin` does it."""
        self._keys = keys
        self._names = names
        self._marks: dict[tuple[Kind, str], str] = {}
        self._counts: dict[Kind, int] = {}

    def text(self, text: str) -> str:
        """Return a text without what is private."""
        # Whoever writes a mark into a title must not get at what it stands for.
        text = _MARK.sub(r"(\g<kind> \g<number>)", text)
        text = self._without(self._keys, text)
        for kind, pattern in _LOOKS:
            text = pattern.sub(partial(self._replaced, kind), text)
        return self._without(self._names, text)

    def data(self, value: JsonValue) -> JsonValue:
        """Return data in which every text was redacted, also the keys of objects."""
        match value:
            case str():
                return self.text(value)
            case list() | tuple():
                return [self.data(item) for item in value]
            case dict():
                return {
                    self.text(key): self._field(key, item)
                    for key, item in value.items()
                }
        return value

    def _field(self, name: str, value: JsonValue) -> JsonValue:
        """Return the value of a field; some names alone tell that it is private."""
        if isinstance(value, str) and value:
            for kind, pattern in _PRIVATE_FIELDS:
                if pattern.fullmatch(name):
                    return self._mark(kind, value)
        return self.data(value)

    def restored(self, text: str) -> str:
        """Return an answer with names put back for the household; keys stay out."""
        known = {
            mark: original
            for (kind, original), mark in self._marks.items()
            if kind is not Kind.KEY
        }
        for _ in range(_NESTED):
            text = _MARK.sub(lambda found: known.get(found[0], found[0]), text)
        return text

    def _without(self, words: _Words, text: str) -> str:
        return words.pattern.sub(
            lambda found: self._mark(words.kind(found[0]), found[0]), text
        )

    def _replaced(self, kind: Kind, found: re.Match[str]) -> str:
        secret = found.groupdict().get("it") or found[0]
        if _MARK.fullmatch(secret):
            return found[0]
        return found[0].replace(secret, self._mark(kind, secret))

    def _mark(self, kind: Kind, original: str) -> str:
        if (mark := self._marks.get((kind, original))) is None:
            self._counts[kind] = number = self._counts.get(kind, 0) + 1
            mark = self._marks[kind, original] = f"[{kind}-{number}]"
        return mark


def _with_parts(names: Iterable[str]) -> Iterable[str]:
    """Return names and the longer words in them."""
    for name in names:
        yield name
        yield from (part for part in name.split() if len(part) >= _SHORTEST_PART)
