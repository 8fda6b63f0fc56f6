"""Adding a rule to a stack, and changing one: which failures, and what differs then."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import (
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    DurationSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..const import (
    CONF_AGE_MAX,
    CONF_AGE_MIN,
    CONF_CATEGORIES,
    CONF_CAUSES,
    CONF_CLASSES,
    CONF_MAX_ATTEMPTS,
    CONF_MEDIA_TYPE,
    CONF_MODE,
    CONF_NOTIFY,
    CONF_PRIORITY,
    CONF_SERVERS,
    CONF_SETTLE_TIME,
    CONF_SIZE_MAX,
    CONF_SIZE_MIN,
    CONF_STEPS,
    CONF_TAGS,
    CONF_TITLES,
    DEFAULT_PRIORITY,
    SUBENTRY_RULE,
)
from ..downloads.model import FailureClass, MediaType, RecoveryMode
from ..downloads.rules import FORBIDDABLE
from ..downloads.words import plain, says_something
from ..servers.models import ServerType
from .durations import parts, seconds
from .server import NotAccepted, servers_of

SECTION_MATCHES: Final = "matches"
SECTION_THEN: Final = "then"

_LOOKED_FOR = (CONF_CAUSES, CONF_TITLES)
"""Words in which `*` stands for anything."""
_NAMES = (CONF_TAGS, CONF_CATEGORIES)
_BOUNDS = ((CONF_SIZE_MIN, CONF_SIZE_MAX), (CONF_AGE_MIN, CONF_AGE_MAX))
_MATCHES = (
    CONF_SERVERS,
    CONF_CLASSES,
    CONF_MEDIA_TYPE,
    *_LOOKED_FOR,
    *_NAMES,
    *(key for bounds in _BOUNDS for key in bounds),
)

_WORDS = TextSelector(TextSelectorConfig(multiple=True))


def _choice(
    options: list[str], translation_key: str, *, multiple: bool = False
) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=options,
            translation_key=translation_key,
            multiple=multiple,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def _number(unit: str) -> NumberSelector:
    return NumberSelector(
        NumberSelectorConfig(
            min=0, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement=unit
        )
    )


_STEPS = [step.value for step in FORBIDDABLE]

_THEN = vol.Schema(
    {
        vol.Optional(CONF_MODE): _choice(
            [mode.value for mode in reversed(RecoveryMode)], CONF_MODE
        ),
        vol.Optional(CONF_STEPS, default=_STEPS): SelectSelector(
            SelectSelectorConfig(
                options=_STEPS,
                translation_key="step",
                multiple=True,
                mode=SelectSelectorMode.LIST,
            )
        ),
        vol.Optional(CONF_MAX_ATTEMPTS): NumberSelector(
            NumberSelectorConfig(min=1, max=10, step=1, mode=NumberSelectorMode.BOX)
        ),
        vol.Optional(CONF_SETTLE_TIME): DurationSelector({"enable_day": True}),
        vol.Required(CONF_NOTIFY, default=True): BooleanSelector(),
    }
)


class RuleFlow(ConfigSubentryFlow):
    """The subentry flow of rules. What it saves counts at once, without a reload."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add a rule."""
        failure = None
        if user_input is not None:
            try:
                name, data = self._read(user_input, None)
            except NotAccepted as err:
                failure = err
            else:
                return self.async_create_entry(title=name, data=data)
        return self._show("user", user_input or {}, failure)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a rule."""
        rule = self._get_reconfigure_subentry()
        failure = None
        if user_input is not None:
            try:
                name, data = self._read(user_input, rule)
            except NotAccepted as err:
                failure = err
            else:
                return self.async_update_and_abort(
                    self._get_entry(), rule, title=name, data=data
                )
        return self._show("reconfigure", user_input or self._shown(rule), failure)

    def _show(
        self, step_id: str, shown: Mapping[str, Any], failure: NotAccepted | None
    ) -> SubentryFlowResult:
        """Show the form with what was typed, and what is wrong with it."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(self._form(), shown),
            errors=failure.errors if failure else None,
            description_placeholders=failure.placeholders if failure else None,
        )

    def _form(self) -> vol.Schema:
        matches = vol.Schema(
            {
                vol.Optional(CONF_SERVERS): SelectSelector(
                    SelectSelectorConfig(
                        options=self._servers(),
                        multiple=True,
                        mode=SelectSelectorMode.DROPDOWN,
                    )
                ),
                vol.Optional(CONF_CLASSES): _choice(
                    [each.value for each in FailureClass],
                    "failure_class",
                    multiple=True,
                ),
                vol.Optional(CONF_CAUSES): _WORDS,
                vol.Optional(CONF_MEDIA_TYPE): _choice(
                    [each.value for each in MediaType], CONF_MEDIA_TYPE
                ),
                vol.Optional(CONF_TITLES): _WORDS,
                vol.Optional(CONF_TAGS): _WORDS,
                vol.Optional(CONF_CATEGORIES): _WORDS,
                vol.Optional(CONF_SIZE_MIN): _number("GB"),
                vol.Optional(CONF_SIZE_MAX): _number("GB"),
                vol.Optional(CONF_AGE_MIN): _number("h"),
                vol.Optional(CONF_AGE_MAX): _number("h"),
            }
        )
        return vol.Schema(
            {
                vol.Required(CONF_NAME): TextSelector(),
                vol.Required(CONF_PRIORITY, default=DEFAULT_PRIORITY): NumberSelector(
                    NumberSelectorConfig(
                        min=0, max=1000, step=1, mode=NumberSelectorMode.BOX
                    )
                ),
                vol.Required(SECTION_MATCHES): section(matches, {"collapsed": False}),
                vol.Required(SECTION_THEN): section(_THEN, {"collapsed": False}),
            }
        )

    def _servers(self) -> list[SelectOptionDict]:
        """Return the servers that downloads can fail on."""
        return [
            SelectOptionDict(value=server.subentry_id, label=server.title)
            for server in servers_of(self._get_entry())
            if server.subentry_type != ServerType.PLEX
        ]

    def _shown(self, rule: ConfigSubentry) -> dict[str, Any]:
        """Return a rule as the form shows it."""
        data = rule.data
        matches = {key: data[key] for key in _MATCHES if key in data}
        if CONF_SERVERS in matches:
            known = {server["value"] for server in self._servers()}
            matches[CONF_SERVERS] = [
                each for each in data[CONF_SERVERS] if each in known
            ]
        then = {
            key: data[key]
            for key in (CONF_MODE, CONF_MAX_ATTEMPTS, CONF_NOTIFY)
            if key in data
        }
        then[CONF_STEPS] = data.get(CONF_STEPS, _STEPS)
        if CONF_SETTLE_TIME in data:
            then[CONF_SETTLE_TIME] = parts(data[CONF_SETTLE_TIME])
        return {
            CONF_NAME: rule.title,
            CONF_PRIORITY: data.get(CONF_PRIORITY, DEFAULT_PRIORITY),
            SECTION_MATCHES: matches,
            SECTION_THEN: then,
        }

    def _read(
        self, user_input: Mapping[str, Any], rule: ConfigSubentry | None
    ) -> tuple[str, dict[str, Any]]:
        """Return the name and the data of the rule that a filled form stands for.

        Raises:
            NotAccepted: With the text to show.
        """
        name = self._name(user_input[CONF_NAME], rule)
        matches = _matches(user_input[SECTION_MATCHES])
        if rule and CONF_SERVERS in rule.data and CONF_SERVERS not in matches:
            known = {server["value"] for server in self._servers()}
            if known.isdisjoint(rule.data[CONF_SERVERS]):
                # It was about servers that are gone, never about all others.
                raise NotAccepted("servers_gone")
        return name, {
            CONF_PRIORITY: int(user_input[CONF_PRIORITY]),
            **matches,
            **_then(user_input[SECTION_THEN]),
        }

    def _name(self, typed: str, rule: ConfigSubentry | None) -> str:
        """Return what to call the rule: names tell rules apart in what people read."""
        name = typed.strip()
        if not name:
            raise NotAccepted("rule_name_missing", CONF_NAME)
        taken = {
            other.title.casefold()
            for other in self._get_entry().subentries.values()
            if other.subentry_type == SUBENTRY_RULE and other is not rule
        }
        if name.casefold() in taken:
            raise NotAccepted("name_taken", CONF_NAME)
        return name


