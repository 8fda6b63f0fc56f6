"""What a language model adds in one stack: set up from the options, and told what is private.

Whoever asks gets an answer or None and goes on: nothing depends on a model.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import random
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from homeassistant.auth.models import User
from homeassistant.const import (
    CONF_API_KEY,
    CONF_MODEL,
    CONF_TOKEN,
    CONF_URL,
    CONF_USERNAME,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now
from yarl import URL

from ..activity import JsonValue
from ..const import (
    CONF_AI,
    CONF_AI_PROVIDER,
    CONF_BASE_URL,
    CONF_BUDGET,
    CONF_CALLS,
    CONF_DB_URL,
    CONF_TASK_ENTITY,
    LOGGER,
)
from ..downloads.model import Failure
from ..reasoning import explaining, findings, reading
from ..reasoning.anthropic import DEFAULT_URL, Account, AnthropicProvider
from ..reasoning.budget import Budget, Limit, month_of
from ..reasoning.errors import NotSetUp, ReasoningError
from ..reasoning.model import (
    Call,
    Provider,
    ProviderName,
    Spent,
    Surroundings,
    UsageState,
)
from ..reasoning.prices import price_list
from ..reasoning.reasoner import Reasoner, Trouble
from ..reasoning.redaction import Known, Redactor
from ..servers.models import ServerType
from ..store import StoreError
from .shapes import media_shape
from .task_entity import TaskEntityProvider

if TYPE_CHECKING:
    from .stack import Engine

MILLIONTHS: Final = 1_000_000
_MEDIA: Final = ("media_type", "title", "year", "season", "episodes")
_MOST: Final = 30
"""Downloads and failures that a question is answered from."""
_ORDINARY: Final = frozenset(
    {*ServerType, "autoarr", "home", "home assistant", "localhost", "127.0.0.1"}
)


@dataclass(frozen=True, slots=True)
class Explained:
    """Sentences for people.

    Attributes:
        text: The sentences.
        source: Who found them: `ai`, or `rules` that always have some.
    """

    text: str
    source: str


class Reasoning:
    """A stack's language model, if it has one."""

    def __init__(self, engine: Engine) -> None:
        """Know whom to ask for; nothing is loaded or asked yet."""
        self._engine = engine
        self._options: Mapping[str, Any] = engine.entry.options.get(CONF_AI) or {}
        self._reasoner: Reasoner | None = None
        self._people: list[str] = []

    @property
    def is_set_up(self) -> bool:
        """Whether the user chose a provider."""
        return bool(self._options)

    @property
    def trouble(self) -> Trouble | None:
        """Why there will be no answers until somebody changes the options."""
        return self._reasoner.trouble if self._reasoner else None

    @property
    def model(self) -> str:
        """The model that is asked, as its provider calls it; empty without one."""
        return str(self._options.get(CONF_MODEL, ""))

    async def close(self) -> None:
        """Free what the provider holds."""
        if self._reasoner is not None:
            await self._reasoner.close()

    # What can be asked.

    async def explain(self, failure: Failure) -> Explained:
        """Return sentences about a failure: the model's, or else those of the rules."""
        facts = self._facts(failure)
        text = await self._tried(
            lambda reasoner: explaining.explain(reasoner, facts, self._language)
        )
        if text is not None:
            return Explained(text, "ai")
        reasons = (failure.cause, failure.reason)
        sentences = [self._engine.phrases.words(each) for each in reasons if each]
        return Explained(" ".join(sentences), "rules")

    async def explain_finding(self, facts: JsonValue, otherwise: str) -> Explained:
        """Return sentences about a finding of an audit.

        Args:
            facts: The finding.
            otherwise: What the rules say about it.
        """
        text = await self._tried(
            lambda reasoner: explaining.explain(reasoner, facts, self._language)
        )
        return Explained(otherwise, "rules") if text is None else Explained(text, "ai")

    async def answer(self, question: str) -> Explained:
        """Return sentences about the state of things.

        Raises:
            ReasoningError: There is no answer: rules cannot read questions.
            StoreError: The call could not be written down.
        """
        if not self.is_set_up:
            raise NotSetUp
        reasoner = await self._ready()
        text = await explaining.answer(
            reasoner, question, self._state(), self._language
        )
        return Explained(text, "ai")

    async def order_findings(
        self, found: Sequence[Mapping[str, JsonValue]]
    ) -> dict[str, findings.Ranking]:
        """Return what matters most to this household, by finding id; empty without a model.

        Args:
            found: What rules found, each with its `id`, the worst first.
        """
        checked = await self._tried(
            lambda reasoner: findings.order_findings(
                reasoner, found, self._household(), self._language
            )
        )
        return await self._believed(checked) or {}

    async def find_more(
        self,
        settings: Mapping[str, Mapping[str, JsonValue]],
        found: Sequence[JsonValue],
    ) -> list[findings.AddedFinding]:
        """Return problems that rules did not see; none without a model.

        Args:
            settings: Values by setting, by a key for the server such as `radarr-1`.
            found: What rules found.
        """
        checked = await self._tried(
            lambda reasoner: findings.find_more(
                reasoner, settings, found, self._household(), self._language
            )
        )
        return await self._believed(checked) or []

    async def read_request(
        self,
        text: str,
        *,
        understood: Mapping[str, JsonValue],
        candidates: Sequence[Mapping[str, JsonValue]] = (),
    ) -> reading.RequestReading | None:
        """Return how a model reads a request; None without one.

        A choice is one of the candidates. A title is to be looked up as if it was typed.

        Args:
            text: What somebody said.
            understood: What the grammar made of it.
            candidates: What look-ups really found.
        """
        return await self._tried(
            lambda reasoner: reading.read_request(
                reasoner,
                text,
                language=self._language,
                understood=understood,
                candidates=candidates,
            )
        )

    async def spent(self) -> Spent:
        """Return what this month took so far.

        Raises:
            StoreError: It could not be read.
        """
        return await self._engine.store.ai_usage.spent(month_of(dt_util.utcnow()))

    # How it is asked.

    async def _tried[T](self, work: Callable[[Reasoner], Awaitable[T]]) -> T | None:
        if not self.is_set_up:
            return None
        try:
            return await work(await self._ready())
        except (ReasoningError, StoreError) as err:
            LOGGER.debug("No answer of the model: %s %s", type(err).__name__, err)
            return None

    async def _believed[T](self, checked: findings.Checked[T] | None) -> T | None:
        """Return what is left of an answer, and count what is not."""
        if checked is None:
            return None
        if checked.dropped:
            with suppress(StoreError):
                await self._engine.count("ai_dropped", checked.dropped)
        return checked.value

    async def _ready(self) -> Reasoner:
        """Return who is asked, knowing the people that live here now."""
        hass = self._engine.hass
        self._people = [*_names(await hass.auth.async_get_users())]
        prices = await hass.async_add_executor_job(price_list)
        # Nothing is waited for from here on: two questions at once share one reasoner.
        if self._reasoner is None:
            provider = self._provider()
            around = Surroundings(
                now=dt_util.utcnow,
                ticks=monotonic,
                sleep=asyncio.sleep,
                chance=random,
                new_id=ulid_now,
            )
            budget = Budget(provider, _Book(self._engine), self._limit, prices, around)
            self._reasoner = Reasoner(
                provider, budget, lambda: Redactor(self._private()), around
            )
            self._reasoner.on_trouble = self._engine.async_tell_listeners
        return self._reasoner

    def _provider(self) -> Provider:
        hass = self._engine.hass
        if self._options[CONF_AI_PROVIDER] == ProviderName.AI_TASK:
            return TaskEntityProvider(hass, self._options.get(CONF_TASK_ENTITY))
        return AnthropicProvider(
            account_of(self._options),
            self._options[CONF_MODEL],
            hass.async_add_import_executor_job,
        )

    @property
    def _limit(self) -> Limit:
        budget = self._options.get(CONF_BUDGET)
        return Limit(
            cost=None if budget is None else int(budget * MILLIONTHS),
            calls=self._options.get(CONF_CALLS),
        )

    @property
    def _language(self) -> str:
        return self._engine.hass.config.language

    # What it is told.

    def _facts(self, failure: Failure) -> JsonValue:
        """Return what is known about a failure, without ids and names of servers."""
        engine = self._engine
        shape = engine.shaper.failure(failure)
        server = engine.coordinators.get(failure.server_id or failure.client_id or "")
        media = media_shape(failure.media)
        wanted = (
            *("title", "class", "cause", "blames", "evidence", "detected_at", "state"),
            *("attempts", "next_attempt_at", "next_step"),
        )
        return {
            **{key: shape[key] for key in wanted},
            "media": {key: media[key] for key in _MEDIA},
            "app": server.server.type if server else None,
            "reason": engine.phrases.words(failure.reason) if failure.reason else None,
            "mode": engine.mode,
        }

    def _state(self) -> JsonValue:
        """Return the state of things, as far as it has anything to do with questions."""
        engine = self._engine
        return {
            "mode": engine.mode,
            "household": self._household(),
            "servers": [
                {
                    "app": coordinator.server.type,
                    "answers": coordinator.last_update_success,
                }
                for coordinator in engine.coordinators.values()
            ],
            "downloads": [
                {
                    "title": download.title,
                    "status": download.status,
                    "progress": round(download.progress),
                    "time_left": download.time_left,
                }
                for download in list(engine.downloads.values())[:_MOST]
            ],
            "failures": [
                self._facts(failure)
                for failure in list(engine.failures.values())[:_MOST]
            ],
            "totals": {
                "failed": engine.totals.failed,
                "recovered": engine.totals.recovered,
                "given_up": engine.totals.given_up,
            },
        }

    def _household(self) -> JsonValue:
        engine = self._engine
        return {
            "people": len(engine.hass.states.async_entity_ids("person")),
            "country": engine.hass.config.country,
            "language": self._language,
            "apps": [
                *sorted({each.server.type for each in engine.coordinators.values()})
            ],
        }

    def _private(self) -> Known:
        """Return what must not leave the house, as it is now."""
        engine, hass = self._engine, self._engine.hass
        servers = [
            each
            for each in engine.entry.subentries.values()
            if each.subentry_type in ServerType
        ]
        addresses = [each.data[CONF_URL] for each in servers]
        addresses += [hass.config.internal_url, hass.config.external_url]
        database = engine.entry.options.get(CONF_DB_URL)
        keys = [each.data.get(CONF_API_KEY) for each in servers]
        keys += [each.data.get(CONF_TOKEN) for each in servers]
        keys += [self._options.get(CONF_API_KEY), database]
        hosts = [URL(url).host for url in addresses if url]
        hosts += [
            host.partition(".")[0] for host in hosts if host and host[0].isalpha()
        ]
        for coordinator in engine.coordinators.values():
            hosts += [
                provider.name
                for provider in getattr(coordinator.data, "news_servers", ())
            ]
        hosts += engine.audits.hosts
        people = [state.name for state in hass.states.async_all("person")]
        return Known(
            keys=[key for key in keys if key],
            hosts=[host for host in hosts if host],
            people=[*self._people, *people],
            servers=[each.title for each in servers],
            homes=[hass.config.location_name, engine.entry.title],
            ordinary=_ORDINARY,
        )


