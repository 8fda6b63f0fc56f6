"""Which of the releases that a search found is grabbed. Pure; the grabbing is not here."""

from collections.abc import Sequence

from ..servers.models import Release
from .writes import GrabRelease


def choose(releases: Sequence[Release], write: GrabRelease) -> Release | None:
    """Return the release to grab; None when there is none that will do.

    Args:
        releases: What the app found, best first.
        write: What is wanted. A release that is named may be grabbed although the app
            rejects it (it may stand on the blocklist still), another one never.
    """
    possible = [each for each in releases if _is_wanted(each, write)]
    if write.release is None:
        excluded = {name.casefold() for name in write.excluded}
        possible = [
            each
            for each in possible
            if not each.rejected
            and each.title.casefold() not in excluded
            and _is_enough(each, write)
        ]
        return next(iter(possible), None)
    same = [
        each for each in possible if each.title.casefold() == write.release.casefold()
    ]
    return min(same, key=lambda each: each.rejected, default=None)


def _is_wanted(release: Release, write: GrabRelease) -> bool:
    """Return whether the app knows what a release is, and it is what is wanted."""
    if not release.download_allowed or not release.title:
        return False
    title = release.movie_id or release.series_id
    if title is not None and title != write.media_id:
        return False
    if not release.episode_ids or not write.episode_ids:
        return True
    return not set(release.episode_ids).isdisjoint(write.episode_ids)


def _is_enough(release: Release, write: GrabRelease) -> bool:
    """Return whether a release is the whole season, where one is wanted."""
    if write.season is None or release.full_season:
        return True
    return bool(write.episode_ids) and set(release.episode_ids) >= set(
        write.episode_ids
    )
