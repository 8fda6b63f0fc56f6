/** The poster of a title, through Home Assistant; where there is none, a sign of its kind. */

import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Connection, Hass } from "./hass";

const PLACE = /^\/api\/autoarr\/poster\/(movie|series)\/\d+$/;
const LASTS = 86_400;
/** Seconds for which an address may be used without a log-in of its own. */
const RENEWED = (LASTS - 3600) * 1000;
/** Milliseconds after which a page that stays open asks for another. */

interface Signed {
  address: Promise<string | null>;
  at: number;
}

const signed = new WeakMap<Connection, Map<string, Signed>>();

/** Return an address that an image can be loaded from; nothing where that is refused. */
export function sign(connection: Connection, path: string): Promise<string | null> {
  let known = signed.get(connection);
  if (!known) {
    known = new Map();
    signed.set(connection, known);
  }
  const now = Date.now();
  const before = known.get(path);
  if (before && now - before.at < RENEWED) return before.address;
  const address = connection
    .sendMessagePromise<{ path: string }>({
      type: "auth/sign_path",
      path,
      expires: LASTS,
    })
    .then((answer) => answer.path)
    .catch(() => {
      known.delete(path);
      return null;
    });
  known.set(path, { address, at: now });
  return address;
}

export class Poster extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      justify-content: center;
      overflow: hidden;
      color: var(--secondary-text-color);
      background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
      opacity: 0;
      transition: opacity 0.25s ease-out;
    }
    img.loaded {
      opacity: 1;
    }
    ha-icon {
      --mdc-icon-size: var(--poster-icon-size, 24px);
      display: inline-flex;
      width: var(--poster-icon-size, 24px);
      height: var(--poster-icon-size, 24px);
    }
    @media (prefers-reduced-motion: reduce) {
      img {
        transition: none;
      }
    }
  `;

  @property({ attribute: false }) hass?: Hass;
  @property() path: string | null | undefined = null;
  /** What kind of title it is of. */
  @property() kind: string | null = null;
  @state() private address: string | null = null;
  @state() private loaded = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("path")) return;
    this.address = null;
    this.loaded = false;
    if (this.hass && this.path && PLACE.test(this.path)) void this.fetch(this.path);
  }

  private async fetch(path: string): Promise<void> {
    const address = await sign((this.hass as Hass).connection, path);
    if (path === this.path) this.address = address;
  }

  protected override render(): TemplateResult {
    if (!this.address) return this.placeholder();
    return html`<img
      alt=""
      loading="lazy"
      decoding="async"
      class=${this.loaded ? "loaded" : ""}
      src=${this.address}
      @load=${() => {
        this.loaded = true;
      }}
      @error=${() => {
        this.address = null;
      }}
    />`;
  }

  private placeholder(): TemplateResult {
    const icon =
      this.kind === "series" ? "mdi:television-classic" : "mdi:movie-open-outline";
    return html`<ha-icon icon=${icon} aria-hidden="true"></ha-icon>`;
  }
}
