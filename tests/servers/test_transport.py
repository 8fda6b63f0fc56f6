"""Whatever can go wrong on the way to an app has a name, and tells no secret."""

from collections.abc import Callable
import logging

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    CannotConnect,
    InvalidAuth,
    NotFound,
    RateLimited,
    Rejected,
    ServerBusy,
    ServerError,
    ServerFault,
    ServerTimeout,
    SSLError,
    Timeouts,
    UnexpectedAnswer,
    WrongApp,
    WrongBasePath,
)
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.servers.app import App
from tests.servers.records import page, row

KEY = "0123456789abcdef0123456789abcdef"
QUEUE = "GET /api/v3/queue"


@pytest.fixture
def client(app: App, session: aiohttp.ClientSession) -> SonarrClient:
    """A client that does not wait long."""
    return SonarrClient(session, app.url, KEY, timeouts=Timeouts(read=0.2))


async def failure(client: SonarrClient) -> ServerError:
    with pytest.raises(ServerError) as caught:
        await client.queue_page(1)
    assert KEY not in str(caught.value)
    assert "pageSize" not in str(caught.value)
    return caught.value


async def test_nobody_there_is_a_connection_that_cannot_be_made(
    session: aiohttp.ClientSession, unused_tcp_port: int
) -> None:
    client = SonarrClient(session, f"http://127.0.0.1:{unused_tcp_port}", KEY)
    assert type(await failure(client)) is CannotConnect


async def test_no_answer_in_time_is_a_timeout(app: App, client: SonarrClient) -> None:
    app.hangs(QUEUE)
    assert type(await failure(client)) is ServerTimeout


async def test_an_answer_that_breaks_off_is_a_broken_connection(
    app: App, client: SonarrClient
) -> None:
    app.breaks_off(QUEUE)
    assert isinstance(await failure(client), CannotConnect)


async def test_https_to_a_server_without_it_is_an_ssl_error(
    app: App, session: aiohttp.ClientSession
) -> None:
    secure = app.url.replace("http://", "https://")
    assert type(await failure(SonarrClient(session, secure, KEY))) is SSLError


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Rejected),
        (401, InvalidAuth),
        (403, InvalidAuth),
        (404, NotFound),
        (405, Rejected),
        (409, Rejected),
        (429, RateLimited),
        (500, ServerFault),
        (502, ServerFault),
        (503, ServerBusy),
    ],
)
async def test_each_status_has_its_meaning(
    app: App, client: SonarrClient, status: int, error: type[ServerError]
) -> None:
    app.says(QUEUE, status=status)
    assert type(await failure(client)) is error


async def test_an_app_that_fails_counts_as_away_and_says_how(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, {"message": "boom", "description": "at /secret/path"}, status=500)
    error = await failure(client)
    assert isinstance(error, CannotConnect)
    assert isinstance(error, ServerFault)
    assert error.status == 500
    assert "secret" not in str(error)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry_After": "12"}, 12),
        (
            {
                "Retry_After": "Wed, 03 Jun 2026 07:28:30 GMT",
                "Date": "Wed, 03 Jun 2026 07:28:00 GMT",
            },
            30,
        ),
        (
            {
                "Retry_After": "Wed, 03 Jun 2026 07:27:00 GMT",
                "Date": "Wed, 03 Jun 2026 07:28:00 GMT",
            },
            0,
        ),
        ({"Retry_After": "soon"}, None),
    ],
)
async def test_a_server_says_how_long_to_wait(
    app: App,
    client: SonarrClient,
    status: int,
    headers: dict[str, str],
    seconds: float | None,
) -> None:
    app.says(QUEUE, status=status, **headers)
    error = await failure(client)
    assert isinstance(error, RateLimited | ServerBusy)
    assert error.retry_after == seconds


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        (
            [{"propertyName": "TvdbId", "errorMessage": "Already added"}, "?"],
            ("Already added",),
        ),
        (
            {"title": "Validation", "errors": {"$.a": ["Not a number"], "$.b": "?"}},
            ("Not a number",),
        ),
        ({"message": "BadRequest: no ids", "content": "x"}, ("BadRequest: no ids",)),
        ({"message": 5}, ()),
        ("nonsense", ()),
        (b"{cut", ()),
        (b"[" * 100_000, ()),
    ],
)
async def test_a_refusal_keeps_the_words_of_the_app(
    app: App, client: SonarrClient, body: object, reasons: tuple[str, ...]
) -> None:
    app.says("GET /api/v3/queue", body, status=400)
    error = await failure(client)
    assert isinstance(error, Rejected)
    assert error.reasons == reasons
    assert str(error)


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("/sonarr/api/v3/queue?page=1", WrongBasePath),
        ("http://elsewhere/tv/api/v3/queue", WrongBasePath),
        ("/login?returnUrl=/api/v3/queue", WrongApp),
        ("/sonarr/login", WrongApp),
        ("https://home.example/api/v3/queue", WrongApp),
        ("http://[broken", WrongApp),
        ("", WrongApp),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirects_are_explained_and_never_followed(
    app: App,
    client: SonarrClient,
    status: int,
    location: str,
    error: type[ServerError],
) -> None:
    app.says(QUEUE, status=status, Location=location)
    assert type(await failure(client)) is error
    assert len(app.asked) == 1


