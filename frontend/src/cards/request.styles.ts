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
  .poster {
    width: 48px;
    height: 72px;
    flex: none;
    object-fit: cover;
    border-radius: 6px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
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
    scroll-snap-align: start;
    font-size: var(--ha-font-size-s, 12px);
  }
  .frame {
    display: flex;
    align-items: center;
    justify-content: center;
    aspect-ratio: 2 / 3;
    border-radius: 8px;
    overflow: hidden;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
  }
  .frame .poster {
    width: 100%;
    height: 100%;
    border-radius: 0;
  }
  .frame ha-icon {
    --mdc-icon-size: 32px;
    width: 32px;
    height: 32px;
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
