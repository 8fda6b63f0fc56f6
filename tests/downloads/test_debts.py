"""What AutoArr owes, when it is due, and that it is neither lost nor owed twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.autoarr.downloads.debts import (
    LEFTOVERS_AFTER,
    Debt,
    Until,
    added,
    as_json,
    from_json,
    is_due,
    is_right_blame,
    of_leftovers,
    of_writes,
    of_wrong_blame,
)
from custom_components.autoarr.downloads.model import Facts, Failure, FailureClass
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.writes import (
    DeleteRecord,
    MarkFailed,
    RemoveFromQueue,
    SearchMovie,
    SetProfile,
    Unblock,
)

from .cases import POLICY, failed_in_sabnzbd, failure
from .world import START, ended, failed

MINUTE = timedelta(minutes=1)
UNBLOCK = Unblock(server_id="radarr", media_id=1, release="Dune.2021.1080p")
LOWER = SetProfile(server_id="radarr", media_id=1, profile_id=2, before_id=4)
BLAME = RemoveFromQueue(
    server_id="radarr", queue_id=5, download_id="nzo1", title="Dune", blocklist=True
)
MARK = MarkFailed(server_id="radarr", history_id=1, download_id="nzo1", title="Dune")
FOR_A_WEEK = Policy(blocklist_time=timedelta(days=7), lower_quality=timedelta(days=14))


def wrong(**facts: Any) -> Debt:
    """Return that the blame for what the system spoiled is to be taken back."""
    spoiled = failure(FailureClass.ENVIRONMENT, **facts)
    debt = of_wrong_blame(spoiled, POLICY, START)
    assert debt is not None
    return debt


def lent(write: SetProfile = LOWER, **facts: Any) -> Debt:
    """Return that a profile is to be given back."""
    (debt,) = of_writes(failure(**facts), [write], FOR_A_WEEK, START)
    return debt


# Wrong blame


def test_blame_is_taken_back_once_the_system_is_well_and_the_apps_search_is_over() -> (
    None
):
    debt = wrong()
    assert debt.write == UNBLOCK
    early, late = START + 9 * MINUTE, START + 10 * MINUTE
    assert not is_due(debt, early, is_open=True, is_sick=False)
    assert not is_due(debt, late, is_open=True, is_sick=True)
    assert is_due(debt, late, is_open=True, is_sick=False)
    assert is_due(debt, late, is_open=False, is_sick=False)


def test_the_apps_search_for_the_newest_release_counts() -> None:
    now = START + timedelta(days=1)
    spoiled = failure(FailureClass.ENVIRONMENT, failed_at=now - MINUTE)
    debt = of_wrong_blame(spoiled, POLICY, now)
    assert debt is not None
    assert debt.due == now + 9 * MINUTE


def test_a_server_whose_clock_is_ahead_does_not_put_off_a_debt() -> None:
    assert wrong(failed_at=START + timedelta(days=999)).due == START + 10 * MINUTE


def test_nothing_is_owed_for_what_no_app_knows() -> None:
    assert of_wrong_blame(failure(title_key=None), POLICY, START) is None
    assert of_writes(failure(title_key=None), [MARK], FOR_A_WEEK, START) == []


@pytest.mark.parametrize(
    ("now_known", "is_right"),
    [
        (failure(FailureClass.ENVIRONMENT), False),
        (failure(FailureClass.BAD_RELEASE), True),
        (failure(FailureClass.BAD_RELEASE, download_id="nzo2"), False),
        (None, False),
    ],
    ids=["spoiled", "bad after all", "the next one is bad", "closed"],
)
def test_blame_stands_when_the_release_turns_out_to_be_bad(
    now_known: Failure | None, is_right: bool
) -> None:
    assert is_right_blame(wrong(), now_known) is is_right


# Blame for a while, and lent profiles


@pytest.mark.parametrize("blame", [BLAME, MARK])
def test_blame_has_an_end_if_people_want_that(blame: MarkFailed) -> None:
    (debt,) = of_writes(failure(), [blame], FOR_A_WEEK, START)
    assert debt.write == UNBLOCK
    week = START + timedelta(days=7)
    assert not is_due(debt, week - MINUTE, is_open=False, is_sick=False)
    assert is_due(debt, week, is_open=True, is_sick=True)
    assert of_writes(failure(), [blame], POLICY, START) == []


def test_what_blames_nobody_makes_nothing_owed() -> None:
    harmless = [
        replace(BLAME, blocklist=False),
        SearchMovie(server_id="radarr", movie_id=1),
    ]
    assert of_writes(failure(), harmless, FOR_A_WEEK, START) == []


def test_a_profile_is_given_back_when_its_failure_is_over_or_its_time_has_come() -> (
    None
):
    debt = lent()
    assert debt.write == SetProfile(
        server_id="radarr", media_id=1, profile_id=4, before_id=2
    )
    assert not is_due(debt, START + MINUTE, is_open=True, is_sick=False)
    assert is_due(debt, START + MINUTE, is_open=False, is_sick=True)
    assert is_due(debt, START + timedelta(days=14), is_open=True, is_sick=True)


def test_a_profile_that_a_person_asked_for_comes_back_when_its_failure_is_over() -> (
    None
):
    (debt,) = of_writes(failure(), [LOWER], POLICY, START)
    assert not is_due(debt, START + timedelta(days=99), is_open=True, is_sick=False)
    assert is_due(debt, START, is_open=False, is_sick=False)


# Leftovers


def test_what_sabnzbd_keeps_of_a_failed_job_is_cleared_when_the_apps_do_not() -> None:
    debt = of_leftovers(failure(), failed_in_sabnzbd(), START)
    assert debt is not None
    assert debt.server_id == "sab"
    assert debt.write == DeleteRecord(
        server_id="sab", job_id="nzo1", title="Release.nzo1"
    )
    assert not is_due(debt, START, is_open=False, is_sick=False)
    assert is_due(debt, START + LEFTOVERS_AFTER, is_open=False, is_sick=False)


@pytest.mark.parametrize(
    "facts",
    [
        failed_in_sabnzbd(grab=None),
        failed_in_sabnzbd(record=None),
        failed_in_sabnzbd(record_gone=True),
        failed_in_sabnzbd(record=ended("nzo1")),
        failed_in_sabnzbd(record=failed("nzo1", loaded=True)),
        failed_in_sabnzbd(client_id=None),
    ],
    ids=["not ours", "none", "gone", "completed", "at work", "no client"],
)
def test_what_is_no_leftover_of_a_grab_stays(facts: Facts) -> None:
    assert of_leftovers(failure(), facts, START) is None


# Owed once


def test_the_same_is_owed_once() -> None:
    debts = added((), wrong())
    later = wrong(detected_at=START + MINUTE)
    assert added(debts, later) == debts


def test_wrong_blame_is_taken_back_before_its_time_is_up() -> None:
    (timed,) = of_writes(failure(), [MARK], FOR_A_WEEK, START)
    assert added((timed,), wrong()) == (wrong(),)
    assert added((wrong(),), timed) == (wrong(),)


def test_what_was_paid_is_not_owed_again_for_the_same_download() -> None:
    paid = replace(wrong(), paid=True)
    assert added((paid,), wrong()) == (paid,)
    assert not is_due(paid, START + timedelta(days=9), is_open=True, is_sick=False)


def test_what_was_paid_is_owed_again_when_the_same_release_is_spoiled_again() -> None:
    paid = replace(wrong(), paid=True)
    again = wrong(download_id="nzo2")
    assert added((paid,), again) == (again,)


def test_blame_after_a_paid_debt_still_has_its_end() -> None:
    paid = replace(wrong(), paid=True)
    (timed,) = of_writes(failure(), [MARK], FOR_A_WEEK, START)
    assert added((paid,), timed) == (timed,)


def test_a_profile_that_was_lent_twice_goes_back_to_the_first() -> None:
    lower_still = replace(LOWER, profile_id=1, before_id=2)
    (debt,) = added((lent(),), lent(lower_still, id="f2"))
    assert debt.failure_id == "f2"
    assert debt.write == SetProfile(
        server_id="radarr", media_id=1, profile_id=4, before_id=1
    )


def test_debts_of_different_kinds_stand_side_by_side() -> None:
    assert len(added(added((), wrong()), lent())) == 2


# On disk


def test_debts_outlive_the_store() -> None:
    leftover = of_leftovers(failure(), failed_in_sabnzbd(), START)
    assert leftover is not None
    debts = (wrong(), replace(wrong(), paid=True), lent(), leftover)
    assert from_json(as_json(debts)) == debts


@pytest.mark.parametrize("value", [None, {}, "x", [{"until": "never"}, 7, None]])
def test_what_cannot_be_read_is_owed_no_more(value: Any) -> None:
    assert from_json(value) == ()
    unreadable = value if isinstance(value, list) else []
    assert from_json([*unreadable, *as_json((wrong(),))]) == (wrong(),)


def without(*names: str) -> list[Any]:
    """Return a debt as it is stored, without some of its fields."""
    (stored,) = as_json((wrong(),))
    assert isinstance(stored, dict)
    return [{key: stored[key] for key in stored if key not in names}]


def test_a_debt_of_nothing_is_owed_no_more() -> None:
    assert from_json(without("unblock")) == ()


def test_debts_of_an_older_version_are_read() -> None:
    (debt,) = from_json(without("paid", "download_id"))
    assert not debt.paid
    assert debt.until is Until.WELL
