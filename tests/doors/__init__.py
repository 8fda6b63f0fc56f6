"""What people and automations see and do: entities, actions, events, issues, logbook."""
