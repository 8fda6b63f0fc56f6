"""A home with AutoArr in it, as tests see it: set up, waited for, and listened to."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.config_entries import ConfigSubentryData, ConfigSubentryDataWithId
from homeassistant.const import (
    CONF_API_KEY,
    CONF_NAME,
    CONF_TOKEN,
    CONF_URL,
    CONF_VERIFY_SSL,
    MATCH_ALL,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import (
    CONF_MODE,
    CONF_RETRY_DELAY_2,
    CONF_RETRY_DELAY_3,
    CONF_SEARCH_WAIT,
    CONF_SETTLE_TIME,
    DOMAIN,
)
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.servers.models import ServerType
from simulator.world import Simulation

QUICK: dict[str, Any] = {
    CONF_MODE: "automatic",
    CONF_SETTLE_TIME: 1,
    CONF_SEARCH_WAIT: 4,
    CONF_RETRY_DELAY_2: 2,
    CONF_RETRY_DELAY_3: 2,
}
"""Options with which a recovery takes seconds."""

OUR_AGENT = "HomeAssistant/"
"""How requests of Home Assistant begin their user agent; the apps have names of their own."""


def stack(
    simulation: Simulation,
    options: Mapping[str, Any] | None = None,
    only: tuple[ServerType, ...] = tuple(ServerType),
) -> MockConfigEntry:
    """Return a stack of the simulated servers."""
    addresses = simulation.connections()
    return MockConfigEntry(
        domain=DOMAIN,
        title="Home",
        data={},
        options={**QUICK, **(options or {})},
        subentries_data=[
            _server(server_type, addresses[server_type]) for server_type in only
        ],
    )


def same_stack(
    addresses: Mapping[str, Mapping[str, str]], options: Mapping[str, Any]
) -> MockConfigEntry:
    """Return the stack that a home has in each of its lives, as if read from its disk."""
    return MockConfigEntry(
        domain=DOMAIN,
        entry_id="home",
        title="Home",
        data={},
        options={**QUICK, **options},
        subentries_data=[
            ConfigSubentryDataWithId(
                **_server(server_type, addresses[server_type]), subentry_id=server_type
            )
            for server_type in ServerType
        ],
    )


def _server(server_type: ServerType, address: Mapping[str, str]) -> ConfigSubentryData:
    name = server_type.value.capitalize()
    secret = CONF_TOKEN if server_type is ServerType.PLEX else CONF_API_KEY
    return ConfigSubentryData(
        data={
            CONF_NAME: name,
            CONF_URL: address["url"],
            secret: address[secret],
            CONF_VERIFY_SSL: True,
        },
        subentry_type=server_type,
        title=name,
        unique_id=address["url"],
    )


class Home:
    """A Home Assistant with one stack."""

    def __init__(
        self, hass: HomeAssistant, simulation: Simulation, entry: MockConfigEntry
    ) -> None:
        """Listen to everything from now on."""
        self.hass = hass
        self.simulation = simulation
        self.entry = entry
        self.events: list[Event] = []
        hass.bus.async_listen(MATCH_ALL, self._hear)

    @callback
    def _hear(self, event: Event) -> None:
        if str(event.event_type).startswith(f"{DOMAIN}_"):
            self.events.append(event)

    @property
    def engine(self) -> Engine:
        """The engine of the stack."""
        engine: Engine = self.entry.runtime_data
        return engine

    async def set_up(self) -> None:
        """Add the stack and wait until it is loaded."""
        if self.entry.entry_id not in {
            entry.entry_id for entry in self.hass.config_entries.async_entries()
        }:
            self.entry.add_to_hass(self.hass)
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def unload(self) -> None:
        """Take the stack down, as when Home Assistant stops."""
        assert await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def reload(self) -> None:
        """Take the stack down and set it up again."""
        await self.unload()
        await self.set_up()

    async def looks(self, number: int) -> None:
        """Wait until every server was looked at a number of times more."""
        for _ in range(number):
            for coordinator in self.engine.coordinators.values():
                await coordinator.async_refresh_now()

    async def passes(self, seconds: float) -> None:
        """Let time pass in which AutoArr may do something, or not."""
        await asyncio.sleep(seconds)

    async def switch(self, entity_id: str, *, on: bool) -> None:
        """Turn a switch on or off."""
        await self.hass.services.async_call(
            "switch",
            "turn_on" if on else "turn_off",
            {"entity_id": entity_id},
            blocking=True,
        )

    def issues(self) -> list[ir.IssueEntry]:
        """Return the repair issues that are open."""
        return [
            issue
            for issue in ir.async_get(self.hass).issues.values()
            if issue.domain == DOMAIN and issue.active
        ]

    def heard(self, name: str) -> list[Mapping[str, Any]]:
        """Return the payloads of the events of a name, such as download_failed."""
        return [
            event.data
            for event in self.events
            if event.event_type == f"{DOMAIN}_{name}"
        ]

    def told(self) -> list[Mapping[str, Any]]:
        """Return the payloads of all events but those of the feed."""
        return [
            event.data
            for event in self.events
            if event.event_type != f"{DOMAIN}_activity"
        ]

    def state(self, entity_id: str) -> str:
        """Return the state of an entity."""
        state = self.hass.states.get(entity_id)
        assert state is not None, entity_id
        return state.state

    async def wait_for(self, name: str, patience: float = 30) -> Mapping[str, Any]:
        """Wait for an event and return its payload."""
        await self.until(lambda: bool(self.heard(name)), f"no {name}", patience)
        return self.heard(name)[-1]

    async def until(
        self, holds: Callable[[], bool], complaint: str, patience: float = 30
    ) -> None:
        """Wait until something holds."""
        end = self.hass.loop.time() + patience
        while not holds():
            if self.hass.loop.time() > end:
                told = "\n".join(
                    f"{event.event_type}: {event.data.get('message')}"
                    for event in self.events
                )
                raise AssertionError(f"{complaint} after {patience} s; heard:\n{told}")
            await asyncio.sleep(0.05)

    def writes(self, server: str | None = None) -> list[str]:
        """Return what Home Assistant asked servers to change, oldest first."""
        return [
            f"{name} {request.method} {request.path} {request.params} {request.body}"
            for name, each in self.simulation.servers.items()
            for request in each.writes
            if server in (None, name) and request.agent.startswith(OUR_AGENT)
        ]

    async def act(self, action: str, **data: Any) -> Any:
        """Call one of our actions and return its response."""
        return await self.hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )
