import { describe, expect, it } from 'vitest';
import type { MethodBacktest } from '../api/types';
import { backtestOf, backtestSentence, badgeText, passes, yearCells, yearsOf } from './backtests';

const backtest: MethodBacktest = {
  method: 'fhs',
  confidence: 0.99,
  window: 500,
  observations: 5264,
  violations: 57,
  expected: 52.64,
  rate: 0.0108,
  kupiec_statistic: 0.36,
  kupiec_p_value: 0.55,
  independence_statistic: 1.1,
  independence_p_value: 0.29,
  conditional_p_value: 0.5,
  tick_loss: 0.0004,
  shortfall_z2: -0.02,
  shortfall_z2_critical: -0.24,
  shortfall_p_value: 0.4,
  light: 'green',
  start: '2001-01-02T00:00:00Z',
  end: '2022-12-28T00:00:00Z',
  years: [
    { year: 2021, observations: 252, violations: 1, light: 'green' },
    { year: 2020, observations: 253, violations: 7, light: 'yellow' },
  ],
};

describe('the backtest of one method', () => {
  it('is the one of the table of all methods', () => {
    expect(backtestOf([{ ...backtest, method: 'historical' }, backtest], 'fhs')).toBe(backtest);
    expect(backtestOf([], 'fhs')).toBeNull();
  });
});

describe('passes', () => {
  it('needs the count, the independence and no red light', () => {
    expect(passes(backtest)).toBe(true);
    expect(passes({ ...backtest, kupiec_p_value: 0.01 })).toBe(false);
    expect(passes({ ...backtest, independence_p_value: 0.01 })).toBe(false);
    expect(passes({ ...backtest, light: 'red' })).toBe(false);
    expect(badgeText({ ...backtest, light: 'red' })).toContain('failed');
  });

  it('does not hold an untestable independence against a method', () => {
    expect(passes({ ...backtest, independence_p_value: null })).toBe(true);
  });
});

describe('backtestSentence', () => {
  it('gives counts and tests', () => {
    expect(backtestSentence(backtest)).toBe(
      '57 losses beyond it in 5,264 days, 53 expected; Kupiec p 0.550, Christoffersen p 0.290.',
    );
  });
});

describe('yearCells', () => {
  it('keeps the years in order and marks the untested', () => {
    const years = yearsOf([backtest, { ...backtest, years: [] }]);
    expect(years).toEqual([2020, 2021]);
    expect(yearCells({ ...backtest, years: backtest.years.slice(0, 1) }, years)).toEqual([
      { year: 2020, light: null, text: '2020: not tested' },
      { year: 2021, light: 'green', text: '2021: 1 of 252 days (0.4%), green' },
    ]);
  });
});
