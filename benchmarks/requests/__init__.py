"""How well requests are understood, and how long that takes.

Accuracy by language and by kind of sentence, against titles that stand in for look-ups.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
import gc
import json
from random import Random
from statistics import median
import time
from typing import Any

import msgspec

from custom_components.autoarr.requests.catalogue import read_catalogue
from custom_components.autoarr.requests.parser import understand
from custom_components.autoarr.requests.resolver import Index
from custom_components.autoarr.requests.understand import Sentence, reading
from simulator.catalogue import DATA as CATALOGUE

from ..report import Goal, Report
from .labels import Labelled, adds_wrongly, differences, read_labelled

ENGLISH_GOAL = 97.0
GOAL = 95.0
LATENCY_GOAL = 2.0
_COMMONEST = 20

NOTES = (
    (
        "Right means all of it: intent, media type, title, year, seasons, episodes, quality "
        "and which titles are meant."
    ),
    (
        "Ambiguity is a row of its own and no goal: who wrote the sentences also set the "
        "popularity and the rule for when to ask, so the two agree by construction. The "
        "sentences are one author's; eight for each language but English."
    ),
)


async def run(rounds: int, random: Random, *, quick: bool = False) -> Report:
    """Read all sentences, and time reading them.

    Args:
        rounds: How often each sentence is timed; the quickest counts.
        random: Shuffles the sentences.
        quick: Time them once only.
    """
    index = Index(read_catalogue(CATALOGUE))
    sentences = read_labelled()
    found = {each.id: _reading(each, index) for each in sentences}
    random.shuffle(sentences)
    known, unknown, whole = _times(sentences, index, 1 if quick else rounds)
    return _report(sentences, found, known, unknown, whole)


def _reading(labelled: Labelled, index: Index) -> dict[str, Any]:
    sentence = Sentence(labelled.text, labelled.id, labelled.language)
    plain: dict[str, Any] = json.loads(msgspec.json.encode(reading(sentence, index)))
    return plain


def _times(
    sentences: Sequence[Labelled], index: Index, rounds: int
) -> tuple[list[float], list[float], list[float]]:
    """Return milliseconds: language known, language unknown, and with resolving."""
    gc.collect()
    kinds = (
        lambda each: understand(each.text, each.language),
        lambda each: understand(each.text),
        lambda each: reading(Sentence(each.text, None, each.language), index),
    )
    measured: list[list[float]] = []
    for kind in kinds:
        times: list[float] = []
        for each in sentences:
            best = float("inf")
            for _ in range(rounds):
                began = time.perf_counter()
                kind(each)
                best = min(best, time.perf_counter() - began)
            times.append(best * 1000)
        measured.append(times)
    return measured[0], measured[1], measured[2]


def _report(
    sentences: Sequence[Labelled],
    found: dict[str, dict[str, Any]],
    known: list[float],
    unknown: list[float],
    whole: list[float],
) -> Report:
    report = Report("requests", ("of", "right", "sentences", "per cent"))
    groups: dict[str, list[bool]] = defaultdict(list)
    confused: Counter[str] = Counter()
    wrong: list[str] = []
    added = 0
    for each in sorted(sentences, key=lambda each: each.id):
        differing = differences(found[each.id], each.expected)
        added += adds_wrongly(found[each.id], each.expected)
        groups["English" if each.language == "en" else "other languages"].append(
            not differing
        )
        groups[f"language {each.language}"].append(not differing)
        for tag in each.tags:
            groups[f"kind {tag}"].append(not differing)
        asked = found[each.id]["ambiguous"] == each.expected["ambiguous"]
        groups["whether to ask"].append(asked)
        got, meant = found[each.id]["intent"], each.expected["intent"]
        if got != meant:
            confused[f"{meant} taken for {got}"] += 1
        if differing:
            wrong.append(f"{each.id} {each.text!r}: {'; '.join(differing)}")
    for name, results in sorted(groups.items()):
        report.rows.append((name, sum(results), len(results), _share(results)))
    for name, count in confused.most_common(_COMMONEST):
        report.rows.append((name, count, None, None))
    report.rows += [
        ("ms, language known, median", median(known), len(known), None),
        ("ms, language known, slowest", max(known), len(known), None),
        ("ms, language unknown, median", median(unknown), len(unknown), None),
        ("ms, with resolving, median", median(whole), len(whole), None),
    ]
    report.goals = [
        Goal("English", _share(groups["English"]), ENGLISH_GOAL, "%", at_least=True),
        Goal(
            "other languages",
            _share(groups["other languages"]),
            GOAL,
            "%",
            at_least=True,
        ),
        Goal("wrong titles added unasked", added, 0, ""),
        Goal("per sentence, language known", _mean(known), LATENCY_GOAL, "ms"),
        Goal("per sentence, with resolving", _mean(whole), LATENCY_GOAL, "ms"),
    ]
    report.notes = [*NOTES, *wrong]
    return report


def _share(results: Sequence[bool]) -> float:
    return 100 * sum(results) / len(results)


def _mean(times: Sequence[float]) -> float:
    return sum(times) / len(times)
