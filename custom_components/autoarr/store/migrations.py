"""Brings a database from the schema it has to the schema of this version.

A new database gets today's tables at once; an old one takes the steps it lacks. To
change the schema, change it in `schema` and append the step that does it to old files;
a dump of a database as it was before goes to the versions that the tests upgrade.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec
from sqlalchemy import Connection, bindparam, func, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from ..requests.record import RequesterKind
from .activity_counts import HOUR
from .errors import NewerSchema
from .schema import (
    activity,
    activity_count,
    ai_usage,
    audit,
    change,
    finding,
    metadata,
    provider_use,
    request,
    schema_version,
)

type Migration = Callable[[Connection], None]

_AT_ONCE = 1_000
"""Rows that are changed together."""


def _add_ai_usage(connection: Connection) -> None:
    ai_usage.create(connection)


def _add_requests(connection: Connection) -> None:
    request.create(connection)


def _add_audits(connection: Connection) -> None:
    for table in (audit, finding, change):
        table.create(connection)


def _add_requesters(connection: Connection) -> None:
    """Note whose requests activities are about, and how many each hour has.

    Who asked was told in their data; where that names nobody, nobody is to see it but
    administrators.
    """
    column = CreateColumn(activity.c.requester).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {activity.name} ADD COLUMN {column}"))
    told = select(activity.c.row, activity.c.data).where(activity.c.kind == "request")
    rows = connection.execute(told).all()
    for number in range(0, len(rows), _AT_ONCE):
        connection.execute(
            update(activity)
            .where(activity.c.row == bindparam("its_row"))
            .values(requester=bindparam("who")),
            [
                {"its_row": row, "who": _asked_by(data)}
                for row, data in rows[number : number + _AT_ONCE]
            ],
        )
    activity_count.create(connection)
    sort = (
        activity.c.stack_id,
        (activity.c.at // HOUR).label("hour"),
        activity.c.kind,
        activity.c.severity,
        func.coalesce(activity.c.server_id, "").label("server"),
        func.coalesce(activity.c.requester, "").label("who"),
    )
    sorted_ = select(*sort).subquery()
    connection.execute(
        activity_count.insert().from_select(
            activity_count.c.keys(),
            select(*sorted_.c, func.count()).group_by(*sorted_.c),
        )
    )


def _add_providers(connection: Connection) -> None:
    provider_use.create(connection)


def _asked_by(data: str) -> str:
    with suppress(msgspec.DecodeError):
        match msgspec.json.decode(data):
            case {"requested_by": {"user_id": str(user_id)}}:
                return user_id
    return RequesterKind.SYSTEM.value


MIGRATIONS: tuple[Migration, ...] = (
    _add_ai_usage,
    _add_requests,
    _add_audits,
    _add_requesters,
    _add_providers,
)
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
