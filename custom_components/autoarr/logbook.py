"""Describes our events for Home Assistant's own Activity page."""

from collections.abc import Callable
from typing import Any

from homeassistant.components.logbook import LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.core import Event, HomeAssistant, callback

from .const import DOMAIN
from .events import EVENTS

NAME = "AutoArr"


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, Any]]], None],
) -> None:
    """Describe what happened; rows of the feed that have no event of their own are left out."""
    for name in EVENTS:
        async_describe_event(DOMAIN, f"{DOMAIN}_{name}", _describe)


@callback
def _describe(event: Event) -> dict[str, Any]:
    return {
        LOGBOOK_ENTRY_NAME: NAME,
        LOGBOOK_ENTRY_MESSAGE: event.data.get("message", ""),
    }
