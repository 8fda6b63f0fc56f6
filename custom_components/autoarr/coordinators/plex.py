"""When to ask Plex: who is watching twice a minute, the libraries now and then."""

from dataclasses import replace
from datetime import timedelta
from typing import override

from ..servers.models import PlexSessions, ServerInfo
from ..servers.plex import PlexClient
from .base import HEALTH, UPDATE_CHECK, ServerCoordinator
from .state import PlexState

SESSIONS = timedelta(seconds=30)


class PlexCoordinator(ServerCoordinator[PlexState, PlexClient]):
    """Watches one Plex server."""

    @override
    async def _async_look(self, info: ServerInfo) -> PlexState:
        state = self.data or PlexState(info=info, sessions=PlexSessions(count=0))
        if self._is_due("health", HEALTH):
            sections = await self._read_extra(
                "libraries", self.client.sections, state.sections
            )
            state = replace(state, sections=sections)
        if self._is_due("update", UPDATE_CHECK):
            update = await self._read_extra(
                "newest version", self.client.latest_update, state.update
            )
            state = replace(state, update=update)
        return replace(state, info=info, sessions=await self.client.sessions())

    @override
    def _interval(self, state: PlexState) -> timedelta:
        return SESSIONS
