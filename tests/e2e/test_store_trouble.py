"""The database cannot be written for a while: polling goes on, nothing is done blindly."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event

from custom_components.autoarr.const import ISSUE_STORE_UNWRITABLE
from simulator.world import Simulation

from .home import Home


class Disk:
    """The disk under the database, which may become read-only."""

    read_only = False

    def look(self, connection: Connection) -> None:
        """Let SQLite refuse to write, or not, from this transaction on."""
        state = "ON" if self.read_only else "OFF"
        connection.exec_driver_sql(f"PRAGMA query_only={state}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Stand between SQLite and the disk."""
    disk = Disk()
    event.listen(Engine, "begin", disk.look)
    yield disk
    event.remove(Engine, "begin", disk.look)


@pytest.mark.slow
async def test_nothing_destructive_is_done_that_cannot_be_written_down(
    disk: Disk, home: Home, simulation: Simulation
) -> None:
    disk.read_only = True
    await simulation.scenario("encrypted_paused", media="series")
    await home.until(lambda: len(home.issues()) == 1, "there is no issue")
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_STORE_UNWRITABLE
    assert home.state("binary_sensor.home_attention_needed") == "on"
    await home.passes(4)
    assert home.writes() == []
    assert home.state("binary_sensor.sonarr_connected") == "on"
    assert home.state("sensor.sonarr_queue") == "1"

    disk.read_only = False
    await home.wait_for("recovery_succeeded", 60)
    assert home.issues() == []
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("recovery_started")) == 1
    assert len(home.writes()) == 1
    assert home.state("binary_sensor.home_attention_needed") == "off"


@pytest.mark.slow
@pytest.mark.parametrize("restart", [False, True])
async def test_what_happened_meanwhile_is_told_once_when_it_can_be_written_again(
    disk: Disk, home: Home, simulation: Simulation, restart: bool
) -> None:
    disk.read_only = True
    await simulation.scenario("bad_release", media="series")
    await home.until(
        lambda: simulation.sonarr.core.counters.imports == 1, "nothing is imported"
    )
    await home.looks(3)
    disk.read_only = False
    if restart:
        await home.reload()
    await home.wait_for("download_completed", 60)
    await home.until(lambda: not home.engine.failures, "it is not over")
    await home.looks(3)
    assert len(home.heard("download_failed")) == 1
    assert len(home.heard("download_completed")) == 1
    assert home.engine.totals.failed == 1
    assert home.writes() == []


@pytest.mark.slow
async def test_a_person_is_told_that_nothing_can_be_written(
    disk: Disk, home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("encrypted_paused", media="series")
    failed = await home.wait_for("download_failed")
    disk.read_only = True
    with pytest.raises(Exception, match=r"(?i)database"):
        await home.act("dismiss_failure", failure_id=failed["id"])
    assert failed["id"] in home.engine.failures
