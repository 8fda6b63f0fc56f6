"""Binary sensors: servers that answer, apps that complain, things that wait for you."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinators import AnyCoordinator, ArrState, SabState, ServerCoordinator
from .engine import AutoArrConfigEntry
from .entity import ServerEntity, StackEntity
from .servers.models import ServerType

PARALLEL_UPDATES = 0

ATTENTION = BinarySensorEntityDescription(
    key="attention_needed",
    translation_key="attention_needed",
    device_class=BinarySensorDeviceClass.PROBLEM,
)
CONNECTED = BinarySensorEntityDescription(
    key="connected",
    translation_key="connected",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)


@dataclass(frozen=True, kw_only=True)
class ProblemDescription[StateT](BinarySensorEntityDescription):
    """How to tell from a server's state that something is wrong with it."""

    is_on: Callable[[StateT], bool]


def _arr_problem(state: ArrState) -> bool:
    return any(check.level in ("warning", "error") for check in state.health)


def _sab_problem(state: SabState) -> bool:
    return bool(state.queue.warnings) or any(
        server.error or not server.active for server in state.news_servers
    )


def _problem[StateT](is_on: Callable[[StateT], bool]) -> ProblemDescription[StateT]:
    return ProblemDescription(
        key="problem",
        translation_key="problem",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on=is_on,
    )


PROBLEMS: dict[ServerType, ProblemDescription[Any]] = {
    ServerType.SONARR: _problem(_arr_problem),
    ServerType.RADARR: _problem(_arr_problem),
    ServerType.SABNZBD: _problem(_sab_problem),
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: AutoArrConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of a stack and its servers."""
    engine = entry.runtime_data
    async_add_entities([AttentionNeeded(engine, ATTENTION)])
    for server_id, coordinator in engine.coordinators.items():
        entities: list[BinarySensorEntity] = [Connected(coordinator, CONNECTED)]
        if problem := PROBLEMS.get(coordinator.server.type):
            entities.append(Problem(coordinator, problem))
        async_add_entities(entities, config_subentry_id=server_id)


class AttentionNeeded(StackEntity, BinarySensorEntity):
    """Something waits for a person."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether something waits."""
        return self.engine.attention_needed


class Connected(ServerEntity[AnyCoordinator], BinarySensorEntity):
    """The server answers. This entity knows best when everything else does not."""

    @property
    @override
    def available(self) -> bool:
        """Return true: a server that is away is known to be away."""
        return True

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the server answered last time."""
        return self.coordinator.last_update_success


class Problem[StateT](ServerEntity[ServerCoordinator[StateT, Any]], BinarySensorEntity):
    """The app complains about something."""

    entity_description: ProblemDescription[StateT]

    @property
    @override
    def is_on(self) -> bool:
        """Return whether it complains."""
        return self.entity_description.is_on(self.coordinator.data)
