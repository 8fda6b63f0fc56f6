"""The user's rules: which failures they are about, and what then differs from the rest.

A rule says nothing about what is possible; it says how far AutoArr goes by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
import math
from typing import Any, Final, Self

from ..const import (
    CONF_AGE_MAX,
    CONF_AGE_MIN,
    CONF_CATEGORIES,
    CONF_CAUSES,
    CONF_CLASSES,
    CONF_MAX_ATTEMPTS,
    CONF_MEDIA_TYPE,
    CONF_MODE,
    CONF_NOTIFY,
    CONF_PRIORITY,
    CONF_SERVERS,
    CONF_SETTLE_TIME,
    CONF_SIZE_MAX,
    CONF_SIZE_MIN,
    CONF_STEPS,
    CONF_TAGS,
    CONF_TITLES,
    DEFAULT_PRIORITY,
)
from .model import Evidence, Failure, FailureClass, MediaType, RecoveryMode, Step
from .words import is_in, plain

SOURCE: Final = "rule"
"""Who speaks in the piece of evidence that names a failure's rule."""

GIGABYTE: Final = 10**9

FORBIDDABLE: Final = (
    Step.RETRY_SAME,
    Step.REGRAB,
    Step.BLOCKLIST_SEARCH,
    Step.LOWER_QUALITY,
    Step.REMOVE,
    Step.IMPORT,
    Step.REFRESH,
)
"""The steps that a rule may allow or not; the others change nothing on a server."""

_LONGEST = timedelta(days=36500)
"""Longer than anybody waits, and than anything was posted ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is known about a failure that rules ask for.

    Attributes:
        servers: Ids of the servers it happened on.
        failure_class: What kind of trouble it is.
        texts: The sentence of its cause, and what servers said.
        media_type: None when it is not known.
        titles: Of the film or series, and of the release.
        tags: Names of its tags in Sonarr or Radarr.
        category: In SABnzbd.
        size: In bytes.
        age: Of the post.
        seen_for: Since when the failure is known: the post is older than that.
    """

    failure_class: FailureClass
    servers: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    media_type: MediaType | None = None
    titles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    category: str | None = None
    size: int | None = None
    age: timedelta | None = None
    seen_for: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Every condition that it has must hold; a condition not set always does.

    Attributes:
        id: Of its subentry.
        name: As the user calls it.
        priority: The rule with the lowest comes first.
        created: Its place among all rules by the time they were made.
        servers: Ids, any of which it must have happened on.
        classes: Any of which it must be.
        causes: Words of which any must be in its cause or evidence (`words.is_in`).
        media_type: What it must be.
        titles: Words of which any must be in its title or release name.
        tags: Plain names, any of which it must have; categories alike.
        size_min: In bytes; size_max alike.
        age_min: Of the post; age_max alike.
        mode: In place of the stack's.
        steps: All that AutoArr may do by itself; None for whatever helps.
        max_attempts: In place of the stack's; settle alike.
        notify: Whether people are told.
    """

    id: str
    name: str
    priority: int = DEFAULT_PRIORITY
    created: int = 0
    servers: frozenset[str] = frozenset()
    classes: frozenset[FailureClass] = frozenset()
    causes: tuple[str, ...] = ()
    media_type: MediaType | None = None
    titles: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    size_min: int | None = None
    size_max: int | None = None
    age_min: timedelta | None = None
    age_max: timedelta | None = None
    mode: RecoveryMode | None = None
    steps: frozenset[Step] | None = None
    max_attempts: int | None = None
    settle: timedelta | None = None
    notify: bool = True

    @classmethod
    def from_data(
        cls, rule_id: str, name: str, data: Mapping[str, Any], created: int
    ) -> Self | None:
        """Return the rule that a subentry describes, as far as it can be understood.

        None when one of its conditions cannot: without that condition the rule would be
        about more than its author meant. Of what it demands, the rest still holds.
        """
        try:
            conditions = _conditions(data)
        except ValueError:
            return None
        priority = _whole(data, CONF_PRIORITY, low=0)
        return cls(
            id=rule_id,
            name=name,
            priority=DEFAULT_PRIORITY if priority is None else priority,
            created=created,
            mode=_demanded(RecoveryMode, data.get(CONF_MODE)),
            steps=_steps(data.get(CONF_STEPS)),
            max_attempts=_whole(data, CONF_MAX_ATTEMPTS, low=1),
            settle=_settle(data),
            notify=data.get(CONF_NOTIFY) is not False,
            **conditions,
        )

    def matches(self, subject: Subject) -> bool:
        """Return whether the rule is about a failure.

        What is not known of it fulfils no condition.
        """
        return (
            (not self.servers or not self.servers.isdisjoint(subject.servers))
            and (not self.classes or subject.failure_class in self.classes)
            and (self.media_type in (None, subject.media_type))
            and (not self.causes or _any_in(self.causes, subject.texts))
            and (not self.titles or _any_in(self.titles, subject.titles))
            and (not self.tags or not self.tags.isdisjoint(map(plain, subject.tags)))
            and (
                not self.categories or plain(subject.category or "") in self.categories
            )
            and self._fits_in_size(subject.size)
            and self._fits_in_age(subject)
        )

    def allows(self, step: Step) -> bool:
        """Return whether AutoArr may take a step by itself."""
        return self.steps is None or step not in FORBIDDABLE or step in self.steps

    def _fits_in_size(self, size: int | None) -> bool:
        if size is None:
            return self.size_min is None and self.size_max is None
        big_enough = self.size_min is None or size >= self.size_min
        return big_enough and (self.size_max is None or size <= self.size_max)

    def _fits_in_age(self, subject: Subject) -> bool:
        # A post is at least as old as its failure, even if nobody says how old it is.
        known = subject.seen_for if subject.age is None else subject.age
        if self.age_min is not None and known < self.age_min:
            return False
        return self.age_max is None or (
            subject.age is not None and subject.age <= self.age_max
        )


class RuleBook:
    """All rules of a stack, in their order."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        """Order the rules: lowest priority first, then the oldest."""
        self.rules = tuple(
            sorted(rules, key=lambda rule: (rule.priority, rule.created))
        )

    def match(self, subject: Subject) -> Rule | None:
        """Return the first rule that is about a failure; no other one counts."""
        return next((rule for rule in self.rules if rule.matches(subject)), None)

    def named(self, name: str) -> Rule | None:
        """Return the rule of a name."""
        return next((rule for rule in self.rules if rule.name == name), None)

    @property
    def asks_for_tags(self) -> bool:
        """Whether the tags of a title make a difference."""
        return any(rule.tags for rule in self.rules)


def ruled(failure: Failure, rule: Rule | None) -> Failure:
    """Return a failure whose evidence names its rule, and no other one."""
    evidence = said_by_servers(failure)
    if rule:
        evidence = (*evidence, Evidence(source=SOURCE, text=rule.name))
    if evidence == failure.evidence:
        return failure
    return replace(failure, evidence=evidence)


def said_by_servers(failure: Failure) -> tuple[Evidence, ...]:
    """Return a failure's evidence without the name of its rule."""
    return tuple(each for each in failure.evidence if each.source != SOURCE)


