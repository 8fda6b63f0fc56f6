/** What can be told of statistics without drawing them. */

import type { Statistics } from "./api";
import type { Connection } from "./hass";

export type Span = "week" | "month" | "all";

const DAY = 86_400_000;
const CUTS: Record<Span, [number, number]> = {
  all: [13, 7],
  month: [10, 3],
  week: [7, 1],
};
/** How many pieces of how many days a time is shown in; more than 91 are not kept. */

export interface Piece {
  since: Date;
  until: Date;
}

/** Return the pieces of a time that ends today, each of them whole days. */
export function pieces(span: Span, now: number): Piece[] {
  const [count, days] = CUTS[span];
  const midnight = new Date(now).setHours(24, 0, 0, 0);
  // Days are counted by the calendar: one of them has 23 hours, and one 25.
  const at = (back: number): Date => {
    const date = new Date(midnight);
    date.setDate(date.getDate() - back * days);
    return date;
  };
  return Array.from({ length: count }, (_, place) => ({
    since: at(count - place),
    until: at(count - place - 1),
  }));
}

/** Return the most frequent, and how many all others are together. */
export function most(
  counts: Record<string, number>,
  limit: number,
): { first: [string, number][]; others: number } {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const others = sorted.slice(limit).reduce((sum, [, count]) => sum + count, 0);
  return { first: sorted.slice(0, limit), others };
}

/** Return the share of downloads that arrived, in per cent; nothing without any. */
export function arrived({ downloads }: Statistics): number | null {
  const { imported = 0, failed = 0 } = downloads.by_outcome;
  return imported + failed ? (100 * imported) / (imported + failed) : null;
}

/** Return AutoArr's own words for causes, with a gap where one names a thing. */
export async function causeWords(
  connection: Connection,
  language: string,
): Promise<Record<string, string>> {
  const { resources } = await connection.sendMessagePromise<{
    resources: Record<string, string>;
  }>({
    type: "frontend/get_translations",
    language,
    category: "common",
    integration: ["autoarr"],
  });
  const start = "component.autoarr.common.cause_";
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([key]) => key.startsWith(start))
      .map(([key, words]) => [key.slice(start.length), words.replace(/\{\w+\}/g, "…")]),
  );
}

/** Return whether a day is long enough ago for nothing to change about it. */
export function isPast({ until }: Piece, now: number): boolean {
  return until.valueOf() < now - DAY;
}
