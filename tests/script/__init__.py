"""The commands for contributors."""
