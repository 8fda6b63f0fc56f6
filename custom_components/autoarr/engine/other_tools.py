"""Notices that something else removes downloads too, and stands back until told otherwise."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util

if TYPE_CHECKING:
    from .stack import Engine

OTHER_TOOLS = "other_tools"
WINDOW = timedelta(hours=24)
TOLERATED = 1
"""Removals by others within the window that may be a person's."""


class OtherTools:
    """What is known, server by server, of others that recover downloads as well."""

    def __init__(self, engine: Engine) -> None:
        """Know of nobody."""
        self._engine = engine
        self._removals: dict[str, list[datetime]] = {}
        self.held: dict[str, datetime] = {}
        """Servers on which recovery waits for a person's decision, and since when."""
        self._left: set[str] = set()
        """Servers that AutoArr was told to keep off."""
        self._ours: set[str] = set()
        """Servers on which it was told to go on whatever others do."""

    def holds(self, server_id: str | None) -> bool:
        """Return whether AutoArr keeps off a server."""
        return server_id in self.held or server_id in self._left

    async def load(self) -> None:
        """Read what was known and decided before a restart.

        Raises:
            StoreError: It could not be read.
        """
        told = await self._engine.store.settings.get(OTHER_TOOLS)
        known: dict[str, Any] = told if isinstance(told, dict) else {}
        self._left = set(known.get("left", ()))
        self._ours = set(known.get("ours", ()))
        self.held = _moments(known.get("held", {}))
        self._removals = {
            server_id: [at for at in map(dt_util.parse_datetime, times) if at]
            for server_id, times in known.get("removals", {}).items()
        }

    async def saw_removal(self, server_id: str, now: datetime) -> None:
        """Note that a failed download vanished without AutoArr.

        Raises:
            StoreError: It could not be written.
        """
        recent = [at for at in self._removals.get(server_id, ()) if now - at <= WINDOW]
        self._removals[server_id] = [*recent, now]
        if len(recent) >= TOLERATED and server_id not in self._ours | self._left:
            self.held.setdefault(server_id, now)
        await self._save()

    async def go_on(self, server_id: str) -> None:
        """Recover on a server whatever others do there.

        Raises:
            StoreError: It could not be written.
        """
        self.held.pop(server_id, None)
        self._left.discard(server_id)
        self._ours.add(server_id)
        await self._save()

    async def keep_off(self, server_id: str) -> None:
        """Leave a server to others.

        Raises:
            StoreError: It could not be written.
        """
        self.held.pop(server_id, None)
        self._left.add(server_id)
        await self._save()

    async def _save(self) -> None:
        await self._engine.store.settings.set(
            OTHER_TOOLS,
            {
                "left": [*sorted(self._left)],
                "ours": [*sorted(self._ours)],
                "held": {key: at.isoformat() for key, at in self.held.items()},
                "removals": {
                    key: [at.isoformat() for at in times]
                    for key, times in self._removals.items()
                },
            },
        )


def _moments(told: dict[str, str]) -> dict[str, datetime]:
    """Return the times that were stored as text."""
    read = {key: dt_util.parse_datetime(text) for key, text in told.items()}
    return {key: at for key, at in read.items() if at}
