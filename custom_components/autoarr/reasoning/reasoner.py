"""Asks a provider one question the careful way: redacted, within budget and time, checked.

What the operations ask is in modules of their own. Nothing here can change a server.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
import json
import re
from typing import Final

import msgspec

from ..activity import JsonValue
from .breaker import Breaker
from .budget import Budget
from .errors import KeyRejected, ModelGone, ProviderError, QuestionRejected, Unusable
from .model import (
    Answer,
    Call,
    Ending,
    Operation,
    Provider,
    Question,
    Surroundings,
    Usage,
    UsageState,
)
from .redaction import Redaction, Redactor
from .shapes import schema_of

TRIES: Final = 3
FIRST_WAIT: Final = 1.0
"""Seconds before the second try; each wait is twice as long, give or take a half."""
TROUBLE_PAUSE: Final = 3600.0
"""Seconds until a key or a model that is no good is tried again."""
MOST_MATERIAL: Final = 60_000
"""Characters of data in one question."""

TIME_OUTS: Final = {
    Operation.EXPLAIN: 60.0,
    Operation.QUESTION: 60.0,
    Operation.ORDER_FINDINGS: 180.0,
    Operation.FIND: 180.0,
    Operation.READ_REQUEST: 12.0,
}
"""Seconds that a whole operation may take, all tries and waits together."""
MOST_TOKENS: Final = {
    Operation.EXPLAIN: 4_000,
    Operation.QUESTION: 4_000,
    Operation.ORDER_FINDINGS: 16_000,
    Operation.FIND: 12_000,
    Operation.READ_REQUEST: 2_000,
}
"""Length of an answer, with what the model thinks before it speaks."""

_FENCED = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class Trouble(StrEnum):
    """What only somebody who changes the options can mend."""

    KEY_REJECTED = "key_rejected"
    MODEL_GONE = "model_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task[T: msgspec.Struct]:
    """One thing to find out.

    Attributes:
        operation: What it is for.
        instructions: What to do, the same for all questions of the kind.
        material: The data, not redacted yet.
        answer: The type that an answer has to have.
        check: Returns what is wrong with an answer of the right type, else None.
    """

    operation: Operation
    instructions: str
    material: JsonValue
    answer: type[T]
    check: Callable[[T], str | None] = lambda _: None


class Reasoner:
    """Asks one provider.

    Attributes:
        trouble: Why the provider will not answer until somebody changes the options.
        on_trouble: Called when that changed.
    """

    def __init__(
        self,
        provider: Provider,
        budget: Budget,
        redactor: Callable[[], Redactor],
        around: Surroundings,
    ) -> None:
        """Ask a provider.

        Args:
            provider: Who answers.
            budget: Guards what a month may take.
            redactor: Returns who knows what is private now.
            around: Time and chance.
        """
        self.trouble: Trouble | None = None
        self.on_trouble: Callable[[], object] = lambda: None
        self._provider = provider
        self._budget = budget
        self._redactor = redactor
        self._around = around
        self._breaker = Breaker(around.ticks)

    async def close(self) -> None:
        """Free what the provider holds."""
        await self._provider.close()

    async def ask[T: msgspec.Struct](self, task: Task[T]) -> tuple[T, Redaction]:
        """Return a checked answer, and what puts names back into its texts.

        Raises:
            ReasoningError: There is none; the caller goes on without.
        """
        self._breaker.check()
        redaction = self._redactor().begin()
        question = Question(
            operation=task.operation,
            instructions=task.instructions,
            material=delimited(redaction.data(task.material)),
            schema=schema_of(task.answer),
            most_tokens=MOST_TOKENS[task.operation],
        )
        deadline = self._around.ticks() + TIME_OUTS[task.operation]
        answer, complaint = await self._round(question, task, deadline)
        if answer is None:
            question = replace(question, complaint=complaint)
            answer, complaint = await self._round(question, task, deadline)
        if answer is None:
            raise Unusable(complaint)
        return answer, redaction

    async def _round[T: msgspec.Struct](
        self, question: Question, task: Task[T], deadline: float
    ) -> tuple[T | None, str]:
        """Ask once; return the answer, or None and what is wrong with it."""
        call, said = await self._answered(question, deadline)
        answer, complaint = _read(said, task)
        state = UsageState.UNUSABLE if answer is None else UsageState.ANSWERED
        await self._budget.settle(call, state, said.usage)
        if said.ending is Ending.REFUSED:
            raise Unusable("the model refused")
        return answer, complaint

    async def _answered(
        self, question: Question, deadline: float
    ) -> tuple[Call, Answer]:
        """Ask until there is an answer, or asking again can not help."""
        wait = FIRST_WAIT
        for tries_left in reversed(range(TRIES)):
            try:
                answered = await self._try(question, deadline)
            except ProviderError as err:
                pause = err.retry_after or wait * (0.5 + self._around.chance())
                in_time = self._around.ticks() + pause < deadline
                if not (err.retry and tries_left and in_time):
                    self._learn(err)
                    raise
            else:
                self._breaker.succeeded()
                self._set_trouble(None)
                return answered
            await self._around.sleep(pause)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    async def _try(self, question: Question, deadline: float) -> tuple[Call, Answer]:
        call = await self._budget.reserve(question, deadline - self._around.ticks())
        try:
            time_left = deadline - self._around.ticks()
            return call, await self._provider.ask(question, time_left)
        except ProviderError as err:
            taken = None if err.billed else Usage(input=0, output=0)
            await self._budget.settle(call, UsageState.FAILED, taken)
            raise

    def _learn(self, err: ProviderError) -> None:
        match err:
            case KeyRejected():
                self._set_trouble(Trouble.KEY_REJECTED)
            case ModelGone():
                self._set_trouble(Trouble.MODEL_GONE)
            case QuestionRejected():
                # It is about this question; the next one may be fine.
                pass
            case _:
                self._breaker.failed()

    def _set_trouble(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._breaker.open_for(TROUBLE_PAUSE)
        if self.trouble is not trouble:
            self.trouble = trouble
            self.on_trouble()


def delimited(material: JsonValue) -> str:
    """Return data as JSON between marks that it cannot contain itself."""
    text = json.dumps(material, ensure_ascii=False)[:MOST_MATERIAL]
    return f"<material>\n{text.replace('<', '\\u003c')}\n</material>"


def _read[T: msgspec.Struct](said: Answer, task: Task[T]) -> tuple[T | None, str]:
    """Return a checked answer, or None and what is wrong with it."""
    if said.ending is not Ending.COMPLETE:
        return None, "it was longer than allowed."
    fenced = _FENCED.match(said.text)
    text = fenced[1] if fenced else said.text
    try:
        # Some providers know no numbers in lists, only texts.
        answer = msgspec.json.decode(text, type=task.answer, strict=False)
    except (msgspec.MsgspecError, UnicodeError) as err:
        return None, f"it is not of the demanded shape ({err})."
    if (complaint := task.check(answer)) is not None:
        return None, complaint
    return answer, ""
