"""The manners of the simulated Sonarr and Radarr: keys, paths, errors, settings."""

import asyncio
from typing import Any

import aiohttp
import pytest

from benchmarks.timeless.loop import world_clock
from simulator.arr.server import ArrServer
from simulator.http import Fault
from simulator.world import Simulation
from tests.simulator.worlds import call


async def _raw(
    url: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, str, str, Any]:
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, url, allow_redirects=False) as response,
    ):
        return (
            response.status,
            await response.text(),
            response.headers.get("Location", ""),
            response.headers,
        )


# -- keys and paths ----------------------------------------------------------------------


async def test_a_key_may_come_in_query_header_or_bearer(
    sim: Simulation, app: ArrServer
) -> None:
    url = f"{app.url}/api/v3/system/status"
    for address, headers in (
        (f"{url}?apikey={app.api_key}", {}),
        (url, {"X-Api-Key": app.api_key}),
        (url, {"Authorization": f"Bearer {app.api_key}"}),
    ):
        status, _, _, answered = await _raw(address, headers)
        assert status == 200
        assert answered["X-Application-Version"] == app.version


async def test_a_wrong_key_gets_401_and_an_empty_body(
    sim: Simulation, app: ArrServer
) -> None:
    for headers in ({}, {"X-Api-Key": "wrong"}):
        for path in ("system/status", "nonsense"):
            status, text, _, _ = await _raw(f"{app.url}/api/v3/{path}", headers)
            assert (status, text) == (401, "")


async def test_ping_needs_no_key(sim: Simulation, app: ArrServer) -> None:
    assert (await _raw(f"{app.url}/ping"))[:2] == (200, '{"status":"OK"}')


async def test_unknown_paths_and_methods_have_empty_answers(
    sim: Simulation, app: ArrServer
) -> None:
    key = {"X-Api-Key": app.api_key}
    assert (await _raw(f"{app.url}/api/v3/nonsense", key))[:2] == (404, "")
    assert (await _raw(f"{app.url}/api/v1/queue", key))[0] == 404
    assert (await _raw(f"{app.url}/api/v3/health", key, "DELETE"))[0] == 405


async def test_paths_ignore_case(sim: Simulation, app: ArrServer) -> None:
    assert (await call(app, "GET", "System/STATUS"))["appName"] == app.title


async def test_without_its_base_path_the_app_redirects(socket_enabled: None) -> None:
    clock = world_clock(asyncio.get_running_loop())
    async with Simulation(
        clock=clock, sonarr_base="/sonarr", movies=1, series=1
    ) as sim:
        root = sim.sonarr.url.removesuffix("/sonarr")
        key = {"X-Api-Key": sim.sonarr.api_key}
        status, _, location, _ = await _raw(f"{root}/api/v3/health?a=b", key)
        assert (status, location) == (307, "/sonarr/api/v3/health?a=b")
        assert (await _raw(f"{root}/api/v3/health"))[0] == 401
        assert (await _raw(f"{root}/ping"))[0] == 307
        assert (await _raw(f"{sim.sonarr.url}/api/v3/health", key))[0] == 200
        status = (await call(sim.sonarr, "GET", "system/status"))["urlBase"]
        assert status == "/sonarr"


async def test_a_base_path_that_is_not_set_leads_to_the_login_page(
    sim: Simulation, app: ArrServer
) -> None:
    url = f"{app.url}/wrong/api/v3/system/status"
    status, _, location, _ = await _raw(url, {"X-Api-Key": app.api_key})
    assert status == 302
    assert location.startswith("/login?returnUrl=")
    status, text, _, headers = await _raw(f"{app.url}{location}")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/html")

    app.core.settings.config["host"]["authenticationMethod"] = "external"
    status, text, _, _ = await _raw(url)
    assert status == 200
    assert "<html>" in text


