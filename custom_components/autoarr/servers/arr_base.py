"""How to talk to a Sonarr or Radarr: prove it is one, read long lists, give commands."""

from asyncio import sleep
from collections.abc import Callable
from typing import ClassVar, override

import msgspec
from yarl import URL

from . import arr_wire
from .base import NotFound, Params, Rejected, UnexpectedAnswer, WrongApp, WrongBasePath
from .decoding import Reader, pieces
from .models import Command, ServerInfo
from .pictures import PictureClient


class ArrConnection(PictureClient):
    """A connection to a Sonarr or Radarr; what can be asked is added by `ArrClient`."""

    app_name: ClassVar[str]

    @override
    def _headers(self) -> dict[str, str]:
        # On a local network compressing costs both sides more than it saves.
        return {
            "X-Api-Key": self._key,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }

    @override
    async def identify(self) -> ServerInfo:
        try:
            status = await self._read("api/v3/system/status", arr_wire.STATUS)
        except (NotFound, WrongApp) as err:
            if isinstance(err, NotFound) or await self._is_elsewhere(
                self._answers_ping
            ):
                raise WrongBasePath("the app is not under this path") from err
            raise
        except Rejected as err:
            raise WrongApp("what answered takes no such question") from err
        if status.app_name.lower() != self.app_name.lower():
            raise WrongApp(f"{status.app_name} answered instead of {self.app_name}")
        self._check_version(status.version)
        return ServerInfo(
            server_type=self.server_type,
            version=status.version,
            name=status.instance_name or self.app_name,
            url_base=status.url_base or "",
        )

    async def _answers_ping(self, base: URL) -> bool:
        """Return whether such an app answers below a base path; that needs no key."""
        status, _, body = await self._answer("GET", base, "ping")
        return status == 200 and body.lstrip().startswith(b"{") and b'"status"' in body

    async def _command(self, name: str, **arguments: object) -> Command:
        """Give a command; an equal one that already waits is returned instead."""
        body = await self._request(
            "POST",
            "api/v3/command",
            json={"name": name, **arguments},
            timeout=self._timeouts.write,
        )
        return arr_wire.command(self._decoded(arr_wire.COMMAND, body))

    async def _edit(self, path: str, **changes: object) -> None:
        """Change what is named of some titles, and nothing else of them."""
        await self._request("PUT", path, json=changes, timeout=self._timeouts.write)

    async def _change_all(
        self, path: str, change: Callable[[dict[str, object]], None]
    ) -> None:
        """Read a whole resource, change some of it, and send all of it back.

        The apps take what is left out of a resource for off or none.
        """
        body = await self._request("GET", path, timeout=self._timeouts.write)
        try:
            resource = msgspec.json.decode(body, type=dict[str, object])
        except msgspec.MsgspecError as err:
            raise UnexpectedAnswer(f"{path}: {type(err).__name__}") from err
        change(resource)
        await self._request("PUT", path, json=resource, timeout=self._timeouts.write)

    async def setting(self, path: str) -> bytes:
        """Read something below the API as it comes, such as `config/host`."""
        whole = path in {"series", "movie"}
        timeout = self._timeouts.library if whole else None
        return await self._request("GET", f"api/v3/{path}", timeout=timeout)

    async def change_setting(
        self, method: str, path: str, body: object = None, params: Params = ()
    ) -> bytes:
        """Write something below the API, and return what the app says to it."""
        return await self._request(
            method,
            f"api/v3/{path}",
            params=params,
            json=body,
            timeout=self._timeouts.write,
        )

    async def _read_long[WireT, RowT](
        self,
        path: str,
        reader: Reader[list[WireT]],
        build: Callable[[WireT], RowT],
        params: Params = (),
    ) -> list[RowT]:
        """Read a list of any length, letting others work between its pieces."""
        body = await self._request(
            "GET", path, params=params, timeout=self._timeouts.library
        )
        rows: list[RowT] = []
        for piece in pieces(body):
            wires = self._decoded(reader, piece)
            rows.extend(map(build, wires))
            await sleep(0)
        return rows


def flags(**values: bool) -> Params:
    """Return parameters that the apps read as yes or no."""
    return [(name, "true" if value else "false") for name, value in values.items()]
