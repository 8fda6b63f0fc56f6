"""What Sonarr and Radarr both do: prove themselves, queue, history, health, commands."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.servers import create_client
from custom_components.autoarr.servers.arr import ArrClient
from custom_components.autoarr.servers.base import (
    InvalidAuth,
    NotFound,
    Rejected,
    ServerError,
    Timeouts,
    UnsupportedVersion,
    WrongApp,
    WrongBasePath,
)
from custom_components.autoarr.servers.models import (
    AppUpdate,
    BlocklistEntry,
    DownloadClient,
    DownloadHandling,
    HealthCheck,
    HistoryEvent,
    QueueRow,
    RootFolder,
    ServerType,
    StatusMessage,
)
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.servers.app import App
from tests.servers.records import history, page, row, status

STATUS = "GET /api/v3/system/status"
QUEUE = "GET /api/v3/queue"


@pytest.fixture
def client(app: App, session: aiohttp.ClientSession) -> SonarrClient:
    """A client of a Sonarr."""
    return SonarrClient(session, app.url, "key")


# Proving


@pytest.mark.parametrize(
    ("client_type", "name"), [(SonarrClient, "Sonarr"), (RadarrClient, "Radarr")]
)
async def test_an_app_proves_who_it_is(
    app: App,
    session: aiohttp.ClientSession,
    client_type: type[ArrClient],
    name: str,
) -> None:
    app.says(STATUS, status(name, urlBase="/tv"))
    info = await client_type(session, app.url, "key").identify()
    assert info.server_type is client_type.server_type
    assert info.name == f"{name} at home"
    assert info.version == status(name)["version"]
    assert info.url_base == "/tv"
    assert info.unique_id is None


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (status("Radarr"), WrongApp),
        (status("Prowlarr", version="1.2.3"), WrongApp),
        (status(version="3.0.10.1567"), UnsupportedVersion),
        ({"version": "4.0"}, ServerError),
        ([], ServerError),
    ],
)
async def test_another_app_or_an_old_one_is_told_apart(
    app: App, client: SonarrClient, said: object, error: type[ServerError]
) -> None:
    app.says(STATUS, said)
    with pytest.raises(error):
        await client.identify()


async def test_an_old_radarr_is_told_with_both_versions(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.says(STATUS, status("Radarr", version="4.7.5.7809"))
    with pytest.raises(UnsupportedVersion) as caught:
        await RadarrClient(session, app.url, "key").identify()
    assert (caught.value.version, caught.value.minimum) == ("4.7.5.7809", "5.0")


async def test_a_wrong_key_is_a_wrong_key(app: App, client: SonarrClient) -> None:
    app.says(STATUS, status=401)
    with pytest.raises(InvalidAuth):
        await client.identify()


async def test_a_missing_base_path_is_told_from_the_redirect(
    app: App, client: SonarrClient
) -> None:
    app.says(STATUS, status=307, Location="/sonarr/api/v3/system/status")
    with pytest.raises(WrongBasePath):
        await client.identify()


async def test_nothing_under_the_path_is_a_wrong_base_path(
    app: App, client: SonarrClient
) -> None:
    app.page(STATUS, status=404)
    with pytest.raises(WrongBasePath):
        await client.identify()


@pytest.mark.parametrize("kind", ["login", "page"])
async def test_a_base_path_too_many_is_told_by_asking_without(
    app: App, session: aiohttp.ClientSession, kind: str
) -> None:
    if kind == "login":
        app.says("GET /tv/api/v3/system/status", status=302, Location="/login")
    else:
        app.page("GET /tv/api/v3/system/status")
    app.says("GET /ping", {"status": "OK"})
    with pytest.raises(WrongBasePath):
        await SonarrClient(session, f"{app.url}/tv", "key").identify()


async def test_a_base_path_too_few_is_told_by_asking_with_the_usual_one(
    app: App, client: SonarrClient
) -> None:
    app.page(STATUS)
    app.says("GET /sonarr/ping", {"status": "OK"})
    with pytest.raises(WrongBasePath):
        await client.identify()


@pytest.mark.parametrize("kind", ["login", "page"])
async def test_a_login_or_another_page_is_another_app(
    app: App, client: SonarrClient, kind: str
) -> None:
    if kind == "login":
        app.says(STATUS, status=302, Location="/login?returnUrl=%2F")
    else:
        app.page(STATUS)
    app.page("GET /sonarr/ping")
    with pytest.raises(WrongApp):
        await client.identify()


async def test_a_type_creates_its_client(session: aiohttp.ClientSession) -> None:
    for server_type in ServerType:
        client = create_client(server_type, session, "home/x/", "key", False)
        assert client.server_type is server_type
        assert client.url == "http://home/x"
    with pytest.raises(ValueError):
        create_client(ServerType.PLEX, session, "", "key")


# The queue


async def test_a_row_says_all_that_is_known_of_a_download(
    app: App, client: SonarrClient
) -> None:
    said = row(
        1,
        status="completed",
        trackedDownloadStatus="warning",
        trackedDownloadState="importBlocked",
        statusMessages=[
            {"title": "One or more episodes expected", "messages": []},
            {"title": "a.mkv", "messages": ["Sample", "Not an upgrade"]},
            {"messages": ["No title"]},
        ],
        errorMessage="",
        outputPath="/downloads/a",
    )
    app.says(QUEUE, page([said]))
    assert (await client.queue_page(1)).rows == (
        QueueRow(
            id=1200000001,
            download_id="SABnzbd_nzo_00000001",
            title="Some.Show.S02E01.1080p.WEB.h264-GRP",
            status="completed",
            tracked_status="warning",
            tracked_state="importBlocked",
            messages=(
                StatusMessage(title="One or more episodes expected"),
                StatusMessage(title="a.mkv", messages=("Sample", "Not an upgrade")),
                StatusMessage(messages=("No title",)),
            ),
            size=10737418240,
            size_left=5368709120,
            time_left=93784,
            protocol="usenet",
            client="SABnzbd",
            indexer="NZBgeek",
            quality="WEBDL-1080p",
            output_path="/downloads/a",
            added=datetime(2026, 6, 1, 12, tzinfo=UTC),
            series_id=1,
            season=2,
            episode_id=101,
        ),
    )


async def test_a_row_with_hardly_anything_gets_defaults_and_no_invented_ids(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([{"id": 7}, {"id": 8, "seriesId": 0, "quality": {}}]))
    first, second = (await client.queue_page(1)).rows
    assert first == QueueRow(id=7)
    assert second == QueueRow(id=8)


@pytest.mark.parametrize(
    ("client_type", "parameter"),
    [
        (SonarrClient, "includeUnknownSeriesItems"),
        (RadarrClient, "includeUnknownMovieItems"),
    ],
)
async def test_the_queue_is_asked_lean_with_unmatched_downloads_in_a_steady_order(
    app: App,
    session: aiohttp.ClientSession,
    client_type: type[ArrClient],
    parameter: str,
) -> None:
    app.says(QUEUE, page([]))
    await client_type(session, app.url, "key").queue_page(3, 50)
    assert dict(app.last().query) == {
        "page": "3",
        "pageSize": "50",
        "sortKey": "added",
        "sortDirection": "ascending",
        parameter: "true",
    }


async def test_a_damaged_row_costs_nobody_else_anything(
    app: App, client: SonarrClient
) -> None:
    rows: list[Any] = [
        row(1),
        row(2, id=None),
        row(3, id={"of": "another shape"}),
        "not a row",
        row(4, size="much", timeleft=5, statusMessages="oh", quality=[1]),
        row(5, statusMessages=[{"title": 5, "messages": ["why"]}, 3], added="soon"),
        row(6, trackedDownloadState=3, downloadId={"a": 1}),
        row(7, seriesId="12", size="1000"),
    ]
    app.says(QUEUE, page(rows))
    found = {row.id - 1200000000: row for row in (await client.queue_page(1)).rows}
    assert sorted(found) == [1, 4, 5, 6, 7]
    assert (found[4].size, found[4].time_left, found[4].messages) == (0, None, ())
    assert found[4].title == "Some.Show.S02E04.1080p.WEB.h264-GRP"
    assert found[5].messages == (StatusMessage(messages=("why",)),)
    assert found[5].added is None
    assert (found[6].tracked_state, found[6].download_id) == ("downloading", None)
    assert (found[7].series_id, found[7].size) == (12, 1000)


async def test_a_queue_of_which_nothing_can_be_read_is_not_an_empty_queue(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([{"id": "x"}, {"id": "y"}]))
    with pytest.raises(ServerError):
        await client.queue_page(1)


async def pages(client: SonarrClient, size: int) -> list[list[int]]:
    return [
        [row.id - 1200000000 for row in page.rows]
        async for page in client.pages_of_queue(size)
    ]


async def test_the_whole_queue_comes_in_pages(app: App, client: SonarrClient) -> None:
    app.says(QUEUE, page([row(1), row(2)], 1, total=5))
    app.says(QUEUE, page([row(3), row(4)], 2, total=5))
    app.says(QUEUE, page([row(5)], 3, total=5))
    assert await pages(client, 2) == [[1, 2], [3, 4], [5]]
    assert len(app.asked) == 3


async def test_a_queue_that_shrinks_meanwhile_ends_at_its_last_page(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([row(1), row(2)], 1, total=4))
    # A page beyond the end: Sonarr repeats the last one with its own number.
    app.says(QUEUE, page([row(1), row(2)], 1, total=2))
    assert await pages(client, 2) == [[1, 2]]


async def test_a_queue_that_empties_meanwhile_ends(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([row(1)], 1, total=2))
    app.says(QUEUE, page([], 2, total=9))
    assert await pages(client, 1) == [[1]]


async def test_an_empty_queue_has_no_pages(app: App, client: SonarrClient) -> None:
    app.says(QUEUE, page([]))
    assert await pages(client, 2) == []


# Watching


async def test_watching_is_one_small_question_about_what_can_need_help(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([row(1, status="warning")], total=1))
    await client.watch()
    states = [value for name, value in app.last().query if name == "status"]
    assert states == ["warning", "failed", "completed", "paused"]
    assert len(app.asked) == 1


async def test_a_watch_is_equal_until_something_that_matters_changes(
    app: App, client: SonarrClient
) -> None:
    still = row(1, status="warning", errorMessage="stalled")
    for records in (
        [still],
        [{**still, "timeleft": "00:00:01", "sizeleft": 1}],
        [{**still, "trackedDownloadState": "importBlocked"}],
        [{**still, "statusMessages": [{"title": "x", "messages": ["y"]}]}],
        [still, row(2, status="failed")],
        [],
    ):
        app.says(QUEUE, page(records))
    first, same, *others = [await client.watch() for _ in range(6)]
    assert first == same
    assert all(first != other for other in others)
    assert first.total == 1


async def test_an_app_that_ignores_the_filter_is_watched_by_its_counts(
    app: App, client: SonarrClient
) -> None:
    app.says(QUEUE, page([row(1, status="downloading"), row(2, status="warning")]))
    counts = {
        "totalCount": 2,
        "count": 2,
        "unknownCount": 0,
        "errors": False,
        "warnings": True,
        "unknownErrors": False,
        "unknownWarnings": False,
    }
    app.says("GET /api/v3/queue/status", counts)
    app.says("GET /api/v3/queue/status", counts)
    app.says("GET /api/v3/queue/status", {**counts, "errors": True})
    first, second, third = [await client.watch() for _ in range(3)]
    assert first == second
    assert first.total == 2
    assert third != first
    # Once known, the whole queue is not asked for again.
    assert [asked.path for asked in app.asked].count("/api/v3/queue") == 1

    app.says(STATUS, status())
    await client.identify()
    await client.watch()
    assert [asked.path for asked in app.asked].count("/api/v3/queue") == 2


# Removing


async def test_removing_says_exactly_what_is_meant(
    app: App, client: SonarrClient
) -> None:
    app.says("DELETE /api/v3/queue/5")
    await client.remove_from_queue(
        5, remove_from_client=True, blocklist=True, skip_redownload=False
    )
    assert dict(app.last().query) == {
        "removeFromClient": "true",
        "blocklist": "true",
        "skipRedownload": "false",
        "changeCategory": "false",
    }


async def test_removing_what_is_gone_says_so(app: App, client: SonarrClient) -> None:
    app.says("DELETE /api/v3/queue/5", {"message": "NotFound"}, status=404)
    with pytest.raises(NotFound):
        await client.remove_from_queue(
            5, remove_from_client=True, blocklist=False, skip_redownload=True
        )


# History and blocklist


async def test_history_since_a_time_is_told_in_order(
    app: App, client: SonarrClient
) -> None:
    app.says(
        "GET /api/v3/history/since",
        [
            history(3, "downloadFailed", data={"message": "Aborted", "size": "9"}),
            history(
                1,
                "grabbed",
                data={
                    "indexer": "NZBgeek",
                    "downloadClient": "Sabnzbd",
                    "downloadClientName": "SAB",
                    "size": "2147483648",
                    "releaseSource": "Rss",
                    "age": None,
                },
            ),
            history(2, "somethingNew"),
        ],
    )
    zone = timezone(timedelta(hours=2))
    records = await client.history_since(datetime(2026, 6, 1, 14, 0, 0, 5, tzinfo=zone))
    assert dict(app.last().query) == {"date": "2026-06-01T12:00:00Z"}
    assert [record.event for record in records] == [
        HistoryEvent.GRABBED,
        HistoryEvent.OTHER,
        HistoryEvent.FAILED,
    ]
    grab, _, failed = records
    assert grab.date == datetime(2026, 6, 1, 12, 0, 1, tzinfo=UTC)
    assert grab.size == 2147483648
    assert (grab.client, grab.indexer, grab.release_source) == ("SAB", "NZBgeek", "Rss")
    assert (grab.series_id, grab.episode_id, grab.movie_id) == (1, 101, None)
    assert failed.message == "Aborted"


@pytest.mark.parametrize(
    ("event", "meaning"),
    [
        ("grabbed", HistoryEvent.GRABBED),
        ("downloadFolderImported", HistoryEvent.IMPORTED),
        ("seriesFolderImported", HistoryEvent.IMPORTED),
        ("movieFolderImported", HistoryEvent.IMPORTED),
        ("downloadFailed", HistoryEvent.FAILED),
        ("downloadIgnored", HistoryEvent.IGNORED),
        ("episodeFileDeleted", HistoryEvent.FILE_DELETED),
        ("movieFileDeleted", HistoryEvent.FILE_DELETED),
        ("episodeFileRenamed", HistoryEvent.OTHER),
        (7, HistoryEvent.OTHER),
    ],
)
async def test_events_mean_the_same_in_both_apps(
    app: App, client: SonarrClient, event: object, meaning: HistoryEvent
) -> None:
    said = history(1, "", eventType=event, data={"reason": "Upgrade"})
    app.says("GET /api/v3/history/since", [said])
    (record,) = await client.history_since(datetime(2026, 6, 1, tzinfo=UTC))
    assert record.event is meaning
    assert record.message == "Upgrade"


async def test_a_record_without_a_time_is_left_out(
    app: App, client: SonarrClient
) -> None:
    said = [
        history(1, "grabbed"),
        history(2, "grabbed", date=None),
        history(3, "grabbed", date="0001-01-01T00:00:00Z"),
        history(4, "grabbed", data=None, downloadId=None),
    ]
    app.says("GET /api/v3/history/since", said)
    records = await client.history_since(datetime(2026, 6, 1, tzinfo=UTC))
    assert [record.id for record in records] == [1, 4]
    assert records[1].download_id is None


async def test_the_history_of_a_download_is_read_to_its_end(
    app: App, client: SonarrClient
) -> None:
    newer = [history(59, "downloadFailed")] + [history(5, "grabbed")] * 249
    app.says("GET /api/v3/history", page(newer, 1, total=251))
    app.says("GET /api/v3/history", page([history(1, "grabbed")], 2, total=251))
    records = await client.history_of("SABnzbd_nzo_abc001")
    assert len(records) == 251
    assert (records[0].id, records[-1].id) == (1, 59)
    assert ("downloadId", "SABnzbd_nzo_abc001") in app.last().query


async def test_a_grab_can_be_marked_failed(app: App, client: SonarrClient) -> None:
    app.says("POST /api/v3/history/failed/9", {})
    await client.mark_failed(9)
    assert app.last().method == "POST"


async def test_the_blocklist_can_be_read_and_taken_back(
    app: App, client: SonarrClient
) -> None:
    app.says(
        "GET /api/v3/blocklist",
        page(
            [
                {
                    "id": 4,
                    "seriesId": 1,
                    "episodeIds": [101, 102],
                    "sourceTitle": "a",
                    "date": "2026-06-01T12:00:00Z",
                    "protocol": "usenet",
                    "indexer": "NZBgeek",
                    "message": "Disk full",
                }
            ],
            2,
            total=300,
        ),
    )
    found = await client.blocklist_page(2)
    assert (found.page, found.total) == (2, 300)
    assert found.entries == (
        BlocklistEntry(
            id=4,
            source_title="a",
            date=datetime(2026, 6, 1, 12, tzinfo=UTC),
            message="Disk full",
            protocol="usenet",
            indexer="NZBgeek",
            series_id=1,
            episode_ids=(101, 102),
        ),
    )
    app.says("DELETE /api/v3/blocklist/bulk", {})
    await client.remove_blocklisted([])
    assert app.last().method == "GET"
    await client.remove_blocklisted(entry.id for entry in found.entries)
    assert app.last().body == {"ids": [4]}


# The app itself


async def test_health_and_folders_are_read(app: App, client: SonarrClient) -> None:
    app.says(
        "GET /api/v3/health",
        [{"source": "IndexerStatusCheck", "type": "warning", "message": "Down"}],
    )
    assert await client.health() == (
        HealthCheck(source="IndexerStatusCheck", level="warning", message="Down"),
    )
    app.says(
        "GET /api/v3/rootfolder",
        [
            {"id": 1, "path": "/tv", "accessible": True, "freeSpace": 5000000000000},
            {"id": 2, "path": "/gone", "accessible": False},
        ],
    )
    assert await client.root_folders() == (
        RootFolder(id=1, path="/tv", free=5000000000000),
        RootFolder(id=2, path="/gone", accessible=False),
    )


async def test_what_is_wanted_is_counted_without_reading_it(
    app: App, client: SonarrClient
) -> None:
    app.says("GET /api/v3/wanted/missing", page([{"id": 1}], total=1234))
    app.says("GET /api/v3/wanted/cutoff", page([], total=0))
    assert await client.missing_count() == 1234
    assert dict(app.last().query) == {"page": "1", "pageSize": "1", "monitored": "true"}
    assert await client.cutoff_count() == 0


async def test_who_searches_again_is_known(app: App, client: SonarrClient) -> None:
    app.says(
        "GET /api/v3/config/downloadclient",
        {
            "id": 1,
            "enableCompletedDownloadHandling": True,
            "autoRedownloadFailed": False,
            "autoRedownloadFailedFromInteractiveSearch": True,
        },
    )
    assert await client.download_handling() == DownloadHandling(searches_again=False)


async def test_download_clients_are_read_without_their_secrets(
    app: App, client: SonarrClient
) -> None:
    app.says(
        "GET /api/v3/downloadclient",
        [
            {
                "id": 1,
                "name": "SABnzbd",
                "implementation": "Sabnzbd",
                "enable": True,
                "removeCompletedDownloads": True,
                "removeFailedDownloads": False,
                "fields": [
                    {"name": "host", "value": "sab"},
                    {"name": "port", "value": 8080},
                    {"name": "apiKey", "value": "********"},
                    {"name": "tvCategory", "value": "tv"},
                    {"name": "flags", "value": [1]},
                    {"label": "nameless"},
                ],
            },
            {"id": 2, "name": "qBittorrent", "enable": False, "fields": None},
        ],
    )
    first, second = await client.download_clients()
    assert first == DownloadClient(
        id=1,
        name="SABnzbd",
        implementation="Sabnzbd",
        host="sab",
        port=8080,
        category="tv",
        removes_failed=False,
    )
    assert (second.enabled, second.host, second.port) == (False, "", None)


async def test_the_newest_update_is_offered(app: App, client: SonarrClient) -> None:
    app.says(
        "GET /api/v3/update",
        [
            {"version": "4.0.20.1", "latest": False},
            {"version": "4.0.20.0", "latest": True, "installable": True, "url": "u"},
        ],
    )
    app.says("GET /api/v3/update", [{"version": "4.0.19.0"}])
    app.says("GET /api/v3/update", [])
    assert await client.latest_update() == AppUpdate(
        version="4.0.20.0", installable=True, url="u"
    )
    assert await client.latest_update() == AppUpdate(
        version="4.0.19.0", installable=False
    )
    assert await client.latest_update() is None


async def test_commands_are_given_and_followed(app: App, client: SonarrClient) -> None:
    app.says(
        "POST /api/v3/command", {"id": 7, "name": "X", "status": "queued"}, status=201
    )
    given = [
        (await client.refresh_monitored_downloads(), app.last().body),
        (await client.install_update(), app.last().body),
        (await client.search_missing(), app.last().body),
        (await client.search_episodes([1, 2]), app.last().body),
        (await client.search_season(3, 0), app.last().body),
        (await client.search_series(3), app.last().body),
    ]
    assert [body for _, body in given] == [
        {"name": "RefreshMonitoredDownloads"},
        {"name": "ApplicationUpdate"},
        {"name": "MissingEpisodeSearch"},
        {"name": "EpisodeSearch", "episodeIds": [1, 2]},
        {"name": "SeasonSearch", "seriesId": 3, "seasonNumber": 0},
        {"name": "SeriesSearch", "seriesId": 3},
    ]
    assert given[0][0].id == 7

    app.says(
        "GET /api/v3/command/7",
        {"id": 7, "name": "X", "status": "completed", "message": "1 report"},
    )
    done = await client.command(7)
    assert (done.status, done.message) == ("completed", "1 report")
    with pytest.raises(NotFound):
        await client.command(8)


async def test_a_command_that_is_refused_says_why(
    app: App, client: SonarrClient
) -> None:
    app.says("POST /api/v3/command", {"message": "No such command"}, status=400)
    with pytest.raises(Rejected, match="No such command"):
        await client.search_series(3)


async def test_tags_are_known_by_their_ids(app: App, client: SonarrClient) -> None:
    app.says("GET /api/v3/tag", [{"id": 1, "label": "keep"}, {"label": "no id"}])
    assert await client.tags() == {1: "keep"}


async def test_a_probe_that_fails_leaves_the_first_impression(
    app: App, session: aiohttp.ClientSession
) -> None:
    app.page(STATUS)
    app.hangs("GET /sonarr/ping")
    quick = SonarrClient(session, app.url, "key", timeouts=Timeouts(read=0.1))
    with pytest.raises(WrongApp):
        await quick.identify()
