"""Buttons: recover now, search what is missing, scan the library."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinators import AnyCoordinator
from .doors import told
from .engine import AutoArrConfigEntry
from .entity import ServerEntity, StackEntity
from .servers.arr import ArrClient
from .servers.models import ServerType
from .servers.plex import PlexClient

PARALLEL_UPDATES = 1

RECOVER_NOW = ButtonEntityDescription(key="recover_now", translation_key="recover_now")
RUN_AUDIT = ButtonEntityDescription(key="run_audit", translation_key="run_audit")


@dataclass(frozen=True, kw_only=True)
class ServerButtonDescription[ClientT](ButtonEntityDescription):
    """What a button tells a server."""

    press: Callable[[ClientT], Awaitable[object]]


SEARCH_MISSING: ServerButtonDescription[ArrClient] = ServerButtonDescription(
    key="search_missing",
    translation_key="search_missing",
    entity_category=EntityCategory.CONFIG,
    press=lambda client: client.search_missing(),
)
SCAN_LIBRARY: ServerButtonDescription[PlexClient] = ServerButtonDescription(
    key="scan_library",
    translation_key="scan_library",
    entity_category=EntityCategory.CONFIG,
    press=lambda client: client.scan(None),
)
BUTTONS: dict[ServerType, ServerButtonDescription[Any]] = {
    ServerType.SONARR: SEARCH_MISSING,
    ServerType.RADARR: SEARCH_MISSING,
    ServerType.PLEX: SCAN_LIBRARY,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of a stack and its servers."""
    engine = entry.runtime_data
    async_add_entities([RecoverNow(engine, RECOVER_NOW), RunAudit(engine, RUN_AUDIT)])
    for server_id, coordinator in engine.coordinators.items():
        if description := BUTTONS.get(coordinator.server.type):
            async_add_entities(
                [ServerButton(coordinator, description)], config_subentry_id=server_id
            )


class RecoverNow(StackEntity, ButtonEntity):
    """Takes up all that waits, and what had failed before AutoArr came."""

    @override
    async def async_press(self) -> None:
        """Recover now."""
        with told(self.engine):
            await self.engine.orders.recover_now()


class RunAudit(StackEntity, ButtonEntity):
    """Looks at the settings of all servers."""

    @override
    async def async_press(self) -> None:
        """Look now."""
        with told(self.engine):
            await self.engine.audits.audit()


class ServerButton(ServerEntity[AnyCoordinator], ButtonEntity):
    """Tells a server to do something."""

    entity_description: ServerButtonDescription[Any]

    @override
    async def async_press(self) -> None:
        """Tell the server."""
        with told(
            self.coordinator.config_entry.runtime_data, self.coordinator.server.name
        ):
            await self.entity_description.press(self.coordinator.client)
