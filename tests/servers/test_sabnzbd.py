"""SABnzbd's answers, real ones of 3.7.1 and 5.1.3 where they can be had."""

from datetime import UTC, datetime
import json
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    Rejected,
    ServerError,
    UnexpectedAnswer,
    UnsupportedVersion,
    WrongApp,
    WrongBasePath,
)
from custom_components.autoarr.servers.models import AppUpdate, ServerType, Stage
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from tests.servers.app import App, recorded

KEY = "0123456789abcdef0123456789abcdef"
VERSIONS = ("sabnzbd-3.7.1", "sabnzbd-5.1.3")
HOSTNAME = (
    "Access denied - Hostname verification failed: https://sabnzbd.org/hostname-check"
)


@pytest.fixture
def client(app: App, session: aiohttp.ClientSession) -> SabnzbdClient:
    """A client of a SABnzbd."""
    return SabnzbdClient(session, app.url, KEY)


def queue(app: App, **changes: Any) -> None:
    """Have the app say a queue that differs from a real one."""
    said = json.loads(recorded("sabnzbd-5.1.3/queue-downloading"))
    said["queue"].update(changes)
    app.says("queue", said)


# Proving


def proves(app: App, auth: str = "apikey", version: str = "5.1.3") -> None:
    app.says("auth", {"auth": auth})
    app.says("version", {"version": version})
    queue(app)


async def test_sabnzbd_proves_who_it_is(app: App, client: SabnzbdClient) -> None:
    proves(app)
    info = await client.identify()
    assert info.server_type is ServerType.SABNZBD
    assert (info.version, info.name, info.url_base) == ("5.1.3", "SABnzbd", "")


@pytest.mark.parametrize("version", ["3.7.0", "develop", "4.4.0Beta1", "10.0.0"])
async def test_versions_from_3_7_on_are_welcome(
    app: App, client: SabnzbdClient, version: str
) -> None:
    proves(app, version=version)
    assert (await client.identify()).version == version


async def test_an_older_version_is_not(app: App, client: SabnzbdClient) -> None:
    proves(app, version="3.6.1")
    with pytest.raises(UnsupportedVersion):
        await client.identify()


@pytest.mark.parametrize("kind", ["badkey", "nzbkey"])
async def test_a_wrong_or_lesser_key_is_refused_before_it_leaves_a_warning(
    app: App, client: SabnzbdClient, kind: str
) -> None:
    proves(app, auth=kind)
    with pytest.raises(InvalidAuth, match=kind):
        await client.identify()
    (asked,) = app.asked
    assert asked.form == {"mode": "auth", "output": "json", "key": KEY}


async def test_an_empty_key_is_refused_although_sabnzbd_calls_it_good(
    app: App, session: aiohttp.ClientSession
) -> None:
    proves(app)
    with pytest.raises(InvalidAuth):
        await SabnzbdClient(session, app.url, "").identify()


async def test_a_key_that_is_refused_after_all_is_refused(
    app: App, client: SabnzbdClient
) -> None:
    proves(app)
    app._replies["queue"].clear()
    app.says("queue", "API Key Incorrect", status=403, kind="text/html")
    with pytest.raises(InvalidAuth):
        await client.identify()


@pytest.mark.parametrize(
    "text", [HOSTNAME, "External internet access denied - https://sabnzbd.org/x", ""]
)
async def test_a_host_that_is_not_let_in_is_no_wrong_key(
    app: App, client: SabnzbdClient, text: str
) -> None:
    app.says("auth", text, status=403, kind="text/html")
    with pytest.raises(HostNotAllowed):
        await client.identify()


async def test_a_host_may_be_refused_later(app: App, client: SabnzbdClient) -> None:
    app.says("queue", HOSTNAME, status=403, kind="text/html")
    with pytest.raises(HostNotAllowed):
        await client.queue()


