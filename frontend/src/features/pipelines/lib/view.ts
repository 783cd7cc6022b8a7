import { list, oneOf, type StateOf, text } from '@/lib/url-state';
import { featureEngines } from '@/types/limits';
import type { RunSummary } from '../api/types';

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

/** A run that is opened, with the settings that it was made with where the form has them. */
export function opened(id: string, runs: readonly RunSummary[]): Partial<PipelinesView> {
  const run = runs.find((one) => one.id === id);
  const interval = featureIntervals.find((one) => one === run?.interval);
  return run && interval
    ? { run: id, universe: run.symbols, engine: run.engine, interval }
    : { run: id };
}

export type PipelinesView = StateOf<typeof pipelinesView>;
export type PipelinesChange = (patch: Partial<PipelinesView>) => void;
