"""What a change means for people: a failure opened, a download done, or old news."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid7

from homeassistant.util import dt as dt_util

from ..activity import ActivityKind, Severity
from ..const import LOGGER
from ..downloads.casebook import late
from ..downloads.diagnosis import diagnose, is_marked_by_hand
from ..downloads.held import CLEARED
from ..downloads.joined import failed_in_client
from ..downloads.model import (
    Blames,
    Change,
    Diagnosis,
    Download,
    DownloadStatus,
    Facts,
    Failure,
    FailureClass,
    FailureState,
    Message,
    Outcome,
)
from ..downloads.recovery import REMOVED_ELSEWHERE, TAKEN_AWAY
from ..store import FinishedDownload, Mark, StoreError
from .situations import CLOCK_SKEW

if TYPE_CHECKING:
    from .stack import Engine

LATE_RECORD = timedelta(minutes=15)
"""How long after SABnzbd Sonarr or Radarr may record the same failure."""
OWNER_PATIENCE = timedelta(seconds=60)
"""How long a failed job may wait for the Sonarr or Radarr that grabbed it to say so."""


class Reporter:
    """Takes the tracker's changes, tells what happened, and keeps the casebook."""

    def __init__(self, engine: Engine) -> None:
        """Report for one stack."""
        self._engine = engine
        self._waiting: deque[tuple[Change, Mark | None]] = deque()
        self._owner_unknown: dict[str, datetime] = {}

    async def take(self, changes: Iterable[Change], mark: Mark | None) -> None:
        """Report changes; mark is how far the server had been read before.

        What cannot be stored now waits, in order, and is reported later.

        Raises:
            StoreError: Something could not be written.
        """
        self._waiting.extend((change, mark) for change in changes)
        while self._waiting:
            change, before = self._waiting[0]
            try:
                await self._report(change, before)
            except StoreError:
                raise
            except Exception:  # noqa: BLE001 - it would hold up all news after it for ever
                LOGGER.exception("%s could not be reported", change.download.title)
            self._waiting.popleft()

    async def look_again(self) -> None:
        """Judge those once more whose owner was not known when they failed."""
        for download_id in tuple(self._owner_unknown):
            download = self._engine.tracker.download(download_id)
            if download is None:
                del self._owner_unknown[download_id]
            else:
                await self._judge(download, self._engine.tracker.facts(download_id))

    def waits_for_owner(self, download_id: str) -> bool:
        """Return whether a failure is told only once its owner is known."""
        return download_id in self._owner_unknown

    async def _report(self, change: Change, mark: Mark | None) -> None:
        seen_failing = change.download.id in self._owner_unknown
        if change.baseline and not seen_failing and _is_old(change.facts, mark):
            if mark is None:
                await self._store_silently(change)
            return
        download = change.download
        outcome = download.outcome if change.ended else None
        if outcome and outcome is not Outcome.FAILED:
            recorded = (
                change.baseline
                and await self._engine.store.downloads.is_recorded(download.id, outcome)
            )
            # Home Assistant may have been killed before it knew how far it had read.
            if not recorded:
                await self._tell_end(download, outcome)
        await self._judge(download, change.facts)

    async def _tell_end(self, download: Download, outcome: Outcome) -> None:
        if outcome is Outcome.IMPORTED:
            await self._tell_import(download)
        else:
            await self._record(download, outcome)

    async def _store_silently(self, change: Change) -> None:
        diagnosis = diagnose(change.facts)
        if diagnosis is None or diagnosis.failure_class is FailureClass.WAITING:
            return
        download = change.download
        known = await self._engine.store.failures.find_by_download(download.id)
        if known:
            if download.title_key and known.title_key is None:
                # SABnzbd was read first; now the app that grabbed it was read as well.
                await self._engine.casebook.adopt(known, download, diagnosis)
            return
        await self._engine.casebook.record(
            download,
            diagnosis,
            failed_at=change.facts.failed_at,
            state=FailureState.DISMISSED,
            reason=Message(key="reason_baseline"),
            indexer=_indexer(change.facts),
        )
        self._engine.old_failures += 1

    async def _judge(self, download: Download, facts: Facts) -> None:
        casebook = self._engine.casebook
        diagnosis = diagnose(facts)
        if diagnosis is None:
            self._owner_unknown.pop(download.id, None)
            return
        if self._must_wait_for_owner(facts):
            return
        known = casebook.of_download(download.id)
        if known is None and self._is_held_up_like_another(facts, diagnosis):
            return
        if known is None and await self._is_settled(download, facts, diagnosis):
            return
        if await self._is_followed(download, diagnosis):
            return
        failure = await casebook.record(
            download, diagnosis, failed_at=facts.failed_at, indexer=_indexer(facts)
        )
        if known is None or known.download_id != failure.download_id:
            await self._engine.conductor.saw_failure(failure)
            await self._tell_failure(download, failure)

    async def _is_followed(self, download: Download, diagnosis: Diagnosis) -> bool:
        """Return whether these are late news of a release that another one followed.

        That one, and what it follows, is nobody's to look at but for blame: the system
        may have spoiled it, and the app have blocklisted it.
        """
        casebook, conductor = self._engine.casebook, self._engine.conductor
        of_title = casebook.of_title(download.title_key)
        known = casebook.of_download(download.id) or of_title
        if known and known.title_key is None:
            known = of_title
        if known is None or known.download_id == download.id:
            return False
        if download.id in known.past_downloads:
            await conductor.leave(late(known, download, diagnosis))
            return True
        await conductor.leave(known)
        return False

    def _was_marked_by_a_person(self, facts: Facts) -> bool:
        """Return whether somebody blamed a release in Sonarr or Radarr.

        Who removes a download and wants another one through AutoArr gets one.
        """
        return (
            facts.app_failed is not None
            and is_marked_by_hand(facts.app_failed)
            and not self._engine.orders.wants_another(facts.download_id)
        )

    async def _is_settled(
        self, download: Download, facts: Facts, diagnosis: Diagnosis
    ) -> bool:
        """Return whether nothing more is to be done about what has no open failure."""
        earlier = await self._engine.store.failures.find_by_download(download.id)
        if not self._was_marked_by_a_person(facts):
            return earlier is not None and not _is_news(facts, earlier)
        if earlier is not None:
            return True
        if failed_in_client(facts):
            return False
        await self._store_as_decided(download, facts, diagnosis)
        return True

    async def _store_as_decided(
        self, download: Download, facts: Facts, diagnosis: Diagnosis
    ) -> None:
        """Keep what a person did away with; nobody needs to be told or helped."""
        if not self._engine.conductor.executor.removed(download.id):
            evidence = (TAKEN_AWAY, *diagnosis.evidence)
            diagnosis = replace(diagnosis, evidence=evidence)
        failure = await self._engine.casebook.record(
            download,
            diagnosis,
            failed_at=facts.failed_at,
            state=FailureState.DISMISSED,
            reason=Message(key=REMOVED_ELSEWHERE),
            indexer=_indexer(facts),
        )
        if not failure.state.is_open:
            await self._record(download, Outcome.FAILED, failure)

    def _is_held_up_like_another(self, facts: Facts, diagnosis: Diagnosis) -> bool:
        """Return whether a job only waits for what was told with another of its client.

        A full disk is one trouble, however many jobs it holds up.
        """
        return (
            facts.job is not None
            and diagnosis.failure_class is FailureClass.ENVIRONMENT
            and any(
                failure.client_id == facts.client_id
                and failure.failure_class is FailureClass.ENVIRONMENT
                and failure.cause.key == diagnosis.cause.key
                for failure in self._engine.failures.values()
            )
        )

    def _must_wait_for_owner(self, facts: Facts) -> bool:
        """A job may fail before the app that grabbed it was read; that app may tell more."""
        download_id = facts.download_id
        if facts.grabbed or facts.ownership_known or not self._engine.has_owners:
            self._owner_unknown.pop(download_id, None)
            return False
        since = self._owner_unknown.setdefault(download_id, dt_util.utcnow())
        return dt_util.utcnow() - since < OWNER_PATIENCE

    async def _tell_failure(self, download: Download, failure: Failure) -> None:
        engine = self._engine
        if failure.failure_class is FailureClass.WAITING:
            return
        if download.status is DownloadStatus.FAILED:
            await self._record(download, Outcome.FAILED, failure)
        event = _event_of(download, failure)
        engine.feed.tell(
            ActivityKind.DOWNLOAD,
            Message(
                key=f"activity_{event}",
                placeholders={
                    "title": failure.title,
                    "cause": engine.phrases.words(failure.cause),
                },
            ),
            event=event,
            severity=(
                Severity.WARNING if failure.blames is Blames.NOBODY else Severity.ERROR
            ),
            server_id=failure.server_id or failure.client_id,
            title=failure.title,
            correlation_id=failure.correlation_id,
            data=engine.shaper.failure(failure, for_event=True),
        )
        await engine.count("failed")

    async def _tell_import(self, download: Download) -> None:
        engine = self._engine
        engine.conductor.saw_success(download.id)
        await self._close_given_up(download)
        # Recorded and told in one go: neither is on disk without the other.
        await self._record(download, Outcome.IMPORTED)
        correlation_id = engine.casebook.correlation_of(download.id)
        failure = engine.casebook.of_download(download.id)
        engine.feed.tell(
            ActivityKind.DOWNLOAD,
            Message(
                key="activity_download_completed",
                placeholders={"title": download.title},
            ),
            event="download_completed",
            severity=Severity.SUCCESS,
            server_id=download.server_id or download.client_id,
            title=download.title,
            correlation_id=correlation_id,
            data=engine.shaper.download(
                download, failure.id if failure else None, correlation_id
            ),
        )

    async def _close_given_up(self, download: Download) -> None:
        """Let nobody be asked any more about a title that is here after all."""
        engine, key = self._engine, download.title_key
        for failure in tuple(engine.given_up.values()):
            if key and failure.title_key and failure.title_key.overlaps(key):
                await engine.casebook.close(
                    failure, FailureState.RECOVERED, Message(key="reason_imported")
                )
                engine.given_up.pop(failure.id, None)

    async def _record(
        self, download: Download, outcome: Outcome, failure: Failure | None = None
    ) -> None:
        engine = self._engine
        record = engine.tracker.facts(download.id).record
        await engine.store.downloads.record(
            FinishedDownload(
                id=uuid7().hex,
                download_id=download.id,
                server_id=download.server_id,
                client_id=download.client_id,
                title=download.title,
                media=download.media,
                outcome=outcome,
                at=dt_util.utcnow(),
                size=download.size,
                quality=download.quality,
                failure_class=failure.failure_class if failure else None,
                cause=engine.phrases.words(failure.cause) if failure else None,
                correlation_id=engine.casebook.correlation_of(download.id),
                providers=record.providers if record else {},
            )
        )


