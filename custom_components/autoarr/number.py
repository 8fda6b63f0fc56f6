"""Numbers: SABnzbd's speed limit."""

from typing import override

from homeassistant.components.number import (
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinators import SabnzbdCoordinator
from .doors import told
from .engine import AutoArrConfigEntry
from .entity import ServerEntity

PARALLEL_UPDATES = 1

UNLIMITED = 100

SPEED_LIMIT = NumberEntityDescription(
    key="speed_limit",
    translation_key="speed_limit",
    entity_category=EntityCategory.CONFIG,
    native_unit_of_measurement=PERCENTAGE,
    # SABnzbd takes 0 for "no limit", which would surprise.
    native_min_value=1,
    native_max_value=UNLIMITED,
    native_step=1,
    mode=NumberMode.SLIDER,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the numbers of all SABnzbds."""
    for server_id, coordinator in entry.runtime_data.coordinators.items():
        if isinstance(coordinator, SabnzbdCoordinator):
            async_add_entities(
                [SpeedLimit(coordinator, SPEED_LIMIT)], config_subentry_id=server_id
            )


class SpeedLimit(ServerEntity[SabnzbdCoordinator], NumberEntity):
    """The speed limit, in per cent of the line speed set in SABnzbd."""

    @property
    @override
    def native_value(self) -> float:
        """Return the limit; 100 when there is none."""
        limit = self.coordinator.data.queue.speed_limit
        return UNLIMITED if limit is None else limit

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Limit the speed from now on."""
        with told(
            self.coordinator.config_entry.runtime_data, self.coordinator.server.name
        ):
            await self.coordinator.client.set_speed_limit(int(value))
        await self.coordinator.async_refresh_now()
