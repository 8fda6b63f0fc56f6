"""Why a search found nothing, from the reasons for each release."""

import pytest

from custom_components.autoarr.downloads.model import FailureClass, Step
from custom_components.autoarr.downloads.refusals import why_nothing_found
from custom_components.autoarr.servers.models import HealthCheck, ServerType

RADARR = ServerType.RADARR
LOW = "HDTV-720p is not wanted in profile"
YOUNG = "Only 3 minutes old, minimum age is 60 minutes"
BLOCKED = "Release is blocklisted"
HAVE = "Existing file on disk meets quality cutoff: Bluray-1080p"
INDEXERS = HealthCheck(source="IndexerStatusCheck", level="error", message="x down")


@pytest.mark.parametrize(
    ("rejections", "cause", "step"),
    [
        ([[LOW]], "cause_refused_quality", Step.LOWER_QUALITY),
        ([[BLOCKED], [BLOCKED], [YOUNG]], "cause_refused_too_new", Step.WAIT),
        ([[BLOCKED, YOUNG], [LOW]], "cause_refused_quality", Step.LOWER_QUALITY),
        ([[HAVE, LOW], [HAVE]], "cause_refused_not_better", Step.NONE),
        ([["Nobody knows"], [BLOCKED]], "cause_refused_blocklisted", Step.WAIT),
    ],
)
def test_the_release_that_is_nearest_to_be_taken_says_why(
    rejections: list[list[str]], cause: str, step: Step
) -> None:
    found = why_nothing_found(RADARR, rejections, (INDEXERS,))
    assert found is not None
    assert found.cause.key == cause
    assert found.first_step is step
    assert {item.source for item in found.evidence} == {"radarr"}


def test_what_decides_stands_first_in_the_evidence() -> None:
    found = why_nothing_found(RADARR, [[BLOCKED], [BLOCKED], [YOUNG]])
    assert found is not None
    assert [item.text for item in found.evidence] == [YOUNG, BLOCKED]


def test_without_a_release_the_indexers_may_be_the_reason() -> None:
    found = why_nothing_found(RADARR, [], (INDEXERS,))
    assert found is not None
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.evidence[0].text == "x down"


def test_when_nobody_says_why_nothing_is_said() -> None:
    update = HealthCheck(source="UpdateCheck", level="notice", message="new")
    assert why_nothing_found(RADARR, [["Nobody knows"]], (update,)) is None
