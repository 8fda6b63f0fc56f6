"""What a title may come in when nothing better is found."""

import pytest

from custom_components.autoarr.downloads.profiles import next_lower
from custom_components.autoarr.servers.models import ProfileQuality, QualityProfile


def profile(number: int, *ranks: int) -> QualityProfile:
    """Return a profile that allows qualities of these ranks."""
    qualities = tuple(
        ProfileQuality(id=rank, name=f"Quality {rank}", rank=rank) for rank in ranks
    )
    return QualityProfile(id=number, name=f"Profile {number}", qualities=qualities)


ANYTHING = profile(1, 1, 5, 9, 14, 18)
SD = profile(2, 1, 2)
HD_720 = profile(3, 5, 6)
HD_1080 = profile(4, 9, 10)
UHD = profile(5, 18)
HD = profile(6, 5, 6, 9, 10)
ALL = (ANYTHING, SD, HD_720, HD_1080, UHD, HD)


@pytest.mark.parametrize(
    ("current", "expected"),
    [(UHD, ANYTHING), (HD_1080, HD), (HD, SD), (HD_720, SD), (SD, None)],
)
def test_the_next_lower_profile_asks_least_less(
    current: QualityProfile, expected: QualityProfile | None
) -> None:
    assert next_lower(ALL, current.id) == (expected and expected.id)


def test_a_better_quality_is_never_lower() -> None:
    assert next_lower((HD_720, UHD), HD_720.id) is None
    assert next_lower((HD_720, profile(9, 1, 18)), HD_720.id) is None


def test_what_is_not_known_has_nothing_lower() -> None:
    assert next_lower(ALL, 99) is None
    assert next_lower((), 1) is None
    assert next_lower((UHD, profile(7)), UHD.id) is None
