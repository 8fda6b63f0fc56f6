"""The command that diagnoses raw answers."""

import io
import json
from pathlib import Path
import re
import subprocess
import sys
from typing import Any

import pytest

from custom_components.autoarr.downloads.diagnose import (
    UnreadableAnswers,
    main,
    needing_help,
)
from custom_components.autoarr.phrases import Phrasebook

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
PHRASES = Phrasebook.load("en")


def recorded(name: str, version: str = "5.1.3") -> Any:
    """Return what a real SABnzbd answered."""
    return json.loads((DATA / f"sabnzbd-{version}" / f"{name}.json").read_text())


def found(**answers: Any) -> list[dict[str, Any]]:
    """Return what needs help."""
    downloads, losses = needing_help(answers, PHRASES)
    assert losses == []
    return downloads


def sab_failed(job_id: str = "nzo1", **facts: Any) -> dict[str, Any]:
    """Return a history with one failed job."""
    slot = {
        "nzo_id": job_id,
        "name": "Film.2024.1080p",
        "status": "Failed",
        "fail_message": "Repair failed, not enough repair blocks (2 short)",
        "completed": 1780315200,
        "bytes": 1000,
        "storage": "/incomplete/Film",
        "retry": True,
        "loaded": False,
        **facts,
    }
    return {"history": {"noofslots": 1, "slots": [slot]}}


def told(event: str, **facts: Any) -> dict[str, Any]:
    """Return a record of Radarr's history."""
    return {
        "id": 1,
        "eventType": event,
        "date": "2026-06-01T12:00:00Z",
        "downloadId": "nzo1",
        "sourceTitle": "Film.2024.1080p-GRP",
        "movieId": 7,
        "data": {},
        **facts,
    }


@pytest.mark.parametrize(
    ("name", "version", "failure_class", "first_step"),
    [
        ("history-missing", "3.7.1", "bad_release", "blocklist_search"),
        ("history-missing", "5.1.3", "bad_release", "blocklist_search"),
        ("history-unrepairable", "5.1.3", "bad_release", "blocklist_search"),
        ("history-missing-not-safe", "5.1.3", "bad_release", "blocklist_search"),
        ("history-addurl-404", "5.1.3", "bad_release", "blocklist_search"),
        ("history-addurl-empty", "3.7.1", "bad_release", "blocklist_search"),
        ("history-locked1", "5.1.3", "encrypted", "blocklist_search"),
        ("history-unwanted-extension", "5.1.3", "dangerous", "blocklist_search"),
        ("history-dupe-fail", "5.1.3", "redundant", "remove"),
        ("history-script-fails", "5.1.3", "environment", "alert"),
        ("history-script-fails", "3.7.1", "environment", "alert"),
        ("queue-encrypted-paused", "3.7.1", "encrypted", "blocklist_search"),
        ("queue-encrypted-paused", "5.1.3", "encrypted", "blocklist_search"),
        ("queue-unwanted-paused", "5.1.3", "dangerous", "blocklist_search"),
        ("queue-dupe-pause", "5.1.3", "redundant", "remove"),
        ("queue-dupe-pause", "3.7.1", "redundant", "remove"),
        ("queue-addurl-503", "5.1.3", "waiting", "wait"),
    ],
)
def test_real_answers_are_understood(
    name: str, version: str, failure_class: str, first_step: str
) -> None:
    kind = name.partition("-")[0]
    downloads = found(sabnzbd={kind: recorded(name, version)})
    first = downloads[0]
    assert (first["class"], first["first_step"]) == (failure_class, first_step)
    assert first["download_id"]
    assert first["title"]
    assert first["cause"].endswith(".")
    assert first["evidence"][0]["source"] == "sabnzbd"


@pytest.mark.parametrize(
    "name",
    [
        "history-good",
        "history-good-unsettled",
        "history-pp-waiting",
        "queue-downloading",
        "queue-grabbing",
    ],
)
def test_real_answers_of_healthy_downloads_need_nothing(name: str) -> None:
    kind = name.partition("-")[0]
    assert found(sabnzbd={kind: recorded(name)}) == []


def test_a_real_full_disk_is_told_by_the_warnings() -> None:
    downloads = found(
        sabnzbd={
            "queue": recorded("queue-diskfull"),
            "warnings": recorded("warnings-diskfull"),
        }
    )
    assert len(downloads) == 2
    assert {download["class"] for download in downloads} == {"environment"}
    assert {download["blames"] for download in downloads} == {"system"}


def test_a_job_and_its_grab_are_one_download() -> None:
    history = {"records": [told("grabbed"), told("downloadFailed", id=2)]}
    (download,) = found(sabnzbd={"history": sab_failed()}, radarr={"history": history})
    assert download["title"] == "Film.2024.1080p-GRP"
    assert download["class"] == "bad_release"
    assert download["blames"] == "release"


