"""A Radarr, a SABnzbd and a store as a few sets, for tests that drive a whole stack."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from custom_components.autoarr.downloads.model import Failure, TitleKey
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.servers.models import (
    HistoryEvent,
    HistoryJob,
    HistoryRecord,
    Job,
    QueueRow,
)
from custom_components.autoarr.store import JournalEntry

from .world import grabbed, job, record, row

POLICY = Policy()
FILMS = range(1, 8)
SAYS = {
    "missing": "Aborted, cannot be completed - https://sabnzbd.org/not-complete",
    "repair": "Repair failed, not enough repair blocks (12 short)",
    "disk": "Unpacking failed, disk full",
    "strange": "Onverwachte toestand 0x2A",
}
"""How jobs fail."""


def done[T](work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns that never waits."""
    try:
        work.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    raise AssertionError("it waits")


class Shelf:
    """A store of failures that keeps its promises."""

    def __init__(self) -> None:
        """Start empty."""
        self.failures: dict[str, Failure] = {}

    async def save(self, failure: Failure, steps: Sequence[JournalEntry] = ()) -> None:
        """Keep a failure."""
        self.failures[failure.id] = failure

    async def get(self, failure_id: str) -> Failure | None:
        """Return a failure by its id."""
        return self.failures.get(failure_id)

    async def open_ones(self) -> Sequence[Failure]:
        """Return the open ones."""
        return [each for each in self.failures.values() if each.state.is_open]

    async def recent_given_up(
        self, title_key: TitleKey, since: datetime
    ) -> Failure | None:
        """Return none: no title gets a second story here."""
        return None

    async def find_by_download(self, download_id: str) -> Failure | None:
        """Return the newest failure that a download was part of."""
        found = [
            each
            for each in self.failures.values()
            if download_id in {each.download_id, *each.past_downloads}
        ]
        return found[-1] if found else None


@dataclass
class Servers:
    """A Radarr and the SABnzbd that it uses.

    Attributes:
        jobs: Film of each job in SABnzbd's queue.
        stuck: Jobs that SABnzbd paused because they are encrypted.
        failures: Film of each failed job in SABnzbd's history, and what it says.
        told: Radarr's history.
        blocked: Ids of downloads whose release Radarr blocks.
        searching: Until when Radarr looks for a film.
        searches_again: Radarr looks again for what failed.
        library: Films that were imported.
    """

    jobs: dict[str, int] = field(default_factory=dict)
    stuck: set[str] = field(default_factory=set)
    failures: dict[str, tuple[int, HistoryJob]] = field(default_factory=dict)
    told: list[HistoryRecord] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    searching: dict[int, datetime] = field(default_factory=dict)
    searches_again: bool = True
    library: set[int] = field(default_factory=set)
    number: int = 0

    def alive(self, film: int) -> str | None:
        """Return the job that may bring a film."""
        found = (j for j, of in self.jobs.items() if of == film and j not in self.stuck)
        return next(found, None)

    def note(self, event: HistoryEvent, job_id: str, film: int, now: datetime) -> None:
        """Write something into Radarr's history."""
        number = len(self.told) + 1
        told = record(event, job_id, number=number, movie_id=film, date=now)
        self.told.append(told)

    def grab(self, film: int, now: datetime) -> str:
        """Send a release of a film to SABnzbd."""
        self.number += 1
        job_id = f"nzo{self.number}"
        self.jobs[job_id] = film
        self.searching.pop(film, None)
        number = len(self.told) + 1
        self.told.append(grabbed(job_id, number=number, movie_id=film, date=now))
        return job_id

    def search(self, film: int, now: datetime) -> None:
        """Look for a film; nobody may do so in vain.

        A search and a download under way are what makes another search one too many.
        """
        until = self.searching.get(film)
        assert until is None or now >= until, f"two searches for film {film}"
        assert self.alive(film) is None, f"a search while {self.alive(film)} is there"
        self.searching[film] = now + POLICY.search_wait

    def blame(self, job_id: str, film: int, now: datetime, *, searches: bool) -> None:
        """Let Radarr note a failure, block its release, and look again."""
        assert job_id not in self.blocked, "nobody is blamed twice"
        self.blocked.append(job_id)
        self.note(HistoryEvent.FAILED, job_id, film, now)
        if searches and self.searches_again:
            self.search(film, now)

    def film_of(self, job_id: str) -> int:
        """Return the film that a download was grabbed for."""
        for each in self.told:
            if each.event is HistoryEvent.GRABBED and each.download_id == job_id:
                assert each.movie_id is not None
                return each.movie_id
        raise AssertionError(f"{job_id} was never grabbed")

    def queue_jobs(self) -> list[Job]:
        """Return SABnzbd's queue."""
        return [
            job(each, status="Paused", labels=("ENCRYPTED",))
            if each in self.stuck
            else job(each)
            for each in self.jobs
        ]

    def rows(self) -> list[QueueRow]:
        """Return Radarr's queue: all that SABnzbd has and Radarr grabbed."""
        here = {**self.jobs, **{key: film for key, (film, _) in self.failures.items()}}
        return [row(each, movie_id=film) for each, film in here.items()]
