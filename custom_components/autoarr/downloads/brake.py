"""The brake: many titles failing alike within minutes are not that many bad releases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .ledger import newest_failed_at
from .model import COMMON_CAUSE, REPLACED, Failure, FailureClass, Message
from .policy import Policy

LATEST_NEWS = timedelta(hours=6)
"""How late a failure may be told and still show that others failed with it."""
LONGEST_DOUBLING = 5
"""How often the wait between two tries is doubled at most."""

_SEEN_IN_FILES = frozenset({FailureClass.ENCRYPTED, FailureClass.DANGEROUS})
"""What is wrong with a release for certain, however the house is."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """When a title failed, and when that was told: a server may have been away."""

    failed: datetime
    told: datetime


@dataclass(slots=True)
class _Cause:
    """Which titles failed for one cause, and when last."""

    seen: dict[str, _Seen] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    last: datetime | None = None
    probe: str | None = None
    """The held title that is let go to see whether the house is in order."""
    probed_at: datetime | None = None
    probes: int = 0

    def holds_what_failed(self, at: datetime, window: timedelta) -> bool:
        """Return whether what failed then failed with those that are held."""
        return bool(self.held) and self.last is not None and at - self.last <= window

    def forget(self, now: datetime) -> None:
        """Drop what nobody can be late for any more."""
        self.seen = {
            title: each
            for title, each in self.seen.items()
            if now - each.told <= LATEST_NEWS
        }


class Brake:
    """Remembers who failed with what, and holds those that share a cause.

    It holds them until a download succeeds after the window has passed with no
    further failure of that kind: only that proves that the house is in order again.
    Should nothing else be under way that could succeed, one of the held titles is let
    go at a time, less and less often.
    """

    def __init__(self, policy: Policy) -> None:
        """Start with the brake off."""
        self.policy = policy
        self._causes: dict[str, _Cause] = {}
        self._successes: list[datetime] = []
        """When downloads came through, within the window."""

    @property
    def is_on(self) -> bool:
        """Return whether any title is held."""
        return any(cause.held for cause in self._causes.values())

    def saw_failure(
        self,
        failure: Failure,
        now: datetime,
        active: int,
        failed_at: datetime | None = None,
    ) -> set[str]:
        """Count a failure that was just detected; return the titles held from now on.

        Args:
            failure: With the cause it was diagnosed with.
            now: The time.
            active: How many downloads are at work in the stack; what waits for its turn
                has had no chance to fail.
            failed_at: When it failed, where it is told late.
        """
        if failure.failure_class not in REPLACED:
            return set()
        window = self.policy.brake_window
        cause = self._causes.setdefault(failure.cause.key, _Cause())
        title = title_of(failure)
        before = self._held()
        at = min(failed_at or now, now)
        if cause.holds_what_failed(at, window):
            cause.held.add(title)
        # After a restart it is not known any more which cause its titles were held for.
        restored = self._causes.get(COMMON_CAUSE)
        may_share = failure.failure_class not in _SEEN_IN_FILES
        if restored and may_share and restored.holds_what_failed(at, window):
            restored.held.add(title)
        for each in self._causes.values():
            if title == each.probe:
                each.probe, each.last = None, now
        cause.last = now
        cause.seen[title] = _Seen(failed=at, told=now)
        cause.forget(now)
        together = {
            title
            for title, each in cause.seen.items()
            if now - each.told <= window or abs(at - each.failed) <= window
        }
        self._successes = [each for each in self._successes if now - each <= window]
        if self._trips(len(together), active + len(self._successes)):
            cause.held |= together
        return self._held() - before

    def _held(self) -> set[str]:
        return set().union(*(cause.held for cause in self._causes.values()))

    def let_one_try(self, now: datetime) -> None:
        """Let go of one held title of each cause that has been quiet for long enough."""
        for cause in self._causes.values():
            since = max(filter(None, (cause.last, cause.probed_at)), default=now)
            wait = self.policy.brake_window * 2 ** min(cause.probes, LONGEST_DOUBLING)
            if cause.held and now - since > wait:
                order = sorted(cause.held)
                cause.probe = order[cause.probes % len(order)]
                cause.probed_at = now
                cause.probes += 1

    def saw_success(self, at: datetime) -> None:
        """Let go of what a download that came through proves wrong.

        Args:
            at: When it was downloaded. What waited for its import for hours says nothing
                about how downloads fare now.
        """
        window = self.policy.brake_window
        self._successes = [
            *(each for each in self._successes if at - each <= window),
            at,
        ]
        for key, cause in tuple(self._causes.items()):
            if cause.last is None or at - cause.last > window:
                cause.forget(at)
                # What failed before may still be told late.
                self._causes[key] = _Cause(seen=cause.seen, last=cause.last)
                if not cause.seen:
                    del self._causes[key]

    def restore(self, failures: Iterable[Failure], now: datetime) -> None:
        """Hold again, after a restart, the open failures that were held before."""
        for failure in failures:
            if failure.cause.key == COMMON_CAUSE:
                at = newest_failed_at(failure, now)
                cause = self._causes.setdefault(COMMON_CAUSE, _Cause())
                cause.held.add(title_of(failure))
                cause.last = max(cause.last or at, at)

    def remember(self, failure: Failure, at: datetime) -> None:
        """Count, after a restart, a failure that came shortly before it."""
        if failure.failure_class in REPLACED:
            cause = self._causes.setdefault(failure.cause.key, _Cause())
            failed = min(failure.failed_at or at, at)
            cause.seen[title_of(failure)] = _Seen(failed=failed, told=at)
            cause.last = max(cause.last or at, at)

    def release(self, failure: Failure) -> None:
        """Let go of one title, because a person knows better."""
        for cause in self._causes.values():
            cause.held.discard(title_of(failure))

    def holds(self, failure: Failure) -> Message | None:
        """Return the common cause that a failure is held for."""
        is_held = self.holds_title(title_of(failure))
        return Message(key=COMMON_CAUSE) if is_held else None

    def holds_title(self, title: str) -> bool:
        """Return whether a title, as `title_of` calls it, is held."""
        return any(
            title in cause.held and title != cause.probe
            for cause in self._causes.values()
        )

    def _trips(self, failing: int, others: int) -> bool:
        return (
            failing >= self.policy.brake_titles
            and failing >= self.policy.brake_share * (failing + others)
        )


def title_of(failure: Failure) -> str:
    """Return what tells titles apart: a pack, or two releases of a film, are one."""
    key = failure.title_key
    if key is None:
        return failure.download_id
    return f"{key.server_id}/{key.media_id}/{key.episode_ids}"
