"""The simulated Sonarr and Radarr work with a real SABnzbd in place of the simulated."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from simulator.sabnzbd.outcomes import ABORTED
from simulator.world import RealSabnzbd, Simulation
from tests.real.news import NewsServer
from tests.real.posts import encrypted_post, good_post
from tests.real.sabnzbd import Sabnzbd

pytestmark = pytest.mark.real


@pytest.fixture
async def sim(
    sabnzbd: Sabnzbd, news: NewsServer, tmp_path: Path
) -> AsyncIterator[Simulation]:
    """A world whose good releases can be had, and whose bad ones miss articles."""
    nzbs = tmp_path / "nzbs"
    nzbs.mkdir()
    good, bad, locked = (
        good_post("good", size=3_000_000),
        good_post("bad", size=3_000_000),
        encrypted_post("locked", size=6_000_000),
    )
    news.offer(good)
    news.offer_incomplete(bad)
    news.offer(locked)
    for name, post in (("good", good), ("bad", bad), ("encrypted", locked)):
        (nzbs / f"{name}.nzb").write_bytes(post.nzb)
    real = RealSabnzbd(sabnzbd.url, sabnzbd.api_key, tmp_path / "library", nzbs)
    async with Simulation(speed=60, movies=6, series=3, real=real) as sim:
        yield sim


async def _until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        await asyncio.sleep(0.2)
    raise AssertionError("it never happened")


async def test_a_bad_release_is_replaced_and_the_video_copied_to_the_library(
    sim: Simulation, sabnzbd: Sabnzbd, tmp_path: Path
) -> None:
    assert sim.connections()["sabnzbd"]["url"] == sabnzbd.url
    assert "sabnzbd" not in sim.servers
    for media in ("movie", "series"):
        await sim.scenario("bad_release", media=media)
    await _until(lambda: all(c.imports == 1 for c in sim.counters.values()))

    videos = sorted((tmp_path / "library").rglob("*.mkv"))
    assert len(videos) == 2
    assert all(video.stat().st_size > 1_000_000 for video in videos)
    for app in (sim.sonarr, sim.radarr):
        assert app.core.counters.failures == 1
        (block,) = app.history.blocked
        assert block.message in {ABORTED, "RAR files failed to verify"}
        assert app.core.disk.space(str(tmp_path))[0] > 0


async def test_an_encrypted_release_is_paused_and_looks_so_in_the_app(
    sim: Simulation, news: NewsServer
) -> None:
    news.delay = 0.1
    told = await sim.scenario("encrypted_paused")
    await _until(
        lambda: any(
            t.item.status == "paused" for t in sim.radarr.downloads.tracked.values()
        )
    )
    assert told["download_id"] in sim.radarr.downloads.tracked
