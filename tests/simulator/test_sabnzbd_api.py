"""The API of the simulated SABnzbd: keys, modes, and what each one answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
import pytest

from simulator.http import Fault
from simulator.nzb import Fate, write_nzb
from tests.simulator.sabnzbd import KEY, Sab, post, running

NZB_KEY = KEY[::-1]


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


# -- who may ask -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (None, "API Key Required"),
        ("x", "API Key Incorrect"),
        (NZB_KEY, "API Key Incorrect"),
    ],
)
@pytest.mark.parametrize("output", ["json", "xml"])
async def test_a_wrong_key_is_refused_as_text_and_warned_of(
    sab: Sab, key: str | None, text: str, output: str
) -> None:
    reply = await sab.raw(mode="queue", key=key, output=output)
    assert (reply.status, reply.text) == (403, text)
    assert reply.type == "text/html; charset=utf-8"
    warnings = (await sab.get("warnings"))["warnings"]
    assert "API key" in warnings[-1]["text"]
    assert "127.0.0.1 [Python/" in warnings[-1]["text"]


async def test_refusals_are_silent_where_users_want_that(sab: Sab) -> None:
    protected = await sab.get(
        "set_config", section="misc", keyword="api_warnings", value=0
    )
    assert protected == {"config": {"misc": {"api_warnings": 1}}}
    sab.server.settings.put("api_warnings", 0)
    reply = await sab.raw(mode="queue", key="x")
    assert (reply.status, reply.text) == (403, "")
    assert (await sab.get("warnings"))["warnings"] == []


async def test_a_key_in_a_header_is_not_read_and_in_a_form_it_is(sab: Sab) -> None:
    url = f"{sab.server.url}/api"
    headers = {"X-Api-Key": KEY}
    async with sab.session.get(f"{url}?mode=queue", headers=headers) as reply:
        assert reply.status == 403
    form = {"mode": "queue", "output": "json", "apikey": KEY}
    async with sab.session.post(url, data=form) as reply:
        assert "queue" in await reply.json()


async def test_the_nzb_key_only_adds(sab: Sab) -> None:
    added = await sab.upload(post(), apikey=NZB_KEY)
    assert added["status"] is True


async def test_version_and_auth_need_no_key(sab: Sab) -> None:
    assert (await sab.raw(mode="version", key=None, output="json")).text == (
        '{"version":"5.1.3"}'
    )
    kinds = {
        key: (await sab.get("auth", **({"key": key} if key else {})))["auth"]
        for key in ("", KEY, NZB_KEY, "nonsense")
    }
    assert kinds == {
        "": "apikey",
        KEY: "apikey",
        NZB_KEY: "nzbkey",
        "nonsense": "badkey",
    }
    assert (await sab.get("warnings"))["warnings"] == []


@pytest.mark.parametrize("host", ["sabnzbd:8080", "sab.example.org"])
async def test_an_unlisted_host_is_refused_even_for_the_version(
    sab: Sab, host: str
) -> None:
    reply = await sab.raw(mode="version", host=host)
    assert reply.status == 403
    assert reply.text == (
        "Access denied - Hostname verification failed: "
        "https://sabnzbd.org/hostname-check"
    )
    warnings = (await sab.get("warnings"))["warnings"]
    assert "Refused connection with hostname" in warnings[-1]["text"]
    await sab.get(
        "set_config",
        section="misc",
        keyword="host_whitelist",
        value="sabnzbd, sab.example.org",
    )
    assert (await sab.raw(mode="version", host=host)).status == 200


@pytest.mark.parametrize("host", ["nas.local", "localhost", "192.0.2.1:8080", "[::1]"])
async def test_addresses_and_local_names_are_let_in(sab: Sab, host: str) -> None:
    assert (await sab.raw(mode="version", host=host)).status == 200


async def test_any_host_is_let_in_where_a_login_is_asked_for(sab: Sab) -> None:
    for keyword in ("username", "password"):
        await sab.get("set_config", section="misc", keyword=keyword, value="x")
    assert (await sab.raw(mode="version", host="sabnzbd")).status == 200


async def test_the_base_path_is_a_second_door(old: Sab) -> None:
    for path in ("/api", "/sabnzbd/api"):
        assert (await old.raw(mode="queue", output="json", path=path)).status == 200
    reply = await old.raw(mode="version", path="/elsewhere/api")
    assert (reply.status, reply.type) == (404, "text/html; charset=utf-8")
    page = await old.raw(path="/sabnzbd/")
    assert (page.status, "SABnzbd" in page.text) == (200, True)


async def test_a_new_version_has_no_base_path(sab: Sab) -> None:
    assert (await sab.raw(mode="version", path="/sabnzbd/api")).status == 404


async def test_what_comes_out_without_json_depends_on_the_version(
    sab: Sab, old: Sab
) -> None:
    assert (await sab.raw(mode="pause")).text == '{"status":true}'
    assert (await old.raw(mode="pause")).text == "ok\n"
    assert (await old.raw(mode="nonsense")).text == "error: not implemented\n"
    odd = await old.raw(mode="warnings", output="nonsense")
    assert (odd.type, odd.text) == ("text/plain; charset=utf-8", "[]\n")
    kind = (await sab.raw(mode="warnings", output="nonsense")).type
    assert kind == "application/json;charset=UTF-8"


async def test_faults_and_wrong_keys_come_from_outside(sab: Sab) -> None:
    await sab.server.set_fault(Fault.WRONG_KEY)
    assert (await sab.raw(mode="queue")).text == "API Key Incorrect"
    await sab.server.set_fault(Fault.NONE)
    assert (await sab.raw(mode="queue")).status == 200


async def test_the_log_knows_reads_from_writes_and_keeps_no_key(sab: Sab) -> None:
    await sab.get("queue")
    await sab.get("queue", name="nonsense")
    await sab.get("queue", name="pause", value="x")
    await sab.get("pause")
    await sab.add(post())
    modes = [request.params["mode"] for request in sab.server.writes]
    assert modes == ["queue", "pause", "addfile"]
    assert KEY not in str(sab.server.requests)


# -- adding ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"nonsense",
        b"",
        b"<html></html>",
        b'<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"></nzb>',
        write_nzb(post(fate=Fate.FETCH_404)),
    ],
)
async def test_what_is_no_nzb_is_not_added(sab: Sab, body: bytes) -> None:
    assert await sab.upload(body) == {"status": False, "nzo_ids": []}
    assert (await sab.queue())["slots"] == []
    assert (await sab.get("history"))["history"]["slots"] == []


async def test_adding_needs_something_to_add(sab: Sab) -> None:
    missing = {"status": False, "error": "expects one parameter"}
    for mode in ("addfile", "addurl", "addlocalfile"):
        assert await sab.get(mode) == missing
    nowhere = await sab.get("addlocalfile", name="/nowhere.nzb")
    assert nowhere == {"status": False, "error": "file does not exist"}


async def test_a_job_takes_name_password_and_category(sab: Sab) -> None:
    [nzo_id] = await sab.add(
        post(), nzbname="Mine{{secret}}", cat="Movies", script="x.py"
    )
    slot = await sab.slot(nzo_id)
    assert (slot["filename"], slot["password"]) == ("Mine", "secret")
    assert (slot["cat"], slot["script"]) == ("movies", "x.py")
    [other] = await sab.add(post("B"), cat="unheard of", priority=-2)
    slot = await sab.slot(other)
    assert (slot["cat"], slot["status"]) == ("*", "Paused")


@pytest.mark.parametrize(
    ("no_dupes", "status", "labels"),
    [
        (0, "Downloading", []),
        (2, "Paused", ["DUPLICATE"]),
        (4, "Downloading", ["DUPLICATE"]),
    ],
)
async def test_duplicates_are_treated_as_users_want(
    sab: Sab, no_dupes: int, status: str, labels: list[str]
) -> None:
    await sab.get("set_config", section="misc", keyword="no_dupes", value=no_dupes)
    await sab.add(post())
    [nzo_id] = await sab.add(post())
    slot = await sab.slot(nzo_id)
    assert (slot["status"], slot["labels"]) == (status, labels)


async def test_duplicates_are_discarded_or_fail_where_users_want_that(
    sab: Sab,
) -> None:
    await sab.get("set_config", section="misc", keyword="no_dupes", value=1)
    [first] = await sab.add(post())
    await sab.end(first)
    assert await sab.upload(post()) == {"status": False, "nzo_ids": []}
    await sab.get("set_config", section="misc", keyword="no_dupes", value=3)
    [second] = await sab.add(post())
    row = await sab.end(second)
    assert (row["fail_message"], row["retry"]) == ("Duplicate NZB", True)
    assert row["stage_log"] == []
    again = (await sab.get("retry", value=second))["nzo_id"]
    assert (await sab.end(again))["status"] == "Completed"


async def test_the_same_episode_counts_as_duplicate_where_users_want_that(
    sab: Sab, old: Sab
) -> None:
    await sab.get("set_config", section="misc", keyword="no_smart_dupes", value=2)
    await sab.add(post("Show.S01E01.720p"))
    [nzo_id] = await sab.add(post("Show.S01E01.1080p"))
    assert (await sab.slot(nzo_id))["labels"] == ["DUPLICATE"]
    [film] = await sab.add(post("A.Film.2024.720p"))
    assert (await sab.slot(film))["labels"] == []
    await old.get("set_config", section="misc", keyword="no_dupes", value=4)
    await old.add(post())
    await old.add(post())
    warning = (await old.get("warnings"))["warnings"][-1]["text"]
    assert warning.startswith("Duplicate NZB: ")


async def test_a_huge_job_is_held_back_where_users_want_that(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="size_limit", value="500M")
    [nzo_id] = await sab.add(post())
    slot = await sab.slot(nzo_id)
    assert (slot["status"], slot["priority"]) == ("Paused", "Low")
    assert slot["labels"] == ["TOO LARGE"]


# -- fetching by URL -------------------------------------------------------------------


@asynccontextmanager
async def indexer(**answers: tuple[int, bytes]) -> AsyncIterator[str]:
    """Serve NZBs by name; yields the root URL."""

    async def answer(request: web.Request) -> web.Response:
        status, body = answers[request.match_info["name"].removesuffix(".nzb")]
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_get("/{name}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def settled(sab: Sab, nzo_id: str) -> Any:
    """Wait until a fetch has an answer; return its slot or row."""
    for _ in range(100):
        slot = await sab.slot(nzo_id)
        if slot is None:
            return await sab.row(nzo_id)
        if slot["status"] != "Grabbing" or slot["labels"]:
            return slot
        await asyncio.sleep(0.01)
    raise AssertionError("no answer")


async def test_a_fetched_nzb_keeps_the_id_of_the_fetch(sab: Sab) -> None:
    async with indexer(good=(200, write_nzb(post("Fetched")))) as url:
        answer = await sab.get("addurl", name=f"{url}/good.nzb", cat="tv")
        [nzo_id] = answer["nzo_ids"]
        slot = await settled(sab, nzo_id)
        assert (slot["filename"], slot["cat"]) == ("good", "tv")
        row = await sab.end(nzo_id)
        assert (row["status"], row["url"]) == ("Completed", f"{url}/good.nzb")


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (404, b"", "File not on server"),
        (401, b"", "Unauthorized access"),
        (410, b"", "Server could not complete request"),
        (200, b"<html></html>", "Empty NZB file x.nzb"),
    ],
)
async def test_a_fetch_that_is_refused_ends_in_the_history(
    sab: Sab, status: int, body: bytes, why: str
) -> None:
    async with indexer(x=(status, body)) as url:
        answer = await sab.get("addurl", name=f"{url}/x.nzb", nzbname="Mine")
        [nzo_id] = answer["nzo_ids"]
        row = await settled(sab, nzo_id)
        assert row["fail_message"] == f"URL Fetching failed; {why}"
        assert row["name"] == f"Mine - {url}/x.nzb"
        assert (row["report"], row["retry"], row["md5sum"]) == ("future", True, None)
        new = (await sab.get("retry", value=nzo_id))["nzo_id"]
        assert new != nzo_id
        assert (await settled(sab, new))["status"] == "Failed"


async def test_a_server_that_is_down_is_asked_again_and_given_up_in_the_end(
    sab: Sab, old: Sab
) -> None:
    await sab.get("set_config", section="misc", keyword="max_url_retries", value=2)
    async with indexer(x=(503, b"")) as url:
        [nzo_id] = (await sab.get("addurl", name=f"{url}/x.nzb"))["nzo_ids"]
        slot = await settled(sab, nzo_id)
        assert (slot["status"], slot["mb"]) == ("Grabbing", "0.00")
        assert slot["labels"][0].startswith("WAIT 5")
        assert slot["filename"] == f"Trying to fetch NZB from {url}/x.nzb"
        assert (slot["cat"], slot["priority"]) == ("None", "Normal")
        for _ in range(2):
            sab.clock.advance(61)
            await asyncio.sleep(0.1)
        row = await sab.row(nzo_id)
        assert row["fail_message"] == "URL Fetching failed; Maximum retries"
    [nzo_id] = (await old.get("addurl", name="http://127.0.0.1:9/x.nzb"))["nzo_ids"]
    slot = await settled(old, nzo_id)
    assert (slot["priority"], slot["cat"]) == (0, "None")
    await old.get("queue", name="delete", value=nzo_id)
    old.clock.advance(61)
    await asyncio.sleep(0.1)
    assert await old.row(nzo_id) is None


# -- the queue -------------------------------------------------------------------------


async def test_unknown_jobs_get_the_odd_answers_of_the_real_server(sab: Sab) -> None:
    ask = {"name": "pause", "value": "nonsense"}
    assert await sab.get("queue", **ask) == {"status": True, "nzo_ids": ["nonsense"]}
    ask["name"] = "resume"
    assert await sab.get("queue", **ask) == {"status": True, "nzo_ids": ["nonsense"]}
    ask["name"] = "delete"
    assert await sab.get("queue", **ask) == {"status": False, "nzo_ids": []}
    ask["name"] = "priority"
    assert await sab.get("queue", **ask, value2=1) == {"position": -1}
    ask["name"] = "rename"
    assert await sab.get("queue", **ask, value2="x") == {"status": False}
    assert "queue" in await sab.get("queue", name="nonsense")
    switched = await sab.get("switch", value="x", value2="y")
    assert switched == {"result": {"position": -1, "priority": 0}}
    assert await sab.get("change_cat", value="x", value2="tv") == {"status": False}
    assert await sab.get("get_files", value="x") == {"files": []}


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("queue", "delete"),
        ("queue", "pause"),
        ("queue", "resume"),
        ("history", "delete"),
        ("history", "mark_as_completed"),
    ],
)
async def test_actions_need_a_value(sab: Sab, mode: str, name: str) -> None:
    answer = await sab.get(mode, name=name)
    assert answer == {"status": False, "error": "expects one parameter"}


async def test_actions_on_pairs_need_two_values(sab: Sab) -> None:
    wrong = {"status": False, "error": "expects two parameters"}
    assert await sab.get("queue", name="priority", value="x") == wrong
    assert await sab.get("queue", name="rename", value="x") == wrong
    assert await sab.get("switch", value="x") == wrong
    [nzo_id] = await sab.add(post())
    odd = await sab.get("queue", name="priority", value=nzo_id, value2=55)
    assert odd == {"position": -1}


async def test_jobs_can_be_paused_renamed_moved_and_deleted(sab: Sab) -> None:
    ids = [(await sab.add(post(name), cat="tv"))[0] for name in "ABC"]
    await sab.get("queue", name="pause", value=",".join(ids[:2]))
    queue = await sab.queue()
    assert [slot["status"] for slot in queue["slots"]] == [
        "Paused",
        "Paused",
        "Downloading",
    ]
    assert (queue["noofslots"], queue["noofslots_total"]) == (3, 1)
    await sab.get("queue", name="rename", value=ids[0], value2="New", value3="pw")
    slot = await sab.slot(ids[0])
    assert (slot["filename"], slot["password"]) == ("New", "pw")
    moved = await sab.get("switch", value=ids[2], value2=ids[0])
    assert moved == {"result": {"position": 0, "priority": 0}}
    moved = await sab.get("switch", value=ids[2], value2=2)
    assert moved["result"]["position"] == 2
    high = await sab.get("queue", name="priority", value=ids[2], value2=1)
    assert high == {"position": 0}
    stopped = await sab.get("queue", name="priority", value=ids[1], value2=-4)
    assert stopped == {"position": -1}
    assert await sab.slot(ids[1]) is None
    paused = await sab.get("queue", name="priority", value=ids[2], value2=-2)
    assert paused == {"position": 0}
    assert (await sab.slot(ids[2]))["status"] == "Paused"
    gone = await sab.get("queue", name="delete", value=ids[0], del_files=1)
    assert gone == {"status": True, "nzo_ids": [ids[0]]}
    gone = await sab.get("queue", name="purge")
    assert gone == {"status": True, "nzo_ids": [ids[2]]}
    assert (await sab.get("history"))["history"]["slots"] == []


async def test_category_script_and_options_can_be_changed(sab: Sab) -> None:
    await sab.get("set_config", section="categories", name="urgent", priority=1, pp="1")
    [nzo_id] = await sab.add(post())
    for mode, value in (
        ("change_cat", "urgent"),
        ("change_script", "tell.py"),
    ):
        assert await sab.get(mode, value=nzo_id, value2=value) == {"status": True}
    slot = await sab.slot(nzo_id)
    assert (slot["cat"], slot["priority"], slot["unpackopts"]) == (
        "urgent",
        "High",
        "1",
    )
    assert slot["script"] == "tell.py"
    assert await sab.get("change_opts", value=nzo_id, value2=2) == {"status": True}
    assert (await sab.slot(nzo_id))["unpackopts"] == "2"
    row = await sab.end(nzo_id)
    assert (row["pp"], row["script"]) == ("U", "tell.py")


async def test_the_queue_can_be_filtered_sorted_and_paged(sab: Sab) -> None:
    await sab.get("pause")
    ids = [
        (await sab.add(post(name, size=size), cat=category))[0]
        for name, size, category in (
            ("Beta", 3_000_000, "tv"),
            ("Alpha", 2_000_000, "movies"),
            ("Gamma", 1_000_000, "tv"),
        )
    ]
    await sab.get("queue", name="pause", value="all")

    async def found(**ask: Any) -> list[str]:
        answer = await sab.get("queue", **ask)
        return [slot["filename"] for slot in answer["queue"]["slots"]]

    assert await found(search="a", limit=2) == ["Beta", "Alpha"]
    assert await found(start=1) == ["Alpha", "Gamma"]
    assert await found(nzo_ids=f"{ids[0]},{ids[2]}") == ["Beta", "Gamma"]
    assert await found(priority="1") == []
    assert await found(status="paused") == ["Beta", "Alpha", "Gamma"]
    assert await found(cat="movies") == ["Alpha"]
    filtered = (await sab.get("queue", cat="movies"))["queue"]
    assert filtered["noofslots"] == 3
    for sort, names in (
        ("name", ["Alpha", "Beta", "Gamma"]),
        ("size", ["Gamma", "Alpha", "Beta"]),
        ("remaining", ["Gamma", "Alpha", "Beta"]),
        ("avg_age", ["Gamma", "Alpha", "Beta"]),
    ):
        await sab.get("queue", name="sort", sort=sort)
        assert await found() == names
    await sab.get("queue", name="sort", sort="name", dir="desc")
    assert await found() == ["Gamma", "Beta", "Alpha"]
    odd = await sab.get("queue", name="sort", sort="luck")
    assert odd["error"] == "not implemented"


async def test_the_old_queue_ignores_the_filter_by_status(old: Sab) -> None:
    await old.add(post())
    assert len((await old.get("queue", status="paused"))["queue"]["slots"]) == 1


async def test_everything_can_be_paused_for_a_while(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    await sab.get("config", name="set_pause", value=5)
    queue = await sab.queue()
    assert (queue["paused"], queue["pause_int"]) == (True, "4:59")
    assert queue["slots"][0]["status"] == "Queued"
    sab.clock.advance(301)
    assert (await sab.queue())["paused"] is False
    await sab.get("pause")
    [forced] = await sab.add(post("B"), priority=2)
    assert (await sab.end(forced))["status"] == "Completed"
    assert (await sab.slot(nzo_id))["mbleft"] != "0.00"
    assert (await sab.queue())["pause_int"] == "0"
    await sab.get("config", name="set_pause", value=0)
    assert (await sab.queue())["paused"] is False
    assert (await sab.get("config", name="x"))["error"] == "not implemented"


async def test_a_timed_pause_that_was_ended_by_hand_stays_ended(sab: Sab) -> None:
    await sab.get("config", name="set_pause", value=5)
    await sab.get("resume")
    await sab.get("pause")
    sab.clock.advance(400)
    assert (await sab.queue())["paused"] is True


async def test_the_speed_can_be_limited_in_percent_and_in_bytes(sab: Sab) -> None:
    await sab.add(post())

    async def limited(value: str) -> tuple[str, str, str]:
        await sab.get("config", name="speedlimit", value=value)
        queue = await sab.queue()
        return queue["speedlimit"], queue["speedlimit_abs"], queue["kbpersec"]

    assert await limited("50") == ("50", "15728640", "15360.00")
    assert await limited("200K") == ("0", "204800", "200.00")
    assert await limited("1048576") == ("3", "1048576", "1024.00")
    assert await limited("0") == ("100", "31457280", "24414.06")
    await sab.get("set_config", section="misc", keyword="bandwidth_max", value="")
    assert await limited("50") == ("50", "0", "24414.06")
    assert "maximum bandwidth" in (await sab.get("warnings"))["warnings"][-1]["text"]
    assert await limited("2M") == ("100", "2097152", "2048.00")
    assert await limited("") == ("0", "0", "24414.06")


async def test_direct_unpack_shows_in_the_queue_where_it_is_on(sab: Sab) -> None:
    await sab.get("set_config", section="misc", keyword="direct_unpack", value=1)
    [nzo_id] = await sab.add(post())
    assert (await sab.slot(nzo_id))["direct_unpack"] is None
    sab.clock.advance(20)
    assert (await sab.slot(nzo_id))["direct_unpack"] == "05/10"
    said = (await sab.end(nzo_id))["stage_log"][-1]["actions"][0]
    assert "Direct Unpack" in said


async def test_the_files_of_a_job_are_listed(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    [file] = (await sab.get("get_files", value=nzo_id))["files"]
    assert (file["status"], file["age"]) == ("active", "30d")


# -- the history -----------------------------------------------------------------------


async def test_the_history_is_listed_ten_at_a_time_unless_asked_otherwise(
    sab: Sab,
) -> None:
    for number in range(12):
        sab.server.engine.record(post(f"Job {number}"), category="tv")
    history = (await sab.get("history"))["history"]
    assert (len(history["slots"]), history["noofslots"]) == (10, 12)
    history = (await sab.get("history", limit=5, start=10))["history"]
    assert [row["name"] for row in history["slots"]] == ["Job 1", "Job 0"]
    found = (await sab.get("history", search="job 11", cat="tv"))["history"]
    assert found["noofslots"] == 1
    wanted = history["slots"][0]["nzo_id"]
    found = (await sab.get("history", nzo_ids=wanted))["history"]
    assert [row["nzo_id"] for row in found["slots"]] == [wanted]


async def test_jobs_in_post_processing_come_first_and_count(sab: Sab) -> None:
    sab.server.engine.record(post("Old"))
    await sab.get("pause_pp")
    [nzo_id] = await sab.add(post())
    sab.clock.advance(60)
    history = (await sab.get("history"))["history"]
    assert (history["ppslots"], history["noofslots"]) == (1, 2)
    assert (history["slots"][0]["status"], history["slots"][0]["loaded"]) == (
        "Queued",
        False,
    )
    assert (await sab.get("fullstatus"))["status"]["pp_pause_event"] is True
    only = (await sab.get("history", limit=1))["history"]["slots"]
    assert [row["nzo_id"] for row in only] == [nzo_id]
    await sab.get("resume_pp")
    assert (await sab.end(nzo_id))["status"] == "Completed"


async def test_jobs_in_post_processing_can_be_deleted(sab: Sab) -> None:
    [first] = await sab.add(post("A"))
    [second] = await sab.add(post("B"))
    sab.clock.advance(41)
    assert (await sab.row(first))["loaded"] is True
    await sab.get("history", name="delete", value=first)
    assert await sab.row(first) is None
    assert (await sab.end(second))["status"] == "Completed"


async def test_an_unchanged_history_says_so(sab: Sab) -> None:
    revision = (await sab.get("history"))["history"]["last_history_update"]
    assert revision == 1
    same = await sab.get("history", last_history_update=revision)
    assert same == {"history": False}
    [nzo_id] = await sab.add(post())
    await sab.end(nzo_id)
    assert (await sab.get("history", last_history_update=revision))["history"]


async def test_rows_are_filtered_by_status_where_the_version_can(
    sab: Sab, old: Sab
) -> None:
    for server in (sab, old):
        [good] = await server.add(post("A"))
        [bad] = await server.add(post("B", fate=Fate.DAMAGED_RAR))
        await server.end(good)
        await server.end(bad)

    async def names(server: Sab, **ask: Any) -> list[str]:
        answer = await server.get("history", **ask)
        return [row["name"] for row in answer["history"]["slots"]]

    assert await names(sab, status="Failed") == ["B"]
    assert await names(sab, failed_only=1) == ["B"]
    assert await names(old, status="Failed") == ["B", "A"]
    assert await names(old, failed_only=1) == ["B"]


async def test_deleting_a_row_archives_it_unless_asked_otherwise(sab: Sab) -> None:
    [bad] = await sab.add(post("B", fate=Fate.DAMAGED_RAR))
    row = await sab.end(bad)
    assert row["storage"] in sab.server.engine.disk.folders
    await sab.get("history", name="delete", value=bad, del_files=1)
    assert row["storage"] not in sab.server.engine.disk.folders
    assert await sab.row(bad) is None
    [kept] = (await sab.get("history", archive=1))["history"]["slots"]
    assert (kept["nzo_id"], kept["archive"], kept["retry"]) == (bad, True, False)
    await sab.get("history", name="delete", value=bad)
    assert (await sab.get("history", archive=1))["history"]["slots"] == []
    [other] = await sab.add(post("C"))
    row = await sab.end(other)
    await sab.get("history", name="delete", value="all", archive=0, del_files=1)
    assert row["storage"].rpartition("/")[0] in sab.server.engine.disk.folders
    assert (await sab.get("history", archive=1))["history"]["slots"] == []
    unknown = await sab.get("history", name="delete", value="nonsense")
    assert unknown == {"status": True}


@pytest.mark.parametrize(("value", "left"), [("failed", "A"), ("completed", "B")])
async def test_rows_are_deleted_by_kind(sab: Sab, value: str, left: str) -> None:
    [good] = await sab.add(post("A"))
    [bad] = await sab.add(post("B", fate=Fate.DAMAGED_RAR))
    await sab.end(good)
    await sab.end(bad)
    await sab.get("history", name="delete", value=value)
    rows = (await sab.get("history"))["history"]["slots"]
    assert [row["name"] for row in rows] == [left]


async def test_the_old_history_deletes_for_good_and_with_files(old: Sab) -> None:
    [bad] = await old.add(post("B", fate=Fate.DAMAGED_RAR))
    row = await old.end(bad)
    await old.get("history", name="delete", value=bad)
    assert row["storage"] not in old.server.engine.disk.folders
    assert (await old.get("history", archive=1))["history"]["noofslots"] == 0


async def test_a_failed_row_can_be_called_completed(sab: Sab, old: Sab) -> None:
    [bad] = await sab.add(post("B", fate=Fate.DAMAGED_RAR))
    await sab.end(bad)
    await sab.get("history", name="mark_as_completed", value=bad)
    row = await sab.row(bad)
    assert (row["status"], row["retry"]) == ("Completed", False)
    assert row["fail_message"] == "RAR files failed to verify"
    assert "history" in await old.get("history", name="mark_as_completed", value="x")


# -- retry -----------------------------------------------------------------------------


async def test_a_retry_has_a_new_id_and_forgets_the_old_row(sab: Sab) -> None:
    [first] = await sab.add(post(fate=Fate.MISSING_FILES))
    await sab.end(first)
    answer = await sab.get("retry", value=first)
    assert answer["status"] is True
    assert answer["nzo_id"] != first
    assert await sab.row(first) is None
    row = await sab.end(answer["nzo_id"])
    assert row["status"] == "Completed"


async def test_missing_articles_stay_missing_in_every_retry(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.MISSING_ARTICLES))
    await sab.end(nzo_id)
    traffic = (await sab.get("server_stats"))["total"]
    for _ in range(2):
        nzo_id = (await sab.get("retry", value=nzo_id))["nzo_id"]
        row = await sab.end(nzo_id)
        assert row["fail_message"] == "RAR files failed to verify"
    assert (await sab.get("server_stats"))["total"] == traffic


async def test_a_retry_with_the_right_password_completes(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.PASSWORD, password="open sesame"))
    await sab.end(nzo_id)
    wrong = (await sab.get("retry", value=nzo_id, password="wrong"))["nzo_id"]
    assert "requires a password" in (await sab.end(wrong))["fail_message"]
    right = (await sab.get("retry", value=wrong, password="open sesame"))["nzo_id"]
    row = await sab.end(right)
    assert (row["status"], row["password"]) == ("Completed", "open sesame")


async def test_a_retry_after_a_full_disk_needs_room(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(fate=Fate.DISK_FULL_UNPACK))
    await sab.end(nzo_id)
    sab.server.engine.set_disk_free(1.1e9)
    nzo_id = (await sab.get("retry", value=nzo_id))["nzo_id"]
    assert (await sab.end(nzo_id))["status"] == "Failed"
    sab.server.engine.set_disk_free(1e12)
    nzo_id = (await sab.get("retry", value=nzo_id))["nzo_id"]
    assert (await sab.end(nzo_id))["status"] == "Completed"


async def test_only_failed_rows_can_be_retried(sab: Sab) -> None:
    [good] = await sab.add(post("A"))
    await sab.end(good)
    [bad] = await sab.add(post("B", fate=Fate.DAMAGED_RAR))
    await sab.end(bad)
    await sab.get("history", name="delete", value=bad)
    for value in (good, bad, "nonsense", ""):
        answer = await sab.get("retry", value=value)
        assert answer == {"status": False, "error": "item does not exist"}


async def test_all_failed_rows_can_be_retried_at_once(sab: Sab) -> None:
    ids = [
        (await sab.add(post(name, fate=Fate.MISSING_FILES)))[0] for name in ("A", "B")
    ]
    for nzo_id in ids:
        await sab.end(nzo_id)
    new = (await sab.get("retry_all"))["status"]
    assert len(new) == 2
    assert not set(new) & set(ids)


# -- settings and the rest -------------------------------------------------------------


async def test_settings_are_shown_whole_by_section_and_by_item(sab: Sab) -> None:
    config = (await sab.get("get_config"))["config"]
    assert config["misc"]["api_key"] == KEY
    assert config["misc"]["port"] == str(sab.server.port)
    assert config["servers"][0]["password"] == "**********"
    one = await sab.get("get_config", section="misc", keyword="no_dupes")
    assert one == {"config": {"misc": {"no_dupes": 0}}}
    named = await sab.get("get_config", section="categories", keyword="tv")
    assert [item["name"] for item in named["config"]["categories"]] == ["tv"]
    for section, keyword in (
        ("nonsense", ""),
        ("misc", "nonsense"),
        ("categories", "nonsense"),
    ):
        answer = await sab.get("get_config", section=section, keyword=keyword)
        assert answer == {"config": {}}


async def test_settings_keep_their_type_and_their_default(sab: Sab) -> None:
    ask = {"section": "misc", "keyword": "history_limit"}
    changed = await sab.get("set_config", **ask, value="25")
    assert changed == {"config": {"misc": {"history_limit": 25}}}
    assert (await sab.get("set_config", **ask, value="x")) == changed
    listed = await sab.get(
        "set_config", section="misc", keyword="unwanted_extensions", value="exe, scr"
    )
    assert listed["config"]["misc"]["unwanted_extensions"] == ["exe", "scr"]
    reset = await sab.get("set_config_default", keyword="history_limit")
    assert reset == {"status": True}
    shown = await sab.get("get_config", **ask)
    assert shown["config"]["misc"]["history_limit"] == 10
    assert await sab.get("set_config_default", keyword="x") == {"status": False}


async def test_unknown_and_locked_settings_are_refused(sab: Sab) -> None:
    unknown = {"status": False, "error": "Config item does not exist"}
    for section, keyword in (("misc", "x"), ("x", "x"), ("categories", "")):
        answer = await sab.get("set_config", section=section, keyword=keyword, value=1)
        assert answer == unknown
    await sab.get("set_config", section="misc", keyword="config_lock", value=1)
    answer = await sab.get("set_config", section="misc", keyword="no_dupes", value=1)
    assert answer == {"status": False, "error": "Configuration locked"}


async def test_categories_and_servers_can_be_made_changed_and_removed(
    sab: Sab,
) -> None:
    made = await sab.get("set_config", section="categories", name="anime", dir="anime")
    [anime] = made["config"]["categories"]
    assert (anime["dir"], anime["order"], anime["priority"]) == ("anime", 3, -100)
    assert (await sab.get("get_cats"))["categories"] == ["*", "tv", "movies", "anime"]
    [nzo_id] = await sab.add(post("A"), cat="anime")
    row = await sab.end(nzo_id)
    assert row["storage"].startswith("/downloads/complete/anime/")
    server = await sab.get("set_config", section="servers", name="second", password="x")
    assert server["config"]["servers"][0]["password"] == "**********"
    await sab.get("set_config", section="sorters", name="Series", is_active=0)
    assert (await sab.get("get_config"))["config"]["sorters"][0]["is_active"] == 0
    gone = await sab.get("del_config", section="categories", keyword="anime")
    assert gone == {"status": True}
    gone = await sab.get("del_config", section="misc", keyword="no_dupes")
    assert gone == {"status": False}


async def test_scripts_are_those_that_categories_use(sab: Sab) -> None:
    await sab.get("set_config", section="categories", name="tv", script="notify.py")
    assert (await sab.get("get_scripts"))["scripts"] == ["None", "notify.py"]
    [nzo_id] = await sab.add(post(), cat="tv")
    row = await sab.end(nzo_id)
    assert row["script"] == "notify.py"
    assert row["stage_log"][-1]["name"] == "Script"


async def test_warnings_are_the_newest_twenty_and_can_be_cleared(sab: Sab) -> None:
    for number in range(25):
        sab.server.engine.add_warning(f"warning {number}")
    warnings = (await sab.get("warnings"))["warnings"]
    assert [warning["text"] for warning in warnings] == [
        f"warning {number}" for number in range(5, 25)
    ]
    assert (await sab.queue())["have_warnings"] == "20"
    assert await sab.get("warnings", name="clear") == {"status": True}
    assert (await sab.get("warnings"))["warnings"] == []


async def test_unknown_modes_are_not_implemented(sab: Sab) -> None:
    wrong = {"status": False, "error": "not implemented"}
    assert await sab.get("nonsense") == wrong
    assert await sab.get("") == wrong


async def test_a_redirected_job_is_logged_by_day(sab: Sab) -> None:
    [nzo_id] = await sab.add(post())
    await sab.end(nzo_id)
    stats = await sab.get("server_stats")
    [server] = stats["servers"].values()
    assert stats["total"] == stats["month"] == 1_000_000_000
    assert sum(server["daily"].values()) == stats["total"]
    history = (await sab.get("history"))["history"]
    assert history["total_size"] == history["day_size"] == "953.7 M"


async def test_a_fetch_that_hangs_ends_with_the_server(loopback: None) -> None:
    hold = asyncio.Event()

    async def never(request: web.Request) -> web.Response:
        await hold.wait()
        return web.Response()

    app = web.Application()
    app.router.add_get("/x", never)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with running() as sab:
        await sab.get("addurl", name=f"http://127.0.0.1:{runner.addresses[0][1]}/x")
        assert (await sab.queue())["slots"][0]["status"] == "Grabbing"
    assert len(asyncio.all_tasks()) <= 3
    hold.set()
    await runner.cleanup()
