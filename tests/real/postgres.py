"""A real PostgreSQL for the store, from Debian's packages below .cache/postgres.

    python -m tests.real.postgres

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
import time
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".cache" / "postgres"
SUITE = "trixie"
PACKAGES = ("postgresql-17", "python3-pg8000")
DRIVER = ("pg8000", "scramp", "asn1crypto", "dateutil", "six.py")
"""What speaks to it in pure Python, and what that needs."""
NOBODY = 65534
"""PostgreSQL refuses to be run by root."""
PATIENCE = 60.0


class Running(NamedTuple):
    """A server that runs."""

    url: str
    driver: Path
    """A folder for PYTHONPATH."""


def programs() -> Path | None:
    """Return the folder of the server's programs, or None where it was not fetched yet."""
    if not (HOME / "ready").exists():
        return None
    (folder,) = HOME.glob("root/usr/lib/postgresql/*/bin")
    return folder


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
    libraries = next(root.glob("usr/lib/*/libc.so.6")).parent
    loader = next(libraries.glob("ld-linux*.so.*"))
    (folder,) = root.glob("usr/lib/postgresql/*/bin")
    for name in ("initdb", "postgres"):
        program = folder / name
        real = program.rename(folder / f"{name}.real")
        # They look for each other, and for their data, by where they are.
        program.write_text(
            f"#!/bin/sh\nexec '{loader}' --library-path '{libraries}'"
            f" --argv0 '{program}' '{real}' \"$@\"\n"
        )
        program.chmod(0o755)
    driver = HOME / "driver"
    driver.mkdir()
    packages = root / "usr/lib/python3/dist-packages"
    for part in (*DRIVER, *(each.name for each in packages.glob("*-info"))):
        if (packages / part).is_dir():
            shutil.copytree(packages / part, driver / part)
        elif (packages / part).exists():
            shutil.copy(packages / part, driver / part)
    (HOME / "ready").touch()


@contextmanager
def run(data: Path) -> Iterator[Running]:
    """Run a new server on a free port, its data in a folder that is not there yet."""
    folder = programs()
    if folder is None:
        raise FileNotFoundError("PostgreSQL was not fetched")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data.mkdir()
    owner = None
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        owner = NOBODY
    start = [str(folder / "initdb"), "-D", str(data), "-U", "autoarr", "-A", "trust"]
    # Of its own locales, this one knows capital letters beyond English ones.
    start += ["--no-sync", "--locale=C", "-E", "UTF8"]
    start += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    subprocess.run(
        start, check=True, user=owner, group=owner, cwd="/", capture_output=True
    )
    serve = [str(folder / "postgres"), "-D", str(data), "-p", str(port)]
    serve += ["-h", "127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
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
            f"postgresql+pg8000://autoarr@127.0.0.1:{port}/postgres", HOME / "driver"
        )
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started takes connections.

    Raises:
        OSError: It ended instead, or takes too long.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    fetch()