@pytest.mark.parametrize(
    ("fault", "status", "part"),
    [
        (Fault.HTTP_500, 500, "Internal Server Error"),
        (Fault.HTTP_503, 503, "is starting up, please try again later"),
        (Fault.HTML, 200, "<html>"),
        (Fault.WRONG_SHAPE, 200, "unexpected"),
        (Fault.LOGIN_PAGE, 302, ""),
        (Fault.REDIRECT, 307, ""),
        (Fault.WRONG_KEY, 401, ""),
    ],
)
async def test_a_server_misbehaves_as_it_is_told_and_heals(
    sim: Simulation, app: ArrServer, fault: Fault, status: int, part: str
) -> None:
    url, key = f"{app.url}/api/v3/health", {"X-Api-Key": app.api_key}
    await app.set_fault(fault)
    found, text, _, _ = await _raw(url, key)
    assert found == status
    assert part in text
    await app.set_fault(Fault.NONE)
    assert (await _raw(url, key))[0] == 200


async def test_a_server_can_hang_cut_its_answer_or_refuse(
    sim: Simulation, app: ArrServer
) -> None:
    url, key = f"{app.url}/api/v3/system/status", {"X-Api-Key": app.api_key}
    await app.set_fault(Fault.TRUNCATED)
    with pytest.raises(aiohttp.ClientPayloadError):
        await _raw(url, key)
    await app.set_fault(Fault.TIMEOUT)
    timeout = aiohttp.ClientTimeout(total=0.2)
    async with aiohttp.ClientSession(headers=key, timeout=timeout) as session:
        with pytest.raises(TimeoutError):
            await session.get(url)
    await app.set_fault(Fault.REFUSE)
    with pytest.raises(aiohttp.ClientConnectorError):
        await _raw(url, key)
    await app.set_fault(Fault.NONE)
    assert (await _raw(url, key))[0] == 200


# -- errors --------------------------------------------------------------------------------


async def test_the_three_shapes_of_a_bad_request(sim: Simulation) -> None:
    listed = await call(sim.radarr, "POST", "movie", {"qualityProfileId": 4}, 400)
    assert listed[0]["propertyName"] == "RootFolderPath"
    assert listed[0]["severity"] == "error"
    bound = await call(sim.radarr, "POST", "movie", {"tmdbId": "x"}, 400)
    assert "$.tmdbId" in bound["errors"]
    thrown = await call(sim.sonarr, "GET", "episode", status=400)
    assert thrown["content"] == "seriesId or episodeIds must be provided"


async def test_what_does_not_exist_is_not_found(sim: Simulation) -> None:
    answer = await call(sim.sonarr, "GET", "series/999", status=404)
    assert answer["message"] == "Series with ID 999 does not exist"
    assert (await call(sim.radarr, "GET", "tag/9", status=404))["title"] == "Not Found"
    await call(sim.radarr, "DELETE", "movie/999", status=500)
    await call(sim.sonarr, "DELETE", "series/999", status=500)
    await call(sim.radarr, "GET", "moviefile/999999", status=404)


# -- commands --------------------------------------------------------------------------------


async def test_an_equal_command_is_not_started_twice(sim: Simulation) -> None:
    body = {"name": "moviessearch", "movieIds": [1]}
    first = await call(sim.radarr, "POST", "command", body)
    second = await call(sim.radarr, "POST", "command", body)
    assert first["id"] == second["id"]
    assert first["commandName"] == "Movies Search"
    assert first["trigger"] == "manual"


async def test_a_search_reports_how_much_it_found(sim: Simulation) -> None:
    film = sim.radarr.films.missing()[0]
    body = {"name": "MoviesSearch", "movieIds": [film.id]}
    command = await call(sim.radarr, "POST", "command", body)
    path = f"command/{command['id']}"
    await sim.until(lambda: sim.radarr.core.counters.grabs == 1)
    await sim.clock.play(5)
    done = await call(sim.radarr, "GET", path)
    assert done["message"] == "Completed search for 1 movies. 1 reports downloaded."
    assert (done["status"], done["result"]) == ("completed", "successful")
    await call(sim.radarr, "DELETE", path, status=409)
    assert done["id"] in [row["id"] for row in await call(sim.radarr, "GET", "command")]
    await sim.clock.play(600)
    await call(sim.radarr, "GET", path, status=404)


