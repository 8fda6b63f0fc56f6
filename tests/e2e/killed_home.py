"""A home that is killed: processes with a real Home Assistant that die where they are told.

It is a program. It imports everything once and then forks a process for each life that
it is asked for, a JSON line each; what happens in those lives is told as JSON lines too.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from io import FileIO
import json
import logging
import os
from pathlib import Path
import re
import select
import signal
import sys
from typing import Any, override
from unittest.mock import patch

import aiohttp
from aiohttp import client_reqrep
from homeassistant import loader
from homeassistant.const import MATCH_ALL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)
from sqlalchemy import Engine as Database, event
from sqlalchemy.engine.default import DefaultDialect

# First of all: the test plugin ships a custom_components package of its own.
import custom_components.autoarr
from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.coordinators import base
from custom_components.autoarr.downloads import decisions, ledger
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.servers.models import ServerType

from .conftest import HURRY, IN_A_HURRY, LEAST_WATCH
from .home import same_stack

__all__ = ["custom_components"]

CHANGED = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) autoarr_(\w+)")
PATIENT = (*IN_A_HURRY, (ledger, "AGAIN"), (decisions, "LOOK_AGAIN"))
asking: ContextVar[str] = ContextVar("asking")
BEGIN = signal.SIGUSR1
"""Tells a life that its story begins: from now on moments are counted."""
GLANCE = 0.05
"""Seconds between two looks at whether it is over, or at who has died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life of a home.

    Attributes:
        name: What it is called in all that is told of it.
        folder: Where Home Assistant keeps its files.
        addresses: Where the servers are.
        options: Of the stack.
        dies_at: The moment at which it is killed, if it comes.
    """

    name: str
    folder: str
    addresses: dict[str, dict[str, str]]
    options: dict[str, Any] = field(default_factory=dict)
    dies_at: str | None = None

    def ordered(self) -> str:
        """Return the line that asks for it."""
        return json.dumps(asdict(self))


class Fate:
    """Counts the moments of a life, and ends it without any warning."""

    def __init__(self, life: Life) -> None:
        """Wait for the story of a life to begin."""
        self._life = life
        self._counted = False
        self._moments: Counter[str] = Counter()
        self._changed: set[str] = set()

    def begin(self) -> None:
        """Count from now on."""
        self._counted = True

    def tell(self, **news: object) -> None:
        """Tell the test something; at once, as the next line may never come."""
        line = json.dumps({"life": self._life.name, **news}, default=str)
        os.write(sys.stdout.fileno(), f"{line}\n".encode())

    def moment(self, what: str) -> None:
        """A moment has come: perhaps the last one."""
        if not self._counted:
            return
        self._moments[what] += 1
        name = f"{what} #{self._moments[what]}"
        self.tell(moment=name)
        if name == self._life.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_requests(self) -> None:
        """Count the moments around each request: before it, on its way, answered."""
        request = aiohttp.ClientSession._request
        send = client_reqrep.ClientRequest.send
        fate = self

        async def _request(
            session: aiohttp.ClientSession, method: str, url: Any, **more: Any
        ) -> Any:
            what = _named(method, url.path, more.get("data"))
            asking.set(what)
            fate.moment(f"before {what}")
            answer = await request(session, method, url, **more)
            fate.moment(f"answered {what}")
            return answer

        async def _send(asked: client_reqrep.ClientRequest, connection: Any) -> Any:
            answer = await send(asked, connection)
            fate.moment(f"sent {asking.get()}")
            return answer

        patch.object(aiohttp.ClientSession, "_request", _request).start()
        patch.object(client_reqrep.ClientRequest, "send", _send).start()

    def watch_store(self) -> None:
        """Count the moments before and after each transaction that changes something."""
        commit: Any = DefaultDialect.do_commit
        fate = self

        def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if found := CHANGED.match(statement):
                fate._changed.add(found[1])

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            what, fate._changed = "+".join(sorted(fate._changed)), set()
            if not what:
                commit(dialect, connection)
                return
            fate.moment(f"before storing {what}")
            commit(dialect, connection)
            fate.moment(f"stored {what}")

        event.listen(Database, "before_cursor_execute", executed)
        patch.object(DefaultDialect, "do_commit", do_commit).start()


def _named(method: str, path: str, form: object) -> str:
    """Return a name for a request that is the same in each life."""
    path = re.sub(r"/\d+", "/N", path)
    mode = form.get("mode") if isinstance(form, Mapping) else None
    return f"{method} {path} {mode}" if mode else f"{method} {path}"


class Home:
    """A Home Assistant with one stack, in this process."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry, fate: Fate) -> None:
        """Listen to everything from now on."""
        self._hass = hass
        self._entry = entry
        self._fate = fate
        hass.bus.async_listen(MATCH_ALL, self._hear)

    @callback
    def _hear(self, event: Event) -> None:
        name = str(event.event_type)
        if name.startswith(f"{DOMAIN}_") and name != f"{DOMAIN}_activity":
            self._fate.tell(event=name.removeprefix(f"{DOMAIN}_"))

    async def set_up(self) -> None:
        """Set the stack up, and know what has failed already."""
        self._entry.add_to_hass(self._hass)
        await self._hass.config_entries.async_setup(self._entry.entry_id)
        await self._hass.async_block_till_done()
        engine: Engine = self._entry.runtime_data
        # What failed before a server's first look is no story.
        for server in (ServerType.SONARR, ServerType.RADARR, ServerType.SABNZBD):
            while await engine.store.marks.get(server) is None:
                await engine.coordinators[server].async_refresh_now()

    async def ask(self, action: str) -> Any:
        """Return what an action answers."""
        return await self._hass.services.async_call(
            DOMAIN, action, {"limit": 500}, blocking=True, return_response=True
        )

    async def over(self) -> None:
        """Wait until everything that failed is closed, and nothing else follows."""
        engine: Engine = self._entry.runtime_data
        changed = asyncio.Event()
        engine.async_add_listener(changed.set)
        while engine.failures or not (await self.ask("get_failed_downloads"))["total"]:
            await changed.wait()
            changed.clear()
        for _ in range(3):
            for coordinator in engine.coordinators.values():
                await coordinator.async_refresh_now()
            await asyncio.sleep(GLANCE)

    async def report(self) -> dict[str, Any]:
        """Return what is known in the end."""
        engine: Engine = self._entry.runtime_data
        return {
            "failures": (await self.ask("get_failed_downloads"))["failures"],
            "activity": (await self.ask("get_activity"))["activity"],
            "unfinished": [
                entry.action for entry in await engine.store.journal.unfinished()
            ],
            "totals": asdict(engine.totals),
        }

    async def unload(self) -> None:
        """Take the stack down."""
        await self._hass.config_entries.async_unload(self._entry.entry_id)


