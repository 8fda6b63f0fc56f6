"""Asks every rule about every server it concerns, and makes findings of what breaks one.

Pure: what the servers said lies ready, nothing is asked or written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
import logging

from ..servers.models import ServerType
from .cases import cases, rules
from .model import (
    Edit,
    Finding,
    Hit,
    Owner,
    Pack,
    Rule,
    Ruling,
    Scope,
    Severity,
    finding_id,
)
from .owners import owners
from .rows import Missing
from .score import Score, score
from .views import ArrView, Stack, View
from .words import Words

_LOGGER = logging.getLogger(__name__)

ALL_PACKS = frozenset(Pack)
_REST = "*"
_MOST_NAMED = 3
_KINDS: dict[Scope, Callable[[View], bool]] = {
    Scope.SABNZBD: lambda view: view.type is ServerType.SABNZBD,
    Scope.SONARR: lambda view: view.type is ServerType.SONARR,
    Scope.RADARR: lambda view: view.type is ServerType.RADARR,
    Scope.ARR: lambda view: isinstance(view, ArrView),
    Scope.PLEX: lambda view: view.type is ServerType.PLEX,
    Scope.ANY: lambda view: True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What came of asking one rule about one server, or about all (server "")."""

    rule: Rule
    server: str
    ruling: Ruling
    missing: str = ""
    """What could not be read, where that is why nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit found."""

    findings: tuple[Finding, ...]
    rulings: tuple[Ruled, ...]
    score: Score

    def ruling(self, rule_id: str, server: str | None = None) -> Ruling | None:
        """Return the worst ruling of a rule; None if it concerned nobody.

        Args:
            rule_id: The rule.
            server: The id of the one server, or what concerns the stack; None for all.
        """
        found = [
            ruled.ruling
            for ruled in self.rulings
            if ruled.rule.id == rule_id
            and (server is None or ruled.server in {server, ""})
        ]
        worst = (Ruling.VIOLATED, Ruling.ERROR, Ruling.UNKNOWN, Ruling.HOLDS)
        return next((ruling for ruling in worst if ruling in found), None)

    def about(self, server: str) -> Audit:
        """Return what it found of one server, with the score of that one alone."""
        findings = tuple(one for one in self.findings if one.server_id == server)
        rulings = tuple(one for one in self.rulings if one.server == server)
        judged = [(one.rule, one.ruling) for one in rulings]
        return Audit(findings=findings, rulings=rulings, score=score(findings, judged))


def audit(
    stack: Stack,
    words: Words,
    *,
    packs: Iterable[Pack] = ALL_PACKS,
    ruled_by: Iterable[str] | None = None,
) -> Audit:
    """Return what the settings of a stack break.

    Args:
        stack: The servers with their answers.
        words: The sentences of the rules.
        packs: Which packs of rules to ask; only core ones count for the score.
        ruled_by: Ids of the rules to ask; None for all.
    """
    run = _Run(stack, words)
    wanted, only = frozenset(packs), None if ruled_by is None else frozenset(ruled_by)
    # What an app says itself comes last: only then is known what other rules said.
    for rule in sorted(rules().values(), key=lambda one: _REST in one.health_checks):
        if rule.pack in wanted and (only is None or rule.id in only):
            run.ask(rule)
    order = list(Severity)
    findings = tuple(
        sorted(
            run.findings,
            key=lambda one: (order.index(one.severity), one.rule.id, one.server),
        )
    )
    return Audit(
        findings=findings,
        rulings=tuple(run.rulings),
        score=score(findings, [(one.rule, one.ruling) for one in run.rulings]),
    )


