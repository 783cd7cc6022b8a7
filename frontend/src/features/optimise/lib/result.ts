import { formatPercent } from '@/lib/format/number';
import type { OptimiseResult } from '../api/types';

export type WeightRow = {
  symbol: string;
  weight: number;
  expectedReturn: number | null;
  volatility: number | null;
  riskShare: number | null;
};

/** One row for each asset, the heaviest first; assets without a share of the portfolio stay visible. */
export function weightRows(result: OptimiseResult): WeightRow[] {
  const assets = new Map(result.assets.map((asset) => [asset.symbol, asset]));
  return Object.entries(result.weights)
    .map(([symbol, weight]) => ({
      symbol,
      weight,
      expectedReturn: assets.get(symbol)?.return ?? null,
      volatility: assets.get(symbol)?.volatility ?? null,
      riskShare: assets.get(symbol)?.risk_share ?? null,
    }))
    .sort((a, b) => b.weight - a.weight || a.symbol.localeCompare(b.symbol));
}

/** How many equally weighted assets would be as concentrated: 1 / sum of squared weights. */
export function effectiveAssets(result: OptimiseResult): number {
  const squares = Object.values(result.weights).reduce((sum, weight) => sum + weight * weight, 0);
  return squares > 0 ? 1 / squares : 0;
}

export type OrderRow = {
  symbol: string;
  shares: number;
  price: number | null;
  value: number | null;
  /** Of the capital, beside the weight that was asked for. */
  share: number | null;
  weight: number;
};

/** What to buy, the largest position first. */
export function orderRows({ allocation, weights }: OptimiseResult): OrderRow[] {
  if (!allocation) return [];
  return Object.entries(allocation.shares)
    .filter(([, shares]) => shares !== 0)
    .map(([symbol, shares]) => {
      const price = allocation.prices[symbol] ?? null;
      const value = price === null ? null : price * shares;
      const share = value === null ? null : value / allocation.capital;
      return { symbol, shares, price, value, share, weight: weights[symbol] ?? 0 };
    })
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.symbol.localeCompare(b.symbol));
}

type Allocation = NonNullable<OptimiseResult['allocation']>;

/** How the whole shares were found, and whether others may come closer. */
export function allocationSentence({ method, gap }: Pick<Allocation, 'method' | 'gap'>): string {
  if (method === 'greedy' && gap === null) return 'Rounded down, then filled up';
  if (gap === 0) return 'Exact: proven to be the closest';
  const found = method === 'lp' ? 'Best found in the time limit' : 'Filled up at the time limit';
  return gap === null ? found : `${found}: others are closer by at most ${formatPercent(gap, 2)}`;
}
