"""Updates: which release of an app is the newest, and, where the app can, installing it."""

from typing import Any, override

from homeassistant.components.update import (
    UpdateEntity,
    UpdateEntityDescription,
    UpdateEntityFeature,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinators import AnyCoordinator, ArrCoordinator
from .devices import MODELS
from .doors import told
from .engine import AutoArrConfigEntry
from .entity import ServerEntity
from .servers.models import AppUpdate

PARALLEL_UPDATES = 1

APPLICATION = UpdateEntityDescription(key="application", translation_key="application")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the update entities of all servers."""
    for server_id, coordinator in entry.runtime_data.coordinators.items():
        async_add_entities(
            [Application(coordinator, APPLICATION)], config_subentry_id=server_id
        )


class Application(ServerEntity[AnyCoordinator], UpdateEntity):
    """The app that runs on the server."""

    def __init__(
        self, coordinator: AnyCoordinator, description: UpdateEntityDescription
    ) -> None:
        """Follow the releases of coordinator's app."""
        super().__init__(coordinator, description)
        self._attr_title = MODELS[coordinator.server.type]

    @property
    def _newest(self) -> AppUpdate | None:
        update: AppUpdate | None = self.coordinator.data.update
        return update

    @property
    @override
    def supported_features(self) -> UpdateEntityFeature:
        """Return whether the app can update itself (not in a container)."""
        if (
            isinstance(self.coordinator, ArrCoordinator)
            and self.coordinator.data
            and self._newest
            and self._newest.installable
        ):
            return UpdateEntityFeature.INSTALL
        return UpdateEntityFeature(0)

    @property
    @override
    def installed_version(self) -> str | None:
        """Return the version that runs."""
        version: str = self.coordinator.data.info.version
        return version

    @property
    @override
    def latest_version(self) -> str | None:
        """Return the newest version; the running one while the app knows of no other."""
        return self._newest.version if self._newest else self.installed_version

    @property
    @override
    def release_url(self) -> str | None:
        """Return where the release is described; what Sonarr and Radarr link is a file."""
        if isinstance(self.coordinator, ArrCoordinator):
            return f"{self.coordinator.server.url}/system/updates"
        return self._newest.url if self._newest else None

    @override
    async def async_install(
        self, version: str | None, backup: bool, **kwargs: Any
    ) -> None:
        """Let the app update itself; it restarts."""
        engine = self.coordinator.config_entry.runtime_data
        with told(engine, self.coordinator.server.name):
            await self.coordinator.client.install_update()
