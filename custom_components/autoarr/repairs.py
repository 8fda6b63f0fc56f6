"""What happens when a person answers a repair issue that asks for a decision."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_API_KEY
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorMode,
)
import voluptuous as vol

from . import issues
from .audit.errors import FixError
from .audit.record import Change, FindingRecord
from .const import (
    CONF_AI,
    DOMAIN,
    ISSUE_AI_KEY_REJECTED,
    ISSUE_ENTRY_ID,
    ISSUE_FAILURE_ID,
    ISSUE_FINDINGS,
    ISSUE_KIND,
    ISSUE_RECOVERIES_GIVEN_UP,
    ISSUE_SERVER_ID,
    ISSUE_STORE_DAMAGED,
)
from .doors import reason
from .downloads.errors import NotKnown, NotPossible
from .engine import AutoArrConfigEntry, Engine
from .engine.choices import Choice
from .message import Message
from .servers.base import ServerError
from .setup.ai_flow import NEW_KEY, usable_models
from .setup.server import NotAccepted
from .store import StoreError

_FINDINGS = "findings"

type Order = Callable[[Engine], Awaitable[Any]]
type StepMethod = Callable[..., Awaitable[RepairsFlowResult]]


def loaded_engine(hass: HomeAssistant, entry_id: str) -> Engine | None:
    """Return the engine of a stack; None while that is not loaded."""
    entry: AutoArrConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        return None
    return entry.runtime_data


class DecisionFlow(RepairsFlow):
    """A menu under the issue's own words; each answer is an order to the engine."""

    answers: tuple[str, ...] = ()

    def __init__(self, entry_id: str) -> None:
        """Ask about something in one stack."""
        self._entry_id = entry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show what can be answered."""
        engine = loaded_engine(self.hass, self._entry_id)
        if engine is None:
            return self.async_abort(reason="not_loaded")
        try:
            answers = await self._async_answers(engine)
        except NotKnown:
            # Somebody else decided meanwhile: there is nothing left to ask.
            return self.async_create_entry(data={})
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_menu(
            step_id="init",
            menu_options=list(answers),
            description_placeholders=issue.translation_placeholders if issue else None,
        )

    async def _async_answers(self, engine: Engine) -> Sequence[str]:
        """Return the answers that are possible now."""
        return self.answers

    async def _async_order(self, order: Order) -> RepairsFlowResult:
        """Give an order; the issue goes away when it was taken."""
        engine = loaded_engine(self.hass, self._entry_id)
        if engine is None:
            return self.async_abort(reason="not_loaded")
        try:
            await order(engine)
        except NotKnown:
            return self.async_create_entry(data={})
        except NotPossible as err:
            return self.async_abort(
                reason="not_possible",
                description_placeholders={"message": engine.phrases.words(err.message)},
            )
        except ServerError, StoreError:
            return self.async_abort(reason="failed")
        return self.async_create_entry(data={})


def _choosing(choice: Choice) -> StepMethod:
    """Return the step of a flow about one failure that chooses something for it."""

    async def step(
        flow: FailureFlow, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        return await flow.async_choose(choice)

    return step


class FailureFlow(DecisionFlow):
    """A title was given up, or AutoArr asks about it: what shall become of it?"""

    async_step_approve = _choosing(Choice.APPROVE)
    async_step_retry = _choosing(Choice.RETRY)
    async_step_other_release = _choosing(Choice.OTHER_RELEASE)
    async_step_same_release = _choosing(Choice.SAME_RELEASE)
    async_step_lower_quality = _choosing(Choice.LOWER_QUALITY)
    async_step_import = _choosing(Choice.IMPORT)
    async_step_remove = _choosing(Choice.REMOVE)
    async_step_ignore = _choosing(Choice.IGNORE)

    def __init__(self, entry_id: str, failure_id: str) -> None:
        """Ask about one failure."""
        super().__init__(entry_id)
        self._failure_id = failure_id

    @override
    async def _async_answers(self, engine: Engine) -> Sequence[str]:
        return await engine.orders.choices(self._failure_id)

    async def async_choose(self, choice: Choice) -> RepairsFlowResult:
        """Do what was chosen for the failure."""
        return await self._async_order(
            lambda engine: engine.orders.choose(self._failure_id, choice)
        )


class GivenUpFlow(DecisionFlow):
    """Many titles could not be recovered: the same for all that have no issue of their own."""

    answers = ("retry", "ignore")

    async def async_step_retry(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Try all of them again."""
        return await self._async_order(
            lambda engine: engine.orders.retry_given_up(issues.rest_given_up(engine))
        )

    async def async_step_ignore(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave all of them."""
        return await self._async_order(
            lambda engine: engine.orders.dismiss_given_up(issues.rest_given_up(engine))
        )


class OtherToolFlow(DecisionFlow):
    """Something else removes downloads on a server: go on there, or keep off it."""

    answers = ("go_on", "hands_off")

    def __init__(self, entry_id: str, server_id: str) -> None:
        """Ask about one server."""
        super().__init__(entry_id)
        self._server_id = server_id

    async def async_step_go_on(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Recover there all the same."""
        return await self._async_order(
            lambda engine: engine.orders.release_server(self._server_id)
        )

    async def async_step_hands_off(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Only observe there."""
        return await self._async_order(
            lambda engine: engine.orders.observe_server(self._server_id)
        )


class BaselineFlow(DecisionFlow):
    """There were failures before AutoArr came: recover them, or leave them."""

    answers = ("recover", "leave")

    async def async_step_recover(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Take them up."""
        return await self._async_order(lambda engine: engine.orders.recover_now())

    async def async_step_leave(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave them as they are."""
        return await self._async_order(
            lambda engine: engine.orders.forget_old_failures()
        )


class DamageFlow(DecisionFlow):
    """The database was damaged, and a new one was begun: nothing but to know of it."""

    answers = ("seen",)

    async def async_step_seen(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Tell it no more."""
        return await self._async_order(lambda engine: engine.damage.seen())


class FindingsFlow(RepairsFlow):
    """Settings of a server should be otherwise: which ones shall AutoArr mend?

    What would change is shown before it is changed.
    """

    def __init__(self, entry_id: str, server_id: str) -> None:
        """Ask about the findings of one server."""
        self._entry_id = entry_id
        self._server_id = server_id
        self._chosen: list[str] = []

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Ask which findings to mend."""
        engine = loaded_engine(self.hass, self._entry_id)
        if engine is None:
            return self.async_abort(reason="not_loaded")
        known = issues.serious_findings(engine, self._server_id)
        mendable = [record for record in known if record.fixable]
        if not mendable:
            return self._done(known)
        errors = None
        # The flow begins with the issue's id in place of an answer.
        if user_input is not None and _FINDINGS in user_input:
            self._chosen = user_input[_FINDINGS]
            if self._chosen:
                return await self.async_step_confirm()
            errors = {_FINDINGS: "nothing_chosen"}
        options: list[SelectOptionDict] = [
            {
                "value": record.id,
                "label": str(engine.audits.finding_shape(record)["title"]),
            }
            for record in mendable
        ]
        wanted = SelectSelector(
            {"options": options, "multiple": True, "mode": SelectSelectorMode.LIST}
        )
        safe = [record.id for record in mendable if record.one_click]
        return self.async_show_form(
            step_id="init",
            data_schema=vol.Schema({vol.Required(_FINDINGS, default=safe): wanted}),
            errors=errors,
            description_placeholders={
                "server": engine.shaper.name(self._server_id) or "",
                "count": str(len(known)),
                "findings": issues.listed_findings(engine, known),
            },
        )

    async def async_step_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Show what would change, and change it once that is confirmed."""
        engine = loaded_engine(self.hass, self._entry_id)
        if engine is None:
            return self.async_abort(reason="not_loaded")
        try:
            if user_input is None:
                changes = await engine.fixes.preview(self._chosen)
                return self.async_show_form(
                    step_id="confirm",
                    data_schema=vol.Schema({}),
                    description_placeholders={"changes": self._shown(engine, changes)},
                )
            mended = await engine.fixes.apply(self._chosen, confirmed=True)
        except NotKnown:
            return self._done(issues.serious_findings(engine, self._server_id))
        except (FixError, ServerError) as err:
            return self.async_abort(
                reason="not_possible",
                description_placeholders={"message": reason(engine, err)[1]},
            )
        except StoreError:
            return self.async_abort(reason="failed")
        if failures := mended.batch.failures:
            reasons = [
                f"- **{_title(engine, finding_id)}**: {reason(engine, err)[1]}"
                for finding_id, err in failures.items()
            ]
            return self.async_abort(
                reason="not_mended",
                description_placeholders={
                    "count": str(len(mended.batch.changes)),
                    "reasons": "\n".join(reasons),
                },
            )
        return self._done(issues.serious_findings(engine, self._server_id))

    def _done(self, left: Sequence[FindingRecord]) -> RepairsFlowResult:
        """End the flow; what is left keeps the issue."""
        if left:
            return self.async_abort(reason="some_left")
        return self.async_create_entry(data={})

    def _shown(self, engine: Engine, changes: Iterable[Change]) -> str:
        """Return changes as a list in Markdown, with what they do besides."""
        lines = []
        for change in changes:
            record = engine.audits.known(change.finding_id)
            shape = engine.audits.finding_shape(record)
            lines.append(f"- **{shape['title']}**")
            if shape["effect"]:
                lines.append(f"  - {shape['effect']}")
            if shape["restarts"]:
                restarts = engine.phrases.words(Message(key="fix_restarts"))
                lines.append(f"  - {restarts}")
            lines += [
                f"  - `{one['field']}`: `{one['before']}` → `{one['after']}`"
                for one in change.shape()["diff"]
            ]
        return "\n".join(lines)


def _title(engine: Engine, finding_id: str) -> str:
    record = engine.audits.known(finding_id)
    return str(engine.audits.finding_shape(record)["title"])


class RejectedKeyFlow(RepairsFlow):
    """The language model's provider refuses the key: ask for another."""

    def __init__(self, entry_id: str) -> None:
        """Ask for the key of one stack."""
        self._entry_id = entry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask for a key, and try it before it is taken over."""
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or CONF_AI not in entry.options:
            return self.async_abort(reason="not_loaded")
        errors = None
        # The flow begins with the issue's id in place of an answer.
        if user_input is not None and CONF_API_KEY in user_input:
            ai = {**entry.options[CONF_AI], CONF_API_KEY: user_input[CONF_API_KEY]}
            try:
                await usable_models(self.hass, ai)
            except NotAccepted as err:
                errors = err.errors
            else:
                self.hass.config_entries.async_update_entry(
                    entry, options={**entry.options, CONF_AI: ai}
                )
                return self.async_create_entry(data={})
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_form(
            step_id="init",
            data_schema=NEW_KEY,
            errors=errors,
            description_placeholders=issue.translation_placeholders if issue else None,
        )


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the flow for an issue, by what its data names."""
    known = data or {}
    entry_id = str(known[ISSUE_ENTRY_ID])
    if ISSUE_FAILURE_ID in known:
        return FailureFlow(entry_id, str(known[ISSUE_FAILURE_ID]))
    if known.get(ISSUE_KIND) == ISSUE_FINDINGS:
        return FindingsFlow(entry_id, str(known[ISSUE_SERVER_ID]))
    if ISSUE_SERVER_ID in known:
        return OtherToolFlow(entry_id, str(known[ISSUE_SERVER_ID]))
    if known[ISSUE_KIND] == ISSUE_AI_KEY_REJECTED:
        return RejectedKeyFlow(entry_id)
    if known[ISSUE_KIND] == ISSUE_RECOVERIES_GIVEN_UP:
        return GivenUpFlow(entry_id)
    if known[ISSUE_KIND] == ISSUE_STORE_DAMAGED:
        return DamageFlow(entry_id)
    return BaselineFlow(entry_id)
