/** What belongs together in the feed: rows with one correlation id are one story. */

import type { Activity } from "./api";

export interface Story {
  id: string;
  correlation: string | null;
  /** Newest first. */
  rows: Activity[];
}

/** Group rows into stories; the story with the newest row comes first. */
export function stories(rows: Iterable<Activity>): Story[] {
  const newestFirst = [...rows].sort((a, b) => compare(b.at, a.at));
  const told = new Map<string, Story>();
  for (const row of newestFirst) {
    const id = row.correlation_id ?? row.id;
    const story = told.get(id);
    if (story) story.rows.push(row);
    else told.set(id, { id, correlation: row.correlation_id, rows: [row] });
  }
  return [...told.values()];
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}

/** Return rows without those that are there twice: a page and the live feed overlap. */
export function merged(...lists: Iterable<Activity>[]): Activity[] {
  const rows = new Map<string, Activity>();
  for (const list of lists) for (const row of list) rows.set(row.id, row);
  return [...rows.values()];
}

/** Return whether a row has what a person looks for. */
export function matches(
  row: Activity,
  kinds: ReadonlySet<string>,
  severity: string,
  search: string,
): boolean {
  if (kinds.size && !kinds.has(row.kind)) return false;
  if (severity && row.severity !== severity) return false;
  const wanted = search.trim().toLowerCase();
  return !wanted || `${row.title}\n${row.message}`.toLowerCase().includes(wanted);
}
