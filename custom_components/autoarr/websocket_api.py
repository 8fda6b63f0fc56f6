"""WebSocket commands: the lists of the actions, and a stream of what changes.

A list command is its action, asked over the socket: rights, limits, filters and answers
are those of the action.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.components.websocket_api.messages import construct_event_message
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry
import voluptuous as vol
from voluptuous.humanize import humanize_error

from .actions.base import Fields, ask, must_not_be_too_often
from .const import DOMAIN
from .engine import AutoArrConfigEntry
from .engine.overview import overview_shape
from .limits import Family
from .live import Subscriber, stream_of
from .topics import Topic

LISTS = {
    "activity": "get_activity",
    "changes": "get_changes",
    "downloads": "get_downloads",
    "failures": "get_failed_downloads",
    "findings": "get_findings",
    "requests": "get_requests",
}
"""The action behind each list command."""
ATTR_CORRELATION_ID = "correlation_id"
ATTR_TOPICS = "topics"

type Message = dict[str, Any]
type Command = Callable[[HomeAssistant, ActiveConnection, Message], Awaitable[None]]

_OF_A_STACK: Fields = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
_SUBSCRIPTION: Fields = {
    vol.Required(ATTR_TOPICS): vol.All([vol.Coerce(Topic)], vol.Length(min=1)),
    vol.Optional(ATTR_CORRELATION_ID): cv.string,
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register all commands, once, whether or not a stack is set up."""
    known = hass.services.async_services_for_domain(DOMAIN)
    for topic, action in LISTS.items():
        if action not in known:
            continue
        command = f"{DOMAIN}/{topic}/list"
        websocket_api.async_register_command(
            hass,
            command,
            websocket_api.async_response(_answering(partial(_list, action))),
            websocket_api.BASE_COMMAND_MESSAGE_SCHEMA.extend(
                {vol.Required("type"): command}, extra=vol.ALLOW_EXTRA
            ),
        )
    for command, handler, fields in (
        (f"{DOMAIN}/overview", _overview, {}),
        (f"{DOMAIN}/subscribe", _subscribe, _SUBSCRIPTION),
    ):
        websocket_api.async_register_command(
            hass,
            command,
            websocket_api.async_response(_answering(handler)),
            websocket_api.BASE_COMMAND_MESSAGE_SCHEMA.extend(
                {vol.Required("type"): command, **_OF_A_STACK, **fields}
            ),
        )


def _answering(command: Command) -> Command:
    """Let a command answer with an error that people understand, and log none of it."""

    async def answer(
        hass: HomeAssistant, connection: ActiveConnection, msg: Message
    ) -> None:
        try:
            await command(hass, connection, msg)
        except Unauthorized:
            connection.send_error(
                msg["id"], websocket_api.ERR_UNAUTHORIZED, "Unauthorized"
            )
        except vol.Invalid as err:
            connection.send_error(
                msg["id"],
                websocket_api.ERR_INVALID_FORMAT,
                humanize_error(msg, err),
            )
        except HomeAssistantError as err:
            is_mistake = isinstance(err, ServiceValidationError)
            connection.send_error(
                msg["id"],
                websocket_api.ERR_SERVICE_VALIDATION_ERROR
                if is_mistake
                else websocket_api.ERR_HOME_ASSISTANT_ERROR,
                str(err),
                err.translation_key,
                err.translation_domain,
                err.translation_placeholders,
            )

    return answer


async def _list(
    action: str, hass: HomeAssistant, connection: ActiveConnection, msg: Message
) -> None:
    """Answer with a page of a list."""
    data = {key: value for key, value in msg.items() if key not in ("id", "type")}
    answer = await ask(hass, action, data, connection.context(msg))
    connection.send_result(msg["id"], answer)


def _entry(hass: HomeAssistant, msg: Message) -> AutoArrConfigEntry:
    """Return the stack that is meant, loaded or not.

    Raises:
        ServiceValidationError: There is none, or several.
    """
    wanted = msg.get(ATTR_CONFIG_ENTRY_ID)
    entries: list[AutoArrConfigEntry] = [
        entry
        for entry in hass.config_entries.async_entries(
            DOMAIN, include_ignore=False, include_disabled=False
        )
        if wanted in (None, entry.entry_id)
    ]
    if len(entries) == 1:
        return entries[0]
    # It knows the words for what is wrong.
    return async_get_config_entry(hass, DOMAIN, wanted)


async def _overview(
    hass: HomeAssistant, connection: ActiveConnection, msg: Message
) -> None:
    """Answer with the stack at a glance."""
    entry: AutoArrConfigEntry = async_get_config_entry(
        hass, DOMAIN, msg.get(ATTR_CONFIG_ENTRY_ID)
    )
    engine = entry.runtime_data
    must_not_be_too_often(engine, connection.user.id, Family.OVERVIEW)
    connection.send_result(msg["id"], {"overview": overview_shape(engine)})


async def _subscribe(
    hass: HomeAssistant, connection: ActiveConnection, msg: Message
) -> None:
    """Send what is, and then what changes, until the client or its connection goes."""
    entry = _entry(hass, msg)
    stream, number = stream_of(hass, entry), msg["id"]
    if entry.state is ConfigEntryState.LOADED:
        must_not_be_too_often(entry.runtime_data, connection.user.id, Family.READ)

    # The answer comes first, so that clients know what the events belong to.
    connection.send_result(number)
    subscriber = Subscriber(
        send=lambda event: connection.send_message(
            construct_event_message(number, event)
        ),
        user=connection.user,
        topics=frozenset(msg[ATTR_TOPICS]),
        correlation_id=msg.get(ATTR_CORRELATION_ID),
    )
    connection.subscriptions[number] = stream.add(subscriber)
    await stream.introduce()
