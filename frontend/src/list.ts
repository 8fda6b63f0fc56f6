/** A list that stays light with ten thousand rows: only those near the eye are drawn. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

const CHUNK = 25;
const ROW = 76;
/** Pixels that a row is thought to be high until it has been drawn. */

interface Chunk<T> {
  n: number;
  items: T[];
}

function differs(now: readonly unknown[], before?: readonly unknown[]): boolean {
  return !before || now.some((value, place) => value !== before[place]);
}

/** Cut rows into chunks that are drawn or left out as a whole. */
export function chunks<T>(items: readonly T[], size = CHUNK): Chunk<T>[] {
  const cut: Chunk<T>[] = [];
  for (let start = 0; start < items.length; start += size) {
    cut.push({ n: cut.length, items: items.slice(start, start + size) });
  }
  return cut;
}

export class LongList<T extends { id: string }> extends LitElement {
  @property({ attribute: false }) items: readonly T[] = [];
  @property({ attribute: false }) row: (item: T) => TemplateResult = () => html``;
  @property() label = "";
  /** What else the rows are drawn from: another value draws them again. */
  @property({ attribute: false, hasChanged: differs }) stamp: readonly unknown[] = [];
  /** Whether more rows can be had: asked for with an event `more` when the end is near. */
  @property({ type: Boolean }) more = false;
  @state() private near: ReadonlySet<number> = new Set([0]);
  private readonly heights = new Map<number, number>();
  private watcher: IntersectionObserver | undefined;

  // The rows are drawn as children of the host, so that the card's own styles reach them.
  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    if (typeof IntersectionObserver === "undefined") return;
    this.watcher = new IntersectionObserver((seen) => this.look(seen), {
      root: this,
      rootMargin: "600px 0px",
    });
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher?.disconnect();
    this.watcher = undefined;
  }

  override render(): TemplateResult {
    return html`
      <div role="list" aria-label=${this.label}>
        ${repeat(
          chunks(this.items),
          (chunk) => chunk.n,
          (chunk) => this.chunk(chunk),
        )}
      </div>
      ${this.more ? html`<div class="end" data-chunk="end"></div>` : nothing}
    `;
  }

  private chunk({ n, items }: Chunk<T>): TemplateResult {
    // One element, drawn or not: the watcher would take a new one for a chunk that left.
    const drawn = this.near.has(n);
    const height = this.heights.get(n) ?? items.length * ROW;
    return html`
      <div role="none" data-chunk=${n} style=${drawn ? "" : `height:${height}px`}>
        ${drawn ? repeat(items, (item) => item.id, this.item(n * CHUNK)) : nothing}
      </div>
    `;
  }

  private item(first: number): (item: T, place: number) => TemplateResult {
    return (item, place) => html`
      <div
        class="item"
        role="listitem"
        tabindex="-1"
        data-id=${item.id}
        aria-setsize=${this.items.length}
        aria-posinset=${first + place + 1}
      >
        ${this.row(item)}
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const end = this.querySelector(".end");
    // The end may still be in sight after more has come: then it is news again.
    if (end && changed.has("items")) this.watcher?.unobserve(end);
    this.watch();
  }

  /** Draw a row and bring it into view; return whether it is in the list. */
  async show(id: string): Promise<boolean> {
    const place = this.items.findIndex((item) => item.id === id);
    if (place < 0) return false;
    this.near = new Set([...this.near, Math.floor(place / CHUNK)]);
    await this.updateComplete;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({
      block: "nearest",
      behavior: calm ? "auto" : "smooth",
    });
    return true;
  }

  private watch(): void {
    for (const element of this.querySelectorAll("[data-chunk]")) {
      this.watcher?.observe(element);
    }
  }

  private look(seen: IntersectionObserverEntry[]): void {
    const near = new Set(this.near);
    for (const entry of seen) {
      const element = entry.target as HTMLElement;
      if (element.dataset.chunk === "end") {
        if (entry.isIntersecting) this.dispatchEvent(new CustomEvent("more"));
        continue;
      }
      if (!element.isConnected) continue;
      const n = Number(element.dataset.chunk);
      if (entry.isIntersecting) near.add(n);
      else if (near.delete(n) && entry.boundingClientRect.height) {
        this.heights.set(n, entry.boundingClientRect.height);
      }
    }
    if (near.size !== this.near.size || [...near].some((n) => !this.near.has(n))) {
      this.near = near;
    }
  }
}
