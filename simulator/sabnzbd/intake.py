"""What happens to an NZB before it waits in the queue: id, category, duplicates."""

from collections.abc import Iterable
from enum import IntEnum
from random import Random
from uuid import UUID

from simulator.nzb import Post
from simulator.sabnzbd.dialect import Dialect
from simulator.sabnzbd.formats import duplicate_key
from simulator.sabnzbd.jobs import Job, Priority
from simulator.sabnzbd.settings import Settings

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


class Duplicate(IntEnum):
    """What users want of a duplicate."""

    ALLOW = 0
    DISCARD = 1
    PAUSE = 2
    FAIL = 3
    TAG = 4


DOING = {
    Duplicate.DISCARD: "Ignoring duplicate NZB",
    Duplicate.PAUSE: "Pausing duplicate NZB",
    Duplicate.FAIL: "Failing duplicate NZB",
    Duplicate.TAG: "Duplicate NZB:",
}
"""What versions that warn of duplicates say they do."""


class Ids:
    """Ids of jobs, the same ones for the same seed."""

    def __init__(self, seed: int, *, uuids: bool) -> None:
        """Start a series of UUIDs, or of what came before them."""
        self._random = Random(seed)
        self._uuids = uuids

    def new(self) -> str:
        """Return an id that nobody has."""
        if self._uuids:
            return str(UUID(int=self._random.getrandbits(128), version=4))
        return "SABnzbd_nzo_" + "".join(self._random.choices(_LETTERS, k=8))


def new_job(
    settings: Settings,
    now: float,
    post: Post | None,
    nzo_id: str,
    nzb_name: str,
    *,
    category: str,
    priority: Priority = Priority.DEFAULT,
    pp: str = "",
    script: str = "",
) -> Job:
    """Return a job; what nobody said comes from its category, then from `*`.

    Args:
        settings: What users configured.
        now: World time in unix seconds.
        post: What is downloaded, or None while the NZB is fetched.
        nzo_id: Its id.
        nzb_name: Name of the NZB.
        category: Name of its category.
        priority: Its priority.
        pp: Post-processing option.
        script: Post-processing script.
    """
    known, default = settings.category(category), settings.category("*")
    if priority in {Priority.DEFAULT, Priority.PAUSED}:
        priority = Priority(int(known["priority"]))
    if priority is Priority.DEFAULT:
        priority = Priority(int(default["priority"]))
    scripts = (script, known["script"], default["script"])
    return Job(
        nzo_id=nzo_id,
        name=post.name if post is not None else nzb_name,
        nzb_name=nzb_name,
        post=post,
        category=known["name"],
        priority=priority,
        pp=pp or known["pp"] or default["pp"],
        script=next((name for name in scripts if name not in {"", "Default"}), "None"),
        added=now,
    )


def duplicate_action(
    job: Job, others: Iterable[Job], settings: Settings, dialect: Dialect
) -> Duplicate:
    """Tell what users want of a job, given the jobs that were there before."""
    older = "no_series_dupes" if dialect.warns_duplicates else "no_smart_dupes"
    same, smart = int(settings.number("no_dupes")), int(settings.number(older))
    if not same and not smart:
        return Duplicate.ALLOW
    key = duplicate_key(job.name)
    similar = False
    for other in others:
        if same and (other.md5sum == job.md5sum or other.name == job.name):
            return Duplicate(same)
        similar |= bool(key) and duplicate_key(other.name) == key
    return Duplicate(smart) if similar else Duplicate.ALLOW


def propagation(job: Job, settings: Settings) -> float:
    """Return the seconds that a fresh post is to rest before it is downloaded."""
    age = job.post.age_days * 86_400 if job.post is not None else 0
    return settings.number("propagation_delay") * 60 - age
