"""The oldest supported SDK, which Home Assistant itself brings, passes the same tests."""

import os
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

ROOT = Path(__file__).parents[2]
OLDEST = "0.125.0"
"""The lower bound in the manifest."""
TESTS = [
    "tests/reasoning/test_asking.py",
    "tests/reasoning/test_findings.py",
    "tests/reasoning/test_reading.py",
    "tests/simulator/test_anthropic.py",
]


def _uv() -> str | None:
    ours = ROOT / ".cache" / "uv" / "bin" / "uv"
    return str(ours) if ours.exists() else shutil.which("uv")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_oldest_sdk_passes_the_same_tests(tmp_path: Path) -> None:
    if (uv := _uv()) is None:
        pytest.skip("the oldest SDK cannot be fetched: there is no uv")
    # Whatever else it needs is in the environment already.
    fetched = subprocess.run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--python",
            sys.executable,
            "--target",
            str(tmp_path),
            f"anthropic=={OLDEST}",
            "distro",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if fetched.returncode:
        pytest.skip(f"the oldest SDK cannot be fetched: {fetched.stderr.strip()}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), "."])}
    environment.pop("COVERAGE_PROCESS_START", None)
    version = "import anthropic; print(anthropic.__version__)"
    told = subprocess.run(
        [sys.executable, "-c", version],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == OLDEST
    passed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert passed.returncode == 0, passed.stdout[-4000:]
