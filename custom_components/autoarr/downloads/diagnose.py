"""The command script/diagnose: raw answers of the apps in, what needs help out.

One look at one moment, with the same decoding, joining and diagnosis as in the house.
"""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
import sys
from typing import Any

import msgspec

from ..phrases import Phrasebook
from ..servers import arr_wire, sabnzbd_wire
from ..servers.decoding import Reader
from ..servers.models import (
    HealthCheck,
    HistoryEvent,
    HistoryJob,
    HistoryRecord,
    JobQueue,
    QueueRow,
    ServerType,
    Warning as SabWarning,
)
from .diagnosis import diagnose
from .joined import release_name
from .model import Diagnosis, Facts
from .tracker import Tracker

APPS = (ServerType.SONARR, ServerType.RADARR)

type Answers = Mapping[str, Any]


class UnreadableAnswers(Exception):
    """The input is not what it should be; the text says where."""


def needing_help(
    answers: Answers, phrases: Phrasebook
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return what is wrong with each download that needs something, and what got lost.

    Args:
        answers: By app (sabnzbd, sonarr, radarr) and kind (queue, history, for
            SABnzbd also warnings, for the others health) what the app answered. Each
            may be left out.
        phrases: Words for the causes.

    Raises:
        UnreadableAnswers: An answer is none of that app.
    """
    snapshot = _Snapshot(answers)
    found = []
    for download_id in snapshot.ids():
        facts = snapshot.facts(download_id)
        diagnosis = diagnose(facts)
        if diagnosis is not None and not snapshot.is_replaced(facts):
            found.append(_shape(facts, diagnosis, phrases))
    return found, snapshot.losses


def _shape(facts: Facts, diagnosis: Diagnosis, phrases: Phrasebook) -> dict[str, Any]:
    return {
        "download_id": facts.download_id,
        "title": release_name(facts),
        "class": diagnosis.failure_class,
        "cause": phrases.words(diagnosis.cause),
        "blames": diagnosis.blames,
        "evidence": [
            {"source": item.source, "text": item.text} for item in diagnosis.evidence
        ],
        "first_step": diagnosis.first_step,
    }


class _Snapshot:
    """Everything the answers say, joined."""

    def __init__(self, answers: Answers) -> None:
        """Read the answers; what of them could not be read is kept in losses."""
        self.losses: list[str] = []
        self._ids: dict[str, None] = {}
        self._records: list[tuple[ServerType, HistoryRecord]] = []
        self._now = datetime.fromtimestamp(0, UTC)
        self._tracker = Tracker(lambda: self._now)
        # A failed job leaves an app's queue: only the history proves a grab, or none.
        self._judged = any(_part(answers, app, "history") for app in APPS)
        self._read_sabnzbd(answers)
        for app in APPS:
            self._read_app(app, answers)

    def _read_sabnzbd(self, answers: Answers) -> None:
        sab = ServerType.SABNZBD
        queue, history = self._queue(answers), self._history(answers)
        warnings = self._warnings(answers)
        times = [warning.time for warning in warnings if warning.time]
        times += [record.completed for record in history if record.completed]
        self._now = max(times, default=self._now)
        self._ids.update(dict.fromkeys(job.id for job in queue.jobs))
        self._ids.update(dict.fromkeys(record.id for record in history))
        if _part(answers, sab, "queue") or history:
            self._tracker.update_client(sab.value, queue, history, warnings)

    def _queue(self, answers: Answers) -> JobQueue:
        given = _inner(_part(answers, ServerType.SABNZBD, "queue"), "queue")
        value = {"queue": {"paused": False, "slots": [], **given}}
        queue = self._read(sabnzbd_wire.QUEUE, value, "SABnzbd's queue").queue
        jobs = tuple(map(sabnzbd_wire.job, queue.slots))
        return sabnzbd_wire.job_queue(queue, jobs)

    def _history(self, answers: Answers) -> tuple[HistoryJob, ...]:
        given = _inner(_part(answers, ServerType.SABNZBD, "history"), "history")
        value = {"history": {"last_history_update": 0, "slots": [], **given}}
        history = self._read(sabnzbd_wire.HISTORY, value, "SABnzbd's history").history
        slots = [] if isinstance(history, bool) else history.slots
        return tuple(map(sabnzbd_wire.history_job, slots))

    def _warnings(self, answers: Answers) -> tuple[SabWarning, ...]:
        given = _part(answers, ServerType.SABNZBD, "warnings")
        value = {"warnings": _listed(given, "warnings")}
        told = self._read(sabnzbd_wire.WARNINGS, value, "SABnzbd's warnings")
        return tuple(map(sabnzbd_wire.warning, told.warnings))

    def _read_app(self, app: ServerType, answers: Answers) -> None:
        if not isinstance(answers.get(app), Mapping):
            return
        rows, records = self._rows(app, answers), self._told(app, answers)
        self._tracker.add_owner(app.value, app)
        self._tracker.set_health(app.value, self._health(app, answers))
        self._tracker.update_owner(app.value, app, rows, records)
        self._ids.update(
            dict.fromkeys(row.download_id for row in rows if row.download_id)
        )
        self._records += [(app, record) for record in records]
        self._ids.update(
            dict.fromkeys(
                record.download_id for record in records if record.download_id
            )
        )

    def _rows(self, app: ServerType, answers: Answers) -> list[QueueRow]:
        records = _listed(_part(answers, app, "queue"), "records")
        value = {"totalRecords": len(records), "records": records}
        told = self._read(arr_wire.QUEUE, value, f"{app.title()}'s queue")
        return [arr_wire.queue_row(record) for record in told.records]

    def _health(self, app: ServerType, answers: Answers) -> tuple[HealthCheck, ...]:
        value = _listed(_part(answers, app, "health"), "records")
        told = self._read(arr_wire.HEALTH, value, f"{app.title()}'s health checks")
        return tuple(map(arr_wire.health_check, told))

    def _told(self, app: ServerType, answers: Answers) -> list[HistoryRecord]:
        records = _listed(_part(answers, app, "history"), "records")
        value = {"totalRecords": len(records), "records": records}
        told = self._read(arr_wire.HISTORY, value, f"{app.title()}'s history")
        read = map(arr_wire.history_record, told.records)
        return [record for record in read if record is not None]

    def _read[T](self, reader: Reader[T], value: object, what: str) -> T:
        try:
            told, losses = reader.read(msgspec.json.encode(value))
        except msgspec.MsgspecError as err:
            raise UnreadableAnswers(f"{what}: {err}") from err
        if losses:
            self.losses.append(what)
        return told

    def ids(self) -> Iterable[str]:
        """Return the ids of all downloads, in the order of the answers."""
        return tuple(self._ids)

    def facts(self, download_id: str) -> Facts:
        """Return what is known of a download."""
        return replace(self._tracker.facts(download_id), ownership_known=self._judged)

    def is_replaced(self, facts: Facts) -> bool:
        """Return whether a failed download's title was imported since."""
        failed = facts.app_failed
        if failed is None or (failed.episode_id is None and failed.movie_id is None):
            return False
        return any(
            app is facts.owner_type
            and record.event is HistoryEvent.IMPORTED
            and record.date > failed.date
            and (record.movie_id, record.episode_id)
            == (failed.movie_id, failed.episode_id)
            for app, record in self._records
        )


def _part(answers: Answers, app: ServerType, kind: str) -> Any:
    given = answers.get(app)
    return given.get(kind) if isinstance(given, Mapping) else None


def _inner(given: object, name: str) -> Mapping[str, Any]:
    """Return an answer without its wrapping; empty for none and for "no change"."""
    if isinstance(given, Mapping):
        inner = given.get(name, given)
        return inner if isinstance(inner, Mapping) else {}
    return {}


def _listed(given: object, name: str) -> list[Any]:
    """Return the list in an answer, which may be the answer itself."""
    inner = given.get(name) if isinstance(given, Mapping) else given
    return inner if isinstance(inner, list) else []


def main(arguments: Iterable[str] | None = None) -> int:
    """Read answers from stdin and write what needs help to stdout, both as JSON."""
    parser = argparse.ArgumentParser(
        prog="script/diagnose",
        description="Reads raw answers of the apps as JSON from stdin and writes a JSON"
        " list of the downloads that need something to stdout.",
        epilog='Input: {"sabnzbd": {"queue": {…}, "history": {…}, "warnings": {…}},'
        ' "sonarr": {"queue": {…}, "history": {…}, "health": […]}, "radarr": {…}}; each'
        " may be left out. Without a history of Sonarr or Radarr nothing is called unowned.",
    )
    parser.add_argument("--language", default="en", help="of the causes (default: en)")
    options = parser.parse_args(None if arguments is None else list(arguments))
    try:
        answers = msgspec.json.decode(sys.stdin.buffer.read(), type=dict[str, Any])
        found, losses = needing_help(answers, Phrasebook.load(options.language))
    except msgspec.MsgspecError as err:
        sys.stderr.write(f"The input is no JSON object: {err}\n")
        return 1
    except UnreadableAnswers as err:
        sys.stderr.write(f"Cannot read {err}\n")
        return 1
    for what in losses:
        sys.stderr.write(f"Parts of {what} could not be read and were left out.\n")
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    return 0
