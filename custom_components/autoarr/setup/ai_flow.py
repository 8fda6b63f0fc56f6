"""Choosing a language model: who answers, with which key and model, for how much a month."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryBaseFlow, ConfigFlowResult
from homeassistant.const import CONF_API_KEY, CONF_MODEL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol
from yarl import URL

from ..const import (
    CONF_AI_PROVIDER,
    CONF_BASE_URL,
    CONF_BUDGET,
    CONF_CALLS,
    CONF_TASK_ENTITY,
)
from ..engine.reasoning import account_of
from ..reasoning.anthropic import DEFAULT_URL, AnthropicProvider, Model
from ..reasoning.errors import KeyRejected, Overloaded, ProviderError
from ..reasoning.model import ProviderName
from ..reasoning.prices import Price, price_list
from .server import NotAccepted

DEFAULT_BUDGET: Final = 5
DEFAULT_CALLS: Final = 500

_SECRET = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)
NEW_KEY: Final = vol.Schema({vol.Required(CONF_API_KEY): _SECRET})
PROVIDER: Final = SelectSelector(
    SelectSelectorConfig(
        options=[each.value for each in ProviderName],
        translation_key=CONF_AI_PROVIDER,
        mode=SelectSelectorMode.LIST,
    )
)
_ACCOUNT: Final = vol.Schema(
    {
        vol.Optional(CONF_API_KEY): _SECRET,
        vol.Required(CONF_BASE_URL, default=DEFAULT_URL): TextSelector(
            TextSelectorConfig(type=TextSelectorType.URL)
        ),
    }
)
_TASK: Final = vol.Schema(
    {
        vol.Optional(CONF_TASK_ENTITY): EntitySelector(
            EntitySelectorConfig(domain=ProviderName.AI_TASK.value)
        ),
        vol.Required(CONF_CALLS, default=DEFAULT_CALLS): NumberSelector(
            NumberSelectorConfig(
                min=0, max=100_000, step=1, mode=NumberSelectorMode.BOX
            )
        ),
    }
)


async def usable_models(
    hass: HomeAssistant, options: Mapping[str, Any]
) -> Sequence[Model]:
    """Return the models that a key can use, at least one; this proves the key.

    Raises:
        NotAccepted: The key or the address is no good.
    """
    provider = AnthropicProvider(
        account_of(options), "", hass.async_add_import_executor_job
    )
    try:
        models = await provider.models()
    except KeyRejected as err:
        raise NotAccepted("invalid_auth") from err
    except Overloaded as err:
        raise NotAccepted("ai_busy") from err
    except ProviderError as err:
        raise NotAccepted("cannot_connect") from err
    finally:
        await provider.close()
    if not models:
        raise NotAccepted("ai_no_models")
    return models


class AiSteps(ConfigEntryBaseFlow):
    """The steps about a language model; set-up and options both take them."""

    _ai: dict[str, Any]
    _models: Sequence[Model]

    async def async_finish_ai(self, ai: Mapping[str, Any]) -> ConfigFlowResult:
        """Go on with what was chosen; nothing when it is empty."""
        raise NotImplementedError

    async def async_choose_ai(
        self, provider: str, known: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Ask for what a provider needs.

        Args:
            provider: Who is to answer.
            known: What was chosen before.
        """
        self._ai = {CONF_AI_PROVIDER: provider}
        if known.get(CONF_AI_PROVIDER) == provider:
            self._ai |= known
        match provider:
            case ProviderName.ANTHROPIC:
                return await self.async_step_ai_anthropic()
            case ProviderName.AI_TASK:
                return await self.async_step_ai_task()
        return await self.async_finish_ai({})

    async def async_step_ai_anthropic(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask how to reach Claude, and try it."""
        errors = None
        shown = {CONF_BASE_URL: self._ai.get(CONF_BASE_URL, DEFAULT_URL)}
        if user_input is not None:
            shown = user_input
            try:
                account = self._account(user_input)
                self._models = await usable_models(self.hass, account)
            except NotAccepted as err:
                errors = err.errors
            else:
                self._ai |= account
                return await self.async_step_ai_model()
        return self.async_show_form(
            step_id="ai_anthropic",
            data_schema=self.add_suggested_values_to_schema(_ACCOUNT, shown),
            errors=errors,
            description_placeholders={"example": DEFAULT_URL},
            last_step=False,
        )

    def _account(self, user_input: Mapping[str, Any]) -> dict[str, Any]:
        """Return key and address; an empty key is the known one, at its known address."""
        base_url = user_input[CONF_BASE_URL].strip().rstrip("/")
        try:
            url = URL(base_url)
        except ValueError as err:
            raise NotAccepted("invalid_url", CONF_BASE_URL) from err
        if url.scheme not in ("http", "https") or not url.host or url.user:
            raise NotAccepted("invalid_url", CONF_BASE_URL)
        key = user_input.get(CONF_API_KEY, "").strip()
        # A known key goes nowhere else: who changes the address enters it again.
        if not key and base_url == self._ai.get(CONF_BASE_URL):
            key = self._ai[CONF_API_KEY]
        if not key:
            raise NotAccepted("key_missing", CONF_API_KEY)
        return {CONF_API_KEY: key, CONF_BASE_URL: base_url}

    async def async_step_ai_model(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the model, and what a month may cost."""
        if user_input is not None:
            return await self.async_finish_ai(
                {
                    **self._ai,
                    CONF_MODEL: user_input[CONF_MODEL],
                    CONF_BUDGET: user_input[CONF_BUDGET],
                }
            )
        prices = await self.hass.async_add_executor_job(price_list)
        options = [
            SelectOptionDict(value=each.id, label=_label(each, prices.known(each.id)))
            for each in self._models
        ]
        form = vol.Schema(
            {
                vol.Required(CONF_MODEL): SelectSelector(
                    SelectSelectorConfig(
                        options=options, mode=SelectSelectorMode.DROPDOWN
                    )
                ),
                vol.Required(CONF_BUDGET, default=DEFAULT_BUDGET): NumberSelector(
                    NumberSelectorConfig(
                        min=0,
                        max=1000,
                        step="any",
                        mode=NumberSelectorMode.BOX,
                        unit_of_measurement="USD",
                    )
                ),
            }
        )
        known = {key: self._ai[key] for key in (CONF_BUDGET,) if key in self._ai}
        if self._ai.get(CONF_MODEL) in {each.id for each in self._models}:
            known[CONF_MODEL] = self._ai[CONF_MODEL]
        return self.async_show_form(
            step_id="ai_model",
            data_schema=self.add_suggested_values_to_schema(form, known),
            description_placeholders={"date": prices.read},
            last_step=True,
        )

    async def async_step_ai_task(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the entity, and how often it may be asked in a month."""
        if user_input is not None:
            ai = {
                CONF_AI_PROVIDER: ProviderName.AI_TASK.value,
                CONF_CALLS: int(user_input[CONF_CALLS]),
            }
            if entity_id := user_input.get(CONF_TASK_ENTITY):
                ai[CONF_TASK_ENTITY] = entity_id
            return await self.async_finish_ai(ai)
        return self.async_show_form(
            step_id="ai_task",
            data_schema=self.add_suggested_values_to_schema(_TASK, self._ai),
            last_step=True,
        )


def _label(model: Model, price: Price | None) -> str:
    """Return a model's name with what it reads and writes a million tokens for."""
    if price is None:
        return model.name
    return f"{model.name} ({price.input:g} $ / {price.output:g} $)"
