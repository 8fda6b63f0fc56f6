/** What all cards look like: Home Assistant's own theme, and room for a thumb. */

import { css } from "lit";

export const styles = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    display: flex;
    flex-direction: column;
    overflow: hidden;
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-m, 14px);
    line-height: 1.4;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 16px 16px 8px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    overflow-wrap: anywhere;
  }
  header .sum,
  .quiet {
    color: var(--secondary-text-color);
  }
  .body {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    padding-bottom: 8px;
  }
  .pad {
    padding: 4px 16px 8px;
  }
  ha-icon {
    --mdc-icon-size: 20px;
    flex: none;
    display: inline-flex;
    width: 20px;
    height: 20px;
  }
  .good {
    color: var(--success-color, #2e7d32);
  }
  .warn {
    color: var(--warning-color, #b26a00);
  }
  .bad {
    color: var(--error-color, #c62828);
  }
  .calm {
    color: var(--secondary-text-color);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 40px;
    padding: 0 14px;
    border: 1px solid var(--divider-color);
    border-radius: 20px;
    background: none;
    cursor: pointer;
  }
  button:hover {
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  button.main {
    background: var(--primary-text-color);
    border-color: transparent;
    color: var(--card-background-color, #fff);
    font-weight: 500;
  }
  button.plain {
    border-color: transparent;
  }
  button.round {
    width: 44px;
    min-height: 44px;
    padding: 0;
    border-radius: 50%;
    flex: none;
  }
  button[aria-pressed="true"],
  button[aria-selected="true"] {
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
    border-color: var(--primary-color);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  input,
  select {
    box-sizing: border-box;
    min-height: 44px;
    min-width: 0;
    padding: 0 14px;
    border: 1px solid var(--divider-color);
    border-radius: 22px;
    background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
    /* Smaller, and a phone zooms into the field. */
    font-size: 16px;
  }
  ::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  .chips {
    display: flex;
    gap: 8px;
    padding: 4px 16px 8px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .chips button {
    flex: none;
    min-height: 36px;
    padding: 0 12px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-top: 8px;
  }
  /* The second tap of somebody in a hurry is no answer. */
  button.yes {
    animation: arrive 0.3s steps(1, end);
  }
  @keyframes arrive {
    from {
      pointer-events: none;
    }
  }
  .evidence + .plain,
  .actions > .plain:first-child {
    margin-inline-start: -14px;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 4px 16px 8px;
    padding: 8px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--tone, var(--warning-color)) 14%, transparent);
    overflow-wrap: anywhere;
  }
  .notice span {
    flex: 1;
    min-width: 0;
  }
  .notice ha-icon {
    color: var(--tone, var(--warning-color));
  }
  .notice.bad-tone {
    --tone: var(--error-color);
  }
  .notice.good-tone {
    --tone: var(--success-color);
  }
  .notice.info-tone {
    --tone: var(--info-color, var(--primary-color));
  }
  .empty {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding: 24px 16px 28px;
    color: var(--secondary-text-color);
    text-align: center;
  }
  .empty ha-icon {
    --mdc-icon-size: 36px;
    width: 36px;
    height: 36px;
  }
  autoarr-list {
    display: block;
    flex: 1 1 auto;
    min-height: 0;
    max-height: var(--autoarr-list-height, 560px);
    overflow-y: auto;
    scrollbar-width: thin;
    outline-offset: -2px;
  }
  .item {
    padding: 10px 16px;
    border-top: 1px solid var(--divider-color);
  }
  .item.flash,
  .flash {
    background: color-mix(in srgb, var(--primary-color) 12%, transparent);
  }
  .row {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }
  .row > .text {
    flex: 1;
    min-width: 0;
  }
  .row > ha-icon {
    margin-top: 1px;
  }
  .cover {
    position: relative;
    flex: none;
    margin: 1px 6px 6px 0;
  }
  .cover autoarr-poster {
    width: 44px;
    height: 66px;
    border-radius: 8px;
  }
  .badge {
    position: absolute;
    inset-inline-end: -8px;
    bottom: -6px;
    display: flex;
    padding: 3px;
    border-radius: 50%;
    background: var(--ha-card-background, var(--card-background-color, #fff));
  }
  .badge ha-icon {
    --mdc-icon-size: 18px;
    width: 18px;
    height: 18px;
  }
  .name {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    gap: 4px 18px;
    flex-wrap: wrap;
    /* What stands before the first of each line is cut off. */
    overflow: hidden;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
  .line > * {
    position: relative;
  }
  .line > * + *::before {
    content: "·";
    position: absolute;
    inset-inline-start: -11px;
  }
  .bar {
    height: 6px;
    margin: 6px 0 2px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--primary-text-color) 12%, transparent);
    overflow: hidden;
  }
  .bar > div {
    height: 100%;
    border-radius: 3px;
    background: var(--tone, var(--primary-color));
    transition: width 0.6s ease-out;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
`;

/** A few numbers that matter, each in a field of its own. */
export const figureStyles = css`
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 8px;
    margin: 0;
    padding: 0 16px 12px;
  }
  .figure {
    border-radius: 12px;
    padding: 10px 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  dt {
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  dt ha-icon {
    --mdc-icon-size: 16px;
    width: 16px;
    height: 16px;
  }
  dd {
    margin: 2px 0 0;
    font-size: 18px;
    font-weight: 500;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  /* The theme's red alone is too pale for some eyes. */
  dd.bad {
    color: color-mix(in srgb, var(--error-color) 70%, var(--primary-text-color));
  }
  dd .quiet {
    font-size: var(--ha-font-size-s, 12px);
    font-weight: 400;
  }
`;
