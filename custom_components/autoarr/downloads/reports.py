"""What each server said last, in the form that joining needs. No conclusions here.

Objects equal to the ones already held are not replaced, so that whoever keeps one may
compare by identity, and the ids returned are those of downloads about which something
new was said.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace as changed
from datetime import UTC, datetime, timedelta
from heapq import nsmallest
import re

from msgspec.structs import replace

from ..servers.models import (
    Episode,
    HealthCheck,
    HistoryEvent,
    HistoryJob,
    HistoryRecord,
    Job,
    JobQueue,
    Movie,
    NewsServer,
    QueueRow,
    Series,
    ServerType,
    Warning as SabWarning,
)
from .clock import ProgressClock
from .joined import is_final, is_nothing_left
from .model import Facts, Line

WARNING_AGE = timedelta(hours=1)
"""How long before a failure a warning may have come to have to do with it."""
CLOCK_SKEW = timedelta(minutes=1)
MOST_TOLD = 5_000
"""How many downloads of an app's history are remembered."""

_EPOCH = datetime.fromtimestamp(0, UTC)
_NAMES_SOMETHING = re.compile(r"""["„“«'/\\]|\w\.\w""")
_HELD = frozenset({"Paused", "Grabbing", "Propagating"})
_NO_BYTES_DUE = _HELD | {"Checking", "Fetching"}
"""States in which a job's own bytes need not come, although it is the first."""
_LINE_UP = 8
"""How many jobs are looked at from the front of the queue, as one after the other stalls."""


