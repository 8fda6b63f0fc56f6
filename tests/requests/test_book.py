"""The book of open requests keeps what the store keeps, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from custom_components.autoarr.requests.book import RequestBook
from custom_components.autoarr.requests.record import Request, RequestStatus
from custom_components.autoarr.store import StoreError

from .facts import NOW, a_request


class Memory:
    """A store that a test can break."""

    def __init__(self) -> None:
        """Start empty."""
        self.kept: dict[str, Request] = {}
        self.saves = 0
        self.broken = False

    async def save(self, request: Request) -> None:
        """Keep a request."""
        if self.broken:
            raise StoreError("full")
        self.saves += 1
        self.kept[request.id] = request

    async def get(self, request_id: str) -> Request | None:
        """Return a request."""
        return self.kept.get(request_id)

    async def open_ones(self) -> Sequence[Request]:
        """Return what is open."""
        return [each for each in self.kept.values() if each.status.is_open]

    async def failed_since(self, at: datetime) -> Sequence[Request]:
        """Return what failed."""
        return [
            each
            for each in self.kept.values()
            if each.status is RequestStatus.FAILED and each.updated_at >= at
        ]


@pytest.fixture
def memory() -> Memory:
    """Return an empty store."""
    return Memory()


async def test_open_requests_are_known_again_after_a_restart(memory: Memory) -> None:
    book = RequestBook(memory)
    await book.change(a_request(downloads=("d1",)))
    over = a_request(id="r2", status=RequestStatus.FAILED)
    await book.change(over)
    again = RequestBook(memory)
    await again.load(NOW)
    assert [*again.open] == ["r1"]
    assert await again.find("r2") == over
    assert again.story_of("d1") == "c1"
    assert again.story_of("d2") is None
    assert [*again.failed] == ["r2"]


async def test_what_failed_may_come_good_and_is_open_again_then(memory: Memory) -> None:
    book = RequestBook(memory)
    over = await book.change(a_request(status=RequestStatus.FAILED))
    assert [*book.failed] == ["r1"]
    await book.change(replace(over, status=RequestStatus.IMPORTING))
    assert not book.failed
    assert [*book.open] == ["r1"]
    await book.change(a_request(id="r3", status=RequestStatus.FAILED, sent_at=None))
    assert not book.failed, "what was never sent cannot come"


async def test_what_is_over_is_open_no_more_but_can_be_found(memory: Memory) -> None:
    book = RequestBook(memory)
    request = await book.change(a_request())
    over = await book.change(replace(request, status=RequestStatus.AVAILABLE))
    assert not book.open
    assert await book.find("r1") == over


async def test_bytes_alone_are_not_written(memory: Memory) -> None:
    book = RequestBook(memory)
    request = await book.change(a_request())
    await book.change(replace(request, progress=10.0, eta=60))
    assert memory.saves == 1
    assert book.open["r1"].progress == 10.0


async def test_what_cannot_be_written_did_not_happen(memory: Memory) -> None:
    book = RequestBook(memory)
    request = await book.change(a_request())
    memory.broken = True
    with pytest.raises(StoreError):
        await book.change(replace(request, status=RequestStatus.CANCELLED))
    assert book.open["r1"] == request
    with pytest.raises(StoreError):
        await book.change(a_request(id="r2"))
    assert [*book.open] == ["r1"]


async def test_the_same_request_is_found_and_that_of_a_title(memory: Memory) -> None:
    book = RequestBook(memory)
    request = await book.change(a_request())
    assert book.same(request) is None, "it is not its own double"
    assert book.same(a_request(id="r2")) == request
    assert [*book.of_title("radarr-1", 7)] == [request]
    assert [*book.of_title("radarr-1", 8)] == []
