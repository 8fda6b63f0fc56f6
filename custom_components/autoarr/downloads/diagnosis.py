"""What is wrong with a download, whose fault that is and what to do first.

A pure function of the facts. States, labels and structure come before words, and a full
disk before everything: what it breaks looks like a bad release.
"""

from collections.abc import Iterable
from dataclasses import replace

from ..servers.models import HistoryRecord, Job, QueueRow, ServerType
from .checks import CLIENT_CAUSES, IMPORT_CAUSES, first_of
from .conclusions import (
    DOUBTFUL,
    SABNZBD,
    conclude,
    conclude_with_disk_in_mind,
    full_disk,
    is_retry_offered,
    plain,
    repeat,
    strongest,
    unless_unowned,
)
from .joined import failed_in_client, is_blocked, is_final, is_hopeless, verdict
from .model import (
    UNLISTED,
    Diagnosis,
    Evidence,
    Facts,
    FailureClass,
    Line,
    Message,
    Outcome,
)
from .shapes import sign_of_paused_job, sign_of_torrent, signs_of_failed_job
from .signatures import LONGEST_PLACEHOLDER, Field, Finding, find, follows

CATEGORY_NAMES = {"*": "Default"}
"""What SABnzbd's own pages call a category."""
ARCHIVES = (".rar", ".r00", ".zip", ".7z", ".001", ".part01.rar")

_PROVIDER_CAUSES = frozenset(
    {"cause_provider_login", "cause_provider_unreachable", "cause_provider_quota"}
)
_REFUSALS = _PROVIDER_CAUSES | {"cause_provider_refuses"}
_PROCESSING_CAUSES = frozenset({"cause_folder_failed", "cause_disk_full"})
_MISSING_CAUSES = frozenset({"cause_articles_missing", "cause_articles_short"})
_UNEXPLAINED_IMPORTS = frozenset(
    {
        "cause_no_files",
        "cause_no_path",
        "cause_import_failed",
        "cause_import_refused_silently",
    }
)


def diagnose(facts: Facts) -> Diagnosis | None:
    """Return what is wrong with a download; None when nothing is.

    Waiting is a diagnosis too: it says what for.
    """
    failed = failed_in_client(facts) or verdict(facts) is Outcome.FAILED
    if verdict(facts) in (Outcome.IMPORTED, Outcome.IGNORED):
        return None
    if facts.job is not None:
        return _of_job(facts, facts.job) or _of_rows(facts) or _of_standing(facts)
    if facts.record is not None and not is_final(facts.record):
        return None
    if failed or _failed_in_app(facts.rows):
        return _of_failure(facts)
    return _of_completed(facts) or _of_unlisted(facts) or _of_standing(facts)


def environment_sign(warnings: Iterable[str]) -> Message | None:
    """Return what SABnzbd's warnings say about its surroundings, worst first."""
    found = [
        finding
        for text in warnings
        if (finding := find(Field.CLIENT_WARNING, text)) is not None
        and finding.failure_class is FailureClass.ENVIRONMENT
    ]
    found.sort(key=lambda finding: not finding.means_full_disk)
    return found[0].cause if found else None


# Jobs in SABnzbd's queue


def _of_job(facts: Facts, job: Job) -> Diagnosis | None:
    """Return why a job does not go on, when that is not a person's doing."""
    labels = [
        finding
        for label in job.labels
        if (finding := find(Field.CLIENT_LABEL, label)) is not None
    ]
    if job.status == "Paused":
        return _of_paused_job(facts, job, labels)
    if job.status == "Propagating":
        return _simple(facts, "label_propagating", (*job.labels, job.status)[:1])
    if job.status == "Grabbing" and job.labels:
        return _simple(facts, "label_wait", job.labels)
    full = full_disk(facts)
    if facts.client_paused and job.priority != "Force" and full:
        return conclude(facts, full, [Evidence(source=SABNZBD, text=full.text)])
    if facts.running and facts.client_idle:
        # "Downloading" is said of a job that gets nothing, too.
        refusal = _first_warning(facts, _REFUSALS)
        if refusal is not None:
            evidence = [Evidence(source=SABNZBD, text=refusal.text)]
            return conclude(facts, refusal, evidence)
    if is_hopeless(job) and not facts.client_idle:
        return _of_hopeless_job(facts, job)
    return None


def _of_hopeless_job(facts: Facts, job: Job) -> Diagnosis:
    """Return the diagnosis of a job that goes on although it cannot be completed."""
    missing = follows("label_incomplete")
    provider = _first_warning(facts, _PROVIDER_CAUSES)
    told = f"mbmissing {job.size_missing / 2**20:.2f}, mb {job.size / 2**20:.2f}"
    evidence = [Evidence(source=SABNZBD, text=told)]
    if provider is not None:
        evidence.append(Evidence(source=SABNZBD, text=provider.text))
    return unless_unowned(facts, conclude(facts, provider or missing, evidence))


