import { expect, test } from "vitest";
import type { Device, Hass } from "../src/hass";
import { DashboardStrategy, ViewStrategy } from "../src/strategy";
import { fakeHass } from "./fakes";

interface Card {
  type: string;
  config_entry_id?: string;
  entity?: string;
}

const device = (id: string, entry: string, identifier: string): Device => ({
  config_entries: [entry],
  id,
  identifiers: [["autoarr", identifier]],
  name: id,
  via_device_id: null,
});

const home = (...entries: string[]): Hass =>
  fakeHass(undefined, {
    devices: Object.fromEntries(
      entries.flatMap((entry) => [
        [entry, device(entry, entry, entry)],
        [`${entry} Radarr`, device(`${entry} Radarr`, entry, `sub-${entry}`)],
      ]),
    ),
    entities: {
      "button.search": { device_id: "cabin Radarr", entity_id: "button.search" },
      "sensor.hidden": {
        device_id: "cabin Radarr",
        entity_id: "sensor.hidden",
        hidden: true,
      },
      "sensor.queue": { device_id: "cabin Radarr", entity_id: "sensor.queue" },
    },
  });

const cardsOf = (sections: object[]): Card[] =>
  sections.flatMap((section) => (section as { cards: Card[] }).cards);

async function pages(hass: Hass, wanted?: string) {
  const { views } = await DashboardStrategy.generate(
    { type: "custom:autoarr", ...(wanted ? { config_entry_id: wanted } : {}) },
    hass,
  );
  return views;
}

test("a stack has a page with all cards, and one with what its servers have", async () => {
  const [cards, servers] = await pages(home("cabin"));
  expect(new Set(cardsOf(cards?.sections ?? []).map(({ type }) => type)).size).toBe(6);
  expect(cardsOf(cards?.sections ?? [])[0]?.config_entry_id).toBe("cabin");
  expect(cardsOf(servers?.sections ?? []).map(({ entity }) => entity)).toEqual([
    undefined,
    "sensor.queue",
  ]);
});

test("several stacks have pages of their own, unless one is wanted", async () => {
  const all = await pages(home("cabin", "home"));
  expect(all.map(({ title }) => title)).toEqual([
    "cabin",
    "cabin: Servers",
    "home",
    "home: Servers",
  ]);
  expect(new Set(all.map(({ path }) => path)).size).toBe(4);
  expect(await pages(home("cabin", "home"), "home")).toHaveLength(2);
});

test("a stack that is gone is said to be, not taken for another", async () => {
  const [page] = await pages(home("cabin"), "gone");
  expect(cardsOf(page?.sections ?? [])).toEqual([
    expect.objectContaining({
      config_entry_id: "gone",
      type: "custom:autoarr-overview-card",
    }),
  ]);
});

test("a home without a stack has a page that says so", async () => {
  const [page] = await pages(home());
  const [card] = cardsOf(page?.sections ?? []);
  expect(card?.type).toBe("custom:autoarr-overview-card");
  expect(card).not.toHaveProperty("config_entry_id");
});

test("a view of another dashboard has the cards too", async () => {
  const view = (await ViewStrategy.generate(
    { type: "custom:autoarr" },
    home("cabin"),
  )) as { sections: object[] };
  expect(cardsOf(view.sections)).toHaveLength(6);
});
