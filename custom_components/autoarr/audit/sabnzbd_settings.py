"""Reading and writing the settings of a SABnzbd.

It takes one key at a time, and says yes to what it refuses.
"""

from collections.abc import Mapping
from typing import Any, override

import msgspec

from ..servers.sabnzbd import SabnzbdClient
from .errors import NoBackup, Refused
from .settings import PlainSettings, Resource, as_text, decoded, plain

_LISTED = frozenset({"categories", "servers", "sorters"})
_TESTED = frozenset({"ssl", "port", "ssl_verify", "host"})
_HIDDEN = "**********"
_ALL_CATEGORIES = "*"


class _Config(msgspec.Struct):
    """The sections that are changed; a list that is empty may be left out."""

    misc: Resource
    categories: list[Resource] | None = None
    servers: list[Resource] | None = None
    sorters: list[Resource] | None = None


class _Answer(msgspec.Struct):
    """The answer to `get_config`."""

    config: _Config


class _Queue(msgspec.Struct):
    """The state of the queue."""

    paused: bool


class _QueueAnswer(msgspec.Struct):
    """The answer to `queue`."""

    queue: _Queue


class SabnzbdSettings(PlainSettings):
    """The settings of a SABnzbd."""

    def __init__(self, client: SabnzbdClient) -> None:
        """Take a client."""
        self._client = client

    async def _config(self) -> _Config:
        return decoded(await self._client.setting("get_config"), _Answer).config

    async def read(self, resource: str) -> Resource | None:
        """Return the section `misc`, one row of a list, or the state of the queue."""
        if resource == "queue":
            body = await self._client.setting("queue")
            return {"paused": decoded(body, _QueueAnswer).queue.paused}
        config = await self._config()
        if resource == "misc":
            return config.misc
        section, _, name = resource.partition("/")
        rows = getattr(config, section, None) or []
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
        if (await self._config()).misc.get("config_lock") in {1, "1"}:
            raise Refused("SABnzbd's settings are locked")
        section, _, name = resource.partition("/")
        if section not in _LISTED:
            for key, value in changes.items():
                fields = {"section": section, "keyword": key, "value": as_text(value)}
                await self._client.change_setting("set_config", **fields)
            return
        fields = {key: as_text(value) for key, value in changes.items()}
        if section == "servers":
            # Left out, SABnzbd begins to count the quota anew.
            fields["quota"] = as_text(whole.get("quota", ""))
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
        if not (await self._config()).misc.get("backup_dir"):
            return False
        body = await self._client.change_setting("config", name="create_backup")
        value = decoded(body, dict[str, Any]).get("value")
        if not (isinstance(value, dict) and value.get("result")):
            raise NoBackup("SABnzbd made no backup")
        return True

    async def _test(self, whole: Mapping[str, Any]) -> None:
        """Have SABnzbd try a news server before it is used that way.

        Raises:
            Refused: It could not connect.
        """
        asked = ("host", "port", "ssl", "ssl_verify", "connections", "username")
        fields = {key: as_text(whole[key]) for key in asked if key in whole}
        body = await self._client.change_setting(
            "config",
            name="test_server",
            server=str(whole["name"]),
            password=_HIDDEN if whole.get("password") else "",
            **fields,
        )
        value = decoded(body, dict[str, Any]).get("value")
        if not (isinstance(value, dict) and value.get("result")):
            raise Refused(f"the news server {whole['name']} does not answer that way")

    @override
    def compared(self, resource: str, whole: Resource | None, fields: set[str]) -> Any:
        """Return a row as a whole, of `misc` only the fields: each is written alone."""
        if whole is None or resource.partition("/")[0] in _LISTED:
            return plain(whole)
        return plain({key: whole.get(key) for key in sorted(fields)})
