"""The simulated servers behave as the real ones do."""
