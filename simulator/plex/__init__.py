"""Plex Media Server as a view of the world's library."""

from simulator.plex.view import LibraryView, PlexEpisode, PlexMovie, PlexShow

__all__ = ["LibraryView", "PlexEpisode", "PlexMovie", "PlexShow"]
