import { describe, expect, it } from 'vitest';
import type { CorporateAction } from '@/lib/api/upkeep';
import { actionWords, eventsOf } from './events';

const action = (extra: Partial<CorporateAction>): CorporateAction => ({
  ex_date: '2020-08-31',
  kind: 'split',
  value: 4,
  price_factor: 0.25,
  source: 'yahoo',
  ...extra,
});

describe('splits and dividends on the chart', () => {
  it('are described in words, with what is known', () => {
    expect(actionWords(action({}), 'USD')).toBe('Split 4 for 1');
    expect(actionWords(action({ value: 0.1, price_factor: 10 }), 'USD')).toBe('Split 1 for 10');
    expect(actionWords(action({ value: null, price_factor: 0.5 }), 'USD')).toBe('Split 2 for 1');
    const paid = action({ kind: 'dividend', value: 0.24, price_factor: 0.998 });
    expect(actionWords(paid, 'USD')).toBe('Dividend 0.24 USD');
    expect(actionWords({ ...paid, value: null }, 'USD')).toBe('Dividend of 0.20%');
  });

  it('stand on their day, in order of time, on daily bars only', () => {
    const all = [action({}), action({ ex_date: '2014-06-09', kind: 'dividend' })];
    const events = eventsOf(all, 'USD', '1d');
    expect(events.map(({ letter }) => letter)).toEqual(['D', 'S']);
    expect(events[1]?.time).toBe(Date.UTC(2020, 7, 31) / 1000);
    expect(eventsOf(all, 'USD', '1wk')).toEqual([]);
  });
});
