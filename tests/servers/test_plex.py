"""What Plex says of itself, its libraries and who is watching."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    CannotConnect,
    InvalidAuth,
    ServerError,
    UnexpectedAnswer,
    UnsupportedVersion,
    WrongApp,
)
from custom_components.autoarr.servers.models import (
    AppUpdate,
    PlexItem,
    PlexSection,
    PlexSessions,
    ServerType,
)
from custom_components.autoarr.servers.plex import PAGE_SIZE, PlexClient, machine_id
from tests.servers.app import App

ALL = "GET /library/sections/1/all"


@pytest.fixture
def client(app: App, session: aiohttp.ClientSession) -> PlexClient:
    """A client of a Plex."""
    return PlexClient(session, app.url, "token")


def container(**content: Any) -> dict[str, Any]:
    return {"MediaContainer": {"size": 0, **content}}


def proves(app: App, version: str = "1.41.3.9314-a0bfb8370") -> None:
    app.says("GET /identity", container(machineIdentifier="abc", version=version))
    app.says("GET /", container(machineIdentifier="abc", friendlyName="Den"))


def movie(key: object, **changes: Any) -> dict[str, Any]:
    return {
        "ratingKey": key,
        "type": "movie",
        "title": f"Film {key}",
        "year": 1999,
        "addedAt": 1780315200,
        "guid": "plex://movie/5d77688b9ab54400214e789b",
        **changes,
    }


# Proving


async def test_plex_proves_who_it_is(app: App, client: PlexClient) -> None:
    proves(app)
    info = await client.identify()
    assert info.server_type is ServerType.PLEX
    assert (info.name, info.unique_id) == ("Den", "abc")
    assert info.version == "1.41.3.9314-a0bfb8370"
    headers = app.last().headers
    assert headers["X-Plex-Token"] == "token"
    assert headers["Accept"] == "application/json"
    assert headers["X-Plex-Client-Identifier"]
    assert all(not asked.query for asked in app.asked)


async def test_a_plex_without_a_name_is_called_plex(
    app: App, client: PlexClient
) -> None:
    app.says("GET /identity", container(machineIdentifier="abc", version="1.40.0"))
    app.says("GET /", container(machineIdentifier="abc"))
    assert (await client.identify()).name == "Plex"


async def test_an_old_plex_is_refused(app: App, client: PlexClient) -> None:
    proves(app, "1.32.8.7639-fb6452ebf")
    with pytest.raises(UnsupportedVersion):
        await client.identify()


async def test_a_wrong_token_is_told_although_plex_says_it_with_a_web_page(
    app: App, client: PlexClient
) -> None:
    app.says("GET /identity", container(machineIdentifier="abc", version="1.41.0"))
    app.page("GET /", status=401)
    with pytest.raises(InvalidAuth):
        await client.identify()


async def test_a_proxy_that_asks_for_a_login_is_not_plex(
    app: App, client: PlexClient
) -> None:
    app.page("GET /status/sessions", status=401, WWW_Authenticate="Basic")
    with pytest.raises(WrongApp):
        await client.sessions()


@pytest.mark.parametrize("status", [200, 401, 404])
async def test_whoever_does_not_say_who_he_is_is_not_plex(
    app: App, client: PlexClient, status: int
) -> None:
    app.page("GET /identity", status=status)
    with pytest.raises(WrongApp):
        await client.identify()


async def test_json_of_another_app_is_not_plex(app: App, client: PlexClient) -> None:
    app.says("GET /identity", {"version": "1.0"})
    with pytest.raises(UnexpectedAnswer):
        await client.identify()


async def test_the_machine_id_is_known_without_a_token(
    app: App, session: aiohttp.ClientSession
) -> None:
    proves(app)
    assert await machine_id(session, app.url) == "abc"
    app._replies.clear()
    with pytest.raises(ServerError):
        await machine_id(session, app.url)
    with pytest.raises(ValueError):
        await machine_id(session, "ftp://x")


async def test_a_plex_that_is_away_is_away(
    session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    client = PlexClient(session, f"127.0.0.1:{unused_tcp_port}", "token")
    with pytest.raises(CannotConnect):
        await client.identify()


# Libraries


async def test_only_libraries_of_films_and_series_matter(
    app: App, client: PlexClient
) -> None:
    app.says(
        "GET /library/sections",
        container(
            Directory=[
                {
                    "key": "1",
                    "type": "movie",
                    "title": "Films",
                    "agent": "tv.plex.agents.movie",
                    "refreshing": True,
                    "Location": [{"id": 1, "path": "/films"}, {"path": "/more"}],
                },
                {"key": 2, "type": "show", "title": "Series"},
                {"key": "3", "type": "artist", "title": "Music"},
                {"key": "4", "type": "movie", "agent": "com.plexapp.agents.none"},
            ]
        ),
    )
    assert await client.sections() == (
        PlexSection(
            key="1",
            type="movie",
            title="Films",
            locations=("/films", "/more"),
            refreshing=True,
        ),
        PlexSection(key="2", type="show", title="Series"),
    )


async def test_a_plex_without_libraries_leaves_the_list_out(
    app: App, client: PlexClient
) -> None:
    app.says("GET /library/sections", container())
    assert await client.sections() == ()


async def test_a_scan_is_asked_for_a_library_a_folder_or_everything(
    app: App, client: PlexClient
) -> None:
    app.says("GET /library/sections/1/refresh", kind="text/html")
    app.says("GET /library/sections/all/refresh")
    await client.scan("1", "/films/Some Film (1999)")
    assert app.last().query == [("path", "/films/Some Film (1999)")]
    await client.scan()
    assert app.last().path == "/library/sections/all/refresh"
    assert app.last().query == []


async def test_items_come_in_pages_with_the_ids_that_others_know(
    app: App, client: PlexClient
) -> None:
    app.says(
        ALL,
        container(
            totalSize=300,
            offset=200,
            Metadata=[
                movie("1", Guid=[{"id": "imdb://tt0133093"}, {"id": "tmdb://603"}, {}]),
                movie(2, guid="com.plexapp.agents.imdb://tt0123456?lang=en"),
                movie(3, guid="com.plexapp.agents.themoviedb://604?lang=en", year=None),
                movie(4, guid="local://4", addedAt=None),
                {"title": "no key"},
            ],
        ),
    )
    page = await client.items("1", "movie", 200, 100)
    assert ("type", "1") in app.last().query
    assert ("includeGuids", "1") in app.last().query
    assert ("X-Plex-Container-Start", "200") in app.last().query
    assert ("X-Plex-Container-Size", "100") in app.last().query
    assert (page.start, page.total) == (200, 300)
    first, second, third, fourth = page.items
    assert first == PlexItem(
        rating_key="1",
        type="movie",
        title="Film 1",
        year=1999,
        added_at=datetime(2026, 6, 1, 12, tzinfo=UTC),
        guids=("imdb://tt0133093", "tmdb://603"),
    )
    assert second.guids == ("imdb://tt0123456",)
    assert (third.guids, third.year) == (("tmdb://604",), None)
    assert (fourth.guids, fourth.added_at) == ((), None)


async def test_seasons_and_episodes_know_their_show(
    app: App, client: PlexClient
) -> None:
    app.says(
        "GET /library/sections/2/recentlyAdded",
        container(
            Metadata=[
                {
                    "ratingKey": "11",
                    "type": "season",
                    "title": "Season 2",
                    "index": 2,
                    "parentTitle": "Some Show",
                },
                {
                    "ratingKey": "12",
                    "type": "episode",
                    "title": "Pilot",
                    "index": 1,
                    "parentIndex": 2,
                    "parentTitle": "Season 2",
                    "grandparentTitle": "Some Show",
                    "guid": "com.plexapp.agents.thetvdb://81189/2/1?lang=en",
                },
                {"ratingKey": "13", "type": "show", "title": "Some Show", "index": 1},
            ]
        ),
    )
    season, episode, show = await client.recently_added("2", 10)
    assert (season.season, season.episode, season.show_title) == (2, None, "Some Show")
    assert (episode.season, episode.episode) == (2, 1)
    # The old id is the show's: an episode must not answer to it.
    assert (episode.show_title, episode.guids) == ("Some Show", ())
    assert (show.season, show.episode, show.show_title) == (None, None, None)


async def test_an_empty_library_has_no_items(app: App, client: PlexClient) -> None:
    app.says(ALL, container())
    page = await client.items("1", "movie")
    assert (page.start, page.total, page.items) == (0, 0, ())


def shelves(app: App) -> None:
    app.says(
        "GET /library/sections",
        container(
            Directory=[{"key": "1", "type": "movie"}, {"key": "2", "type": "show"}]
        ),
    )
    known = [movie(n, Guid=[{"id": f"tmdb://{n}"}]) for n in range(PAGE_SIZE + 1)]
    app.says(ALL, container(totalSize=PAGE_SIZE + 1, Metadata=known[:PAGE_SIZE]))
    app.says(ALL, container(totalSize=PAGE_SIZE + 1, Metadata=known[PAGE_SIZE:]))
    app.says(
        "GET /library/sections/2/all",
        container(
            totalSize=1,
            Metadata=[movie("900", type="show", Guid=[{"id": "tmdb://3"}])],
        ),
    )


async def test_a_title_is_found_on_any_page_by_any_of_its_ids(
    app: App, client: PlexClient
) -> None:
    shelves(app)
    found = await client.find({"imdb://tt1", f"tmdb://{PAGE_SIZE}"})
    assert found is not None
    assert found.rating_key == str(PAGE_SIZE)


async def test_a_film_and_a_series_may_share_a_number(
    app: App, client: PlexClient
) -> None:
    shelves(app)
    film = await client.find(["tmdb://3"])
    show = await client.find(["tmdb://3"], "show")
    assert film is not None
    assert show is not None
    assert (film.rating_key, show.rating_key) == ("3", "900")


async def test_what_is_not_there_is_not_found(app: App, client: PlexClient) -> None:
    shelves(app)
    assert await client.find(["tmdb://99999"]) is None


# Watching


async def test_streams_are_counted(app: App, client: PlexClient) -> None:
    app.says(
        "GET /status/sessions",
        container(
            size=3,
            Metadata=[
                {
                    "Session": {"id": "a", "bandwidth": 7000, "location": "lan"},
                    "TranscodeSession": {"videoDecision": "transcode"},
                },
                {
                    "Session": {"bandwidth": "500"},
                    "TranscodeSession": {
                        "videoDecision": "copy",
                        "audioDecision": "transcode",
                    },
                },
                {"TranscodeSession": {"videoDecision": "copy"}},
            ],
        ),
    )
    assert await client.sessions() == PlexSessions(
        count=3, transcoding=2, bandwidth=7500
    )


async def test_nobody_watching_leaves_the_list_out(
    app: App, client: PlexClient
) -> None:
    app.says("GET /status/sessions", container())
    assert await client.sessions() == PlexSessions(count=0)


# Updates


async def test_a_newer_plex_is_offered_and_never_installed_from_here(
    app: App, client: PlexClient
) -> None:
    app.says("GET /updater/status", container(Release=[{"version": "1.42.0.1-abc"}]))
    app.says("GET /updater/status", container())
    assert await client.latest_update() == AppUpdate(
        version="1.42.0.1-abc", installable=False
    )
    assert await client.latest_update() is None


@pytest.mark.parametrize("status", [401, 404])
async def test_updates_that_only_the_owner_may_know_are_none(
    app: App, client: PlexClient, status: int
) -> None:
    app.page("GET /updater/status", status=status)
    assert await client.latest_update() is None
