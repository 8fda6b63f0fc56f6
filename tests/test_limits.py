"""Calls are counted by the minute, for each person and family apart."""

from hypothesis import given, strategies as st

from custom_components.autoarr.limits import HIGH, MINUTE, Family, Limits


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        """Start at zero."""
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_call_too_many_waits_until_the_first_one_is_a_minute_old() -> None:
    clock = Clock()
    limits = Limits({Family.WRITE: 2}, clock)
    assert limits.count("ann", Family.WRITE) == 0
    clock.now = 10
    assert limits.count("ann", Family.WRITE) == 0
    clock.now = 25
    assert limits.count("ann", Family.WRITE) == 35
    # What was refused is not held against anybody.
    clock.now = 59
    assert limits.count("ann", Family.WRITE) == 1
    clock.now = 60
    assert limits.count("ann", Family.WRITE) == 0
    assert limits.count("ann", Family.WRITE) == 10


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
def test_no_minute_holds_more_calls_than_allowed_and_waiting_always_helps(
    most: int, pauses: list[int]
) -> None:
    clock = Clock()
    limits = Limits({Family.WRITE: most}, clock)
    taken: list[float] = []
    for pause in pauses:
        clock.now += pause
        wait = limits.count("ann", Family.WRITE)
        assert 0 <= wait <= MINUTE
        if wait:
            clock.now += wait
            assert limits.count("ann", Family.WRITE) == 0
        taken.append(clock.now)
    for first, last in zip(taken, taken[most:], strict=False):
        assert last - first >= MINUTE
