/** A Home Assistant that answers as it is told, for cards in a page that is none. */

import type { Message, Topic } from "../src/api";
import type { Connection, Hass, Json } from "../src/hass";

export class FakeConnection implements Connection {
  connected = true;
  readonly sent: Json[] = [];
  readonly pages = new Map<string, unknown>();
  refusal: object | null = null;
  private readonly listeners = new Map<string, (() => void)[]>();
  private readonly heard = new Map<Topic, (message: Message) => void>();

  addEventListener(name: string, listener: () => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  removeEventListener(name: string, listener: () => void): void {
    const known = this.listeners.get(name) ?? [];
    const place = known.indexOf(listener);
    this.listeners.set(name, known.toSpliced(place, place < 0 ? 0 : 1));
  }

  /** How many listen for an event; as for the real one, somebody may do so twice. */
  listening(name: string): number {
    return this.listeners.get(name)?.length ?? 0;
  }

  async sendMessagePromise<T>(message: Json): Promise<T> {
    this.sent.push(message);
    if (message.type === "auth/sign_path") {
      if (this.refusal) throw this.refusal;
      return { path: `${message.path}?signed` } as T;
    }
    return (this.pages.get(message.type as string) ?? {
      activity: [],
      total: 0,
    }) as T;
  }

  async subscribeMessage<T>(
    listener: (message: T) => void,
    message: Json,
  ): Promise<() => Promise<void>> {
    this.sent.push(message);
    if (this.refusal) throw this.refusal;
    const [topic] = message.topics as Topic[];
    this.heard.set(topic as Topic, listener as (message: Message) => void);
    return async () => {
      this.heard.delete(topic as Topic);
    };
  }

  get watched(): Topic[] {
    return [...this.heard.keys()];
  }

  tell(topic: Topic, message: Omit<Message, "topic">): void {
    this.heard.get(topic)?.({ topic, ...message } as Message);
  }

  say(name: "ready" | "disconnected"): void {
    this.connected = name === "ready";
    // Nobody is subscribed on a new connection who does not ask for it.
    if (!this.connected) this.heard.clear();
    for (const listener of this.listeners.get(name) ?? []) listener();
  }
}

export interface Call {
  action: string;
  data: Json;
}

export function fakeHass(
  connection = new FakeConnection(),
  changes: Partial<Hass> = {},
): Hass & { calls: Call[]; answer: (call: Call) => unknown } {
  const calls: Call[] = [];
  const home = { answer: (_: Call): unknown => ({}), calls };
  return Object.assign(home, {
    callService: async (_domain: string, action: string, data: Json = {}) => {
      const call = { action, data };
      calls.push(call);
      return { response: home.answer(call) };
    },
    connected: true,
    connection,
    devices: {
      stack: {
        config_entries: ["entry"],
        id: "stack",
        identifiers: [["autoarr", "entry"]] as [string, string][],
        name: "Home",
        via_device_id: null,
      },
    },
    entities: {},
    language: "en",
    locale: { language: "en" },
    services: { autoarr: { apply_fix: {}, dismiss_finding: {}, run_audit: {} } },
    user: { id: "me", is_admin: true, name: "Me" },
    ...changes,
  });
}