def _indexer(facts: Facts) -> str | None:
    """Return where the release was found, as far as its app said so."""
    told = (facts.grab, *facts.rows)
    return next((each.indexer for each in told if each and each.indexer), None)


def _is_old(facts: Facts, mark: Mark | None) -> bool:
    """Return whether what a first reading shows had happened before AutoArr last looked."""
    if mark is None:
        return True
    at = facts.ended_at
    return at is not None and mark.history_at is not None and at <= mark.history_at


def _is_news(facts: Facts, closed: Failure) -> bool:
    """Return whether a download failed once more after its failure was closed."""
    if closed.reason and closed.reason.key == CLEARED:
        return True
    if facts.failed_at is None:
        return False
    if closed.failed_at is None:
        # It was closed before it had failed for good; the clocks are two.
        closed_at = closed.resolved_at or closed.detected_at
        return facts.failed_at > closed_at - CLOCK_SKEW
    return facts.failed_at > closed.failed_at + LATE_RECORD


def _event_of(download: Download, failure: Failure) -> str:
    if (
        failure.failure_class is FailureClass.STALLED
        or download.status is DownloadStatus.STALLED
    ):
        return "download_stalled"
    if download.status is DownloadStatus.IMPORT_BLOCKED or (
        failure.blames is Blames.NOBODY
        and failure.failure_class is not FailureClass.UNOWNED
        and download.status is not DownloadStatus.FAILED
    ):
        return "download_blocked"
    return "download_failed"
