import { css } from "lit";

export const requestStyles = css`
  .ask {
    display: flex;
    gap: 8px;
    padding: 4px 16px 12px;
  }
  .ask input {
    flex: 1;
  }
  .message {
    margin-top: 4px;
    overflow-wrap: anywhere;
  }
  .choices {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 112px;
    gap: 10px;
    margin: 10px -16px 0 0;
    padding: 2px 16px 6px 2px;
    overflow-x: auto;
    scroll-snap-type: x proximity;
  }
  .choice {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    justify-content: flex-start;
    gap: 2px;
    padding: 6px;
    border-radius: 12px;
    text-align: start;
    outline-offset: -2px;
    scroll-snap-align: start;
    font-size: var(--ha-font-size-s, 12px);
  }
  .choice autoarr-poster {
    --poster-icon-size: 32px;
    aspect-ratio: 2 / 3;
    border-radius: 8px;
  }
  .choice .title {
    font-weight: 500;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
`;
