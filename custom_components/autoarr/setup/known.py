"""The servers that Home Assistant's own integrations know: nothing to type."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import SOURCE_IGNORE, ConfigEntry
from homeassistant.const import CONF_API_KEY, CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant, callback
from yarl import URL

from ..servers.base import normalise_url
from ..servers.models import ServerType
from .server import Connection, servers

_PLEX_SERVER_CONFIG = "server_config"
_PLEX_MACHINE_ID = "server_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownServer:
    """A server as one of Home Assistant's own entries knows it."""

    entry_id: str
    label: str
    connection: Connection


@callback
def known_servers(
    hass: HomeAssistant, added: Collection[str]
) -> dict[str, KnownServer]:
    """Return the servers worth offering, by the id of the entry that knows them.

    Args:
        hass: Home Assistant.
        added: URLs and unique ids that are accepted already.
    """
    taken = {*added}
    for _, subentry in servers(hass):
        taken.update((subentry.data[CONF_URL], subentry.unique_id or ""))
    return {
        entry.entry_id: known
        for server_type in ServerType
        for entry in hass.config_entries.async_entries(server_type)
        if entry.source != SOURCE_IGNORE
        and (known := _read(server_type, entry)) is not None
        and taken.isdisjoint(
            {known.connection.url, entry.data.get(_PLEX_MACHINE_ID, "-")}
        )
    }


def _read(server_type: ServerType, entry: ConfigEntry) -> KnownServer | None:
    """Return what an entry says, or None when it says too little."""
    data: Mapping[str, Any] = entry.data
    key_name, verify_default = CONF_API_KEY, False
    if server_type is ServerType.PLEX:
        data = data.get(_PLEX_SERVER_CONFIG, {})
        key_name, verify_default = CONF_TOKEN, True
    try:
        url = normalise_url(data.get(CONF_URL, ""))
    except ValueError:
        return None
    if not (key := data.get(key_name)):
        return None
    return KnownServer(
        entry_id=entry.entry_id,
        label=f"{entry.title} ({server_type.title()}, {URL(url).authority})",
        connection=Connection(
            server_type=server_type,
            url=url,
            key=key,
            verify_ssl=data.get(CONF_VERIFY_SSL, verify_default),
        ),
    )
