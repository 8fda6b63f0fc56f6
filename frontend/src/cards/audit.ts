/** How well the servers are set up, what should be otherwise, and mending it. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { type Change, type Finding, listActivity } from "../api";
import { AutoarrCard } from "../card";
import { chartStyles, ring } from "../charts";
import {
  changesFrom,
  mended,
  plain,
  ranked,
  type Standing,
  scoreOf,
  scoreTone,
  standing,
} from "../findings";
import type { Hass } from "../hass";
import type { Phrase } from "../text";
import { auditStyles } from "./audit.styles";

const ICONS: Record<string, [string, string]> = {
  critical: ["mdi:alert-octagon-outline", "bad"],
  high: ["mdi:alert-circle-outline", "bad"],
  info: ["mdi:information-outline", "calm"],
  low: ["mdi:information-outline", "calm"],
  medium: ["mdi:alert-outline", "warn"],
};

const DONE = "applied";
const LATELY = 100;
/** Rows of the feed among which changes are looked for that may be undone. */

export class AuditCard extends AutoarrCard {
  static override styles = [AutoarrCard.styles, chartStyles, auditStyles].flat();
  protected readonly topics = ["findings"] as const;
  protected readonly heading: Phrase = "audit";
  @state() private open: string | null = null;
  /** A severity, or what was mended; everything when it is empty. */
  @state() private filter = "";
  @state() private previews: ReadonlyMap<string, Change[]> = new Map();
  /** What was mended on this page, by finding, newest change last. */
  @state() private applied: ReadonlyMap<string, Standing[]> = new Map();
  /** What was mended lately by whomever; it may have gone wrong again since. */
  @state() private past: ReadonlyMap<string, Standing[]> = new Map();
  private stands: ReadonlyMap<string, Standing[]> = new Map();
  private shownStack: string | undefined;

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 8;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.stack !== this.shownStack) {
      this.shownStack = this.stack;
      this.applied = new Map();
      this.past = new Map();
      if (this.stack && this.isAdmin) void this.remember();
    }
    const items = this.feed("findings")?.items as Map<string, Finding> | undefined;
    const isOver = ([id]: [string, unknown]): boolean => items?.get(id)?.state !== "open";
    this.stands = new Map([...[...this.past].filter(isOver), ...this.applied]);
  }

  /** Read what was changed lately: whoever did it, and wherever, it can be undone here. */
  private async remember(): Promise<void> {
    const { connection } = this.hass as Hass;
    // Without it only what is changed from now on can be undone here.
    const page = await listActivity(
      connection,
      this.stack,
      { kind: ["audit"] },
      LATELY,
      0,
    ).catch(() => ({ items: [] }));
    this.past = standing(page.items);
  }

  protected content(): TemplateResult {
    const known = this.items<Finding>("findings");
    const ids = new Set(known.map(({ id }) => id));
    const long = [...this.stands].filter(([id]) => !ids.has(id));
    const findings = ranked(
      [...known, ...long.map(([id, changes]) => mended(id, changes))],
      new Set(this.stands.keys()),
    );
    const open = findings.filter(({ id }) => !this.stands.has(id));
    const score = scoreOf(this.feed("findings")?.whole);
    const filters = new Map<string, Finding[]>();
    for (const each of findings) {
      const key = this.stands.has(each.id) ? DONE : each.severity;
      filters.set(key, [...(filters.get(key) ?? []), each]);
    }
    const list = filters.get(this.filter) ?? findings;
    return html`
      ${this.score(open, score)}
      ${
        filters.size > 1
          ? html`<div class="chips" role="group" aria-label=${this.say("filter")}>
              ${[...filters]
                .sort(([a], [b]) => Number(a === DONE) - Number(b === DONE))
                .map(([key, each]) => this.chip(key, each.length))}
            </div>`
          : nothing
      }
      ${
        list.length
          ? html`<autoarr-list
              .items=${list}
              .row=${this.row}
              .stamp=${[this.busy, this.question, this.open, this.previews, this.past, this.applied]}
              label=${this.say("findings")}
            ></autoarr-list>`
          : this.empty(
              "mdi:shield-check-outline",
              this.say(score === null ? "no_audit" : "no_findings"),
            )
      }
    `;
  }

  private chip(key: string, count: number): TemplateResult {
    return html`
      <button
        aria-pressed=${this.filter === key}
        @click=${() => {
          this.filter = this.filter === key ? "" : key;
        }}
      >
        ${key === DONE ? this.say("applied") : this.words.member("finding", key)}
        <span class="quiet">${this.words.number(count)}</span>
      </button>
    `;
  }

  private score(findings: Finding[], score: number | null): TemplateResult {
    const busy = this.busy.has("audit");
    return html`
      <div class="score">
        ${
          score === null
            ? nothing
            : ring(
                score,
                scoreTone(score),
                this.words.number(score),
                this.say("score_of", { score }),
              )
        }
        <div class="text">
          ${
            score === null && !findings.length
              ? nothing
              : html`<div class="name">
                  ${this.words.count("open_findings", findings.length)}
                </div>`
          }
          ${
            this.can("run_audit")
              ? html`<div class="actions">
                  <button
                    ?disabled=${busy}
                    @click=${() => this.run("audit", () => this.act("run_audit"))}
                  >
                    <ha-icon icon="mdi:clipboard-search-outline" aria-hidden="true"></ha-icon
                    >${this.say(busy ? "auditing" : "run_audit")}
                  </button>
                </div>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  private readonly row = (finding: Finding): TemplateResult => {
    const open = this.open === finding.id;
    const applied = this.stands.get(finding.id);
    const [icon, tone] = applied
      ? ["mdi:check-circle-outline", "good"]
      : (ICONS[finding.severity] ?? ["mdi:information-outline", "calm"]);
    return html`
      <button
        class="finding"
        aria-expanded=${open}
        @click=${() => {
          this.open = open ? null : finding.id;
        }}
      >
        <ha-icon class=${tone} icon=${icon} aria-hidden="true"></ha-icon>
        <span class="text">
          <span class="name">${finding.title}</span>
          <span class="line">
            <span
              >${
                applied
                  ? this.say("applied")
                  : this.words.member("finding", finding.severity)
              }</span
            >
            ${finding.server ? html`<span>${finding.server}</span>` : nothing}
            ${finding.fixable && !applied ? html`<span>${this.say("fixable")}</span>` : nothing}
          </span>
        </span>
        <ha-icon
          class="calm"
          icon=${open ? "mdi:chevron-up" : "mdi:chevron-down"}
          aria-hidden="true"
        ></ha-icon>
      </button>
      ${open ? this.details(finding) : nothing}
    `;
  };

  private details(finding: Finding): TemplateResult {
    const preview =
      this.stands.get(finding.id)?.map(({ change }) => change) ??
      this.previews.get(finding.id);
    return html`
      <div class="details">
        ${finding.why ? html`<p>${finding.why}</p>` : nothing}
        ${finding.explanation ? html`<p>${finding.explanation}</p>` : nothing}
        <dl>
          ${this.fact(this.say("current"), finding.current)}
          ${this.fact(this.say("recommended"), finding.recommended)}
          ${finding.fixable ? nothing : this.fact(this.say("how"), finding.how ?? "")}
          ${
            finding.fixable && finding.risk
              ? this.fact(
                  this.say("risk"),
                  [this.words.member("risk", finding.risk), finding.effect]
                    .filter(Boolean)
                    .join(": "),
                )
              : nothing
          }
          ${this.fact(this.say("managed_by"), finding.managed_by ?? "")}
        </dl>
        ${finding.restarts && !this.stands.has(finding.id) ? html`<p>${this.say("restarts")}</p>` : nothing}
        ${preview ? this.diff(preview) : nothing}
        ${
          this.question?.about === finding.id
            ? this.answering(this.question)
            : this.buttons(finding)
        }
      </div>
    `;
  }

  private fact(term: string, text: string): TemplateResult | typeof nothing {
    return text ? html`<dt>${term}</dt><dd>${text}</dd>` : nothing;
  }

  private diff(changes: Change[]): TemplateResult {
    return html`
      <div class="diff" role="group" aria-label=${this.say("diff")}>
        ${changes
          .flatMap(({ diff }) => diff)
          .map(
            ({ field, before, after }) => html`
              <div class="field">${field}</div>
              <div class="before">
                <span class="hidden">${this.say("before")}</span>${plain(before)}
              </div>
              <div class="after">
                <span class="hidden">${this.say("after")}</span>${plain(after)}
              </div>
            `,
          )}
      </div>
    `;
  }

  private buttons(finding: Finding): TemplateResult | typeof nothing {
    if (!this.isAdmin) return html`<p class="quiet">${this.say("ask_administrator")}</p>`;
    const { id } = finding;
    const applied = this.stands.get(id);
    if (applied) {
      return html`<div class="actions">
        ${this.asking("mdi:undo", this.say("undo"), {
          about: id,
          action: () => this.undo(id, applied),
          text: this.say("undo_ask"),
          yes: this.say("undo"),
        })}
      </div>`;
    }
    return html`
      <div class="actions">
        ${
          finding.fixable && this.can("apply_fix")
            ? html`<button
                  ?disabled=${this.busy.has(id)}
                  @click=${() => this.run(id, () => this.rehearse(id))}
                >
                  <ha-icon icon="mdi:file-compare" aria-hidden="true"></ha-icon
                  >${this.say("preview")}
                </button>
                ${this.asking(
                  "mdi:auto-fix",
                  this.say("apply"),
                  {
                    about: id,
                    action: () => this.apply(id),
                    text: this.say("apply_ask"),
                    yes: this.say("apply"),
                  },
                  "main",
                )}`
            : nothing
        }
        ${
          this.can("dismiss_finding")
            ? this.asking("mdi:eye-off-outline", this.say("ignore"), {
                about: id,
                action: () => this.act("dismiss_finding", { finding_id: id }),
                text: this.say("dismiss_ask"),
                yes: this.say("ignore_yes"),
              })
            : nothing
        }
      </div>
    `;
  }

  // Home Assistant itself gives cards a property called preview.
  private async rehearse(id: string): Promise<void> {
    const changes = changesFrom(
      await this.act("apply_fix", { dry_run: true, finding_id: id }),
    );
    this.previews = new Map(this.previews).set(id, changes);
  }

  private async apply(id: string): Promise<void> {
    // Whoever taps has been asked, and told of the risk and of a restart.
    const changes = changesFrom(
      await this.act("apply_fix", { confirm: true, finding_id: id }),
    );
    const title = this.items<Finding>("findings").find((each) => each.id === id)?.title;
    this.applied = new Map(this.applied).set(
      id,
      changes.map((change) => ({ change, title: title ?? "" })),
    );
    this.previews = without(this.previews, id);
    this.tell("good", this.say("applied"));
  }

  private async undo(id: string, changes: Standing[]): Promise<void> {
    for (const { change } of [...changes].reverse()) {
      await this.act("undo_fix", { change_id: change.id });
    }
    this.applied = without(this.applied, id);
    this.past = without(this.past, id);
    this.tell("good", this.say("undone"));
  }
}

function without<T>(all: ReadonlyMap<string, T>, id: string): Map<string, T> {
  return new Map([...all].filter(([each]) => each !== id));
}
