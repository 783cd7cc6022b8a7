import { describe, expect, it } from 'vitest';
import type { Preview } from '../api/uploads';
import {
  detected,
  emptyDraft,
  mappingText,
  openQuestions,
  roleOf,
  symbolFrom,
  withRole,
} from './draft';
import { sampleCsv } from './sample';

const preview: Preview = {
  encoding: 'utf-8',
  delimiter: ';',
  decimal: ',',
  header_line: 1,
  columns: ['a', 'b'],
  mapping: { time: 0, close: 1 },
  rows: [],
  date_order: null,
  date_orders: ['dmy', 'mdy'],
  two_ways: null,
  unread: null,
  day_only: false,
  zoned: false,
  interval: '1m',
  ticks: false,
  needs: ['date_order', 'timezone'],
  currency_question: null,
};

describe('a draft', () => {
  it('takes its symbol from the name of the file', () => {
    expect(symbolFrom('aapl us.csv')).toBe('AAPL-US');
    expect(symbolFrom('BTC_1m.txt')).toBe('BTC_1M');
    expect(symbolFrom('__.csv')).toBe('');
  });

  it('sends only what was chosen by hand', () => {
    expect(mappingText(emptyDraft)).toBe('');
    const said = { ...emptyDraft, columns: { close: 3 }, dateOrder: 'dmy' };
    expect(JSON.parse(mappingText(said))).toEqual({ close: 3, date_order: 'dmy' });
  });

  it('gives a role one column and a column one role', () => {
    expect(withRole({ time: 0, close: 1, open: 2 }, 2, 'close')).toEqual({ time: 0, close: 2 });
    expect(withRole({ time: 0, close: 1 }, 1, '')).toEqual({ time: 0 });
    expect(roleOf({ time: 0, close: 1 }, 1)).toBe('close');
    expect(roleOf({ time: 0 }, 1)).toBe('');
  });

  it('asks for what is open until it is said', () => {
    const named = { ...emptyDraft, symbol: 'X' };
    expect(openQuestions(preview, emptyDraft)).toHaveLength(3);
    expect(openQuestions(preview, { ...named, timezone: 'UTC' })).toEqual([
      'Choose which of day, month and year comes first in the dates.',
    ]);
    expect(openQuestions({ ...preview, needs: [] }, named)).toEqual([]);
  });

  it('asks for the decimal mark with the number that leaves it open', () => {
    const open = { ...preview, needs: ['decimal'], two_ways: { line: 2, reason: '1,085' } };
    expect(openQuestions(open, { ...emptyDraft, symbol: 'X' })).toEqual([
      'Choose the decimal mark: the numbers do not show it. The first of them is 1,085 in line 2.',
    ]);
  });

  it('asks what the prices are in until it is said', () => {
    const reason = "Line 2: 'kr' may be SEK or NOK.";
    const open = { ...preview, needs: ['currency'], currency_question: { line: 2, reason } };
    const named = { ...emptyDraft, symbol: 'X' };
    expect(openQuestions(open, named)).toEqual([reason]);
    expect(openQuestions(open, { ...named, currency: 'SEK' })).toEqual([]);
  });

  it('names the time that cannot be read', () => {
    const unread = { line: 2, reason: "'soon' is not a time" };
    const open = { ...preview, needs: ['readable_times'], unread };
    expect(openQuestions(open, { ...emptyDraft, symbol: 'X' })).toEqual([
      "'soon' is not a time. Choose the column that holds the time.",
    ]);
  });

  it('shows what was detected', () => {
    expect(detected(preview)).toBe(
      'bars of 1m, separated by semicolon, with decimal comma, names in line 1, times without a zone.',
    );
  });
});

describe('the sample', () => {
  it('is the same every time, with a candle on each line', () => {
    const lines = sampleCsv().trim().split('\n');
    expect(lines).toHaveLength(261);
    expect(sampleCsv()).toBe(sampleCsv());
    for (const line of lines.slice(1)) {
      const [open = 0, high = 0, low = 0, close = 0] = line.split(',').slice(1, 5).map(Number);
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
      expect(low).toBeLessThanOrEqual(Math.min(open, close));
    }
  });
});
