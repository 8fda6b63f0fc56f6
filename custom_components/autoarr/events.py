"""Fires on Home Assistant's bus what the feed tells: one event per thing that happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from homeassistant.core import Context, HomeAssistant, callback
import orjson

from .activity import Activity, JsonValue
from .const import DOMAIN

if TYPE_CHECKING:
    from .engine import AutoArrConfigEntry

EVENTS: Final = (
    "download_failed",
    "download_stalled",
    "download_blocked",
    "download_completed",
    "recovery_started",
    "recovery_succeeded",
    "recovery_failed",
    "server_unavailable",
    "server_available",
    "request_created",
    "request_updated",
    "request_needs_approval",
    "request_available",
    "request_failed",
    "audit_started",
    "audit_completed",
    "audit_failed",
    "finding_raised",
    "fix_applied",
    "fix_undone",
)
"""What activities are called that have an event of their own, without the domain."""
EVENT_ACTIVITY: Final = f"{DOMAIN}_activity"
LARGEST_PAYLOAD: Final = 4096
"""Bytes, as JSON; what is cut first is what the actions can tell as well."""

_BECAUSE_OF: ContextVar[list[Context]] = ContextVar(f"{DOMAIN}_because_of")
"""Whose order is carried out here; empty once that is done.

What an order starts and leaves behind, such as a timer, inherits the list and not the
context: later it is nobody's doing.
"""
_CUT_FIRST = ("evidence", "attempts", "media", "candidates", "diff")
_LONGEST_TEXTS = (500, 200, 50)
"""Characters; with the shortest of them every payload fits, in every script."""


@contextmanager
def because_of(context: Context) -> Iterator[None]:
    """Let what is fired within tell who ordered it: the logbook shows that."""
    orders = [context]
    token = _BECAUSE_OF.set(orders)
    try:
        yield
    finally:
        orders.clear()
        _BECAUSE_OF.reset(token)


@callback
def fire(hass: HomeAssistant, entry: AutoArrConfigEntry, activity: Activity) -> None:
    """Fire an activity's own event, if it has one, and that of the feed."""
    common: dict[str, JsonValue] = {
        "config_entry_id": entry.entry_id,
        "server": activity.server,
        "server_id": activity.server_id,
        "correlation_id": activity.correlation_id,
        "title": activity.title,
        "message": activity.message,
    }
    context = next(iter(_BECAUSE_OF.get(())), None)
    if activity.event:
        hass.bus.async_fire(
            f"{DOMAIN}_{activity.event}",
            fitting({**activity.data, **common}),
            context=context,
        )
    hass.bus.async_fire(
        EVENT_ACTIVITY,
        fitting(
            {
                **common,
                "id": activity.id,
                "kind": activity.kind,
                "severity": activity.severity,
            }
        ),
        context=context,
    )


def fitting(payload: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return a payload without its longest parts, should it be too large for the bus."""
    for part in _CUT_FIRST:
        if _fits(payload):
            return payload
        payload = {key: value for key, value in payload.items() if key != part}
    for longest in _LONGEST_TEXTS:
        if _fits(payload):
            break
        payload = {key: _cut(value, longest) for key, value in payload.items()}
    return payload


def _fits(payload: dict[str, JsonValue]) -> bool:
    return len(orjson.dumps(payload)) <= LARGEST_PAYLOAD


def _cut(value: JsonValue, longest: int) -> JsonValue:
    if isinstance(value, str) and len(value) > longest:
        return f"{value[: longest - 1]}…"
    return value
