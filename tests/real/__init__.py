"""The story told with a real SABnzbd: fetched from Debian, fed by a news server here."""
