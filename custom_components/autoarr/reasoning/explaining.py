"""Puts a failure, a finding or the state of things into words for people."""

import re
from typing import Final

import msgspec

from ..activity import JsonValue
from .model import Operation
from .prompts import instructions
from .reasoner import Reasoner, Task

LONGEST: Final = 2_000
"""Characters of an explanation."""

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|<\w+[^>]*>|\]\(", re.IGNORECASE)

_EXPLAIN: Final = """\
Explain to the people of this household what the material is about: what happened or what is \
set wrongly, why, what AutoArr does about it by itself, and what they can do if anything is \
left for them. They are no experts: plain words, two to six sentences, no lists, no Markdown."""
_QUESTION: Final = """\
Answer the question in the material, which somebody of this household asked, from the state \
of things in the material. Plain words, at most eight sentences, no lists, no Markdown."""


class Explanation(msgspec.Struct, frozen=True):
    """What is shown or spoken.

    Attributes:
        text: Plain sentences.
    """

    text: str


async def explain(reasoner: Reasoner, facts: JsonValue, language: str) -> str:
    """Return sentences about one failure or finding.

    Args:
        reasoner: Who is asked.
        facts: What is known about it.
        language: Code of the language to answer in.

    Raises:
        ReasoningError: There is no answer.
    """
    return await _said(reasoner, Operation.EXPLAIN, _EXPLAIN, facts, language)


async def answer(
    reasoner: Reasoner, question: str, facts: JsonValue, language: str
) -> str:
    """Return sentences that answer somebody's question about the state of things.

    Args:
        reasoner: Who is asked.
        question: What somebody wants to know.
        facts: The state of things.
        language: Code of the language to answer in.

    Raises:
        ReasoningError: There is no answer.
    """
    material: JsonValue = {"question": question, "state": facts}
    return await _said(reasoner, Operation.QUESTION, _QUESTION, material, language)


async def _said(
    reasoner: Reasoner,
    operation: Operation,
    wanted: str,
    material: JsonValue,
    language: str,
) -> str:
    said, redaction = await reasoner.ask(
        Task(
            operation=operation,
            instructions=instructions(wanted, language),
            material=material,
            answer=Explanation,
            check=_check,
        )
    )
    return redaction.restored(said.text.strip())


def _check(said: Explanation) -> str | None:
    return fault_of(said.text)


def fault_of(text: str, longest: int = LONGEST) -> str | None:
    """Return why a text must not be shown, else None."""
    text = text.strip()
    if not text:
        return "a text is empty."
    if len(text) > longest:
        return f"a text has more than {longest} characters."
    # Whoever names a release could otherwise send people somewhere.
    if _ADDRESS.search(text):
        return "a text has a web address, a link or HTML."
    return None
