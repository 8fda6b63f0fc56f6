"""Finds the dashboard that shows a stack, so that notifications can lead there."""

from contextlib import suppress
from typing import Final

from homeassistant.components.lovelace.const import LOVELACE_DATA, ConfigNotFound
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import DOMAIN

STRATEGY: Final = f"custom:{DOMAIN}"
TO_DO: Final = "/todo"
"""Where requests are, for who has no dashboard of ours."""


async def path(hass: HomeAssistant) -> str:
    """Return the path of a dashboard that AutoArr builds, or else of the to-do lists."""
    return await own(hass) or TO_DO


async def own(hass: HomeAssistant) -> str | None:
    """Return the path of a dashboard that AutoArr builds; None where there is none."""
    data = hass.data.get(LOVELACE_DATA)
    for url_path, dashboard in (data.dashboards if data else {}).items():
        with suppress(ConfigNotFound, HomeAssistantError):
            config = await dashboard.async_load(False)
            match config.get("strategy"):
                case {"type": type_} if type_ == STRATEGY:
                    return f"/{url_path or 'lovelace'}"
    return None
