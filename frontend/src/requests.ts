/** What can be told of requests without drawing them. */

import type { MediaRequest } from "./api";

const OVER = new Set(["available", "monitoring", "failed", "declined", "cancelled"]);
const QUESTIONS = new Set(["ambiguous", "awaiting_confirmation"]);

export function isOver({ status }: MediaRequest): boolean {
  return OVER.has(status);
}

export function isQuestion({ status }: MediaRequest): boolean {
  return QUESTIONS.has(status);
}

/** Return a request's title with its year; what was asked while nobody knows the title. */
export function requestTitle({ title, query, year }: MediaRequest): string {
  const name = title || query;
  return year && title ? `${name} (${year})` : name;
}

/** Return requests in the order in which people look for them: questions, open, over. */
export function sorted(requests: MediaRequest[]): MediaRequest[] {
  const place = (each: MediaRequest): number =>
    isQuestion(each) ? 0 : each.status === "awaiting_approval" ? 1 : isOver(each) ? 3 : 2;
  return [...requests].sort(
    (a, b) => place(a) - place(b) || Date.parse(b.updated_at) - Date.parse(a.updated_at),
  );
}
