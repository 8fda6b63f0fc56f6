import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/elements";
import type { AutoarrCard } from "../src/card";
import { sign } from "../src/poster";
import { activity, download, failure, finding, request } from "./data";
import { FakeConnection, fakeHass } from "./fakes";
import { button, settled, shown, text } from "./page";

const posters = (card: AutoarrCard): (string | null)[] =>
  [...card.renderRoot.querySelectorAll("autoarr-poster")]
    .map((each) => each.shadowRoot?.querySelector("img"))
    .filter((image) => image != null)
    .map((image) => image.getAttribute("src"));

let connection: FakeConnection;

beforeEach(() => {
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

test("every card tells the picker about itself and has an editor", () => {
  expect(window.customCards).toHaveLength(6);
  for (const { type } of window.customCards as { type: string }[]) {
    const element = customElements.get(type) as unknown as {
      getConfigForm: () => { schema: object[] };
      getStubConfig: () => object;
    };
    expect(element.getConfigForm().schema.length).toBeGreaterThan(1);
    expect(element.getStubConfig()).toEqual({});
  }
});

test("a failure is retried with two taps, and never with one", async () => {
  const hass = fakeHass(connection);
  hass.answer = () => ({ message: "It is being tried again." });
  const card = await shown("downloads", hass);
  connection.tell("downloads", { rows: [download("a")], type: "snapshot" });
  connection.tell("failures", { rows: [failure("f")], type: "snapshot" });
  await settled(card);
  button(card, "Retry").click();
  await settled(card);
  expect(hass.calls).toEqual([]);
  expect(text(card)).toContain("Try again now?");
  button(card, "Yes, retry").click();
  await settled(card);
  expect(hass.calls).toEqual([
    {
      action: "retry_download",
      data: { config_entry_id: "entry", failure_id: "f", strategy: "auto" },
    },
  ]);
  expect(text(card)).toContain("It is being tried again.");
});

test("who is no administrator is not offered what is refused", async () => {
  const user = { id: "kid", is_admin: false, name: "Kid" };
  const card = await shown("downloads", fakeHass(connection, { user }));
  connection.tell("downloads", { rows: [], type: "snapshot" });
  connection.tell("failures", { rows: [failure("f")], type: "snapshot" });
  await settled(card);
  expect(text(card)).toContain("Retry");
  expect(text(card)).not.toContain("Other release");
});

test("what is refused is told in words", async () => {
  const hass = fakeHass(connection);
  hass.answer = () => {
    throw { code: "unauthorized" };
  };
  const card = await shown("downloads", hass);
  connection.tell("downloads", { rows: [], type: "snapshot" });
  connection.tell("failures", { rows: [failure("f")], type: "snapshot" });
  await settled(card);
  button(card, "Ignore").click();
  await settled(card);
  button(card, "Yes, ignore").click();
  await settled(card);
  expect(text(card)).toContain("You may not do this.");
});

test("a title with markup in it is only text", async () => {
  const title = "<img src=x onerror=alert(1)><b>Dune</b>";
  const card = await shown("downloads", fakeHass(connection));
  connection.tell("downloads", { rows: [download("a", { title })], type: "snapshot" });
  connection.tell("failures", { rows: [], type: "snapshot" });
  await settled(card);
  expect(text(card)).toContain(title);
  expect(card.renderRoot.querySelector("img, b")).toBeNull();
});

test("of ten thousand downloads only some are drawn", async () => {
  const card = await shown("downloads", fakeHass(connection));
  const many = Array.from({ length: 10_000 }, (_, n) => download(`${n}`));
  connection.tell("downloads", { rows: many, type: "snapshot" });
  connection.tell("failures", { rows: [], type: "snapshot" });
  await settled(card);
  expect(card.renderRoot.querySelectorAll(".item").length).toBeLessThan(200);
  expect(text(card)).toContain("10,000");
});

test("what changes is shown at once, and what is gone is gone", async () => {
  const card = await shown("downloads", fakeHass(connection));
  connection.tell("failures", { rows: [], type: "snapshot" });
  connection.tell("downloads", {
    rows: [download("a"), download("b")],
    type: "snapshot",
  });
  connection.tell("downloads", {
    changed: [download("a", { status: "importing" })],
    removed: ["b"],
    type: "delta",
  });
  await settled(card);
  expect(text(card)).toContain("Importing");
  expect(text(card)).not.toContain("Download b");
});

test("a lost connection is told, and what was known stays", async () => {
  const hass = fakeHass(connection);
  const card = await shown("downloads", hass);
  connection.tell("failures", { rows: [], type: "snapshot" });
  connection.tell("downloads", { rows: [download("a")], type: "snapshot" });
  connection.say("disconnected");
  await settled(card);
  expect(text(card)).toContain("connection to Home Assistant is lost");
  expect(text(card)).toContain("Download a");
  connection.say("ready");
  connection.tell("failures", { rows: [], type: "snapshot" });
  connection.tell("downloads", { rows: [], type: "snapshot" });
  await settled(card);
  expect(text(card)).not.toContain("lost");
});

test("a stack that stops, comes back and is removed is told as such", async () => {
  const card = await shown("activity", fakeHass(connection));
  connection.tell("activity", { type: "unloaded" });
  await settled(card);
  expect(text(card)).toContain("not running at the moment");
  connection.tell("activity", { rows: [activity("1")], type: "snapshot" });
  await settled(card);
  expect(text(card)).toContain("Title 1");
  connection.tell("activity", { type: "removed" });
  await settled(card);
  expect(text(card)).toContain("does not exist any more");
});

test("a configured stack that is gone, and a home without any, say so", async () => {
  const gone = await shown("overview", fakeHass(connection), { config_entry_id: "x" });
  expect(text(gone)).toContain("does not exist any more");
  const none = await shown("overview", fakeHass(connection, { devices: {} }));
  expect(text(none)).toContain("not set up yet");
});

test("what Home Assistant refuses is said, and asked again", async () => {
  vi.useFakeTimers();
  connection.refusal = { code: "unknown_command", message: "Unknown command." };
  const card = await shownNow("audit");
  expect(text(card)).toContain("cannot do this yet");
  connection.refusal = null;
  await vi.advanceTimersByTimeAsync(3000);
  connection.tell("findings", { rows: [finding("a")], score: 80, type: "snapshot" });
  await vi.advanceTimersByTimeAsync(100);
  expect(text(card)).toContain("Finding a");
});

async function shownNow(name: string): Promise<AutoarrCard> {
  const card = document.createElement(`autoarr-${name}-card`) as AutoarrCard;
  card.setConfig({ type: name });
  card.hass = fakeHass(connection);
  document.body.append(card);
  await vi.advanceTimersByTimeAsync(100);
  return card;
}

test("cards that show the same share one subscription", async () => {
  const hass = fakeHass(connection);
  await shown("request", hass);
  await shown("request", hass);
  const asked = connection.sent.filter(({ type }) => type === "autoarr/subscribe");
  expect(asked).toHaveLength(1);
});

test("what nobody looks at any more is not listened to for long", async () => {
  vi.useFakeTimers();
  const card = await shownNow("request");
  expect(connection.watched).toEqual(["requests"]);
  card.remove();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connection.watched).toEqual([]);
});

test("a request is typed, the question is answered with a tap on a poster", async () => {
  const hass = fakeHass(connection);
  const candidates = [1984, 2021].map((year, n) => ({
    available: false,
    choice: n + 1,
    in_library: false,
    media_type: "movie",
    overview: "Sand.",
    poster: `/api/autoarr/poster/movie/${year}`,
    title: "Dune",
    year,
  }));
  const asked = request("r", { candidates, message: "Which one?", status: "ambiguous" });
  hass.answer = ({ action }) => {
    if (action === "request_media")
      connection.tell("requests", { changed: [asked], removed: [], type: "delta" });
    return { message: "Which one?", request: asked };
  };
  const card = await shown("request", hass);
  connection.tell("requests", { rows: [], type: "snapshot" });
  await settled(card);
  const field = card.renderRoot.querySelector("input") as HTMLInputElement;
  field.value = "dune";
  card.renderRoot.querySelector("form")?.dispatchEvent(new Event("submit"));
  await settled(card);
  expect(hass.calls[0]).toEqual({
    action: "request_media",
    data: { config_entry_id: "entry", query: "dune" },
  });
  expect(posters(card)).toEqual([
    "/api/autoarr/poster/movie/1984?signed",
    "/api/autoarr/poster/movie/2021?signed",
  ]);
  button(card, "2021").click();
  await settled(card);
  expect(hass.calls[1]?.data).toMatchObject({ choice: 2, request_id: "r" });
});

test("only posters of Home Assistant are loaded, and a title without one has a sign", async () => {
  const card = await shown("request", fakeHass(connection));
  connection.tell("requests", {
    rows: ["javascript:alert(1)", "https://example.invalid/p.jpg", null].map(
      (poster, n) => request(`${n}`, { media_type: "series", poster }),
    ),
    type: "snapshot",
  });
  await settled(card);
  expect(posters(card)).toEqual([]);
  const sign = card.renderRoot.querySelector("autoarr-poster")?.shadowRoot;
  expect(sign?.querySelector("ha-icon")?.getAttribute("icon")).toContain("television");
});

test("a poster that cannot be loaded, or may not, leaves the sign", async () => {
  const path = "/api/autoarr/poster/movie/1";
  const card = await shown("request", fakeHass(connection));
  connection.tell("requests", {
    rows: [request("r", { media_type: "movie", poster: path })],
    type: "snapshot",
  });
  await settled(card);
  const shownIn = card.renderRoot.querySelector("autoarr-poster")?.shadowRoot;
  shownIn?.querySelector("img")?.dispatchEvent(new Event("error"));
  await settled(card);
  expect(shownIn?.querySelector("img")).toBeNull();
  expect(shownIn?.querySelector("ha-icon")).not.toBeNull();
});

test("an address is asked for once, and again when it is about to run out", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const asked = (): number =>
    connection.sent.filter(({ type }) => type === "auth/sign_path").length;
  const path = "/api/autoarr/poster/movie/1";
  expect(await sign(connection, path)).toBe(`${path}?signed`);
  expect(await sign(connection, path)).toBe(`${path}?signed`);
  expect(asked()).toBe(1);
  vi.setSystemTime(Date.now() + 86_400_000);
  await sign(connection, path);
  expect(asked()).toBe(2);
});

