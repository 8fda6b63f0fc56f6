"""Every text by which the apps are known to tell of a failure is taken for what it is."""

from collections import Counter

import pytest

from custom_components.autoarr.downloads.checks import diagnose_check
from custom_components.autoarr.downloads.diagnosis import diagnose
from custom_components.autoarr.downloads.model import Diagnosis, FailureClass, Step
from custom_components.autoarr.downloads.refusals import why_nothing_found
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.servers.models import HealthCheck

from .failure_messages import FACTS, Row, rows

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
