"""The event entity: what happens to downloads, for automations without YAML."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .activity import Activity
from .engine import AutoArrConfigEntry
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
SHOWN = ("class", "blames")
"""What is shown of an event besides its words; the actions tell the rest."""

DOWNLOADS = EventEntityDescription(
    key="downloads",
    translation_key="downloads",
    event_types=list(TYPE_OF_EVENT.values()),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the event entity of a stack."""
    async_add_entities([DownloadEvents(entry.runtime_data, DOWNLOADS)])


class DownloadEvents(StackEntity, EventEntity):
    """Tells what happens to downloads, as it happens."""

    @override
    async def async_added_to_hass(self) -> None:
        """Hear what the feed tells."""
        await super().async_added_to_hass()
        self.async_on_remove(self.engine.feed_to(self._hear))

    @callback
    def _hear(self, activity: Activity) -> None:
        event_type = TYPE_OF_EVENT.get(activity.event or "")
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
