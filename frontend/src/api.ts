/** The only place that knows how AutoArr speaks over Home Assistant's websocket. */

import type { Connection, Hass, Json, Refusal } from "./hass";

export type Topic =
  | "overview"
  | "activity"
  | "downloads"
  | "failures"
  | "requests"
  | "findings";

export interface Media {
  media_type: "movie" | "series" | null;
  title: string;
  year: number | null;
  season: number | null;
  episodes: number[];
  poster?: string | null;
}

export interface Download {
  id: string;
  server: string | null;
  client: string | null;
  title: string;
  media: Media;
  status: string;
  progress: number;
  size: number;
  size_left: number;
  time_left: number | null;
  quality: string | null;
  protocol: string | null;
  failure: string | null;
  correlation_id: string | null;
}

export interface Attempt {
  n: number;
  step: string;
  at: string;
  outcome: string | null;
}

export interface Failure {
  id: string;
  download_id: string;
  server: string | null;
  title: string;
  media: Media;
  class: string;
  cause: string;
  blames: "release" | "system" | "nobody";
  evidence: { source: string; text: string }[];
  detected_at: string;
  state: string;
  /** Why it stands as it does, or what is asked; an older AutoArr does not tell. */
  reason?: string | null;
  attempts: Attempt[];
  next_attempt_at: string | null;
  next_step: string | null;
  correlation_id: string;
}

export interface Candidate {
  choice: number;
  media_type: string;
  title: string;
  year: number | null;
  overview: string | null;
  poster: string | null;
  in_library: boolean;
  available: boolean;
}

export interface MediaRequest {
  id: string;
  correlation_id: string;
  query: string;
  status: string;
  media_type: string | null;
  title: string;
  year: number | null;
  seasons: number[] | string | null;
  quality: string | null;
  requested_by: { user_id: string; name: string } | null;
  created_at: string;
  updated_at: string;
  progress: number | null;
  eta: number | null;
  message: string;
  poster?: string | null;
  candidates: Candidate[];
}

export interface Finding {
  id: string;
  rule_id: string;
  server: string | null;
  title: string;
  severity: "critical" | "high" | "medium" | "low" | "info";
  category: string;
  current: string;
  recommended: string;
  why: string;
  /** What mending it does besides; empty where only people can mend it. */
  effect?: string;
  how?: string;
  risk: string;
  source: string;
  fixable: boolean;
  state: "open" | "fixed" | "dismissed";
  explanation: string | null;
  priority: number | null;
  restarts?: boolean;
  managed_by?: string | null;
}

export interface Change {
  id: string;
  finding_id: string;
  server: string | null;
  dry_run: boolean;
  applied: boolean;
  verified: boolean;
  diff: { field: string; before: unknown; after: unknown }[];
  at: string;
  undone_at: string | null;
}

export interface Activity {
  id: string;
  at: string;
  kind: string;
  severity: "info" | "success" | "warning" | "error";
  server: string | null;
  title: string;
  message: string;
  correlation_id: string | null;
  data: Json;
}

export interface Page<T> {
  items: T[];
  total: number;
}

export interface ActivityFilter {
  kind?: string[];
  severity?: string;
  search?: string;
  correlation_id?: string;
}

export interface Item {
  id: string;
}

/** What came in on a subscription. */
export interface News {
  kind: Message["type"];
  whole?: Json;
  changed: Item[];
  removed: string[];
}

export interface ServerHealth {
  server: string;
  server_id: string;
  type: string;
  connected: boolean;
  version: string | null;
  problem: string | null;
  queue: number | null;
  speed: number | null;
  paused: boolean | null;
  streams: number | null;
}

export interface Overview {
  title: string;
  servers: ServerHealth[];
  queue: {
    downloads: number;
    by_status: Record<string, number>;
    size_left: number;
    speed: number;
    time_left: number | null;
    paused: boolean;
  };
  disks: { server: string; server_id: string; folder: string; free: number }[];
  /** How many things of each kind wait for a person. */
  attention: { needed: boolean } & Record<string, number | boolean>;
  recovery: {
    mode: string;
    automatic: boolean;
    failed: number;
    recovering: number;
    total_failed: number;
    total_recovered: number;
    total_given_up: number;
    rate: number | null;
  };
  requests: { open: number; by_status: Record<string, number> };
}

/** What happened in a time, counted. */
export interface Statistics {
  downloads: {
    total: number;
    by_outcome: Record<string, number>;
    by_server: Record<string, number>;
  };
  recovery: {
    failures: number;
    by_cause: Record<string, number>;
    by_indexer: Record<string, number>;
    by_server: Record<string, number>;
    recovered: number;
    given_up: number;
    rate: number | null;
    time_to_recover: number | null;
  };
  requests: {
    total: number;
    by_status: Record<string, number>;
    time_to_available: number | null;
  };
  ai: { calls: number; cost: number };
}

/** One message of a subscription, as the websocket has it. */
export interface Message {
  /** `unloaded`: the stack does not run now; `removed`: it never will again. */
  type: "snapshot" | "delta" | "unloaded" | "removed";
  topic?: Topic;
  rows?: Item[];
  changed?: Item[];
  removed?: string[];
  overview?: Json;
  [more: string]: unknown;
}

/** Return what a message says; what is no row is told part by part. */
export function read(message: Message): News {
  const { type, topic, rows, changed, removed, overview, ...more } = message;
  const whole = { ...more, ...overview };
  return {
    kind: type,
    changed: rows ?? changed ?? [],
    removed: removed ?? [],
    ...(Object.keys(whole).length ? { whole } : {}),
  };
}

/** Hear of a topic until the connection is lost: all of it first, then what changes. */
export async function subscribe(
  connection: Connection,
  topic: Topic,
  stack: string | undefined,
  listener: (news: News) => void,
): Promise<() => Promise<void>> {
  return connection.subscribeMessage<Message>(
    (message) => listener(read(message)),
    {
      type: "autoarr/subscribe",
      topics: [topic],
      ...(stack ? { config_entry_id: stack } : {}),
    },
    // Home Assistant answers before AutoArr is there, and would be asked only once.
    { resubscribe: false },
  );
}

/** Return one page of the feed, newest first. */
export async function listActivity(
  connection: Connection,
  stack: string | undefined,
  filter: ActivityFilter,
  limit: number,
  offset: number,
): Promise<Page<Activity>> {
  const answer = await connection.sendMessagePromise<{
    activity: Activity[];
    total: number;
  }>({
    type: "autoarr/activity/list",
    ...(stack ? { config_entry_id: stack } : {}),
    ...filter,
    limit,
    offset,
  });
  return { items: answer.activity, total: answer.total };
}

/** Return which bundle the server has. */
export async function bundleVersion(connection: Connection): Promise<string> {
  const answer = await connection.sendMessagePromise<{ version: string }>({
    type: "autoarr/cards/version",
  });
  return answer.version;
}

/** Do something, and return what came of it. */
export async function act<T>(hass: Hass, action: string, data: Json): Promise<T> {
  const { response } = await hass.callService(
    "autoarr",
    action,
    data,
    undefined,
    false,
    true,
  );
  return response as T;
}

/** Return why something was refused: errors come in several forms. */
export function refusalOf(err: unknown): Refusal {
  if (err && typeof err === "object") return err as Refusal;
  return typeof err === "string" ? { message: err } : {};
}
