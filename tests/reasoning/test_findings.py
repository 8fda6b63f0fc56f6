"""A model orders findings and adds its own: only what can be checked is believed."""

from typing import Any

import pytest

from custom_components.autoarr.activity import JsonValue
from custom_components.autoarr.reasoning.findings import (
    MOST_ADDED,
    MOST_FINDINGS,
    Severity,
    find_more,
    order_findings,
)
from simulator.anthropic.replies import saying

from .house import House

FINDINGS: list[dict[str, JsonValue]] = [
    {"id": "a1", "title": "Categories do not match"},
    {"id": "b2", "title": "Completed downloads are kept"},
    {"id": "c3", "title": "No recycle bin"},
]
SETTINGS: dict[str, dict[str, JsonValue]] = {
    "sabnzbd": {"pre_check": False, "complete_dir": "/data/done"},
    "sonarr": {"removeCompletedDownloads": True},
}


def _ranked(id_: str, priority: int, text: str = "It matters.") -> dict[str, Any]:
    return {"id": id_, "priority": priority, "explanation": text}


def _seen(**changes: Any) -> dict[str, Any]:
    return {
        "server": "sabnzbd",
        "setting": "pre_check",
        "title": "Checks come late",
        "why": "Missing articles are noticed at the end.",
        "recommended": "Check before downloading.",
        "severity": "medium",
    } | changes


async def test_findings_are_ranked_and_explained_for_the_household(
    house: House,
) -> None:
    house.server.replies.append(
        saying({"findings": [_ranked("f3", 1, " Films vanish. "), _ranked("f1", 2)]})
    )
    told = await order_findings(house.reasoner, FINDINGS, {"people": 2}, "en")
    assert told.dropped == 0
    assert {key: rank.priority for key, rank in told.value.items()} == {
        "c3": 1,
        "a1": 2,
    }
    assert told.value["c3"].explanation == "Films vanish."


@pytest.mark.parametrize(
    "wrong",
    [
        _ranked("f9", 2),
        _ranked("a1", 2),
        _ranked("f1", 2),
        _ranked("f2", 1),
        _ranked("f2", 0),
        _ranked("f2", 4),
        _ranked("f2", -1),
        _ranked("f2", 2, " "),
        _ranked("f2", 2, "Look at https://evil.example"),
        _ranked("f2", 2, "x" * 3000),
    ],
)
async def test_a_ranking_that_cannot_be_true_is_dropped_and_counted(
    house: House, wrong: dict[str, Any]
) -> None:
    house.server.replies.append(saying({"findings": [_ranked("f1", 1), wrong]}))
    told = await order_findings(house.reasoner, FINDINGS, {}, "en")
    assert (list(told.value), told.dropped) == (["a1"], 1)


async def test_only_so_many_findings_are_ranked_at_once(house: House) -> None:
    many: list[dict[str, JsonValue]] = [{"id": str(n)} for n in range(100)]
    house.server.replies.append(
        saying({"findings": [_ranked(f"f{MOST_FINDINGS + 1}", 1)]})
    )
    told = await order_findings(house.reasoner, many, {}, "en")
    assert (told.value, told.dropped) == ({}, 1)


async def test_problems_that_rules_did_not_see_are_added(house: House) -> None:
    house.server.replies.append(saying({"findings": [_seen()]}))
    told = await find_more(house.reasoner, SETTINGS, [], {}, "en")
    (added,) = told.value
    assert (added.server, added.setting) == ("sabnzbd", "pre_check")
    assert added.severity is Severity.MEDIUM
    assert told.dropped == 0


@pytest.mark.parametrize(
    "wrong",
    [
        _seen(server="lidarr"),
        _seen(setting="flux_capacitor"),
        _seen(setting="removeCompletedDownloads"),
        _seen(severity="critical"),
        _seen(severity="apocalyptic"),
        _seen(title=""),
        _seen(title="x" * 300),
        _seen(why="See www.evil.example"),
        _seen(recommended=""),
    ],
)
async def test_a_problem_that_cannot_be_checked_is_dropped_and_counted(
    house: House, wrong: dict[str, Any]
) -> None:
    house.server.replies.append(saying({"findings": [wrong, _seen()]}))
    told = await find_more(house.reasoner, SETTINGS, [], {}, "en")
    assert (len(told.value), told.dropped) == (1, 1)


async def test_a_flood_of_problems_is_cut(house: House) -> None:
    flood = [_seen()] * (MOST_ADDED + 5)
    house.server.replies.append(saying({"findings": flood}))
    told = await find_more(house.reasoner, SETTINGS, [], {}, "en")
    assert (len(told.value), told.dropped) == (MOST_ADDED, 5)


async def test_paths_come_back_in_the_words_for_the_household(house: House) -> None:
    house.server.replies.append(
        saying({"findings": [_seen(setting="complete_dir", why="[path-1] is full.")]})
    )
    told = await find_more(house.reasoner, SETTINGS, [], {}, "en")
    assert told.value[0].why == "/data/done is full."
