"""Which seasons and episodes are wanted: those that were named, and none besides."""

import pytest

from custom_components.autoarr.requests.record import EpisodeWish, Scope, Wish
from custom_components.autoarr.requests.wanted import (
    NoSuchPart,
    episodes_of,
    has_aired,
    seasons_of,
)

from .facts import NOW, an_episode, later, of_series

KNOWN = (1, 2, 3)


@pytest.mark.parametrize(
    ("wish", "seasons"),
    [
        (Wish(scope=Scope.ALL), (1, 2, 3)),
        (Wish(), (1, 2, 3)),
        (Wish(scope=Scope.FIRST), (1,)),
        (Wish(scope=Scope.LATEST), (3,)),
        (Wish(scope=Scope.FUTURE), ()),
        (Wish(scope=Scope.SEASONS, seasons=(3, 2, 3)), (2, 3)),
        (Wish(scope=Scope.SEASONS, seasons=(0,)), (0,)),
        (
            Wish(scope=Scope.EPISODES, episodes=(EpisodeWish(season=2, number=1),)),
            (2,),
        ),
    ],
)
def test_seasons_are_as_they_were_said(wish: Wish, seasons: tuple[int, ...]) -> None:
    assert seasons_of(wish, KNOWN) == seasons


@pytest.mark.parametrize(
    "wish",
    [
        Wish(scope=Scope.SEASONS, seasons=(2, 4)),
        Wish(scope=Scope.EPISODES, episodes=(EpisodeWish(season=4, number=1),)),
    ],
)
def test_a_season_that_does_not_exist_is_named(wish: Wish) -> None:
    with pytest.raises(NoSuchPart) as caught:
        seasons_of(wish, KNOWN)
    assert caught.value.part == "S04"


EPISODES = (
    an_episode(2, 2, air_date=later(days=7)),
    an_episode(2, 1),
    an_episode(1, 1),
    an_episode(1, 2),
    an_episode(0, 1),
    an_episode(3, 1, air_date=None),
)


def ids(*wishes: EpisodeWish, scope: Scope = Scope.EPISODES) -> list[int]:
    """Return the ids of the episodes that wishes are for."""
    request = of_series(wish=Wish(scope=scope, episodes=wishes), seasons=(1,))
    return [each.id for each in episodes_of(request, EPISODES, NOW)]


def test_a_season_has_its_episodes_and_no_specials() -> None:
    request = of_series(seasons=(1,))
    assert [each.id for each in episodes_of(request, EPISODES, NOW)] == [101, 102]


def test_named_episodes_are_those_and_no_others() -> None:
    assert ids(EpisodeWish(season=1, number=2)) == [102]
    assert ids(EpisodeWish(season=0, number=1)) == [1]


def test_an_episode_without_a_season_is_of_the_latest_that_was_broadcast() -> None:
    assert ids(EpisodeWish(number=1)) == [201]


def test_the_latest_episode_is_the_last_that_was_broadcast() -> None:
    assert ids(EpisodeWish()) == [201]
    assert ids(EpisodeWish(season=1)) == [102]


def test_only_what_is_to_come_is_what_was_not_broadcast() -> None:
    assert ids(scope=Scope.FUTURE) == [202, 301]


@pytest.mark.parametrize(
    ("wish", "part"),
    [
        (EpisodeWish(season=1, number=99), "S01E99"),
        (EpisodeWish(season=3), "S03"),
    ],
)
def test_an_episode_that_does_not_exist_is_named(wish: EpisodeWish, part: str) -> None:
    with pytest.raises(NoSuchPart) as caught:
        ids(wish)
    assert caught.value.part == part


def test_what_has_a_file_was_broadcast_whatever_its_date() -> None:
    assert has_aired(an_episode(1, 1, air_date=None, has_file=True), NOW)
    assert not has_aired(an_episode(1, 1, air_date=None), NOW)
