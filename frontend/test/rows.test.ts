import { expect, test } from "vitest";
import { counts, mediaTitle, rows, shown } from "../src/rows";
import { download, failure } from "./data";

test("what failed comes first, also when its download is gone", () => {
  const joined = rows(
    [download("a"), download("b", { failure: "f", status: "failed" })],
    [failure("f", { download_id: "b" }), failure("g")],
  );
  expect(joined.map(({ id }) => id)).toEqual(["g", "b", "a"]);
  expect(joined[1]?.failure?.id).toBe("f");
});

test("a failure is found by its download while the download does not name it yet", () => {
  const [row] = rows([download("a")], [failure("f", { download_id: "a" })]);
  expect(row?.failure?.id).toBe("f");
});

test("filters count what they show", () => {
  const all = rows(
    [
      download("a"),
      download("b", { status: "queued" }),
      download("c", { status: "stalled" }),
    ],
    [failure("f")],
  );
  expect(counts(all)).toEqual({ all: 4, running: 1, trouble: 2 });
  expect(shown(all, "trouble").map(({ id }) => id)).toEqual(["f", "c"]);
});

test("ten thousand downloads are sorted in the blink of an eye", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => download(`${n}`));
  expect(rows(many, [failure("f", { download_id: "9999" })])[0]?.id).toBe("9999");
});

test("a download is called by its title as people write it", () => {
  const series = {
    episodes: [2],
    media_type: "series" as const,
    season: 1,
    title: "Severance",
    year: 2022,
  };
  expect(mediaTitle(series)).toBe("Severance S01E02");
  expect(mediaTitle({ ...series, episodes: [4, 2, 3] })).toBe("Severance S01E02–E04");
  expect(mediaTitle({ ...series, episodes: [] })).toBe("Severance S01");
  expect(mediaTitle({ ...series, season: null })).toBe("Severance");
  const movie = { ...series, media_type: "movie" as const, season: null, title: "Dune" };
  expect(mediaTitle({ ...movie, year: 1984 })).toBe("Dune (1984)");
  expect(mediaTitle({ ...movie, year: null })).toBe("Dune");
});

test("what nobody knows the title of goes by the name of its release", () => {
  const [row] = rows([download("a", { title: "Dune.1984-KELVIN" })], []);
  expect(row?.title).toBe("Dune.1984-KELVIN");
});
