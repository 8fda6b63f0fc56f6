/** What is being downloaded and what went wrong, with the cause in words and the way out. */

import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Download, Failure } from "../api";
import { AutoarrCard, type Question } from "../card";
import type { GridOptions } from "../hass";
import { counts, type Row, rows, type Show, shown } from "../rows";
import type { Phrase } from "../text";
import { downloadsStyles } from "./downloads.styles";

const ICONS: Record<string, [string, string]> = {
  completed: ["mdi:check-circle-outline", "good"],
  downloading: ["mdi:download", "calm"],
  extracting: ["mdi:package-variant", "calm"],
  failed: ["mdi:alert-circle-outline", "bad"],
  import_blocked: ["mdi:hand-back-right-outline", "warn"],
  importing: ["mdi:folder-move-outline", "calm"],
  paused: ["mdi:pause-circle-outline", "calm"],
  queued: ["mdi:clock-outline", "calm"],
  stalled: ["mdi:timer-alert-outline", "warn"],
  verifying: ["mdi:shield-check-outline", "calm"],
};
const APPS: Record<string, string> = {
  plex: "Plex",
  radarr: "Radarr",
  sabnzbd: "SABnzbd",
  sonarr: "Sonarr",
};
const SHOWS: Show[] = ["all", "trouble", "running"];
/** Steps that are no news to whoever looks: they are told or asked right here. */
const SAID = new Set(["alert", "ask", "none"]);
/** Steps that a person can agree to. */
const PROPOSED = new Set([
  "blocklist_search",
  "import",
  "lower_quality",
  "refresh",
  "regrab",
  "remove",
  "retry_same",
]);

