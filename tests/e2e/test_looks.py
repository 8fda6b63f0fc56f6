"""What a look at a server may miss, and what it must not."""

from datetime import timedelta
from typing import Any

from homeassistant.util import dt as dt_util
from msgspec.structs import replace
import pytest

from custom_components.autoarr.const import CONF_PROTECTED_TAGS, DOMAIN
from custom_components.autoarr.coordinators import AnyCoordinator, sabnzbd
from custom_components.autoarr.downloads.decisions import Decision
from custom_components.autoarr.downloads.model import Failure, Step
from custom_components.autoarr.engine import conductor
from custom_components.autoarr.servers.arr import ArrClient
from custom_components.autoarr.servers.base import ServerFault
from custom_components.autoarr.servers.models import NewsServer, SabStatus, ServerType
from custom_components.autoarr.servers.plex import PlexClient
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

GIB = 1024**3
EXTRAS: list[tuple[type[Any], str]] = [
    (ArrClient, "latest_update"),
    (ArrClient, "root_folders"),
    (ArrClient, "tags"),
    (ArrClient, "missing_count"),
    (ArrClient, "cutoff_count"),
    (ArrClient, "health"),
    (ArrClient, "download_handling"),
    (RadarrClient, "library"),
    (SabnzbdClient, "status"),
    (SabnzbdClient, "warnings"),
    (PlexClient, "latest_update"),
    (PlexClient, "sections"),
]


def coordinator(home: Home, server_type: ServerType) -> AnyCoordinator:
    """Return the coordinator of the only server of a type."""
    return next(
        each
        for each in home.engine.coordinators.values()
        if each.server.type is server_type
    )


class Broken:
    """A request that the server answers with an error, and how often it was made."""

    def __init__(self) -> None:
        """Count from nothing."""
        self.asked = 0

    async def __call__(self, *_: object) -> None:
        """Fail."""
        self.asked += 1
        raise ServerFault("failed with 500", 500)


