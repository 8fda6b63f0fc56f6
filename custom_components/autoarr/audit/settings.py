"""Reading and writing one setting of an app as a whole, with what each app asks for.

Sonarr and Radarr take a whole resource and forget what is left out of it; SABnzbd takes
one key at a time and says yes to what it refuses; Plex takes one preference at a time.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, override

import msgspec

from ..servers.arr_base import ArrConnection
from ..servers.base import NotFound, Rejected
from ..servers.plex import PlexClient
from ..servers.sabnzbd import SabnzbdClient
from .errors import NoBackup, Refused, TrialFailed

type Resource = dict[str, Any]
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
_LOOKS, _PAUSE = 30, 2.0
"""How often, and how many seconds apart, a command is asked about."""
_LISTED = frozenset({"categories", "servers", "sorters"})
_TESTED = frozenset({"ssl", "port", "ssl_verify", "host"})
_HIDDEN = "**********"
_ALL_CATEGORIES = "*"


class Settings(Protocol):
    """The settings of one server, resource by resource."""

    async def read(self, resource: str) -> Resource | None:
        """Return a resource as it is now; None if there is none."""

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Write changes of a resource.

        Args:
            resource: Which one.
            whole: All of it as it shall be.
            changes: The fields that are new.
            force: Whether it is given back, and so must be taken even if it never worked.

        Raises:
            Refused: The app does not take it.
            ServerError: The app did not answer, or refused in its own words.
        """

    async def remove(self, resource: str) -> None:
        """Take away a resource that AutoArr made."""

    async def try_out(self, resource: str, before: Resource | None) -> None:
        """Have the app try a connection that was written.

        Raises:
            TrialFailed: It does not work, and what was there before does.
            ServerError: The app did not answer.
        """

    async def back_up(self) -> bool:
        """Have the app save its settings; return whether it is one that does.

        Raises:
            NoBackup: It could not.
            ServerError: The app did not answer.
        """

    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a field of a resource."""

    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a field of a resource where it stands."""

    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return the part of a resource that nobody else may change meanwhile."""


def same(one: object, other: object) -> bool:
    """Return whether two values mean the same, however an app writes them."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int() | float():
            return f"{value:g}"
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case str() if value.strip().lower() in {"true", "false"}:
            return str(int(value.strip().lower() == "true"))
        case _:
            return str(value).strip()


