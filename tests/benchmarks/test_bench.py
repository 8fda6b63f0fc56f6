"""The command that measures."""

import json
from pathlib import Path
import subprocess
import sys

import pytest

from benchmarks.measure import ratio
from benchmarks.report import Goal, Report

ROOT = Path(__file__).parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a contributor does."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal("cost", 0.3, 0.4), True),
        (Goal("cost", 0.5, 0.4), False),
        (Goal("gain", 12, 10, at_least=True), True),
        (Goal("gain", 8, 10, at_least=True), False),
        (Goal("unknown", None, 1), None),
    ],
)
def test_a_goal_is_met_missed_or_unknown(goal: Goal, met: bool | None) -> None:
    assert goal.met is met
    assert goal.as_json()["met"] is met


def test_one_missed_goal_fails_the_report_and_an_unknown_one_does_not() -> None:
    report = Report("refresh", ("who", "ms"), rows=[("AutoArr", 0.001234)])
    report.goals = [Goal("cost", 0.3, 0.4), Goal("memory", None, 3, "%")]
    assert report.passed
    assert "PASS" in report.as_text()
    assert "not measured" in report.as_text()
    assert report.as_json()["rows"] == [{"who": "AutoArr", "ms": 0.001234}]
    missed = Report("refresh", ("who", "ms"))
    missed.goals = [*report.goals, Goal("gain", 8, 10, at_least=True)]
    assert not missed.passed
    assert "≥ 10" in missed.as_text()


def test_ratios_are_taken_within_a_round() -> None:
    """A round in which the whole machine was slow does not shift the result."""
    assert ratio([1, 10, 1], [2, 20, 2]) == 0.5


def test_it_explains_itself_and_refuses_what_it_does_not_know() -> None:
    asked = bench("--help")
    assert asked.returncode == 0
    assert "--json FILE" in asked.stdout
    assert bench("weather").returncode == 2


@pytest.mark.slow
def test_all_benchmarks_run_and_write_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "numbers.json"
    ran = bench("--quick", "--rounds", "1", "--json", str(file))
    assert ran.returncode in {0, 1}, ran.stderr
    numbers = json.loads(file.read_text())
    assert numbers["machine"]["processors"] >= 1
    for name in ("refresh", "store"):
        assert numbers[name]["rows"]
        assert f"## {name}" in ran.stdout
    goals = {goal["name"]: goal for goal in numbers["refresh"]["goals"]}
    assert goals["7 requests of a watch cycle"]["met"]
