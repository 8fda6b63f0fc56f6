"""Reading and writing the settings of a Sonarr or Radarr.

They take a whole resource, and forget what is left out of it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, override

import msgspec

from ..servers.arr_base import ArrConnection
from ..servers.base import NotFound, Rejected
from .errors import NoBackup, Refused, TrialFailed
from .settings import PlainSettings, Resource, decoded

type Sleep = Callable[[float], Awaitable[None]]

_BULK_KINDS = frozenset({"downloadclient", "indexer", "importlist"})
_BULK_FIELDS = frozenset(
    {
        "enable",
        "priority",
        "removeCompletedDownloads",
        "removeFailedDownloads",
        "enableRss",
        "enableAutomaticSearch",
        "enableInteractiveSearch",
        "enableAuto",
        "minimumAvailability",
    }
)
_TRIED = _BULK_KINDS | {"notification"}
"""Connections, which an app tries on request."""
_UNTRIED = (("forceSave", "true"),)
"""What makes an app take a connection that does not work."""
_SWITCHES = ("enable", "enableRss", "enableAutomaticSearch", "enableInteractiveSearch")
_COMMAND = "command"
HOST = "config/host"
"""Writing it switches off the trust in addresses of carriers, which nobody can read."""
_DISTURBED = frozenset({"Backup", "ApplicationUpdate"})
"""Commands during which nothing may be written."""
_UNDER_WAY = frozenset({"queued", "started"})
_LOOKS, _PAUSE = 30, 2.0
"""How often, and how many seconds apart, a command is asked about."""


class _Numbered(msgspec.Struct):
    """What has an id, of which nothing else matters."""

    id: int


class _Command(msgspec.Struct):
    """How far a command got."""

    id: int
    status: str = ""


class ArrSettings(PlainSettings):
    """The settings of a Sonarr or Radarr."""

    def __init__(self, client: ArrConnection, sleep: Sleep) -> None:
        """Take a client, and how to wait for a command."""
        self._client = client
        self._sleep = sleep

    async def read(self, resource: str) -> Resource | None:
        """Return a resource as it is now; None if there is none."""
        if resource == _COMMAND:
            backups = await self._client.setting("system/backup")
            rows = decoded(backups, list[_Numbered])
            return {"name": "", "ids": sorted(row.id for row in rows)}
        try:
            body = await self._client.setting(resource)
        except NotFound:
            return None
        return decoded(body, dict[str, Any])

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Write a resource: of providers only what changed, where that can be sent."""
        if resource == _COMMAND:
            await self._command(str(changes["name"]))
            return
        kind, _, number = resource.rpartition("/")
        if kind in _BULK_KINDS and changes.keys() <= _BULK_FIELDS:
            body = {"ids": [int(number)], **changes}
            try:
                await self._client.change_setting("PUT", f"{kind}/bulk", body)
            except NotFound, Rejected:
                # Older versions do not have it.
                pass
            else:
                return
        path = f"{resource}/{whole['id']}" if kind == "config" else resource
        if resource == HOST and None in whole.values():
            # The app fails in the middle of it, with half of it written.
            raise Refused("a text of the host's settings is null")
        if force and kind in _TRIED:
            await self._client.change_setting("PUT", path, whole, _UNTRIED)
        else:
            await self._client.change_setting("PUT", path, whole)

    async def remove(self, resource: str) -> None:
        """Refuse: nothing is ever made here."""
        raise Refused(f"{resource} is not taken away")

    @override
    async def try_out(self, resource: str, before: Resource | None) -> None:
        """Have the app try a connection, if it is one that is in use."""
        kind = resource.partition("/")[0]
        whole = await self.read(resource) if kind in _TRIED else None
        if whole is None:
            return
        switches = [whole[name] for name in _SWITCHES if name in whole]
        if switches and not any(switches):
            return
        try:
            await self._client.change_setting("POST", f"{kind}/test", whole)
        except Rejected as err:
            if before is not None and not await self._works(kind, before):
                # Something else is wrong with it: that is no fault of the change.
                return
            raise TrialFailed(f"{resource} does not work: {err}") from err

    async def _works(self, kind: str, whole: Resource) -> bool:
        try:
            await self._client.change_setting("POST", f"{kind}/test", whole)
        except Rejected:
            return False
        return True

    @override
    async def is_busy(self) -> bool:
        """Return whether a backup or an update goes on."""
        body = await self._client.setting(_COMMAND)
        return any(
            row.get("name") in _DISTURBED and row.get("status") in _UNDER_WAY
            for row in decoded(body, list[dict[str, Any]])
        )

    @override
    async def back_up(self) -> bool:
        """Have the app back itself up, and see that there is a new backup."""
        before = await self.read(_COMMAND)
        try:
            await self._command("Backup")
        except Refused as err:
            raise NoBackup(str(err)) from err
        if await self.read(_COMMAND) == before:
            raise NoBackup("there is no new backup")
        return True

    async def _command(self, name: str) -> None:
        """Give a command and wait until it is done."""
        body = await self._client.change_setting("POST", _COMMAND, {"name": name})
        state = decoded(body, _Command)
        for _ in range(_LOOKS):
            if state.status == "completed":
                return
            if state.status in {"failed", "aborted", "cancelled", "orphaned"}:
                break
            await self._sleep(_PAUSE)
            told = await self._client.setting(f"{_COMMAND}/{state.id}")
            state = decoded(told, _Command)
        raise Refused(f"the command {name} ended as {state.status}")

    @override
    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a field, of a provider's form or of a profile's lists too."""
        place, key = _place(whole, field)
        return place.get(key)

    @override
    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a field; what has no value is left out, as the apps do."""
        place, key = _place(whole, field)
        if value is None:
            place.pop(key, None)
        else:
            place[key] = value


def _place(whole: Mapping[str, Any], field: str) -> tuple[dict[str, Any], str]:
    """Return the object in which a field stands, and its key there."""
    kind, _, rest = field.partition(".")
    rows: list[dict[str, Any]]
    match kind:
        case "fields":
            rows = [row for row in whole["fields"] if _is(row.get("name"), rest)]
            key = "value"
        case "formatItems":
            name, _, key = rest.rpartition(".")
            rows = [row for row in whole["formatItems"] if row.get("name") == name]
        case "items" if rest:
            name, _, key = rest.rpartition(".")
            rows = [
                row
                for row in whole["items"]
                if (row.get("quality") or {}).get("name") == name
            ]
        case _:
            return dict(whole) if not isinstance(whole, dict) else whole, field
    if not rows:
        raise Refused(f"there is no {field}")
    return rows[0], key


def _is(name: object, wanted: str) -> bool:
    return str(name).casefold() == wanted.casefold()