@dataclass(slots=True)
class ClientReport:
    """What one SABnzbd says."""

    clock: ProgressClock
    answered: bool = False
    reachable: bool = False
    paused: bool = False
    idle: bool = False
    running_id: str | None = None
    running_at: datetime | None = None
    """When it was last seen not paused."""
    jobs: dict[str, Job] = field(default_factory=dict)
    history: dict[str, HistoryJob] = field(default_factory=dict)
    gone: dict[str, HistoryJob] = field(default_factory=dict)
    """Ended jobs that SABnzbd no longer lists; Sonarr and Radarr tidy them away."""
    warnings: tuple[SabWarning, ...] = ()
    free: int | None = None
    news_trouble: NewsServer | None = None
    _line_up: Sequence[Job] = ()
    """The job that SABnzbd works on, and those whose turn is next."""
    _at_work: frozenset[str] = frozenset()
    _had_rival: bool = False
    """A job behind those at work could be downloaded as well, at the last reading."""
    _came_for: set[str] = field(default_factory=set)
    """Ids of the jobs that bytes came for between the last two readings."""
    _speed_limit: int | None = None

    def lists(self, download_id: str) -> bool:
        """Return whether the job is in its queue or history."""
        return download_id in self.jobs or download_id in self.history

    def take_queue(self, queue: JobQueue, now: datetime) -> tuple[set[str], list[str]]:
        """Keep a new queue.

        Returns:
            The ids of jobs that changed, came or went, and those of jobs that merely
            have to wait longer or shorter: with every change of speed that is all.
        """
        fresh = {job.id: job for job in queue.jobs}
        touched = self.jobs.keys() ^ fresh.keys()
        retimed = []
        self._came_for = set()
        for job_id, job in fresh.items():
            known = self.jobs.get(job_id)
            if known is None:
                continue
            if known == job:
                fresh[job_id] = known
            elif known == replace(job, time_left=known.time_left):
                retimed.append(job_id)
            else:
                touched.add(job_id)
                if job.size_left < known.size_left:
                    self._came_for.add(job_id)
        self.jobs = fresh
        self._line_up = _line_up(queue)
        running_id = self._line_up[0].id if self._line_up else None
        self._speed_limit = queue.speed_limit_bytes
        idle = queue.status == "Idle" and not queue.paused and running_id is not None
        if (running_id, idle) != (self.running_id, self.idle):
            touched |= fresh.keys() & {self.running_id, running_id}
        self.running_id = running_id
        self.idle = idle
        free = _least(queue.incomplete_free, queue.complete_free)
        if queue.paused != self.paused or is_nothing_left(free) != is_nothing_left(
            self.free
        ):
            touched |= fresh.keys()
        self.paused = queue.paused
        self.free = free
        if not queue.paused:
            self.running_at = now
        self.reachable = True
        return touched, retimed

    def take_history(
        self, page: tuple[HistoryJob, ...], keep: Container[str]
    ) -> set[str]:
        """Take the newest entries of the history; return the ids of those that changed.

        Older entries than the page's are neither known to be there nor to be gone:
        they stay as they were if they are to be kept.
        """
        self.answered = True
        fresh = _without_repeats(page)
        oldest = min((ended_at(record) for record in page), default=_EPOCH)
        touched = set()
        for job_id, record in self.history.items():
            if job_id in fresh:
                continue
            if is_final(record) and ended_at(record) < oldest:
                if job_id in keep:
                    fresh[job_id] = record
                continue
            touched.add(job_id)
            if is_final(record) and job_id in keep:
                self.gone[job_id] = record
        for job_id, record in fresh.items():
            if self.history.get(job_id) == record:
                fresh[job_id] = self.history[job_id]
            else:
                touched.add(job_id)
                self.gone.pop(job_id, None)
        self._came_for |= {
            job_id
            for job_id in fresh.keys() - self.history.keys()
            if fresh[job_id].status != "Failed"
        }
        self.history = fresh
        return touched

    def take_time(self, now: datetime) -> set[str]:
        """Let the clocks of the running jobs run on with what was taken at last.

        Returns:
            The ids of jobs that began or ceased to be worked on, stand still or crawl.
        """
        self.clock.keep(self.jobs)
        at_work = self._jobs_at_work()
        before, self._at_work = self._at_work, frozenset(job.id for job in at_work)
        behind = self._line_up[len(at_work) :]
        has_rival = any(job.status not in _NO_BYTES_DUE for job in behind)
        nothing_comes = self._line_without_bytes(has_rival and self._had_rival)
        self._had_rival = has_rival
        touched = self.clock.look(
            {job.id: job.size_left for job in at_work},
            now,
            {
                job.id: Line.WORKS if self._came_for - {job.id} else nothing_comes
                for job in at_work
            },
            speed_limit=self._speed_limit,
        )
        return touched | (before ^ self._at_work)

    def _jobs_at_work(self) -> Sequence[Job]:
        """Return the jobs whose bytes are due: behind one that stalls the next has its turn."""
        at_work = []
        for job in self._line_up:
            if job.status in _NO_BYTES_DUE:
                break
            at_work.append(job)
            standing = self.clock.standing(job.id)
            if standing.stalled_for is None or standing.line is Line.DEAD:
                break
        return at_work

    def _line_without_bytes(self, had_rivals: bool) -> Line:
        """Return what it means that nothing came for any other job."""
        if self.news_trouble:
            return Line.DEAD
        return Line.SILENT if had_rivals else Line.UNKNOWN

    def lose(self) -> None:
        """Note that it does not answer."""
        self.reachable = False
        self.clock.interrupt()

    def forget(self, download_id: str) -> None:
        """Drop what is only remembered of an ended job."""
        self.gone.pop(download_id, None)

    def tell(self, facts: Facts, now: datetime) -> Facts:
        """Return facts of a download with what this SABnzbd says about it."""
        download_id = facts.download_id
        record = self.history.get(download_id)
        warnings, space_warnings = self._warnings_about(download_id, now)
        return changed(
            facts,
            job=self.jobs.get(download_id),
            record=record or self.gone.get(download_id),
            record_gone=record is None and download_id in self.gone,
            client_paused=self.paused,
            paused_by_client=self.paused_with_a_warning,
            client_idle=self.idle,
            running=download_id == self.running_id or download_id in self._at_work,
            standing=self.clock.standing(download_id),
            news_trouble=self.news_trouble,
            warnings=warnings,
            space_warnings=space_warnings,
            free=self.free,
        )

    def _warnings_about(
        self, download_id: str, now: datetime
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the warnings, newest first, that may have to do with a job.

        Returns:
            All of them, and those of them that tell of too little space.
        """
        record = self.history.get(download_id) or self.gone.get(download_id)
        since = (record and record.completed) or now
        since -= WARNING_AGE
        if self.paused and self.running_at:
            # Paused ever since: what it said at that moment may be the reason.
            since = min(since, self.running_at - CLOCK_SKEW)
        last = None if self._paused_unseen() else since
        warnings = self.warnings
        if record and record.time_added and not self.paused:
            # A disk that was full before a job came did not spoil it.
            came = record.time_added - CLOCK_SKEW
            warnings = tuple(
                each
                for each in warnings
                if not _is_about_space(each) or (each.time or came) >= came
            )
        # Of use while all is paused only, and then asked for each job.
        spare = filter(_is_about_space, warnings) if self.paused else ()
        return texts_since(warnings, last), texts_since(spare, last)

    @property
    def paused_with_a_warning(self) -> bool:
        """Whether the newest warning came at the moment when it was paused."""
        newest = max(
            (warning.time for warning in self.warnings if warning.time),
            default=_EPOCH,
        )
        return (
            self.paused
            and self.running_at is not None
            and newest >= self.running_at - CLOCK_SKEW
        )

    def _paused_unseen(self) -> bool:
        return self.paused and self.running_at is None


def _is_about_space(warning: SabWarning) -> bool:
    """Return whether a warning says, in any language, that the disk is full.

    What the assembler warns of names a job or a file, but for a full disk.
    """
    return warning.origin.startswith("assembler.py") and not _NAMES_SOMETHING.search(
        warning.text
    )


def _least(*amounts: int | None) -> int | None:
    return min((amount for amount in amounts if amount is not None), default=None)


def texts_since(
    warnings: Iterable[SabWarning], since: datetime | None
) -> tuple[str, ...]:
    """Return the texts of warnings, newest first; those without a time always count."""
    current = [
        warning
        for warning in warnings
        if since is None or warning.time is None or warning.time >= since
    ]
    current.sort(key=lambda warning: warning.time or _EPOCH, reverse=True)
    return tuple(warning.text for warning in current)


def news_trouble(news_servers: Iterable[NewsServer]) -> NewsServer | None:
    """Return the first news server in trouble that matters, as far as SABnzbd knows.

    One that SABnzbd can do without matters only when no other is left.
    """
    servers = tuple(news_servers)
    troubled = [
        server
        for server in servers
        if server.error or server.warning or not server.active
    ]
    if len(troubled) < len(servers):
        troubled = [server for server in troubled if not server.optional]
    return troubled[0] if troubled else None


def _line_up(queue: JobQueue) -> Sequence[Job]:
    """Return the job that SABnzbd works on and the next ones, as far as there are any."""
    waiting = (
        job
        for job in queue.jobs
        if job.status not in _HELD and (job.priority == "Force" or not queue.paused)
    )
    return nsmallest(_LINE_UP, waiting, key=lambda job: job.position)


def ended_at(record: HistoryJob) -> datetime:
    """Return when a job ended; long ago when SABnzbd does not say."""
    return record.completed or _EPOCH


def _without_repeats(page: tuple[HistoryJob, ...]) -> dict[str, HistoryJob]:
    """Return entries by id; SABnzbd may list a job twice while it is processed."""
    entries: dict[str, HistoryJob] = {}
    for record in page:
        known = entries.get(record.id)
        if known is None or (is_final(record) and not is_final(known)):
            entries[record.id] = record
    return entries


@dataclass(slots=True)
class Told:
    """What an app's history says of one download."""

    grab: HistoryRecord | None = None
    failed: HistoryRecord | None = None
    imported: HistoryRecord | None = None
    ignored: HistoryRecord | None = None
    episode_ids: set[int] = field(default_factory=set)

    def take(self, record: HistoryRecord) -> bool:
        """Keep a record; return whether it says anything that was not known.

        A pack has a record per episode: the first grab and the newest end count.
        """
        before = (self.grab, self.failed, self.imported, self.ignored)
        match record.event:
            case HistoryEvent.GRABBED:
                if self.grab is None or record.date < self.grab.date:
                    self.grab = record
            case HistoryEvent.FAILED:
                self.failed = _newer(self.failed, record)
            case HistoryEvent.IMPORTED:
                self.imported = _newer(self.imported, record)
            case HistoryEvent.IGNORED:
                self.ignored = _newer(self.ignored, record)
            case _:
                return False
        known = record.episode_id is None or record.episode_id in self.episode_ids
        if record.episode_id is not None:
            self.episode_ids.add(record.episode_id)
        return not known or before != (
            self.grab,
            self.failed,
            self.imported,
            self.ignored,
        )


def _newer(known: HistoryRecord | None, record: HistoryRecord) -> HistoryRecord:
    return record if known is None or record.date > known.date else known


def _same_but_for_progress(
    known: tuple[QueueRow, ...], told: tuple[QueueRow, ...]
) -> bool:
    return len(known) == len(told) and all(
        old == replace(new, time_left=old.time_left, size_left=old.size_left)
        for old, new in zip(known, told, strict=True)
    )


@dataclass(slots=True)
class OwnerReport:
    """What one Sonarr or Radarr says."""

    server_type: ServerType
    clock: ProgressClock
    answered_at: datetime | None = None
    reachable: bool = False
    rows: dict[str, tuple[QueueRow, ...]] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    library: Mapping[int, Movie | Series] = field(default_factory=dict)
    episodes: dict[int, Episode] = field(default_factory=dict)
    health: tuple[HealthCheck, ...] = ()

    def take_rows(
        self, rows: Iterable[QueueRow], now: datetime, in_client: Callable[[str], bool]
    ) -> set[str]:
        """Keep a new queue; return the ids of downloads whose rows changed.

        Rows without a download id are releases that wait to be sent to a client. Of a
        download that a client tells of itself the app's older progress is no news.
        """
        # By row id: a row can come twice when pages shift while they are read.
        grouped: dict[str, dict[int, QueueRow]] = {}
        for row in rows:
            if row.download_id:
                grouped.setdefault(row.download_id, {})[row.id] = row
        touched = self.rows.keys() - grouped.keys()
        fresh: dict[str, tuple[QueueRow, ...]] = {}
        for download_id, group in grouped.items():
            known = self.rows.get(download_id)
            told = tuple(group.values())
            if known is not None and (
                known == told
                or (in_client(download_id) and _same_but_for_progress(known, told))
            ):
                fresh[download_id] = known
            else:
                fresh[download_id] = told
                touched.add(download_id)
        self.rows = fresh
        self.answered_at = now
        self.reachable = True
        return touched

    def take_time(self, now: datetime) -> set[str]:
        """Let the clocks of torrents run on; SABnzbd tells more of its own jobs.

        Returns:
            The ids of torrents that began or ceased to stand still or crawl.
        """
        at_work = {
            download_id: rows[0].size_left
            for download_id, rows in self.rows.items()
            if rows[0].protocol == "torrent"
            and rows[0].status == "downloading"
            and rows[0].size_left
        }
        self.clock.keep(self.rows)
        # That nobody shares one torrent says nothing about another.
        return self.clock.look(at_work, now, {})

    def lose(self) -> None:
        """Note that it does not answer."""
        self.reachable = False
        self.clock.interrupt()

    def take_records(self, records: Iterable[HistoryRecord]) -> set[str]:
        """Add history records; return the ids of downloads they say something new of."""
        touched = set()
        for record in records:
            if not record.download_id:
                continue
            told = self.told.setdefault(record.download_id, Told())
            if told.take(record):
                touched.add(record.download_id)
        return touched

    def has_answered_after(self, since: datetime) -> bool:
        """Return whether it answers, and told its queue and history after then."""
        answered = self.answered_at is not None and self.answered_at > since
        return self.reachable and answered

    def forget_old(self, keep: Mapping[str, object]) -> None:
        """Drop the oldest history when there is much, except of downloads to keep."""
        spare = len(self.told) - MOST_TOLD
        if spare > 0:
            for download_id in [key for key in self.told if key not in keep][:spare]:
                del self.told[download_id]

    def knows(self, download_id: str) -> bool:
        """Return whether its queue or history has the download."""
        return download_id in self.rows or download_id in self.told

    def claim(self, download_id: str) -> int:
        """Return how sure it is that the download is its own; 0 is not at all.

        Two apps with the same category both list a job; one of them grabbed it.
        """
        told = self.told.get(download_id)
        if told and told.grab:
            return 4
        rows = self.rows.get(download_id, ())
        if any(row.added for row in rows):
            return 3
        if told or any(row.movie_id or row.series_id for row in rows):
            return 2
        return 1 if rows else 0
