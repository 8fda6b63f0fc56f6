"""Others that remove downloads are noticed, and a person decides who may."""

from datetime import timedelta

import pytest

from custom_components.autoarr.engine.other_tools import OTHER_TOOLS, OtherTools
from custom_components.autoarr.store import StoreError
from tests.downloads.world import START

from .parts import Parts

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)


@pytest.fixture
def parts() -> Parts:
    """An engine without servers."""
    return Parts()


@pytest.fixture
def tools(parts: Parts) -> OtherTools:
    """Nobody known yet."""
    return OtherTools(parts.engine)


async def reloaded(parts: Parts) -> OtherTools:
    """Return what is known after a restart."""
    tools = OtherTools(parts.engine)
    await tools.load()
    return tools


async def test_two_removals_within_a_day_hold_recovery_on_that_server(
    tools: OtherTools,
) -> None:
    await tools.saw_removal("sonarr", START)
    assert not tools.holds("sonarr")
    await tools.saw_removal("sonarr", START + DAY)
    assert tools.holds("sonarr")
    assert tools.held == {"sonarr": START + DAY}
    assert not tools.holds("radarr")
    assert not tools.holds(None)


async def test_removals_days_apart_are_a_persons(tools: OtherTools) -> None:
    for days in range(9):
        await tools.saw_removal("sonarr", START + days * (DAY + HOUR))
    assert not tools.holds("sonarr")


async def test_removals_on_two_servers_are_not_added_up(tools: OtherTools) -> None:
    await tools.saw_removal("sonarr", START)
    await tools.saw_removal("radarr", START)
    assert tools.held == {}


async def test_a_restart_forgets_neither_removals_nor_holds(
    parts: Parts, tools: OtherTools
) -> None:
    await tools.saw_removal("sonarr", START)
    tools = await reloaded(parts)
    await tools.saw_removal("sonarr", START + HOUR)
    tools = await reloaded(parts)
    assert tools.held == {"sonarr": START + HOUR}
    await tools.saw_removal("sonarr", START + 2 * HOUR)
    assert tools.held == {"sonarr": START + HOUR}


async def test_who_is_told_to_go_on_goes_on_whatever_others_do(
    parts: Parts, tools: OtherTools
) -> None:
    for hours in range(2):
        await tools.saw_removal("sonarr", START + hours * HOUR)
    await tools.go_on("sonarr")
    tools = await reloaded(parts)
    for hours in range(5):
        await tools.saw_removal("sonarr", START + hours * HOUR)
    assert not tools.holds("sonarr")


async def test_who_is_told_to_keep_off_keeps_off_until_told_otherwise(
    parts: Parts, tools: OtherTools
) -> None:
    for hours in range(2):
        await tools.saw_removal("sonarr", START + hours * HOUR)
    await tools.keep_off("sonarr")
    assert tools.held == {}
    tools = await reloaded(parts)
    assert tools.holds("sonarr")
    await tools.saw_removal("sonarr", START + 3 * HOUR)
    assert tools.held == {}, "nobody is asked again"
    await tools.go_on("sonarr")
    assert not (await reloaded(parts)).holds("sonarr")


async def test_what_is_stored_in_another_shape_is_forgotten(parts: Parts) -> None:
    parts.settings.kept[OTHER_TOOLS] = ["sonarr"]
    assert not (await reloaded(parts)).holds("sonarr")
    parts.settings.kept[OTHER_TOOLS] = {"held": {"sonarr": "soon"}}
    assert not (await reloaded(parts)).holds("sonarr")


async def test_a_store_that_cannot_be_written_is_told(
    parts: Parts, tools: OtherTools
) -> None:
    parts.settings.is_full = True
    with pytest.raises(StoreError):
        await tools.saw_removal("sonarr", START)
