"""Clients of a simulated stack, and changing its settings from inside."""

from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import aiohttp

from custom_components.autoarr.audit.arr_settings import ArrSettings
from custom_components.autoarr.audit.engine import Audit, audit
from custom_components.autoarr.audit.fixes import Fixer, Keep, forget
from custom_components.autoarr.audit.plex_settings import PlexSettings
from custom_components.autoarr.audit.readers import read
from custom_components.autoarr.audit.sabnzbd_settings import SabnzbdSettings
from custom_components.autoarr.audit.views import Stack, Told
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from simulator.world import Simulation

from .worlds import GONE, Changes, put, words

type AnyClient = SonarrClient | RadarrClient | SabnzbdClient | PlexClient


@dataclass(slots=True)
class Home:
    """A simulated stack and who asks it.

    Attributes:
        sim: The stack from inside.
        clients: One per server, by name.
        asked: How many requests an audit took last.
        known: What is known before an audit asks, by server.
    """

    sim: Simulation
    clients: Mapping[str, AnyClient]
    asked: int = 0
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    async def look(self) -> Stack:
        """Return what the servers say now."""
        stack = Stack(datetime.fromtimestamp(self.sim.clock.time(), UTC))
        self.asked = 0
        for name, client in self.clients.items():

            async def ask(path: str, client: AnyClient = client) -> bytes:
                self.asked += 1
                return await client.setting(path)

            stack.add(
                Told(
                    server_id=name,
                    name=name,
                    server_type=client.server_type,
                    answers=await read(client.server_type, ask, self.known.get(name)),
                    url=client.url,
                )
            )
        return stack

    async def audit(self) -> Audit:
        """Return what an audit finds now."""
        return audit(await self.look(), words())

    def fixer(self, keep: Keep = forget) -> Fixer:
        """Return what mends this stack."""
        sonarr, radarr = self.clients["sonarr"], self.clients["radarr"]
        sabnzbd, plex = self.clients["sabnzbd"], self.clients["plex"]
        assert isinstance(sonarr, SonarrClient)
        assert isinstance(radarr, RadarrClient)
        assert isinstance(sabnzbd, SabnzbdClient)
        assert isinstance(plex, PlexClient)
        numbers = count(1)
        return Fixer(
            {
                "sonarr": ArrSettings(sonarr, self.sim.clock.sleep),
                "radarr": ArrSettings(radarr, self.sim.clock.sleep),
                "sabnzbd": SabnzbdSettings(sabnzbd),
                "plex": PlexSettings(plex),
            },
            now=lambda: datetime.fromtimestamp(self.sim.clock.time(), UTC),
            new_id=lambda: str(next(numbers)),
            keep=keep,
        )

    def state(self) -> dict[str, Any]:
        """Return all settings of all apps as they are inside."""
        apps = (self.sim.sonarr.core.settings, self.sim.radarr.core.settings)
        return deepcopy(
            {
                "arrs": [(app.config, app.lists) for app in apps],
                "sabnzbd": self.sim.sabnzbd.engine.settings._values,
                "plex": self.sim.plex.plex.preferences._values,
            }
        )

    def change(self, changes: Changes) -> None:
        """Change settings behind the backs of the apps' doors, as people do."""
        for where, value in changes.items():
            server, path, pointer = where.split("|")
            for place, rest in self._places(server, path, pointer):
                put(place, rest, value if value is GONE else deepcopy(value))

    def _places(
        self, server: str, path: str, pointer: str
    ) -> Iterator[tuple[Any, str]]:
        if server == "sabnzbd" and path == "get_config":
            yield self.sim.sabnzbd.engine.settings._values, pointer.partition("/")[2]
        elif server == "plex" and path == ":/prefs":
            name = pointer.partition("id=")[2].partition("/")[0]
            yield self.sim.plex.plex.preferences._values, name
        elif server in {"sonarr", "radarr"}:
            app = self.sim.app("series" if server == "sonarr" else "movie")
            kind, _, name = path.rpartition("/")
            if kind == "config":
                yield app.core.settings.config[name], pointer
            elif name in app.core.settings.lists:
                yield app.core.settings.lists[name], pointer
            else:
                raise LookupError(path)
        else:
            raise LookupError(path)


async def clients(sim: Simulation, stack: AsyncExitStack) -> dict[str, AnyClient]:
    """Return a client of each server."""
    session = await stack.enter_async_context(aiohttp.ClientSession())
    return {
        "sonarr": SonarrClient(session, sim.sonarr.url, sim.sonarr.api_key),
        "radarr": RadarrClient(session, sim.radarr.url, sim.radarr.api_key),
        "sabnzbd": SabnzbdClient(session, sim.sabnzbd.url, sim.sabnzbd.api_key),
        "plex": PlexClient(session, sim.plex.url, sim.plex.token),
    }
