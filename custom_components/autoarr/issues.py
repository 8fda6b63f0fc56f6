"""Repair issues: what only a person can put in order, kept in step with the stack."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import slugify

from .audit.model import Severity
from .audit.record import FindingRecord
from .const import (
    DOCUMENTATION,
    DOMAIN,
    ISSUE_AI_KEY_REJECTED,
    ISSUE_AI_MODEL_GONE,
    ISSUE_ANOTHER_TOOL,
    ISSUE_BASELINE,
    ISSUE_ENTRY_ID,
    ISSUE_ENVIRONMENT,
    ISSUE_FAILURE_ID,
    ISSUE_FINDINGS,
    ISSUE_FINDINGS_BY_HAND,
    ISSUE_KIND,
    ISSUE_RECOVERIES_ASKING,
    ISSUE_RECOVERIES_GIVEN_UP,
    ISSUE_RECOVERY_ASKS,
    ISSUE_RECOVERY_GIVEN_UP,
    ISSUE_SERVER_ID,
    ISSUE_STORE_DAMAGED,
    ISSUE_STORE_UNWRITABLE,
)
from .downloads.model import HOUSE_CAUSES, Failure, FailureClass, FailureState
from .engine import AutoArrConfigEntry, Engine
from .reasoning.reasoner import Trouble
from .servers.models import ServerType

_SEVERITIES = {
    Severity.CRITICAL: ir.IssueSeverity.ERROR,
    Severity.HIGH: ir.IssueSeverity.WARNING,
}
"""Findings that deserve an issue; the others are on the audit card."""
MOST_OF_A_KIND = 5
"""Issues for titles that wait for a decision; more become one."""
_MOST_LISTED = 10
"""Findings that the issue of a server names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as it should be."""

    key: str
    """Of its texts."""
    severity: ir.IssueSeverity
    placeholders: Mapping[str, str]
    data: dict[str, str | int | float | None] | None = None
    """Facts for its fix flow; None when nothing can be decided here."""
    anchor: str = ""
    """Where the documentation says more."""


@callback
def follow(
    hass: HomeAssistant, entry: AutoArrConfigEntry, engine: Engine
) -> Callable[[], None]:
    """Keep the stack's issues in step with it; return how to stop and remove them."""
    shown: dict[str, Issue] = {}

    @callback
    def look() -> None:
        wanted = _wanted(entry, engine)
        for issue_id in shown.keys() - wanted.keys():
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        for issue_id, issue in wanted.items():
            if shown.get(issue_id) != issue:
                _show(hass, issue_id, issue)
        shown.clear()
        shown.update(wanted)

    stop = engine.async_add_listener(look)
    look()

    @callback
    def stop_and_remove() -> None:
        stop()
        for issue_id in shown:
            ir.async_delete_issue(hass, DOMAIN, issue_id)

    return stop_and_remove


def _show(hass: HomeAssistant, issue_id: str, issue: Issue) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data=issue.data,
        is_fixable=issue.data is not None,
        learn_more_url=f"{DOCUMENTATION}/troubleshooting.md{issue.anchor}",
        severity=issue.severity,
        translation_key=issue.key,
        translation_placeholders=dict(issue.placeholders),
    )


