"""Recovery at work: looks at each open failure, lets the rules decide, sends, tells."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..activity import ActivityKind, Severity
from ..const import DOMAIN, LOGGER
from ..downloads.brake import LATEST_NEWS, Brake, title_of
from ..downloads.debts import Debt, of_leftovers, of_writes, of_wrong_blame
from ..downloads.decisions import Decision
from ..downloads.executor import Executor
from ..downloads.ledger import (
    after_writes,
    counted,
    is_blamed,
    newest_failed_at,
    undone,
)
from ..downloads.model import (
    COMMON_CAUSE,
    UNLISTED,
    Attempt,
    DownloadStatus,
    Failure,
    FailureClass,
    FailureState,
    Message,
    Step,
)
from ..downloads.policy import REMOVALS_WINDOW, Policy
from ..downloads.recovery import REMOVED_ELSEWHERE, decide, judged
from ..downloads.situation import Situation
from ..downloads.writes import Result, Sent
from ..store import FailureFilter, JournalEntry, StoreError
from .debts import Debts
from .disk_guard import DiskGuard
from .situations import Situations

if TYPE_CHECKING:
    from .stack import Engine

GATHER = 0.2
"""Seconds in which the readings of several servers are taken as one look."""
AT_WORK = frozenset(
    {
        DownloadStatus.DOWNLOADING,
        DownloadStatus.STALLED,
        DownloadStatus.VERIFYING,
        DownloadStatus.EXTRACTING,
        DownloadStatus.IMPORTING,
    }
)
"""Where a download is that may fail at any moment."""
LONGEST_SLEEP = timedelta(minutes=1)
MOST_RECENT = 200
"""How many failures of before a restart are known again."""


type Plan = Callable[[Failure, Situation, Policy, datetime], Decision]


@dataclass(frozen=True, slots=True)
class _Recent:
    """A failure as it was told, and when it happened: a server may have been away."""

    failure: Failure
    told: datetime
    failed: datetime

    def is_like(self, other: _Recent, window: timedelta) -> bool:
        """Return whether both have one cause, and happened or were told together."""
        apart = min(abs(self.told - other.told), abs(self.failed - other.failed))
        return apart <= window and self.failure.cause.key == other.failure.cause.key


class Conductor:
    """Carries the open failures of one stack to their end."""

    def __init__(self, engine: Engine, policy: Policy) -> None:
        """Conduct by the user's policy."""
        self._engine = engine
        self.policy = policy
        self.brake = Brake(policy)
        self.brake.restore(engine.failures.values(), dt_util.utcnow())
        self.executor = Executor(engine.clients, engine.store.journal, dt_util.utcnow)
        self._situations = Situations(engine, self.brake, policy)
        self.debts = Debts(engine)
        self.guard = DiskGuard(engine)
        self._recent: dict[str, _Recent] = {}
        """What failed lately, by download."""
        self._awake = asyncio.Event()
        self._one_step = asyncio.Lock()
        self._search: asyncio.Task[None] | None = None
        """The one step that takes minutes: indexers limit searches."""
        self._searched_for = ""
        """Id of the failure that it is for: nothing else is done about that meanwhile."""
        self._reconciled = False
        self._removals: int | None = None
        """Made within the window, as of this round."""

    async def load(self) -> None:
        """Read what was owed, and paused, before a restart.

        Raises:
            StoreError: It could not be read.
        """
        await self.debts.load()
        await self.guard.load()
        now = dt_util.utcnow()
        page = await self._engine.store.failures.list(
            FailureFilter(since=now - LATEST_NEWS), limit=MOST_RECENT
        )
        for failure in reversed(page.items):
            if failure.state is not FailureState.DISMISSED:
                at = newest_failed_at(failure, now)
                failed = min(failure.failed_at or at, at)
                self._recent[failure.download_id] = _Recent(failure, at, failed)
                self.brake.remember(failure, at)

    def wake(self) -> None:
        """Look at all failures soon: something changed."""
        self._awake.set()

    async def saw_failure(self, failure: Failure) -> None:
        """Let the brake know of a new failure; what it stops for was nobody's fault.

        Raises:
            StoreError: It could not be written down that blame has to be taken back.
        """
        now = dt_util.utcnow()
        tracker, download_id = self._engine.tracker, failure.download_id
        times = (
            tracker.downloaded_at(download_id),
            tracker.facts(download_id).failed_at,
        )
        told = _Recent(failure, now, min((now, *filter(None, times))))
        self._recent[failure.download_id] = told
        at_work = sum(
            download.status in AT_WORK for download in self._engine.downloads.values()
        )
        held = self.brake.saw_failure(failure, now, at_work, told.failed)
        for each in self._recent.values():
            is_like = told.is_like(each, self.policy.brake_window)
            if is_like and title_of(each.failure) in held:
                await self.debts.owe(of_wrong_blame(each.failure, self.policy, now))
                common = Message(key=COMMON_CAUSE)
                await self._engine.casebook.acquit(each.failure, common)
        self._recent = {
            download_id: each
            for download_id, each in self._recent.items()
            if now - each.told <= LATEST_NEWS
        }

    async def leave(self, failure: Failure) -> None:
        """Take blame back for a failure that the next one of its title follows.

        Nothing else is done about it any more, and it may never have been looked at.

        Raises:
            StoreError: It could not be written down that blame has to be taken back.
        """
        situation = self._situations.of(failure, 0)
        failure = judged(failure, situation)
        if _was_wrongly_blamed(failure, situation):
            now = dt_util.utcnow()
            await self.debts.owe(of_wrong_blame(failure, self.policy, now))

    def saw_success(self, download_id: str) -> None:
        """Let the brake know that a download came through."""
        downloaded_at = self._engine.tracker.downloaded_at(download_id)
        self.brake.saw_success(downloaded_at or dt_util.utcnow())

    async def run(self) -> None:
        """Look at the failures whenever something changed or the time has come."""
        while True:
            self._awake.clear()
            due = await self._look_at_all()
            wait = max(due - dt_util.utcnow(), timedelta())
            try:
                async with asyncio.timeout(min(wait, LONGEST_SLEEP).total_seconds()):
                    await self._awake.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(GATHER)

    async def situation(self, failure: Failure) -> Situation:
        """Return what is known now about a failure."""
        return self._situations.of(failure, await self._removals_left())

    async def order(self, failure: Failure, plan: Plan) -> Failure:
        """Carry out what a person wants done about a failure.

        Raises:
            NotPossible: The plan says so.
            StoreError: It could not be stored; nothing was sent.
        """
        while True:
            async with self._one_step:
                left = await self._removals_left()
                failure = self._engine.failures.get(failure.id, failure)
                situation = self._situations.of(failure, left)
                decision = plan(
                    failure,
                    situation,
                    self.policy.under(situation.rule),
                    dt_util.utcnow(),
                )
                if not self._must_wait(failure.id, decision):
                    failure = await self._carry_out(failure, decision)
                    break
            await self._search_ends()
        if decision.takes_minutes:
            await self._search_ends()
        return self._engine.failures.get(failure.id, failure)

    def _must_wait(self, failure_id: str, decision: Decision) -> bool:
        """Return whether a search has to end before a decision is carried out."""
        if self._search is None or self._search.done():
            return False
        return decision.takes_minutes or failure_id == self._searched_for

    async def _search_ends(self) -> None:
        if self._search is not None:
            await asyncio.wait([self._search])

    async def _look_at_all(self) -> datetime:
        """Decide about every open failure; return when the next look is due."""
        now = dt_util.utcnow()
        due = now + LONGEST_SLEEP
        self._removals = None
        self._mind_the_clock(now)
        self.brake.let_one_try(now)
        try:
            await self._guarded(self._reconcile_once())
            for failure_id in tuple(self._engine.failures):
                look_at = await self._guarded(self._look(failure_id))
                # What is overdue waits for news: asked again at once, it says the same.
                if look_at and look_at > dt_util.utcnow():
                    due = min(due, look_at)
                # Many open failures must not hold up the rest of the house.
                await asyncio.sleep(0)
            await self._guarded(self._look_after_the_rest())
        except StoreError:
            LOGGER.debug("Recovery waits until the store can be written")
        self._engine.async_tell_listeners()
        return due

    def _mind_the_clock(self, now: datetime) -> None:
        """Let the servers be watched since now, should the clock have been ahead."""
        engine = self._engine
        engine.started_at = min(engine.started_at, now)
        for server_id, since in engine.watched_since.items():
            engine.watched_since[server_id] = min(since, now)

    async def _look_after_the_rest(self) -> None:
        """Pay what is owed, and mind the disks."""
        now = dt_util.utcnow()
        async with self._one_step:
            await self.debts.pay(now, self._is_spoiled, await self._removals_left())
            await self.guard.look(now)

    def _is_spoiled(self, debt: Debt) -> bool:
        failure = self._engine.failures.get(debt.failure_id)
        if failure is None:
            return self.brake.holds_title(debt.title)
        return self._situations.is_spoiled(failure)

    @staticmethod
    async def _guarded[T](look: Awaitable[T]) -> T | None:
        """Let what nobody foresaw about one failure not end the recovery of all others."""
        try:
            return await look
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - one failure's trouble must not end all recovery
            LOGGER.exception("Recovery could not look at a failure")
            return None

    async def _reconcile_once(self) -> None:
        """After a restart: what was about to be sent when it happened?"""
        if self._reconciled:
            return
        async with self._one_step:
            never_sent, self._reconciled = await self.executor.reconcile(
                self._engine.tracker.facts,
                self._engine.has_answered,
                self._engine.started_at,
            )
            for failure_id in {entry.failure_id for entry in never_sent}:
                failure = self._engine.failures.get(failure_id or "")
                if failure:
                    await self._settle(failure, undone(failure, dt_util.utcnow()))

    async def _look(self, failure_id: str) -> datetime | None:
        async with self._one_step:
            left = await self._removals_left()
            # From here to the change nothing is awaited: nobody's news can get lost.
            failure = self._engine.failures.get(failure_id)
            if failure is None:
                return None
            situation = self._situations.of(failure, left)
            decision = decide(
                failure,
                situation,
                self.policy.under(situation.rule),
                dt_util.utcnow(),
                Random(failure.id).uniform(-1, 1),
            )
            if self._must_wait(failure_id, decision):
                return None
            if _was_wrongly_blamed(decision.failure, situation):
                blamed, now = decision.failure, dt_util.utcnow()
                await self.debts.owe(of_wrong_blame(blamed, self.policy, now))
            await self._carry_out(failure, decision)
            return decision.look_at

    async def _carry_out(self, before: Failure, decision: Decision) -> Failure:
        steps = self.executor.steps(decision.failure, decision.writes)
        failure = await self._settle(before, decision.failure, steps)
        if not steps:
            return failure
        now = dt_util.utcnow()
        for debt in of_writes(failure, decision.writes, self.policy, now):
            await self.debts.owe(debt)
        if decision.takes_minutes:
            self._removals = None
            self._searched_for = failure.id
            self._search = self._engine.entry.async_create_background_task(
                self._engine.hass,
                self._search_for(failure, decision, steps),
                f"{DOMAIN} search",
                eager_start=False,
            )
            return failure
        return await self._send(failure, decision, steps)

    async def _search_for(
        self, failure: Failure, decision: Decision, steps: tuple[JournalEntry, ...]
    ) -> None:
        """Send what takes minutes, while all other failures are seen to."""
        try:
            with suppress(StoreError):
                await self._guarded(self._send(failure, decision, steps))
        finally:
            self.wake()

    async def _send(
        self, failure: Failure, decision: Decision, steps: tuple[JournalEntry, ...]
    ) -> Failure:
        """Send the writes of a failure's newest attempt, and keep what came of it."""
        title = failure.title_key if decision.looks_for_release else None
        if title and await self.executor.is_gone(title):
            result = await self.executor.leave(steps)
        else:
            result = await self.executor.run(steps, decision.writes)
        self._removals = None
        self._log(failure, result)
        if result.sent in (Sent.DONE, Sent.UNSURE):
            self._tell_started(failure, failure.attempts[-1])
        known = self._engine.failures.get(failure.id)
        if known is None:
            # Somebody was done with it meanwhile.
            return failure
        after = after_writes(known, result, dt_util.utcnow())
        if after != known:
            known = await self._settle(known, after)
        for server_id in {write.server_id for write in decision.writes}:
            coordinator = self._engine.coordinators.get(server_id)
            if coordinator:
                coordinator.refresh_soon()
        return known

    async def _removals_left(self) -> int:
        """Return how many removals the limit allows, asking the store once a round."""
        if self._removals is None:
            now = dt_util.utcnow()
            try:
                self._removals = await self._engine.store.journal.removals_since(
                    now - REMOVALS_WINDOW, now + REMOVALS_WINDOW
                )
            except StoreError:
                return 0
        return self.policy.max_removals - self._removals

    def _log(self, failure: Failure, result: Result) -> None:
        if result.sent is not Sent.DONE:
            LOGGER.debug(
                "A step for %s was not done: %s %s",
                failure.title,
                result.sent,
                result.detail,
            )

    async def _settle(
        self, before: Failure, after: Failure, steps: Sequence[JournalEntry] = ()
    ) -> Failure:
        """Store a changed failure and tell what people would want to know.

        While the steps of its newest attempt are to be sent, that has not started yet. What
        an app tried in vain while the system was sick is no attempt that counts.
        """
        after = self._engine.casebook.marked(after)
        if after == before:
            return before
        after = await self._engine.casebook.change(after, steps)
        if after.state is not FailureState.GIVEN_UP:
            self._engine.given_up.pop(after.id, None)
        started = [
            attempt
            for attempt in after.attempts[len(before.attempts) :]
            if not attempt.excused
            and (not before.attempts or attempt.n > before.attempts[-1].n)
        ]
        for attempt in started[:-1] if steps else started:
            self._tell_started(after, attempt)
        if after.state is not before.state:
            await self._tell_state(after)
        elif after.reason != before.reason and (would := _observed(after)):
            self._tell(after, would)
        return after

    def _tell_started(self, failure: Failure, attempt: Attempt) -> None:
        policy = self.policy.under(self._engine.rulings.of(failure))
        key = "activity_app_searches" if attempt.by_app else f"activity_{attempt.step}"
        self._tell(
            failure,
            Message(
                key=key,
                placeholders={
                    "title": failure.media.title or failure.title,
                    "release": failure.title,
                    "attempt": str(_number(failure, attempt)),
                    "attempts": str(policy.max_attempts),
                },
            ),
            event="recovery_started",
        )

    async def _clear_leftovers(self, failure: Failure) -> None:
        for download_id in (failure.download_id, *failure.past_downloads):
            facts = self._engine.tracker.facts(download_id)
            await self.debts.owe(of_leftovers(failure, facts, dt_util.utcnow()))

    async def _tell_state(self, failure: Failure) -> None:
        title = {"title": failure.media.title or failure.title}
        match failure.state:
            case FailureState.RECOVERED if failure.attempts:
                await self._clear_leftovers(failure)
                await self._engine.count("recovered")
                self._tell(
                    failure,
                    Message(key=_how_recovered(failure), placeholders=title),
                    event="recovery_succeeded",
                    severity=Severity.SUCCESS,
                )
            case FailureState.GIVEN_UP:
                await self._engine.count("given_up")
                why = (
                    self._engine.phrases.words(failure.reason) if failure.reason else ""
                )
                self._engine.given_up[failure.id] = failure
                self._tell(
                    failure,
                    Message(
                        key="activity_given_up", placeholders={**title, "reason": why}
                    ),
                    event="recovery_failed",
                    severity=Severity.ERROR,
                )
            case FailureState.ASKING | FailureState.DISMISSED if failure.reason:
                if _is_taken_away(failure) and failure.server_id:
                    await self._engine.other_tools.saw_removal(
                        failure.server_id, dt_util.utcnow()
                    )
                self._tell(failure, failure.reason, severity=Severity.WARNING)
            case _ if would := _observed(failure):
                self._tell(failure, would)

    def _tell(
        self,
        failure: Failure,
        message: Message,
        *,
        event: str | None = None,
        severity: Severity = Severity.INFO,
    ) -> None:
        self._engine.feed.tell(
            ActivityKind.RECOVERY,
            message,
            event=event,
            severity=severity,
            server_id=failure.server_id or failure.client_id,
            title=failure.title,
            correlation_id=failure.correlation_id,
            data=self._engine.shaper.failure(failure, for_event=True),
        )


