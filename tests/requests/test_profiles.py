"""Words about the picture pick the profile that means them, and habit picks the rest."""

import pytest

from custom_components.autoarr.requests.profiles import (
    allows,
    profile_for,
    root_for,
    usual_profile,
)
from custom_components.autoarr.servers.models import Movie, RootFolder, Series

from .facts import a_movie, a_profile, a_series

ANY = a_profile(1, "Any", "SDTV", "HDTV-720p", "WEBDL-1080p", "Bluray-2160p")
SD = a_profile(2, "SD", "SDTV", "DVD", "WEBDL-480p")
HD = a_profile(3, "HD-720p", "HDTV-720p", "Bluray-720p")
FULL_HD = a_profile(4, "HD-1080p", "HDTV-1080p", "Bluray-1080p")
UHD = a_profile(5, "Ultra-HD", "HDTV-2160p", "Bluray-2160p")
BOTH = a_profile(6, "HD - 720p/1080p", "HDTV-720p", "Bluray-1080p")
REMUX = a_profile(7, "Remux", "Bluray-2160p", "Remux-2160p")
ALL = (ANY, SD, HD, FULL_HD, UHD, BOTH, REMUX)


@pytest.mark.parametrize(
    ("quality", "name"),
    [
        ("480p", "SD"),
        ("720p", "HD-720p"),
        ("1080p", "HD-1080p"),
        ("2160p", "Ultra-HD"),
        ("remux", "Remux"),
        ("best", "Ultra-HD"),
    ],
)
def test_a_quality_picks_the_profile_that_means_it(quality: str, name: str) -> None:
    chosen = profile_for(ALL, quality, usual=1)
    assert chosen is not None
    assert chosen.name == name
    assert allows(chosen, quality)


def test_without_a_quality_a_title_gets_what_most_have() -> None:
    assert profile_for(ALL, None, usual=4) is FULL_HD
    assert profile_for(ALL, None, usual=99) is ANY
    assert profile_for((), None, usual=4) is None


def test_a_quality_that_no_profile_allows_picks_none() -> None:
    assert profile_for((SD, HD), "2160p", usual=2) is None
    assert profile_for((SD, HD), "remux", usual=2) is None


def test_of_equal_profiles_the_usual_one_is_taken() -> None:
    twin = a_profile(8, "4K too", "HDTV-2160p", "Bluray-2160p")
    assert profile_for((UHD, twin), "2160p", usual=8) is twin


def test_the_usual_profile_is_that_of_most_titles() -> None:
    library = [a_movie(quality_profile_id=each) for each in (4, 5, 5, None)]
    assert usual_profile(library) == 5
    assert usual_profile([]) is None


FOLDERS = (
    RootFolder(id=1, path="/films", free=10),
    RootFolder(id=2, path="/kids/", free=99),
    RootFolder(id=3, path="/gone", accessible=False, free=500),
)


def test_a_preferred_folder_comes_first_if_the_server_has_it() -> None:
    assert root_for(FOLDERS, ("/nowhere", "/kids"), []) == "/kids/"


def test_a_title_goes_where_most_are() -> None:
    library: list[Movie | Series] = [
        a_movie(path="/films/A"),
        a_movie(path="/films/B"),
        a_series(path="/kids/C"),
        a_movie(path="/filmsandmore/D"),
    ]
    assert root_for(FOLDERS, (), library) == "/films"


def test_the_first_title_goes_where_most_room_is_and_the_folder_can_be_seen() -> None:
    assert root_for(FOLDERS, ("/gone",), []) == "/kids/"
    assert root_for(FOLDERS[2:], (), []) is None
