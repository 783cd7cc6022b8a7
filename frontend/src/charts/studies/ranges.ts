/** Indicators of the range of bars: pure, same length as the bars, null until enough are there. */
import { isAboveNoise } from '@/lib/noise';
import type { ChartBar } from '../price/bars';
import { type Band, ema } from './closes';
import { closesOf } from './study';
import type { Values } from './windows';

type Bars = readonly ChartBar[];

/** Values where both sides have one. */
function pairwise(a: Values, b: Values, combine: (x: number, y: number) => number | null): Values {
  return a.map((x, at) => {
    const y = b[at];
    return x === null || y === null || y === undefined ? null : combine(x, y);
  });
}

/** An average of a line that begins later: it starts where the line does. */
function after(values: Values, average: (known: number[]) => Values): Values {
  const begin = values.findIndex((value) => value !== null);
  if (begin < 0) return values.map(() => null);
  // A line with a hole has no recursive average past the hole.
  const end = values.findIndex((value, at) => at >= begin && value === null);
  const known = values.slice(begin, end < 0 ? undefined : end).map((value) => value ?? 0);
  const found = average(known);
  return values.map((_, at) => found[at - begin] ?? null);
}

/** Wilder's mean with alpha = 1 / window, started at the first plain mean. */
function wilder(values: Values, window: number): Values {
  return after(values, (known) => {
    let last = known.slice(0, window).reduce((sum, value) => sum + value, 0) / window;
    return known.map((value, at) => {
      if (at < window - 1) return null;
      if (at > window - 1) last += (value - last) / window;
      return last;
    });
  });
}

/** Wilder's true range; the first bar has none. */
function trueRange(all: Bars): Values {
  return all.map(({ high, low }, at) => {
    const before = all[at - 1]?.close;
    return before === undefined ? null : Math.max(high, before) - Math.min(low, before);
  });
}

/** Average true range. */
export const atr = (all: Bars, window: number): Values => wilder(trueRange(all), window);

export type Directional = { adx: Values; plus: Values; minus: Values };

/** Wilder's directional movement: both indicators and the average of their index. */
export function adx(all: Bars, window: number): Directional {
  const moves = all.map(({ high, low, close }, at) => {
    const before = all[at - 1];
    if (!before) return null;
    const up = high - before.high;
    const down = before.low - low;
    const counts = (side: number, other: number) => side > other && isAboveNoise(side, close);
    return { up: counts(up, down) ? up : 0, down: counts(down, up) ? down : 0 };
  });
  const span = atr(all, window);
  const share = (side: 'up' | 'down') =>
    wilder(
      moves.map((move) => move?.[side] ?? null),
      window,
    ).map((value, at) => {
      const range = span[at];
      if (value === null || range === null || range === undefined) return null;
      // While nothing moves the quotient would be of two roundings.
      return isAboveNoise(range, all[at]?.close ?? 0) ? (100 * value) / range : null;
    });
  const plus = share('up');
  const minus = share('down');
  const index = pairwise(plus, minus, (a, b) =>
    a + b > 0 ? (100 * Math.abs(a - b)) / (a + b) : 0,
  );
  return { adx: wilder(index, window), plus, minus };
}

/** Highest high and lowest low of the last bars, the present one among them. */
export function donchian(all: Bars, window: number): Band {
  const upper = all.map((_, at) => extreme(all, at, window, Math.max, 'high'));
  const lower = all.map((_, at) => extreme(all, at, window, Math.min, 'low'));
  return { upper, lower, middle: pairwise(upper, lower, (a, b) => (a + b) / 2) };
}

function extreme(
  all: Bars,
  at: number,
  window: number,
  pick: (a: number, b: number) => number,
  side: 'high' | 'low',
): number | null {
  const first = all[at - window + 1];
  if (!first) return null;
  let found = first[side];
  for (let i = at - window + 2; i <= at; i++) found = pick(found, all[i]?.[side] ?? found);
  return found;
}

/** Exponential mean of closes, and average true ranges on either side. */
export function keltner(all: Bars, window: number, span: number, width: number): Band {
  const middle = ema(closesOf(all), window);
  const range = atr(all, span);
  return {
    // Where the range has no value the channel has none, its middle included.
    middle: pairwise(middle, range, (mean) => mean),
    upper: pairwise(middle, range, (mean, away) => mean + width * away),
    lower: pairwise(middle, range, (mean, away) => mean - width * away),
  };
}

export type Cloud = { conversion: Values; base: Values; leadA: Values; leadB: Values };

/** Ichimoku's lines; both edges of the cloud are those of `base` bars before. */
export function ichimoku(all: Bars, conversion: number, base: number, span: number): Cloud {
  const fast = donchian(all, conversion).middle;
  const slow = donchian(all, base).middle;
  const ahead = (values: Values) => values.map((_, at) => values[at - base] ?? null);
  return {
    conversion: fast,
    base: slow,
    leadA: ahead(pairwise(fast, slow, (a, b) => (a + b) / 2)),
    leadB: ahead(donchian(all, span).middle),
  };
}

/** Lane's slow stochastic: where the close lies in the range of the last bars, 0 to 100. */
export function stochastic(all: Bars, window: number, slow: number, smooth: number) {
  const { upper, lower } = donchian(all, window);
  const raw = all.map(({ close }, at): number | null => {
    const high = upper[at];
    const low = lower[at];
    if (high === null || high === undefined || low === null || low === undefined) return null;
    return isAboveNoise(high - low, close) ? (100 * (close - low)) / (high - low) : null;
  });
  const k = meanOf(raw, slow);
  return { k, d: meanOf(k, smooth) };
}

/** Plain mean of the last values; null where any of them is. */
function meanOf(values: Values, window: number): Values {
  return values.map((_, at) => {
    let sum = 0;
    for (let i = at - window + 1; i <= at; i++) {
      const value = values[i];
      if (value === null || value === undefined) return null;
      sum += value;
    }
    return sum / window;
  });
}

export type Convergence = { macd: Values; signal: Values; histogram: Values };

/** A fast minus a slow exponential mean, its own mean, and their distance. */
export function macd(
  closes: readonly number[],
  fast: number,
  slow: number,
  smooth: number,
): Convergence {
  const line = pairwise(ema(closes, fast), ema(closes, slow), (a, b) => a - b);
  const signal = after(line, (known) => ema(known, smooth));
  return { macd: line, signal, histogram: pairwise(line, signal, (a, b) => a - b) };
}

/** Mean of the typical price of the last bars, weighted by volume; null without any. */
export function rollingVwap(all: Bars, window: number): Values {
  return all.map((_, at) => {
    if (at < window - 1) return null;
    let worth = 0;
    let volume = 0;
    for (const bar of all.slice(at - window + 1, at + 1)) {
      const traded = bar.volume ?? 0;
      worth += ((bar.high + bar.low + bar.close) / 3) * traded;
      volume += traded;
    }
    return volume > 0 ? worth / volume : null;
  });
}

/** Volume of rising bars less that of falling ones, from the first bar on; null without any. */
export function onBalance(all: Bars): Values {
  if (!all.some(({ volume }) => (volume ?? 0) > 0)) return all.map(() => null);
  let balance = 0;
  return all.map(({ close, volume }, at) => {
    const before = all[at - 1]?.close;
    balance += before === undefined ? (volume ?? 0) : Math.sign(close - before) * (volume ?? 0);
    return balance;
  });
}
