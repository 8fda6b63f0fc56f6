"""What nobody foresaw stays small: the rest of the stack goes on."""

from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.downloads.model import (
    Attempt,
    AttemptOutcome,
    Blames,
    Change,
    Failure,
    FailureClass,
    FailureState,
    Media,
    MediaType,
    Message,
    Step,
    TitleKey,
)
from custom_components.autoarr.engine.reporter import Reporter
from simulator.world import Simulation
from tests.e2e.home import Home


def failure_of(server_id: str, **changes: Any) -> Failure:
    """Return a failure whose next attempt is due."""
    now = dt_util.utcnow()
    fields: dict[str, Any] = {
        "id": f"failure-of-{server_id}",
        "download_id": f"download-of-{server_id}",
        "server_id": server_id,
        "client_id": None,
        "title": "A.Film",
        "media": Media(media_type=MediaType.MOVIE, title="A Film"),
        "failure_class": FailureClass.BAD_RELEASE,
        "cause": Message(key="cause_articles_missing"),
        "blames": Blames.RELEASE,
        "evidence": (),
        "detected_at": now,
        "state": FailureState.WAITING,
        "correlation_id": "story",
        "first_step": Step.BLOCKLIST_SEARCH,
        "title_key": TitleKey(server_id=server_id, media_id=1),
        "attempts": (
            Attempt(
                n=1,
                step=Step.BLOCKLIST_SEARCH,
                at=now,
                outcome=AttemptOutcome.NOTHING_FOUND,
                replaces=f"download-of-{server_id}",
            ),
        ),
        "next_attempt_at": now,
    }
    return Failure(**{**fields, **changes})


def server_id(home: Home, name: str) -> str:
    """Return the id of a server of the stack."""
    return home.engine.server_id(name)


async def test_a_failure_of_a_server_that_is_gone_does_not_end_recovery(
    home: Home,
) -> None:
    gone = failure_of("gone")
    await home.engine.casebook.change(gone)
    home.engine.conductor.wake()
    await home.until(
        lambda: (
            # On a busy machine it may have been given up already.
            gone.id not in home.engine.failures
            or bool(home.engine.failures[gone.id].attempts)
        ),
        "not looked at",
    )
    await home.engine.casebook.change(failure_of(server_id(home, "Radarr")))
    home.engine.conductor.wake()
    await home.until(lambda: bool(home.writes("radarr")), "recovery ended")


async def test_a_failure_that_cannot_be_looked_at_does_not_hold_up_the_others(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    conductor = home.engine.conductor
    look = conductor._situations.of

    def stumble(failure: Failure, left: int) -> Any:
        if failure.server_id == "odd":
            raise KeyError("odd")
        return look(failure, left)

    with patch.object(conductor._situations, "of", stumble):
        await home.engine.casebook.change(failure_of("odd"))
        await home.engine.casebook.change(failure_of(server_id(home, "Radarr")))
        conductor.wake()
        await home.until(lambda: bool(home.writes("radarr")), "recovery ended")
    assert "Recovery could not look at a failure" in caplog.text


async def test_failures_of_a_server_that_left_are_closed_when_the_stack_starts(
    hass: HomeAssistant, home: Home
) -> None:
    gone = failure_of("gone")
    kept = failure_of(server_id(home, "Radarr"))
    await home.engine.casebook.change(gone)
    await home.engine.casebook.change(kept)
    assert await hass.config_entries.async_reload(home.entry.entry_id)
    assert home.entry.state is ConfigEntryState.LOADED
    assert gone.id not in home.engine.failures
    closed = await home.engine.casebook.find(gone.id)
    assert closed is not None
    assert closed.state is FailureState.DISMISSED
    assert closed.reason == Message(key="reason_server_removed")
    still = await home.engine.casebook.find(kept.id)
    assert still is not None
    assert still.state.is_open


async def test_news_that_cannot_be_told_does_not_hold_up_what_comes_after(
    home: Home, simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    report = Reporter._report
    stumbled: list[str] = []

    async def stumble(self: Reporter, change: Change, mark: Any) -> None:
        if not stumbled:
            stumbled.append(change.download.title)
            raise KeyError("odd")
        await report(self, change, mark)

    with patch.object(Reporter, "_report", stumble):
        await simulation.scenario("good")
        await home.wait_for("download_completed")
    assert f"{stumbled[0]} could not be reported" in caplog.text


async def test_a_listener_that_fails_takes_nobody_with_it(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def stumble(*_: object) -> None:
        raise KeyError("odd")

    home.engine.feed_to(stumble)
    home.engine.feed_to(lambda activity: heard.append(activity.event or ""))
    home.engine.async_add_listener(stumble)
    home.engine.async_add_listener(lambda: heard.append("listened"))
    await home.act("pause_downloads")
    home.engine.async_tell_listeners()
    assert {"", "listened"} <= set(heard)
    assert "A listener failed" in caplog.text
