import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '@/charts/theme';
import type { OptimiseResult } from '../api/types';
import { frontierOption } from './frontier';
import { effectiveAssets, weightRows } from './result';

const result: OptimiseResult = {
  weights: { XOM: 0.25, KO: 0.5, PEP: 0.25, WMT: 0 },
  expected_return: 0.1,
  volatility: 0.15,
  sharpe: 0.66,
  frontier: [
    { return: 0.08, volatility: 0.13, weights: { KO: 1 } },
    { return: 0.12, volatility: 0.18, weights: { XOM: 1 } },
  ],
  assets: [{ symbol: 'KO', return: 0.09, volatility: 0.17 }],
  allocation: { shares: { KO: 80 }, cost: 5040, leftover: 12.5 },
  as_of: '2022-12-28T00:00:00Z',
  observations: 1258,
};

describe('weightRows', () => {
  it('puts the heaviest first and keeps what has no weight', () => {
    expect(weightRows(result).map((row) => row.symbol)).toEqual(['KO', 'PEP', 'XOM', 'WMT']);
  });

  it('joins each asset with its own figures and shares', () => {
    expect(weightRows(result)[0]).toEqual({
      symbol: 'KO',
      weight: 0.5,
      expectedReturn: 0.09,
      volatility: 0.17,
      shares: 80,
    });
    expect(weightRows(result)[1]).toMatchObject({ expectedReturn: null, shares: null });
  });
});

describe('effectiveAssets', () => {
  it('equals the count for equal weights', () => {
    expect(effectiveAssets({ ...result, weights: { A: 0.25, B: 0.25, C: 0.25, D: 0.25 } })).toBe(4);
  });

  it('falls as weights concentrate', () => {
    expect(effectiveAssets(result)).toBeCloseTo(1 / 0.375);
  });
});

describe('frontierOption', () => {
  it('draws the frontier, the assets and the chosen point', () => {
    const option = frontierOption(result, { mark: '#ff0' } as ChartTheme);
    const series = option.series as { name: string; data: unknown[] }[];
    expect(series.map(({ name, data }) => [name, data.length])).toEqual([
      ['Efficient frontier', 2],
      ['Asset', 1],
      ['Chosen portfolio', 1],
    ]);
  });
});
