import { css } from "lit";

export const auditStyles = css`
  .score {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 0 16px 12px;
  }
  .score .text {
    flex: 1;
    min-width: 0;
  }
  .item:has(.finding) {
    padding: 0;
  }
  .finding {
    display: flex;
    align-items: flex-start;
    justify-content: flex-start;
    gap: 12px;
    width: 100%;
    min-height: 56px;
    padding: 10px 16px;
    border: 0;
    border-radius: 0;
    text-align: start;
    outline-offset: -2px;
  }
  .finding .text {
    flex: 1;
    min-width: 0;
  }
  .finding .name {
    display: block;
  }
  .details {
    padding: 0 16px 14px 48px;
    overflow-wrap: anywhere;
  }
  .details p {
    margin: 0 0 8px;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 12px;
    margin: 0 0 8px;
  }
  dt {
    color: var(--secondary-text-color);
  }
  dd {
    margin: 0;
  }
  .diff {
    border: 1px solid var(--divider-color);
    border-radius: 10px;
    overflow: hidden;
    font-family: var(--ha-font-family-code, monospace);
    font-size: var(--ha-font-size-s, 12px);
  }
  .diff > div {
    padding: 4px 10px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .field {
    color: var(--secondary-text-color);
  }
  .before {
    background: color-mix(in srgb, var(--error-color) 12%, transparent);
  }
  .before::before {
    content: "− ";
  }
  .after {
    background: color-mix(in srgb, var(--success-color) 14%, transparent);
  }
  .after::before {
    content: "+ ";
  }
`;
