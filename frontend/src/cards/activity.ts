/** What happened, told as stories: what belongs together stands together. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { type Activity, type ActivityFilter, listActivity, refusalOf } from "../api";
import { AutoarrCard } from "../card";
import type { Hass } from "../hass";
import { onOpenStory } from "../jump";
import { matches, merged, type Story, stories } from "../stories";
import type { Phrase } from "../text";
import { activityStyles } from "./activity.styles";

const KINDS = ["download", "recovery", "request", "audit", "server", "ai", "user"];
const ICONS: Record<string, string> = {
  ai: "mdi:creation-outline",
  audit: "mdi:clipboard-check-outline",
  download: "mdi:download",
  recovery: "mdi:car-cruise-control",
  request: "mdi:movie-search-outline",
  server: "mdi:server",
  user: "mdi:account-outline",
};
const TONES: Record<string, [string, string]> = {
  error: ["bad", "mdi:alert-circle-outline"],
  info: ["calm", ""],
  success: ["good", "mdi:check-circle-outline"],
  warning: ["warn", "mdi:alert-outline"],
};
const PAGE = 50;
const PAUSE = 300;
/** Milliseconds without a key before what was typed is looked for. */

export class ActivityCard extends AutoarrCard {
  static override styles = [AutoarrCard.styles, activityStyles].flat();
  protected readonly topics = ["activity"] as const;
  protected readonly heading: Phrase = "activity";
  @state() private kinds: ReadonlySet<string> = new Set();
  @state() private severity = "";
  @state() private search = "";
  @state() private open: string | null = null;
  /** Rows read page by page; those that happen meanwhile come from the feed. */
  @state() private older: Activity[] = [];
  @state() private told: Activity[] = [];
  @state() private complete = false;
  private offset = 0;
  @state() private reading = false;
  private round = 0;
  private typed: ReturnType<typeof setTimeout> | undefined;
  private deaf: (() => void) | undefined;
  private shownStack: string | undefined;
  private cuts = 0;
  /** Whether the connection was lost while more was to be read. */
  private interrupted = false;

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 8;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.deaf = onOpenStory((correlation) => void this.jump(correlation));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.deaf?.();
    clearTimeout(this.typed);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // What the feed has forgotten is read again, page by page.
    const cuts = this.feed("activity")?.cuts ?? 0;
    if (this.stack !== this.shownStack || cuts !== this.cuts) {
      this.shownStack = this.stack;
      this.cuts = cuts;
      this.startOver();
    } else if (this.interrupted && this.feed("activity")?.state === "live") {
      this.interrupted = false;
      this.complete = false;
    }
  }

  private get filter(): ActivityFilter {
    return {
      ...(this.kinds.size ? { kind: [...this.kinds] } : {}),
      ...(this.severity ? { severity: this.severity } : {}),
      ...(this.search.trim() ? { search: this.search.trim() } : {}),
    };
  }

  private get list(): Story[] {
    const live = this.items<Activity>("activity").filter((row) =>
      matches(row, this.kinds, this.severity, this.search),
    );
    // What was read for one story is of that story only, whatever the filter.
    const all = stories(merged(this.older, live, this.told));
    return all;
  }

  protected content(): TemplateResult {
    const list = this.list;
    return html`
      ${this.filters()}
      ${
        list.length
          ? html`<autoarr-list
              .items=${list}
              .row=${this.row}
              .stamp=${[this.open, this.now]}
              .more=${!this.complete}
              label=${this.say("activity")}
              @more=${this.read}
            ></autoarr-list>`
          : this.reading
            ? html`<div class="empty" aria-busy="true">${this.say("loading")}</div>`
            : this.empty(
                "mdi:sleep",
                this.say(
                  Object.keys(this.filter).length ? "nothing_happened" : "nothing_yet",
                ),
              )
      }
    `;
  }

  private filters(): TemplateResult {
    return html`
      <div class="filters">
        <input
          type="search"
          aria-label=${this.say("search")}
          placeholder=${this.say("search")}
          .value=${this.search}
          @input=${this.type}
        />
        <select aria-label=${this.say("severity")} @change=${this.choose}>
          ${["", "success", "warning", "error"].map(
            (each) => html`
              <option value=${each} ?selected=${each === this.severity}>
                ${each ? this.words.member("severity", each) : this.say("everything")}
              </option>
            `,
          )}
        </select>
      </div>
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${KINDS.map(
          (kind) => html`
            <button
              aria-pressed=${this.kinds.has(kind)}
              @click=${() => this.toggle(kind)}
            >
              <ha-icon icon=${ICONS[kind] ?? ""} aria-hidden="true"></ha-icon
              >${this.words.member("kind", kind)}
            </button>
          `,
        )}
      </div>
    `;
  }

  private readonly row = (story: Story): TemplateResult => {
    const newest = story.rows[0] as Activity;
    const open = this.open === story.id;
    const [tone, icon] = TONES[newest.severity] ?? ["calm", ""];
    return html`
      <button
        class="story"
        aria-expanded=${open}
        @click=${() => (open ? this.fold() : this.unfold(story))}
      >
        <ha-icon
          class=${tone}
          icon=${icon || (ICONS[newest.kind] ?? "mdi:circle-small")}
          aria-hidden="true"
        ></ha-icon>
        <span class="text">
          <span class="name">${newest.title}</span>
          <span class="message">${newest.message}</span>
          <span class="hidden">${this.words.member("severity", newest.severity)}</span>
          <span class="line">
            <span title=${this.words.moment(newest.at)}
              >${this.words.ago(newest.at, this.now)}</span
            >
            ${newest.server ? html`<span>${newest.server}</span>` : nothing}
            ${
              story.rows.length > 1
                ? html`<span>${this.words.count("steps", story.rows.length)}</span>`
                : nothing
            }
          </span>
        </span>
        ${
          story.correlation
            ? html`<ha-icon
                class="calm"
                icon=${open ? "mdi:chevron-up" : "mdi:chevron-down"}
                aria-hidden="true"
              ></ha-icon>`
            : nothing
        }
      </button>
      ${open ? this.course(story) : nothing}
    `;
  };

  private course(story: Story): TemplateResult {
    return html`
      <ol class="course">
        ${[...story.rows].reverse().map((row) => {
          const [tone] = TONES[row.severity] ?? ["calm"];
          return html`
            <li class=${tone}>
              <span class="said">${row.message}</span>
              <span class="hidden">${this.words.member("severity", row.severity)}</span>
              <span class="line">
                <span>${this.words.moment(row.at)}</span>
                ${row.server ? html`<span>${row.server}</span>` : nothing}
              </span>
            </li>
          `;
        })}
      </ol>
    `;
  }

  private readonly type = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.typed);
    this.typed = setTimeout(() => {
      this.search = value;
      this.startOver();
    }, PAUSE);
  };

  private readonly choose = (event: Event): void => {
    this.severity = (event.target as HTMLSelectElement).value;
    this.startOver();
  };

  private toggle(kind: string): void {
    const kinds = new Set(this.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    this.kinds = kinds;
    this.startOver();
  }

  private startOver(): void {
    this.round += 1;
    this.reading = false;
    this.complete = false;
    this.offset = 0;
    this.older = [];
    this.told = [];
    this.open = null;
    if (this.stack) void this.read();
  }

  /** Read the next page; rows that came since the last one only make it overlap. */
  private readonly read = async (): Promise<void> => {
    if (this.reading || this.complete || !this.hass) return;
    this.reading = true;
    const round = this.round;
    try {
      const page = await listActivity(
        this.hass.connection,
        this.stack,
        this.filter,
        PAGE,
        this.offset,
      );
      if (round !== this.round) return;
      this.offset += page.items.length;
      this.complete = page.items.length < PAGE || this.offset >= page.total;
      this.older = merged(this.older, page.items);
    } catch (err) {
      if (round !== this.round) return;
      // Shown as it is until the connection is back, or the person filters.
      this.complete = true;
      this.interrupted = this.hass?.connection.connected === false;
      this.tell("bad", this.why(refusalOf(err)));
    } finally {
      if (round === this.round) this.reading = false;
    }
  };

  private fold(): void {
    this.open = null;
    this.told = [];
  }

  private async unfold(story: Story): Promise<void> {
    if (!story.correlation) return;
    this.open = story.id;
    await this.whole(story.correlation);
  }

  /** Read all of one story: the list may have only its newest part. */
  private async whole(correlation: string): Promise<boolean> {
    try {
      const page = await listActivity(
        (this.hass as Hass).connection,
        this.stack,
        { correlation_id: correlation },
        500,
        0,
      );
      if (this.open === correlation) this.told = page.items;
      return page.items.length > 0;
    } catch (err) {
      this.tell("bad", this.why(refusalOf(err)));
      return false;
    }
  }

  private async jump(correlation: string): Promise<void> {
    this.kinds = new Set();
    this.severity = "";
    this.search = "";
    this.startOver();
    this.open = correlation;
    if (!(await this.whole(correlation))) {
      this.tell("info", this.say("no_story"));
      return;
    }
    await this.settled();
    const list = this.renderRoot.querySelector("autoarr-list");
    await list?.show(correlation);
    this.scrollIntoView({ block: "nearest" });
    this.renderRoot
      .querySelector<HTMLElement>(`[data-id="${CSS.escape(correlation)}"] .story`)
      ?.focus();
  }
}
