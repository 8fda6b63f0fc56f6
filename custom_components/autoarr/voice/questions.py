"""Remembers for a few minutes who was asked what, so that "the second one" has a meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..requests.record import Requester, RequesterKind

PATIENCE: Final = 300.0
"""Seconds for which an answer is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who says something.

    Attributes:
        caller: Who it is, as far as Home Assistant knows.
        language: What they speak, one of those with sentences.
        conversation_id: Of the conversation that it is part of.
        device_id: Of the device that heard it.
    """

    caller: Requester
    language: str
    conversation_id: str | None = None
    device_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that somebody was asked.

    Attributes:
        speaker: Who.
        stack_id: Of the stack that the request is of.
        request_id: The request that the question is about.
        at: When, by the clock of the questions.
    """

    speaker: Speaker
    stack_id: str
    request_id: str
    at: float


class Questions:
    """The questions that are open, by what they are about."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Go by a clock of seconds that never runs backwards."""
        self._clock = clock
        self._asked: dict[str, Asked] = {}

    def remember(self, speaker: Speaker, stack_id: str, request_id: str) -> None:
        """Remember that somebody was asked about a request."""
        # The one that was asked last is the one that is answered.
        self._asked.pop(request_id, None)
        self._asked[request_id] = Asked(
            speaker=speaker,
            stack_id=stack_id,
            request_id=request_id,
            at=self._clock(),
        )

    def forget(self, request_id: str) -> None:
        """Forget a question that was answered."""
        self._asked.pop(request_id, None)

    def open(self) -> tuple[Asked, ...]:
        """Return the questions that may still be answered, the oldest first."""
        oldest = self._clock() - PATIENCE
        for asked in tuple(self._asked.values()):
            if asked.at <= oldest:
                self.forget(asked.request_id)
        return tuple(self._asked.values())

    def put_to(self, speaker: Speaker) -> Asked | None:
        """Return the question that somebody answers, the one that was asked last."""
        fitting = (asked for asked in self.open() if _is_same(asked.speaker, speaker))
        return max(fitting, key=lambda asked: asked.at, default=None)


def _is_same(asked: Speaker, speaker: Speaker) -> bool:
    """Return whether who speaks is who was asked."""
    if asked.caller.key != speaker.caller.key:
        return False
    if asked.conversation_id and asked.conversation_id == speaker.conversation_id:
        return True
    if speaker.caller.kind is RequesterKind.GUEST:
        # Nobody knows guests: only the room tells one from another.
        return asked.device_id == speaker.device_id
    return True