test("a refused address is asked for again later", async () => {
  const path = "/api/autoarr/poster/movie/1";
  connection.refusal = { code: "unauthorized" };
  expect(await sign(connection, path)).toBeNull();
  connection.refusal = null;
  expect(await sign(connection, path)).toBe(`${path}?signed`);
});

test("a story unfolds to everything that belongs to it", async () => {
  const rows = [1, 2].map((n) =>
    activity(`${n}`, { at: `2026-01-01T10:0${n}:00+00:00`, correlation_id: "x" }),
  );
  connection.pages.set("autoarr/activity/list", { activity: rows, total: 2 });
  const card = await shown("activity", fakeHass(connection));
  connection.tell("activity", { rows: [rows[1] as never], type: "snapshot" });
  await settled(card);
  button(card, "Title 2").click();
  await settled(card);
  const said = [...card.renderRoot.querySelectorAll(".course .said")];
  expect(said.map((each) => each.textContent)).toEqual(["Message 1", "Message 2"]);
});

test("a story is opened from another card", async () => {
  connection.pages.set("autoarr/activity/list", {
    activity: [activity("1", { correlation_id: "story-f" })],
    total: 1,
  });
  const hass = fakeHass(connection);
  const feed = await shown("activity", hass);
  const downloads = await shown("downloads", hass);
  connection.tell("activity", { rows: [], type: "snapshot" });
  connection.tell("downloads", { rows: [], type: "snapshot" });
  connection.tell("failures", { rows: [failure("f")], type: "snapshot" });
  await settled(downloads);
  button(downloads, "Why?").click();
  await settled(downloads);
  button(downloads, "Story").click();
  await settled(feed);
  expect(feed.renderRoot.querySelectorAll(".course li")).toHaveLength(1);
});

