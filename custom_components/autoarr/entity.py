"""What all entities share: their device, their name, and when their states are written."""

from typing import Any, override

from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinators import ServerCoordinator
from .engine import Engine


class AutoArrEntity(Entity):
    """An entity whose state is written when it changed, not at every reading."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    _written: object

    @override
    async def async_added_to_hass(self) -> None:
        """Remember what Home Assistant is about to write for the first time."""
        await super().async_added_to_hass()
        self._written = self._to_write()

    @callback
    def _look(self) -> None:
        if (now := self._to_write()) != self._written:
            self._written = now
            self.async_write_ha_state()

    def _to_write(self) -> object:
        if not self.available:
            return None
        return self.state, self.state_attributes, self.supported_features


class StackEntity(AutoArrEntity):
    """An entity of the stack as a whole."""

    def __init__(self, engine: Engine, description: EntityDescription) -> None:
        """Show something of engine's stack."""
        self.engine = engine
        self.entity_description = description
        self._attr_unique_id = f"{engine.entry.entry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, engine.entry.entry_id)}
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the stack."""
        await super().async_added_to_hass()
        self.async_on_remove(self.engine.async_add_listener(self._look))


class ServerEntity[CoordinatorT: ServerCoordinator[Any, Any]](
    AutoArrEntity, CoordinatorEntity[CoordinatorT]
):
    """An entity of one server."""

    def __init__(
        self, coordinator: CoordinatorT, description: EntityDescription
    ) -> None:
        """Show something of coordinator's server."""
        super().__init__(coordinator)
        self.entity_description = description
        self._attr_unique_id = f"{coordinator.server.id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, coordinator.server.id)}
        )

    @property
    @override
    def available(self) -> bool:
        """Return whether the server answered, now and at least once before."""
        return super().available and self.coordinator.data is not None

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._look()
