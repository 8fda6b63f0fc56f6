"""Audits of one stack: looked at now and then and on request, told, and kept."""

import asyncio
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid7

from homeassistant.util import dt as dt_util
import msgspec

from ..activity import ActivityKind, JsonValue, Severity as Weight
from ..audit.cases import cases, rules, table
from ..audit.engine import Audit, audit
from ..audit.history import Looked, look, open_ones
from ..audit.model import Finding, Severity
from ..audit.readers import known_answers, read
from ..audit.record import AuditRecord, FindingFilter, FindingRecord, FindingState
from ..audit.score import ENOUGH
from ..audit.told import named_hosts
from ..audit.views import Stack, Told
from ..audit.words import Words
from ..coordinators import AnyCoordinator, ArrCoordinator
from ..downloads.errors import NotKnown
from ..message import Message
from ..reasoning.findings import Ranking
from ..servers.base import ServerError
from ..servers.models import Series
from ..store import Page, StoreError
from .audit_shapes import audit_shape, finding_shape, score_text
from .audit_suggestions import suggestions
from .reasoning import Explained

if TYPE_CHECKING:
    from .stack import Engine

FIRST = timedelta(minutes=10)
"""After the start, for the servers to settle."""
EVERY = timedelta(days=7)
SECOND_LOOK = timedelta(minutes=10)
"""After which a passing state is believed."""
LOOK = timedelta(minutes=10)
"""How often it is asked whether an audit is due, and whether a server has a new version."""
_TOLD_ALONE = 5
"""New findings that get an event of their own each; the report of the audit has all."""
_TABLES = ("thresholds", "trash_sizes", "trash_formats")


