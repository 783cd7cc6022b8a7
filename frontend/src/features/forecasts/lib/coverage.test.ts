import { describe, expect, it } from 'vitest';
import type { Coverage } from '../api/types';
import { coverageLines, hardTimes, intervalWords } from './coverage';

const coverage = (change: Partial<Coverage>): Coverage => ({
  '50': 0.5,
  '80': 0.8,
  '90': 0.9,
  '95': 0.95,
  observations: 2515,
  ...change,
});

describe('coverageLines', () => {
  it('marks an interval that misses its level', () => {
    expect(coverageLines(coverage({ '80': 0.795, '90': 0.86, '95': null }))).toEqual([
      { nominal: 0.8, measured: 0.795, off: false },
      { nominal: 0.9, measured: 0.86, off: true },
      { nominal: 0.95, measured: null, off: false },
    ]);
  });
});

describe('intervalWords', () => {
  it('says "9 in 10" only when measured so', () => {
    expect(intervalWords(coverage({ '90': 0.897 }))).toContain('about 9 in 10');
    expect(intervalWords(coverage({ '90': 0.82 }))).not.toContain('9 in 10');
    expect(intervalWords(coverage({ '90': null }))).toContain('not been tested');
  });
});

describe('hardTimes', () => {
  it('begins with the worst and ends with the oldest year', () => {
    const detail = {
      by_year: [
        { group: '2021', coverage: 0.95, observations: 252 },
        { group: '2022', coverage: 0.93, observations: 247 },
      ],
      by_volatility: [{ group: 'high', coverage: 0.9, observations: 800 }],
      worst_60_days: 0.83,
      winkler_95: 0.08,
    };
    expect(hardTimes(detail).map((row) => row.group)).toEqual([
      'Worst 60 days',
      'High volatility',
      '2022',
      '2021',
    ]);
  });
});
