"""The downloader: one job after the other at the speed of the line, in world time.

It decides where a download stops; what becomes of the job then is for the engine.
"""

from collections.abc import Callable
from functools import partial

from simulator.sabnzbd import outcomes
from simulator.sabnzbd.agenda import NEVER, Agenda
from simulator.sabnzbd.disk import Disk
from simulator.sabnzbd.formats import read_bytes
from simulator.sabnzbd.jobqueue import JobQueue, pause
from simulator.sabnzbd.jobs import Job, Label, Priority, Status
from simulator.sabnzbd.outcomes import Course, Found, Stop
from simulator.sabnzbd.provider import Provider
from simulator.sabnzbd.settings import Settings
from simulator.sabnzbd.traffic import Traffic

LOW_SPACE = "Too little diskspace forcing PAUSE"
NO_BANDWIDTH = "You must set a maximum bandwidth before you can set a bandwidth limit"
QUOTA_SPENT = "Quota spent, pausing downloading"


class Downloader:
    """What is downloaded, how fast, and what stops it.

    Attributes:
        queue: The jobs.
        disk: Where the bytes go.
        provider: The news server they come from.
        traffic: Bytes per day.
        paused: Nothing is downloaded, except jobs that are forced.
        resume_at: World time at which a timed pause ends, or 0.
        line_speed: Bytes a second that the line carries.
        speed_limit: Bytes a second that users allow, or 0.
        limit_percent: The limit as users typed it, in percent of the line.
        blocked: Post-processing holds the line.
    """

    def __init__(
        self,
        settings: Settings,
        provider: Provider,
        agenda: Agenda,
        *,
        line_speed: float,
        leave: Callable[[Job, Found], None],
        say: Callable[[str, str], None],
    ) -> None:
        """Start with an empty queue.

        Args:
            settings: What users configured.
            provider: The news server.
            agenda: Where later things are planned.
            line_speed: Bytes a second that the line carries.
            leave: Takes a job that leaves the queue, and why it was given up.
            say: Takes a warning and where it comes from.
        """
        self.queue = JobQueue()
        self.disk = Disk()
        self.traffic = Traffic()
        self.provider = provider
        self.paused = False
        self.resume_at = 0.0
        self.line_speed = line_speed
        self.speed_limit = settings.amount("bandwidth_max")
        self.limit_percent = 100 if self.speed_limit else 0
        self.blocked = False
        self._settings = settings
        self._agenda = agenda
        self._leave = leave
        self._say = say

    # -- what users do -----------------------------------------------------------------

    def pause(self, now: float, seconds: float = 0.0) -> None:
        """Stop, for good or for some world seconds."""
        self.paused = True
        self.resume_at = now + seconds if seconds > 0 else 0.0
        if seconds > 0:
            self._agenda.at(self.resume_at, partial(self._timed_resume, self.resume_at))

    def resume(self) -> None:
        """Go on."""
        self.paused, self.resume_at = False, 0.0

    def limit(self, value: str) -> None:
        """Limit the speed: percent of the line ("50"), or absolute ("400K", "2M")."""
        line = self._settings.amount("bandwidth_max")
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

    # -- what comes in -----------------------------------------------------------------

    @property
    def speed(self) -> float:
        """Bytes a second that come in now."""
        return self._rate() if self.active() is not None else 0.0

    def active(self) -> Job | None:
        """Return the job that is downloaded now, or would be if bytes came."""
        for job in self.queue.waiting():
            if self.paused and job.priority < Priority.FORCE:
                continue
            way = outcomes.course(job, self._settings)
            if way.stop is Stop.STALL and job.done >= job.size * way.at:
                continue
            return job
        return None

    def next_stop(self, now: float) -> tuple[float, Job | None]:
        """Return which download stops next, and when."""
        self._guard(now)
        job = self.active()
        if job is None or (rate := self._rate()) <= 0:
            return NEVER, None
        return now + max(0.0, self._target(job) - job.done) / rate, job

    def flow(self, since: float, until: float) -> None:
        """Let bytes come in over a stretch of world time in which nothing stops."""
        job = self.active()
        if job is None or until <= since or (rate := self._rate()) <= 0:
            return
        came = min(rate * (until - since), max(0.0, self._target(job) - job.done))
        job.done += came
        job.seconds += came / rate
        self.traffic.add(came, until)

    def stop(self, job: Job) -> None:
        """Act at the point where the download of a job stops."""
        way = outcomes.course(job, self._settings)
        job.done = self._target(job)
        if job.status is Status.FETCHING or way.stop is Stop.END:
            self.queue.remove([job])
            self._leave(job, Found.NOTHING)
        elif way.stop is Stop.ABORT:
            self._abort(job, way)
        elif way.stop is Stop.PAUSE:
            pause([job])
            self._found(job, way.found, "Paused")

    def _abort(self, job: Job, way: Course) -> None:
        self.queue.remove([job])
        if way.found is not Found.MISSING:
            self._found(job, way.found, "Aborted")
        self._leave(job, way.found)

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

    def quota_left(self, now: float) -> float:
        """Bytes that the quota leaves; 0 without a quota."""
        quota = self._settings.amount("quota_size")
        return quota - self.traffic.month(now) if quota else 0.0

    def space_short(self) -> bool:
        """Tell whether less is free than users want to keep."""
        return self.disk.free < self._settings.amount("download_free")

    def hold(self, job: Job, status: Status, until: float) -> None:
        """Keep a job from being downloaded until a world time."""
        job.status, job.until = status, until
        self._agenda.at(until, partial(self._release, job, status))

    def _release(self, job: Job, status: Status) -> None:
        if job not in self.queue.jobs or job.status is not status:
            return
        way = outcomes.course(job, self._settings)
        if status is Status.CHECKING and way.found is Found.MISSING:
            self._abort(job, way)
        else:
            job.status = Status.QUEUED

    def _target(self, job: Job) -> float:
        if job.status is Status.FETCHING:
            return float(job.size)
        return job.size * outcomes.course(job, self._settings).at

    def _guard(self, now: float) -> None:
        """Pause the downloader where SABnzbd would do so itself."""
        if self.paused or self.active() is None:
            return
        if self.space_short():
            self.paused, self.disk.forced = True, True
            self._say(LOW_SPACE, "assembler.py365")
        elif self.quota_left(now) < 0:
            self.paused = True
            self._say(QUOTA_SPENT, "bpsmeter.py250")

    def _rate(self) -> float:
        if self.blocked or not self.provider.works:
            return 0.0
        if self.speed_limit:
            return min(self.line_speed, self.speed_limit)
        return self.line_speed

    def _timed_resume(self, when: float) -> None:
        if self.resume_at == when:
            self.resume()