def _names(users: Iterable[User]) -> Iterator[str]:
    """Yield what people are called, also when they log in."""
    for user in users:
        if user.system_generated:
            continue
        if user.name:
            yield user.name
        for credentials in user.credentials:
            if name := credentials.data.get(CONF_USERNAME):
                yield str(name)


def account_of(options: Mapping[str, Any]) -> Account:
    """Return how to reach Claude by what the options say."""
    return Account(
        api_key=options[CONF_API_KEY],
        base_url=options.get(CONF_BASE_URL) or DEFAULT_URL,
    )


class _Book:
    """The ledger of a stack's calls: the store keeps them, and the totals grow."""

    def __init__(self, engine: Engine) -> None:
        """Keep the calls of a stack."""
        self._engine = engine

    async def spent(self, since: datetime) -> Spent:
        """Return what was taken at or after a moment."""
        return await self._engine.store.ai_usage.spent(since)

    async def reserve(self, call: Call) -> None:
        """Write a call down that is about to be sent."""
        await self._engine.store.ai_usage.reserve(call)

    async def settle(self, call: Call) -> None:
        """Write down what a call took, for the month and for good."""
        engine = self._engine
        await engine.store.ai_usage.settle(call)
        with suppress(StoreError):
            await engine.count("ai_tokens", call.usage.total)
            if call.cost:
                await engine.count("ai_cost", call.cost)
            if call.state is UsageState.UNUSABLE:
                await engine.count("ai_dropped")
        engine.async_tell_listeners()
