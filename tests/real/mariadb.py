"""A real MariaDB for the store, from Debian's packages below .cache/mariadb.

    python -m tests.real.mariadb

makes it runnable, leaving the system as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import shutil
import socket
import subprocess
import sys

from tests.real.postgres import NOBODY, PATIENCE, ROOT, SUITE, Running, wait_for

HOME = ROOT / ".cache" / "mariadb"
PACKAGES = ("mariadb-server-core", "python3-pymysql")
DRIVER = ("pymysql",)
"""What speaks to it in pure Python."""


def programs() -> Path | None:
    """Return the folder of what was unpacked, or None where it was not fetched yet."""
    return HOME / "root" if (HOME / "ready").exists() else None


def fetch() -> None:
    """Make a server runnable, if it is not.

    Raises:
        CalledProcessError: Debian's packages cannot be had here.
    """
    if programs():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    root = HOME / "root"
    command = [sys.executable, str(ROOT / "script/debian.py"), str(root)]
    command += ["--suite", SUITE, "--with-libraries", *PACKAGES]
    subprocess.run(command, check=True)
    (HOME / "driver").mkdir()
    for part in DRIVER:
        package = root / "usr/lib/python3/dist-packages" / part
        shutil.copytree(package, HOME / "driver" / part)
    (HOME / "ready").touch()


@contextmanager
def run(data: Path) -> Iterator[Running]:
    """Run a new server on a free port, its data in a folder that is not there yet."""
    root = programs()
    if root is None:
        raise FileNotFoundError("MariaDB was not fetched")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data.mkdir()
    (data / "autoarr").mkdir()
    owner = None
    if os.geteuid() == 0:
        owner = NOBODY
        for folder in (data, data / "autoarr"):
            os.chown(folder, NOBODY, NOBODY)
    libraries = next(root.glob("usr/lib/*/libc.so.6")).parent
    loader = next(libraries.glob("ld-linux*.so.*"))
    words = root / "usr/share/mariadb"
    serve = [str(loader), "--library-path", str(libraries)]
    serve += [str(root / "usr/sbin/mariadbd"), "--no-defaults", f"--datadir={data}"]
    serve += [f"--basedir={root / 'usr'}", f"--lc-messages-dir={words}"]
    serve += [f"--character-sets-dir={words / 'charsets'}"]
    # A folder is a database. Nobody but the tests is there to be kept out.
    serve += ["--skip-grant-tables", "--skip-networking=0", "--skip-name-resolve"]
    serve += ["--bind-address=127.0.0.1", f"--port={port}"]
    serve += [f"--socket={data / 'socket'}", f"--pid-file={data / 'pid'}"]
    # Tests make and drop tables all the time: the disk must not be waited for.
    serve += ["--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0"]
    serve += ["--innodb-doublewrite=0", "--innodb-file-per-table=0"]
    server = subprocess.Popen(
        serve,
        user=owner,
        group=owner,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield Running(
            f"mysql+pymysql://root@127.0.0.1:{port}/autoarr?charset=utf8mb4",
            HOME / "driver",
        )
    finally:
        server.terminate()
        server.wait(PATIENCE)


if __name__ == "__main__":
    fetch()
