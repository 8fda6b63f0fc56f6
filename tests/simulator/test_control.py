"""The control desk, the command line and the push of the simulated world."""

import asyncio
import json
from pathlib import Path
import signal
import sys
from typing import Any

import aiohttp
import pytest

from benchmarks.timeless.loop import world_clock
from simulator import scenarios
from simulator.casting import Stage, WrongParameterError
from simulator.clock import Clock
from simulator.world import Simulation

ROOT = Path(__file__).parents[2]


async def _ask(url: str, method: str = "GET", body: Any = None) -> tuple[int, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, json=body) as response,
    ):
        return response.status, await response.json()


async def test_the_desk_lets_a_model_misbehave(sim: Simulation) -> None:
    url = f"{sim.control.url}/servers/anthropic"
    status, told = await _ask(url, "POST", {"fault": "overloaded"})
    assert (status, told["fault"]) == (200, "overloaded")
    status, _ = await _ask(f"{sim.anthropic.url}/v1/models")
    assert status == 529


async def test_the_desk_lists_and_plays_scenarios(sim: Simulation) -> None:
    status, listed = await _ask(f"{sim.control.url}/scenarios")
    assert status == 200
    assert {row["name"] for row in listed} == set(scenarios.STORIES)
    assert all(row["description"] for row in listed)
    url = f"{sim.control.url}/scenarios/good"
    status, told = await _ask(url, "POST", {"media": "series"})
    assert (status, told["scenario"], told["server"]) == (200, "good", "sonarr")
    assert told["download_id"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("none_such", {}),
        ("good", {"media": "music"}),
        ("good", {"title": "Zzzz Zzzz"}),
        ("good", {"title": 7}),
        ("unreleased", {"title": "Zzzz Zzzz"}),
        ("good", {"media": "series", "title": "Zzzz Zzzz"}),
        ("mass_failure", {"count": 0}),
        ("unowned", {"category": "yes"}),
        ("disk_full", {"where": "everywhere"}),
        ("server_down", {"server": "toaster"}),
        ("server_down", {"fault": "gremlins"}),
    ],
)
async def test_a_wrong_parameter_is_an_error_in_words(
    sim: Simulation, name: str, body: dict[str, Any]
) -> None:
    status, answer = await _ask(f"{sim.control.url}/scenarios/{name}", "POST", body)
    assert status == 400
    assert answer["error"]


async def test_a_title_can_be_named_whether_it_is_in_the_library_or_not(
    sim: Simulation,
) -> None:
    for media, title in (("movie", "Dune 1984"), ("series", "Chernobyl")):
        told = await sim.scenario("good", media=media, title=title)
        assert title.split()[0] in told["title"]
        assert told["download_id"]
        again = await sim.scenario("stalled", media=media, title=title)
        assert again["media_id"] == told["media_id"]
    told = await sim.scenario("season_pack", title="Chernobyl", season=1)
    assert told["title"] == "Chernobyl S01"


async def test_stories_find_new_titles_when_the_library_has_none_missing(
    socket_enabled: None,
) -> None:
    clock = world_clock(asyncio.get_running_loop(), speed=60)
    async with Simulation(clock=clock, movies=1, series=1) as sim:
        titles = set()
        for _ in range(3):
            titles.add((await sim.scenario("good"))["title"])
            titles.add((await sim.scenario("good", media="series"))["title"])
        titles.add((await sim.scenario("season_pack"))["title"])
        assert len(titles) == 7


async def test_the_world_tells_what_there_is_and_what_was_done(
    sim: Simulation,
) -> None:
    await sim.scenario("bad_release")
    await sim.scenario("title_mismatch", media="series")
    await sim.until(lambda: sim.radarr.core.counters.failures == 1)
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    status, world = await _ask(f"{sim.control.url}/world")
    assert status == 200
    assert len(world["library"]["movies"]) >= 10
    assert world["counters"]["radarr"]["searches"] >= 1
    assert world["counters"]["radarr"]["blocklist"] == 1
    assert world["blocklist"][0]["message"].startswith("Aborted")
    modes = [w["params"]["mode"] for w in world["servers"]["sabnzbd"]["writes"]]
    assert modes.count("addfile") >= 2
    assert "history" in modes
    assert world["sabnzbd"]["queue"] or world["sabnzbd"]["history"]
    assert any(row["server"] == "radarr" for row in world["downloads"])
    assert sim.radarr.api_key not in json.dumps(world)
    assert sim.sabnzbd.api_key not in json.dumps(world)


