"""Makes the coordinator of a server from what its subentry says."""

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_API_KEY, CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..coordinators import (
    AnyCoordinator,
    ArrCoordinator,
    PlexCoordinator,
    SabnzbdCoordinator,
    Server,
)
from ..servers import create_client
from ..servers.models import ServerType
from ..servers.plex import PlexClient
from ..servers.sabnzbd import SabnzbdClient
from ..store import Mark
from .readings import Readings


def make_coordinator(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentry: ConfigSubentry,
    mark: Mark | None,
    readings: Readings,
) -> AnyCoordinator:
    """Return the coordinator that watches a server from its mark on."""
    server_type = ServerType(subentry.subentry_type)
    data = subentry.data
    server = Server(
        id=subentry.subentry_id,
        type=server_type,
        name=subentry.title,
        url=data[CONF_URL],
    )
    verify_ssl = data.get(CONF_VERIFY_SSL, True)
    client = create_client(
        server_type,
        async_get_clientsession(hass, verify_ssl=verify_ssl),
        server.url,
        data[CONF_TOKEN if server_type is ServerType.PLEX else CONF_API_KEY],
        verify_ssl=verify_ssl,
    )
    match client:
        case PlexClient():
            return PlexCoordinator(hass, entry, server, client)
        case SabnzbdClient():
            return SabnzbdCoordinator(
                hass,
                entry,
                server,
                client,
                on_reading=readings.take,
                on_history=readings.look_at_owners,
            )
        case _:
            return ArrCoordinator(
                hass,
                entry,
                server,
                client,
                history_at=mark.history_at if mark else None,
                on_reading=readings.take,
            )
