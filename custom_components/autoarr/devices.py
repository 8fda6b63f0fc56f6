"""The devices of a stack: one that stands for all of it, and one for each server behind."""

from functools import partial
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .coordinators import AnyCoordinator
from .engine import AutoArrConfigEntry
from .servers.models import ServerType

MANUFACTURERS: Final = {
    ServerType.SONARR: "Servarr",
    ServerType.RADARR: "Servarr",
    ServerType.SABNZBD: "SABnzbd Team",
    ServerType.PLEX: "Plex",
}
MODELS: Final = {
    ServerType.SONARR: "Sonarr",
    ServerType.RADARR: "Radarr",
    ServerType.SABNZBD: "SABnzbd",
    ServerType.PLEX: "Plex Media Server",
}


@callback
def register(hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
    """Register the devices of a stack, and keep the versions of its servers right."""
    stack = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        entry_type=dr.DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, entry.entry_id)},
        manufacturer="AutoArr",
        model="AutoArr",
        name=entry.title,
    )
    for coordinator in entry.runtime_data.coordinators.values():
        show = partial(_show, hass, coordinator, stack.id)
        show()
        entry.async_on_unload(coordinator.async_add_listener(show))


@callback
def _show(hass: HomeAssistant, coordinator: AnyCoordinator, stack_id: str) -> None:
    """Register a server's device; what is known of it already costs next to nothing."""
    server = coordinator.server
    registry = dr.async_get(hass)
    device = registry.async_get_or_create(
        config_entry_id=coordinator.config_entry.entry_id,
        config_subentry_id=server.id,
        configuration_url=server.url,
        entry_type=dr.DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, server.id)},
        manufacturer=MANUFACTURERS[server.type],
        model=MODELS[server.type],
        name=server.name,
        via_device_id=stack_id,
    )
    # A server that is away keeps the version that it had.
    info = coordinator.info
    if info and device.sw_version != info.version:
        registry.async_update_device(device.id, sw_version=info.version)
