"""What the shape of the apps' answers tells, in whatever language they speak.

Words and labels are translated; names of stages, jobs and files, numbers and the place
where a text is repeated are not. Shapes are weak signs: known words say more.
"""

from collections.abc import Iterable
import re

import msgspec

from ..servers.models import HistoryJob, Job, QueueRow
from .joined import is_hopeless
from .signatures import Finding, follows

_RAR = re.compile(r"(?<![A-Za-z])RAR(?![A-Za-z])")
_FILE = re.compile(r"[\w)\]]\.[A-Za-z][A-Za-z0-9]{1,4}(?![\w.])")
_EXIT = re.compile(r"^Exit\(-?\d+\)")
_TORRENT_CLIENT = re.compile(r"qBittorrent|Deluge|[uµ]Torrent|Transmission")
_DIGIT = re.compile(r"\d")
_BEFORE_REPAIR = frozenset({"Source", "Download", "Servers"})


def signs_of_failed_job(record: HistoryJob, warnings: Iterable[str]) -> list[Finding]:
    """Return what is known of why a job failed, its words left aside."""
    found = (
        _of_warnings(record.name, warnings),
        _of_fetching(record),
        _of_no_stages(record),
        _of_silence(record),
        _of_repetition(record),
    )
    return [finding for finding in found if finding is not None]


def sign_of_paused_job(job: Job, warnings: Iterable[str]) -> Finding | None:
    """Return why SABnzbd paused a job with a label that is in no known language."""
    found = _of_warnings(job.name, warnings)
    if found is None and is_hopeless(job):
        found = follows("label_incomplete", weak=True)
    return found


def sign_of_torrent(row: QueueRow) -> Finding | None:
    """Return what an error of a torrent client means: apps translate it.

    They name the client when it reports something. A stall is told without its name,
    as are errors in a client's own words: that is for the clock to tell.
    """
    if row.protocol != "torrent" or row.tracked_state != "downloading":
        return None
    if row.status == "queued":
        return follows("torrent_metadata", weak=True)
    if row.status != "warning":
        return None
    if "DHT" in row.error_message:
        return follows("torrent_dht", weak=True)
    named = _TORRENT_CLIENT.search(row.error_message)
    if named:
        found = follows("client_error", weak=True)
        return msgspec.structs.replace(found, placeholders={"client": named[0]})
    # Once all of it is there only its place can be wrong.
    return None if row.size_left else follows("client_base_folder", weak=True)


def _of_warnings(name: str, warnings: Iterable[str]) -> Finding | None:
    """Return what a warning about a job's archive means.

    SABnzbd warns of two things in an archive: that it is locked, and of a file by name.
    """
    for text in warnings if name else ():
        about, found, rest = text.partition(name)
        if found and _RAR.search(about + rest):
            named = _FILE.search(about) or _FILE.search(rest)
            sign = "unwanted_extension" if named else "encryption_detected"
            return follows(sign, text=text, weak=True)
    return None


def _of_fetching(record: HistoryJob) -> Finding | None:
    if record.from_url and not record.storage:
        return follows("nzb_unfetched", weak=True)
    return None


def _of_no_stages(record: HistoryJob) -> Finding | None:
    """Return the sign that a job failed before anything of it was downloaded."""
    if record.stages or record.size or record.from_url:
        return None
    return follows("refused_at_once")


def _of_silence(record: HistoryJob) -> Finding | None:
    """Return what a failure without a word means: there are few ways to fail so."""
    if record.fail_message.strip():
        return None
    stages = [stage.name for stage in record.stages]
    if "Unpack" in stages:
        # A move that failed.
        return follows("stage_move_failed", weak=True)
    if stages and stages[-1] == "Repair":
        return follows("stage_par2_options", weak=True)
    return None


def _of_repetition(record: HistoryJob) -> Finding | None:
    """Return in which stage a job failed: the one that repeats why, if any does."""
    said = record.fail_message.strip()
    for stage in record.stages if said else ():
        repeated = any(said in action for action in stage.actions)
        if stage.name == "Repair" and repeated:
            return follows("repair_without_words")
        if stage.name == "Script" and (repeated or _exits(stage.actions)):
            return follows("script_exit_text", weak=True)
    stages = {stage.name: stage.actions for stage in record.stages}
    if said and stages and stages.keys() <= _BEFORE_REPAIR:
        # The first action may be the speed; what did not come is counted alone.
        counted = [text for text in stages.get("Download", ()) if "<br" not in text]
        if any(_DIGIT.search(text) for text in counted):
            return follows("stage_articles")
    return None


def _exits(actions: Iterable[str]) -> bool:
    return any(_EXIT.search(text) for text in actions)
