"""What each app says: one client an app, and the typed snapshots they return."""
