"""How far a request is, told from what the servers say, to the second."""

from datetime import timedelta
from typing import Any

import pytest

from custom_components.autoarr.message import Message
from custom_components.autoarr.requests.pipeline import (
    FILL_PATIENCE,
    PLEX_PATIENCE,
    REPLACE_PATIENCE,
    SEARCH_PATIENCE,
    Need,
    Part,
    Picture,
    Stage,
    Verdict,
    expired,
    failed,
    follow,
    moved,
    postponed,
    progress_of,
)
from custom_components.autoarr.requests.record import (
    Request,
    RequestKind,
    RequestStatus,
    Scope,
    Wish,
)

from .facts import NOW, a_movie, a_request, a_series, an_episode, later, of_series

SECOND = timedelta(seconds=1)


def seen(
    request: Request, *, after: timedelta = timedelta(), **picture: Any
) -> Verdict:
    """Return the verdict on a request by what is known of its title."""
    facts: dict[str, Any] = {"media": a_movie(), **picture}
    return follow(request, Picture(**facts), NOW + after)


def of_show(request: Request, *episodes: Any, **picture: Any) -> Verdict:
    """Return the verdict on a request for episodes."""
    return seen(
        request,
        media=a_series(),
        episodes=episodes,
        all_episodes=picture.pop("all_episodes", 20),
        **picture,
    )


def part(stage: Stage = Stage.DOWNLOADING, name: str = "d1", **facts: Any) -> Part:
    """Return a download of a request."""
    return Part(download_id=name, stage=stage, **facts)


def test_what_was_sent_is_searched_for_once() -> None:
    verdict = seen(a_request())
    assert verdict.need is Need.SEARCH
    verdict = seen(a_request(searched_at=NOW))
    assert verdict.need is Need.NOTHING
    assert verdict.look_at == NOW + SEARCH_PATIENCE


def test_a_search_that_brings_nothing_in_time_is_asked_why() -> None:
    request = a_request(searched_at=NOW)
    assert seen(request, after=SEARCH_PATIENCE - SECOND).need is Need.NOTHING
    assert seen(request, after=SEARCH_PATIENCE).need is Need.WHY


def test_a_download_tells_how_far_it_is() -> None:
    parts = [
        part(size=100, size_left=50, time_left=60),
        part(name="d2", size=100, size_left=100, time_left=90),
    ]
    request = seen(a_request(), parts=parts).request
    assert request.status is RequestStatus.DOWNLOADING
    assert (request.progress, request.eta) == (25.0, 90)
    assert request.downloads == ("d1", "d2")


def test_nothing_is_searched_for_what_is_on_its_way() -> None:
    assert seen(a_request(), parts=[part()]).need is Need.NOTHING


def test_what_is_imported_counts_as_downloaded() -> None:
    request = seen(a_request(), parts=[part(Stage.IMPORTING)]).request
    assert request.status is RequestStatus.IMPORTING
    assert (request.progress, request.eta) == (100.0, None)


def test_progress_of_nothing_is_unknown() -> None:
    assert progress_of([]) == (None, None)


def test_without_plex_what_is_imported_is_available() -> None:
    request = seen(a_request(), media=a_movie(has_file=True)).request
    assert request.status is RequestStatus.AVAILABLE
    assert request.imported_at == NOW


def test_with_plex_it_is_available_once_it_is_seen_there() -> None:
    there: dict[str, Any] = {"media": a_movie(has_file=True), "has_plex": True}
    verdict = seen(a_request(), **there)
    assert verdict.need is Need.SCAN
    assert verdict.request.status is RequestStatus.IMPORTING
    scanned = a_request(imported_at=NOW, scanned_at=NOW)
    verdict = seen(scanned, after=10 * SECOND, **there)
    assert verdict.need is Need.NOTHING
    assert verdict.look_at == later(seconds=15)
    verdict = seen(scanned, in_plex=True, **there)
    assert verdict.request.status is RequestStatus.AVAILABLE


def test_plex_is_not_waited_for_for_ever() -> None:
    scanned = a_request(imported_at=NOW, scanned_at=NOW)
    verdict = seen(
        scanned, after=PLEX_PATIENCE, media=a_movie(has_file=True), has_plex=True
    )
    assert verdict.request.status is RequestStatus.AVAILABLE
    assert verdict.request.message is not None
    assert verdict.request.message.key == "request_available_not_in_plex"


@pytest.mark.parametrize(
    ("released", "key"),
    [(later(days=3), "request_out_at"), (None, "request_not_out")],
)
def test_what_is_not_out_yet_is_waited_for_and_not_searched(
    released: Any, key: str
) -> None:
    verdict = seen(a_request(), media=a_movie(available=False, released=released))
    assert verdict.need is Need.NOTHING
    assert verdict.request.status is RequestStatus.WAITING_FOR_RELEASE
    assert verdict.request.message is not None
    assert verdict.request.message.key == key


def test_a_title_that_somebody_removes_ends_its_request() -> None:
    assert seen(a_request(), media=None).request.status is RequestStatus.CANCELLED


def test_a_failure_that_is_recovered_from_keeps_the_request_going() -> None:
    parts = [part(Stage.OVER)]
    verdict = seen(a_request(searched_at=NOW), parts=parts, is_recovering=True)
    assert verdict.request.status is RequestStatus.DOWNLOADING
    assert verdict.need is Need.NOTHING


