"""A job, from the queue through post-processing to its row in the history."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from simulator.nzb import Fate, Post


class Status(StrEnum):
    """Where a job stands, in the words of the API."""

    GRABBING = "Grabbing"
    QUEUED = "Queued"
    DOWNLOADING = "Downloading"
    PAUSED = "Paused"
    FETCHING = "Fetching"
    CHECKING = "Checking"
    PROPAGATING = "Propagating"
    QUICK_CHECK = "QuickCheck"
    VERIFYING = "Verifying"
    REPAIRING = "Repairing"
    EXTRACTING = "Extracting"
    MOVING = "Moving"
    RUNNING = "Running"
    COMPLETED = "Completed"
    FAILED = "Failed"


class Priority(IntEnum):
    """Priority of a job; the first four only say what to do with it."""

    DEFAULT = -100
    STOP = -4
    DUPLICATE = -3
    PAUSED = -2
    LOW = -1
    NORMAL = 0
    HIGH = 1
    FORCE = 2
    REPAIR = 3


class Label(StrEnum):
    """What the queue says of a job besides its status."""

    DUPLICATE = "DUPLICATE"
    ENCRYPTED = "ENCRYPTED"
    UNWANTED = "UNWANTED"
    TOO_LARGE = "TOO LARGE"


type StageLog = list[tuple[str, list[str]]]


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """A job in the queue or in post-processing.

    Attributes:
        nzo_id: Its id, which a retry changes.
        name: Name of the job and of its folder.
        nzb_name: Name of the NZB, or the URL it is fetched from.
        post: What is downloaded; None while the NZB is still being fetched.
        category: Name of the category.
        priority: Its place in the queue.
        pp: Post-processing option, "0" to "3".
        script: Post-processing script or "None".
        added: World time in unix seconds.
        password: What was given to open it.
        url: Where the NZB comes from, if it was fetched.
        md5sum: Checksum of the NZB.
        status: Where it stands.
        done: Bytes downloaded.
        labels: What the queue says besides the status.
        attempt: 0, or how often it was retried.
        seen_encrypted: It was paused for encryption once, and somebody resumed it.
        seen_unwanted: The same for unwanted files.
        until: When checking, propagating or waiting for a fetch ends.
        repaired_blocks: More repair blocks were fetched.
        seconds: World seconds spent downloading.
    """

    nzo_id: str
    name: str
    nzb_name: str
    post: Post | None
    category: str
    priority: Priority
    pp: str
    script: str
    added: float
    password: str = ""
    url: str | None = None
    md5sum: str = ""
    status: Status = Status.QUEUED
    done: float = 0.0
    labels: list[Label] = field(default_factory=list)
    attempt: int = 0
    seen_encrypted: bool = False
    seen_unwanted: bool = False
    until: float = 0.0
    repaired_blocks: bool = False
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of the whole post."""
        return self.post.size if self.post is not None else 0

    @property
    def left(self) -> float:
        """Bytes still to come."""
        return max(0.0, self.size - self.done)


@dataclass(slots=True, kw_only=True, eq=False)
class Row:
    """A row of the history: a finished job, or one in post-processing.

    Attributes:
        job: What it was made of; a retry starts from it.
        status: Where it stands.
        completed: World time of the end (or of now) in unix seconds.
        name: Name that is shown.
        path: Incomplete folder.
        storage: Where the result lies; empty until everything is settled.
        log: What each stage said.
        fail_message: Why it failed, or "".
        script_line: Last line of the script.
        action_line: What post-processing does now.
        postproc_time: World seconds of post-processing.
        active: Post-processing works on it now.
        settled: It is written down and will not change any more.
        archived: It was deleted into the archive.
        report: "future" for an NZB that could not be fetched.
    """

    job: Job
    status: Status
    completed: float
    name: str
    path: str
    storage: str = ""
    log: StageLog = field(default_factory=list)
    fail_message: str = ""
    script_line: str = ""
    action_line: str = ""
    postproc_time: float = 0.0
    active: bool = False
    settled: bool = False
    archived: bool = False
    report: str = ""

    @property
    def nzo_id(self) -> str:
        """Id of its job."""
        return self.job.nzo_id

    @property
    def can_retry(self) -> bool:
        """Whether `mode=retry` takes it."""
        return self.settled and self.status is Status.FAILED and not self.archived

    def note(self, stage: str, action: str) -> None:
        """Add what a stage said."""
        for name, actions in self.log:
            if name == stage:
                actions.append(action)
                return
        self.log.append((stage, [action]))


def mend(jobs: Iterable[Job], fate: Fate) -> None:
    """Let jobs that had a fate go well from now on."""
    for job in jobs:
        if job.post is not None and job.post.fate is fate:
            job.post = replace(job.post, fate=Fate.GOOD)
