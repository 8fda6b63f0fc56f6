"""What happened in a time, counted by the database itself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from ..downloads.model import FailureState
from ..reasoning.model import UsageState
from ..requests.record import RequestStatus
from .codec import micros
from .database import Database
from .schema import ai_usage, audit, change, download, failure, provider_use, request

_MICROS = 1_000_000
_CAUSE = "cause_"
_MOST = 20
"""Causes, indexers and providers that are named; the most frequent ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts of a time; of groups by their names, the most frequent first.

    Attributes:
        outcomes: Downloads that ended, by how.
        provider_sizes: Bytes of them by the news provider that they came from.
        provider_failures: Downloads that failed, by the news providers that they came
            from; one of several providers counts for each of them.
        downloads_of: The same by the id of their Sonarr or Radarr.
        classes: Failures that were detected, by class.
        states: The same by what became of them.
        causes: The same by cause.
        indexers: The same by the indexer that the release came from.
        failures_of: The same by the id of the server.
        time_to_recover: Seconds from failure to import on average; None without any.
        requests: Requests that were made, by status.
        media_types: The same, by whether they are films or series.
        time_to_available: Seconds from request to the end on average, of those that
            are available; None without any.
        audits: How many there were.
        score: What the newest of them came to; None without any.
        changes: Settings that were mended.
        calls: What a language model was asked, by operation.
        calls_failed: How many of them came to nothing.
        input_tokens: What was read for them, from caches too.
        output_tokens: What was written.
        cost: In millionths of a US dollar, where it is known.
    """

    outcomes: dict[str, int] = field(default_factory=dict)
    downloads_of: dict[str, int] = field(default_factory=dict)
    provider_sizes: dict[str, int] = field(default_factory=dict)
    provider_failures: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    indexers: dict[str, int] = field(default_factory=dict)
    failures_of: dict[str, int] = field(default_factory=dict)
    time_to_recover: float | None = None
    requests: dict[str, int] = field(default_factory=dict)
    media_types: dict[str, int] = field(default_factory=dict)
    time_to_available: float | None = None
    audits: int = 0
    score: float | None = None
    changes: int = 0
    calls: dict[str, int] = field(default_factory=dict)
    calls_failed: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: int = 0


class StatisticsReader:
    """Counts what one stack remembers."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Count in a database what belongs to a stack."""
        self._database = database
        self._stack_id = stack_id

    async def read(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Statistics:
        """Count what happened at or after a moment and before another.

        Raises:
            StoreError: The database could not be read.
        """
        return await self._database.read(
            lambda connection: self._count(connection, since, until)
        )

    def _count(
        self,
        connection: Connection,
        since: datetime | None,
        until: datetime | None,
    ) -> Statistics:
        def within(table: Table, moment: Column[Any]) -> ColumnElement[bool]:
            clauses: list[ColumnElement[bool]] = [table.c.stack_id == self._stack_id]
            if since is not None:
                clauses.append(moment >= micros(since))
            if until is not None:
                clauses.append(moment < micros(until))
            return and_(*clauses)

        def groups(
            what: ColumnElement[Any], where: ColumnElement[bool]
        ) -> dict[str, int]:
            # Grouped by a column: PostgreSQL takes no two expressions for the same.
            named = select(what.label("name")).where(where).subquery()
            number = func.count()
            rows = connection.execute(
                select(named.c.name, number)
                .where(named.c.name.is_not(None))
                .group_by(named.c.name)
                .order_by(number.desc(), named.c.name)
            )
            return {str(name): count for name, count in rows}

        def one(wanted: Select[Any]) -> Any:
            return connection.scalar(wanted)

        ended = within(download, download.c.at)
        used = within(provider_use, provider_use.c.at)
        size = func.sum(provider_use.c.size)
        sizes = {
            name: int(total)
            for name, total in connection.execute(
                select(provider_use.c.provider, size)
                .where(used)
                .group_by(provider_use.c.provider)
                .order_by(size.desc(), provider_use.c.provider)
            )
        }
        failed = within(failure, failure.c.detected_at)
        asked = within(request, request.c.created_at)
        looked = within(audit, audit.c.at)
        called = within(ai_usage, ai_usage.c.at)
        usage = connection.execute(
            select(
                func.sum(
                    case((ai_usage.c.state == UsageState.FAILED.value, 1), else_=0)
                ),
                func.sum(
                    ai_usage.c.input_tokens
                    + ai_usage.c.cache_write_tokens
                    + ai_usage.c.cache_read_tokens
                ),
                func.sum(ai_usage.c.output_tokens),
                func.sum(ai_usage.c.cost),
            ).where(called)
        ).one()
        calls_failed, input_tokens, output_tokens, cost = (int(n or 0) for n in usage)
        causes = groups(_inside(connection, failure, "cause", "key"), failed)
        newest = (
            select(_inside(connection, audit, "score"))
            .where(looked)
            .order_by(audit.c.at.desc())
            .limit(1)
        )
        score = one(newest)
        return Statistics(
            outcomes=groups(download.c.outcome, ended),
            downloads_of=groups(download.c.server_id, ended),
            provider_sizes=_first(sizes),
            provider_failures=_first(
                groups(
                    provider_use.c.provider, and_(used, provider_use.c.failed.is_(True))
                )
            ),
            classes=groups(failure.c.failure_class, failed),
            states=groups(failure.c.state, failed),
            causes=_first({k.removeprefix(_CAUSE): n for k, n in causes.items()}),
            indexers=_first(groups(_inside(connection, failure, "indexer"), failed)),
            failures_of=groups(failure.c.server_id, failed),
            time_to_recover=_seconds(
                one(
                    select(func.avg(failure.c.closed_at - failure.c.detected_at)).where(
                        failed, failure.c.state == FailureState.RECOVERED.value
                    )
                )
            ),
            requests=groups(request.c.status, asked),
            media_types=groups(request.c.media_type, asked),
            time_to_available=_seconds(
                one(
                    select(func.avg(request.c.updated_at - request.c.created_at)).where(
                        asked, request.c.status == RequestStatus.AVAILABLE.value
                    )
                )
            ),
            audits=one(select(func.count()).select_from(audit).where(looked)) or 0,
            score=float(score) if score is not None else None,
            changes=one(
                select(func.count())
                .select_from(change)
                .where(within(change, change.c.at))
            )
            or 0,
            calls=groups(ai_usage.c.operation, called),
            calls_failed=calls_failed,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost=cost,
        )


def _inside(connection: Connection, table: Table, *path: str) -> ColumnElement[Any]:
    """Return a text within the JSON of a row's body."""
    body: ColumnElement[Any] = table.c.body
    # PostgreSQL wants to be told what the text is; to the others it would be a number.
    if connection.dialect.name == "postgresql":
        body = cast(body, JSON)
    text: ColumnElement[Any] = type_coerce(body, JSON)[path].as_string()
    return text


def _seconds(duration: Any) -> float | None:
    return None if duration is None else round(float(duration) / _MICROS, 1)


def _first(groups: dict[str, int]) -> dict[str, int]:
    return dict(list(groups.items())[:_MOST])