def _observed(failure: Failure) -> Message | None:
    """Return the sentence that says what would be done, where AutoArr only observes."""
    reason = failure.reason
    return reason if reason and reason.key.startswith("reason_would_") else None


def _is_taken_away(failure: Failure) -> bool:
    """Return whether somebody recovers too.

    What nobody asked for, or no app looks for, is just tidied up.
    """
    reason = failure.reason
    is_tidied = (
        failure.failure_class is FailureClass.UNOWNED or failure.cause.key == UNLISTED
    )
    return reason is not None and reason.key == REMOVED_ELSEWHERE and not is_tidied


def _was_wrongly_blamed(failure: Failure, situation: Situation) -> bool:
    """Return whether a release is blocklisted that the system spoiled."""
    facts = situation.facts
    return failure.failure_class is FailureClass.ENVIRONMENT and (
        is_blamed(failure) or (facts is not None and facts.app_failed is not None)
    )


def _how_recovered(failure: Failure) -> str:
    """Return the sentence for a recovery: by a replacement, or by the download itself."""
    if failure.reason and failure.reason.key == "reason_completed":
        return "activity_recovered_completed"
    last = failure.attempts[-1]
    is_another = last.download_id and last.step not in (Step.REGRAB, Step.RETRY_SAME)
    return "activity_recovered" if is_another else "activity_recovered_itself"


def _number(failure: Failure, attempt: Attempt) -> int:
    """Return which of the attempts that count an attempt is, from 1."""
    return max(1, sum(each.n <= attempt.n for each in counted(failure)))
