"""What the options mean: patience, limits, protection."""

from datetime import timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.const import DEFAULT_THRESHOLDS
from custom_components.autoarr.downloads.clock import Patience
from custom_components.autoarr.downloads.policy import Policy


def test_no_options_mean_the_defaults() -> None:
    assert Policy.from_options({}) == Policy()
    assert Policy.from_options(DEFAULT_THRESHOLDS) == Policy()


def test_options_are_seconds_and_per_cent() -> None:
    policy = Policy.from_options(
        {
            "settle_time": 60,
            "retry_delay_2": 120,
            "retry_delay_3": 240,
            "brake_share": 50,
            "max_attempts": 2.0,
            "stall_time": 600,
            "torrent_stall_time": 1200,
            "minimum_speed": 50,
            "protected_titles": ["Dune", ""],
        }
    )
    assert policy.settle == timedelta(minutes=1)
    assert policy.delays == (timedelta(minutes=2), timedelta(minutes=4))
    assert policy.brake_share == 0.5
    assert policy.patience == Patience(
        stall=timedelta(minutes=10),
        torrent_stall=timedelta(minutes=20),
        minimum_speed=50_000,
    )
    assert policy.max_attempts == 2
    assert policy.protected_titles == {"dune"}


@given(n=st.integers(1, 10), jitter=st.floats(-1, 1))
def test_no_attempt_comes_before_the_settle_time(n: int, jitter: float) -> None:
    hasty = Policy(delays=(timedelta(seconds=1),))
    assert hasty.delay_before(n, jitter) >= hasty.settle


@given(n=st.integers(2, 10), jitter=st.floats(-1, 1))
def test_jitter_is_at_most_a_tenth(n: int, jitter: float) -> None:
    policy = Policy()
    planned = policy.delays[min(n - 2, 1)]
    assert abs(policy.delay_before(n, jitter) - planned) <= planned / 10


@pytest.mark.parametrize(
    ("download", "word"),
    [
        ({"title": "The Keepers", "tags": ["4k", "KEEP"]}, "KEEP"),
        ({"title": "", "category": "Archive"}, "Archive"),
        ({"title": "Dune: Part Two"}, "Dune: Part Two"),
        ({"title": "", "release": "Dune.Part_Two.2024.2160p-GRP"}, "dune part two"),
        ({"title": "Dune", "release": "Dune.2021.1080p"}, None),
        ({"title": "", "release": "Dune.Part.Twofold.2024"}, None),
        ({"title": "Keep", "category": "*", "tags": ["other"]}, None),
    ],
)
def test_tags_categories_and_titles_protect(
    download: dict[str, Any], word: str | None
) -> None:
    policy = Policy.from_options(
        {
            "protected_tags": ["keep"],
            "protected_categories": ["archive"],
            "protected_titles": ["dune part two"],
        }
    )
    assert policy.protects(**download) == word


def test_nothing_is_protected_by_default() -> None:
    assert Policy().protects(title="", release="", category="", tags=[""]) is None
