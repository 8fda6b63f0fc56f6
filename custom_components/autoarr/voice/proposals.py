"""Keeps what was proposed until who was asked agrees: an assistant never acts at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

PATIENCE: Final = 600.0
"""Seconds for which a proposal holds."""


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A request that somebody may give up, until when."""

    request_id: str
    caller: str
    until: float


class Proposals:
    """Proposals to give up requests, by ids that nobody can guess."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Go by a clock of seconds that never runs backwards."""
        self._clock = clock
        self._open: dict[str, _Proposal] = {}

    def put(self, request_id: str, caller: str) -> str:
        """Keep a proposal to a caller; return its id."""
        now = self._clock()
        self._open = {key: each for key, each in self._open.items() if each.until > now}
        proposal_id = uuid4().hex
        self._open[proposal_id] = _Proposal(request_id, caller, now + PATIENCE)
        return proposal_id

    def take(self, proposal_id: str, caller: str) -> str | None:
        """Return the request of a proposal, once; None when there is none for a caller."""
        known = self._open.get(proposal_id)
        if known is None or known.caller != caller or known.until <= self._clock():
            return None
        del self._open[proposal_id]
        return known.request_id
