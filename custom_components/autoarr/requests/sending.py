"""How a request's steps are sent: written down first, then taken, then ticked off."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import uuid7

from ..activity import JsonValue
from ..servers.arr import ArrClient
from ..servers.base import (
    CannotConnect,
    Client,
    ConnectionLost,
    NotFound,
    ServerError,
    ServerTimeout,
)
from ..store import JournalEntry
from .record import Offer, Request, Scope


class Journal(Protocol):
    """Where steps are written down."""

    async def intend(self, entry: JournalEntry) -> None:
        """Write a step down, durably, or raise StoreError."""

    async def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        """Write down how it went."""


class Sender:
    """Tells servers what requests need. All methods raise ServerError and StoreError."""

    def __init__(
        self,
        clients: Mapping[str, Client],
        journal: Journal,
        clock: Callable[[], datetime],
    ) -> None:
        """Send through clients, by server id."""
        self.clients = clients
        self.clock = clock
        self.looking: set[str] = set()
        """Ids of the requests that indexers are asked for just now: nothing is sent yet."""
        self._journal = journal

    def client_of(self, request: Request) -> ArrClient:
        """Return the Sonarr or Radarr of a request."""
        client = self.clients.get(request.server_id or "")
        if not isinstance(client, ArrClient):
            raise NotFound("its server is gone")
        return client

    async def do[T](
        self,
        request: Request,
        action: str,
        send: Callable[[], Awaitable[T]],
        *,
        server_id: str | None = None,
        removal: bool = False,
        **target: JsonValue,
    ) -> T:
        """Write a step down, take it, and write down how it went."""
        entry = JournalEntry(
            id=uuid7().hex,
            at=self.clock(),
            failure_id=None,
            server_id=server_id or request.server_id or "",
            action=action,
            target={**target, "request_id": request.id},
            correlation_id=request.correlation_id,
            removal=removal,
        )
        await self._journal.intend(entry)
        try:
            answer = await send()
        except ServerError as err:
            await self._journal.finish(entry.id, _what_became_of_it(err), str(err))
            raise
        await self._journal.finish(entry.id, "done")
        return answer


def offer_of(request: Request) -> Offer:
    """Return the title that a request is for."""
    if request.offer is None:
        raise NotFound("its title is not known")
    return request.offer


def media_id_of(request: Request) -> int:
    """Return the id of a request's title in its library."""
    if request.media_id is None:
        raise NotFound("it is not in the library")
    return request.media_id


def whole_seasons(request: Request) -> tuple[int, ...]:
    """Return the seasons of which all episodes are wanted."""
    if request.wish.scope in (Scope.EPISODES, Scope.FUTURE):
        return ()
    return request.seasons


def _what_became_of_it(err: ServerError) -> str:
    match err:
        case ServerTimeout() | ConnectionLost():
            return "unsure"
        case CannotConnect():
            return "unreachable"
        case _:
            return "refused"
