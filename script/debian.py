#!/usr/bin/env python3
"""Unpack Debian packages into a private folder, leaving the system as it is.

Used where a machine has no Python 3.14, and for the real SABnzbd of the tests.
Runs on any Python from 3.11 and needs only apt-get and dpkg.

    script/debian.py TARGET --suite forky [--with-libraries] PACKAGE ...
"""

import argparse
import os
from pathlib import Path
import subprocess
import sys
import tempfile

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT = Path("/etc/apt")


def mirror() -> str:
    """Return the Debian mirror that this machine's own apt configuration names."""
    for path in sorted(APT.glob("sources.list.d/*.sources")):
        for line in path.read_text().splitlines():
            key, _, value = line.partition(":")
            if key == "URIs":
                for uri in value.split():
                    if uri.rstrip("/").endswith("/debian"):
                        return uri.rstrip("/")
    for path in (APT / "sources.list", *sorted(APT.glob("sources.list.d/*.list"))):
        if not path.exists():
            continue
        for line in path.read_text().splitlines():
            if not line.startswith("deb "):
                continue
            for word in line.split():
                if "://" in word and word.rstrip("/").endswith("/debian"):
                    return word.rstrip("/")
    raise SystemExit("no Debian mirror in this machine's apt configuration")


class Apt:
    """apt-get with sources, lists and cache of its own, for one suite."""

    def __init__(self, folder: Path, suite: str, *, with_libraries: bool) -> None:
        """Write a private configuration below folder."""
        self._archives = folder / "cache" / "archives"
        for sub in (folder / "lists" / "partial", self._archives / "partial"):
            sub.mkdir(parents=True, exist_ok=True)
        sources = folder / "sources.list"
        sources.write_text(
            f"deb [signed-by={KEYRING}] {mirror()} {suite} main contrib non-free\n"
        )
        self._options = [
            f"-oDir::Etc::sourcelist={sources}",
            "-oDir::Etc::sourceparts=-",
            "-oDir::Etc::preferencesparts=-",
            f"-oDir::State::Lists={folder / 'lists'}",
            f"-oDir::Cache={folder / 'cache'}",
            "-oDebug::NoLocking=1",
            "-oAPT::Get::List-Cleanup=0",
        ]
        if os.geteuid() == 0:
            self._options.append("-oAPT::Sandbox::User=root")
        if with_libraries:
            # With nothing installed apt resolves the whole closure, libc included.
            empty = folder / "status"
            empty.touch()
            self._options.append(f"-oDir::State::status={empty}")
        self._with_libraries = with_libraries

    def download(self, packages: list[str]) -> list[Path]:
        """Fetch packages (with all they depend on, if so asked) and return the files."""
        self._run("update", "-qq")
        if self._with_libraries:
            self._run(
                "install",
                "-qq",
                "-y",
                "--no-install-recommends",
                "--download-only",
                *packages,
            )
        else:
            for package in packages:
                self._run("download", "-qq", package, cwd=self._archives)
        return sorted(self._archives.glob("*.deb"))

    def _run(self, command: str, *arguments: str, cwd: Path | None = None) -> None:
        done = subprocess.run(
            ["apt-get", *self._options, command, *arguments],
            cwd=cwd,
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"apt-get {command} failed:\n{done.stdout}{done.stderr}")


def unpack(
    target: Path, suite: str, packages: list[str], *, with_libraries: bool
) -> None:
    """Unpack packages of suite into target."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        apt = Apt(Path(folder), suite, with_libraries=with_libraries)
        for archive in apt.download(packages):
            subprocess.run(["dpkg", "-x", archive, target], check=True)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("packages", nargs="+", metavar="PACKAGE")
    parser.add_argument("--suite", required=True, help="bookworm, trixie, forky …")
    parser.add_argument(
        "--with-libraries",
        action="store_true",
        help="also unpack everything the packages depend on, libc included",
    )
    options = parser.parse_args()
    unpack(
        options.target,
        options.suite,
        options.packages,
        with_libraries=options.with_libraries,
    )


if __name__ == "__main__":
    main()
