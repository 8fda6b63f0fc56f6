"""The titles that Sonarr and Radarr look after, however many."""

from datetime import UTC, datetime
import json

import aiohttp
import pytest

from custom_components.autoarr.servers.decoding import PIECE, pieces
from custom_components.autoarr.servers.models import Episode, Movie, Season, Series
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.servers.app import App
from tests.servers.records import history

SERIES = {
    "id": 1,
    "title": "Some Show",
    "year": 2019,
    "tvdbId": 81189,
    "tmdbId": 1396,
    "imdbId": "tt0903747",
    "monitored": True,
    "qualityProfileId": 4,
    "tags": [2, 3],
    "path": "/tv/Some Show",
    "seasons": [{"seasonNumber": 1, "monitored": True}],
}
MOVIE = {
    "id": 1,
    "title": "Some Film",
    "year": 1999,
    "tmdbId": 603,
    "imdbId": "tt0133093",
    "monitored": True,
    "hasFile": True,
    "qualityProfileId": 4,
    "tags": [],
    "path": "/films/Some Film (1999)",
    "images": [{"coverType": "poster", "url": "/x"}, {"coverType": "fanart"}],
}


@pytest.fixture
def sonarr(app: App, session: aiohttp.ClientSession) -> SonarrClient:
    """A client of a Sonarr."""
    return SonarrClient(session, app.url, "key")


@pytest.fixture
def radarr(app: App, session: aiohttp.ClientSession) -> RadarrClient:
    """A client of a Radarr."""
    return RadarrClient(session, app.url, "key")


async def test_series_are_read(app: App, sonarr: SonarrClient) -> None:
    app.says("GET /api/v3/series", [SERIES, {"id": 2, "title": "Bare", "tvdbId": 0}])
    assert await sonarr.library() == (
        Series(
            id=1,
            title="Some Show",
            year=2019,
            tvdb_id=81189,
            tmdb_id=1396,
            imdb_id="tt0903747",
            monitored=True,
            quality_profile_id=4,
            tags=(2, 3),
            path="/tv/Some Show",
            seasons=(Season(number=1, monitored=True),),
        ),
        Series(id=2, title="Bare"),
    )


async def test_films_are_read_without_their_covers(
    app: App, radarr: RadarrClient
) -> None:
    app.says("GET /api/v3/movie", [MOVIE, {"id": 2, "title": "Bare"}])
    assert await radarr.library() == (
        Movie(
            id=1,
            title="Some Film",
            year=1999,
            tmdb_id=603,
            imdb_id="tt0133093",
            monitored=True,
            has_file=True,
            quality_profile_id=4,
            path="/films/Some Film (1999)",
        ),
        Movie(id=2, title="Bare"),
    )
    assert dict(app.last().query) == {"excludeLocalCovers": "true"}


async def test_episodes_are_read(app: App, sonarr: SonarrClient) -> None:
    app.says(
        "GET /api/v3/episode",
        [
            {
                "id": 11,
                "seriesId": 1,
                "seasonNumber": 0,
                "episodeNumber": 3,
                "title": "Special",
                "airDate": "2026-01-01",
                "airDateUtc": "2026-01-01T20:00:00Z",
                "hasFile": True,
                "monitored": True,
            },
            {"id": 12, "seriesId": 1, "seasonNumber": 1, "episodeNumber": 1},
        ],
    )
    assert await sonarr.episodes(1) == (
        Episode(
            id=11,
            series_id=1,
            season=0,
            episode=3,
            title="Special",
            monitored=True,
            has_file=True,
            air_date=datetime(2026, 1, 1, 20, tzinfo=UTC),
        ),
        Episode(id=12, series_id=1, season=1, episode=1),
    )
    assert app.last().query == [("seriesId", "1")]


async def test_the_history_of_a_title_is_read(
    app: App, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    app.says("GET /api/v3/history/series", [history(2, "x"), history(1, "grabbed")])
    assert [record.id for record in await sonarr.history_of_series(1)] == [1, 2]
    assert app.last().query == [("seriesId", "1")]
    await sonarr.history_of_series(1, season=0)
    assert app.last().query == [("seriesId", "1"), ("seasonNumber", "0")]

    app.says("GET /api/v3/history/movie", [history(1, "grabbed", movieId=5)])
    (record,) = await radarr.history_of_movie(5)
    assert record.movie_id == 5


async def test_radarr_is_told_to_search(app: App, radarr: RadarrClient) -> None:
    app.says("POST /api/v3/command", {"id": 7}, status=201)
    await radarr.search_movies([5, 6])
    assert app.last().body == {"name": "MoviesSearch", "movieIds": [5, 6]}
    await radarr.search_missing()
    assert app.last().body == {"name": "MissingMoviesSearch"}


async def test_a_library_of_thousands_loses_nobody_between_its_pieces(
    app: App, radarr: RadarrClient
) -> None:
    titles = [
        {**MOVIE, "id": number, "title": str(number) + '  }, { "id": 5 }'}
        for number in range(1, 2001)
    ]
    app.says("GET /api/v3/movie", titles)
    library = await radarr.library()
    assert [movie.id for movie in library] == list(range(1, 2001))
    assert library[1999].title == '2000  }, { "id": 5 }'


async def test_one_unreadable_film_costs_only_itself_among_thousands(
    app: App, radarr: RadarrClient
) -> None:
    titles: list[object] = [{**MOVIE, "id": number} for number in range(1, 2001)]
    titles[1500] = {**MOVIE, "id": None}
    app.says("GET /api/v3/movie", titles)
    assert len(await radarr.library()) == 1999


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
def test_a_long_list_is_cut_whatever_the_line_breaks(line_break: bytes) -> None:
    record = line_break.join([b"{", b'    "a": [', b"      {", b"      },", b"      {"])
    record += line_break + b"      }" + line_break + b"    ]" + line_break + b"  }"
    between = b"," + line_break + b"  "
    body = b"[" + line_break + b"  " + between.join([record] * 20_000)
    body += line_break + b"]"
    cut = list(pieces(body))
    assert len(cut) > len(body) // PIECE // 2
    assert sum(len(json.loads(piece)) for piece in cut) == 20_000


def test_what_is_short_or_not_indented_stays_whole() -> None:
    for body in (b"[]", b"{}", b"", b"[" + b'{"a":1},' * PIECE + b"{}]"):
        assert list(pieces(body)) == [body]
