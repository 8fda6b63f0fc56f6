"""Where something else removes downloads too, AutoArr stands back until it is told."""

import pytest

from custom_components.autoarr.const import CONF_MODE
from custom_components.autoarr.downloads.model import RecoveryMode
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow


async def removed_by_others(home: Home, simulation: Simulation) -> None:
    """Let a download hang, and something else take it away."""
    played = await simulation.scenario("encrypted_paused", media="series")
    download_id = played["download_id"]
    await home.until(
        lambda: (
            home.engine.casebook.of_download(download_id) is not None
            and bool(home.engine.tracker.facts(download_id).rows)
        ),
        "nothing hangs",
    )
    downloads = simulation.sonarr.downloads
    await downloads.drop(
        downloads.tracked[download_id],
        remove_from_client=True,
        blocklist=False,
        skip_redownload=True,
    )
    await home.until(
        lambda: home.engine.casebook.of_download(download_id) is None, "not dismissed"
    )


async def test_two_removals_by_others_hold_recovery_until_a_person_decides(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: RecoveryMode.ASK})
    sonarr = home.engine.server_id("Sonarr")
    await removed_by_others(home, simulation)
    assert home.engine.held_servers == {}
    await home.reload()
    await removed_by_others(home, simulation)
    await home.until(lambda: sonarr in home.engine.held_servers, "not held")
    assert [*home.engine.held_servers] == [sonarr]
    assert home.state("binary_sensor.home_attention_needed") == "on"
    assert home.writes() == []

    await home.reload()
    assert [*home.engine.held_servers] == [sonarr]
    await home.unload()
    home.hass.config_entries.async_update_entry(
        home.entry, options={**home.entry.options, CONF_MODE: RecoveryMode.AUTOMATIC}
    )
    await home.set_up()
    await simulation.scenario("encrypted_paused", media="series")

    def reasons() -> list[str]:
        failures = home.engine.failures.values()
        return [each.reason.key for each in failures if each.reason]

    await home.until(lambda: reasons() == ["reason_other_tool"], "not held")
    await home.passes(2)
    assert home.writes() == []

    await home.engine.orders.release_server(sonarr)
    await home.until(lambda: bool(home.writes()), "nothing is done")
    assert home.engine.held_servers == {}


async def test_a_server_that_is_left_to_others_is_left_after_a_restart_too(
    home: Home, simulation: Simulation
) -> None:
    sonarr = home.engine.server_id("Sonarr")
    await home.engine.orders.observe_server(sonarr)
    await home.reload()
    await simulation.scenario("encrypted_paused", media="series")
    await home.wait_for("download_failed")
    await home.passes(3)
    await home.looks(2)
    assert home.writes() == []
    assert home.engine.held_servers == {}, "nobody is asked again"
    await home.engine.orders.release_server(sonarr)
    await home.until(lambda: bool(home.writes()), "nothing is done")
