"""Writes are written down first, sent once, and reconciled after a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
from aiohttp import web
import pytest

from custom_components.autoarr.downloads.decisions import act
from custom_components.autoarr.downloads.executor import Executor
from custom_components.autoarr.downloads.ledger import after_writes, undone
from custom_components.autoarr.downloads.model import (
    Facts,
    FailureState,
    Message,
    Step,
    TitleKey,
)
from custom_components.autoarr.downloads.plans import Plan
from custom_components.autoarr.downloads.writes import (
    DeleteJob,
    DeleteRecord,
    GrabRelease,
    ImportFiles,
    MarkFailed,
    PauseClient,
    RefreshTitle,
    RemoveFromQueue,
    Result,
    ResumeClient,
    RetryJob,
    SearchEpisodes,
    SearchMovie,
    SearchSeason,
    Sent,
    SetProfile,
    Unblock,
    Write,
)
from custom_components.autoarr.servers.base import Client, NotFound, Rejected, Timeouts
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from custom_components.autoarr.store import NOT_SENT, JournalEntry, Store, StoreError
from tests.servers.app import App, serve

from .cases import (
    POLICY,
    failed_in_sabnzbd,
    failed_in_the_app,
    failure,
    stuck_in_the_queue,
)
from .world import START, TestClock, job

LATER = START + timedelta(days=1)

REMOVAL = RemoveFromQueue(
    server_id="radarr", queue_id=5, download_id="nzo1", blocklist=True
)
SEARCH = SearchMovie(server_id="radarr", movie_id=1)
GRAB = GrabRelease(server_id="radarr", media_id=1)
RETRY = RetryJob(server_id="sab", job_id="nzo1")
DELETE_ROW = "DELETE /api/v3/queue/5"
COMMAND = "POST /api/v3/command"
HISTORY = "GET /api/v3/history"
GRABBED: dict[str, object] = {
    "id": 11,
    "eventType": "grabbed",
    "downloadId": "nzo1",
    "sourceTitle": "Dune.2021.1080p",
    "date": "2026-11-23T12:00:00Z",
}
STARTED = {"id": 9, "name": "MoviesSearch", "status": "queued"}
NO_SUCH_ITEM = {"status": False, "error": "item does not exist"}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return an open store."""
    store = await Store.open(f"sqlite:///{tmp_path / 'autoarr.db'}", "home")
    yield store
    await store.close()


@pytest.fixture
def history() -> list[dict[str, object]]:
    """Return what the app has in its history of the download."""
    return [GRABBED]


@pytest.fixture
async def app(
    socket_enabled: None, history: list[dict[str, object]]
) -> AsyncIterator[App]:
    """One app on loopback that stands for Sonarr, Radarr and SABnzbd."""

    async def tell(_: web.Request) -> web.StreamResponse:
        told = {"page": 1, "totalRecords": len(history), "records": history}
        return web.json_response(told)

    app = App()
    app.does(HISTORY, tell)
    server = await serve(app)
    yield app
    await server.close()


@pytest.fixture
async def clients(app: App) -> AsyncIterator[dict[str, Client]]:
    """Return a client of each kind."""
    hasty = Timeouts(write=0.2, read=0.2)
    async with aiohttp.ClientSession() as session:
        yield {
            "radarr": RadarrClient(session, app.url, "key", timeouts=hasty),
            "sonarr": SonarrClient(session, app.url, "key", timeouts=hasty),
            "sab": SabnzbdClient(session, app.url, "key", timeouts=hasty),
        }


@pytest.fixture
def executor(clients: dict[str, Client], store: Store) -> Executor:
    """Return an executor on a real store."""
    return Executor(clients, store.journal, TestClock())


def sent_to(app: App) -> list[str]:
    """Return what the app was told, in order; that its history was read first is no news."""
    sent = [f"{asked.method} {asked.path}" for asked in app.asked]
    return [each for each in sent if each != HISTORY]


async def run(executor: Executor, writes: tuple[Write, ...]) -> Result:
    """Write down and send what a failure's newest attempt is to do."""
    steps = executor.steps(failure(), writes)
    for step in steps:
        await executor._journal.intend(step)
    return await executor.run(steps, writes)


