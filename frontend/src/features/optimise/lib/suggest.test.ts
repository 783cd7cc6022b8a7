import { describe, expect, it } from 'vitest';
import type { Instrument } from '@/lib/api/market-types';
import { suggestAssets } from './suggest';

const one = (symbol: string, last_bar: string | null, more: Partial<Instrument> = {}) =>
  ({
    symbol,
    first_bar: '2015-01-02',
    last_bar,
    asset_class: 'stock',
    currency: 'USD',
    simulated: false,
    ...more,
  }) as Instrument;

const known = [
  one('AAPL', '2022-12-28'),
  one('KO', '2022-12-28'),
  one('SPY', '2022-12-28', { asset_class: 'etf' }),
  one('SAP', '2022-12-28', { currency: 'EUR' }),
  one('BTC-USD', '2022-12-28', { asset_class: 'crypto' }),
  one('ETH-USD', '2022-12-28', { asset_class: 'crypto' }),
  one('MINE', '2026-06-10', { private: true }),
];

describe('what an empty form proposes', () => {
  it('does not change when something else has newer prices, watched or not', () => {
    const watched = ['AAPL', 'KO', 'SPY', 'BTC-USD', 'SAP'];
    expect(suggestAssets(watched, known)).toEqual(['AAPL', 'KO', 'SPY']);
    expect(suggestAssets([...watched, 'MINE'], known)).toEqual(['AAPL', 'KO', 'SPY', 'MINE']);
  });

  it('proposes what there is where there are no two stocks', () => {
    expect(suggestAssets(['BTC-USD', 'ETH-USD'], known)).toEqual(['BTC-USD', 'ETH-USD']);
    expect(suggestAssets(['NOWHERE'], known)).toEqual([]);
    expect(suggestAssets(['NEW'], [one('NEW', null)])).toEqual([]);
  });
});
