/** What can be told of findings and changes without drawing them. */

import type { Activity, Change, Finding } from "./api";
import type { Json } from "./hass";

const WORST_FIRST = ["critical", "high", "medium", "low", "info"];
const GOOD = 85;
const FAIR = 60;

/** Return the open findings, worst first; those that were mended stay to be undone. */
export function ranked(findings: Finding[], mended: ReadonlySet<string>): Finding[] {
  return findings
    .filter(({ id, state }) => state === "open" || mended.has(id))
    .sort(
      (a, b) =>
        WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) ||
        (a.priority ?? 1e9) - (b.priority ?? 1e9) ||
        a.title.localeCompare(b.title),
    );
}

/** A change of a setting that nobody has taken back, with the title of what it mended. */
export interface Standing {
  title: string;
  change: Change;
}

/** Return the changes that stand, by the finding they mended; rows come newest first. */
export function standing(rows: Activity[]): Map<string, Standing[]> {
  const ends = new Map<string, Standing>();
  for (const { title, data } of rows) {
    const change = data as unknown as Partial<Change>;
    if (!change.id || !change.finding_id || !Array.isArray(change.diff)) continue;
    // Newest first: what is heard of a change first is how it ended.
    if (!ends.has(change.id)) ends.set(change.id, { change: change as Change, title });
  }
  const found = new Map<string, Standing[]>();
  for (const each of [...ends.values()].reverse()) {
    const { applied, diff, finding_id, undone_at } = each.change;
    if (!applied || undone_at || !diff.length) continue;
    found.set(finding_id, [...(found.get(finding_id) ?? []), each]);
  }
  return found;
}

/** Return a finding that is known only by how it was mended. */
export function mended(id: string, [first]: Standing[]): Finding {
  return {
    category: "",
    current: "",
    explanation: null,
    fixable: true,
    id,
    priority: null,
    recommended: "",
    risk: "",
    rule_id: "",
    server: first?.change.server ?? null,
    severity: "info",
    source: "",
    state: "fixed",
    title: first?.title ?? "",
    why: "",
  };
}

/** Return the score that came with the findings, if there was an audit. */
export function scoreOf(whole: Json | null | undefined): number | null {
  const score = whole?.score;
  return typeof score === "number" ? Math.round(score) : null;
}

export function scoreTone(score: number): "good" | "warn" | "bad" {
  return score >= GOOD ? "good" : score >= FAIR ? "warn" : "bad";
}

/** Return the changes in an action's answer. */
export function changesFrom(answer: unknown): Change[] {
  return (answer as { changes?: Change[] } | null)?.changes ?? [];
}

/** Return a setting's value as people would write it. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
