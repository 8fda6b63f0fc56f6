"""A house with a model: what the tests of this room stand on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.autoarr.reasoning.anthropic import Account, AnthropicProvider
from custom_components.autoarr.reasoning.budget import Budget, Limit
from custom_components.autoarr.reasoning.model import (
    Call,
    Spent,
    Surroundings,
    UsageState,
)
from custom_components.autoarr.reasoning.prices import price_list
from custom_components.autoarr.reasoning.reasoner import Reasoner
from custom_components.autoarr.reasoning.redaction import Known, Redactor
from simulator.anthropic.server import AnthropicServer

MODEL = "claude-haiku-5-5"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Book:
    """A ledger in memory, with every call as it was last written down."""

    calls: dict[str, Call] = field(default_factory=dict)
    reserved: list[Call] = field(default_factory=list)
    trouble: Exception | None = None

    async def spent(self, since: datetime) -> Spent:
        """Add up."""
        calls = [call for call in self.calls.values() if call.at >= since]
        return Spent(
            sum(call.cost or 0 for call in calls),
            sum(call.state is not UsageState.FAILED for call in calls),
        )

    async def reserve(self, call: Call) -> None:
        """Write down, or fail as a full disk does."""
        if self.trouble is not None:
            raise self.trouble
        self.calls[call.id] = call
        self.reserved.append(call)

    async def settle(self, call: Call) -> None:
        """Write over."""
        self.calls[call.id] = call


class Watch:
    """Time that passes only when somebody waits.

    Attributes:
        passed: Seconds since noon.
        waits: How long somebody waited, each time.
        meanwhile: What happens while somebody waits.
    """

    def __init__(self) -> None:
        """Begin at noon."""
        self.passed = 0.0
        self.waits: list[float] = []
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.waits.append(seconds)
        self.passed += seconds
        if self.meanwhile is not None:
            await self.meanwhile()

    def surroundings(self) -> Surroundings:
        """Return time and ids of this house."""
        ids = iter(range(1_000_000))
        return Surroundings(
            now=lambda: NOON + timedelta(seconds=self.passed),
            ticks=lambda: self.passed,
            sleep=self.sleep,
            chance=lambda: 0.5,
            new_id=lambda: f"call{next(ids)}",
        )


async def at_once(work: Callable[[], Any]) -> Any:
    """Do in this thread what a house does in another."""
    return work()


@dataclass
class House:
    """Everything that a question passes.

    Attributes:
        server: The simulated model.
        book: What was written down.
        watch: The time.
        provider: The real SDK.
        reasoner: Who is asked.
    """

    server: AnthropicServer
    book: Book
    watch: Watch
    provider: AnthropicProvider
    reasoner: Reasoner


def build(
    server: AnthropicServer,
    *,
    known: Known | None = None,
    limit: Limit | None = None,
    model: str = MODEL,
    api_key: str | None = None,
    base_url: str | None = None,
) -> House:
    """Return a house whose model is a server."""
    book, watch = Book(), Watch()
    around = watch.surroundings()
    account = Account(
        api_key=api_key or server.api_key, base_url=base_url or server.url
    )
    provider = AnthropicProvider(account, model, at_once)
    budget = Budget(
        provider, book, limit or Limit(cost=5_000_000), price_list(), around
    )
    redactor = Redactor(known or Known())
    reasoner = Reasoner(provider, budget, lambda: redactor, around)
    return House(server, book, watch, provider, reasoner)
