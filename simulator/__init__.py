"""A small world of Sonarr, Radarr, SABnzbd and Plex that behaves like the real one.

It is for tests, demos and benchmarks; the integration never imports it.
"""