async def test_unknown_and_unnamed_commands_are_errors(sim: Simulation) -> None:
    await call(sim.radarr, "POST", "command", {"name": "MakeCoffee"}, 500)
    await call(sim.radarr, "POST", "command", {}, 400)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("SeriesSearch", {"seriesId": 3}),
        ("SeasonSearch", {"seriesId": 3, "seasonNumber": 1}),
        ("MissingEpisodeSearch", {}),
        ("CutoffUnmetEpisodeSearch", {}),
        ("RescanSeries", {}),
        ("RefreshMonitoredDownloads", {}),
        ("CheckHealth", {}),
    ],
)
async def test_sonarr_knows_its_commands(
    sim: Simulation, name: str, body: dict[str, Any]
) -> None:
    command = await call(sim.sonarr, "POST", "command", {"name": name, **body})
    found = sim.sonarr.commands.find(command["id"])
    assert found is not None
    await sim.until(lambda: found.ended is not None, step=5)
    assert found.status == "completed", found.exception


@pytest.mark.parametrize(
    "name",
    ["MissingMoviesSearch", "CutoffUnmetMoviesSearch", "RefreshMovie", "RssSync"],
)
async def test_radarr_knows_its_commands(sim: Simulation, name: str) -> None:
    command = await call(sim.radarr, "POST", "command", {"name": name})
    found = sim.radarr.commands.find(command["id"])
    assert found is not None
    await sim.until(lambda: found.ended is not None, step=5)
    assert found.status == "completed", found.exception


# -- releases --------------------------------------------------------------------------------


async def test_an_interactive_search_lists_all_and_says_what_is_rejected(
    sim: Simulation,
) -> None:
    film = sim.radarr.films.missing()[0]
    found = await call(sim.radarr, "GET", f"release?movieId={film.id}")
    assert [row["rejected"] for row in found] == sorted(
        row["rejected"] for row in found
    )
    assert found[0]["approved"]
    reasons = {text for row in found for text in row["rejections"]}
    assert "WEBDL-2160p is not wanted in profile" in reasons

    worst = found[-1]
    body = {"guid": worst["guid"], "indexerId": worst["indexerId"]}
    assert await call(sim.radarr, "POST", "release", body, 200) == body
    (tracked,) = sim.sabnzbd.engine.jobs
    assert tracked.name == worst["title"]


async def test_a_result_older_than_half_an_hour_cannot_be_grabbed(
    sim: Simulation,
) -> None:
    film = sim.radarr.films.missing()[0]
    found = await call(sim.radarr, "GET", f"release?movieId={film.id}")
    sim.clock.advance(1900)
    body = {"guid": found[0]["guid"], "indexerId": found[0]["indexerId"]}
    answer = await call(sim.radarr, "POST", "release", body, 404)
    assert "try searching again" in answer["message"]


async def test_a_release_for_a_client_that_is_down_is_not_the_indexers_fault(
    sim: Simulation,
) -> None:
    film = sim.radarr.films.missing()[0]
    found = await call(sim.radarr, "GET", f"release?movieId={film.id}")
    await sim.sabnzbd.set_up(False)
    body = {"guid": found[0]["guid"], "indexerId": found[0]["indexerId"]}
    await call(sim.radarr, "POST", "release", body, 500)
    assert sim.radarr.core.counters.grabs == 0


async def test_a_bulk_edit_of_a_title_that_is_gone_edits_none(sim: Simulation) -> None:
    apps: tuple[tuple[ArrServer, str], ...] = (
        (sim.radarr, "movie"),
        (sim.sonarr, "series"),
    )
    for app, media in apps:
        before = (await call(app, "GET", f"{media}/1"))["qualityProfileId"]
        ids = "movieIds" if media == "movie" else "seriesIds"
        body = {ids: [1, 999], "qualityProfileId": 1}
        await call(app, "PUT", f"{media}/editor", body, 500)
        assert (await call(app, "GET", f"{media}/1"))["qualityProfileId"] == before


async def test_a_release_that_the_indexer_does_not_have_is_a_conflict(
    sim: Simulation,
) -> None:
    film = sim.radarr.films.missing()[0]
    found = await call(sim.radarr, "GET", f"release?movieId={film.id}")
    sim.indexers.up = False
    body = {"guid": found[0]["guid"], "indexerId": found[0]["indexerId"]}
    await call(sim.radarr, "POST", "release", body, 409)
    assert await call(sim.radarr, "GET", f"release?movieId={film.id}") == []


# -- settings --------------------------------------------------------------------------------


