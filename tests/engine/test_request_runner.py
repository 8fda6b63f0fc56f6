"""Requests on their way: what a trouble, a silence or a change of mind does to one."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock, MagicMock

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.coordinators import ArrCoordinator
from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.engine import request_runner
from custom_components.autoarr.engine.request_runner import RequestRunner
from custom_components.autoarr.message import Message
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.executor import RequestExecutor
from custom_components.autoarr.requests.record import (
    Request,
    RequestKind,
    RequestStatus,
)
from custom_components.autoarr.servers.base import (
    CannotConnect,
    NotFound,
    Rejected,
    ServerError,
    ServerTimeout,
)
from custom_components.autoarr.servers.models import Release, ServerType
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.store import StoreError
from tests.requests.facts import a_movie, a_request

RADARR = "radarr-1"


class Desk:
    """Keeps requests in memory; somebody may take one away."""

    def __init__(self) -> None:
        """Start without requests."""
        self.book = SimpleNamespace(open={}, failed={}, same=lambda _: None)
        self.intake = SimpleNamespace(take_up=AsyncMock())
        self.settled: list[Request] = []
        self.troubles: list[Exception] = []

    async def settle(self, request: Request) -> None:
        """Keep a request, unless there is trouble."""
        if self.troubles:
            raise self.troubles.pop()
        self.settled.append(request)
        self.book.open.pop(request.id, None)
        if request.status.is_open:
            self.book.open[request.id] = request


class House:
    """A Radarr that somebody asks things of, and the runner that sees to them."""

    def __init__(self) -> None:
        """Start with a film that is in the library without a file."""
        self.desk = Desk()
        self.client = AsyncMock(spec=RadarrClient)
        self.client.title.return_value = a_movie()
        radarr = MagicMock(spec=ArrCoordinator)
        radarr.client = self.client
        radarr.server = SimpleNamespace(type=ServerType.RADARR, name="Radarr")
        radarr.data = None
        radarr.last_update_success = True
        self.coordinators: dict[str, Any] = {RADARR: radarr}
        self.executor = AsyncMock(spec=RequestExecutor)
        self.executor.is_searching.return_value = False
        self.executor.looking = set()
        engine = SimpleNamespace(
            clients={},
            store=SimpleNamespace(journal=None),
            entry=SimpleNamespace(async_create_background_task=self._start),
            hass=None,
            desk=self.desk,
            coordinators=self.coordinators,
            tracker=SimpleNamespace(of_title=lambda _: ()),
            casebook=SimpleNamespace(of_title=lambda _: None),
            given_up={},
            shaper=SimpleNamespace(name=lambda _: "Radarr"),
            phrases=Phrasebook({}),
        )
        self.runner = RequestRunner(cast("Any", engine))
        self.runner.executor = self.executor
        self.tasks: set[asyncio.Task[object]] = set()

    def _start(
        self, _: object, work: Coroutine[Any, Any, object], name: str
    ) -> asyncio.Task[object]:
        task = asyncio.create_task(work, name=name)
        self.tasks.add(task)
        return task

    def asked(self, **facts: Any) -> Request:
        """Put a request on the desk."""
        request = a_request(**facts)
        self.desk.book.open[request.id] = request
        self.runner.wake()
        return request

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds."""
        for _ in range(10_000):
            if condition():
                return
            await asyncio.sleep(0.001)
        pytest.fail("never came about")

    async def ends(self) -> Request:
        """Wait until a request is over; return it."""
        await self.until(
            lambda: self.desk.settled and not self.desk.settled[-1].status.is_open
        )
        return self.desk.settled[-1]


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """A house in a hurry whose runner runs."""
    monkeypatch.setattr(request_runner, "GATHER", 0.0)
    monkeypatch.setattr(request_runner, "LONGEST_SLEEP", timedelta(milliseconds=12))
    house = House()
    running = asyncio.create_task(house.runner.run())
    yield house
    tasks = {running, *house.tasks}
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


def key_of(request: Request) -> str:
    """Return the key of the sentence that says how far a request is."""
    assert request.message is not None
    return request.message.key


def long_ago() -> dict[str, Any]:
    """Return the facts of a request whose search should have brought something."""
    return {"searched_at": dt_util.utcnow() - timedelta(hours=1), "searches": 1}


async def give_up(house: House, request: Request) -> None:
    """Take a request off the desk once nothing is being done for it."""
    async with house.runner.held(request.id):
        del house.desk.book.open[request.id]


async def test_who_gives_a_request_up_waits_for_what_is_being_done(
    house: House,
) -> None:
    answered = asyncio.Event()

    async def search(*_: Any) -> None:
        await answered.wait()

    house.executor.search.side_effect = search
    request = house.asked()
    await house.until(lambda: house.executor.search.await_count)
    waiting = asyncio.create_task(give_up(house, request))
    other = house.asked(id="r2", status=RequestStatus.APPROVED, server_id="gone")
    await house.until(lambda: other.id not in house.desk.book.open)
    assert not waiting.done()
    assert house.executor.search.await_count == 1
    answered.set()
    await waiting
    kept = len(house.desk.settled)
    await asyncio.sleep(0.05)
    assert len(house.desk.settled) == kept


