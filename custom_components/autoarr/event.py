"""The event entities: what happens to downloads and requests, without YAML."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .activity import Activity
from .engine import AutoArrConfigEntry, Engine
from .entity import StackEntity

PARALLEL_UPDATES = 0

TYPE_OF_EVENT = {
    "download_failed": "failed",
    "download_stalled": "stalled",
    "download_blocked": "blocked",
    "download_completed": "completed",
    "recovery_started": "recovery_started",
    "recovery_succeeded": "recovery_succeeded",
    "recovery_failed": "recovery_failed",
}
TYPE_OF_REQUEST_EVENT = {
    "request_created": "created",
    "request_updated": "updated",
    "request_needs_approval": "needs_approval",
    "request_available": "available",
    "request_failed": "failed",
}
SHOWN = ("class", "blames", "status", "media_type")
"""What is shown of an event besides its words; the actions tell the rest."""

DOWNLOADS = EventEntityDescription(
    key="downloads",
    translation_key="downloads",
    event_types=list(TYPE_OF_EVENT.values()),
)
REQUESTS = EventEntityDescription(
    key="requests",
    translation_key="requests",
    event_types=list(TYPE_OF_REQUEST_EVENT.values()),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the event entities of a stack."""
    engine = entry.runtime_data
    async_add_entities(
        [
            FeedEvents(engine, DOWNLOADS, TYPE_OF_EVENT),
            FeedEvents(engine, REQUESTS, TYPE_OF_REQUEST_EVENT),
        ]
    )


class FeedEvents(StackEntity, EventEntity):
    """Tells some of what happens, as it happens."""

    def __init__(
        self,
        engine: Engine,
        description: EventEntityDescription,
        type_of: Mapping[str, str],
    ) -> None:
        """Tell the events that type_of names, by the types it gives them."""
        super().__init__(engine, description)
        self._type_of = type_of

    @override
    async def async_added_to_hass(self) -> None:
        """Hear what the feed tells."""
        await super().async_added_to_hass()
        self.async_on_remove(self.engine.feed_to(self._hear))

    @callback
    def _hear(self, activity: Activity) -> None:
        event_type = self._type_of.get(activity.event or "")
        if event_type is None:
            return
        self._trigger_event(
            event_type,
            {
                "title": activity.title,
                "message": activity.message,
                "server": activity.server,
                "correlation_id": activity.correlation_id,
                **{key: activity.data[key] for key in SHOWN if key in activity.data},
            },
        )
        self._look()
