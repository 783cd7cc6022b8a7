/** More indicators of closes: pure, same length as the input, null until enough bars are there. */
import { isAboveNoise } from '@/lib/noise';
import { sma, type Values } from './windows';

/** Exponential moving average, alpha = 2 / (window + 1), started at the first simple average. */
export function ema(values: readonly number[], window: number): Values {
  const alpha = 2 / (window + 1);
  let last: number | null = null;
  const start = sma(values.slice(0, window), window).at(-1) ?? null;
  return values.map((value, at) => {
    if (at < window - 1) return null;
    last = last === null ? start : last + alpha * (value - last);
    return last;
  });
}

export type Band = { middle: Values; upper: Values; lower: Values };

/** Bollinger bands: average of `window` closes plus and minus `width` population deviations. */
export function bollinger(values: readonly number[], window = 20, width = 2): Band {
  const middle = sma(values, window);
  const upper: Values = [];
  const lower: Values = [];
  middle.forEach((mean, at) => {
    if (mean === null) {
      upper.push(null);
      lower.push(null);
      return;
    }
    let squares = 0;
    for (let i = at - window + 1; i <= at; i++) squares += ((values[i] ?? mean) - mean) ** 2;
    const deviation = Math.sqrt(squares / window);
    const spread = isAboveNoise(deviation, mean) ? width * deviation : 0;
    upper.push(mean + spread);
    lower.push(mean - spread);
  });
  return { middle, upper, lower };
}

/** Relative strength index by Wilder's smoothing, 0 to 100; null while nothing has moved (0 / 0). */
export function rsi(values: readonly number[], window = 14): Values {
  let gain = 0;
  let loss = 0;
  return values.map((value, at) => {
    const before = values[at - 1];
    if (before === undefined) return null;
    const up = Math.max(0, value - before);
    const down = Math.max(0, before - value);
    if (at <= window) {
      gain += up / window;
      loss += down / window;
    } else {
      gain = (gain * (window - 1) + up) / window;
      loss = (loss * (window - 1) + down) / window;
    }
    if (at < window) return null;
    if (!isAboveNoise(gain + loss, value)) return null;
    return (100 * gain) / (gain + loss);
  });
}
