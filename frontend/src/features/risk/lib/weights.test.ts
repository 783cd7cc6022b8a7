import { describe, expect, it } from 'vitest';
import { equalWeights, formatWeights, fractionsOf, parseWeights, sumOf } from './weights';

describe('weights in the address', () => {
  it('survive the round trip', () => {
    const entries = parseWeights('ko:40,PEP:59.5,broken,:3,XOM:lots');
    expect(entries).toEqual([
      { symbol: 'KO', perCent: 40 },
      { symbol: 'PEP', perCent: 59.5 },
    ]);
    expect(formatWeights(entries)).toBe('KO:40,PEP:59.5');
    expect(sumOf(entries)).toBe(99.5);
  });
});

describe('fractionsOf', () => {
  it('sums to one whatever was typed', () => {
    const sum = Object.values(fractionsOf(parseWeights('KO:1,PEP:1,XOM:1'))).reduce(
      (a, b) => a + b,
    );
    expect(sum).toBeCloseTo(1, 12);
  });

  it('is empty when nothing is positive', () => {
    expect(fractionsOf(parseWeights('KO:0'))).toEqual({});
  });
});

describe('equalWeights', () => {
  it('gives everyone the same', () => {
    expect(equalWeights(['A', 'B', 'C', 'D']).map((entry) => entry.perCent)).toEqual([
      25, 25, 25, 25,
    ]);
  });
});
