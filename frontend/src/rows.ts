/** What the downloads card lists: downloads with what is wrong with them, worst first. */

import type { Download, Failure, Media } from "./api";

export type Show = "all" | "trouble" | "running";

export interface Row {
  id: string;
  /** Of the film or episodes; the release's own name while nobody knows it. */
  title: string;
  release: string;
  download: Download | null;
  failure: Failure | null;
}

const PLACES = [
  "downloading",
  "extracting",
  "verifying",
  "importing",
  "import_blocked",
  "stalled",
  "paused",
  "queued",
  "completed",
];

/** Join downloads and failures; a failure may outlive its download. */
export function rows(downloads: Download[], failures: Failure[]): Row[] {
  const failed = new Map(failures.map((failure) => [failure.id, failure]));
  const byDownload = new Map(failures.map((failure) => [failure.download_id, failure]));
  const joined = downloads.map((download): Row => {
    const known = download.failure ? failed.get(download.failure) : undefined;
    const failure = known ?? byDownload.get(download.id) ?? null;
    if (failure) failed.delete(failure.id);
    return { ...named(download), id: download.id, download, failure };
  });
  const alone = [...failed.values()].map(
    (failure): Row => ({
      ...named(failure),
      id: failure.id,
      download: null,
      failure,
    }),
  );
  return [...alone, ...joined].sort(
    (a, b) => place(a) - place(b) || compare(newest(a), newest(b)),
  );
}

function named({ media, title }: Download | Failure): { title: string; release: string } {
  return { release: title, title: mediaTitle(media) || title };
}

/** Return a title as people write it: Dune (1984), Severance S01E02–E04. */
export function mediaTitle({ title, year, season, episodes, media_type }: Media): string {
  if (!title) return "";
  if (media_type === "movie") return year ? `${title} (${year})` : title;
  if (season === null) return title;
  const numbers = [...episodes].sort((a, b) => a - b);
  const ends = [numbers[0], numbers.at(-1)].map((each) => `E${two(each ?? 0)}`);
  const part = !numbers.length ? "" : ends[0] === ends[1] ? ends[0] : ends.join("–");
  return `${title} S${two(season)}${part}`;
}

function two(number: number): string {
  return `${number}`.padStart(2, "0");
}

/** Return when a row failed; nothing for one that did not. */
function newest({ failure }: Row): string {
  return failure?.detected_at ?? "";
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

function place({ download, failure }: Row): number {
  if (failure) return -1;
  const at = PLACES.indexOf(download?.status ?? "");
  return at < 0 ? PLACES.length : at;
}

function isTrouble({ download, failure }: Row): boolean {
  return (
    failure !== null ||
    ["failed", "import_blocked", "stalled"].includes(download?.status ?? "")
  );
}

function isRunning({ download }: Row): boolean {
  return ["downloading", "extracting", "verifying", "importing"].includes(
    download?.status ?? "",
  );
}

const TESTS: Record<Show, (row: Row) => boolean> = {
  all: () => true,
  running: isRunning,
  trouble: isTrouble,
};

/** Return the rows that a filter shows. */
export function shown(all: Row[], show: Show): Row[] {
  return all.filter(TESTS[show]);
}

/** Return how many rows each filter would show. */
export function counts(all: Row[]): Record<Show, number> {
  return {
    all: all.length,
    running: all.filter(isRunning).length,
    trouble: all.filter(isTrouble).length,
  };
}
