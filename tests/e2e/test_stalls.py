"""Downloads that stand still: replaced when it is their own fault, and only then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.autoarr.const import (
    CONF_MODE,
    CONF_STALL_TIME,
    ISSUE_ENVIRONMENT,
)
from custom_components.autoarr.coordinators import sabnzbd
from custom_components.autoarr.downloads.model import DownloadStatus, FailureState
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

SOON = {CONF_STALL_TIME: 3}
WEEK = timedelta(days=7).total_seconds()


def names(home: Home) -> list[str]:
    """Return the names of the events so far, without those of the feed."""
    return [
        str(event.event_type).removeprefix("autoarr_")
        for event in home.events
        if event.event_type != "autoarr_activity"
    ]


def statuses(home: Home) -> list[DownloadStatus]:
    """Return where the downloads stand."""
    return [each.status for each in home.engine.downloads.values()]


async def test_a_stalled_download_is_replaced_by_another_release(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(SOON)
    told = await simulation.scenario("stalled", media="series")
    stalled = await home.wait_for("download_stalled")
    assert stalled["download_id"] == told["download_id"]
    assert stalled["class"] == "stalled"
    assert stalled["blames"] == "release"
    await home.wait_for("recovery_succeeded", 60)
    assert names(home) == [
        "download_stalled",
        "recovery_started",
        "download_completed",
        "recovery_succeeded",
    ]
    assert simulation.sonarr.core.counters.blocklistings == 1
    assert not home.engine.failures


async def test_a_stall_is_told_once_and_nothing_is_done_before_it_is_seen_again(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({**SOON, CONF_MODE: "ask"})
    await simulation.scenario("stalled", media="series")

    def is_asked(reason: str) -> bool:
        return [
            (each.state, each.reason and each.reason.key)
            for each in home.engine.failures.values()
        ] == [(FailureState.ASKING, reason)]

    await home.until(lambda: is_asked("reason_ask_blocklist_search"), "nobody asks")
    await home.reload()
    await home.until(lambda: is_asked("reason_watching"), "it does not look again")
    await home.until(lambda: is_asked("reason_ask_blocklist_search"), "nobody asks")
    assert statuses(home) == [DownloadStatus.STALLED]
    assert names(home) == ["download_stalled"]
    assert home.writes() == []


async def test_a_news_server_that_is_stuck_blames_nobody_and_clears_by_itself(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_STALL_TIME: 8})
    await simulation.scenario("provider_down", how="stuck")
    await simulation.scenario("good", media="series")
    told = await home.wait_for("download_stalled")
    assert told["class"] == "environment"
    assert told["blames"] == "system"
    assert statuses(home) == [DownloadStatus.STALLED]
    await home.until(
        lambda: (
            [issue.translation_key for issue in home.issues()] == [ISSUE_ENVIRONMENT]
        ),
        "no issue",
    )
    await home.passes(4)
    await simulation.scenario("provider_down", how="none")
    await home.wait_for("download_completed", 60)
    await home.until(lambda: not home.issues(), "the issue stays")
    assert names(home) == ["download_stalled", "download_completed"]
    assert home.writes() == []


async def test_a_news_server_that_says_nothing_blames_no_one_of_several_downloads(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sabnzbd, "HEALTH", timedelta(hours=1))
    home = await make_home(SOON)
    await home.looks(1)
    await simulation.scenario("provider_down", how="stuck")
    for media in ("series", "movie"):
        await simulation.scenario("good", media=media)
    told = await home.wait_for("download_stalled")
    assert told["class"] == "environment"
    await simulation.scenario("provider_down", how="none")
    await home.until(lambda: len(home.heard("download_completed")) == 2, "not both")
    assert home.writes() == []


async def test_a_client_that_is_paused_for_long_stalls_nothing(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(SOON)
    simulation.sabnzbd.engine.downloader.paused = True
    await simulation.scenario("good", media="series")
    await home.until(lambda: statuses(home) == [DownloadStatus.PAUSED], "not paused")
    await home.passes(SOON[CONF_STALL_TIME] * 2)
    await home.looks(1)
    assert statuses(home) == [DownloadStatus.PAUSED]
    assert names(home) == []
    simulation.sabnzbd.engine.downloader.paused = False
    await home.wait_for("download_completed", 60)
    assert names(home) == ["download_completed"]
    assert home.writes() == []


async def test_who_grabbed_what_still_runs_is_known_however_long_ago_it_was(
    home: Home, simulation: Simulation
) -> None:
    radarr = simulation.radarr
    await simulation.scenario("stalled", media="movie")
    await home.until(
        lambda: statuses(home) == [DownloadStatus.DOWNLOADING], "no download"
    )
    ((job_id, tracked),) = radarr.downloads.tracked.items()
    assert tracked.grab is not None
    long_ago = replace(tracked.grab, date=tracked.grab.date - WEEK)
    radarr.history.rows[radarr.history.rows.index(tracked.grab)] = long_ago
    tracked.grab = long_ago
    await home.reload()
    known = home.engine.tracker.facts(job_id).grab
    assert known is not None
    assert known.date.timestamp() == long_ago.date