export class DownloadsCard extends AutoarrCard {
  static override styles = [AutoarrCard.styles, downloadsStyles].flat();
  protected readonly topics = ["downloads", "failures"] as const;
  protected readonly heading: Phrase = "downloads";
  @state() private show: Show = "all";
  @state() private open: string | null = null;

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 8;
  }

  override getGridOptions(): GridOptions {
    return { columns: 12, rows: "auto", min_columns: 6, min_rows: 4 };
  }

  protected override summary(): TemplateResult {
    const left = this.items<Download>("downloads").reduce(
      (sum, each) => sum + each.size_left,
      0,
    );
    return html`<span class="sum"
      >${left ? this.say("left", { left: this.words.size(left) }) : ""}</span
    >`;
  }

  protected content(): TemplateResult {
    const all = rows(this.items<Download>("downloads"), this.items<Failure>("failures"));
    if (!all.length) return this.empty("mdi:sofa-outline", this.say("no_downloads"));
    const count = counts(all);
    const list = shown(all, this.show);
    return html`
      <div class="chips" role="group" aria-label=${this.say("filter")}>
        ${SHOWS.map(
          (show) => html`
            <button
              aria-pressed=${this.show === show}
              @click=${() => {
                this.show = show;
              }}
            >
              ${this.words.member("show", show)}
              <span class="quiet">${this.words.number(count[show])}</span>
            </button>
          `,
        )}
      </div>
      ${
        list.length
          ? html`<autoarr-list
              .items=${list}
              .row=${this.row}
              .stamp=${[this.busy, this.question, this.open, this.now]}
              label=${this.say("downloads")}
            ></autoarr-list>`
          : this.empty("mdi:check-circle-outline", this.say("nothing_here"))
      }
    `;
  }

  private readonly row = (row: Row): TemplateResult => {
    const { download, failure } = row;
    const status = download?.status ?? "failed";
    const media = (download ?? (failure as Failure)).media;
    const [icon, tone] = ICONS[status] ?? ["mdi:download", "calm"];
    return html`
      <div class="row">
        ${this.poster(media.media_type, media.poster, icon, failure ? "bad" : tone)}
        <div class="text">
          <div class="name">${row.title}</div>
          ${
            row.release === row.title
              ? nothing
              : html`<div class="release">${row.release}</div>`
          }
          ${this.progress(row)}
          <div class="line">
            <span
              >${
                failure && !download
                  ? this.words.member("failure_state", failure.state)
                  : this.words.member("status", status)
              }</span
            >
            ${this.facts(row)}
          </div>
          ${failure ? this.failure(failure) : nothing}
        </div>
      </div>
    `;
  };

  private facts({ download, failure }: Row): TemplateResult {
    const server = download?.server ?? failure?.server;
    return html`
      ${
        download?.time_left && download.status === "downloading"
          ? html`<span>${this.words.duration(download.time_left)}</span>`
          : nothing
      }
      ${download?.size ? html`<span>${this.words.size(download.size)}</span>` : nothing}
      ${download?.quality ? html`<span>${download.quality}</span>` : nothing}
      ${server ? html`<span>${server}</span>` : nothing}
    `;
  }

  private progress({ download, title }: Row): TemplateResult | typeof nothing {
    if (!download || (download.status === "queued" && !download.progress)) return nothing;
    return html`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of", { title })}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(download.progress)}
      >
        <div style="width:${Math.min(100, Math.max(0, download.progress))}%"></div>
      </div>
    `;
  }

  private failure(failure: Failure): TemplateResult {
    const open = this.open === failure.id;
    return html`
      <div class="cause">${failure.cause}</div>
      ${failure.reason ? html`<div class="reason">${failure.reason}</div>` : nothing}
      <div class="line">
        <span>${this.words.member("blames", failure.blames)}</span>
        ${this.next(failure)}
      </div>
      ${open ? this.evidence(failure) : nothing}
      ${
        this.question?.about === failure.id
          ? this.answering(this.question)
          : this.buttons(failure, open)
      }
    `;
  }

  private next(failure: Failure): TemplateResult | typeof nothing {
    if (!failure.next_step || SAID.has(failure.next_step)) return nothing;
    const step = this.words.member("step", failure.next_step);
    return html`<span
      >${
        failure.next_attempt_at
          ? this.say("next_at", {
              step,
              when: this.words.ago(failure.next_attempt_at, this.now),
            })
          : this.say("next", { step })
      }</span
    >`;
  }

  private evidence(failure: Failure): TemplateResult {
    return html`
      <ul class="evidence">
        ${failure.evidence.map(
          ({ source, text }) => html`<li><b>${APPS[source] ?? source}</b> ${text}</li>`,
        )}
        ${failure.attempts.map(
          (attempt) => html`
            <li>
              <b>${this.say("attempt", { n: attempt.n })}</b>
              ${this.words.member("step", attempt.step)},
              ${this.words.ago(attempt.at, this.now)}
              ${
                attempt.outcome
                  ? `(${this.words.member("outcome", attempt.outcome)})`
                  : nothing
              }
            </li>
          `,
        )}
      </ul>
      <button class="plain" @click=${() => this.tellStory(failure.correlation_id)}>
        <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
        >${this.say("story")}
      </button>
    `;
  }

  private buttons(failure: Failure, open: boolean): TemplateResult {
    const proposed =
      this.isAdmin && failure.state === "asking" && PROPOSED.has(failure.next_step ?? "");
    return html`
      <div class="actions">
        ${
          proposed
            ? this.asking(
                "mdi:check",
                this.words.member("step", failure.next_step ?? ""),
                this.approve(failure),
                "main",
              )
            : this.asking(
                "mdi:refresh",
                this.say("retry"),
                this.retry(failure, "auto"),
                "main",
              )
        }
        ${
          this.isAdmin
            ? html`${
                proposed && failure.next_step === "blocklist_search"
                  ? nothing
                  : this.asking(
                      "mdi:swap-horizontal",
                      this.say("other_release"),
                      this.retry(failure, "other_release"),
                    )
              }
              ${this.asking(
                "mdi:eye-off-outline",
                this.say("ignore"),
                this.ignore(failure),
              )}`
            : nothing
        }
        <button
          class="plain"
          aria-expanded=${open}
          @click=${() => {
            this.open = open ? null : failure.id;
          }}
        >
          ${this.say(open ? "less" : "why")}
        </button>
      </div>
    `;
  }

  private approve(failure: Failure): Question {
    return {
      about: failure.id,
      text: this.say("approve_ask"),
      yes: this.say("approve_yes"),
      action: () => this.act("approve_recovery", { failure_id: failure.id }),
    };
  }

  private retry(failure: Failure, strategy: "auto" | "other_release"): Question {
    const other = strategy === "other_release";
    return {
      about: failure.id,
      text: this.say(other ? "other_release_ask" : "retry_ask"),
      yes: this.say(other ? "other_release_yes" : "retry_yes"),
      action: () => this.act("retry_download", { failure_id: failure.id, strategy }),
    };
  }

  private ignore(failure: Failure): Question {
    return {
      about: failure.id,
      text: this.say("ignore_ask"),
      yes: this.say("ignore_yes"),
      action: () => this.act("dismiss_failure", { failure_id: failure.id }),
    };
  }
}
