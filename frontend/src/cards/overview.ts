/** How the stack is doing at a glance, and what needs a person. */

import { html, nothing, type TemplateResult } from "lit";
import type { Overview, ServerHealth } from "../api";
import { AutoarrCard } from "../card";
import { figureStyles } from "../styles";
import type { Phrase } from "../text";
import { overviewStyles } from "./overview.styles";

const ICONS: Record<string, string> = {
  plex: "mdi:plex",
  radarr: "mdi:movie-open-outline",
  sabnzbd: "mdi:download-network-outline",
  sonarr: "mdi:television-classic",
};
/** What waits for a person, most pressing first. */
const WAITING = [
  "servers_away",
  "store",
  "environment",
  "given_up",
  "asking",
  "servers_held",
  "questions",
  "approvals",
] as const;
const LITTLE = 20e9;
/** Bytes; less free space than that is told in colour. */

export class OverviewCard extends AutoarrCard {
  static override styles = [AutoarrCard.styles, figureStyles, overviewStyles].flat();
  protected readonly topics = ["overview"] as const;
  protected readonly heading: Phrase = "overview";

  static getStubConfig(): object {
    return {};
  }

  override getCardSize(): number {
    return 5;
  }

  protected content(): TemplateResult {
    const overview = this.feed("overview")?.whole as Overview | null;
    if (!overview) return html`<div class="empty">${this.say("loading")}</div>`;
    return html`
      ${this.standing(overview)} ${this.waiting(overview)} ${this.figures(overview)}
      <ul class="servers" aria-label=${this.say("servers")}>
        ${overview.servers.map((server) => this.server(server))}
      </ul>
    `;
  }

  /** What waits is for whoever may do something about it. */
  private get call(): string {
    return this.say(this.isAdmin ? "needs_you" : "needs_somebody");
  }

  private standing(overview: Overview): TemplateResult {
    const { failed, mode, recovering } = overview.recovery;
    const [tone, icon, text] = overview.attention.needed
      ? ["warn", "mdi:hand-back-right-outline", this.call]
      : recovering
        ? ["good", "mdi:car-cruise-control", this.words.count("being_mended", recovering)]
        : failed
          ? [
              mode === "observe" ? "warn" : "calm",
              "mdi:alert-circle-outline",
              this.words.count("failed_now", failed),
            ]
          : ["good", "mdi:check-circle-outline", this.say("all_well")];
    return html`
      <div class="state">
        <ha-icon class=${tone} icon=${icon} aria-hidden="true"></ha-icon>
        <div class="name">${text}</div>
      </div>
    `;
  }

  private waiting(overview: Overview): TemplateResult | typeof nothing {
    const kinds = waits(overview);
    if (!kinds.length) return nothing;
    return html`
      <ul class="waiting" aria-label=${this.call}>
        ${kinds.map(
          ([kind, count]) => html`
            <li>
              <span class="count">${this.words.number(count)}</span>
              <span>${this.words.count(`waiting.${kind}`, count)}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  private figures({ queue, disks, recovery, requests }: Overview): TemplateResult {
    const tightest = [...disks].sort((a, b) => a.free - b.free)[0];
    return html`
      <dl>
        ${this.figure(
          "mdi:download",
          this.say("downloads"),
          this.words.number(queue.downloads),
          queue.size_left
            ? this.say("left", { left: this.words.size(queue.size_left) })
            : "",
        )}
        ${this.figure(
          queue.paused ? "mdi:pause" : "mdi:speedometer",
          this.say("speed"),
          queue.paused ? this.say("paused") : this.words.size(queue.speed, "second"),
          queue.time_left && !queue.paused ? this.words.duration(queue.time_left) : "",
        )}
        ${
          tightest
            ? this.figure(
                "mdi:harddisk",
                this.say("disk_free"),
                this.words.size(tightest.free),
                tightest.server,
                tightest.free < LITTLE ? "bad" : "",
              )
            : nothing
        }
        ${this.figure(
          "mdi:movie-search-outline",
          this.say("requests"),
          this.words.number(requests.open),
          "",
        )}
        ${this.figure(
          "mdi:car-cruise-control",
          this.say("when_failed"),
          this.words.member("mode", recovery.mode),
          this.mended(recovery),
          "wide",
        )}
      </dl>
    `;
  }

  /** Return what came of failures so far, in words. */
  private mended({ rate, total_recovered: count }: Overview["recovery"]): string {
    return [
      count ? this.words.count("mended", count) : "",
      rate === null ? "" : this.say("mended_rate", { rate: this.words.percent(rate) }),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  private server(server: ServerHealth): TemplateResult {
    const [tone, icon] = !server.connected
      ? ["bad", "mdi:close-circle-outline"]
      : server.problem
        ? ["warn", "mdi:alert-outline"]
        : ["good", "mdi:check-circle-outline"];
    const state = server.problem ?? this.say(server.connected ? "connected" : "away");
    return html`
      <li>
        <ha-icon icon=${ICONS[server.type] ?? "mdi:server"} aria-hidden="true"></ha-icon>
        <div class="text">
          <div class="name">${server.server}</div>
          <div class="line">
            <span>${state}</span>
            ${this.work(server)}
          </div>
        </div>
        <ha-icon class=${tone} icon=${icon} aria-hidden="true"></ha-icon>
      </li>
    `;
  }

  private work(server: ServerHealth): TemplateResult | typeof nothing {
    if (server.paused) return html`<span>${this.say("paused")}</span>`;
    if (server.streams)
      return html`<span>${this.words.count("streams", server.streams)}</span>`;
    return nothing;
  }
}

/** Return what waits for a person, with how many of each. */
function waits({ attention }: Overview): [string, number][] {
  return WAITING.map((kind): [string, number] => [
    kind,
    Number(attention[kind] ?? 0),
  ]).filter(([, count]) => count > 0);
}
