"""When to ask Plex: who is watching twice a minute, the libraries now and then."""

from datetime import timedelta
from typing import override

from ..servers.models import ServerInfo
from ..servers.plex import PlexClient
from .base import HEALTH, ServerCoordinator
from .state import PlexState

SESSIONS = timedelta(seconds=30)


class PlexCoordinator(ServerCoordinator[PlexState, PlexClient]):
    """Watches one Plex server."""

    @override
    async def _async_look(self, info: ServerInfo) -> PlexState:
        sections = self.data.sections if self.data else ()
        if self._is_due("health", HEALTH):
            sections = tuple(await self.client.sections())
        return PlexState(
            info=info, sessions=await self.client.sessions(), sections=sections
        )

    @override
    def _interval(self, state: PlexState) -> timedelta:
        return SESSIONS
