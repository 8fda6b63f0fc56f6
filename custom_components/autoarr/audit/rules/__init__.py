"""The rules: one data file and the conditions to it per app, and one for all together."""
