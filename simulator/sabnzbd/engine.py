"""The job engine of the simulated SABnzbd: everything between addfile and history.

It plays world time event by event and only when it is asked (`catch_up`), so that a
jump of the clock gives the same story as waiting would.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
import hashlib
from itertools import chain
import re

from simulator.clock import Clock
from simulator.nzb import Fate, Post, read_nzb
from simulator.sabnzbd import outcomes
from simulator.sabnzbd.agenda import Agenda
from simulator.sabnzbd.dialect import Dialect
from simulator.sabnzbd.downloader import Downloader
from simulator.sabnzbd.history import History
from simulator.sabnzbd.intake import (
    DOING,
    Duplicate,
    Ids,
    duplicate_action,
    new_job,
    propagation,
)
from simulator.sabnzbd.jobqueue import pause
from simulator.sabnzbd.jobs import Job, Label, Priority, Row, Status
from simulator.sabnzbd.outcomes import Found, Processing
from simulator.sabnzbd.postproc import PostProcessor
from simulator.sabnzbd.provider import Notice, Outage, Provider
from simulator.sabnzbd.results import new_row, result_place, store
from simulator.sabnzbd.settings import Settings

_PASSWORD = re.compile(r"^(.*?)\{\{(.*)\}\}$")
_CHECKING = 4.0
_BLOCKS = 0.02


class JobEngine:
    """Queue, downloader, post-processing, history and warnings of one SABnzbd.

    Attributes:
        clock: World time.
        settings: What users configured.
        dialect: The version it plays.
        downloader: What is downloaded and how fast.
        queue: The jobs of the downloader.
        disk: Folders and free space.
        provider: The news server.
        postproc: Jobs in post-processing.
        history: Finished jobs.
        warnings: The newest 20 warnings, oldest first.
        on_fetch: Called with each job whose NZB must be fetched.
        started: World time at which it started.
        now: World time up to which everything was played.
    """

    def __init__(
        self,
        clock: Clock,
        settings: Settings,
        dialect: Dialect,
        *,
        seed: int = 0,
        line_speed: float = 25e6,
    ) -> None:
        """Start idle.

        Args:
            clock: World time.
            settings: What users configured.
            dialect: The version it plays.
            seed: Makes the ids of jobs reproducible.
            line_speed: Bytes a second that the line carries.
        """
        self.clock = clock
        self.settings = settings
        self.dialect = dialect
        self.history = History()
        self.warnings: deque[Notice] = deque(maxlen=20)
        self.on_fetch: Callable[[Job], None] = lambda job: None
        self.started = clock.time()
        self.now = self.started
        self._off = False
        self._agenda = Agenda()
        self._ids = Ids(seed, uuids=dialect.uuid_ids)
        server = settings.servers[0]
        self.provider = Provider(server["host"], int(server["port"]), dialect)
        self.downloader = Downloader(
            settings,
            self.provider,
            self._agenda,
            line_speed=line_speed,
            leave=self._leave,
            say=self._say,
        )
        self.queue = self.downloader.queue
        self.disk = self.downloader.disk
        self.postproc = PostProcessor(
            plan=self._plan,
            settle=self._settle,
            fetch=self._fetch_blocks,
            touch=self.history.touch,
        )

    # -- views -----------------------------------------------------------------------

    @property
    def jobs(self) -> list[Job]:
        """The queue, now."""
        self.catch_up()
        return self.queue.jobs

    @property
    def rows(self) -> list[Row]:
        """The history, now: post-processing first, then finished jobs."""
        self.catch_up()
        kept = [row for row in self.history.rows if not row.archived]
        return self.postproc.rows + kept

    def find(self, nzo_id: str) -> Job | Row | None:
        """Return a job of the queue or a row of the history by its id."""
        self.catch_up()
        job = self.queue.find(nzo_id)
        if job is not None:
            return job
        rows = [*self.postproc.rows, *self.history.rows]
        return next((row for row in rows if row.nzo_id == nzo_id), None)

    # -- what users and programs do ----------------------------------------------------

    def add(
        self,
        body: bytes,
        name: str,
        *,
        nzb_name: str = "",
        category: str = "*",
        priority: Priority = Priority.DEFAULT,
        pp: str = "",
        script: str = "",
        password: str = "",
        url: str | None = None,
        nzo_id: str = "",
    ) -> str | None:
        """Add an NZB; return the id of its job, or None if nothing came of it.

        Args:
            body: The NZB.
            name: File name it came with.
            nzb_name: Name that the job gets instead.
            category: Name of its category.
            priority: Its priority; the default is that of its category.
            pp: Post-processing option.
            script: Post-processing script.
            password: What opens it.
            url: Where it was fetched from.
            nzo_id: Id that it has already.
        """
        self.catch_up()
        try:
            post = read_nzb(body, name.rpartition("/")[2], self.now)
        except ValueError:
            return None
        if post.size <= 0 or post.fate is Fate.FETCH_404:
            return None
        wanted = nzb_name.removesuffix(".nzb") or post.name
        if split := _PASSWORD.match(wanted):
            wanted, password = split[1], password or split[2]
        job = new_job(
            self.settings,
            self.now,
            replace(post, name=wanted),
            nzo_id or self._ids.new(),
            f"{wanted}.nzb",
            category=category,
            priority=priority,
            pp=pp,
            script=script,
        )
        job.password, job.url = password, url
        job.md5sum = hashlib.md5(body, usedforsecurity=False).hexdigest()
        return self._enqueue(job, paused=priority is Priority.PAUSED)

    def add_url(
        self,
        url: str,
        *,
        nzb_name: str = "",
        category: str = "*",
        priority: Priority = Priority.DEFAULT,
    ) -> str:
        """Queue an NZB that is still to be fetched; return its id."""
        self.catch_up()
        shown = nzb_name or f"Trying to fetch NZB from {url}"
        job = new_job(
            self.settings,
            self.now,
            None,
            self._ids.new(),
            url,
            category=category,
            priority=priority,
        )
        job.name, job.url, job.status, job.pp = shown, url, Status.GRABBING, "0"
        self.queue.insert(job)
        self.on_fetch(job)
        return job.nzo_id

    def fetched(self, job: Job, body: bytes, name: str) -> bool:
        """Take the NZB of a job that was fetched; say whether it was one."""
        self.catch_up()
        if job not in self.queue.jobs:
            return True
        given = "" if job.name.startswith("Trying to fetch") else job.name
        self.queue.remove([job])
        added = self.add(
            body,
            name,
            nzb_name=given,
            category=job.category,
            priority=job.priority,
            url=job.url,
            nzo_id=job.nzo_id,
        )
        if added is None:
            self.queue.insert(job)
        return added is not None

    def fetch_failed(self, job: Job, reason: str) -> None:
        """Give up fetching an NZB; the history tells why."""
        self.catch_up()
        self.queue.remove([job])
        message = f"URL Fetching failed; {reason}"
        job.pp = ""
        row = Row(
            job=job,
            status=Status.FAILED,
            completed=self.now,
            name=f"{job.name} - {job.url}",
            path="",
            fail_message=message,
            report="future",
        )
        row.note("Source", str(job.url))
        for part in message.split(";"):
            row.note("Source", part)
        self.history.add(row)

    def retry(self, nzo_id: str, password: str = "") -> str | None:
        """Put a failed job back into the queue; return its new id, or None."""
        self.catch_up()
        row = self.history.find(nzo_id)
        if row is None or not row.can_retry:
            return None
        self.history.take(row)
        old = row.job
        job = replace(
            old,
            nzo_id=self._ids.new(),
            added=self.now,
            status=Status.QUEUED,
            labels=[],
            attempt=old.attempt + 1,
            repaired_blocks=False,
            password=password or old.password,
            seconds=0.0,
        )
        if job.post is None:
            job.status, job.pp = Status.GRABBING, "0"
            self.queue.insert(job)
            self.on_fetch(job)
            return job.nzo_id
        if job.post.fate is not Fate.MISSING_FILES:
            job.done = float(job.size)
        self.disk.remove(row.storage)
        self.queue.insert(job)
        return job.nzo_id

    def delete(self, jobs: list[Job]) -> list[str]:
        """Remove jobs from the queue; return their ids."""
        self.catch_up()
        return self.queue.remove(jobs)

    def forget(self, rows: list[Row], *, archive: bool, files: bool) -> None:
        """Delete rows of the history.

        Args:
            rows: Which ones.
            archive: Keep them in the archive.
            files: Delete the folders of failed jobs too.
        """
        for row in rows:
            if files and row.status is Status.FAILED:
                self.disk.remove(row.storage)
                self.disk.remove(row.path)
            if archive and not row.archived:
                row.archived = True
                self.history.touch()
            else:
                self.history.take(row)

    def mark_as_completed(self, value: str) -> None:
        """Call failed rows completed; their incomplete files go."""
        self.catch_up()
        for row in self.history.chosen(value):
            if row.status is Status.FAILED:
                row.status = Status.COMPLETED
                self.disk.remove(row.path)
                self.history.touch()

    def pause(self, seconds: float = 0.0) -> None:
        """Pause the downloader, for good or for some world seconds."""
        self.catch_up()
        self.downloader.pause(self.now, seconds)

    def resume(self) -> None:
        """Let the downloader go on."""
        self.catch_up()
        self.downloader.resume()

    # -- what scenarios do -------------------------------------------------------------

    def set_disk_free(self, free: float) -> None:
        """Set the free bytes of the download disk."""
        self.catch_up()
        self.disk.free = free
        short = self.downloader.space_short()
        if not short and self.disk.forced and self.settings.on("fulldisk_autoresume"):
            self.resume()
        self.disk.forced &= short

    def add_warning(self, text: str, kind: str = "WARNING", origin: str = "") -> None:
        """Add a warning as SABnzbd itself would."""
        self.warnings.append(
            Notice(kind, text, int(self.clock.time()), origin or "downloader.py907")
        )

    def provider_down(self, down: bool, how: Outage = Outage.STUCK) -> None:
        """Let the news server fail in a certain way, or work again."""
        self.catch_up()
        self.provider.fail(how if down else Outage.NONE, self.now)
        for notice in self.provider.notices():
            self._agenda.at(notice.time, partial(self._warn, notice, how))

    def record(
        self,
        post: Post,
        *,
        status: Status = Status.FAILED,
        fail_message: str = outcomes.ABORTED,
        category: str = "*",
        completed: float | None = None,
        nzo_id: str = "",
    ) -> str:
        """Write a row into the history as if its job had ended before; return its id.

        Args:
            post: What was downloaded.
            status: Completed or Failed.
            fail_message: Why it failed.
            category: Name of its category.
            completed: World time of the end in unix seconds; the default is now.
            nzo_id: Its id, or one is made.
        """
        self.catch_up()
        job = new_job(
            self.settings,
            self.now,
            post,
            nzo_id or self._ids.new(),
            f"{post.name}.nzb",
            category=category,
        )
        job.done = float(post.size)
        row = new_row(job, self.settings, self.now)
        row.completed = self.now if completed is None else completed
        job.added = row.completed - 600
        row.status = status
        if status is Status.FAILED:
            row.fail_message = fail_message
        place = result_place(status, fail_message)
        row.storage = store(row, self.settings, self.disk, place, post.files)
        self.history.add(row)
        return job.nzo_id

    # -- time --------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Play everything that happened until now; nothing does while it is off."""
        if self._off:
            return
        until = self.clock.time()
        while (due := self._next_event(until)) is not None:
            when, act = due
            self.downloader.flow(self.now, when)
            self.now = max(self.now, when)
            act()
        self.downloader.flow(self.now, until)
        self.now = until

    def switch_off(self) -> None:
        """Stop playing: the process has ended."""
        self.catch_up()
        self._off = True

    def switch_on(self) -> None:
        """Go on where everything stopped."""
        if not self._off:
            return
        self._off = False
        missed = self.clock.time() - self.now
        self.now += missed
        self.postproc.due += missed
        self._agenda.shift(missed)

    def _next_event(self, until: float) -> tuple[float, Callable[[], None]] | None:
        self.downloader.blocked = self.postproc.busy and self.settings.on(
            "pause_on_post_processing"
        )
        stops, job = self.downloader.next_stop(self.now)
        events: list[tuple[float, Callable[[], None]]] = [
            (self._agenda.next, self._agenda.ring),
            (self.postproc.due, self._step),
        ]
        if job is not None:
            events.append((stops, partial(self.downloader.stop, job)))
        due = min(events, key=lambda event: event[0])
        return due if due[0] <= until else None

    def _step(self) -> None:
        self.postproc.step(self.now)

    # -- a job's way -------------------------------------------------------------------

    def _enqueue(self, job: Job, *, paused: bool) -> str | None:
        rows = chain(self.postproc.rows, self.history.rows)
        others = chain(self.queue.jobs, (row.job for row in rows))
        action = duplicate_action(job, others, self.settings, self.dialect)
        if self.dialect.warns_duplicates and action:
            self._say(f'{DOING[action]} "{job.nzb_name}"', "nzbstuff.py885")
        if action == Duplicate.DISCARD:
            return None
        if action == Duplicate.FAIL:
            self.postproc.take(
                new_row(job, self.settings, self.now, quiet=True),
                self.now,
                outcomes.refused(),
            )
            return job.nzo_id
        if action:
            job.labels.append(Label.DUPLICATE)
        limit = self.settings.amount("size_limit")
        if limit and job.size > limit:
            job.labels.append(Label.TOO_LARGE)
            job.priority, paused = Priority.LOW, True
        self.queue.insert(job)
        hold = self.downloader.hold
        if paused or action == Duplicate.PAUSE:
            pause([job])
        elif self.settings.on("pre_check"):
            hold(job, Status.CHECKING, self.now + _CHECKING)
        elif (wait := propagation(job, self.settings)) > 0:
            hold(job, Status.PROPAGATING, self.now + wait)
        return job.nzo_id

    def _leave(self, job: Job, found: Found) -> None:
        whole = found is Found.NOTHING
        row = new_row(
            job,
            self.settings,
            self.now,
            quiet=found not in {Found.NOTHING, Found.MISSING},
        )
        self.postproc.take(row, self.now, None if whole else outcomes.aborted(found))

    def _plan(self, job: Job) -> Processing:
        return outcomes.process(job, self.settings, self.dialect, room=self.disk.free)

    def _fetch_blocks(self, job: Job) -> None:
        job.repaired_blocks = True
        job.status, job.priority = Status.FETCHING, Priority.REPAIR
        job.done = job.size * (1 - _BLOCKS)
        self.queue.insert(job)

    def _settle(self, row: Row, processing: Processing) -> None:
        row.storage = store(
            row, self.settings, self.disk, processing.place, processing.files
        )
        self.history.add(row)

    def _warn(self, notice: Notice, how: Outage) -> None:
        if self.provider.outage is how and self.downloader.active() is not None:
            self.warnings.append(notice)

    def _say(self, text: str, origin: str) -> None:
        self.warnings.append(Notice("WARNING", text, int(self.now), origin))
