"""A stand-in for Anthropic's API: a model that says what a schema asks for, or misbehaves."""
