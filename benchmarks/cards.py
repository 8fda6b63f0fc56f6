"""What one changed row costs a browser that shows many, and how soon many are shown.

The cards run in a Chromium on a page that is not Home Assistant's, so that nothing else
is measured.
"""

from collections.abc import AsyncIterator
import contextlib
from random import Random
from statistics import median
from typing import Any

from tests.browser.bare import bare_page
from tests.browser.browser import CHROMIUM

from .report import Goal, Report

SHOW = """
globalThis.show = async (size) => {
  const words = {episodes: [], media_type: "movie", season: null, year: 1984};
  const row = (n, progress) => ({
    id: `${n}`, server: "Radarr", client: "SABnzbd", title: `Dune.1984.${n}-KELVIN`,
    media: {...words, title: `Dune ${n}`, poster: null}, status: "downloading", progress,
    size: 5e9, size_left: 3e9, time_left: 300, quality: "Bluray-1080p",
    protocol: "usenet", failure: null, correlation_id: `${n}`,
  });
  const listeners = {};
  const connection = {
    connected: true, addEventListener() {}, removeEventListener() {},
    sendMessagePromise: async () => ({}),
    subscribeMessage: async (listener, {topics}) => {
      listeners[topics[0]] = listener;
      return async () => {};
    },
  };
  const card = document.createElement("autoarr-downloads-card");
  card.setConfig({type: "custom:autoarr-downloads-card"});
  card.hass = {
    connection, connected: true, language: "en", locale: {language: "en"}, entities: {},
    services: {autoarr: {}}, user: {id: "me", is_admin: true, name: "Me"},
    devices: {stack: {
      id: "stack", name: "Home", config_entries: ["e"], identifiers: [["autoarr", "e"]],
    }},
  };
  document.body.replaceChildren(card);
  const drawn = async () => {
    await card.updateComplete;
    await card.shadowRoot.querySelector("autoarr-list")?.updateComplete;
  };
  const take = async (message) => {
    const began = performance.now();
    listeners.downloads({topic: "downloads", ...message});
    await drawn();
    const drew = performance.now();
    card.getBoundingClientRect();
    return [drew - began, performance.now() - drew];
  };
  await drawn();
  listeners.failures({topic: "failures", type: "snapshot", rows: []});
  const [first] = await take({
    type: "snapshot", rows: Array.from({length: size}, (_, n) => row(n, 10)),
  });
  const updates = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    updates.push(await take({type: "delta", changed: [row(3, n % 100)], removed: []}));
  }
  return {first, updates, shown: card.shadowRoot.querySelectorAll(".item").length};
};
"""


async def run(rounds: int, random: Random, *, quick: bool) -> Report:
    """Measure in a browser; without one nothing is measured."""
    report = Report(
        "cards",
        ("rows", "first ms", "one row ms", "slowest ms", "layout ms", "rows drawn"),
    )
    costs: dict[int, float | None] = {1_000: None, 10_000: None}
    if CHROMIUM.exists():
        async with _page(rounds * 10) as show:
            for size in (100, *costs):
                told = await show(size)
                scripts = [script for script, _ in told["updates"]]
                layouts = [layout for _, layout in told["updates"]]
                costs[size] = median(scripts)
                report.rows.append(
                    (
                        f"{size:,}",
                        told["first"],
                        median(scripts),
                        max(scripts),
                        median(layouts),
                        told["shown"],
                    )
                )
    else:
        report.notes.append(f"There is no Chromium at {CHROMIUM}.")
    report.goals += [
        Goal("script for one changed row of 1,000", costs[1_000], 16, "ms"),
        Goal("script for one changed row of 10,000", costs[10_000], 16, "ms"),
    ]
    return report


@contextlib.asynccontextmanager
async def _page(rounds: int) -> AsyncIterator[Any]:
    """Yield what shows so many rows on a page with nothing but the cards."""
    async with bare_page() as (tab, _):
        await tab.run(SHOW.replace("ROUNDS", str(rounds)))
        yield lambda size: tab.run(f"show({size})")
