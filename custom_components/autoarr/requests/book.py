"""The open requests of a stack, in memory and in the store; what it returns is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from .record import Request, RequestStatus


class RequestStore(Protocol):
    """Where requests are kept."""

    async def save(self, request: Request) -> None:
        """Write a request, durably, or raise StoreError."""

    async def get(self, request_id: str) -> Request | None:
        """Return a request by its id."""

    async def open_ones(self) -> Sequence[Request]:
        """Return all requests that something may still happen to."""

    async def failed_since(self, at: datetime) -> Sequence[Request]:
        """Return the requests that failed after they were sent, since a time."""


class RequestBook:
    """Finds, opens and changes requests."""

    def __init__(self, store: RequestStore) -> None:
        """Keep requests in store; the open ones in memory as well."""
        self._store = store
        self._open: dict[str, Request] = {}
        self._failed: dict[str, Request] = {}
        self._stories: dict[str, str] = {}

    @property
    def failed(self) -> Mapping[str, Request]:
        """Requests that failed lately, by id: the app may find something after all."""
        return MappingProxyType(self._failed)

    @property
    def open(self) -> Mapping[str, Request]:
        """The open requests by id, oldest first."""
        return MappingProxyType(self._open)

    async def load(self, failed_since: datetime) -> None:
        """Read the open requests after a restart, and those that failed lately.

        Raises:
            StoreError: They could not be read.
        """
        for request in await self._store.failed_since(failed_since):
            self._take(request)
        for request in await self._store.open_ones():
            self._take(request)

    async def find(self, request_id: str) -> Request | None:
        """Return a request, open or not."""
        return self._open.get(request_id) or await self._store.get(request_id)

    def same(self, wanted: Request) -> Request | None:
        """Return an open request for the very same."""
        for request in self._open.values():
            if request.id != wanted.id and wanted.asks_the_same(request):
                return request
        return None

    def of_title(self, server_id: str, media_id: int) -> Iterable[Request]:
        """Yield the open requests for a title of a server's library."""
        for request in self._open.values():
            if (request.server_id, request.media_id) == (server_id, media_id):
                yield request

    def story_of(self, download_id: str) -> str | None:
        """Return the correlation id of the request that a download is for."""
        return self._stories.get(download_id)

    async def change(self, request: Request) -> Request:
        """Store a request; what is in memory changes before anything is awaited.

        Raises:
            StoreError: It could not be written; the request is what it was.
        """
        before = self._open.get(request.id)
        if before == request:
            return request
        self._take(request)
        if before and _but_for_progress(before) == _but_for_progress(request):
            # Bytes come every few seconds; after a restart they are read anew.
            return request
        try:
            await self._store.save(request)
        except BaseException:
            if self._open.get(request.id) in (None, request):
                self._open.pop(request.id, None)
                self._failed.pop(request.id, None)
                if before:
                    self._take(before)
            raise
        return request

    def _take(self, request: Request) -> None:
        self._stories |= dict.fromkeys(request.downloads, request.correlation_id)
        self._open.pop(request.id, None)
        self._failed.pop(request.id, None)
        if request.status.is_open:
            self._open[request.id] = request
        elif request.status is RequestStatus.FAILED and request.is_sent:
            self._failed[request.id] = request


def _but_for_progress(request: Request) -> Request:
    return replace(request, progress=None, eta=None)
