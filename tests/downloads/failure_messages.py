"""The texts by which the apps tell of failures, and facts as if an app had said one."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
import re
from typing import Any

import msgspec

from custom_components.autoarr.downloads.model import Facts
from custom_components.autoarr.servers.models import (
    HistoryEvent,
    ServerType,
    Stage,
    StatusMessage,
)

from .world import GIB, failed, grabbed, job, record, row

DATA = Path(__file__).parents[1] / "data" / "failure_messages.json"
NAME = "Show.S01E01.1080p.WEB-GRP"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One text, where it is seen, and what it must be taken for."""

    app: ServerType
    field: str
    text: str
    source: str
    category: str
    translated: bool
    meaning: str
    state_after: str = ""
    note: str = ""
    failure_class: str | None = msgspec.field(name="class", default=None)
    step: str | None = None
    excused: str | None = None
    """Why no class is expected."""
    error: str | None = None
    """The error that a client raises when it hears it."""

    def __str__(self) -> str:
        """Return a name for a test."""
        return f"{self.app} {self.field}: {self.text}"

    @property
    def said(self) -> str:
        """The text as an app would say it."""
        return filled(self.text, encrypted=self.category == "password/encrypted")

    @property
    def check(self) -> str:
        """The name of the health check that says it."""
        found = re.search(r"health\.source=(\w+)", self.meaning)
        return found[1] if found else ""


@cache
def rows() -> tuple[Row, ...]:
    """Return all texts."""
    return tuple(msgspec.json.decode(DATA.read_bytes(), type=list[Row]))


_FILLINGS = (
    (r"verification failed: %s", "verification failed: Corrupt file - CRC check"),
    (r"only %s of required %s", "only 91.3% of required 100.2%"),
    (r"\(%s short\)", "(512 short)"),
    (r"^%s articles", "12 articles"),
    (r"(code is|WAIT|PROPAGATING) %s", r"\1 3"),
    (r"^Exit\(%s\): %s", "Exit(3): disk check says no"),
    (r"^(Paused|Aborted) job \"%s\"", rf'\1 job "{NAME}"'),
    (r"^In \"%s\" (.*) is %s", rf'In "{NAME}" \1 is setup.exe'),
    (r"find %s$", "find show.part07.rar"),
    (r"^Repairing failed, %s", "Repairing failed, Repair Failed."),
    (r"^Unpacking failed, %s", "Unpacking failed, see logfile"),
    (r"\{parStatus\}", "FAILURE"),
    (r"\{\w+Status\}", "NONE"),
    (r"^\{x\}: \{x\}", "QualityAllowedSpecification: Object reference not set"),
    (
        r"^Only \{0\} minutes old, minimum age is \{1\}",
        "Only 3 minutes old, minimum 60",
    ),
    (r"\{[Ee]xtension\}", ".exe"),
    (r"\{\w*[Pp]aths?\}", "/downloads/tv"),
    (r"%s|\{\w+\}", "WEBDL-1080p"),
)


def filled(text: str, *, encrypted: bool = False) -> str:
    """Return a text with plausible facts in place of its placeholders."""
    if encrypted:
        text = text.replace(
            "verification failed: %s", "verification failed: Passworded"
        )
    for pattern, filling in _FILLINGS:
        text = re.sub(pattern, filling, text)
    return text


def _owned(app: ServerType = ServerType.RADARR, **told: Any) -> Facts:
    return Facts(
        download_id="nzo1", owner_id=app.value, owner_type=app, grab=grabbed(), **told
    )


def _in_queue(row_: Row, block: StatusMessage, **told: Any) -> Facts:
    state, _, status = row_.state_after.partition(",")[0].partition("+")
    known = {"importBlocked", "importPending", "downloading"}
    shown: dict[str, Any] = {
        "status": "completed",
        "tracked_state": state if state in known else "importPending",
        "tracked_status": status or "warning",
        "messages": (block,),
        **told,
    }
    if row_.app is ServerType.SONARR:
        shown |= {"series_id": 7, "episode_id": 71}
    return _owned(row_.app, rows=(row(**shown),))


def _of_message(said: Row) -> Facts:
    return _in_queue(said, StatusMessage(title=f"{NAME}.mkv", messages=(said.said,)))


def _of_title(said: Row) -> Facts:
    return _in_queue(said, StatusMessage(title=said.said))


def _of_error(said: Row) -> Facts:
    status = re.search(r"status=(\w+)", said.meaning)
    state = {
        "status": status[1] if status else "warning",
        "tracked_state": "downloading",
        "error_message": said.said,
        "protocol": "torrent",
        "messages": (),
    }
    if said.text.startswith("PAR Status"):
        state |= {"status": "failed", "tracked_state": "failedPending"}
    return _in_queue(said, StatusMessage(), **state)


def _of_app_failure(said: Row) -> Facts:
    told = record(HistoryEvent.FAILED, number=2, message=said.said)
    return _owned(said.app, app_failed=told)


def _of_fail_message(said: Row) -> Facts:
    stages = [Stage(name="Source", actions=(f"{NAME}.nzb",))]
    told: dict[str, Any] = {"name": NAME, "storage": f"/incomplete/{NAME}"}
    if said.text.startswith(("URL Fetching", "Unusable NZB")):
        told = {"name": NAME, "storage": "", "from_url": True, "size": 0}
    elif said.text.startswith(("Duplicate", "Pre-queue")):
        told["size"] = 0
        stages = []
    elif not said.text:
        moved = f"Failed moving /incomplete/{NAME} to /complete/{NAME}"
        stages.append(Stage(name="Unpack", actions=(moved,)))
    else:
        stages.append(Stage(name="Download", actions=("",)))
    return _owned(record=failed(message=said.said, stages=tuple(stages), **told))


def _of_stage(said: Row) -> Facts:
    named = re.search(r"stage (\w+)", said.meaning)
    stage = Stage(name=named[1] if named else "Repair", actions=(said.said,))
    return _owned(record=failed(message="", name=NAME, stages=(stage,)))


def _of_label(said: Row) -> Facts:
    status = {"WAIT": "Grabbing", "PROPAGATING": "Propagating"}
    told = status.get(said.text.split()[0], "Paused")
    return _owned(job=job(status=told, labels=(said.said,)))


def _of_warning(said: Row) -> Facts:
    warnings = (said.said,)
    if said.text.startswith("Cannot create"):
        ended = failed(message="Post-processing was aborted", name=NAME)
        return _owned(record=ended, warnings=warnings)
    if said.text.startswith("Aborted"):
        ended = failed(message="Words of another language", name=NAME)
        return _owned(record=ended, warnings=warnings)
    if NAME in said.said:
        paused = job(name=NAME, status="Paused", labels=("?",), size_left=GIB)
        return _owned(job=paused, warnings=warnings)
    waiting = job(name=NAME, status="Queued")
    return _owned(job=waiting, client_paused=True, warnings=warnings)


FACTS: dict[str, Callable[[Row], Facts]] = {
    "queue.statusMessages[].messages[]": _of_message,
    "queue.statusMessages[].title": _of_title,
    "queue.errorMessage": _of_error,
    "history.data.message": _of_app_failure,
    "history.fail_message": _of_fail_message,
    "history.stage_log[].actions[]": _of_stage,
    "queue.slots[].labels[]": _of_label,
    "warnings[].text": _of_warning,
}
"""Facts about a download of which an app says a text, by where it says it."""