async def test_a_write_is_in_the_journal_before_it_is_sent(
    app: App, executor: Executor, store: Store
) -> None:
    seen: list[JournalEntry] = []

    async def look(_: web.Request) -> web.StreamResponse:
        seen.extend(await store.journal.unfinished())
        return web.json_response({})

    app.does(DELETE_ROW, look)
    assert await run(executor, (REMOVAL,)) == Result(sent=Sent.DONE)
    (entry,) = seen
    assert entry.action == "remove_from_queue"
    assert entry.failure_id == "f1"
    assert entry.correlation_id == "c1"
    assert entry.removal
    assert entry.target["blocklist"] is True
    assert await store.journal.unfinished() == []
    assert await store.journal.did("radarr", "remove_from_queue", "nzo1", START)
    assert await store.journal.removals_since(START) == 1


async def test_nothing_is_sent_that_could_not_be_written_down(
    app: App, executor: Executor, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(entry: JournalEntry) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(store.journal, "intend", refuse)
    with pytest.raises(StoreError):
        await executor.order(REMOVAL, "c1")
    assert app.asked == []


async def test_writes_are_sent_in_order_until_one_fails(
    app: App, executor: Executor, store: Store
) -> None:
    app.says(DELETE_ROW, {"message": "no client"}, status=400)
    result = await run(executor, (REMOVAL, SEARCH))
    assert result.sent is Sent.REFUSED
    assert sent_to(app) == [DELETE_ROW]
    assert await store.journal.unfinished() == []
    assert await store.journal.removals_since(START) == 1


async def test_what_is_gone_already_is_as_good_as_removed(
    app: App, executor: Executor
) -> None:
    app.says(DELETE_ROW, {"message": "NotFound"}, status=404)
    app.says(COMMAND, STARTED, status=201)
    result = await run(executor, (REMOVAL, SEARCH))
    assert result.sent is Sent.DONE
    assert sent_to(app) == [DELETE_ROW, COMMAND]


async def test_the_apps_are_told_what_the_writes_say(
    app: App, executor: Executor
) -> None:
    app.says(DELETE_ROW, {})
    app.says("POST /api/v3/history/failed/11", {})
    app.says(COMMAND, STARTED, status=201)
    result = await run(
        executor,
        (
            REMOVAL,
            MarkFailed(server_id="radarr", history_id=11, download_id="nzo1"),
            SEARCH,
            SearchEpisodes(server_id="sonarr", series_id=7, episode_ids=(71, 72)),
            SearchSeason(server_id="sonarr", series_id=7, season=1),
        ),
    )
    assert result.sent is Sent.DONE
    assert dict(app.asked[1].query) == {
        "removeFromClient": "true",
        "blocklist": "true",
        "skipRedownload": "true",
        "changeCategory": "false",
    }
    assert [asked.body for asked in app.asked if asked.path.endswith("command")] == [
        {"name": "MoviesSearch", "movieIds": [1]},
        {"name": "EpisodeSearch", "episodeIds": [71, 72]},
        {"name": "SeasonSearch", "seriesId": 7, "seasonNumber": 1},
    ]


MARK = MarkFailed(
    server_id="radarr", history_id=11, download_id="nzo2", grabbed_as="nzo1"
)


async def test_a_grab_is_blamed_by_the_number_that_it_has_now(
    app: App, executor: Executor, history: list[dict[str, object]]
) -> None:
    # Set back to a backup, the app gave number 11 to the grab of something else.
    history[:] = [{**GRABBED, "downloadId": "nzo9"}, {**GRABBED, "id": 7}]
    app.says("POST /api/v3/history/failed/7", {})
    assert (await run(executor, (MARK,))).sent is Sent.DONE
    assert dict(app.asked[0].query)["downloadId"] == "nzo1"
    assert sent_to(app) == ["POST /api/v3/history/failed/7"]


@pytest.mark.parametrize("write", [REMOVAL, MARK])
async def test_nothing_is_blamed_or_removed_whose_grab_is_not_recorded_any_more(
    app: App, executor: Executor, history: list[dict[str, object]], write: Write
) -> None:
    history.clear()
    result = await run(executor, (write, SEARCH))
    assert (result.sent, result.why) == (Sent.REFUSED, Message(key="reason_no_grab"))
    assert sent_to(app) == []


@pytest.mark.parametrize(
    ("status", "is_gone"), [(404, True), (500, False), (200, False)]
)
async def test_a_title_is_gone_when_its_app_says_so(
    app: App, executor: Executor, status: int, *, is_gone: bool
) -> None:
    app.says("GET /api/v3/movie/1", {"id": 1, "title": "Dune"}, status=status)
    key = TitleKey(server_id="radarr", media_id=1)
    assert await executor.is_gone(key) is is_gone
    assert not await executor.is_gone(replace(key, server_id="removed"))


async def test_what_is_left_was_never_sent(
    app: App, executor: Executor, store: Store
) -> None:
    before = act(
        failure(), Plan(step=Step.BLOCKLIST_SEARCH, writes=(SEARCH,)), POLICY, START
    )
    steps = executor.steps(before.failure, before.writes)
    await store.journal.intend(steps[0])
    result = await executor.leave(steps)
    after = after_writes(before.failure, result, LATER)
    assert (after.state, after.attempts) == (FailureState.DISMISSED, ())
    assert after.reason == Message(key="reason_title_gone")
    assert await store.journal.unfinished() == []
    assert app.asked == []


def offers(*titles: str) -> list[dict[str, object]]:
    """Return releases as Radarr lists them."""
    return [{"guid": title, "indexerId": 1, "title": title} for title in titles]


async def test_a_release_that_its_indexer_does_not_give_out_gives_way_to_the_next(
    app: App, executor: Executor
) -> None:
    gone = {"message": "Getting release from indexer failed"}
    app.says("GET /api/v3/release", offers("A", "B", "C"))
    app.says("POST /api/v3/release", gone, status=409)
    app.says("POST /api/v3/release", {})
    result = await run(executor, (GRAB,))
    assert result.sent is Sent.DONE
    assert [asked.body["guid"] for asked in app.asked if asked.body] == ["A", "B"]


async def test_an_indexer_that_gives_out_nothing_is_not_asked_forever(
    app: App, executor: Executor
) -> None:
    gone = {"message": "Getting release from indexer failed"}
    app.says("GET /api/v3/release", offers(*"ABCDEF"))
    app.says("POST /api/v3/release", gone, status=409)
    result = await run(executor, (GRAB,))
    assert result == Result(sent=Sent.REFUSED, detail=gone["message"])
    assert len(app.asked) == 4


@pytest.mark.parametrize("how", ["hangs", "breaks_off"])
async def test_a_grab_whose_answer_was_lost_is_not_tried_with_another_release(
    app: App, store: Store, *, how: str
) -> None:
    hasty = Timeouts(search=0.2)
    async with aiohttp.ClientSession() as session:
        radarr = RadarrClient(session, app.url, "key", timeouts=hasty)
        executor = Executor({"radarr": radarr}, store.journal, TestClock())
        app.says("GET /api/v3/release", offers("A", "B"))
        getattr(app, how)("POST /api/v3/release")
        result = await run(executor, (GRAB, SEARCH))
    assert result.sent is Sent.UNSURE
    assert sent_to(app) == ["GET /api/v3/release", "POST /api/v3/release"]


@pytest.mark.parametrize("how", ["hangs", "breaks_off", "page"])
@pytest.mark.parametrize(
    ("read", "write"),
    [
        ("GET /api/v3/release", GrabRelease(server_id="radarr", media_id=1)),
        ("GET /api/v3/blocklist", Unblock(server_id="radarr", media_id=1, release="A")),
        (
            "GET /api/v3/movie/1",
            ImportFiles(server_id="radarr", download_id="nzo1", media_id=1),
        ),
    ],
)
async def test_what_could_not_be_read_first_was_not_sent(
    app: App, store: Store, *, read: str, write: Write, how: str
) -> None:
    hasty = Timeouts(read=0.2, search=0.2)
    getattr(app, how)(read)
    async with aiohttp.ClientSession() as session:
        radarr = RadarrClient(session, app.url, "key", timeouts=hasty)
        executor = Executor({"radarr": radarr}, store.journal, TestClock())
        result = await run(executor, (write,))
    assert result.sent is Sent.UNREACHABLE


async def test_sabnzbd_names_the_job_that_a_retry_made(
    app: App, executor: Executor
) -> None:
    app.says("retry", {"status": True, "nzo_id": "nzo2"})
    result = await run(executor, (RETRY,))
    assert result == Result(sent=Sent.DONE, new_download_id="nzo2")


async def test_sabnzbd_deletes_jobs_and_records(app: App, executor: Executor) -> None:
    app.says("queue delete", {"status": False, "nzo_ids": []})
    app.says("history delete", {"status": True})
    result = await run(
        executor,
        (
            DeleteJob(server_id="sab", job_id="nzo1"),
            DeleteRecord(server_id="sab", job_id="nzo1"),
        ),
    )
    assert result.sent is Sent.DONE, "a job that is gone is deleted"
    assert [asked.form["del_files"] for asked in app.asked] == ["1", "1"]


async def test_a_retry_of_a_job_that_is_gone_is_refused(
    app: App, executor: Executor
) -> None:
    app.says("retry", NO_SUCH_ITEM)
    result = await run(executor, (RETRY,))
    assert result.sent is Sent.REFUSED


@pytest.mark.parametrize(
    ("status", "body", "sent"),
    [
        (201, "<html>", Sent.UNSURE),
        (500, "{}", Sent.REFUSED),
        (400, "{}", Sent.REFUSED),
        (401, "", Sent.UNREACHABLE),
        (429, "", Sent.UNREACHABLE),
        (503, "", Sent.UNREACHABLE),
    ],
)
async def test_an_answer_tells_whether_a_write_was_done(
    app: App, executor: Executor, *, status: int, body: str, sent: Sent
) -> None:
    app.says(COMMAND, body, status=status)
    result = await run(executor, (SEARCH,))
    assert result.sent is sent
    assert len(app.asked) == 1, "a write is never sent twice"


async def test_a_write_that_is_never_answered_may_have_been_done(
    app: App, executor: Executor
) -> None:
    app.hangs(DELETE_ROW)
    result = await run(executor, (REMOVAL, SEARCH))
    assert result.sent is Sent.UNSURE
    assert sent_to(app) == [DELETE_ROW]
    assert executor.removed("nzo1")


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Take what was sent, and close the connection before the answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response(status=201)


async def test_a_write_whose_answer_was_lost_on_the_way_may_have_been_done(
    app: App, executor: Executor
) -> None:
    app.does(DELETE_ROW, hang_up)
    result = await run(executor, (REMOVAL, SEARCH))
    assert result.sent is Sent.UNSURE
    assert sent_to(app)[-1] == DELETE_ROW, "nothing is sent after it"
    assert executor.removed("nzo1")


async def test_a_search_whose_answer_was_lost_is_not_sent_again(
    app: App, executor: Executor
) -> None:
    app.does(COMMAND, hang_up)
    result = await run(executor, (SEARCH,))
    assert result.sent is Sent.UNSURE
    assert sent_to(app) == [COMMAND]


async def test_a_server_that_is_down_was_told_nothing(
    loopback: None, store: Store
) -> None:
    async with aiohttp.ClientSession() as session:
        nobody = RadarrClient(session, "http://127.0.0.1:9", "key")
        executor = Executor({"radarr": nobody}, store.journal, TestClock())
        result = await run(executor, (SEARCH,))
    assert result.sent is Sent.UNREACHABLE


@pytest.mark.parametrize(
    "write",
    [
        SearchMovie(server_id="gone", movie_id=1),
        SearchMovie(server_id="sonarr", movie_id=1),
        RetryJob(server_id="radarr", job_id="nzo1"),
    ],
)
async def test_a_server_that_cannot_do_it_refuses(
    executor: Executor, write: Write
) -> None:
    result = await run(executor, (write,))
    assert result.sent is Sent.REFUSED


async def test_what_autoarr_removed_is_known_as_its_own_doing(
    app: App, executor: Executor
) -> None:
    seen = []

    async def look(_: web.Request) -> web.StreamResponse:
        seen.append(executor.removed("nzo1"))
        return web.json_response({})

    app.does(DELETE_ROW, look)
    await run(executor, (REMOVAL,))
    assert seen == [True], "the watch may see it gone before the answer is here"
    assert executor.removed("nzo1")
    assert not executor.removed("nzo2")


async def test_a_removal_that_was_refused_is_nobodys_doing(
    app: App, executor: Executor
) -> None:
    app.says(DELETE_ROW, {}, status=400)
    await run(executor, (REMOVAL,))
    assert not executor.removed("nzo1")


async def test_a_persons_order_is_journaled_and_its_failure_told(
    app: App, executor: Executor, store: Store
) -> None:
    app.says(DELETE_ROW, {})
    app.says(DELETE_ROW, {}, status=400)
    app.says("retry", NO_SUCH_ITEM)
    await executor.order(REMOVAL, "c1")
    with pytest.raises(Rejected):
        await executor.order(REMOVAL, "c1")
    with pytest.raises(NotFound):
        await executor.order(RETRY, "c1")
    assert await store.journal.removals_since(START) == 2
    assert await store.journal.unfinished() == []


# After a restart


async def cut_off(app: App, executor: Executor, write: Write) -> None:
    """Let Home Assistant be stopped while a write is on its way."""
    arrived = asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        arrived.set()
        await asyncio.sleep(0.1)
        return web.Response(status=500)

    for what in (
        DELETE_ROW,
        COMMAND,
        "POST /api/v3/history/failed/11",
        "POST /api/v3/history/failed/10",
        "retry",
        "queue delete",
        "history delete",
        "pause",
        "resume",
        "GET /api/v3/release",
        "GET /api/v3/movie/1",
        "GET /api/v3/blocklist",
    ):
        app.does(what, never)
    task = asyncio.create_task(run(executor, (write,)))
    async with asyncio.timeout(5):
        await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("write", "facts", "was_sent"),
    [
        (REMOVAL, stuck_in_the_queue(), False),
        (REMOVAL, failed_in_the_app(), True),
        (REMOVAL, failed_in_sabnzbd(record=None), True),
        (RETRY, failed_in_sabnzbd(), False),
        (RETRY, failed_in_sabnzbd(record_gone=True), True),
        (RETRY, failed_in_sabnzbd(record=None), True),
        (DeleteRecord(server_id="sab", job_id="nzo1"), failed_in_sabnzbd(), False),
        (
            DeleteJob(server_id="sab", job_id="nzo1"),
            failed_in_sabnzbd(job=job("nzo1")),
            False,
        ),
        (DeleteJob(server_id="sab", job_id="nzo1"), failed_in_sabnzbd(), True),
        (
            MarkFailed(server_id="radarr", history_id=11, download_id="nzo1"),
            failed_in_sabnzbd(),
            False,
        ),
        (
            MarkFailed(server_id="radarr", history_id=11, download_id="nzo1"),
            failed_in_the_app(),
            True,
        ),
        (
            MarkFailed(server_id="radarr", history_id=10, download_id="nzo1"),
            failed_in_sabnzbd(),
            True,
        ),
        (GrabRelease(server_id="radarr", media_id=1), failed_in_the_app(), True),
        (
            ImportFiles(server_id="radarr", download_id="nzo1", media_id=1),
            stuck_in_the_queue(),
            True,
        ),
        (
            Unblock(server_id="radarr", media_id=1, release="A-X"),
            failed_in_the_app(),
            False,
        ),
        (
            SetProfile(server_id="radarr", media_id=1, profile_id=2, before_id=3),
            failed_in_the_app(),
            False,
        ),
        (RefreshTitle(server_id="radarr", media_id=1), failed_in_the_app(), False),
        (PauseClient(server_id="sab"), failed_in_the_app(), False),
        (ResumeClient(server_id="sab"), failed_in_the_app(), False),
    ],
)
async def test_a_restart_asks_the_servers_what_became_of_a_write(
    app: App,
    clients: dict[str, Client],
    store: Store,
    *,
    write: Write,
    facts: Facts,
    was_sent: bool,
) -> None:
    await cut_off(app, Executor(clients, store.journal, TestClock()), write)
    restarted = Executor(clients, store.journal, TestClock())
    never_sent, settled = await restarted.reconcile(
        lambda _: facts, lambda _: True, LATER
    )
    assert settled
    assert [entry.action for entry in never_sent] == (
        [] if was_sent else [write.action]
    )
    assert restarted.removed("nzo1") is (was_sent and write.destructive)
    assert await store.journal.unfinished() == []
    assert await restarted.reconcile(lambda _: facts, lambda _: True, LATER) == (
        [],
        True,
    )


