import { css } from "lit";

export const downloadsStyles = css`
  .release {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
  .cause {
    margin-top: 6px;
    overflow-wrap: anywhere;
  }
  .reason {
    color: var(--secondary-text-color);
    overflow-wrap: anywhere;
  }
  .evidence {
    margin: 8px 0 0;
    padding-inline-start: 18px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    overflow-wrap: anywhere;
  }
`;
