"""What all clients share: the error hierarchy, and one way to ask an app something.

What an answer means is the business of each app's own client.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
import logging
from typing import ClassVar

import aiohttp
import msgspec
from yarl import URL

from .answers import is_page, reasons, retry_after, version_of
from .decoding import Reader
from .models import ServerInfo, ServerType

_LOGGER = logging.getLogger(__name__)

type Params = Sequence[tuple[str, str]]
type Answer = tuple[int, Mapping[str, str], bytes]
"""Status, headers and body."""


class ServerError(Exception):
    """A server did not do what was asked. The text is for logs and holds no secret."""

    server = ""
    """Its name, once somebody who knows it has said so."""


class CannotConnect(ServerError):
    """Nothing answered at that address."""


class ServerTimeout(CannotConnect):
    """The answer did not come in time."""


class ConnectionLost(CannotConnect):
    """The connection broke off: the app may have done what was asked."""


class SSLError(CannotConnect):
    """The certificate was refused."""


class ServerBusy(CannotConnect):
    """The app is starting up, or what it needs is down (503)."""

    def __init__(self, text: str = "busy", retry_after: float | None = None) -> None:
        """Keep the seconds to wait, when the app said so."""
        super().__init__(text)
        self.retry_after = retry_after


class ServerFault(CannotConnect):
    """The app, or a proxy before it, failed while answering (5xx)."""

    def __init__(self, text: str, status: int) -> None:
        """Keep the HTTP status."""
        super().__init__(text)
        self.status = status


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


class AlreadyAdded(Rejected):
    """The title is in the library: somebody was quicker."""


class NoSuchRootFolder(Rejected):
    """The app has no such folder for its library (any more)."""


class NoSuchProfile(Rejected):
    """The app has no such quality profile (any more)."""


class RateLimited(ServerError):
    """The app asks us to come back later."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep the seconds to wait, when the app said so."""
        super().__init__("asked to come back later")
        self.retry_after = retry_after


