"""Mends what an audit found: preview, write, look again, and take back on request.

Only what people asked for is written; what they were not shown is refused.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
import hashlib
import logging

import msgspec

from ..servers.base import ServerError
from .arr_settings import HOST
from .errors import (
    Busy,
    ChangedMeanwhile,
    DiskMissing,
    Drifted,
    FixError,
    NeedsYes,
    NoBackup,
    NotFixable,
    NotUndoable,
    NotVerified,
    Refused,
    UntriedVersion,
)
from .model import Edit, Finding, Risk
from .record import ACTION, Change, Difference, Step
from .settings import Resource, Settings, same

_LOGGER = logging.getLogger(__name__)


type Keep = Callable[[Change], Awaitable[None]]
"""Writes a change into the store."""


async def forget(change: Change) -> None:
    """Keep nothing of a change: for who has no store."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of mending several findings.

    Attributes:
        changes: What was changed.
        failures: Why others were not, by finding.
        saved: Ids of the servers that made a backup of their settings first.
    """

    changes: tuple[Change, ...]
    failures: Mapping[str, FixError | ServerError]
    saved: tuple[str, ...] = ()


class Fixer:
    """Makes and takes back changes, one at a time per server."""

    def __init__(
        self,
        settings: Mapping[str, Settings],
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        keep: Keep = forget,
        untouchable: Collection[str] = (),
        untried: Collection[str] = (),
    ) -> None:
        """Prepare to mend.

        Args:
            settings: The settings of each server by its id.
            now: The clock.
            new_id: Makes ids of changes.
            keep: Keeps each change, before anything is sent and when it is known how
                it ended.
            untouchable: Ids of servers that miss a library folder: nothing is changed
                there until it is back, except for what is given back.
            untried: Ids of servers of a version that fixes were not tried with.
        """
        self._untried = frozenset(untried)
        self._untouchable = frozenset(untouchable)
        self._settings = settings
        self._now = now
        self._new_id = new_id
        self._keep = keep
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def preview(self, finding: Finding) -> Change:
        """Return what mending a finding would change; nothing is written.

        Raises:
            NotFixable: Only a person, or another tool, can mend it.
            ServerError: A server did not answer.
        """
        _check(finding)
        steps = [
            await self._plan(server, resource, edits)
            for (server, resource), edits in _grouped(finding.edits).items()
        ]
        return Change(
            id=self._new_id(),
            finding_id=finding.id,
            server=finding.server,
            steps=tuple(step for step in steps if step.differences),
            dry_run=True,
            at=self._now(),
        )

    async def apply(
        self, finding: Finding, *, seen: Change | None = None, yes: bool = False
    ) -> Change:
        """Mend a finding, look again, and return what changed.

        Args:
            finding: What to mend.
            seen: The preview that people agreed to; None for what is there now.
            yes: Whether they agreed to a risk or a restart.

        Raises:
            FixError: It was not mended; what was written before is put back.
            ServerError: A server did not answer; what was written is put back.
        """
        self._may(finding, seen=seen is not None, yes=yes)
        for server in _servers(finding):
            if await self._of(server).is_busy():
                raise Busy(f"{server} makes a backup or updates itself")
        plan = seen or await self.preview(finding)
        change = msgspec.structs.replace(plan, dry_run=False, at=self._now())
        await self._keep(change)
        done: list[Step] = []
        lost: list[Step] = []
        try:
            for step in change.steps:
                async with self._locks[step.server]:
                    done.append(await self._make(step, lost))
        except FixError, ServerError:
            lost += await self._put_back(done)
            # What could not be put back may be there: `settle` finds that out.
            await self._keep(msgspec.structs.replace(change, failed=not lost))
            raise
        change = msgspec.structs.replace(
            change, steps=tuple(done), applied=True, verified=True
        )
        await self._keep(change)
        return change

    async def apply_all(
        self, findings: Sequence[Finding], *, yes: bool = False
    ) -> Batch:
        """Mend several findings; one failure stops no other.

        Each app makes a backup of its own first, where it can. Where that fails nothing
        is changed.

        Args:
            findings: What to mend; without a yes only what is a click.
            yes: Whether people agreed to risks and restarts.
        """
        changes: list[Change] = []
        failures: dict[str, FixError | ServerError] = {}
        wanted: list[Finding] = []
        for finding in findings:
            try:
                self._may(finding, seen=False, yes=yes)
                if not (yes or finding.one_click):
                    raise NeedsYes(f"{finding.rule.id} is more than a click")
            except FixError as err:
                failures[finding.id] = err
            else:
                wanted.append(finding)
        # A missing backup is itself something to mend: then it is made once.
        ordered = sorted(wanted, key=_orders, reverse=True)
        saved, unsaved = await self._back_up(ordered)
        for finding in ordered:
            try:
                for server in _servers(finding) & unsaved.keys():
                    raise unsaved[server]
                changes.append(await self.apply(finding, yes=yes))
            except (FixError, ServerError) as err:
                failures[finding.id] = err
                if _orders(finding):
                    unsaved |= {
                        server: NoBackup(str(err)) for server in _servers(finding)
                    }
        return Batch(tuple(changes), failures, saved)

    async def _back_up(
        self, findings: Sequence[Finding]
    ) -> tuple[tuple[str, ...], dict[str, FixError | ServerError]]:
        """Return which servers saved their settings, and which could not, and why."""
        saved: list[str] = []
        unsaved: dict[str, FixError | ServerError] = {}
        ordered = {name for one in findings if _orders(one) for name in _servers(one)}
        for server in dict.fromkeys(name for one in findings for name in _servers(one)):
            if server in ordered:
                continue
            try:
                async with self._locks[server]:
                    if await self._of(server).back_up():
                        saved.append(server)
            except (FixError, ServerError) as err:
                unsaved[server] = err
        return tuple(saved), unsaved

    async def undo(self, change: Change) -> Change:
        """Take a change back; what others changed since stays as it is.

        Raises:
            NotUndoable: It cannot be taken back, or was already.
            Drifted: A value is neither what it was nor what it was made.
            FixError: The app did not take it.
            ServerError: A server did not answer.
        """
        if not change.is_undoable:
            raise NotUndoable(f"{change.id} cannot be taken back")
        for step in change.steps:
            await self._check_drift(step)
        for step in reversed(change.steps):
            async with self._locks[step.server]:
                await self._take_back(step)
        undone = msgspec.structs.replace(change, undone_at=self._now())
        await self._keep(undone)
        return undone

    async def settle(self, change: Change) -> Change:
        """Find out what became of a change whose end nobody saw, as before a crash.

        What is there counts as made, and can be taken back; an order cannot be known.

        Raises:
            ServerError: A server did not answer.
        """
        made = [
            step
            for step in change.steps
            if step.resource != ACTION and await self._is_there(step, None)
        ]
        whole = len(made) == len(change.steps)
        settled = msgspec.structs.replace(
            change,
            steps=tuple(made),
            applied=bool(made),
            verified=bool(made) and whole,
            failed=not made,
        )
        await self._keep(settled)
        return settled

    def _may(self, finding: Finding, *, seen: bool, yes: bool) -> None:
        """Raise unless a finding may be mended now."""
        _check(finding)
        if _servers(finding) & self._untouchable:
            raise DiskMissing(f"{finding.server} misses a library folder")
        if not yes and _servers(finding) & self._untried:
            raise UntriedVersion(f"{finding.server} is of another version")
        if not yes and (
            finding.rule.risk is Risk.HIGH
            or finding.rule.restarts
            or any(edit.resource == HOST for edit in finding.edits)
            or (not seen and finding.rule.risk is Risk.MEDIUM)
        ):
            raise NeedsYes(f"{finding.rule.id} is risky", title=finding.title)

    # -- one resource ------------------------------------------------------------------

    async def _plan(self, server: str, resource: str, edits: Iterable[Edit]) -> Step:
        settings = self._of(server)
        whole = await settings.read(resource)
        wanted = {edit.field: edit.value for edit in edits}
        if whole is None and not all(edit.create for edit in edits):
            raise Refused(f"{resource} is not there any more")
        differences = []
        if whole is not None and all(edit.create for edit in edits):
            # Somebody has made it since: how is their choice.
            wanted = {}
        for field, after in wanted.items():
            before = None if whole is None else settings.value(whole, field)
            if whole is None or not same(before, after):
                differences.append(Difference(field=field, before=before, after=after))
        fields = {one.field for one in differences}
        return Step(
            server=server,
            resource=resource,
            differences=tuple(differences),
            digest=_digest(settings.compared(resource, whole, fields)),
            creates=whole is None,
        )

    async def _make(self, step: Step, lost: list[Step]) -> Step:
        """Write one resource, and read it again.

        Args:
            step: What to write.
            lost: Gets the step when it fails and cannot be put back.

        Raises:
            ChangedMeanwhile: It is not what it was when the change was planned.
            NotVerified: It is not what it should be now.
        """
        settings = self._of(step.server)
        whole = await settings.read(step.resource)
        fields = {one.field for one in step.differences}
        found = _digest(settings.compared(step.resource, whole, fields))
        if found != step.digest:
            raise ChangedMeanwhile(f"{step.resource} has changed", name=step.resource)
        new = deepcopy(whole) if whole is not None else _named(step.resource)
        for one in step.differences:
            if step.creates:
                new[one.field] = one.after
            else:
                settings.put(new, one.field, one.after)
        changes = {one.field: one.after for one in step.differences}
        try:
            await settings.write(step.resource, new, changes)
        except Refused:
            raise
        except ServerError:
            # It may have arrived all the same: what is there now tells.
            if not await self._is_there(step, whole):
                lost += await self._put_back([step])
                raise
            _LOGGER.debug("%s was written without an answer", step.resource)
        try:
            if not await self._is_as_planned(step, whole, new):
                raise NotVerified(f"{step.resource} was not taken", name=step.resource)
            await settings.try_out(step.resource, whole)
        except FixError, ServerError:
            lost += await self._put_back([step])
            raise
        return msgspec.structs.replace(step, written=True)

    async def _is_there(self, step: Step, before: Resource | None) -> bool:
        try:
            return await self._is_as_planned(step, before, None)
        except ServerError:
            return False

    async def _is_as_planned(
        self, step: Step, before: Resource | None, new: Resource | None
    ) -> bool:
        """Return whether all values are there, and nothing else of the resource changed."""
        settings = self._of(step.server)
        found = await settings.read(step.resource)
        if found is None:
            return False
        if step.resource == ACTION:
            return before is not None and found["ids"] != before["ids"]
        for one in step.differences:
            if not same(settings.value(found, one.field), one.after):
                return False
        if new is None or step.creates:
            return True
        fields = {one.field for one in step.differences}
        compared = settings.compared(step.resource, found, fields)
        return bool(compared == settings.compared(step.resource, new, fields))

    async def _check_drift(self, step: Step) -> None:
        settings = self._of(step.server)
        whole = await settings.read(step.resource)
        if whole is None:
            if step.creates:
                return
            raise Drifted(f"{step.resource} is gone", name=step.resource)
        for one in step.differences:
            value = settings.value(whole, one.field)
            if not (same(value, one.after) or same(value, one.before)):
                raise Drifted(f"{step.resource} has changed", name=one.field)

    async def _take_back(self, step: Step) -> None:
        """Give the values of one resource back; what else it holds stays as it is now."""
        settings = self._of(step.server)
        whole = await settings.read(step.resource)
        if step.creates:
            if whole is not None:
                await settings.remove(step.resource)
            if await settings.read(step.resource) is not None:
                raise NotVerified(f"{step.resource} is still there", name=step.resource)
            return
        if whole is None:
            raise Drifted(f"{step.resource} is gone", name=step.resource)
        new = deepcopy(whole)
        changes = {}
        for one in step.differences:
            if not same(settings.value(whole, one.field), one.before):
                settings.put(new, one.field, one.before)
                changes[one.field] = one.before
        if changes:
            await settings.write(step.resource, new, changes, force=True)
        found = await settings.read(step.resource)
        for one in step.differences:
            if found is None or not same(settings.value(found, one.field), one.before):
                raise NotVerified(f"{step.resource} stayed", name=one.field)

    async def _put_back(self, steps: list[Step]) -> list[Step]:
        """Take back what was written before a failure, the last first.

        Returns:
            What could not be taken back.
        """
        lost = []
        for step in reversed(steps):
            if step.resource == ACTION:
                continue
            try:
                await self._take_back(step)
            except (FixError, ServerError) as err:
                _LOGGER.warning("%s could not be put back: %s", step.resource, err)
                lost.append(step)
        return lost

    def _of(self, server: str) -> Settings:
        try:
            return self._settings[server]
        except KeyError:
            raise NotFixable(f"there is no server {server}") from None


def _check(finding: Finding) -> None:
    if not finding.fixable:
        raise NotFixable(f"{finding.rule.id} is for people", title=finding.title)


def _servers(finding: Finding) -> set[str]:
    """Return the ids of the servers that mending a finding writes to."""
    return {edit.server for edit in finding.edits}


def _orders(finding: Finding) -> bool:
    """Return whether mending a finding is an order, which only a backup is."""
    return any(edit.resource == ACTION for edit in finding.edits)


def _grouped(edits: Iterable[Edit]) -> dict[tuple[str, str], list[Edit]]:
    """Return edits by resource, in the order in which they must be made."""
    grouped: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for edit in edits:
        grouped[edit.server, edit.resource].append(edit)
    return grouped


def _named(resource: str) -> Resource:
    return {"name": resource.partition("/")[2]}


def _digest(value: object) -> str:
    text = msgspec.json.encode(value, order="deterministic")
    return hashlib.sha256(text).hexdigest()
