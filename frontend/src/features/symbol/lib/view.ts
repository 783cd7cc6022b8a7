import { type StudyId, studies } from '@/charts/price/studies';
import { flag, list, oneOf, text } from '@/lib/url-state';

/** What the address says about the chart. */
export const viewShape = {
  range: text(''),
  interval: text(''),
  scale: oneOf(['linear', 'log', 'percent'], 'linear'),
  studies: list(['sma50', 'volatility']),
  compare: list([]),
  /** Whether unusual bars are marked. */
  anomalies: flag(false),
  /** Whether open findings of data health are marked. */
  findings: flag(true),
  /** Adjusted for splits and dividends, or as traded. */
  prices: oneOf(['adjusted', 'raw'], 'adjusted'),
};

/**
 * The indicators to draw. A relative scale starts every line at its own first value, which would
 * put averages beside the price they are made of; only those with a pane of their own are drawn.
 */
export const shownStudies = (ids: readonly string[], relative: boolean): StudyId[] =>
  studies
    .filter(({ id, pane }) => ids.includes(id) && !(relative && pane === 'price'))
    .map(({ id }) => id);

/** More lines than this cannot be distinguished. */
export const MOST_COMPARED = 4;
