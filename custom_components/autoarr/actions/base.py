"""What all actions share: which stack, who may, how lists are paged, how errors are told."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from math import ceil
from typing import Any

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import (
    Context,
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
import voluptuous as vol

from ..activity import JsonValue
from ..const import DOMAIN
from ..doors import told
from ..engine import AutoArrConfigEntry, Engine
from ..events import because_of
from ..limits import Family

ATTR_LIMIT = "limit"
ATTR_OFFSET = "offset"
ATTR_SERVER = "server"
ATTR_SINCE = "since"
ATTR_UNTIL = "until"

type Fields = dict[Any, Any]
"""What an action takes: markers and what validates their values."""

PAGING: Fields = {
    vol.Optional(ATTR_LIMIT, default=50): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=500)
    ),
    vol.Optional(ATTR_OFFSET, default=0): vol.All(vol.Coerce(int), vol.Range(min=0)),
}

type Handler = Callable[[Engine, ServiceCall], Awaitable[ServiceResponse]]
type Action = tuple[vol.Schema, Callable[[ServiceCall], Awaitable[ServiceResponse]]]
"""What checks the fields of a call, and what carries it out."""

_ACTIONS: HassKey[dict[str, Action]] = HassKey(f"{DOMAIN}_actions")


@callback
def register(
    hass: HomeAssistant,
    name: str,
    handler: Handler,
    fields: Fields,
    *,
    changes: bool = False,
    admin: bool = False,
    family: Family | None = None,
) -> None:
    """Register an action whose handler gets the engine of the stack that is meant.

    Args:
        hass: Home Assistant.
        name: Of the action, without the domain.
        handler: Does it, and returns the response.
        fields: What it takes besides the stack.
        changes: Whether it does more than read. Who calls it may ignore the response.
        admin: Whether it is for administrators only.
        family: What it is counted as; by default as a change or as reading.
    """
    counted = family or (Family.WRITE if changes else Family.READ)

    async def handle(call: ServiceCall) -> ServiceResponse:
        if admin:
            await must_be_admin(call)
        entry: AutoArrConfigEntry = async_get_config_entry(
            call.hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
        )
        must_not_be_too_often(entry.runtime_data, call.context.user_id, counted)
        server = call.data.get(ATTR_SERVER) or entry.title
        with told(entry.runtime_data, server), because_of(call.context):
            return await handler(entry.runtime_data, call)

    schema = vol.Schema({vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string, **fields})
    hass.data.setdefault(_ACTIONS, {})[name] = (schema, handle)
    hass.services.async_register(
        DOMAIN,
        name,
        handle,
        schema,
        SupportsResponse.OPTIONAL if changes else SupportsResponse.ONLY,
    )


async def ask(
    hass: HomeAssistant, name: str, data: Mapping[str, Any], context: Context
) -> ServiceResponse:
    """Return what an action answers, without a trace of the call on the bus.

    Raises:
        vol.Invalid: The fields are wrong.
        HomeAssistantError: As the action itself.
    """
    schema, handle = hass.data[_ACTIONS][name]
    return await handle(
        ServiceCall(hass, DOMAIN, name, schema(dict(data)), context, True)
    )


def must_not_be_too_often(engine: Engine, user_id: str | None, family: Family) -> None:
    """Count a call of somebody, and raise when it is one too many."""
    if wait := engine.limits.count(user_id, family):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="rate_limited",
            translation_placeholders={"seconds": str(ceil(wait))},
        )


async def must_be_admin(call: ServiceCall) -> None:
    """Raise unless an administrator calls; a call without a user is the system's own."""
    if call.context.user_id is None:
        return
    user = await call.hass.auth.async_get_user(call.context.user_id)
    if user is None:
        raise UnknownUser(context=call.context)
    if not user.is_admin:
        raise Unauthorized(context=call.context)


def server_id(engine: Engine, call: ServiceCall) -> str | None:
    """Return the id of the server that a call names; None when it names none."""
    name = call.data.get(ATTR_SERVER)
    return engine.server_id(name) if name else None


def moment(at: datetime | None) -> datetime | None:
    """Return a time that a caller gave; without a zone it is in Home Assistant's own."""
    return dt_util.as_utc(at) if at else None


def answer(what: str, shapes: Iterable[JsonValue], total: int) -> dict[str, JsonValue]:
    """Return one page of a list."""
    return {what: list(shapes), "total": total}
