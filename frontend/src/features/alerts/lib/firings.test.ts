import { describe, expect, it } from 'vitest';
import { firings, holds, lastDay, type Question } from './firings';

const above: Question = {
  direction: 'above',
  threshold: 10,
  minCorrelation: null,
  cooldownS: 0,
  repeat: 'every',
};

const minutes = (...values: (number | null)[]) =>
  values.map((value, at) => ({ time: at * 60_000, value }));

describe('firings', () => {
  it('counts the crossing, not every bar beyond the level', () => {
    expect(firings(above, minutes(9, 10, 11, 12))).toEqual([60_000]);
  });

  it('is armed again after the quiet side', () => {
    expect(firings(above, minutes(10, 9, 10))).toEqual([0, 120_000]);
  });

  it('fires at the first value when that is beyond the level already', () => {
    expect(firings(above, minutes(12))).toEqual([0]);
  });

  it('waits for the cooldown and fires then, when the value is still beyond', () => {
    const slow = { ...above, cooldownS: 180 };
    expect(firings(slow, minutes(10, 9, 10, 10, 10))).toEqual([0, 180_000]);
  });

  it('fires once and no more when asked to', () => {
    expect(firings({ ...above, repeat: 'once' }, minutes(10, 9, 10))).toEqual([0]);
  });

  it('is neither fired nor armed by what could not be measured', () => {
    expect(firings(above, minutes(10, null, 10))).toEqual([0]);
  });
});

describe('holds', () => {
  it('takes the distance from zero for either side', () => {
    const either = { ...above, direction: 'either', threshold: 2 } as const;
    expect(holds(either, { time: 0, value: -2 })).toBe(true);
    expect(holds(either, { time: 0, value: 1.9 })).toBe(false);
  });

  it('asks a pair for enough correlation', () => {
    const pair = { ...above, threshold: 2, minCorrelation: 0.5 };
    expect(holds(pair, { time: 0, value: 3, correlation: 0.5 })).toBe(true);
    expect(holds(pair, { time: 0, value: 3, correlation: 0.4 })).toBe(false);
    expect(holds(pair, { time: 0, value: 3, correlation: null })).toBe(false);
  });
});

describe('lastDay', () => {
  it('ends with the newest value', () => {
    const values = [0, 3_600_000, 90_000_000].map((time) => ({ time, value: 1 }));
    expect(lastDay(values).map(({ time }) => time)).toEqual([90_000_000]);
    expect(lastDay([])).toEqual([]);
  });
});
