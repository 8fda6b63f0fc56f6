"""The store keeps its promises on a real PostgreSQL too."""

import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

import pytest

from tests.real.postgres import ROOT, programs, run

PROMISES = (
    *("activity", "failures", "downloads", "requests", "audits", "statistics"),
    "versions",
)

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("socket_enabled"),
]


def test_what_is_promised_of_the_store_holds_on_postgresql() -> None:
    if programs() is None:
        pytest.skip("no PostgreSQL here: run python -m tests.real.postgres")
    # Not below pytest's own folder: nobody else may look into that.
    folder = Path(tempfile.mkdtemp(prefix="autoarr-"))
    folder.chmod(0o755)
    files = [f"tests/store/test_{name}.py" for name in PROMISES]
    try:
        with run(folder / "data") as server:
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                    *files,
                ],
                cwd=ROOT,
                env={
                    **os.environ,
                    "AUTOARR_STORE_URL": server.url,
                    "PYTHONPATH": str(server.driver),
                },
                capture_output=True,
                text=True,
                check=False,
            )
    finally:
        shutil.rmtree(folder)
    assert done.returncode == 0, done.stdout[-5_000:]
