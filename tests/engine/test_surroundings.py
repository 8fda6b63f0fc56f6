"""What a Sonarr or Radarr tells of its surroundings, for what the system spoiled."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.coordinators import ArrCoordinator, SabnzbdCoordinator
from custom_components.autoarr.coordinators.state import ArrState, SabState
from custom_components.autoarr.downloads.model import (
    Facts,
    Failure,
    FailureClass,
    Message,
)
from custom_components.autoarr.engine.situations import Situations
from custom_components.autoarr.servers.models import (
    HealthCheck,
    NewsServer,
    RootFolder,
    ServerInfo,
    ServerType,
)
from tests.downloads.cases import failed_in_sabnzbd, failure, stuck_in_the_queue
from tests.downloads.world import START, queue

GIB = 1024**3
INFO = ServerInfo(server_type=ServerType.RADARR, version="6.0.3", name="Radarr")


def radarr(**told: Any) -> ArrCoordinator:
    """Return the coordinator of a Radarr that told this."""
    coordinator = ArrCoordinator.__new__(ArrCoordinator)
    coordinator.data = ArrState(info=INFO, queue=0, queue_size=0, **told)
    return coordinator


@pytest.mark.parametrize(
    ("free", "fits"),
    [((None,), None), ((2 * GIB,), False), ((2 * GIB, 9 * GIB), True), ((), None)],
)
def test_the_library_has_room_where_most_is_free(
    free: tuple[int | None, ...], fits: bool | None
) -> None:
    folders = tuple(
        RootFolder(id=number, path=f"/media/{number}", free=each)
        for number, each in enumerate(free)
    )
    assert radarr(root_folders=folders).has_room(3 * GIB) is fits


@pytest.mark.parametrize(
    ("source", "sees"),
    [("RemotePathMappingCheck", False), ("IndexerStatusCheck", True)],
)
def test_a_complaint_about_folders_says_that_they_are_not_seen(
    source: str, *, sees: bool
) -> None:
    check = HealthCheck(source=source, level="error", message="…")
    assert radarr(health=(check,)).sees_its_folders is sees
    assert radarr().sees_its_folders


def sabnzbd(*news_servers: NewsServer) -> SabnzbdCoordinator:
    """Return the coordinator of a SABnzbd that has just told of its news servers."""
    coordinator = SabnzbdCoordinator.__new__(SabnzbdCoordinator)
    coordinator.data = SabState(
        info=INFO,
        queue=queue(),
        failed_jobs=0,
        news_servers=news_servers,
        news_servers_at=dt_util.utcnow(),
    )
    return coordinator


def sick(cause: str, **coordinators: Any) -> tuple[bool, bool]:
    """Return whether the system is still sick with a cause, and whether that is known."""
    situations = Situations.__new__(Situations)
    engine: Any = SimpleNamespace(
        coordinators=coordinators,
        tracker=SimpleNamespace(download=lambda _: None),
    )
    situations._engine = engine
    spoiled = failure(FailureClass.ENVIRONMENT, cause=Message(key=cause))
    found, measured = situations._sick(spoiled, None, None)
    return found is not None, measured


DOWN = NewsServer(name="news", error="502")
WELL = NewsServer(name="news")
SPARE = NewsServer(name="block", error="no quota", optional=True)


def test_a_provider_is_well_when_every_server_that_matters_answers() -> None:
    assert sick("cause_provider_down", sab=sabnzbd(DOWN)) == (True, True)
    assert sick("cause_provider_login", sab=sabnzbd(WELL, SPARE)) == (False, True)


def test_folders_and_library_are_asked_of_the_app() -> None:
    unseen = HealthCheck(source="RemotePathMappingCheck", level="error", message="…")
    full = RootFolder(id=1, path="/media", free=5)
    assert sick("cause_path_mapping", radarr=radarr(health=(unseen,))) == (True, True)
    assert sick("cause_path_mapping", radarr=radarr()) == (False, True)
    assert sick("cause_library_disk_full", radarr=radarr(root_folders=(full,))) == (
        True,
        True,
    )


def test_what_nothing_tells_of_is_not_called_sick() -> None:
    assert sick("cause_script", radarr=radarr(), sab=sabnzbd(WELL)) == (False, False)


def is_gone(
    what: Failure,
    facts: Facts | None = None,
    *,
    minutes: float = 60,
    ours: bool = False,
) -> bool:
    """Return whether a download counts as taken away by somebody else.

    Args:
        what: Its failure.
        facts: What the servers say of it.
        minutes: Since when they are watched.
        ours: AutoArr took it away.
    """
    situations = Situations.__new__(Situations)
    engine: Any = SimpleNamespace(
        coordinators={},
        watched_since={},
        started_at=dt_util.utcnow() - timedelta(minutes=minutes),
        tracker=SimpleNamespace(download=lambda _: None),
        conductor=SimpleNamespace(executor=SimpleNamespace(removed=lambda _: ours)),
    )
    situations._engine = engine
    return situations._is_removed_elsewhere(what, None, facts)


BLOCKED = failure(FailureClass.IMPORTABLE, failed_at=START)
PAUSED = failure(FailureClass.ENCRYPTED)
FAILED = failure(FailureClass.BAD_RELEASE, failed_at=START)
UNOWNED = failure(FailureClass.UNOWNED, title_key=None, failed_at=START)


def test_what_stood_in_a_queue_and_is_in_none_after_a_restart_was_taken_away() -> None:
    assert is_gone(BLOCKED)
    assert is_gone(PAUSED)
    assert not is_gone(PAUSED, ours=True)
    assert not is_gone(PAUSED, stuck_in_the_queue())


def test_an_app_that_starts_too_is_given_time_to_list_what_it_has() -> None:
    assert not is_gone(BLOCKED, minutes=4)


def test_what_failed_for_good_is_tidied_away_by_the_apps() -> None:
    assert not is_gone(FAILED)
    assert not is_gone(failure(FailureClass.ENVIRONMENT, failed_at=START))


def test_what_nobody_asked_for_is_gone_once_it_is_tidied_up() -> None:
    assert is_gone(UNOWNED)
    assert is_gone(UNOWNED, failed_in_sabnzbd(record_gone=True), minutes=0)
    assert not is_gone(UNOWNED, failed_in_sabnzbd())
