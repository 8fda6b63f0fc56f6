"""The Home Assistant that watches the world: real, in this process, and mortal."""

from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant import loader
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.const import CONF_API_KEY, CONF_NAME, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from benchmarks.timeless import living
from benchmarks.timeless.loop import TimelessLoop
from custom_components.autoarr.const import CONF_MODE, DOMAIN
from custom_components.autoarr.coordinators import arr, base, sabnzbd
from custom_components.autoarr.downloads import clock
from custom_components.autoarr.engine import Engine, conductor
from simulator.world import Simulation

_SERVERS = ("sonarr", "radarr", "sabnzbd")
_LONGEST_GAP = timedelta(hours=2)
"""How far apart looks may be; clocks would else stand still between rare looks."""
_PACED = (
    (base, "WATCH"),
    (base, "SLOWEST_RETRY"),
    (arr, "REFRESH"),
    (sabnzbd, "REFRESH"),
    (sabnzbd, "BUSY_REFRESH"),
    (conductor, "LONGEST_SLEEP"),
)
"""How often AutoArr looks; the world would else be nothing but looks."""


@contextmanager
def living_in(loop: TimelessLoop) -> Iterator[None]:
    """Let a home go by a loop's clock, with looks that are far apart."""
    with (
        living.living_in(loop),
        patch.object(clock, "CLIENT_GAP", _LONGEST_GAP),
        patch.object(clock, "APP_GAP", _LONGEST_GAP),
    ):
        yield


class Home:
    """A Home Assistant with one stack, which may be restarted at any time."""

    def __init__(self, simulation: Simulation, folder: Path) -> None:
        """Prepare to live in a folder, which keeps the database over restarts."""
        self._simulation = simulation
        self._folder = folder
        self._stay: AsyncExitStack | None = None
        self.hass: HomeAssistant
        self.entry: MockConfigEntry

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._stay is not None

    @property
    def engine(self) -> Engine:
        """The engine of the stack."""
        engine: Engine = self.entry.runtime_data
        return engine

    async def start(self) -> None:
        """Start Home Assistant and set the stack up."""
        stay = AsyncExitStack()
        self.hass = await stay.enter_async_context(
            async_test_home_assistant(config_dir=str(self._folder))
        )
        self.hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        self.entry = self._make_entry()
        self.entry.add_to_hass(self.hass)
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        self._stay = stay

    async def stop(self) -> None:
        """Take the stack down, and Home Assistant with it."""
        if self._stay is None:
            return
        stay, self._stay = self._stay, None
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self.hass.async_stop(force=True)
        await stay.aclose()

    def pace(self, seconds: float, *, at_once: bool) -> None:
        """Look every so many world seconds from now on; the next time at once."""
        for module, name in _PACED:
            setattr(module, name, timedelta(seconds=seconds))
        if not (self.up and at_once):
            return
        for coordinator in self.engine.coordinators.values():
            self.entry.async_create_background_task(
                self.hass, coordinator.async_refresh_now(), f"{DOMAIN} pace"
            )

    def _make_entry(self) -> MockConfigEntry:
        addresses = self._simulation.connections()
        return MockConfigEntry(
            domain=DOMAIN,
            entry_id="simulated-months",
            title="Home",
            data={},
            options={CONF_MODE: "automatic"},
            subentries_data=[_server(name, addresses[name]) for name in _SERVERS],
        )


def _server(name: str, address: dict[str, Any]) -> ConfigSubentryDataWithId:
    return ConfigSubentryDataWithId(
        data={
            CONF_NAME: name.capitalize(),
            CONF_URL: address["url"],
            CONF_API_KEY: address["api_key"],
            CONF_VERIFY_SSL: True,
        },
        subentry_id=f"server-{name}",
        subentry_type=name,
        title=name.capitalize(),
        unique_id=address["url"],
    )
