"""An engine of which only what one part of it needs is there, and time that a test moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

from custom_components.autoarr.activity import JsonValue
from custom_components.autoarr.coordinators import SabnzbdCoordinator
from custom_components.autoarr.downloads.model import Facts, Failure, RecoveryMode
from custom_components.autoarr.downloads.rules import Rule
from custom_components.autoarr.downloads.writes import Write
from custom_components.autoarr.servers.base import ServerError
from custom_components.autoarr.servers.models import JobQueue
from custom_components.autoarr.store import StoreError
from tests.downloads.world import START, queue


@dataclass
class Settings:
    """What is on disk; it can be made unwritable."""

    kept: dict[str, JsonValue] = field(default_factory=dict)
    is_full: bool = False

    async def get(self, key: str, default: JsonValue = None) -> JsonValue:
        """Read."""
        return self.kept.get(key, default)

    async def set(self, key: str, value: JsonValue) -> None:
        """Write, or raise StoreError."""
        if self.is_full:
            raise StoreError("disk full")
        self.kept[key] = value


class Parts:
    """Stands in for an engine; notes what is sent and told."""

    def __init__(self) -> None:
        """Start in automatic mode, with nothing wrong."""
        self.now = START
        self.mode = RecoveryMode.AUTOMATIC
        self.settings = Settings()
        self.failures: dict[str, Failure] = {}
        self.facts: dict[str, Facts] = {}
        self.coordinators: dict[str, Any] = {}
        self.left_to_others: set[str] = set()
        self.rule: Rule | None = None
        self.sent: list[Write] = []
        self.refusal: Callable[[Write], ServerError | None] = lambda _: None
        self.told: list[str] = []

    @property
    def engine(self) -> Any:
        """The engine."""
        return SimpleNamespace(
            mode=self.mode,
            mode_under=lambda rule: (rule and rule.mode) or self.mode,
            failures=self.failures,
            coordinators=self.coordinators,
            store=SimpleNamespace(settings=self.settings),
            tracker=SimpleNamespace(facts=self._facts, download=lambda _: None),
            other_tools=SimpleNamespace(holds=self.left_to_others.__contains__),
            rulings=SimpleNamespace(of=lambda _: self.rule),
            conductor=SimpleNamespace(executor=SimpleNamespace(order=self._order)),
            feed=SimpleNamespace(tell=self._tell),
        )

    def pass_by(self, **duration: float) -> datetime:
        """Let time pass; return the time."""
        self.now += timedelta(**duration)
        return self.now

    def client(self, server_id: str = "sab", shown: JobQueue | None = None) -> Any:
        """Add a SABnzbd that answers."""
        coordinator = MagicMock(spec=SabnzbdCoordinator)
        coordinator.server = SimpleNamespace(id=server_id, name="SABnzbd")
        coordinator.data = SimpleNamespace(queue=shown or queue())
        coordinator.last_update_success = True
        self.coordinators[server_id] = coordinator
        return coordinator

    def _facts(self, download_id: str) -> Facts:
        return self.facts.get(download_id, Facts(download_id=download_id))

    async def _order(self, write: Write, _: str) -> None:
        if self.settings.is_full:
            raise StoreError("disk full")
        self.sent.append(write)
        refusal = self.refusal(write)
        if refusal:
            raise refusal

    def _tell(self, _: object, message: Any, **__: object) -> None:
        self.told.append(message.key)
