/** What can be told of findings and changes without drawing them. */

import type { Change, Finding } from "./api";
import type { Json } from "./hass";

const WORST_FIRST = ["critical", "high", "medium", "low", "info"];
const GOOD = 85;
const FAIR = 60;

/** Return the open findings, worst first; those just mended stay to be undone. */
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
