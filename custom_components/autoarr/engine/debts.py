"""Keeps what AutoArr owes in the store, and pays it when the time has come."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..activity import ActivityKind
from ..const import LOGGER
from ..downloads.debts import (
    Debt,
    Until,
    added,
    as_json,
    from_json,
    is_due,
    is_right_blame,
)
from ..downloads.joined import failed_in_client
from ..downloads.model import Failure, Message, RecoveryMode
from ..servers.base import NotFound, Rejected, ServerError

if TYPE_CHECKING:
    from .stack import Engine

DEBTS = "debts"
AGAIN = timedelta(minutes=5)
"""How soon a debt is tried again that could not be paid."""

type IsSick = Callable[[Debt], bool]


class Debts:
    """The debts of one stack."""

    def __init__(self, engine: Engine) -> None:
        """Owe nothing yet."""
        self._engine = engine
        self._owed: tuple[Debt, ...] = ()
        self._one_change = asyncio.Lock()
        self._not_before: dict[tuple[str, str, str], datetime] = {}

    async def load(self) -> None:
        """Read what was owed before a restart.

        Raises:
            StoreError: It could not be read.
        """
        self._owed = from_json(await self._engine.store.settings.get(DEBTS, []))

    async def owe(self, debt: Debt | None) -> None:
        """Write a debt down; it is on disk when this returns.

        Who only observes is not responsible for what the apps did.

        Raises:
            StoreError: It could not be written.
        """
        observes = self._engine.mode is RecoveryMode.OBSERVE
        if debt is not None and (debt.profile or not observes):
            async with self._one_change:
                await self._keep(added(self._owed, debt))

    async def pay(self, now: datetime, is_sick: IsSick, removals_left: int) -> None:
        """Send what is due; what no server can do any more is owed no longer.

        Raises:
            StoreError: Nothing can be written down, so nothing is sent.
        """
        for debt in self._owed:
            failure = self._engine.failures.get(debt.failure_id)
            is_open = failure is not None
            if debt.paid and not is_open:
                await self._settle(debt)
            if (
                not self._is_allowed(debt, failure, removals_left)
                or timedelta() < self._not_before.get(debt.key, now) - now <= AGAIN
                or not is_due(
                    debt,
                    now,
                    is_open=is_open,
                    is_sick=debt.until is Until.WELL and is_sick(debt),
                )
            ):
                continue
            if is_right_blame(debt, failure):
                await self._settle(debt)
                continue
            removals_left -= debt.write.destructive
            if await self._paid(debt):
                keep = is_open and debt.until is Until.WELL
                await self._settle(debt, replace(debt, paid=True) if keep else None)
            else:
                self._not_before[debt.key] = now + AGAIN

    async def _settle(self, debt: Debt, remembered: Debt | None = None) -> None:
        """Owe a debt no longer; what is remembered of it keeps it from coming back."""
        self._not_before.pop(debt.key, None)
        async with self._one_change:
            rest = tuple(each for each in self._owed if each.key != debt.key)
            await self._keep((*rest, remembered) if remembered else rest)

    def _is_allowed(
        self, debt: Debt, failure: Failure | None, removals_left: int
    ) -> bool:
        """Return whether mode, limit and others on the server let a debt be paid now.

        A profile that AutoArr lent is given back whatever they say.
        """
        if debt.profile:
            return True
        if debt.write.destructive and removals_left < 1:
            return False
        if self._engine.other_tools.holds(debt.server_id):
            return False
        rule = self._engine.rulings.of(failure) if failure else None
        return self._engine.mode_under(rule) is RecoveryMode.AUTOMATIC

    async def _paid(self, debt: Debt) -> bool:
        if debt.leftover and self._is_cleared(debt.leftover.job_id):
            return True
        coordinator = self._engine.coordinators.get(debt.server_id)
        if coordinator is None:
            return True
        if not coordinator.last_update_success:
            return False
        try:
            await self._engine.conductor.executor.order(debt.write, debt.correlation_id)
        except (NotFound, Rejected) as err:
            LOGGER.debug("%s is not possible any more: %s", debt.write.action, err)
            return True
        except ServerError as err:
            LOGGER.debug("%s waits: %s", debt.write.action, err)
            return False
        self._tell(debt)
        return True

    def _tell(self, debt: Debt) -> None:
        message = Message(key="activity_delete_record")
        if debt.unblock:
            release = {"release": debt.unblock.release}
            message = Message(key="activity_unblock", placeholders=release)
        elif debt.profile:
            message = Message(key="activity_set_profile")
        elif debt.leftover:
            title = {"release": debt.leftover.title}
            message = Message(key="activity_delete_record", placeholders=title)
        self._engine.feed.tell(
            ActivityKind.RECOVERY,
            message,
            server_id=debt.server_id,
            title=message.placeholders.get("release", ""),
            correlation_id=debt.correlation_id,
        )

    def _is_cleared(self, job_id: str) -> bool:
        """Return whether a failed job was cleared away, or goes on after all."""
        facts = self._engine.tracker.facts(job_id)
        return facts.record_gone or not failed_in_client(facts)

    async def _keep(self, owed: tuple[Debt, ...]) -> None:
        if owed == self._owed:
            return
        await self._engine.store.settings.set(DEBTS, as_json(owed))
        self._owed = owed
