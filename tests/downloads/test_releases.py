"""Which release is grabbed when a search found several."""

from typing import Any

import pytest

from custom_components.autoarr.downloads.releases import choose
from custom_components.autoarr.downloads.writes import GrabRelease
from custom_components.autoarr.servers.models import Release


def offer(title: str, **said: Any) -> Release:
    """Return a release that the app would grab by itself."""
    return Release(guid=f"g-{title}-{said}", indexer_id=1, title=title, **said)


def film(**said: Any) -> GrabRelease:
    """Return the wish for a release of film 1."""
    return GrabRelease(server_id="radarr", media_id=1, **said)


def series(**said: Any) -> GrabRelease:
    """Return the wish for a release of series 1."""
    return GrabRelease(server_id="sonarr", media_id=1, **said)


BEST, GOOD = offer("Film.2001.2160p-A"), offer("Film.2001.1080p-B")


def test_the_apps_own_order_decides() -> None:
    assert choose([BEST, GOOD], film()) is BEST
    assert choose([GOOD, BEST], film()) is GOOD
    assert choose([], film()) is None


def test_what_was_tried_before_is_not_taken_again_however_it_is_written() -> None:
    assert choose([BEST, GOOD], film(excluded=("film.2001.2160P-a",))) is GOOD
    assert choose([BEST], film(excluded=(BEST.title,))) is None


@pytest.mark.parametrize(
    "said",
    [
        {"rejected": True, "rejections": ("Release is blocklisted",)},
        {"download_allowed": False},
        {"movie_id": 2},
    ],
)
def test_what_the_app_objects_to_is_not_the_best(said: dict[str, Any]) -> None:
    assert choose([offer("Film.2001.2160p-C", **said), GOOD], film()) is GOOD


def test_a_named_release_is_found_however_it_is_written_and_nothing_else_will_do() -> (
    None
):
    assert choose([BEST, GOOD], film(release="FILM.2001.1080p-b")) is GOOD
    assert choose([BEST, GOOD], film(release="Film.2001.1080p")) is None


def test_of_two_with_the_name_that_is_taken_which_is_not_rejected() -> None:
    blocked = offer(GOOD.title, rejected=True, indexer="One")
    assert choose([blocked, GOOD], film(release=GOOD.title)) is GOOD
    assert choose([blocked], film(release=GOOD.title)) is blocked


@pytest.mark.parametrize("said", [{"download_allowed": False}, {"movie_id": 2}])
def test_a_named_release_of_which_the_app_knows_something_else_is_not_taken(
    said: dict[str, Any],
) -> None:
    assert choose([offer(GOOD.title, **said)], film(release=GOOD.title)) is None


def test_a_release_of_other_episodes_is_not_taken() -> None:
    other = offer("Show.S01E02-A", series_id=1, episode_ids=(12,))
    right = offer("Show.S01E01-A", series_id=1, episode_ids=(11,))
    assert choose([other, right], series(episode_ids=(11,))) is right
    assert choose([other], series(episode_ids=(11,), release=other.title)) is None
    alien = offer("Show.S01E01-B", series_id=2, episode_ids=(11,))
    assert choose([alien], series(episode_ids=(11,))) is None


def test_a_whole_season_wants_a_release_of_all_of_it() -> None:
    one = offer("Show.S01E01-A", episode_ids=(11,))
    both = offer("Show.S01E01E02-A", episode_ids=(11, 12))
    pack = offer("Show.S01-A", episode_ids=(11, 12, 13), full_season=True)
    wish = series(season=1, episode_ids=(11, 12))
    assert choose([one, pack], wish) is pack
    assert choose([one, both], wish) is both
    assert choose([one], wish) is None
    assert choose([one, pack], series(season=1)) is pack
    assert choose([one], series(season=1)) is None
