"""Orders and explains the findings of an audit, and adds what rules cannot see.

A model is believed only where it can be checked: it must name findings, servers and
settings that it was shown. What it invents is dropped and counted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import msgspec

from ..activity import JsonValue
from .explaining import fault_of
from .model import Operation
from .prompts import instructions
from .reasoner import Reasoner, Task
from .redaction import Redaction

MOST_FINDINGS: Final = 60
"""Findings that are ordered at once; further ones keep the order of the rules."""
MOST_ADDED: Final = 10
_LONGEST_TITLE: Final = 200

_ORDER: Final = """\
The material holds findings that fixed rules made about the settings of these apps, and what \
is known about the household. Order the findings by what matters most to this household and \
explain each in one to three plain sentences: what it means for them. priority is 1 for the \
most urgent; every finding gets a number of its own. Repeat each id exactly as given."""
_FIND: Final = """\
The material holds the settings of these apps and the findings that fixed rules already made \
about them. Name at most ten further problems that the rules did not see: settings that \
contradict each other across apps, or that do not fit this household. Name each setting by \
its server and name exactly as in the material. severity is high, medium, low or info. \
Nothing that is already a finding, no matters of taste, nothing you are not sure of; an empty \
list is a good answer."""


class Severity(StrEnum):
    """How bad a finding of a model is; no rule proved it, so it is never critical."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class _Ranked(msgspec.Struct, frozen=True):
    id: str
    priority: int
    explanation: str


class _Order(msgspec.Struct, frozen=True):
    findings: list[_Ranked]


class _Seen(msgspec.Struct, frozen=True):
    server: str
    setting: str
    title: str
    why: str
    recommended: str
    severity: str


class _SeenMore(msgspec.Struct, frozen=True):
    findings: list[_Seen]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where a finding stands for this household.

    Attributes:
        priority: 1 for the most urgent.
        explanation: Plain sentences.
    """

    priority: int
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFinding:
    """A problem that no rule saw. Nothing can be applied: people decide.

    Attributes:
        server: The server's key, as it was given.
        setting: The setting's name, as it was given.
        title: What is wrong, in a few words.
        why: Why it matters.
        recommended: What to set instead, in words.
        severity: How bad it is.
    """

    server: str
    setting: str
    title: str
    why: str
    recommended: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Checked[T]:
    """What was left of an answer.

    Attributes:
        value: What can be believed.
        dropped: How many items could not.
    """

    value: T
    dropped: int


async def order_findings(
    reasoner: Reasoner,
    findings: Sequence[Mapping[str, JsonValue]],
    household: JsonValue,
    language: str,
) -> Checked[dict[str, Ranking]]:
    """Return rankings by finding id; findings without one keep their place behind.

    Args:
        reasoner: Who is asked.
        findings: What rules found, each with its `id`, the worst first.
        household: What is known of the people and their habits.
        language: Code of the language to answer in.

    Raises:
        ReasoningError: There is no answer.
    """
    shown = findings[:MOST_FINDINGS]
    ids = {f"f{number}": str(finding["id"]) for number, finding in enumerate(shown, 1)}
    material: JsonValue = {
        "findings": [
            {**finding, "id": alias} for alias, finding in zip(ids, shown, strict=True)
        ],
        "household": household,
    }
    said, redaction = await reasoner.ask(
        Task(
            operation=Operation.ORDER_FINDINGS,
            instructions=instructions(_ORDER, language),
            material=material,
            answer=_Order,
        )
    )
    return _ranked(said.findings, ids, redaction)


def _ranked(
    said: Iterable[_Ranked], ids: Mapping[str, str], redaction: Redaction
) -> Checked[dict[str, Ranking]]:
    rankings: dict[str, Ranking] = {}
    taken: set[int] = set()
    dropped = 0
    for each in said:
        finding_id = ids.get(each.id)
        if (
            finding_id is None
            or finding_id in rankings
            or each.priority in taken
            or not 1 <= each.priority <= len(ids)
            or fault_of(each.explanation)
        ):
            dropped += 1
            continue
        taken.add(each.priority)
        explanation = redaction.restored(each.explanation.strip())
        rankings[finding_id] = Ranking(each.priority, explanation)
    return Checked(rankings, dropped)


async def find_more(
    reasoner: Reasoner,
    settings: Mapping[str, Mapping[str, JsonValue]],
    findings: Sequence[JsonValue],
    household: JsonValue,
    language: str,
) -> Checked[list[AddedFinding]]:
    """Return problems that rules did not see.

    Args:
        reasoner: Who is asked.
        settings: Values by setting, by a key of the server that tells nothing private.
        findings: What rules found.
        household: What is known of the people and their habits.
        language: Code of the language to answer in.

    Raises:
        ReasoningError: There is no answer.
    """
    material: JsonValue = {
        "settings": {server: dict(values) for server, values in settings.items()},
        "findings": list(findings),
        "household": household,
    }
    said, redaction = await reasoner.ask(
        Task(
            operation=Operation.FIND,
            instructions=instructions(_FIND, language),
            material=material,
            answer=_SeenMore,
        )
    )
    added = [
        checked
        for each in said.findings[:MOST_ADDED]
        if (checked := _added(each, settings, redaction)) is not None
    ]
    return Checked(added, len(said.findings) - len(added))


def _added(
    said: _Seen,
    settings: Mapping[str, Collection[str]],
    redaction: Redaction,
) -> AddedFinding | None:
    """Return a finding whose server, setting and severity exist, else None."""
    if said.setting not in settings.get(said.server, ()):
        return None
    if said.severity not in Severity:
        return None
    if fault_of(said.title, _LONGEST_TITLE):
        return None
    if fault_of(said.why) or fault_of(said.recommended):
        return None
    return AddedFinding(
        server=said.server,
        setting=said.setting,
        title=redaction.restored(said.title.strip()),
        why=redaction.restored(said.why.strip()),
        recommended=redaction.restored(said.recommended.strip()),
        severity=Severity(said.severity),
    )