def test_a_failure_that_is_given_up_is_told_with_its_reason() -> None:
    why = Message(key="reason_attempts_used_up")
    request = seen(a_request(searched_at=NOW), given_up=why).request
    assert request.status is RequestStatus.FAILED
    assert request.message == why


def test_a_season_is_there_when_all_of_it_is() -> None:
    first, second = an_episode(1, 1, has_file=True), an_episode(1, 2)
    assert of_show(of_series(), first, second).need is Need.SEARCH
    there = of_show(of_series(), first, an_episode(1, 2, has_file=True))
    assert there.request.status is RequestStatus.AVAILABLE


def test_a_season_that_runs_is_partly_there() -> None:
    request = of_show(
        of_series(),
        an_episode(1, 1, has_file=True),
        an_episode(1, 2, air_date=later(days=1)),
    ).request
    assert request.status is RequestStatus.PARTIALLY_AVAILABLE
    assert request.message is not None
    assert request.message.placeholders["there"] == "1"
    assert request.message.placeholders["total"] == "2"


def test_a_season_that_has_not_begun_is_waited_for() -> None:
    request = of_show(of_series(), an_episode(1, 1, air_date=later(days=1))).request
    assert request.status is RequestStatus.WAITING_FOR_RELEASE


def test_sonarr_may_take_a_while_to_learn_the_episodes_of_a_new_series() -> None:
    verdict = of_show(of_series(), all_episodes=0)
    assert verdict.need is Need.NOTHING
    assert verdict.look_at is not None
    late = of_show(of_series(), all_episodes=0, after=FILL_PATIENCE + SECOND)
    assert late.request.status is RequestStatus.FAILED


def test_only_new_episodes_are_done_with_once_they_are_monitored() -> None:
    request = of_series(Scope.FUTURE, (), wish=Wish(scope=Scope.FUTURE))
    verdict = of_show(request, an_episode(2, 1, air_date=later(days=1)))
    assert verdict.request.status is RequestStatus.MONITORING


@pytest.mark.parametrize("kind", [RequestKind.REPLACE, RequestKind.QUALITY])
def test_the_copy_that_was_there_before_is_not_the_one_that_is_wanted(
    kind: RequestKind,
) -> None:
    request = a_request(kind=kind, searched_at=NOW, searches=1)
    there = a_movie(has_file=True)
    assert seen(request, media=there).request.status is RequestStatus.SEARCHING
    verdict = seen(request, media=there, after=REPLACE_PATIENCE)
    assert verdict.need is Need.GRAB
    arrived = seen(request, media=there, parts=[part(Stage.IMPORTED)])
    assert arrived.request.status is RequestStatus.AVAILABLE


def test_nothing_is_grabbed_instead_again_and_again() -> None:
    request = a_request(kind=RequestKind.REPLACE, searched_at=NOW, searches=2)
    assert seen(request, after=REPLACE_PATIENCE).need is Need.NOTHING
    assert seen(request, after=SEARCH_PATIENCE).need is Need.WHY


def test_a_better_copy_is_searched_for_though_all_episodes_are_there() -> None:
    request = of_series(kind=RequestKind.BETTER)
    assert of_show(request, an_episode(1, 1, has_file=True)).need is Need.SEARCH


def test_what_does_not_work_is_tried_again_less_and_less_often() -> None:
    why = Message(key="request_waits_for")
    once = postponed(a_request(), why, NOW)
    twice = postponed(once, why, later(minutes=1))
    assert once.next_try_at == later(seconds=30)
    assert twice.next_try_at == later(minutes=2)
    assert twice.updated_at == NOW, "nothing new is told"
    many = a_request(tries=50)
    assert postponed(many, why, NOW).next_try_at == later(minutes=15)


def test_a_question_is_dropped_when_nobody_answers() -> None:
    asked = a_request(status=RequestStatus.AMBIGUOUS, expires_at=later(hours=1))
    assert expired(asked, later(minutes=59)) is None
    over = expired(asked, later(hours=1))
    assert over is not None
    assert over.status is RequestStatus.CANCELLED
    waiting = a_request(status=RequestStatus.AWAITING_APPROVAL, expires_at=NOW)
    over = expired(waiting, NOW)
    assert over is not None
    assert over.status is RequestStatus.DECLINED
    assert expired(a_request(), NOW) is None


def test_the_same_status_said_again_is_no_change() -> None:
    once = moved(a_request(), RequestStatus.SEARCHING, "request_searching", NOW)
    again = moved(once, RequestStatus.SEARCHING, "request_searching", later(hours=1))
    assert again is once


def test_a_failed_request_has_nothing_to_choose_or_wait_for() -> None:
    request = a_request(next_try_at=NOW, progress=3.0, candidates=())
    over = failed(request, Message(key="x"), NOW)
    assert (over.next_try_at, over.progress) == (None, None)


def test_what_only_takes_time_is_left_alone_until_then() -> None:
    why = Message(key="request_nothing_taken_yet")
    request = a_request(searched_at=NOW, message=why, next_try_at=later(hours=1))
    verdict = seen(request, after=2 * SEARCH_PATIENCE)
    assert (verdict.need, verdict.look_at) == (Need.NOTHING, later(hours=1))
    assert verdict.request.message == why
    assert seen(request, after=timedelta(hours=1)).need is Need.WHY
