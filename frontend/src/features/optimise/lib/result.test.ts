import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '@/charts/theme';
import type { OptimiseResult } from '../api/types';
import { frontierOption } from './frontier';
import { allocationSentence, effectiveAssets, orderRows, weightRows } from './result';

const result: OptimiseResult = {
  id: 'r1',
  objective: 'max_sharpe',
  symbols: ['XOM', 'KO', 'PEP', 'WMT'],
  period_start: '2017-12-28T00:00:00Z',
  source: 'skfolio',
  risk_free_rate: 0,
  period: '5y',
  calendar_factor: 252,
  turnover: null,
  expected_returns: 'mean',
  covariance: 'ledoit_wolf',
  market: null,
  simulated: false,
  notices: [],
  frontier_method: 'critical_line',
  weights: { XOM: 0.25, KO: 0.5, PEP: 0.25, WMT: 0 },
  expected_return: 0.1,
  volatility: 0.15,
  sharpe: 0.66,
  frontier: [
    { return: 0.08, volatility: 0.13, weights: { KO: 1 } },
    { return: 0.12, volatility: 0.18, weights: { XOM: 1 } },
  ],
  assets: [{ symbol: 'KO', return: 0.09, volatility: 0.17, weight: 0.5, risk_share: 0.6 }],
  allocation: {
    capital: 10_000,
    currency: 'USD',
    shares: { KO: 80, PEP: 14, XOM: 0 },
    prices: { KO: 63, PEP: 180, XOM: 110 },
    cost: 7560,
    leftover: 2440,
    error: 0.004,
    method: 'greedy',
    gap: null,
  },
  as_of: '2022-12-28T00:00:00Z',
  observations: 1258,
  currency: 'USD',
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
      riskShare: 0.6,
    });
    expect(weightRows(result)[1]).toMatchObject({ expectedReturn: null, riskShare: null });
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

describe('orderRows', () => {
  it('lists what is bought, the largest position first, beside the wanted weight', () => {
    expect(orderRows(result)).toEqual([
      { symbol: 'KO', shares: 80, price: 63, value: 5040, share: 0.504, weight: 0.5 },
      { symbol: 'PEP', shares: 14, price: 180, value: 2520, share: 0.252, weight: 0.25 },
    ]);
  });

  it('is empty without an allocation', () => {
    expect(orderRows({ ...result, allocation: null })).toEqual([]);
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

describe('allocationSentence', () => {
  it('says what is proven and what is not', () => {
    expect(allocationSentence({ method: 'lp', gap: 0 })).toBe('Exact: proven to be the closest');
    expect(allocationSentence({ method: 'lp', gap: 0.0123 })).toBe(
      'Best found in the time limit: others are closer by at most 1.23%',
    );
    expect(allocationSentence({ method: 'greedy', gap: null })).toBe(
      'Rounded down, then filled up',
    );
  });
});
