import { describe, expect, it } from 'vitest';
import type { ChartBar } from '../price/bars';
import { baseKinds } from './base';
import { moreKinds } from './more';
import { MOST_STUDIES, readStudies, studiesOf, titleOf } from './study';

const kinds = { ...baseKinds, ...moreKinds };
const ids = (texts: readonly string[]) => studiesOf(readStudies(texts), kinds).map(({ id }) => id);

describe('the address of indicators', () => {
  it('is read with its parameters, the same one once', () => {
    expect(ids(['sma:37', 'bollinger:20:1.5', 'obv', 'sma:37'])).toEqual([
      'sma:37',
      'bollinger:20:1.5',
      'obv',
    ]);
  });

  it('of a link from before they had parameters still works', () => {
    expect(ids(['sma20', 'ema20', 'bollinger', 'rsi', 'volatility'])).toEqual([
      'sma:20',
      'ema:20',
      'bollinger:20:2',
      'rsi:14',
      'volatility:20',
    ]);
  });

  it.each([
    'nothing:20',
    'constructor',
    'sma',
    'sma:',
    'sma:1',
    'sma:401',
    'sma:20.5',
    'sma:20:20',
    'sma:x',
    'bollinger:20:0',
    'macd:12:26',
  ])('that says %s draws nothing', (text) => {
    expect(ids([text])).toEqual([]);
  });

  it('draws no more than fit', () => {
    const many = Array.from({ length: 12 }, (_, at) => `sma:${at + 5}`);
    expect(ids(many)).toHaveLength(MOST_STUDIES);
  });

  it('has a title with its parameters', () => {
    expect(titleOf('MACD', [12, 26, 9])).toBe('MACD 12, 26, 9');
    expect(titleOf('On-balance volume', [])).toBe('On-balance volume');
  });
});

const flat = Array.from(
  { length: 60 },
  (_, at): ChartBar => ({
    time: (at * 60) as ChartBar['time'],
    open: 5,
    high: 5,
    low: 5,
    close: 5,
    volume: null,
    settled: true,
  }),
);

describe('a price that stands still', () => {
  const last = (address: string) => {
    const [study] = studiesOf(readStudies([address]), kinds);
    return study?.of.lines(flat, study.parameters, 252).map(({ values }) => values.at(-1));
  };

  it('has no place in a range, no direction and no strength', () => {
    expect(last('stochastic:14:3:3')).toEqual([null, null]);
    expect(last('adx:14')).toEqual([null, null, null]);
    expect(last('rsi:14')).toEqual([null]);
  });

  it('has channels of no width and no range', () => {
    expect(last('donchian:20')).toEqual([5, 5, 5]);
    expect(last('keltner:20:10:2')).toEqual([5, 5, 5]);
    expect(last('atr:14')).toEqual([0]);
    expect(last('macd:12:26:9')).toEqual([0, 0, 0]);
  });

  it('without volume has no measure of it', () => {
    expect(last('obv')).toEqual([null]);
    expect(last('vwap:20')).toEqual([null]);
  });

  it('is drawn with nothing from no bars at all', () => {
    for (const [kind, { lines, parameters }] of Object.entries(kinds)) {
      const starts = parameters.map(({ start }) => start);
      for (const { values } of lines([], starts, 252)) expect(values, kind).toEqual([]);
    }
  });
});
