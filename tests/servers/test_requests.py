"""What a request needs of the apps: look-ups, new titles, monitoring, and taking away."""

from datetime import UTC, datetime

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    AlreadyAdded,
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    Rejected,
    ServerBusy,
    UnexpectedAnswer,
)
from custom_components.autoarr.servers.models import Found, NewTitle, Season
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.servers.app import App

MOVIES = NewTitle(profile_id=4, root_folder="/films")
SHOWS = NewTitle(profile_id=4, root_folder="/tv", seasons=(2,))
FILM = Found(title="Some Film", year=1999, tmdb_id=603)
SHOW = Found(
    title="Some Show",
    year=2019,
    tvdb_id=81189,
    seasons=tuple(Season(number=number, monitored=True) for number in range(4)),
    series_type="anime",
)


@pytest.fixture
def sonarr(app: App, session: aiohttp.ClientSession) -> SonarrClient:
    """A client of a Sonarr."""
    return SonarrClient(session, app.url, "key")


@pytest.fixture
def radarr(app: App, session: aiohttp.ClientSession) -> RadarrClient:
    """A client of a Radarr."""
    return RadarrClient(session, app.url, "key")


async def test_films_are_looked_up(app: App, radarr: RadarrClient) -> None:
    app.says(
        "GET /api/v3/movie/lookup",
        [
            {
                "title": "Some Film",
                "originalTitle": "Ein Film",
                "year": 1999,
                "tmdbId": 603,
                "imdbId": "tt0133093",
                "overview": "It happens.",
                "studio": "A Studio",
                "ratings": {"imdb": {"votes": 415}, "tmdb": {"votes": 41}},
                "alternateTitles": [{"title": "Another"}, {"title": "Some Film"}],
                "images": [
                    {"coverType": "fanart", "remoteUrl": "https://x.invalid/f.jpg"},
                    {"coverType": "poster", "remoteUrl": "https://x.invalid/p.jpg"},
                ],
                "physicalRelease": "2000-02-01T00:00:00Z",
                "digitalRelease": "2000-01-01T00:00:00Z",
                "hasFile": True,
                "id": 7,
            },
            {"title": "Bare", "ratings": {"tmdb": {"votes": 12}, "imdb": None}},
        ],
    )
    found, bare = await radarr.look_up("some film")
    assert found == Found(
        title="Some Film",
        year=1999,
        tmdb_id=603,
        imdb_id="tt0133093",
        original_title="Ein Film",
        other_titles=("Another",),
        overview="It happens.",
        poster="https://x.invalid/p.jpg",
        network="A Studio",
        votes=415,
        media_id=7,
        has_file=True,
        released=datetime(2000, 1, 1, tzinfo=UTC),
    )
    assert bare == Found(title="Bare", votes=12)
    assert app.last().query == [("term", "some film")]


async def test_series_are_looked_up(app: App, sonarr: SonarrClient) -> None:
    app.says(
        "GET /api/v3/series/lookup",
        [
            {
                "title": "Some Show",
                "year": 2019,
                "tvdbId": 81189,
                "network": "A Channel",
                "ended": True,
                "seriesType": "anime",
                "ratings": {"votes": 99, "value": 8.1},
                "remotePoster": "https://x.invalid/p.jpg",
                "seasons": [
                    {"seasonNumber": 2, "monitored": True},
                    {"seasonNumber": 1, "monitored": False},
                    {"seasonNumber": "?"},
                ],
            }
        ],
    )
    (found,) = await sonarr.look_up("tvdb:81189")
    assert found == Found(
        title="Some Show",
        year=2019,
        tvdb_id=81189,
        poster="https://x.invalid/p.jpg",
        network="A Channel",
        votes=99,
        seasons=(Season(number=1), Season(number=2, monitored=True)),
        ended=True,
        series_type="anime",
    )


async def test_a_look_up_whose_source_is_down_is_no_empty_answer(
    app: App, radarr: RadarrClient
) -> None:
    text = "Search for 'x' failed. Unable to communicate with RadarrAPI."
    app.says("GET /api/v3/movie/lookup", {"message": text}, status=503)
    with pytest.raises(ServerBusy):
        await radarr.look_up("x")


async def test_a_film_is_added_without_a_search(app: App, radarr: RadarrClient) -> None:
    app.says("POST /api/v3/movie", {"id": 12}, status=201)
    assert await radarr.add(FILM, MOVIES) == 12
    body = app.last().body
    assert body["tmdbId"] == 603
    assert body["qualityProfileId"] == 4
    assert body["rootFolderPath"] == "/films"
    assert body["monitored"] is True
    assert body["addOptions"]["searchForMovie"] is False
    assert body["addOptions"]["monitor"] == "movieOnly"


