/** Asking for a film or a series, answering which one is meant, and how far it is. */

import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import type { Candidate, MediaRequest } from "../api";
import { AutoarrCard } from "../card";
import { canDictate, dictate } from "../dictation";
import { isOver, isQuestion, requestTitle, sorted } from "../requests";
import type { Phrase } from "../text";
import { requestStyles } from "./request.styles";

const ICONS: Record<string, [string, string]> = {
  ambiguous: ["mdi:help-circle-outline", "warn"],
  approved: ["mdi:check", "calm"],
  available: ["mdi:check-circle-outline", "good"],
  awaiting_approval: ["mdi:account-clock-outline", "warn"],
  awaiting_confirmation: ["mdi:help-circle-outline", "warn"],
  cancelled: ["mdi:close-circle-outline", "calm"],
  declined: ["mdi:cancel", "calm"],
  downloading: ["mdi:download", "calm"],
  failed: ["mdi:alert-circle-outline", "bad"],
  importing: ["mdi:folder-move-outline", "calm"],
  monitoring: ["mdi:calendar-sync-outline", "good"],
  partially_available: ["mdi:circle-half-full", "good"],
  searching: ["mdi:magnify", "calm"],
  waiting_for_release: ["mdi:calendar-clock-outline", "calm"],
};

const PATIENCE = 3_000;
/** Milliseconds in which what was asked for appears in the list. */

interface Answer {
  request: MediaRequest | null;
  message: string;
}

