"""When to ask the servers: a quick watch and a slower refresh, one coordinator a server."""

from .arr import ArrCoordinator
from .base import AnyCoordinator, Server, ServerCoordinator
from .plex import PlexCoordinator
from .sabnzbd import SabnzbdCoordinator
from .state import ArrReading, ArrState, PlexState, Reading, SabReading, SabState

__all__ = [
    "AnyCoordinator",
    "ArrCoordinator",
    "ArrReading",
    "ArrState",
    "PlexCoordinator",
    "PlexState",
    "Reading",
    "SabReading",
    "SabState",
    "SabnzbdCoordinator",
    "Server",
    "ServerCoordinator",
]
