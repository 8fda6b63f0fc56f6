"""A browser may keep cards that are older than the server: they say so and load again."""

import pytest

from .bare import bare_page
from .browser import CHROMIUM

OVERVIEW = "autoarr-overview-card"
OUTDATED = "AutoArr was updated."
SHOW = """(() => {
  const connection = {
    connected: true, addEventListener() {}, removeEventListener() {},
    sendMessagePromise: async ({type}) =>
      type === "autoarr/cards/version" ? {version: "new"} : {},
    subscribeMessage: async () => async () => {},
  };
  const card = document.createElement("autoarr-overview-card");
  card.setConfig({type: "custom:autoarr-overview-card"});
  card.hass = {
    connection, connected: true, language: "en", locale: {language: "en"}, entities: {},
    services: {}, devices: {stack: {
      id: "stack", name: "Home", config_entries: ["e"], identifiers: [["autoarr", "e"]],
    }},
  };
  document.body.append(card);
})()"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.real_time,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"there is no Chromium at {CHROMIUM}"
    ),
]


async def test_old_cards_say_so_and_load_again_once(loopback: None) -> None:
    async with bare_page("old") as (page, _):
        await page.run(f"globalThis.first = true; {SHOW}")
        await page.says(OVERVIEW, OUTDATED)
        await page.until(
            "!globalThis.first && !!customElements.get('autoarr-overview-card')",
            "the page loaded again",
        )
        # Still old: a cache in between has not heard of it. The page stays.
        await page.run(f"globalThis.second = true; {SHOW}")
        await page.says(OVERVIEW, OUTDATED)
        assert await page.run(
            "new Promise((done) => setTimeout(() => done(globalThis.second), 5_000))"
        )
        await page.tap(OVERVIEW, "Reload")
        await page.until("!globalThis.second", "the page loaded again by hand")


async def test_old_cards_ask_again_while_home_assistant_starts(loopback: None) -> None:
    starting = SHOW.replace(
        '? {version: "new"}',
        '? asked++ ? {version: "new"} : Promise.reject({code: "unknown_command"})',
    )
    async with bare_page("old") as (page, _):
        await page.run(f"globalThis.asked = 0; {starting}")
        await page.says(OVERVIEW, OUTDATED, 60)


async def test_cards_of_now_say_nothing(loopback: None) -> None:
    async with bare_page("new") as (page, _):
        await page.run(SHOW)
        await page.says(OVERVIEW, "Overview")
        assert OUTDATED not in await page.text(OVERVIEW)
