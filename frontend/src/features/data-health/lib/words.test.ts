import { describe, expect, it } from 'vitest';
import type { Finding, SeriesHealth } from '@/lib/api/data-health';
import { type Change, changeValue, coverageText, freshnessOf, spanText } from './words';

const series: SeriesHealth = {
  symbol: 'KO',
  name: 'Coca-Cola',
  interval: '1d',
  source: 'demo',
  bars: 98,
  first: '2020-01-02T00:00:00Z',
  last: '2022-12-28T00:00:00Z',
  expected: null,
  missing: 2,
  checked_at: '2026-01-01T00:00:00Z',
  open_findings: 0,
  private: false,
};

describe('words of data health', () => {
  it('gives the share of bars that are there', () => {
    expect(coverageText(series)).toBe('98.00%');
    expect(coverageText({ ...series, missing: 0 })).toBe('100%');
    expect(coverageText({ ...series, bars: 0 })).toBe('–');
  });

  it('distinguishes a fixed history from one that is behind', () => {
    expect(freshnessOf(series).text).toBe('fixed history');
    expect(freshnessOf({ ...series, interval: '1m' }).text).toBe('not judged');
    expect(freshnessOf({ ...series, expected: '2022-12-28T00:00:00Z' }).text).toBe('fresh');
    expect(freshnessOf({ ...series, expected: '2022-12-29T00:00:00Z' }).text).toBe('behind');
    expect(freshnessOf({ ...series, last: null }).text).toBe('no bars');
  });

  it('says which bars are meant', () => {
    const finding = { start: '2020-01-02T00:00:00Z', interval: '1d' } as Finding;
    expect(spanText({ ...finding, end: finding.start })).toBe('02 Jan 2020');
    expect(spanText({ ...finding, end: '2020-01-06T00:00:00Z' })).toBe(
      '02 Jan 2020 to 06 Jan 2020',
    );
  });

  it.each<[string, number | null, string]>([
    ['bar', null, 'no bar'],
    ['bar', 12.5, 'close 12.50'],
    ['split', 3, '3 for 1'],
    ['split', 0.1, '1 for 10'],
    ['split', null, 'none'],
    ['settled', 0, 'not closed'],
    ['high', 1.23456, '1.2346'],
    ['low', null, 'unknown'],
    ['volume', 12345, '12,345'],
  ])('reads %s %s as %s', (field, value, words) => {
    expect(changeValue({ field } as Change, value)).toBe(words);
  });
});
