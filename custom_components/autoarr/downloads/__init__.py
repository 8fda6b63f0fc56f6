"""What the servers' answers mean for a download, why it failed, and what to do."""
