"""How far each server's past is known."""

from sqlalchemy import Connection, delete, select

from .codec import micros, moment
from .database import Database
from .records import Mark
from .rows import upsert
from .schema import mark as table


class Marks:
    """The marks of one stack's servers."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the marks of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def get(self, server_id: str) -> Mark | None:
        """Return a server's mark; None before its first successful read."""
        wanted = select(table).where(
            table.c.stack_id == self._stack_id, table.c.server_id == server_id
        )
        row = await self._database.read(
            lambda connection: connection.execute(wanted).mappings().first()
        )
        if row is None:
            return None
        return Mark(
            baseline_at=moment(row["baseline_at"]),
            history_at=moment(row["history_at"]),
            history_update=row["history_update"],
        )

    async def set(self, server_id: str, mark: Mark) -> None:
        """Move a server's mark. What was recorded before is written before.

        Raises:
            StoreError: It could not be written.
        """
        values = {
            "baseline_at": micros(mark.baseline_at),
            "history_at": micros(mark.history_at),
            "history_update": mark.history_update,
        }

        def work(connection: Connection) -> None:
            key = {"stack_id": self._stack_id, "server_id": server_id}
            upsert(connection, table, key, values)

        await self._database.write(work)

    async def forget(self, server_id: str) -> None:
        """Delete the mark of a server that was removed.

        Raises:
            StoreError: It could not be written.
        """
        gone = delete(table).where(
            table.c.stack_id == self._stack_id, table.c.server_id == server_id
        )
        await self._database.write(lambda connection: connection.execute(gone))
