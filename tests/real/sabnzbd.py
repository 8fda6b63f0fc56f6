"""Runs one real SABnzbd on loopback with a home, a key and a news server of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import os
from pathlib import Path
import secrets
import socket
from typing import Any

import aiohttp

from tests.real.fetch import Installation
from tests.real.posts import Post

CATEGORIES = ("tv", "movies")
START_TIMEOUT = 60
STOP_TIMEOUT = 20


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write_settings(home: Path, port: int, key: str, news_port: int) -> Path:
    """Write an ini that reaches out to nothing but the news server."""
    misc: dict[str, object] = {
        "api_key": key,
        "nzb_key": secrets.token_hex(16),
        "host": "127.0.0.1",
        "port": port,
        "fixed_ports": 1,
        "url_base": "/sabnzbd",
        "inet_exposure": 0,
        "check_new_rel": 0,
        "auto_browser": 0,
        "enable_broadcast": 0,
        "enable_bonjour": 0,
        "selftest_host": "127.0.0.1",
        "language": "en",
        "direct_unpack_tested": 1,  # else its first job makes a warning
        "permissions": "755",
        "download_dir": home / "incomplete",
        "complete_dir": home / "complete",
        "log_dir": home / "logs",
        "admin_dir": home / "admin",
    }
    lines = ["__version__ = 19", "__encoding__ = utf-8", "[misc]"]
    lines += [f"{name} = {value}" for name, value in misc.items()]
    lines += ["[servers]", "[[loopback]]", "name = loopback", "displayname = loopback"]
    lines += ["host = 127.0.0.1", f"port = {news_port}", "connections = 4"]
    lines += ["ssl = 0", "enable = 1", "timeout = 20"]
    lines += ["[categories]", "[[*]]", "name = *", "pp = 3", "script = None"]
    for category in CATEGORIES:
        lines += [f"[[{category}]]", f"name = {category}", f"dir = {category}"]
        lines += ['pp = ""', "script = Default", "priority = -100"]
    home.mkdir(parents=True)
    settings = home / "sabnzbd.ini"
    settings.write_text("\n".join(lines) + "\n")
    return settings


class Sabnzbd:
    """A running SABnzbd."""

    def __init__(
        self, home: Path, port: int, key: str, process: asyncio.subprocess.Process
    ):
        """Describe a process that was started; see `run`."""
        self.url = f"http://127.0.0.1:{port}/sabnzbd"
        self.api_key = key
        self.home = home
        self._process = process

    async def call(self, mode: str, **parameters: object) -> Any:
        """Return the API's answer to one call."""
        form = {"mode": mode, "output": "json", "apikey": self.api_key}
        form |= {name: str(value) for name, value in parameters.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/api", data=form, raise_for_status=True) as answer,
        ):
            return await answer.json(content_type=None)

    async def add(self, post: Post, category: str, **parameters: str) -> str:
        """Hand over a post's NZB and return the job's id."""
        fields = {"mode": "addfile", "output": "json", "cat": category}
        form = aiohttp.FormData(fields | parameters)
        form.add_field("apikey", self.api_key)
        form.add_field("name", post.nzb, filename=f"{post.title}.nzb")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/api", data=form, raise_for_status=True) as answer,
        ):
            job_id: str = (await answer.json(content_type=None))["nzo_ids"][0]
            return job_id

    async def outcome(self, job_id: str, *, timeout: float = 60) -> dict[str, Any]:
        """Wait until a job is over or paused; return its slot of history or queue."""
        async with asyncio.timeout(timeout):
            while True:
                queue = (await self.call("queue"))["queue"]["slots"]
                history = (await self.call("history", limit=50))["history"]["slots"]
                for slot in [*queue, *history]:
                    # A final status is said before post-processing lets go of the job.
                    is_over = slot["status"] in ("Completed", "Failed", "Paused")
                    if slot["nzo_id"] == job_id and is_over and not slot.get("loaded"):
                        found: dict[str, Any] = slot
                        return found
                await asyncio.sleep(0.2)

    async def started(self) -> None:
        """Wait until the API answers to this run's key, so that it is ours."""
        async with asyncio.timeout(START_TIMEOUT):
            while self._process.returncode is None:
                try:
                    await self.call("queue")
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)
                else:
                    return
        raise RuntimeError(f"SABnzbd ended at once: see {self.home / 'console.log'}")

    async def stop(self) -> None:
        """End this process, gently at first."""
        if self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_TIMEOUT)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def run(
    installation: Installation, home: Path, news_port: int
) -> AsyncIterator[Sabnzbd]:
    """Run SABnzbd in the folder home for as long as the context lasts."""
    port, key = _free_port(), secrets.token_hex(16)
    settings = _write_settings(home, port, key, news_port)
    with (home / "console.log").open("wb") as console:
        process = await asyncio.create_subprocess_exec(
            *(installation.commands / "python", installation.script),
            *("-f", settings, "-b0", "-l1", "--console"),
            env={
                **os.environ,
                "HOME": str(home),
                "PATH": f"{installation.commands}:{os.environ['PATH']}",
            },
            stdin=asyncio.subprocess.DEVNULL,
            stdout=console,
            stderr=console,
        )
    server = Sabnzbd(home, port, key, process)
    try:
        await server.started()
        yield server
    finally:
        await server.stop()
