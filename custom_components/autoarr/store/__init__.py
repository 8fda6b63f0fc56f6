"""What happened: one database for activity, failures with their ledger, and the journal."""
