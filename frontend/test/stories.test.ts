import { expect, test } from "vitest";
import { matches, merged, stories } from "../src/stories";
import { activity } from "./data";

const at = (minute: number): string => `2026-01-01T10:0${minute}:00+00:00`;

test("rows with one correlation id are one story, the latest story first", () => {
  const told = stories([
    activity("1", { at: at(1), correlation_id: "x" }),
    activity("2", { at: at(2), correlation_id: "y" }),
    activity("3", { at: at(3), correlation_id: "x" }),
    activity("4", { at: at(0) }),
  ]);
  expect(told.map(({ id }) => id)).toEqual(["x", "y", "4"]);
  expect(told[0]?.rows.map(({ id }) => id)).toEqual(["3", "1"]);
});

test("a row that a page and the live feed both have is there once", () => {
  expect(merged([activity("1")], [activity("1"), activity("2")])).toHaveLength(2);
});

test("a row is found by kind, severity and words", () => {
  const row = activity("1", { kind: "recovery", message: "Dune is mended" });
  expect(matches(row, new Set(["recovery"]), "info", "DUNE")).toBe(true);
  expect(matches(row, new Set(["audit"]), "", "")).toBe(false);
  expect(matches(row, new Set(), "error", "")).toBe(false);
  expect(matches(row, new Set(), "", "matrix")).toBe(false);
});
