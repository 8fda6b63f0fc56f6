"""What people asked for, to survive any restart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from ..requests.record import Offer, Request, RequestFilter, RequestStatus
from .codec import TEXT_LIMIT, TITLE_LIMIT, fitting, micros, readable
from .database import Database
from .records import Page
from .rows import upsert
from .schema import request as table

_ANY = RequestFilter()
_OVERVIEW_LIMIT = 600
_MOST_CANDIDATES = 20
_NOT_COUNTED = frozenset(
    {RequestStatus.FAILED, RequestStatus.DECLINED, RequestStatus.CANCELLED}
)
"""What came to nothing is no use of a quota."""
_decode = msgspec.json.Decoder(Request).decode


class Requests:
    """The requests of one stack."""

    def __init__(self, database: Database, stack_id: str) -> None:
        """Keep the requests of a stack in a database."""
        self._database = database
        self._stack_id = stack_id

    async def save(self, request: Request) -> None:
        """Write a request, new or changed. It is on disk when this returns.

        Raises:
            StoreError: It could not be written; what was stored before still is.
        """

        def work(connection: Connection) -> None:
            upsert(
                connection,
                table,
                {"stack_id": self._stack_id, "id": request.id},
                _columns(request),
            )

        await self._database.write(work, urgent=True)

    async def get(self, request_id: str) -> Request | None:
        """Return a request by its id.

        Raises:
            StoreError: The database could not be read.
        """
        found = await self._select(table.c.id == request_id, limit=1)
        return found[0] if found else None

    async def open_ones(self) -> Sequence[Request]:
        """Return the requests that something may still happen to, oldest first."""
        return (await self._select(table.c.is_open.is_(True)))[::-1]

    async def failed_since(self, at: datetime) -> Sequence[Request]:
        """Return the requests that failed after they were sent, since a time."""
        failed = await self._select(
            and_(
                table.c.status == RequestStatus.FAILED.value,
                table.c.updated_at >= micros(at),
            )
        )
        return [request for request in failed if request.is_sent]

    async def list(
        self, wanted: RequestFilter = _ANY, limit: int = 50, offset: int = 0
    ) -> Page[Request]:
        """Return the requests that a filter wants, newest first.

        Raises:
            StoreError: The database could not be read.
        """
        where = self._where(wanted)

        def work(connection: Connection) -> Page[Request]:
            items = self._selected(connection, where, limit, offset)
            counted = select(func.count()).select_from(table).where(where)
            return Page(items, connection.scalar(counted) or 0)

        return await self._database.read(work)

    async def count_since(self, requester: str, since: datetime) -> int:
        """Return how much somebody asked for since a time that did not come to nothing.

        Args:
            requester: The key of who asked.
            since: How far to look back.
        """
        counted = (
            select(func.count())
            .select_from(table)
            .where(
                table.c.stack_id == self._stack_id,
                table.c.requester == requester,
                table.c.created_at >= micros(since),
                table.c.counts.is_(True),
            )
        )
        return await self._database.read(
            lambda connection: connection.scalar(counted) or 0
        )

    def prune(self, connection: Connection, before: datetime) -> None:
        """Delete those that were over before; open ones stay."""
        connection.execute(
            delete(table).where(
                table.c.stack_id == self._stack_id,
                table.c.is_open.is_(False),
                table.c.updated_at < micros(before),
            )
        )

    def _where(self, wanted: RequestFilter) -> ColumnElement[bool]:
        clauses = [table.c.stack_id == self._stack_id]
        if wanted.statuses:
            clauses.append(table.c.status.in_(sorted(wanted.statuses)))
        if wanted.media_type is not None:
            clauses.append(table.c.media_type == wanted.media_type.value)
        if wanted.requester is not None:
            clauses.append(table.c.requester == wanted.requester)
        if wanted.since is not None:
            clauses.append(table.c.created_at >= micros(wanted.since))
        if wanted.is_open is not None:
            clauses.append(table.c.is_open.is_(wanted.is_open))
        if wanted.target is not None:
            clauses.append(table.c.target == wanted.target)
        if wanted.shown:
            clauses.append(table.c.hidden.is_(False))
        return and_(*clauses)

    async def _select(
        self, where: ColumnElement[bool], limit: int | None = None
    ) -> Sequence[Request]:
        ours = and_(table.c.stack_id == self._stack_id, where)
        return await self._database.read(
            lambda connection: self._selected(connection, ours, limit)
        )

    @staticmethod
    def _selected(
        connection: Connection,
        where: ColumnElement[bool],
        limit: int | None,
        offset: int = 0,
    ) -> Sequence[Request]:
        bodies = connection.scalars(
            select(table.c.body)
            .where(where)
            .order_by(table.c.created_at.desc(), table.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return list(readable(bodies, _decode))


def _columns(request: Request) -> dict[str, object]:
    media_type = request.media_type
    return {
        "status": request.status.value,
        "is_open": request.status.is_open,
        "media_type": media_type.value if media_type else None,
        "target": request.offer.target if request.offer else None,
        "requester": request.requester.key,
        "created_at": micros(request.created_at),
        "updated_at": micros(request.updated_at),
        "counts": request.sent_at is not None or request.status not in _NOT_COUNTED,
        "hidden": request.hidden,
        "correlation_id": request.correlation_id,
        "body": msgspec.json.encode(_fitting_request(request)).decode(),
    }


def _fitting_request(request: Request) -> Request:
    """Return a request whose texts from elsewhere are bounded."""
    return replace(
        request,
        wish=replace(
            request.wish,
            text=fitting(request.wish.text, TITLE_LIMIT),
            title=fitting(request.wish.title, TITLE_LIMIT),
        ),
        offer=_fitting_offer(request.offer) if request.offer else None,
        candidates=tuple(map(_fitting_offer, request.candidates[:_MOST_CANDIDATES])),
        reason=fitting(request.reason, TEXT_LIMIT),
    )


def _fitting_offer(offer: Offer) -> Offer:
    return replace(
        offer,
        title=fitting(offer.title, TITLE_LIMIT),
        overview=fitting(offer.overview, _OVERVIEW_LIMIT),
        poster=fitting(offer.poster, TITLE_LIMIT) if offer.poster else None,
    )
