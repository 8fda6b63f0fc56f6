"""Calls are counted by the minute, for each person and family apart."""

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.limits import HIGH, MINUTE, Family, Limits


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        """Start at zero."""
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_full_bucket_may_be_emptied_at_once_and_fills_again_evenly() -> None:
    clock = Clock()
    limits = Limits({Family.WRITE: 2}, clock)
    assert limits.count("ann", Family.WRITE) == 0
    assert limits.count("ann", Family.WRITE) == 0
    assert limits.count("ann", Family.WRITE) == 30
    # What was refused is not held against anybody.
    clock.now = 25
    assert limits.count("ann", Family.WRITE) == pytest.approx(5)
    clock.now = 30
    assert limits.count("ann", Family.WRITE) == 0
    assert limits.count("ann", Family.WRITE) == 30
    # However long somebody was quiet, a bucket holds no more than a minute's worth.
    clock.now = 3600
    waits = [limits.count("ann", Family.WRITE) for _ in range(3)]
    assert waits == [0, 0, 30]


def test_people_families_and_the_system_are_counted_apart() -> None:
    limits = Limits({Family.WRITE: 1}, Clock())
    assert limits.count("ann", Family.WRITE) == 0
    assert limits.count("ann", Family.WRITE) > 0
    assert limits.count("bob", Family.WRITE) == 0
    assert all(limits.count("ann", Family.READ) == 0 for _ in range(HIGH))
    assert limits.count("ann", Family.READ) > 0
    assert all(limits.count(None, Family.WRITE) == 0 for _ in range(HIGH))
    assert limits.count(None, Family.WRITE) > 0


@given(
    most=st.integers(1, 5),
    pauses=st.lists(st.integers(0, 100), max_size=40),
)
def test_nobody_gets_more_than_a_bucket_and_its_refill_and_waiting_always_helps(
    most: int, pauses: list[int]
) -> None:
    clock = Clock()
    limits = Limits({Family.WRITE: most}, clock)
    taken: list[float] = []
    for pause in pauses:
        clock.now += pause
        wait = limits.count("ann", Family.WRITE)
        assert 0 <= wait <= MINUTE / most
        if wait:
            clock.now += wait
            assert limits.count("ann", Family.WRITE) == 0
        taken.append(clock.now)
    for first, start in enumerate(taken):
        for more, end in enumerate(taken[first:], 1):
            assert more <= most + (end - start) * most / MINUTE + 1e-3
