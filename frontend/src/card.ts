/** What every card does alike: its stack, its feeds, its words, and saying what is wrong. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { act, type Item, refusalOf, type Topic } from "./api";
import { type Feed, feedOf, Listening } from "./feed";
import type { CardConfig, GridOptions, Hass, Json, Refusal } from "./hass";
import { openStory } from "./jump";
import { stacksOf } from "./stacks";
import { styles } from "./styles";
import { clockOf, type Phrase, type Words, wordsFor } from "./text";
import { isOutdated, onOutdated, reload, watchVersion } from "./version";

type Tone = "warn" | "bad" | "good" | "info";

const TONES: Record<Tone, string> = {
  bad: "mdi:alert-circle-outline",
  good: "mdi:check-circle-outline",
  info: "mdi:information-outline",
  warn: "mdi:alert-outline",
};
const MINUTE = 60_000;
/** What cards show of Home Assistant itself; the states of all entities are not in it. */
const OF_HOME = [
  "config",
  "connected",
  "connection",
  "devices",
  "language",
  "locale",
  "services",
  "user",
] as const;

/** Something that a person is asked to confirm before it is done. */
export interface Question {
  /** Of the row that it is about. */
  about: string;
  text: string;
  yes: string;
  action: () => Promise<unknown>;
}

export abstract class AutoarrCard<
  Config extends CardConfig = CardConfig,
