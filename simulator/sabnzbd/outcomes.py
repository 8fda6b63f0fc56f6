"""How each fate plays out: where the download stops and what post-processing finds.

Texts, states and folders are those that real servers gave for such posts.
"""

from dataclasses import dataclass
from enum import StrEnum

from simulator.nzb import Fate
from simulator.sabnzbd.dialect import Dialect
from simulator.sabnzbd.formats import spoken, units
from simulator.sabnzbd.jobs import Job, Status
from simulator.sabnzbd.settings import Settings

NOT_COMPLETE = "https://sabnzbd.org/not-complete"
ABORTED = f"Aborted, cannot be completed - {NOT_COMPLETE}"
NOT_ON_SERVERS = f"Download failed - Not on your server(s) - {NOT_COMPLETE}"
RAR_FAILED = "RAR files failed to verify"
NEEDS_PASSWORD = "Unpacking failed, archive requires a password"
ENCRYPTION_FOUND = "Aborted, encryption detected"
UNWANTED_FOUND = "Aborted, unwanted extension detected"
STRANGE = "Onverwachte toestand 0x2A"
PASSWORD_WARNING = (
    '{} job "{}" because of encrypted RAR file (if supplied, all passwords were tried)'
)
UNWANTED_WARNING = 'In "{}" unwanted extension in RAR file. Unwanted file is {} '

ARTICLE = 750_000
_VERIFY_SPEED = 400e6
_REPAIR_SPEED = 60e6
_UNPACK_SPEED = 150e6
_LOCKED = frozenset({Fate.ENCRYPTED, Fate.ENCRYPTED_SINGLE, Fate.PASSWORD})
_MISSING = frozenset({Fate.MISSING_ARTICLES, Fate.MISSING_FILES})


class Stop(StrEnum):
    """What happens where a download stops."""

    END = "end"
    ABORT = "abort"
    PAUSE = "pause"
    STALL = "stall"


class Found(StrEnum):
    """Why a download stops before its end."""

    NOTHING = "nothing"
    MISSING = "missing"
    ENCRYPTED = "encrypted"
    UNWANTED = "unwanted"


