"""Which of the user's rules each failure falls under, as the stack knows it now."""

from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util

from ..const import SUBENTRY_RULE
from ..coordinators import ArrCoordinator
from ..downloads.model import Download, Facts, Failure
from ..downloads.rules import (
    Rule,
    RuleBook,
    Subject,
    rule_named_by,
    ruled,
    said_by_servers,
)

if TYPE_CHECKING:
    from .stack import Engine


class Rulings:
    """Applies the rules of one stack; they may change at any time."""

    def __init__(self, engine: Engine) -> None:
        """Go by the rules that engine's entry has now."""
        self._engine = engine
        self._written: list[tuple[str, str, dict[str, Any]]] = []
        self.book = RuleBook()
        self.take()

    def take(self) -> bool:
        """Read the rules of the entry anew; return whether any had changed."""
        written = [
            (subentry.subentry_id, subentry.title, dict(subentry.data))
            for subentry in self._engine.entry.subentries.values()
            if subentry.subentry_type == SUBENTRY_RULE
        ]
        if written == self._written:
            return False
        self._written = written
        understood = (
            Rule.from_data(rule_id, name, data, created)
            for created, (rule_id, name, data) in enumerate(written)
        )
        self.book = RuleBook(filter(None, understood))
        return True

    def of(self, failure: Failure) -> Rule | None:
        """Return the rule that a failure falls under."""
        if not self.book.rules:
            return None
        download = self._engine.tracker.download(failure.download_id)
        if download is None and (told := rule_named_by(failure)):
            # Nothing is known of it any more that could say otherwise.
            return self.book.named(told)
        return self.book.match(self._subject(failure, download))

    def marked(self, failure: Failure) -> Failure:
        """Return a failure whose evidence names the rule that it falls under."""
        return ruled(failure, self.of(failure))

    def is_told(self, failure: Failure) -> bool:
        """Return whether people want to be notified about a failure."""
        rule = self.of(failure)
        return rule is None or rule.notify

    def _subject(self, failure: Failure, download: Download | None) -> Subject:
        facts = self._engine.tracker.facts(failure.download_id) if download else None
        grab = facts.grab if facts else None
        job = (facts.job or facts.record) if facts else None
        now = dt_util.utcnow()
        return Subject(
            failure_class=failure.failure_class,
            servers=frozenset(filter(None, (failure.server_id, failure.client_id))),
            texts=(
                self._engine.phrases.words(failure.cause),
                *(each.text for each in said_by_servers(failure)),
            ),
            media_type=failure.media.media_type,
            titles=(failure.media.title, failure.title),
            tags=self._tags(failure),
            category=job.category if job else None,
            size=_size(download, facts),
            age=now - grab.published if grab and grab.published else None,
            seen_for=now - failure.detected_at,
        )

    def _tags(self, failure: Failure) -> tuple[str, ...]:
        owner = self._engine.coordinators.get(failure.server_id or "")
        if isinstance(owner, ArrCoordinator) and failure.title_key:
            return owner.tags_of(failure.title_key.media_id)
        return ()


def _size(download: Download | None, facts: Facts | None) -> int | None:
    if download and download.size:
        return download.size
    return (facts.grab.size if facts and facts.grab else None) or None
