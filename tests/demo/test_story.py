"""A demo is worth its words only if it says so when one of them does not come true."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from demo import __main__ as demo
from demo.home import HomeAssistant
from demo.story import Story, StoryFailed
from simulator.world import Simulation


class Socket:
    """A connection over which some events come, and then nothing more."""

    def __init__(self, *events: str) -> None:
        """Let AutoArr tell these."""
        self._events = events

    async def command(self, kind: str, **data: Any) -> None:
        """Take every command."""

    async def events(self) -> AsyncIterator[Any]:
        """Yield what there is, then wait for ever."""
        for name in self._events:
            data = {"message": f"words of {name}"}
            yield {"event_type": f"autoarr_{name}", "data": data}
        await asyncio.Event().wait()


class Home:
    """A Home Assistant that tells some events."""

    def __init__(self, *events: str) -> None:
        """Let AutoArr tell these."""
        self._events = events

    @contextlib.asynccontextmanager
    async def websocket(self) -> AsyncIterator[Socket]:
        """Open a connection."""
        yield Socket(*self._events)


@contextlib.asynccontextmanager
async def story(simulation: Simulation, *events: str) -> AsyncIterator[Story]:
    """Tell a story whose events have all come already."""
    world = {"control": {"url": simulation.control.url}}
    said: list[str] = []
    async with aiohttp.ClientSession() as session:
        home = cast("HomeAssistant", Home(*events))
        told = Story(home, world, session, said.append, patience=0.3)
        ready = asyncio.Event()
        listener = asyncio.create_task(told.listen(ready))
        await ready.wait()
        yield told
        listener.cancel()
    assert said == [f"> words of {name}" for name in events if name == "activity"]


@pytest.fixture
async def simulation(loopback: None) -> AsyncIterator[Simulation]:
    """A world in which nothing happens."""
    async with Simulation(movies=3, series=2) as world:
        yield world


async def test_what_never_comes_ends_the_story(simulation: Simulation) -> None:
    async with story(simulation, "activity", "download_failed") as told:
        assert len(await told.hear("download_failed")) == 1
        with pytest.raises(StoryFailed, match="download_failed came 1 of 2 times"):
            await told.hear("download_failed", 2)
        with pytest.raises(StoryFailed, match="download_completed came 0 of 1"):
            await told.hear_once("download_completed")


async def test_what_is_told_twice_ends_the_story(simulation: Simulation) -> None:
    async with story(simulation, "download_failed", "download_failed") as told:
        await told.hear("download_failed", 2)
        with pytest.raises(StoryFailed, match="download_failed is told once"):
            await told.hear_once("download_failed")


async def test_what_does_not_become_true_ends_the_story(
    simulation: Simulation,
) -> None:
    async def never() -> bool:
        return False

    async with story(simulation) as told:
        with pytest.raises(StoryFailed, match="pigs fly"):
            await told.until(never, "pigs fly")
        with pytest.raises(StoryFailed, match="pigs fly"):
            told.must(False, "pigs fly")


async def test_only_what_autoarr_asks_of_servers_counts(
    simulation: Simulation,
) -> None:
    addresses = simulation.connections()
    async with story(simulation) as told:
        for agent in ("HomeAssistant/2026.10 AutoArr", "Cleaner/1.0"):
            async with told.session.post(
                f"{addresses['radarr']['url']}/api/v3/command",
                json={"name": "RefreshMonitoredDownloads"},
                headers={
                    "X-Api-Key": addresses["radarr"]["api_key"],
                    "User-Agent": agent,
                },
            ) as answer:
                assert answer.status == 201
        (write,) = await told.writes()
        assert write.startswith("radarr POST /api/v3/command")


async def test_a_download_is_called_by_its_release(simulation: Simulation) -> None:
    async with story(simulation) as told:
        played = await told.play("good", media="movie")
        release = await told.release_of(played["download_id"])
        assert release.endswith("-KELVIN")
        assert await told.release_of("unheard of") == "unheard of"
        assert await told.blocklist() == []


async def test_a_scene_that_does_not_come_true_is_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "home-assistant.log"
    log.write_text("what Home Assistant said")

    @contextlib.asynccontextmanager
    async def nothing(*_: Any) -> AsyncIterator[Any]:
        home = type("Home", (), {"log": log, "url": "http://127.0.0.1"})
        yield home

    async def fails(*_: Any) -> str:
        raise StoryFailed("pigs do not fly")

    monkeypatch.setattr(demo, "simulator", nothing)
    monkeypatch.setattr(demo, "HomeAssistant", nothing)
    monkeypatch.setattr(demo, "show", fails)
    assert await demo.run(once=True, port=1) == 1
    told = capsys.readouterr().out
    assert "FAILED: pigs do not fly" in told
    assert "what Home Assistant said" in told


def test_a_log_is_searched_for_autoarrs_own_troubles(tmp_path: Path) -> None:
    home = HomeAssistant(tmp_path, 1)
    mine = "2026-03-01 12:00:00.000 ERROR (MainThread) [custom_components.autoarr] Oh"
    others = mine.replace("custom_components.autoarr", "homeassistant.core")
    fine = mine.replace("ERROR", "INFO")
    home.log.write_text(f"{mine}\n{others}\n{fine}")
    assert home.troubles() == [mine]
