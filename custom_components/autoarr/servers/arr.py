"""What Sonarr and Radarr have in common about downloads: queue, history, imports.

The library, and the searches in it, are each app's own.
"""

from abc import abstractmethod
from asyncio import sleep
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import ClassVar, override

import aiohttp

from . import arr_release_wire, arr_wire
from .arr_app import ArrApp
from .arr_base import flags
from .base import Params, Timeouts
from .models import (
    BlocklistEntry,
    BlocklistPage,
    Command,
    HistoryRecord,
    ImportCandidate,
    QueuePage,
    Release,
    ServerInfo,
    Snapshot,
    StatusMessage,
)

PAGE_SIZE = 250
"""Small enough that decoding a page is never noticed."""
WATCHED = ("warning", "failed", "completed", "paused")
"""The states of the download client that can need help."""


class WatchedRow(Snapshot, frozen=True, gc=False, kw_only=True):
    """As much of a queue row as tells whether it needs help."""

    id: int
    download_id: str | None
    status: str
    tracked_status: str
    tracked_state: str
    messages: tuple[StatusMessage, ...]
    error_message: str


class Watch(Snapshot, frozen=True, gc=False, kw_only=True):
    """A fingerprint of the downloads that can need help: equal when nothing changed."""

    total: int
    """Rows in the watched states; rows of the whole queue when they cannot be told."""
    rows: tuple[WatchedRow, ...] = ()
    """The oldest page of them; none when the app cannot tell them from the others."""
    unknown: int = 0
    """Rows that the app cannot match, told apart only by apps too old to filter."""
    troubled: tuple[bool, ...] = ()
    """Errors, warnings, and both of unmatched rows: from such old apps only."""


