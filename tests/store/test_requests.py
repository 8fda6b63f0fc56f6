"""Requests are found again by all that they can be asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Requester,
    RequesterKind,
    RequestFilter,
    RequestStatus,
    Wish,
)
from custom_components.autoarr.store import Store
from tests.requests.facts import FILM, NOW, SHOW, a_request, later, of_series

from .conftest import OpenStore

GUEST = Requester(kind=RequesterKind.GUEST)


async def test_a_request_comes_back_as_it_was(store: Store) -> None:
    request = a_request(candidates=(FILM, SHOW), progress=3.5, eta=9)
    await store.requests.save(request)
    assert await store.requests.get("r1") == request
    assert await store.requests.get("r2") is None


async def test_a_changed_request_takes_the_place_of_the_old(store: Store) -> None:
    await store.requests.save(a_request())
    over = a_request(status=RequestStatus.AVAILABLE)
    await store.requests.save(over)
    assert (await store.requests.list()).items == [over]
    assert await store.requests.open_ones() == []


FILTERS = [
    (RequestFilter(), ["hidden", "guest", "show", "film"]),
    (RequestFilter(statuses=frozenset({RequestStatus.AVAILABLE})), ["hidden"]),
    (RequestFilter(media_type=MediaType.SERIES), ["show"]),
    (RequestFilter(requester="guest"), ["guest"]),
    (RequestFilter(since=later(hours=2)), ["hidden", "guest"]),
    (RequestFilter(is_open=False), ["hidden"]),
    (RequestFilter(is_open=True), ["guest", "show", "film"]),
    (RequestFilter(target="series:371980"), ["show"]),
    (RequestFilter(shown=True), ["guest", "show", "film"]),
]


@pytest.mark.parametrize(("wanted", "ids"), FILTERS)
async def test_requests_are_listed_by_every_filter(
    store: Store, wanted: RequestFilter, ids: list[str]
) -> None:
    for request in (
        a_request(id="film"),
        of_series(id="show", created_at=later(hours=1)),
        a_request(id="guest", requester=GUEST, created_at=later(hours=2)),
        a_request(
            id="hidden",
            status=RequestStatus.AVAILABLE,
            hidden=True,
            created_at=later(hours=3),
        ),
    ):
        await store.requests.save(request)
    page = await store.requests.list(wanted)
    assert [request.id for request in page.items] == ids
    assert page.total == len(ids)
    page = await store.requests.list(wanted, limit=1, offset=1)
    assert [request.id for request in page.items] == ids[1:2]


async def test_only_what_came_to_something_counts_against_a_quota(
    store: Store,
) -> None:
    unsent = {"sent_at": None}
    for number, request in enumerate(
        (
            a_request(),
            a_request(status=RequestStatus.AVAILABLE, **unsent),
            a_request(status=RequestStatus.CANCELLED),
            a_request(status=RequestStatus.CANCELLED, **unsent),
            a_request(status=RequestStatus.DECLINED, **unsent),
            a_request(status=RequestStatus.FAILED, **unsent),
            a_request(requester=GUEST),
            a_request(created_at=later(days=-8)),
        )
    ):
        await store.requests.save(replace(request, id=f"r{number}"))
    assert await store.requests.count_since("anna", NOW - timedelta(days=7)) == 3


async def test_old_requests_are_forgotten_and_open_ones_never(store: Store) -> None:
    old = later(days=-200)
    await store.requests.save(a_request(id="open", updated_at=old))
    await store.requests.save(
        a_request(id="over", status=RequestStatus.FAILED, updated_at=old)
    )
    await store.requests.save(
        a_request(id="new", status=RequestStatus.FAILED, updated_at=NOW)
    )
    await store.prune(NOW)
    assert {each.id for each in (await store.requests.list()).items} == {"open", "new"}


async def test_stacks_have_their_own_requests(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    await home.requests.save(a_request())
    assert await cabin.requests.get("r1") is None
    await home.forget_stack()
    assert await home.requests.get("r1") is None


async def test_words_of_any_length_and_kind_can_be_kept(store: Store) -> None:
    strange = "\0\ud800" + "x" * 20_000
    request = a_request(
        wish=Wish(text=strange, title=strange),
        offer=replace(FILM, title=strange, overview=strange, poster=strange),
        reason=strange,
    )
    await store.requests.save(request)
    kept = await store.requests.get("r1")
    assert kept is not None
    assert len(kept.wish.text) == 500
    assert kept.offer is not None
    assert len(kept.offer.overview) == 600


async def test_what_failed_lately_after_it_was_sent_is_remembered(store: Store) -> None:
    failed = RequestStatus.FAILED
    await store.requests.save(a_request(id="sent", status=failed))
    await store.requests.save(a_request(id="unsent", status=failed, sent_at=None))
    await store.requests.save(
        a_request(id="old", status=failed, updated_at=later(days=-2))
    )
    found = await store.requests.failed_since(later(days=-1))
    assert [each.id for each in found] == ["sent"]
