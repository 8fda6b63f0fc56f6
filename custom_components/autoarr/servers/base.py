"""What all clients share: the error hierarchy, and one way to ask an app something."""


class ServerError(Exception):
    """A server did not do what was asked. The text is for logs and holds no secret."""


class CannotConnect(ServerError):
    """Nothing answered at that address."""


class ServerTimeout(CannotConnect):
    """The answer did not come in time."""


class SSLError(CannotConnect):
    """The certificate was refused."""


class ServerBusy(CannotConnect):
    """The app is starting up (503)."""


class InvalidAuth(ServerError):
    """The key or token was refused."""


class HostNotAllowed(ServerError):
    """SABnzbd refuses the host name it was called by."""


class UnexpectedAnswer(ServerError):
    """The answer was not what this app says: HTML, truncated JSON, another shape."""


class WrongApp(UnexpectedAnswer):
    """Another app, a login page or a proxy answered."""


class WrongBasePath(UnexpectedAnswer):
    """The app is there, but under another path."""


class UnsupportedVersion(ServerError):
    """The app is older than AutoArr supports."""

    def __init__(self, version: str, minimum: str) -> None:
        """Keep both versions for the message."""
        super().__init__(f"version {version} is older than {minimum}")
        self.version = version
        self.minimum = minimum


class NotFound(ServerError):
    """The thing asked for is not there (any more)."""


class Rejected(ServerError):
    """The app understood and refused; the reasons are the app's own words."""

    def __init__(self, *reasons: str) -> None:
        """Keep the app's reasons."""
        super().__init__("; ".join(reasons) or "refused without a reason")
        self.reasons = reasons


class RateLimited(ServerError):
    """The app asks us to come back later."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep the seconds to wait, when the app said so."""
        super().__init__("asked to come back later")
        self.retry_after = retry_after
