"""When what happens: busy evenings, outages of minutes to hours, restarts, and people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from .causes import HEALTHY, HELD_UP, SINGLE, UNPACK_FULL, Kind, Shape

HOUR = 3600.0
DAY = 24 * HOUR
MONTH = 30 * DAY
MINIMUM = 30
"""Failures of each class in a month, at least."""

_EVENING = (19.0, 21.5)
_EVERY = 2
"""A busy evening comes every so many days."""


class Trouble(StrEnum):
    """What happens to the house."""

    DISK_DOWNLOAD = "disk_download"
    DISK_UNPACK = "disk_unpack"
    DISK_IMPORT = "disk_import"
    PROVIDER_REFUSED = "provider_refused"
    PROVIDER_LOGIN = "provider_login"
    PROVIDER_TOO_MANY = "provider_too_many"
    PROVIDER_STUCK = "provider_stuck"
    PROVIDER_LOSES = "provider_loses"
    """Files are missing for a while, of everything at once."""
    PATHS = "paths"
    """The apps do not see SABnzbd's folder."""
    SABNZBD_DOWN = "sabnzbd_down"
    SONARR_DOWN = "sonarr_down"
    RADARR_DOWN = "radarr_down"
    HOME_DOWN = "home_down"
    PERSON_PAUSES = "person_pauses"
    PERSON_REMOVES = "person_removes"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """Something that is going to happen.

    Attributes:
        at: Seconds since the beginning.
        number: Tells entries of the same moment apart.
        trouble: With the house, or "".
        lasts: Seconds of the trouble.
        kind: Of the download that begins; None if none does.
        shape: What it downloads.
    """

    at: float
    number: int
    trouble: Trouble | None = None
    lasts: float = 0.0
    kind: Kind | None = None
    shape: Shape = Shape.MOVIE


@dataclass(frozen=True, slots=True)
class _Outage:
    """How often a trouble comes in a month, how long it lasts, and what it hits."""

    trouble: Trouble
    times: int
    hours: tuple[float, float]
    hits: int = 0
    kind: Kind = HELD_UP


_OUTAGES = (
    _Outage(Trouble.DISK_DOWNLOAD, 2, (0.5, 4), 3),
    _Outage(Trouble.DISK_UNPACK, 2, (0.5, 3), 2, UNPACK_FULL),
    _Outage(Trouble.DISK_IMPORT, 2, (0.5, 4), 3),
    _Outage(Trouble.PROVIDER_REFUSED, 1, (0.3, 4), 3),
    _Outage(Trouble.PROVIDER_LOGIN, 1, (0.3, 4), 3),
    _Outage(Trouble.PROVIDER_TOO_MANY, 1, (0.3, 2), 3),
    _Outage(Trouble.PROVIDER_STUCK, 1, (0.3, 6), 3),
    _Outage(Trouble.PROVIDER_LOSES, 4, (0.3, 1)),
    _Outage(Trouble.PATHS, 2, (0.5, 5), 3),
    _Outage(Trouble.SABNZBD_DOWN, 3, (0.05, 2), 2),
    _Outage(Trouble.SONARR_DOWN, 3, (0.05, 1.5), 1),
    _Outage(Trouble.RADARR_DOWN, 3, (0.05, 1.5), 1),
    _Outage(Trouble.HOME_DOWN, 8, (0.02, 0.6), 0),
    _Outage(Trouble.PERSON_PAUSES, 4, (0.5, 4), 2, HEALTHY),
    _Outage(Trouble.PERSON_REMOVES, 6, (0, 0), 1, HEALTHY),
)


def entries(months: float, random: Random) -> list[Entry]:
    """Return all that happens, in order of time."""
    length = months * MONTH
    found: list[Entry] = []
    for kind, times in SINGLE:
        for at in _moments(times * months, length, random):
            shape = random.choice(kind.shapes)
            found.append(Entry(at, len(found), kind=kind, shape=shape))
    for outage in _OUTAGES:
        for at in _moments(outage.times * months, length, random):
            found += _outage(outage, at, len(found), random)
    return sorted(found)


def _outage(outage: _Outage, at: float, number: int, random: Random) -> Iterable[Entry]:
    lasts = random.uniform(*outage.hours) * HOUR
    yield Entry(at, number, trouble=outage.trouble, lasts=lasts)
    for hit in range(outage.hits):
        # Some were under way before, some come into the middle of it.
        when = at + random.uniform(-60, 240)
        shape = random.choice(outage.kind.shapes)
        yield Entry(max(0.0, when), number + 1 + hit, kind=outage.kind, shape=shape)


def _moments(count: float, length: float, random: Random) -> Iterator[float]:
    """Yield moments in the evenings, spread over all evenings alike."""
    whole = max(1, round(count))
    evenings = max(1, round(length / DAY / _EVERY))
    offset = random.random()
    for number in range(whole):
        evening = int((number + offset) * evenings / whole) % evenings
        yield evening * _EVERY * DAY + random.uniform(*_EVENING) * HOUR


def promised(months: float) -> int:
    """Return how many failures of each class there are to be."""
    return int(MINIMUM * months)
