"""Who only observes changes nothing on any server, whatever happens, and says what it would do."""

from collections import Counter
from typing import Any

import pytest

from custom_components.autoarr.const import CONF_MODE
from custom_components.autoarr.downloads.model import Failure, RecoveryMode
from simulator.scenarios import STORIES
from simulator.world import Simulation

from .conftest import MakeHome
from .home import Home

pytestmark = pytest.mark.slow

MORE: list[tuple[str, dict[str, Any]]] = [
    ("executable", {"fail": True}),
    ("disk_full", {"where": "unpack"}),
    ("disk_full", {"where": "import"}),
    ("unowned", {"category": False}),
    ("server_down", {"server": "sonarr"}),
]
"""What some stories tell with other parameters than their own."""
PLAYED = [*((name, {}) for name in STORIES), *MORE]
BACKDROPS = {"provider_down", "server_down", "playback", "unreleased"}
"""They need a download, for anything to happen."""
HARMLESS = {
    *("good", "season_pack", "tba", "delay", "unreleased", "playback"),
    # What failed before, and what others look after, is no business of recovery's.
    *("old_failures", "bulk_queue"),
    # The apps grab something else before anybody notices, or nobody can tell.
    *("server_down", "stalled"),
}
"""In these nothing need fail."""


def told(home: Home, failure: Failure) -> int:
    """Return how often it was told why a failure is what it is."""
    assert failure.reason is not None
    says = home.engine.phrases.words(failure.reason)
    return sum(
        event["message"] == says and event["correlation_id"] == failure.correlation_id
        for event in home.heard("activity")
    )


async def would(home: Home) -> list[Failure]:
    """Return the failures about which something would be done now."""
    steps = (await home.act("preview_recovery"))["steps"]
    ids = {step["failure_id"] for step in steps if step["writes"]}
    return [each for each in home.engine.failures.values() if each.id in ids]


@pytest.mark.parametrize(
    ("name", "parameters"),
    PLAYED,
    ids=["-".join([name, *map(str, extra.values())]) for name, extra in PLAYED],
)
async def test_who_only_observes_sends_no_write_and_says_once_what_would_be_done(
    make_home: MakeHome,
    simulation: Simulation,
    name: str,
    parameters: dict[str, Any],
) -> None:
    home = await make_home({CONF_MODE: RecoveryMode.OBSERVE})
    await simulation.scenario(name, media="series", **parameters)
    if name in BACKDROPS:
        await simulation.scenario("good", media="series")
    if name not in HARMLESS:
        await home.until(
            lambda: bool(
                home.heard("download_failed") + home.heard("download_blocked")
            ),
            "nothing fails",
        )
    # Longer than the settle time, the app's time to search, and the delays in between.
    await home.passes(3 if name in HARMLESS else 6)
    await home.looks(2)
    assert home.writes() == []
    for failure in await would(home):
        assert failure.reason is not None
        assert failure.reason.key.startswith("reason_would_")
        assert told(home, failure) == 1, failure.reason.key
    # Nothing is told over and over, whatever it is.
    rows = Counter(
        (event["title"], event["message"]) for event in home.heard("activity")
    )
    assert [row for row, times in rows.items() if times > 1] == []
