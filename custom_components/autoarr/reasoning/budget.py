"""What a month may cost, enforced before a question is sent and not after."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from .errors import BudgetSpent, QuestionRejected
from .model import (
    Call,
    Ledger,
    Provider,
    ProviderName,
    Question,
    Surroundings,
    Usage,
    UsageState,
)
from .prices import PriceList

_MARGIN = 1.05
_MARGIN_TOKENS = 64
"""Providers call their own count an estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much may be taken in a calendar month (UTC); None does not limit.

    Attributes:
        cost: Millionths of a US dollar.
        calls: Questions.
    """

    cost: int | None = None
    calls: int | None = None


class Budget:
    """Lets a call pass when the month can bear the most that it may cost."""

    def __init__(
        self,
        provider: Provider,
        ledger: Ledger,
        limit: Limit,
        prices: PriceList,
        around: Surroundings,
    ) -> None:
        """Guard one provider."""
        self._provider = provider
        self._ledger = ledger
        self._limit = limit
        self._prices = prices
        self._around = around
        self._one_by_one = asyncio.Lock()

    async def reserve(self, question: Question, time_out: float) -> Call:
        """Write a call down that is about to be sent, with the most it may cost.

        Args:
            question: What is to be asked.
            time_out: Seconds until counting it is given up.

        Raises:
            BudgetSpent: The month cannot bear it: it must not be sent.
            ProviderError: The question could not be counted.
        """
        call = self._planned(question, await self._counted(question, time_out))
        async with self._one_by_one:
            await self._must_fit(call)
            await self._ledger.reserve(call)
        return call

    async def settle(
        self, call: Call, state: UsageState, usage: Usage | None = None
    ) -> None:
        """Write down what became of a call.

        Args:
            call: As it was reserved.
            state: What became of it.
            usage: What it took; None when nobody knows, so that the reservation stands.
        """
        if usage is not None:
            cost = None if call.cost is None else self._price(usage)
            call = replace(call, usage=usage, cost=cost)
        await self._ledger.settle(replace(call, state=state))

    def _planned(self, question: Question, tokens: int) -> Call:
        usage = Usage(input=tokens, output=question.most_tokens, estimated=True)
        cost = None
        if self._is_priced:
            price = self._prices.assumed(self._provider.model)
            cost = price.at_most(tokens, question.most_tokens)
        return Call(
            id=self._around.new_id(),
            at=self._around.now(),
            operation=question.operation,
            provider=self._provider.name,
            model=self._provider.model,
            state=UsageState.RESERVED,
            usage=usage,
            cost=cost,
            assumed=self._is_priced and not self._prices.known(self._provider.model),
        )

    async def _must_fit(self, call: Call) -> None:
        spent = await self._ledger.spent(month_of(call.at))
        if self._limit.calls is not None and spent.calls >= self._limit.calls:
            raise BudgetSpent(f"{spent.calls} questions this month")
        most = self._limit.cost
        if most is not None and call.cost is not None and spent.cost + call.cost > most:
            raise BudgetSpent(f"{spent.cost} + {call.cost} of {most}")

    async def _counted(self, question: Question, time_out: float) -> int:
        try:
            counted = await self._provider.count(question, time_out)
        except QuestionRejected:
            # Some who speak the same language cannot count. No token is less than a byte.
            return _bytes(question)
        return int(counted * _MARGIN) + _MARGIN_TOKENS

    def _price(self, usage: Usage) -> int:
        return self._prices.assumed(self._provider.model).of(usage)

    @property
    def _is_priced(self) -> bool:
        """Whether it is known what the provider's tokens cost."""
        return self._provider.name is ProviderName.ANTHROPIC


def month_of(at: datetime) -> datetime:
    """Return the beginning of the month of a moment in UTC."""
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _bytes(question: Question) -> int:
    texts = (question.instructions, question.words, str(question.schema))
    return sum(len(text.encode()) for text in texts)