class ArrClient(ArrApp):
    """Asks a Sonarr or Radarr about its downloads, and for all that it does."""

    _unknown_items: ClassVar[str]
    """The parameter without which unmatched downloads are left out of the queue."""
    _blocklist_filter: ClassVar[str]
    """The parameter that asks for the blocklist of one title."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        key: str,
        *,
        verify_ssl: bool = True,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Prepare to ask the app at url."""
        super().__init__(session, url, key, verify_ssl=verify_ssl, timeouts=timeouts)
        self._filters_status = True

    @override
    async def identify(self) -> ServerInfo:
        info = await super().identify()
        self._filters_status = True
        return info

    # The queue

    async def queue_page(self, page: int, page_size: int = PAGE_SIZE) -> QueuePage:
        """Read a page of the queue, counted from 1, oldest grabs first.

        A page beyond the end comes back as the last one, with its number.
        """
        answer = await self._read_queue(page, page_size)
        return QueuePage(
            page=answer.page,
            total=answer.total_records,
            rows=tuple(map(arr_wire.queue_row, answer.records)),
        )

    async def _read_queue(
        self, page: int, page_size: int, states: Iterable[str] = ()
    ) -> arr_wire.WireQueue:
        return await self._read(
            "api/v3/queue",
            arr_wire.QUEUE,
            params=[
                ("page", str(page)),
                ("pageSize", str(page_size)),
                # The order of grabbing: what is grabbed while pages are read comes last.
                ("sortKey", "added"),
                ("sortDirection", "ascending"),
                (self._unknown_items, "true"),
                *(("status", state) for state in states),
            ],
        )

    async def pages_of_queue(
        self, page_size: int = PAGE_SIZE
    ) -> AsyncIterator[QueuePage]:
        """Read the whole queue, page by page, letting others work in between.

        A row may come twice when the queue changes meanwhile.
        """
        number = 1
        while True:
            page = await self.queue_page(number, page_size)
            if page.page < number or not page.rows:
                return
            yield page
            if number * page_size >= page.total:
                return
            number += 1
            await sleep(0)

    async def watch(self) -> Watch:
        """Ask for the fingerprint of what can need help, with one small request."""
        if self._filters_status:
            answer = await self._read_queue(1, PAGE_SIZE, WATCHED)
            if all(row.status in WATCHED for row in answer.records):
                return Watch(
                    total=answer.total_records,
                    rows=tuple(map(_watched_row, answer.records)),
                )
            # Sonarr before 4.0.10 and such ignore the filter and send everything.
            self._filters_status = False
        status = await self._read("api/v3/queue/status", arr_wire.QUEUE_STATUS)
        return Watch(
            total=status.total_count,
            unknown=status.unknown_count,
            troubled=(
                status.errors,
                status.warnings,
                status.unknown_errors,
                status.unknown_warnings,
            ),
        )

    async def remove_from_queue(
        self,
        queue_id: int,
        *,
        remove_from_client: bool,
        blocklist: bool,
        skip_redownload: bool,
        change_category: bool = False,
    ) -> None:
        """Remove a download with all its rows.

        Args:
            queue_id: The id of any of its rows.
            remove_from_client: Remove it and its data from the download client as well.
            blocklist: Never grab the release again; without a grab in the history the
                app blocklists nothing.
            skip_redownload: With blocklist: do not search for another release.
            change_category: Instead of removing it from the client, mark it there as
                imported.

        Raises:
            NotFound: It has left the queue.
        """
        await self._request(
            "DELETE",
            f"api/v3/queue/{queue_id}",
            params=flags(
                removeFromClient=remove_from_client,
                blocklist=blocklist,
                skipRedownload=skip_redownload,
                changeCategory=change_category,
            ),
            timeout=self._timeouts.write,
        )

    # History and blocklist

    async def history_since(self, since: datetime) -> list[HistoryRecord]:
        """Read what happened at or after a time, to the second, oldest first."""
        date = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return await self._history_list("api/v3/history/since", [("date", date)])

    async def history_of(self, download_id: str) -> list[HistoryRecord]:
        """Read what happened to a download, oldest first."""
        records: list[HistoryRecord | None] = []
        page = 1
        while True:
            answer = await self._read(
                "api/v3/history",
                arr_wire.HISTORY,
                params=[
                    ("page", str(page)),
                    ("pageSize", str(PAGE_SIZE)),
                    ("sortKey", "date"),
                    ("sortDirection", "descending"),
                    ("downloadId", download_id),
                ],
            )
            records.extend(map(arr_wire.history_record, answer.records))
            if not answer.records or page * PAGE_SIZE >= answer.total_records:
                return _chronological(records)
            page += 1
            await sleep(0)

    @abstractmethod
    async def history_of_title(self, media_id: int) -> list[HistoryRecord]:
        """Read what happened to a film or series, oldest first."""

    @abstractmethod
    async def releases_in_place(self, media_id: int) -> frozenset[str]:
        """Read which releases the files of a film or series came as."""

    async def _releases_in_place(self, path: str, params: Params) -> frozenset[str]:
        files = await self._read(path, arr_wire.MEDIA_FILES, params=params)
        return frozenset(map(arr_wire.release_of_file, files)) - {""}

    async def _history_list(self, path: str, params: Params) -> list[HistoryRecord]:
        return _chronological(
            await self._read_long(
                path, arr_wire.HISTORY_LIST, arr_wire.history_record, params
            )
        )

    async def mark_failed(self, history_id: int) -> None:
        """Have the app treat a grab as failed: blocklist it and, when set, search again.

        Args:
            history_id: The id of the record of the grab.
        """
        await self._request(
            "POST", f"api/v3/history/failed/{history_id}", timeout=self._timeouts.write
        )

    async def blocklist_page(
        self, page: int = 1, page_size: int = PAGE_SIZE
    ) -> BlocklistPage:
        """Read a page of the blocklist, counted from 1, newest entries first."""
        answer = await self._read_blocklist(page, page_size)
        return BlocklistPage(
            page=answer.page,
            total=answer.total_records,
            entries=tuple(map(arr_wire.blocklist_entry, answer.records)),
        )

    async def _read_blocklist(
        self, page: int, page_size: int, only: Params = ()
    ) -> arr_wire.WireBlocklist:
        return await self._read(
            "api/v3/blocklist",
            arr_wire.BLOCKLIST,
            params=[
                ("page", str(page)),
                ("pageSize", str(page_size)),
                ("sortKey", "date"),
                ("sortDirection", "descending"),
                *only,
            ],
        )

    async def blocklist_of(self, media_id: int) -> tuple[BlocklistEntry, ...]:
        """Read the whole blocklist of one film or series, newest entries first."""
        entries: list[BlocklistEntry] = []
        page = 1
        while True:
            answer = await self._read_blocklist(
                page, PAGE_SIZE, [(self._blocklist_filter, str(media_id))]
            )
            entries.extend(map(arr_wire.blocklist_entry, answer.records))
            if not answer.records or page * PAGE_SIZE >= answer.total_records:
                break
            page += 1
            await sleep(0)
        # An app too old for the filter sends everything.
        return tuple(
            entry for entry in entries if media_id in (entry.movie_id, entry.series_id)
        )

    async def remove_blocklisted(self, ids: Iterable[int]) -> None:
        """Take entries back from the blocklist."""
        if entries := list(ids):
            await self._request(
                "DELETE",
                "api/v3/blocklist/bulk",
                json={"ids": entries},
                timeout=self._timeouts.write,
            )

    # Releases and imports by hand

    @abstractmethod
    async def releases(
        self, media_id: int, *, season: int | None = None, episode_id: int | None = None
    ) -> tuple[Release, ...]:
        """Have the app ask all its indexers now, and return what they have, best first.

        Rejected releases are among them. It takes seconds to minutes.

        Args:
            media_id: The film or series.
            season: Of a series: look for a whole season.
            episode_id: Of a series: look for one episode.

        Raises:
            ValueError: Neither season nor episode of a series was given.
        """

    async def _releases(self, params: Params) -> tuple[Release, ...]:
        wires = await self._read(
            "api/v3/release",
            arr_release_wire.RELEASES,
            params=params,
            timeout=self._timeouts.search,
        )
        return tuple(map(arr_release_wire.release, wires))

    async def grab(self, release: Release) -> None:
        """Have the app grab a release that it found, though it may have rejected it.

        Raises:
            NotFound: The app found it too long ago (half an hour), or was restarted.
            Rejected: The indexer does not hand it out.
        """
        await self._request(
            "POST",
            "api/v3/release",
            json={"guid": release.guid, "indexerId": release.indexer_id},
            timeout=self._timeouts.search,
        )

    async def import_candidates(self, download_id: str) -> tuple[ImportCandidate, ...]:
        """Read which files of a finished download could be imported by hand."""
        wires = await self._read(
            "api/v3/manualimport",
            arr_release_wire.IMPORT_CANDIDATES,
            params=[("downloadId", download_id)],
            timeout=self._timeouts.library,
        )
        return tuple(map(arr_release_wire.import_candidate, wires))

    async def import_files(self, candidates: Iterable[ImportCandidate]) -> Command:
        """Have the app import files as what the candidates say they are.

        The app asks no questions: rejections do not stop it.
        """
        files = [arr_release_wire.file_to_import(each) for each in candidates]
        return await self._command("ManualImport", importMode="auto", files=files)

    # Commands

    async def command(self, command_id: int) -> Command:
        """Read how far a command is; the app forgets it five minutes after its end.

        Raises:
            NotFound: It was forgotten.
        """
        return arr_wire.command(
            await self._read(f"api/v3/command/{command_id}", arr_wire.COMMAND)
        )

    async def commands(self) -> list[Command]:
        """Read what the app is doing, is to do, and did in the last five minutes."""
        wires = await self._read("api/v3/command", arr_wire.COMMANDS)
        return [arr_wire.command(wire) for wire in wires]

    async def refresh_monitored_downloads(self) -> Command:
        """Have the app look at its download clients now."""
        return await self._command("RefreshMonitoredDownloads")

    async def install_update(self) -> Command:
        """Have the app update itself, which restarts it."""
        return await self._command("ApplicationUpdate")

    @abstractmethod
    async def search_missing(self) -> Command:
        """Have the app search for everything that is missing: many indexer calls."""


def _watched_row(wire: arr_wire.WireQueueRow) -> WatchedRow:
    row = arr_wire.queue_row(wire)
    return WatchedRow(
        id=row.id,
        download_id=row.download_id,
        status=row.status,
        tracked_status=row.tracked_status,
        tracked_state=row.tracked_state,
        messages=row.messages,
        error_message=row.error_message,
    )


def _chronological(found: Iterable[HistoryRecord | None]) -> list[HistoryRecord]:
    records = [record for record in found if record is not None]
    records.sort(key=lambda record: (record.date, record.id))
    return records
