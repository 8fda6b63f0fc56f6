"""The story told with a real SABnzbd: a download fails for real, and is made good.

Sonarr and Radarr are simulated, ten times faster than life, so that a minute of theirs
lasts six seconds. Home Assistant, AutoArr and SABnzbd keep real time.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.const import DOMAIN
from simulator.world import RealSabnzbd, Simulation
from tests.real.news import NewsServer
from tests.real.posts import Post, encrypted_post, good_post, matroska
from tests.real.sabnzbd import Sabnzbd

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(300),
    pytest.mark.usefixtures("stack"),
]

SPEED = 10
VIDEO_SIZE = 12_000_000
SETTLE_SECONDS = 10
NOTICED_WITHIN = 10
RECOVERED_WITHIN = 150


class Bus:
    """The events of AutoArr as they come."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Hear from now on."""
        self._heard: dict[str, list[Event]] = defaultdict(list)
        self._news = asyncio.Event()
        for name in ("download_failed", "recovery_succeeded", "recovery_failed"):
            hass.bus.async_listen(f"{DOMAIN}_{name}", self._hear)

    @callback
    def _hear(self, event: Event) -> None:
        name = str(event.event_type).removeprefix(f"{DOMAIN}_")
        self._heard[name].append(event)
        self._news.set()

    def all(self, name: str) -> list[Event]:
        """Return the events of one name so far, oldest first."""
        return self._heard[name]

    async def first(self, name: str, timeout: float) -> Event:
        """Wait for an event; one that came before counts."""
        async with asyncio.timeout(timeout):
            while not self._heard[name]:
                self._news.clear()
                await self._news.wait()
        return self._heard[name][0]


@pytest.fixture
def posts(news: NewsServer) -> dict[str, Post]:
    """A good, an incomplete and an encrypted post on the news server."""
    posts = {
        "good": good_post("7d1f0c9be2a84c55", size=VIDEO_SIZE),
        "bad": good_post("c03e55a8814bd9f2", size=VIDEO_SIZE),
        "encrypted": encrypted_post("5a9c2f1e77d04b36", size=VIDEO_SIZE),
    }
    news.offer(posts["good"])
    news.offer_incomplete(posts["bad"])
    news.offer(posts["encrypted"])
    news.delay = 0.1  # or an encrypted job is over before SABnzbd can pause it
    return posts


@pytest.fixture
async def world(
    sabnzbd: Sabnzbd, posts: dict[str, Post], tmp_path: Path
) -> AsyncIterator[Simulation]:
    """A Sonarr and a Radarr that download with the real SABnzbd."""
    for name, post in posts.items():
        nzb = tmp_path / "nzbs" / f"{name}.nzb"
        nzb.parent.mkdir(exist_ok=True)
        nzb.write_bytes(post.nzb)
    real = RealSabnzbd(
        url=sabnzbd.url,
        key=sabnzbd.api_key,
        library=tmp_path / "library",
        nzbs=tmp_path / "nzbs",
    )
    async with Simulation(speed=SPEED, real=real) as world:
        yield world


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """A folder of Home Assistant's for this test alone, where AutoArr's store lies."""
    return hass_tmp_config_dir


