"""What the user decided about recovery: patience, limits, and what is protected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Self

from ..const import (
    CONF_BLOCKLIST_DAYS,
    CONF_BRAKE_SHARE,
    CONF_BRAKE_TITLES,
    CONF_BRAKE_WINDOW,
    CONF_LOWER_QUALITY_DAYS,
    CONF_MAX_ATTEMPTS,
    CONF_MAX_REMOVALS,
    CONF_MINIMUM_SPEED,
    CONF_PROTECTED_CATEGORIES,
    CONF_PROTECTED_TAGS,
    CONF_PROTECTED_TITLES,
    CONF_RETRY_DELAY_2,
    CONF_RETRY_DELAY_3,
    CONF_SEARCH_WAIT,
    CONF_SETTLE_TIME,
    CONF_STALL_TIME,
    CONF_TORRENT_STALL_TIME,
    DEFAULT_THRESHOLDS,
)
from .clock import Patience
from .rules import Rule
from .words import plain

REMOVALS_WINDOW = timedelta(minutes=10)
"""The rolling window in which at most max_removals removals are made."""

_JITTER = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The thresholds of one stack.

    Attributes:
        settle: How long a failure must last before anything destructive.
        search_wait: How long a search may take to bring a replacement.
        delays: Before attempts 2, 3, and so on; the last one holds for all further
            ones and for the wait before a title is given up.
        max_attempts: How many attempts a title gets.
        max_removals: How many removals within REMOVALS_WINDOW.
        late: How long an episode may do without a title before it is looked up again.
        lower_quality: How long a title that cannot be had otherwise is looked for in a
            lower quality; None: never.
        blocklist_time: How long what AutoArr blames stays blocklisted; None: for good.
        brake_titles: How many titles with one cause trip the brake.
        brake_share: And which share of the downloads they must be, 0 to 1.
        brake_window: Within which time.
        patience: How long a download may stand still, and how slow it may be.
        protected_tags: Names of tags, protected_categories and protected_titles alike:
            what has one is left alone until a person says otherwise.
    """

    settle: timedelta = timedelta(minutes=2)
    search_wait: timedelta = timedelta(minutes=10)
    delays: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=12))
    max_attempts: int = 3
    max_removals: int = 5
    late: timedelta = timedelta(hours=24)
    lower_quality: timedelta | None = None
    blocklist_time: timedelta | None = None
    brake_titles: int = 5
    brake_share: float = 0.3
    brake_window: timedelta = timedelta(minutes=10)
    patience: Patience = field(default_factory=Patience)
    protected_tags: frozenset[str] = frozenset()
    protected_categories: frozenset[str] = frozenset()
    protected_titles: frozenset[str] = frozenset()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Return the policy that an entry's options describe."""

        def seconds(key: str) -> timedelta:
            return timedelta(seconds=number(key))

        def number(key: str) -> int:
            return int(options.get(key, DEFAULT_THRESHOLDS[key]))

        def days(key: str) -> timedelta | None:
            return timedelta(days=number(key)) or None

        def words(key: str) -> frozenset[str]:
            return frozenset(filter(None, map(plain, options.get(key) or ())))

        return cls(
            settle=seconds(CONF_SETTLE_TIME),
            search_wait=seconds(CONF_SEARCH_WAIT),
            delays=(seconds(CONF_RETRY_DELAY_2), seconds(CONF_RETRY_DELAY_3)),
            max_attempts=number(CONF_MAX_ATTEMPTS),
            max_removals=number(CONF_MAX_REMOVALS),
            lower_quality=days(CONF_LOWER_QUALITY_DAYS),
            blocklist_time=days(CONF_BLOCKLIST_DAYS),
            brake_titles=number(CONF_BRAKE_TITLES),
            brake_share=number(CONF_BRAKE_SHARE) / 100,
            brake_window=seconds(CONF_BRAKE_WINDOW),
            patience=Patience(
                stall=seconds(CONF_STALL_TIME),
                torrent_stall=seconds(CONF_TORRENT_STALL_TIME),
                minimum_speed=number(CONF_MINIMUM_SPEED) * 1000,
            ),
            protected_tags=words(CONF_PROTECTED_TAGS),
            protected_categories=words(CONF_PROTECTED_CATEGORIES),
            protected_titles=words(CONF_PROTECTED_TITLES),
        )

    def under(self, rule: Rule | None) -> Self:
        """Return the policy for what a rule is about."""
        if rule is None:
            return self
        return replace(
            self,
            settle=self.settle if rule.settle is None else rule.settle,
            max_attempts=rule.max_attempts or self.max_attempts,
        )

    def delay_before(self, attempt: int, jitter: float) -> timedelta:
        """Return how long to wait before an attempt, counted from 1.

        Args:
            attempt: Its number.
            jitter: From -1 to 1, so that titles that failed together part.
        """
        if attempt <= 1:
            return self.settle
        delay = self.delays[min(attempt - 2, len(self.delays) - 1)]
        return max(delay * (1 + _JITTER * jitter), self.settle)

    @property
    def longest_wait(self) -> timedelta:
        """What no wait is longer than, unless a clock was wrong when it began."""
        longest = max(self.settle, self.search_wait, *self.delays)
        return longest * (1 + _JITTER) + 2 * self.settle

    def last_wait(self, jitter: float) -> timedelta:
        """Return how long a release may still turn up after the last attempt."""
        return self.delay_before(len(self.delays) + 1, jitter)

    def protects(
        self,
        *,
        title: str,
        release: str = "",
        category: str | None = None,
        tags: Iterable[str] = (),
    ) -> str | None:
        """Return the word that protects a download, if one does.

        Args:
            title: As Sonarr or Radarr calls it; may be empty.
            release: The release's name.
            category: In SABnzbd.
            tags: Names of its tags in Sonarr or Radarr.
        """
        for tag in tags:
            if plain(tag) in self.protected_tags:
                return tag
        if category and plain(category) in self.protected_categories:
            return category
        if plain(title) in self.protected_titles:
            return title
        name = f"{plain(release)} "
        for protected in self.protected_titles:
            if name.startswith(f"{protected} "):
                return protected
        return None
