import { describe, expect, it } from 'vitest';
import { bollinger, ema, rsi } from './closes';
import { rollingVolatility, sma } from './windows';

const line = [1, 2, 3, 4, 5];

describe('moving averages', () => {
  it('are null until the window is full', () => {
    expect(sma(line, 3)).toEqual([null, null, 2, 3, 4]);
    expect(sma(line, 6)).toEqual([null, null, null, null, null]);
    expect(sma([], 3)).toEqual([]);
  });

  it('of the exponential kind start at the first simple average', () => {
    expect(ema([2, 4, 6, 8], 3)).toEqual([null, null, 4, 6]);
    expect(ema([1], 3)).toEqual([null]);
  });
});

describe('Bollinger bands', () => {
  it('lie two population deviations around the average', () => {
    const { middle, upper, lower } = bollinger([1, 3], 2, 2);
    expect(middle[1]).toBe(2);
    expect(upper[1]).toBe(4);
    expect(lower[1]).toBe(0);
  });

  it('close on a constant series', () => {
    const { upper, lower } = bollinger(Array(25).fill(7));
    expect(upper.at(-1)).toBe(7);
    expect(lower.at(-1)).toBe(7);
  });
});

describe('RSI', () => {
  // Wilder, New Concepts in Technical Trading Systems (1978): the worked example as reprinted by
  // StockCharts ChartSchool, "Relative Strength Index", first values 70.53 and 66.32.
  const closes = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
    45.8931, 46.0328, 45.614, 46.282, 46.282, 46.0028,
  ];

  it('agrees with the published example', () => {
    const values = rsi(closes);
    expect(values[13]).toBeNull();
    expect(values[14]).toBeCloseTo(70.53, 1);
    expect(values[15]).toBeCloseTo(66.32, 1);
  });

  it('is 100 when nothing fell and has no value when nothing moved', () => {
    expect(rsi([1, 2, 3, 4], 2).at(-1)).toBe(100);
    expect(rsi([5, 5, 5, 5], 2)).toEqual([null, null, null, null]);
    // A price that differs by rounding alone has not moved.
    expect(rsi([1, 1 + 2 ** -52, 1, 1 + 2 ** -52], 2).at(-1)).toBeNull();
  });
});

describe('rolling volatility', () => {
  it('is the sample deviation of log returns, annualised', () => {
    const prices = [1, Math.E, 1, Math.E];
    // Returns +1, -1, +1; sample variance of the last two is 2.
    expect(rollingVolatility(prices, 2, 1).at(-1)).toBeCloseTo(Math.sqrt(2), 12);
    expect(rollingVolatility(prices, 2, 252).at(-1)).toBeCloseTo(Math.sqrt(504), 12);
    const growth = Array.from({ length: 40 }, (_, at) => 100 * 1.001 ** at);
    expect(rollingVolatility(growth, 20, 252).at(-1)).toBe(0);
  });

  it('is null before the window and zero on a constant series', () => {
    expect(rollingVolatility([1, 1, 1], 2, 252)).toEqual([null, null, 0]);
  });
});