async def test_a_server_that_has_not_answered_yet_settles_nothing(
    app: App, clients: dict[str, Client], store: Store
) -> None:
    await cut_off(app, Executor(clients, store.journal, TestClock()), REMOVAL)
    restarted = Executor(clients, store.journal, TestClock())
    gone = failed_in_sabnzbd(record=None)
    never_sent, settled = await restarted.reconcile(
        lambda _: gone, lambda server_id: server_id != "radarr", LATER
    )
    assert (never_sent, settled) == ([], False)
    assert len(await store.journal.unfinished()) == 1


async def test_what_is_being_sent_since_the_start_is_not_taken_for_cut_off(
    app: App, clients: dict[str, Client], store: Store
) -> None:
    await cut_off(app, Executor(clients, store.journal, TestClock()), REMOVAL)
    restarted = Executor(clients, store.journal, TestClock())
    stuck = stuck_in_the_queue()
    assert await restarted.reconcile(lambda _: stuck, lambda _: True, START) == (
        [],
        True,
    )
    assert len(await store.journal.unfinished()) == 1


async def test_a_step_that_was_never_sent_is_decided_anew(
    app: App, clients: dict[str, Client], store: Store
) -> None:
    plan = Plan(step=Step.BLOCKLIST_SEARCH, writes=(REMOVAL,))
    stored = act(failure(), plan, POLICY, START).failure
    await cut_off(app, Executor(clients, store.journal, TestClock()), REMOVAL)
    restarted = Executor(clients, store.journal, TestClock())
    (entry,), _ = await restarted.reconcile(
        lambda _: stuck_in_the_queue(), lambda _: True, LATER
    )
    assert entry.failure_id == stored.id
    taken_back = undone(stored, START)
    assert taken_back.attempts == ()
    assert taken_back.state is FailureState.WAITING
    assert taken_back.next_attempt_at == START + timedelta(minutes=2)
    assert undone(taken_back, START) == taken_back
    assert NOT_SENT not in {each.result for each in await store.journal.unfinished()}


