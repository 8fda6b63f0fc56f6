"""Tests of the benchmarks: that they run, and that they tell the truth about goals."""
