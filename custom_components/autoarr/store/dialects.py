"""What is particular to each kind of database: how to open it, and SQLite's care."""

from pathlib import Path
import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from .errors import DriverMissing, StoreError

_SQLITE = "sqlite"
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_COMPANIONS = ("-wal", "-shm")
_PATIENCE = 10
"""Seconds to wait for a database server; some drivers would wait for minutes."""
_PATIENCE_OF = {
    "psycopg": "connect_timeout",
    "psycopg2": "connect_timeout",
    "pymysql": "connect_timeout",
    "mysqldb": "connect_timeout",
    "mysqlconnector": "connection_timeout",
    "mariadbconnector": "connect_timeout",
    "pyodbc": "timeout",
}
"""What drivers call the time that connecting may take."""


class Damaged(StoreError):
    """The file is not a SQLite database any more."""


def parse(url: str) -> URL:
    """Return a database's address in parts.

    Raises:
        DriverMissing: Nothing installed speaks to that kind of database.
        StoreError: It is not an address, or not of a database that can be used.
    """
    try:
        parsed = make_url(url)
        dialect = parsed.get_dialect()
        dialect.import_dbapi()
    except (NoSuchModuleError, ImportError) as err:
        raise DriverMissing("no driver for this kind of database") from err
    except (ArgumentError, ValueError) as err:
        raise StoreError("not a database URL") from err
    if dialect.is_async:
        raise StoreError("the driver must not be an asynchronous one")
    return parsed


def create(url: URL, *, urgent: bool = False) -> Engine:
    """Return an engine that is used from one thread only.

    Args:
        url: Where the database is.
        urgent: Whether what it commits must survive a power failure. Otherwise the
            last moments may be missing then; nothing is ever damaged.
    """
    if not is_sqlite(url):
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_recycle=3_600,
            connect_args=patience(url),
        )
    engine = create_engine(
        url, hide_parameters=True, connect_args={"isolation_level": None}
    )
    synchronous = "FULL" if urgent else "NORMAL"

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.close()
        if isinstance(connection, sqlite3.Connection):
            # SQLite's own knows no letters beyond English ones.
            connection.create_function("lower", 1, _lower, deterministic=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def patience(url: URL) -> dict[str, int]:
    """Return what makes a driver give up on a server that does not answer.

    What the address itself says of it counts more.
    """
    name = _PATIENCE_OF.get(url.get_dialect().driver)
    return {name: _PATIENCE} if name and name not in url.query else {}


def is_sqlite(url: URL) -> bool:
    """Return whether a database is a SQLite file."""
    return url.get_backend_name() == _SQLITE


def check(connection: Connection) -> None:
    """Read through a SQLite file.

    Raises:
        Damaged: Something in it does not fit together.
    """
    if connection.dialect.name != _SQLITE:
        return
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if verdict != "ok":
        raise Damaged(str(verdict))


def is_damage(error: DBAPIError) -> bool:
    """Return whether an error means that the SQLite file is damaged."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def set_aside(url: URL) -> Path:
    """Rename a damaged SQLite file and return its new path.

    The name says when the file was last written, as it is the one time known of it.
    """
    path = Path(url.database or "")
    written = int(path.stat().st_mtime)
    target = path.with_name(f"{path.name}.corrupt-{written}")
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.name}.corrupt-{written}-{count}")
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.rename(target.with_name(target.name + companion))
    path.rename(target)
    return target


def _lower(text: str | None) -> str | None:
    return text.lower() if text is not None else None
