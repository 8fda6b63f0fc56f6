"""Giving somebody a profile, and changing it: what is usual for whom, and how much."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import (
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import (
    CONF_AUTO_APPROVE,
    CONF_QUALITY,
    CONF_REQUESTS_PER_WEEK,
    CONF_ROOT_FOLDERS,
    CONF_SEASONS,
    CONF_USER,
    GUEST,
    SUBENTRY_PROFILE,
)
from ..coordinators import ArrCoordinator
from ..message import Message
from ..phrases import Phrasebook
from ..requests.model import Quality
from ..requests.record import Scope

AS_POLICY: Final = "as_policy"
_APPROVAL: Final = {AS_POLICY: None, "always": True, "never": False}
_SEASONS: Final = (Scope.ALL, Scope.FIRST, Scope.LATEST, Scope.FUTURE)


def _choice(
    options: list[str], translation_key: str, mode: SelectSelectorMode
) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=options, translation_key=translation_key, mode=mode
        )
    )


class ProfileFlow(ConfigSubentryFlow):
    """The subentry flow of profiles. What it saves counts at once, without a reload."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Give somebody a profile."""
        people = await self._people_without()
        if not people:
            return self.async_abort(reason="everybody_has_one")
        if user_input is not None:
            user = user_input[CONF_USER]
            return self.async_create_entry(
                title=people[user],
                data={CONF_USER: user, **_read(user_input)},
                unique_id=f"{SUBENTRY_PROFILE}_{user}",
            )
        options = [
            SelectOptionDict(value=user, label=name) for user, name in people.items()
        ]
        who = SelectSelector(
            SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
        )
        return self.async_show_form(
            step_id="user",
            data_schema=vol.Schema({vol.Required(CONF_USER): who}).extend(
                self._form().schema
            ),
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change what is usual for somebody."""
        profile = self._get_reconfigure_subentry()
        if user_input is not None:
            return self.async_update_and_abort(
                self._get_entry(),
                profile,
                data={CONF_USER: profile.data[CONF_USER], **_read(user_input)},
            )
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(
                self._form(), _shown(profile)
            ),
            description_placeholders={"name": profile.title},
        )

    def _form(self) -> vol.Schema:
        return vol.Schema(
            {
                vol.Optional(CONF_QUALITY): _choice(
                    [each.value for each in Quality],
                    CONF_QUALITY,
                    SelectSelectorMode.DROPDOWN,
                ),
                vol.Optional(CONF_ROOT_FOLDERS): SelectSelector(
                    SelectSelectorConfig(
                        options=self._folders(),
                        multiple=True,
                        custom_value=True,
                        mode=SelectSelectorMode.DROPDOWN,
                    )
                ),
                vol.Required(CONF_SEASONS, default=Scope.ALL.value): _choice(
                    [each.value for each in _SEASONS],
                    CONF_SEASONS,
                    SelectSelectorMode.DROPDOWN,
                ),
                vol.Optional(CONF_REQUESTS_PER_WEEK): NumberSelector(
                    NumberSelectorConfig(
                        min=0, max=1000, step=1, mode=NumberSelectorMode.BOX
                    )
                ),
                vol.Required(CONF_AUTO_APPROVE, default=AS_POLICY): _choice(
                    [*_APPROVAL], CONF_AUTO_APPROVE, SelectSelectorMode.LIST
                ),
            }
        )

    async def _people_without(self) -> dict[str, str]:
        """Return the names of those who have no profile yet, by what stands for them."""
        taken = {
            subentry.data.get(CONF_USER)
            for subentry in self._get_entry().subentries.values()
            if subentry.subentry_type == SUBENTRY_PROFILE
        }
        phrases = await self.hass.async_add_executor_job(
            Phrasebook.load, self.hass.config.language
        )
        people = {
            user.id: user.name or user.id
            for user in await self.hass.auth.async_get_users()
            if user.is_active and not user.system_generated
        }
        people[GUEST] = phrases.words(Message(key="guest"))
        return {user: name for user, name in people.items() if user not in taken}

    def _folders(self) -> list[str]:
        """Return the folders that the libraries of the stack have now."""
        engine = getattr(self._get_entry(), "runtime_data", None)
        coordinators = engine.coordinators.values() if engine else ()
        return sorted(
            {
                folder.path
                for coordinator in coordinators
                if isinstance(coordinator, ArrCoordinator) and coordinator.data
                for folder in coordinator.data.root_folders
            }
        )


def _read(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of the profile that a filled form stands for."""
    data: dict[str, Any] = {CONF_SEASONS: typed[CONF_SEASONS]}
    if quality := typed.get(CONF_QUALITY):
        data[CONF_QUALITY] = quality
    folders = [each.strip() for each in typed.get(CONF_ROOT_FOLDERS, ())]
    if folders := [each for each in folders if each]:
        data[CONF_ROOT_FOLDERS] = folders
    if (most := typed.get(CONF_REQUESTS_PER_WEEK)) is not None:
        data[CONF_REQUESTS_PER_WEEK] = int(most)
    approves = _APPROVAL[typed[CONF_AUTO_APPROVE]]
    if approves is not None:
        data[CONF_AUTO_APPROVE] = approves
    return data


def _shown(profile: ConfigSubentry) -> dict[str, Any]:
    """Return a profile as the form shows it."""
    approves = profile.data.get(CONF_AUTO_APPROVE)
    choice = next(name for name, value in _APPROVAL.items() if value is approves)
    return {**profile.data, CONF_AUTO_APPROVE: choice}
