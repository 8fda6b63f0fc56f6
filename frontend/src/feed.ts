/** One live copy of what AutoArr says, shared by every card on the page that wants it. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import {
  type Activity,
  type Item,
  type News,
  refusalOf,
  subscribe,
  type Topic,
} from "./api";
import type { Connection, Json, Refusal } from "./hass";

export type FeedState =
  | "connecting"
  | "live"
  | "lost"
  | "refused"
  | "unloaded"
  | "removed";

const RETRIES = [2, 5, 10, 30];
/** Seconds after each refusal; the last one for all that follow. */
const LINGER = 5_000;
/** Milliseconds that a feed outlives its last listener: people change views and back. */
const MOST_TOLD = 1_000;
const KEPT = 500;
/** Of rows that only ever come, such as activities, so many are kept once there are more. */

const feeds = new WeakMap<Connection, Map<string, Feed>>();

/** What is known of one topic of one stack. */
export class Feed {
  state: FeedState = "connecting";
  refusal: Refusal | null = null;
  /** The items by id, in the order in which AutoArr tells them. */
  items = new Map<string, Item>();
  /** How often old items were forgotten that nobody said are gone. */
  cuts = 0;
  /** What topics say that have no items: the overview. */
  whole: Json | null = null;
  private readonly listeners = new Set<() => void>();
  private stop: (() => Promise<void>) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private refusals = 0;
  private round = 0;
  private watching = false;
  private known = false;

  constructor(
    private readonly connection: Connection,
    private readonly topic: Topic,
    private readonly stack: string | undefined,
    private readonly forget: () => void,
  ) {}

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      clearTimeout(this.timer);
      if (!this.stop) void this.open();
    }
    return () => {
      this.listeners.delete(listener);
      if (!this.listeners.size) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.close(), LINGER);
      }
    };
  }

  private async open(): Promise<void> {
    this.round += 1;
    const round = this.round;
    if (!this.watching) {
      this.watching = true;
      this.connection.addEventListener("disconnected", this.onLost);
      this.connection.addEventListener("ready", this.onReady);
    }
    try {
      const stop = await subscribe(this.connection, this.topic, this.stack, (news) => {
        if (round === this.round) this.take(news);
      });
      if (round === this.round) this.stop = stop;
      else void stop().catch(() => undefined);
    } catch (err) {
      if (round === this.round) this.refuse(refusalOf(err));
    }
  }

  private take({ kind, whole, changed, removed }: News): void {
    this.refusals = 0;
    this.refusal = null;
    if (kind === "unloaded" || kind === "removed") {
      // A snapshot follows when the stack is set up again.
      this.state = kind;
      this.tell();
      return;
    }
    this.state = "live";
    this.known = true;
    const isAll = kind === "snapshot";
    if (whole) this.whole = isAll ? whole : { ...this.whole, ...whole };
    const items = isAll ? new Map<string, Item>() : this.items;
    for (const id of removed) items.delete(id);
    for (const item of changed) items.set(item.id, item);
    this.items = items;
    if (this.topic === "activity" && items.size > MOST_TOLD) this.cut();
    this.tell();
  }

  /** Keep the newest: a page on a wall stays open for months. */
  private cut(): void {
    const newest = ([...this.items.values()] as Activity[])
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
      .slice(0, KEPT);
    this.items = new Map(newest.map((item) => [item.id, item]));
    this.cuts += 1;
  }

  private refuse(refusal: Refusal): void {
    this.state = this.connection.connected ? "refused" : "lost";
    // What was there before is not there yet: Home Assistant starts.
    if (this.state === "refused" && this.known && refusal.code === "unknown_command")
      this.state = "unloaded";
    this.refusal = refusal;
    this.tell();
    if (!this.listeners.size) return;
    const wait = RETRIES[Math.min(this.refusals, RETRIES.length - 1)] ?? 30;
    this.refusals += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.open(), wait * 1000);
  }

  private readonly onLost = (): void => {
    this.state = "lost";
    // A connection that is away has nothing to stop.
    this.stop = null;
    this.tell();
  };

  private readonly onReady = (): void => {
    // Who is about to be closed stays asleep.
    if (!this.listeners.size) return;
    this.refusals = 0;
    clearTimeout(this.timer);
    void this.open();
  };

  private async release(): Promise<void> {
    this.round += 1;
    clearTimeout(this.timer);
    this.watching = false;
    this.connection.removeEventListener("disconnected", this.onLost);
    this.connection.removeEventListener("ready", this.onReady);
    const stop = this.stop;
    this.stop = null;
    await stop?.().catch(() => undefined);
  }

  private close(): void {
    this.forget();
    void this.release();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Return the feed of a topic; the same one for everybody on the page. */
export function feedOf(
  connection: Connection,
  topic: Topic,
  stack: string | undefined,
): Feed {
  let known = feeds.get(connection);
  if (!known) {
    known = new Map();
    feeds.set(connection, known);
  }
  const key = `${stack ?? ""} ${topic}`;
  let feed = known.get(key);
  if (!feed) {
    feed = new Feed(connection, topic, stack, () => known.delete(key));
    known.set(key, feed);
  }
  return feed;
}

/** Keeps a card listening to feeds for as long as it is on the page. */
export class Listening implements ReactiveController {
  private readonly stops = new Map<Feed, () => void>();
  private feeds: Feed[] = [];
  private connected = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly hear: () => void,
  ) {
    host.addController(this);
  }

  /** Listen to these feeds and no others. */
  to(feeds: Feed[]): void {
    this.feeds = feeds;
    if (!this.connected) return;
    for (const [feed, stop] of this.stops) {
      if (!feeds.includes(feed)) {
        stop();
        this.stops.delete(feed);
      }
    }
    for (const feed of feeds) {
      if (!this.stops.has(feed)) {
        this.stops.set(feed, feed.listen(this.hear));
      }
    }
  }

  hostConnected(): void {
    this.connected = true;
    this.to(this.feeds);
  }

  hostDisconnected(): void {
    this.connected = false;
    for (const stop of this.stops.values()) stop();
    this.stops.clear();
  }
}
