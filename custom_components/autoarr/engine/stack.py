"""One stack: its servers watched, its downloads followed, its failures recovered."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError, ConfigEntryNotReady
from homeassistant.util import dt as dt_util

from ..activity import Activity
from ..const import (
    CONF_DB_URL,
    CONF_KEEP_DAYS,
    CONF_MAX_AI,
    CONF_MAX_AUDITS,
    CONF_MAX_CHANGES,
    CONF_MAX_OVERVIEWS,
    CONF_MAX_REQUESTS,
    CONF_MODE,
    DEFAULT_KEEP_DAYS,
    DEFAULT_THRESHOLDS,
    DOMAIN,
)
from ..coordinators import AnyCoordinator, ArrCoordinator
from ..downloads.casebook import Casebook, failure_downloads
from ..downloads.errors import NotKnown
from ..downloads.model import (
    Download,
    Failure,
    FailureClass,
    FailureState,
    Message,
    RecoveryMode,
)
from ..downloads.policy import Policy
from ..downloads.rules import Rule
from ..downloads.tracker import Tracker
from ..limits import Family, Limits
from ..phrases import Phrasebook
from ..servers.base import Client
from ..servers.models import ServerType
from ..store import DriverMissing, FailureFilter, NewerSchema, Store, StoreError, Totals
from .audits import AuditDesk
from .conductor import Conductor
from .damage import Damage
from .feed import Feed, pass_on
from .fixing import FixDesk
from .orders import Orders
from .other_tools import OtherTools
from .presence import Presence
from .readings import OLD_FAILURES, Readings
from .reasoning import Reasoning
from .requests import RequestDesk
from .rulings import Rulings
from .shapes import Shape, Shaper
from .wiring import make_coordinator

type AutoArrConfigEntry = ConfigEntry[Engine]

DATABASE = "autoarr.db"
PRUNE = timedelta(hours=24)
SWITCH = "automatic_recovery"
LIMITS = {
    Family.WRITE: CONF_MAX_CHANGES,
    Family.REQUEST: CONF_MAX_REQUESTS,
    Family.AUDIT: CONF_MAX_AUDITS,
    Family.AI: CONF_MAX_AI,
    Family.OVERVIEW: CONF_MAX_OVERVIEWS,
}
"""Options that say how often in a minute a person may ask for something."""
GIVEN_UP_SHOWN = timedelta(days=30)
MOST_GIVEN_UP = 500


class Engine:
    """Wires the rooms for one stack; entities, actions and events ask it."""

    def __init__(self, hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
        """Prepare; nothing is read or opened yet."""
        self.hass = hass
        self.entry = entry
        self.coordinators: dict[str, AnyCoordinator] = {}
        self.clients: dict[str, Client] = {}
        self._policy = Policy.from_options(entry.options)
        self.tracker = Tracker(dt_util.utcnow, self._policy.patience)
        self.totals = Totals()
        self.limits = Limits(
            {
                family: entry.options.get(option, DEFAULT_THRESHOLDS[option])
                for family, option in LIMITS.items()
            },
            monotonic,
        )
        self.reasoning = Reasoning(self)
        self.automatic = True
        self.started_at = dt_util.utcnow()
        self.watched_since: dict[str, datetime] = {}
        """Since when each server is watched without a gap."""
        self.old_failures = 0
        """Failures that first readings found and nobody has decided about."""
        self.damage = Damage(self)
        self.given_up: dict[str, Failure] = {}
        """Failures given up since the start, until somebody dismisses them."""
        self.rulings = Rulings(self)
        self.store: Store
        self.casebook: Casebook
        self.shaper: Shaper
        self.conductor: Conductor
        self.other_tools = OtherTools(self)
        self.orders: Orders
        self.desk: RequestDesk
        self.audits: AuditDesk
        self.fixes = FixDesk(self)
        self.feed: Feed
        self.phrases: Phrasebook
        self._readings: Readings
        self._presence: Presence
        self._hearers: list[Callable[[Activity], None]] = []
        self._early: list[Activity] | None = []
        """What happened before anybody could hear it; None once everybody can."""
        self._listeners: list[CALLBACK_TYPE] = []

    # What entities and actions look at.

    @property
    def downloads(self) -> Mapping[str, Download]:
        """The running downloads by id."""
        return self.tracker.downloads

    @property
    def failures(self) -> Mapping[str, Failure]:
        """The open failures by id."""
        return self.casebook.open

    @property
    def mode(self) -> RecoveryMode:
        """How far AutoArr goes by itself right now."""
        if not self.automatic:
            return RecoveryMode.OBSERVE
        return RecoveryMode(self.entry.options[CONF_MODE])

    def mode_under(self, rule: Rule | None) -> RecoveryMode:
        """Return how far AutoArr goes with what a rule is about; the switch comes first."""
        if self.automatic and rule and rule.mode:
            return rule.mode
        return self.mode

    @property
    def recovery_rate(self) -> float | None:
        """Share of ended recoveries that succeeded, in per cent."""
        ended = self.totals.recovered + self.totals.given_up
        return 100 * self.totals.recovered / ended if ended else None

    @property
    def has_owners(self) -> bool:
        """Whether the stack has a Sonarr or Radarr."""
        return any(
            isinstance(coordinator, ArrCoordinator)
            for coordinator in self.coordinators.values()
        )

    @property
    def held_servers(self) -> Mapping[str, datetime]:
        """Servers where something else recovers too, undecided since when, by id."""
        return self.other_tools.held

    @property
    def attention_needed(self) -> bool:
        """Whether something waits for a person."""
        return bool(not self.store.healthy or self.held_servers) or any(
            needs_a_person(failure) for failure in self.failures.values()
        )

    def has_answered(self, server_id: str) -> bool:
        """Return whether a server was read since the start; one that left never is."""
        coordinator = self.coordinators.get(server_id)
        return coordinator is None or coordinator.data is not None

    def server_id(self, name: str) -> str:
        """Return the id of the server with this name.

        Raises:
            NotKnown: No server of this stack has that name.
        """
        for server_id, coordinator in self.coordinators.items():
            if coordinator.server.name.casefold() == name.casefold():
                return server_id
        raise NotKnown("server", name)

    def download_shape(self, download: Download) -> Shape:
        """Return a running download with the failure and the story that it belongs to."""
        failure = self.casebook.of_download(download.id)
        return self.shaper.download(
            download,
            failure.id if failure else None,
            self.casebook.correlation_of(download.id),
        )

    def feed_to(self, hearer: Callable[[Activity], None]) -> CALLBACK_TYPE:
        """Call hearer with everything that happens, once the feed was opened."""
        self._hearers.append(hearer)
        return lambda: self._hearers.remove(hearer)

    @callback
    def async_add_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call listener when failures, totals or the switch may have changed."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def async_set_automatic(self, on: bool) -> None:
        """Turn recovery on, or restrain it to observing; kept over restarts."""
        try:
            if on:
                await self.store.settings.set(SWITCH, on)
            # Who holds recovery back is obeyed even when that cannot be written.
            self.automatic = on
            if not on:
                await self.store.settings.set(SWITCH, on)
        finally:
            self.conductor.wake()
            self.async_tell_listeners()

    @callback
    def async_take_rules(self) -> bool:
        """Go by the rules as the user left them; return whether any had changed."""
        if not self.rulings.take():
            return False
        self.conductor.wake()
        return True

    # Life.

    async def async_start(self) -> None:
        """Open the store, read every server once, and start to recover.

        Raises:
            ConfigEntryNotReady: No server answered, or the store cannot be opened now.
            ConfigEntryError: The store can never be opened as it is.
        """
        self.phrases = await self.hass.async_add_executor_job(
            Phrasebook.load, self.hass.config.language
        )
        try:
            self.store = await Store.open(
                self.entry.options.get(CONF_DB_URL) or database_url(self.hass),
                self.entry.entry_id,
            )
        except DriverMissing as err:
            raise ConfigEntryError(
                translation_domain=DOMAIN, translation_key="store_driver_missing"
            ) from err
        except NewerSchema as err:
            raise ConfigEntryError(
                translation_domain=DOMAIN, translation_key="store_newer"
            ) from err
        except StoreError as err:
            # A full disk, or a database server that starts later than we do.
            raise ConfigEntryNotReady(
                translation_domain=DOMAIN, translation_key="store_unusable"
            ) from err
        self.store.on_health = self.damage.async_hear
        try:
            await self._async_wire()
            await asyncio.gather(
                *(each.async_first_look() for each in self.coordinators.values())
            )
            self._presence.async_follow_all()
        except BaseException:
            await self.store.close()
            raise
        # A stack is not unloaded when Home Assistant stops: its thread would be waited for.
        self.entry.async_on_unload(
            self.hass.bus.async_listen(
                EVENT_HOMEASSISTANT_FINAL_WRITE, self._async_final_write
            )
        )
        self.entry.async_create_background_task(
            self.hass, self.conductor.run(), f"{DOMAIN} recovery"
        )
        self.entry.async_create_background_task(
            self.hass, self.desk.runner.run(), f"{DOMAIN} requests"
        )
        self.entry.async_create_background_task(
            self.hass, self.audits.run(), f"{DOMAIN} audits"
        )
        self.entry.async_create_background_task(
            self.hass, self._keep_store_tidy(), f"{DOMAIN} retention"
        )

    async def _async_final_write(self, _: Event) -> None:
        await self.async_stop()

    async def async_stop(self) -> None:
        """Write what is not written yet."""
        await self.reasoning.close()
        await self.store.close()

    @classmethod
    async def async_forget(cls, hass: HomeAssistant, entry: AutoArrConfigEntry) -> None:
        """Delete what is stored about a removed stack."""
        try:
            store = await Store.open(
                entry.options.get(CONF_DB_URL) or database_url(hass), entry.entry_id
            )
        except StoreError:
            return
        try:
            await store.forget_stack()
        finally:
            await store.close()

    async def _async_wire(self) -> None:
        names = {
            subentry_id: subentry.title
            for subentry_id, subentry in self.entry.subentries.items()
            if subentry.subentry_type in ServerType
        }
        stack_id = self.entry.entry_id
        self.shaper = Shaper(names, self.phrases)
        self.feed = Feed(self.store, self.phrases, names, dt_util.utcnow)
        self.feed.add_hearer(self._hear)
        self.casebook = Casebook(
            self.store.failures, stack_id, dt_util.utcnow, self.rulings.marked
        )
        await self.casebook.load()
        for job_id, failed_id in self.casebook.retries():
            self.tracker.restore_retry(job_id, failed_id)
        for failure in self.casebook.open.values():
            self.tracker.expect(failure_downloads(failure), failure.title_key)
        self.totals = await self.store.totals.get()
        self.automatic = bool(await self.store.settings.get(SWITCH, True))
        old_failures = await self.store.settings.get(OLD_FAILURES, 0)
        self.old_failures = old_failures if isinstance(old_failures, int) else 0
        await self.damage.load()
        self.given_up = await self._recently_given_up()
        self._readings = Readings(self)
        self._presence = Presence(self, self._readings)
        await self._presence.load()
        for subentry in self.entry.subentries.values():
            if subentry.subentry_type in ServerType:
                await self._async_add_server(subentry)
        self.conductor = Conductor(self, self._policy)
        await self.conductor.load()
        await self.other_tools.load()
        self.orders = Orders(self)
        self.desk = RequestDesk(self)
        await self.desk.load()
        self.audits = AuditDesk(self)
        await self.audits.load()
        self.casebook.story_of = self.desk.story_of
        with suppress(StoreError):
            await self._close_orphans()

    async def _close_orphans(self) -> None:
        """Close what nobody can recover any more, because its server left the stack."""
        for failure in tuple(self.failures.values()):
            needed = {failure.server_id or failure.client_id}
            if failure.title_key:
                needed.add(failure.title_key.server_id)
            if not needed <= self.coordinators.keys():
                await self.casebook.close(
                    failure,
                    FailureState.DISMISSED,
                    Message(key="reason_server_removed"),
                )

    async def _async_add_server(self, subentry: ConfigSubentry) -> None:
        server_id = subentry.subentry_id
        coordinator = make_coordinator(
            self.hass,
            self.entry,
            subentry,
            await self._readings.load_mark(server_id),
            self._readings,
        )
        self.coordinators[server_id] = coordinator
        self.clients[server_id] = coordinator.client
        if isinstance(coordinator, ArrCoordinator):
            self.tracker.add_owner(server_id, coordinator.server.type)

    async def _recently_given_up(self) -> dict[str, Failure]:
        page = await self.store.failures.list(
            FailureFilter(resolved=True, since=self.started_at - GIVEN_UP_SHOWN),
            limit=MOST_GIVEN_UP,
            offset=0,
        )
        return {
            failure.id: failure
            for failure in page.items
            if failure.state is FailureState.GIVEN_UP
        }

    # Small duties.

    async def count(self, what: str, n: int = 1) -> None:
        """Count something that the totals keep for good: one of their names."""
        self.totals = await self.store.totals.add(what, n)

    @callback
    def async_open_feed(self) -> None:
        """Pass on what happened so far, in order, and from now on all that happens."""
        early, self._early = self._early or (), None
        for activity in early:
            self._hear(activity)

    @callback
    def _hear(self, activity: Activity) -> None:
        if self._early is not None:
            self._early.append(activity)
            return
        for hearer in tuple(self._hearers):
            pass_on(hearer, activity)

    @callback
    def async_tell_listeners(self) -> None:
        """Let entities and issues look again."""
        for listener in tuple(self._listeners):
            pass_on(listener)

    async def _keep_store_tidy(self) -> None:
        days = self.entry.options.get(CONF_KEEP_DAYS, DEFAULT_KEEP_DAYS)
        while True:
            with suppress(StoreError):
                await self.store.prune(dt_util.utcnow(), days)
            await asyncio.sleep(PRUNE.total_seconds())


def database_url(hass: HomeAssistant) -> str:
    """Return where everything is kept unless the user chose a database."""
    return f"sqlite:///{hass.config.path(DATABASE)}"


def needs_a_person(failure: Failure) -> bool:
    """Return whether a failure stays as it is until somebody decides."""
    if failure.state is FailureState.RECOVERING:
        return False
    return failure.state is FailureState.ASKING or failure.failure_class in (
        FailureClass.ENVIRONMENT,
        FailureClass.AMBIGUOUS,
    )
