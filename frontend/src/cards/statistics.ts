/** What happened in a week, a month or ever, to be looked at rather than read. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { type Overview, refusalOf, type Statistics } from "../api";
import { AutoarrCard } from "../card";
import { type Bar, bars, type Column, chartStyles, columns, ring } from "../charts";
import { scoreTone } from "../findings";
import { arrived, causeWords, isPast, most, pieces, type Span } from "../statistics";
import { figureStyles } from "../styles";
import type { Phrase } from "../text";
import { statisticsStyles } from "./statistics.styles";

const SPANS: Span[] = ["week", "month", "all"];
const SHOWN = 5;
/** Causes, indexers and servers that are named. */
const PAUSE = 10_000;
/** Milliseconds in which further news gathers before everything is counted again. */

export class StatisticsCard extends AutoarrCard {
  static override styles = [
    AutoarrCard.styles,
    figureStyles,
    chartStyles,
    statisticsStyles,
  ].flat();
  protected readonly topics = ["overview"] as const;
  protected readonly heading: Phrase = "statistics";
  @state() private span: Span = "month";
  @state() private counted: Statistics | null = null;
  @state() private course: Column[] = [];
  @state() private causes: Record<string, string> = {};
  @state() private counting = false;
  private readonly past = new Map<string, Statistics>();
  private known = "";
  private spoken = "";
  private round = 0;
  private soon: ReturnType<typeof setTimeout> | undefined;

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 8;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.known = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.soon);
    this.soon = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const overview = this.feed("overview");
    if (overview?.state !== "live") return;
    this.learn();
    const news = `${this.stack} ${this.span} ${totals(overview.whole as unknown as Overview)}`;
    if (news === this.known) return;
    const wait = this.known && this.counted ? PAUSE : 0;
    this.known = news;
    this.schedule(wait);
  }

  /** Count soon; what is news until then is counted with it. */
  private schedule(wait: number): void {
    if (wait && this.soon !== undefined) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      this.soon = undefined;
      void this.count();
    }, wait);
  }

  private learn(): void {
    const { language } = this.words;
    if (this.spoken === language || !this.hass) return;
    this.spoken = language;
    causeWords(this.hass.connection, language)
      .then((words) => {
        this.causes = words;
      })
      // Without them causes go by their short names.
      .catch(() => undefined);
  }

  private async count(): Promise<void> {
    this.round += 1;
    const round = this.round;
    this.counting = true;
    const cut = pieces(this.span, this.now);
    try {
      const since = this.span === "all" ? null : (cut[0]?.since ?? null);
      const counted = await this.between(since, null);
      const course: Column[] = [];
      for (const { since: from, until } of cut) {
        if (round !== this.round) return;
        const piece = await this.between(from, until);
        course.push({ label: this.day(from), parts: parts(piece) });
      }
      if (round !== this.round) return;
      this.counted = counted;
      this.course = course;
    } catch (err) {
      if (round === this.round) this.tell("bad", this.why(refusalOf(err)));
    } finally {
      if (round === this.round) this.counting = false;
    }
  }

  private async between(since: Date | null, until: Date | null): Promise<Statistics> {
    const key = `${this.stack} ${since?.valueOf()} ${until?.valueOf()}`;
    const before = this.past.get(key);
    if (before) return before;
    const counted = await this.act<Statistics>("get_statistics", {
      ...(since ? { since: since.toISOString() } : {}),
      ...(until ? { until: until.toISOString() } : {}),
    });
    // A failure of long ago may still be given up, but hardly ever is.
    if (since && until && isPast({ since, until }, this.now)) this.past.set(key, counted);
    return counted;
  }

  private day(date: Date): string {
    return new Intl.DateTimeFormat(this.words.language, {
      day: "numeric",
      month: "short",
    }).format(date);
  }

  protected content(): TemplateResult {
    return html`
      <div class="chips" role="group" aria-label=${this.say("span")}>
        ${SPANS.map(
          (span) => html`
            <button
              aria-pressed=${this.span === span}
              @click=${() => {
                this.span = span;
                this.known = "";
              }}
            >
              ${this.words.member("span", span)}
            </button>
          `,
        )}
      </div>
      ${
        this.counted
          ? html`<div
              class="charts ${this.counting ? "fading" : ""}"
              aria-busy=${this.counting}
            >
              ${this.result(this.counted)} ${this.figures(this.counted)}
              ${this.failures(this.counted)}
            </div>`
          : html`<div class="empty" aria-busy=${this.counting}>
              ${this.say(this.counting ? "loading" : "nothing_counted")}
            </div>`
      }
    `;
  }

  private result({ recovery }: Statistics): TemplateResult {
    const { failures, given_up: givenUp, rate, recovered } = recovery;
    if (!failures) return this.empty("mdi:sofa-outline", this.say("nothing_failed"));
    const time = recovery.time_to_recover;
    return html`
      <div class="result">
        ${
          rate === null
            ? nothing
            : ring(
                rate,
                scoreTone(rate),
                this.words.percent(rate),
                this.say("mended_rate", { rate: this.words.percent(rate) }),
              )
        }
        <div class="text">
          <div class="name">
            ${this.words.count("failures_mended", failures, { mended: recovered })}
          </div>
          <div class="line">
            ${
              time === null
                ? nothing
                : html`<span
                    >${this.say("on_average", { time: this.words.duration(time) })}</span
                  >`
            }
            ${
              givenUp
                ? html`<span>${this.words.count("gave_up", givenUp)}</span>`
                : nothing
            }
          </div>
        </div>
      </div>
    `;
  }

  private figures(counted: Statistics): TemplateResult {
    const { downloads, requests, ai } = counted;
    const share = arrived(counted);
    const ready = requests.by_status.available ?? 0;
    return html`
      <dl>
        ${this.figure(
          "mdi:download",
          this.say("downloads"),
          this.words.number(downloads.total),
          share === null ? "" : this.say("arrived", { share: this.words.percent(share) }),
        )}
        ${this.figure(
          "mdi:movie-search-outline",
          this.say("requests"),
          this.words.number(requests.total),
          ready ? this.words.count("ready", ready) : "",
        )}
        ${
          requests.time_to_available === null
            ? nothing
            : this.figure(
                "mdi:timer-outline",
                this.say("until_ready"),
                this.words.duration(requests.time_to_available),
                "",
              )
        }
        ${
          ai.calls
            ? this.figure(
                "mdi:creation-outline",
                this.say("ai_cost"),
                this.words.money(ai.cost),
                this.words.count("calls", ai.calls),
              )
            : nothing
        }
      </dl>
    `;
  }

  private failures({ recovery }: Statistics): TemplateResult | typeof nothing {
    if (!recovery.failures) return nothing;
    const servers = Object.keys(recovery.by_server).length > 1 ? recovery.by_server : {};
    return html`
      ${columns(
        this.say("over_time"),
        [
          { label: this.say("mended"), tone: "good" },
          { label: this.say("not_mended"), tone: "bad" },
        ],
        this.say("from_day"),
        this.course,
      )}
      ${bars(
        this.say("by_cause"),
        this.bars(
          recovery.by_cause,
          (cause) => this.causes[cause] ?? cause.replaceAll("_", " "),
        ),
      )}
      ${bars(
        this.say("by_indexer"),
        this.bars(recovery.by_indexer, (name) => name),
      )}
      ${bars(
        this.say("by_server"),
        this.bars(servers, (name) => name || this.say("server_gone")),
      )}
    `;
  }

  private bars(counts: Record<string, number>, name: (key: string) => string): Bar[] {
    const { first, others } = most(counts, SHOWN);
    const bar = (label: string, count: number): Bar => ({
      count,
      label,
      said: this.words.number(count),
    });
    return [
      ...first.map(([key, count]) => bar(name(key), count)),
      ...(others ? [bar(this.say("others"), others)] : []),
    ];
  }
}

/** Return how many failures were mended, and how many were not. */
function parts({ recovery }: Statistics): number[] {
  return [recovery.recovered, recovery.failures - recovery.recovered];
}

/** Return what changes whenever there is something new to count. */
function totals({ recovery, requests, queue }: Overview): string {
  return [
    recovery.total_failed,
    recovery.total_recovered,
    recovery.total_given_up,
    requests.open,
    queue.downloads,
  ].join(" ");
}
