"""The downloads loop of an app: what it sees in its client, and what it makes of it.

Every poll goes through the same steps: completed downloads are checked and imported,
failed ones are recorded, blocked, removed and searched again. Nothing else changes a
download's state.
"""

import asyncio
from collections.abc import Callable

from simulator.arr.client import ClientDown, ClientItem, ItemStatus, Sabnzbd
from simulator.arr.core import Core
from simulator.arr.history import Event, History, HistoryRow
from simulator.arr.importer import Importer, typed
from simulator.arr.imports import decide, output_folder
from simulator.arr.library import Target
from simulator.arr.parsing import quality_id, release_group
from simulator.arr.tracked import Pending, State, Tracked

_FAILED = "Failed download detected"
_MAX_FINISHED = 20_000


class Downloads:
    """All downloads of one app."""

    def __init__(
        self, core: Core, history: History, search_again: Callable[[Target], None]
    ) -> None:
        """Start with an empty queue.

        Args:
            core: The app.
            history: Its history and blocklist.
            search_again: Called for what failed, where the app is to search.
        """
        self.core = core
        self.history = history
        self.tracked: dict[str, Tracked] = {}
        self.pending: list[Pending] = []
        self.client_error: str | None = None
        self.unmapped: str | None = None
        self.importer = Importer(core, history)
        self._search_again = search_again
        self._finished: dict[str, State] = {}
        self._lock = asyncio.Lock()

    def client(self) -> Sabnzbd | None:
        """Return the connection to the client that is configured."""
        if (settings := self.core.client) is None:
            return None
        return Sabnzbd(settings, self.core.session())

    # -- polling -------------------------------------------------------------------

    async def refresh(self) -> None:
        """Poll the client once and act on what it says."""
        async with self._lock:
            before = self._signature()
            await self._poll()
            if self._signature() != before:
                self.changed()

    def forget(self) -> None:
        """Lose what is only in memory, as when the app ends."""
        self._keep(set())

    def changed(self) -> None:
        """Tell subscribers to read the queue again."""
        self.core.hub.changed("queue")
        self.core.hub.changed("queue/details")

    def _signature(self) -> list[tuple[str, State, str, float]]:
        return [
            (key, tracked.state, tracked.item.status, tracked.item.left)
            for key, tracked in self.tracked.items()
        ]

    async def _poll(self) -> None:
        if (client := self.client()) is None:
            self._keep(set())
            return
        try:
            items = await client.items()
        except ClientDown as err:
            if self.client_error is None:
                self.core.hub.changed("health")
            self.client_error = str(err)
            self._keep(set())
            return
        if self.client_error is not None:
            self.client_error = None
            self.core.hub.changed("health")
        self._keep({item.id for item in items})
        self.unmapped = None
        for item in items:
            if (tracked := self._track(item)) is not None:
                await self._process(tracked, client)

    def _keep(self, seen: set[str]) -> None:
        self.tracked = {
            key: tracked
            for key, tracked in self.tracked.items()
            if tracked.synthetic or key in seen
        }

    def _track(self, item: ClientItem) -> Tracked | None:
        if item.id in self._finished:
            return None
        if (tracked := self.tracked.get(item.id)) is not None:
            tracked.item = item
            if tracked.target is None:
                tracked.target = self.core.library.recognise(item.title)
            elif not self.core.library.exists(tracked.target.media_id):
                tracked.target = None
            return tracked
        grab = self.history.grab(item.id)
        target = self.core.library.recognise(item.title)
        if grab is not None:
            target = grab.target
        named = quality_id(item.title, sonarr=self.core.name == "Sonarr")
        tracked = Tracked(item, target, grab, grab.quality_id if grab else named)
        self.tracked[item.id] = tracked
        return tracked

    async def _process(self, tracked: Tracked, client: Sabnzbd) -> None:
        if tracked.state in {State.DOWNLOADING, State.IMPORT_BLOCKED}:
            match tracked.item.status:
                case ItemStatus.COMPLETED:
                    self._check_completed(tracked)
                case ItemStatus.FAILED if tracked.state is State.DOWNLOADING:
                    self._check_failed(tracked)
        if tracked.state is State.FAILED_PENDING:
            await self._fail(tracked, client)
        elif tracked.state is State.IMPORT_PENDING:
            await self._import(tracked, client)

    def _finish(self, tracked: Tracked, state: State) -> None:
        tracked.state = state
        self.tracked.pop(tracked.item.id, None)
        self.close(tracked.item.id, state)

    def close(self, download_id: str, state: State) -> None:
        """Remember how a download ended, so that it is not tracked again."""
        self._finished[download_id] = state
        if len(self._finished) > _MAX_FINISHED:
            self._finished.pop(next(iter(self._finished)))

    # -- completed -----------------------------------------------------------------

    def _check_completed(self, tracked: Tracked) -> None:
        config = self.core.settings.config["downloadclient"]
        if not config["enableCompletedDownloadHandling"]:
            return
        if not tracked.item.path:
            tracked.warn("Download doesn't contain intermediate path, Skipping.")
            return
        path = self.core.local(tracked.item.path)
        if not path.startswith("/"):
            tracked.warn(
                f"[{path}] is not a valid local path. "
                "You may need a Remote Path Mapping."
            )
            return
        blocked = self._unrecognised(tracked)
        if blocked is not None:
            tracked.warn(blocked)
            tracked.state = State.IMPORT_BLOCKED
            return
        tracked.state = State.IMPORT_PENDING

    def _unrecognised(self, tracked: Tracked) -> str | None:
        if self.core.library.recognise(tracked.item.title) is not None:
            return None
        sonarr = self.core.name == "Sonarr"
        grab = tracked.grab
        if grab is None or not self.core.library.exists(grab.target.media_id):
            return (
                "Series title mismatch; automatic import is not possible. Check the "
                "download troubleshooting entry on the wiki for common causes."
                if sonarr
                else "Movie title mismatch, automatic import is not possible. "
                "Manual Import required."
            )
        by_id = (
            grab.data.get("seriesMatchType") or grab.data.get("movieMatchType")
        ) == "Id"
        if not by_id or grab.data.get("releaseSource") == "InteractiveSearch":
            return None
        return (
            "Found matching series via grab history, but release was matched to "
            "series by ID. Automatic import is not possible. See the FAQ for details."
            if sonarr
            else "Found matching movie via grab history, but release was matched to "
            "movie by ID. Manual Import required."
        )

    async def _import(self, tracked: Tracked, client: Sabnzbd) -> None:
        if (target := tracked.target) is None or tracked.item.path is None:
            tracked.warn("Unable to parse download, automatic import is not possible.")
            tracked.state = State.IMPORT_BLOCKED
            return
        path = output_folder(self.core.local(tracked.item.path), tracked.item.title)
        decisions = decide(
            self.core,
            target,
            path,
            size=tracked.item.size,
            quality_id=tracked.quality_id,
            indexer=tracked.indexer,
            imported=self.history.imported(tracked.item.id),
        )
        if not decisions:
            if decisions is None:
                self.unmapped = path
            tracked.warn(f"No files found are eligible for import in {path}")
            return
        if any(decision.fails for decision in decisions):
            tracked.warn(*decisions[0].rejections, level="error")
            tracked.state = State.FAILED_PENDING
            await self._fail(tracked, client)
            return
        if len(decisions) == 1 and decisions[0].rejections and not decisions[0].local:
            tracked.warn(*decisions[0].rejections)
            return
        done = self.importer.take(target, decisions, tracked)
        if done >= max(1, len(target.units)):
            await self._imported(tracked, client)
            return
        many = "episodes" if self.core.name == "Sonarr" else "movies"
        tail = " from the release" if self.core.name == "Sonarr" else ""
        tracked.level = "warning"
        tracked.messages = [
            {
                "title": f"One or more {many} expected in this release were "
                f"not imported or missing{tail}",
                "messages": [],
            },
            *(
                {"title": decision.name, "messages": list(decision.rejections)}
                for decision in decisions
                if decision.rejections
            ),
        ]
        tracked.state = State.IMPORT_BLOCKED

    async def _imported(self, tracked: Tracked, client: Sabnzbd) -> None:
        self._finish(tracked, State.IMPORTED)
        if (settings := self.core.client) and settings["removeCompletedDownloads"]:
            await _quietly_remove(client, tracked.item)

    def settle_manual(self, download_id: str, target: Target) -> ClientItem | None:
        """Close a download whose files were all imported by hand."""
        tracked = self.tracked.get(download_id)
        if tracked is None:
            return None
        wanted = tracked.target or target
        if all(self.core.library.file(unit) is not None for unit in wanted.units):
            self._finish(tracked, State.IMPORTED)
            self.changed()
            return tracked.item
        return None

    # -- failed --------------------------------------------------------------------

    def _check_failed(self, tracked: Tracked) -> None:
        if tracked.grab is None:
            name = self.core.name
            tracked.warn(
                f"Download has failed wasn't grabbed by {name}, "
                "skipping automatic download handling"
            )
            return
        tracked.state = State.FAILED_PENDING

    async def _fail(self, tracked: Tracked, client: Sabnzbd) -> None:
        if (grab := tracked.grab) is None:
            return
        message = tracked.item.message or _FAILED
        if tracked.item.status is not ItemStatus.FAILED:
            message = _FAILED
        self._finish(tracked, State.FAILED)
        self.record_failure(grab, message, skip_redownload=False)
        if (settings := self.core.client) and settings["removeFailedDownloads"]:
            await _quietly_remove(client, tracked.item)

    def record_failure(
        self, grab: HistoryRow, message: str, *, skip_redownload: bool
    ) -> None:
        """Write down a failure, block its release and, where wanted, search again."""
        core = self.core
        self._write_failure(grab, message)
        core.counters.failures += 1
        core.counters.blocklistings += 1
        config = core.settings.config["downloadclient"]
        interactive = grab.data.get("releaseSource") == "InteractiveSearch"
        if skip_redownload or not config["autoRedownloadFailed"]:
            return
        if interactive and not config["autoRedownloadFailedFromInteractiveSearch"]:
            return
        if core.library.exists(grab.target.media_id):
            self._search_again(grab.target)

    def record_old_failure(self, download_id: str, message: str, date: float) -> None:
        """Write down a failure of long ago; nothing follows from it."""
        if (grab := self.history.grab(download_id)) is not None:
            self._write_failure(grab, message, date)

    def _write_failure(
        self, grab: HistoryRow, message: str, date: float | None = None
    ) -> None:
        data: dict[str, str | None] = {
            "downloadClient": "Sabnzbd",
            "downloadClientName": "SABnzbd",
            "message": message,
            "releaseGroup": grab.data.get("releaseGroup"),
            "size": grab.data.get("size"),
        }
        if self.core.name == "Radarr":
            data["indexer"] = grab.data.get("indexer")
        self.history.record(
            Event.FAILED,
            grab.target,
            source_title=grab.source_title,
            quality_id=grab.quality_id,
            download_id=grab.download_id,
            data=data,
            date=date,
        )
        self.history.block(
            grab.target,
            source_title=grab.source_title,
            quality_id=grab.quality_id,
            indexer=str(grab.data.get("indexer") or ""),
            message=message,
            date=date,
        )

    # -- by hand -------------------------------------------------------------------

    async def drop(
        self,
        tracked: Tracked,
        *,
        remove_from_client: bool,
        blocklist: bool,
        skip_redownload: bool,
    ) -> None:
        """Remove a download as the queue's buttons do.

        Raises:
            ClientDown: The client was to delete it and did not answer.
        """
        download_id = tracked.item.id
        state: State | None = None
        if remove_from_client and not tracked.synthetic:
            if (client := self.client()) is None:
                raise ClientDown("no download client")
            await client.remove(tracked.item)
        self.core.counters.removals += 1
        self.tracked.pop(download_id, None)
        if blocklist and tracked.grab is not None:
            state = State.FAILED
        elif not remove_from_client and not blocklist and tracked.target is not None:
            state = State.IGNORED
            self._ignore(tracked, tracked.target)
        if state is not None:
            self._finish(tracked, state)
        if blocklist and tracked.grab is not None:
            self.record_failure(
                tracked.grab,
                "Manually marked as failed",
                skip_redownload=skip_redownload,
            )
        self.changed()

    def _ignore(self, tracked: Tracked, target: Target) -> None:
        self.history.record(
            Event.IGNORED,
            target,
            source_title=tracked.item.title,
            quality_id=tracked.quality_id,
            download_id=tracked.item.id,
            data=typed(
                self.core.library,
                target,
                {
                    "downloadClient": "Sabnzbd",
                    "downloadClientName": "SABnzbd",
                    "message": "Manually ignored",
                    "releaseGroup": release_group(tracked.item.title),
                    "size": str(int(tracked.item.size)),
                },
            ),
        )

    def mark_failed(self, grab: HistoryRow) -> None:
        """Mark a grab as failed after the fact, as history's button does."""
        if (tracked := self.tracked.get(grab.download_id)) is not None:
            self._finish(tracked, State.FAILED)
        self.record_failure(grab, "Manually marked as failed", skip_redownload=False)
        self.changed()


async def _quietly_remove(client: Sabnzbd, item: ClientItem) -> None:
    try:
        await client.remove(item)
    except ClientDown:
        return