export class RequestCard extends AutoarrCard {
  static override styles = [AutoarrCard.styles, requestStyles].flat();
  protected readonly topics = ["requests"] as const;
  protected readonly heading: Phrase = "requests";
  @state() private hears = false;
  @query("input") private input!: HTMLInputElement | null;
  private hush: (() => void) | null = null;

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 7;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hush?.();
  }

  protected content(): TemplateResult {
    const requests = sorted(this.items<MediaRequest>("requests"));
    return html`
      ${this.form()}
      ${
        requests.length
          ? html`<autoarr-list
              .items=${requests}
              .row=${this.row}
              .stamp=${[this.busy, this.question, this.now]}
              label=${this.say("requests")}
            ></autoarr-list>`
          : this.empty("mdi:movie-search-outline", this.say("no_requests"))
      }
    `;
  }

  private form(): TemplateResult {
    const busy = this.busy.has("form");
    return html`
      <form class="ask" @submit=${this.submit}>
        <input
          type="text"
          enterkeyhint="send"
          autocomplete="off"
          maxlength="250"
          aria-label=${this.say("ask_label")}
          placeholder=${this.say(this.hears ? "listening" : "ask_placeholder")}
          ?disabled=${busy}
        />
        ${
          canDictate()
            ? html`<button
                type="button"
                class="round"
                aria-pressed=${this.hears}
                aria-label=${this.say("dictate")}
                title=${this.say("dictate")}
                @click=${this.listen}
              >
                <ha-icon icon="mdi:microphone" aria-hidden="true"></ha-icon>
              </button>`
            : nothing
        }
        <button
          class="round main"
          aria-label=${this.say("send")}
          title=${this.say("send")}
          ?disabled=${busy}
        >
          <ha-icon
            icon=${busy ? "mdi:dots-horizontal" : "mdi:send"}
            aria-hidden="true"
          ></ha-icon>
        </button>
      </form>
    `;
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.input?.value.trim();
    if (!text) {
      this.input?.focus();
      return;
    }
    const answer = await this.run(
      "form",
      () => this.act<Answer>("request_media", { query: text }),
      // A question is in its row already.
      ({ request }) => request !== null && isQuestion(request),
    );
    if (!answer) return;
    if (this.input) this.input.value = "";
    const request = answer.request;
    if (!request || !(await this.heardOf(request.id))) return;
    await this.settled();
    const list = this.renderRoot.querySelector("autoarr-list");
    await list?.show(request.id);
    if (isQuestion(request)) {
      this.renderRoot
        .querySelector<HTMLElement>(`[data-id="${CSS.escape(request.id)}"] .choice`)
        ?.focus({ preventScroll: true });
    } else this.input?.focus();
  };

  /** Wait until the list has a request: the answer may be there before the news of it. */
  private async heardOf(id: string): Promise<boolean> {
    const end = Date.now() + PATIENCE;
    while (!this.feed("requests")?.items.has(id)) {
      if (Date.now() > end || !this.isConnected) return false;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Whoever went on to something else is left alone.
    const { activeElement } = this.renderRoot as ShadowRoot;
    return !activeElement || activeElement === this.input;
  }

  private readonly listen = (): void => {
    if (this.hears) {
      this.hush?.();
      return;
    }
    this.hears = true;
    this.hush = dictate(
      this.words.language,
      (text) => {
        if (this.input) this.input.value = text;
      },
      (err) => {
        this.hears = false;
        if (err) this.tell("bad", this.say("not_heard"));
        else this.input?.focus();
      },
    );
  };

  private readonly row = (request: MediaRequest): TemplateResult => {
    const [icon, tone] = ICONS[request.status] ?? ["mdi:movie-open-outline", "calm"];
    const asks = request.candidates.length > 0 && request.status === "ambiguous";
    return html`
      <div class="row">
        ${this.poster(request.media_type, request.poster, icon, tone)}
        <div class="text">
          <div class="name">${requestTitle(request)}</div>
          <div class="line">
            <span>${this.words.member("request_status", request.status)}</span>
            ${this.facts(request)}
          </div>
          ${this.progress(request)}
          ${request.message && !asks ? html`<div class="message">${request.message}</div>` : nothing}
          ${asks ? this.choices(request) : nothing}
          ${
            this.question?.about === request.id
              ? this.answering(this.question)
              : this.buttons(request)
          }
        </div>
      </div>
    `;
  };

  private facts(request: MediaRequest): TemplateResult {
    const { seasons } = request;
    return html`
      ${
        Array.isArray(seasons) && seasons.length
          ? html`<span
              >${this.words.count("seasons", seasons.length, { list: seasons.join(", ") })}</span
            >`
          : nothing
      }
      ${request.quality ? html`<span>${request.quality}</span>` : nothing}
      ${
        request.eta && !isOver(request)
          ? html`<span>${this.words.duration(request.eta)}</span>`
          : nothing
      }
      ${
        request.requested_by && request.requested_by.user_id !== this.hass?.user?.id
          ? html`<span>${request.requested_by.name}</span>`
          : nothing
      }
      <span title=${this.words.moment(request.created_at)}
        >${this.words.ago(request.created_at, this.now)}</span
      >
    `;
  }

  private progress(request: MediaRequest): TemplateResult | typeof nothing {
    if (request.progress === null || isOver(request)) return nothing;
    return html`
      <div
        class="bar"
        role="progressbar"
        aria-label=${this.say("progress_of", { title: requestTitle(request) })}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(request.progress)}
      >
        <div style="width:${Math.min(100, Math.max(0, request.progress))}%"></div>
      </div>
    `;
  }

  private choices(request: MediaRequest): TemplateResult {
    return html`
      <div class="choices" role="group" aria-label=${this.say("which_one")}>
        ${request.candidates.map((candidate) => this.choice(request, candidate))}
      </div>
    `;
  }

  private choice(request: MediaRequest, candidate: Candidate): TemplateResult {
    const series = candidate.media_type === "series";
    return html`
      <button
        class="choice"
        title=${candidate.overview ?? ""}
        ?disabled=${this.busy.has(request.id)}
        @click=${() =>
          this.run(request.id, () =>
            this.act<Answer>("confirm_request", {
              choice: candidate.choice,
              request_id: request.id,
            }),
          )}
      >
        <autoarr-poster
          .hass=${this.hass}
          .path=${candidate.poster}
          .kind=${candidate.media_type}
        ></autoarr-poster>
        <span class="title">${candidate.title}</span>
        <span class="quiet">
          ${candidate.year ?? ""} ${this.say(series ? "series" : "movie")}
          ${
            candidate.available
              ? html`<span class="good">${this.say("in_library")}</span>`
              : nothing
          }
        </span>
      </button>
    `;
  }

  private buttons(request: MediaRequest): TemplateResult {
    const { id, status } = request;
    return html`
      <div class="actions">
        ${
          status === "awaiting_approval" && this.isAdmin
            ? html`<button
                  class="main"
                  ?disabled=${this.busy.has(id)}
                  @click=${() =>
                    this.run(id, () => this.act("approve_request", { request_id: id }))}
                >
                  ${this.say("approve")}
                </button>
                ${this.asking("mdi:cancel", this.say("decline"), {
                  about: id,
                  action: () => this.act("decline_request", { request_id: id }),
                  text: this.say("decline_ask"),
                  yes: this.say("decline"),
                })}`
            : nothing
        }
        ${
          status === "awaiting_confirmation"
            ? html`<button
                class="main choice-less"
                ?disabled=${this.busy.has(id)}
                @click=${() =>
                  this.run(id, () =>
                    this.act("confirm_request", { choice: 1, request_id: id }),
                  )}
              >
                ${this.say("confirm")}
              </button>`
            : nothing
        }
        ${
          isOver(request)
            ? nothing
            : this.asking("mdi:close", this.say("cancel_request"), {
                about: id,
                action: () => this.act("cancel_request", { request_id: id }),
                text: this.say("cancel_ask"),
                yes: this.say("cancel_yes"),
              })
        }
        <button class="plain" @click=${() => this.tellStory(request.correlation_id)}>
          <ha-icon icon="mdi:timeline-text-outline" aria-hidden="true"></ha-icon
          >${this.say("story")}
        </button>
      </div>
    `;
  }
}
