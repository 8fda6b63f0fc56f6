"""Post-processing: one job after the other, stage by stage, in world time."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.sabnzbd.agenda import NEVER
from simulator.sabnzbd.jobs import Job, Row, Status
from simulator.sabnzbd.outcomes import Processing

SETTLING = 1.0
"""Seconds in which a row is final in status, yet has no storage."""


@dataclass(slots=True, eq=False)
class Work:
    """A job in post-processing.

    Attributes:
        row: Its row in the history.
        processing: What is made of it; None until it begins.
        stage: Index of the stage it is in; after the last one it settles.
    """

    row: Row
    processing: Processing | None
    stage: int = 0


class PostProcessor:
    """The line of jobs that were downloaded.

    Attributes:
        line: Jobs in work (first) and waiting.
        paused: Nobody begins a new job.
        due: World time at which the current stage ends.
    """

    def __init__(
        self,
        *,
        plan: Callable[[Job], Processing],
        settle: Callable[[Row, Processing], None],
        fetch: Callable[[Job], None],
        touch: Callable[[], None],
    ) -> None:
        """Start with an empty line.

        Args:
            plan: Tells what is made of a job when it begins.
            settle: Takes the row that is done.
            fetch: Takes back a job that needs repair blocks.
            touch: Hears that a row changed.
        """
        self.line: list[Work] = []
        self.paused = False
        self.due = NEVER
        self._plan = plan
        self._settle = settle
        self._fetch = fetch
        self._touch = touch

    @property
    def busy(self) -> bool:
        """Whether a job is in work."""
        return self.due != NEVER

    @property
    def rows(self) -> list[Row]:
        """The rows of all jobs in the line, the newest first."""
        return [work.row for work in reversed(self.line)]

    def take(self, row: Row, now: float, processing: Processing | None = None) -> None:
        """Put a job at the end of the line.

        Args:
            row: Its row.
            now: World time in unix seconds.
            processing: What is made of it, if that is known already.
        """
        self.line.append(Work(row, processing))
        self._touch()
        self.begin(now)

    def begin(self, now: float) -> None:
        """Begin with the first job, if nobody is in work and it may."""
        if self.busy or self.paused or not self.line:
            return
        work = self.line[0]
        if work.processing is None:
            work.processing = self._plan(work.row.job)
        work.row.active = True
        self._enter(work, work.processing, now)

    def step(self, now: float) -> None:
        """End the stage that is due."""
        work = self.line[0]
        processing = work.processing
        if processing is None:
            return
        row = work.row
        row.completed = now
        if work.stage == len(processing.stages):
            self._leave(now)
            self._settle(row, processing)
            return
        stage = processing.stages[work.stage]
        row.postproc_time += stage.seconds
        for name, text in stage.log:
            row.note(name, text)
        if stage.fetches:
            self._leave(now)
            self._fetch(row.job)
            return
        work.stage += 1
        self._enter(work, processing, now)

    def drop(self, nzo_id: str) -> Row | None:
        """Remove a job from the line; the one in work is cut off."""
        for index, work in enumerate(self.line):
            if work.row.nzo_id == nzo_id:
                if index == 0 and self.busy:
                    self.due = NEVER
                del self.line[index]
                self._touch()
                return work.row
        return None

    def _enter(self, work: Work, processing: Processing, now: float) -> None:
        row = work.row
        if work.stage < len(processing.stages):
            stage = processing.stages[work.stage]
            row.status, row.action_line = stage.status, stage.action
            self.due = now + stage.seconds
        else:
            row.status = Status.FAILED if processing.fails else Status.COMPLETED
            row.fail_message = processing.fail_message
            row.script_line = processing.script_line
            row.action_line = ""
            row.completed = now
            self.due = now + SETTLING
        self._touch()

    def _leave(self, now: float) -> None:
        self.line.pop(0).row.active = False
        self.due = NEVER
        self._touch()
        self.begin(now)
