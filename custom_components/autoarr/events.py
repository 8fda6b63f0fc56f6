"""Fires on Home Assistant's bus what the feed tells: one event per thing that happened."""

from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
import orjson

from .activity import Activity, JsonValue
from .const import DOMAIN

if TYPE_CHECKING:
    from .engine import AutoArrConfigEntry

EVENT_ACTIVITY = f"{DOMAIN}_activity"
LARGEST_PAYLOAD = 4096
"""Bytes, as JSON; what is cut first is what the actions can tell as well."""

_CUT_FIRST = ("evidence", "attempts", "media")


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
    if activity.event:
        hass.bus.async_fire(
            f"{DOMAIN}_{activity.event}", fitting({**activity.data, **common})
        )
    hass.bus.async_fire(
        EVENT_ACTIVITY,
        {
            **common,
            "id": activity.id,
            "kind": activity.kind,
            "severity": activity.severity,
        },
    )


def fitting(payload: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return a payload without its longest parts, should it be too large for the bus."""
    for part in _CUT_FIRST:
        if len(orjson.dumps(payload)) <= LARGEST_PAYLOAD:
            break
        payload = {key: value for key, value in payload.items() if key != part}
    return payload