async def read_at_most(response: aiohttp.ClientResponse, most: int | None) -> bytes:
    """Return the body of an answer.

    Raises:
        UnexpectedAnswer: It has more bytes than that.
    """
    if most is None:
        return await response.read()
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > most:
            raise UnexpectedAnswer(f"more than {most} bytes")
    return bytes(body)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for each kind of answer, in seconds."""

    read: float = 15
    """Pages and single things."""
    write: float = 30
    """Changes: the app may have to ask its download client first."""
    library: float = 90
    """Everything an app knows in one answer."""
    lookup: float = 20
    """Titles that the app itself must ask its metadata service for."""
    search: float = 180
    """What the app must ask indexers for, one after the other."""


def normalise_url(text: str) -> str:
    """Return the address of a server in the one way it is written and compared.

    The scheme defaults to http; the base path stays; what belongs to the API behind
    it, query and fragment are dropped.

    Raises:
        ValueError: It is no address of a web server, or holds a user name or password.
    """
    text = text.strip()
    if "://" not in text:
        text = f"http://{text}"
    url = URL(text)
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("not the address of a web server")
    if url.user is not None or url.password is not None:
        raise ValueError("an address must not hold a user name or password")
    if any(character.isspace() for character in url.host):
        raise ValueError("a host name has no spaces")
    if url.is_default_port():
        url = url.with_port(None)
    parts = [part for part in url.path.split("/") if part]
    for suffix in (["api", "v3"], ["api"]):
        if [part.lower() for part in parts[-len(suffix) :]] == suffix:
            del parts[-len(suffix) :]
            break
    path = "/" + "/".join(parts) if parts else ""
    return str(url.origin().with_path(path)).rstrip("/")


class Client:
    """Asks one app over HTTP; a subclass knows what the app says."""

    server_type: ClassVar[ServerType]
    minimum_version: ClassVar[str]
    other_base_paths: ClassVar[tuple[str, ...]] = ()
    """Where the app may be when it is not where it was said to be."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        key: str,
        *,
        verify_ssl: bool = True,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Prepare to ask the app at url, known to it by key (an API key or token).

        Raises:
            ValueError: The url is no address of a web server.
        """
        self.url = normalise_url(url)
        self._base = URL(self.url)
        self._session = session
        self._key = key.strip()
        self._verify_ssl = verify_ssl
        self._timeouts = timeouts or Timeouts()
        self._complained: set[str] = set()

    async def identify(self) -> ServerInfo:
        """Prove that the app meant is there and accepts the key.

        Raises:
            InvalidAuth: The key was refused.
            WrongApp: Another app, a login page or a proxy answered.
            WrongBasePath: The app is there, but under another path.
            UnsupportedVersion: The app is too old.
            ServerError: Nothing answered, or not in a way that tells.
        """
        raise NotImplementedError

    def _headers(self) -> dict[str, str]:
        """Return what goes with every request, the key included where it belongs."""
        raise NotImplementedError

    def _auth_error(
        self, status: int, headers: Mapping[str, str], body: bytes
    ) -> ServerError:
        """Return what a 401 or 403 means."""
        if is_page(headers, body):
            return WrongApp(f"a web page answered with {status}")
        return InvalidAuth("the key was refused")

    def _check_key(self) -> None:
        """Refuse keys that no app gives and no header can carry."""
        if not (self._key and self._key.isascii() and self._key.isprintable()):
            raise InvalidAuth("the key is empty or holds characters that no key has")

    def _check_version(self, version: str) -> None:
        """Refuse what is older than the oldest supported version."""
        known = version_of(version)
        if known and known < version_of(self.minimum_version):
            raise UnsupportedVersion(version, self.minimum_version)

    async def _request(
        self,
        method: str,
        path: str,
        *,
        params: Params = (),
        json: object = None,
        form: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> bytes:
        """Ask for a path below the base path and return the body of a success.

        Raises:
            ServerError: Any way in which that can go wrong.
        """
        status, headers, body = await self._answer(
            method,
            self._base,
            path,
            params=params,
            json=json,
            form=form,
            timeout=timeout,
        )
        self._check_status(f"{method} {path}", path, status, headers, body)
        return body

    async def _read[T](
        self,
        path: str,
        reader: Reader[T],
        *,
        params: Params = (),
        timeout: float | None = None,
    ) -> T:
        """Ask for a path below the base path and read the answer."""
        body = await self._request("GET", path, params=params, timeout=timeout)
        return self._decoded(reader, body)

    def _decoded[T](self, reader: Reader[T], body: bytes) -> T:
        """Return what a body holds, and log once when parts of it could not be read.

        Raises:
            UnexpectedAnswer: It is no JSON, cut off, or of another shape.
        """
        try:
            value, losses = reader.read(body.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.MsgspecError, ValueError, RecursionError) as err:
            raise UnexpectedAnswer(f"{reader.what}: {type(err).__name__}") from err
        if losses and reader.what not in self._complained:
            self._complained.add(reader.what)
            _LOGGER.warning(
                "%s at %s, %s: %d records and %d fields could not be read",
                self.server_type,
                self.url,
                reader.what,
                losses.records,
                losses.fields,
            )
        return value

    async def _answer(
        self,
        method: str,
        base: URL,
        path: str,
        *,
        params: Params = (),
        json: object = None,
        form: Mapping[str, str] | None = None,
        timeout: float | None = None,
        most: int | None = None,
    ) -> Answer:
        """Ask, and return whatever came back, unless it has more bytes than it may."""
        self._check_key()
        headers = self._headers()
        data: bytes | Mapping[str, str] | None = form
        if json is not None:
            data = msgspec.json.encode(json)
            headers["Content-Type"] = "application/json"
        what = f"{method} {path}"
        try:
            async with self._session.request(
                method,
                base.joinpath(path),
                params=params or None,
                data=data,
                headers=headers,
                allow_redirects=False,
                ssl=self._verify_ssl,
                timeout=aiohttp.ClientTimeout(total=timeout or self._timeouts.read),
            ) as response:
                body = await read_at_most(response, most)
                return response.status, response.headers, body
        except TimeoutError as err:
            raise ServerTimeout(f"{what}: no answer in time") from err
        except aiohttp.ClientSSLError as err:
            raise SSLError(f"{what}: the certificate was refused") from err
        # The type alone: the text of some errors repeats the address asked for.
        except aiohttp.ClientConnectorError as err:
            raise CannotConnect(f"{what}: {type(err).__name__}") from err
        except (aiohttp.ClientError, OSError) as err:
            raise ConnectionLost(f"{what}: {type(err).__name__}") from err

    def _check_status(
        self, what: str, path: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        """Raise what a status other than a success means; JSON is expected with one."""
        if 200 <= status < 300:
            if is_page(headers, body):
                raise WrongApp(f"{what}: a web page answered")
            return
        if 300 <= status < 400:
            raise self._redirect_error(what, path, headers.get("Location", ""))
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise self._auth_error(status, headers, body)
        if status == HTTPStatus.NOT_FOUND:
            raise NotFound(f"{what}: not found")
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(retry_after(headers))
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise ServerBusy(f"{what}: busy or starting up", retry_after(headers))
        if status >= 500:
            raise ServerFault(f"{what}: failed with {status}", status)
        raise Rejected(*reasons(body))

    def _redirect_error(self, what: str, path: str, location: str) -> ServerError:
        """Return what being sent elsewhere means; nobody's redirect is followed."""
        try:
            target = URL(location)
        except ValueError:
            return WrongApp(f"{what}: redirected")
        here = self._base.joinpath(path)
        if target.path.rstrip("/").endswith(f"/{path}") and target.path != here.path:
            return WrongBasePath(f"{what}: the app is under another path")
        if target.path.rstrip("/").endswith("/login"):
            return WrongApp(f"{what}: a login page answered")
        return WrongApp(f"{what}: redirected")

    async def _is_elsewhere(self, proves: Callable[[URL], Awaitable[bool]]) -> bool:
        """Return whether the app answers below another base path of the same host."""
        for path in ("", *self.other_base_paths):
            base = self._base.with_path(path or "/")
            if base.path.rstrip("/") == self._base.path.rstrip("/"):
                continue
            try:
                if await proves(base):
                    return True
            except ServerError:
                continue
        return False
