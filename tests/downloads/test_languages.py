"""The causes of failures are found whatever language an app speaks.

The words are made up here; what stays is what no translator touches: addresses, numbers,
names of jobs, files and stages, abbreviations, and where a text is repeated.
"""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.downloads.diagnosis import diagnose
from custom_components.autoarr.downloads.model import (
    Blames,
    Change,
    Diagnosis,
    Facts,
    FailureClass,
    Step,
)
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.servers.models import (
    HealthCheck,
    ServerType,
    Stage,
    StatusMessage,
    Warning as SabWarning,
)

from .world import GIB, START, World, failed, grabbed, job, row

NAME = "Show.S01E01.1080p.WEB-GRP"
DISK_ORIGIN = "assembler.py365"
WORDS = st.lists(
    st.text("абвгдежзиклмнопрстуфхцчшщыэюя", min_size=2, max_size=9),
    min_size=1,
    max_size=6,
).map(" ".join)
"""Words of a language that nobody speaks."""


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


def stages(**actions: str) -> tuple[Stage, ...]:
    """Return the stages of a job; their names are in no language."""
    return tuple(Stage(name=name, actions=(said,)) for name, said in actions.items())


def ended(message: str, **told: Any) -> Facts:
    """Return facts of a job that SABnzbd gave up with these words."""
    return owned(record=failed(message=message, name=NAME, **told))


@given(WORDS)
def test_the_address_behind_the_words_tells_of_missing_articles(words: str) -> None:
    message = f"{words} - https://sabnzbd.org/not-complete"
    found = wrong(ended(message))
    assert found.failure_class is FailureClass.BAD_RELEASE
    assert found.cause.key == "cause_articles_missing"


@given(WORDS, WORDS)
def test_missing_articles_are_counted_in_the_stage_of_the_download(
    words: str, why: str
) -> None:
    told = stages(Source=f"{NAME}.nzb", Download=f"12 {words}")
    found = wrong(ended(why, stages=told))
    assert found.cause.key == "cause_articles_missing"


@given(WORDS, WORDS)
def test_how_fast_a_download_was_is_no_sign(words: str, why: str) -> None:
    told = stages(Source=f"{NAME}.nzb", Download=f"{words} 2.4 MB/s<br/>{words} 11d")
    assert wrong(ended(why, stages=told)).failure_class is FailureClass.UNKNOWN


@given(WORDS)
def test_the_missing_blocks_are_in_brackets(words: str) -> None:
    for message in (f"{words} (512 {words})", f"{words} ({words} 512)"):
        found = wrong(ended(message))
        assert found.cause.key == "cause_repair_blocks"
        assert found.cause.placeholders == {"blocks": "512"}


@given(WORDS)
def test_a_repair_that_failed_says_so_in_its_stage(words: str) -> None:
    told = stages(Download="", Repair=f"[{NAME}] {words}")
    assert wrong(ended(words, stages=told)).failure_class is FailureClass.BAD_RELEASE


@given(WORDS)
def test_a_step_after_the_repair_is_not_blamed_on_the_release(words: str) -> None:
    told = stages(Download="", Repair=f"[{NAME}] …", Unpack=f"[{NAME}] {words}")
    found = wrong(ended(words, stages=told))
    assert found.failure_class is FailureClass.UNKNOWN
    assert found.first_step is Step.RETRY_SAME


@given(WORDS)
def test_a_script_tells_how_it_ended(words: str) -> None:
    told = stages(Download="", Repair="…", Script="Exit(3) ")
    for facts in (
        ended(f"{words} 3", stages=told),
        ended(f"Exit(3): {words}"),
        ended(words, stages=stages(Script=words)),
    ):
        found = wrong(facts)
        assert found.failure_class is FailureClass.ENVIRONMENT
        assert found.cause.key == "cause_script"


@given(WORDS)
def test_a_locked_archive_is_told_by_the_warning_that_names_the_job(words: str) -> None:
    warnings = (f'{words} "{NAME}" {words} RAR {words} ({words}, {words})',)
    paused = job(name=NAME, status="Paused", labels=(words,))
    for facts in (
        owned(job=paused, warnings=warnings),
        owned(record=failed(message=words, name=NAME), warnings=warnings),
    ):
        found = wrong(facts)
        assert found.failure_class is FailureClass.ENCRYPTED
        assert warnings[0] in [item.text for item in found.evidence]


@given(WORDS)
def test_an_unwanted_file_is_told_by_its_name_in_the_warning(words: str) -> None:
    for text in (
        f'{words} "{NAME}" {words} RAR. {words} setup.exe ',
        f"{words} setup.exe {words} RAR „{NAME}“",
    ):
        paused = job(name=NAME, status="Paused", labels=(words,))
        for facts in (
            owned(job=paused, warnings=(text,)),
            owned(record=failed(message=words, name=NAME), warnings=(text,)),
        ):
            assert wrong(facts).failure_class is FailureClass.DANGEROUS


