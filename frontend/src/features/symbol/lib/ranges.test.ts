import { describe, expect, it } from 'vitest';
import type { Instrument } from '@/lib/api/market-types';
import {
  defaultRange,
  forecastFor,
  intervalFor,
  intervalFromTyping,
  offeredRanges,
  rangeFor,
  visibleFrom,
} from './ranges';

const stock = { last_bar: '2022-12-28', intraday_source: 'simulator' } as Instrument;
const history = { last_bar: '2013-03-01', intraday_source: null } as Instrument;
const crypto = { last_bar: null, intraday_source: 'simulator' } as Instrument;

describe('ranges', () => {
  it('are offered only where there are data', () => {
    expect(offeredRanges(stock)).toHaveLength(9);
    expect(offeredRanges(history)).not.toContain('1D');
    expect(offeredRanges(crypto)).toEqual(['1D', '5D']);
    expect(defaultRange(crypto)).toBe('1D');
    expect(defaultRange(history)).toBe('6M');
  });

  it('count back from the last bar, not from today', () => {
    const last = Date.UTC(2022, 11, 28) / 1000;
    expect(visibleFrom('6M', last)).toBe(Date.UTC(2022, 5, 28) / 1000);
    expect(visibleFrom('YTD', last)).toBe(Date.UTC(2022, 0, 1) / 1000);
    expect(visibleFrom('All', last)).toBe(0);
  });
});

describe('intervals', () => {
  it('fall back to the one that suits the range', () => {
    expect(intervalFor('1Y', '1wk')).toBe('1wk');
    expect(intervalFor('1Y', '5m')).toBe('1d');
    expect(intervalFor('1D', 'nonsense')).toBe('1m');
    expect(intervalFor('1D', '1m', '1h')).toBe('1h');
    expect(intervalFor('5D', '', '1d')).toBe('1d');
  });

  it.each([
    ['5', '5m'],
    ['60', '1h'],
    ['d', '1d'],
    ['W', '1wk'],
    ['7', null],
  ])('typed as %s mean %s', (typed, interval) => {
    expect(intervalFromTyping(typed)).toBe(interval);
  });

  it('take the range along when it does not offer them', () => {
    expect(rangeFor('5m', '5D')).toBe('5D');
    expect(rangeFor('5m', '1Y')).toBe('1D');
    expect(rangeFor('1d', '1D')).toBe('6M');
  });

  it('decide which forecast belongs to them', () => {
    expect(forecastFor(stock, '1d')).toBe('1d');
    expect(forecastFor(stock, '5m')).toBe('1m');
    expect(forecastFor(crypto, '1d')).toBe('1m');
  });
});
