"""The sentences of the rules in a language; English where that has none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import msgspec

FOLDER = Path(__file__).parent / "words"
ENGLISH = "en"


class RuleWords(msgspec.Struct, frozen=True, kw_only=True):
    """What people read of one rule."""

    title: str
    why: str
    recommended: str
    effect: str = ""
    """What mending it can do besides; empty where AutoArr does not mend it."""
    how: str = ""
    """What a person does where AutoArr does not."""

    def advice(self, value: str) -> str:
        """Return what should be, with the value of this one case if it has one."""
        return f"{self.recommended} ({value})" if value else self.recommended


class _Translated(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a rule's words that a language has."""

    title: str | None = None
    why: str | None = None
    recommended: str | None = None
    effect: str | None = None
    how: str | None = None


class Words:
    """The sentences of all rules in one language."""

    def __init__(self, known: Mapping[str, RuleWords]) -> None:
        """Keep the words by rule id."""
        self._known = known

    @classmethod
    def load(cls, language: str = ENGLISH) -> Self:
        """Read the words of a language such as de or pt-BR. Blocks: it reads files."""
        known = msgspec.json.decode(
            (FOLDER / f"{ENGLISH}.json").read_bytes(), type=dict[str, RuleWords]
        )
        for name in dict.fromkeys((language.partition("-")[0], language)):
            # A language is a file's name: nothing may lead out of the folder.
            path = FOLDER / f"{Path(name).name}.json"
            if name == ENGLISH or not path.is_file():
                continue
            given = msgspec.json.decode(path.read_bytes(), type=dict[str, _Translated])
            for rule_id, words in given.items():
                changes = {
                    key: text
                    for key, text in msgspec.structs.asdict(words).items()
                    if text
                }
                known[rule_id] = msgspec.structs.replace(known[rule_id], **changes)
        return cls(known)

    def of(self, rule_id: str) -> RuleWords:
        """Return the words of a rule."""
        return self._known[rule_id]
