"""Putting files into the library, and writing down that they came or went."""

from simulator.arr.core import Core
from simulator.arr.history import Event, History
from simulator.arr.imports import Decision
from simulator.arr.library import Library, MediaFile, Target
from simulator.arr.parsing import quality_id, release_group
from simulator.arr.tracked import Tracked

_FIRST_FILE = 100_000


def typed(
    library: Library, target: Target, data: dict[str, str | None]
) -> dict[str, str | None]:
    """Add the kind of release to the data of a history row, where the app has one."""
    if (kind := library.release_type(target)) is not None:
        data["releaseType"] = kind
    return data


class Importer:
    """Imports and deletions of one app."""

    def __init__(self, core: Core, history: History) -> None:
        """Import into the library of an app."""
        self.core = core
        self.history = history

    def take(
        self, target: Target, decisions: list[Decision], tracked: Tracked | None
    ) -> int:
        """Import the files that nothing speaks against and return how many."""
        done = 0
        for decision in decisions:
            if decision.rejections or decision.unit is None:
                continue
            self._take(target, decision, tracked)
            done += 1
        return done

    def _take(self, target: Target, file: Decision, tracked: Tracked | None) -> None:
        library = self.core.library
        unit = file.unit
        assert unit is not None
        title = tracked.item.title if tracked else file.name.rpartition(".")[0]
        download_id = tracked.item.id if tracked else ""
        quality = (
            tracked.quality_id
            if tracked
            else quality_id(title, sonarr=self.core.name == "Sonarr")
        )
        one = Target(target.media_id, (unit,), target.season)
        if (old := library.file(unit)) is not None:
            self._file_deleted(target, unit, old, "Upgrade", download_id)
        new = MediaFile(
            id=_FIRST_FILE + self.core.counters.imports,
            path="",
            size=file.size,
            quality_id=quality,
            group=release_group(title),
            scene_name=title,
            added=self.core.clock.time(),
        )
        path = library.import_file(target, unit, new, file.name)
        self.core.disk.move(file.path, path)
        self.core.counters.imports += 1
        self.history.record(
            Event.IMPORTED,
            one,
            source_title=title,
            quality_id=quality,
            download_id=download_id,
            data=typed(
                self.core.library,
                target,
                {
                    "fileId": str(new.id),
                    "droppedPath": file.path,
                    "importedPath": path,
                    "downloadClient": "SABnzbd",
                    "downloadClientName": "SABnzbd",
                    "releaseGroup": new.group,
                    "customFormatScore": "0",
                    "size": str(file.size),
                    "indexerFlags": "0",
                },
            ),
        )

    def forget_file(self, target: Target, unit: int) -> None:
        """Write into history that somebody deleted a file."""
        if (old := self.core.library.file(unit)) is not None:
            self._file_deleted(target, unit, old, "Manual", "")

    def _file_deleted(
        self, target: Target, unit: int, old: MediaFile, reason: str, download_id: str
    ) -> None:
        data: dict[str, str | None] = {
            "reason": reason,
            "releaseGroup": old.group,
            "size": str(old.size),
            "indexerFlags": "0",
        }
        self.history.record(
            Event.FILE_DELETED,
            Target(target.media_id, (unit,), target.season),
            source_title=old.scene_name,
            quality_id=old.quality_id,
            download_id=download_id,
            data=typed(self.core.library, target, data),
        )
