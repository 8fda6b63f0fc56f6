"""Which servers of a stack are there: told once when one goes, and once when it is back."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import callback
from homeassistant.exceptions import ConfigEntryNotReady, HomeAssistantError
from homeassistant.util import dt as dt_util

from ..activity import ActivityKind, Severity
from ..const import DOMAIN, LOGGER
from ..coordinators import AnyCoordinator
from ..downloads.model import Message
from ..store import StoreError
from .readings import Readings

if TYPE_CHECKING:
    from .stack import Engine

AWAY = "servers_away"
"""Setting: ids of the servers that were told to have gone."""


class Presence:
    """Tells of one stack's servers going and coming."""

    def __init__(self, engine: Engine, readings: Readings) -> None:
        """Know nothing yet of engine's servers, whose readings end when they go."""
        self._engine = engine
        self._readings = readings
        self._away: set[str] = set()

    async def load(self) -> None:
        """Remember who had gone before a restart.

        Raises:
            StoreError: It could not be read.
        """
        away = await self._engine.store.settings.get(AWAY)
        self._away.update(map(str, away) if isinstance(away, list) else ())

    @callback
    def async_follow_all(self) -> None:
        """Poll on, even with all entities disabled, and tell who goes or comes.

        Raises:
            ConfigEntryNotReady: There are servers, and none of them answers.
        """
        everybody = tuple(self._engine.coordinators.values())
        if everybody and not any(each.last_update_success for each in everybody):
            raise ConfigEntryNotReady(
                translation_domain=DOMAIN, translation_key="no_server_answered"
            )
        for coordinator in everybody:
            if not coordinator.last_update_success:
                LOGGER.error(
                    "Error fetching %s data: %s",
                    coordinator.name,
                    coordinator.last_exception,
                )
            self._watch(coordinator)
            self._engine.entry.async_on_unload(
                coordinator.async_add_listener(partial(self._watch, coordinator))
            )

    @callback
    def _watch(self, coordinator: AnyCoordinator) -> None:
        engine, server = self._engine, coordinator.server
        available = coordinator.last_update_success
        if available is (server.id not in self._away):
            return
        if available:
            self._away.discard(server.id)
            engine.watched_since[server.id] = dt_util.utcnow()
        else:
            self._away.add(server.id)
            self._readings.lose(coordinator)
        engine.entry.async_create_background_task(
            engine.hass, self._remember(), f"{DOMAIN} servers away"
        )
        engine.feed.tell(
            ActivityKind.SERVER,
            availability(coordinator),
            event="server_available" if available else "server_unavailable",
            severity=Severity.SUCCESS if available else Severity.ERROR,
            server_id=server.id,
            title=server.name,
        )
        engine.conductor.wake()
        engine.desk.runner.wake()

    async def _remember(self) -> None:
        """Let nobody be told twice, should Home Assistant restart meanwhile."""
        with suppress(StoreError):
            await self._engine.store.settings.set(AWAY, [*sorted(self._away)])


def availability(coordinator: AnyCoordinator) -> Message:
    """Return the sentence that a server answers again, or why it does not."""
    name = {"server": coordinator.server.name}
    if coordinator.last_update_success:
        return Message(key="activity_server_available", placeholders=name)
    error = coordinator.last_exception
    if isinstance(error, HomeAssistantError) and error.translation_key:
        return Message(
            key=f"exceptions.{error.translation_key}",
            placeholders=error.translation_placeholders or name,
        )
    return Message(key="activity_server_unavailable", placeholders=name)