def rule_named_by(failure: Failure) -> str | None:
    """Return the name of the rule that a failure's evidence tells."""
    return next((each.text for each in failure.evidence if each.source == SOURCE), None)


def _any_in(wanted: Iterable[str], texts: tuple[str, ...]) -> bool:
    return any(is_in(each, text) for each in wanted for text in texts)


# What a subentry keeps may come from an older or newer version, or an import.


def _conditions(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conditions by the names of a rule's attributes.

    Raises:
        ValueError: One of them cannot be understood.
    """
    media_type = data.get(CONF_MEDIA_TYPE)
    return {
        "servers": frozenset(_texts(data, CONF_SERVERS)),
        "classes": frozenset(_known_classes(_texts(data, CONF_CLASSES))),
        "causes": _texts(data, CONF_CAUSES),
        "media_type": None if media_type is None else MediaType(media_type),
        "titles": _texts(data, CONF_TITLES),
        "tags": frozenset(map(plain, _texts(data, CONF_TAGS))),
        "categories": frozenset(map(plain, _texts(data, CONF_CATEGORIES))),
        "size_min": _measured(data, CONF_SIZE_MIN, _bytes),
        "size_max": _measured(data, CONF_SIZE_MAX, _bytes),
        "age_min": _measured(data, CONF_AGE_MIN, _hours),
        "age_max": _measured(data, CONF_AGE_MAX, _hours),
    }


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(key)
    return tuple(value)


def _known_classes(names: tuple[str, ...]) -> list[FailureClass]:
    known = [FailureClass(name) for name in names if name in FailureClass]
    if names and not known:
        raise ValueError(CONF_CLASSES)
    return known


def _measured[T](
    data: Mapping[str, Any], key: str, measure: Callable[[float], T]
) -> T | None:
    if data.get(key) is None:
        return None
    value = _number(data[key])
    if value is None or value < 0:
        raise ValueError(key)
    return measure(value)


def _hours(hours: float) -> timedelta:
    return timedelta(hours=min(hours, _LONGEST / timedelta(hours=1)))


def _bytes(gigabytes: float) -> int:
    return round(gigabytes * GIGABYTE)


def _number(value: object) -> float | None:
    """Return a number that something can be measured with."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if math.isfinite(value) else None


def _demanded[E: StrEnum](words: type[E], value: object) -> E | None:
    return words(value) if isinstance(value, str) and value in words else None


def _steps(value: object) -> frozenset[Step] | None:
    """Return the allowed steps; one that is not known restrains all the same."""
    if not isinstance(value, list):
        return None
    return frozenset(step for step in FORBIDDABLE if step.value in value)


def _whole(data: Mapping[str, Any], key: str, *, low: int) -> int | None:
    value = _number(data.get(key))
    return None if value is None else max(int(value), low)


def _settle(data: Mapping[str, Any]) -> timedelta | None:
    value = _number(data.get(CONF_SETTLE_TIME))
    if value is None or not 0 <= value <= _LONGEST.total_seconds():
        return None
    return timedelta(seconds=value)
