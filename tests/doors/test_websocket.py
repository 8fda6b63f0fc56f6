"""The WebSocket commands: lists like the actions', and one stream for whoever watches."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import json
from typing import Any

from homeassistant.helpers.json import json_bytes
import pytest
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.websocket_api import LISTS
from simulator.clock import Clock
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

pytestmark = [pytest.mark.real_time, pytest.mark.usefixtures("loopback")]

ALL = ["overview", "activity", "downloads", "failures", "requests"]


class Watcher:
    """A client that watches topics, and knows what it was told."""

    def __init__(self, client: MockHAClientWebSocket) -> None:
        """Watch with a client."""
        self.client = client
        self.told: list[dict[str, Any]] = []
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self.overview: dict[str, Any] = {}
        self.number = 0

    async def subscribe(self, *topics: str, **more: Any) -> None:
        """Start to watch; return when everything was told once."""
        await self.client.send_json_auto_id(
            {"type": f"{DOMAIN}/subscribe", "topics": list(topics), **more}
        )
        answer = await self.client.receive_json()
        assert answer["success"], answer
        self.number = answer["id"]
        for _ in topics:
            assert (await self.hear())["type"] == "snapshot"

    async def hear(self) -> dict[str, Any]:
        """Return the next event, and take it in as a card does."""
        message = await asyncio.wait_for(self.client.receive_json(), 30)
        assert message["type"] == "event", message
        assert message["id"] == self.number
        event: dict[str, Any] = message["event"]
        self.told.append(event)
        match event:
            case {"topic": "overview", "overview": parts}:
                self.overview |= parts
            case {"type": "snapshot", "topic": topic, "rows": rows}:
                self.rows[topic] = {row["id"]: row for row in rows}
            case {"type": "delta", "topic": topic}:
                for row in event["changed"]:
                    self.rows[topic][row["id"]] = row
                for gone in event["removed"]:
                    del self.rows[topic][gone]
        return event

    async def until(self, holds: Callable[[], bool]) -> None:
        """Hear until something holds."""
        while not holds():
            await self.hear()


@pytest.fixture
async def simulation(loopback: None) -> AsyncIterator[Simulation]:
    """A world in a hurry that goes by a real clock: sockets to Home Assistant need one."""
    async with Simulation(clock=Clock(60), seed=7) as world:
        yield world


type Watch = Callable[..., Awaitable[Watcher]]


@pytest.fixture
def watch(hass_ws_client: WebSocketGenerator) -> Watch:
    """Connect clients that watch."""

    async def connect(*topics: str, **more: Any) -> Watcher:
        watcher = Watcher(await hass_ws_client())
        await watcher.subscribe(*topics, **more)
        return watcher

    return connect


async def ask(
    client: MockHAClientWebSocket, command: str, **fields: Any
) -> dict[str, Any]:
    """Send a command and return what comes back."""
    await client.send_json_auto_id({"type": f"{DOMAIN}/{command}", **fields})
    while True:
        answer: dict[str, Any] = await client.receive_json()
        if answer["type"] == "result":
            return answer


@pytest.mark.slow
async def test_a_watcher_sees_what_is_and_then_what_changes(
    home: Home, simulation: Simulation, watch: Watch
) -> None:
    watcher = await watch(*ALL)
    assert watcher.rows.keys() == set(ALL[1:])
    assert not watcher.rows["downloads"]
    assert watcher.overview["queue"]["downloads"] == 0

    told = await simulation.scenario("good")
    download_id = told["download_id"]
    await watcher.until(lambda: download_id in watcher.rows["downloads"])
    await watcher.until(lambda: watcher.overview["queue"]["downloads"] == 1)
    await watcher.until(lambda: download_id not in watcher.rows["downloads"])
    await watcher.until(
        lambda: any(
            row["severity"] == "success" for row in watcher.rows["activity"].values()
        )
    )
    answer = await ask(watcher.client, "activity/list", limit=1)
    assert answer["result"]["activity"][0] in watcher.rows["activity"].values()


async def test_a_list_answers_what_its_action_answers(
    make_home: MakeHome, simulation: Simulation, hass_ws_client: WebSocketGenerator
) -> None:
    await simulation.scenario("old_failures", count=3, days=1)
    await simulation.scenario("bulk_queue", count=4)
    home = await make_home({"mode": "observe"})
    client = await hass_ws_client()
    for topic, action in LISTS.items():
        if not home.hass.services.has_service(DOMAIN, action):
            continue
        answer = await ask(client, f"{topic}/list", limit=2)
        assert answer["success"], answer
        assert answer["result"] == json.loads(
            json_bytes(await home.act(action, limit=2))
        )
    answer = await ask(client, "failures/list", failure_class="stalled")
    assert answer["result"] == {"failures": [], "total": 0}


async def test_the_overview_says_who_is_away_and_why(
    home: Home, simulation: Simulation, watch: Watch
) -> None:
    watcher = await watch("overview")
    servers = {each["server"]: each for each in watcher.overview["servers"]}
    assert servers.keys() == {"Sonarr", "Radarr", "Sabnzbd", "Plex"}
    assert all(each["connected"] and each["version"] for each in servers.values())
    assert servers["Radarr"]["problem"] is None
    assert {each["server"] for each in watcher.overview["disks"]} == {
        "Sonarr",
        "Radarr",
        "Sabnzbd",
    }
    await simulation.servers["radarr"].set_up(False)

    def radarr() -> dict[str, Any]:
        servers: list[dict[str, Any]] = watcher.overview["servers"]
        (found,) = (each for each in servers if each["server"] == "Radarr")
        return found

    await watcher.until(lambda: not radarr()["connected"])
    assert radarr()["problem"].startswith("Radarr cannot be reached")
    assert radarr()["version"] == servers["Radarr"]["version"]
    assert radarr()["queue"] is None
    assert watcher.overview["attention"]["servers_away"] == 1
    assert watcher.overview["attention"]["needed"]
    answer = await ask(watcher.client, "overview")
    assert answer["result"]["overview"].keys() == watcher.overview.keys()


@pytest.mark.parametrize(
    ("command", "fields", "code"),
    [
        ("activity/list", {"limit": 0}, "invalid_format"),
        ("activity/list", {"colour": "red"}, "invalid_format"),
        ("downloads/list", {"server": "Prowlarr"}, "service_validation_error"),
        ("downloads/list", {"config_entry_id": "x"}, "service_validation_error"),
        ("overview", {"config_entry_id": "x"}, "service_validation_error"),
        ("subscribe", {"topics": ["news"]}, "invalid_format"),
        ("subscribe", {"topics": []}, "invalid_format"),
        (
            "subscribe",
            {"topics": ["overview"], "config_entry_id": "x"},
            "service_validation_error",
        ),
    ],
)
async def test_mistakes_are_answered_with_words(
    home: Home,
    hass_ws_client: WebSocketGenerator,
    command: str,
    fields: dict[str, Any],
    code: str,
) -> None:
    answer = await ask(await hass_ws_client(), command, **fields)
    assert not answer["success"]
    assert answer["error"]["code"] == code
    assert answer["error"]["message"]
    if code == "service_validation_error":
        assert answer["error"]["translation_key"]


async def test_a_watcher_sees_what_audits_find_and_what_is_mended(
    home: Home, watch: Watch
) -> None:
    watcher = await watch("findings", "overview")
    assert watcher.rows["findings"] == {}
    assert watcher.overview["audit"]["score"] is None
    found = await home.act("run_audit")
    count = found["audit"]["open_findings"]
    await watcher.until(lambda: len(watcher.rows["findings"]) == count)
    await watcher.until(lambda: watcher.overview["audit"]["open_findings"] == count)
    rows = watcher.rows["findings"].values()
    finding = next(row for row in rows if row["one_click"])
    await home.act("apply_fix", finding_id=finding["id"])
    # It stays in sight, to be undone.
    await watcher.until(
        lambda: watcher.rows["findings"][finding["id"]]["state"] == "fixed"
    )
