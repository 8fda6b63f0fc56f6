"""Why something that a person asked for cannot be done; the doors put it in words."""

from .model import Message


class NotKnown(Exception):
    """There is no such download, failure or server."""

    def __init__(self, what: str, wanted: str) -> None:
        """Say what was looked for (download, failure, server), and by what id or name."""
        super().__init__(f"no {what} {wanted!r}")
        self.what = what
        self.wanted = wanted


class NotPossible(Exception):
    """It is known, but what was asked makes no sense for it (now)."""

    def __init__(self, message: Message) -> None:
        """Keep the reason for people."""
        super().__init__(message.key)
        self.message = message
