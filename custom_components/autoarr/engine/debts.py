"""Keeps what AutoArr owes in the store, and pays it when the time has come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..activity import ActivityKind
from ..const import LOGGER
from ..downloads.debts import Debt, Until, added, as_json, from_json, is_due
from ..downloads.model import Message, RecoveryMode
from ..servers.base import CannotConnect, RateLimited, ServerError

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
        self._not_before: dict[tuple[str, str, str], datetime] = {}

    async def load(self) -> None:
        """Read what was owed before a restart.

        Raises:
            StoreError: It could not be read.
        """
        self._owed = from_json(await self._engine.store.settings.get(DEBTS, []))

    async def owe(self, debt: Debt | None) -> None:
        """Write a debt down; it is on disk when this returns.

        Raises:
            StoreError: It could not be written.
        """
        if debt is not None:
            await self._keep(added(self._owed, debt))

    async def pay(self, now: datetime, is_sick: IsSick, removals_left: int) -> None:
        """Send what is due; what no server can do any more is owed no longer.

        Raises:
            StoreError: Nothing can be written down, so nothing is sent.
        """
        for debt in self._owed:
            is_open = debt.failure_id in self._engine.failures
            if (
                not self._is_allowed(debt, removals_left)
                or now < self._not_before.get(debt.key, now)
                or not is_due(
                    debt,
                    now,
                    is_open=is_open,
                    is_sick=debt.until is Until.WELL and is_sick(debt),
                )
            ):
                continue
            removals_left -= debt.write.destructive
            if await self._paid(debt):
                await self._keep(
                    tuple(each for each in self._owed if each.key != debt.key)
                )
            else:
                self._not_before[debt.key] = now + AGAIN

    def _is_allowed(self, debt: Debt, removals_left: int) -> bool:
        """Return whether the mode and the limit let a debt be paid now.

        A profile that AutoArr lent is given back in every mode.
        """
        if debt.write.destructive and removals_left < 1:
            return False
        return bool(debt.profile) or self._engine.mode is RecoveryMode.AUTOMATIC

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
        except (CannotConnect, RateLimited) as err:
            LOGGER.debug("%s waits: %s", debt.write.action, err)
            return False
        except ServerError as err:
            LOGGER.debug("%s is not possible any more: %s", debt.write.action, err)
            return True
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
        """Return whether Sonarr or Radarr cleared a failed job away themselves."""
        facts = self._engine.tracker.facts(job_id)
        return facts.record is None or facts.record_gone

    async def _keep(self, owed: tuple[Debt, ...]) -> None:
        if owed == self._owed:
            return
        await self._engine.store.settings.set(DEBTS, as_json(owed))
        self._owed = owed
