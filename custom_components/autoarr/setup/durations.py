"""Durations as a form shows them, and as an entry keeps them: in seconds."""

from collections.abc import Mapping
from typing import Any

from homeassistant.helpers.config_validation import positive_time_period_dict

from .server import NotAccepted

_SHORTEST = 10
_LONGEST = 7 * 24 * 3600


def parts(seconds: int) -> dict[str, int]:
    """Return what a duration selector shows for a number of seconds."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}


def seconds(parts: Mapping[str, Any]) -> int:
    """Return the seconds that a duration selector stands for.

    Raises:
        NotAccepted: It is shorter or longer than anybody may want.
    """
    total = int(positive_time_period_dict(parts).total_seconds())
    if not _SHORTEST <= total <= _LONGEST:
        raise NotAccepted("duration_out_of_bounds")
    return total
