"""One stack at work: the only place that knows all rooms and wires them together."""

from .stack import AutoArrConfigEntry, Engine

__all__ = ["AutoArrConfigEntry", "Engine"]