async def test_a_put_replaces_all_and_what_is_missing_becomes_false(
    sim: Simulation, app: ArrServer
) -> None:
    before = await call(app, "GET", "config/downloadclient")
    assert before["autoRedownloadFailed"] is True
    after = await call(app, "PUT", "config/downloadclient/1", {"id": 1}, 202)
    assert after["autoRedownloadFailed"] is False
    whole = {**before, "autoRedownloadFailed": True}
    assert await call(app, "PUT", "config/downloadclient", whole, 202) == before


async def test_secrets_of_providers_are_masked_and_survive_a_round_trip(
    sim: Simulation, app: ArrServer
) -> None:
    (client,) = await call(app, "GET", "downloadclient")
    key = next(f for f in client["fields"] if f["name"] == "apiKey")
    assert key["value"] == "********"
    client["priority"] = 2
    await call(app, "PUT", "downloadclient/1", client, 202)
    stored = app.core.settings.lists["downloadclient"][0]
    assert stored["priority"] == 2
    assert sim.sabnzbd.api_key in [f.get("value") for f in stored["fields"]]
    assert await call(app, "POST", "downloadclient/test", client, 200) == {}


async def test_a_client_that_cannot_be_reached_fails_its_test(
    sim: Simulation, app: ArrServer
) -> None:
    (client,) = await call(app, "GET", "downloadclient")
    await sim.sabnzbd.set_up(False)
    (failure,) = await call(app, "POST", "downloadclient/test", client, 400)
    assert failure["propertyName"] == "Host"
    (result,) = await call(app, "POST", "downloadclient/testall", {}, 400)
    assert result["isValid"] is False
    client["priority"] = 3
    await call(app, "PUT", "downloadclient/1", client, 400)
    await call(app, "PUT", "downloadclient/1?forceSave=true", client, 202)


async def test_notifications_come_from_a_template_and_have_unique_names(
    sim: Simulation, app: ArrServer
) -> None:
    (template,) = await call(app, "GET", "notification/schema")
    body = {**template, "name": "AutoArr"}
    created = await call(app, "POST", "notification", body, 201)
    (twice,) = await call(app, "POST", "notification", body, 400)
    assert twice["errorMessage"] == "Should be unique"
    assert await call(app, "DELETE", f"notification/{created['id']}") == {}
    await call(app, "POST", "notification", {**body, "name": ""}, 400)


async def test_tags_are_lowered_found_again_and_guarded(sim: Simulation) -> None:
    first = await call(sim.radarr, "POST", "tag", {"label": "Kids"}, 201)
    again = await call(sim.radarr, "POST", "tag", {"label": "kids"}, 201)
    assert first == again == {"label": "kids", "id": 1}
    await call(sim.radarr, "POST", "tag", {"label": "für alle"}, 400)
    await call(sim.sonarr, "POST", "tag", {"label": "für alle"}, 201)
    movie = await call(sim.radarr, "GET", "movie/1")
    movie["tags"] = [1]
    await call(sim.radarr, "PUT", "movie/1", movie, 202)
    answer = await call(sim.radarr, "DELETE", "tag/1", status=409)
    assert answer["message"] == "'kids' cannot be deleted since it's still in use"
    (detail,) = await call(sim.radarr, "GET", "tag/detail")
    assert detail["movieIds"] == [1]
    body = {"movieIds": [1], "tags": [1], "applyTags": "remove"}
    await call(sim.radarr, "PUT", "movie/editor", body, 202)
    assert await call(sim.radarr, "DELETE", "tag/1") is None


async def test_profiles_in_use_stay_and_a_new_one_needs_sense(sim: Simulation) -> None:
    answer = await call(sim.radarr, "DELETE", "qualityprofile/4", status=400)
    assert answer["message"] == "QualityProfile [HD-1080p] is in use."
    profile = await call(sim.radarr, "GET", "qualityprofile/5")
    await call(sim.radarr, "POST", "qualityprofile", {**profile, "name": ""}, 400)
    wrong = {**profile, "name": "4K", "minUpgradeFormatScore": 0}
    await call(sim.radarr, "POST", "qualityprofile", wrong, 400)
    new = await call(sim.radarr, "POST", "qualityprofile", {**profile, "name": "4K"})
    assert new["id"] == 7
    new["upgradeAllowed"] = True
    changed = await call(sim.radarr, "PUT", "qualityprofile/7", new, 202)
    assert changed["upgradeAllowed"] is True
    assert await call(sim.radarr, "DELETE", "qualityprofile/7") is None