@pytest.mark.parametrize(
    ("base", "answers_at"), [("/custom", "POST /api"), ("", "POST /sabnzbd/api")]
)
async def test_the_path_that_was_meant_is_noticed(
    app: App, session: aiohttp.ClientSession, base: str, answers_at: str
) -> None:
    # As recorded: no spaces between key and value.
    app.says(answers_at, b'{"version":"5.1.3"}')
    app.page(f"POST {base}/api", status=404)
    with pytest.raises(WrongBasePath):
        await SabnzbdClient(session, f"{app.url}{base}", KEY).identify()


@pytest.mark.parametrize("status", [200, 401, 403, 404])
async def test_a_web_page_is_another_app(
    app: App, client: SabnzbdClient, status: int
) -> None:
    app.page("auth", status=status)
    with pytest.raises(WrongApp):
        await client.identify()


async def test_sonarr_in_its_place_is_another_app(
    app: App, client: SabnzbdClient
) -> None:
    app.says("auth", status=401)
    with pytest.raises(WrongApp):
        await client.identify()


@pytest.mark.parametrize("status", [200, 405])
async def test_something_that_knows_no_keys_is_another_app(
    app: App, client: SabnzbdClient, status: int
) -> None:
    app.says("auth", {"hello": "world"}, status=status)
    with pytest.raises(WrongApp):
        await client.identify()


async def test_a_redirect_to_a_base_path_is_a_wrong_base_path(
    app: App, client: SabnzbdClient
) -> None:
    app.says("auth", status=303, Location="/sabnzbd/api")
    with pytest.raises(WrongBasePath):
        await client.identify()


# The queue


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_real_queue_is_read(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("queue", recorded(f"{version}/queue-downloading"))
    found = await client.queue()
    assert app.last().form == {
        "mode": "queue",
        "output": "json",
        "apikey": KEY,
        "limit": "0",
        "start": "0",
    }
    assert found.version == version.removeprefix("sabnzbd-")
    assert (found.status, found.paused, found.pause_left) == (
        "Downloading",
        False,
        None,
    )
    assert found.total == len(found.jobs) == 2
    assert found.speed > 50_000
    assert 0 < found.size_left <= found.size < 10_000_000
    assert found.time_left is not None
    assert 10 < found.time_left < 200
    assert found.complete_free is not None
    assert found.complete_free > 10**10
    assert (found.speed_limit, found.speed_limit_bytes) == (None, None)
    first, second = found.jobs
    assert (first.status, second.status) == ("Downloading", "Paused")
    assert (first.category, first.priority, first.position) == ("tv", "Normal", 0)
    assert (second.time_left, second.has_password) == (None, False)
    assert (first.time_added is None) == (version == "sabnzbd-3.7.1")


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_job_paused_for_its_encryption_says_so_in_a_label(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("queue", recorded(f"{version}/queue-encrypted-paused"))
    found = await client.queue()
    (job,) = found.jobs
    assert (job.status, job.labels) == ("Paused", ("ENCRYPTED",))
    assert (found.total, found.size_left) == (1, 0)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_job_that_is_being_fetched_has_no_size_yet(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("queue", recorded(f"{version}/queue-grabbing"))
    (job,) = (await client.queue()).jobs
    assert (job.status, job.size, job.priority) == ("Grabbing", 0, "Normal")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"pause_int": "4:59", "paused": True}, "pause_left", 299),
        ({"pause_int": "-0:05", "paused": True}, "pause_left", 0),
        ({"pause_int": 0}, "pause_left", None),
        ({"speedlimit": "50", "speedlimit_abs": "204800"}, "speed_limit", 50),
        (
            {"speedlimit": "50", "speedlimit_abs": "204800.0"},
            "speed_limit_bytes",
            204800,
        ),
        ({"speedlimit": "100", "speedlimit_abs": "0"}, "speed_limit", None),
        ({"speedlimit": "100", "speedlimit_abs": ""}, "speed_limit_bytes", None),
        ({"kbpersec": "1.50"}, "speed", 1536),
        ({"kbpersec": None}, "speed", 0),
        ({"mb": "1.5", "mbleft": 1.5}, "size_left", 1572864),
        ({"timeleft": "1:02:03:04"}, "time_left", 93784),
        ({"timeleft": "0:00:00"}, "time_left", None),
        ({"timeleft": "0:00:00", "mbleft": "0.00"}, "time_left", 0),
        ({"timeleft": "-"}, "time_left", None),
        ({"diskspace1": "-"}, "incomplete_free", None),
        ({"diskspace1": "1.5"}, "incomplete_free", 1610612736),
        ({"have_warnings": "7"}, "warnings", 7),
        ({"have_warnings": 7}, "warnings", 7),
        ({"noofslots": "12"}, "total", 12),
        ({"noofslots": None}, "total", 2),
    ],
)
async def test_numbers_are_understood_as_text_and_as_numbers(
    app: App, client: SabnzbdClient, changes: dict[str, Any], field: str, value: object
) -> None:
    queue(app, **changes)
    assert getattr(await client.queue(), field) == value


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"priority": 0}, "priority", "Normal"),
        ({"priority": 2}, "priority", "Force"),
        ({"priority": "-1"}, "priority", "Low"),
        ({"priority": None}, "priority", "Normal"),
        ({"priority": "Repair"}, "priority", "Repair"),
        ({"priority": 77}, "priority", "77"),
        ({"cat": "None"}, "category", "*"),
        ({"cat": None}, "category", "*"),
        ({"password": "secret"}, "has_password", True),
        ({"mbmissing": "2.00"}, "size_missing", 2097152),
        (
            {"time_added": 1780315200},
            "time_added",
            datetime(2026, 6, 1, 12, tzinfo=UTC),
        ),
        ({"time_added": "soon"}, "time_added", None),
    ],
)
async def test_a_slot_is_understood_as_each_version_writes_it(
    app: App, client: SabnzbdClient, changes: dict[str, Any], field: str, value: object
) -> None:
    queue(app, slots=[{"nzo_id": "a", "filename": "x", "status": "Paused", **changes}])
    (job,) = (await client.queue()).jobs
    assert getattr(job, field) == value


