"""Plans for requests where a server, a profile, a folder or an episode is missing."""

from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock, MagicMock

import pytest

from custom_components.autoarr.coordinators import ArrCoordinator
from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.engine.planner import Planner
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.policy import Profile, RequestPolicy
from custom_components.autoarr.requests.record import (
    EpisodeWish,
    Offer,
    Request,
    RequestKind,
    RequestStatus,
    Scope,
    Wish,
)
from custom_components.autoarr.servers.base import ConnectionLost
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.requests.facts import SHOW, a_profile, a_request, a_series, an_episode

HD = a_profile(4, "HD", "WEBDL-1080p")
EVERYTHING = Profile()


class House:
    """A Sonarr, or none, and a planner that asks it."""

    def __init__(self) -> None:
        """Start with a series in the library, of which an episode is there."""
        self.sonarr = AsyncMock(spec=SonarrClient)
        self.sonarr.find.return_value = a_series(quality_profile_id=4)
        self.sonarr.profiles.return_value = (HD,)
        self.sonarr.episodes.return_value = (an_episode(1, 1, has_file=True),)
        server = MagicMock(spec=ArrCoordinator)
        server.client = self.sonarr
        server.server = SimpleNamespace(id="sonarr-1", name="Sonarr")
        server.library = {}
        self.servers = [server]
        requests = SimpleNamespace(
            count_since=AsyncMock(return_value=0),
            list=AsyncMock(return_value=SimpleNamespace(items=())),
        )
        desk = SimpleNamespace(book=SimpleNamespace(open={}), policy=RequestPolicy())
        engine = SimpleNamespace(desk=desk, store=SimpleNamespace(requests=requests))
        titles = SimpleNamespace(servers=lambda _: list(self.servers))
        self.planner = Planner(cast("Any", engine), cast("Any", titles))

    async def plan(self, **facts: Any) -> Request:
        """Plan a request that nothing was decided about."""
        told: dict[str, Any] = {
            "status": RequestStatus.APPROVED,
            "offer": SHOW,
            "wish": Wish(text="get severance"),
            "server_id": None,
            "media_id": None,
            "sent_at": None,
        }
        return await self.planner.plan(a_request(**{**told, **facts}), EVERYTHING)


@pytest.fixture
def house() -> House:
    """Return a house with a Sonarr."""
    return House()


def told(request: Request) -> tuple[RequestStatus, str]:
    """Return how far a request is, and the key of the sentence that says so."""
    assert request.message is not None
    return request.status, request.message.key


async def test_nothing_is_planned_before_the_title_is_known(house: House) -> None:
    with pytest.raises(NotPossible) as err:
        await house.plan(offer=None)
    assert err.value.message.key == "request_no_title"


async def test_without_a_server_of_its_kind_a_request_fails(house: House) -> None:
    house.servers.clear()
    over = await house.plan()
    assert told(over) == (RequestStatus.FAILED, "request_no_server")


async def test_what_no_library_has_cannot_be_replaced(house: House) -> None:
    house.sonarr.find.return_value = None
    over = await house.plan(kind=RequestKind.REPLACE)
    assert told(over) == (RequestStatus.FAILED, "request_nothing_to_replace")


async def test_a_server_without_a_quality_profile_can_have_nothing_new(
    house: House,
) -> None:
    house.sonarr.find.return_value = None
    house.sonarr.profiles.return_value = ()
    over = await house.plan()
    assert told(over) == (RequestStatus.FAILED, "request_no_profile")
    house.sonarr.root_folders.assert_not_awaited()


async def test_the_server_whose_episodes_cannot_be_read_is_named(house: House) -> None:
    house.sonarr.episodes.side_effect = ConnectionLost("gone")
    with pytest.raises(ConnectionLost) as err:
        await house.plan()
    assert err.value.server == "Sonarr"


async def test_what_is_still_to_come_is_never_there_already(house: House) -> None:
    plan = await house.plan(wish=Wish(text="severance", scope=Scope.FUTURE))
    assert plan.status is RequestStatus.APPROVED
    every = await house.plan()
    assert told(every) == (RequestStatus.AVAILABLE, "request_already_available")


async def test_a_series_whose_episodes_are_not_known_yet_is_not_there(
    house: House,
) -> None:
    house.sonarr.episodes.return_value = ()
    assert (await house.plan()).status is RequestStatus.APPROVED


@pytest.mark.parametrize(
    ("seasons", "words"), [((), "–"), ((1,), "1"), ((1, 2, 3), "1–3")]
)
async def test_who_asks_for_an_episode_that_is_not_there_hears_which_seasons_are(
    house: House, seasons: tuple[int, ...], words: str
) -> None:
    episode = EpisodeWish(season=1, number=99)
    over = await house.plan(
        offer=Offer(
            media_type=MediaType.SERIES, title="Severance", tvdb_id=1, seasons=seasons
        ),
        wish=Wish(text="severance", scope=Scope.EPISODES, episodes=(episode,)),
    )
    assert told(over) == (RequestStatus.FAILED, "request_no_such_part")
    assert over.message is not None
    assert over.message.placeholders["seasons"] == words
