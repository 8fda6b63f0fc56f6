"""Adding one server to a stack that exists, and changing one."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME, CONF_URL, CONF_VERIFY_SSL

from ..const import CONF_ANNOUNCED_AS
from ..servers.models import ServerType
from .forms import EXAMPLES, server_form
from .server import (
    NotAccepted,
    ProvenServer,
    accept,
    names_in,
    reload_if_idle,
    typed_connection,
)


class ServerFlow(ConfigSubentryFlow):
    """The subentry flow of all server types."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add a server."""
        failure = None
        if user_input is not None:
            try:
                server = await self._async_accept(user_input, None)
            except NotAccepted as err:
                failure = err
            else:
                return self.async_create_entry(
                    title=server.name, data=server.data, unique_id=server.unique_id
                )
        return self._async_show("user", user_input or {}, failure)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a server's name, address or key."""
        subentry = self._get_reconfigure_subentry()
        failure = None
        if user_input is not None:
            try:
                server = await self._async_accept(user_input, subentry)
            except NotAccepted as err:
                failure = err
            else:
                entry = self._get_entry()
                result = self.async_update_and_abort(
                    entry,
                    subentry,
                    title=server.name,
                    data=server.data,
                    unique_id=server.unique_id,
                )
                reload_if_idle(self.hass, entry)
                return result
        shown = user_input or {
            field: subentry.data[field]
            for field in (CONF_NAME, CONF_URL, CONF_VERIFY_SSL)
        }
        return self._async_show("reconfigure", shown, failure)

    @property
    def _server_type(self) -> ServerType:
        return ServerType(self._subentry_type)

    async def _async_accept(
        self, user_input: Mapping[str, Any], subentry: ConfigSubentry | None
    ) -> ProvenServer:
        """Return the server that the form describes.

        Raises:
            NotAccepted: With the text to show.
        """
        own_id = subentry.subentry_id if subentry else None
        return await accept(
            self.hass,
            typed_connection(self._server_type, user_input, kept=subentry),
            name=user_input.get(CONF_NAME, "").strip(),
            names=names_in(self._get_entry(), without=own_id),
            own_id=own_id,
            announced_as=subentry.data.get(CONF_ANNOUNCED_AS) if subentry else None,
        )

    def _async_show(
        self, step_id: str, shown: Mapping[str, Any], failure: NotAccepted | None
    ) -> SubentryFlowResult:
        """Show the form with what was typed, and what is wrong with it."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                server_form(
                    self._server_type, keeps_key=self.source == SOURCE_RECONFIGURE
                ),
                shown,
            ),
            errors=failure.errors if failure else None,
            description_placeholders={
                "example": EXAMPLES[self._server_type],
                **(failure.placeholders if failure else {}),
            },
        )
