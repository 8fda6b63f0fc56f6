"""The job engine of the simulated SABnzbd: everything between addfile and history.

It plays world time event by event and only when it is asked (`catch_up`), so that a
jump of the clock gives the same story as waiting would.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
import hashlib
import heapq
from itertools import count
from random import Random
import re
from uuid import UUID

from simulator.clock import Clock
from simulator.nzb import Fate, Post, read_nzb
from simulator.sabnzbd import outcomes
from simulator.sabnzbd.dialect import Dialect
from simulator.sabnzbd.disk import Disk
from simulator.sabnzbd.formats import duplicate_key, read_bytes
from simulator.sabnzbd.history import History
from simulator.sabnzbd.jobqueue import JobQueue, pause
from simulator.sabnzbd.jobs import Job, Label, Priority, Row, Status
from simulator.sabnzbd.outcomes import Course, Found, Place, Processing, Stop
from simulator.sabnzbd.postproc import PostProcessor
from simulator.sabnzbd.provider import Notice, Outage, Provider
from simulator.sabnzbd.settings import Settings
from simulator.sabnzbd.traffic import Traffic

LOW_SPACE = "Too little diskspace forcing PAUSE"
NO_BANDWIDTH = "You must set a maximum bandwidth before you can set a bandwidth limit"
QUOTA_SPENT = "Quota spent, pausing downloading"
_PASSWORD = re.compile(r"^(.*?)\{\{(.*)\}\}$")
_CHECKING = 4.0
_DISCARD, _PAUSE, _FAIL = 1, 2, 3
_BLOCKS = 0.02
_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


class JobEngine:
    """Queue, downloader, post-processing, history and warnings of one SABnzbd.

    Attributes:
        clock: World time.
        settings: What users configured.
        dialect: The version it plays.
        queue: Jobs that are downloaded.
        postproc: Jobs in post-processing.
        history: Finished jobs.
        warnings: The newest 20 warnings, oldest first.
        disk: Folders and free space.
        provider: The news server.
        traffic: Bytes per day.
        line_speed: Bytes a second that the line carries.
        speed_limit: Bytes a second that users allow, or 0.
        limit_percent: The limit as users typed it, in percent of the line.
        paused: The downloader is paused.
        resume_at: World time at which a timed pause ends, or 0.
        on_fetch: Called with each job whose NZB must be fetched.
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
        self.queue = JobQueue()
        self.history = History()
        self.warnings: deque[Notice] = deque(maxlen=20)
        self.disk = Disk()
        self.traffic = Traffic()
        self.line_speed = line_speed
        self.speed_limit = settings.amount("bandwidth_max")
        self.limit_percent = 100 if self.speed_limit else 0
        self.paused = False
        self.resume_at = 0.0
        self.on_fetch: Callable[[Job], None] = lambda job: None
        self.started = clock.time()
        self.now = self.started
        server = settings.servers[0]
        self.provider = Provider(server["host"], int(server["port"]), dialect)
        self.postproc = PostProcessor(
            plan=self._plan,
            settle=self._settle,
            fetch=self._fetch_blocks,
            touch=self.history.touch,
        )
        self._random = Random(seed)
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

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

    @property
    def speed(self) -> float:
        """Bytes a second that come in now."""
        return self._rate() if self._active() is not None else 0.0

    def quota_left(self) -> float:
        """Bytes that the quota leaves; 0 without a quota."""
        quota = self.settings.amount("quota_size")
        return quota - self.traffic.month(self.now) if quota else 0.0

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
        job = self._job(
            replace(post, name=wanted),
            nzo_id or self.new_id(),
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
        job = self._job(
            None,
            self.new_id(),
            url,
            category=category,
            priority=priority,
            pp="",
            script="",
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
            nzo_id=self.new_id(),
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
        self.paused = True
        self.resume_at = self.now + seconds if seconds > 0 else 0.0
        if seconds > 0:
            self._at(self.resume_at, self._timed_resume)

    def resume(self) -> None:
        """Let the downloader go on."""
        self.catch_up()
        self.paused, self.resume_at = False, 0.0

    def limit(self, value: str) -> None:
        """Limit the speed: percent of the line ("50"), or absolute ("400K", "2M")."""
        self.catch_up()
        line = self.settings.amount("bandwidth_max")
        plain = value.strip(" %")
        if not plain or plain == "0":
            self.limit_percent, self.speed_limit = (100, line) if line else (0, 0.0)
        elif plain.isdigit() and int(plain) <= 100:
            self.limit_percent = int(plain)
            self.speed_limit = line * self.limit_percent / 100
            if not line:
                self._say(NO_BANDWIDTH, "downloader.py377")
        else:
            self.speed_limit = read_bytes(plain)
            self.limit_percent = int(100 * self.speed_limit / line) if line else 100

    # -- what scenarios do -------------------------------------------------------------

    def set_disk_free(self, free: float) -> None:
        """Set the free bytes of the download disk."""
        self.catch_up()
        self.disk.free = free
        short = self._space_short()
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
            self._at(notice.time, partial(self._warn, notice, how))

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
        job = self._job(
            post,
            nzo_id or self.new_id(),
            f"{post.name}.nzb",
            category=category,
            priority=Priority.DEFAULT,
            pp="",
            script="",
        )
        job.done = float(post.size)
        row = self._row(job)
        row.completed = self.now if completed is None else completed
        job.added = row.completed - 600
        row.status = status
        if status is Status.FAILED:
            row.fail_message = fail_message
        row.storage = self._store(row, self._place(status, fail_message), post.files)
        self.history.add(row)
        return job.nzo_id

    # -- time --------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Play everything that happened until now."""
        until = self.clock.time()
        while True:
            self._guard()
            due, act = self._next()
            if due > until:
                break
            self._flow(due)
            act()
        self._flow(until)

    def _at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._timers, (when, next(self._numbers), act))

    def _next(self) -> tuple[float, Callable[[], None]]:
        choices: list[tuple[float, Callable[[], None]]] = []
        if self._timers:
            choices.append((self._timers[0][0], self._ring))
        if self.postproc.due is not None:
            choices.append((self.postproc.due, lambda: self.postproc.step(self.now)))
        job = self._active()
        if job is not None and (rate := self._rate()) > 0:
            ahead = max(0.0, self._target(job) - job.done)
            choices.append((self.now + ahead / rate, lambda: self._reach(job)))
        return min(choices, key=lambda c: c[0], default=(float("inf"), lambda: None))

    def _ring(self) -> None:
        heapq.heappop(self._timers)[2]()

    def _flow(self, until: float) -> None:
        passed = until - self.now
        if passed <= 0:
            return
        job = self._active()
        if job is not None and (rate := self._rate()) > 0:
            came = min(rate * passed, max(0.0, self._target(job) - job.done))
            job.done += came
            job.seconds += came / rate
            self.traffic.add(came, until)
        self.now = until

    def _guard(self) -> None:
        """Pause the downloader where SABnzbd would do so itself."""
        if self.paused or self._active() is None:
            return
        if self._space_short():
            self.paused, self.disk.forced = True, True
            self._say(LOW_SPACE, "assembler.py365")
        elif self.quota_left() < 0:
            self.paused = True
            self._say(QUOTA_SPENT, "bpsmeter.py250")

    def _space_short(self) -> bool:
        return self.disk.free < self.settings.amount("download_free")

    def _rate(self) -> float:
        blocked = self.postproc.busy and self.settings.on("pause_on_post_processing")
        if blocked or not self.provider.works:
            return 0.0
        if self.speed_limit:
            return min(self.line_speed, self.speed_limit)
        return self.line_speed

    def _active(self) -> Job | None:
        for job in self.queue.waiting():
            if self.paused and job.priority < Priority.FORCE:
                continue
            way = outcomes.course(job, self.settings)
            if way.stop is Stop.STALL and job.done >= job.size * way.at:
                continue
            return job
        return None

    # -- a job's way -------------------------------------------------------------------

    def new_id(self) -> str:
        """Make the id of a job."""
        if self.dialect.uuid_ids:
            return str(UUID(int=self._random.getrandbits(128), version=4))
        return "SABnzbd_nzo_" + "".join(self._random.choices(_ID_LETTERS, k=8))

    def _job(
        self,
        post: Post | None,
        nzo_id: str,
        nzb_name: str,
        *,
        category: str,
        priority: Priority,
        pp: str,
        script: str,
    ) -> Job:
        known = self.settings.category(category)
        default = self.settings.category("*")
        chosen = priority
        if chosen in {Priority.DEFAULT, Priority.PAUSED}:
            chosen = Priority(int(known["priority"]))
        if chosen is Priority.DEFAULT:
            chosen = Priority(int(default["priority"]))
        if script in {"", "Default"}:
            script = next(
                (s for s in (known["script"], default["script"]) if s != "Default"),
                "None",
            )
        return Job(
            nzo_id=nzo_id,
            name=post.name if post is not None else nzb_name,
            nzb_name=nzb_name,
            post=post,
            category=known["name"],
            priority=chosen,
            pp=pp or known["pp"] or default["pp"],
            script=script,
            added=self.now,
        )

    def _enqueue(self, job: Job, *, paused: bool) -> str | None:
        action = self._duplicate_action(job)
        if self.dialect.warns_duplicates and action:
            doing = (
                "",
                "Ignoring duplicate NZB",
                "Pausing duplicate NZB",
                "Failing duplicate NZB",
                "Duplicate NZB:",
            )[action]
            self._say(f'{doing} "{job.nzb_name}"', "nzbstuff.py885")
        if action == _DISCARD:
            return None
        if action == _FAIL:
            self.postproc.take(self._row(job, quiet=True), self.now, outcomes.refused())
            return job.nzo_id
        if action:
            job.labels.append(Label.DUPLICATE)
        limit = self.settings.amount("size_limit")
        if limit and job.size > limit:
            job.labels.append(Label.TOO_LARGE)
            job.priority, paused = Priority.LOW, True
        self.queue.insert(job)
        if paused or action == _PAUSE:
            pause([job])
        elif self.settings.on("pre_check"):
            self._hold(job, Status.CHECKING, _CHECKING)
        elif (wait := self._propagation(job)) > 0:
            self._hold(job, Status.PROPAGATING, wait)
        return job.nzo_id

    def _duplicate_action(self, job: Job) -> int:
        others = [*self.queue.jobs, *(row.job for row in self.postproc.rows)]
        others += [row.job for row in self.history.rows]
        same = int(self.settings.number("no_dupes"))
        if same and any(o.md5sum == job.md5sum or o.name == job.name for o in others):
            return same
        older = "no_series_dupes" if self.dialect.warns_duplicates else "no_smart_dupes"
        smart = int(self.settings.number(older))
        key = duplicate_key(job.name)
        if smart and key and any(duplicate_key(o.name) == key for o in others):
            return smart
        return 0

    def _propagation(self, job: Job) -> float:
        age = job.post.age_days * 86_400 if job.post is not None else 0
        return self.settings.number("propagation_delay") * 60 - age

    def _hold(self, job: Job, status: Status, seconds: float) -> None:
        job.status, job.until = status, self.now + seconds
        self._at(job.until, partial(self._release, job, status))

    def _release(self, job: Job, status: Status) -> None:
        if job not in self.queue.jobs or job.status is not status:
            return
        way = outcomes.course(job, self.settings)
        if status is Status.CHECKING and way.found is Found.MISSING:
            self._abort(job, way)
        else:
            job.status = Status.QUEUED

    def _target(self, job: Job) -> float:
        if job.status is Status.FETCHING:
            return float(job.size)
        return job.size * outcomes.course(job, self.settings).at

    def _reach(self, job: Job) -> None:
        """Act at the point where the download of a job stops."""
        way = outcomes.course(job, self.settings)
        job.done = self._target(job)
        if job.status is Status.FETCHING or way.stop is Stop.END:
            self.queue.remove([job])
            self.postproc.take(self._row(job), self.now)
        elif way.stop is Stop.ABORT:
            self._abort(job, way)
        elif way.stop is Stop.PAUSE:
            pause([job])
            self._found(job, way.found, "Paused")

    def _abort(self, job: Job, way: Course) -> None:
        self.queue.remove([job])
        if way.found is not Found.MISSING:
            self._found(job, way.found, "Aborted")
        row = self._row(job, quiet=way.found is not Found.MISSING)
        self.postproc.take(row, self.now, outcomes.aborted(way.found))

    def _found(self, job: Job, found: Found, done: str) -> None:
        if found is Found.ENCRYPTED:
            job.labels.append(Label.ENCRYPTED)
            self._say(
                outcomes.PASSWORD_WARNING.format(done, job.name), "assembler.py483"
            )
        else:
            job.labels.append(Label.UNWANTED)
            names = job.post.files if job.post is not None else ()
            text = outcomes.UNWANTED_WARNING.format(
                job.name, names[0] if names else "?"
            )
            self._say(text, "assembler.py503")

    def _plan(self, job: Job) -> Processing:
        return outcomes.process(job, self.settings, self.dialect, room=self.disk.free)

    def _fetch_blocks(self, job: Job) -> None:
        job.repaired_blocks = True
        job.status, job.priority = Status.FETCHING, Priority.REPAIR
        job.done = job.size * (1 - _BLOCKS)
        self.queue.insert(job)

    def _row(self, job: Job, *, quiet: bool = False) -> Row:
        row = Row(
            job=job,
            status=Status.QUEUED,
            completed=self.now,
            name=job.name,
            path=f"{self.settings.text('download_dir')}/{job.name}",
        )
        if not quiet:
            row.note("Source", job.url or job.nzb_name)
            row.note("Download", outcomes.download_line(job))
            if job.done:
                server = self.settings.servers[0]["name"]
                row.note("Servers", outcomes.servers_line(job, server))
        return row

    def _settle(self, row: Row, processing: Processing) -> None:
        row.storage = self._store(row, processing.place, processing.files)
        self.history.add(row)

    def _place(self, status: Status, message: str) -> Place:
        if status is Status.COMPLETED:
            return Place.COMPLETE
        return Place.FAILED if message.startswith("Unpacking") else Place.INCOMPLETE

    def _store(self, row: Row, place: Place, files: tuple[str, ...]) -> str:
        if place is Place.INCOMPLETE:
            return self.disk.make(row.path)
        folder = self.settings.category(row.job.category)["dir"].strip("/")
        root = "/".join(
            part for part in (self.settings.text("complete_dir"), folder) if part
        )
        prefix = "_FAILED_" if place is Place.FAILED else ""
        path = self.disk.make(f"{root}/{prefix}{row.name}", files)
        alone = (
            place is Place.COMPLETE
            and len(files) == 1
            and row.status is Status.COMPLETED
        )
        return f"{path}/{files[0]}" if alone else path

    def _timed_resume(self) -> None:
        if self.resume_at and self.now >= self.resume_at:
            self.paused, self.resume_at = False, 0.0

    def _warn(self, notice: Notice, how: Outage) -> None:
        if self.provider.outage is how and self._active() is not None:
            self.warnings.append(notice)

    def _say(self, text: str, origin: str) -> None:
        self.warnings.append(Notice("WARNING", text, int(self.now), origin))
