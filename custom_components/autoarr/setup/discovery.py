"""What SABnzbd and Plex announce on the network, and following one that moved.

Sonarr and Radarr announce nothing.
"""

from dataclasses import dataclass, replace
from ipaddress import IPv6Address

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.service_info.ssdp import (
    ATTR_UPNP_FRIENDLY_NAME,
    SsdpServiceInfo,
)
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from yarl import URL

from ..const import CONF_ANNOUNCED_AS, LOGGER
from ..servers.base import ServerError, normalise_url
from ..servers.models import ServerType
from ..servers.plex import machine_id
from .server import (
    Connection,
    NotAccepted,
    connection_of,
    prove,
    reload_if_idle,
    servers,
)

_PLEX_SERVICE = "_plexmediasvr._tcp.local."
_PLEX_PORT = 32400
_DESCRIPTION = "/description.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A server that announced itself."""

    server_type: ServerType
    url: str
    title: str
    announced_as: str | None = None
    """The name in the announcement, where that survives a new address."""
    unique_id: str | None = None


def from_ssdp(info: SsdpServiceInfo) -> Found | None:
    """Read SABnzbd's announcement; None when it has no address.

    Its device id changes with its address, so there is nothing to follow it by.
    """
    location = (info.ssdp_location or "").removesuffix(_DESCRIPTION)
    try:
        url = normalise_url(location)
    except ValueError:
        return None
    title = info.upnp.get(ATTR_UPNP_FRIENDLY_NAME) or f"SABnzbd ({URL(url).host})"
    return Found(server_type=ServerType.SABNZBD, url=url, title=title)


def from_zeroconf(info: ZeroconfServiceInfo) -> Found:
    """Read an mDNS announcement of SABnzbd or Plex."""
    host = info.host
    if isinstance(info.ip_address, IPv6Address):
        host = f"[{host}]"
    name = info.name.removesuffix(f".{info.type}")
    if info.type == _PLEX_SERVICE:
        return Found(
            server_type=ServerType.PLEX,
            url=f"http://{host}:{info.port or _PLEX_PORT}",
            title=f"Plex ({name})",
        )
    secure = str(info.properties.get("https", "")).lower() in {"1", "true"}
    path = str(info.properties.get("path") or "").strip("/")
    return Found(
        server_type=ServerType.SABNZBD,
        url=normalise_url(
            f"{'https' if secure else 'http'}://{host}:{info.port}/{path}"
        ),
        title=f"SABnzbd ({name.lower().removeprefix('sabnzbd on ')})",
        announced_as=name,
    )


@callback
def is_recognised(hass: HomeAssistant, found: Found) -> bool:
    """Return whether a stack has a server at this very address.

    The name in the announcement is kept, so that the server can be followed later.
    """
    for entry, subentry in servers(hass):
        if subentry.data[CONF_URL] == found.url:
            if found.announced_as is not None:
                hass.config_entries.async_update_subentry(
                    entry,
                    subentry,
                    data={**subentry.data, CONF_ANNOUNCED_AS: found.announced_as},
                )
            return True
    return False


async def identified(hass: HomeAssistant, found: Found) -> Found:
    """Return the same server with the id that survives a new address, if it has one.

    Raises:
        NotAccepted: Nothing of that kind answers there.
    """
    if found.server_type is not ServerType.PLEX:
        return found
    try:
        unique_id = await machine_id(async_get_clientsession(hass), found.url)
    except ServerError as err:
        raise NotAccepted("cannot_connect") from err
    return replace(found, unique_id=unique_id)


async def is_followed(hass: HomeAssistant, found: Found) -> bool:
    """Return whether a stack has this server, and follow it to its new address.

    An address is only given up when nothing answers there any more and the server at
    the new one takes the key.
    """
    if (known := _called(hass, found)) is None:
        return False
    entry, subentry = known
    connection = connection_of(subentry)
    if await _answers(hass, connection):
        return True
    moved = replace(connection, url=found.url)
    if not await _answers(hass, moved):
        # Plex is known by its id; of SABnzbd only the key tells it from another.
        return found.unique_id is not None
    LOGGER.info("%s moved to %s", subentry.title, found.url)
    hass.config_entries.async_update_subentry(
        entry,
        subentry,
        data={**subentry.data, CONF_URL: found.url},
        unique_id=found.unique_id or found.url,
    )
    reload_if_idle(hass, entry)
    return True


@callback
def _called(
    hass: HomeAssistant, found: Found
) -> tuple[ConfigEntry, ConfigSubentry] | None:
    """Return the server that has the id or the name of an announcement."""
    for entry, subentry in servers(hass):
        if subentry.subentry_type != found.server_type:
            continue
        if found.unique_id is not None and found.unique_id == subentry.unique_id:
            return entry, subentry
        if found.announced_as is not None and (
            found.announced_as == subentry.data.get(CONF_ANNOUNCED_AS)
        ):
            return entry, subentry
    return None


async def _answers(hass: HomeAssistant, connection: Connection) -> bool:
    """Return whether the server is at this address and knows our key."""
    try:
        await prove(hass, connection)
    except NotAccepted:
        return False
    return True
