"""The command that audits raw answers."""

import io
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from custom_components.autoarr.audit.command import main

from .worlds import changed, clean, recorded

ROOT = Path(__file__).parents[2]
AT = ["--at", "2026-11-23T12:00:00Z"]


def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answers: object, *options: str
) -> Any:
    """Return what the command writes for these answers."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers))
    assert main(["--answers", str(path), *AT, *options]) == 0
    return json.loads(capsys.readouterr().out)


def refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *options: str
) -> str:
    """Return what the command says to something that it cannot read."""
    path = tmp_path / "answers.json"
    path.write_text(text)
    assert main(["--answers", str(path), *options]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_answers_become_a_score_and_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(tmp_path, capsys, recorded("5.1.3"))
    assert (told["score"], told["coverage"]) == (83.5, 0.958)
    finding = next(one for one in told["findings"] if one["rule_id"] == "SAB-020")
    assert finding | {"id": ""} == {
        "id": "",
        "rule_id": "SAB-020",
        "server": "sabnzbd",
        "title": "Encrypted archives do not abort the job",
        "severity": "medium",
        "category": "integration",
        "current": "pause_on_pwrar = 1",
        "recommended": "Abort encrypted jobs (pause_on_pwrar = 2)",
        "why": finding["why"],
        "risk": "low",
        "source": finding["source"],
        "fixable": True,
        "state": "open",
        "explanation": None,
        "priority": None,
        "subject": "",
        "how": "",
        "effect": "A job whose password you know has to be added by hand, with the "
        "password",
        "pack": "core",
        "confidence": "documented",
        "one_click": True,
        "restarts": False,
        "managed_by": None,
    }


def test_paths_may_be_written_in_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = changed(clean(), {"sonarr|config/naming|renameEpisodes": False})
    full = {
        "sonarr": {f"/api/v3/{path}": told for path, told in answers["sonarr"].items()},
        "plex": {f"/{path}": told for path, told in answers["plex"].items()},
        "sabnzbd": {f"{m}&x=1": told for m, told in answers["sabnzbd"].items()},
        "radarr": {f"{path}?id=1": told for path, told in answers["radarr"].items()},
    }
    told = run(tmp_path, capsys, full)
    assert [one["rule_id"] for one in told["findings"]] == ["ARR-010"]
    assert told["coverage"] == 1


def test_further_servers_bear_the_name_of_their_app(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = clean()
    told = run(tmp_path, capsys, {**answers, "radarr-4k": answers["radarr"]})
    assert {one["rule_id"] for one in told["findings"]} == {"XAP-004", "XAP-023"}


def test_what_is_missing_is_told_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(tmp_path, capsys, recorded("5.1.3"), "--unknown")
    assert told["unknown"] == {"SAB-026": "sabnzbd: queue"}


def test_packs_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(tmp_path, capsys, recorded("5.1.3"), "--pack", "tuning")
    assert [one["rule_id"] for one in told["findings"]] == ["SAB-024"]


def test_a_url_tells_who_is_reached_in_clear_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = clean()
    answers["plex"]["url"] = "http://plex.example.com:32400"
    told = run(tmp_path, capsys, answers)
    assert [one["rule_id"] for one in told["findings"]] == ["XAP-024"]


def test_no_secret_gets_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = recorded("5.1.3")
    misc = answers["sabnzbd"]["get_config"]["config"]["misc"]
    misc |= {"username": "somebody", "password": "", "host": "0.0.0.0"}
    text = json.dumps(run(tmp_path, capsys, answers))
    assert misc["api_key"] not in text
    assert "somebody" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ("{}", "none of sonarr, radarr, sabnzbd, plex is in them"),
        ('{"lidarr": {}}', "lidarr: the name of an app is expected"),
        ('{"sonarr": []}', "sonarr: an object with answers is expected"),
        ('{"sonarr": {"health": 3}}', "sonarr.health: an object or a list is expected"),
        ('{"plex": {"url": 3}}', "plex.url: an address is expected"),
    ],
)
def test_bad_input_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert said in refused(tmp_path, capsys, text)


def test_a_bad_time_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(tmp_path, capsys, '{"sonarr": {}}', "--at", "yesterday")
    assert "yesterday" in said


def test_a_file_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--answers", str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


def test_nonsense_is_unknown_and_ends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {
        app: {path: {"nonsense": [1, None]} for path in given}
        for app, given in clean().items()
    }
    told = run(tmp_path, capsys, answers)
    assert told["findings"] == []
    assert told["coverage"] < 0.05


def test_answers_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(json.dumps(recorded("3.7.1")).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["--answers", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 73.5


def test_it_runs_without_home_assistant(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(recorded("5.1.3")))
    script = "import sys; sys.modules['homeassistant'] = None; import runpy; "
    script += f"sys.argv = ['audit', '--answers', {str(path)!r}]; "
    script += "runpy.run_path('script/audit.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["score"] == 83.5
