"""The disks that the apps share: invented ones, or those of a real SABnzbd."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
import shutil
from typing import override

from simulator.arr.core import Disk
from simulator.sabnzbd.disk import Disk as DownloadDisk

TERABYTE = 1024**4
_PARTIAL = ("_UNPACK_", "_FAILED_")


class SimulatedDisk(Disk):
    """Download folders as the simulated SABnzbd left them; the library has no files.

    Attributes:
        free: Free bytes of the library's disk.
        total: All bytes of it.
        mounts: Folders that show another folder of SABnzbd: local and remote path.
    """

    def __init__(self, downloads: DownloadDisk) -> None:
        """Share the disk of a SABnzbd."""
        self.free = 2 * TERABYTE
        self.total = 8 * TERABYTE
        self.mounts: dict[str, str] = {}
        self._downloads = downloads

    def _remote(self, path: str) -> str:
        for local, remote in self.mounts.items():
            if path == local or path.startswith(f"{local}/"):
                return f"{remote}{path[len(local) :]}"
        return path

    @override
    def files(self, path: str) -> Mapping[str, int] | None:
        path = self._remote(path)
        names = self._downloads.list(path)
        known = path in self._downloads.folders
        return dict.fromkeys(names, 0) if names or known else None

    @override
    def move(self, source: str, target: str) -> None:
        folder, _, name = self._remote(source).rpartition("/")
        left = tuple(n for n in self._downloads.folders.get(folder, ()) if n != name)
        if left:
            self._downloads.folders[folder] = left
        else:
            self._downloads.folders.pop(folder, None)

    @override
    def space(self, path: str) -> tuple[int, int]:
        return self.free, self.total


class RealDisk(Disk):
    """Folders of this machine, below which a real SABnzbd puts what it downloads."""

    @override
    def files(self, path: str) -> Mapping[str, int] | None:
        folder = Path(path)
        if folder.is_file():
            return {folder.name: folder.stat().st_size}
        if not folder.is_dir():
            return None
        return {
            file.name: file.stat().st_size
            for file in sorted(folder.rglob("*"))
            if file.is_file() and not file.parent.name.startswith(_PARTIAL)
        }

    @override
    def move(self, source: str, target: str) -> None:
        """Copy a file into the library, as an import that keeps the download."""
        found = Path(source)
        if not found.exists():
            found = next(found.parent.rglob(PurePosixPath(source).name), found)
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, target)

    @override
    def space(self, path: str) -> tuple[int, int]:
        existing = next(p for p in (Path(path), *Path(path).parents) if p.exists())
        usage = shutil.disk_usage(existing)
        return usage.free, usage.total
