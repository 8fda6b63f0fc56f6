"""What people order is what is done: no more, and nothing else afterwards."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.autoarr.downloads import ledger
from custom_components.autoarr.downloads.model import (
    Failure,
    FailureState,
    MediaType,
    Message,
)
from custom_components.autoarr.servers.base import CannotConnect
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.servers.radarr import RadarrClient
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

from .test_entities import read_all
from .test_resilience import failure_of


async def closed_failure(home: Home, download_id: str) -> Failure | None:
    """Return the failure of a download once that is known and closed."""
    for _ in range(100):
        await read_all(home, ServerType.RADARR)
        failure = await home.engine.store.failures.find_by_download(download_id)
        if failure and not failure.state.is_open:
            return failure
        await home.passes(0.1)
    return None


async def queued(home: Home, simulation: Simulation, name: str) -> str:
    """Let a scenario come into Radarr's queue; return its download's id."""
    told = await simulation.scenario(name)
    download_id: str = told["download_id"]
    await home.until(
        lambda: bool(home.engine.tracker.facts(download_id).rows), "not in the queue"
    )
    return download_id


async def test_what_the_app_forgot_to_have_grabbed_is_neither_blamed_nor_removed(
    home: Home, simulation: Simulation
) -> None:
    simulation.sabnzbd.engine.pause()
    download_id = await queued(home, simulation, "good")
    # Somebody set Radarr back to a backup, or emptied its history.
    simulation.radarr.history.rows.clear()
    with pytest.raises(ServiceValidationError, match="no record of grabbing it"):
        await home.act("remove_download", download_id=download_id, blocklist=True)
    assert home.writes("radarr") == []
    await home.act("remove_download", download_id=download_id)
    assert len(home.writes("radarr")) == 1


async def test_what_a_person_removes_without_a_search_is_not_searched(
    home: Home, simulation: Simulation
) -> None:
    simulation.sabnzbd.engine.pause()
    download_id = await queued(home, simulation, "good")
    await home.act(
        "remove_download", download_id=download_id, blocklist=True, search=False
    )
    failure = await closed_failure(home, download_id)
    assert failure is not None
    assert failure.state is FailureState.DISMISSED
    assert failure.reason == Message(key="reason_removed_elsewhere")
    # It was taken away through AutoArr, after all.
    assert "removed elsewhere" not in {each.text for each in failure.evidence}
    assert home.heard("download_failed") == []
    await home.passes(2)
    assert home.engine.failures == {}
    assert [write for write in home.writes() if "MoviesSearch" in write] == []


async def test_a_failure_whose_download_a_person_removes_is_over(
    home: Home, simulation: Simulation
) -> None:
    download_id = await queued(home, simulation, "import_blocked_by_id")
    blocked = await home.wait_for("download_blocked")
    await home.act(
        "remove_download", download_id=download_id, blocklist=True, search=False
    )
    failure = await closed_failure(home, download_id)
    assert failure is not None
    assert failure.id == blocked["id"]
    assert failure.reason == Message(key="reason_dismissed")
    await home.passes(2)
    assert home.engine.failures == {}
    assert [write for write in home.writes() if "MoviesSearch" in write] == []


async def test_what_a_person_removes_to_get_another_release_is_followed(
    home: Home, simulation: Simulation
) -> None:
    simulation.sabnzbd.engine.pause()
    download_id = await queued(home, simulation, "good")
    await home.act(
        "remove_download", download_id=download_id, blocklist=True, search=True
    )
    assert (await home.wait_for("download_failed"))["download_id"] == download_id


async def test_a_failure_that_was_dismissed_too_early_is_told_when_it_is_real(
    home: Home, simulation: Simulation
) -> None:
    home.engine.automatic = False
    told = await simulation.scenario("encrypted_paused")
    failed = await home.wait_for("download_failed")
    await home.act("dismiss_failure", failure_id=failed["id"])
    await home.act("resume_downloads", download_id=told["download_id"])
    await home.until(lambda: len(home.heard("download_failed")) == 2, "not told again")


async def test_recovery_counts_as_started_only_once_it_was_sent(
    home: Home, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "AGAIN", timedelta(seconds=0.5))
    tried: list[int] = []
    search = RadarrClient.search_movies

    async def busy(self: RadarrClient, movie_ids: list[int]) -> None:
        tried.extend(movie_ids)
        if len(tried) < 3:
            raise CannotConnect("POST api/v3/command: nobody there")
        await search(self, movie_ids)

    with patch.object(RadarrClient, "search_movies", busy):
        await simulation.scenario("no_redownload")
        await home.wait_for("recovery_started")
    assert len(tried) == 3
    assert len(home.heard("recovery_started")) == 1


async def test_a_title_that_was_given_up_and_is_here_now_is_no_longer_asked_about(
    home: Home, simulation: Simulation
) -> None:
    told = await simulation.scenario("good", media=MediaType.MOVIE)
    given_up = failure_of(home.engine.server_id("Radarr"), state=FailureState.GIVEN_UP)
    assert given_up.title_key is not None
    given_up = replace(
        given_up,
        title_key=replace(given_up.title_key, media_id=told["media_id"]),
        resolved_at=given_up.detected_at,
    )
    await home.engine.casebook.change(given_up)
    home.engine.given_up[given_up.id] = given_up
    await home.wait_for("download_completed")
    await home.until(lambda: not home.engine.given_up, "still asked about")
    closed = await home.engine.casebook.find(given_up.id)
    assert closed is not None
    assert closed.state is FailureState.RECOVERED


async def test_a_title_that_is_tried_again_is_no_longer_given_up(
    home: Home, simulation: Simulation
) -> None:
    told = await simulation.scenario("nothing_left")
    given_up = failure_of(home.engine.server_id("Radarr"), state=FailureState.GIVEN_UP)
    assert given_up.title_key is not None
    given_up = replace(
        given_up,
        title_key=replace(given_up.title_key, media_id=told["media_id"] + 1),
        attempts=(),
    )
    await home.engine.casebook.change(given_up)
    home.engine.given_up[given_up.id] = given_up
    with pytest.raises(ServiceValidationError):
        await home.act(
            "retry_download", failure_id=given_up.id, strategy="same_release"
        )
    assert given_up.id in home.engine.given_up
    settled = replace(given_up, state=FailureState.RECOVERING)
    await home.engine.conductor._settle(given_up, settled)
    assert home.engine.given_up == {}


async def test_who_only_observes_is_told_so_instead_of_recovering_now(
    hass: HomeAssistant, make_home: MakeHome
) -> None:
    await make_home({"mode": "observe"})
    with pytest.raises(ServiceValidationError, match="only observes"):
        await hass.services.async_call(
            "button", "press", {"entity_id": "button.home_recover_now"}, blocking=True
        )