@given(WORDS)
def test_a_warning_about_another_job_is_no_sign(words: str) -> None:
    text = f'{words} "Other.S01E01" {words} RAR {words}'
    facts = owned(record=failed(message=words, name=NAME), warnings=(text,))
    assert wrong(facts).failure_class is FailureClass.UNKNOWN


@given(WORDS)
def test_no_warning_names_a_job_without_a_name(words: str) -> None:
    facts = owned(record=failed(message=words, name=""), warnings=(f"{words} RAR",))
    assert wrong(facts).failure_class is FailureClass.UNKNOWN


@given(WORDS)
def test_a_label_in_a_strange_language_is_shown_to_people(words: str) -> None:
    paused = job(name=NAME, status="Paused", labels=(words,))
    found = wrong(owned(job=paused))
    assert found.failure_class is FailureClass.AMBIGUOUS
    assert found.first_step is Step.ASK


@given(WORDS)
def test_a_paused_job_that_half_is_missing_of_is_a_bad_release(words: str) -> None:
    paused = job(status="Paused", labels=(words,), size=2 * GIB, size_missing=GIB)
    assert wrong(owned(job=paused)).cause.key == "cause_articles_missing"


def test_a_job_that_goes_on_with_half_of_it_missing_is_a_bad_release() -> None:
    found = wrong(owned(job=job(size=2 * GIB, size_missing=GIB)))
    assert found.cause.key == "cause_articles_missing"
    assert found.evidence[0].text == "mbmissing 1024.00, mb 2048.00"
    assert diagnose(owned(job=job(size=2 * GIB, size_missing=GIB // 2))) is None


@given(WORDS)
def test_while_the_provider_refuses_missing_articles_are_its_doing(words: str) -> None:
    text = f"{words} news.example.com {words}: 481 {words}"
    facts = owned(job=job(size=2 * GIB, size_missing=GIB), warnings=(text,))
    found = wrong(facts)
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.cause.key == "cause_provider_login"


@given(WORDS)
def test_what_was_refused_before_a_byte_came_is_not_blamed(words: str) -> None:
    found = wrong(ended(words, size=0))
    assert found.failure_class is FailureClass.AMBIGUOUS
    assert found.blames is Blames.NOBODY


@given(WORDS, WORDS)
def test_an_address_that_could_not_be_fetched_is_not_blamed(
    words: str, why: str
) -> None:
    facts = ended(f"{words}; {why}", from_url=True, storage="", size=0)
    assert wrong(facts).failure_class is FailureClass.ENVIRONMENT


@pytest.mark.parametrize(
    ("constant", "failure_class"),
    [
        ("CRC", FailureClass.BAD_RELEASE),
        ("RAR", FailureClass.BAD_RELEASE),
        ("PAR2", FailureClass.BAD_RELEASE),
        ("show.part07.rar", FailureClass.BAD_RELEASE),
        ('"show.sfv"', FailureClass.BAD_RELEASE),
        ("(FAT?)", FailureClass.ENVIRONMENT),
        ("[Errno 28]", FailureClass.ENVIRONMENT),
        ("[Errno 13]", FailureClass.ENVIRONMENT),
    ],
)
@given(words=WORDS)
def test_what_is_said_alike_in_every_language_tells(
    constant: str, failure_class: FailureClass, words: str
) -> None:
    for message in (f"{words} {constant}", f"{constant} {words}"):
        assert wrong(ended(message)).failure_class is failure_class


# A full disk


@given(WORDS)
def test_a_disk_with_nothing_left_makes_no_release_bad(words: str) -> None:
    told = stages(Download="", Repair=f"[{NAME}] {words} (12 {words})")
    message = f"{words} (12 {words})"
    facts = ended(message, stages=told)
    assert wrong(facts).failure_class is FailureClass.BAD_RELEASE
    full = owned(record=facts.record, free=10 * 2**20)
    assert wrong(full).cause.key == "cause_disk_full"
    assert wrong(full).first_step is Step.ALERT


@given(WORDS)
def test_a_client_that_paused_itself_for_space_says_so_by_its_source(
    words: str,
) -> None:
    world = World()
    world.first_looks()
    warning = SabWarning(level="WARNING", text=words, time=START, origin=DISK_ORIGIN)
    world.sab(job(), history=(), warnings=(warning,), paused=True)
    world.radarr(row(), records=[grabbed()])
    assert wrong(world.tracker.facts("nzo1")).cause.key == "cause_disk_full"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f'"{NAME}" RAR', DISK_ORIGIN),
        ("/incomplete/x", DISK_ORIGIN),
        ("слово", "downloader.py907"),
        ("слово", ""),
    ],
)
def test_a_client_that_a_person_paused_has_no_full_disk(text: str, origin: str) -> None:
    world = World()
    world.first_looks()
    warning = SabWarning(level="WARNING", text=text, time=START, origin=origin)
    world.sab(job(), history=(), warnings=(warning,), paused=True)
    world.radarr(row(), records=[grabbed()])
    assert diagnose(world.tracker.facts("nzo1")) is None


