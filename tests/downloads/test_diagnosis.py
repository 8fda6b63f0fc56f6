"""What is found to be wrong with a download, and whose fault that is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, strategies as st
import msgspec
import pytest

from custom_components.autoarr.downloads.diagnosis import diagnose, environment_sign
from custom_components.autoarr.downloads.model import (
    Blames,
    Diagnosis,
    Facts,
    FailureClass,
    Step,
)
from custom_components.autoarr.downloads.signatures import SIGNATURES, Field
from custom_components.autoarr.servers.models import (
    HealthCheck,
    HistoryEvent,
    ServerType,
    Stage,
    StatusMessage,
)

from .world import START, ended, failed, grabbed, job, record, row

NOT_COMPLETE = "Aborted, cannot be completed - https://sabnzbd.org/not-complete"
DISK_WARNING = "Too little diskspace forcing PAUSE"
APP_FAILED = record(HistoryEvent.FAILED, number=2)
APP_REJECTED = msgspec.structs.replace(APP_FAILED, message="Failed download detected")
APP_MARKED = msgspec.structs.replace(APP_FAILED, message="Manually marked as failed")


def owned(**told: Any) -> Facts:
    """Return facts of a download that Radarr grabbed."""
    return Facts(
        download_id="nzo1",
        owner_id="radarr",
        owner_type=ServerType.RADARR,
        grab=grabbed(),
        **told,
    )


def wrong(facts: Facts) -> Diagnosis:
    """Return what is wrong; something must be."""
    diagnosis = diagnose(facts)
    assert diagnosis is not None
    return diagnosis


def blocked(*messages: str, **told: Any) -> Facts:
    """Return facts of a complete download that Radarr does not import."""
    block = StatusMessage(title="Film.mkv", messages=messages)
    facts = {
        "status": "completed",
        "tracked_state": "importBlocked",
        "tracked_status": "warning",
        "messages": (block,) if messages else (),
    }
    return owned(rows=(row(**{**facts, **told}),))


# Nothing wrong


@pytest.mark.parametrize(
    "facts",
    [
        Facts(download_id="nzo1"),
        owned(job=job()),
        owned(job=job(status="Paused")),
        owned(job=job(), client_paused=True),
        owned(job=job(labels=("DUPLICATE",))),
        owned(job=job(labels=("ENCRYPTED",))),
        owned(job=job(status="Grabbing")),
        owned(record=ended(status="Extracting")),
        owned(record=failed(message=NOT_COMPLETE, loaded=True)),
        owned(record=ended()),
        owned(rows=(row(),)),
        owned(rows=(row(status="completed", tracked_state="importing"),)),
        owned(record=failed(message=NOT_COMPLETE), ignored=APP_FAILED),
        owned(
            app_failed=APP_FAILED,
            imported=record(HistoryEvent.IMPORTED, date=START + timedelta(hours=1)),
        ),
    ],
    ids=str,
)
def test_nothing_is_wrong(facts: Facts) -> None:
    assert diagnose(facts) is None


def test_a_failed_job_that_a_person_marked_as_completed_is_let_be() -> None:
    marked = ended(fail_message=NOT_COMPLETE, storage="/incomplete/x.rar")
    assert diagnose(owned(record=marked)) is None


# Jobs in SABnzbd's queue


@pytest.mark.parametrize(
    ("label", "failure_class"),
    [
        ("ENCRYPTED", FailureClass.ENCRYPTED),
        ("UNWANTED", FailureClass.DANGEROUS),
        ("DUPLICATE", FailureClass.REDUNDANT),
        ("ALTERNATIVE", FailureClass.REDUNDANT),
        ("INCOMPLETE", FailureClass.BAD_RELEASE),
        ("TOO LARGE", FailureClass.ENVIRONMENT),
        ("VERSCHLÜSSELT", FailureClass.ENCRYPTED),
        ("WAS AUCH IMMER", FailureClass.AMBIGUOUS),
    ],
)
def test_a_label_tells_why_sabnzbd_paused_a_job(
    label: str, failure_class: FailureClass
) -> None:
    # Sonarr and Radarr only see that it is paused.
    paused = row(status="paused")
    found = wrong(owned(job=job(status="Paused", labels=(label,)), rows=(paused,)))
    assert found.failure_class is failure_class
    assert found.evidence[0].text == label


def test_of_several_labels_the_gravest_counts() -> None:
    paused = job(status="Paused", labels=("DUPLICATE", "UNWANTED"))
    assert wrong(owned(job=paused)).failure_class is FailureClass.DANGEROUS


def test_the_warning_about_a_job_is_evidence() -> None:
    paused = job(name="Locked", status="Paused", labels=("ENCRYPTED",))
    text = 'Paused job "Locked" because of encrypted RAR file'
    found = wrong(owned(job=paused, warnings=(text, "something else")))
    assert [item.text for item in found.evidence] == ["ENCRYPTED", text]


def test_a_paused_job_that_nobody_asked_for_is_left_alone() -> None:
    paused = job(status="Paused", labels=("ENCRYPTED",))
    found = wrong(Facts(download_id="nzo1", job=paused))
    assert found.failure_class is FailureClass.UNOWNED
    assert found.first_step is Step.NONE
    found = wrong(Facts(download_id="nzo1", job=paused, ownership_known=False))
    assert found.failure_class is FailureClass.ENCRYPTED


@pytest.mark.parametrize(
    ("status", "labels"),
    [
        ("Propagating", ("PROPAGATING 5 min",)),
        ("Propagating", ("VERBREITUNG 5 Min",)),
        ("Propagating", ()),
        ("Grabbing", ("WAIT 52 sec",)),
        ("Grabbing", ("WARTE 52 Sek",)),
    ],
)
def test_what_sabnzbd_waits_for_takes_time_in_any_language(
    status: str, labels: tuple[str, ...]
) -> None:
    found = wrong(owned(job=job(status=status, labels=labels)))
    assert found.failure_class is FailureClass.WAITING
    assert found.first_step is Step.WAIT


def test_a_full_disk_that_paused_everything_is_not_the_jobs_fault() -> None:
    facts = owned(job=job(), client_paused=True, warnings=(DISK_WARNING,))
    found = wrong(facts)
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.first_step is Step.ALERT
    assert found.cause.key == "cause_disk_full"


def test_a_forced_job_goes_on_while_everything_is_paused() -> None:
    forced = job(priority="Force")
    facts = owned(job=forced, client_paused=True, warnings=(DISK_WARNING,))
    assert diagnose(facts) is None


@pytest.mark.parametrize(
    ("warning", "cause"),
    [
        ("Failed login for server news.example", "cause_provider_login"),
        (
            "Server news.example reported: 502 Too many connections",
            "cause_provider_refuses",
        ),
        ("Too many connections to server news.example", "cause_provider_refuses"),
    ],
)
def test_a_job_that_gets_nothing_waits_for_the_provider(
    warning: str, cause: str
) -> None:
    idle = owned(job=job(), running=True, client_idle=True, warnings=(warning,))
    assert wrong(idle).failure_class is FailureClass.ENVIRONMENT
    assert wrong(idle).cause.key == cause
    # The jobs behind it and jobs that do get something have no trouble of their own.
    assert diagnose(replace(idle, running=False)) is None
    assert diagnose(replace(idle, client_idle=False)) is None
    assert diagnose(replace(idle, warnings=())) is None


# Jobs that failed


@pytest.mark.parametrize(
    ("message", "failure_class", "cause", "retry_helps"),
    [
        (NOT_COMPLETE, "bad_release", "cause_articles_missing", False),
        (
            (
                "Abgebrochen, kann nicht fertiggestellt werden - "
                "https://sabnzbd.org/not-complete"
            ),
            "bad_release",
            "cause_articles_missing",
            False,
        ),
        (
            (
                "Download might fail, only 91.3% of required 100.2% available - "
                "https://sabnzbd.org/not-complete"
            ),
            "bad_release",
            "cause_articles_short",
            False,
        ),
        (
            "Repair failed, not enough repair blocks (2 short)",
            "bad_release",
            "cause_repair_blocks",
            False,
        ),
        (
            "Échec de la réparation, pas assez de blocs (2 manquants)",
            "bad_release",
            "cause_repair_blocks",
            False,
        ),
        ("Unpacking failed, disk full", "environment", "cause_disk_full", True),
        (
            "Unpacking failed, write error or disk is full?",
            "environment",
            "cause_disk_full",
            True,
        ),
        (
            "Unpacking failed, write error or disk is full? Film.mkv",
            "environment",
            "cause_disk_full",
            True,
        ),
        ("Repairing failed, Disk full", "environment", "cause_disk_full", True),
        ("ERROR: No space left on device", "environment", "cause_disk_full", True),
        (
            "Unpacking failed, [Errno 13] Permission denied: '/complete'",
            "environment",
            "cause_permission",
            True,
        ),
        ("Exit(3): the script says no ", "environment", "cause_script", True),
        (
            "Post-processing was aborted",
            "environment",
            "cause_processing_aborted",
            True,
        ),
        (
            "URL Fetching failed; File not on server",
            "bad_release",
            "cause_nzb_gone",
            False,
        ),
        (
            "URL Fetching failed; Unauthorized access",
            "environment",
            "cause_indexer_login",
            True,
        ),
        (
            (
                "URL Fetching failed; Server  uses an untrusted HTTPS certificate - "
                "https://sabnzbd.org/certificate-errors"
            ),
            "environment",
            "cause_indexer_certificate",
            True,
        ),
        ("Duplicate NZB", "redundant", "cause_duplicate", False),
        ("Unpacking failed, see logfile", "unknown", "cause_failed_because", True),
        ("Das ist schiefgegangen", "unknown", "cause_failed_because", True),
        ("", "unknown", "cause_no_reason", True),
    ],
)
def test_sabnzbds_words_tell_what_failed(
    message: str, failure_class: str, cause: str, retry_helps: bool
) -> None:
    found = wrong(owned(record=failed(message=message)))
    assert found.failure_class == failure_class
    assert found.cause.key == cause
    assert found.retry_helps is retry_helps


def test_numbers_reach_the_sentence() -> None:
    found = wrong(
        owned(
            record=failed(message="Repair failed, not enough repair blocks (2 short)")
        )
    )
    assert found.cause.placeholders == {"blocks": "2"}


def test_the_words_survive_in_the_apps_history() -> None:
    told = record(HistoryEvent.FAILED, number=2, message=NOT_COMPLETE)
    found = wrong(owned(app_failed=told))
    assert found.failure_class is FailureClass.BAD_RELEASE
    assert found.evidence[0].source == "radarr"


@pytest.mark.parametrize(
    ("message", "failure_class"),
    [
        ("Encrypted download detected", FailureClass.ENCRYPTED),
        ("Failed download detected", FailureClass.UNKNOWN),
        ("Manually marked as failed", FailureClass.BAD_RELEASE),
        ("", FailureClass.UNKNOWN),
    ],
)
def test_an_app_tells_little_by_itself(
    message: str, failure_class: FailureClass
) -> None:
    told = record(HistoryEvent.FAILED, number=2, message=message)
    assert wrong(owned(app_failed=told)).failure_class is failure_class


def test_the_clients_reason_counts_more_than_a_mark() -> None:
    told = record(HistoryEvent.FAILED, number=2, message="Manually marked as failed")
    facts = owned(record=failed(message="Exit(1): no"), app_failed=told)
    assert wrong(facts).cause.key == "cause_script"


def test_a_retry_that_sabnzbd_does_not_offer_does_not_help() -> None:
    archived = ended(status="Failed", fail_message="Unpacking failed, disk full")
    assert not wrong(owned(record=archived)).retry_helps


def test_a_silent_failure_after_unpacking_is_a_failed_move() -> None:
    silent = failed(stages=(Stage(name="Unpack", actions=("Entpackt",)),))
    found = wrong(owned(record=silent))
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.cause.key == "cause_move_failed"


def test_an_nzb_that_could_not_be_fetched_is_known_without_words() -> None:
    silent = failed(message="Abruf gescheitert", from_url=True, storage="")
    found = wrong(owned(record=silent))
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.cause.key == "cause_indexer_unreachable"


def test_the_stages_speak_when_the_message_is_unknown() -> None:
    stage = Stage(
        name="Repair",
        actions=("[X] RAR-based verification failed: Passworded", "[X] No par2 sets"),
    )
    found = wrong(owned(record=failed(message="Etwas anderes", stages=(stage,))))
    assert found.failure_class is FailureClass.ENCRYPTED
    assert [item.text for item in found.evidence] == [
        "Etwas anderes",
        "[X] RAR-based verification failed: Passworded",
    ]


@pytest.mark.parametrize(
    ("warning", "cause"),
    [
        ("Failed login for server news.example", "cause_provider_login"),
        (
            "Server news.example reported: 481 wrong user name or password",
            "cause_provider_login",
        ),
        ("There are no active servers!", "cause_provider_unreachable"),
        ("Server news.example has used the specified quota", "cause_provider_quota"),
        (DISK_WARNING, "cause_disk_full"),
    ],
)
def test_missing_articles_are_the_providers_fault_when_it_is_in_trouble(
    warning: str, cause: str
) -> None:
    facts = owned(record=failed(message=NOT_COMPLETE), warnings=("Hello", warning))
    found = wrong(facts)
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.blames is Blames.SYSTEM
    assert found.cause.key == cause
    assert found.evidence[0].text == warning


def test_a_damaged_archive_is_not_the_providers_fault() -> None:
    facts = owned(
        record=failed(message="Corrupt RAR file"),
        warnings=("Failed login for server news.example",),
    )
    assert wrong(facts).failure_class is FailureClass.BAD_RELEASE


def test_a_password_stays_a_password_on_a_full_disk() -> None:
    facts = owned(
        record=failed(message="Unpacking failed, archive requires a password"),
        warnings=(DISK_WARNING,),
    )
    assert wrong(facts).failure_class is FailureClass.ENCRYPTED


def test_the_folder_that_cannot_be_made_explains_the_abort() -> None:
    facts = owned(
        record=failed(message="Post-processing was aborted"),
        warnings=("Cannot create final folder /complete/tv",),
    )
    assert wrong(facts).cause.key == "cause_folder_failed"
    assert wrong(facts).cause.placeholders == {"path": "/complete/tv"}


# Ownership


def test_a_failed_job_that_nobody_asked_for_is_left_alone() -> None:
    facts = Facts(download_id="nzo1", record=failed(message=NOT_COMPLETE))
    found = wrong(facts)
    assert found.failure_class is FailureClass.UNOWNED
    assert found.blames is Blames.NOBODY
    assert found.first_step is Step.NONE
    assert found.evidence[0].text == NOT_COMPLETE


def test_ownership_is_not_judged_before_the_apps_answered() -> None:
    facts = Facts(
        download_id="nzo1",
        record=failed(message=NOT_COMPLETE),
        ownership_known=False,
    )
    assert wrong(facts).failure_class is FailureClass.BAD_RELEASE


def test_an_app_that_disowns_a_failed_job_is_believed() -> None:
    text = (
        "Download has failed wasn't grabbed by Radarr, "
        "skipping automatic download handling"
    )
    block = StatusMessage(title="X", messages=(text,))
    facts = Facts(
        download_id="nzo1",
        record=failed(message=NOT_COMPLETE),
        rows=(row(added=None, status="failed", messages=(block,)),),
        ownership_known=False,
    )
    assert wrong(facts).failure_class is FailureClass.UNOWNED


def test_a_row_with_a_grab_time_proves_the_grab() -> None:
    facts = Facts(
        download_id="nzo1", record=failed(message=NOT_COMPLETE), rows=(row(),)
    )
    assert wrong(facts).failure_class is FailureClass.BAD_RELEASE


# Downloads that are complete


@pytest.mark.parametrize(
    ("message", "failure_class", "first_step"),
    [
        ("Sample", "bad_release", "blocklist_search"),
        ("Not an upgrade for existing movie file", "redundant", "remove"),
        ("Caution: Found executable file", "dangerous", "blocklist_search"),
        ("File is still being unpacked", "waiting", "wait"),
        ("Episode has a TBA title and recently aired", "waiting", "wait"),
        ("Not enough free space", "environment", "alert"),
        ("Unknown Movie", "ambiguous", "ask"),
        (
            (
                "Movie title mismatch, automatic import is not possible. "
                "Manual Import required."
            ),
            "importable",
            "import",
        ),
        (
            (
                "[/downloads/x] is not a valid local path. "
                "You may need a Remote Path Mapping."
            ),
            "environment",
            "alert",
        ),
        ("A reason of a later version", "ambiguous", "ask"),
    ],
)
def test_the_apps_words_tell_why_nothing_is_imported(
    message: str, failure_class: str, first_step: str
) -> None:
    found = wrong(blocked(message))
    assert found.failure_class == failure_class
    assert found.first_step == first_step
    assert found.evidence[0].text == message


def test_the_text_may_stand_in_the_title_alone() -> None:
    block = StatusMessage(title="Sample")
    assert wrong(blocked(messages=(block,))).failure_class is FailureClass.BAD_RELEASE


def test_importing_without_a_grab_is_for_a_person_to_decide() -> None:
    text = "Series title mismatch; automatic import is not possible."
    block = StatusMessage(title="X", messages=(text,))
    facts = Facts(
        download_id="nzo1",
        rows=(
            row(
                series_id=1,
                added=None,
                status="completed",
                tracked_state="importBlocked",
                messages=(block,),
            ),
        ),
    )
    found = wrong(facts)
    assert found.failure_class is FailureClass.IMPORTABLE
    assert found.first_step is Step.ASK
    assert found.evidence[0].source == "sonarr"


def test_a_blocked_import_without_a_word_is_for_a_person_to_decide() -> None:
    found = wrong(blocked())
    assert found.failure_class is FailureClass.AMBIGUOUS
    assert found.cause.key == "cause_import_refused_silently"


def test_one_good_file_saves_a_pack_from_its_samples() -> None:
    blocks = (
        StatusMessage(title="One or more episodes expected in this release were not"),
        StatusMessage(title="a.mkv", messages=("Sample",)),
        StatusMessage(title="b.mkv", messages=("Not an upgrade for existing",)),
    )
    assert wrong(blocked(messages=blocks[1:])).failure_class is FailureClass.REDUNDANT
    # A reason that nobody knows may be a good file, too.
    found = wrong(blocked(messages=blocks))
    assert found.failure_class is FailureClass.AMBIGUOUS


def test_the_summary_of_a_pack_counts_when_it_stands_alone() -> None:
    summary = (
        "One or more episodes expected in this release were not imported or missing "
        "from the release"
    )
    found = wrong(blocked(messages=(StatusMessage(title=summary),)))
    assert found.cause.key == "cause_partly_imported"
    blocks = (
        StatusMessage(title=summary),
        StatusMessage(title="a.mkv", messages=("Sample",)),
    )
    assert wrong(blocked(messages=blocks)).cause.key == "cause_sample"


def test_a_program_that_the_app_fails_by_itself_is_known_without_words() -> None:
    failing = row(
        status="completed", tracked_state="failedPending", tracked_status="error"
    )
    found = wrong(owned(record=ended(), rows=(failing,)))
    assert found.failure_class is FailureClass.DANGEROUS


def test_what_the_app_fails_although_sabnzbd_completed_it_is_a_program() -> None:
    facts = owned(record=ended(), app_failed=APP_REJECTED)
    assert wrong(facts).failure_class is FailureClass.DANGEROUS
    by_hand = owned(record=ended(), app_failed=APP_MARKED)
    assert wrong(by_hand).failure_class is FailureClass.BAD_RELEASE


def test_a_failed_download_of_another_client_has_its_words_in_the_row() -> None:
    failing = row(
        status="failed",
        tracked_state="failedPending",
        error_message="PAR Status: FAILURE - Unpack Status: NONE",
    )
    assert wrong(owned(rows=(failing,))).cause.key == "cause_files_damaged"


def test_a_completed_job_with_a_corrupt_archive_is_not_complete() -> None:
    stage = Stage(name="Unpack", actions=("[X] Corrupt RAR file",))
    broken = ended(storage="/complete/X/x.mkv", stages=(stage,))
    found = wrong(owned(record=broken))
    assert found.failure_class is FailureClass.BAD_RELEASE
    assert found.cause.key == "cause_archive_damaged"


def test_a_completed_job_that_is_still_an_archive_is_told_without_words() -> None:
    packed = ended(storage="/complete/X/X.rar")
    found = wrong(owned(record=packed))
    assert found.cause.key == "cause_archive_left"
    verified = Stage(
        name="Repair", actions=("[X] RAR-based verification failed: Corrupt file",)
    )
    found = wrong(owned(record=ended(storage="/complete/X/X.rar", stages=(verified,))))
    assert found.cause.key == "cause_archive_damaged"


def test_damage_explains_why_there_is_nothing_to_import() -> None:
    stage = Stage(name="Unpack", actions=("[X] Corrupt RAR file",))
    broken = ended(stages=(stage,))
    text = "No files found are eligible for import in /complete/X"
    block = StatusMessage(title="X", messages=(text,))
    pending = row(
        status="completed",
        tracked_state="importPending",
        tracked_status="warning",
        messages=(block,),
    )
    found = wrong(owned(record=broken, rows=(pending,)))
    assert found.failure_class is FailureClass.BAD_RELEASE
    assert [item.text for item in found.evidence] == ["[X] Corrupt RAR file", text]
    full = owned(record=broken, rows=(pending,), warnings=(DISK_WARNING,))
    assert wrong(full).blames is Blames.SYSTEM
    other = StatusMessage(title="X", messages=("Unknown Movie",))
    pending = row(tracked_state="importBlocked", messages=(other,))
    found = wrong(owned(record=broken, rows=(pending,)))
    assert found.failure_class is FailureClass.AMBIGUOUS


def test_a_bad_file_on_a_full_disk_is_the_disks_fault() -> None:
    block = StatusMessage(title="X", messages=("No audio tracks detected",))
    facts = owned(
        rows=(row(tracked_state="importPending", messages=(block,)),),
        warnings=(DISK_WARNING,),
    )
    assert wrong(facts).failure_class is FailureClass.ENVIRONMENT


# Torrents


@pytest.mark.parametrize(
    ("message", "failure_class"),
    [
        ("The download is stalled with no connections", FailureClass.STALLED),
        ("qBittorrent is reporting missing files", FailureClass.ENVIRONMENT),
        ("Deluge is reporting an error", FailureClass.ENVIRONMENT),
        ("Der Download hängt", FailureClass.UNKNOWN),
        ("", FailureClass.UNKNOWN),
    ],
)
def test_a_torrents_warning(message: str, failure_class: FailureClass) -> None:
    torrent = row(status="warning", protocol="torrent", error_message=message)
    found = wrong(owned(rows=(torrent,)))
    assert found.failure_class is failure_class


def test_a_torrent_without_its_list_of_files_waits() -> None:
    text = "qBittorrent is downloading metadata"
    torrent = row(status="queued", protocol="torrent", error_message=text)
    assert wrong(owned(rows=(torrent,))).failure_class is FailureClass.WAITING


def test_a_packed_torrent_is_nobodys_fault() -> None:
    facts = blocked("Found archive file, might need to be extracted")
    assert wrong(facts).failure_class is FailureClass.BAD_RELEASE
    facts = blocked(
        "Found archive file, might need to be extracted", protocol="torrent"
    )
    assert wrong(facts).failure_class is FailureClass.AMBIGUOUS


# The surroundings


def test_the_surroundings_are_told_by_warnings_worst_first() -> None:
    assert environment_sign(()) is None
    assert environment_sign(["Empty NZB file x.nzb"]) is None
    found = environment_sign(["Failed login for server x", DISK_WARNING])
    assert found
    assert found.key == "cause_disk_full"


# Whatever is said

EXAMPLES = [signature.example for signature in SIGNATURES]
FULL_DISKS = [
    signature.example
    for signature in SIGNATURES
    if signature.cause == "cause_disk_full" and signature.field is Field.CLIENT_MESSAGE
]
texts = st.one_of(st.sampled_from(EXAMPLES), st.text(max_size=40))
labels = st.lists(texts, max_size=2).map(tuple)
jobs = st.builds(
    job,
    status=st.sampled_from(["Paused", "Downloading", "Grabbing", "Propagating", ""]),
    labels=labels,
    priority=st.sampled_from(["Normal", "Force"]),
    name=st.text(max_size=5),
)
stages = st.lists(
    st.builds(
        Stage,
        name=st.sampled_from(["Download", "Repair", "Unpack", "Script"]),
        actions=labels,
    ),
    max_size=3,
).map(tuple)
records = st.builds(
    ended,
    status=st.sampled_from(["Completed", "Failed", "Extracting", "New"]),
    fail_message=texts,
    loaded=st.booleans(),
    retry=st.booleans(),
    from_url=st.booleans(),
    storage=st.sampled_from(["", "/a/b.mkv", "/a/b.rar"]),
    stages=stages,
)
blocks = st.builds(StatusMessage, title=texts, messages=labels)
rows = st.lists(
    st.builds(
        row,
        status=st.sampled_from(["downloading", "completed", "failed", "warning", "x"]),
        tracked_state=st.sampled_from(
            ["downloading", "importBlocked", "importPending", "failedPending", "x"]
        ),
        tracked_status=st.sampled_from(["ok", "warning", "error"]),
        messages=st.lists(blocks, max_size=3).map(tuple),
        error_message=texts,
        protocol=st.sampled_from(["usenet", "torrent", "unknown"]),
        added=st.sampled_from([None, START]),
    ),
    max_size=2,
).map(tuple)
told = st.none() | st.builds(
    lambda text: record(HistoryEvent.FAILED, number=2, message=text), texts
)
situations = st.builds(
    Facts,
    download_id=st.just("nzo1"),
    job=st.none() | jobs,
    record=st.none() | records,
    rows=rows,
    grab=st.none() | st.just(grabbed()),
    app_failed=told,
    ownership_known=st.booleans(),
    client_paused=st.booleans(),
    client_idle=st.booleans(),
    running=st.booleans(),
    warnings=st.lists(texts, max_size=3).map(tuple),
)


@given(facts=situations)
def test_a_diagnosis_never_fails_and_blames_by_class(facts: Facts) -> None:
    found = diagnose(facts)
    if found is None:
        return
    assert (found.blames is Blames.RELEASE) == (
        found.failure_class in ("bad_release", "encrypted", "dangerous", "stalled")
    )
    assert found.first_step is not Step.BLOCKLIST_SEARCH or (
        found.blames is Blames.RELEASE
    )
    assert len(found.evidence) <= 10


@given(
    facts=situations,
    sign=st.sampled_from(FULL_DISKS),
    place=st.sampled_from(["message", "row", "history"]),
)
def test_a_release_is_never_blamed_when_its_own_failure_says_full_disk(
    facts: Facts, sign: str, place: str
) -> None:
    places: dict[str, dict[str, Any]] = {
        "message": {"record": failed(message=sign)},
        "row": {"record": None, "rows": (row(status="failed", error_message=sign),)},
        "history": {
            "record": None,
            "app_failed": record(HistoryEvent.FAILED, number=2, message=sign),
        },
    }
    found = wrong(replace(facts, job=None, **places[place]))
    assert found.blames is not Blames.RELEASE
    assert found.failure_class in (FailureClass.ENVIRONMENT, FailureClass.UNOWNED)


@given(
    facts=situations, sign=st.sampled_from([DISK_WARNING, "Disk full! Forcing Pause"])
)
def test_a_full_disk_nearby_excuses_all_that_a_full_disk_can_break(
    facts: Facts, sign: str
) -> None:
    found = diagnose(replace(facts, job=None, warnings=(*facts.warnings, sign)))
    assert found is None or found.failure_class is not FailureClass.BAD_RELEASE


@pytest.mark.parametrize(("category", "shown"), [("tv", "tv"), ("*", "Default")])
def test_what_no_app_lists_is_a_question_that_names_the_category(
    category: str, shown: str
) -> None:
    diagnosis = wrong(owned(record=ended(category=category), unlisted=True))
    assert diagnosis.failure_class is FailureClass.AMBIGUOUS
    assert diagnosis.first_step is Step.ASK
    assert diagnosis.cause.placeholders == {"app": "Radarr", "category": shown}


def test_an_app_that_cannot_reach_sabnzbd_lists_nothing() -> None:
    away = HealthCheck(
        source="DownloadClientCheck", level="error", message="Unable to communicate"
    )
    facts = owned(record=ended(category="tv"), unlisted=True, health=(away,))
    diagnosis = wrong(facts)
    assert diagnosis.failure_class is FailureClass.ENVIRONMENT
    assert diagnosis.cause.key == "cause_client_unreachable"


def test_what_no_app_lists_any_more_may_be_imported() -> None:
    imported = record(HistoryEvent.IMPORTED, number=2)
    assert diagnose(owned(record=ended(), unlisted=True, imported=imported)) is None
