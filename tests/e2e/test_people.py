"""What people ask for is done in every mode; what makes no sense is refused in words."""

from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.autoarr.const import CONF_MODE
from custom_components.autoarr.downloads.model import (
    DownloadStatus,
    FailureState,
    RecoveryMode,
)
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

MODES = list(RecoveryMode)


async def failed(home: Home, simulation: Simulation, name: str, **facts: Any) -> str:
    """Play a scenario; return the id of the failure that it makes."""
    await simulation.scenario(name, **{"media": "series", **facts})
    await home.until(lambda: bool(home.engine.failures), "nothing fails")
    (failure_id,) = home.engine.failures
    return failure_id


async def running(home: Home, simulation: Simulation) -> str:
    """Start a long download; return its id."""
    played = await simulation.scenario("good")
    download_id: str = played["download_id"]

    def runs() -> bool:
        download = home.engine.downloads.get(download_id)
        return (
            download is not None
            and download.client_id is not None
            and download.server_id != download.client_id
            and download.status is DownloadStatus.DOWNLOADING
            # The app's queue is read a moment after its history.
            and bool(home.engine.tracker.facts(download_id).rows)
        )

    await home.until(runs, "nothing runs")
    return download_id


@pytest.mark.parametrize("mode", MODES)
async def test_another_release_is_got_at_once_for_who_asks(
    make_home: MakeHome, simulation: Simulation, mode: str
) -> None:
    home = await make_home({CONF_MODE: mode, "settle_time": 600})
    failure_id = await failed(home, simulation, "encrypted_paused")
    answer = await home.act(
        "retry_download", failure_id=failure_id, strategy="other_release"
    )
    assert answer["failure"]["state"] == "recovering"
    await home.wait_for("recovery_succeeded")
    assert len(home.writes()) == 1
    counters = simulation.sonarr.core.counters
    assert (counters.searches, counters.blocklistings) == (2, 1)


@pytest.mark.parametrize("strategy", ["auto", "same_release"])
@pytest.mark.parametrize("mode", MODES)
async def test_the_same_job_is_tried_again_for_who_asks(
    make_home: MakeHome, simulation: Simulation, mode: str, strategy: str
) -> None:
    home = await make_home({CONF_MODE: mode})
    failure_id = await failed(home, simulation, "unowned")
    await home.act("retry_download", failure_id=failure_id, strategy=strategy)
    (retry,) = home.writes()
    assert retry.startswith("sabnzbd")
    assert "'mode': 'retry'" in retry
    await home.passes(3)
    assert len(home.writes()) == 1
    assert len(home.heard("recovery_started")) == 1


