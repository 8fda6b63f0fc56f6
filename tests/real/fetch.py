"""Make real SABnzbd servers runnable below .cache/sabnzbd, leaving the system as it is.

They come from Debian's packages with everything they need, their own Python and
C library included, so that they run the same wherever apt-get and dpkg are there.

    python -m tests.real.fetch [oldest] [newest]
"""

import argparse
from enum import StrEnum
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "sabnzbd"


class Release(StrEnum):
    """The SABnzbd servers that the tests run, by the Debian suite they are in."""

    OLDEST = "bookworm"
    """3.7.1, the oldest that AutoArr supports."""
    NEWEST = "forky"
    """5.1.3 when this was written; it moves on with Debian."""


class Installation(NamedTuple):
    """An unpacked SABnzbd. Its commands run with the libraries unpacked beside them."""

    version: str
    script: Path
    commands: Path
    """A folder with python, par2, unrar and 7za, for PATH."""


def installation(release: Release) -> Installation | None:
    """Return the release's installation, or None where it was not fetched yet."""
    home = CACHE / release
    if not (home / "version").exists():
        return None
    return Installation(
        version=(home / "version").read_text(),
        script=home / "root/usr/bin/sabnzbdplus",
        commands=home / "bin",
    )


def fetch(release: Release) -> Installation:
    """Return the release's installation and make it first where it is missing.

    Raises:
        SystemExit: Debian's packages cannot be had here, or do not run here.
    """
    if found := installation(release):
        return found
    home = CACHE / release
    shutil.rmtree(home, ignore_errors=True)
    _say(f"Unpacking SABnzbd from Debian {release} into {home.relative_to(ROOT)}")
    _unpack(home / "root", release)
    _write_commands(home)
    share = home / "root/usr/share/sabnzbdplus"
    script = home / "root/usr/bin/sabnzbdplus"
    # Debian's script looks for its modules where the package would be installed.
    script.write_text(script.read_text().replace("/usr/share/sabnzbdplus", str(share)))
    version = _version(home / "bin/python", script)
    (home / "version").write_text(version)
    return Installation(version, script, home / "bin")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _unpack(root: Path, release: Release) -> None:
    command = [sys.executable, str(ROOT / "script/debian.py"), str(root)]
    command += ["--suite", release, "--with-libraries"]
    command += ["sabnzbdplus", "par2", "unrar", "7zip"]
    try:
        subprocess.run(command, check=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "A real SABnzbd could not be fetched: that needs apt-get, dpkg and a Debian"
            " mirror that answers. Everything but the tests marked 'real' runs without."
        )


def _write_commands(home: Path) -> None:
    """Write a small script for each command that starts it with its own libraries.

    Changing the files themselves would need a tool that not every machine has.
    """
    root, commands = home / "root", home / "bin"
    libc = next(root.glob("**/lib/*/libc.so.6"))
    loader = next(libc.parent.glob("ld-linux*.so.*"))
    libraries = f"{libc.parent}:{root / 'usr/lib' / libc.parent.name}"
    commands.mkdir()
    for name, program in {
        "python": (root / "usr/bin/python3").resolve(),
        "par2": root / "usr/bin/par2",
        "unrar": root / "usr/bin/unrar-nonfree",
        "7za": next((root / "usr").glob("bin/7zz"), root / "usr/lib/7zip/7za"),
    }.items():
        home_of_python = f"PYTHONHOME='{root / 'usr'}' " if name == "python" else ""
        command = commands / name
        command.write_text(
            f"#!/bin/sh\n{home_of_python}exec '{loader}' --library-path '{libraries}'"
            f" --argv0 '{program}' '{program}' \"$@\"\n"
        )
        command.chmod(0o755)


def _version(python: Path, script: Path) -> str:
    """Run SABnzbd once to see that it does, and return its version."""
    said = subprocess.run(
        [python, script, "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"sabnzbdplus-([\d.]+)", said.stdout)
    if said.returncode or found is None:
        sys.exit(f"SABnzbd does not run here:\n{said.stdout}{said.stderr}")
    return found[1]


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [release.name.lower() for release in Release]
    parser.add_argument("releases", nargs="*", metavar=" | ".join(names))
    options = parser.parse_args()
    if unknown := set(options.releases) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    for name in options.releases or names:
        release = Release[name.upper()]
        _say(f"SABnzbd {fetch(release).version} is ready")


if __name__ == "__main__":
    main()
