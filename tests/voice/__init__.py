"""Tests of what people say and hear."""
