"""The open failures of a stack: one a title, carried on when its replacement fails too."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5, uuid7

from ..store import JournalEntry
from .ledger import excused, rediagnosed
from .model import (
    AttemptOutcome,
    Blames,
    Diagnosis,
    Download,
    Failure,
    FailureClass,
    FailureState,
    Message,
    Step,
    TitleKey,
)

MEMORY = timedelta(days=7)
"""How long a title that was given up keeps its attempts: no new round after each grab."""


class FailureStore(Protocol):
    """Where failures are kept."""

    async def save(self, failure: Failure, steps: Sequence[JournalEntry] = ()) -> None:
        """Write a failure, durably, and with it the steps of its newest attempt."""

    async def get(self, failure_id: str) -> Failure | None:
        """Return a failure by its id."""

    async def open_ones(self) -> Sequence[Failure]:
        """Return all failures that something may still happen to."""

    async def recent_given_up(
        self, title_key: TitleKey, since: datetime
    ) -> Failure | None:
        """Return the newest given-up failure of a title since then."""

    async def find_by_download(self, download_id: str) -> Failure | None:
        """Return the newest failure that a download was part of."""


def correlation_of_grab(stack_id: str, download_id: str) -> str:
    """Return the correlation id of a story that starts with this grab."""
    return uuid5(NAMESPACE_URL, f"autoarr:{stack_id}:{download_id}").hex


def failure_downloads(failure: Failure) -> set[str]:
    """Return the ids of all downloads that belong to a failure, replacements included."""
    replacements = {
        attempt.download_id for attempt in failure.attempts if attempt.download_id
    }
    return {failure.download_id, *failure.past_downloads, *replacements}


class Casebook:
    """Opens, finds, changes and closes failures; what it returns is already stored."""

    def __init__(
        self,
        store: FailureStore,
        stack_id: str,
        clock: Callable[[], datetime],
        marked: Callable[[Failure], Failure] = lambda failure: failure,
    ) -> None:
        """Keep failures in store; the open ones in memory as well.

        Args:
            store: Where to keep them.
            stack_id: Whose they are.
            clock: The time.
            marked: Adds the name of the user's rule to a failure's evidence.
        """
        self._store = store
        self.marked = marked
        self.story_of: Callable[[str], str | None] = lambda download_id: None
        """Returns the story that a download continues: somebody asked for its title."""
        self._stack_id = stack_id
        self._clock = clock
        self._open: dict[str, Failure] = {}
        self._by_download: dict[str, str] = {}

    @property
    def open(self) -> Mapping[str, Failure]:
        """The open failures by id."""
        return MappingProxyType(self._open)

    async def load(self) -> None:
        """Read the open failures after a restart."""
        for failure in await self._store.open_ones():
            self._remember(failure)

    def retries(self) -> Iterator[tuple[str, str]]:
        """Yield the jobs made by retrying failed ones: new id and old id, oldest first."""
        for failure in self._open.values():
            for attempt in failure.attempts:
                if attempt.step is Step.RETRY_SAME and attempt.download_id:
                    yield attempt.download_id, attempt.replaces

    def of_download(self, download_id: str) -> Failure | None:
        """Return the open failure that a download caused or is to replace."""
        failure_id = self._by_download.get(download_id)
        return self._open.get(failure_id) if failure_id else None

    def of_title(self, key: TitleKey | None) -> Failure | None:
        """Return the open failure of a title."""
        if key is None:
            return None
        for failure in self._open.values():
            if failure.title_key and failure.title_key.overlaps(key):
                return failure
        return None

    def correlation_of(self, download_id: str) -> str:
        """Return the id of the story that a download belongs to."""
        failure = self.of_download(download_id)
        if failure:
            return failure.correlation_id
        return self.story_of(download_id) or correlation_of_grab(
            self._stack_id, download_id
        )

    async def find(self, failure_or_download_id: str) -> Failure | None:
        """Return a failure, open or not, by its own id or that of any of its downloads."""
        return (
            self._open.get(failure_or_download_id)
            or self.of_download(failure_or_download_id)
            or await self._store.get(failure_or_download_id)
            or await self._store.find_by_download(failure_or_download_id)
        )

    async def record(
        self,
        download: Download,
        diagnosis: Diagnosis,
        *,
        failed_at: datetime | None = None,
        state: FailureState = FailureState.NEW,
        reason: Message | None = None,
        indexer: str | None = None,
    ) -> Failure:
        """Open a failure for a download, or carry on that of its title."""
        known = self.of_download(download.id) or self.of_title(download.title_key)
        if known and download.id in known.past_downloads:
            # Late news of a release that another one has followed already.
            return known
        if known and known.title_key is None:
            known = await self._united(known, self.of_title(download.title_key))
        if known:
            carried_on = _carried_on(known, download, diagnosis)
            return await self.change(
                replace(
                    carried_on,
                    failed_at=failed_at or known.failed_at,
                    indexer=indexer or known.indexer,
                )
            )
        earlier = None
        if download.title_key:
            earlier = await self._store.recent_given_up(
                download.title_key, self._clock() - MEMORY
            )
        return await self.change(
            Failure(
                id=uuid7().hex,
                download_id=download.id,
                server_id=download.server_id,
                client_id=download.client_id,
                title=download.title,
                media=download.media,
                failure_class=diagnosis.failure_class,
                cause=diagnosis.cause,
                blames=diagnosis.blames,
                evidence=diagnosis.evidence,
                detected_at=self._clock(),
                state=state,
                correlation_id=(
                    earlier.correlation_id
                    if earlier
                    else self.correlation_of(download.id)
                ),
                first_step=diagnosis.first_step,
                failed_at=failed_at,
                title_key=download.title_key,
                attempts=earlier.attempts if earlier else (),
                reason=reason,
                resolved_at=None if state.is_open else self._clock(),
                indexer=indexer,
            )
        )

    async def _united(self, failure: Failure, of_title: Failure | None) -> Failure:
        """Return the one failure of a title that was not known to be that title's."""
        if of_title is None:
            return failure
        reason = Message(key="reason_same_title")
        await self.close(failure, FailureState.DISMISSED, reason)
        return of_title

    async def adopt(
        self, failure: Failure, download: Download, diagnosis: Diagnosis
    ) -> Failure:
        """Add to a failure what is known since its Sonarr or Radarr was read."""
        carried_on = _carried_on(failure, download, diagnosis)
        return await self.change(replace(carried_on, media=download.media))

    async def change(
        self, failure: Failure, steps: Sequence[JournalEntry] = ()
    ) -> Failure:
        """Store a changed failure; what is in memory changes before anything is awaited.

        So whoever reads a failure and changes it without awaiting in between cannot
        undo what somebody else found out meanwhile.

        Args:
            failure: As it is now.
            steps: What its newest attempt is about to do, stored together with it.

        Raises:
            StoreError: It could not be written; the failure is what it was.
        """
        failure = self.marked(failure)
        before = self._open.get(failure.id)
        if before == failure:
            return failure
        self._take(failure)
        try:
            await self._store.save(failure, steps)
        except BaseException:
            if self._open.get(failure.id) in (None, failure):
                self._forget(failure.id)
                if before:
                    self._remember(before)
            raise
        return failure

    def _take(self, failure: Failure) -> None:
        self._forget(failure.id)
        if failure.state.is_open:
            self._remember(failure)

    async def close(
        self, failure: Failure, state: FailureState, reason: Message | None = None
    ) -> Failure:
        """Close a failure for good."""
        return await self.change(
            replace(
                failure,
                state=state,
                reason=reason or failure.reason,
                resolved_at=self._clock(),
                next_step=None,
                next_attempt_at=None,
            )
        )

    async def acquit(self, failure: Failure, cause: Message) -> None:
        """Say of a failure that is over already that its release was not to blame."""
        known = None if failure.id in self._open else await self._store.get(failure.id)
        if (
            known is not None
            and known.download_id == failure.download_id
            and known.blames is Blames.RELEASE
        ):
            spoiled = FailureClass.ENVIRONMENT
            await self._store.save(
                replace(known, failure_class=spoiled, cause=cause, blames=Blames.SYSTEM)
            )

    async def reopen(self, failure: Failure) -> Failure:
        """Take a closed failure up again, because a person wants it."""
        return await self.change(
            replace(failure, state=FailureState.NEW, resolved_at=None, reason=None)
        )

    def _remember(self, failure: Failure) -> None:
        self._open[failure.id] = failure
        for download_id in failure_downloads(failure):
            self._by_download[download_id] = failure.id

    def _forget(self, failure_id: str) -> None:
        if self._open.pop(failure_id, None):
            self._by_download = {
                download_id: known
                for download_id, known in self._by_download.items()
                if known != failure_id
            }


