"""Clients that others wrote find in the simulator what they know."""
