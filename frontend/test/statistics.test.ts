import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/elements";
import type { Statistics } from "../src/api";
import type { AutoarrCard } from "../src/card";
import type { Json } from "../src/hass";
import { arrived, most, pieces } from "../src/statistics";
import { FakeConnection, fakeHass } from "./fakes";

const COUNTED: Statistics = {
  ai: { calls: 12, cost: 0.11 },
  downloads: {
    by_outcome: { failed: 19, imported: 190, removed: 3 },
    by_server: { Radarr: 52, Sonarr: 160 },
    total: 212,
  },
  recovery: {
    by_cause: { articles_missing: 15, encrypted: 4 },
    by_indexer: { A: 7, B: 5, C: 3, D: 2, E: 1, F: 1 },
    by_server: { "": 5, Sonarr: 14 },
    failures: 19,
    given_up: 1,
    rate: 94.4,
    recovered: 17,
    time_to_recover: 1260.5,
  },
  requests: { by_status: { available: 7 }, time_to_available: 3605, total: 8 },
};
const NOTHING: Statistics = {
  ai: { calls: 0, cost: 0 },
  downloads: { by_outcome: {}, by_server: {}, total: 0 },
  recovery: {
    by_cause: {},
    by_indexer: {},
    by_server: {},
    failures: 0,
    given_up: 0,
    rate: null,
    recovered: 0,
    time_to_recover: null,
  },
  requests: { by_status: {}, time_to_available: null, total: 0 },
};
const OVERVIEW = {
  queue: { downloads: 1 },
  recovery: { total_failed: 1, total_given_up: 0, total_recovered: 0 },
  requests: { open: 0 },
};

let connection: FakeConnection;

beforeEach(() => {
  connection = new FakeConnection();
  connection.pages.set("frontend/get_translations", {
    resources: {
      "component.autoarr.common.cause_articles_missing": "Parts of {title} are missing.",
      "component.autoarr.common.other": "Other",
    },
  });
});

afterEach(() => {
  document.body.replaceChildren();
});

interface Shown {
  card: AutoarrCard;
  asked: Json[];
}

async function shown(answer: (data: Json) => Statistics): Promise<Shown> {
  const hass = fakeHass(connection);
  const asked: Json[] = [];
  hass.answer = ({ data }) => {
    asked.push(data);
    return answer(data);
  };
  const card = document.createElement("autoarr-statistics-card") as AutoarrCard;
  card.setConfig({ type: "custom:autoarr-statistics-card" });
  card.hass = hass;
  document.body.append(card);
  await settled(card);
  connection.tell("overview", { overview: OVERVIEW, type: "snapshot" });
  await settled(card);
  return { asked, card };
}

async function settled(card: AutoarrCard): Promise<void> {
  for (let n = 0; n < 30; n += 1) await new Promise((resolve) => setTimeout(resolve));
  await card.updateComplete;
}

const text = (card: AutoarrCard): string =>
  (card.renderRoot.textContent ?? "").replace(/\s+/g, " ");

test("what happened is told in numbers, causes in words", async () => {
  const { card } = await shown(() => COUNTED);
  expect(text(card)).toContain("17 of 19 failures mended");
  expect(text(card)).toContain("after 21 min on average");
  expect(text(card)).toContain("1 given up");
  expect(text(card)).toContain("91% arrived");
  expect(text(card)).toContain("$0.11");
  expect(text(card)).toContain("Parts of … are missing.");
  expect(text(card)).toContain("encrypted");
  expect(text(card)).toContain("A server that was removed");
});

test("the longest bar fills its row, and what is rare is counted together", async () => {
  const { card } = await shown(() => COUNTED);
  const [, indexers] = card.renderRoot.querySelectorAll(".bars");
  const rows = [...(indexers?.querySelectorAll("li") ?? [])];
  expect(rows.map((each) => each.querySelector(".label")?.textContent)).toEqual([
    ..."ABCDE",
    "Others",
  ]);
  const widths = [...(indexers?.querySelectorAll<HTMLElement>(".track > span") ?? [])];
  expect(widths[0]?.style.width).toBe("100%");
});

test("the course of time is a table for those who listen", async () => {
  const { card } = await shown(({ until }) => (until ? COUNTED : COUNTED));
  const rows = card.renderRoot.querySelectorAll("figure table tr");
  expect(rows).toHaveLength(11);
  expect(
    [...(rows[1]?.querySelectorAll("td") ?? [])].map((td) => td.textContent),
  ).toEqual(["17", "2"]);
});

test("a time without failures has none to show", async () => {
  const { card } = await shown(() => NOTHING);
  expect(text(card)).toContain("Nothing failed in this time.");
  expect(card.renderRoot.querySelector("figure")).toBeNull();
});

test("another time is counted anew, and all of it has no beginning", async () => {
  const { card, asked } = await shown(() => COUNTED);
  expect(asked[0]?.since).toBeDefined();
  asked.length = 0;
  [...card.renderRoot.querySelectorAll("button")]
    .find((each) => each.textContent?.includes("All"))
    ?.click();
  await settled(card);
  await settled(card);
  expect(asked[0]?.since).toBeUndefined();
  expect(asked.length).toBeGreaterThan(10);
});

test("nothing is counted twice for the same news, and the past only once", async () => {
  const { card, asked } = await shown(() => COUNTED);
  const before = asked.length;
  connection.tell("overview", { overview: { ai: {} }, type: "delta" });
  await settled(card);
  expect(asked).toHaveLength(before);
});

test("news that keep coming are counted all the same, together", async () => {
  const { card, asked } = await shown(() => COUNTED);
  const before = asked.length;
  vi.useFakeTimers();
  for (let failed = 2; failed < 12; failed += 1) {
    const recovery = { ...OVERVIEW.recovery, total_failed: failed };
    connection.tell("overview", { overview: { recovery }, type: "delta" });
    await vi.advanceTimersByTimeAsync(2_000);
  }
  vi.useRealTimers();
  await settled(card);
  // All of it, and the piece that is not over, twice in twenty seconds.
  expect(asked.length - before).toBeGreaterThanOrEqual(2);
  expect(asked.length - before).toBeLessThanOrEqual(8);
});

test("what is refused is said", async () => {
  const { card } = await shown(() => {
    throw { message: "The database cannot be read." };
  });
  expect(text(card)).toContain("The database cannot be read.");
  expect(text(card)).toContain("There are no numbers yet.");
});

test("pieces are whole days without a gap, and end with today", () => {
  const now = new Date(2026, 9, 27, 15).valueOf();
  for (const span of ["week", "month", "all"] as const) {
    const all = pieces(span, now);
    expect(all.at(-1)?.until).toEqual(new Date(2026, 9, 28));
    all.slice(1).forEach(({ since }, n) => {
      expect(since).toEqual(all[n]?.until);
      expect(since.getHours()).toBe(0);
    });
  }
});

test("nothing arrived has no share, and most is most", () => {
  expect(arrived(NOTHING)).toBeNull();
  expect(most({ a: 1, b: 3, c: 2 }, 2)).toEqual({
    first: [
      ["b", 3],
      ["c", 2],
    ],
    others: 1,
  });
});
