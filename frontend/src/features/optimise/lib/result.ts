import type { OptimiseResult } from '../api/types';

export type WeightRow = {
  symbol: string;
  weight: number;
  expectedReturn: number | null;
  volatility: number | null;
  shares: number | null;
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
      shares: result.allocation?.shares[symbol] ?? null,
    }))
    .sort((a, b) => b.weight - a.weight || a.symbol.localeCompare(b.symbol));
}

/** How many equally weighted assets would be as concentrated: 1 / sum of squared weights. */
export function effectiveAssets(result: OptimiseResult): number {
  const squares = Object.values(result.weights).reduce((sum, weight) => sum + weight * weight, 0);
  return squares > 0 ? 1 / squares : 0;
}

export type OrderRow = { symbol: string; shares: number };

/** What to buy, most shares first. */
export function orderRows({ allocation }: OptimiseResult): OrderRow[] {
  return Object.entries(allocation?.shares ?? {})
    .filter(([, shares]) => shares !== 0)
    .map(([symbol, shares]) => ({ symbol, shares }))
    .sort((a, b) => b.shares - a.shares || a.symbol.localeCompare(b.symbol));
}
