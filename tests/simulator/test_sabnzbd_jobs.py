"""Jobs of the simulated SABnzbd: from upload to the end, whatever their fate."""

from collections.abc import AsyncIterator

import pytest

from simulator.nzb import Fate
from simulator.sabnzbd import Outage, Status
from tests.simulator.sabnzbd import GIGABYTE, Sab, post, running

NOT_COMPLETE = "https://sabnzbd.org/not-complete"


@pytest.fixture
async def sab(loopback: None) -> AsyncIterator[Sab]:
    """Return a SABnzbd 5.1.3."""
    async with running() as sab:
        yield sab


@pytest.fixture
async def old(loopback: None) -> AsyncIterator[Sab]:
    """Return a SABnzbd 3.7.1."""
    async with running("3.7.1") as sab:
        yield sab


async def test_a_good_job_is_downloaded_unpacked_and_settled(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(), cat="tv")
    slot = await sab.slot(nzo_id)
    assert (slot["status"], slot["cat"], slot["priority"]) == (
        "Downloading",
        "tv",
        "Normal",
    )
    row = await sab.end(nzo_id)
    name = "Some.Show.S01E01.1080p.WEB.h264-GRP"
    assert (row["status"], row["fail_message"]) == ("Completed", "")
    assert row["storage"] == f"/downloads/complete/tv/{name}/{name}.mkv"
    assert row["bytes"] == GIGABYTE
    assert row["download_time"] == GIGABYTE // 25_000_000
    assert sab.server.engine.disk.list(row["storage"]) == (f"{name}.mkv",)


async def test_a_row_is_final_in_status_before_it_has_a_storage(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    seen = set()
    for _ in range(600):
        sab.clock.advance(0.2)
        if row := await sab.row(nzo_id):
            seen.add((row["status"], row["loaded"], bool(row["storage"])))
    assert ("Completed", True, False) in seen
    assert ("Completed", False, True) in seen
    assert {"QuickCheck", "Extracting", "Moving"} <= {status for status, _, _ in seen}


@pytest.mark.parametrize(
    ("fate", "message", "folder"),
    [
        (
            Fate.MISSING_ARTICLES,
            f"Aborted, cannot be completed - {NOT_COMPLETE}",
            "/downloads/incomplete/",
        ),
        (
            Fate.MISSING_FILES,
            f"Aborted, cannot be completed - {NOT_COMPLETE}",
            "/downloads/incomplete/",
        ),
        (
            Fate.REPAIR_FAILED,
            "Repair failed, not enough repair blocks (7 short)",
            "/downloads/incomplete/",
        ),
        (Fate.DAMAGED_RAR, "RAR files failed to verify", "/downloads/incomplete/"),
        (
            Fate.ENCRYPTED_SINGLE,
            "Unpacking failed, archive requires a password",
            "/downloads/complete/_FAILED_",
        ),
        (
            Fate.PASSWORD,
            "Unpacking failed, archive requires a password",
            "/downloads/complete/_FAILED_",
        ),
        (
            Fate.UNWANTED_EXTENSION,
            "Aborted, unwanted extension detected",
            "/downloads/incomplete/",
        ),
        (
            Fate.DISK_FULL_UNPACK,
            "Unpacking failed, disk full",
            "/downloads/complete/_FAILED_",
        ),
        (
            Fate.SCRIPT_FAILS,
            "Exit(3): the library could not be told ",
            "/downloads/complete/",
        ),
    ],
)
async def test_a_bad_job_fails_with_the_words_of_the_real_server(
    sab: Sab, fate: Fate, message: str, folder: str
) -> None:
    [nzo_id] = await sab.add(post(fate=fate, password="open"))
    row = await sab.end(nzo_id)
    assert (row["status"], row["fail_message"]) == ("Failed", message)
    assert row["storage"].startswith(folder)
    assert row["retry"] is True


async def test_version_3_says_some_failures_in_its_own_words(old: Sab) -> None:
    [full] = await old.add(post("A", fate=Fate.DISK_FULL_UNPACK))
    [script] = await old.add(post("B", fate=Fate.SCRIPT_FAILS))
    row = await old.end(full)
    assert row["fail_message"] == "Unpacking failed, write error or disk is full?"
    assert row["retry"] == 1
    assert "archive" not in row
    assert full.startswith("SABnzbd_nzo_")
    row = await old.end(script)
    assert row["fail_message"] == "Script exit code is 3"
    assert row["script_line"] == "the library could not be told"


@pytest.mark.parametrize("fate", [Fate.EXECUTABLE, Fate.SAMPLE, Fate.ARCHIVE_LEFT])
async def test_what_sabnzbd_cannot_see_completes(sab: Sab, fate: Fate) -> None:
    [nzo_id] = await sab.add(post(fate=fate, files=("movie.exe", "readme.nfo")))
    row = await sab.end(nzo_id)
    assert row["status"] == "Completed"
    assert sab.server.engine.disk.list(row["storage"]) == ("movie.exe", "readme.nfo")


async def test_a_damaged_job_goes_back_for_repair_blocks(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.REPAIRED))
    queued, seen = set(), set()
    for _ in range(400):
        sab.clock.advance(0.5)
        if slot := await sab.slot(nzo_id):
            queued.add((slot["status"], slot["priority"]))
        elif row := await sab.row(nzo_id):
            seen.add(row["status"])
    assert ("Fetching", "Repair") in queued
    assert {"Verifying", "Repairing", "Extracting", "Completed"} <= seen


