"""Home Assistant actions: one file a family, each with its schemas beside its handlers."""

from homeassistant.core import HomeAssistant, callback

from . import activity, ai, audit, downloads, recovery, requests


@callback
def async_register_actions(hass: HomeAssistant) -> None:
    """Register all actions, once, whether or not a stack is set up."""
    for family in (activity, ai, audit, downloads, recovery, requests):
        family.async_register(hass)
