"""AutoArr shown at work: a simulated world, a real Home Assistant, and a story."""
