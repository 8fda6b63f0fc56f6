/** Words, numbers, sizes and times in the language of the person who looks. */

import type { Hass } from "./hass";
import de from "./translations/de.json";
import en from "./translations/en.json";
import es from "./translations/es.json";
import fr from "./translations/fr.json";
import it from "./translations/it.json";
import nl from "./translations/nl.json";

export type Phrase = keyof typeof en;
type Values = Record<string, string | number>;

const LANGUAGES: Record<string, Partial<Record<Phrase, string>>> = {
  de,
  en,
  es,
  fr,
  it,
  nl,
};
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"];
const SPANS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/** How somebody wants to be told the time; what is not said is as their language has it. */
export interface Clock {
  hour12?: boolean;
  timeZone?: string;
}

/** Speaks one language; English where that has no words. */
export class Words {
  readonly language: string;
  private readonly phrases: Partial<Record<Phrase, string>>;
  private readonly plurals: Intl.PluralRules;

  constructor(
    language: string,
    private readonly clock: Clock = {},
  ) {
    this.language = supported(language);
    this.phrases = LANGUAGES[language.split("-")[0] ?? "en"] ?? en;
    this.plurals = new Intl.PluralRules(this.language);
  }

  /** Return a phrase with its placeholders filled in. */
  say(phrase: Phrase, values: Values = {}): string {
    const pattern = this.phrases[phrase] ?? en[phrase] ?? phrase;
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  /** Return the form of a phrase for a number of things: `phrase_one` or `phrase_other`. */
  count(phrase: string, count: number, values: Values = {}): string {
    const form = this.plurals.select(count) === "one" ? "one" : "other";
    return this.say(`${phrase}_${form}` as Phrase, { count, ...values });
  }

  /** Return the word for a member of a closed set; the member where there is none. */
  member(set: string, name: string): string {
    const phrase = `${set}.${name}` as Phrase;
    return phrase in en ? this.say(phrase) : name.replaceAll("_", " ");
  }

  number(value: number, digits = 0): string {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(
      value,
    );
  }

  /** Return an amount of US dollars. */
  money(value: number): string {
    return new Intl.NumberFormat(this.language, {
      style: "currency",
      currency: "USD",
    }).format(value);
  }

  percent(value: number): string {
    return new Intl.NumberFormat(this.language, {
      style: "percent",
      maximumFractionDigits: 0,
    }).format(value / 100);
  }

  /** Return bytes as people say them: 4.7 GB. */
  size(bytes: number, per?: "second"): string {
    let value = Math.max(0, bytes);
    let unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit += 1;
    }
    const name = UNITS[unit] ?? "byte";
    return new Intl.NumberFormat(this.language, {
      style: "unit",
      unit: per ? `${name}-per-${per}` : name,
      unitDisplay: "short",
      maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
    }).format(value);
  }

  /** Return seconds in the coarsest words that say enough: 2 hr, 5 min. */
  duration(seconds: number): string {
    const [unit, length] = SPANS.find(([, span]) => seconds >= span) ?? ["second", 1];
    return new Intl.NumberFormat(this.language, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: 0,
    }).format(Math.max(0, Math.round(seconds / length)));
  }

  /** Return how long ago, or in how long, something is. */
  ago(at: string, now: number): string {
    const seconds = (Date.parse(at) - now) / 1000;
    if (Number.isNaN(seconds)) return "";
    const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? [
      "second",
      1,
    ];
    if (unit === "second" && seconds <= 0 && seconds > -10) return this.say("just_now");
    return new Intl.RelativeTimeFormat(this.language, { numeric: "auto" }).format(
      Math.round(seconds / length),
      unit,
    );
  }

  /** Return a date and time in full, for those who want to know exactly. */
  moment(at: string): string {
    const date = new Date(at);
    return Number.isNaN(date.valueOf())
      ? ""
      : new Intl.DateTimeFormat(this.language, {
          dateStyle: "medium",
          timeStyle: "short",
          ...this.clock,
        }).format(date);
  }
}

const known = new Map<string, Words>();

/** Return who speaks a language; the same one each time. */
export function wordsFor(language: string | undefined, clock: Clock = {}): Words {
  const name = language || "en";
  const key = `${name} ${clock.hour12} ${clock.timeZone}`;
  let words = known.get(key);
  if (!words) {
    words = new Words(name, clock);
    known.set(key, words);
  }
  return words;
}

/** Return how a user has chosen to be told the time, in their profile. */
export function clockOf(locale?: Hass["locale"], config?: Hass["config"]): Clock {
  const format = locale?.time_format;
  return {
    ...(format === "12" || format === "24" ? { hour12: format === "12" } : {}),
    ...(locale?.time_zone === "server" && config ? { timeZone: config.time_zone } : {}),
  };
}

/** Return a language that the browser can format in. */
function supported(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? "en";
  } catch {
    return "en";
  }
}
