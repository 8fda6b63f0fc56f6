"""Sensors: how recovery goes, what the servers are doing, and the space that is left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    PERCENTAGE,
    EntityCategory,
    UnitOfDataRate,
    UnitOfInformation,
    UnitOfTime,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .coordinators import (
    ArrCoordinator,
    ArrState,
    PlexState,
    SabState,
    ServerCoordinator,
)
from .downloads.model import FailureClass, FailureState
from .engine import AutoArrConfigEntry, Engine
from .engine.reasoning import MILLIONTHS
from .entity import ServerEntity, StackEntity
from .servers.models import ServerType

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class StackSensorDescription(SensorEntityDescription):
    """A number that the engine knows."""

    value: Callable[[Engine], StateType]


@dataclass(frozen=True, kw_only=True)
class ServerSensorDescription[StateT](SensorEntityDescription):
    """A number in a server's state."""

    value: Callable[[StateT], StateType]


def _failed(engine: Engine) -> int:
    # What only takes time is followed as well, but it is no failure.
    return sum(
        failure.failure_class is not FailureClass.WAITING
        for failure in engine.failures.values()
    )


def _recovering(engine: Engine) -> int:
    return sum(
        failure.state is FailureState.RECOVERING for failure in engine.failures.values()
    )


STACK = (
    StackSensorDescription(
        key="failed_downloads",
        translation_key="failed_downloads",
        state_class=SensorStateClass.MEASUREMENT,
        value=_failed,
    ),
    StackSensorDescription(
        key="recovering",
        translation_key="recovering",
        state_class=SensorStateClass.MEASUREMENT,
        value=_recovering,
    ),
    StackSensorDescription(
        key="recovered",
        translation_key="recovered",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda engine: engine.totals.recovered,
    ),
    StackSensorDescription(
        key="given_up",
        translation_key="given_up",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda engine: engine.totals.given_up,
    ),
    StackSensorDescription(
        key="recovery_rate",
        translation_key="recovery_rate",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        value=lambda engine: engine.recovery_rate,
    ),
    StackSensorDescription(
        key="health_score",
        translation_key="health_score",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        value=lambda engine: engine.audits.score,
    ),
    StackSensorDescription(
        key="open_findings",
        translation_key="open_findings",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda engine: len(engine.audits.open_findings),
    ),
    StackSensorDescription(
        key="ai_tokens",
        translation_key="ai_tokens",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda engine: engine.totals.ai_tokens,
    ),
    StackSensorDescription(
        key="ai_cost",
        translation_key="ai_cost",
        device_class=SensorDeviceClass.MONETARY,
        entity_category=EntityCategory.DIAGNOSTIC,
        native_unit_of_measurement="USD",
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value=lambda engine: engine.totals.ai_cost / MILLIONTHS,
    ),
    StackSensorDescription(
        key="open_requests",
        translation_key="open_requests",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda engine: len(engine.desk.open),
    ),
)

ARR: tuple[ServerSensorDescription[ArrState], ...] = (
    ServerSensorDescription(
        key="queue",
        translation_key="queue",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.queue,
    ),
    ServerSensorDescription(
        key="queue_size",
        translation_key="queue_size",
        device_class=SensorDeviceClass.DATA_SIZE,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        suggested_unit_of_measurement=UnitOfInformation.GIBIBYTES,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.queue_size,
    ),
    ServerSensorDescription(
        key="missing",
        translation_key="missing",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.missing,
    ),
    ServerSensorDescription(
        key="cutoff_unmet",
        translation_key="cutoff_unmet",
        state_class=SensorStateClass.MEASUREMENT,
        entity_registry_enabled_default=False,
        value=lambda state: state.cutoff_unmet,
    ),
    ServerSensorDescription(
        key="health_issues",
        translation_key="health_issues",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda state: len(state.health),
    ),
)