async def test_an_encrypted_job_of_several_volumes_only_pauses(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.ENCRYPTED))
    sab.clock.advance(600)
    slot = await sab.slot(nzo_id)
    assert (slot["status"], slot["labels"]) == ("Paused", ["ENCRYPTED"])
    assert (await sab.queue())["status"] == "Idle"
    warning = (await sab.get("warnings"))["warnings"][-1]["text"]
    assert warning.startswith("Paused job")
    assert "encrypted RAR file" in warning
    await sab.get("queue", name="resume", value=nzo_id)
    row = await sab.end(nzo_id)
    assert row["fail_message"] == "Unpacking failed, archive requires a password"


async def test_encryption_aborts_or_is_ignored_where_users_want_that(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="pause_on_pwrar", value=2)
    [first] = await sab.add(post("A", fate=Fate.ENCRYPTED))
    assert (await sab.end(first))["fail_message"] == "Aborted, encryption detected"
    await sab.get("set_config", section="misc", keyword="pause_on_pwrar", value=0)
    [second] = await sab.add(post("B", fate=Fate.ENCRYPTED))
    assert "requires a password" in (await sab.end(second))["fail_message"]


async def test_unwanted_extensions_pause_or_pass_where_users_want_that(
    sab: Sab,
) -> None:
    setting = {"section": "misc", "keyword": "action_on_unwanted_extensions"}
    await sab.get("set_config", **setting, value=1)
    [first] = await sab.add(post("A", fate=Fate.UNWANTED_EXTENSION))
    sab.clock.advance(600)
    slot = await sab.slot(first)
    assert (slot["status"], slot["labels"]) == ("Paused", ["UNWANTED"])
    await sab.get("set_config", **setting, value=0)
    [second] = await sab.add(post("B", fate=Fate.UNWANTED_EXTENSION))
    assert (await sab.end(second))["status"] == "Completed"


async def test_damage_passes_for_complete_without_safe_postproc(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="safe_postproc", value=0)
    [nzo_id] = await sab.add(post("A.Film.2024-GRP", fate=Fate.DAMAGED_RAR))
    row = await sab.end(nzo_id)
    assert (row["status"], row["fail_message"]) == ("Completed", "")
    assert row["storage"].endswith(".rar")
    said = [line for stage in row["stage_log"] for line in stage["actions"]]
    assert any("Corrupt RAR file" in line for line in said)


async def test_hopeless_jobs_go_on_where_users_want_that(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="fail_hopeless_jobs", value=0)
    [some] = await sab.add(post("A", fate=Fate.MISSING_ARTICLES))
    [whole] = await sab.add(post("B", fate=Fate.MISSING_FILES))
    assert (await sab.end(some))["fail_message"] == "RAR files failed to verify"
    gone = (await sab.end(whole))["fail_message"]
    assert gone == f"Download failed - Not on your server(s) - {NOT_COMPLETE}"


async def test_missing_articles_are_counted_while_they_are_missed(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.MISSING_ARTICLES))
    sab.clock.advance(8)
    slot = await sab.slot(nzo_id)
    assert float(slot["mbmissing"]) > 50


async def test_a_stalled_job_says_downloading_and_lets_others_pass(sab: Sab) -> None:
    [stalled] = await sab.add(post("A", fate=Fate.STALLED))
    [other] = await sab.add(post("B"))
    assert (await sab.end(other))["status"] == "Completed"
    before = (await sab.slot(stalled))["mbleft"]
    sab.clock.advance(86_400)
    slot = await sab.slot(stalled)
    assert (slot["status"], slot["mbleft"]) == ("Downloading", before)
    queue = await sab.queue()
    assert (queue["status"], queue["kbpersec"]) == ("Idle", "0.00")


