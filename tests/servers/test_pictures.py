"""Pictures: only such as can be shown, never too large, and no key for strangers."""

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    CannotConnect,
    NotFound,
    ServerError,
    UnexpectedAnswer,
    WrongApp,
)
from custom_components.autoarr.servers.models import PlexItem
from custom_components.autoarr.servers.pictures import LARGEST, Picture, public_picture
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from tests.servers.app import App

COVER = "GET /api/v3/mediacover/7/poster-250.jpg"
PHOTO = "GET /photo/:/transcode"
JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def radarr(app: App, session: aiohttp.ClientSession) -> RadarrClient:
    """A client of a Radarr."""
    return RadarrClient(session, app.url, "a key")


async def test_an_app_shows_its_own_poster_to_who_has_its_key(
    app: App, radarr: RadarrClient
) -> None:
    app.says(COVER, JPEG, kind="image/jpeg")
    assert await radarr.cover(7) == Picture(content=JPEG, content_type="image/jpeg")
    assert app.last().headers["X-Api-Key"] == "a key"


@pytest.mark.parametrize(
    ("kind", "body", "trouble"),
    [
        ("image/svg+xml", "<svg onload='alert(1)'/>", WrongApp),
        ("image/svg+xml", "\ufeff<svg/>", UnexpectedAnswer),
        ("text/html", "Hello", UnexpectedAnswer),
        ("application/json", {"message": "no"}, UnexpectedAnswer),
        ("image/png", "", UnexpectedAnswer),
        ("image/png", b"x" * (LARGEST + 1), UnexpectedAnswer),
    ],
)
async def test_what_is_no_picture_to_show_is_refused(
    app: App,
    radarr: RadarrClient,
    kind: str,
    body: object,
    trouble: type[ServerError],
) -> None:
    app.says(COVER, body, kind=kind)
    with pytest.raises(trouble):
        await radarr.cover(7)


async def test_an_app_that_sends_elsewhere_is_not_followed(
    app: App, radarr: RadarrClient
) -> None:
    app.says(COVER, status=302, Location=f"{app.url}/stolen")
    with pytest.raises(ServerError):
        await radarr.cover(7)
    assert [each.path for each in app.asked] == ["/api/v3/mediacover/7/poster-250.jpg"]


async def test_plex_scales_the_poster_of_an_item(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says(PHOTO, JPEG, kind="image/jpeg")
    plex = PlexClient(session, app.url, "token")
    item = PlexItem(
        rating_key="1", type="movie", title="Dune", thumb="/library/metadata/1/thumb/2"
    )
    assert (await plex.cover(item)).content == JPEG
    asked = app.last()
    assert ("url", "/library/metadata/1/thumb/2") in asked.query
    assert asked.headers["X-Plex-Token"] == "token"
    with pytest.raises(NotFound):
        await plex.cover(PlexItem(rating_key="1", type="movie", title="Dune"))


async def test_strangers_are_asked_without_any_key(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says("GET /p.jpg", JPEG, kind="image/jpeg; charset=binary")
    picture = await public_picture(session, f"{app.url}/p.jpg")
    assert picture == Picture(content=JPEG, content_type="image/jpeg")
    assert not {"X-Api-Key", "X-Plex-Token", "Authorization"} & set(app.last().headers)


async def test_strangers_that_send_elsewhere_are_not_followed(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says("GET /p.jpg", status=302, Location=f"{app.url}/inside")
    with pytest.raises(NotFound):
        await public_picture(session, f"{app.url}/p.jpg")
    assert len(app.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://me:secret@127.0.0.1/p.jpg",
        "http://[x",
    ],
)
async def test_what_is_no_address_of_a_picture_is_not_asked_for(
    session: aiohttp.ClientSession, address: str
) -> None:
    with pytest.raises(NotFound):
        await public_picture(session, address)


async def test_strangers_may_be_away(session: aiohttp.ClientSession) -> None:
    with pytest.raises(CannotConnect):
        await public_picture(session, "http://127.0.0.1:1/p.jpg")
