"""What nobody reckons with in the middle of a recovery: it ends, and the ledger tells it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
import logging
from typing import Any

import aiohttp
from aiohttp import web
from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.const import CONF_SEARCH_WAIT
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from simulator.arr import search
from simulator.arr.history import History
from simulator.arr.library import Counters
from simulator.http import AppServer
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

PATIENCE = 60

type Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def no_exception_gets_out(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Find in the end that nothing was raised that nobody caught."""
    yield
    tracebacks = [
        record.getMessage()
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno > logging.DEBUG
        # A server that restarts hangs up on the apps too; asyncio mentions that.
        and record.name != "asyncio"
        and (record.exc_info or "Traceback" in record.getMessage())
    ]
    assert tracebacks == []


async def ledger(home: Home) -> list[dict[str, Any]]:
    """Return all failures, as people see them."""
    answer = await home.act("get_failed_downloads")
    failures: list[dict[str, Any]] = answer["failures"]
    return failures


def outcomes(failure: dict[str, Any]) -> list[str]:
    """Return how the attempts of a failure went."""
    return [attempt["outcome"] for attempt in failure["attempts"]]


def counters(simulation: Simulation) -> Counters:
    """Return what Sonarr has done."""
    return simulation.sonarr.core.counters


def answers_otherwise(
    monkeypatch: pytest.MonkeyPatch, server: AppServer, method: str, answer: Respond
) -> None:
    """Let a server answer all requests with a method another way."""
    respond = server.respond

    async def other(request: web.Request) -> web.StreamResponse:
        return await (answer if request.method == method else respond)(request)

    monkeypatch.setattr(server, "respond", other)


async def delete_film(simulation: Simulation, film_id: int) -> None:
    """Let somebody take a film out of Radarr's library."""
    radarr = simulation.radarr
    async with aiohttp.ClientSession() as session:
        headers = {"X-Api-Key": radarr.api_key}
        await session.delete(f"{radarr.url}/api/v3/movie/{film_id}", headers=headers)


async def goes_on_no_more(home: Home) -> None:
    """Find that nothing follows once a story is over."""
    writes, told = len(home.writes()), len(home.told())
    await home.looks(3)
    await home.passes(1)
    assert len(home.writes()) == writes
    assert len(home.told()) == told


