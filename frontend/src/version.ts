/** Whether this bundle is the one that the server has: a browser may keep an older one. */

import { bundleVersion } from "./api";
import type { Connection } from "./hass";

const KEY = "autoarr-reloaded-for";
/** Where it is kept for which version the page was reloaded: never twice for one. */
const AGAIN = 15_000;
const CHANCES = 20;
/** How often, and after how long, is asked again: Home Assistant answers before AutoArr. */

const own = new URL(import.meta.url).searchParams.get("v");
const listeners = new Set<() => void>();
const watched = new WeakSet<Connection>();
let outdated = false;

export function isOutdated(): boolean {
  return outdated;
}

/** Be told when the bundle turns out to be an old one. */
export function onOutdated(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reload(): void {
  location.reload();
}

/** Compare with the server now, and each time that it comes back. */
export function watchVersion(connection: Connection): void {
  if (!own || watched.has(connection)) return;
  watched.add(connection);
  const compare = async (chances = CHANCES): Promise<void> => {
    const version = await bundleVersion(connection).catch(() => null);
    if (!version && chances && connection.connected)
      setTimeout(() => void compare(chances - 1), AGAIN);
    if (!version || version === own) return;
    outdated = true;
    for (const listener of listeners) listener();
    if (sessionStorage.getItem(KEY) === version) return;
    // Long enough to read why.
    setTimeout(() => {
      if (isTyping()) return;
      sessionStorage.setItem(KEY, version);
      reload();
    }, 4_000);
  };
  connection.addEventListener("ready", () => void compare());
  void compare();
}

/** Return whether somebody is writing something that a reload would take. */
function isTyping(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
}
