"""AutoArr: cruise control for Sonarr, Radarr, SABnzbd and Plex."""
