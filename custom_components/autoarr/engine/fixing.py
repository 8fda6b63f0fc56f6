"""Carries out what people decide about findings: shown first, mended, taken back.

What is found is the business of the audits; how it is mended that of the fixer.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid7

from homeassistant.util import dt as dt_util

from ..activity import Severity as Weight
from ..audit.arr_settings import ArrSettings
from ..audit.cases import threshold
from ..audit.engine import Audit
from ..audit.errors import FixError, Unread
from ..audit.fixes import Batch, Fixer
from ..audit.model import Finding, Ruling, Severity
from ..audit.plex_settings import PlexSettings
from ..audit.record import Change
from ..audit.sabnzbd_settings import SabnzbdSettings
from ..audit.settings import Settings
from ..coordinators import AnyCoordinator
from ..downloads.errors import NotKnown
from ..servers.base import ServerError
from ..servers.models import ServerType
from ..servers.plex import PlexClient
from ..servers.sabnzbd import SabnzbdClient

if TYPE_CHECKING:
    from .stack import Engine

_DISK_MISSING = "ARR-046"
"""The rule that finds a library out of reach: nothing is changed on such a server."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of mending findings.

    Attributes:
        batch: What was changed, and why the rest was not.
        raised: Serious findings that were not there before: a reason to undo.
    """

    batch: Batch
    raised: tuple[Finding, ...]


class FixDesk:
    """Mends what the audits of a stack found, and takes that back."""

    def __init__(self, engine: Engine) -> None:
        """Mend the servers of engine's stack."""
        self._engine = engine
        # Each fix reads whole resources and writes them back: two at once would undo
        # each other.
        self._one_at_a_time = asyncio.Lock()

    async def preview(self, finding_ids: Iterable[str]) -> list[Change]:
        """Return what mending findings would change.

        Raises:
            NotKnown: There is no such finding.
            FixError: One of them cannot be mended.
        """
        ids = tuple(finding_ids)
        found = await self._engine.audits.fresh(ids)
        wanted, unread = self._sorted(found, ids)
        for err in unread.values():
            raise err
        fixer = self._fixer()
        return [await fixer.preview(finding) for finding in wanted]

    async def apply(
        self, finding_ids: Sequence[str], *, confirmed: bool = False
    ) -> Mended:
        """Mend findings, then look again.

        One alone is mended or raises why not. Of several, each app makes a backup first
        where it can, and what fails is in the answer.

        Args:
            finding_ids: One, or several that may be mended together.
            confirmed: Whether people agreed to a risk or a restart.

        Raises:
            NotKnown: There is no such finding.
            FixError: The only one cannot be mended.
            ServerError: Its server did not answer.
        """
        async with self._one_at_a_time:
            found = await self._engine.audits.fresh(finding_ids)
            wanted, unread = self._sorted(found, finding_ids)
            batch = await self._mend(found, wanted, unread, confirmed=confirmed)
        titles = {one.id: one for one in wanted}
        for change in batch.changes:
            finding = titles[change.finding_id]
            self._tell("fix_applied", finding.title, finding.server_id, change)
        # What somebody mended by hand is closed by the look, too.
        is_gone = len(wanted) + len(unread) < len(finding_ids)
        look = bool(batch.changes) or is_gone
        raised = await self._engine.audits.look_again() if look else ()
        return Mended(batch, raised)

    async def _mend(
        self,
        found: Audit,
        wanted: Sequence[Finding],
        unread: dict[str, FixError | ServerError],
        *,
        confirmed: bool,
    ) -> Batch:
        """Mend findings; only of several, what fails is in the answer."""
        fixer = self._fixer(_untouchable(found))
        if len(wanted) + len(unread) > 1:
            batch = await fixer.apply_all(wanted, yes=confirmed)
            return replace(batch, failures={**batch.failures, **unread})
        for err in unread.values():
            raise err
        # Who names one finding alone has seen what it is about.
        changes = [
            await fixer.apply(one, seen=await fixer.preview(one), yes=confirmed)
            for one in wanted
        ]
        return Batch(tuple(changes), {})

    def _sorted(
        self, found: Audit, finding_ids: Iterable[str]
    ) -> tuple[list[Finding], dict[str, FixError | ServerError]]:
        """Return the findings that still hold, and why nobody knows it of others.

        Those that are mended meanwhile are in neither.
        """
        known = {one.id: one for one in found.findings}
        wanted: list[Finding] = []
        unread: dict[str, FixError | ServerError] = {}
        for finding_id in finding_ids:
            if finding_id in known:
                wanted.append(known[finding_id])
                continue
            record = self._engine.audits.known(finding_id)
            ruling = found.ruling(record.rule_id, record.server_id)
            if ruling in {Ruling.UNKNOWN, Ruling.ERROR}:
                unread[finding_id] = Unread(f"{record.rule_id} could not be judged")
        return wanted, unread

    async def undo(self, change_id: str) -> Change:
        """Take a change back, then look again.

        Raises:
            NotKnown: There is no such change.
            FixError: It cannot be taken back.
            ServerError: A server did not answer.
        """
        async with self._one_at_a_time:
            change = await self._engine.store.audits.change(change_id)
            if change is None:
                raise NotKnown("change", change_id)
            undone = await self._fixer().undo(change)
        server_id = change.steps[0].server if change.steps else ""
        title = await self._engine.audits.title(change.finding_id) or change.server
        self._tell("fix_undone", title, server_id, undone)
        await self._engine.audits.look_again()
        return undone

    async def settle(self) -> None:
        """Find out what became of changes of which nobody saw the end.

        Home Assistant was stopped meanwhile, or the server went away: what that was told
        is found out once it is back.

        Raises:
            StoreError: They could not be read, or written down.
        """
        async with self._one_at_a_time:
            for change in await self._engine.store.audits.unsettled():
                with suppress(FixError, ServerError):
                    await self._fixer().settle(change)

    def _fixer(self, untouchable: frozenset[str] = frozenset()) -> Fixer:
        return Fixer(
            {
                server_id: _settings(each)
                for server_id, each in self._engine.coordinators.items()
            },
            now=dt_util.utcnow,
            new_id=lambda: uuid7().hex,
            keep=self._engine.store.audits.keep,
            untouchable=untouchable,
            untried=[
                server_id
                for server_id, each in self._engine.coordinators.items()
                if each.info is not None
                and not _is_tried(each.server.type, each.info.version)
            ],
        )

    def _tell(self, event: str, title: str, server_id: str, change: Change) -> None:
        self._engine.audits.tell(
            event,
            severity=Weight.SUCCESS,
            server_id=server_id or None,
            title=title,
            correlation_id=change.id,
            data=change.shape(),
        )


def _untouchable(found: Audit) -> frozenset[str]:
    return frozenset(
        one.server_id
        for one in found.findings
        if one.rule.id == _DISK_MISSING and one.severity is Severity.CRITICAL
    )


def _is_tried(server_type: ServerType, version: str) -> bool:
    """Return whether fixes were tried with a version, by its first number."""
    tried = threshold("fixes_tried_with")[server_type]
    return version.partition(".")[0] in map(str, tried)


def _settings(coordinator: AnyCoordinator) -> Settings:
    match coordinator.client:
        case PlexClient() as plex:
            return PlexSettings(plex)
        case SabnzbdClient() as sabnzbd:
            return SabnzbdSettings(sabnzbd)
        case arr:
            return ArrSettings(arr, asyncio.sleep)
