"""Which quality profile and which folder a title gets: by what was said, else by habit."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..servers.models import Movie, QualityProfile, RootFolder, Series

BEST = "best"
_LINES = {"480p": 480, "720p": 720, "1080p": 1080, "2160p": 2160}
_OLD_NAMES = {"SDTV": 480, "DVD": 480, "DVD-R": 480, "SD": 480}


def lines_of(quality: str) -> int | None:
    """Return the lines of a quality by the name that an app gives it."""
    for text, lines in _LINES.items():
        if text in quality:
            return lines
    return _OLD_NAMES.get(quality)


def allows(profile: QualityProfile, quality: str) -> bool:
    """Return whether a profile allows the quality that was asked for."""
    if quality == BEST:
        return bool(profile.qualities)
    wanted = _LINES.get(quality)
    if wanted is None:
        # A kind of release, as remux.
        return any(quality in each.name.lower() for each in profile.qualities)
    return any(lines_of(each.name) == wanted for each in profile.qualities)


def profile_for(
    profiles: Sequence[QualityProfile], quality: str | None, usual: int | None
) -> QualityProfile | None:
    """Return the profile for a title; None where no profile allows the quality.

    Args:
        profiles: Those of the server.
        quality: What was asked for, or what is usual for who asks; None for whatever.
        usual: The id of the profile that most titles have.
    """
    if quality is None:
        habit = [each for each in profiles if each.id == usual]
        return next(iter((*habit, *profiles)), None)
    possible = [each for each in profiles if allows(each, quality)]
    if quality == BEST:
        return max(
            possible, key=lambda each: (_reach(each), _least(each)), default=None
        )
    wanted = _LINES.get(quality)
    if wanted is None:
        return min(possible, key=_width, default=None)
    return min(
        possible,
        key=lambda each: (
            _reach(each) != wanted,
            wanted - _least(each),
            each.id != usual,
        ),
        default=None,
    )


def usual_profile(library: Iterable[Movie | Series]) -> int | None:
    """Return the id of the profile that most titles have."""
    return _most(item.quality_profile_id for item in library if item.quality_profile_id)


def root_for(
    folders: Sequence[RootFolder],
    preferred: Sequence[str],
    library: Iterable[Movie | Series],
) -> str | None:
    """Return the folder for a title; None where there is none that can be written.

    Args:
        folders: Those of the server.
        preferred: What the requester's profile names.
        library: The titles that are there: the folder of most is the usual one.
    """
    usable = {_plain(folder.path): folder for folder in folders if folder.accessible}
    for path in preferred:
        if _plain(path) in usable:
            return usable[_plain(path)].path
    usual = _most(
        root
        for item in library
        for root in usable
        if item.path.startswith((f"{root}/", f"{root}\\"))
    )
    if usual is not None:
        return usable[usual].path
    roomiest = max(usable.values(), key=lambda each: each.free or 0, default=None)
    return roomiest.path if roomiest else None


def _reach(profile: QualityProfile) -> int:
    """Return the lines of the best that a profile allows."""
    return max((lines_of(each.name) or 0 for each in profile.qualities), default=0)


def _least(profile: QualityProfile) -> int:
    return min((lines_of(each.name) or 0 for each in profile.qualities), default=0)


def _width(profile: QualityProfile) -> int:
    return len(profile.qualities)


def _plain(path: str) -> str:
    return path.rstrip("/\\")


def _most[T](values: Iterable[T]) -> T | None:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None
