"""A database that was damaged: the stack starts again without it, and a person is told."""

from contextlib import suppress
from typing import TYPE_CHECKING

from homeassistant.core import callback

from ..store import StoreError

if TYPE_CHECKING:
    from .stack import Engine

KEPT_AS = "damaged_kept_as"
"""Setting: the file's name; empty once a person has seen it."""


class Damage:
    """What is known of a database that one stack had to do without.

    Attributes:
        kept_as: Name of the file that was set aside; empty when nobody needs to know.
    """

    def __init__(self, engine: Engine) -> None:
        """Look after the database of engine's stack."""
        self._engine = engine
        self.kept_as = ""

    async def load(self) -> None:
        """Find out whether there is something to tell, now or since an earlier start."""
        store = self._engine.store
        noted = await store.settings.get(KEPT_AS)
        if noted is None and store.aside:
            noted = store.aside.name
            with suppress(StoreError):
                await store.settings.set(KEPT_AS, noted)
        self.kept_as = str(noted or "")

    async def seen(self) -> None:
        """Tell nobody any more.

        Raises:
            StoreError: It could not be written down.
        """
        await self._engine.store.settings.set(KEPT_AS, "")
        self.kept_as = ""
        self._engine.async_tell_listeners()

    @callback
    def async_hear(self, _is_healthy: bool) -> None:
        """Start the stack again when its database broke while it was open."""
        self._engine.async_tell_listeners()
        if self._engine.store.damaged:
            self._engine.hass.config_entries.async_schedule_reload(
                self._engine.entry.entry_id
            )
