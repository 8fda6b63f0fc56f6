"""The disk behind SABnzbd: free space, and which folder holds which files."""

GIBIBYTE = 1024.0**3


class Disk:
    """Folders that jobs left, and the space around them.

    Attributes:
        total: Bytes of the disk.
        free: Bytes that are free; only scenarios change it.
        forced: The downloader was paused for lack of space.
        folders: Path of each folder and the names of its files.
    """

    def __init__(self) -> None:
        """Start with half of 4 TiB free."""
        self.total = 4096 * GIBIBYTE
        self.free = 2048 * GIBIBYTE
        self.forced = False
        self.folders: dict[str, tuple[str, ...]] = {}

    def make(self, path: str, files: tuple[str, ...] = ()) -> str:
        """Make a folder; a taken name gets a number, as SABnzbd does it."""
        free, number = path, 0
        while free in self.folders:
            number += 1
            free = f"{path}.{number}"
        self.folders[free] = files
        return free

    def remove(self, path: str) -> None:
        """Remove a folder, named by itself or by the one file in it."""
        if self.folders.pop(path, None) is None:
            self.folders.pop(path.rpartition("/")[0], None)

    def list(self, path: str) -> tuple[str, ...]:
        """Return the names of the files at a path that the history named."""
        if path in self.folders:
            return self.folders[path]
        folder, _, name = path.rpartition("/")
        return tuple(file for file in self.folders.get(folder, ()) if file == name)
