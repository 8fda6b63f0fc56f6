"""What Sonarr and Radarr have in common: queue, history, blocklist, imports, health.

The library, and the searches in it, are each app's own.
"""

from asyncio import sleep
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import ClassVar, override

import aiohttp

from . import arr_release_wire, arr_wire
from .arr_base import ArrConnection
from .base import (
    AlreadyAdded,
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    Params,
    Rejected,
    ServerFault,
    Timeouts,
)
from .models import (
    AppUpdate,
    BlocklistEntry,
    BlocklistPage,
    Command,
    DownloadClient,
    DownloadHandling,
    Found,
    HealthCheck,
    HistoryRecord,
    ImportCandidate,
    Movie,
    NewTitle,
    QualityProfile,
    QueuePage,
    Release,
    RootFolder,
    Series,
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


class ArrClient(ArrConnection):
    """Asks a Sonarr or Radarr."""

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
            params=_flags(
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

    async def history_of_title(self, media_id: int) -> list[HistoryRecord]:
        """Read what happened to a film or series, oldest first."""
        raise NotImplementedError

    async def releases_in_place(self, media_id: int) -> frozenset[str]:
        """Read which releases the files of a film or series came as."""
        raise NotImplementedError

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
        raise NotImplementedError

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

    # The app itself

    async def library(self) -> tuple[Movie | Series, ...]:
        """Read all titles that the app looks after: megabytes, so not on a timer."""
        raise NotImplementedError

    async def title(self, media_id: int) -> Movie | Series:
        """Read one film or series.

        Raises:
            NotFound: The app has no such title (any more).
        """
        raise NotImplementedError

    async def look_up(self, term: str) -> tuple[Found, ...]:
        """Have the app ask its metadata service for titles, best first.

        Args:
            term: Words of the title; or an exact id, as `tmdb:603` and `tvdb:81189`.

        Raises:
            ServerBusy: The metadata service does not answer.
        """
        raise NotImplementedError

    async def add(self, found: Found, wish: NewTitle) -> int:
        """Add a title to the library, search for nothing, and return its id there.

        Raises:
            AlreadyAdded: It is there.
            NoSuchRootFolder: The app does not know the folder.
            NoSuchProfile: The app does not know the quality profile.
            Rejected: The app refused for another reason.
        """
        raise NotImplementedError

    async def _add(self, path: str, title: dict[str, object]) -> int:
        try:
            body = await self._request(
                "POST", path, json=title, timeout=self._timeouts.library
            )
        except Rejected as err:
            raise refusal(err) from err
        return self._decoded(arr_wire.ADDED, body).id

    async def find(self, external_id: int) -> Movie | Series | None:
        """Read the title with an id at TMDB (films) or TheTVDB, if it is in the library."""
        raise NotImplementedError

    async def monitor(self, media_id: int, *, wanted: bool = True) -> None:
        """Let the app look for a title by itself, or not; of a series, for its parts."""
        raise NotImplementedError

    async def delete_title(self, media_id: int, *, files: bool) -> None:
        """Take a title out of the library, with its files or without them.

        Raises:
            NotFound: It is not there (any more).
        """
        raise NotImplementedError

    async def _delete(self, path: str, *, files: bool) -> None:
        try:
            await self._request(
                "DELETE",
                path,
                params=_flags(deleteFiles=files),
                timeout=self._timeouts.library,
            )
        except ServerFault as err:
            # Of a title that is not there, the apps say that a query failed.
            raise NotFound(f"DELETE {path}: not there") from err

    async def refresh_title(self, media_id: int) -> Command:
        """Have the app read a title's metadata again, and look at its folder."""
        raise NotImplementedError

    async def profiles(self) -> tuple[QualityProfile, ...]:
        """Read the quality profiles."""
        wires = await self._read("api/v3/qualityprofile", arr_release_wire.PROFILES)
        return tuple(map(arr_release_wire.profile, wires))

    async def set_profile(self, media_id: int, profile_id: int) -> None:
        """Give a title another quality profile, and change nothing else of it."""
        raise NotImplementedError

    async def health(self) -> tuple[HealthCheck, ...]:
        """Read what the app complains about."""
        wires = await self._read("api/v3/health", arr_wire.HEALTH)
        return tuple(map(arr_wire.health_check, wires))

    async def root_folders(self) -> tuple[RootFolder, ...]:
        """Read the folders of the library and the space left there."""
        wires = await self._read("api/v3/rootfolder", arr_wire.ROOT_FOLDERS)
        return tuple(map(arr_wire.root_folder, wires))

    async def tags(self) -> dict[int, str]:
        """Read the labels of all tags, by their ids."""
        wires = await self._read("api/v3/tag", arr_wire.TAGS)
        return {wire.id: wire.label for wire in wires}

    async def missing_count(self) -> int:
        """Count what is monitored and missing; with Radarr, the unreleased included."""
        return await self._count("api/v3/wanted/missing")

    async def cutoff_count(self) -> int:
        """Count what is monitored and there, in a quality below the cutoff."""
        return await self._count("api/v3/wanted/cutoff")

    async def _count(self, path: str) -> int:
        answer = await self._read(
            path,
            arr_wire.COUNT,
            params=[("page", "1"), ("pageSize", "1"), ("monitored", "true")],
        )
        return answer.total_records

    async def download_handling(self) -> DownloadHandling:
        """Read whether the app imports by itself, and searches again after a failure."""
        return arr_wire.download_handling(
            await self._read("api/v3/config/downloadclient", arr_wire.DOWNLOAD_HANDLING)
        )

    async def download_clients(self) -> tuple[DownloadClient, ...]:
        """Read which download clients the app uses, disabled ones included."""
        wires = await self._read("api/v3/downloadclient", arr_wire.DOWNLOAD_CLIENTS)
        return tuple(map(arr_wire.download_client, wires))

    async def latest_update(self) -> AppUpdate | None:
        """Read the newest release that the app offers, which it may already be."""
        return arr_wire.newest_update(
            await self._read("api/v3/update", arr_wire.UPDATES)
        )

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

    async def search_missing(self) -> Command:
        """Have the app search for everything that is missing: many indexer calls."""
        raise NotImplementedError


def refusal(err: Rejected) -> Rejected:
    """Return what it means that an app refused a new title.

    The texts are in English in every app: only its pages are translated.
    """
    said = " ".join(err.reasons).lower()
    if "already been added" in said or "already configured for" in said:
        return AlreadyAdded(*err.reasons)
    if "root folder" in said:
        return NoSuchRootFolder(*err.reasons)
    if "quality profile" in said:
        return NoSuchProfile(*err.reasons)
    return err


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


def _flags(**values: bool) -> Params:
    return [(name, "true" if value else "false") for name, value in values.items()]
