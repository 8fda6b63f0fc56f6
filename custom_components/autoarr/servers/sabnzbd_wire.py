"""SABnzbd's answers as they come over the wire, 3.7 to 5.x, and what they become.

Most numbers come as text, and what is text in one version is a number in another.
"""

import msgspec

from .decoding import Reader, amount, duration, from_unix
from .models import (
    AppUpdate,
    HistoryJob,
    Job,
    JobQueue,
    NewsServer,
    SabStatus,
    Stage,
    Warning,
)

_MEGABYTE = 1 << 20
_GIGABYTE = 1 << 30
_PRIORITIES = {
    "-100": "Default",
    "-4": "Stop",
    "-3": "Duplicate",
    "-2": "Paused",
    "-1": "Low",
    "0": "Normal",
    "1": "High",
    "2": "Force",
    "3": "Repair",
}


class SabWire(msgspec.Struct, gc=False):
    """The parts of an answer that are used, named as SABnzbd names them."""


class WireRefusal(SabWire):
    """What comes with status 200 instead of an answer."""

    error: str
    status: bool = False


class WireAuth(SabWire):
    """mode=auth."""

    auth: str


class WireVersion(SabWire):
    """mode=version."""

    version: str


class WireJob(SabWire):
    """A slot of the queue."""

    nzo_id: str
    filename: str = ""
    status: str = ""
    cat: str | None = None
    priority: str | float | None = None
    labels: list[str] | None = None
    mb: str | float | None = None
    mbleft: str | float | None = None
    mbmissing: str | float | None = None
    timeleft: str | None = None
    time_added: str | float | None = None
    password: str | None = None
    index: int = 0


class WireQueue(SabWire):
    """The queue with the state of the whole server."""

    slots: list[WireJob]
    paused: bool
    version: str = ""
    pause_int: str | float | None = None
    status: str = ""
    kbpersec: str | float | None = None
    speedlimit: str | float | None = None
    speedlimit_abs: str | float | None = None
    mb: str | float | None = None
    mbleft: str | float | None = None
    timeleft: str | None = None
    diskspace1: str | float | None = None
    diskspace2: str | float | None = None
    diskspacetotal1: str | float | None = None
    diskspacetotal2: str | float | None = None
    have_warnings: str | float | None = None
    noofslots: str | float | None = None


class WireQueueAnswer(SabWire):
    """mode=queue."""

    queue: WireQueue


class WireStage(SabWire):
    """A stage of post-processing."""

    name: str = ""
    actions: list[str] | None = None


class WireHistoryJob(SabWire):
    """A slot of the history."""

    nzo_id: str
    name: str | None = None
    status: str = ""
    fail_message: str | None = None
    category: str | None = None
    storage: str | None = None
    bytes: str | float | None = None
    completed: str | float | None = None
    time_added: str | float | None = None
    loaded: bool | None = None
    retry: bool | None = None
    report: str | None = None
    stage_log: list[WireStage] | None = None


class WireHistory(SabWire):
    """A page of the history."""

    slots: list[WireHistoryJob]
    last_history_update: int
    noofslots: str | float | None = None


class WireHistoryAnswer(SabWire):
    """mode=history; False when nothing changed since."""

    history: WireHistory | bool


class WireWarning(SabWire):
    """A line of the warnings."""

    text: str
    type: str = ""
    time: str | float | None = None
    origin: str | None = None


class WireWarningsAnswer(SabWire):
    """mode=warnings."""

    warnings: list[WireWarning]


class WireNewsServer(SabWire):
    """A news server; 3.7 puts the text of an error where the connections belong."""

    servername: str
    serveractive: bool = True
    serveractiveconn: str | float | None = None
    servererror: str | None = None
    serverwarning: str | None = None
    serveroptional: bool | int | None = None


class WireStatus(SabWire):
    """The state of the server beyond its queue."""

    servers: list[WireNewsServer]
    paused: bool = False
    warnings: list[WireWarning] | None = None
    new_release: str | None = None
    new_rel_url: str | None = None


class WireStatusAnswer(SabWire):
    """mode=fullstatus."""

    status: WireStatus


class WireCategoriesAnswer(SabWire):
    """mode=get_cats."""

    categories: list[str]


class WireRetry(SabWire):
    """mode=retry."""

    nzo_id: str
    status: bool = False


class WireDone(SabWire):
    """A change of the queue or the history, done or not."""

    status: bool
    nzo_ids: list[str] | None = None
    error: str | None = None


REFUSAL = Reader(WireRefusal, "refusal")
AUTH = Reader(WireAuth, "auth")
VERSION = Reader(WireVersion, "version")
QUEUE = Reader(WireQueueAnswer, "queue")
HISTORY = Reader(WireHistoryAnswer, "history")
WARNINGS = Reader(WireWarningsAnswer, "warnings")
STATUS = Reader(WireStatusAnswer, "fullstatus")
CATEGORIES = Reader(WireCategoriesAnswer, "get_cats")
RETRY = Reader(WireRetry, "retry")
DONE = Reader(WireDone, "change")


