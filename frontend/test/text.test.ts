import { expect, test } from "vitest";
import { clockOf, Words, wordsFor } from "../src/text";
import de from "../src/translations/de.json";
import en from "../src/translations/en.json";
import es from "../src/translations/es.json";
import fr from "../src/translations/fr.json";
import it from "../src/translations/it.json";
import nl from "../src/translations/nl.json";

const OTHERS: [string, Record<string, string>][] = Object.entries({ de, es, fr, it, nl });

const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test.each(OTHERS)("%s says everything that English says", (_, known) => {
  expect(Object.keys(known)).toEqual(Object.keys(en));
  for (const [name, text] of Object.entries(en)) {
    expect(blanks(known[name] ?? ""), name).toEqual(blanks(text));
    expect(known[name], name).not.toBe("");
  }
});

test("a language without words is spoken in English, with its own numbers", () => {
  const words = new Words("pl");
  expect(words.say("cancel")).toBe("Cancel");
  expect(words.number(1.5, 1)).toBe("1,5");
});

test("a variant of a language speaks it", () => {
  expect(new Words("de-AT").say("cancel")).toBe("Abbrechen");
});

test("a language that nobody knows does no harm", () => {
  expect(new Words("not a language!").say("cancel")).toBe("Cancel");
});

test("sizes, durations and times are said as people say them", () => {
  const words = wordsFor("en");
  expect(words.size(4_700_000_000)).toBe("4.7 GB");
  expect(words.size(0)).toBe("0 byte");
  expect(words.size(12_300_000, "second")).toBe("12 MB/s");
  expect(words.duration(7200)).toBe("2 hr");
  const now = Date.parse("2026-01-01T10:00:00Z");
  expect(words.ago("2026-01-01T09:57:00Z", now)).toBe("3 minutes ago");
  expect(words.ago("2026-01-01T10:30:00Z", now)).toBe("in 30 minutes");
  expect(words.ago("2026-01-01T09:59:58Z", now)).toBe("just now");
  expect(words.ago("never", now)).toBe("");
});

test("a number chooses the form of a phrase", () => {
  expect(wordsFor("en").count("steps", 1)).toBe("1 step");
  expect(wordsFor("de").count("steps", 3)).toBe("3 Schritte");
});

test("the time is told as a person has chosen it in their profile", () => {
  const said = (time_format: string, time_zone = "server"): string =>
    wordsFor(
      "en",
      clockOf({ language: "en", time_format, time_zone }, { time_zone: "Asia/Tokyo" }),
    ).moment("2026-01-01T10:05:00+00:00");
  expect(said("24")).toContain("19:05");
  expect(said("12")).toMatch(/7:05\sPM/);
  expect(said("language")).toMatch(/7:05\sPM/);
  expect(
    clockOf({ language: "en", time_format: "language", time_zone: "local" }),
  ).toEqual({});
});
