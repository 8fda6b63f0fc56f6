"""The audit: what the settings of the apps say against good practice, and mending it."""
