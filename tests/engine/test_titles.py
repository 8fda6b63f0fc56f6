"""Titles looked for where apps are silent, wrong or many, and where nobody asked for one."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock, MagicMock

import pytest

from custom_components.autoarr.coordinators import ArrCoordinator
from custom_components.autoarr.downloads.errors import NotKnown
from custom_components.autoarr.engine import titles as under_test
from custom_components.autoarr.engine.titles import Titles
from custom_components.autoarr.reasoning.reading import RequestReading
from custom_components.autoarr.requests.model import Intent, MediaType, Verdict
from custom_components.autoarr.requests.record import Wish
from custom_components.autoarr.servers.base import CannotConnect
from custom_components.autoarr.servers.models import Found, Movie, Series, ServerType
from custom_components.autoarr.servers.radarr import RadarrClient
from tests.requests.facts import a_movie, a_series

DUNE = Found(title="Dune", year=1984, tmdb_id=841, votes=3_000)
NEW_DUNE = Found(title="Dune", year=2021, tmdb_id=438631, votes=13_000)
SEVERANCE = Found(title="Severance", year=2022, tvdb_id=371980, votes=9_000)
FILM, SHOW = ServerType.RADARR, ServerType.SONARR


class House:
    """Sonarrs and Radarrs, and titles looked for in them."""

    def __init__(self) -> None:
        """Start without any app, and without a model."""
        self.read_request = AsyncMock(return_value=None)
        self.coordinators: dict[str, Any] = {}
        engine = SimpleNamespace(
            coordinators=self.coordinators,
            reasoning=SimpleNamespace(read_request=self.read_request),
        )
        self.titles = Titles(cast("Any", engine))

    def app(
        self,
        kind: ServerType,
        *found: Found,
        library: tuple[Movie | Series, ...] = (),
        name: str | None = None,
        answers: bool = True,
    ) -> AsyncMock:
        """Add an app that finds the same whatever is looked up; return its client."""
        name = name or kind.title()
        # Any client has what is looked up here.
        client = AsyncMock(spec=RadarrClient)
        client.look_up.return_value = found
        client.find.return_value = None
        coordinator = MagicMock(spec=ArrCoordinator)
        coordinator.client = client
        coordinator.server = SimpleNamespace(id=name, name=name, type=kind)
        coordinator.library = {item.id: item for item in library}
        coordinator.last_update_success = answers
        self.coordinators[name] = coordinator
        return client


@pytest.fixture
def house() -> House:
    """Return a house without apps."""
    return House()


async def test_one_film_that_is_found_is_sure(house: House) -> None:
    house.app(FILM, DUNE)
    looked = await house.titles.look(Wish(text="get dune", language="en"))
    assert (looked.verdict, looked.silent) == (Verdict.SURE, ())
    assert [offer.tmdb_id for offer in looked.offers] == [841]


async def test_a_title_told_in_parts_needs_no_grammar(house: House) -> None:
    films = house.app(FILM, DUNE)
    looked = await house.titles.look(Wish(title="Dune", year=1984))
    assert (looked.verdict, looked.wish.title) == (Verdict.SURE, "Dune")
    assert [call.args[0] for call in films.look_up.await_args_list] == ["Dune"]


async def test_an_app_that_does_not_answer_may_know_a_better_title(
    house: House,
) -> None:
    house.app(FILM, DUNE)
    house.app(SHOW).look_up.side_effect = CannotConnect("down")
    looked = await house.titles.look(Wish(text="get dune", language="en"))
    assert (looked.verdict, looked.silent) == (Verdict.ASK, ("Sonarr",))
    house.read_request.assert_not_awaited()


async def test_an_app_that_takes_too_long_counts_as_silent(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_: str) -> tuple[Found, ...]:
        await asyncio.Event().wait()
        return ()

    monkeypatch.setattr(under_test, "LOOKUP_PATIENCE", 0.01)
    house.app(FILM).look_up.side_effect = never
    looked = await house.titles.look(Wish(text="get dune", language="en"))
    assert (looked.verdict, looked.silent) == (Verdict.NOTHING, ("Radarr",))


async def test_another_app_of_a_kind_is_asked_where_the_first_is_silent(
    house: House,
) -> None:
    house.app(FILM, DUNE, name="Broken").look_up.side_effect = CannotConnect("down")
    house.app(FILM, NEW_DUNE, name="Other")
    down = house.app(FILM, DUNE, name="Known to be down", answers=False)
    looked = await house.titles.look(Wish(text="get dune", language="en"))
    assert [offer.tmdb_id for offer in looked.offers] == [438631]
    down.look_up.assert_not_awaited()


async def test_who_takes_the_best_is_not_asked_which_of_two_it_is(
    house: House,
) -> None:
    house.app(FILM, DUNE, NEW_DUNE)
    asked = await house.titles.look(Wish(text="get dune", language="en"))
    assert (asked.verdict, len(asked.offers)) == (Verdict.ASK, 2)
    taken = await house.titles.look(Wish(text="get dune", language="en", best=True))
    assert (taken.verdict, taken.offers) == (Verdict.SURE, asked.offers[:1])


async def test_the_kind_and_the_year_said_beside_the_text_decide(
    house: House,
) -> None:
    house.app(FILM, DUNE, NEW_DUNE)
    shows = house.app(SHOW, SEVERANCE)
    wish = Wish(text="get dune", language="en", year=1984, media_type=MediaType.MOVIE)
    looked = await house.titles.look(wish)
    assert looked.verdict is Verdict.SURE
    assert [offer.year for offer in looked.offers] == [1984]
    shows.look_up.assert_not_awaited()


async def test_what_asks_for_no_title_is_not_looked_up(house: House) -> None:
    films = house.app(FILM, DUNE)
    looked = await house.titles.look(
        Wish(text="what is being downloaded?", language="en")
    )
    assert (looked.verdict, looked.is_request) == (Verdict.NOTHING, False)
    assert looked.intent is not Intent.REQUEST_MEDIA
    films.look_up.assert_not_awaited()


async def test_what_a_model_makes_of_an_unknown_title_is_asked_about(
    house: House,
) -> None:
    films = house.app(FILM)
    films.look_up.side_effect = lambda term: (
        (DUNE,) if "dune" in term.casefold() else ()
    )
    house.read_request.return_value = RequestReading(is_request=True, title="Dune")
    looked = await house.titles.look(Wish(text="get the sandworm one", language="en"))
    assert looked.verdict is Verdict.ASK
    assert [offer.tmdb_id for offer in looked.offers] == [841]


@pytest.mark.parametrize(
    "reading",
    [
        None,
        RequestReading(is_request=False),
        RequestReading(is_request=True),
        RequestReading(is_request=True, title="Nothing Anybody Knows"),
    ],
)
async def test_a_model_that_knows_no_better_changes_nothing(
    house: House, reading: RequestReading | None
) -> None:
    house.app(FILM)
    house.read_request.return_value = reading
    looked = await house.titles.look(Wish(text="get the sandworm one", language="en"))
    assert (looked.verdict, looked.offers) == (Verdict.NOTHING, ())
    house.read_request.assert_awaited_once()


async def test_a_search_tells_all_that_is_known_the_fitting_titles_first(
    house: House,
) -> None:
    unlike = Found(title="Arrakis at Night", year=2000, tmdb_id=1)
    house.app(FILM, unlike, DUNE, library=(a_movie(tmdb_id=841, has_file=True),))
    found = await house.titles.search(Wish(text="dune", language="en"), 5)
    assert [offer.tmdb_id for offer in found] == [841, 1]
    assert (found[0].in_library, found[0].available) == (True, True)
    assert (found[1].in_library, found[1].score) == (False, 0)
    assert len(await house.titles.search(Wish(text="dune", language="en"), 1)) == 1


async def test_a_search_for_words_that_name_no_title_is_made_by_the_words(
    house: House,
) -> None:
    films = house.app(FILM, DUNE)
    assert await house.titles.search(Wish(text="yes", language="en"), 5)
    assert [call.args[0] for call in films.look_up.await_args_list] == ["yes"]


def test_only_the_longest_title_that_a_text_speaks_of_counts(house: House) -> None:
    heat, dead_heat = (
        a_movie(id=1, title="Heat", tmdb_id=949, has_file=True),
        a_movie(id=2, title="Dead Heat", tmdb_id=18998),
    )
    house.app(FILM, library=(heat, dead_heat))
    house.app(SHOW, library=(a_series(title="Severance", tvdb_id=371980),))
    one = house.titles.mentioned(Wish(text="Why does 'dead heat' look so bad?"))
    assert one.verdict is Verdict.SURE
    assert [offer.tmdb_id for offer in one.offers] == [18998]
    shorter = house.titles.mentioned(Wish(text="the sound of Heat!"))
    assert [(offer.tmdb_id, offer.available) for offer in shorter.offers] == [
        (949, True)
    ]


def test_namesakes_in_the_library_are_asked_about(house: House) -> None:
    old, new = (
        a_movie(id=1, title="Dune", tmdb_id=841),
        a_movie(id=2, title="Dune", tmdb_id=438631),
    )
    house.app(FILM, library=(old, new))
    looked = house.titles.mentioned(Wish(text="dune stutters"))
    assert (looked.verdict, len(looked.offers)) == (Verdict.ASK, 2)


def test_a_text_that_speaks_of_nothing_in_the_library_is_no_request(
    house: House,
) -> None:
    house.app(FILM, library=(a_movie(title="Dune"), a_movie(id=8, title="…")))
    looked = house.titles.mentioned(Wish(text="the dunes of Norfolk"))
    assert (looked.verdict, looked.is_request) == (Verdict.NOTHING, False)
    assert looked.intent is Intent.NONE


async def test_a_title_is_found_by_its_number_with_the_app_that_knows_it(
    house: House,
) -> None:
    house.app(FILM, name="Empty")
    knowing = house.app(FILM, library=(a_movie(tmdb_id=841, has_file=True),))
    knowing.find.return_value = a_movie(tmdb_id=841)
    offer = await house.titles.by_id(MediaType.MOVIE, 841)
    assert (offer.title, offer.available, offer.score) == ("Dune", True, 1)


async def test_a_number_that_no_app_knows_is_said_to_be_unknown(house: House) -> None:
    house.app(SHOW)
    with pytest.raises(NotKnown):
        await house.titles.by_id(MediaType.SERIES, 1)


async def test_a_number_may_be_known_to_the_app_that_does_not_answer(
    house: House,
) -> None:
    house.app(FILM, name="Silent").find.side_effect = CannotConnect("down")
    house.app(FILM, name="Empty")
    with pytest.raises(CannotConnect) as err:
        await house.titles.by_id(MediaType.MOVIE, 841)
    assert err.value.server == "Silent"
