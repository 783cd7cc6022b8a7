import { describe, expect, it } from 'vitest';
import { flag, list, number, oneOf, patchSearch, readState, text } from './url-state';

const shape = {
  symbol: text('AAPL'),
  horizon: number(5),
  period: oneOf(['1y', '5y'], '5y'),
  log: flag(false),
  compare: list([]),
};

describe('readState', () => {
  it('takes defaults from an empty address', () => {
    expect(readState(shape, {})).toEqual({
      symbol: 'AAPL',
      horizon: 5,
      period: '5y',
      log: false,
      compare: [],
    });
  });

  it('reads what the router parsed or left as text', () => {
    const raw = { symbol: 'KO', horizon: '3', period: '1y', log: 'true', compare: 'PEP,XOM' };
    expect(readState(shape, raw)).toEqual({
      symbol: 'KO',
      horizon: 3,
      period: '1y',
      log: true,
      compare: ['PEP', 'XOM'],
    });
  });

  it('ignores what it cannot read', () => {
    expect(readState(shape, { horizon: 'many', period: '7w', log: 'maybe' })).toMatchObject({
      horizon: 5,
      period: '5y',
      log: false,
    });
  });
});

describe('patchSearch', () => {
  it('keeps what the patch does not name', () => {
    expect(patchSearch(shape, { symbol: 'KO', other: 1 }, { horizon: 2 })).toEqual({
      symbol: 'KO',
      other: 1,
      horizon: 2,
    });
  });

  it('leaves defaults out', () => {
    const raw = { symbol: 'KO', compare: 'PEP' };
    expect(patchSearch(shape, raw, { symbol: 'AAPL', compare: [] })).toEqual({});
  });
});