class Place(StrEnum):
    """Where the result of a job lies."""

    COMPLETE = "complete"
    FAILED = "failed"
    """In the complete folder, with `_FAILED_` before its name."""
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Course:
    """How far a download goes.

    Attributes:
        stop: What happens there.
        at: Share of the post at which it stops, 0 to 1.
        found: Why.
    """

    stop: Stop = Stop.END
    at: float = 1.0
    found: Found = Found.NOTHING


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of post-processing.

    Attributes:
        status: What the history says meanwhile.
        seconds: World seconds it takes.
        action: The line below it.
        log: What it leaves in the stage log: (stage, text).
        fetches: Afterwards the job goes back to the queue for repair blocks.
    """

    status: Status
    seconds: float
    action: str = ""
    log: tuple[tuple[str, str], ...] = ()
    fetches: bool = False


@dataclass(frozen=True, slots=True)
class Processing:
    """What post-processing makes of a job.

    Attributes:
        stages: Its steps.
        fail_message: Why it fails, or "".
        fails: Whether it fails.
        place: Where the result lies.
        files: Names of the files that are left there.
        script_line: Last line of the script.
    """

    stages: tuple[Stage, ...]
    fail_message: str = ""
    fails: bool = False
    place: Place = Place.COMPLETE
    files: tuple[str, ...] = ()
    script_line: str = ""


def locked(job: Job) -> bool:
    """Tell whether a job is encrypted and nobody gave the right password."""
    if job.post is None or job.post.fate not in _LOCKED:
        return False
    return not job.post.password or job.password != job.post.password


def missing_bytes(job: Job) -> float:
    """Return the bytes that the servers did not have so far."""
    if job.post is None or job.post.fate not in _MISSING or job.attempt:
        return 0.0
    return min(job.done * 0.4, job.size * 0.12)


def course(job: Job, settings: Settings) -> Course:
    """Tell where a download stops and why."""
    fate = job.post.fate if job.post is not None else Fate.GOOD
    hopeless = settings.on("fail_hopeless_jobs")
    if fate in _MISSING and not job.attempt and hopeless:
        return Course(Stop.ABORT, 0.3, Found.MISSING)
    if fate is Fate.ENCRYPTED and locked(job) and not job.seen_encrypted:
        match settings.number("pause_on_pwrar"):
            case 1:
                return Course(Stop.PAUSE, 0.54, Found.ENCRYPTED)
            case 2:
                return Course(Stop.ABORT, 0.4, Found.ENCRYPTED)
    if fate is Fate.UNWANTED_EXTENSION and not job.seen_unwanted:
        match settings.number("action_on_unwanted_extensions"):
            case 1:
                return Course(Stop.PAUSE, 0.44, Found.UNWANTED)
            case 2:
                return Course(Stop.ABORT, 0.41, Found.UNWANTED)
    if fate is Fate.STALLED:
        return Course(Stop.STALL, 0.37)
    return Course()


def aborted(found: Found) -> Processing:
    """Return the short post-processing of a job that was given up."""
    message = {
        Found.MISSING: ABORTED,
        Found.ENCRYPTED: ENCRYPTION_FOUND,
        Found.UNWANTED: UNWANTED_FOUND,
    }[found]
    return _given_up(message)


def refused() -> Processing:
    """Return the short post-processing of a duplicate that is to fail."""
    return _given_up("Duplicate NZB")


def _given_up(message: str) -> Processing:
    return Processing(
        stages=(Stage(Status.QUEUED, 0.5),),
        fail_message=message,
        fails=True,
        place=Place.INCOMPLETE,
    )


def download_line(job: Job) -> str:
    """Return what the download left in the stage log."""
    lines = []
    if job.seconds >= 1:
        speed = units(job.done / job.seconds, "B/s")
        age = job.post.age_days if job.post is not None else 0
        took = spoken(job.seconds)
        lines.append(f"Downloaded in {took} at an average of {speed}<br/>Age: {age}d")
    if missing := int(missing_bytes(job) // ARTICLE):
        lines.append(f"{missing} articles were missing")
    return "<br/>".join(lines)


def process(
    job: Job, settings: Settings, dialect: Dialect, *, room: float
) -> Processing:
    """Tell what post-processing makes of a job that was downloaded whole.

    Args:
        job: The job.
        settings: What the server does with what it finds.
        dialect: Its version.
        room: Free bytes in the complete folder.
    """
    post = job.post
    if post is None:
        raise ValueError("a job without NZB cannot be post-processed")
    tag = f"[{job.name}]"
    if post.fate in _MISSING and not job.attempt:
        if post.fate is Fate.MISSING_FILES:
            return Processing(
                (Stage(Status.QUEUED, 0.5, log=(("Download", NOT_ON_SERVERS),)),),
                NOT_ON_SERVERS,
                fails=True,
                place=Place.INCOMPLETE,
            )
        return _damaged(job, settings, tag)
    if post.fate is Fate.MISSING_ARTICLES or post.fate is Fate.DAMAGED_RAR:
        return _damaged(job, settings, tag)
    if post.fate is Fate.REPAIR_FAILED:
        return _unrepairable(job, tag)
    if locked(job):
        return _needs_password(job, tag)
    if post.fate is Fate.STRANGE:
        return Processing(
            (_verify(job, tag, "Quick Check OK"),),
            STRANGE,
            fails=True,
            place=Place.FAILED,
        )
    if post.fate is Fate.DISK_FULL_UNPACK and (not job.attempt or room < 2 * post.size):
        return _disk_full(job, dialect, tag)
    return _good(job, settings, dialect, tag)


def _verify(job: Job, tag: str, result: str) -> Stage:
    return Stage(
        Status.VERIFYING,
        1 + job.size / _VERIFY_SPEED,
        "Repair: Starting Repair",
        (("Repair", f"{tag} {result}"),),
    )


def _damaged(job: Job, settings: Settings, tag: str) -> Processing:
    video = job.post.files[0] if job.post is not None else job.name
    verify = Stage(
        Status.VERIFYING,
        1 + job.size / _VERIFY_SPEED,
        "Trying RAR-based verification: ...",
        (
            ("Repair", f"{tag} No par2 sets"),
            ("Repair", f"{tag} Trying RAR-based verification"),
            (
                "Repair",
                (
                    f"{tag} {tag} RAR-based verification failed: Corrupt file - "
                    f"CRC check failed: {video}"
                ),
            ),
        ),
    )
    if settings.on("safe_postproc"):
        return Processing((verify,), RAR_FAILED, fails=True, place=Place.INCOMPLETE)
    unpack = Stage(
        Status.EXTRACTING,
        1,
        "Unpacking: 01/01",
        (("Unpack", f"{tag} Corrupt RAR file"),),
    )
    return Processing((verify, unpack), files=(f"{job.name}.rar",))


def _fetch_blocks(job: Job, tag: str) -> Stage:
    return Stage(
        Status.VERIFYING,
        1 + job.size / _VERIFY_SPEED,
        "Verifying: 01/01",
        (
            (
                "Repair",
                f"{tag} Verified in {_took(job, _VERIFY_SPEED)}, repair is required",
            ),
        ),
        fetches=True,
    )


def _unrepairable(job: Job, tag: str) -> Processing:
    if not job.repaired_blocks:
        return Processing((_fetch_blocks(job, tag),))
    short = 2 + len(job.name) % 30
    message = f"Repair failed, not enough repair blocks ({short} short)"
    repair = Stage(
        Status.REPAIRING,
        2 + job.size / _REPAIR_SPEED / 4,
        "Repair: Starting Repair",
        (("Repair", f"{tag} {message}"),),
    )
    return Processing((repair,), message, fails=True, place=Place.INCOMPLETE)


def _needs_password(job: Job, tag: str) -> Processing:
    verify = Stage(
        Status.VERIFYING,
        1,
        "Trying RAR-based verification: ...",
        (
            ("Repair", f"{tag} No par2 sets"),
            ("Repair", f"{tag} Trying RAR-based verification"),
            ("Repair", f"{tag} RAR-based verification failed: Passworded"),
        ),
    )
    unpack = Stage(
        Status.EXTRACTING,
        1,
        "Unpacking: 01/01",
        (("Unpack", f"{tag} {NEEDS_PASSWORD}"),),
    )
    return Processing((verify, unpack), NEEDS_PASSWORD, fails=True, place=Place.FAILED)


def _disk_full(job: Job, dialect: Dialect, tag: str) -> Processing:
    message = (
        "Unpacking failed, disk full"
        if dialect.modern
        else "Unpacking failed, write error or disk is full?"
    )
    unpack = Stage(
        Status.EXTRACTING,
        1 + job.size / _UNPACK_SPEED / 2,
        "Unpacking: 01/01",
        (("Unpack", f"{tag} {message}"),),
    )
    check = _verify(job, tag, "Quick Check OK")
    return Processing((check, unpack), message, fails=True, place=Place.FAILED)


def _good(job: Job, settings: Settings, dialect: Dialect, tag: str) -> Processing:
    post = job.post
    if post is None:
        raise ValueError("a job without NZB cannot be post-processed")
    stages: list[Stage] = []
    if post.fate is Fate.REPAIRED:
        if not job.repaired_blocks:
            return Processing((_fetch_blocks(job, tag),))
        took = _took(job, _REPAIR_SPEED)
        stages.append(
            Stage(
                Status.REPAIRING,
                2 + job.size / _REPAIR_SPEED,
                "Repairing: 50%",
                (("Repair", f"{tag} Repaired in {took}"),),
            )
        )
    else:
        stages.append(
            Stage(
                Status.QUICK_CHECK,
                0.5,
                "Repair: Quick Checking",
                (("Repair", f"{tag} Quick Check OK"),),
            )
        )
    if post.fate is not Fate.ARCHIVE_LEFT:
        stages.append(_unpack(job, settings, tag))
    stages.append(Stage(Status.MOVING, 1))
    if post.fate is Fate.SCRIPT_FAILS:
        return _script_fails(job, settings, dialect, stages)
    if job.script not in {"None", ""}:
        stages.append(
            Stage(
                Status.RUNNING, 2, f"Running script: {job.script}", (("Script", "Ran"),)
            )
        )
    return Processing(tuple(stages), files=post.files)


def _unpack(job: Job, settings: Settings, tag: str) -> Stage:
    count = len(job.post.files) if job.post is not None else 1
    direct = settings.on("direct_unpack")
    seconds = 1.0 if direct else 1 + job.size / _UNPACK_SPEED
    took = spoken(0 if direct else seconds)
    how = "Direct Unpack - Unpacked" if direct else "Unpacked"
    text = f"{tag} {how} {count} files/folders in {took}"
    action = "Direct Unpack: 02/03" if direct else "Unpacking: 01/03"
    return Stage(Status.EXTRACTING, seconds, action, (("Unpack", text),))


def _script_fails(
    job: Job, settings: Settings, dialect: Dialect, stages: list[Stage]
) -> Processing:
    last = "the library could not be told"
    colon = ":" if dialect.server_warnings else ""
    line = f"Exit(3){colon} {last} "
    stages.append(
        Stage(Status.RUNNING, 2, "Running script: notify.sh", (("Script", line),))
    )
    fails = settings.on("script_can_fail")
    message = line if dialect.server_warnings else "Script exit code is 3"
    return Processing(
        tuple(stages),
        message if fails else "",
        fails=fails,
        files=job.post.files if job.post is not None else (),
        script_line=line if dialect.server_warnings else last,
    )


def _took(job: Job, speed: float) -> str:
    return spoken(1 + job.size / speed)


def servers_line(job: Job, server: str) -> str:
    """Return how much came from which server, as the stage log says it."""
    return f"{server}={units(job.done, 'B')}"
