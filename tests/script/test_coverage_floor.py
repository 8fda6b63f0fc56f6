"""The check that no module is left untested."""

import json
from pathlib import Path
import subprocess
import sys

SCRIPT = Path(__file__).parents[2] / "script/coverage_floor.py"


def check(report: Path, shares: dict[str, float]) -> subprocess.CompletedProcess[str]:
    """Run the check on a report that gives these modules these shares."""
    files = {
        name: {"summary": {"percent_covered": share}} for name, share in shares.items()
    }
    report.write_text(json.dumps({"files": files}))
    command = [sys.executable, str(SCRIPT), str(report), "--floor", "95"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_modules_at_the_floor_pass(tmp_path: Path) -> None:
    assert check(tmp_path / "report", {"a.py": 95.0, "b.py": 100.0}).returncode == 0


def test_one_module_below_the_floor_fails_and_is_named(tmp_path: Path) -> None:
    said = check(tmp_path / "report", {"good.py": 100.0, "bad.py": 94.9})

    assert said.returncode == 1
    assert "bad.py" in said.stdout
    assert "good.py" not in said.stdout


def test_a_report_that_measured_nothing_fails(tmp_path: Path) -> None:
    said = check(tmp_path / "report", {})

    assert said.returncode == 1
    assert "nothing was measured" in said.stderr
