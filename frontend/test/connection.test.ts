import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/elements";
import type { AutoarrCard } from "../src/card";
import { activity, request } from "./data";
import { FakeConnection, fakeHass } from "./fakes";
import { text } from "./page";

const UNKNOWN = { code: "unknown_command", message: "Unknown command." };

let connection: FakeConnection;

beforeEach(() => {
  vi.useFakeTimers();
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function open(name: string): Promise<AutoarrCard> {
  const card = document.createElement(`autoarr-${name}-card`) as AutoarrCard;
  card.setConfig({ type: name });
  card.hass = fakeHass(connection);
  document.body.append(card);
  await vi.advanceTimersByTimeAsync(100);
  return card;
}

test("a card goes on after a restart of Home Assistant, which answers before AutoArr", async () => {
  const card = await open("request");
  connection.tell("requests", { rows: [request("a")], type: "snapshot" });
  connection.say("disconnected");
  await vi.advanceTimersByTimeAsync(100);
  expect(text(card)).toContain("connection to Home Assistant is lost");
  connection.refusal = UNKNOWN;
  connection.say("ready");
  await vi.advanceTimersByTimeAsync(100);
  expect(text(card)).toContain("not running at the moment");
  connection.refusal = null;
  await vi.advanceTimersByTimeAsync(3_000);
  connection.tell("requests", {
    rows: [request("b", { title: "Heat", year: 1995 })],
    type: "snapshot",
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(text(card)).toContain("Heat (1995)");
  expect(text(card)).not.toContain("not running");
});

test("however often it is refused, a card listens to its connection once", async () => {
  connection.refusal = UNKNOWN;
  const card = await open("request");
  const before = connection.listening("ready");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(connection.listening("ready")).toBe(before);
  const asked = connection.sent.length;
  connection.say("ready");
  await vi.advanceTimersByTimeAsync(100);
  expect(connection.sent.length).toBe(asked + 1);
  card.remove();
  await vi.advanceTimersByTimeAsync(60_000);
  const quiet = connection.sent.length;
  connection.say("ready");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connection.sent.length).toBe(quiet);
});

test("a page of the feed that was cut off is read when the connection is back", async () => {
  connection.pages.set("autoarr/activity/list", {
    activity: Array.from({ length: 50 }, (_, n) => activity(`${n}`)),
    total: 100,
  });
  const card = await open("activity");
  connection.tell("activity", { rows: [], type: "snapshot" });
  await vi.advanceTimersByTimeAsync(100);
  const list = (): Element | null => card.renderRoot.querySelector("autoarr-list");
  const hasMore = (): boolean => list()?.querySelector(".end") != null;
  expect(hasMore()).toBe(true);
  const answered = connection.sendMessagePromise;
  connection.sendMessagePromise = () => Promise.reject({ code: 3 });
  connection.say("disconnected");
  list()?.dispatchEvent(new CustomEvent("more"));
  await vi.advanceTimersByTimeAsync(100);
  expect(hasMore()).toBe(false);
  connection.sendMessagePromise = answered;
  connection.say("ready");
  await vi.advanceTimersByTimeAsync(100);
  connection.tell("activity", { rows: [], type: "snapshot" });
  await vi.advanceTimersByTimeAsync(100);
  expect(hasMore()).toBe(true);
});
