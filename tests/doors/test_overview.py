"""The overview says in words what is wrong with a server, the worst of it first."""

from dataclasses import replace
from unittest.mock import patch

import msgspec
import pytest

from custom_components.autoarr.coordinators import ArrCoordinator, SabnzbdCoordinator
from custom_components.autoarr.downloads.model import FailureClass, FailureState
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.engine.overview import overview_shape
from custom_components.autoarr.servers.models import (
    HealthCheck,
    NewsServer,
    Warning as Line,
)
from tests.downloads.cases import failure
from tests.e2e.home import Home

NOTICE = HealthCheck(source="UpdateCheck", level="notice", message="There is news")
WARNING = HealthCheck(source="IndexerCheck", level="warning", message="Indexers fail")
ERROR = HealthCheck(source="RootFolderCheck", level="error", message="A folder is gone")


def told(home: Home, server: str) -> object:
    """Return what the overview says is wrong with a server."""
    servers = overview_shape(home.engine)["servers"]
    assert isinstance(servers, list)
    (problem,) = [
        each["problem"]
        for each in servers
        if isinstance(each, dict) and each["server"] == server
    ]
    return problem


def sabnzbd_of(home: Home) -> SabnzbdCoordinator:
    """Return who looks after SABnzbd."""
    (found,) = [
        each
        for each in home.engine.coordinators.values()
        if isinstance(each, SabnzbdCoordinator)
    ]
    return found


@pytest.mark.parametrize(
    ("health", "words"),
    [
        ((), None),
        ((NOTICE,), None),
        ((NOTICE, WARNING), "Indexers fail"),
        ((WARNING, ERROR), "A folder is gone"),
    ],
)
async def test_the_worst_complaint_of_an_app_is_its_problem(
    home: Home, health: tuple[HealthCheck, ...], words: str | None
) -> None:
    for each in home.engine.coordinators.values():
        if isinstance(each, ArrCoordinator) and each.server.name == "Radarr":
            each.async_set_updated_data(replace(each.data, health=health))
    assert told(home, "Radarr") == words
    assert told(home, "Sonarr") is None


@pytest.mark.parametrize(
    ("providers", "words"),
    [
        ((NewsServer(name="fast"),), None),
        (
            (NewsServer(name="fast"), NewsServer(name="full", error="Disk quota met")),
            "full: Disk quota met",
        ),
        (
            (NewsServer(name="block", active=False),),
            "block is switched off or blocked in SABnzbd",
        ),
    ],
)
async def test_a_provider_that_gives_nothing_is_a_problem_of_sabnzbd(
    home: Home, providers: tuple[NewsServer, ...], words: str | None
) -> None:
    sabnzbd = sabnzbd_of(home)
    sabnzbd.async_set_updated_data(replace(sabnzbd.data, news_servers=providers))
    assert told(home, "Sabnzbd") == words


@pytest.mark.parametrize(("unread", "words"), [(0, None), (2, "Too little diskspace")])
async def test_the_newest_warning_that_nobody_cleared_is_a_problem_of_sabnzbd(
    home: Home, unread: int, words: str | None
) -> None:
    sabnzbd = sabnzbd_of(home)
    lines = [
        Line(level="WARNING", text=text) for text in ("Older", "Too little diskspace")
    ]
    queue = msgspec.structs.replace(sabnzbd.data.queue, warnings=unread)
    sabnzbd.async_set_updated_data(
        replace(sabnzbd.data, queue=queue, warnings=tuple(lines))
    )
    assert told(home, "Sabnzbd") == words


@pytest.mark.parametrize(
    ("failure_class", "state", "waits"),
    [
        (FailureClass.AMBIGUOUS, FailureState.NEW, {"asking"}),
        (FailureClass.ENVIRONMENT, FailureState.WAITING, {"environment"}),
        (FailureClass.ENVIRONMENT, FailureState.ASKING, {"asking"}),
        (FailureClass.ENVIRONMENT, FailureState.RECOVERING, set()),
        (FailureClass.BAD_RELEASE, FailureState.NEW, set()),
    ],
)
async def test_what_waits_for_a_person_is_told_once_and_by_its_kind(
    home: Home, failure_class: FailureClass, state: FailureState, waits: set[str]
) -> None:
    found = failure(failure_class, state=state)
    with patch.object(Engine, "failures", {found.id: found}):
        attention = overview_shape(home.engine)["attention"]
    assert isinstance(attention, dict)
    assert attention.pop("needed") is bool(waits)
    assert {kind for kind, number in attention.items() if number} == waits