def test_a_job_that_no_history_knows_is_unowned() -> None:
    history: dict[str, Any] = {"records": [], "totalRecords": 0}
    (download,) = found(sabnzbd={"history": sab_failed()}, radarr={"history": history})
    assert download["class"] == "unowned"
    assert download["blames"] == "nobody"
    assert download["first_step"] == "none"


def test_without_a_history_ownership_is_not_judged() -> None:
    queue: dict[str, Any] = {"records": []}
    (download,) = found(sabnzbd={"history": sab_failed()}, sonarr={"queue": queue})
    assert download["class"] == "bad_release"


def test_a_season_pack_is_told_once() -> None:
    rows = [
        {
            "id": n,
            "seriesId": 1,
            "episodeId": n,
            "seasonNumber": 1,
            "title": "Show.S01",
            "status": "completed",
            "trackedDownloadStatus": "warning",
            "trackedDownloadState": "importBlocked",
            "statusMessages": [{"title": "x.mkv", "messages": ["Unknown Series"]}],
            "downloadId": "pack",
            "protocol": "usenet",
        }
        for n in range(1, 4)
    ]
    (download,) = found(sonarr={"queue": rows})
    assert download["class"] == "ambiguous"
    assert download["evidence"] == [{"source": "sonarr", "text": "Unknown Series"}]


def test_a_release_that_only_waits_to_be_sent_is_no_download() -> None:
    row = {"id": 1, "movieId": 1, "title": "Film", "status": "delay"}
    assert found(radarr={"queue": {"records": [row]}}) == []


def test_a_failed_download_whose_title_was_imported_since_needs_nothing() -> None:
    failed = [told("grabbed"), told("downloadFailed", id=2)]
    replaced = told(
        "downloadFolderImported",
        id=3,
        downloadId="nzo2",
        date="2026-06-01T13:00:00Z",
    )
    assert len(found(radarr={"history": failed})) == 1
    assert found(radarr={"history": [*failed, replaced]}) == []
    other = {**replaced, "movieId": 8}
    assert len(found(radarr={"history": [*failed, other]})) == 1
    nameless = [{**record, "movieId": None} for record in (*failed, replaced)]
    assert len(found(radarr={"history": nameless})) == 1


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"sabnzbd": None},
        {"sabnzbd": {"history": {"history": False}, "queue": None}},
        {"sabnzbd": {"warnings": {"warnings": []}}, "sonarr": {}, "radarr": None},
        {"plex": {"whatever": 1}},
    ],
    ids=str,
)
def test_answers_may_be_left_out(answers: dict[str, Any]) -> None:
    assert found(**answers) == []


def test_answers_without_their_wrapping_are_read_too() -> None:
    inner = sab_failed()["history"]
    assert len(found(sabnzbd={"history": inner})) == 1
    warnings = recorded("warnings-diskfull")["warnings"]
    queue = recorded("queue-diskfull")["queue"]
    assert len(found(sabnzbd={"queue": queue, "warnings": warnings})) == 2


def test_an_unreadable_record_costs_only_itself() -> None:
    rows = [{"id": "none"}, {"id": 2, "status": "warning", "downloadId": "t"}]
    downloads, losses = needing_help({"sonarr": {"queue": rows}}, PHRASES)
    assert [download["download_id"] for download in downloads] == ["t"]
    assert losses == ["Sonarr's queue"]


def test_an_answer_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableAnswers, match="SABnzbd's queue"):
        needing_help({"sabnzbd": {"queue": {"slots": 5}}}, PHRASES)


def run(
    monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str
) -> tuple[int, str, str]:
    """Run the command in this process; return its exit code and what it wrote."""
    streams = [io.TextIOWrapper(io.BytesIO(text.encode()))]
    streams += [io.TextIOWrapper(io.BytesIO()) for _ in range(2)]
    for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    code = main(arguments)
    said = []
    for stream in streams[1:]:
        stream.seek(0)
        said.append(stream.read())
    return code, said[0], said[1]


def test_the_command_reads_and_writes_json(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"sabnzbd": {"history": sab_failed()}}
    code, said, complaints = run(monkeypatch, json.dumps(answers))
    assert code == 0
    assert complaints == ""
    assert json.loads(said) == [
        {
            "download_id": "nzo1",
            "title": "Film.2024.1080p",
            "class": "bad_release",
            "cause": "It is damaged, and 2 blocks are missing to repair it.",
            "blames": "release",
            "evidence": [
                {
                    "source": "sabnzbd",
                    "text": "Repair failed, not enough repair blocks (2 short)",
                }
            ],
            "first_step": "blocklist_search",
        }
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no JSON"),
        ("[]", "no JSON object"),
        ('{"sabnzbd": {"queue": {"slots": 5}}}', "Cannot read SABnzbd's queue"),
    ],
)
def test_the_command_says_what_it_cannot_read(
    monkeypatch: pytest.MonkeyPatch, text: str, complaint: str
) -> None:
    code, said, complaints = run(monkeypatch, text)
    assert code == 1
    assert said == ""
    assert complaint in complaints


