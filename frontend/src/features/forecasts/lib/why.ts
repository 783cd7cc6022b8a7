/** How the figures of a forecast name their measures. */
import type { WhyParams, WhyRef } from '@/lib/why';
import type { Prediction } from '../api/types';

/** Names a measure of one forecast; `more` says which step, row or level. */
export const forecastWhy =
  ({ symbol, model, horizon, interval }: Prediction) =>
  (measure: string, more: WhyParams = {}): WhyRef => ({
    measure: `forecast.${measure}`,
    params: { symbol, model, horizon, interval, ...more },
  });
