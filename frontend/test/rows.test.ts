import { expect, test } from "vitest";
import { counts, rows, shown } from "../src/rows";
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
