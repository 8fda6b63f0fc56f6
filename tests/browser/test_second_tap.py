"""What is asked before something is done is not answered by the tap that asked for it."""

import pytest

from .bare import bare_page
from .browser import CHROMIUM

DOWNLOADS = "autoarr-downloads-card"
SHOW = """(async () => {
  const failure = {
    id: "f", download_id: "d", server: "Radarr", title: "Dune.1984.1080p-KELVIN",
    media: {media_type: "movie", title: "Dune", year: 1984, season: null, episodes: []},
    class: "bad_release", cause: "Parts are missing.", blames: "release", evidence: [],
    detected_at: "2026-01-01T10:00:00+00:00", state: "given_up", attempts: [],
    next_attempt_at: null, next_step: null, correlation_id: "c",
  };
  globalThis.called = [];
  const connection = {
    connected: true, addEventListener() {}, removeEventListener() {},
    sendMessagePromise: async () => ({}),
    subscribeMessage: async (listener, {topics: [topic]}) => {
      const rows = topic === "failures" ? [failure] : [];
      listener({type: "snapshot", topic, rows});
      return async () => {};
    },
  };
  const card = document.createElement("autoarr-downloads-card");
  card.setConfig({type: "custom:autoarr-downloads-card"});
  card.hass = {
    connection, connected: true, language: "en", locale: {language: "en"}, entities: {},
    services: {autoarr: {}}, user: {id: "me", is_admin: true, name: "Me"},
    callService: async (domain, action) => {
      called.push(action);
      return {response: {}};
    },
    devices: {stack: {
      id: "stack", name: "Home", config_entries: ["e"], identifiers: [["autoarr", "e"]],
    }},
  };
  document.body.append(card);
})()"""
YES = (
    f"everywhere((each) => each.localName === '{DOWNLOADS}')"
    ".shadowRoot.querySelector('button.yes')"
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.real_time,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"there is no Chromium at {CHROMIUM}"
    ),
]


async def test_a_double_tap_asks_and_only_a_second_thought_answers(
    loopback: None,
) -> None:
    async with bare_page() as (page, _):
        await page.run(SHOW)
        await page.says(DOWNLOADS, "Ignore")
        takes_taps = await page.run(
            f"""(async () => {{
              const card = everywhere((each) => each.localName === '{DOWNLOADS}');
              [...card.shadowRoot.querySelectorAll("button")]
                .find((each) => each.innerText.includes("Ignore")).click();
              while (!{YES}) await new Promise(requestAnimationFrame);
              return getComputedStyle({YES}).pointerEvents !== "none";
            }})()"""
        )
        assert not takes_taps
        await page.tap(DOWNLOADS, "Yes, ignore")
        await page.until("called.length === 1", "it is done")
        assert await page.run("called") == ["dismiss_failure"]
