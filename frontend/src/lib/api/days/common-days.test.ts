import { describe, expect, it } from 'vitest';
import { commonEnd, sharingDays } from './common-days';

const span = (symbol: string, first_bar: string | null, last_bar: string | null) => ({
  symbol,
  first_bar,
  last_bar,
});
const names = (list: { symbol: string }[]) => list.map(({ symbol }) => symbol);

const AAPL = span('AAPL', '1990-01-02', '2022-12-28');
const KO = span('KO', '1990-01-02', '2022-12-28');
const PEP = span('PEP', '1990-01-02', '2022-12-28');

describe('the days that instruments share', () => {
  it('do not depend on one with newer bars, which stays when it overlaps', () => {
    const newer = span('MINE', '2015-01-02', '2026-06-10');
    const begun = span('YOUNG', '2025-01-02', '2026-06-10');
    expect(names(sharingDays([newer, AAPL, KO, PEP]))).toEqual(['MINE', 'AAPL', 'KO', 'PEP']);
    expect(names(sharingDays([begun, AAPL, KO, PEP]))).toEqual(['AAPL', 'KO', 'PEP']);
    expect(commonEnd([begun, AAPL, KO, PEP])).toBe('2022-12-28');
  });

  it('leave out one that ended long ago, and keep one that is a day late', () => {
    const ended = span('IBM', '1990-01-02', '2013-03-01');
    const late = span('XOM', '1990-01-02', '2022-12-27');
    expect(names(sharingDays([ended, AAPL, late, KO]))).toEqual(['AAPL', 'XOM', 'KO']);
  });

  it('are never none while there is any history', () => {
    expect(names(sharingDays([KO]))).toEqual(['KO']);
    expect(names(sharingDays([KO, span('MINE', '2024-01-02', '2026-06-10')]))).toEqual(['KO']);
    expect(sharingDays([span('NEW', null, null)])).toEqual([]);
    expect(commonEnd([])).toBeNull();
  });
});
