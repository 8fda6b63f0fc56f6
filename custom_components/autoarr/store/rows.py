"""Writing one row, the same way on every database."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, insert, update


def upsert(
    connection: Connection,
    table: Table,
    key: Mapping[str, str],
    values: Mapping[str, object],
) -> None:
    """Change the row with a key, or add it.

    A stack's rows are written by one thread only, so nobody adds it in between.
    """
    changed = update(table).values(values)
    for name, value in key.items():
        changed = changed.where(table.c[name] == value)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(table).values({**key, **values}))
