"""Watches what is asked of the servers, by whom, and whether it was right to ask.

Right and wrong follow from what was injected, and from what the servers held when they
were asked.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from aiohttp import web

from simulator.arr.commands import Command
from simulator.arr.library import Target
from simulator.arr.queue import row_id
from simulator.arr.search import Judged, concerns
from simulator.arr.server import ArrServer
from simulator.arr.tracked import State
from simulator.http import AppServer, Request
from simulator.nzb import Fate
from simulator.sabnzbd.jobs import Job, Status
from simulator.sabnzbd.outcomes import Stop, course
from simulator.world import Simulation

from .causes import BY_HAND, MISMATCH, REDUNDANT, RELEASE_FAULTS, Case

OURS = "HomeAssistant/"
_APP = "app"
_SEARCH_WAIT = 600.0
"""How long AutoArr lets a search bring something, in seconds."""
_WINDOW, _MOST_REMOVALS = 600.0, 5

_asker: ContextVar[str] = ContextVar("asker", default=_APP)


class Witness:
    """Sees every job, write and search of a world.

    Attributes:
        cases: All stories so far.
        by_job: The story of each job in SABnzbd, by its id.
        fates: What every job was made of, by its id.
        releases: What every release was made of, by its name.
        false_removals: Ids of downloads that were wrongly taken away or blamed.
        duplicates: Searches that another one made superfluous, for people.
        broken: Laws that were broken, for people.
        on_write: Called with each write of AutoArr before it takes effect.
        stir: Called when something happens.
    """

    def __init__(self, simulation: Simulation, stir: Callable[[], None]) -> None:
        """Watch a world from now on."""
        self._simulation = simulation
        self.cases: list[Case] = []
        self.by_job: dict[str, Case] = {}
        self.fates: dict[str, Fate] = {}
        self.releases: dict[str, Fate] = {}
        self.false_removals: dict[str, str] = {}
        self.duplicates: list[str] = []
        self.broken: Counter[str] = Counter()
        self.writes: Counter[str] = Counter()
        self.on_write: Callable[[], None] = lambda: None
        self.stir = stir
        self._homeless: set[str] = set()
        """Ids of jobs whose story is not known yet."""
        self._removals: deque[float] = deque()
        self._searched: dict[tuple[str, int], tuple[float, int]] = {}
        self._watch_jobs()
        for server in simulation.servers.values():
            self._watch_requests(server)
        for app in (simulation.sonarr, simulation.radarr):
            self._watch_searches(app)

    # -- jobs --------------------------------------------------------------------------

    def _watch_jobs(self) -> None:
        engine = self._simulation.sabnzbd.engine
        enqueue, retry = engine._enqueue, engine.retry  # noqa: SLF001 - see all jobs

        def enqueued(job: Job, *, paused: bool) -> str | None:
            post = job.post
            fate = post.fate if post is not None else Fate.GOOD
            self.fates[job.nzo_id] = self.releases[job.name] = fate
            self._homeless.add(job.nzo_id)
            self.stir()
            return enqueue(job, paused=paused)

        def retried(nzo_id: str, password: str = "") -> str | None:
            new = retry(nzo_id, password)
            if new is not None:
                self.fates[new] = self.fates.get(nzo_id, Fate.GOOD)
                if (case := self.case_of(nzo_id)) is not None:
                    self.by_job[new] = case
                    case.jobs.append(new)
            self.stir()
            return new

        # Both are only looked at: every call goes on unchanged to what they were.
        engine._enqueue = enqueued  # type: ignore[method-assign]  # noqa: SLF001 - as above
        engine.retry = retried  # type: ignore[method-assign]  # only looked at

    def place_jobs(self) -> None:
        """Find the stories of new jobs, while it can be seen which title they are for."""
        self._homeless = {each for each in self._homeless if self.case_of(each) is None}

    def case_of(self, job_id: str) -> Case | None:
        """Return the story that a job belongs to."""
        if (known := self.by_job.get(job_id)) is not None:
            return known
        for app in (self._simulation.sonarr, self._simulation.radarr):
            if (grab := app.history.grab(job_id)) is None:
                continue
            for case in reversed(self.cases):
                target = case.target
                if (
                    case.app is app
                    and target is not None
                    and target.media_id == grab.target.media_id
                ):
                    self._belongs(job_id, case)
                    return case
        found = self._simulation.sabnzbd.engine.find(job_id)
        if found is not None:
            job = found if isinstance(found, Job) else found.job
            for case in reversed(self.cases):
                if case.target is None and case.title == job.name:
                    self._belongs(job_id, case)
                    return case
        return None

    def _belongs(self, job_id: str, case: Case) -> None:
        self.by_job[job_id] = case
        if job_id not in case.jobs:
            case.jobs.append(job_id)

    # -- writes ------------------------------------------------------------------------

    def _watch_requests(self, server: AppServer) -> None:
        respond = server.respond

        async def watched(request: web.Request) -> web.StreamResponse:
            seen = server.requests[-1]
            if seen.is_write:
                self.stir()
                if seen.agent.startswith(OURS):
                    self._judge(server, seen)
                    self.on_write()
            return await respond(request)

        server.respond = watched  # type: ignore[method-assign]  # only looked at

    def _judge(self, server: AppServer, seen: Request) -> None:
        if isinstance(server, ArrServer):
            self._judge_app(server, seen)
            return
        mode, name = str(seen.params.get("mode")), str(seen.params.get("name"))
        self.writes[f"sabnzbd {mode} {name}"] += 1
        if name == "delete":
            value = seen.params.get("value", "")
            for each in value if isinstance(value, list) else value.split(","):
                self._removed(each, blamed=False)

    def _judge_app(self, app: ArrServer, seen: Request) -> None:
        parts = seen.path.removeprefix(f"{app.url_base}/api/v3/").split("/")
        body = seen.body if isinstance(seen.body, dict) else {}
        what = str(body.get("name") or "") if parts[0] == "command" else ""
        self.writes[f"{app.name} {seen.method} {parts[0]} {what}".rstrip()] += 1
        if seen.method == "DELETE" and parts[0] == "queue":
            numbers = body.get("ids") or [parts[-1]]
            blamed = str(seen.params.get("blocklist", "")).lower() == "true"
            for number in numbers:
                for key in self._rows(app, int(number)):
                    self._removed(key, blamed=blamed)
        elif parts[:2] == ["history", "failed"]:
            number = int(parts[-1])
            for row in app.history.rows:
                if row.id == number:
                    self._removed(row.download_id, blamed=True)

    @staticmethod
    def _rows(app: ArrServer, number: int) -> Iterable[str]:
        for key, tracked in app.downloads.tracked.items():
            units = tracked.target.units if tracked.target else (None,)
            if any(row_id(key, unit) == number for unit in units):
                yield key

    def _removed(self, job_id: str, *, blamed: bool) -> None:
        now = self._simulation.clock.time()
        self._removals.append(now)
        while self._removals[0] <= now - _WINDOW:
            self._removals.popleft()
        if len(self._removals) > _MOST_REMOVALS:
            self.broken["more than five removals in ten minutes"] += 1
        case = self.case_of(job_id)
        fate = self.fates.get(job_id, Fate.GOOD)
        if case is None:
            self.false_removals[job_id] = "of nobody knows what"
        elif case.kind in (MISMATCH, BY_HAND):
            self.false_removals[job_id] = f"{case.kind.name}: {case.title}"
        elif fate in RELEASE_FAULTS:
            return
        elif blamed or not (case.kind is REDUNDANT or self._has_failed(job_id)):
            why = "blamed" if blamed else "removed"
            self.false_removals[job_id] = f"{case.kind.name}, {why}: {case.title}"

    def _has_failed(self, job_id: str) -> bool:
        found = self._simulation.sabnzbd.engine.find(job_id)
        return found is None or found.status is Status.FAILED

    # -- searches ----------------------------------------------------------------------

    def _watch_searches(self, app: ArrServer) -> None:
        push, ask = app.commands.push, app.search.ask

        def pushed(
            name: str, body: Any, *, trigger: str = "manual", agent: str = ""
        ) -> Command:
            ours = agent.startswith(OURS)
            token = _asker.set(agent if ours else _APP)
            try:
                return push(name, body, trigger=trigger, agent=agent)
            finally:
                _asker.reset(token)

        async def asked(target: Target, *, user: bool) -> list[Judged]:
            self._searches(app, target, _asker.get())
            return await ask(target, user=user)

        app.commands.push = pushed  # type: ignore[method-assign]  # only looked at
        app.search.ask = asked  # type: ignore[method-assign]  # only looked at

    def _searches(self, app: ArrServer, target: Target, asker: str) -> None:
        self.stir()
        now = self._simulation.clock.time()
        grabs = sum(
            row.unit in target.units and row.target.media_id == target.media_id
            for row in app.history.rows
            if row.event == "grabbed"
        )
        who = "AutoArr" if asker.startswith(OURS) else asker
        title = app.core.library.title(target)
        if (alive := self._alive(app, target)) is not None:
            self.duplicates.append(f"{who} searched {title} while {alive} was there")
        else:
            keys = [(app.name, unit) for unit in target.units]
            for key in keys:
                earlier, had = self._searched.get(key, (0.0, 0))
                if now - earlier < _SEARCH_WAIT and grabs == had:
                    self.duplicates.append(
                        f"{who} searched {title} {now - earlier:.0f} s after another"
                    )
                    break
        for unit in target.units:
            self._searched[(app.name, unit)] = (now, grabs)

    def _alive(self, app: ArrServer, target: Target) -> str | None:
        """Return what is under way, or held back, for a target."""
        for pending in app.downloads.pending:
            if set(pending.target.units) & set(target.units):
                return pending.release.title
        engine = self._simulation.sabnzbd.engine
        for job in engine.queue.jobs:
            grab = app.history.grab(job.nzo_id)
            if (
                grab is not None
                and set(grab.target.units) & set(target.units)
                and grab.target.media_id == target.media_id
                and not job.labels
                and course(job, engine.settings).stop is not Stop.STALL
            ):
                return job.name
        for tracked in app.downloads.tracked.values():
            if (
                concerns(tracked, target)
                and tracked.state in (State.IMPORT_PENDING, State.IMPORTING)
                and not tracked.messages
            ):
                return tracked.item.title
        return None
