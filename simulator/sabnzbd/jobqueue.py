"""The queue: the order of jobs, and what the API does with them by id."""

from collections.abc import Callable, Iterable

from simulator.sabnzbd.jobs import Job, Label, Priority, Status

_WAITING = frozenset({Status.QUEUED, Status.FETCHING})


class JobQueue:
    """Jobs in the order in which they are downloaded.

    Attributes:
        jobs: All jobs, the next one first.
    """

    def __init__(self) -> None:
        """Start with no job."""
        self.jobs: list[Job] = []

    def find(self, nzo_id: str) -> Job | None:
        """Return a job by its id."""
        return next((job for job in self.jobs if job.nzo_id == nzo_id), None)

    def insert(self, job: Job) -> int:
        """Put a job behind all of its priority; return its position."""
        place = next(
            (i for i, old in enumerate(self.jobs) if old.priority < job.priority),
            len(self.jobs),
        )
        self.jobs.insert(place, job)
        return place

    def waiting(self) -> Iterable[Job]:
        """Yield the jobs that want bytes, the next one first."""
        return (job for job in self.jobs if job.status in _WAITING)

    def chosen(self, value: str, search: str = "") -> list[Job]:
        """Return the jobs that an action means.

        Args:
            value: Ids with commas, or `all`.
            search: Part of the name; only with `all`.
        """
        if value.lower() == "all":
            return [job for job in self.jobs if search.lower() in job.name.lower()]
        wanted = set(value.split(","))
        return [job for job in self.jobs if job.nzo_id in wanted]

    def remove(self, jobs: Iterable[Job]) -> list[str]:
        """Remove jobs; return their ids."""
        gone = {id(job): job.nzo_id for job in jobs}
        self.jobs = [job for job in self.jobs if id(job) not in gone]
        return list(gone.values())

    def prioritise(self, nzo_id: str, priority: Priority) -> int:
        """Give a job a priority and the place it earns; -1 for an unknown job."""
        job = self.find(nzo_id)
        if job is None:
            return -1
        if priority is Priority.PAUSED:
            pause([job])
            return self.jobs.index(job)
        if priority is Priority.STOP:
            self.jobs.remove(job)
            return -1
        job.priority = Priority.NORMAL if priority is Priority.DEFAULT else priority
        self.jobs.remove(job)
        return self.insert(job)

    def switch(self, nzo_id: str, other: str) -> tuple[int, int]:
        """Put a job before another; return its position and its new priority.

        Args:
            nzo_id: The job that moves.
            other: Id of the other job, or a position.
        """
        job = self.find(nzo_id)
        if job is None:
            return -1, 0
        target = self.find(other)
        if target is not None:
            place = self.jobs.index(target)
        elif other.isdigit():
            place = min(int(other), len(self.jobs) - 1)
        else:
            return -1, 0
        job.priority = self.jobs[place].priority
        self.jobs.remove(job)
        self.jobs.insert(place, job)
        return place, int(job.priority)

    def sort(self, key: Callable[[Job], float | str], *, reverse: bool) -> None:
        """Sort the queue; the priorities stay together."""
        self.jobs.sort(key=key, reverse=reverse)
        self.jobs.sort(key=lambda job: -job.priority)


def pause(jobs: Iterable[Job]) -> None:
    """Pause jobs that wait or download."""
    for job in jobs:
        if job.status is not Status.GRABBING:
            job.status = Status.PAUSED


def resume(jobs: Iterable[Job]) -> None:
    """Let jobs go on; what they were paused for is no reason to pause them again."""
    for job in jobs:
        if job.status is not Status.PAUSED:
            continue
        job.status = Status.QUEUED
        job.seen_encrypted |= Label.ENCRYPTED in job.labels
        job.seen_unwanted |= Label.UNWANTED in job.labels