class Complaints(logging.Handler):
    """Tells what is logged about trouble."""

    def __init__(self, fate: Fate) -> None:
        """Tell it where everything is told."""
        super().__init__(logging.WARNING)
        self._fate = fate

    @override
    def emit(self, record: logging.LogRecord) -> None:
        about = f"{record.name} {record.getMessage()}"
        if DOMAIN in about and "custom integration" not in about:
            self._fate.tell(complaint=self.format(record)[-2000:])


async def live(life: Life) -> None:
    """Live until the story is over, and tell it."""
    fate = Fate(life)
    logging.getLogger().addHandler(Complaints(fate))
    fate.watch_requests()
    fate.watch_store()
    asyncio.get_running_loop().add_signal_handler(BEGIN, fate.begin)
    async with async_test_home_assistant(config_dir=life.folder) as hass:
        # The servers have numbers: nobody needs to be asked for their names.
        resolver: Any = aiohttp.ThreadedResolver()
        hass.data[DATA_RESOLVER] = resolver
        hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        home = Home(hass, same_stack(life.addresses, life.options), fate)
        await home.set_up()
        fate.tell(ready=os.getpid())
        await home.over()
        report = json.dumps(await home.report(), default=str)
        await asyncio.to_thread(Path(life.folder, "report.json").write_text, report)
        await home.unload()


def _fork(life: Life) -> int:
    """Begin a life in a process of its own and return its id."""
    process = os.fork()
    if process:
        return process
    ended_well = 1
    try:
        asyncio.run(live(life))
        ended_well = 0
    finally:
        # Nothing of the program that forked it may run on here.
        os._exit(ended_well)


def main() -> None:
    """Fork lives until nobody can ask for more, and tell how each ended."""
    base.WATCH = LEAST_WATCH
    for module, name in PATIENT:
        setattr(module, name, getattr(module, name) / HURRY)
    lives: dict[int, str] = {}
    asked = FileIO(sys.stdin.fileno(), closefd=False)
    while True:
        if select.select([asked], [], [], GLANCE)[0]:
            line = asked.readline()
            if not line:
                break
            life = Life(**json.loads(line))
            lives[_fork(life)] = life.name
        while lives:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                break
            ended = os.waitstatus_to_exitcode(status)
            told = json.dumps({"life": lives.pop(process), "ended": ended})
            os.write(sys.stdout.fileno(), f"{told}\n".encode())
    for process in lives:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


if __name__ == "__main__":
    main()