def job(wire: WireJob) -> Job:
    """Return what a slot of the queue says."""
    priority = str(wire.priority or 0).removesuffix(".0")
    size_left = _bytes(wire.mbleft)
    return Job(
        id=wire.nzo_id,
        name=wire.filename,
        status=wire.status,
        category=_category(wire.cat),
        priority=_PRIORITIES.get(priority, priority),
        labels=tuple(wire.labels or ()),
        size=_bytes(wire.mb),
        size_left=size_left,
        size_missing=_bytes(wire.mbmissing),
        time_left=_time_left(wire.timeleft, size_left),
        time_added=from_unix(amount(wire.time_added)),
        has_password=bool(wire.password),
        position=wire.index,
    )


def job_queue(wire: WireQueue, jobs: tuple[Job, ...]) -> JobQueue:
    """Return what the head of the queue says, with the jobs read from its slots."""
    size_left = _bytes(wire.mbleft)
    limit = amount(wire.speedlimit_abs)
    pause = wire.pause_int if isinstance(wire.pause_int, str) else None
    pause_left = duration(pause)
    return JobQueue(
        version=wire.version,
        paused=wire.paused,
        pause_left=None if pause_left is None else max(0, pause_left),
        status=wire.status,
        speed=amount(wire.kbpersec, 1 << 10) or 0,
        # A percentage limits nothing unless SABnzbd knows what it is a part of.
        speed_limit=amount(wire.speedlimit) if limit else None,
        speed_limit_bytes=limit or None,
        size=_bytes(wire.mb),
        size_left=size_left,
        time_left=_time_left(wire.timeleft, size_left),
        incomplete_free=_free(wire.diskspace1, wire.diskspacetotal1),
        complete_free=_free(wire.diskspace2, wire.diskspacetotal2),
        warnings=amount(wire.have_warnings) or 0,
        total=amount(wire.noofslots) or len(jobs),
        jobs=jobs,
    )


def history_job(wire: WireHistoryJob) -> HistoryJob:
    """Return what a slot of the history says."""
    return HistoryJob(
        id=wire.nzo_id,
        name=wire.name or "",
        status=wire.status,
        fail_message=wire.fail_message or "",
        category=_category(wire.category),
        storage=wire.storage or "",
        size=amount(wire.bytes) or 0,
        completed=from_unix(amount(wire.completed)),
        time_added=from_unix(amount(wire.time_added)),
        loaded=bool(wire.loaded),
        retry=bool(wire.retry),
        from_url=wire.report == "future",
        stages=tuple(
            Stage(name=stage.name, actions=tuple(stage.actions or ()))
            for stage in wire.stage_log or ()
        ),
    )


def warning(wire: WireWarning) -> Warning:
    """Return a line of the warnings."""
    return Warning(
        level=wire.type,
        text=wire.text,
        time=from_unix(amount(wire.time)),
        origin=wire.origin or "",
    )


def sab_status(wire: WireStatus) -> SabStatus:
    """Return the state beyond the queue; nothing secret of it is kept."""
    return SabStatus(
        paused=wire.paused,
        news_servers=tuple(map(_news_server, wire.servers)),
        warnings=tuple(map(warning, wire.warnings or ())),
        update=_update(wire),
    )


def _update(wire: WireStatus) -> AppUpdate | None:
    if not wire.new_release:
        return None
    return AppUpdate(
        version=wire.new_release, installable=False, url=wire.new_rel_url or None
    )


def _news_server(wire: WireNewsServer) -> NewsServer:
    connections = amount(wire.serveractiveconn)
    error = wire.servererror or ""
    if connections is None and isinstance(wire.serveractiveconn, str):
        error = error or wire.serveractiveconn
    return NewsServer(
        name=wire.servername,
        active=wire.serveractive,
        connections_active=connections or 0,
        error=error,
        warning=wire.serverwarning or "",
        optional=bool(wire.serveroptional),
    )


def _bytes(megabytes: str | float | None) -> int:
    return amount(megabytes, _MEGABYTE) or 0


def _free(free: str | float | None, total: str | float | None) -> int | None:
    """Return bytes left; None for a disk of no size: SABnzbd could not look at it."""
    return None if amount(total, _GIGABYTE) == 0 else amount(free, _GIGABYTE)


def _category(name: str | None) -> str:
    """Return a category; a job that is still being fetched has the text None."""
    return "*" if not name or name == "None" else name


def _time_left(text: str | None, size_left: int) -> int | None:
    """Return the seconds left; SABnzbd says 0:00:00 when it does not know."""
    seconds = duration(text)
    return None if not seconds and size_left else seconds