async def test_the_clock_jumps_and_servers_go_down(sim: Simulation) -> None:
    before = sim.clock.time()
    status, answer = await _ask(f"{sim.control.url}/clock", "POST", {"advance": 86_400})
    assert (status, answer["advanced"]) == (200, 86_400)
    assert sim.clock.time() - before >= 86_400
    assert (await _ask(f"{sim.control.url}/clock", "POST", {"advance": "x"}))[0] == 400
    assert (await _ask(f"{sim.control.url}/clock", "POST", {"advance": -1}))[0] == 400
    assert (await _ask(f"{sim.control.url}/clock", "POST", [1]))[0] == 400

    url = f"{sim.control.url}/servers/plex"
    answer = (await _ask(url, "POST", {"up": False, "fault": "http_500"}))[1]
    assert answer == {"name": "plex", "up": False, "fault": "http_500"}
    answer = (await _ask(url, "POST", {"up": True, "fault": None}))[1]
    assert answer == {"name": "plex", "up": True, "fault": "none"}
    assert (await _ask(f"{sim.control.url}/servers/x", "POST", {}))[0] == 400
    assert (await _ask(f"{sim.control.url}/elsewhere"))[0] == 404


async def test_an_import_reaches_plex_after_its_scan(sim: Simulation) -> None:
    told = await sim.scenario("good", title="Dune 1984")
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    headers = {"X-Plex-Token": sim.plex.token, "Accept": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{sim.plex.url}/library/sections"
        async with session.get(url) as response:
            sections = (await response.json())["MediaContainer"]["Directory"]
        key = next(one["key"] for one in sections if one["type"] == "movie")
        await session.get(f"{url}/{key}/refresh")
        await sim.clock.play(120)
        async with session.get(f"{url}/{key}/all") as response:
            found = (await response.json())["MediaContainer"]["Metadata"]
    assert told["title"] in [f"{one['title']} ({one['year']})" for one in found]


async def test_subscribers_hear_that_the_queue_changed(sim: Simulation) -> None:
    app = sim.radarr
    async with aiohttp.ClientSession(headers={"X-Api-Key": app.api_key}) as session:
        url = f"{app.url}/signalr/messages"
        async with session.post(f"{url}/negotiate?negotiateVersion=1") as response:
            offer = await response.json()
        assert offer["availableTransports"][0]["transport"] == "WebSockets"
        address = f"{url}?id={offer['connectionToken']}"
        async with session.ws_connect(address) as socket:
            await socket.send_str('{"protocol":"json","version":1}\x1e')
            assert await socket.receive_str() == "{}\x1e"
            first = json.loads((await socket.receive_str()).rstrip("\x1e"))
            assert first["arguments"][0]["body"] == {"version": app.version}
            await sim.scenario("stalled")
            heard: set[str] = set()
            async with asyncio.timeout(20):
                while not {"queue", "queue/details", "command"} <= heard:
                    text = await socket.receive_str()
                    for frame in filter(None, text.split("\x1e")):
                        message = json.loads(frame)
                        if message["type"] == 1:
                            heard.add(message["arguments"][0]["name"])
        async with session.get(url) as response:
            assert response.status == 400
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{url}/negotiate") as response:
            assert response.status == 401
        async with session.ws_connect(f"{url}?access_token={app.api_key}") as socket:
            await socket.send_str("hello")
            assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


def test_a_stage_reads_real_files_of_posts() -> None:
    stage = Stage(Simulation(movies=0, series=0), {"nzbs": {"bad": "/x/bad.nzb"}})
    assert stage.nzbs() == {"bad": Path("/x/bad.nzb")}
    with pytest.raises(WrongParameterError):
        Stage(stage.sim, {"count": True}).number("count", 1)


async def test_the_clock_wakes_sleepers_that_a_jump_passes() -> None:
    clock = Clock(speed=1)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(1800)
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.advance(1801)
    await asyncio.wait_for(sleeper, 1)
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="speed"):
        Clock(speed=0)


@pytest.mark.real_time
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_command_line_says_where_everything_is_and_ends_well(
    socket_enabled: None, number: signal.Signals
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--speed", "60", "--scenario", "good"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = json.loads(await process.stdout.readline())
    assert set(line) == {"sonarr", "radarr", "sabnzbd", "plex", "anthropic", "control"}
    assert set(line["plex"]) == {"url", "token"}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{line['radarr']['url']}/ping") as response:
            assert response.status == 200
        async with session.get(
            f"{line['sonarr']['url']}/api/v3/health",
            headers={"X-Api-Key": line["sonarr"]["api_key"]},
        ) as response:
            assert await response.json() == []
    process.send_signal(number)
    assert await process.wait() == 0


@pytest.mark.real_time
@pytest.mark.parametrize(
    "arguments", [["--speed", "0"], ["--sabnzbd-url", "http://127.0.0.1:1"], ["--what"]]
)
async def test_a_wrong_command_line_is_refused(arguments: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", *arguments),
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 2
