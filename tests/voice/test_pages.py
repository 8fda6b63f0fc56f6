"""What assistants are told about a request: facts, choices, and what to confirm."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestStatus,
    Wish,
)
from custom_components.autoarr.voice.pages import Row, page, said
from custom_components.autoarr.voice.speech import Speech
from custom_components.autoarr.voice.talk import Said

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DUNE = Offer(media_type=MediaType.MOVIE, title="Dune", year=2021)


def request(status: RequestStatus) -> Request:
    """Return a request for Dune."""
    return Request(
        id="r1",
        correlation_id="c1",
        status=status,
        requester=Requester(kind=RequesterKind.GUEST),
        wish=Wish(title="Dune"),
        created_at=NOW,
        updated_at=NOW,
        candidates=(DUNE,),
    )


@pytest.mark.parametrize(
    ("status", "proposal_id", "told"),
    [
        (RequestStatus.AWAITING_CONFIRMATION, None, "r1"),
        (RequestStatus.AWAITING_CONFIRMATION, "p1", "p1"),
        (RequestStatus.SEARCHING, "p1", "p1"),
        (RequestStatus.SEARCHING, None, None),
        (RequestStatus.AMBIGUOUS, None, None),
    ],
)
def test_what_is_only_proposed_has_an_id_to_confirm(
    status: RequestStatus, proposal_id: str | None, told: str | None
) -> None:
    answer = Said(text="?", request=request(status), proposal_id=proposal_id)
    row = said(answer, Speech(Phrasebook.load("en")))
    assert row.get("proposal_id") == told


def test_titles_to_choose_from_are_counted_from_one() -> None:
    answer = Said(text="?", request=request(RequestStatus.AMBIGUOUS))
    row: Any = said(answer, Speech(Phrasebook.load("en")))
    assert [each["choice"] for each in row["request"]["candidates"]] == [1]


def test_a_page_tells_where_the_next_one_begins() -> None:
    rows: list[Row] = [{"n": n} for n in range(5)]
    assert page("rows", rows, 2, 2) == {
        "rows": [{"n": 2}, {"n": 3}],
        "total": 5,
        "next_offset": 4,
    }
    assert page("rows", rows, 2, 4)["next_offset"] is None
