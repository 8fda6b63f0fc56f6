"""A model reads a request that the grammar found hard: it helps to ask, and adds nothing."""

import json
from typing import Any

import pytest

from custom_components.autoarr.engine.second_reading import is_hard, understood_by
from custom_components.autoarr.reasoning.reading import RequestReading
from custom_components.autoarr.requests.model import (
    Episode,
    Intent,
    MediaType,
    Quality,
    SeasonWord,
    Understood,
    Verdict,
)
from custom_components.autoarr.requests.record import Wish
from simulator.anthropic.replies import saying
from simulator.http import Fault
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome

from .test_explain import claude

pytestmark = pytest.mark.real_time

SAID = "that film with the sandworms"


def _reading(**changes: Any) -> dict[str, Any]:
    return {
        "is_request": True,
        "choice": None,
        "title": None,
        "media_type": None,
        "year": None,
        "seasons": [],
        "which_seasons": None,
        "episodes": [],
        "quality": None,
    } | changes


async def test_a_title_that_a_model_guessed_is_asked_about(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe", **claude(simulation)})
    simulation.anthropic.replies.append(
        saying(_reading(title="Dune", year=2021, media_type="movie"))
    )
    told = (await home.act("request_media", query=SAID))["request"]
    assert told["status"] == "ambiguous"
    assert [(each["title"], each["year"]) for each in told["candidates"]] == [
        ("Dune", 2021)
    ]
    sent = json.loads(simulation.anthropic.received[-1])
    assert SAID in sent["messages"][0]["content"]
    assert simulation.radarr.core.counters.searches == 0


@pytest.mark.parametrize(
    "said",
    [
        _reading(title="A Film That Nobody Ever Made"),
        _reading(is_request=False, title="Dune"),
        _reading(title=None),
    ],
)
async def test_what_a_model_invents_or_denies_changes_nothing(
    make_home: MakeHome, simulation: Simulation, said: dict[str, Any]
) -> None:
    home = await make_home({"mode": "observe", **claude(simulation)})
    simulation.anthropic.replies.append(saying(said))
    told = (await home.act("request_media", query=SAID))["request"]
    assert told["status"] == "failed"
    assert len(simulation.anthropic.asked) == 1


async def test_the_title_that_a_model_prefers_comes_first_and_is_asked_about(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe", **claude(simulation)})
    simulation.anthropic.replies.append(saying(_reading()))
    before = (await home.act("request_media", query="Dune"))["request"]
    titles = [each["year"] for each in before["candidates"]]
    assert len(titles) > 1
    await home.act("cancel_request", request_id=before["id"])
    simulation.anthropic.replies.append(saying(_reading(choice=2)))
    after = (await home.act("request_media", query="Dune"))["request"]
    assert after["status"] == "ambiguous"
    assert [each["year"] for each in after["candidates"]] == [
        titles[1],
        titles[0],
        *titles[2:],
    ]


async def test_a_model_that_fails_leaves_the_grammars_reading(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe", **claude(simulation)})
    await simulation.anthropic.set_fault(Fault.REFUSAL)
    told = (await home.act("request_media", query=SAID))["request"]
    assert told["status"] == "failed"


async def test_what_is_sure_or_told_in_parts_is_not_read_again(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({"mode": "observe", **claude(simulation)})
    await home.act("request_media", title="No Such Film", media_type="movie")
    await home.act("request_media", query="No Such Film", on_ambiguous="best")
    assert simulation.anthropic.asked == []


def test_only_what_is_open_or_unknown_is_hard() -> None:
    wish = Wish(text="Dune")
    sure = Understood(intent=Intent.REQUEST_MEDIA, title="Dune", confidence=0.9)
    unsure = Understood(intent=Intent.REQUEST_MEDIA, title="Dune", confidence=0.2)
    other = Understood(intent=Intent.PAUSE_DOWNLOADS)
    assert is_hard(wish, sure, Verdict.NOTHING)
    assert is_hard(wish, unsure, Verdict.ASK)
    assert not is_hard(wish, sure, Verdict.ASK)
    assert not is_hard(wish, unsure, Verdict.SURE)
    assert not is_hard(wish, other, Verdict.NOTHING)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ({"seasons": [2, 1, 2]}, {"seasons": (1, 2)}),
        ({"which_seasons": "latest"}, {"seasons": SeasonWord.LATEST}),
        (
            {"seasons": [2], "episodes": [5, 4]},
            {"seasons": None, "episodes": (Episode(2, 4), Episode(2, 5))},
        ),
        ({"episodes": [5]}, {"seasons": None, "episodes": (Episode(None, 5),)}),
        ({"quality": "4K"}, {"quality": Quality.UHD}),
        ({"quality": "1080p"}, {"quality": Quality.FULL_HD}),
        ({"quality": "shiny"}, {"quality": Quality.HD}),
        ({"media_type": "series"}, {"media_type": MediaType.SERIES}),
        ({}, {"media_type": MediaType.MOVIE, "seasons": (7,)}),
    ],
)
def test_a_reading_is_put_in_the_grammars_terms(
    reading: dict[str, Any], expected: dict[str, Any]
) -> None:
    before = Understood(
        intent=Intent.NONE,
        media_type=MediaType.MOVIE,
        seasons=(7,),
        quality=Quality.HD,
    )
    after = understood_by(
        RequestReading(is_request=True, title="Dark", **reading), before
    )
    assert (after.intent, after.title) == (Intent.REQUEST_MEDIA, "Dark")
    assert {key: getattr(after, key) for key in expected} == expected