async def test_a_request_goes_on_once_the_store_can_be_written_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.desk.troubles.append(StoreError("disk full"))
    house.asked()
    await house.until(lambda: house.executor.search.await_count)
    assert house.desk.settled[0].searches == 1
    assert "could not be carried out" not in caplog.text


async def test_a_request_is_carried_out_after_what_nobody_foresaw(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.executor.ensure.side_effect = [RuntimeError("nobody foresaw this"), 7]
    house.asked(status=RequestStatus.APPROVED)
    await house.until(lambda: house.executor.search.await_count)
    assert "could not be carried out" in caplog.text


async def test_what_is_not_in_the_library_any_more_needs_no_dropping(
    house: House,
) -> None:
    house.client.title.side_effect = NotFound("gone")
    for remove_media in (False, True):
        await house.runner.drop(a_request(), remove_media=remove_media)
    house.executor.leave.assert_not_awaited()
    house.executor.remove.assert_not_awaited()


async def test_what_is_not_possible_fails_with_the_reason(house: House) -> None:
    why = Message(key="request_quota_used")
    house.desk.intake.take_up.side_effect = NotPossible(why)
    house.asked(status=RequestStatus.APPROVED, offer=None)
    over = await house.ends()
    assert (over.status, over.message) == (RequestStatus.FAILED, why)


@pytest.mark.parametrize("status", [RequestStatus.APPROVED, RequestStatus.SEARCHING])
async def test_a_server_that_was_removed_ends_its_requests(
    house: House, status: RequestStatus
) -> None:
    house.coordinators.clear()
    house.asked(status=status)
    over = await house.ends()
    assert over.status is RequestStatus.FAILED
    assert key_of(over) == "reason_server_removed"
    house.executor.ensure.assert_not_awaited()


async def test_what_cannot_be_read_now_is_read_later(house: House) -> None:
    house.client.title.side_effect = [CannotConnect("down"), a_movie(has_file=True)]
    house.asked()
    over = await house.ends()
    assert over.status is RequestStatus.AVAILABLE
    assert house.client.title.await_count == 2


async def test_a_search_that_never_reached_the_server_is_made_again(
    house: House,
) -> None:
    house.executor.search.side_effect = [CannotConnect("down"), None]
    request = house.asked()
    await house.until(lambda: house.executor.search.await_count == 2)
    assert house.desk.book.open[request.id].searches == 1


async def test_a_search_that_may_have_reached_the_server_is_not_made_again(
    house: House,
) -> None:
    house.executor.search.side_effect = ServerTimeout("slow")
    request = house.asked()
    await house.until(lambda: len(house.desk.settled) == 2)
    kept = house.desk.book.open[request.id]
    assert (kept.searches, kept.searched_at is None) == (1, False)
    assert house.executor.search.await_count == 1


async def test_a_search_that_the_server_refuses_ends_the_request(house: House) -> None:
    house.executor.search.side_effect = Rejected("no")
    house.asked()
    assert key_of(await house.ends()) == "request_refused"


@pytest.mark.parametrize("err", [CannotConnect("down"), ServerError("broken")])
async def test_a_request_fails_though_nobody_can_say_why_nothing_was_found(
    house: House, err: ServerError
) -> None:
    house.executor.releases.side_effect = err
    house.asked(**long_ago())
    assert key_of(await house.ends()) == "request_nothing_found"


async def test_what_could_have_been_taken_is_searched_for_once_more(
    house: House,
) -> None:
    house.executor.releases.return_value = (Release(guid="g", indexer_id=1),)
    house.asked(**long_ago())
    await house.until(lambda: house.executor.search.await_count)
    searched = house.desk.settled[-1]
    assert (searched.status, searched.searches) == (RequestStatus.SEARCHING, 2)


async def test_nothing_is_grabbed_while_the_app_searches_by_itself(
    house: House,
) -> None:
    house.executor.is_searching.return_value = True
    request = house.asked(kind=RequestKind.REPLACE, **long_ago())
    await house.until(lambda: len(house.desk.settled) == 2)
    house.executor.grab_instead.assert_not_awaited()
    assert house.desk.book.open[request.id].searches == request.searches


async def test_who_gives_a_request_up_does_not_wait_for_indexers(house: House) -> None:
    async def look(request: Request, *_: object) -> None:
        house.executor.looking.add(request.id)
        await asyncio.sleep(3600)

    house.executor.grab_instead.side_effect = look
    request = house.asked(kind=RequestKind.REPLACE, **long_ago())
    await house.until(lambda: house.executor.looking)
    (task,) = house.runner._tasks.values()
    await give_up(house, request)
    assert task.cancelled()
    assert house.runner._tasks == {}


async def test_a_bad_copy_that_nothing_can_replace_is_told(house: House) -> None:
    house.executor.grab_instead.return_value = None
    request = house.asked(kind=RequestKind.REPLACE, **long_ago())
    over = await house.ends()
    assert over.status is RequestStatus.FAILED
    assert key_of(over) == "request_nothing_found"
    assert over.searches == request.searches + 1
