"""Reading and writing the preferences of a Plex: one at a time, of those that it knows."""

from collections.abc import Mapping
from typing import Any, override

import msgspec

from ..servers.plex import PlexClient
from .errors import Refused
from .settings import PlainSettings, Resource, as_text, decoded, plain


class _Preference(msgspec.Struct):
    """One preference as Plex lists it."""

    id: str
    value: Any = ""
    choices: Any = msgspec.field(name="enumValues", default=None)


class _Container(msgspec.Struct):
    """What Plex puts around lists."""

    rows: list[_Preference] = msgspec.field(name="Setting")


class _Answer(msgspec.Struct):
    """All preferences."""

    container: _Container = msgspec.field(name="MediaContainer")


class PlexSettings(PlainSettings):
    """The preferences of a Plex."""

    def __init__(self, client: PlexClient) -> None:
        """Take a client."""
        self._client = client
        self._choices: dict[str, list[str]] = {}

    async def read(self, resource: str) -> Resource | None:
        """Return the preferences by id, as this server spells it."""
        body = await self._client.setting(":/prefs")
        rows = decoded(body, _Answer).container.rows
        for row in rows:
            if choices := str(row.choices or ""):
                values = [part.partition(":")[0] for part in choices.split("|")]
                self._choices[row.id] = values
        return {row.id: row.value for row in rows}

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Set preference after preference; only those that Plex knows."""
        wanted = {_spelled(whole, field): as_text(changes[field]) for field in changes}
        for name, value in wanted.items():
            choices = self._choices.get(name)
            if choices and value not in choices:
                raise Refused(f"{name} cannot be {value}")
        for name, value in wanted.items():
            await self._client.set_preference(name, value)

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
        return plain(values)


def _spelled(whole: Mapping[str, Any], field: str) -> str:
    for name in whole:
        if name.casefold() == field.casefold():
            return name
    raise Refused(f"Plex knows no {field}")
