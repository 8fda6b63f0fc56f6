"""The news server behind SABnzbd: how it fails and what SABnzbd says of it."""

from dataclasses import dataclass
from enum import StrEnum

from simulator.sabnzbd.dialect import Dialect


class Outage(StrEnum):
    """How a news server fails."""

    NONE = "none"
    STUCK = "stuck"
    """It takes connections and says nothing: no warning, "Timed out" after a while."""
    REFUSED = "refused"
    """Nobody listens."""
    LOGIN = "login"
    """It rejects name and password: SABnzbd gives the server up."""
    TOO_MANY = "too_many"
    """It counts too many connections."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of SABnzbd's warnings.

    Attributes:
        kind: WARNING or ERROR.
        text: What it says.
        time: World time in unix seconds.
        origin: File and line it comes from.
    """

    kind: str
    text: str
    time: int
    origin: str


@dataclass(frozen=True, slots=True)
class ServerState:
    """What `fullstatus` says of a news server.

    Attributes:
        active: SABnzbd uses it.
        warning: `serverwarning`.
        error: `servererror`.
        connected: It holds connections.
    """

    active: bool = True
    warning: str = ""
    error: str = ""
    connected: bool = False


class Provider:
    """One news server.

    Attributes:
        outage: How it fails now.
        host: Its name.
        port: Its port.
    """

    def __init__(self, host: str, port: int, dialect: Dialect) -> None:
        """Start with a server that works."""
        self.host = host
        self.port = port
        self.outage = Outage.NONE
        self._dialect = dialect
        self._since = 0.0
        self._unblocked = False

    @property
    def works(self) -> bool:
        """Whether bytes come."""
        return self.outage is Outage.NONE

    def fail(self, outage: Outage, now: float) -> None:
        """Fail from now on in a certain way; `Outage.NONE` heals."""
        self.outage = outage
        self._since = now
        self._unblocked = False

    def unblock(self) -> None:
        """Use a server again that was given up, until it fails again."""
        self._unblocked = True

    def notices(self) -> list[Notice]:
        """Return what SABnzbd will warn of if this outage lasts, with its time."""
        new = self._dialect.server_warnings
        host = self.host
        match self.outage:
            case Outage.REFUSED if new:
                said = [(5 * n, self._refused(n), "newswrapper.py705") for n in (1, 2)]
            case Outage.LOGIN if new:
                said = [(1, self._login(), "downloader.py907")]
            case Outage.LOGIN:
                said = [(1, f"Failed login for server {host}", "downloader.py822")]
            case Outage.TOO_MANY if new:
                said = [(1, self._too_many(), "downloader.py907")]
            case Outage.TOO_MANY:
                said = [
                    (1, f"Too many connections to server {host}", "downloader.py799")
                ]
            case _:
                said = []
        kind = "ERROR" if self.outage is Outage.LOGIN and not new else "WARNING"
        return [
            Notice(kind, text, int(self._since + after), origin)
            for after, text, origin in said
        ]

    def state(self, now: float, *, downloading: bool) -> ServerState:
        """Return what `fullstatus` says of the server.

        Args:
            now: World time in unix seconds.
            downloading: There is a job that wants its bytes.
        """
        failed_for = now - self._since
        match self.outage:
            case Outage.NONE:
                return ServerState(connected=downloading)
            case Outage.STUCK if failed_for < 30:
                return ServerState(connected=downloading)
            case Outage.STUCK:
                return ServerState(warning="Timed out", connected=downloading)
            case Outage.REFUSED if failed_for < 5:
                return ServerState()
            case Outage.REFUSED:
                return ServerState(warning=self._refused(2 if failed_for >= 10 else 1))
            case Outage.LOGIN if failed_for < 1 or self._unblocked:
                return ServerState()
            case Outage.LOGIN:
                return ServerState(active=False, error=self._login())
            case Outage.TOO_MANY:
                return ServerState(error=self._too_many())

    def _refused(self, thread: int) -> str:
        if not self._dialect.server_warnings:
            return "Timed out"
        where = f"{self.host}:{self.port} ({self.host})"
        return f"Failed to connect: [Errno 111] Connection refused {thread}@{where}"

    def _login(self) -> str:
        reply = "481 wrong user name or password"
        if not self._dialect.server_warnings:
            return f"Failed login for server  [{reply}]"
        return f"Server {self.host} reported: {reply}"

    def _too_many(self) -> str:
        reply = "502 Too many connections"
        if not self._dialect.server_warnings:
            return f"Too many connections to server  [{reply}]"
        return f"Server {self.host} reported: {reply}"
