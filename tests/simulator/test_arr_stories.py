"""How downloads fare in the simulated Sonarr and Radarr, from grab to library."""

import pytest

from simulator.arr.server import ArrServer
from simulator.http import Fault
from simulator.world import Simulation
from tests.simulator.worlds import (
    FAILED,
    GRABBED,
    IMPORTED,
    call,
    history,
    queue,
    row_of,
)


async def test_a_good_release_ends_in_the_library(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("good", media=media)
    await sim.until(lambda: app.core.counters.imports == 1)
    (row,) = await history(app, IMPORTED, told["download_id"])
    assert row["data"]["importedPath"].startswith("/data/media/")
    assert await queue(app) == []
    assert app.core.counters.blocklistings == 0


async def test_a_bad_release_is_blocked_and_the_next_best_one_is_imported(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("bad_release", media=media)
    await sim.until(lambda: app.core.counters.imports == 1)
    (failed,) = await history(app, FAILED)
    assert failed["downloadId"] == told["download_id"]
    assert failed["data"]["message"].startswith("Aborted, cannot be completed")
    first, second = sorted(await history(app, GRABBED), key=lambda row: row["id"])
    assert first["sourceTitle"] != second["sourceTitle"]
    assert second["data"]["releaseSource"] == "Search"
    blocked = (await call(app, "GET", "blocklist"))["records"]
    assert [row["sourceTitle"] for row in blocked] == [first["sourceTitle"]]
    assert sim.sabnzbd.engine.find(told["download_id"]) is None


async def test_a_season_pack_is_one_download_with_a_row_for_every_episode(
    sim: Simulation,
) -> None:
    told = await sim.scenario("season_pack_bad")
    await sim.until(lambda: bool(sim.sonarr.downloads.tracked))
    rows = await queue(sim.sonarr)
    assert len(rows) > 2
    assert {row["downloadId"] for row in rows} == {told["download_id"]}
    assert len({row["episodeId"] for row in rows}) == len(rows)
    assert len({row["size"] for row in rows}) == 1
    grabbed = await history(sim.sonarr, GRABBED)
    assert len(grabbed) == len(rows)

    await sim.until(lambda: sim.sonarr.core.counters.imports == len(rows), seconds=9000)
    assert sim.sonarr.core.counters.blocklistings == 1
    (block,) = (await call(sim.sonarr, "GET", "blocklist"))["records"]
    assert len(block["episodeIds"]) == len(rows)


async def test_when_every_release_is_bad_the_app_gives_up_after_the_last(
    sim: Simulation,
) -> None:
    await sim.scenario("nothing_left")
    allowed = 5
    await sim.until(
        lambda: (
            sim.radarr.core.counters.failures == allowed
            and sim.radarr.core.counters.searches == allowed + 1
        ),
        seconds=20_000,
    )
    await sim.clock.play(300)
    assert sim.radarr.core.counters.grabs == allowed
    assert await queue(sim.radarr) == []


async def test_without_automatic_redownload_nothing_is_searched_again(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    await sim.scenario("no_redownload", media=media)
    await sim.until(lambda: app.core.counters.failures == 1)
    await sim.clock.play(300)
    assert app.core.counters.searches == 1


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        ("encrypted", "Unpacking failed, archive requires a password"),
        ("repair_failed", "Repair failed, not enough repair blocks"),
        ("damaged_rar", "RAR files failed to verify"),
        ("unwanted_extension", "Aborted, unwanted extension detected"),
        ("script_failed", "Exit(3)"),
    ],
)
async def test_the_apps_repeat_what_sabnzbd_said(
    sim: Simulation, scenario: str, message: str
) -> None:
    told = await sim.scenario(scenario)
    await sim.until(lambda: sim.radarr.core.counters.failures > 0)
    (row,) = await history(sim.radarr, FAILED, told["download_id"])
    assert row["data"]["message"].startswith(message)


async def test_encrypted_volumes_look_like_a_pause_and_nothing_fails(
    sim: Simulation,
) -> None:
    told = await sim.scenario("encrypted_paused")
    await sim.until(
        lambda: any(
            t.item.status == "paused" for t in sim.radarr.downloads.tracked.values()
        )
    )
    (row,) = await queue(sim.radarr)
    assert row["downloadId"] == told["download_id"]
    assert (row["status"], row["trackedDownloadStatus"]) == ("paused", "ok")
    assert "timeleft" not in row
    assert sim.radarr.core.counters.failures == 0


async def test_a_stalled_download_goes_on_saying_that_it_downloads(
    sim: Simulation,
) -> None:
    await sim.scenario("stalled")
    await sim.clock.play(3600)
    (before,) = await queue(sim.radarr)
    await sim.clock.play(1800)
    (after,) = await queue(sim.radarr)
    assert before["status"] == after["status"] == "downloading"
    assert before["sizeleft"] == after["sizeleft"] > 0


@pytest.mark.parametrize(
    ("media", "scenario", "state", "text"),
    [
        ("movie", "import_blocked_by_id", "importBlocked", "matched to movie by ID"),
        ("series", "import_blocked_by_id", "importBlocked", "matched to series by ID"),
        ("movie", "title_mismatch", "importBlocked", "Movie title mismatch"),
        ("series", "title_mismatch", "importBlocked", "Series title mismatch"),
        ("movie", "not_an_upgrade", "importBlocked", "Not an upgrade for existing"),
        ("series", "not_an_upgrade", "importBlocked", "Not an upgrade for existing"),
        ("movie", "sample", "importBlocked", "Sample"),
        ("series", "tba", "importBlocked", "Episode has a TBA title"),
        ("movie", "executable", "importPending", "Caution: Found executable file"),
        ("series", "archive_left", "importPending", "Found archive file, might need"),
        ("movie", "path_mapping", "importPending", "No files found are eligible"),
    ],
)
async def test_a_download_that_cannot_be_imported_stays_and_says_why(
    sim: Simulation, media: str, scenario: str, state: str, text: str
) -> None:
    app = sim.app(media)
    imports = app.core.counters.imports
    told = await sim.scenario(scenario, media=media)
    row = await row_of(sim, app, state)
    if told["media_id"] is not None:
        assert row["downloadId"] == told["download_id"]
    assert (row["status"], row["trackedDownloadStatus"]) == ("completed", "warning")
    words = [
        text
        for message in row["statusMessages"]
        for text in (message["title"], *message["messages"])
    ]
    assert any(text in word for word in words), words
    await sim.clock.play(300)
    assert app.core.counters.imports == imports
    assert app.core.counters.failures == 0


async def test_an_executable_fails_where_the_indexer_says_so(sim: Simulation) -> None:
    await sim.scenario("executable", fail=True)
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    (row,) = await history(sim.radarr, FAILED)
    assert row["data"]["message"] == "Failed download detected"


async def test_a_tba_episode_is_imported_once_its_title_is_known(
    sim: Simulation,
) -> None:
    told = await sim.scenario("tba")
    await row_of(sim, sim.sonarr, "importBlocked")
    body = {"name": "RefreshSeries", "seriesIds": [told["media_id"]]}
    await call(sim.sonarr, "POST", "command", body)
    await sim.until(lambda: sim.sonarr.core.counters.imports == 1)


async def test_a_remote_path_mapping_lets_the_import_go_on(sim: Simulation) -> None:
    told = await sim.scenario("path_mapping")
    await row_of(sim, sim.radarr, "importPending")
    sources = {row["source"] for row in await call(sim.radarr, "GET", "health")}
    assert "RemotePathMappingCheck" in sources
    await call(sim.radarr, "POST", "remotepathmapping", told["mapping"])
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    assert await call(sim.radarr, "GET", "health") == []


async def test_importing_by_hand_ends_a_blocked_download(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("import_blocked_by_id", media=media)
    await row_of(sim, app, "importBlocked")
    (file,) = await call(app, "GET", f"manualimport?downloadId={told['download_id']}")
    assert file["rejections"] == []
    chosen = {"path": file["path"], "downloadId": told["download_id"]}
    if media == "movie":
        chosen["movieId"] = file["movie"]["id"]
    else:
        chosen["seriesId"] = file["series"]["id"]
        chosen["episodeIds"] = [episode["id"] for episode in file["episodes"]]
    body = {"name": "ManualImport", "importMode": "move", "files": [chosen]}
    await call(app, "POST", "command", body)
    await sim.until(lambda: app.core.counters.imports == 1)
    assert await queue(app) == []
    (row,) = await history(app, IMPORTED, told["download_id"])
    assert row["data"]["droppedPath"] == file["path"]


async def test_what_somebody_added_by_hand_fails_without_consequences(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    await sim.scenario("unowned", media=media)
    await sim.until(
        lambda: any(t.messages for t in app.downloads.tracked.values()), seconds=3600
    )
    (row,) = await queue(app)
    assert (row["status"], row["trackedDownloadState"]) == ("failed", "downloading")
    assert "wasn't grabbed by" in row["statusMessages"][0]["messages"][0]
    assert "seriesId" not in row
    assert "movieId" not in row
    assert (await call(app, "GET", "queue"))["records"] == []
    status = await call(app, "GET", "queue/status")
    assert (status["unknownCount"], status["unknownWarnings"]) == (1, True)
    assert app.core.counters.searches == 0


async def test_a_job_outside_the_apps_categories_is_never_seen(
    sim: Simulation,
) -> None:
    await sim.scenario("unowned", category=False)
    await sim.clock.play(300)
    assert await queue(sim.radarr) == []


async def test_a_client_that_is_down_empties_the_queue_and_shows_in_health(
    sim: Simulation,
) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    await sim.scenario("server_down")
    await sim.until(lambda: sim.radarr.downloads.client_error is not None)
    assert await queue(sim.radarr) == []
    sources = [row["source"] for row in await call(sim.radarr, "GET", "health")]
    assert sources == ["DownloadClientCheck", "DownloadClientStatusCheck"]

    await sim.sabnzbd.set_up(True)
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    assert await call(sim.radarr, "GET", "health") == []


@pytest.mark.parametrize(
    "fault", [Fault.HTTP_500, Fault.HTML, Fault.WRONG_SHAPE, Fault.TRUNCATED]
)
async def test_nonsense_from_the_client_counts_as_down(
    sim: Simulation, fault: Fault
) -> None:
    await sim.scenario("server_down", fault=fault.value)
    await sim.until(lambda: sim.radarr.downloads.client_error is not None)
    await sim.sabnzbd.set_fault(Fault.NONE)
    await sim.until(lambda: sim.radarr.downloads.client_error is None)


async def test_a_release_waits_for_a_client_that_is_down(sim: Simulation) -> None:
    await sim.scenario("server_down")
    told = await sim.scenario("good")
    assert told["download_id"] is None
    (row,) = await queue(sim.radarr)
    assert row["status"] == "downloadClientUnavailable"
    assert "downloadId" not in row
    await sim.sabnzbd.set_up(True)
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)


async def test_a_delay_profile_holds_a_fresh_release_until_it_may_go(
    sim: Simulation,
) -> None:
    await sim.scenario("delay", minutes=120)
    (row,) = await queue(sim.radarr)
    assert row["status"] == "delay"
    assert row["timeleft"].startswith("01:5")
    await sim.clock.play(3600)
    assert sim.radarr.core.counters.grabs == 0
    await sim.until(lambda: sim.radarr.core.counters.imports == 1, seconds=9000)


async def test_a_full_library_disk_blocks_the_import_until_there_is_room(
    sim: Simulation,
) -> None:
    await sim.scenario("disk_full", where="import")
    row = await row_of(sim, sim.radarr, "importBlocked")
    assert row["statusMessages"][1]["messages"] == ["Not enough free space"]
    await sim.scenario("disk_full", free=True)
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)


async def test_a_full_download_disk_pauses_everything(sim: Simulation) -> None:
    await sim.scenario("disk_full")
    await sim.until(
        lambda: any(
            t.item.status == "paused" for t in sim.radarr.downloads.tracked.values()
        )
    )
    assert sim.radarr.core.counters.failures == 0


async def test_a_disk_that_is_full_while_unpacking_costs_the_app_a_good_release(
    sim: Simulation,
) -> None:
    told = await sim.scenario("disk_full", where="unpack")
    await sim.until(lambda: sim.radarr.core.counters.failures == 1)
    (row,) = await history(sim.radarr, FAILED, told["download_id"])
    assert row["data"]["message"] == "Unpacking failed, disk full"
    assert len(sim.radarr.history.blocked) == 1


async def test_many_downloads_fail_for_one_cause(sim: Simulation) -> None:
    told = await sim.scenario("mass_failure", count=4, fate="repair_failed")
    assert len(told["download_ids"]) == 4
    await sim.until(lambda: sim.radarr.core.counters.failures >= 4, seconds=20_000)
    assert {row["title"] for row in await queue(sim.radarr)} != set()


async def test_what_failed_alike_comes_through_again_once_the_world_is_well(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    await sim.scenario("mass_failure", media=media, count=2, redownload=False)
    await sim.until(lambda: app.core.counters.failures == 2)
    await sim.clock.play(300)
    assert app.core.counters.searches == 2
    assert len(app.history.blocked) == 2

    assert (await sim.scenario("mass_failure", well=True))["well"]
    app.history.blocked.clear()
    failed = {row["sourceTitle"] for row in await history(app, FAILED)}
    for release in failed:
        target = app.core.library.recognise(release)
        assert target is not None
        app.search_again(target)
    await sim.until(lambda: app.core.counters.imports == 2)
    assert {row["sourceTitle"] for row in await history(app, IMPORTED)} == failed


async def test_a_download_under_way_comes_through_when_the_world_gets_well(
    sim: Simulation,
) -> None:
    await sim.scenario("mass_failure", count=1)
    await sim.scenario("mass_failure", well=True)
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    assert sim.radarr.core.counters.failures == 0


async def test_old_failures_are_history_and_set_nothing_in_motion(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("old_failures", media=media, count=30)
    assert len(told["download_ids"]) == 30
    await sim.clock.play(300)
    assert len(await history(app, FAILED)) == 30
    assert app.core.counters.searches == 0
    assert await queue(app) == []
    failed = [row for row in sim.sabnzbd.engine.rows if row.fail_message]
    assert len(failed) == 30


async def test_a_provider_that_is_down_lets_nothing_arrive(sim: Simulation) -> None:
    await sim.scenario("provider_down")
    await sim.scenario("good")
    await sim.clock.play(3600)
    assert sim.radarr.core.counters.imports == 0
    await sim.scenario("provider_down", how="none")
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)


async def test_a_retried_job_has_a_new_id_and_is_imported_by_its_name(
    sim: Simulation,
) -> None:
    for row in sim.radarr.core.settings.lists["downloadclient"]:
        row["removeFailedDownloads"] = False
    sim.radarr.core.settings.config["downloadclient"]["autoRedownloadFailed"] = False
    told = await sim.scenario("disk_full", where="unpack")
    await sim.until(lambda: sim.radarr.core.counters.failures == 1)
    new = sim.sabnzbd.engine.retry(told["download_id"])
    assert new != told["download_id"]
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    (imported,) = await history(sim.radarr, IMPORTED)
    assert imported["downloadId"] == new
