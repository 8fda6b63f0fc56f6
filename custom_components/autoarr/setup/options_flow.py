"""How a stack behaves: mode, what is protected, patience, where it keeps its memory."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import UnitOfTime
from homeassistant.core import callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    DurationSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import (
    CONF_AI,
    CONF_AI_PROVIDER,
    CONF_APPROVAL,
    CONF_APPROVAL_PATIENCE,
    CONF_BLOCKLIST_DAYS,
    CONF_BRAKE_SHARE,
    CONF_BRAKE_TITLES,
    CONF_BRAKE_WINDOW,
    CONF_DB_URL,
    CONF_KEEP_DAYS,
    CONF_LOWER_QUALITY_DAYS,
    CONF_MAX_AI,
    CONF_MAX_ATTEMPTS,
    CONF_MAX_AUDITS,
    CONF_MAX_CHANGES,
    CONF_MAX_OVERVIEWS,
    CONF_MAX_REMOVALS,
    CONF_MAX_REQUESTS,
    CONF_MINIMUM_SPEED,
    CONF_MODE,
    CONF_NOTIFY_TARGET,
    CONF_PROTECTED_CATEGORIES,
    CONF_PROTECTED_TAGS,
    CONF_PROTECTED_TITLES,
    CONF_QUESTION_PATIENCE,
    CONF_RETRY_DELAY_2,
    CONF_RETRY_DELAY_3,
    CONF_SEARCH_WAIT,
    CONF_SETTLE_TIME,
    CONF_STALL_TIME,
    CONF_TORRENT_STALL_TIME,
    CONF_VOICE_SENTENCES,
    DEFAULT_APPROVAL_PATIENCE,
    DEFAULT_KEEP_DAYS,
    DEFAULT_QUESTION_PATIENCE,
    DEFAULT_THRESHOLDS,
)
from ..downloads.model import RecoveryMode
from ..reasoning.model import ProviderName
from ..requests.policy import Approval
from .ai_flow import PROVIDER, AiSteps
from .database import try_database
from .durations import parts, seconds
from .forms import MODE
from .server import NotAccepted, reload_if_idle

SECTION_PROTECTION: Final = "protection"
SECTION_THRESHOLDS: Final = "thresholds"
SECTION_AI: Final = "ai"
SECTION_REQUESTS: Final = "requests"
SECTION_DATABASE: Final = "database"
CONF_AI_CHANGE: Final = "ai_change"

_PROTECTED: Final = (
    CONF_PROTECTED_TAGS,
    CONF_PROTECTED_CATEGORIES,
    CONF_PROTECTED_TITLES,
)
_DURATIONS: Final = (
    CONF_STALL_TIME,
    CONF_TORRENT_STALL_TIME,
    CONF_SETTLE_TIME,
    CONF_SEARCH_WAIT,
    CONF_RETRY_DELAY_2,
    CONF_RETRY_DELAY_3,
    CONF_BRAKE_WINDOW,
)
_COUNTS: Final = {
    CONF_MINIMUM_SPEED: (0, 100_000, "kB/s"),
    CONF_MAX_ATTEMPTS: (1, 10, None),
    CONF_MAX_REMOVALS: (1, 100, None),
    CONF_BRAKE_TITLES: (2, 100, None),
    CONF_BRAKE_SHARE: (1, 100, "%"),
    CONF_MAX_CHANGES: (1, 1000, None),
    CONF_MAX_REQUESTS: (1, 1000, None),
    CONF_MAX_AUDITS: (1, 1000, None),
    CONF_MAX_AI: (1, 1000, None),
    CONF_MAX_OVERVIEWS: (1, 1000, None),
    CONF_LOWER_QUALITY_DAYS: (0, 365, UnitOfTime.DAYS),
    CONF_BLOCKLIST_DAYS: (0, 3650, UnitOfTime.DAYS),
}
_REQUEST_DURATIONS: Final = {
    CONF_QUESTION_PATIENCE: DEFAULT_QUESTION_PATIENCE,
    CONF_APPROVAL_PATIENCE: DEFAULT_APPROVAL_PATIENCE,
}
_KEEP_DAYS: Final = (7, 3650, UnitOfTime.DAYS)
_REDACTED = "://…"

_APPROVAL = SelectSelector(
    SelectSelectorConfig(
        options=[each.value for each in Approval],
        translation_key=CONF_APPROVAL,
        mode=SelectSelectorMode.DROPDOWN,
    )
)
_WORDS = TextSelector(TextSelectorConfig(multiple=True))
_DATABASE = TextSelector(
    TextSelectorConfig(type=TextSelectorType.TEXT, autocomplete="off")
)


class StackOptionsFlow(OptionsFlow, AiSteps):
    """The options of one stack, on one page, and a language model's on two more."""

    _options: dict[str, Any]

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the options and take them over."""
        failure = None
        if user_input is not None:
            try:
                options = self._read(user_input)
                if (url := options.get(CONF_DB_URL)) and url != self._database_url:
                    await try_database(self.hass, url)
            except NotAccepted as err:
                failure = err
            else:
                self._options = options
                return await self._async_go_on(user_input[SECTION_AI])
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                self._form(), user_input or self._shown()
            ),
            errors=failure.errors if failure else None,
        )

    async def _async_go_on(self, ai: Mapping[str, Any]) -> ConfigFlowResult:
        """Ask about the language model, if it is new or to be changed; else save."""
        known: Mapping[str, Any] = self.config_entry.options.get(CONF_AI, {})
        provider = ai[CONF_AI_PROVIDER]
        if known and provider == known[CONF_AI_PROVIDER] and not ai.get(CONF_AI_CHANGE):
            return await self.async_finish_ai(known)
        return await self.async_choose_ai(provider, known)

    @override
    async def async_finish_ai(self, ai: Mapping[str, Any]) -> ConfigFlowResult:
        """Save the options, with what was chosen for a language model."""
        options = {**self._options, CONF_AI: dict(ai)} if ai else self._options
        self.hass.config_entries.async_update_entry(self.config_entry, options=options)
        reload_if_idle(self.hass, self.config_entry)
        return self.async_create_entry(data=options)

    @property
    def _database_url(self) -> str:
        url: str = self.config_entry.options.get(CONF_DB_URL, "")
        return url

    def _form(self) -> vol.Schema:
        return vol.Schema(
            {
                vol.Required(CONF_MODE): MODE,
                vol.Optional(CONF_NOTIFY_TARGET): SelectSelector(
                    SelectSelectorConfig(
                        options=self._notify_actions(), mode=SelectSelectorMode.DROPDOWN
                    )
                ),
                vol.Required(SECTION_PROTECTION): section(
                    vol.Schema({vol.Optional(key): _WORDS for key in _PROTECTED}),
                    {"collapsed": True},
                ),
                vol.Required(SECTION_THRESHOLDS): section(
                    vol.Schema(
                        {
                            vol.Required(key): DurationSelector({"enable_day": True})
                            for key in _DURATIONS
                        }
                        | {vol.Required(key): _count(*_COUNTS[key]) for key in _COUNTS}
                    ),
                    {"collapsed": True},
                ),
                vol.Required(SECTION_AI): section(
                    vol.Schema(
                        {
                            vol.Required(CONF_AI_PROVIDER): PROVIDER,
                            vol.Optional(CONF_AI_CHANGE): BooleanSelector(),
                        }
                    ),
                    {"collapsed": True},
                ),
                vol.Required(SECTION_REQUESTS): section(
                    vol.Schema(
                        {
                            vol.Required(CONF_APPROVAL): _APPROVAL,
                            vol.Required(CONF_VOICE_SENTENCES): BooleanSelector(),
                            **{
                                vol.Required(key): DurationSelector(
                                    {"enable_day": True}
                                )
                                for key in _REQUEST_DURATIONS
                            },
                        }
                    ),
                    {"collapsed": True},
                ),
                vol.Required(SECTION_DATABASE): section(
                    vol.Schema(
                        {
                            vol.Optional(CONF_DB_URL): _DATABASE,
                            vol.Required(
                                CONF_KEEP_DAYS, default=DEFAULT_KEEP_DAYS
                            ): _count(*_KEEP_DAYS),
                        }
                    ),
                    {"collapsed": True},
                ),
            }
        )

    def _shown(self) -> dict[str, Any]:
        """Return the options as the form shows them."""
        options = self.config_entry.options
        provider = options.get(CONF_AI, {}).get(CONF_AI_PROVIDER, ProviderName.NONE)
        shown: dict[str, Any] = {
            CONF_MODE: options.get(CONF_MODE, RecoveryMode.AUTOMATIC.value),
            SECTION_PROTECTION: {key: options.get(key, []) for key in _PROTECTED},
            SECTION_THRESHOLDS: {
                key: parts(value) if key in _DURATIONS else value
                for key, default in DEFAULT_THRESHOLDS.items()
                for value in (options.get(key, default),)
            },
            SECTION_AI: {CONF_AI_PROVIDER: str(provider), CONF_AI_CHANGE: False},
        }
        shown[SECTION_REQUESTS] = {
            CONF_APPROVAL: options.get(CONF_APPROVAL, Approval.GUESTS.value),
            CONF_VOICE_SENTENCES: options.get(CONF_VOICE_SENTENCES, True),
        } | {
            key: parts(options.get(key, default))
            for key, default in _REQUEST_DURATIONS.items()
        }
        if target := options.get(CONF_NOTIFY_TARGET):
            shown[CONF_NOTIFY_TARGET] = target
        shown[SECTION_DATABASE] = {
            CONF_KEEP_DAYS: options.get(CONF_KEEP_DAYS, DEFAULT_KEEP_DAYS)
        }
        if url := self._database_url:
            shown[SECTION_DATABASE][CONF_DB_URL] = _redacted(url)
        return shown

    def _read(self, user_input: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options that a filled form stands for.

        Raises:
            NotAccepted: A duration is out of bounds.
        """
        options: dict[str, Any] = {CONF_MODE: user_input[CONF_MODE]}
        if target := user_input.get(CONF_NOTIFY_TARGET):
            options[CONF_NOTIFY_TARGET] = target
        for key in _PROTECTED:
            words = user_input[SECTION_PROTECTION].get(key, [])
            options[key] = [word.strip() for word in words if word.strip()]
        thresholds = user_input[SECTION_THRESHOLDS]
        options.update({key: seconds(thresholds[key]) for key in _DURATIONS})
        options.update({key: int(thresholds[key]) for key in _COUNTS})
        requests = user_input[SECTION_REQUESTS]
        options[CONF_APPROVAL] = requests[CONF_APPROVAL]
        options[CONF_VOICE_SENTENCES] = requests[CONF_VOICE_SENTENCES]
        options.update({key: seconds(requests[key]) for key in _REQUEST_DURATIONS})
        database = user_input[SECTION_DATABASE]
        options[CONF_KEEP_DAYS] = int(database[CONF_KEEP_DAYS])
        url = database.get(CONF_DB_URL, "").strip()
        if self._database_url and url == _redacted(self._database_url):
            url = self._database_url
        if url:
            options[CONF_DB_URL] = url
        return options

    @callback
    def _notify_actions(self) -> list[str]:
        """Return the notify actions that reach a person, the chosen one in any case."""
        actions = {
            f"notify.{name}"
            for name in self.hass.services.async_services_for_domain("notify")
            if name != "send_message"
        }
        if target := self.config_entry.options.get(CONF_NOTIFY_TARGET):
            actions.add(target)
        return sorted(actions)


def _count(low: int, high: int, unit: str | None) -> NumberSelector:
    config = NumberSelectorConfig(
        min=low, max=high, step=1, mode=NumberSelectorMode.BOX
    )
    if unit is not None:
        config["unit_of_measurement"] = unit
    return NumberSelector(config)


def _redacted(url: str) -> str:
    """Return which kind of database it is, and nothing that leads to it."""
    return url.partition("://")[0] + _REDACTED
