"""What a language model was asked and what it took: never what was said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, select, update

from ..reasoning.model import Call, Spent, UsageState
from .codec import fitting, micros
from .database import Database
from .schema import ai_usage as table

_MODEL_LIMIT = 255


class AiUsage:
    """The calls of one stack: written down before they are sent, settled after."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the calls of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def reserve(self, call: Call) -> None:
        """Write a call down that is about to be sent.

        Raises:
            StoreError: It could not be written: the call must not be sent.
        """
        row = {"stack_id": self._stack_id, "id": call.id, **_values(call)}
        await self._database.write(
            lambda connection: connection.execute(table.insert(), row)
        )

    async def settle(self, call: Call) -> None:
        """Write down what a reserved call took. It never fails: what is lost counts in full."""
        self._database.later(self._settle, call)

    async def spent(self, since: datetime) -> Spent:
        """Return what was taken at or after a moment, reserved calls included.

        Raises:
            StoreError: It could not be read.
        """
        wanted = select(
            func.coalesce(func.sum(table.c.cost), 0),
            func.count(case((table.c.state != UsageState.FAILED, 1))),
        ).where(table.c.stack_id == self._stack_id, table.c.at >= micros(since))
        cost, calls = await self._database.read(
            lambda connection: connection.execute(wanted).one()
        )
        return Spent(int(cost), calls)

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete calls that are older."""
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id, table.c.at < micros(before)
            )
        )

    def _settle(self, connection: Connection, calls: Sequence[Call]) -> None:
        for call in calls:
            connection.execute(
                update(table)
                .where(table.c.stack_id == self._stack_id, table.c.id == call.id)
                .values(**_values(call))
            )


def _values(call: Call) -> dict[str, Any]:
    return {
        "at": micros(call.at),
        "operation": call.operation,
        "provider": call.provider,
        "model": fitting(call.model, _MODEL_LIMIT),
        "state": call.state,
        "input_tokens": call.usage.input,
        "output_tokens": call.usage.output,
        "cache_write_tokens": call.usage.cache_write,
        "cache_read_tokens": call.usage.cache_read,
        "estimated": call.usage.estimated,
        "cost": call.cost,
        "assumed": call.assumed,
    }
