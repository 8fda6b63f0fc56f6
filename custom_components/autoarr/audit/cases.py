"""Ties the conditions of rules, which are code, to the rules, which are data.

A rule has one condition or several, tried in order: the first that finds something
about a subject says how bad that is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from .model import Hit, Rule, Severity

FOLDER = Path(__file__).parent
_FILES = ("sabnzbd", "arr", "plex", "cross")
_MODULES = (
    "sabnzbd",
    "sabnzbd_jobs",
    "arr",
    "arr_access",
    "arr_lists",
    "arr_profiles",
    "arr_providers",
    "plex",
    "cross",
    "cross_paths",
    "cross_plex",
)

type Condition = Callable[[Any], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Case:
    """One condition of a rule."""

    rule_id: str
    severity: Severity | None
    """None for that of the rule."""
    condition: Condition


_CASES: dict[str, list[Case]] = {}


def case[F: Condition](
    rule_id: str, severity: Severity | None = None
) -> Callable[[F], F]:
    """Register a function that yields what breaks a rule, given a view or the stack."""

    def register(condition: F) -> F:
        _CASES.setdefault(rule_id, []).append(Case(rule_id, severity, condition))
        return condition

    return register


@cache
def rules() -> dict[str, Rule]:
    """Return all rules by id. Blocks at the first call: it reads files."""
    known: dict[str, Rule] = {}
    for name in _FILES:
        text = (FOLDER / "rules" / f"{name}.json").read_bytes()
        for rule in msgspec.json.decode(text, type=list[Rule]):
            known[rule.id] = rule
    return known


@cache
def cases() -> dict[str, tuple[Case, ...]]:
    """Return the conditions of all rules. Blocks at the first call: it imports them."""
    for name in _MODULES:
        import_module(f".rules.{name}", __package__)
    return {rule_id: tuple(_CASES[rule_id]) for rule_id in rules()}


@cache
def table(name: str) -> Any:
    """Return data that rules compare with. Blocks at the first call: it reads a file."""
    return msgspec.json.decode((FOLDER / "tables" / f"{name}.json").read_bytes())


def threshold(name: str) -> Any:
    """Return one of the limits that rules compare with."""
    return table("thresholds")[name]


def when(broken: bool, *hits: Hit) -> Iterator[Hit]:
    """Yield the hits if something is broken."""
    if broken:
        yield from hits
