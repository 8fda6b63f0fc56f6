/** Charts that are drawn in the theme's colours, and can be read without seeing them. */

import { css, html, nothing, svg, type TemplateResult } from "lit";

const RADIUS = 34;
const AROUND = 2 * Math.PI * RADIUS;
const HEIGHT = 96;
const SLOT = 24;
const COLUMN = 14;

export type Tone = "good" | "warn" | "bad";

/** A part of something, as a ring with what is said in its middle. */
export function ring(
  share: number,
  tone: Tone,
  said: string,
  label: string,
): TemplateResult {
  return html`
    <svg class="ring ${tone}" viewBox="0 0 80 80" role="img" aria-label=${label}>
      ${svg`
        <circle class="rail" cx="40" cy="40" r=${RADIUS}></circle>
        <circle
          class="arc"
          cx="40"
          cy="40"
          r=${RADIUS}
          stroke-dasharray="${(AROUND * share) / 100} ${AROUND}"
        ></circle>
        <text class=${said.length > 3 ? "long" : ""} x="40" y="41">${said}</text>
      `}
    </svg>
  `;
}

export interface Bar {
  label: string;
  count: number;
  said: string;
}

/** A list whose numbers are bars too; the longest one fills its row. */
export function bars(heading: string, rows: Bar[]): TemplateResult | typeof nothing {
  if (!rows.length) return nothing;
  const most = Math.max(...rows.map(({ count }) => count));
  return html`
    <section class="bars">
      <h3>${heading}</h3>
      <ul>
        ${rows.map(
          ({ label, count, said }) => html`
            <li>
              <span class="label">${label}</span>
              <span class="number">${said}</span>
              <span class="track" aria-hidden="true"
                ><span style="width:${(100 * count) / most}%"></span
              ></span>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}

export interface Column {
  /** When it begins, in words. */
  label: string;
  /** How many of each part, from the bottom up. */
  parts: number[];
}

/** Stacked columns over time, with the same numbers as a table for those who listen. */
export function columns(
  heading: string,
  parts: { label: string; tone: Tone }[],
  when: string,
  all: Column[],
): TemplateResult {
  const most = Math.max(1, ...all.map((each) => sum(each.parts)));
  const width = all.length * SLOT;
  const marked = new Set([0, Math.floor((all.length - 1) / 2), all.length - 1]);
  return html`
    <figure>
      <figcaption aria-hidden="true">
        ${heading}
        <span class="key">
          ${parts.map(({ label, tone }) => html`<span class=${tone}>${label}</span>`)}
        </span>
      </figcaption>
      <svg
        class="columns"
        viewBox="0 0 ${width} ${HEIGHT}"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        ${all.map((each, place) => stack(each.parts, place, most, parts))}
      </svg>
      <div class="marks" aria-hidden="true">
        ${[...marked].map((place) => html`<span>${all[place]?.label}</span>`)}
      </div>
      <table class="hidden">
        <caption>
          ${heading}
        </caption>
        <tr>
          <th scope="col">${when}</th>
          ${parts.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
        ${all.map(
          (each) => html`
            <tr>
              <th scope="row">${each.label}</th>
              ${each.parts.map((part) => html`<td>${part}</td>`)}
            </tr>
          `,
        )}
      </table>
    </figure>
  `;
}

function stack(
  counts: number[],
  place: number,
  most: number,
  parts: { tone: Tone }[],
): TemplateResult {
  const left = place * SLOT + (SLOT - COLUMN) / 2;
  let top = HEIGHT - 1;
  return svg`
    <rect class="rail" x=${left} y=${HEIGHT - 1} width=${COLUMN} height="1"></rect>
    ${counts.map((count, part) => {
      const height = (count / most) * (HEIGHT - 4);
      top -= height;
      return count
        ? svg`<rect class=${parts[part]?.tone ?? ""} x=${left} y=${top} width=${COLUMN} height=${height}></rect>`
        : nothing;
    })}
  `;
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

export const chartStyles = css`
  .ring {
    width: 80px;
    height: 80px;
    flex: none;
  }
  .ring circle {
    fill: none;
    stroke-width: 8;
  }
  .ring .rail {
    stroke: color-mix(in srgb, var(--primary-text-color) 12%, transparent);
  }
  .arc {
    stroke: currentColor;
    stroke-linecap: round;
    transform: rotate(-90deg);
    transform-origin: center;
    transition: stroke-dasharray 0.8s ease-out;
  }
  .ring text {
    fill: var(--primary-text-color);
    font-size: 24px;
    font-weight: 600;
    text-anchor: middle;
    dominant-baseline: central;
  }
  .ring text.long {
    font-size: 17px;
  }
  figure {
    margin: 0;
    padding: 4px 16px 14px;
  }
  figcaption,
  .bars h3 {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 12px;
    margin: 0;
    padding-bottom: 8px;
    font-size: inherit;
    font-weight: 500;
  }
  .key {
    display: flex;
    gap: 12px;
    font-size: var(--ha-font-size-s, 12px);
    font-weight: 400;
  }
  .key > span::before {
    content: "";
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 6px;
    border-radius: 3px;
    background: currentColor;
  }
  .key > span {
    color: var(--secondary-text-color);
  }
  .key > .good::before {
    background: var(--success-color);
  }
  .key > .bad::before {
    background: var(--error-color);
  }
  .columns {
    display: block;
    width: 100%;
    height: 96px;
  }
  .columns .rail {
    fill: color-mix(in srgb, var(--primary-text-color) 24%, transparent);
  }
  .columns .good {
    fill: var(--success-color);
  }
  .columns .bad {
    fill: var(--error-color);
  }
  .marks {
    display: flex;
    justify-content: space-between;
    padding-top: 4px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .bars {
    padding: 4px 16px 6px;
  }
  .bars ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .bars li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px 12px;
    align-items: end;
    padding-bottom: 10px;
  }
  .bars .label {
    overflow-wrap: anywhere;
  }
  .bars .number {
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .track {
    grid-column: 1 / -1;
    height: 8px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    overflow: hidden;
  }
  .track > span {
    display: block;
    height: 100%;
    min-width: 8px;
    border-radius: 4px;
    background: var(--primary-color);
  }
`;
