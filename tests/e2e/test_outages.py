"""Servers that go away, lie, or were never there; the others go on."""

from collections.abc import Iterator
from functools import partial
import logging

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from custom_components.autoarr.const import CONF_SETTLE_TIME, DOMAIN
from custom_components.autoarr.servers import base as servers
from custom_components.autoarr.servers.base import Timeouts
from custom_components.autoarr.servers.models import ServerType
from simulator.arr import server as arr_server
from simulator.http import MODEL_FAULTS, Fault
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

OURS = f"custom_components.{DOMAIN}"
ADDED_BY_TESTS = "We found a custom integration"
SONARR = ServerType.SONARR
ELSEWHERE = {Fault.NONE, Fault.WRONG_KEY, Fault.TIMEOUT, *MODEL_FAULTS}
"""What other tests are about."""
FAULTS = [fault for fault in Fault if fault not in ELSEWHERE]
QUICK_FAULTS = {Fault.REFUSE}


class Log:
    """What was logged about AutoArr."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        """Read what a test has captured."""
        self._caplog = caplog

    def _records(self) -> Iterator[logging.LogRecord]:
        for record in self._caplog.records:
            about = record.name.startswith(OURS) or OURS in record.getMessage()
            if about and ADDED_BY_TESTS not in record.getMessage():
                yield record

    @property
    def troubles(self) -> list[str]:
        """Warnings and errors."""
        return [
            record.getMessage()
            for record in self._records()
            if record.levelno >= logging.WARNING
        ]

    @property
    def recoveries(self) -> list[str]:
        """Lines about servers that are back."""
        return [
            record.getMessage()
            for record in self._records()
            if record.levelno == logging.INFO and "recovered" in record.getMessage()
        ]

    @property
    def tracebacks(self) -> list[str]:
        """Lines that came with a traceback, whoever wrote them."""
        return [
            record.getMessage()
            for record in self._caplog.records
            if record.levelno > logging.DEBUG
            and (record.exc_info or "Traceback" in record.getMessage())
        ]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Log:
    """Return the log."""
    return Log(caplog)


def states_of(home: Home, server: str) -> dict[str, str]:
    """Return the states of a server's entities, but for whether it is connected."""
    return {
        state.entity_id: state.state
        for state in home.hass.states.async_all()
        if state.entity_id.split(".")[1].startswith(f"{server}_")
        and state.entity_id != f"binary_sensor.{server}_connected"
    }


def others(home: Home, server: str) -> set[str]:
    """Return the states of everything that is not about a server."""
    own = {f"binary_sensor.{server}_connected", *states_of(home, server)}
    return {
        state.state
        for state in home.hass.states.async_all()
        if state.entity_id not in own
    }


async def goes_and_comes(
    home: Home, simulation: Simulation, server: str, fault: Fault
) -> None:
    """Let a server misbehave for a while."""
    await simulation.servers[server].set_fault(fault)
    await home.wait_for("server_unavailable")
    await home.passes(1)
    assert home.state(f"binary_sensor.{server}_connected") == "off"
    assert set(states_of(home, server).values()) == {"unavailable"}
    assert "unavailable" not in others(home, server)
    await simulation.servers[server].set_fault(Fault.NONE)
    await home.wait_for("server_available")
    assert home.state(f"binary_sensor.{server}_connected") == "on"
    assert "unavailable" not in states_of(home, server).values()


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, marks=() if fault in QUICK_FAULTS else pytest.mark.slow)
        for fault in FAULTS
    ],
)
@pytest.mark.parametrize(
    "server",
    [
        pytest.param(server, marks=() if server is SONARR else pytest.mark.slow)
        for server in ServerType
    ],
)
async def test_a_server_that_misbehaves_is_told_once_each_way_and_alone(
    home: Home, simulation: Simulation, server: str, fault: Fault, log: Log
) -> None:
    await goes_and_comes(home, simulation, server, fault)
    assert len(home.heard("server_unavailable")) == 1
    assert len(home.heard("server_available")) == 1
    assert len(home.told()) == 2
    assert len(log.troubles) == 1
    assert len(log.recoveries) == 1
    assert log.tracebacks == []
    assert home.hass.config_entries.flow.async_progress() == []


@pytest.mark.slow
@pytest.mark.parametrize("server", ServerType)
async def test_a_rejected_key_is_asked_for_until_it_is_accepted_again(
    home: Home, simulation: Simulation, server: str, log: Log
) -> None:
    await simulation.servers[server].set_fault(Fault.WRONG_KEY)
    await home.wait_for("server_unavailable")
    await home.passes(1)
    (flow,) = home.hass.config_entries.flow.async_progress()
    assert flow["context"].get("source") == SOURCE_REAUTH
    assert flow["step_id"] == "reauth_confirm"
    assert "unavailable" not in others(home, server)
    await simulation.servers[server].set_fault(Fault.NONE)
    await home.wait_for("server_available", 40)
    assert home.hass.config_entries.flow.async_progress() == []
    assert len(log.troubles) == 1
    assert log.tracebacks == []


