import { flag, list, oneOf, text } from '@/lib/url-state';

/** What the address says about the chart. */
export const viewShape = {
  range: text(''),
  interval: text(''),
  scale: oneOf(['linear', 'log', 'percent'], 'linear'),
  studies: list(['sma:50', 'volatility:20']),
  compare: list([]),
  /** Whether unusual bars are marked. */
  anomalies: flag(false),
  /** Whether open findings of data health are marked. */
  findings: flag(true),
  /** Adjusted for splits and dividends, or as traded. */
  prices: oneOf(['adjusted', 'raw'], 'adjusted'),
};

/** More lines than this cannot be distinguished. */
export const MOST_COMPARED = 4;
