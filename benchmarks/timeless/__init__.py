"""Time that jumps: weeks of a home's life in seconds, the same on any machine."""