async def test_an_id_that_vanished_before_the_removal_is_read_anew(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = SonarrClient.remove_from_queue
    tried: list[int] = []

    async def late(client: SonarrClient, queue_id: int, **choice: Any) -> None:
        tried.append(queue_id)
        # Sonarr numbered its queue anew in between.
        await remove(client, queue_id if tried[1:] else queue_id + 99_999, **choice)

    monkeypatch.setattr(SonarrClient, "remove_from_queue", late)
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("recovery_succeeded", PATIENCE)
    (failure,) = await ledger(home)
    assert outcomes(failure) == ["nothing_found", "imported"]
    assert counters(simulation).blocklistings == 1
    assert counters(simulation).searches == 2
    assert simulation.sabnzbd.engine.jobs == []
    await goes_on_no_more(home)


async def test_a_blocklist_call_that_is_always_refused_is_given_up(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.json_response({"message": "database is locked"}, status=500)

    answers_otherwise(monkeypatch, simulation.sonarr, "DELETE", refuse)
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("recovery_failed", PATIENCE)
    (failure,) = await ledger(home)
    assert failure["state"] == "given_up"
    assert outcomes(failure) == ["refused"] * 3
    assert len(home.writes()) == 3
    assert counters(simulation).searches == 1
    assert len(home.issues()) == 1
    await goes_on_no_more(home)


async def test_a_search_that_finds_nothing_is_tried_so_often_and_no_more(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await simulation.scenario("no_redownload", media="series")
    monkeypatch.setattr(simulation.indexers, "episodes", lambda *_, **__: [])
    await home.wait_for("recovery_failed", PATIENCE)
    (failure,) = await ledger(home)
    assert failure["state"] == "given_up"
    assert outcomes(failure) == ["nothing_found"] * 3
    assert counters(simulation).searches == 1 + 3
    assert counters(simulation).grabs == 1
    await goes_on_no_more(home)


async def test_the_same_bad_release_again_and_again_is_given_up(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    handling = simulation.sonarr.core.settings.config["downloadclient"]
    handling["autoRedownloadFailed"] = False
    await home.reload()
    # Its blocklist knows nothing, so the best release is always the same one.
    monkeypatch.setattr(History, "is_blocked", lambda *_: False)
    await simulation.scenario("nothing_left", media="series")
    await home.wait_for("recovery_failed", PATIENCE)
    (failure,) = await ledger(home)
    assert failure["state"] == "given_up"
    assert outcomes(failure) == ["failed"] * 3
    assert len(set(counters(simulation).grabbed)) == 1
    assert counters(simulation).searches == 1 + 3
    await goes_on_no_more(home)


async def test_a_search_that_an_app_forgot_in_a_restart_is_waited_for_and_made_again(
    monkeypatch: pytest.MonkeyPatch, make_home: MakeHome, simulation: Simulation
) -> None:
    # Indexers that take their time: the restart comes before they answer.
    monkeypatch.setattr(search, "_LATENCY", 60.0)
    home = await make_home({CONF_SEARCH_WAIT: 30})
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("recovery_started", PATIENCE)
    await simulation.sonarr.set_up(False)
    await home.wait_for("server_unavailable", PATIENCE)
    await simulation.sonarr.set_up(True)
    await home.wait_for("recovery_succeeded", PATIENCE)
    (failure,) = await ledger(home)
    assert outcomes(failure) == ["nothing_found", "imported"]
    assert counters(simulation).searches == 3
    assert counters(simulation).blocklistings == 1
    await goes_on_no_more(home)


@pytest.mark.parametrize("scenario", ["no_redownload", "encrypted_paused"])
async def test_nobody_looks_for_a_title_that_is_in_no_library_any_more(
    home: Home, simulation: Simulation, scenario: str
) -> None:
    await simulation.scenario(scenario)
    failed = await home.wait_for("download_failed", PATIENCE)
    await delete_film(simulation, failed["media"]["server_media_id"])
    await home.until(lambda: not home.engine.failures, "it stays open", PATIENCE)
    (failure,) = await ledger(home)
    assert (failure["state"], failure["attempts"]) == ("dismissed", [])
    assert home.writes() == []
    assert home.issues() == []
    await goes_on_no_more(home)


async def test_indexers_that_take_minutes_hold_up_no_other_recovery(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = asyncio.Event()
    asked: list[int] = []

    async def find_nothing(_: RadarrClient, media_id: int, **__: Any) -> tuple[()]:
        asked.append(media_id)
        await answered.wait()
        return ()

    monkeypatch.setattr(RadarrClient, "releases", find_nothing)
    handling = simulation.radarr.core.settings.config["downloadclient"]
    handling["autoRedownloadFailed"] = False
    await home.reload()
    await simulation.scenario("script_failed")
    spoiled = await home.wait_for("download_failed", PATIENCE)
    await home.until(lambda: bool(asked), "nobody asks the indexers", PATIENCE)
    await simulation.scenario("encrypted_paused", media="series")
    recovered = await home.wait_for("recovery_succeeded", PATIENCE)
    assert recovered["id"] != spoiled["id"]
    assert len(asked) == 1
    # What is dismissed meanwhile stays so, whatever the search comes to.
    await home.act("dismiss_failure", failure_id=spoiled["id"])
    answered.set()
    await home.looks(3)
    await home.passes(3)
    assert {each["id"]: each["state"] for each in await ledger(home)} == {
        spoiled["id"]: "dismissed",
        recovered["id"]: "recovered",
    }
    assert len(asked) == 1
    await goes_on_no_more(home)


class WrongClock:
    """The clock of Home Assistant's machine, which somebody sets."""

    def __init__(self, right: Callable[[], datetime]) -> None:
        """Begin in time."""
        self._right = right
        self.wrong_by = timedelta()

    def __call__(self) -> datetime:
        """Return what time it takes it to be."""
        return self._right() + self.wrong_by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> WrongClock:
    """Take the time from a clock that a test sets."""
    clock = WrongClock(dt_util.utcnow)
    monkeypatch.setattr(dt_util, "utcnow", clock)
    return clock


@pytest.mark.parametrize("hours", [-72, -1, 1])
@pytest.mark.parametrize("at", ["download_failed", "recovery_started"])
async def test_a_clock_that_was_wrong_for_a_while_repeats_nothing(
    clock: WrongClock,
    make_home: MakeHome,
    simulation: Simulation,
    hours: float,
    at: str,
) -> None:
    home = await make_home({CONF_SEARCH_WAIT: 30})
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for(at, PATIENCE)
    clock.wrong_by = timedelta(hours=hours)
    await home.looks(2)
    clock.wrong_by = timedelta()
    await recovered_once(home, simulation)


@pytest.mark.parametrize("days", [-3, 3])
@pytest.mark.parametrize("at", ["download_failed", "recovery_started"])
async def test_a_clock_that_is_put_right_by_days_gives_nothing_up(
    clock: WrongClock, make_home: MakeHome, simulation: Simulation, at: str, days: int
) -> None:
    clock.wrong_by = timedelta(days=days)
    home = await make_home({CONF_SEARCH_WAIT: 30})
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for(at, PATIENCE)
    clock.wrong_by = timedelta()
    await recovered_once(home, simulation)


async def recovered_once(home: Home, simulation: Simulation) -> None:
    """Find that a title comes to its end with one release blamed, and few searches."""
    await home.wait_for("recovery_succeeded", PATIENCE)
    (failure,) = await ledger(home)
    assert failure["state"] == "recovered"
    assert len(failure["attempts"]) <= 2
    assert counters(simulation).searches <= 3
    assert counters(simulation).blocklistings == 1
    await goes_on_no_more(home)


async def test_servers_whose_clock_jumps_are_believed_what_they_say(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("download_failed", PATIENCE)
    simulation.clock.advance(86_400)
    await home.wait_for("recovery_succeeded", PATIENCE)
    (failure,) = await ledger(home)
    assert outcomes(failure) == ["imported"]
    assert counters(simulation).searches == 2
    await goes_on_no_more(home)


async def test_two_stacks_on_the_same_servers_do_not_drive_each_other_on(
    make_home: MakeHome, simulation: Simulation
) -> None:
    first = await make_home({CONF_SEARCH_WAIT: 30})
    second = await make_home({CONF_SEARCH_WAIT: 30})
    await simulation.scenario("encrypted_paused", media="series")
    for home in (first, second):
        await home.until(
            lambda: (
                counters(simulation).imports == 1 and not home.engine.failures  # noqa: B023 - awaited within its own turn
            ),
            "it is not over",
            PATIENCE,
        )
    assert counters(simulation).blocklistings == 1
    assert counters(simulation).searches == 2
    await goes_on_no_more(first)
    await goes_on_no_more(second)
    for home in (first, second):
        failures = (await home.engine.store.failures.list()).items
        assert [len(failure.attempts) for failure in failures] == [1]
