"""What requests say of themselves."""

from dataclasses import replace

import pytest

from custom_components.autoarr.requests.record import (
    EpisodeWish,
    Request,
    Requester,
    RequesterKind,
    RequestKind,
    RequestStatus,
    Scope,
    Wish,
)

from .facts import ANNA, FILM, SHOW, a_request, of_series


def test_a_request_is_open_until_nothing_can_happen_to_it_any_more() -> None:
    over = {status for status in RequestStatus if not status.is_open}
    assert over == {"available", "monitoring", "failed", "declined", "cancelled"}
    assert not any(status.is_under_way for status in over)
    asked = {status for status in RequestStatus if status.is_question}
    assert asked == {"ambiguous", "awaiting_confirmation"}


@pytest.mark.parametrize(
    ("request_", "label"),
    [
        (a_request(), "Dune (1984)"),
        (a_request(offer=replace(FILM, year=None)), "Dune"),
        (a_request(offer=None), "get dune"),
        (a_request(offer=None, wish=Wish(text="x", title="Dune")), "Dune"),
        (of_series(seasons=(1, 2)), "Severance (2022) S01 S02"),
        (of_series(Scope.ALL, (1, 2)), "Severance (2022)"),
        (
            of_series(
                wish=Wish(
                    scope=Scope.EPISODES,
                    episodes=(EpisodeWish(season=2, number=5), EpisodeWish(season=2)),
                )
            ),
            "Severance (2022) S02E05, S02",
        ),
    ],
)
def test_a_request_is_called_the_same_in_every_language(
    request_: Request, label: str
) -> None:
    assert request_.label == label


def test_the_same_part_of_the_same_title_is_the_same_request() -> None:
    one = of_series(seasons=(1,))
    assert one.asks_the_same(of_series(seasons=(1,), id="r2", media_id=None))
    assert one.asks_the_same(of_series(Scope.FIRST, (1,)))
    assert not one.asks_the_same(of_series(seasons=(2,)))
    assert not of_series(Scope.FUTURE, ()).asks_the_same(of_series(Scope.ALL, ()))
    assert not one.asks_the_same(of_series(seasons=(1,), kind=RequestKind.REPLACE))
    assert not one.asks_the_same(a_request())


def test_who_asks_for_no_quality_asks_for_any_that_is_on_its_way() -> None:
    in_4k = a_request(wish=Wish(text="dune in 4k", quality="2160p"))
    assert a_request().asks_the_same(in_4k)
    assert not in_4k.asks_the_same(a_request())


def test_unresolved_requests_are_the_same_when_one_person_says_the_same() -> None:
    one = a_request(offer=None)
    assert one.asks_the_same(a_request(offer=None))
    other = Requester(kind=RequesterKind.USER, user_id="ben")
    assert not one.asks_the_same(a_request(offer=None, requester=other))
    assert not one.asks_the_same(a_request())


def test_requesters_and_titles_are_told_apart_by_their_keys() -> None:
    assert ANNA.key == "anna"
    assert Requester(kind=RequesterKind.GUEST).key == "guest"
    assert FILM.target == "movie:841"
    assert SHOW.target == "series:371980"