async def test_what_nobody_asked_for_is_recovered_when_its_retry_comes_through(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("unowned", category=False, fate="missing_files")
    failed = await home.wait_for("download_failed")
    await home.act("retry_download", failure_id=failed["id"])
    recovered = await home.wait_for("recovery_succeeded")
    assert recovered["id"] == failed["id"]
    assert recovered["message"].endswith("it was downloaded completely")
    assert home.engine.other_tools.held == {}
    assert len(home.writes()) == 1


async def test_a_title_that_was_given_up_is_tried_again_for_who_asks(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("nothing_left", media="series")
    given_up = await home.wait_for("recovery_failed", 60)
    assert len(home.issues()) == 1
    before = simulation.sonarr.core.counters.searches
    answer = await home.act("retry_download", failure_id=given_up["id"])
    assert answer["failure"]["state"] == "recovering"
    await home.until(lambda: not home.issues(), "the issue stays")
    (search,) = home.writes()
    assert "EpisodeSearch" in search
    await home.passes(2)
    assert simulation.sonarr.core.counters.searches == before + 1


async def test_what_cannot_be_done_is_refused_in_words(
    home: Home, simulation: Simulation
) -> None:
    failure_id = await failed(home, simulation, "title_mismatch")
    for strategy in ("same_release", "other_release", "auto", "lower_quality"):
        with pytest.raises(ServiceValidationError) as refused:
            await home.act("retry_download", failure_id=failure_id, strategy=strategy)
        assert refused.value.translation_placeholders is not None
        assert refused.value.translation_placeholders["reason"]
    with pytest.raises(ServiceValidationError):
        await home.act("retry_download", failure_id="nobody")
    assert home.writes() == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("blocklist", [False, True])
async def test_a_running_download_is_removed_for_who_asks_and_that_is_all(
    make_home: MakeHome, simulation: Simulation, mode: str, blocklist: bool
) -> None:
    home = await make_home({CONF_MODE: mode})
    download_id = await running(home, simulation)
    await home.act("remove_download", download_id=download_id, blocklist=blocklist)
    await home.until(lambda: download_id not in home.engine.downloads, "it stays")
    await home.passes(3)
    (removal,) = home.writes()
    assert "'skipRedownload': 'true'" in removal
    counters = simulation.radarr.core.counters
    assert (counters.removals, counters.searches) == (1, 1)
    assert counters.blocklistings == int(blocklist)
    assert home.told() == []
    assert not home.engine.failures


@pytest.mark.parametrize("mode", MODES)
async def test_a_running_download_is_replaced_for_who_asks_by_one_search(
    make_home: MakeHome, simulation: Simulation, mode: str
) -> None:
    home = await make_home({CONF_MODE: mode})
    download_id = await running(home, simulation)
    await home.act(
        "remove_download", download_id=download_id, blocklist=True, search=True
    )
    await home.until(lambda: download_id not in home.engine.downloads, "it stays")
    await home.until(lambda: bool(home.engine.downloads), "there is no replacement")
    await home.passes(3)
    assert len(home.writes()) == 1
    counters = simulation.radarr.core.counters
    assert (counters.removals, counters.searches, counters.blocklistings) == (1, 2, 1)


@pytest.mark.parametrize("mode", MODES)
async def test_downloads_pause_for_a_while_and_go_on(
    make_home: MakeHome, simulation: Simulation, mode: str
) -> None:
    home = await make_home({CONF_MODE: mode})
    await running(home, simulation)

    def paused() -> bool:
        return simulation.sabnzbd.engine.downloader.paused

    await home.act("pause_downloads", duration={"minutes": 2})
    assert paused()
    assert home.state("switch.sabnzbd_downloading") == "off"
    await home.until(lambda: not paused(), "the pause does not end")
    await home.until(
        lambda: home.state("switch.sabnzbd_downloading") == "on", "nobody noticed"
    )
    await home.act("pause_downloads", server="Sabnzbd")
    assert paused()
    await home.act("resume_downloads")
    assert not paused()
    assert home.told() == []


async def test_one_download_pauses_and_the_others_go_on(
    home: Home, simulation: Simulation
) -> None:
    download_id = await running(home, simulation)
    await home.act("pause_downloads", download_id=download_id)
    assert home.engine.downloads[download_id].status is DownloadStatus.PAUSED
    assert not simulation.sabnzbd.engine.downloader.paused
    await home.passes(2)
    assert home.told() == [], "what a person paused has not failed"
    await home.act("resume_downloads", download_id=download_id)
    await home.until(
        lambda: home.engine.downloads[download_id].status is DownloadStatus.DOWNLOADING,
        "it does not go on",
    )


async def test_a_download_that_was_moved_to_another_category_is_asked_about(
    home: Home, simulation: Simulation
) -> None:
    download_id = await running(home, simulation)
    (job,) = simulation.sabnzbd.engine.queue.chosen(download_id)
    job.category = "tv"
    blocked = await home.wait_for("download_blocked", 60)
    assert (blocked["class"], blocked["blames"]) == ("ambiguous", "nobody")
    assert "Radarr does not see it" in blocked["cause"]
    assert "is tv" in blocked["cause"]
    await home.reload()
    await home.passes(60)
    (failure,) = home.engine.failures.values()
    assert failure.state is FailureState.ASKING
    assert failure.reason
    assert failure.reason.key == "reason_unlisted"
    client = simulation.radarr.core.client
    assert client
    client["fields"] = [
        {**field, "value": "tv"} if field["name"] == "movieCategory" else field
        for field in client["fields"]
    ]
    await home.wait_for("download_completed", 60)
    await home.until(lambda: not home.engine.failures, "it stays open")
    closed = await home.engine.store.failures.get(failure.id)
    assert closed
    assert closed.state is FailureState.RECOVERED
    assert home.writes() == []
    assert home.told() == home.heard("download_blocked") + home.heard(
        "download_completed"
    )
