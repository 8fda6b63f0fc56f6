"""Manual import: what a person sees of a finished download, and the import by hand."""

from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from simulator.arr.client import ClientDown
from simulator.arr.commands import Command
from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.imports import Decision, decide, output_folder
from simulator.arr.library import ENGLISH, Target
from simulator.arr.parsing import quality_id, release_group
from simulator.arr.wire import Call, Json, Routes, bad_request, respond


class ManualApi:
    """The endpoint `manualimport` and the command `ManualImport`."""

    def __init__(self, core: Core, downloads: Downloads) -> None:
        """Serve the imports of one app."""
        self.core = core
        self.downloads = downloads
        self._sonarr = core.name == "Sonarr"

    def add(self, routes: Routes) -> None:
        """Register the endpoints."""
        routes.add("GET", "manualimport", self._list)
        routes.add("POST", "manualimport", self._reprocess)

    def _list(self, call: Call) -> list[Json]:
        download_id = call.text("downloadId")
        folder = call.text("folder")
        tracked = self.downloads.tracked.get(download_id)
        if tracked is not None and tracked.item.path:
            path = output_folder(self.core.local(tracked.item.path), tracked.item.title)
            target, size = tracked.target, tracked.item.size
            quality = tracked.quality_id
        elif folder:
            path, size = folder, 0.0
            target = self.core.library.recognise(PurePosixPath(folder).name)
            quality = quality_id(folder, sonarr=self._sonarr)
        else:
            return []
        if target is None:
            files = self.core.disk.files(path) or {}
            return [
                self._unknown(
                    path, name, files[name] or int(size) // len(files), number
                )
                for number, name in enumerate(files, 1)
            ]
        decisions = decide(
            self.core,
            target,
            path,
            size=size,
            quality_id=quality,
            indexer=tracked.indexer if tracked else "",
            imported=self.downloads.history.imported(download_id),
        )
        return [
            self._wire(decision, target, quality, download_id, number)
            for number, decision in enumerate(decisions or (), 1)
        ]

    def _wire(
        self,
        file: Decision,
        target: Target,
        quality: int,
        download_id: str,
        number: int,
    ) -> Json:
        embedded: Json = {}
        if self._sonarr:
            embedded = self.core.library.embed(target, 0, frozenset({"series"}))
            embedded["seasonNumber"] = target.season or 0
            units = () if file.unit is None else (file.unit,)
            embedded["episodes"] = [
                episode
                for unit in units
                if (
                    episode := self.core.library.embed(
                        target, unit, frozenset({"episode"})
                    ).get("episode")
                )
            ]
            embedded["releaseType"] = "singleEpisode"
        else:
            embedded = self.core.library.embed(target, 0, frozenset({"movie"}))
        row = self._file(file.path, file.size, quality, number)
        row |= embedded
        row["rejections"] = [
            {"reason": text, "type": "permanent"} for text in file.rejections
        ]
        if download_id:
            row["downloadId"] = download_id
        return row

    def _file(self, path: str, size: int, quality: int, number: int) -> Json:
        pure = PurePosixPath(path)
        return {
            "path": path,
            "relativePath": pure.name,
            "folderName": pure.parent.name,
            "name": pure.stem,
            "size": size,
            "releaseGroup": release_group(pure.stem),
            "quality": self.core.library.table.qualities[quality].model(),
            "languages": [ENGLISH],
            "qualityWeight": 100 * self.core.library.table.rank(quality),
            "customFormats": [],
            "customFormatScore": 0,
            "indexerFlags": 0,
            "id": number,
        }

    def _unknown(self, path: str, name: str, size: int, number: int) -> Json:
        noun = "Series" if self._sonarr else "Movie"
        folder = path.removesuffix(f"/{name}")
        row = self._file(
            f"{folder}/{name}", size, quality_id(name, sonarr=self._sonarr), number
        )
        row["rejections"] = [{"reason": f"Unknown {noun}", "type": "permanent"}]
        return row

    async def _reprocess(self, call: Call) -> object:
        body = await call.json()
        if not isinstance(body, list):
            raise bad_request("a list was expected")
        return respond(200, [{**row, "rejections": []} for row in body])

    async def run(self, command: Command) -> str:
        """Do the command `ManualImport`.

        Raises:
            ValueError: A file names nothing that exists.
        """
        rows = command.body.get("files") or []
        done: dict[str, Target] = {}
        for row in rows:
            target = self._target(row)
            self._take(row, target)
            done.setdefault(str(row.get("downloadId") or ""), target)
        # The client is told at the end: it deletes what was not imported, too.
        for download_id, target in done.items():
            await self._settle(download_id, target)
        return f"Manually imported {len(rows)} files"

    def _take(self, row: dict[str, Any], target: Target) -> None:
        tracked = self.downloads.tracked.get(str(row.get("downloadId") or ""))
        path = str(row["path"])
        pure = PurePosixPath(path)
        files = self.core.disk.files(str(pure.parent)) or {}
        if pure.name not in files:
            raise ValueError(f"File does not exist: {path}")
        size = files[pure.name] or (int(tracked.item.size) if tracked else 0)
        file = Decision(pure.name, path, size, target.units[0])
        self.downloads.importer.take(target, [file], tracked)

    async def _settle(self, download_id: str, target: Target) -> None:
        item = self.downloads.settle_manual(download_id, target)
        client, settings = self.downloads.client(), self.core.client
        if item and client and settings and settings["removeCompletedDownloads"]:
            with suppress(ClientDown):
                await client.remove(item)

    def _target(self, row: dict[str, Any]) -> Target:
        library = self.core.library
        if self._sonarr:
            media = int(row.get("seriesId") or 0)
            units = tuple(int(number) for number in row.get("episodeIds") or ())
        else:
            media = int(row.get("movieId") or 0)
            units = (media,)
        if not library.exists(media) or not units:
            raise ValueError("nothing in the library is named")
        return Target(media, units)
