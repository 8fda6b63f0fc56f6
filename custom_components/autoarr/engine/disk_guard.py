"""Holds SABnzbd while a disk is full, and lets it go on when there is room again."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid7

from ..activity import ActivityKind, JsonValue, Severity
from ..const import LOGGER
from ..coordinators import SabnzbdCoordinator
from ..downloads.conclusions import full_disk
from ..downloads.model import FailureClass, Message, RecoveryMode
from ..downloads.signatures import CLIENT_DISK_FULL
from ..downloads.writes import PauseClient, ResumeClient
from ..servers.base import ServerError
from ..servers.models import JobQueue
from ..store import StoreError

if TYPE_CHECKING:
    from .stack import Engine

PAUSES = "paused_for_disk"
SPARE = 1024**3
"""Bytes that have to stay free besides the next job."""
AGAIN = timedelta(minutes=10)
"""How soon a client is paused or resumed once more."""


class DiskGuard:
    """Watches the disks of one stack's clients.

    A pause is ended only when it is known not to be a person's: AutoArr made it, or
    SABnzbd was seen to do it itself, and said why.
    """

    def __init__(self, engine: Engine) -> None:
        """Guard engine's clients."""
        self._engine = engine
        self._paused: set[str] = set()
        """Clients that AutoArr paused."""
        self._itself: set[str] = set()
        """Clients that were seen to pause themselves for lack of space."""
        self._seen_paused: set[str] = set()
        """Those of them that were seen paused since."""
        self._overruled: set[str] = set()
        """Clients that somebody let go on although their disk is full."""
        self._kept_paused: set[str] = set()
        """Clients that a person paused through AutoArr."""
        self._not_before: dict[str, datetime] = {}

    async def load(self) -> None:
        """Read which clients were paused for their disks before a restart.

        Raises:
            StoreError: It could not be read.
        """
        told = await self._engine.store.settings.get(PAUSES)
        known = told if isinstance(told, dict) else {}
        self._paused = _ids(known.get("by_us"))
        self._itself = _ids(known.get("itself"))

    async def look(self, now: datetime) -> None:
        """Pause and resume what has to be.

        Raises:
            StoreError: Nothing can be written down, so nothing is sent.
        """
        for coordinator in tuple(self._engine.coordinators.values()):
            if (
                isinstance(coordinator, SabnzbdCoordinator)
                and coordinator.data is not None
                and coordinator.last_update_success
            ):
                await self._look_at(coordinator, coordinator.data.queue, now)

    async def _look_at(
        self, coordinator: SabnzbdCoordinator, queue: JobQueue, now: datetime
    ) -> None:
        client_id = coordinator.server.id
        may_act = self._engine.mode is RecoveryMode.AUTOMATIC
        if has_room(queue):
            self._overruled.discard(client_id)
        await self._note(client_id, queue)
        if timedelta() < self._not_before.get(client_id, now) - now <= AGAIN:
            return
        if not queue.paused:
            if may_act and self._fills_up(client_id, queue):
                await self._remember(client_id, by_us=True)
                await self._send(coordinator, PauseClient(server_id=client_id), now)
            else:
                await self._remember(client_id)
        elif (
            has_room(queue, self._wanted(client_id))
            and self._may_resume(client_id, queue, may_act=may_act)
            and await self._send(coordinator, ResumeClient(server_id=client_id), now)
        ):
            await self._remember(client_id)

    async def _note(self, client_id: str, queue: JobQueue) -> None:
        """Note who paused a client, and whether somebody else let it go on."""
        if not queue.paused:
            self._kept_paused.discard(client_id)
            if client_id in self._seen_paused and not has_room(queue):
                # A person, or a timer of SABnzbd, was quicker.
                self._overruled.add(client_id)
            if client_id in self._seen_paused | self._itself:
                await self._remember(client_id)
        elif client_id in self._paused:
            self._seen_paused.add(client_id)
        elif client_id not in self._kept_paused and self._has_paused_itself(queue):
            await self._remember(client_id, itself=True)

    def _has_paused_itself(self, queue: JobQueue) -> bool:
        """Return whether SABnzbd was seen to pause because of its disk."""
        return any(
            facts.paused_by_client and full_disk(facts)
            for facts in map(self._engine.tracker.facts, (job.id for job in queue.jobs))
        )

    async def leave(self, client_id: str) -> None:
        """Leave a client paused, because a person wants it so."""
        self._kept_paused.add(client_id)
        with suppress(StoreError):
            await self._remember(client_id)

    def _fills_up(self, client_id: str, queue: JobQueue) -> bool:
        """Return whether jobs failed for lack of space, and the next one will."""
        if client_id in self._overruled:
            return False
        return has_room(queue, self._wanted(client_id)) is False and any(
            failure.failure_class is FailureClass.ENVIRONMENT
            and failure.client_id == client_id
            and failure.cause.key == CLIENT_DISK_FULL
            for failure in self._engine.failures.values()
        )

    def _wanted(self, client_id: str) -> int:
        """Return the size of the largest download that failed for lack of space."""
        spoiled = (
            self._engine.tracker.download(failure.download_id)
            for failure in self._engine.failures.values()
            if failure.client_id == client_id and failure.cause.key == CLIENT_DISK_FULL
        )
        return max((download.size for download in spoiled if download), default=0)

    def _may_resume(self, client_id: str, queue: JobQueue, *, may_act: bool) -> bool:
        """Return whether a pause may be ended; one of AutoArr's own in every mode."""
        if queue.pause_left is not None or client_id in self._kept_paused:
            return False
        return client_id in self._paused or (may_act and client_id in self._itself)

    async def _send(
        self,
        coordinator: SabnzbdCoordinator,
        write: PauseClient | ResumeClient,
        now: datetime,
    ) -> bool:
        """Send a write; return whether it went through."""
        self._not_before[coordinator.server.id] = now + AGAIN
        correlation_id = uuid7().hex
        try:
            await self._engine.conductor.executor.order(write, correlation_id)
        except ServerError as err:
            LOGGER.debug("%s: %s", write.action, err)
            return False
        self._engine.feed.tell(
            ActivityKind.RECOVERY,
            Message(
                key=f"activity_{write.action}",
                placeholders={"server": coordinator.server.name},
            ),
            severity=Severity.WARNING,
            server_id=coordinator.server.id,
            title=coordinator.server.name,
            correlation_id=correlation_id,
        )
        coordinator.refresh_soon()
        return True

    async def _remember(
        self, client_id: str, *, by_us: bool = False, itself: bool = False
    ) -> None:
        """Write down who paused a client: AutoArr, itself, or nobody that is known."""
        one = {client_id}
        ours = self._paused | one if by_us else self._paused - one
        itselves = self._itself | one if itself else self._itself - one
        if (ours, itselves) != (self._paused, self._itself):
            await self._engine.store.settings.set(
                PAUSES,
                {"by_us": [*sorted(ours)], "itself": [*sorted(itselves)]},
            )
            self._paused, self._itself = ours, itselves
            self._seen_paused &= ours


def _ids(told: JsonValue) -> set[str]:
    """Return ids that were stored."""
    return set(map(str, told)) if isinstance(told, list) else set()


def has_room(queue: JobQueue, wanted: int = 0) -> bool | None:
    """Return whether the next job fits on SABnzbd's disks; None when it does not tell.

    Args:
        queue: As SABnzbd told it last.
        wanted: Bytes of a job that is to come back.
    """
    free = [
        room
        for room in (queue.incomplete_free, queue.complete_free)
        if room is not None
    ]
    if not free:
        return None
    waiting = [job for job in queue.jobs if job.status != "Paused"]
    first = min(waiting, key=lambda job: job.position, default=None)
    return min(free) >= SPARE + max(first.size_left if first else 0, wanted)