async def test_a_damaged_slot_costs_only_itself(
    app: App, client: SabnzbdClient
) -> None:
    queue(
        app,
        slots=[
            {"nzo_id": "a", "mb": ["?"], "labels": "?", "filename": "kept"},
            {"filename": "no id"},
            None,
        ],
    )
    (job,) = (await client.queue()).jobs
    assert (job.id, job.name, job.size, job.labels) == ("a", "kept", 0, ())


async def test_a_queue_of_thousands_is_read_whole(
    app: App, client: SabnzbdClient
) -> None:
    queue(app, slots=[{"nzo_id": str(number)} for number in range(1234)])
    found = await client.queue()
    assert [job.id for job in found.jobs] == [str(number) for number in range(1234)]


# History


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_failed_job_says_why(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("history", recorded(f"{version}/history-missing"))
    found = await client.history(limit=100)
    assert found is not None
    assert found.last_update > 0
    (job,) = found.jobs
    assert (job.status, job.retry, job.loaded) == ("Failed", True, False)
    assert job.fail_message.startswith("Aborted, cannot be completed")
    assert job.category == "tv"
    assert job.size > 10**6
    assert job.completed is not None
    assert job.stages[1] == Stage(name="Download", actions=job.stages[1].actions)
    assert "articles were missing" in job.stages[1].actions[0]
    assert not job.from_url


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_address_that_could_not_be_fetched_is_told_apart(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("history", recorded(f"{version}/history-addurl-404"))
    found = await client.history(limit=100)
    assert found is not None
    assert found.jobs[0].from_url
    assert found.jobs[0].fail_message.startswith("URL Fetching failed")


@pytest.mark.parametrize("version", VERSIONS)
async def test_jobs_in_post_processing_are_listed_as_such(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("history", recorded(f"{version}/history-pp-waiting"))
    found = await client.history(limit=100)
    assert found is not None
    assert found.total == len(found.jobs)
    assert {"Queued"} <= {job.status for job in found.jobs}


async def test_a_final_status_that_came_too_early_is_told_by_loaded(
    app: App, client: SabnzbdClient
) -> None:
    app.says("history", recorded("sabnzbd-5.1.3/history-good-unsettled"))
    found = await client.history(limit=100)
    assert found is not None
    assert (found.jobs[0].loaded, found.jobs[0].storage) == (True, "")


async def test_an_unchanged_history_is_none(app: App, client: SabnzbdClient) -> None:
    app.says("history", {"history": False})
    assert await client.history(limit=50, start=100, since_update=118) is None
    assert app.last().form == {
        "mode": "history",
        "output": "json",
        "apikey": KEY,
        "limit": "50",
        "start": "100",
        "last_history_update": "118",
    }


async def test_a_page_of_history_has_at_least_one_job(client: SabnzbdClient) -> None:
    with pytest.raises(ValueError):
        await client.history(limit=0)


# Warnings, news servers, categories


@pytest.mark.parametrize("version", VERSIONS)
async def test_warnings_are_read(app: App, client: SabnzbdClient, version: str) -> None:
    app.says("warnings", recorded(f"{version}/warnings-encrypted"))
    found = await client.warnings()
    assert {warning.level for warning in found} == {"WARNING"}
    assert any("LOCKED" in warning.text for warning in found)
    assert all(warning.time for warning in found)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_stuck_news_server_is_noticed_in_each_version(
    app: App, client: SabnzbdClient, version: str
) -> None:
    app.says("fullstatus", recorded(f"{version}/fullstatus-stuck-35s"))
    (server,) = (await client.status()).news_servers
    assert app.last().form["skip_dashboard"] == "1"
    assert (server.error or server.warning).lower() == "timed out"


async def test_a_news_server_that_refuses_connections_is_noticed(
    app: App, client: SabnzbdClient
) -> None:
    app.says("fullstatus", recorded("sabnzbd-5.1.3/fullstatus-server-down"))
    status = await client.status()
    (server,) = status.news_servers
    assert "Connection refused" in server.warning
    assert (server.active, server.connections_active) == (True, 0)
    assert any("Failed to connect" in warning.text for warning in status.warnings)
    assert not status.paused


async def test_categories_are_read(app: App, client: SabnzbdClient) -> None:
    app.says("get_cats", {"categories": ["*", "tv", "movies"]})
    assert await client.categories() == ("*", "tv", "movies")


# Changes


async def test_a_retry_gives_the_new_id(app: App, client: SabnzbdClient) -> None:
    app.says("retry", {"status": True, "nzo_id": "new"})
    assert await client.retry("old") == "new"
    assert app.last().form["value"] == "old"
    assert "password" not in app.last().form
    await client.retry("old", "open sesame")
    assert app.last().form["password"] == "open sesame"


async def test_a_retry_of_what_is_gone_says_so(app: App, client: SabnzbdClient) -> None:
    app.says("retry", {"status": False, "error": "item does not exist"})
    with pytest.raises(NotFound):
        await client.retry("old")


async def test_jobs_are_deleted_with_or_without_their_files(
    app: App, client: SabnzbdClient
) -> None:
    app.says("queue delete", {"status": True, "nzo_ids": ["a"]})
    assert await client.delete_jobs(["a", "b"]) == ("a",)
    assert app.last().form["value"] == "a,b"
    assert app.last().form["del_files"] == "1"
    await client.delete_jobs(["a"], delete_files=False)
    assert app.last().form["del_files"] == "0"


async def test_deleting_jobs_that_are_gone_says_so(
    app: App, client: SabnzbdClient
) -> None:
    app.says("queue delete", {"status": False, "nzo_ids": []})
    with pytest.raises(NotFound):
        await client.delete_jobs(["a"])


async def test_history_is_deleted_for_good_or_archived(
    app: App, client: SabnzbdClient
) -> None:
    app.says("history delete", {"status": True})
    await client.delete_history(["a", "b"], delete_files=False)
    form = app.last().form
    assert (form["value"], form["del_files"], form["archive"]) == ("a,b", "0", "0")
    await client.delete_history(["a"], delete_files=True, archive=True)
    form = app.last().form
    assert (form["del_files"], form["archive"]) == ("1", "1")


@pytest.mark.parametrize("ids", [[], [""], ["all"], ["a", "failed"], ["a,b"]])
async def test_words_that_mean_many_jobs_are_never_sent_as_ids(
    app: App, client: SabnzbdClient, ids: list[str]
) -> None:
    with pytest.raises(ValueError):
        await client.delete_jobs(ids)
    with pytest.raises(ValueError):
        await client.delete_history(ids, delete_files=True)
    assert app.asked == []


async def test_jobs_and_the_whole_queue_are_paused_and_resumed(
    app: App, client: SabnzbdClient
) -> None:
    for what in ("queue pause", "queue resume", "pause", "resume", "config set_pause"):
        app.says(what, {"status": True})
    await client.pause_job("a")
    assert (app.last().form["name"], app.last().form["value"]) == ("pause", "a")
    await client.resume_job("a")
    assert (app.last().form["name"], app.last().form["value"]) == ("resume", "a")
    await client.pause()
    assert app.last().form["mode"] == "pause"
    await client.resume()
    assert app.last().form["mode"] == "resume"
    for seconds, minutes in ((1, "1"), (60, "1"), (61, "2"), (3600.0, "60")):
        await client.pause(seconds)
        assert app.last().form["value"] == minutes


async def test_the_speed_is_limited_in_per_cent(
    app: App, client: SabnzbdClient
) -> None:
    app.says("config speedlimit", {"status": True})
    await client.set_speed_limit(50)
    assert app.last().form["value"] == "50"
    for percent in (-1, 101):
        with pytest.raises(ValueError):
            await client.set_speed_limit(percent)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"status": False, "error": "not implemented"}, Rejected),
        ({"status": False}, Rejected),
        ({"status": False, "error": "API Key Incorrect"}, InvalidAuth),
        ({"surprise": 1}, UnexpectedAnswer),
        ([], UnexpectedAnswer),
    ],
)
async def test_a_failure_with_status_200_is_a_failure(
    app: App, client: SabnzbdClient, said: object, error: type[ServerError]
) -> None:
    app.says("pause", said)
    app.says("queue", said)
    with pytest.raises(error):
        await client.pause()
    with pytest.raises(ServerError):
        await client.queue()


async def test_no_error_holds_the_key(app: App, client: SabnzbdClient) -> None:
    app.page("queue")
    with pytest.raises(WrongApp) as caught:
        await client.queue()
    assert KEY not in str(caught.value)
    assert all(KEY not in asked.path and not asked.query for asked in app.asked)


@pytest.mark.parametrize(
    ("changes", "update"),
    [
        ({}, None),
        ({"new_release": None}, None),
        (
            {"new_release": "5.2.0", "new_rel_url": "https://sabnzbd.org/x"},
            AppUpdate(version="5.2.0", installable=False, url="https://sabnzbd.org/x"),
        ),
        (
            {"new_release": "5.2.0", "new_rel_url": ""},
            AppUpdate(version="5.2.0", installable=False),
        ),
    ],
)
async def test_a_newer_sabnzbd_is_offered(
    app: App, client: SabnzbdClient, changes: dict[str, Any], update: AppUpdate | None
) -> None:
    said = json.loads(recorded("sabnzbd-5.1.3/fullstatus"))
    said["status"].update(changes)
    app.says("fullstatus", said)
    assert (await client.status()).update == update