SABNZBD: tuple[ServerSensorDescription[SabState], ...] = (
    ServerSensorDescription(
        key="queue",
        translation_key="queue",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.queue.total,
    ),
    ServerSensorDescription(
        key="speed",
        translation_key="speed",
        device_class=SensorDeviceClass.DATA_RATE,
        native_unit_of_measurement=UnitOfDataRate.BYTES_PER_SECOND,
        suggested_unit_of_measurement=UnitOfDataRate.MEGABYTES_PER_SECOND,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.queue.speed,
    ),
    ServerSensorDescription(
        key="remaining_size",
        translation_key="remaining_size",
        device_class=SensorDeviceClass.DATA_SIZE,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        suggested_unit_of_measurement=UnitOfInformation.GIBIBYTES,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.queue.size_left,
    ),
    ServerSensorDescription(
        key="time_left",
        translation_key="time_left",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=0,
        value=lambda state: state.queue.time_left,
    ),
    ServerSensorDescription(
        key="disk_free",
        translation_key="disk_free",
        device_class=SensorDeviceClass.DATA_SIZE,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        suggested_unit_of_measurement=UnitOfInformation.GIBIBYTES,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda state: state.queue.complete_free,
    ),
    ServerSensorDescription(
        key="failed_jobs",
        translation_key="failed_jobs",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.failed_jobs,
    ),
)

PLEX: tuple[ServerSensorDescription[PlexState], ...] = (
    ServerSensorDescription(
        key="streams",
        translation_key="streams",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda state: state.sessions.count,
    ),
)

SERVERS: dict[ServerType, tuple[ServerSensorDescription[Any], ...]] = {
    ServerType.SONARR: ARR,
    ServerType.RADARR: ARR,
    ServerType.SABNZBD: SABNZBD,
    ServerType.PLEX: PLEX,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of a stack and its servers."""
    engine = entry.runtime_data
    async_add_entities(StackSensor(engine, description) for description in STACK)
    for server_id, coordinator in engine.coordinators.items():
        async_add_entities(
            (
                ServerSensor(coordinator, description)
                for description in SERVERS[coordinator.server.type]
            ),
            config_subentry_id=server_id,
        )
        if isinstance(coordinator, ArrCoordinator):
            _follow_root_folders(entry, coordinator, async_add_entities)


def _follow_root_folders(
    entry: AutoArrConfigEntry,
    coordinator: ArrCoordinator,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a sensor for each root folder, also for those that come later."""
    known: set[str] = set()

    @callback
    def look() -> None:
        folders = coordinator.data.root_folders if coordinator.data else ()
        new = [folder.path for folder in folders if folder.path not in known]
        if new:
            known.update(new)
            async_add_entities(
                [RootFolderFree(coordinator, path) for path in new],
                config_subentry_id=coordinator.server.id,
            )

    look()
    entry.async_on_unload(coordinator.async_add_listener(look))


class StackSensor(StackEntity, SensorEntity):
    """A number about the stack."""

    entity_description: StackSensorDescription

    @property
    @override
    def native_value(self) -> StateType:
        """Return the number."""
        return self.entity_description.value(self.engine)


class ServerSensor[StateT](ServerEntity[ServerCoordinator[StateT, Any]], SensorEntity):
    """A number about a server."""

    entity_description: ServerSensorDescription[StateT]

    @property
    @override
    def native_value(self) -> StateType:
        """Return the number."""
        return self.entity_description.value(self.coordinator.data)


class RootFolderFree(ServerEntity[ArrCoordinator], SensorEntity):
    """The space left where a root folder lies."""

    def __init__(self, coordinator: ArrCoordinator, path: str) -> None:
        """Show the folder at path, as the app sees it."""
        super().__init__(
            coordinator,
            SensorEntityDescription(
                key=f"disk_free_{path}",
                translation_key="root_folder_free",
                translation_placeholders={"folder": path},
                device_class=SensorDeviceClass.DATA_SIZE,
                native_unit_of_measurement=UnitOfInformation.BYTES,
                suggested_unit_of_measurement=UnitOfInformation.GIBIBYTES,
                suggested_display_precision=0,
                state_class=SensorStateClass.MEASUREMENT,
                entity_category=EntityCategory.DIAGNOSTIC,
            ),
        )
        self._path = path

    @property
    @override
    def available(self) -> bool:
        """Return whether the folder is there and can be read."""
        return super().available and self._free is not None

    @property
    @override
    def native_value(self) -> int | None:
        """Return the bytes left."""
        return self._free

    @property
    def _free(self) -> int | None:
        for folder in self.coordinator.data.root_folders:
            if folder.path == self._path:
                return folder.free
        return None
