"""A page that stays open while Home Assistant is restarted goes on by itself."""

import asyncio

import pytest

from .browser import CHROMIUM
from .stage import Stage, stage

ACTIVITY, DOWNLOADS, OVERVIEW, REQUEST = (
    f"autoarr-{name}-card" for name in ("activity", "downloads", "overview", "request")
)
LOST = "The connection to Home Assistant is lost."

pytestmark = [
    pytest.mark.slow,
    pytest.mark.real_time,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"there is no Chromium at {CHROMIUM}"
    ),
]


async def test_an_open_page_outlives_a_restart(loopback: None) -> None:
    async with stage() as played:
        await played.open()
        await played.page.run("globalThis.sameAge = true; null")
        restart = asyncio.create_task(played.home.restart())
        await played.page.says(OVERVIEW, LOST)
        await restart
        # It answers long before AutoArr is there to be asked.
        await _everything_is_live(played)
        assert await played.page.run("globalThis.sameAge")


async def _everything_is_live(played: Stage) -> None:
    page = played.page
    for card in (OVERVIEW, DOWNLOADS, REQUEST, ACTIVITY):
        await page.until(
            f"""(() => {{
              const said = everywhere((each) => each.localName === {card!r})
                .shadowRoot.querySelector("ha-card").innerText;
              return !["is lost", "not running", "cannot do this"]
                .some((trouble) => said.includes(trouble));
            }})()""",
            f"{card} is live again",
            90,
        )
    await played.home.act("autoarr", "request_media", query="the film Casablanca")
    await page.says(REQUEST, "Casablanca", 60)
