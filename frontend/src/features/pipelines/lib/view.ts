import { list, oneOf, type StateOf, text } from '@/lib/url-state';
import { featureEngines } from '@/types/limits';

export const featureIntervals = ['1m', '5m', '15m', '1h', '1d', '1wk', '1mo'] as const;
export const featurePeriods = ['3mo', '1y', '5y', 'max'] as const;

/** What the address of the pipelines screen says. */
export const pipelinesView = {
  universe: list([]),
  engine: oneOf(featureEngines, 'polars'),
  interval: oneOf(featureIntervals, '1d'),
  /** The run that is shown, by its job. */
  run: text(''),
  symbol: text(''),
  feature: text('volatility_20'),
  period: oneOf(featurePeriods, '1y'),
};

export type PipelinesView = StateOf<typeof pipelinesView>;
export type PipelinesChange = (patch: Partial<PipelinesView>) => void;
