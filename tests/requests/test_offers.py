"""What was understood and what was found become what a request keeps of it."""

from typing import Any

import pytest

from custom_components.autoarr.requests.model import (
    Episode,
    Intent,
    MediaType,
    Quality,
    SeasonWord,
    Understood,
)
from custom_components.autoarr.requests.offers import (
    candidate_in_library,
    candidate_of,
    offer_of,
    understood_of,
    wish_of,
)
from custom_components.autoarr.requests.record import EpisodeWish, Scope, Wish
from custom_components.autoarr.servers.models import Found, Season

from .facts import a_movie, a_series

HEARD = Understood(
    intent=Intent.REQUEST_MEDIA,
    title="Severance",
    media_type=MediaType.SERIES,
    year=2022,
    quality=Quality.UHD,
    language="en",
)


def heard(**facts: Any) -> Wish:
    """Return the wish for a part of a series."""
    understood = Understood(intent=Intent.REQUEST_MEDIA, title="x", **facts)
    return wish_of(understood, Wish(text="get x"))


@pytest.mark.parametrize("word", SeasonWord)
def test_words_for_seasons_are_kept(word: SeasonWord) -> None:
    wish = heard(seasons=word)
    assert wish.scope == word.value
    assert understood_of(wish).seasons is word


def test_numbers_of_seasons_are_kept() -> None:
    wish = heard(seasons=(1, 2))
    assert (wish.scope, wish.seasons) == (Scope.SEASONS, (1, 2))
    assert understood_of(wish).seasons == (1, 2)


def test_episodes_are_kept_and_the_latest_has_no_number() -> None:
    said = (Episode(season=2, number=5), Episode(season=None, number="latest"))
    wish = heard(episodes=said)
    assert wish.scope is Scope.EPISODES
    assert wish.episodes == (EpisodeWish(season=2, number=5), EpisodeWish())
    assert understood_of(wish).episodes == said
    assert understood_of(wish).seasons is None


def test_what_is_said_beside_a_text_counts_more() -> None:
    said = Wish(
        text="get severance",
        media_type=MediaType.MOVIE,
        year=2006,
        quality="720p",
        scope=Scope.FIRST,
        language="de",
        server="Radarr",
        best=True,
    )
    wish = wish_of(HEARD, said)
    assert wish.title == "Severance"
    assert (wish.media_type, wish.year) == (MediaType.MOVIE, 2006)
    assert (wish.quality, wish.scope) == ("720p", Scope.FIRST)
    assert (wish.language, wish.server, wish.best) == ("de", "Radarr", True)


def test_the_parts_of_a_wish_say_the_same_as_its_sentence() -> None:
    wish = wish_of(HEARD, Wish(text="get severance in 4k"))
    again = understood_of(wish)
    assert (again.title, again.year) == ("Severance", 2022)
    assert again.media_type is MediaType.SERIES
    assert again.quality is Quality.UHD
    assert understood_of(Wish(title="x", quality="vhs")).quality is None


def test_a_title_that_was_found_keeps_what_people_choose_by() -> None:
    found = Found(
        title="Severance",
        year=2022,
        tvdb_id=371980,
        votes=99,
        seasons=(Season(number=0), Season(number=1)),
        network="A Channel",
        media_id=3,
    )
    candidate = candidate_of(found, MediaType.SERIES)
    assert candidate.seasons == (1,)
    assert candidate.popularity == pytest.approx(40)
    assert candidate.in_library
    offer = offer_of(candidate, 0.98765, {"series:371980"})
    assert (offer.target, offer.available) == ("series:371980", True)
    assert offer.score == 0.988
    bare = candidate_of(Found(title="Bare"), MediaType.MOVIE)
    assert (bare.year, bare.popularity, bare.in_library) == (None, None, False)


def test_titles_of_the_library_can_be_meant_as_well() -> None:
    film = candidate_in_library(a_movie(tmdb_id=841, year=1984))
    assert (film.kind, film.tmdb_id, film.in_library) == (MediaType.MOVIE, 841, True)
    show = candidate_in_library(
        a_series(tvdb_id=5, seasons=(Season(number=0), Season(number=2)))
    )
    assert (show.kind, show.tvdb_id, show.seasons) == (MediaType.SERIES, 5, (2,))