class AuditDesk:
    """Audits a stack, and remembers what people decide about the findings."""

    def __init__(self, engine: Engine) -> None:
        """Audit engine's stack; `load` before anything else."""
        self._engine = engine
        self._words: Words
        self._records: dict[str, FindingRecord] = {}
        self._unsure: frozenset[str] = frozenset()
        self._fixed: dict[str, FindingRecord] = {}
        self._ranked: dict[str, Ranking] = {}
        self._raised: tuple[Finding, ...] = ()
        self._gains: tuple[tuple[str, float], ...] = ()
        self._one_audit = asyncio.Lock()
        self._deciding = asyncio.Lock()
        """Held while what is known is brought up to date, so that no decision is lost."""
        self.hosts: frozenset[str] = frozenset()
        """How the apps call the machines of the house, since the last look."""
        self.last: AuditRecord | None = None
        """What the last audit came to."""

    async def load(self) -> None:
        """Read the rules, and what is known from earlier audits."""
        language = self._engine.hass.config.language
        self._words = await self._engine.hass.async_add_executor_job(_prepare, language)
        known = await self._engine.store.audits.all_open_or_dismissed()
        # A rule that this version no longer has says nothing any more.
        self._records = {
            record.id: record for record in known if record.rule_id in rules()
        }
        self.last = await self._engine.store.audits.last()

    # What entities and actions look at.

    @property
    def open_findings(self) -> list[FindingRecord]:
        """The findings that ask for something, the worst first."""
        order = list(Severity)
        return sorted(
            open_ones(self._records.values()),
            key=lambda one: (order.index(Severity(one.severity)), one.id),
        )

    @property
    def just_fixed(self) -> list[FindingRecord]:
        """The findings that the last look no longer saw: who mended them may undo that."""
        return [*self._fixed.values()]

    def ranking(self, record: FindingRecord) -> Ranking | None:
        """Return what a language model says of a finding, if it was asked."""
        return self._ranked.get(record.id)

    @property
    def score(self) -> float | None:
        """The health score; None before the first audit, or when too little was read."""
        last = self.last
        return None if last is None or last.coverage < ENOUGH else last.score

    @property
    def gains(self) -> list[dict[str, JsonValue]]:
        """What would raise the score most if it were mended, and by how many points."""
        return [
            {
                "finding_id": finding_id,
                "title": self.finding_shape(self._records[finding_id])["title"],
                "points": points,
            }
            for finding_id, points in self._gains
            if finding_id in self._records
        ]

    async def findings(
        self, wanted: FindingFilter, limit: int, offset: int
    ) -> Page[FindingRecord]:
        """Return findings, the worst first; none of rules that are no more."""
        page = await self._engine.store.audits.list(wanted, limit, offset)
        known = [record for record in page.items if record.rule_id in rules()]
        return Page(known, page.total)

    def finding_shape(self, record: FindingRecord) -> dict[str, JsonValue]:
        """Return the public shape of a finding."""
        name = self._engine.shaper.name(record.server_id)
        shape = finding_shape(record, self._words, self.ranking(record))
        return {**shape, "server": name, "how": self._how(record, str(shape["how"]))}

    def _how(self, record: FindingRecord, told: str) -> str:
        """Return what a person does, also where AutoArr mends the like and not this one."""
        is_mended = rules()[record.rule_id].fixable
        if record.fixable or (told and not (is_mended and record.managed_by)):
            return told
        key = "finding_managed" if record.managed_by else "finding_by_hand"
        return self._engine.phrases.words(Message(key=key))

    async def finding(self, finding_id: str) -> FindingRecord:
        """Return a finding that is open or dismissed.

        Raises:
            NotKnown: There is none of that id.
        """
        try:
            return self._records[finding_id]
        except KeyError:
            raise NotKnown("finding", finding_id) from None

    async def title(self, finding_id: str) -> str:
        """Return what a finding is called, also one long fixed; "" where nobody knows.

        Raises:
            StoreError: The store could not be read.
        """
        record = await self._engine.store.audits.finding(finding_id)
        if record is None or record.rule_id not in rules():
            return ""
        return str(self.finding_shape(record)["title"])

    def known(self, finding_id: str) -> FindingRecord:
        """Return a finding that is open, dismissed or just fixed.

        Raises:
            NotKnown: There is none of that id.
        """
        record = self._records.get(finding_id) or self._fixed.get(finding_id)
        if record is None:
            raise NotKnown("finding", finding_id)
        return record

    # Looking.

    async def run(self) -> None:
        """Audit when it is time: after set-up, every week, and after an update."""
        await asyncio.sleep(FIRST.total_seconds())
        while True:
            with suppress(StoreError):
                await self._engine.fixes.settle()
            if self._is_due():
                with suppress(StoreError, ServerError):
                    await self.audit(patient=True)
                if self._unsure:
                    await asyncio.sleep(SECOND_LOOK.total_seconds())
                    with suppress(StoreError, ServerError):
                        await self.audit(patient=True)
            await asyncio.sleep(LOOK.total_seconds())

    def _is_due(self) -> bool:
        versions = self._versions()
        if not versions or not self._engine.store.healthy:
            # Nobody would answer, or nothing could be kept.
            return False
        if self.last is None or dt_util.utcnow() - self.last.at >= EVERY:
            return True
        return any(
            server_id not in self.last.versions
            or self.last.versions[server_id] != version
            for server_id, version in versions.items()
        )

    def _versions(self) -> dict[str, str]:
        return {
            server_id: each.info.version
            for server_id, each in self._engine.coordinators.items()
            if each.info is not None and each.last_update_success
        }

    async def audit(
        self, server_id: str | None = None, *, patient: bool = False
    ) -> AuditRecord:
        """Look at all settings, or judge those of one server alone, and tell what is new.

        Args:
            server_id: The one server; None for all. The others are read all the same:
                many rules are about what two servers say.
            patient: Whether passing troubles wait for a second look.

        Raises:
            ServerError: No server answered, or not the one that it is about.
            StoreError: What was found cannot be written down.
        """
        async with self._one_audit:
            correlation_id = uuid7().hex
            self.tell("audit_started", correlation_id=correlation_id)
            try:
                stack, unread = await self._look()
                if server_id in unread:
                    raise unread[server_id]
                record = await self._judge(
                    stack, unread, correlation_id, server_id, patient=patient
                )
            except ServerError, StoreError:
                self.tell(
                    "audit_failed",
                    severity=Weight.ERROR,
                    correlation_id=correlation_id,
                )
                raise
            if server_id is None:
                self.last = record
            self._engine.async_tell_listeners()
            return record

    async def _look(self) -> tuple[Stack, dict[str, ServerError]]:
        """Return what the servers say, and why some say nothing, by their ids."""
        stack, unread = Stack(dt_util.utcnow()), dict[str, ServerError]()
        coordinators = list(self._engine.coordinators.values())
        results = await asyncio.gather(
            *(self._read(each) for each in coordinators), return_exceptions=True
        )
        for coordinator, result in zip(coordinators, results, strict=True):
            server = coordinator.server
            if isinstance(result, ServerError):
                unread[server.id] = result
                result = {}
            elif isinstance(result, BaseException):
                raise result
            stack.add(
                Told(
                    server_id=server.id,
                    name=server.name,
                    server_type=server.type,
                    answers=result,
                    url=server.url,
                )
            )
        if unread and len(unread) == len(coordinators):
            raise next(iter(unread.values()))
        self.hosts |= named_hosts(stack)
        return stack, unread

    async def _read(self, coordinator: AnyCoordinator) -> dict[str, Any]:
        client = coordinator.client
        return await read(coordinator.server.type, client.setting, _known(coordinator))

    async def _judge(
        self,
        stack: Stack,
        unread: Collection[str],
        correlation_id: str,
        server_id: str | None,
        *,
        patient: bool,
    ) -> AuditRecord:
        found = audit(stack, self._words)
        if server_id is not None:
            found = found.about(server_id)
        async with self._deciding:
            looked = look(
                found,
                self._records,
                self._unsure,
                stack.now,
                patient=patient,
                whole=server_id is None,
            )
            records = list(looked.records.values())
            record = AuditRecord(
                id=correlation_id,
                at=stack.now,
                score=looked.score.value,
                coverage=looked.score.coverage,
                open_findings=len(open_ones(records)),
                new_findings=len(looked.raised),
                server_ids=tuple(view.id for view in stack.views)
                if server_id is None
                else (server_id,),
                unread=tuple(view.name for view in stack.views if view.id in unread),
                versions=self._versions(),
            )
            kept = record if server_id is None else None
            await self._engine.store.audits.save(records, kept)
            self._remember(looked, records)
        self._tell_of(looked, record)
        return record

    def _remember(self, looked: Looked, records: Iterable[FindingRecord]) -> None:
        self._records, self._fixed = {}, {}
        for one in records:
            is_fixed = one.state is FindingState.FIXED
            (self._fixed if is_fixed else self._records)[one.id] = one
        self._unsure = looked.unsure
        self._raised, self._gains = looked.raised, looked.score.gains

    # A language model's part.

    async def rank(self) -> None:
        """Let a model order and explain what is open; without one nothing changes."""
        shapes = [self.finding_shape(record) for record in self.open_findings]
        if ranked := await self._engine.reasoning.order_findings(shapes):
            self._ranked = ranked

    async def suggest(self) -> list[dict[str, JsonValue]]:
        """Return problems that a model sees and no rule; none without a model."""
        if not self._engine.reasoning.is_set_up:
            return []
        stack, _ = await self._look()
        known = [self.finding_shape(record) for record in self.open_findings]
        return await suggestions(self._engine.reasoning, stack, known)

    async def explain(self, finding_id: str) -> Explained:
        """Return sentences about a finding.

        Raises:
            NotKnown: There is no such finding.
        """
        shape = self.finding_shape(await self.finding(finding_id))
        names = ("title", "why", "recommended", "effect", "how")
        said = [str(shape[name]).rstrip(".") for name in names if shape[name]]
        told = ". ".join(said) + "."
        return await self._engine.reasoning.explain_finding(shape, told)

    # Deciding.

    async def dismiss(self, finding_id: str, until: datetime | None) -> FindingRecord:
        """Leave a finding alone, until a moment or until its value changes.

        Raises:
            NotKnown: There is no such finding.
            StoreError: It could not be written down.
        """
        async with self._deciding:
            dismissed = msgspec.structs.replace(
                await self.finding(finding_id),
                state=FindingState.DISMISSED,
                dismissed_until=until,
            )
            await self._engine.store.audits.save([dismissed])
            self._records[finding_id] = dismissed
        self._engine.async_tell_listeners()
        return dismissed

    # For those who mend.

    async def fresh(self, finding_ids: Iterable[str]) -> Audit:
        """Return what the rules find now; nothing is told or kept.

        Args:
            finding_ids: The findings that somebody wants mended.

        Raises:
            NotKnown: There never was one of them.
            ServerError: No server answered.
        """
        for one in finding_ids:
            self.known(one)
        async with self._one_audit:
            stack, _ = await self._look()
        return audit(stack, self._words)

    async def look_again(self) -> tuple[Finding, ...]:
        """See whether a change helped; that it was made is told in any case.

        Returns:
            The serious findings that were not there before.
        """
        with suppress(ServerError, StoreError):
            await self.audit(patient=True)
            return tuple(one for one in self._raised if one.severity in _SERIOUS)
        return ()

    # Telling.

    def _tell_of(self, looked: Looked, record: AuditRecord) -> None:
        for finding in looked.raised[:_TOLD_ALONE]:
            self.tell(
                "finding_raised",
                severity=_WEIGHTS.get(finding.severity, Weight.INFO),
                server_id=finding.server_id or None,
                title=finding.title,
                correlation_id=record.id,
                data=self.finding_shape(looked.records[finding.id]),
            )
        self.tell(
            "audit_completed",
            severity=Weight.SUCCESS,
            correlation_id=record.id,
            placeholders={
                "score": score_text(record),
                "count": str(record.open_findings),
            },
            data=audit_shape(record),
        )

    def tell(
        self,
        event: str,
        *,
        severity: Weight = Weight.INFO,
        server_id: str | None = None,
        title: str = "",
        correlation_id: str,
        placeholders: dict[str, str] | None = None,
        data: dict[str, JsonValue] | None = None,
    ) -> None:
        """Tell of something once, in the feed and on the bus."""
        title = title or self._engine.entry.title
        self._engine.feed.tell(
            ActivityKind.AUDIT,
            Message(
                key=f"activity_{event}",
                placeholders={"title": title, **(placeholders or {})},
            ),
            event=event,
            severity=severity,
            server_id=server_id,
            title=title,
            correlation_id=correlation_id,
            data=data,
        )


_SERIOUS = frozenset({Severity.CRITICAL, Severity.HIGH})
_WEIGHTS = {
    Severity.CRITICAL: Weight.ERROR,
    Severity.HIGH: Weight.WARNING,
    Severity.MEDIUM: Weight.WARNING,
}


def _prepare(language: str) -> Words:
    """Read and import all that an audit needs: that blocks, and is done once."""
    cases()
    for name in _TABLES:
        table(name)
    return Words.load(language)


def _known(coordinator: AnyCoordinator) -> dict[str, Any]:
    """Return what the polls of a server know already, as that would answer it."""
    if not isinstance(coordinator, ArrCoordinator) or coordinator.data is None:
        return {}
    titles = tuple(coordinator.library.values())
    series = [title for title in titles if isinstance(title, Series)]
    # Films are asked for: rules look at more of them than the index keeps.
    return known_answers(
        coordinator.data.health,
        coordinator.data.root_folders,
        series if series and len(series) == len(titles) else None,
    )
