"""AutoArr: cruise control for Sonarr, Radarr, SABnzbd and Plex."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import UpdateListenerType
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from . import (
    cards,
    devices,
    events,
    issues,
    live,
    notifications,
    posters,
    websocket_api,
)
from .actions import async_register_actions
from .const import DOMAIN, SUBENTRY_PROFILE, SUBENTRY_RULE
from .engine import AutoArrConfigEntry, Engine
from .voice import listener

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TODO,
    Platform.UPDATE,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register what exists once, whatever the number of stacks."""
    async_register_actions(hass)
    websocket_api.async_register(hass)
    await cards.async_register(hass)
    posters.register(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: AutoArrConfigEntry) -> bool:
    """Set up one stack."""
    engine = Engine(hass, entry)
    entry.runtime_data = engine

    @callback
    def open_feed(_: HomeAssistant) -> None:
        engine.async_open_feed()

    # From the first reading on: something may have failed while HA was down.
    entry.async_on_unload(
        engine.feed_to(lambda activity: events.fire(hass, entry, activity))
    )
    await engine.async_start()
    devices.register(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(issues.follow(hass, entry, engine))
    entry.async_on_unload(notifications.follow(hass, entry, engine))
    entry.async_on_unload(live.follow(hass, entry))
    entry.async_on_unload(cards.show(hass))
    await listener.async_follow(hass, entry, engine)
    # Automations are armed, and the event entity is there, only now.
    entry.async_on_unload(async_at_started(hass, open_feed))
    entry.async_on_unload(entry.add_update_listener(_follower(entry)))
    # Somebody may have changed a rule while nobody listened yet.
    engine.async_take_rules()
    return True


def _follower(entry: AutoArrConfigEntry) -> UpdateListenerType:
    """Return what follows changes of an entry: rules and profiles need no reload."""
    started_with = _all_but_rules(entry)
    profiles = _profiles(entry)

    async def follow(hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
        nonlocal profiles
        known, profiles = profiles, _profiles(entry)
        live = entry.runtime_data.async_take_rules() or profiles != known
        if not live or _all_but_rules(entry) != started_with:
            await hass.config_entries.async_reload(entry.entry_id)

    return follow


def _profiles(entry: AutoArrConfigEntry) -> list[Mapping[str, Any]]:
    """Return the profiles of a stack, which are read whenever somebody asks."""
    return [
        subentry.data
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_PROFILE
    ]


def _all_but_rules(entry: AutoArrConfigEntry) -> dict[str, Any]:
    """Return what an entry says of the stack, its servers and its options."""
    subentries = [
        subentry.as_dict()
        for subentry in entry.subentries.values()
        if subentry.subentry_type not in (SUBENTRY_RULE, SUBENTRY_PROFILE)
    ]
    return {**entry.as_dict(), "subentries": subentries, "modified_at": None}


async def async_unload_entry(hass: HomeAssistant, entry: AutoArrConfigEntry) -> bool:
    """Take a stack down; what it was doing is in the store."""
    if unloaded := await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        await entry.runtime_data.async_stop()
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
    """Forget what was kept about a stack that is gone for good."""
    notifications.forget(hass, entry)
    live.forget(hass, entry)
    await Engine.async_forget(hass, entry)
