"""Commands: what an app is told to do, does in the background, and reports on."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from dataclasses import dataclass, field
import re

from simulator.arr.core import Core
from simulator.arr.wire import Json, conflict, crash, iso, timespan, without_nulls

type Work = Callable[[Command], Awaitable[str]]

_KEEP = 300.0


@dataclass(slots=True, eq=False)
class Command:
    """One command and how far it is."""

    id: int
    name: str
    body: Json
    trigger: str
    queued: float
    agent: str
    status: str = "queued"
    result: str = "unknown"
    message: str = ""
    exception: str | None = None
    started: float | None = None
    ended: float | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def manual(self) -> bool:
        """Somebody asked for it; the app itself did not."""
        return self.trigger == "manual"

    def wire(self) -> Json:
        """Return the resource."""
        duration = None
        if self.started is not None and self.ended is not None:
            duration = timespan(self.ended - self.started)
        last = self.ended or self.started or self.queued
        return without_nulls(
            {
                "name": self.name,
                "commandName": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name),
                "message": self.message or None,
                "body": {
                    **self.body,
                    "sendUpdatesToClient": True,
                    "updateScheduledTask": True,
                    "requiresDiskAccess": False,
                    "isExclusive": False,
                    "isLongRunning": False,
                    "name": self.name,
                    "trigger": self.trigger,
                    "suppressMessages": False,
                    "clientUserAgent": self.agent,
                },
                "priority": "normal",
                "status": self.status,
                "result": self.result,
                "queued": iso(self.queued),
                "started": iso(self.started) if self.started is not None else None,
                "ended": iso(self.ended) if self.ended is not None else None,
                "duration": duration,
                "exception": self.exception,
                "trigger": self.trigger,
                "clientUserAgent": self.agent or None,
                "stateChangeTime": iso(last),
                "sendUpdatesToClient": True,
                "updateScheduledTask": True,
                "id": self.id,
            }
        )


class Commands:
    """The commands of one app; each runs as a task of its own."""

    def __init__(self, core: Core) -> None:
        """Start with nothing to do and nothing known."""
        self.core = core
        self._known: dict[str, tuple[str, Work]] = {}
        self._commands: list[Command] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._next = 1

    def define(self, name: str, work: Work) -> None:
        """Teach a command; `work` does it and returns the last message."""
        self._known[name.lower()] = (name, work)

    def push(
        self, name: str, body: Json, *, trigger: str = "manual", agent: str = ""
    ) -> Command:
        """Start a command, or return the equal one that is under way.

        Raises:
            Problem: There is no such command (500).
        """
        if (known := self._known.get(name.lower())) is None:
            raise crash("Sequence contains no matching element")
        name, work = known
        for command in self._commands:
            under_way = command.status in {"queued", "started"}
            if under_way and command.name == name and command.body == body:
                return command
        command = Command(
            self._next, name, body, trigger, self.core.clock.time(), agent
        )
        self._next += 1
        self._commands.append(command)
        self._tell(command)
        task = asyncio.create_task(self._run(command, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return command

    async def _run(self, command: Command, work: Work) -> None:
        await asyncio.sleep(0)
        if command.status != "queued":
            return
        command.status, command.started = "started", self.core.clock.time()
        self._tell(command)
        try:
            command.message = await work(command)
        except Exception as err:  # noqa: BLE001 - an app survives its commands
            command.status, command.result = "failed", "unsuccessful"
            command.message = "Failed"
            command.exception = f"System.Exception: {err}"
        else:
            command.status, command.result = "completed", "successful"
        command.ended = self.core.clock.time()
        command.done.set()
        self._tell(command)

    def _tell(self, command: Command) -> None:
        self.core.hub.changed("command", "updated", command.wire())

    def all(self) -> list[Command]:
        """Return what is under way and what ended less than five minutes ago."""
        limit = self.core.clock.time() - _KEEP
        self._commands = [
            command
            for command in self._commands
            if command.ended is None or command.ended > limit
        ]
        return self._commands

    def find(self, number: int) -> Command | None:
        """Return a command by id."""
        return next((c for c in self.all() if c.id == number), None)

    def cancel(self, command: Command) -> None:
        """Take back a command that has not started.

        Raises:
            Problem: It has (409).
        """
        if command.status != "queued":
            raise conflict("Unable to cancel task")
        command.status, command.ended = "cancelled", self.core.clock.time()
        command.done.set()

    async def stop(self) -> None:
        """End everything that runs."""
        for command in self._commands:
            if command.ended is None:
                command.status, command.ended = "orphaned", self.core.clock.time()
                command.done.set()
        for task in tuple(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
