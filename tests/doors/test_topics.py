"""Who hears what: a row is told to those who may see it, and gone for those who may not."""

from custom_components.autoarr.engine.shapes import Shape
from custom_components.autoarr.topics import Audience, Topic, row_delta

MINE: Shape = {"id": "r1", "correlation_id": "c1", "requested_by": {"user_id": "ann"}}
HERS: Shape = {"id": "r2", "correlation_id": "c2", "requested_by": {"user_id": "eve"}}
NOBODYS: Shape = {"id": "r3", "correlation_id": "c3", "requested_by": None}


def test_who_is_no_administrator_sees_only_their_own_requests() -> None:
    ann = Audience(topic=Topic.REQUESTS, user_id="ann")
    assert [row for row in (MINE, HERS, NOBODYS) if ann.may_see(row)] == [MINE]
    everybody = Audience(topic=Topic.REQUESTS)
    assert all(map(everybody.may_see, (MINE, HERS, NOBODYS)))
    assert row_delta(ann, [(None, HERS), (None, NOBODYS)]) is None
    assert row_delta(ann, [(None, MINE), (HERS, None)]) == {
        "changed": [MINE],
        "removed": [],
    }


def test_others_are_told_what_concerns_everybody_and_themselves() -> None:
    ann = Audience(topic=Topic.ACTIVITY, user_id="ann")
    rows: list[Shape] = [
        {"id": f"a{number}", "kind": kind, "correlation_id": None, "data": data}
        for number, (kind, data) in enumerate(
            (
                ("request", dict(MINE)),
                ("request", dict(HERS)),
                ("request", dict(NOBODYS)),
                ("download", {}),
            )
        )
    ]
    assert [row["id"] for row in rows if ann.may_see(row)] == ["a0", "a3"]
    assert all(map(Audience(topic=Topic.ACTIVITY).may_see, rows))


def test_a_row_that_leaves_a_story_is_gone_for_those_who_follow_it() -> None:
    moved: Shape = {**MINE, "correlation_id": "c9"}
    old = Audience(topic=Topic.REQUESTS, correlation_id="c1")
    new = Audience(topic=Topic.REQUESTS, correlation_id="c9")
    assert row_delta(old, [(MINE, moved)]) == {"changed": [], "removed": ["r1"]}
    assert row_delta(new, [(MINE, moved)]) == {"changed": [moved], "removed": []}
    assert row_delta(new, [(MINE, MINE)]) is None
