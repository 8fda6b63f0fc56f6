"""Switches: whether AutoArr recovers by itself, and whether SABnzbd downloads."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinators import SabnzbdCoordinator
from .doors import told
from .engine import AutoArrConfigEntry
from .entity import ServerEntity, StackEntity

PARALLEL_UPDATES = 1

AUTOMATIC = SwitchEntityDescription(
    key="automatic_recovery",
    translation_key="automatic_recovery",
    entity_category=EntityCategory.CONFIG,
)
DOWNLOADING = SwitchEntityDescription(
    key="downloading",
    translation_key="downloading",
    entity_category=EntityCategory.CONFIG,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of a stack and its servers."""
    engine = entry.runtime_data
    async_add_entities([AutomaticRecovery(engine, AUTOMATIC)])
    for server_id, coordinator in engine.coordinators.items():
        if isinstance(coordinator, SabnzbdCoordinator):
            async_add_entities(
                [Downloading(coordinator, DOWNLOADING)], config_subentry_id=server_id
            )


class AutomaticRecovery(StackEntity, SwitchEntity):
    """On: the recovery mode of the options holds. Off: AutoArr only observes."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the mode of the options holds."""
        return self.engine.automatic

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let the mode of the options hold again."""
        await self._set(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Only observe from now on."""
        await self._set(False)

    async def _set(self, on: bool) -> None:
        with told(self.engine):
            await self.engine.async_set_automatic(on)


class Downloading(ServerEntity[SabnzbdCoordinator], SwitchEntity):
    """On: SABnzbd downloads. Off: the whole client is paused."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether it is not paused."""
        return not self.coordinator.data.queue.paused

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let the client go on."""
        await self._order(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Pause the client."""
        await self._order(on=False)

    async def _order(self, *, on: bool) -> None:
        engine = self.coordinator.config_entry.runtime_data
        name = self.coordinator.server.name
        with told(engine, name):
            if on:
                await engine.orders.resume(name, None)
            else:
                await engine.orders.pause(name, None, None)
