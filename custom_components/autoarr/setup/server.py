"""A server on its way into a stack: told by a person, proven, not there twice."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import (
    SOURCE_IGNORE,
    ConfigEntry,
    ConfigEntryState,
    ConfigSubentry,
    ConfigSubentryData,
)
from homeassistant.const import (
    CONF_API_KEY,
    CONF_NAME,
    CONF_TOKEN,
    CONF_URL,
    CONF_VERIFY_SSL,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import CONF_ANNOUNCED_AS, DOMAIN, LOGGER
from ..servers import create_client
from ..servers.base import (
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    ServerError,
    ServerTimeout,
    SSLError,
    UnexpectedAnswer,
    UnsupportedVersion,
    WrongBasePath,
    normalise_url,
)
from ..servers.models import ServerInfo, ServerType

_ERRORS: tuple[tuple[type[ServerError], str], ...] = (
    (HostNotAllowed, "host_not_allowed"),
    (InvalidAuth, "invalid_auth"),
    (WrongBasePath, "wrong_base_path"),
    (NotFound, "wrong_base_path"),
    (UnexpectedAnswer, "wrong_app"),
    (UnsupportedVersion, "unsupported_version"),
    (ServerTimeout, "timeout"),
    (SSLError, "ssl_error"),
    (ServerError, "cannot_connect"),
)


class NotAccepted(Exception):
    """A server does not become part of a stack, for a reason that a form can show."""

    def __init__(
        self,
        error: str,
        field: str = "base",
        placeholders: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the key of the text, the field it belongs to and what it is filled with."""
        super().__init__(error)
        self.errors = {field: error}
        self.placeholders = dict(placeholders or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How to reach a server."""

    server_type: ServerType
    url: str
    key: str
    verify_ssl: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenServer:
    """A server that answered as it should."""

    connection: Connection
    name: str
    unique_id: str
    announced_as: str | None = None

    @property
    def data(self) -> dict[str, Any]:
        """Return what its subentry keeps."""
        data: dict[str, Any] = {
            CONF_NAME: self.name,
            CONF_URL: self.connection.url,
            key_field(self.connection.server_type): self.connection.key,
            CONF_VERIFY_SSL: self.connection.verify_ssl,
        }
        if self.announced_as is not None:
            data[CONF_ANNOUNCED_AS] = self.announced_as
        return data

    @property
    def subentry_data(self) -> ConfigSubentryData:
        """Return the subentry that it becomes in a new stack."""
        return ConfigSubentryData(
            data=self.data,
            subentry_type=self.connection.server_type,
            title=self.name,
            unique_id=self.unique_id,
        )

    @property
    def subentry(self) -> ConfigSubentry:
        """Return the subentry that it becomes in a stack that exists."""
        return ConfigSubentry(
            data=MappingProxyType(self.data),
            subentry_type=self.connection.server_type,
            title=self.name,
            unique_id=self.unique_id,
        )


def key_field(server_type: ServerType) -> str:
    """Return the name of the field that holds what the server knows us by."""
    return CONF_TOKEN if server_type is ServerType.PLEX else CONF_API_KEY


def connection_of(subentry: ConfigSubentry) -> Connection:
    """Return how to reach the server of a subentry."""
    server_type = ServerType(subentry.subentry_type)
    return Connection(
        server_type=server_type,
        url=subentry.data[CONF_URL],
        key=subentry.data[key_field(server_type)],
        verify_ssl=subentry.data[CONF_VERIFY_SSL],
    )


@callback
def stacks(hass: HomeAssistant) -> list[ConfigEntry]:
    """Return the stacks, loaded or not."""
    return [
        entry
        for entry in hass.config_entries.async_entries(DOMAIN)
        if entry.source != SOURCE_IGNORE
    ]


@callback
def servers(hass: HomeAssistant) -> Iterator[tuple[ConfigEntry, ConfigSubentry]]:
    """Yield the servers of all stacks."""
    for entry in stacks(hass):
        for subentry in servers_of(entry):
            yield entry, subentry


@callback
def servers_of(entry: ConfigEntry) -> list[ConfigSubentry]:
    """Return the servers of a stack; it has rules as well."""
    return [
        subentry
        for subentry in entry.subentries.values()
        if subentry.subentry_type in ServerType
    ]


@callback
def names_in(entry: ConfigEntry, *, without: str | None = None) -> set[str]:
    """Return the names of a stack's servers, except that of one subentry."""
    return {
        subentry.title
        for subentry in servers_of(entry)
        if subentry.subentry_id != without
    }


@callback
def reload_if_idle(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Load a changed stack that is not running: it does not hear of the change."""
    if entry.state in (ConfigEntryState.SETUP_RETRY, ConfigEntryState.SETUP_ERROR):
        hass.config_entries.async_schedule_reload(entry.entry_id)


async def prove(hass: HomeAssistant, connection: Connection) -> ServerInfo:
    """Ask a server who it is.

    Raises:
        NotAccepted: It did not answer, or not as it should.
    """
    client = create_client(
        connection.server_type,
        async_get_clientsession(hass, verify_ssl=connection.verify_ssl),
        connection.url,
        connection.key,
        verify_ssl=connection.verify_ssl,
    )
    try:
        return await client.identify()
    except UnsupportedVersion as err:
        raise NotAccepted(
            "unsupported_version",
            placeholders={"version": err.version, "minimum": err.minimum},
        ) from err
    except ServerError as err:
        error = next(key for kind, key in _ERRORS if isinstance(err, kind))
        LOGGER.debug("%s did not prove itself: %s", connection.server_type, err)
        raise NotAccepted(error) from err
    except Exception as err:
        LOGGER.exception("A server's answer was not understood")
        raise NotAccepted("unknown") from err


@callback
def typed_connection(
    server_type: ServerType,
    user_input: Mapping[str, Any],
    *,
    kept: ConfigSubentry | None = None,
) -> Connection:
    """Return how to reach the server that a person described in a form.

    Args:
        server_type: What it should be.
        user_input: The form.
        kept: A subentry whose key stays when none was typed.

    Raises:
        NotAccepted: The address is none, or there is no key.
    """
    field = key_field(server_type)
    key = user_input.get(field, "").strip()
    if not key and kept is not None:
        key = kept.data[field]
    if not key:
        raise NotAccepted("key_missing", field)
    try:
        url = normalise_url(user_input.get(CONF_URL, ""))
    except ValueError as err:
        raise NotAccepted("invalid_url", CONF_URL) from err
    return Connection(
        server_type=server_type,
        url=url,
        key=key,
        verify_ssl=user_input[CONF_VERIFY_SSL],
    )


async def accept(
    hass: HomeAssistant,
    connection: Connection,
    *,
    name: str = "",
    names: Collection[str] = (),
    drafts: Sequence[ProvenServer] = (),
    own_id: str | None = None,
    announced_as: str | None = None,
) -> ProvenServer:
    """Prove a server and make sure that it is not in any stack yet.

    Args:
        hass: Home Assistant.
        connection: How to reach it.
        name: What to call it; empty takes the name it gives itself.
        names: Names that its stack uses already.
        drafts: Servers accepted in the same flow.
        own_id: The subentry that it is already, when it is only changed.
        announced_as: The name by which it announces itself on the network.

    Raises:
        NotAccepted: With the text to show.
    """
    names = {*names, *(draft.name for draft in drafts)}
    if name and name.casefold() in {each.casefold() for each in names}:
        raise NotAccepted("name_taken", CONF_NAME)
    if _is_taken(hass, connection.url, drafts, own_id):
        raise NotAccepted("already_configured")
    info = await prove(hass, connection)
    unique_id = info.unique_id or connection.url
    if _is_taken(hass, unique_id, drafts, own_id):
        raise NotAccepted("already_configured")
    return ProvenServer(
        connection=connection,
        name=name or own_name(info, names),
        unique_id=unique_id,
        announced_as=announced_as,
    )


async def accept_known(
    hass: HomeAssistant,
    connections: Sequence[Connection],
    drafts: Sequence[ProvenServer],
) -> list[ProvenServer | NotAccepted]:
    """Prove several servers at once; the answers come in the order of the question."""
    answers = await asyncio.gather(*(_answer(hass, each) for each in connections))
    results: list[ProvenServer | NotAccepted] = []
    accepted = list(drafts)
    for connection, answer in zip(connections, answers, strict=True):
        if isinstance(answer, NotAccepted):
            results.append(answer)
            continue
        unique_id = answer.unique_id or connection.url
        if _is_taken(hass, unique_id, accepted, None):
            results.append(NotAccepted("already_configured"))
            continue
        server = ProvenServer(
            connection=connection,
            name=own_name(answer, {draft.name for draft in accepted}),
            unique_id=unique_id,
        )
        accepted.append(server)
        results.append(server)
    return results


async def _answer(
    hass: HomeAssistant, connection: Connection
) -> ServerInfo | NotAccepted:
    try:
        return await prove(hass, connection)
    except NotAccepted as err:
        return err


def own_name(info: ServerInfo, used: Collection[str]) -> str:
    """Return the name that a server gives itself, numbered when another has it."""
    name = info.name or info.server_type.title()
    taken = {each.casefold() for each in used}
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate


@callback
def is_taken_by_others(hass: HomeAssistant, drafts: Sequence[ProvenServer]) -> bool:
    """Return whether another flow put one of the servers into a stack meanwhile."""
    return any(_is_taken(hass, draft.unique_id, (), None) for draft in drafts)


def _is_taken(
    hass: HomeAssistant,
    identity: str,
    drafts: Sequence[ProvenServer],
    own_id: str | None,
) -> bool:
    """Return whether a URL or unique id belongs to a server that is known."""
    return any(
        identity in {draft.unique_id, draft.connection.url} for draft in drafts
    ) or any(
        identity in {subentry.unique_id, subentry.data[CONF_URL]}
        for _, subentry in servers(hass)
        if subentry.subentry_id != own_id
    )