@pytest.fixture
async def stack(
    world: Simulation, hass: HomeAssistant, enable_custom_integrations: None
) -> ConfigEntry:
    """A stack set up as people do it: by the flow, then made less patient."""
    flows = hass.config_entries.flow
    flow = await flows.async_init(DOMAIN, context={"source": "user"})
    flow = await flows.async_configure(flow["flow_id"], {"name": "Home"})
    for name in ("sonarr", "radarr", "sabnzbd"):
        there = world.connections()[name]
        flow = await flows.async_configure(flow["flow_id"], {"next_step_id": name})
        flow = await flows.async_configure(
            flow["flow_id"], {"url": there["url"], "api_key": there["api_key"]}
        )
        assert flow["step_id"] == "more_servers", flow
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "finish"})
    flow = await flows.async_configure(flow["flow_id"], {"mode": "automatic"})
    flow = await flows.async_configure(flow["flow_id"], {"ai_provider": "none"})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    entry: ConfigEntry = flow["result"]
    options = {**entry.options, "settle_time": SETTLE_SECONDS}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def failed_at(sabnzbd: Sabnzbd, job_id: str) -> datetime:
    """Wait until SABnzbd has recorded a job's failure, and return when that was.

    Radarr may take the record away at once, so a job that is gone had failed as well.
    """
    while True:
        queue = (await sabnzbd.call("queue"))["queue"]["slots"]
        history = (await sabnzbd.call("history", limit=50))["history"]["slots"]
        found = [slot for slot in [*queue, *history] if slot["nzo_id"] == job_id]
        if not found or found[0]["status"] == "Failed":
            return dt_util.utcnow()
        await asyncio.sleep(0.1)


def imported(world: Simulation, media: str) -> list[bytes]:
    """Return the files that came into the library on this machine's disk."""
    root = Path(world.app(media).core.settings.lists["rootfolder"][0]["path"])
    return [path.read_bytes() for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param("bad_release", id="radarr_searches_again"),
        pytest.param("no_redownload", id="autoarr_searches_again"),
    ],
)
async def test_an_incomplete_download_is_noticed_explained_and_made_good(
    hass: HomeAssistant,
    world: Simulation,
    sabnzbd: Sabnzbd,
    posts: dict[str, Post],
    scenario: str,
) -> None:
    bus = Bus(hass)
    told = await world.scenario(scenario, media="movie")

    recorded = await failed_at(sabnzbd, told["download_id"])
    failed = await bus.first("download_failed", NOTICED_WITHIN)

    assert (failed.time_fired - recorded).total_seconds() <= NOTICED_WITHIN
    assert failed.data["download_id"] == told["download_id"]
    assert (failed.data["class"], failed.data["blames"]) == ("bad_release", "release")
    said = [each["text"] for each in failed.data["evidence"]]
    assert any("cannot be completed" in text for text in said)
    assert "missing" in failed.data["message"]

    succeeded = await bus.first("recovery_succeeded", RECOVERED_WITHIN)

    assert succeeded.data["id"] == failed.data["id"]
    assert succeeded.data["correlation_id"] == failed.data["correlation_id"]
    good = matroska(VIDEO_SIZE, seed=posts["good"].title)
    assert imported(world, "movie") == [good]
    assert len(bus.all("download_failed")) == 1
    assert not bus.all("recovery_failed")
    # One search for the title, one for its replacement, whoever of the two it is.
    assert world.counters["radarr"].searches == 2
    assert world.counters["radarr"].blocklistings == 1


async def test_an_encrypted_download_that_only_pauses_is_noticed_and_replaced(
    hass: HomeAssistant,
    world: Simulation,
    sabnzbd: Sabnzbd,
    posts: dict[str, Post],
) -> None:
    bus = Bus(hass)
    told = await world.scenario("encrypted_paused", media="series")

    slot = await sabnzbd.outcome(told["download_id"])
    paused = dt_util.utcnow()
    assert (slot["status"], slot["labels"]) == ("Paused", ["ENCRYPTED"])
    failed = await bus.first("download_failed", NOTICED_WITHIN)

    assert (failed.time_fired - paused).total_seconds() <= NOTICED_WITHIN
    assert failed.data["download_id"] == told["download_id"]
    assert (failed.data["class"], failed.data["blames"]) == ("encrypted", "release")

    succeeded = await bus.first("recovery_succeeded", RECOVERED_WITHIN)

    assert succeeded.data["correlation_id"] == failed.data["correlation_id"]
    assert imported(world, "series") == [matroska(VIDEO_SIZE, seed=posts["good"].title)]
    assert len(bus.all("download_failed")) == 1
    queue = (await sabnzbd.call("queue"))["queue"]["slots"]
    assert queue == []
    assert world.counters["sonarr"].blocklistings == 1
