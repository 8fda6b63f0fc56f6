"""Servers for the flows: what answers at which address, and to which key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from custom_components.autoarr.servers.base import (
    CannotConnect,
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    RateLimited,
    Rejected,
    ServerBusy,
    ServerError,
    ServerTimeout,
    SSLError,
    UnexpectedAnswer,
    UnsupportedVersion,
    WrongApp,
    WrongBasePath,
)
from custom_components.autoarr.servers.models import ServerInfo, ServerType

GOOD_KEY = "0123456789abcdef0123456789abcdef"
NEW_KEY = "fedcba9876543210fedcba9876543210"

ERRORS: list[tuple[Exception, str]] = [
    (CannotConnect("refused"), "cannot_connect"),
    (ServerBusy("starting"), "cannot_connect"),
    (ServerError("status 502"), "cannot_connect"),
    (RateLimited(5), "cannot_connect"),
    (Rejected("no"), "cannot_connect"),
    (ServerTimeout("slow"), "timeout"),
    (SSLError("self-signed"), "ssl_error"),
    (InvalidAuth("refused"), "invalid_auth"),
    (HostNotAllowed("whitelist"), "host_not_allowed"),
    (WrongApp("login"), "wrong_app"),
    (UnexpectedAnswer("html"), "wrong_app"),
    (WrongBasePath("/sonarr"), "wrong_base_path"),
    (NotFound("404"), "wrong_base_path"),
    (UnsupportedVersion("3.0.10", "4.0"), "unsupported_version"),
    (RuntimeError("a bug"), "unknown"),
]


@dataclass
class Neighbourhood:
    """The servers that can be reached, by address; everything else refuses.

    Attributes:
        answers: What a server says to somebody with its key, or raises.
        keys: Keys by address, where it is not `GOOD_KEY`.
        asked: Every address that was asked with a key, in order.
    """

    answers: dict[str, ServerInfo | Exception] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def add(
        self,
        server_type: ServerType,
        url: str,
        *,
        name: str = "",
        machine_id: str | None = None,
    ) -> str:
        """Let a healthy server answer; return its address."""
        self.answers[url] = ServerInfo(
            server_type=server_type, version="9.9", name=name, unique_id=machine_id
        )
        return url

    def ask(self, url: str, key: str | None) -> ServerInfo:
        """Answer as the server at an address; key None asks only who it is."""
        answer = self.answers.get(url, CannotConnect("refused"))
        if isinstance(answer, Exception):
            raise answer
        if key is not None and key != self.keys.get(url, GOOD_KEY):
            raise InvalidAuth("refused")
        return answer

    @contextmanager
    def reachable(self) -> Iterator[None]:
        """Stand in for the clients."""

        neighbourhood = self

        class Client:
            def __init__(self, url: str, key: str) -> None:
                self.url = url
                self.key = key

            async def identify(self) -> ServerInfo:
                neighbourhood.asked.append(self.url)
                return neighbourhood.ask(self.url, self.key)

        async def machine_id(session: object, url: str) -> str | None:
            return self.ask(url, None).unique_id

        with (
            patch(
                "custom_components.autoarr.setup.server.create_client",
                lambda kind, session, url, key, *, verify_ssl: Client(url, key),
            ),
            patch("custom_components.autoarr.setup.discovery.machine_id", machine_id),
        ):
            yield
