"""Actions about settings: look at them, list what was found, mend it, undo that, let it be."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..activity import JsonValue
from ..audit.errors import FixError
from ..audit.model import Severity
from ..audit.record import ChangeFilter, FindingFilter, FindingState
from ..doors import reason
from ..engine import Engine
from ..engine.audit_shapes import audit_shape, score_text
from ..limits import Family
from ..message import Message
from ..servers.base import ServerError
from .ai import ATTR_FINDING_ID
from .base import (
    ATTR_LIMIT,
    ATTR_OFFSET,
    ATTR_SERVER,
    ATTR_UNTIL,
    PAGING,
    Fields,
    answer,
    moment,
    must_not_be_too_often,
    register,
    server_id,
)

ATTR_CHANGE_ID = "change_id"
ATTR_CONFIRM = "confirm"
ATTR_DRY_RUN = "dry_run"
ATTR_SEVERITY = "severity"
ATTR_STATE = "state"
ATTR_UNDOABLE = "undoable"
ATTR_USE_AI = "use_ai"

RUN_AUDIT: Fields = {
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_USE_AI, default=False): cv.boolean,
}
GET_FINDINGS: Fields = {
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_SEVERITY, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(Severity)]
    ),
    vol.Optional(ATTR_STATE, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(FindingState)]
    ),
    **PAGING,
}
GET_CHANGES: Fields = {
    vol.Optional(ATTR_FINDING_ID): cv.string,
    vol.Optional(ATTR_UNDOABLE): cv.boolean,
    **PAGING,
}
APPLY_FIX: Fields = {
    vol.Required(ATTR_FINDING_ID): vol.All(
        cv.ensure_list, vol.Length(min=1, max=100), [cv.string]
    ),
    vol.Optional(ATTR_DRY_RUN, default=False): cv.boolean,
    vol.Optional(ATTR_CONFIRM, default=False): cv.boolean,
}
UNDO_FIX: Fields = {vol.Required(ATTR_CHANGE_ID): cv.string}
DISMISS_FINDING: Fields = {
    vol.Required(ATTR_FINDING_ID): cv.string,
    vol.Optional(ATTR_UNTIL): cv.datetime,
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "run_audit", _run, RUN_AUDIT, changes=True, family=Family.AUDIT)
    register(hass, "get_findings", _get, GET_FINDINGS)
    register(hass, "get_changes", _get_changes, GET_CHANGES, admin=True)
    for name, handler, fields, family in (
        ("apply_fix", _apply, APPLY_FIX, Family.AUDIT),
        ("undo_fix", _undo, UNDO_FIX, Family.AUDIT),
        ("dismiss_finding", _dismiss, DISMISS_FINDING, Family.WRITE),
    ):
        register(hass, name, handler, fields, changes=True, admin=True, family=family)


async def _run(engine: Engine, call: ServiceCall) -> ServiceResponse:
    if call.data[ATTR_USE_AI]:
        must_not_be_too_often(engine, call.context.user_id, Family.AI)
    record = await engine.audits.audit(server_id(engine, call))
    suggestions: list[dict[str, JsonValue]] = []
    if call.data[ATTR_USE_AI]:
        await engine.audits.rank()
        suggestions = await engine.audits.suggest()
    shape = audit_shape(record)
    values = {"score": score_text(record), "count": str(record.open_findings)}
    return {
        "audit": shape,
        "gains": [*engine.audits.gains],
        "suggestions": [*suggestions],
        "message": _said(engine, "audited", values),
    }


async def _get(engine: Engine, call: ServiceCall) -> ServiceResponse:
    wanted = FindingFilter(
        states=frozenset(call.data[ATTR_STATE]),
        severities=frozenset(call.data[ATTR_SEVERITY]),
        server_id=server_id(engine, call),
    )
    page = await engine.audits.findings(
        wanted, call.data[ATTR_LIMIT], call.data[ATTR_OFFSET]
    )
    shapes = map(engine.audits.finding_shape, page.items)
    return {**answer("findings", shapes, page.total), "score": engine.audits.score}


async def _get_changes(engine: Engine, call: ServiceCall) -> ServiceResponse:
    wanted = ChangeFilter(
        finding_id=call.data.get(ATTR_FINDING_ID),
        is_undoable=call.data.get(ATTR_UNDOABLE),
    )
    page = await engine.store.audits.changes(
        wanted, call.data[ATTR_LIMIT], call.data[ATTR_OFFSET]
    )
    return answer("changes", (change.shape() for change in page.items), page.total)


async def _apply(engine: Engine, call: ServiceCall) -> ServiceResponse:
    wanted: list[str] = list(dict.fromkeys(call.data[ATTR_FINDING_ID]))
    if call.data[ATTR_DRY_RUN]:
        changes = await engine.fixes.preview(wanted)
        return {
            "changes": [change.shape() for change in changes],
            "message": _said(
                engine, "fixes_previewed" if changes else "fixes_unneeded"
            ),
        }
    mended = await engine.fixes.apply(wanted, confirmed=call.data[ATTR_CONFIRM])
    batch = mended.batch
    counts = {"count": str(len(batch.changes)), "failed": str(len(batch.failures))}
    outcome = "fixes_applied" if batch.changes else "fixes_unneeded"
    return {
        "changes": [change.shape() for change in batch.changes],
        "not_made": [
            {"finding_id": finding_id, **_reason(engine, err)}
            for finding_id, err in batch.failures.items()
        ],
        "backups": [engine.shaper.name(server_id) for server_id in batch.saved],
        "raised": [
            {"finding_id": one.id, "title": one.title, "severity": one.severity}
            for one in mended.raised
        ],
        "message": _said(engine, "fixes_failed" if batch.failures else outcome, counts),
    }


def _reason(engine: Engine, err: FixError | ServerError) -> dict[str, JsonValue]:
    key, message = reason(engine, err)
    return {"reason": key, "message": message}


async def _undo(engine: Engine, call: ServiceCall) -> ServiceResponse:
    change = await engine.fixes.undo(call.data[ATTR_CHANGE_ID])
    return {"change": change.shape(), "message": _said(engine, "fix_undone")}


async def _dismiss(engine: Engine, call: ServiceCall) -> ServiceResponse:
    record = await engine.audits.dismiss(
        call.data[ATTR_FINDING_ID], moment(call.data.get(ATTR_UNTIL))
    )
    return {
        "finding": engine.audits.finding_shape(record),
        "message": _said(engine, "finding_dismissed"),
    }


def _said(engine: Engine, what: str, placeholders: dict[str, str] | None = None) -> str:
    return engine.phrases.words(
        Message(key=f"answer_{what}", placeholders=placeholders or {})
    )
