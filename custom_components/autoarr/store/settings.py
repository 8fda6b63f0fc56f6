"""Small values that are not options, as the switch that stops automatic recovery."""

import msgspec
from sqlalchemy import Connection, select

from ..activity import JsonValue
from .database import Database
from .rows import upsert
from .schema import setting as table


class Settings:
    """The settings of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the settings of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def get(self, name: str, default: JsonValue = None) -> JsonValue:
        """Return a setting, or what it is when it was never set."""
        wanted = select(table.c.value).where(
            table.c.stack_id == self._stack_id, table.c.name == name
        )
        text = await self._database.read(lambda connection: connection.scalar(wanted))
        if text is None:
            return default
        value: JsonValue = msgspec.json.decode(text)
        return value

    async def set(self, name: str, value: JsonValue) -> None:
        """Change a setting. It is on disk when this returns.

        Raises:
            StoreError: It could not be written.
        """

        def work(connection: Connection) -> None:
            upsert(
                connection,
                table,
                {"stack_id": self._stack_id, "name": name},
                {"value": msgspec.json.encode(value).decode()},
            )

        await self._database.write(work, urgent=True)
