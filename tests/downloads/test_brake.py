"""Many failures alike are the house's fault until proven otherwise."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from custom_components.autoarr.downloads.brake import Brake, title_of
from custom_components.autoarr.downloads.model import (
    Failure,
    FailureClass,
    Message,
    TitleKey,
)
from custom_components.autoarr.downloads.policy import Policy

from .cases import failure, of_a_pack
from .world import START


def film(number: int, cause: str = "cause_missing_articles", **facts: Any) -> Failure:
    """Return the failure of one of many films."""
    return failure(
        id=f"f{number}",
        download_id=f"nzo{number}",
        title_key=TitleKey(server_id="radarr", media_id=number),
        cause=Message(key=cause),
        **facts,
    )


def tripped(titles: int = 5, active: int = 0, now: datetime = START) -> Brake:
    """Return a brake after titles failed alike, a minute apart."""
    brake = Brake(Policy())
    for number in range(titles):
        brake.saw_failure(film(number), now + timedelta(minutes=number), active)
    return brake


def test_five_titles_with_one_cause_in_ten_minutes_trip_the_brake() -> None:
    brake = tripped(5)
    assert brake.is_on
    held = brake.holds(film(0))
    assert held == Message(key="cause_many_at_once")
    assert not tripped(4).is_on


def test_titles_that_failed_otherwise_are_not_held() -> None:
    assert tripped().holds(film(9, "cause_password")) is None


def test_five_of_many_downloads_are_bad_luck() -> None:
    assert not tripped(5, active=12).is_on
    assert tripped(5, active=11).is_on


def test_a_slow_trickle_of_failures_is_bad_luck() -> None:
    brake = Brake(Policy())
    for number in range(10):
        brake.saw_failure(film(number), START + timedelta(minutes=3 * number), 0)
    assert not brake.is_on


def test_one_title_that_fails_often_is_one_title() -> None:
    brake = Brake(Policy())
    for _ in range(10):
        brake.saw_failure(film(1), START, 0)
        brake.saw_failure(of_a_pack(), START, 0)
    assert not brake.is_on


def test_a_download_that_nobody_knows_counts_by_itself() -> None:
    brake = Brake(Policy())
    for number in range(5):
        broken = failure(download_id=f"nzo{number}", title_key=None)
        brake.saw_failure(broken, START, 0)
    assert brake.is_on


@pytest.mark.parametrize(
    "failure_class",
    [FailureClass.WAITING, FailureClass.REDUNDANT, FailureClass.ENVIRONMENT],
)
def test_what_blames_no_release_does_not_trip_the_brake(
    failure_class: FailureClass,
) -> None:
    brake = Brake(Policy())
    for number in range(9):
        broken = failure(failure_class, download_id=f"nzo{number}", title_key=None)
        brake.saw_failure(broken, START, 0)
    assert not brake.is_on


def test_what_fails_alike_while_the_brake_is_on_is_held_too() -> None:
    brake = tripped()
    brake.saw_failure(film(7), START + timedelta(minutes=14), 100)
    assert brake.holds(film(7))
    brake.saw_failure(film(8), START + timedelta(minutes=30), 100)
    assert brake.holds(film(8)) is None


def test_only_a_success_after_a_quiet_while_proves_that_the_house_is_well() -> None:
    brake = tripped()
    brake.saw_success(START + timedelta(minutes=10))
    assert brake.holds(film(0))
    brake.saw_success(START + timedelta(minutes=15))
    assert not brake.is_on
    assert brake.holds(film(0)) is None


def test_what_waited_for_its_import_for_hours_proves_nothing() -> None:
    brake = Brake(Policy())
    for _ in range(20):
        brake.saw_success(START - timedelta(hours=3))
    for number in range(5):
        brake.saw_failure(film(number), START, 0)
    assert brake.holds(film(0))
    brake.saw_success(START - timedelta(hours=3))
    assert brake.holds(film(0))


def test_time_alone_proves_nothing() -> None:
    brake = tripped()
    brake.saw_failure(film(9, "cause_password"), START + timedelta(days=3), 0)
    assert brake.holds(film(0))


def test_a_person_may_let_go_of_one_title() -> None:
    brake = tripped()
    brake.release(film(0))
    assert brake.holds(film(0)) is None
    assert brake.holds(film(1))


def test_a_restart_does_not_let_go() -> None:
    brake = Brake(Policy())
    held = film(1, "cause_many_at_once", detected_at=START)
    later = film(2, "cause_many_at_once", detected_at=START + timedelta(minutes=5))
    brake.restore([later, held, film(3)], after(5))
    assert brake.holds(held)
    assert brake.holds(later)
    assert brake.holds(film(3)) is None
    brake.saw_success(START + timedelta(minutes=15))
    assert brake.holds(held)
    brake.saw_success(START + timedelta(minutes=16))
    assert not brake.is_on


def test_what_failed_shortly_before_a_restart_counts_after_it() -> None:
    brake = Brake(Policy())
    for number in range(3):
        brake.remember(film(number), START)
    brake.remember(film(7, failure_class=FailureClass.AMBIGUOUS), START)
    now = START + timedelta(minutes=5)
    assert brake.saw_failure(film(3), now, 0) == set()
    held = brake.saw_failure(film(4), now, 0)
    assert held == {title_of(film(number)) for number in range(5)}


def test_the_titles_that_are_held_from_now_on_are_told_once() -> None:
    brake = Brake(Policy())
    told = [brake.saw_failure(film(number), START, 0) for number in range(6)]
    assert [len(titles) for titles in told] == [0, 0, 0, 0, 5, 1]


def held(brake: Brake, titles: int = 5) -> list[int]:
    """Return the numbers of the films that are held."""
    return [number for number in range(titles) if brake.holds(film(number))]


def after(minutes: float) -> datetime:
    """Return a time; the last of the failures that trip the brake came at minute 4."""
    return START + timedelta(minutes=minutes)


def test_one_title_at_a_time_is_let_go_to_see_whether_the_house_is_well() -> None:
    brake = tripped()
    brake.let_one_try(after(14))
    assert len(held(brake)) == 5
    brake.let_one_try(after(14.1))
    assert held(brake) == [1, 2, 3, 4]
    brake.let_one_try(after(20))
    assert held(brake) == [1, 2, 3, 4]


def test_titles_are_let_go_less_and_less_often() -> None:
    brake = tripped()
    now = after(4)
    times: list[datetime] = []
    tried: list[int] = []
    for _ in range(3000):
        now += timedelta(minutes=1)
        brake.let_one_try(now)
        free = [number for number in range(5) if number not in held(brake)]
        if free and free != tried[-1:]:
            tried += free
            times.append(now)
    waits = [
        (later - earlier).total_seconds() / 60 for earlier, later in pairwise(times)
    ]
    assert waits[:4] == [21, 41, 81, 161]
    assert max(waits) <= 321
    assert tried[:5] == [0, 1, 2, 3, 4]


def test_a_title_that_fails_again_is_held_with_the_others() -> None:
    brake = tripped()
    brake.let_one_try(after(15))
    brake.saw_failure(film(0), after(30), 100)
    assert held(brake) == [0, 1, 2, 3, 4]
    brake.let_one_try(after(49))
    assert len(held(brake)) == 5


def test_a_title_that_comes_through_lets_all_others_go() -> None:
    brake = tripped()
    brake.let_one_try(after(15))
    brake.saw_success(after(20))
    assert held(brake) == []
    assert not brake.is_on


def test_after_a_restart_one_may_try_and_is_held_again_when_it_fails() -> None:
    brake = Brake(Policy())
    brake.restore((film(number, "cause_many_at_once") for number in range(5)), after(0))
    brake.let_one_try(after(11))
    assert held(brake) == [1, 2, 3, 4]
    # What it fails with now tells the real cause, not that it was held.
    brake.saw_failure(film(0, "cause_crc"), after(30), 100)
    assert held(brake) == [0, 1, 2, 3, 4]


def test_a_brake_that_is_off_lets_nobody_try() -> None:
    brake = tripped(4)
    brake.let_one_try(after(600))
    assert not brake.is_on
    assert not brake.holds_title("radarr/0/()")


def test_a_clock_that_jumps_back_lets_nobody_go_too_early() -> None:
    brake = tripped()
    brake.let_one_try(START - timedelta(days=1))
    brake.saw_success(START - timedelta(days=1))
    assert len(held(brake)) == 5


@pytest.mark.parametrize(("minutes", "is_held"), [(5, True), (14, True), (30, False)])
def test_what_failed_with_the_others_and_is_told_late_is_held_too(
    minutes: int, is_held: bool
) -> None:
    brake = tripped()
    late, failed_at = (START + timedelta(minutes=each) for each in (40, minutes))
    brake.saw_failure(film(7), late, 100, failed_at)
    assert bool(brake.holds(film(7))) is is_held


def test_what_failed_with_the_others_trips_the_brake_however_late_it_is_told() -> None:
    brake = tripped(4)
    late = START + timedelta(minutes=40)
    held = brake.saw_failure(film(7), late, 0, START + timedelta(minutes=5))
    assert len(held) == 5


def test_what_fails_after_a_restart_with_those_held_before_it_is_held_too() -> None:
    brake = Brake(Policy())
    brake.restore((film(number, "cause_many_at_once") for number in range(5)), after(0))
    assert brake.saw_failure(film(7), after(6), 100) == {title_of(film(7))}
    assert brake.holds(film(7))
    brake.saw_failure(film(8), after(30), 100)
    assert brake.holds(film(8)) is None


def test_what_its_files_tell_was_not_spoiled_with_what_a_restart_forgot() -> None:
    brake = Brake(Policy())
    brake.restore((film(number, "cause_many_at_once") for number in range(5)), after(0))
    locked = film(7, "cause_encrypted", failure_class=FailureClass.ENCRYPTED)
    assert brake.saw_failure(locked, after(6), 100) == set()
    for minutes in (9, 18, 27):
        brake.saw_failure(film(minutes, "cause_crc"), after(minutes), 100)
    assert brake.holds(film(9))
    assert brake.holds(film(18)) is None
    brake.saw_success(after(28))
    assert not brake.is_on


def test_what_is_told_in_between_does_not_hide_what_failed_together() -> None:
    brake = tripped(4)
    late = START + timedelta(minutes=40)
    brake.saw_success(START + timedelta(minutes=20))
    brake.saw_failure(film(8), late, 0, START + timedelta(minutes=38))
    held = brake.saw_failure(film(7), late, 0, START + timedelta(minutes=5))
    assert len(held) == 6
    brake.saw_success(START + timedelta(minutes=51))
    assert not brake.is_on