def late(failure: Failure, download: Download, diagnosis: Diagnosis) -> Failure:
    """Return the failure that a title had before this one, as its late news tell it."""
    return replace(
        failure,
        download_id=download.id,
        title=download.title,
        failure_class=diagnosis.failure_class,
        cause=diagnosis.cause,
        blames=diagnosis.blames,
    )


def _carried_on(failure: Failure, download: Download, diagnosis: Diagnosis) -> Failure:
    """Return a failure with what is now known of it."""
    changed = replace(
        failure,
        title_key=failure.title_key or download.title_key,
        server_id=download.server_id or failure.server_id,
        client_id=download.client_id or failure.client_id,
    )
    if failure.download_id == download.id:
        media = download.media if download.title_key else failure.media
        return rediagnosed(replace(changed, media=media), diagnosis)
    attempts = tuple(
        replace(attempt, outcome=AttemptOutcome.FAILED)
        if attempt.download_id == download.id
        else attempt
        for attempt in failure.attempts
    )
    changed = replace(
        changed,
        failure_class=diagnosis.failure_class,
        cause=diagnosis.cause,
        blames=diagnosis.blames,
        evidence=diagnosis.evidence,
        first_step=diagnosis.first_step,
        download_id=download.id,
        past_downloads=(*failure.past_downloads, failure.download_id),
        title=download.title,
        media=download.media,
        attempts=attempts,
        state=FailureState.NEW if failure.state.is_open else failure.state,
        next_attempt_at=None,
        clock_left=None,
    )
    is_spoiled = diagnosis.failure_class is FailureClass.ENVIRONMENT
    return excused(changed) if is_spoiled else changed
