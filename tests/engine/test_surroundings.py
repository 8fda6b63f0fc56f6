"""What a Sonarr or Radarr tells of its surroundings, for what the system spoiled."""

from typing import Any

import pytest

from custom_components.autoarr.coordinators import ArrCoordinator
from custom_components.autoarr.coordinators.state import ArrState
from custom_components.autoarr.servers.models import (
    HealthCheck,
    RootFolder,
    ServerInfo,
    ServerType,
)

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
