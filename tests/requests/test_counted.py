"""Numbers, decades and episodes are counted as people say them."""

import pytest

from custom_components.autoarr.requests.counted import decade_in, numbers_in
from custom_components.autoarr.requests.language import grammar
from custom_components.autoarr.requests.model import Episode, SeasonWord
from custom_components.autoarr.requests.parser import understand


@pytest.mark.parametrize(
    ("said", "language", "numbers"),
    [
        ("one and two", "en", [1, 2]),
        ("the second and third", "en", [2, 3]),
        ("twenty one", "en", [21]),
        ("vingt et un", "fr", [21]),
        ("un et deux", "fr", [1, 2]),
        ("treinta y dos", "es", [32]),
        ("uno y dos", "es", [1, 2]),
        ("s2", "de", [2]),
        ("keine", "de", []),
    ],
)
def test_numbers_in_words_are_one_or_several(
    said: str, language: str, numbers: list[int]
) -> None:
    assert numbers_in(said, grammar(language)) == numbers


@pytest.mark.parametrize(
    ("said", "language", "year"),
    [
        ("the 80s", "en", 1980),
        ("the 2010s", "en", 2010),
        ("the eighties", "en", 1980),
        ("80er", "de", 1980),
        ("gli anni ottanta", "it", 1980),
        ("the seven", "en", None),
        ("yesterday", "en", None),
    ],
)
def test_a_decade_is_known_by_its_first_year(
    said: str, language: str, year: int | None
) -> None:
    assert decade_in(said, grammar(language)) == year


@pytest.mark.parametrize("said", ["first", "premiere", "opening"])
def test_the_first_of_a_season_is_its_first_episode(said: str) -> None:
    found = understand(f"get the {said} episode of season 2 of the bear", "en")
    assert (found.title, found.episodes) == ("the bear", (Episode(2, 1),))


def test_the_first_season_is_first_whatever_its_number() -> None:
    found = understand("get the first season of the bear", "en")
    assert (found.title, found.seasons) == ("the bear", SeasonWord.FIRST)
