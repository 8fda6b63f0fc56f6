"""Every text by which the apps are known to tell of a failure is taken for what it is."""

from collections import Counter
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.autoarr.downloads.checks import diagnose_check
from custom_components.autoarr.downloads.diagnosis import diagnose
from custom_components.autoarr.downloads.model import (
    Blames,
    Diagnosis,
    Facts,
    FailureClass,
    Step,
)
from custom_components.autoarr.downloads.refusals import why_nothing_found
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.servers.models import (
    HealthCheck,
    ServerType,
    StatusMessage,
)

from .failure_messages import FACTS, Row, rows
from .world import failed, grabbed, job, row

MOST_EXCUSED = 0.05
EXPECTED = [row for row in rows() if row.excused is None and row.error is None]
PHRASES = Phrasebook.load("en")


def understood(row: Row) -> Diagnosis | None:
    """Return what a text is taken for, by the door that its place has."""
    match row.field:
        case "health.message":
            # Its message is in the app's language: it must not be needed.
            check = HealthCheck(source=row.check, level="error", message="…")
            return diagnose_check(row.app, check)
        case "release.rejections[]":
            return why_nothing_found(row.app, [[row.said]])
        case _:
            return diagnose(FACTS[row.field](row))


@pytest.mark.parametrize("row", EXPECTED, ids=str)
def test_a_known_text_has_its_class_and_first_step(row: Row) -> None:
    diagnosis = understood(row)
    assert diagnosis is not None
    assert diagnosis.failure_class is FailureClass(row.failure_class or "")
    assert diagnosis.first_step is Step(row.step or "")
    assert "{" not in PHRASES.words(diagnosis.cause)


def test_nearly_every_known_text_has_a_class() -> None:
    excused = [row for row in rows() if row.failure_class is None]
    assert all(row.excused for row in excused)
    assert len(excused) <= MOST_EXCUSED * len(rows())


def test_all_places_where_failures_are_told_are_known() -> None:
    places = Counter(row.field for row in EXPECTED)
    assert places.keys() - FACTS.keys() == {"health.message", "release.rejections[]"}
    assert FACTS.keys() - places.keys() == set()


# Texts as people see them, with the place where each is seen

SEEN: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "seen_messages.json").read_text()
)
BLAMES = {
    "bad_release": Blames.RELEASE,
    "encrypted": Blames.RELEASE,
    "dangerous": Blames.RELEASE,
    "stalled": Blames.RELEASE,
    "environment": Blames.SYSTEM,
}


def facts_of(place: str, text: str) -> Facts:
    """Return facts of a download of which a text is seen at a place."""
    told: dict[str, Any] = {}
    match place:
        case "app_message":
            shown = {"status": "completed", "tracked_state": "importPending"}
            block = StatusMessage(title="x.mkv", messages=(text,))
            told["rows"] = (row(**shown, tracked_status="warning", messages=(block,)),)
        case "app_error":
            told["rows"] = (row(status="warning", error_message=text),)
        case "client_message":
            told["record"] = failed(message=text)
        case "client_label":
            told["job"] = job(status="Paused", labels=(text,))
        case "client_warning":
            told |= {"job": job(), "running": True, "warnings": (text,)}
            told["client_paused"] = "disk" in text.lower()
            told["client_idle"] = not told["client_paused"]
    return Facts(
        download_id="nzo1",
        owner_id="radarr",
        owner_type=ServerType.RADARR,
        grab=grabbed(),
        **told,
    )


@pytest.mark.parametrize(
    ("place", "failure_class", "text"),
    [
        (place, failure_class, text)
        for place, classes in SEEN.items()
        for failure_class, texts in classes.items()
        for text in texts
    ],
)
def test_what_people_see_is_taken_for_what_it_is(
    place: str, failure_class: str, text: str
) -> None:
    diagnosis = diagnose(facts_of(place, text))
    assert diagnosis is not None
    assert diagnosis.failure_class == failure_class
    assert diagnosis.blames is BLAMES.get(failure_class, Blames.NOBODY)
    assert text in [item.text for item in diagnosis.evidence]
