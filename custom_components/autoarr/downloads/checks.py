"""What the health checks of Sonarr and Radarr mean for downloads.

Told by the name of the check: its message is in the language of the app.
"""

from collections.abc import Collection, Iterable

from ..servers.models import HealthCheck, ServerType
from .conclusions import conclude
from .model import Diagnosis, Evidence, Facts
from .signatures import Field, find

IMPORT_CAUSES = frozenset(
    {
        "cause_folder_unseen",
        "cause_library_read_only",
        "cause_root_folder_missing",
        "cause_recycle_bin",
    }
)
"""What keeps an app from importing what was downloaded."""
CLIENT_CAUSES = frozenset({"cause_client_unreachable"})
"""What keeps an app from seeing what was downloaded."""
SEARCH_CAUSES = frozenset({"cause_indexers_fail"})
"""What keeps an app from finding releases."""


def diagnose_check(app: ServerType, check: HealthCheck) -> Diagnosis | None:
    """Return what a health check means; None for one that nobody knows."""
    found = find(Field.APP_HEALTH, check.source)
    if found is None:
        return None
    said = Evidence(source=app.value, text=check.message or check.source)
    return conclude(Facts(download_id="", owner_type=app), found, [said])


def first_of(
    app: ServerType, checks: Iterable[HealthCheck], causes: Collection[str]
) -> Diagnosis | None:
    """Return what the first health check with one of these causes means."""
    for check in checks:
        diagnosis = diagnose_check(app, check)
        if diagnosis is not None and diagnosis.cause.key in causes:
            return diagnosis
    return None
