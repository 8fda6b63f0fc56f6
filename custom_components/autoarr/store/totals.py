"""Counters that retention does not touch."""

from collections.abc import Sequence
from dataclasses import fields, replace

from sqlalchemy import Connection, select

from .database import Database
from .records import Totals
from .rows import upsert
from .schema import total as table

_NAMES = frozenset(each.name for each in fields(Totals))


class Counters:
    """The totals of one stack. They are read once and then kept in memory as well."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the totals of a stack in a database."""
        self._database = database
        self._stack_id = stack_id
        self._totals: Totals | None = None

    async def get(self) -> Totals:
        """Return the totals.

        Raises:
            StoreError: The database could not be read.
        """
        if self._totals is None:
            wanted = select(table.c.name, table.c.value).where(
                table.c.stack_id == self._stack_id
            )
            rows = await self._database.read(
                lambda connection: connection.execute(wanted).all()
            )
            self._totals = Totals(
                **{name: value for name, value in rows if name in _NAMES}
            )
        return self._totals

    async def add(self, name: str, n: int = 1) -> Totals:
        """Count something and return the new totals. It is written within a second.

        Args:
            name: A field of `Totals`.
            n: How many.

        Raises:
            StoreError: The database could not be read.
            ValueError: There is no such total.
        """
        if name not in _NAMES:
            raise ValueError(f"there is no total {name}")
        totals = await self.get()
        value: int = getattr(totals, name) + n
        self._totals = replace(totals, **{name: value})
        self._database.later(self._write, (name, value))
        return self._totals

    def _write(self, connection: Connection, values: Sequence[tuple[str, int]]) -> None:
        for name, value in dict(values).items():
            key = {"stack_id": self._stack_id, "name": name}
            upsert(connection, table, key, {"value": value})