def test_a_disk_that_fills_up_or_is_cleared_is_news_to_what_waits() -> None:
    world = World()
    world.first_looks()
    world.radarr(row(), records=[grabbed()])

    def left(free: int, **told: Any) -> list[Change]:
        queue: dict[str, Any] = {"incomplete_free": 50 * GIB, "complete_free": free}
        return world.sab(job(), paused=True, **queue, **told)

    left(9 * GIB, history=())
    assert diagnose(world.tracker.facts("nzo1")) is None
    changes = left(5)
    assert [change.facts.free for change in changes] == [5]
    assert wrong(changes[0].facts).cause.key == "cause_disk_full"
    assert left(7) == []
    assert len(left(9 * GIB)) == 1


# Sonarr and Radarr: health checks and states are named in no language


def blocked(message: str, *health: HealthCheck, **told: Any) -> Facts:
    """Return facts of a complete download that Radarr does not import."""
    block = StatusMessage(title=f"{NAME}.mkv", messages=(message,))
    shown = {
        "status": "completed",
        "tracked_state": "importPending",
        "tracked_status": "warning",
        "messages": (block,),
        **told,
    }
    return owned(rows=(row(**shown),), health=health)


@given(WORDS)
def test_a_health_check_explains_an_import_that_finds_no_files(words: str) -> None:
    check = HealthCheck(source="RemotePathMappingCheck", level="error", message=words)
    said = "No files found are eligible for import in /downloads/x"
    found = wrong(blocked(said, check))
    assert found.cause.key == "cause_folder_unseen"
    assert [item.text for item in found.evidence] == [words, said]


def test_health_checks_of_something_else_explain_nothing() -> None:
    said = "No files found are eligible for import in /downloads/x"
    for source in ("UpdateCheck", "IndexerStatusCheck", "NobodyKnowsCheck"):
        check = HealthCheck(source=source, level="error", message="…")
        assert wrong(blocked(said, check)).cause.key == "cause_no_files"
    check = HealthCheck(source="MountCheck", level="error", message="…")
    assert wrong(blocked("Sample", check)).cause.key == "cause_sample"


def test_a_health_check_that_comes_later_is_news_to_what_is_blocked() -> None:
    world = World()
    world.first_looks()
    facts = blocked("Failed to import movie")
    world.radarr(*facts.rows, records=[grabbed()])
    check = HealthCheck(source="MountCheck", level="error", message="…")
    world.tracker.set_health("radarr", (check,))
    (change,) = world.radarr(*facts.rows)
    assert wrong(change.facts).cause.key == "cause_library_read_only"
    world.tracker.set_health("radarr", (check,))
    assert world.radarr(*facts.rows) == []


@pytest.mark.parametrize(
    ("status", "failure_class"),
    [
        ("downloadClientUnavailable", FailureClass.ENVIRONMENT),
        ("delay", FailureClass.WAITING),
        ("fallback", FailureClass.WAITING),
    ],
)
def test_a_release_that_waits_to_be_sent_says_what_for(
    status: str, failure_class: FailureClass
) -> None:
    assert wrong(owned(rows=(row(status=status),))).failure_class is failure_class


@pytest.mark.parametrize(
    ("constant", "shown", "cause"),
    [
        ("", {"status": "warning"}, "cause_client_says"),
        ("qBittorrent", {"status": "warning"}, "cause_client_error"),
        ("qBittorrent DHT", {"status": "warning"}, "cause_magnet"),
        ("qBittorrent", {"status": "queued"}, "cause_metadata"),
        ("", {"status": "warning", "size_left": 0}, "cause_client_folder"),
    ],
)
@given(words=WORDS)
def test_the_errors_of_torrent_clients_are_told_apart(
    constant: str, shown: dict[str, Any], cause: str, words: str
) -> None:
    error = f"{constant} {words}".strip()
    torrent = row(protocol="torrent", error_message=error, **shown)
    found = wrong(owned(rows=(torrent,)))
    assert found.cause.key == cause
    assert "{" not in Phrasebook.load("en").words(found.cause)
    assert found.evidence[0].text == error


@given(WORDS)
def test_an_error_of_a_torrent_that_is_over_or_none_says_nothing(words: str) -> None:
    for shown in (
        {"protocol": "usenet", "status": "warning"},
        {"protocol": "torrent", "status": "warning", "tracked_state": "importing"},
    ):
        facts = owned(rows=(row(error_message=words, **shown),))
        assert wrong(facts).failure_class is FailureClass.UNKNOWN
    going_on = row(protocol="torrent", error_message=words, status="downloading")
    assert diagnose(owned(rows=(going_on,))) is None
