"""Which quality profile a title may have for a while when its own brings nothing."""

from collections.abc import Iterable

from ..servers.models import QualityProfile


def next_lower(profiles: Iterable[QualityProfile], current_id: int) -> int | None:
    """Return the id of the profile that asks least less of a title than its own.

    It allows something worse than the title's own profile, and nothing better.
    """
    known = {profile.id: _span(profile) for profile in profiles if profile.qualities}
    current = known.pop(current_id, None)
    if current is None:
        return None
    worst, best = current
    lower = {
        profile_id: (highest, lowest)
        for profile_id, (lowest, highest) in known.items()
        if lowest < worst and highest <= best
    }
    return max(lower, key=lambda profile_id: lower[profile_id], default=None)


def _span(profile: QualityProfile) -> tuple[int, int]:
    """Return the ranks of the worst and the best quality that a profile allows."""
    ranks = [quality.rank for quality in profile.qualities]
    return min(ranks), max(ranks)