@pytest.mark.slow
@pytest.mark.parametrize("server", ServerType)
async def test_a_server_that_never_answers_is_waited_for_only_so_long(
    make_home: MakeHome,
    simulation: Simulation,
    server: str,
    log: Log,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(servers, "Timeouts", partial(Timeouts, read=2, library=2))
    home = await make_home()
    await goes_and_comes(home, simulation, server, Fault.TIMEOUT)
    assert len(home.told()) == 2
    assert len(log.troubles) == 1
    assert log.tracebacks == []


@pytest.mark.slow
async def test_a_host_name_that_sabnzbd_refuses_is_explained_and_asks_for_no_key(
    home: Home, simulation: Simulation, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("simulator.sabnzbd.server._is_address", lambda host: False)
        told = await home.wait_for("server_unavailable")
        await home.passes(1)
        assert "host" in told["message"]
        assert home.hass.config_entries.flow.async_progress() == []
        assert "unavailable" not in others(home, "sabnzbd")
    await home.wait_for("server_available")
    assert len(log.troubles) == 1


async def test_a_story_with_every_server_restarted_is_told_once(
    hass: HomeAssistant, home: Home, simulation: Simulation, log: Log
) -> None:
    await simulation.scenario("bad_release", media="series")
    await home.wait_for("download_failed")
    for server in simulation.servers.values():
        await server.set_up(False)
        await home.passes(1)
        await server.set_up(True)
    await home.reload()
    await home.wait_for("recovery_succeeded", 60)
    await home.unload()
    await home.passes(1)

    names = [
        str(event.event_type)
        for event in home.events
        if event.event_type != "autoarr_activity"
        and "server_" not in str(event.event_type)
    ]
    assert sorted(names) == [
        "autoarr_download_completed",
        "autoarr_download_failed",
        "autoarr_recovery_started",
        "autoarr_recovery_succeeded",
    ]
    assert simulation.sonarr.core.counters.searches == 2
    gone = len(home.heard("server_unavailable"))
    assert len(home.heard("server_available")) == gone <= 4
    assert len(log.troubles) in (gone, gone + 1), "a server may be away at the restart"
    assert all("cannot be reached" in line for line in log.troubles)
    assert log.tracebacks == []


@pytest.mark.slow
async def test_sabnzbd_alone_tells_what_failed(
    make_home: MakeHome, simulation: Simulation
) -> None:
    assert simulation.sonarr.core.client is not None
    simulation.sonarr.core.client["removeFailedDownloads"] = False
    home = await make_home(only=(ServerType.SABNZBD,))
    await simulation.scenario("bad_release", media="series")
    failed = await home.wait_for("download_failed")
    assert failed["server"] == "Sabnzbd"
    assert failed["class"] == "bad_release"
    await home.passes(3)
    assert len(home.heard("download_failed")) == 1
    assert home.writes() == []


@pytest.mark.slow
async def test_radarr_alone_tells_what_failed_and_was_replaced(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home(only=(ServerType.RADARR,))
    await simulation.scenario("bad_release")
    failed = await home.wait_for("download_failed", 60)
    assert failed["server"] == "Radarr"
    assert failed["class"] == "bad_release"
    await home.wait_for("recovery_succeeded", 60)
    assert home.writes() == []
    assert len(home.heard("download_failed")) == 1


@pytest.mark.slow
async def test_a_job_that_fails_before_its_sonarr_is_there_is_told_once(
    make_home: MakeHome, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The world lives faster than AutoArr: what Sonarr takes away at once is never seen.
    monkeypatch.setattr(arr_server, "_POLL", 240.0)
    await simulation.sonarr.set_fault(Fault.REFUSE)
    home = await make_home({CONF_SETTLE_TIME: 20})
    assert home.entry.state is ConfigEntryState.LOADED
    await simulation.scenario("bad_release", media="series")
    await home.passes(3)
    await simulation.sonarr.set_fault(Fault.NONE)
    await home.wait_for("recovery_succeeded", 60)
    (failed,) = home.heard("download_failed")
    assert failed["class"] == "bad_release"
    assert home.writes() == []


async def test_a_server_that_is_away_over_a_restart_is_told_once(
    home: Home, simulation: Simulation
) -> None:
    await simulation.plex.set_up(False)
    await home.wait_for("server_unavailable")
    await home.reload()
    await home.looks(2)
    assert home.heard("server_available") == []
    await simulation.plex.set_up(True)
    await home.wait_for("server_available")
    assert len(home.told()) == 2


async def test_a_home_without_any_server_is_set_up_when_one_is_back(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation, log: Log
) -> None:
    for server in simulation.servers.values():
        await server.set_up(False)
    home = await make_home()
    for _ in range(2):
        await home.reload()
    assert home.entry.state.value == ConfigEntryState.SETUP_RETRY.value
    # Home Assistant says itself that it tries again, and that is enough.
    assert log.troubles == []
    await simulation.plex.set_up(True)
    await home.reload()
    # Those that are away still are told of, once.
    await home.looks(2)
    assert sorted(line.split()[2] for line in log.troubles) == [
        "Radarr",
        "Sabnzbd",
        "Sonarr",
    ]
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.heard("server_available") == []
    assert home.state("binary_sensor.plex_connected") == "on"
    await simulation.sonarr.set_up(True)
    await home.wait_for("server_available")
    await home.looks(2)
    assert len(log.troubles) == 3
    assert len(log.recoveries) == 1