class PlainSettings:
    """What most settings have in common: fields are keys, and all of it counts."""

    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a field of a resource."""
        return whole.get(field)

    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a field of a resource where it stands."""
        whole[field] = value

    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return the part of a resource that nobody else may change meanwhile."""
        return _plain(whole)

    async def try_out(self, resource: str, before: Resource | None) -> None:
        """Do nothing: there is nothing to try."""

    async def back_up(self) -> bool:
        """Save nothing: the app knows no such thing."""
        return False


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
            rows = msgspec.json.decode(backups, type=list[dict[str, Any]])
            return {"name": "", "ids": sorted(row["id"] for row in rows)}
        try:
            body = await self._client.setting(resource)
        except NotFound:
            return None
        return msgspec.json.decode(body, type=dict[str, Any])

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
        state = msgspec.json.decode(body, type=dict[str, Any])
        for _ in range(_LOOKS):
            if state.get("status") == "completed":
                return
            if state.get("status") in {"failed", "aborted", "cancelled", "orphaned"}:
                break
            await self._sleep(_PAUSE)
            told = await self._client.setting(f"{_COMMAND}/{state['id']}")
            state = msgspec.json.decode(told, type=dict[str, Any])
        raise Refused(f"the command {name} ended as {state.get('status')}")

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


class SabnzbdSettings(PlainSettings):
    """The settings of a SABnzbd."""

    def __init__(self, client: SabnzbdClient) -> None:
        """Take a client."""
        self._client = client

    async def _config(self) -> Resource:
        body = await self._client.setting("get_config")
        config: Resource = msgspec.json.decode(body, type=dict[str, Any])["config"]
        return config

    async def read(self, resource: str) -> Resource | None:
        """Return the section `misc`, one row of a list, or the state of the queue."""
        if resource == "queue":
            body = await self._client.setting("queue")
            queue = msgspec.json.decode(body, type=dict[str, Any])["queue"]
            return {"paused": queue["paused"]}
        config = await self._config()
        if resource == "misc":
            misc: Resource = config["misc"]
            return misc
        section, _, name = resource.partition("/")
        rows = config.get(section) or []
        return next((row for row in rows if row.get("name") == name), None)

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Write key after key; a row of a list at once."""
        if resource == "queue":
            mode = "pause" if whole["paused"] else "resume"
            await self._client.change_setting(mode)
            return
        if (await self._config())["misc"].get("config_lock") in {1, "1"}:
            raise Refused("SABnzbd's settings are locked")
        section, _, name = resource.partition("/")
        if section not in _LISTED:
            for key, value in changes.items():
                fields = {"section": section, "keyword": key, "value": _text(value)}
                await self._client.change_setting("set_config", **fields)
            return
        fields = {key: _text(value) for key, value in changes.items()}
        if section == "servers":
            # Left out, SABnzbd begins to count the quota anew.
            fields["quota"] = _text(whole.get("quota", ""))
            if _TESTED & changes.keys() and not force:
                await self._test(whole)
        fields |= {"section": section, "keyword": name}
        await self._client.change_setting("set_config", **fields)

    async def remove(self, resource: str) -> None:
        """Take away a category that AutoArr made."""
        section, _, name = resource.partition("/")
        if section not in _LISTED or name == _ALL_CATEGORIES:
            raise Refused(f"{resource} is not taken away")
        fields = {"section": section, "keyword": name}
        await self._client.change_setting("del_config", **fields)

    @override
    async def back_up(self) -> bool:
        """Have SABnzbd back itself up, if it has a folder for that.

        Without one the archive, with all passwords, would lie among the downloads.
        """
        if not (await self._config())["misc"].get("backup_dir"):
            return False
        body = await self._client.change_setting("config", name="create_backup")
        answer = msgspec.json.decode(body, type=dict[str, Any])
        value = answer.get("value")
        if not (isinstance(value, dict) and value.get("result")):
            raise NoBackup("SABnzbd made no backup")
        return True

    async def _test(self, whole: Mapping[str, Any]) -> None:
        """Have SABnzbd try a news server before it is used that way.

        Raises:
            Refused: It could not connect.
        """
        asked = ("host", "port", "ssl", "ssl_verify", "connections", "username")
        fields = {key: _text(whole[key]) for key in asked if key in whole}
        body = await self._client.change_setting(
            "config",
            name="test_server",
            server=str(whole["name"]),
            password=_HIDDEN if whole.get("password") else "",
            **fields,
        )
        answer = msgspec.json.decode(body, type=dict[str, Any])
        value = answer.get("value")
        if not (isinstance(value, dict) and value.get("result")):
            raise Refused(f"the news server {whole['name']} does not answer that way")

    @override
    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return a row as a whole, of `misc` only the fields: each is written alone."""
        if whole is None or resource.partition("/")[0] in _LISTED:
            return _plain(whole)
        return _plain({key: whole.get(key) for key in sorted(fields)})


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        # A space would part it at spaces instead.
        return ",".join(str(item).strip() for item in value)
    return str(int(value)) if isinstance(value, bool) else str(value)


class PlexSettings(PlainSettings):
    """The preferences of a Plex."""

    def __init__(self, client: PlexClient) -> None:
        """Take a client."""
        self._client = client
        self._choices: dict[str, list[str]] = {}

    async def read(self, resource: str) -> Resource | None:
        """Return the preferences by id, as this server spells it."""
        body = await self._client.setting(":/prefs")
        answer = msgspec.json.decode(body, type=dict[str, Any])
        rows = answer["MediaContainer"]["Setting"]
        for row in rows:
            choices = str(row.get("enumValues") or "")
            if choices:
                values = [part.partition(":")[0] for part in choices.split("|")]
                self._choices[row["id"]] = values
        return {row["id"]: row.get("value", "") for row in rows}

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Set preference after preference; only those that Plex knows."""
        for field, value in changes.items():
            name = _spelled(whole, field)
            choices = self._choices.get(name)
            if choices and _text(value) not in choices:
                raise Refused(f"{name} cannot be {value}")
            await self._client.set_preference(name, _text(value))

    async def remove(self, resource: str) -> None:
        """Refuse: nothing is ever made here."""
        raise Refused(f"{resource} is not taken away")

    @override
    def value(self, whole: Mapping[str, Any], field: str) -> Any:
        """Return a preference, whatever the letter case."""
        return whole[_spelled(whole, field)]

    @override
    def put(self, whole: Resource, field: str, value: object) -> None:
        """Change a preference where it stands."""
        whole[_spelled(whole, field)] = value

    @override
    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return only the fields: each is written alone, and others change by themselves."""
        values = {field: self.value(whole or {}, field) for field in sorted(fields)}
        return _plain(values)


def _spelled(whole: Mapping[str, Any], field: str) -> str:
    for name in whole:
        if name.casefold() == field.casefold():
            return name
    raise Refused(f"Plex knows no {field}")
