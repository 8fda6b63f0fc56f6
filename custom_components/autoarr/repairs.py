"""What happens when a person answers a repair issue that asks for a decision."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN, ISSUE_ENTRY_ID, ISSUE_FAILURE_ID
from .downloads.errors import NotKnown, NotPossible
from .engine import AutoArrConfigEntry, Engine
from .servers.base import ServerError
from .store import StoreError


class DecisionFlow(RepairsFlow):
    """A menu under the issue's own words; each answer is an order to the engine."""

    answers: tuple[str, ...]

    def __init__(self, entry_id: str) -> None:
        """Ask about something in one stack."""
        self._entry_id = entry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show what can be answered."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_menu(
            step_id="init",
            menu_options=list(self.answers),
            description_placeholders=issue.translation_placeholders if issue else None,
        )

    async def _async_order(
        self, order: Callable[[Engine], Awaitable[Any]]
    ) -> RepairsFlowResult:
        """Give an order; the issue goes away when it was taken."""
        entry: AutoArrConfigEntry | None = self.hass.config_entries.async_get_entry(
            self._entry_id
        )
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        engine = entry.runtime_data
        try:
            await order(engine)
        except NotKnown:
            # Somebody else decided meanwhile: there is nothing left to ask.
            return self.async_create_entry(data={})
        except NotPossible as err:
            return self.async_abort(
                reason="not_possible",
                description_placeholders={"message": engine.phrases.words(err.message)},
            )
        except ServerError, StoreError:
            return self.async_abort(reason="failed")
        return self.async_create_entry(data={})


class GivenUpFlow(DecisionFlow):
    """A title could not be recovered: try once more, or leave it."""

    answers = ("retry", "ignore")

    def __init__(self, entry_id: str, failure_id: str) -> None:
        """Ask about one failure."""
        super().__init__(entry_id)
        self._failure_id = failure_id

    async def async_step_retry(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Try again."""
        return await self._async_order(
            lambda engine: engine.orders.retry(self._failure_id, "auto")
        )

    async def async_step_ignore(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave it."""
        return await self._async_order(
            lambda engine: engine.orders.dismiss(self._failure_id)
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


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the flow for an issue, by what its data names."""
    known = data or {}
    entry_id = str(known[ISSUE_ENTRY_ID])
    if ISSUE_FAILURE_ID in known:
        return GivenUpFlow(entry_id, str(known[ISSUE_FAILURE_ID]))
    return BaselineFlow(entry_id)