def test_the_command_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": "none"}, {"id": 2, "status": "warning", "downloadId": "t"}]
    code, said, complaints = run(
        monkeypatch, json.dumps({"sonarr": {"queue": rows}}), "--language", "en"
    )
    assert code == 0
    assert len(json.loads(said)) == 1
    assert "Sonarr's queue" in complaints


def test_the_script_starts_without_home_assistant() -> None:
    program = (
        "import runpy, sys; sys.argv = ['diagnose'];"
        f"sys.modules['homeassistant'] = None; runpy.run_path({str(ROOT / 'script' / 'diagnose.py')!r}, run_name='__main__')"
    )
    answered = subprocess.run(
        [sys.executable, "-c", program],
        input="{}",
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout) == []


def test_the_script_explains_itself() -> None:
    answered = subprocess.run(
        [str(ROOT / "script" / "diagnose"), "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.returncode == 0, answered.stderr
    assert "sabnzbd" in answered.stdout


@pytest.mark.parametrize("version", ["3.7.1", "5.1.3"])
def test_a_real_provider_that_refuses_is_not_the_downloads_fault(version: str) -> None:
    (download,) = found(
        sabnzbd={
            "queue": recorded("queue-server-login", version),
            "warnings": recorded("warnings-server-login", version),
        }
    )
    assert download["class"] == "environment"
    assert download["cause"].startswith("Your news provider refuses")


def test_a_health_check_among_the_answers_explains_a_blocked_import() -> None:
    blocked = {
        "id": 1,
        "downloadId": "nzo1",
        "title": "Film.2024.1080p-GRP",
        "movieId": 7,
        "added": "2026-06-01T12:00:00Z",
        "status": "completed",
        "trackedDownloadStatus": "warning",
        "trackedDownloadState": "importPending",
        "statusMessages": [
            {"title": "x", "messages": ["No files found are eligible for import in /x"]}
        ],
    }
    answers = {
        "queue": {"records": [blocked]},
        "history": {"records": [told("grabbed")]},
    }
    check = {"source": "MountCheck", "type": "error", "message": "только чтение"}
    (plain,) = found(radarr=answers)
    (explained,) = found(radarr={**answers, "health": [check]})
    assert plain["cause"].startswith("Sonarr or Radarr finds no video in /x")
    assert explained["class"] == "environment"
    assert explained["cause"].startswith("The disk of the library can only be read")
    assert explained["evidence"][0] == {"source": "radarr", "text": "только чтение"}


@pytest.mark.parametrize(
    ("name", "version", "failure_class"),
    [
        ("queue-encrypted-paused", "3.7.1", "encrypted"),
        ("queue-encrypted-paused", "5.1.3", "encrypted"),
        ("queue-unwanted-paused", "5.1.3", "dangerous"),
        ("history-missing", "3.7.1", "bad_release"),
        ("history-missing", "5.1.3", "bad_release"),
        ("history-unrepairable", "5.1.3", "bad_release"),
        ("history-script-fails", "3.7.1", "environment"),
        ("history-script-fails", "5.1.3", "environment"),
    ],
)
def test_real_answers_are_understood_in_a_strange_language(
    name: str, version: str, failure_class: str
) -> None:
    kind = name.partition("-")[0]
    answer = recorded(name, version)
    slot = answer[kind]["slots"][0]
    subject = slot.get("filename") or slot["name"]
    file = " setup.exe" if "unwanted" in name else ""
    warning = {"type": "WARNING", "time": 0, "text": f'ъъ "{subject}" ъ RAR ъъ{file}'}
    if kind == "queue":
        slot["labels"] = ["ъъъъ"]
        answers = {"queue": answer, "warnings": {"warnings": [warning]}}
    else:
        strange = garbled(slot["fail_message"])
        for stage in slot["stage_log"]:
            stage["actions"] = [
                action.replace(slot["fail_message"], strange)
                if slot["fail_message"] in action
                else garbled(action)
                for action in stage["actions"]
            ]
        slot["fail_message"] = strange
        answers = {"history": answer}
    first = found(sabnzbd=answers)[0]
    assert first["class"] == failure_class


def garbled(text: str) -> str:
    """Return a text with its words replaced, and nothing else."""
    return re.sub(r"(?<![\w/:.(\[-])[A-Za-z]{2,}(?![\w(.:/-])", "ъъъ", text)