def _of_paused_job(facts: Facts, job: Job, labels: list[Finding]) -> Diagnosis | None:
    """Return why SABnzbd paused a job: without a label a person did."""
    if not job.labels:
        return None
    evidence = [Evidence(source=SABNZBD, text=label) for label in job.labels]
    evidence += [
        Evidence(source=SABNZBD, text=text)
        for text in facts.warnings
        if job.name and job.name in text
    ]
    finding = strongest(labels) if labels else sign_of_paused_job(job, facts.warnings)
    if finding is not None:
        return unless_unowned(facts, conclude(facts, finding, evidence))
    # A label in an unknown language still says that SABnzbd did it.
    cause = Message(
        key="cause_paused_by_client", placeholders={"label": ", ".join(job.labels)}
    )
    return unless_unowned(facts, plain(facts, cause, evidence, FailureClass.AMBIGUOUS))


def _simple(facts: Facts, name: str, texts: Iterable[str]) -> Diagnosis:
    """Return the diagnosis of a state that needs no words to be understood."""
    evidence = [Evidence(source=SABNZBD, text=text) for text in texts]
    return conclude(facts, follows(name), evidence)


# Downloads that come to nothing in their own time


def _of_standing(facts: Facts) -> Diagnosis | None:
    """Return why a download stands still or crawls; nobody's is let be."""
    standing = facts.standing
    if facts.ownership_known and not facts.grabbed:
        return None
    if standing.stalled_for is None:
        if standing.speed is None:
            return None
        speed = {"speed": str(standing.speed // 1000)}
        slow = Message(key="cause_slow", placeholders=speed)
        return plain(facts, slow, (), FailureClass.STALLED)
    if standing.line is not Line.WORKS:
        refusal = _first_warning(facts, _REFUSALS)
        if refusal is not None:
            evidence = [Evidence(source=SABNZBD, text=refusal.text)]
            return conclude(facts, refusal, evidence)
    minutes = {"minutes": str(max(standing.stalled_for // 60, 1))}
    if standing.line is Line.DEAD:
        return _of_dead_line(facts, minutes)
    stalled = Message(key="cause_no_progress", placeholders=minutes)
    return plain(facts, stalled, (), FailureClass.STALLED)


def _of_dead_line(facts: Facts, minutes: dict[str, str]) -> Diagnosis:
    """Return why nothing comes for any download of a client."""
    server = facts.news_trouble
    if server is None:
        cause = Message(key="cause_nothing_comes", placeholders=minutes)
        return plain(facts, cause, (), FailureClass.ENVIRONMENT)
    said = ": ".join(filter(None, (server.name, server.error or server.warning)))
    cause = Message(key="cause_provider_down", placeholders={"provider": server.name})
    evidence = [Evidence(source=SABNZBD, text=said)]
    return plain(facts, cause, evidence, FailureClass.ENVIRONMENT)


# Jobs and downloads that failed


def _of_failure(facts: Facts) -> Diagnosis:
    """Return why a download failed."""
    evidence, found = _failure_signs(facts)
    finding = _best_of_failure(found)
    background = _background(facts, finding)
    if background is not None:
        finding = background
        evidence.insert(0, Evidence(source=SABNZBD, text=background.text))
    if finding is not None:
        diagnosis = conclude(facts, finding, evidence)
    else:
        cause = (
            Message(
                key="cause_failed_because",
                placeholders={"text": evidence[0].text[:LONGEST_PLACEHOLDER]},
            )
            if evidence
            else Message(key="cause_no_reason")
        )
        diagnosis = replace(
            plain(facts, cause, evidence, FailureClass.UNKNOWN),
            retry_helps=is_retry_offered(facts),
        )
    return unless_unowned(facts, diagnosis, disowned=_is_disowned(facts))


def _failure_signs(facts: Facts) -> tuple[list[Evidence], list[Finding]]:
    """Return what all servers say about a failure, the client's own words first."""
    evidence: list[Evidence] = []
    found: list[Finding] = []
    app = _app(facts).value

    def hear(source: str, text: str, *fields: Field) -> None:
        known = [finding for field in fields if (finding := find(field, text))]
        found.extend(known[:1])
        # SABnzbd's stages tell much that is no trouble.
        if text.strip() and (known or Field.CLIENT_STAGE not in fields):
            evidence.append(Evidence(source=source, text=text.strip()))

    record = facts.record
    if record is not None and failed_in_client(facts):
        hear(SABNZBD, record.fail_message, Field.CLIENT_MESSAGE)
    for row in facts.rows:
        hear(app, row.error_message, Field.CLIENT_MESSAGE, Field.APP_ERROR)
        for block in row.messages:
            for text in block.messages or (block.title,):
                hear(app, text, Field.APP_MESSAGE)
    if facts.app_failed is not None:
        hear(app, facts.app_failed.message, Field.APP_FAILURE, Field.CLIENT_MESSAGE)
    if record is not None:
        for stage in record.stages:
            for action in stage.actions:
                hear(SABNZBD, action, Field.CLIENT_STAGE)
    if record is not None and failed_in_client(facts):
        shapes = signs_of_failed_job(record, facts.warnings)
        evidence += [Evidence(source=SABNZBD, text=s.text) for s in shapes if s.text]
        found.extend(shapes)
    if _rejected_as_dangerous(facts.rows) or _failed_though_complete(facts):
        found.append(follows("dangerous"))
    return list(dict.fromkeys(evidence)), found


def _best_of_failure(found: list[Finding]) -> Finding | None:
    """Return the sign that explains a failure: a full disk, else the first strong one."""
    for finding in found:
        if finding.means_full_disk:
            return finding
    strong = [finding for finding in found if not finding.signature.weak]
    known = [
        finding
        for finding in strong
        if finding.failure_class is not FailureClass.UNKNOWN
    ]
    for choice in (known, strong, found):
        if choice:
            return choice[0]
    return None


def _background(facts: Facts, finding: Finding | None) -> Finding | None:
    """Return a warning of SABnzbd that explains a failure better than its own words."""
    cause = finding.signature.cause if finding else None
    if finding is None or finding.failure_class in DOUBTFUL:
        full = full_disk(facts)
        if full is not None:
            return full
    better = frozenset[str]()
    if cause is None or cause in _MISSING_CAUSES:
        better = _PROVIDER_CAUSES
    elif cause == "cause_processing_aborted":
        better = _PROCESSING_CAUSES
    return _first_warning(facts, better)


def _first_warning(facts: Facts, causes: frozenset[str]) -> Finding | None:
    """Return the newest warning of SABnzbd with one of these causes."""
    for text in facts.warnings:
        warning = find(Field.CLIENT_WARNING, text)
        if warning is not None and warning.signature.cause in causes:
            return warning
    return None


def _failed_in_app(rows: tuple[QueueRow, ...]) -> bool:
    return any(
        row.status == "failed" or row.tracked_state in ("failed", "failedPending")
        for row in rows
    )


def _rejected_as_dangerous(rows: tuple[QueueRow, ...]) -> bool:
    """Return whether an app fails a complete download: it does so for programs only."""
    return any(
        row.status == "completed"
        and row.tracked_state == "failedPending"
        and row.tracked_status == "error"
        for row in rows
    )


def is_marked_by_hand(told: HistoryRecord) -> bool:
    """Return whether an app's record of a failure says that a person made it one."""
    said = find(Field.APP_FAILURE, told.message)
    return said is not None and said.signature.name == "app_marked"


def _failed_though_complete(facts: Facts) -> bool:
    """Return whether an app failed, by itself, what SABnzbd had completed."""
    if facts.record is None or facts.record.status != "Completed":
        return False
    if facts.app_failed is None:
        return False
    said = find(Field.APP_FAILURE, facts.app_failed.message)
    return said is not None and said.signature.name == "app_failed"


# Downloads that are complete, or only known to Sonarr and Radarr


def _of_completed(facts: Facts) -> Diagnosis | None:
    """Return why a complete download is not imported, as far as anything is wrong."""
    damage = _hidden_damage(facts)
    diagnosis = _of_rows(facts)
    explained_by_damage = diagnosis is None or diagnosis.cause.key in (
        "cause_no_files",
        "cause_archive_left",
        "cause_partly_imported",
    )
    if damage is None or not explained_by_damage:
        return diagnosis
    evidence = [Evidence(source=SABNZBD, text=damage.text)]
    evidence += diagnosis.evidence if diagnosis else ()
    return unless_unowned(facts, conclude_with_disk_in_mind(facts, damage, evidence))


def _of_unlisted(facts: Facts) -> Diagnosis | None:
    """Return why the app that grabbed a complete download does not list it.

    Sonarr and Radarr look for jobs of their own category only, and in a part of the
    history only; which of the two it is they do not say.
    """
    if not facts.unlisted or facts.record is None:
        return None
    away = first_of(_app(facts), facts.health, CLIENT_CAUSES)
    if away is not None:
        return away
    category = CATEGORY_NAMES.get(facts.record.category, facts.record.category)
    cause = Message(
        key=UNLISTED,
        placeholders={"app": _app(facts).value.capitalize(), "category": category},
    )
    evidence = [Evidence(source=SABNZBD, text=f"category {category}")]
    return plain(facts, cause, evidence, FailureClass.AMBIGUOUS)


def _hidden_damage(facts: Facts) -> Finding | None:
    """Return the sign that a job called Completed is broken.

    One that a person marked as completed keeps its fail_message, and is let be.
    """
    record = facts.record
    if record is None or record.status != "Completed" or record.fail_message.strip():
        return None
    found = [
        finding
        for stage in record.stages
        for action in stage.actions
        if (finding := find(Field.CLIENT_STAGE, action)) is not None
        and finding.failure_class is FailureClass.BAD_RELEASE
        and not finding.signature.weak
    ]
    corrupt = [item for item in found if item.signature.name == "stage_rar_corrupt"]
    if corrupt:
        return corrupt[0]
    if record.storage.lower().endswith(ARCHIVES):
        return found[0] if found else follows("archive_left", text=record.storage)
    return None


def _of_rows(facts: Facts) -> Diagnosis | None:
    """Return the trouble that Sonarr's or Radarr's queue rows tell of."""
    said = _said_by_rows(facts)
    if said is None or said.cause.key not in _UNEXPLAINED_IMPORTS:
        return said
    house = first_of(_app(facts), facts.health, IMPORT_CAUSES)
    if house is None:
        return said
    return replace(house, evidence=(*house.evidence, *said.evidence))


def _said_by_rows(facts: Facts) -> Diagnosis | None:
    rows = facts.rows
    texts, found, unexplained = _row_signs(rows)
    evidence = [Evidence(source=_app(facts).value, text=text) for text in texts]
    if found:
        finding = strongest(found)
        careless = finding.failure_class in (
            FailureClass.REDUNDANT,
            FailureClass.BAD_RELEASE,
        )
        packed = finding.signature.name == "archive_left"
        if careless and unexplained and not finding.signature.weak:
            return repeat(facts, "cause_import_refused", unexplained, evidence)
        if packed and any(row.protocol == "torrent" for row in rows):
            # Torrents are often packed, and nothing unpacks them by itself.
            return plain(facts, finding.cause, evidence, FailureClass.AMBIGUOUS)
        return conclude_with_disk_in_mind(facts, finding, evidence)
    if any(row.status == "downloadClientUnavailable" for row in rows):
        return conclude(facts, follows("client_unavailable"), evidence)
    if any(row.status in ("delay", "fallback") for row in rows):
        return conclude(facts, follows("delayed"), evidence)
    if any(is_blocked(row) for row in rows):
        return repeat(facts, "cause_import_refused", texts, evidence)
    if any(row.status == "warning" for row in rows):
        return repeat(facts, "cause_client_says", texts, evidence, FailureClass.UNKNOWN)
    return None


def _row_signs(
    rows: Iterable[QueueRow],
) -> tuple[list[str], list[Finding], list[str]]:
    """Return what rows say: all texts, the signs in them, and what has no sign.

    A block is about one file; one known reason is enough to explain it.
    """
    texts: dict[str, None] = {}
    found: list[Finding] = []
    unexplained: list[str] = []
    for block in dict.fromkeys(block for row in rows for block in row.messages):
        # The text may stand in the title alone.
        said = [text for text in block.messages or (block.title,) if text.strip()]
        known = [item for text in said if (item := find(Field.APP_MESSAGE, text))]
        texts.update(dict.fromkeys(said))
        found += known
        if not known:
            unexplained += said
    for error, row in {row.error_message: row for row in rows}.items():
        if error.strip():
            texts[error] = None
            known_error = (
                find(Field.APP_ERROR, error)
                or sign_of_torrent(row)
                or find(Field.CLIENT_MESSAGE, error)
            )
            found += [known_error] if known_error else []
    return list(texts), found, unexplained


def _is_disowned(facts: Facts) -> bool:
    """Return whether Sonarr or Radarr say that they did not grab it."""
    _, found, _ = _row_signs(facts.rows)
    return any(item.failure_class is FailureClass.UNOWNED for item in found)


def _app(facts: Facts) -> ServerType:
    """Return the app that has the download, which is a source of evidence."""
    if facts.owner_type is not None:
        return facts.owner_type
    films = any(row.movie_id for row in facts.rows)
    return ServerType.RADARR if films else ServerType.SONARR
