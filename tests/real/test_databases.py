"""The store keeps its promises on a real PostgreSQL and a real MariaDB too."""

import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile
from types import ModuleType

import pytest

from tests.real import mariadb, postgres

PROMISES = (
    *("activity", "failures", "downloads", "requests", "audits", "statistics"),
    "versions",
)
MEMORY = Path("/dev/shm")
"""Where a disk is never waited for."""

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("socket_enabled"),
]


@pytest.mark.parametrize("database", [postgres, mariadb], ids=["PostgreSQL", "MariaDB"])
def test_what_is_promised_of_the_store_holds_there(database: ModuleType) -> None:
    if database.programs() is None:
        pytest.skip(f"it is not here: run python -m {database.__name__}")
    # Not below pytest's own folder: nobody else may look into that.
    place = MEMORY if MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="autoarr-", dir=place))
    folder.chmod(0o755)
    files = [f"tests/store/test_{name}.py" for name in PROMISES]
    try:
        with database.run(folder / "data") as server:
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
                cwd=postgres.ROOT,
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
