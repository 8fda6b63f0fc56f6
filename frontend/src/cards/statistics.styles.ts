import { css } from "lit";

export const statisticsStyles = css`
  .result {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 4px 16px 12px;
  }
  .result .text {
    flex: 1;
    min-width: 0;
  }
  .charts {
    flex: 1 1 auto;
    min-height: 0;
  }
  .fading {
    opacity: 0.5;
  }
`;
