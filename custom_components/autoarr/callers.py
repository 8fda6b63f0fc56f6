"""Who asks: what Home Assistant knows of whoever calls, as requests keep it."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser

from .requests.record import Requester, RequesterKind


async def caller_of(
    hass: HomeAssistant, context: Context, *, is_guest: bool = False
) -> Requester:
    """Return who is behind a context.

    Args:
        hass: Home Assistant.
        context: Of the call.
        is_guest: What a call without a user is: somebody in the room, whom nobody
            knows. Otherwise it is Home Assistant itself, as with automations.

    Raises:
        UnknownUser: The user is gone.
    """
    if context.user_id is None:
        kind = RequesterKind.GUEST if is_guest else RequesterKind.SYSTEM
        return Requester(kind=kind)
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return Requester(
        kind=RequesterKind.USER,
        user_id=user.id,
        name=user.name or "",
        is_admin=user.is_admin,
    )
