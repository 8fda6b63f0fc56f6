"""What people order: try again, leave it, take it away, pause. Done in every mode."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..activity import ActivityKind, JsonValue
from ..const import DOMAIN
from ..coordinators import AnyCoordinator, ArrCoordinator, SabnzbdCoordinator
from ..downloads.decisions import Decision
from ..downloads.errors import NotKnown, NotPossible
from ..downloads.executor import Doubtful
from ..downloads.ledger import closed, open_attempt, timed
from ..downloads.model import (
    REPLACED,
    Failure,
    FailureState,
    Message,
    RecoveryMode,
    Step,
    TitleKey,
)
from ..downloads.policy import Policy
from ..downloads.recovery import preview
from ..downloads.situation import Situation
from ..downloads.wishes import plan_for_user
from ..downloads.writes import DeleteJob, DeleteRecord, RemoveFromQueue, RetryJob, Write
from ..servers.base import ServerError
from ..store import FailureFilter, StoreError
from .choices import STRATEGIES, Choice, by_step, possible
from .readings import OLD_FAILURES

if TYPE_CHECKING:
    from .stack import Engine

STAGGER = timedelta(seconds=30)
"""Between old failures taken up together: indexers limit searches."""
BASELINE = "reason_baseline"
PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewStep:
    """What would be done about a failure, and why."""

    failure: Failure
    step: Step
    reason: Message
    rule: str | None
    """Name of the user's rule that it falls under."""
    writes: tuple[dict[str, JsonValue], ...]