test("a page that stays open for months forgets what is old, and reads it when asked", async () => {
  const asked = (): number =>
    connection.sent.filter(({ type }) => type === "autoarr/activity/list").length;
  const card = await shown("activity", fakeHass(connection));
  connection.tell("activity", { rows: [], type: "snapshot" });
  await settled(card);
  expect(asked()).toBe(1);
  const changed = Array.from({ length: 1_001 }, (_, n) =>
    activity(`${n}`, { at: new Date(1.8e12 + n * 1_000).toISOString() }),
  );
  connection.tell("activity", { changed, removed: [], type: "delta" });
  await settled(card);
  expect(asked()).toBe(2);
  expect(card.renderRoot.querySelector(".item")?.getAttribute("aria-setsize")).toBe(
    "500",
  );
  expect(text(card)).toContain("Title 1000");
});

test("a fix is previewed, applied and undone", async () => {
  const hass = fakeHass(connection);
  const change = {
    applied: true,
    diff: [{ after: 1, before: 0, field: "pre_check" }],
    finding_id: "a",
    id: "c",
  };
  hass.answer = () => ({ changes: [change] });
  const card = await shown("audit", hass);
  const rows = [finding("a", { effect: "Needs a minute" })];
  connection.tell("findings", { rows, score: 71, type: "snapshot" });
  await settled(card);
  expect(card.renderRoot.querySelector("[role=img]")?.getAttribute("aria-label")).toBe(
    "Score 71 of 100",
  );
  button(card, "Finding a").click();
  await settled(card);
  expect(text(card)).toContain(": Needs a minute");
  button(card, "Preview").click();
  await settled(card);
  expect(text(card)).toContain("pre_check");
  button(card, "Apply").click();
  await settled(card);
  card.renderRoot.querySelector<HTMLButtonElement>("button.yes")?.click();
  await settled(card);
  button(card, "Undo").click();
  await settled(card);
  card.renderRoot.querySelector<HTMLButtonElement>("button.yes")?.click();
  await settled(card);
  expect(hass.calls.map(({ action, data }) => [action, data.dry_run])).toEqual([
    ["apply_fix", true],
    ["apply_fix", undefined],
    ["undo_fix", undefined],
  ]);
});

