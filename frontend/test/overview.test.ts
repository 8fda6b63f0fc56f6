import { afterEach, beforeEach, expect, test } from "vitest";
import "../src/elements";
import type { AutoarrCard } from "../src/card";
import type { Hass, Json } from "../src/hass";
import { FakeConnection, fakeHass } from "./fakes";
import { settled, shown, text } from "./page";

const NOBODY_HOME = { connected: false, problem: "Sonarr is away.", server: "Sonarr" };

let connection: FakeConnection;

beforeEach(() => {
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
});

const overview = (changes: Json = {}, recovery: Json = {}): Json => ({
  attention: { needed: false },
  disks: [{ folder: "/tv", free: 5e9, server: "Sonarr", server_id: "s" }],
  queue: { by_status: {}, downloads: 3, paused: false, size_left: 0, speed: 0 },
  recovery: {
    failed: 0,
    mode: "automatic",
    rate: null,
    recovering: 0,
    total_recovered: 0,
    ...recovery,
  },
  requests: { open: 0 },
  servers: [],
  ...changes,
});

async function told(whole: Json, changes: Partial<Hass> = {}): Promise<AutoarrCard> {
  const card = await shown("overview", fakeHass(connection, changes));
  connection.tell("overview", { overview: whole, type: "snapshot" });
  await settled(card);
  return card;
}

const standing = (card: AutoarrCard): string | undefined =>
  card.renderRoot.querySelector(".state")?.textContent?.trim();

test("what needs a person is said, and how the servers are", async () => {
  const card = await told(
    overview({ attention: { given_up: 2, needed: true }, servers: [NOBODY_HOME] }),
    { locale: { language: "de" } },
  );
  expect(standing(card)).toBe("Hier bist du gefragt");
  expect(text(card)).toContain("2 Downloads waren nicht zu retten");
  expect(text(card)).toContain("Sonarr is away.");
});

test("what is always done about failures is not said of what needs a person", async () => {
  const card = await told(
    overview(
      { attention: { given_up: 1, needed: true } },
      { rate: 75, total_recovered: 3 },
    ),
  );
  expect(standing(card)).toBe("This needs you");
  const facts = [...card.renderRoot.querySelectorAll(".figure")].map((each) =>
    each.textContent?.replace(/\s+/g, " ").trim(),
  );
  expect(facts.at(-1)).toBe(
    "When a download fails AutoArr mends it by itself3 mended so far · 75% success",
  );
});

test.each([
  [{}, "All is well"],
  [{ failed: 2, recovering: 1 }, "1 download is being mended"],
  [{ failed: 2 }, "2 downloads failed"],
  [{ failed: 1, mode: "observe" }, "1 download failed"],
])("nobody is told that all is well while something failed: %j", async (recovery, said) => {
  expect(standing(await told(overview({}, recovery)))).toBe(said);
});

test("what only others can do something about is for somebody", async () => {
  const card = await told(overview({ attention: { needed: true, servers_away: 1 } }), {
    user: { id: "kid", is_admin: false, name: "Kid" },
  });
  expect(standing(card)).toBe("Somebody has to look at this");
});

test("a card is drawn for what it shows, not for every state of the home", async () => {
  const card = await told(overview());
  const list = card.renderRoot.querySelector(".servers");
  let drawn = 0;
  const content = Object.getPrototypeOf(card).content;
  Object.assign(card, {
    content() {
      drawn += 1;
      return content.call(this);
    },
  });
  const hass = card.hass as Hass;
  card.hass = { ...hass, entities: {} };
  await settled(card);
  expect(drawn).toBe(0);
  // News that come together with another state are not lost.
  card.hass = { ...hass, entities: {} };
  connection.tell("overview", {
    overview: { recovery: { ...(overview().recovery as Json), failed: 1 } },
    type: "delta",
  });
  await settled(card);
  expect(standing(card)).toBe("1 download failed");
  card.hass = { ...hass, connected: false };
  await settled(card);
  expect(text(card)).toContain("connection to Home Assistant is lost");
  expect(card.renderRoot.querySelector(".servers")).toBe(list);
});