async def test_one_job_after_the_other_by_priority(sab: Sab) -> None:
    [low] = await sab.add(post("A"), priority=-1)
    [normal] = await sab.add(post("B"))
    [forced] = await sab.add(post("C"), priority=2)
    slots = (await sab.queue())["slots"]
    assert [slot["nzo_id"] for slot in slots] == [forced, normal, low]
    assert [slot["priority"] for slot in slots] == ["Force", "Normal", "Low"]
    sab.clock.advance(20)
    slots = (await sab.queue())["slots"]
    assert [float(slot["percentage"]) > 0 for slot in slots] == [True, False, False]
    assert {slot["status"] for slot in slots} == {"Downloading"}


async def test_times_left_add_up_along_the_queue(sab: Sab) -> None:
    await sab.add(post("A"))
    await sab.add(post("B"))
    queue = await sab.queue()
    assert [slot["timeleft"] for slot in queue["slots"]] == ["0:00:39", "0:01:19"]
    assert queue["timeleft"] == "0:01:19"
    assert queue["speed"] == "23.8 M"


async def test_a_jump_of_the_clock_tells_the_same_story_as_waiting(
    loopback: None,
) -> None:
    ends = []
    for step in (3600.0, 1.0):
        async with running() as sab:
            born = sab.clock.time()
            ids = [(await sab.add(post(name)))[0] for name in "ABC"]
            for _ in range(int(3600 / step)):
                sab.clock.advance(step)
                sab.server.engine.catch_up()
            rows = [await sab.row(nzo_id) for nzo_id in ids]
            ends.append([round(row["completed"] - born, -1) for row in rows])
    assert ends[0] == ends[1]