async def test_the_rules_of_the_smaller_settings(sim: Simulation) -> None:
    app = sim.sonarr
    await call(app, "DELETE", "delayprofile/1", status=405)
    delay = {"usenetDelay": 60, "tags": []}
    await call(app, "POST", "delayprofile", delay, 400)
    mapping = {"host": "sab", "remotePath": "/a", "localPath": "relative"}
    (wrong,) = await call(app, "POST", "remotepathmapping", mapping, 400)
    assert wrong["errorMessage"] == "Path 'relative' does not exist"
    root = await call(app, "POST", "rootfolder", {"path": "/data/media/anime"}, 201)
    await call(app, "POST", "rootfolder", {"path": "/data/media/anime"}, 400)
    await call(app, "POST", "rootfolder", {"path": "nowhere"}, 400)
    assert await call(app, "DELETE", f"rootfolder/{root['id']}") is None
    definitions = await call(app, "GET", "qualitydefinition")
    changed = {**definitions[0], "maxSize": None}
    after = await call(app, "PUT", "qualitydefinition/update", [changed], 202)
    assert "maxSize" not in after[0]


async def test_an_update_and_a_missing_root_folder_show_in_health(
    sim: Simulation,
) -> None:
    sim.sonarr.system.newest = "4.0.20.3000"
    sim.sonarr.core.hidden.append("/data/media/tv")
    rows = {row["source"]: row for row in await call(sim.sonarr, "GET", "health")}
    assert rows["UpdateCheck"]["message"] == "New update is available: 4.0.20.3000"
    assert rows["RootFolderCheck"]["type"] == "error"
    (root,) = await call(sim.sonarr, "GET", "rootfolder")
    assert root["accessible"] is False
    assert "freeSpace" not in root
    newest, installed = await call(sim.sonarr, "GET", "update")
    assert (newest["latest"], installed["installed"]) == (True, True)


async def test_health_names_indexers_that_do_not_search_or_answer(
    sim: Simulation,
) -> None:
    sim.indexers.up = False
    (row,) = await call(sim.radarr, "GET", "health")
    assert row["source"] == "IndexerStatusCheck"
    for indexer in sim.radarr.core.settings.lists["indexer"]:
        indexer["enableAutomaticSearch"] = False
    (row,) = await call(sim.radarr, "GET", "health")
    assert row["source"] == "IndexerSearchCheck"
    sim.radarr.core.settings.lists["downloadclient"][0]["enable"] = False
    sources = [row["source"] for row in await call(sim.radarr, "GET", "health")]
    assert sources == ["DownloadClientCheck", "IndexerSearchCheck"]


async def test_a_webhook_is_called_before_it_is_saved(
    sim: Simulation, app: ArrServer
) -> None:
    (template,) = await call(app, "GET", "notification/schema")
    fields = [{"name": "url", "value": f"{sim.control.url}/clock"}]
    body = {**template, "name": "AutoArr", "onGrab": True, "fields": fields}
    await call(app, "POST", "notification", body, 201)
    (heard,) = sim.control.writes
    assert heard.body == {"eventType": "Test", "instanceName": app.title}

    fields[0]["value"] = f"{sim.control.url}/nowhere"
    (refused,) = await call(app, "POST", "notification", {**body, "name": "B"}, 400)
    assert refused["propertyName"] == "Url"
    fields = [{"name": "url", "value": "http://127.0.0.1:1"}]
    (dead,) = await call(
        app, "POST", "notification", {**body, "name": "C", "fields": fields}, 400
    )
    assert dead["errorMessage"].startswith("Unable to send test message")


async def test_an_app_that_was_restarted_starts_with_an_empty_queue(
    sim: Simulation,
) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    before = (await call(sim.radarr, "GET", "system/status"))["startTime"]
    await sim.radarr.set_up(False)
    await sim.clock.play(120)
    await sim.radarr.set_up(True)
    assert (await call(sim.radarr, "GET", "queue"))["records"] == []
    after = (await call(sim.radarr, "GET", "system/status"))["startTime"]
    assert after > before
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
