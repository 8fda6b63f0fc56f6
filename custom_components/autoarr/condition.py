"""Conditions of automations: whether all is well, and whether recovery is at work."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Unpack, cast, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, CONF_OPTIONS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import (
    Condition,
    ConditionCheckParams,
    ConditionConfig,
)
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .const import DOMAIN
from .downloads.errors import NotKnown
from .downloads.model import FailureState
from .engine import AutoArrConfigEntry, Engine
from .engine.overview import needs_attention, problem

CONF_SERVER = "server"

type Fields = dict[Any, Any]


class StackCondition(Condition):
    """Asks something of the stack that is meant, or of each that there is."""

    fields: ClassVar[Fields] = {}
    """The options besides the stack."""

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Ask by the options."""
        super().__init__(hass, config)
        self._wanted: Mapping[str, Any] = config.options or {}

    @override
    @classmethod
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Check the options."""
        schema = vol.Schema(
            {
                vol.Required(CONF_OPTIONS, default=dict): {
                    vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
                    **cls.fields,
                }
            }
        )
        return cast("ConfigType", schema(config))

    def _engines(self) -> Iterator[Engine | None]:
        """Yield the stacks that are asked; None for one that is not loaded."""
        wanted = self._wanted.get(ATTR_CONFIG_ENTRY_ID)
        entries: list[AutoArrConfigEntry] = self._hass.config_entries.async_entries(
            DOMAIN, include_ignore=False, include_disabled=False
        )
        for entry in entries:
            if wanted in (None, entry.entry_id):
                is_loaded = entry.state is ConfigEntryState.LOADED
                yield entry.runtime_data if is_loaded else None


class IsHealthy(StackCondition):
    """All servers answer, and nothing waits for a person; or: a server is well."""

    fields: ClassVar[Fields] = {vol.Optional(CONF_SERVER): cv.string}

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Return whether all is well; what is not loaded is not well."""
        server = self._wanted.get(CONF_SERVER)
        engines = list(self._engines())
        if not engines or None in engines:
            return False
        if server is None:
            return not any(needs_attention(engine) for engine in engines if engine)
        found = [
            well for engine in engines if (well := _is_well(engine, server)) is not None
        ]
        return bool(found) and all(found)


def _is_well(engine: Engine | None, server: str) -> bool | None:
    """Return whether a server has no problem; None if the stack has no such server."""
    if engine is None:
        return None
    try:
        coordinator = engine.coordinators[engine.server_id(server)]
    except NotKnown:
        return None
    return problem(engine, coordinator) is None


class IsRecovering(StackCondition):
    """AutoArr is getting something again at the moment."""

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Return whether any failure is being recovered."""
        return any(
            failure.state is FailureState.RECOVERING
            for engine in self._engines()
            if engine
            for failure in engine.failures.values()
        )


CONDITIONS: dict[str, type[Condition]] = {
    "is_healthy": IsHealthy,
    "is_recovering": IsRecovering,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by their names without the domain."""
    return CONDITIONS