@pytest.mark.parametrize("status", [200, 401, 403])
async def test_a_web_page_is_another_app_whatever_its_status(
    app: App, client: SonarrClient, status: int
) -> None:
    app.page(QUEUE, status=status)
    assert type(await failure(client)) is WrongApp


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 99_999,
        b"",
        b'{"page": 1, "records": [{"id"',
        b"null",
        b"[]",
        b'{"ok": true}',
        b"\xff",
    ],
)
async def test_what_is_no_queue_is_an_unexpected_answer(
    app: App, client: SonarrClient, body: bytes
) -> None:
    app.says(QUEUE, body)
    assert type(await failure(client)) is UnexpectedAnswer


async def test_a_byte_order_mark_and_a_missing_content_type_do_no_harm(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, b'\xef\xbb\xbf{"totalRecords": 0, "records": []}', kind="")
    assert (await client.queue_page(1)).total == 0


@pytest.mark.parametrize("key", ["", "  ", "two\nlines", "schlüssel"])
async def test_what_cannot_be_a_key_is_refused_without_asking(
    app: App, session: aiohttp.ClientSession, key: str
) -> None:
    with pytest.raises(InvalidAuth):
        await SonarrClient(session, app.url, key).queue_page(1)
    assert app.asked == []


async def test_a_key_may_be_pasted_with_blanks_around_it(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says(QUEUE, page([]))
    await SonarrClient(session, app.url, f" {KEY}\n").queue_page(1)
    assert app.last().headers["X-Api-Key"] == KEY


async def test_a_base_path_goes_before_every_path(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says("GET /tv/api/v3/queue", page([]))
    await SonarrClient(session, f"{app.url}/tv/", KEY).queue_page(1)
    assert app.last().path == "/tv/api/v3/queue"


async def test_no_log_holds_a_key_or_a_query(
    app: App, client: SonarrClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "custom_components.autoarr")
    app.says(QUEUE, page([row(), {"id": "unreadable"}]))
    await client.queue_page(1)
    await client.queue_page(1)
    ours = [line for line in caplog.messages if "sonarr" in line]
    assert len(ours) == 1
    assert "1 records" in ours[0]
    assert KEY not in caplog.text
    assert "pageSize" not in ours[0]


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.watch(),
        lambda client: client.library(),
        lambda client: client.health(),
        lambda client: client.history_of("x"),
        lambda client: client.search_series(1),
        lambda client: client.identify(),
    ],
)
@pytest.mark.parametrize("fault", ["page", "breaks_off", "hangs"])
async def test_every_call_tells_a_broken_server_in_the_same_way(
    app: App,
    client: SonarrClient,
    call: Callable[[SonarrClient], object],
    fault: str,
) -> None:
    quick = SonarrClient(
        client._session, app.url, KEY, timeouts=Timeouts(0.05, 0.05, 0.05)
    )
    for path in ("queue", "series", "health", "history", "command", "system/status"):
        for method in ("GET", "POST"):
            getattr(app, fault)(f"{method} /api/v3/{path}")
    awaited = call(quick)
    assert hasattr(awaited, "__await__")
    with pytest.raises(ServerError):
        await awaited
