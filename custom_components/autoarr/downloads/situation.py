"""What is known at this moment about a failure: what decisions rest on, besides the ledger."""

from dataclasses import dataclass, field
from datetime import datetime

from ..servers.models import DownloadHandling
from .model import Diagnosis, Download, Facts, Message, RecoveryMode
from .rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One look at the servers, from a failure's point of view.

    Attributes:
        mode: How far AutoArr may go by itself.
        rule: The user's rule that is about it.
        watched_since: Since when its servers are watched without a gap: the newest of
            Home Assistant's start and their last return.
        outdated: What a step rests on is being read again: news servers, tags.
        facts: Of the failed download; None when nothing is known of it (any more).
        diagnosis: What its facts say now, if they say anything.
        environment: A sign that the fault lies elsewhere: the brake, a full disk, a
            news provider that is down.
        sick: Why the cause of an `environment` failure is still there, as far as
            anything tells.
        measured: Whether something tells; without it only trying again shows.
        handling: How the app that owns it treats failures.
        replacement: Any other download of the same title that is under way.
        imported: The title, or what the failed download missed, was imported.
        removed_elsewhere: The download, or its replacement, is gone without an import,
            without the app's record of a failure, and without an entry in our journal.
        unavailable: Name of a server that is needed and down.
        removals_left: How many removals the limit still allows.
        store_healthy: The store can be written.
        protected_by: The word that protects it (`Policy.protects`).
        other_tool: Something else than AutoArr removes downloads on its server, and
            nobody has decided yet which of the two may.
        profiles: The title's quality profile and a lower one that it could have.
        whole_season: It is all episodes of a season.
    """

    mode: RecoveryMode
    watched_since: datetime
    rule: Rule | None = None
    outdated: bool = False
    facts: Facts | None = None
    diagnosis: Diagnosis | None = None
    environment: Message | None = None
    sick: Message | None = None
    measured: bool = False
    handling: DownloadHandling = field(default_factory=DownloadHandling)
    replacement: Download | None = None
    imported: bool = False
    removed_elsewhere: bool = False
    unavailable: str | None = None
    removals_left: int = 1
    store_healthy: bool = True
    protected_by: str | None = None
    other_tool: bool = False
    profiles: tuple[int, int] | None = None
    whole_season: bool = False

    @property
    def app_searches(self) -> bool:
        """Whether the app that owns the download searches again when it fails."""
        if not self.handling.searches_again:
            return False
        grab = self.facts.grab if self.facts else None
        if grab and grab.release_source == "InteractiveSearch":
            return self.handling.searches_again_interactive
        return True
