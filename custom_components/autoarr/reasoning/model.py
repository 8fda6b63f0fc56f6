"""The facts of this room: what is asked, what is answered, what it cost."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ..activity import JsonValue

type Schema = Mapping[str, JsonValue]
"""A JSON schema without references, of objects with no other keys than named."""


class ProviderName(StrEnum):
    """Who answers."""

    NONE = "none"
    ANTHROPIC = "anthropic"
    AI_TASK = "ai_task"


class Operation(StrEnum):
    """What a model is asked to do."""

    EXPLAIN = "explain"
    QUESTION = "question"
    ORDER_FINDINGS = "order_findings"
    FIND = "find"
    READ_REQUEST = "read_request"


class Ending(StrEnum):
    """Why an answer ended."""

    COMPLETE = "complete"
    CUT_SHORT = "cut_short"
    REFUSED = "refused"


class UsageState(StrEnum):
    """What became of a call."""

    RESERVED = "reserved"
    """It was about to be sent; what it may cost at most counts until more is known."""
    ANSWERED = "answered"
    UNUSABLE = "unusable"
    """It was answered and billed, and the answer was dropped."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a provider is asked, redacted.

    Attributes:
        operation: What it is for.
        instructions: What to do; the same for every question of its kind, so that a
            provider may keep it.
        material: The data, delimited.
        schema: What the answer has to look like.
        most_tokens: Length of the answer at most, in tokens.
        complaint: What was wrong with the answer to the same question before.
    """

    operation: Operation
    instructions: str
    material: str
    schema: Schema
    most_tokens: int
    complaint: str | None = None

    @property
    def words(self) -> str:
        """What changes from question to question."""
        if self.complaint is None:
            return self.material
        return (
            f"{self.material}\n\nYour last answer to this could not be used: "
            f"{self.complaint} Answer again, in the demanded shape only."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a provider counted, in tokens.

    Attributes:
        input: Read at the full price.
        output: Written, with what was thought and not said.
        cache_write: Read and kept.
        cache_read: Known from before.
        estimated: The provider said nothing; it is our estimate.
    """

    input: int
    output: int
    cache_write: int = 0
    cache_read: int = 0
    estimated: bool = False

    @property
    def total(self) -> int:
        """All tokens together."""
        return self.input + self.output + self.cache_write + self.cache_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a provider answered.

    Attributes:
        text: JSON, if all went well.
        ending: Why it ended.
        usage: What it took.
    """

    text: str
    ending: Ending
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One question as it is remembered: never what was said, only what it took.

    Attributes:
        id: Its own id.
        at: When it was sent.
        operation: What it was for.
        provider: Who was asked.
        model: Which model, as the provider calls it.
        state: What became of it.
        usage: Tokens; before the answer what it may take at most.
        cost: Millionths of a US dollar; None when nobody knows.
        assumed: The model's price was not known, so the dearest one was taken.
    """

    id: str
    at: datetime
    operation: Operation
    provider: ProviderName
    model: str
    state: UsageState
    usage: Usage
    cost: int | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What was taken since a moment.

    Attributes:
        cost: Millionths of a US dollar.
        calls: How many questions.
    """

    cost: int = 0
    calls: int = 0


class Ledger(Protocol):
    """Where calls are written down: before they are sent, and when they are over."""

    async def spent(self, since: datetime) -> Spent:
        """Return what was taken at or after a moment, reserved calls included."""

    async def reserve(self, call: Call) -> None:
        """Write a call down that is about to be sent.

        Raises:
            Exception: It could not be written: the call must not be sent.
        """

    async def settle(self, call: Call) -> None:
        """Write down what a reserved call took. It never fails."""


class Provider(Protocol):
    """Somebody who answers questions.

    Attributes:
        name: Who it is.
        model: Which model, as the provider calls it.
    """

    name: ProviderName
    model: str

    async def count(self, question: Question, time_out: float) -> int:
        """Return how many tokens the question has; seconds until it is given up.

        Raises:
            ProviderError: It could not be counted.
        """

    async def ask(self, question: Question, time_out: float) -> Answer:
        """Ask once; seconds until it is given up.

        Raises:
            ProviderError: There is no answer.
        """

    async def close(self) -> None:
        """Free what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the room needs of the world outside, so that each decision can be tested.

    Attributes:
        now: Tells the time, aware.
        ticks: Returns seconds that never run backwards.
        sleep: Waits for seconds.
        chance: Returns a number from 0 to 1 at random.
        new_id: Returns an id that nobody has.
    """

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], Awaitable[object]]
    chance: Callable[[], float]
    new_id: Callable[[], str]