class Orders:
    """Carries out what people ask of one stack.

    All methods raise NotKnown for ids and names that do not exist, NotPossible for what
    makes no sense now, ServerError when a server refuses, StoreError when nothing can
    be written down.
    """

    def __init__(self, engine: Engine) -> None:
        """Take orders for engine's stack."""
        self._engine = engine
        self._wanted_again: set[str] = set()

    async def retry(
        self, wanted: str, strategy: str, password: str | None = None
    ) -> tuple[Failure, Message]:
        """Try a failed title again; wanted is a failure's id or a download's.

        Args:
            wanted: The failure.
            strategy: `auto`, `same_release`, `other_release`, `lower_quality` or
                `import`.
            password: Opens the archive that SABnzbd could not; it is forgotten once
                SABnzbd was told. Only the same release has a use for it.
        """
        failure = await self.failure(wanted)
        if password and strategy == "auto":
            strategy = "same_release"

        def plan(
            failure: Failure, situation: Situation, policy: Policy, now: datetime
        ) -> Decision:
            decision = plan_for_user(failure, situation, policy, strategy, now)
            if password:
                decision = _opened(decision, password)
            # Only what is possible takes a closed failure up, or lets go of a held one.
            self._engine.conductor.brake.release(failure)
            return decision

        return self._answer(await self._engine.conductor.order(failure, plan))

    async def choices(self, wanted: str) -> tuple[Choice, ...]:
        """Return what a person can choose for a failure now; to ignore it comes last."""
        failure = await self.failure(wanted)
        return possible(
            failure,
            await self._engine.conductor.situation(failure),
            self._engine.conductor.policy,
            dt_util.utcnow(),
        )

    async def choose(self, wanted: str, choice: Choice) -> tuple[Failure, Message]:
        """Do what a person chose for a failure."""
        match choice:
            case Choice.APPROVE:
                return await self.approve(wanted, None)
            case Choice.REMOVE:
                return await self.approve(wanted, Step.REMOVE)
            case Choice.IGNORE:
                return await self.dismiss(wanted)
            case _:
                return await self.retry(wanted, STRATEGIES[choice])

    async def retry_given_up(self, failures: Iterable[Failure]) -> None:
        """Try titles again that were given up, one after the other in the background.

        Indexers limit searches. Those that a restart cuts off stay given up.
        """
        waiting = tuple(failures)
        for failure in waiting:
            self._engine.given_up.pop(failure.id, None)
        self._engine.async_tell_listeners()
        self._engine.entry.async_create_background_task(
            self._engine.hass, self._retry_slowly(waiting), f"{DOMAIN} retry all"
        )

    async def _retry_slowly(self, waiting: Sequence[Failure]) -> None:
        for number, failure in enumerate(waiting):
            if number:
                await asyncio.sleep(STAGGER.total_seconds())
            known = await self._engine.casebook.find(failure.id)
            if known is None or known.state is not FailureState.GIVEN_UP:
                continue
            try:
                await self.retry(known.id, "auto")
            except NotPossible, StoreError:
                self._engine.given_up[known.id] = known
                self._engine.async_tell_listeners()

    async def dismiss_given_up(self, failures: Iterable[Failure]) -> None:
        """Leave titles alone that were given up."""
        for failure in tuple(failures):
            await self.dismiss(failure.id)

    async def approve(self, wanted: str, step: Step | None) -> tuple[Failure, Message]:
        """Do the proposed step, or another that is offered."""
        failure = await self.failure(wanted)
        return self._answer(await self._engine.conductor.order(failure, by_step(step)))

    async def dismiss(self, wanted: str) -> tuple[Failure, Message]:
        """Leave a failure alone for good."""
        failure = await self.failure(wanted)
        self._engine.given_up.pop(failure.id, None)
        if failure.state is not FailureState.DISMISSED:
            failure = await self._engine.casebook.change(
                closed(
                    failure,
                    FailureState.DISMISSED,
                    Message(key="reason_dismissed"),
                    dt_util.utcnow(),
                )
            )
        self._engine.conductor.wake()
        return self._answer(failure)

    async def preview(self, wanted: str | None) -> list[PreviewStep]:
        """Return what would be done about one failure, or all open ones."""
        failures: Sequence[Failure] = tuple(self._engine.failures.values())
        if wanted:
            failures = (await self.failure(wanted),)
        steps = []
        for failure in failures:
            situation = await self._engine.conductor.situation(failure)
            decision = preview(
                failure,
                situation,
                self._engine.conductor.policy.under(situation.rule),
                dt_util.utcnow(),
            )
            steps.append(
                PreviewStep(
                    failure=failure,
                    step=decision.step,
                    reason=decision.reason or Message(key="reason_nothing_to_do"),
                    rule=situation.rule.name if situation.rule else None,
                    writes=tuple(write.describe() for write in decision.writes),
                )
            )
        return steps

    async def recover_now(self) -> int:
        """Take up at once what waits, and what had failed before AutoArr came.

        Returns how many failures were taken up.
        """
        if self._engine.mode is RecoveryMode.OBSERVE:
            raise NotPossible(Message(key="reason_observing"))
        now = dt_util.utcnow()
        taken = 0
        for failure in tuple(self._engine.failures.values()):
            if failure.next_attempt_at and open_attempt(failure) is None:
                await self._engine.casebook.change(timed(failure, now))
                taken += 1
        for failure in await self._old_failures():
            reopened = await self._engine.casebook.reopen(failure)
            await self._engine.casebook.change(timed(reopened, now + taken * STAGGER))
            taken += 1
        await self.forget_old_failures()
        self._engine.conductor.wake()
        return taken

    async def forget_old_failures(self) -> None:
        """Leave what had failed before AutoArr came as it is."""
        await self._engine.store.settings.set(OLD_FAILURES, 0)
        self._engine.old_failures = 0
        self._engine.async_tell_listeners()

    async def remove_download(
        self,
        download_id: str,
        *,
        blocklist: bool,
        remove_from_client: bool,
        search: bool,
    ) -> Message:
        """Take a download away, with or without blaming its release."""
        engine = self._engine
        download = engine.tracker.download(download_id)
        if download is None:
            raise NotKnown("download", download_id)
        facts = engine.tracker.facts(download_id)
        write: Write
        if facts.rows and facts.owner_id:
            if blocklist and not facts.grabbed:
                raise NotPossible(Message(key="reason_no_grab"))
            write = RemoveFromQueue(
                server_id=facts.owner_id,
                queue_id=facts.rows[0].id,
                download_id=download_id,
                title=download.title,
                remove_from_client=remove_from_client,
                blocklist=blocklist,
                skip_redownload=not search,
            )
        elif blocklist or search or not facts.client_id:
            raise NotPossible(Message(key="reason_not_in_queue"))
        elif facts.job:
            write = DeleteJob(
                server_id=facts.client_id, job_id=download_id, title=download.title
            )
        elif facts.record and not facts.record_gone:
            write = DeleteRecord(
                server_id=facts.client_id, job_id=download_id, title=download.title
            )
        else:
            raise NotPossible(Message(key="reason_gone"))
        if search:
            self._wanted_again.add(download_id)
        else:
            self._wanted_again.discard(download_id)
        with _named(engine.coordinators[write.server_id]):
            try:
                await engine.conductor.executor.order(
                    write, engine.casebook.correlation_of(download_id)
                )
            except Doubtful as err:
                raise NotPossible(err.why) from err
        known = engine.casebook.of_download(download_id)
        if known and not search:
            await self.dismiss(known.id)
        message = Message(
            key="activity_removed", placeholders={"title": download.title}
        )
        engine.feed.tell(
            ActivityKind.USER,
            message,
            server_id=write.server_id,
            title=download.title,
            correlation_id=engine.casebook.correlation_of(download_id),
        )
        await engine.coordinators[write.server_id].async_refresh_now()
        return message

    async def release_server(self, server_id: str) -> None:
        """Recover on a server although something else removes downloads there, too."""
        await self._engine.other_tools.go_on(server_id)
        self._engine.conductor.wake()
        self._engine.async_tell_listeners()

    async def observe_server(self, server_id: str) -> None:
        """Keep AutoArr's hands off a server where something else recovers."""
        await self._engine.other_tools.keep_off(server_id)
        self._engine.async_tell_listeners()

    def wants_another(self, download_id: str) -> bool:
        """Return whether a person took a download away to get another release."""
        return download_id in self._wanted_again

    async def pause(
        self, server: str | None, download_id: str | None, duration: int | None
    ) -> Message:
        """Pause one download, or a SABnzbd (all when none is named), maybe for a while."""
        if download_id:
            coordinator = self._client_of(download_id)
            if duration:
                raise NotPossible(Message(key="reason_pause_whole_client"))
            with _named(coordinator):
                await coordinator.client.pause_job(download_id)
            return await self._told("activity_paused_download", [coordinator])
        clients = self._clients(server)
        for coordinator in clients:
            with _named(coordinator):
                await coordinator.client.pause(duration)
            await self._engine.conductor.guard.leave(coordinator.server.id)
        return await self._told("activity_paused", clients)

    async def resume(self, server: str | None, download_id: str | None) -> Message:
        """Let one download, or a SABnzbd (all when none is named), go on."""
        if download_id:
            coordinator = self._client_of(download_id)
            with _named(coordinator):
                await coordinator.client.resume_job(download_id)
            return await self._told("activity_resumed_download", [coordinator])
        clients = self._clients(server)
        for coordinator in clients:
            with _named(coordinator):
                await coordinator.client.resume()
        return await self._told("activity_resumed", clients)

    async def failure(self, wanted: str) -> Failure:
        """Return a failure, open or over, by its id."""
        failure = await self._engine.casebook.find(wanted)
        if failure is None:
            raise NotKnown("failure", wanted)
        return failure

    async def _old_failures(self) -> list[Failure]:
        """Return the failures of first readings that another release may cure still.

        One for each title that is missing now: its newest.
        """
        found = [failure async for failure in self._baseline()]
        for server_id, coordinator in self._engine.coordinators.items():
            titles = {
                failure.title_key.media_id
                for failure in found
                if failure.title_key and failure.title_key.server_id == server_id
            }
            if titles and isinstance(coordinator, ArrCoordinator):
                with _named(coordinator):
                    await coordinator.async_read_titles(titles)
        wanted: list[Failure] = []
        taken: list[TitleKey] = []
        for failure in sorted(
            found, key=lambda each: each.failed_at or each.detected_at, reverse=True
        ):
            key = failure.title_key
            if key and self._is_wanted(key) and not any(map(key.overlaps, taken)):
                wanted.append(failure)
                taken.append(key)
        return wanted

    async def _baseline(self) -> AsyncIterator[Failure]:
        """Yield the failures of first readings whose title is known."""
        offset = 0
        while True:
            page = await self._engine.store.failures.list(
                FailureFilter(resolved=True), limit=PAGE, offset=offset
            )
            for failure in page.items:
                if (
                    failure.state is FailureState.DISMISSED
                    and failure.reason is not None
                    and failure.reason.key == BASELINE
                    and failure.failure_class in REPLACED
                    and failure.title_key is not None
                ):
                    yield failure
            offset += PAGE
            if offset >= page.total:
                return

    def _is_wanted(self, key: TitleKey) -> bool:
        """Return whether a title is missing and nothing is done about it."""
        owner = self._engine.coordinators.get(key.server_id)
        return (
            isinstance(owner, ArrCoordinator)
            and owner.is_missing(key)
            and self._engine.casebook.of_title(key) is None
        )

    def _client_of(self, download_id: str) -> SabnzbdCoordinator:
        download = self._engine.downloads.get(download_id)
        if download is None:
            raise NotKnown("download", download_id)
        coordinator = self._engine.coordinators.get(download.client_id or "")
        if not isinstance(coordinator, SabnzbdCoordinator):
            raise NotPossible(Message(key="reason_no_client"))
        return coordinator

    def _clients(self, server: str | None) -> list[SabnzbdCoordinator]:
        if server is None:
            clients = [
                coordinator
                for coordinator in self._engine.coordinators.values()
                if isinstance(coordinator, SabnzbdCoordinator)
            ]
            if not clients:
                raise NotPossible(Message(key="reason_no_client"))
            return clients
        coordinator = self._engine.coordinators[self._engine.server_id(server)]
        if not isinstance(coordinator, SabnzbdCoordinator):
            raise NotPossible(Message(key="reason_no_client"))
        return [coordinator]

    async def _told(self, key: str, clients: list[SabnzbdCoordinator]) -> Message:
        names = ", ".join(coordinator.server.name for coordinator in clients)
        message = Message(key=key, placeholders={"server": names})
        for coordinator in clients:
            self._engine.feed.tell(
                ActivityKind.USER,
                replace(message, placeholders={"server": coordinator.server.name}),
                server_id=coordinator.server.id,
                title=coordinator.server.name,
            )
            await coordinator.async_refresh_now()
        return message

    @staticmethod
    def _answer(failure: Failure) -> tuple[Failure, Message]:
        return failure, failure.reason or Message(key="reason_nothing_to_do")


def _opened(decision: Decision, password: str) -> Decision:
    """Return a decision whose retried job is given a password.

    Raises:
        NotPossible: No job is retried that could use one.
    """
    writes = tuple(
        replace(write, password=password) if isinstance(write, RetryJob) else write
        for write in decision.writes
    )
    if writes == decision.writes:
        raise NotPossible(Message(key="reason_no_use_for_password"))
    return replace(decision, writes=writes)


@contextmanager
def _named(coordinator: AnyCoordinator) -> Iterator[None]:
    """Let an error tell which server it came from."""
    try:
        yield
    except ServerError as err:
        err.server = coordinator.server.name
        raise