async def test_only_the_season_that_was_asked_for_is_monitored(
    app: App, sonarr: SonarrClient
) -> None:
    app.says("POST /api/v3/series", {"id": 3}, status=201)
    assert await sonarr.add(SHOW, SHOWS) == 3
    body = app.last().body
    assert [season["monitored"] for season in body["seasons"]] == [
        False,
        False,
        True,
        False,
    ]
    assert body["monitored"] is True
    assert body["monitorNewItems"] == "none"
    assert body["seriesType"] == "anime"
    assert body["addOptions"] == {"searchForMissingEpisodes": False}


async def test_what_is_still_to_come_is_monitored_by_sonarr_itself(
    app: App, sonarr: SonarrClient
) -> None:
    app.says("POST /api/v3/series", {"id": 3}, status=201)
    wish = NewTitle(profile_id=4, root_folder="/tv", future=True, new_seasons=True)
    await sonarr.add(SHOW, wish)
    assert app.last().body["addOptions"]["monitor"] == "future"
    assert app.last().body["monitorNewItems"] == "all"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("This movie has already been added", AlreadyAdded),
        (
            "Path '/films/x' is already configured for an existing movie",
            AlreadyAdded,
        ),
        ("Root folder '/films' does not exist", NoSuchRootFolder),
        ("Quality Profile does not exist", NoSuchProfile),
        ("A movie with this ID was not found. Path: /films/x", Rejected),
    ],
)
async def test_a_refused_film_tells_why(
    app: App, radarr: RadarrClient, text: str, error: type[Rejected]
) -> None:
    refusal = [{"propertyName": "x", "errorMessage": text, "severity": "error"}]
    app.says("POST /api/v3/movie", refusal, status=400)
    with pytest.raises(Rejected) as caught:
        await radarr.add(FILM, MOVIES)
    assert type(caught.value) is error
    assert caught.value.reasons == (text,)


async def test_films_and_series_are_monitored_and_nothing_else_is_changed(
    app: App, radarr: RadarrClient, sonarr: SonarrClient
) -> None:
    app.says("PUT /api/v3/movie/editor", [], status=202)
    await radarr.monitor(5)
    assert app.last().body == {"movieIds": [5], "monitored": True}
    app.says("PUT /api/v3/series/editor", [], status=202)
    await sonarr.monitor(6)
    assert app.last().body == {"seriesIds": [6], "monitored": True}
    await sonarr.monitor_new_seasons(6)
    assert app.last().body == {"seriesIds": [6], "monitorNewItems": "all"}
    app.says("PUT /api/v3/episode/monitor", [], status=202)
    await sonarr.monitor_episodes({4, 2})
    assert app.last().body == {"episodeIds": [2, 4], "monitored": True}


async def test_a_season_is_monitored_and_all_else_goes_back_as_it_came(
    app: App, sonarr: SonarrClient
) -> None:
    series = {
        "id": 3,
        "monitored": False,
        "somethingNew": {"a": [1, None]},
        "seasons": [
            {"seasonNumber": 1, "monitored": False, "statistics": {"x": 1}},
            {"seasonNumber": 2, "monitored": False},
        ],
    }
    app.says("GET /api/v3/series/3", series)
    app.says("PUT /api/v3/series/3", {}, status=202)
    await sonarr.monitor_seasons(3, {2})
    assert app.last().body == {
        **series,
        "monitored": True,
        "seasons": [
            {"seasonNumber": 1, "monitored": False, "statistics": {"x": 1}},
            {"seasonNumber": 2, "monitored": True},
        ],
    }


async def test_what_cannot_be_read_is_not_written_back(
    app: App, sonarr: SonarrClient
) -> None:
    app.says("GET /api/v3/series/3", [1])
    with pytest.raises(UnexpectedAnswer):
        await sonarr.monitor_seasons(3, {2})
    assert [asked.method for asked in app.asked] == ["GET"]


async def test_titles_are_deleted_with_or_without_their_files(
    app: App, radarr: RadarrClient, sonarr: SonarrClient
) -> None:
    app.says("DELETE /api/v3/movie/5")
    await radarr.delete_title(5, files=True)
    assert app.last().query == [("deleteFiles", "true")]
    app.says("DELETE /api/v3/series/6")
    await sonarr.delete_title(6, files=False)
    assert app.last().query == [("deleteFiles", "false")]
    gone = {"message": "Expected query to return 1 rows but returned 0"}
    app.says("DELETE /api/v3/movie/9", gone, status=500)
    with pytest.raises(NotFound):
        await radarr.delete_title(9, files=True)