def test_what_autoarr_did_not_dare_to_do_is_told_in_its_own_words() -> None:
    plan = Plan(step=Step.IMPORT, writes=(REMOVAL,))
    begun = act(failure(), plan, POLICY, START).failure
    why = Message(key="reason_import_several")
    refused = Result(sent=Sent.REFUSED, detail="two files", why=why)
    assert after_writes(begun, refused, START).reason == why
    by_the_server = after_writes(begun, replace(refused, why=None), START).reason
    assert by_the_server is not None
    assert by_the_server.placeholders == {"answer": "two files"}


def test_an_attempt_that_went_through_stays_as_it_is() -> None:
    plan = Plan(step=Step.BLOCKLIST_SEARCH, writes=(REMOVAL,))
    begun = act(failure(), plan, POLICY, START).failure
    assert after_writes(begun, Result(sent=Sent.DONE), START) == begun
    retried = after_writes(begun, Result(sent=Sent.DONE, new_download_id="nzo2"), START)
    (attempt,) = begun.attempts
    assert retried.attempts == (replace(attempt, download_id="nzo2"),)


async def test_what_was_to_follow_an_unsent_step_was_not_sent_either(
    clients: dict[str, Client], store: Store
) -> None:
    mark = MarkFailed(server_id="radarr", history_id=11, download_id="nzo1")
    killed = Executor(clients, store.journal, TestClock())
    for step in killed.steps(failure(), (mark, SEARCH)):
        await store.journal.intend(step)
    restarted = Executor(clients, store.journal, TestClock())
    never_sent, settled = await restarted.reconcile(
        lambda _: failed_in_sabnzbd(), lambda _: True, LATER
    )
    assert [step.action for step in never_sent] == ["mark_failed", "search_movie"]
    assert settled
    assert await store.journal.unfinished() == []
    assert await store.journal.removals_since(START) == 0