const fixed = (id: string, changes: object = {}) =>
  activity(id, {
    data: {
      applied: true,
      diff: [{ after: 1, before: 0, field: "pre_check" }],
      finding_id: "a",
      id: "c",
      server: "SABnzbd",
      undone_at: null,
      ...changes,
    },
    kind: "audit",
    title: "Finding a",
  });

test("a fix can be undone on another page, and after a reload of this one", async () => {
  const rows = [fixed("1"), activity("2", { kind: "audit" })];
  connection.pages.set("autoarr/activity/list", { activity: rows, total: 2 });
  const hass = fakeHass(connection);
  const card = await shown("audit", hass);
  connection.tell("findings", { rows: [finding("b")], score: 90, type: "snapshot" });
  await settled(card);
  expect(text(card)).toContain("1 thing could be better");
  button(card, "Finding a").click();
  await settled(card);
  expect(text(card)).toContain("pre_check");
  button(card, "Undo").click();
  await settled(card);
  card.renderRoot.querySelector<HTMLButtonElement>("button.yes")?.click();
  await settled(card);
  expect(hass.calls.at(-1)?.data).toMatchObject({ change_id: "c" });
  expect(text(card)).not.toContain("Finding a");
});

test("what was taken back, or is wrong again, is not shown as mended", async () => {
  const rows = [
    fixed("2", { undone_at: "2026-01-01" }),
    fixed("1"),
    fixed("0", { finding_id: "b", id: "d" }),
  ];
  connection.pages.set("autoarr/activity/list", { activity: rows, total: 3 });
  const card = await shown("audit", fakeHass(connection));
  connection.tell("findings", { rows: [finding("b")], score: 90, type: "snapshot" });
  await settled(card);
  expect(text(card)).not.toContain("Finding a");
  expect(text(card)).not.toContain("Applied");
});
