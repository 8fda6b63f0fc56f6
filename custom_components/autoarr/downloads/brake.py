"""The brake: many titles failing alike within minutes are not that many bad releases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from .model import REPLACED, Failure, Message
from .policy import Policy

COMMON_CAUSE = "cause_many_at_once"


@dataclass(slots=True)
class _Cause:
    """Which titles failed for one cause, and when last."""

    seen: dict[str, datetime] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    last: datetime | None = None


class Brake:
    """Remembers who failed with what, and holds those that share a cause.

    It holds them until a download succeeds after the window has passed with no
    further failure of that kind: only that proves that the house is in order again.
    """

    def __init__(self, policy: Policy) -> None:
        """Start with the brake off."""
        self.policy = policy
        self._causes: dict[str, _Cause] = {}

    @property
    def is_on(self) -> bool:
        """Return whether any title is held."""
        return any(cause.held for cause in self._causes.values())

    def saw_failure(self, failure: Failure, now: datetime, active: int) -> None:
        """Count a failure that was just detected.

        Args:
            failure: With the cause it was diagnosed with.
            now: The time.
            active: How many downloads are still under way in the stack.
        """
        if failure.failure_class not in REPLACED:
            return
        window = self.policy.brake_window
        cause = self._causes.setdefault(failure.cause.key, _Cause())
        title = title_of(failure)
        if cause.held and cause.last and now - cause.last <= window:
            cause.held.add(title)
        cause.last = now
        cause.seen[title] = now
        cause.seen = {
            title: at for title, at in cause.seen.items() if now - at <= window
        }
        if self._trips(len(cause.seen), active):
            cause.held.update(cause.seen)

    def saw_success(self, now: datetime) -> None:
        """Let go of what a download that came through proves wrong."""
        for key, cause in tuple(self._causes.items()):
            if cause.last is None or now - cause.last > self.policy.brake_window:
                del self._causes[key]

    def restore(self, failures: Iterable[Failure]) -> None:
        """Hold again, after a restart, the open failures that were held before."""
        for failure in failures:
            if failure.cause.key == COMMON_CAUSE:
                cause = self._causes.setdefault(COMMON_CAUSE, _Cause())
                cause.held.add(title_of(failure))
                cause.last = max(cause.last or failure.detected_at, failure.detected_at)

    def release(self, failure: Failure) -> None:
        """Let go of one title, because a person knows better."""
        for cause in self._causes.values():
            cause.held.discard(title_of(failure))

    def holds(self, failure: Failure) -> Message | None:
        """Return the common cause that a failure is held for."""
        title = title_of(failure)
        for cause in self._causes.values():
            if title in cause.held:
                return Message(key=COMMON_CAUSE)
        return None

    def _trips(self, failing: int, active: int) -> bool:
        return (
            failing >= self.policy.brake_titles
            and failing >= self.policy.brake_share * (failing + active)
        )


def title_of(failure: Failure) -> str:
    """Return what tells titles apart: a pack, or two releases of a film, are one."""
    key = failure.title_key
    if key is None:
        return failure.download_id
    return f"{key.server_id}/{key.media_id}/{key.episode_ids}"
