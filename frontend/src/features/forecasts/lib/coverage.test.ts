import { describe, expect, it } from 'vitest';
import { coverageLines, intervalWords } from './coverage';

describe('coverageLines', () => {
  it('marks an interval that misses its level', () => {
    expect(coverageLines({ '80': 0.795, '90': 0.86, '95': null })).toEqual([
      { nominal: 0.8, measured: 0.795, off: false },
      { nominal: 0.9, measured: 0.86, off: true },
      { nominal: 0.95, measured: null, off: false },
    ]);
  });
});

describe('intervalWords', () => {
  it('says "9 in 10" only when measured so', () => {
    expect(intervalWords({ '90': 0.897 })).toContain('about 9 in 10');
    expect(intervalWords({ '90': 0.82 })).not.toContain('9 in 10');
    expect(intervalWords({})).toBe('The 90 % range has not been tested yet.');
  });
});
