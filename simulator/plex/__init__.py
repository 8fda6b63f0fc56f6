"""Plex Media Server as a view of the world's library."""

from simulator.plex.server import PlexServer
from simulator.plex.sessions import PlayState
from simulator.plex.view import LibraryView, PlexEpisode, PlexMovie, PlexShow

__all__ = [
    "LibraryView",
    "PlayState",
    "PlexEpisode",
    "PlexMovie",
    "PlexServer",
    "PlexShow",
]
