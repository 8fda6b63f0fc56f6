import { css } from "lit";

export const activityStyles = css`
  .filters {
    display: flex;
    gap: 8px;
    padding: 4px 16px 8px;
  }
  .filters input {
    flex: 1 1 60%;
  }
  .filters select {
    flex: 0 1 40%;
  }
  .item:has(.story) {
    padding: 0;
  }
  .story {
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
  .story .text {
    flex: 1;
    min-width: 0;
  }
  .story .name,
  .story .message,
  .course .said {
    display: block;
    overflow-wrap: anywhere;
  }
  .course {
    list-style: none;
    margin: 0;
    padding: 2px 16px 12px 25px;
  }
  .course li {
    position: relative;
    padding: 0 0 10px 28px;
    border-inline-start: 2px solid var(--divider-color);
  }
  .course li:last-child {
    border-color: transparent;
    padding-bottom: 0;
  }
  .course li::before {
    content: "";
    position: absolute;
    inset-inline-start: -7px;
    top: 4px;
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: currentColor;
  }
  .course .said {
    color: var(--primary-text-color);
  }
`;
