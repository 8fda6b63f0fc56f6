"""What the audit speaks of: rules, what they found, and changes that mend it.

Severities and states are closed sets of the public contract.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import hashlib
from typing import Any

import msgspec

from ..servers.models import ServerType
from .record import FindingState


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Confidence(StrEnum):
    """What a rule rests on."""

    DOCUMENTED = "documented"
    """A manual or guide says so."""
    SOURCE = "source"
    """The app's own code does so."""
    DERIVED = "derived"
    """Follows from both."""
    OPINION = "opinion"
    """Taste, of a guide or ours."""


class Pack(StrEnum):
    """Rules that are switched on and off together."""

    CORE = "core"
    TRASH = "trash"
    TUNING = "tuning"


class Scope(StrEnum):
    """What a rule looks at in one go."""

    SABNZBD = "sabnzbd"
    SONARR = "sonarr"
    RADARR = "radarr"
    ARR = "arr"
    """Each Sonarr and each Radarr."""
    PLEX = "plex"
    ANY = "any"
    """Each server."""
    STACK = "stack"
    """All servers together."""


class Risk(StrEnum):
    """What a fix can do besides mending."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Owner(StrEnum):
    """Another kind of tool that may write the settings a rule is about."""

    INDEXER_SYNC = "indexer_sync"
    """Prowlarr, which writes indexers."""
    FORMAT_SYNC = "format_sync"
    """Recyclarr, Configarr, Profilarr and others, which write formats and profiles."""


class Ruling(StrEnum):
    """What came of asking a rule once."""

    HOLDS = "holds"
    VIOLATED = "violated"
    UNKNOWN = "unknown"
    """Something that the rule needs was not read."""
    ERROR = "error"
    """The rule itself failed."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as its data file has it; its condition is code with the same id."""

    id: str
    scope: Scope
    category: str
    severity: Severity
    """The worst that it can find."""
    confidence: Confidence
    sources: tuple[str, ...]
    pack: Pack = Pack.CORE
    needs: tuple[Scope, ...] = ()
    """Other apps without which it says nothing."""
    fixable: bool = False
    one_click: bool = False
    """May be mended together with others: no input, low risk, no restart."""
    risk: Risk = Risk.NONE
    restarts: bool = False
    """Whether the app must be restarted before a fix counts."""
    needs_input: bool = False
    """Whether a person must choose a value before it can be mended."""
    owner: Owner | None = None
    health_checks: tuple[str, ...] = ()
    """Checks of the apps themselves that say the same; `*` for all that are left."""
    two_looks: bool = False
    """About a passing state: counts only when a later look sees it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One value to write into a setting.

    Attributes:
        server: Id of the server.
        resource: What is read and written as a whole: of Sonarr and Radarr a path such
            as `config/naming` or `indexer/3`, of SABnzbd `misc`, `categories/tv`,
            `servers/…`, `sorters/…` or `queue`, of Plex `prefs`.
        field: Name in the resource; `fields.NAME` for one of a provider's form,
            `formatItems.NAME.score` and `items.NAME.allowed` in quality profiles.
        value: What it shall be.
        create: Make the resource if it is not there.
    """

    server: str
    resource: str
    field: str
    value: Any
    create: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that breaks a rule.

    Attributes:
        subject: Natural name of the thing, such as an indexer's; "" for the app itself.
        current: What is, in short; holds no secret.
        recommended: What should be, where that is more than what the rule says.
        edits: What would mend it; empty where a person must.
        severity: Where it is not that of the case.
        server: Id of the server that it is about, where not the one looked at.
    """

    subject: str = ""
    current: str = ""
    recommended: str = ""
    edits: tuple[Edit, ...] = ()
    severity: Severity | None = None
    server: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that should be otherwise, with its reason and what would mend it."""

    id: str
    """The same in every audit: made of rule, server and subject."""
    rule: Rule
    server_id: str
    server: str
    """Its name."""
    server_type: ServerType | None
    subject: str
    title: str
    severity: Severity
    current: str
    recommended: str
    """The value that it should have, in short; empty where there is no one value."""
    advice: str
    """What should be, as a sentence."""
    why: str
    effect: str
    """What mending it can do besides; may be empty."""
    how: str
    """What a person does where AutoArr does not; may be empty."""
    edits: tuple[Edit, ...] = ()
    owner: Owner | None = None
    """The tool that seems to write this setting: then it is advice only."""
    state: FindingState = FindingState.OPEN

    @property
    def fixable(self) -> bool:
        """Return whether AutoArr can mend it."""
        return bool(self.edits) and self.owner is None

    @property
    def one_click(self) -> bool:
        """Return whether it may be mended together with others, without questions."""
        return self.fixable and self.rule.one_click

    def shape(self) -> dict[str, Any]:
        """Return the public shape of the contract."""
        return {
            "id": self.id,
            "rule_id": self.rule.id,
            "server": self.server,
            "title": self.title,
            "severity": self.severity,
            "category": self.rule.category,
            "current": self.current,
            "recommended": self.advice,
            "why": self.why,
            "risk": self.rule.risk,
            "source": ", ".join(self.rule.sources),
            "fixable": self.fixable,
            "state": self.state,
            "explanation": None,
            "priority": None,
            "subject": self.subject,
            "how": "" if self.fixable else self.how,
            "effect": self.effect if self.fixable else "",
            "pack": self.rule.pack,
            "confidence": self.rule.confidence,
            "one_click": self.one_click,
            "restarts": self.rule.restarts and self.fixable,
            "managed_by": self.owner,
        }


def finding_id(rule_id: str, server: str, subject: str) -> str:
    """Return the lasting id of a finding."""
    text = f"{rule_id}|{server}|{subject.casefold()}"
    return hashlib.sha256(text.encode()).hexdigest()[:20]


type Answers = Mapping[str, Any]
"""Raw answers of one server by path, or by mode for SABnzbd."""
