/** What the chart opens with: pure, same length as the input, null until enough bars are there. */
import { isAboveNoise, RATIO } from '@/lib/noise';

export type Values = (number | null)[];

/** Simple moving average of the last `window` values. */
export function sma(values: readonly number[], window: number): Values {
  let sum = 0;
  return values.map((value, at) => {
    sum += value;
    const left = values[at - window];
    if (left !== undefined) sum -= left;
    return at >= window - 1 ? sum / window : null;
  });
}

/** Sample deviation of the last `window` log returns, as a yearly fraction. */
export function rollingVolatility(
  values: readonly number[],
  window: number,
  periodsPerYear: number,
): Values {
  const returns = values.map((value, at) => {
    const before = values[at - 1];
    return before !== undefined && before > 0 && value > 0 ? Math.log(value / before) : null;
  });
  return values.map((_, at) => {
    if (at < window) return null;
    const slice = returns.slice(at - window + 1, at + 1).filter((value) => value !== null);
    if (slice.length < window) return null;
    const mean = slice.reduce((sum, value) => sum + value, 0) / window;
    const squares = slice.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (window - 1));
    return isAboveNoise(deviation, RATIO) ? deviation * Math.sqrt(periodsPerYear) : 0;
  });
}
