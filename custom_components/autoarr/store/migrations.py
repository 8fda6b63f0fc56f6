"""Brings a database from the schema it has to the schema of this version.

A new database gets today's tables at once; an old one takes the steps it lacks. To
change the schema, change it in `schema` and append the step that does it to old files.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, inspect, select, update

from .errors import NewerSchema
from .schema import ai_usage, audit, change, finding, metadata, request, schema_version

type Migration = Callable[[Connection], None]


def _add_ai_usage(connection: Connection) -> None:
    ai_usage.create(connection)


def _add_requests(connection: Connection) -> None:
    request.create(connection)


def _add_audits(connection: Connection) -> None:
    for table in (audit, finding, change):
        table.create(connection)


MIGRATIONS: tuple[Migration, ...] = (_add_ai_usage, _add_requests, _add_audits)
"""Step n leads from version n + 1 to version n + 2."""


def migrate(
    connection: Connection, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Create or upgrade the tables within the connection's transaction.

    Args:
        connection: To the database, in a transaction that the caller commits.
        migrations: The steps known, oldest first.

    Raises:
        NewerSchema: The database is of a version that this one does not know.
    """
    newest = len(migrations) + 1
    version = _version(connection)
    if version is None:
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(version=newest))
        return
    if version > newest:
        raise NewerSchema(f"the database has schema {version}, known is {newest}")
    for step in migrations[version - 1 :]:
        step(connection)
    if version < newest:
        connection.execute(update(schema_version).values(version=newest))


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema_version.name):
        return None
    return connection.scalar(select(schema_version.c.version))
