/** A forecast as the chart draws it and as words: the same numbers twice. */
import { fanData } from '@/charts/price/fan';
import type { FanData } from '@/charts/price/fan-series';
import type { Prediction } from '@/lib/api/prediction-types';
import { formatChange, formatPercent, formatPrice } from '@/lib/format/number';

/** The points of a forecast's fan. */
export const fanOf = (prediction: Prediction): FanData[] =>
  fanData(
    { time: prediction.as_of, price: prediction.last_price },
    prediction.steps,
    prediction.interval === '1d',
  );

const unit: Record<Prediction['interval'], string> = { '1d': 'day', '1m': 'minute' };

/** "5-day forecast: median 174.06 (+1.21%); 50% range ...; 90% range ..." */
export function forecastWords(prediction: Prediction, digits: number): string | null {
  const last = prediction.steps.at(-1);
  if (!last) return null;
  const name = unit[prediction.interval];
  const price = (value: number) => formatPrice(value, digits);
  const change = formatChange(last.predicted_price / prediction.last_price - 1);
  return (
    `${last.step}-${name} forecast: median ${price(last.predicted_price)} (${change}); ` +
    `50% range ${price(last.lower_50)} to ${price(last.upper_50)}; ` +
    `90% range ${price(last.lower_90)} to ${price(last.upper_90)}.`
  );
}

/** How often ranges of this kind held, or that it is not known yet. Never more than was measured. */
export function coverageWords(prediction: Prediction): string {
  const covered = prediction.coverage[90];
  const observations = prediction.coverage.observations;
  if (covered === null || covered === undefined || observations === 0) {
    return 'The coverage of such ranges is not measured yet.';
  }
  const share = `${formatPercent(covered, 1)} of ${observations.toLocaleString('en-US')}`;
  return `Past 90% ranges contained the outcome in ${share} forecasts.`;
}
