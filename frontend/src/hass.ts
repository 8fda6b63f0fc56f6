/** The part of Home Assistant's frontend that the cards rely on, and no more. */

export type Json = Record<string, unknown>;

export interface Connection {
  readonly connected: boolean;
  addEventListener(name: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(name: "ready" | "disconnected", listener: () => void): void;
  sendMessagePromise<T>(message: Json): Promise<T>;
  subscribeMessage<T>(
    listener: (message: T) => void,
    message: Json,
    options?: { resubscribe?: boolean },
  ): Promise<() => Promise<void>>;
}

export interface Device {
  id: string;
  name: string | null;
  name_by_user?: string | null;
  identifiers: [string, string][];
  config_entries: string[];
  via_device_id: string | null;
}

export interface EntityEntry {
  entity_id: string;
  device_id?: string | null;
  platform?: string;
  translation_key?: string;
  hidden?: boolean;
}

export interface Hass {
  connection: Connection;
  connected: boolean;
  language: string;
  locale: { language: string; time_format?: string; time_zone?: string };
  config?: { time_zone: string };
  user?: { id: string; is_admin: boolean; name: string };
  devices: Record<string, Device>;
  entities: Record<string, EntityEntry>;
  services: Record<string, Record<string, unknown>>;
  callService(
    domain: string,
    service: string,
    data?: Json,
    target?: Json,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<{ response?: unknown }>;
}

/** What a command, an action or a subscription is refused with. */
export interface Refusal {
  code?: string | number;
  message?: string;
}

export interface GridOptions {
  columns: number | "full";
  rows?: number | "auto";
  min_columns?: number;
  min_rows?: number;
}

export interface CardConfig {
  type: string;
  config_entry_id?: string;
  title?: string;
}

/** The language of the page, for what Home Assistant asks without handing itself over. */
export function pageLanguage(): string {
  const home = document.querySelector("home-assistant") as { hass?: Hass } | null;
  return home?.hass?.locale?.language ?? (document.documentElement.lang || "en");
}
