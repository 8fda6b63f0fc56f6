"""What all entities share: their device, their name, and when they are available."""

from typing import Any, override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinators import ServerCoordinator
from .engine import AutoArrConfigEntry, Engine
from .servers.models import ServerType

MANUFACTURERS = {
    ServerType.SONARR: "Servarr",
    ServerType.RADARR: "Servarr",
    ServerType.SABNZBD: "SABnzbd Team",
    ServerType.PLEX: "Plex",
}
MODELS = {
    ServerType.SONARR: "Sonarr",
    ServerType.RADARR: "Radarr",
    ServerType.SABNZBD: "SABnzbd",
    ServerType.PLEX: "Plex Media Server",
}


def stack_device(entry: AutoArrConfigEntry) -> DeviceInfo:
    """Return the device that stands for the whole stack."""
    return DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, entry.entry_id)},
        manufacturer="AutoArr",
        model="AutoArr",
        name=entry.title,
    )


class StackEntity(Entity):
    """An entity of the stack as a whole."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, engine: Engine, description: EntityDescription) -> None:
        """Show something of engine's stack."""
        self.engine = engine
        self.entity_description = description
        self._attr_unique_id = f"{engine.entry.entry_id}_{description.key}"
        self._attr_device_info = stack_device(engine.entry)


class ServerEntity[CoordinatorT: ServerCoordinator[Any, Any]](
    CoordinatorEntity[CoordinatorT]
):
    """An entity of one server."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: CoordinatorT, description: EntityDescription
    ) -> None:
        """Show something of coordinator's server."""
        super().__init__(coordinator)
        server = coordinator.server
        self.entity_description = description
        self._attr_unique_id = f"{server.id}_{description.key}"
        self._attr_device_info = DeviceInfo(
            configuration_url=server.url,
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, server.id)},
            manufacturer=MANUFACTURERS[server.type],
            model=MODELS[server.type],
            name=server.name,
            sw_version=coordinator.info.version if coordinator.info else None,
            via_device_id=coordinator.config_entry.runtime_data.device_id,
        )

    @property
    @override
    def available(self) -> bool:
        """Return whether the server answered, now and at least once before."""
        return super().available and self.coordinator.data is not None
