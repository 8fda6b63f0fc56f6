"""The tables. Every row belongs to one stack, as several stacks may share a database.

Columns exist for what is filtered, sorted or counted; the rest of a fact is JSON text.
Moments are whole microseconds since 1970 in UTC: exact, and the same on each database.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects import mysql

PREFIX = "autoarr_"

metadata = MetaData()

_ID = String(64)
_DOWNLOAD_ID = String(128)
_WORD = String(32)
_NAME = String(255)
_MOMENT = BigInteger()
_LONG_TEXT = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
_ROW = BigInteger().with_variant(Integer(), "sqlite")


def _table(name: str, *columns: Column[Any]) -> Table:
    """Return a table; ids compare to the letter on MariaDB too."""
    return Table(
        f"{PREFIX}{name}",
        metadata,
        *columns,
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
    )


def _index(table: Table, *columns: str) -> None:
    """Add an index within the stack."""
    name = f"ix_{table.name}_{'_'.join(columns)}"
    Index(name, table.c.stack_id, *(table.c[column] for column in columns))


schema_version = _table("schema", Column("version", Integer, primary_key=True))

activity = _table(
    "activity",
    Column("row", _ROW, primary_key=True, autoincrement=True),
    Column("stack_id", _ID, nullable=False),
    Column("id", _ID, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("severity", _WORD, nullable=False),
    Column("server_id", _ID),
    Column("server", _NAME),
    Column("title", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("correlation_id", _ID),
    Column("event", _ID),
    Column("requester", _ID),
    Column("data", Text, nullable=False),
)
_index(activity, "at")
_index(activity, "correlation_id", "at")
_index(activity, "kind", "at")
_index(activity, "severity", "at")
_index(activity, "server_id", "at")

activity_count = _table(
    "activity_count",
    Column("stack_id", _ID, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("kind", _WORD, primary_key=True),
    Column("severity", _WORD, primary_key=True),
    Column("server_id", _ID, primary_key=True),
    Column("requester", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
)
"""How many activities of each sort every hour has: totals and pages that nobody counts.

Hours are counted since 1970; what an activity does not have is an empty text here.
"""

failure = _table(
    "failure",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("server_id", _ID),
    Column("media_id", BigInteger),
    Column("failure_class", _WORD, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("detected_at", _MOMENT, nullable=False),
    Column("closed_at", _MOMENT),
    Column("correlation_id", _ID, nullable=False),
    Column("body", _LONG_TEXT, nullable=False),
)
_index(failure, "detected_at")
_index(failure, "is_open", "detected_at")
_index(failure, "failure_class", "detected_at")
_index(failure, "server_id", "detected_at")
_index(failure, "server_id", "media_id", "closed_at")

failure_download = _table(
    "failure_download",
    Column("stack_id", _ID, primary_key=True),
    Column("download_id", _DOWNLOAD_ID, primary_key=True),
    Column("failure_id", _ID, primary_key=True),
)
_index(failure_download, "failure_id")

download = _table(
    "download",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("download_id", _DOWNLOAD_ID, nullable=False),
    Column("server_id", _ID),
    Column("outcome", _WORD, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("correlation_id", _ID, nullable=False),
    Column("body", Text, nullable=False),
)
_index(download, "at")
_index(download, "server_id", "at")
_index(download, "outcome", "at")
_index(download, "download_id", "at")

provider_use = _table(
    "provider_use",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("provider", String(128), primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("failed", Boolean, nullable=False),
)
"""What each finished download took from each news provider."""
_index(provider_use, "at")

correlation = _table(
    "correlation",
    Column("stack_id", _ID, primary_key=True),
    Column("download_id", _DOWNLOAD_ID, primary_key=True),
    Column("correlation_id", _ID, nullable=False),
    Column("old_since", _MOMENT),
)

journal = _table(
    "journal",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("failure_id", _ID),
    Column("server_id", _ID, nullable=False),
    Column("action", _ID, nullable=False),
    Column("target_id", _NAME, nullable=False),
    Column("target", Text, nullable=False),
    Column("correlation_id", _ID, nullable=False),
    Column("removal", Boolean, nullable=False),
    Column("result", _ID),
    Column("detail", Text, nullable=False),
)
_index(journal, "at")
_index(journal, "result", "at")
_index(journal, "removal", "at")
_index(journal, "server_id", "action", "target_id", "at")

ai_usage = _table(
    "ai_usage",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("operation", _WORD, nullable=False),
    Column("provider", _WORD, nullable=False),
    Column("model", _NAME, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("cache_write_tokens", BigInteger, nullable=False),
    Column("cache_read_tokens", BigInteger, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("cost", BigInteger),
    Column("assumed", Boolean, nullable=False),
)
_index(ai_usage, "at")

request = _table(
    "request",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("status", _WORD, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("media_type", _WORD),
    Column("target", _ID),
    Column("requester", _ID, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("updated_at", _MOMENT, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("correlation_id", _ID, nullable=False),
    Column("body", _LONG_TEXT, nullable=False),
)
_index(request, "created_at")
_index(request, "is_open", "created_at")
_index(request, "status", "created_at")
_index(request, "media_type", "created_at")
_index(request, "requester", "created_at")
_index(request, "target", "created_at")

audit = _table(
    "audit",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("body", Text, nullable=False),
)
_index(audit, "at")

finding = _table(
    "finding",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("server_id", _ID, nullable=False),
    Column("severity", _WORD, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("last_seen", _MOMENT, nullable=False),
    Column("body", Text, nullable=False),
)
_index(finding, "state", "weight")
_index(finding, "server_id", "weight")
_index(finding, "severity", "weight")

change = _table(
    "change",
    Column("stack_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("finding_id", _ID, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("body", _LONG_TEXT, nullable=False),
)
_index(change, "at")
_index(change, "finding_id", "at")

mark = _table(
    "mark",
    Column("stack_id", _ID, primary_key=True),
    Column("server_id", _ID, primary_key=True),
    Column("baseline_at", _MOMENT, nullable=False),
    Column("history_at", _MOMENT, nullable=False),
    Column("history_update", BigInteger, nullable=False),
)

total = _table(
    "total",
    Column("stack_id", _ID, primary_key=True),
    Column("name", _ID, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

setting = _table(
    "setting",
    Column("stack_id", _ID, primary_key=True),
    Column("name", _ID, primary_key=True),
    Column("value", Text, nullable=False),
)

OF_A_STACK = tuple(
    table for table in metadata.sorted_tables if "stack_id" in table.columns
)
"""The tables that hold facts, all but the schema version."""
