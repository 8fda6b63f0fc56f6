"""Tests, room by room as the integration itself."""
