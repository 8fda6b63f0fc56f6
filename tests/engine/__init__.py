"""Tests of what works on one stack: with an engine of parts, or a whole one."""
