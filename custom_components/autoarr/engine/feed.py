"""The one place where something that happened is told: recorded once, heard by all."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import uuid7

from ..activity import Activity, ActivityKind, JsonValue, Severity
from ..const import LOGGER
from ..downloads.model import Message
from ..phrases import Phrasebook
from ..store import Store

type Clock = Callable[[], datetime]
type Hearer = Callable[[Activity], None]


class Feed:
    """Turns happenings into activity rows, stores them and passes them on."""

    def __init__(
        self,
        store: Store,
        phrases: Phrasebook,
        names: Mapping[str, str],
        clock: Clock,
    ) -> None:
        """Record into store; names are the servers' names by id."""
        self._store = store
        self._phrases = phrases
        self._names = names
        self._clock = clock
        self._hearers: list[Hearer] = []

    def add_hearer(self, hearer: Hearer) -> Callable[[], None]:
        """Call hearer with every activity from now on; return how to stop that."""
        self._hearers.append(hearer)
        return lambda: self._hearers.remove(hearer)

    def tell(
        self,
        kind: ActivityKind,
        message: Message,
        *,
        event: str | None = None,
        severity: Severity = Severity.INFO,
        server_id: str | None = None,
        title: str = "",
        correlation_id: str | None = None,
        requester: str | None = None,
        data: Mapping[str, JsonValue] | None = None,
    ) -> Activity:
        """Record one thing that happened and tell everybody who listens."""
        activity = Activity(
            id=uuid7().hex,
            at=self._clock(),
            kind=kind,
            severity=severity,
            server_id=server_id,
            server=self._names.get(server_id) if server_id else None,
            title=title,
            message=self._phrases.words(message),
            correlation_id=correlation_id,
            event=event,
            requester=requester,
            data=dict(data or {}),
        )
        self._store.activity.append(activity)
        for hearer in tuple(self._hearers):
            pass_on(hearer, activity)
        return activity


def pass_on[*Args](listener: Callable[[*Args], None], *args: *Args) -> None:
    """Call somebody whose own trouble must not become that of who has news."""
    try:
        listener(*args)
    except Exception:  # noqa: BLE001 - listeners are many, and none of them is known here
        LOGGER.exception("A listener failed")
