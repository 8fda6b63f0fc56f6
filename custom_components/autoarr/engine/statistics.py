"""The shape of statistics that the action hands out, as plain JSON values."""

from collections.abc import Callable, Mapping

from ..activity import JsonValue
from ..downloads.model import FailureState
from ..store import Statistics

type Shape = dict[str, JsonValue]

_MILLIONTHS = 1_000_000


def statistics_shape(
    counted: Statistics, name: Callable[[str | None], str | None]
) -> Shape:
    """Return statistics.

    Args:
        counted: What the store counted.
        name: Returns the name of a server by its id, None for one that is gone.
    """
    recovered = counted.states.get(FailureState.RECOVERED, 0)
    given_up = counted.states.get(FailureState.GIVEN_UP, 0)
    ended = recovered + given_up
    return {
        "downloads": {
            "total": sum(counted.outcomes.values()),
            "by_outcome": {**counted.outcomes},
            "by_server": _named(counted.downloads_of, name),
            "size_by_provider": {**counted.provider_sizes},
        },
        "recovery": {
            "failures": sum(counted.states.values()),
            "by_class": {**counted.classes},
            "by_cause": {**counted.causes},
            "by_indexer": {**counted.indexers},
            "by_provider": {**counted.provider_failures},
            "by_server": _named(counted.failures_of, name),
            "by_state": {**counted.states},
            "recovered": recovered,
            "given_up": given_up,
            "rate": round(100 * recovered / ended, 1) if ended else None,
            "time_to_recover": counted.time_to_recover,
        },
        "requests": {
            "total": sum(counted.requests.values()),
            "by_status": {**counted.requests},
            "by_media_type": {**counted.media_types},
            "time_to_available": counted.time_to_available,
        },
        "audit": {
            "audits": counted.audits,
            "score": counted.score,
            "changes": counted.changes,
        },
        "ai": {
            "calls": sum(counted.calls.values()),
            "by_operation": {**counted.calls},
            "failed": counted.calls_failed,
            "input_tokens": counted.input_tokens,
            "output_tokens": counted.output_tokens,
            "cost": counted.cost / _MILLIONTHS,
        },
    }


def _named(
    counts: Mapping[str, int], name: Callable[[str | None], str | None]
) -> Shape:
    """Return counts by the names of servers; those that are gone are counted together."""
    named: dict[str, int] = {}
    for server_id, count in counts.items():
        key = name(server_id) or ""
        named[key] = named.get(key, 0) + count
    return {**named}
