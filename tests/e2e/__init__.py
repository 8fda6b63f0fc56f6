"""Whole stories: a real Home Assistant with AutoArr against the simulated world."""