async def test_no_server_is_away_for_what_is_only_good_to_know(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulation.sabnzbd.engine.add_warning("Something is odd")
    broken = {}
    for client, name in EXTRAS:
        broken[client, name] = Broken()
        monkeypatch.setattr(client, name, broken[client, name])
    home = await make_home()
    await home.passes(2)
    states = home.engine.coordinators.values()
    assert [each.server.name for each in states if not each.last_update_success] == []
    for (client, name), request in broken.items():
        servers = 2 if client is ArrClient else 1
        assert request.asked == servers, f"{client.__name__}.{name}"


async def test_an_import_is_told_though_the_library_cannot_be_read(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RadarrClient, "library", Broken())
    home = await make_home()
    await simulation.scenario("good", media="movie")
    await home.wait_for("download_completed")
    assert coordinator(home, ServerType.RADARR).last_update_success


async def test_a_full_disk_is_noticed_among_twenty_old_warnings(
    make_home: MakeHome, simulation: Simulation
) -> None:
    for number in range(20):
        simulation.sabnzbd.engine.add_warning(f"Something is odd {number}")
    home = await make_home()
    assert len(coordinator(home, ServerType.SABNZBD).data.warnings) == 20
    await simulation.scenario("good")
    await home.until(lambda: bool(home.engine.downloads), "no download")
    simulation.sabnzbd.engine.set_disk_free(0.05 * GIB)
    await home.wait_for("download_failed")
    (failure,) = home.engine.failures.values()
    assert failure.failure_class == "environment"


async def test_a_history_that_could_not_be_taken_is_asked_for_again(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = await make_home()
    asked: list[int | None] = []
    history = SabnzbdClient.history

    async def spy(
        self: SabnzbdClient, *, since_update: int | None = None, **choice: Any
    ) -> Any:
        asked.append(since_update)
        return await history(self, since_update=since_update, **choice)

    monkeypatch.setattr(SabnzbdClient, "history", spy)
    await home.looks(1)
    await simulation.sabnzbd.set_up(False)
    await home.wait_for("server_unavailable")
    seen = len(asked)
    await simulation.sabnzbd.set_up(True)
    await home.wait_for("server_available")
    assert asked[0] is not None
    # Its count starts again with it: an equal number would mean another history.
    assert asked[seen] is None


async def test_after_a_restart_it_is_known_again_who_grabbed_what_runs(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home()
    await simulation.scenario("good", media="movie")
    await home.wait_for("download_completed")
    await simulation.scenario("no_redownload")
    await home.wait_for("download_failed")
    simulation.sabnzbd.engine.pause()
    first = await simulation.scenario("good", media="movie")
    second = await simulation.scenario("good", media="movie")
    ids = {first["download_id"], second["download_id"]}
    await home.until(lambda: ids <= home.engine.downloads.keys(), "not seen")
    told = len(home.events)
    await home.reload()
    await home.looks(2)
    assert all(home.engine.tracker.facts(each).grab for each in ids)
    again = [
        event.event_type
        for event in home.events[told:]
        if str(event.event_type).startswith(f"{DOMAIN}_download_")
    ]
    assert again == []


class NewsServers:
    """What SABnzbd says of its news servers, as a test wants it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answer instead of the simulated SABnzbd, which has only one server."""
        self.also: tuple[NewsServer, ...] = ()
        status = SabnzbdClient.status

        async def told(client: SabnzbdClient) -> SabStatus:
            answer = await status(client)
            return replace(answer, news_servers=(*answer.news_servers, *self.also))

        monkeypatch.setattr(SabnzbdClient, "status", told)
        # Nobody would read it again in time by chance.
        monkeypatch.setattr(sabnzbd, "HEALTH", timedelta(hours=1))


async def test_a_news_server_that_just_went_away_is_noticed_before_a_release_is_blamed(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = NewsServers(monkeypatch)
    home = await make_home()
    servers.also = (NewsServer(name="Second", error="481 wrong password"),)
    await simulation.scenario("no_redownload")
    await home.wait_for("download_failed")
    await home.until(
        lambda: (
            [each.failure_class for each in home.engine.failures.values()]
            == ["environment"]
        ),
        "the release is blamed",
    )
    (failure,) = home.engine.failures.values()
    assert failure.cause.placeholders == {"provider": "Second"}
    assert home.writes() == []


async def test_a_news_server_that_sabnzbd_can_do_without_holds_nothing_back(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = NewsServers(monkeypatch)
    home = await make_home()
    servers.also = (NewsServer(name="Block", error="482 no quota", optional=True),)
    await simulation.scenario("no_redownload")
    await home.wait_for("recovery_started")


@pytest.mark.parametrize(
    ("scenario", "event"),
    [("no_redownload", "download_failed"), ("not_an_upgrade", "download_blocked")],
)
async def test_a_tag_given_after_the_library_was_read_protects(
    make_home: MakeHome, simulation: Simulation, scenario: str, event: str
) -> None:
    home = await make_home({CONF_PROTECTED_TAGS: ["keep"]})
    told = await simulation.scenario(scenario)
    # At once: the download may fail as soon as it is seen.
    lists = simulation.radarr.core.settings.lists
    lists["tag"] = [{"id": 7, "label": "keep"}]
    simulation.radarr.films.films[told["media_id"]].tags = [7]
    await home.wait_for(event)
    await home.until(
        lambda: [each.state for each in home.engine.failures.values()] == ["asking"],
        "nobody is asked",
    )
    (failure,) = home.engine.failures.values()
    assert failure.reason
    assert failure.reason.key == "reason_protected"
    assert home.writes() == []


async def test_what_is_overdue_does_not_keep_the_house_busy(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await simulation.scenario("unowned", media="series")
    await home.wait_for("download_failed")
    asked = 0

    def overdue(failure: Failure, *known: Any) -> Decision:
        nonlocal asked
        asked += 1
        look_at = dt_util.utcnow() - timedelta(seconds=1)
        return Decision(failure=failure, step=Step.NONE, look_at=look_at)

    monkeypatch.setattr(conductor, "decide", overdue)
    home.engine.conductor.wake()
    await home.until(lambda: asked > 0, "nobody looks")
    await home.passes(1)
    assert asked < 20
