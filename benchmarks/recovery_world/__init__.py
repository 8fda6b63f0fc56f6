"""Simulated months: every cause of failure, with restarts, against what really was wrong.

Run it with `script/bench recovery_world`; docs/benchmarks.md says what its numbers mean.
"""