async def test_what_follows_a_step_of_a_server_that_is_silent_waits_as_well(
    clients: dict[str, Client], store: Store
) -> None:
    killed = Executor(clients, store.journal, TestClock())
    delete = DeleteJob(server_id="sab", job_id="nzo1")
    for step in killed.steps(failure(), (delete, SEARCH)):
        await store.journal.intend(step)
    restarted = Executor(clients, store.journal, TestClock())
    never_sent, settled = await restarted.reconcile(
        lambda _: failed_in_sabnzbd(), lambda server_id: server_id != "sab", LATER
    )
    assert (never_sent, settled) == ([], False)
    assert len(await store.journal.unfinished()) == 2


EPISODES = SearchEpisodes(server_id="sonarr", series_id=7, episode_ids=(71, 72))
SEASON = SearchSeason(server_id="sonarr", series_id=7, season=1)


def command(name: str, **body: object) -> dict[str, object]:
    """Return a command as an app lists it."""
    return {"id": 1, "name": name, "status": "completed", "body": body}


OF_ITS_OWN = command("MoviesSearch", movieIds=[1]) | {"trigger": "unspecified"}


@pytest.mark.parametrize(
    ("search", "known", "was_sent"),
    [
        (SEARCH, [], False),
        (SEARCH, [{"id": 1, "name": "MoviesSearch"}], False),
        (SEARCH, [command("RefreshMovie", movieIds=[1])], False),
        (SEARCH, [command("MoviesSearch", movieIds=[2])], False),
        (SEARCH, [OF_ITS_OWN], False),
        (SEARCH, [command("MoviesSearch", movieIds=[2, 1])], True),
        (EPISODES, [command("EpisodeSearch", episodeIds=[73])], False),
        (EPISODES, [command("EpisodeSearch", episodeIds=[72])], True),
        (SEASON, [command("SeasonSearch", seriesId=7, seasonNumber=2)], False),
        (SEASON, [command("SeasonSearch", seriesId=7, seasonNumber=1)], True),
    ],
)
async def test_an_app_that_was_told_to_search_remembers_it_for_a_while(
    app: App,
    clients: dict[str, Client],
    store: Store,
    *,
    search: Write,
    known: list[object],
    was_sent: bool,
) -> None:
    app.says("GET /api/v3/command", known)
    clock = TestClock()
    for step in Executor(clients, store.journal, clock).steps(failure(), (search,)):
        await store.journal.intend(step)
    clock.pass_by(minutes=3)
    never_sent, settled = await Executor(clients, store.journal, clock).reconcile(
        lambda _: stuck_in_the_queue(), lambda _: True, LATER
    )
    assert settled
    assert bool(never_sent) is not was_sent
    assert await store.journal.unfinished() == []


async def test_a_search_of_which_no_app_can_know_any_more_counts_as_sent(
    app: App, clients: dict[str, Client], store: Store
) -> None:
    clock = TestClock()
    for step in Executor(clients, store.journal, clock).steps(failure(), (SEARCH,)):
        await store.journal.intend(step)
    clock.pass_by(minutes=6)
    assert await Executor(clients, store.journal, clock).reconcile(
        lambda _: stuck_in_the_queue(), lambda _: True, LATER
    ) == ([], True)
    assert app.asked == []


async def test_an_app_that_cannot_say_what_it_was_told_is_asked_again(
    app: App, clients: dict[str, Client], store: Store
) -> None:
    app.says("GET /api/v3/command", {}, status=500)
    app.says("GET /api/v3/command", [])
    executor = Executor(clients, store.journal, TestClock())
    for step in executor.steps(failure(), (SEARCH,)):
        await store.journal.intend(step)
    for sent in (([], False), (["search_movie"], True)):
        never_sent, settled = await executor.reconcile(
            lambda _: stuck_in_the_queue(), lambda _: True, LATER
        )
        assert ([step.action for step in never_sent], settled) == sent