def _matches(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conditions that were set."""
    matches = {
        key: typed[key] for key in _MATCHES if typed.get(key) not in (None, "", [])
    }
    for key in (*_LOOKED_FOR, *_NAMES):
        words = [word.strip() for word in matches.pop(key, ()) if word.strip()]
        for word in words:
            if not (says_something(word) if key in _LOOKED_FOR else plain(word)):
                raise NotAccepted("no_word", placeholders={"word": word})
        if words:
            matches[key] = words
    for low, high in _BOUNDS:
        if low in matches and high in matches and matches[low] > matches[high]:
            raise NotAccepted("least_above_most")
    return matches


def _then(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the rule demands."""
    then: dict[str, Any] = {CONF_NOTIFY: typed[CONF_NOTIFY]}
    if mode := typed.get(CONF_MODE):
        then[CONF_MODE] = mode
    if not typed[CONF_STEPS]:
        raise NotAccepted("no_step")
    if set(typed[CONF_STEPS]) != set(_STEPS):
        then[CONF_STEPS] = typed[CONF_STEPS]
    if attempts := typed.get(CONF_MAX_ATTEMPTS):
        then[CONF_MAX_ATTEMPTS] = int(attempts)
    settle = typed.get(CONF_SETTLE_TIME)
    if settle and any(settle.values()):
        then[CONF_SETTLE_TIME] = seconds(settle)
    return then
