"""What AutoArr costs, measured beside the limit and beside Home Assistant's own client.

Run it with `script/bench`; docs/benchmarks.md says what the numbers mean.
"""
