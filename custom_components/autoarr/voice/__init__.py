"""What people say to AutoArr, and what they hear: shared by intents, sentences and tools."""
