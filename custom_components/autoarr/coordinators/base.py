"""What all coordinators share: errors told apart, quick again after a failure, one state."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, override

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry, ConfigFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..servers.base import (
    Client,
    HostNotAllowed,
    InvalidAuth,
    RateLimited,
    ServerError,
    ServerTimeout,
    SSLError,
    UnexpectedAnswer,
    UnsupportedVersion,
)
from ..servers.models import ServerInfo, ServerType

if TYPE_CHECKING:
    from ..engine import Engine

WATCH = timedelta(seconds=5)
REFRESH = timedelta(seconds=60)
HEALTH = timedelta(minutes=5)
UPDATE_CHECK = timedelta(hours=6)
SLOWEST_RETRY = timedelta(seconds=60)
REJECTED_RETRY = timedelta(minutes=5)
"""How soon a rejected key is tried again: SABnzbd warns its user each time."""

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A registered server."""

    id: str
    """Its config subentry's id."""
    type: ServerType
    name: str
    url: str


type OnReading[ReadingT] = Callable[[str, ReadingT], Awaitable[None]]


class ServerCoordinator[StateT, ClientT: Client](DataUpdateCoordinator[StateT]):
    """Asks one server; the others do not notice when it is down."""

    config_entry: ConfigEntry[Engine]

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Engine],
        server: Server,
        client: ClientT,
    ) -> None:
        """Prepare to watch server through client."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=server.name,
            update_interval=WATCH,
            always_update=False,
            request_refresh_debouncer=Debouncer(
                hass, LOGGER, cooldown=1, immediate=True
            ),
        )
        self.server = server
        self.client = client
        self.info: ServerInfo | None = None
        self._one_look = asyncio.Lock()
        self._failures = 0
        self._asked_for_key = False
        self._due: dict[str, datetime] = {}

    async def async_first_look(self) -> None:
        """Read for the first time, and leave it to who sets up to say what went wrong.

        Set-up is tried again and again while no server answers: one line is enough.
        """
        async with self._debounced_refresh.async_lock():
            await self._async_refresh(log_failures=False)

    async def async_refresh_now(self) -> None:
        """Read everything again, at once: something is known to have changed."""
        self._due.clear()
        await self.async_refresh()

    def refresh_soon(self) -> None:
        """Make the next look a full one."""
        self._due.pop("refresh", None)

    def _read_soon(self, what: str) -> None:
        """Look at once, and read what is otherwise read now and then."""
        self._due.pop(what, None)
        self.refresh_soon()
        self.config_entry.async_create_background_task(
            self.hass,
            self.async_request_refresh(),
            f"{DOMAIN} refresh {self.server.name}",
        )

    async def _async_look(self, info: ServerInfo) -> StateT:
        """Watch or refresh, and return the newest state."""
        raise NotImplementedError

    async def _read_extra[T](
        self, what: str, read: Callable[[], Awaitable[T]], known: T
    ) -> T:
        """Read what is good to know; without it the server is no less available.

        Args:
            what: Its name, for the log and for when it is due again after an error.
            read: Asks the server.
            known: Is returned when that fails.
        """
        if self._is_early(what, HEALTH):
            return known
        try:
            return await read()
        except InvalidAuth:
            raise
        except ServerError as err:
            self._due[what] = dt_util.utcnow() + HEALTH
            LOGGER.debug("%s did not tell its %s: %s", self.server.name, what, err)
            return known

    @override
    async def _async_update_data(self) -> StateT:
        # One look at a time: of two, the slower would bring back what the other replaced.
        async with self._one_look:
            return await self._async_look_carefully()

    async def _async_look_carefully(self) -> StateT:
        try:
            if self.info is None:
                self.info = await self.client.identify()
            state = await self._async_look(self.info)
        except InvalidAuth as err:
            self._rejected()
            raise ConfigEntryAuthFailed(
                translation_domain=DOMAIN,
                translation_key="invalid_auth",
                translation_placeholders={"server": self.server.name},
            ) from err
        except ServerError as err:
            raise self._failed(err) from err
        self._failures = 0
        self.update_interval = self._interval(state)
        return state

    @override
    def _async_refresh_finished(self) -> None:
        if self.last_update_success:
            self._withdraw_reauth()
        elif isinstance(self.last_exception, ConfigEntryAuthFailed):
            # Home Assistant would never ask again, but keys are repaired on both sides.
            self.update_interval = REJECTED_RETRY
            self._schedule_refresh()

    def _rejected(self) -> None:
        """Ask for a new key, for this server alone."""
        self._forget()
        self._asked_for_key = True
        self.config_entry.async_start_reauth(
            self.hass,
            context=ConfigFlowContext(title_placeholders={"name": self.server.name}),
            data={"subentry_id": self.server.id},
        )

    def _withdraw_reauth(self) -> None:
        """Ask for no key any more: the one that is known is accepted again."""
        if not self._asked_for_key:
            return
        self._asked_for_key = False
        for flow in self.config_entry.async_get_active_flows(
            self.hass, {SOURCE_REAUTH}
        ):
            placeholders = flow["context"].get("title_placeholders") or {}
            if placeholders.get("name") == self.server.name:
                self.hass.config_entries.flow.async_abort(flow["flow_id"])

    def _forget(self) -> None:
        """Read everything anew next time: a restarted app may be another one."""
        self.info = None
        self._due.clear()

    def _interval(self, state: StateT) -> timedelta:
        """Return how soon to look again after a success."""
        return WATCH

    def _failed(self, err: ServerError) -> UpdateFailed:
        """Ask less and less often while the server is away, and say why."""
        self._forget()
        self._failures += 1
        wait = WATCH * 2 ** min(self._failures - 1, 6)
        self.update_interval = min(wait, SLOWEST_RETRY)
        return UpdateFailed(
            translation_domain=DOMAIN,
            translation_key=error_key(err),
            translation_placeholders={"server": self.server.name, "error": str(err)},
            retry_after=err.retry_after if isinstance(err, RateLimited) else None,
        )

    def _is_due(self, what: str, every: timedelta) -> bool:
        """Return whether it is time for something, and start its next period."""
        if self._is_early(what, every):
            return False
        self._due[what] = dt_util.utcnow() + every
        return True

    def _is_early(self, what: str, every: timedelta) -> bool:
        """Return whether something has its time to come, by a clock that may be set back."""
        left = self._due.get(what, NEVER) - dt_util.utcnow()
        return timedelta() < left <= every


type AnyCoordinator = ServerCoordinator[Any, Any]


def error_key(err: ServerError) -> str:
    """Return the translation key of the sentence that explains an error."""
    match err:
        case HostNotAllowed():
            return "host_not_allowed"
        case SSLError():
            return "ssl_error"
        case ServerTimeout():
            return "timeout"
        case UnsupportedVersion():
            return "unsupported_version"
        case UnexpectedAnswer():
            return "unexpected_answer"
        case _:
            return "cannot_connect"
