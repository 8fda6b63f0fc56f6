"""The flows that people meet: set up a stack, rename it, repair a key, welcome a server."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentry,
    ConfigSubentryFlow,
)
from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.core import callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.selector import SelectOptionDict
from homeassistant.helpers.service_info.ssdp import SsdpServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo

from .const import (
    CONF_AI,
    CONF_AI_PROVIDER,
    CONF_MODE,
    CONF_VOICE_SENTENCES,
    DOMAIN,
    SUBENTRY_PROFILE,
    SUBENTRY_RULE,
)
from .servers.models import ServerType
from .setup import discovery, forms
from .setup.ai_flow import AiSteps
from .setup.known import KnownServer, known_servers
from .setup.options_flow import StackOptionsFlow
from .setup.profile_flow import ProfileFlow
from .setup.rule_flow import RuleFlow
from .setup.server import (
    NotAccepted,
    ProvenServer,
    accept,
    accept_known,
    connection_of,
    is_taken_by_others,
    key_field,
    names_in,
    prove,
    reload_if_idle,
    stacks,
    typed_connection,
)
from .setup.server_flow import ServerFlow
from .voice.defaults import wants_sentences

SUBENTRY_ID = "subentry_id"


class AutoArrConfigFlow(ConfigFlow, AiSteps, domain=DOMAIN):
    """Set up a stack and look after its servers."""

    VERSION = 1
    MINOR_VERSION = 1

    _found: discovery.Found
    _rejected: ConfigSubentry

    def __init__(self) -> None:
        """Start with a stack that has neither name nor servers."""
        self._name = ""
        self._mode = ""
        self._voice_sentences = True
        self._servers: list[ProvenServer] = []

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> StackOptionsFlow:
        """Return the flow of a stack's options."""
        return StackOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the flow for each type of server, for rules and for profiles."""
        servers = dict.fromkeys(map(str, ServerType), ServerFlow)
        return {**servers, SUBENTRY_RULE: RuleFlow, SUBENTRY_PROFILE: ProfileFlow}

    # The first flow: name, servers, recovery mode, perhaps a language model.

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Name the stack."""
        errors = None
        if user_input is not None:
            self._name = user_input[CONF_NAME].strip()
            errors = self._errors_of_name(None)
            if not errors:
                return await self.async_step_servers()
        shown = self._name or self.hass.config.location_name
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(
                forms.STACK, {CONF_NAME: shown}
            ),
            errors=errors,
        )

    async def async_step_servers(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer what can be added first."""
        if self._servers:
            return await self.async_step_more_servers()
        return self.async_show_menu(step_id="servers", menu_options=self._to_add())

    async def async_step_more_servers(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what was added, and offer more."""
        added = (f"- {each.name} ({each.connection.url})" for each in self._servers)
        return self.async_show_menu(
            step_id="more_servers",
            menu_options=[*self._to_add(), "finish"],
            description_placeholders={"servers": "\n".join(added)},
        )

    def _to_add(self) -> list[str]:
        options = [server_type.value for server_type in ServerType]
        return ["import_servers", *options] if self._known_servers() else options

    async def async_step_sonarr(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add a Sonarr."""
        return await self._async_step_server(ServerType.SONARR, user_input)

    async def async_step_radarr(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add a Radarr."""
        return await self._async_step_server(ServerType.RADARR, user_input)

    async def async_step_sabnzbd(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add a SABnzbd."""
        return await self._async_step_server(ServerType.SABNZBD, user_input)

    async def async_step_plex(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add a Plex."""
        return await self._async_step_server(ServerType.PLEX, user_input)

    async def _async_step_server(
        self, server_type: ServerType, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Add a server; an empty form leads back to the menu with nothing lost."""
        failure = None
        if user_input is not None:
            if not user_input.get(CONF_URL) and not user_input.get(
                key_field(server_type)
            ):
                return await self.async_step_servers()
            try:
                server = await accept(
                    self.hass,
                    typed_connection(server_type, user_input),
                    name=user_input.get(CONF_NAME, "").strip(),
                    drafts=self._servers,
                )
            except NotAccepted as err:
                failure = err
            else:
                self._servers.append(server)
                return await self.async_step_servers()
        return self.async_show_form(
            step_id=server_type.value,
            data_schema=self.add_suggested_values_to_schema(
                forms.server_form(server_type, may_be_empty=True), user_input
            ),
            errors=failure.errors if failure else None,
            description_placeholders={
                "example": forms.EXAMPLES[server_type],
                **(failure.placeholders if failure else {}),
            },
        )

    async def async_step_import_servers(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take over servers that Home Assistant's own integrations know."""
        if user_input is None:
            return self._show_import("import_servers", list(self._known_servers()))
        return await self._async_import(user_input[forms.CONF_SERVERS])

    async def async_step_import_rest(
        self, user_input: dict[str, Any]
    ) -> ConfigFlowResult:
        """Try those again that did not prove themselves, or leave them out."""
        return await self._async_import(user_input[forms.CONF_SERVERS])

    async def _async_import(self, chosen: list[str]) -> ConfigFlowResult:
        known = self._known_servers()
        sources = [known[entry_id] for entry_id in chosen if entry_id in known]
        results = await accept_known(
            self.hass, [source.connection for source in sources], self._servers
        )
        failures: list[tuple[KnownServer, NotAccepted]] = []
        for source, result in zip(sources, results, strict=True):
            if isinstance(result, NotAccepted):
                failures.append((source, result))
            else:
                self._servers.append(result)
        if not failures:
            return await self.async_step_servers()
        source, failure = failures[0]
        return self._show_import(
            "import_rest",
            [source.entry_id for source, _ in failures],
            errors=failure.errors,
            placeholders={"server": source.label, **failure.placeholders},
        )

    def _show_import(
        self,
        step_id: str,
        chosen: list[str],
        *,
        errors: dict[str, str] | None = None,
        placeholders: dict[str, str] | None = None,
    ) -> ConfigFlowResult:
        options = [
            SelectOptionDict(value=entry_id, label=source.label)
            for entry_id, source in self._known_servers().items()
        ]
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                forms.import_form(options), {forms.CONF_SERVERS: chosen}
            ),
            errors=errors,
            description_placeholders=placeholders,
        )

    def _known_servers(self) -> dict[str, KnownServer]:
        """Return what Home Assistant knows and this flow has not yet."""
        added = [server.connection.url for server in self._servers]
        added += [server.unique_id for server in self._servers]
        return known_servers(self.hass, added)

    async def async_step_finish(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Leave the menu."""
        return await self.async_step_recovery()

    async def async_step_recovery(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose how far AutoArr goes by itself."""
        if user_input is None:
            return self.async_show_form(
                step_id="recovery", data_schema=forms.RECOVERY, last_step=False
            )
        self._mode = user_input[CONF_MODE]
        return await self.async_step_ai()

    async def async_step_ai(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose who explains things, or nobody, and what Assist listens to."""
        if user_input is None:
            return self.async_show_form(
                step_id="ai", data_schema=forms.ai_form(wants_sentences(self.hass))
            )
        self._voice_sentences = user_input[CONF_VOICE_SENTENCES]
        return await self.async_choose_ai(user_input[CONF_AI_PROVIDER], {})

    @override
    async def async_finish_ai(self, ai: Mapping[str, Any]) -> ConfigFlowResult:
        """Create the stack."""
        if is_taken_by_others(self.hass, self._servers):
            return self.async_abort(reason="already_configured")
        # The id of a discovered server is its own, not that of the stack.
        await self.async_set_unique_id(None)
        return self.async_create_entry(
            title=self._name,
            data={},
            options={
                CONF_MODE: self._mode,
                CONF_VOICE_SENTENCES: self._voice_sentences,
            }
            | ({CONF_AI: dict(ai)} if ai else {}),
            subentries=[server.subentry_data for server in self._servers],
        )

    # A stack that exists.

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Rename the stack."""
        entry = self._get_reconfigure_entry()
        errors = None
        self._name = entry.title
        if user_input is not None:
            self._name = user_input[CONF_NAME].strip()
            errors = self._errors_of_name(entry)
            if not errors:
                return self.async_update_and_abort(entry, title=self._name)
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(
                forms.STACK, {CONF_NAME: self._name}
            ),
            errors=errors,
        )

    def _errors_of_name(self, own: ConfigEntry | None) -> dict[str, str]:
        if not self._name:
            return {CONF_NAME: "name_missing"}
        taken = {
            entry.title.casefold() for entry in stacks(self.hass) if entry is not own
        }
        if self._name.casefold() in taken:
            return {CONF_NAME: "name_taken"}
        return {}

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Find the server whose key was rejected."""
        entry = self._get_reauth_entry()
        subentry_id = entry_data.get(SUBENTRY_ID) or _rejected_server(entry)
        if (subentry := entry.subentries.get(subentry_id or "")) is None:
            return self.async_abort(reason="server_gone")
        self._rejected = subentry
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the new key of that one server."""
        known = connection_of(self._rejected)
        failure = None
        if user_input is not None:
            try:
                connection = typed_connection(
                    known.server_type, {**self._rejected.data, **user_input}
                )
                await prove(self.hass, connection)
            except NotAccepted as err:
                failure = err
            else:
                entry = self._get_reauth_entry()
                field = key_field(known.server_type)
                self.hass.config_entries.async_update_subentry(
                    entry,
                    self._rejected,
                    data={**self._rejected.data, field: connection.key},
                )
                reload_if_idle(self.hass, entry)
                return self.async_abort(
                    reason="reauth_successful", translation_domain="homeassistant"
                )
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=forms.key_form(known.server_type),
            errors=failure.errors if failure else None,
            description_placeholders={
                "name": self._rejected.title,
                "url": known.url,
                **(failure.placeholders if failure else {}),
            },
        )

    # A server that announced itself.

    @override
    async def async_step_ssdp(
        self, discovery_info: SsdpServiceInfo
    ) -> ConfigFlowResult:
        """Welcome a SABnzbd."""
        if (found := discovery.from_ssdp(discovery_info)) is None:
            return self.async_abort(reason="no_address")
        return await self._async_welcome(found)

    @override
    async def async_step_zeroconf(
        self, discovery_info: ZeroconfServiceInfo
    ) -> ConfigFlowResult:
        """Welcome a SABnzbd or a Plex."""
        return await self._async_welcome(discovery.from_zeroconf(discovery_info))

    async def _async_welcome(self, found: discovery.Found) -> ConfigFlowResult:
        """Offer a server that is new; follow one that moved."""
        if discovery.is_recognised(self.hass, found):
            return self.async_abort(reason="already_configured")
        try:
            found = await discovery.identified(self.hass, found)
        except NotAccepted as err:
            return self.async_abort(reason=err.errors["base"])
        await self.async_set_unique_id(found.unique_id or found.url)
        self._abort_if_unique_id_configured()
        if await discovery.is_followed(self.hass, found):
            return self.async_abort(reason="already_configured")
        self._found = found
        self.context["title_placeholders"] = {"name": found.title}
        return await self.async_step_discovered()

    async def async_step_discovered(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the key of a server that was found, and where it belongs."""
        server_type = self._found.server_type
        failure = None
        if user_input is not None:
            chosen = user_input.get(forms.CONF_STACK, forms.NEW_STACK)
            stack = self.hass.config_entries.async_get_entry(chosen)
            try:
                server = await accept(
                    self.hass,
                    typed_connection(server_type, user_input),
                    name=user_input.get(CONF_NAME, "").strip(),
                    names=names_in(stack) if stack else (),
                    announced_as=self._found.announced_as,
                )
            except NotAccepted as err:
                failure = err
            else:
                if stack is None:
                    self._servers.append(server)
                    return await self.async_step_user()
                self.hass.config_entries.async_add_subentry(stack, server.subentry)
                reload_if_idle(self.hass, stack)
                return self.async_abort(
                    reason="server_added",
                    description_placeholders={
                        "server": server.name,
                        "stack": stack.title,
                    },
                )
        titles = {entry.entry_id: entry.title for entry in stacks(self.hass)}
        return self.async_show_form(
            step_id="discovered",
            data_schema=self.add_suggested_values_to_schema(
                forms.discovered_form(server_type, titles),
                user_input or {CONF_URL: self._found.url},
            ),
            errors=failure.errors if failure else None,
            description_placeholders={
                "server": self._found.title,
                **(failure.placeholders if failure else {}),
            },
        )


def _rejected_server(entry: ConfigEntry) -> str | None:
    """Return the server whose last answer was that our key is wrong.

    Home Assistant starts a flow without saying which one it was.
    """
    engine = getattr(entry, "runtime_data", None)
    for server_id, coordinator in engine.coordinators.items() if engine else ():
        if isinstance(coordinator.last_exception, ConfigEntryAuthFailed):
            rejected: str = server_id
            return rejected
    return None
