"""Orders about what is waiting, gone, or of no Sonarr or Radarr."""

from datetime import timedelta

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.downloads.model import DownloadStatus
from custom_components.autoarr.servers.models import ServerType
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

from .test_entities import read_all
from .test_resilience import failure_of, server_id


async def by_hand(home: Home, simulation: Simulation, **facts: object) -> str:
    """Have somebody add a job to SABnzbd that no app knows; return its id."""
    told = await simulation.scenario("unowned", category=False, **facts)
    await read_all(home, ServerType.SABNZBD)
    download_id: str = told["download_id"]
    assert download_id in home.engine.downloads
    return download_id


async def test_what_waits_for_its_time_is_taken_up_at_once(home: Home) -> None:
    tomorrow = dt_util.utcnow() + timedelta(days=1)
    radarr = server_id(home, "Radarr")
    await home.engine.casebook.change(failure_of(radarr, next_attempt_at=tomorrow))
    assert await home.engine.orders.recover_now() == 1
    await home.until(lambda: bool(home.writes("radarr")), "not taken up")


async def test_a_job_that_no_app_knows_is_removed_from_sabnzbd_alone(
    home: Home, simulation: Simulation
) -> None:
    simulation.sabnzbd.engine.pause()
    download_id = await by_hand(home, simulation)
    for blocklist, search in ((True, False), (False, True)):
        with pytest.raises(ServiceValidationError):
            await home.act(
                "remove_download",
                download_id=download_id,
                blocklist=blocklist,
                search=search,
            )
    assert len(simulation.sabnzbd.engine.jobs) == 1
    await home.act(
        "remove_download", download_id=download_id, blocklist=False, search=False
    )
    assert simulation.sabnzbd.engine.jobs == []
    assert home.writes("radarr") == home.writes("sonarr") == []


async def test_a_download_is_not_blamed_whose_grab_nobody_knows(
    home: Home, simulation: Simulation
) -> None:
    simulation.sabnzbd.engine.pause()
    told = await simulation.scenario("title_mismatch")
    download_id = told["download_id"]
    await home.until(
        lambda: bool(home.engine.tracker.facts(download_id).rows), "not in a queue"
    )
    with pytest.raises(NotPossible) as err:
        await home.engine.orders.remove_download(
            download_id, blocklist=True, remove_from_client=True, search=False
        )
    assert err.value.message.key == "reason_no_grab"
    assert len(simulation.sabnzbd.engine.jobs) == 1


async def test_what_has_failed_by_hand_is_removed_from_the_history_once(
    home: Home, simulation: Simulation
) -> None:
    download_id = await by_hand(home, simulation)
    await home.until(
        lambda: (
            (known := home.engine.tracker.download(download_id)) is not None
            and known.status is DownloadStatus.FAILED
        ),
        "did not fail",
    )
    orders = home.engine.orders
    await orders.remove_download(
        download_id, blocklist=False, remove_from_client=True, search=False
    )
    assert [write for write in home.writes("sabnzbd") if download_id in write]
    sent = home.writes()
    with pytest.raises(NotPossible):
        await orders.remove_download(
            download_id, blocklist=False, remove_from_client=True, search=False
        )
    assert home.writes() == sent


async def test_a_stack_without_sabnzbd_has_nothing_to_pause(
    make_home: MakeHome,
) -> None:
    home = await make_home(only=(ServerType.RADARR,))
    for action in ("pause_downloads", "resume_downloads"):
        with pytest.raises(ServiceValidationError, match="no SABnzbd here"):
            await home.act(action)