def _wanted(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    """Return the issues that the stack has now, by id."""
    return {
        **_of_store(entry, engine),
        **_of_reasoning(entry, engine),
        **_of_baseline(entry, engine),
        **_of_environment(engine),
        **_of_other_tools(entry, engine),
        **_of_questions(entry, engine),
        **_of_given_up(entry, engine),
        **_of_findings(entry, engine),
    }


def _of_store(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    if not engine.store.healthy:
        issue = Issue(
            key=ISSUE_STORE_UNWRITABLE,
            severity=ir.IssueSeverity.ERROR,
            placeholders={"stack": entry.title},
            anchor="#the-database-cannot-be-written",
        )
    elif engine.damage.kept_as:
        issue = Issue(
            key=ISSUE_STORE_DAMAGED,
            severity=ir.IssueSeverity.WARNING,
            placeholders={"stack": entry.title, "file": engine.damage.kept_as},
            data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_KIND: ISSUE_STORE_DAMAGED},
            anchor="#the-database-was-damaged",
        )
    else:
        return {}
    return {f"{issue.key}_{entry.entry_id}": issue}


def _of_reasoning(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    match engine.reasoning.trouble:
        case Trouble.KEY_REJECTED:
            issue = Issue(
                key=ISSUE_AI_KEY_REJECTED,
                severity=ir.IssueSeverity.WARNING,
                placeholders={"stack": entry.title},
                data={
                    ISSUE_ENTRY_ID: entry.entry_id,
                    ISSUE_KIND: ISSUE_AI_KEY_REJECTED,
                },
                anchor="#a-language-model-refuses-the-key",
            )
        case Trouble.MODEL_GONE:
            issue = Issue(
                key=ISSUE_AI_MODEL_GONE,
                severity=ir.IssueSeverity.WARNING,
                placeholders={"stack": entry.title, "model": engine.reasoning.model},
                anchor="#a-language-model-is-gone",
            )
        case None:
            return {}
    return {f"{issue.key}_{entry.entry_id}": issue}


def _of_baseline(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    if not engine.old_failures:
        return {}
    issue = Issue(
        key=ISSUE_BASELINE,
        severity=ir.IssueSeverity.WARNING,
        placeholders={"stack": entry.title, "count": str(engine.old_failures)},
        data={ISSUE_ENTRY_ID: entry.entry_id, ISSUE_KIND: ISSUE_BASELINE},
        anchor="#older-failures",
    )
    return {f"{ISSUE_BASELINE}_{entry.entry_id}": issue}


def _of_environment(engine: Engine) -> dict[str, Issue]:
    """One issue for a server and cause, however many downloads suffer from it."""
    issues = {}
    for failure in engine.failures.values():
        if failure.failure_class is not FailureClass.ENVIRONMENT or (
            failure.state is FailureState.RECOVERING
        ):
            continue
        server_id = sick_server(failure)
        issues[f"{ISSUE_ENVIRONMENT}_{server_id}_{slugify(failure.cause.key)}"] = Issue(
            key=ISSUE_ENVIRONMENT,
            severity=ir.IssueSeverity.ERROR,
            placeholders={
                "server": engine.shaper.name(server_id) or failure.title,
                "cause": engine.phrases.words(failure.cause),
            },
            anchor="#the-system-is-at-fault",
        )
    return issues


def _of_other_tools(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    """One issue for each server where something else removes downloads, too."""
    return {
        f"{ISSUE_ANOTHER_TOOL}_{server_id}": Issue(
            key=ISSUE_ANOTHER_TOOL,
            severity=ir.IssueSeverity.WARNING,
            placeholders={"server": engine.shaper.name(server_id) or entry.title},
            data={
                ISSUE_ENTRY_ID: entry.entry_id,
                ISSUE_KIND: ISSUE_ANOTHER_TOOL,
                ISSUE_SERVER_ID: server_id,
            },
            anchor="#something-else-removes-downloads",
        )
        for server_id in engine.held_servers
    }


def sick_server(failure: Failure) -> str:
    """Return the id of the server that has the trouble, by who first told of it."""
    told = failure.evidence[0].source if failure.evidence else ServerType.SABNZBD
    if told == ServerType.SABNZBD or failure.cause.key in HOUSE_CAUSES:
        return failure.client_id or failure.server_id or ""
    return failure.server_id or failure.client_id or ""


def _of_questions(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    """What only a person can decide, a few at a time."""
    failures = sorted(
        (
            failure
            for failure in engine.failures.values()
            if failure.state is FailureState.ASKING
        ),
        key=_age,
    )
    issues = {
        f"{ISSUE_RECOVERY_ASKS}_{failure.id}": _of_failure(
            entry,
            failure,
            ISSUE_RECOVERY_ASKS,
            {
                "cause": engine.phrases.words(failure.cause),
                "reason": _reason(engine, failure),
            },
            "#a-title-needs-a-decision",
        )
        for failure in failures[:MOST_OF_A_KIND]
    }
    more = len(failures) - MOST_OF_A_KIND
    if more > 0:
        issues[f"{ISSUE_RECOVERIES_ASKING}_{entry.entry_id}"] = Issue(
            key=ISSUE_RECOVERIES_ASKING,
            severity=ir.IssueSeverity.WARNING,
            placeholders={"stack": entry.title, "count": str(more)},
            anchor="#a-title-needs-a-decision",
        )
    return issues


def _of_given_up(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    failures = sorted(engine.given_up.values(), key=_age)
    issues = {
        f"{ISSUE_RECOVERY_GIVEN_UP}_{failure.id}": _of_failure(
            entry,
            failure,
            ISSUE_RECOVERY_GIVEN_UP,
            {"reason": _reason(engine, failure)},
            "#a-title-was-given-up",
        )
        for failure in failures[:MOST_OF_A_KIND]
    }
    if more := rest_given_up(engine):
        issues[f"{ISSUE_RECOVERIES_GIVEN_UP}_{entry.entry_id}"] = Issue(
            key=ISSUE_RECOVERIES_GIVEN_UP,
            severity=ir.IssueSeverity.WARNING,
            placeholders={"stack": entry.title, "count": str(len(more))},
            data={
                ISSUE_ENTRY_ID: entry.entry_id,
                ISSUE_KIND: ISSUE_RECOVERIES_GIVEN_UP,
            },
            anchor="#many-titles-were-given-up",
        )
    return issues


def _of_findings(entry: AutoArrConfigEntry, engine: Engine) -> dict[str, Issue]:
    """What is seriously wrong with settings: one issue for each server."""
    issues: dict[str, Issue] = {}
    for server_id in {record.server_id for record in engine.audits.open_findings}:
        if not (records := serious_findings(engine, server_id)):
            continue
        can_mend = any(record.fixable for record in records)
        issues[f"{ISSUE_FINDINGS}_{server_id}_{entry.entry_id}"] = Issue(
            key=ISSUE_FINDINGS if can_mend else ISSUE_FINDINGS_BY_HAND,
            # The worst is the first.
            severity=_SEVERITIES[Severity(records[0].severity)],
            placeholders={
                "server": engine.shaper.name(server_id) or entry.title,
                "count": str(len(records)),
                "findings": listed_findings(engine, records),
            },
            data={
                ISSUE_ENTRY_ID: entry.entry_id,
                ISSUE_KIND: ISSUE_FINDINGS,
                ISSUE_SERVER_ID: server_id,
            }
            if can_mend
            else None,
            anchor="#a-setting-should-be-otherwise",
        )
    return issues


def serious_findings(engine: Engine, server_id: str) -> list[FindingRecord]:
    """Return the open findings of a server that deserve an issue, the worst first."""
    return [
        record
        for record in engine.audits.open_findings
        if record.server_id == server_id and Severity(record.severity) in _SEVERITIES
    ]


def listed_findings(engine: Engine, records: Sequence[FindingRecord]) -> str:
    """Return findings as a list in Markdown, each with what is and what should be."""
    lines = []
    for record in records[:_MOST_LISTED]:
        shape = engine.audits.finding_shape(record)
        now = f" (`{record.current}`)" if record.current.strip("-") else ""
        lines.append(f"- **{shape['title']}**{now}: {shape['recommended']}")
    if len(records) > _MOST_LISTED:
        lines.append("- …")
    return "\n".join(lines)


def rest_given_up(engine: Engine) -> list[Failure]:
    """Return the titles that were given up and have no issue of their own."""
    return sorted(engine.given_up.values(), key=_age)[MOST_OF_A_KIND:]


def _of_failure(
    entry: AutoArrConfigEntry,
    failure: Failure,
    key: str,
    placeholders: Mapping[str, str],
    anchor: str,
) -> Issue:
    """Return the issue in which a person decides about one failure."""
    return Issue(
        key=key,
        severity=ir.IssueSeverity.WARNING,
        placeholders={
            "title": failure.media.title or failure.title,
            **placeholders,
        },
        data={
            ISSUE_ENTRY_ID: entry.entry_id,
            ISSUE_KIND: key,
            ISSUE_FAILURE_ID: failure.id,
        },
        anchor=anchor,
    )


def _reason(engine: Engine, failure: Failure) -> str:
    return engine.phrases.words(failure.reason) if failure.reason else ""


def _age(failure: Failure) -> str:
    """Sort by when failures were opened: their ids grow with time."""
    return failure.id
