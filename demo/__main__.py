"""Starts the simulated servers and a real Home Assistant, plays the scenes, stays or ends."""

import argparse
import asyncio
from collections.abc import AsyncIterator
import contextlib
import json
from pathlib import Path
import signal
import socket
import sys
import tempfile
import time
from typing import Any

import aiohttp

from custom_components.autoarr.servers.base import ServerError

from . import dashboard
from .home import PASSWORD, REPOSITORY, USER, HomeAssistant, HomeFailed
from .scenes import BRAKE_WINDOW, SCENES
from .story import Story, StoryFailed

SPEED = 60
"""World seconds in a real one: a download of minutes takes seconds."""
PORT = 8123
THRESHOLDS = {
    "settle_time": {"seconds": 10},
    "search_wait": {"seconds": 10},
    "retry_delay_2": {"seconds": 10},
    "retry_delay_3": {"seconds": 10},
    "brake_window": {"seconds": BRAKE_WINDOW},
}
"""What takes longer at home, so that nobody has to wait for the story."""

type Json = Any

_began = time.monotonic()


def say(text: str) -> None:
    """Print a line with the time since the start."""
    print(f"[{time.monotonic() - _began:6.1f} s] {text}", flush=True)


@contextlib.asynccontextmanager
async def simulator() -> AsyncIterator[Json]:
    """Run the simulated servers and yield their addresses."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--base-port",
        "0",
        "--speed",
        str(SPEED),
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        line = await process.stdout.readline() if process.stdout else b""
        if not line:
            raise HomeFailed("the simulator did not start")
        yield json.loads(line)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def set_up(home: HomeAssistant, world: Json) -> None:
    """Set AutoArr up through its own flow, and give it a demo's patience."""
    servers: list[Json] = []
    for name in ("Sonarr", "Radarr", "SABnzbd", "Plex"):
        server = name.lower()
        servers.append({"next_step_id": server})
        servers.append({"name": name, "verify_ssl": True, **world[server]})
    made = await home.flow(
        "/api/config/config_entries/flow",
        {"handler": "autoarr"},
        {"name": "Demo home"},
        *servers,
        {"next_step_id": "finish"},
        {"mode": "automatic"},
        {"ai_provider": "none"},
    )
    if made["type"] != "create_entry":
        raise HomeFailed(f"set-up ended with {made}")
    await home.change_options(
        made["result"]["entry_id"],
        {"thresholds": THRESHOLDS},
    )
    await home.until_loaded("autoarr")


async def play(home: HomeAssistant, world: Json) -> None:
    """Tell the story, scene by scene; each is checked against the servers themselves."""
    async with aiohttp.ClientSession() as session:
        story = Story(home, world, session, say)
        ready = asyncio.Event()
        listener = asyncio.create_task(story.listen(ready))
        try:
            await ready.wait()
            say("What AutoArr says, in its own words, begins with >")
            for title, scene in SCENES:
                await story.tell(title, scene)
        finally:
            listener.cancel()


async def run(*, once: bool, port: int) -> int:
    """Do it all; return the exit code."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="autoarr-demo-") as folder:
        async with simulator() as world:
            say("Simulated Sonarr, Radarr, SABnzbd and Plex are running")
            async with HomeAssistant(Path(folder), port) as home:
                say(f"Home Assistant is running, with an owner {USER}/{PASSWORD}")
                work = asyncio.create_task(show(home, world))
                stopped = asyncio.create_task(stop.wait())
                await asyncio.wait({work, stopped}, return_when="FIRST_COMPLETED")
                stopped.cancel()
                if not work.done():
                    work.cancel()
                    await asyncio.wait({work})
                    return 130
                try:
                    path = work.result()
                except (
                    HomeFailed,
                    StoryFailed,
                    ServerError,
                    aiohttp.ClientError,
                ) as err:
                    say(f"FAILED: {err}")
                    say(home.log.read_text()[-4000:] if home.log.exists() else "")
                    return 1
                say("Every scene ended as it should")
                if not once:
                    print(f"\n  Open {home.url}{path}", flush=True)
                    print(
                        f"  User {USER}, password {PASSWORD}. Ctrl-C ends everything."
                    )
                    await stop.wait()
    return 0


async def show(home: HomeAssistant, world: Json) -> str:
    """Set up, make the dashboard and play; return the dashboard's path."""
    await set_up(home, world)
    say("AutoArr is set up with all four servers")
    async with home.websocket() as websocket:
        path = await dashboard.create(websocket)
    await play(home, world)
    if troubles := await asyncio.to_thread(home.troubles):
        raise StoryFailed("\n".join(["AutoArr logged", *troubles]))
    return path


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="play the scenes, check them, and end"
    )
    parser.add_argument(
        "--port",
        type=int,
        help=f"of Home Assistant; {PORT} if none is given, with --once any free one",
    )
    options = parser.parse_args()
    port = options.port or (free_port() if options.once else PORT)
    sys.exit(asyncio.run(run(once=options.once, port=port)))


if __name__ == "__main__":
    main()
