import { afterEach, beforeEach, expect, test } from "vitest";
import "../src/elements";
import type { Failure } from "../src/api";
import type { AutoarrCard } from "../src/card";
import { failure } from "./data";
import { FakeConnection, fakeHass } from "./fakes";
import { button, settled, shown, text } from "./page";

let connection: FakeConnection;
let hass: ReturnType<typeof fakeHass>;

beforeEach(() => {
  connection = new FakeConnection();
  hass = fakeHass(connection);
});

afterEach(() => {
  document.body.replaceChildren();
});

async function failed(changes: Partial<Failure>): Promise<AutoarrCard> {
  const card = await shown("downloads", hass);
  connection.tell("downloads", { rows: [], type: "snapshot" });
  connection.tell("failures", { rows: [failure("f", changes)], type: "snapshot" });
  await settled(card);
  return card;
}

const labels = (card: AutoarrCard): (string | undefined)[] =>
  [...card.renderRoot.querySelectorAll(".item .actions button")].map((each) =>
    each.textContent?.trim(),
  );

const focused = (card: AutoarrCard): Element | null =>
  (card.renderRoot as ShadowRoot).activeElement;

test("what a failure asks is said, and its answer is the first button", async () => {
  const card = await failed({
    next_step: "import",
    reason: "Should the files be imported by hand?",
    state: "asking",
  });
  expect(text(card)).toContain("Should the files be imported by hand?");
  expect(labels(card)).toEqual(["Import", "Other release", "Ignore", "Why?"]);
  button(card, "Import").click();
  await settled(card);
  expect(hass.calls).toEqual([]);
  button(card, "Yes, do it").click();
  await settled(card);
  expect(hass.calls).toEqual([
    { action: "approve_recovery", data: { config_entry_id: "entry", failure_id: "f" } },
  ]);
});

test("the same deed is offered once", async () => {
  const card = await failed({ next_step: "blocklist_search", state: "asking" });
  expect(labels(card)).toEqual(["Look for another release", "Ignore", "Why?"]);
});

test.each([
  { next_step: "ask", state: "asking" },
  { next_step: "wait", state: "asking" },
  { next_step: "import", state: "new" },
])("where nothing is proposed a failure can be tried again: %j", async (changes) => {
  expect(labels(await failed(changes))).toContain("Retry");
});

test("what only administrators decide is not proposed to others", async () => {
  hass.user = { id: "kid", is_admin: false, name: "Kid" };
  const card = await failed({ next_step: "import", state: "asking" });
  expect(labels(card)).toEqual(["Retry", "Why?"]);
});

test("what comes next is said where it is more than telling", async () => {
  const card = await failed({ next_step: "regrab" });
  expect(text(card)).toContain("Next: Get the same release again");
  const told = await failed({ next_step: "alert" });
  expect(text(told)).not.toContain("Next");
});

test("a page without the activity card says that it tells the stories", async () => {
  const card = await failed({});
  button(card, "Why?").click();
  await settled(card);
  button(card, "Story").click();
  await settled(card);
  expect(text(card)).toContain("Stories are told by the activity card.");
  await shown("activity", hass);
  button(card, "Story").click();
  await settled(card);
  expect(connection.sent.at(-1)).toMatchObject({ correlation_id: "story-f" });
});

test("how attempts ended is said in words", async () => {
  const card = await failed({
    attempts: [
      {
        at: "2026-01-01T10:00:00+00:00",
        n: 1,
        outcome: "nothing_found",
        step: "blocklist_search",
      },
    ],
  });
  button(card, "Why?").click();
  await settled(card);
  expect(text(card)).toContain("(nothing found)");
});

test("a key that is held down answers no question", async () => {
  const card = await failed({});
  button(card, "Ignore").click();
  await settled(card);
  const pressed = (repeat: boolean): boolean => {
    const init = { bubbles: true, cancelable: true, composed: true, key: "Enter" };
    const event = new KeyboardEvent("keydown", { ...init, repeat });
    focused(card)?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(pressed(true)).toBe(true);
  expect(pressed(false)).toBe(false);
});

test("who has no mouse is where they were after a question", async () => {
  const card = await failed({});
  button(card, "Ignore").click();
  await settled(card);
  expect(focused(card)?.textContent).toContain("Yes, ignore");
  button(card, "Cancel").click();
  await settled(card);
  expect(focused(card)?.textContent).toContain("Ignore");
  button(card, "Ignore").click();
  await settled(card);
  button(card, "Yes, ignore").click();
  await settled(card);
  expect(focused(card)?.className).toBe("item");
});
