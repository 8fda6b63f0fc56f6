"""Sonarr and Radarr as apps that behave: libraries, searches, downloads, imports."""