@dataclass(slots=True)
class _Run:
    """One audit while it goes on."""

    stack: Stack
    words: Words
    findings: list[Finding] = field(default_factory=list)
    rulings: list[Ruled] = field(default_factory=list)
    _owners: dict[str, frozenset[Owner]] = field(default_factory=dict)

    def ask(self, rule: Rule) -> None:
        """Ask a rule about whatever it concerns in this stack."""
        if not all(self._has(scope) for scope in rule.needs):
            return
        if rule.scope is Scope.STACK:
            if len(self.stack.arrs) > 1:
                self._rule(rule, None)
            return
        for view in self.stack.views:
            if _KINDS[rule.scope](view):
                self._rule(rule, view)

    def _has(self, scope: Scope) -> bool:
        return any(_KINDS[scope](view) for view in self.stack.views)

    def _rule(self, rule: Rule, view: View | None) -> None:
        found, missing, failed = self._hits(rule, view)
        if _REST in rule.health_checks:
            told = self._told(view)
            found = {key: hit for key, hit in found.items() if key not in told}
        if found:
            ruling = Ruling.VIOLATED
        elif failed:
            ruling = Ruling.ERROR
        else:
            ruling = Ruling.UNKNOWN if missing else Ruling.HOLDS
        server = view.id if view else ""
        self.rulings.append(
            Ruled(rule=rule, server=server, ruling=ruling, missing=missing)
        )
        self.findings += [self._finding(rule, view, hit) for hit in found.values()]

    def _told(self, view: View | None) -> set[str]:
        """Return the checks of an app that other rules have answered for."""
        own = view.id if view else ""
        return {
            name
            for ruled in self.rulings
            if ruled.ruling in {Ruling.HOLDS, Ruling.VIOLATED}
            and (ruled.server == own or ruled.rule.scope is not Scope.ARR)
            for name in ruled.rule.health_checks
        }

    def _hits(self, rule: Rule, view: View | None) -> tuple[dict[str, Hit], str, bool]:
        """Return what breaks a rule by subject, what is missing, whether it failed."""
        found: dict[str, Hit] = {}
        missing, failed = "", False
        for case in cases()[rule.id]:
            severity = case.severity or rule.severity
            try:
                for hit in case.condition(view or self.stack):
                    told = hit.severity or severity
                    found.setdefault(hit.subject, replace(hit, severity=told))
            except Missing as err:
                missing = missing or str(err)
            except Exception:
                # Whatever an app answers, one rule must not end the audit.
                _LOGGER.exception("Rule %s failed", rule.id)
                failed = True
            if found and view is not None and "" in found:
                break
        return found, missing, failed

    def _finding(self, rule: Rule, view: View | None, hit: Hit) -> Finding:
        about = view
        if hit.server is not None:
            about = next(one for one in self.stack.views if one.id == hit.server)
        told = self.words.of(rule.id)
        owner = rule.owner if about and rule.owner in self._owned(about) else None
        title = f"{told.title}: {hit.subject}" if hit.subject else told.title
        recommended = hit.recommended or _values(hit.edits)
        return Finding(
            id=finding_id(rule.id, about.id if about else "", hit.subject),
            rule=rule,
            server_id=about.id if about else "",
            server=about.name if about else "",
            server_type=about.type if about else None,
            subject=hit.subject,
            title=title,
            severity=hit.severity or rule.severity,
            current=hit.current,
            recommended=recommended,
            advice=told.advice(recommended),
            why=told.why,
            effect=told.effect,
            how=told.how,
            edits=hit.edits if rule.fixable else (),
            owner=owner,
        )

    def _owned(self, view: View) -> frozenset[Owner]:
        if view.id not in self._owners:
            known = owners(view) if isinstance(view, ArrView) else frozenset[Owner]()
            self._owners[view.id] = known
        return self._owners[view.id]


def _values(edits: tuple[Edit, ...]) -> str:
    """Return the values that would mend something, as far as they are short."""
    return ", ".join(
        f"{edit.field.removeprefix('fields.')} = {_short(edit.value)}"
        for edit in edits[:_MOST_NAMED]
    )


def _short(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, list | tuple):
        return str(value)
    named = ", ".join(str(item) for item in value[:_MOST_NAMED])
    return f"{named}, …" if len(value) > _MOST_NAMED else named or "-"
