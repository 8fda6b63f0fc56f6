"""What each app says: one client an app, and the typed snapshots they return."""

import aiohttp

from .models import ServerType
from .plex import PlexClient
from .radarr import RadarrClient
from .sabnzbd import SabnzbdClient
from .sonarr import SonarrClient

type AnyClient = SonarrClient | RadarrClient | SabnzbdClient | PlexClient

_CLIENTS: dict[ServerType, type[AnyClient]] = {
    client.server_type: client
    for client in (SonarrClient, RadarrClient, SabnzbdClient, PlexClient)
}


def create_client(
    server_type: ServerType,
    session: aiohttp.ClientSession,
    url: str,
    key: str,
    verify_ssl: bool = True,
) -> AnyClient:
    """Return the client that knows an app of a type.

    Args:
        server_type: The type of the app.
        session: Asks; whoever made it closes it.
        url: Where the app is, its base path included.
        key: What the app knows us by: an API key or Plex's token.
        verify_ssl: Refuse certificates that cannot be checked.

    Raises:
        ValueError: The url is no address of a web server.
    """
    return _CLIENTS[server_type](session, url, key, verify_ssl=verify_ssl)
