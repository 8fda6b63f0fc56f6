import { css } from "lit";

export const overviewStyles = css`
  .state {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 0 16px 12px;
  }
  .state > ha-icon {
    --mdc-icon-size: 32px;
    width: 32px;
    height: 32px;
  }
  /* A sentence, and as wide as one. */
  .figure:has(.wide) {
    grid-column: 1 / -1;
  }
  dd.wide {
    font-size: inherit;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .waiting {
    margin: 0 16px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--warning-color) 14%, transparent);
    padding: 4px 12px;
  }
  .waiting li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 36px;
  }
  .count {
    min-width: 24px;
    height: 24px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--warning-color) 30%, transparent);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    font-weight: 600;
    font-size: 12px;
  }
  .servers li {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 16px;
    min-height: 36px;
    border-top: 1px solid var(--divider-color);
  }
  .servers .text {
    flex: 1;
    min-width: 0;
  }
`;