> extends LitElement {
  static override styles = [styles];

  @property({ attribute: false }) hass?: Hass;
  @state() protected config?: Config;
  @state() protected question: Question | null = null;
  @state() protected busy: ReadonlySet<string> = new Set();
  @state() protected said: { tone: Tone; text: string } | null = null;
  /** The moment that relative times are told from. */
  @state() protected now = Date.now();
  /** How often something was heard that is shown. */
  @state() protected news = 0;

  protected readonly listening = new Listening(this, () => {
    this.news += 1;
  });
  private clock: ReturnType<typeof setInterval> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private unwatch: (() => void) | undefined;

  /** The topics that the card shows. */
  protected abstract readonly topics: readonly Topic[];
  protected abstract readonly heading: Phrase;
  protected abstract content(): TemplateResult;

  setConfig(config: Config): void {
    if (
      config.config_entry_id !== undefined &&
      typeof config.config_entry_id !== "string"
    )
      throw new Error("config_entry_id: a text is expected");
    this.config = config;
  }

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): GridOptions {
    return { columns: 12, rows: "auto", min_columns: 6, min_rows: 3 };
  }

  protected get words(): Words {
    const { config, language, locale } = this.hass ?? {};
    return wordsFor(locale?.language ?? language, clockOf(locale, config));
  }

  protected say(phrase: Phrase, values: Record<string, string | number> = {}): string {
    return this.words.say(phrase, values);
  }

  protected get isAdmin(): boolean {
    return this.hass?.user?.is_admin ?? false;
  }

  /** Return whether AutoArr offers an action: an older one may not. */
  protected can(action: string): boolean {
    return this.hass?.services.autoarr?.[action] !== undefined;
  }

  /** The stack that is shown: the configured one, or the only one. */
  protected get stack(): string | undefined {
    if (this.config?.config_entry_id) return this.config.config_entry_id;
    return this.hass ? stacksOf(this.hass)[0]?.id : undefined;
  }

  protected feed(topic: Topic): Feed | undefined {
    return this.hass && feedOf(this.hass.connection, topic, this.stack);
  }

  protected items<T extends Item>(topic: Topic): T[] {
    return [...(this.feed(topic)?.items.values() ?? [])] as T[];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = Date.now();
    this.clock = setInterval(() => {
      this.now = Date.now();
    }, MINUTE / 2);
    this.unwatch = onOutdated(() => {
      this.news += 1;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    clearTimeout(this.silence);
    this.unwatch?.();
  }

  /** Home Assistant is another with each state of any entity: mostly nothing to draw. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const before = changed.get("hass") as Hass | undefined;
    if (changed.size > 1 || !before) return true;
    return OF_HOME.some((part) => before[part] !== this.hass?.[part]);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.hass) watchVersion(this.hass.connection);
    // What just came in is told from now, not from the clock's last tick.
    this.now = Date.now();
    const feeds = this.stack
      ? this.topics.map((topic) => this.feed(topic)).filter((feed) => feed !== undefined)
      : [];
    this.listening.to(feeds);
  }

  protected override render(): TemplateResult {
    if (!this.hass || !this.config) return html`<ha-card></ha-card>`;
    const title = this.config.title || this.say(this.heading);
    const trouble = this.trouble();
    return html`
      <ha-card @keydown=${this.onKey}>
        <header>
          <h2>${title}</h2>
          ${trouble ? nothing : this.summary()}
        </header>
        <div class="body">
          ${this.notices()}
          <div aria-live="polite" class="live">
            ${this.said ? this.notice(this.said.tone, this.said.text) : nothing}
          </div>
          ${trouble ?? this.content()}
        </div>
      </ha-card>
    `;
  }

  /** What stands beside the title. */
  protected summary(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected notice(tone: Tone, text: string, button?: TemplateResult): TemplateResult {
    return html`
      <div class="notice ${tone}-tone" role=${tone === "bad" ? "alert" : "note"}>
        <ha-icon icon=${TONES[tone]} aria-hidden="true"></ha-icon>
        <span>${text}</span>
        ${button ?? nothing}
      </div>
    `;
  }

  /** Return the poster of a title, with a sign of how it is doing in its corner. */
  protected poster(
    kind: string | null,
    path: string | null | undefined,
    icon: string,
    tone: string,
  ): TemplateResult {
    return html`
      <div class="cover">
        <autoarr-poster .hass=${this.hass} .path=${path} .kind=${kind}></autoarr-poster>
        <span class="badge ${tone}">
          <ha-icon icon=${icon} aria-hidden="true"></ha-icon>
        </span>
      </div>
    `;
  }

  /** Return a number that matters, with what it is and what belongs to it. */
  protected figure(
    icon: string,
    label: string,
    value: string,
    more: string,
    tone = "",
  ): TemplateResult {
    return html`
      <div class="figure">
        <dt><ha-icon icon=${icon} aria-hidden="true"></ha-icon>${label}</dt>
        <dd class=${tone}>
          ${value}${more ? html`<span class="quiet">${more}</span>` : nothing}
        </dd>
      </div>
    `;
  }

  protected empty(icon: string, text: string): TemplateResult {
    return html`
      <div class="empty">
        <ha-icon icon=${icon} aria-hidden="true"></ha-icon>
        <div>${text}</div>
      </div>
    `;
  }

  /** What is not right, though the card can still show what it knows. */
  private notices(): TemplateResult {
    const lost =
      this.hass?.connected === false ||
      this.topics.some((topic) => this.feed(topic)?.state === "lost");
    return html`
      ${
        isOutdated()
          ? this.notice(
              "info",
              this.say("outdated"),
              html`<button @click=${reload}>${this.say("reload")}</button>`,
            )
          : nothing
      }
      ${lost ? this.notice("warn", this.say("connection_lost")) : nothing}
    `;
  }

  /** What keeps the card from showing anything, in words. */
  private trouble(): TemplateResult | null {
    const hass = this.hass as Hass;
    const stacks = stacksOf(hass);
    const chosen = this.config?.config_entry_id;
    if (chosen ? !stacks.some(({ id }) => id === chosen) : !stacks.length) {
      return this.empty("mdi:server-off", this.say(chosen ? "stack_gone" : "no_stack"));
    }
    const feeds = this.topics.map((topic) => this.feed(topic));
    const stopped = feeds.find(
      (feed) => feed?.state === "unloaded" || feed?.state === "removed",
    );
    if (stopped) {
      return this.empty(
        "mdi:server-off",
        this.say(stopped.state === "removed" ? "stack_gone" : "stack_stopped"),
      );
    }
    const refused = feeds.find((feed) => feed?.state === "refused");
    if (refused) return this.empty("mdi:alert-circle-outline", this.why(refused.refusal));
    if (feeds.every((feed) => feed?.state === "connecting")) {
      return html`<div class="empty" aria-busy="true">${this.say("loading")}</div>`;
    }
    return null;
  }

  /** Return why something was refused; Home Assistant's own sentence where it has one. */
  protected why(refusal: Refusal | null): string {
    switch (refusal?.code) {
      case "unauthorized":
        return this.say("not_allowed");
      case "unknown_command":
        return this.say("not_supported");
      default:
        return refusal?.message || this.say("unknown_error");
    }
  }

  /** Open a story in the activity card, or say that there is none on the page. */
  protected tellStory(correlation: string): void {
    if (!openStory(this, correlation)) this.tell("info", this.say("no_activity_card"));
  }

  /** Show a sentence for a while. */
  protected tell(tone: Tone, text: string): void {
    this.said = { tone, text };
    clearTimeout(this.silence);
    this.silence = setTimeout(
      () => {
        this.said = null;
      },
      tone === "bad" ? 15_000 : 6_000,
    );
  }

  /** Do something for a row, once at a time; say what became of it, and what failed. */
  protected async run<T>(
    about: string,
    action: () => Promise<T>,
    isSaid: (answer: T) => boolean = () => false,
  ): Promise<T | null> {
    if (this.busy.has(about)) return null;
    this.busy = new Set([...this.busy, about]);
    try {
      const answer = await action();
      const message = (answer as { message?: string } | null)?.message;
      if (message && !isSaid(answer)) this.tell("good", message);
      return answer;
    } catch (err) {
      this.tell("bad", this.why(refusalOf(err)));
      return null;
    } finally {
      this.busy = new Set([...this.busy].filter((each) => each !== about));
    }
  }

  protected async act<T>(action: string, data: Json = {}): Promise<T> {
    return act<T>(this.hass as Hass, action, { config_entry_id: this.stack, ...data });
  }

  /** Return a button that asks before it does anything. */
  protected asking(
    icon: string,
    text: string,
    question: Question,
    kind = "",
  ): TemplateResult {
    return html`
      <button
        class=${kind}
        data-asks=${asks(question)}
        ?disabled=${this.busy.has(question.about)}
        @click=${() => this.ask(question)}
      >
        <ha-icon icon=${icon} aria-hidden="true"></ha-icon>${text}
      </button>
    `;
  }

  /** Return the open question about a row, in the place of its buttons. */
  protected answering(question: Question): TemplateResult {
    return html`
      <div class="actions" role="group" aria-label=${question.text}>
        <span class="asked">${question.text}</span>
        <button
          class="main yes"
          @click=${(event: Event) => this.confirm(question, event)}
        >
          ${question.yes}
        </button>
        <button @click=${() => this.refrain(question)}>${this.say("cancel")}</button>
      </div>
    `;
  }

  private async ask(question: Question): Promise<void> {
    this.question = question;
    await this.settled();
    this.renderRoot.querySelector<HTMLElement>("button.yes")?.focus();
  }

  private async confirm(question: Question, event: Event): Promise<void> {
    const row = (event.currentTarget as Element).closest<HTMLElement>(".item");
    this.question = null;
    const done = this.run(question.about, question.action);
    await this.settled();
    // Whoever has no mouse stays where they are.
    row?.focus({ preventScroll: true });
    await done;
  }

  private async refrain(question: Question): Promise<void> {
    this.question = null;
    await this.settled();
    this.renderRoot
      .querySelector<HTMLElement>(`[data-asks="${CSS.escape(asks(question))}"]`)
      ?.focus({ preventScroll: true });
  }

  private onKey(event: KeyboardEvent): void {
    // A key that is held down has asked the question, and is no answer to it.
    if (event.repeat && (event.composedPath()[0] as Element).matches("button.yes"))
      event.preventDefault();
    if (event.key === "Escape" && this.question) {
      event.stopPropagation();
      void this.refrain(this.question);
    }
  }

  /** Wait until the card and the lists in it have been drawn. */
  protected async settled(): Promise<void> {
    await this.updateComplete;
    const lists = this.renderRoot.querySelectorAll<LitElement>("autoarr-list");
    await Promise.all([...lists].map((list) => list.updateComplete));
  }
}

/** Return what tells the button that asks a question from all others. */
function asks({ about, text }: Question): string {
  return `${about} ${text}`;
}
