"""The few lines about AutoArr on Home Assistant's own health page."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .engine import AutoArrConfigEntry


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register what AutoArr has to say."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return counts over all stacks; nothing here asks a server."""
    entries: list[AutoArrConfigEntry] = [
        entry
        for entry in hass.config_entries.async_entries(DOMAIN)
        if entry.state is ConfigEntryState.LOADED
    ]
    engines = [entry.runtime_data for entry in entries]
    coordinators = [each for engine in engines for each in engine.coordinators.values()]
    connected = sum(each.last_update_success for each in coordinators)
    return {
        "stacks": len(engines),
        "servers_connected": f"{connected}/{len(coordinators)}",
        "database": "ok" if all(each.store.healthy for each in engines) else "error",
        "recovery_mode": ", ".join(sorted({each.mode.value for each in engines})),
        "open_failures": sum(len(engine.failures) for engine in engines),
    }