async def test_nothing_moves_while_the_process_is_off(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    sab.clock.advance(10)
    await sab.server.set_up(up=False)
    sab.clock.advance(3600)
    await sab.server.set_up(up=True)
    assert 20 <= int((await sab.slot(nzo_id))["percentage"]) <= 30
    assert (await sab.end(nzo_id))["status"] == "Completed"


async def test_a_full_disk_pauses_all_and_looks_like_a_users_pause(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    sab.server.engine.set_disk_free(100_000_000)
    sab.clock.advance(5)
    queue = await sab.queue()
    assert (queue["paused"], queue["status"]) == (True, "Paused")
    assert (await sab.slot(nzo_id))["status"] == "Queued"
    warnings = (await sab.get("warnings"))["warnings"]
    assert [w["text"] for w in warnings] == ["Too little diskspace forcing PAUSE"]
    await sab.get("resume")
    assert (await sab.queue())["paused"] is True
    sab.server.engine.set_disk_free(1e12)
    assert (await sab.queue())["paused"] is True
    await sab.get("resume")
    assert (await sab.end(nzo_id))["status"] == "Completed"


async def test_a_full_disk_heals_itself_where_users_want_that(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="fulldisk_autoresume", value=1)
    await sab.add(post())
    sab.server.engine.set_disk_free(0)
    assert (await sab.queue())["paused"] is True
    sab.server.engine.set_disk_free(1e12)
    assert (await sab.queue())["paused"] is False


async def test_a_spent_quota_pauses_all(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="quota_size", value="500M")
    [nzo_id] = await sab.add(post())
    sab.clock.advance(600)
    [second] = await sab.add(post("B"))
    queue = await sab.queue()
    assert (queue["paused"], queue["have_quota"]) == (True, True)
    assert (queue["quota"], queue["left_quota"]) == ("500.0 MB", "0 B")
    assert "Quota" in (await sab.get("warnings"))["warnings"][-1]["text"]
    assert await sab.row(nzo_id) is not None
    assert await sab.slot(second) is not None


async def test_a_stuck_news_server_gives_no_sign_at_first(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    sab.server.engine.provider_down(True, Outage.STUCK)
    sab.clock.advance(10)
    queue = await sab.queue()
    assert (queue["status"], queue["slots"][0]["status"]) == ("Idle", "Downloading")
    server = (await sab.get("fullstatus", skip_dashboard=1))["status"]["servers"][0]
    assert (server["serverwarning"], server["servererror"]) == ("", "")
    sab.clock.advance(30)
    server = (await sab.get("fullstatus", skip_dashboard=1))["status"]["servers"][0]
    assert server["serverwarning"] == "Timed out"
    assert (await sab.get("warnings"))["warnings"] == []
    sab.server.engine.provider_down(False)
    assert (await sab.end(nzo_id))["status"] == "Completed"


async def test_a_rejected_login_switches_the_news_server_off(sab: Sab) -> None:
    await sab.add(post())
    sab.server.engine.provider_down(True, Outage.LOGIN)
    sab.clock.advance(5)
    status = (await sab.get("fullstatus", skip_dashboard=1))["status"]
    server = status["servers"][0]
    assert server["serveractive"] is False
    assert "481 wrong user name or password" in server["servererror"]
    assert "reported: 481" in status["warnings"][0]["text"]
    await sab.get("status", name="unblock_server", value=server["servername"])
    status = (await sab.get("fullstatus", skip_dashboard=1))["status"]
    assert status["servers"][0]["serveractive"] is True


@pytest.mark.parametrize("how", [Outage.REFUSED, Outage.TOO_MANY, Outage.LOGIN])
async def test_version_3_tells_of_a_dead_news_server_in_other_places(
    old: Sab, how: Outage
) -> None:
    await old.add(post())
    old.server.engine.provider_down(True, how)
    old.clock.advance(15)
    status = (await old.get("fullstatus", skip_dashboard=1))["status"]
    server = status["servers"][0]
    told = {
        Outage.REFUSED: (server["serveractiveconn"], "timed out", []),
        Outage.TOO_MANY: (
            server["servererror"],
            "Too many connections to server  [502 Too many connections]",
            ["WARNING"],
        ),
        Outage.LOGIN: (
            server["servererror"],
            "Failed login for server  [481 wrong user name or password]",
            ["ERROR"],
        ),
    }
    said, expected, kinds = told[how]
    assert said == expected
    assert [warning["type"] for warning in status["warnings"]] == kinds


@pytest.mark.parametrize(
    ("how", "text"), [(Outage.REFUSED, "refused"), (Outage.TOO_MANY, "502")]
)
async def test_a_dead_news_server_is_warned_of(
    sab: Sab, how: Outage, text: str
) -> None:
    await sab.add(post())
    sab.server.engine.provider_down(True, how)
    sab.clock.advance(20)
    status = (await sab.get("fullstatus", skip_dashboard=1))["status"]
    server = status["servers"][0]
    assert text in server["serverwarning"] + server["servererror"]
    assert text in status["warnings"][-1]["text"]


async def test_jobs_wait_for_propagation_and_checks_where_users_want_that(
    sab: Sab,
) -> None:
    await sab.get("set_config", section="misc", keyword="propagation_delay", value=10)
    [fresh] = await sab.add(post("A", age_days=0))
    slot = await sab.slot(fresh)
    assert (slot["status"], slot["labels"]) == ("Propagating", ["PROPAGATING 9 min"])
    sab.clock.advance(605)
    assert (await sab.slot(fresh))["status"] == "Downloading"
    await sab.get("set_config", section="misc", keyword="pre_check", value=1)
    [good] = await sab.add(post("B"))
    [bad] = await sab.add(post("C", fate=Fate.MISSING_ARTICLES))
    assert (await sab.slot(bad))["status"] == "Checking"
    assert (await sab.end(bad))["fail_message"].startswith("Aborted, cannot be")
    assert (await sab.end(good))["status"] == "Completed"


async def test_downloads_pause_while_others_are_unpacked_where_users_want_that(
    sab: Sab,
) -> None:
    await sab.get(
        "set_config", section="misc", keyword="pause_on_post_processing", value=1
    )
    await sab.add(post("A"))
    [second] = await sab.add(post("B"))
    sab.clock.advance(42)
    assert (await sab.queue())["kbpersec"] == "0.00"
    assert (await sab.end(second))["status"] == "Completed"


async def test_old_rows_can_be_written_into_the_history(sab: Sab) -> None:
    then = sab.clock.time() - 86_400
    old_id = sab.server.engine.record(post("Old"), category="tv", completed=then)
    done_id = sab.server.engine.record(
        post("Done"), status=Status.COMPLETED, completed=then - 5, nzo_id="given-id"
    )
    rows = (await sab.get("history"))["history"]["slots"]
    assert [row["nzo_id"] for row in rows] == [old_id, done_id]
    assert rows[0]["completed"] == int(then)
    assert (rows[0]["retry"], rows[1]["retry"]) == (True, False)
    assert rows[1]["storage"] == "/downloads/complete/Done/Done.mkv"


async def test_ids_are_the_same_for_the_same_seed(loopback: None) -> None:
    ids = []
    for _ in range(2):
        async with running() as sab:
            ids.append(await sab.add(post()))
    assert ids[0] == ids[1]
    assert len(ids[0][0]) == 36
