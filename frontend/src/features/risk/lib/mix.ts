import type { PortfolioRiskBody } from '../api/post-portfolio-risk';
import type { RiskView } from './view';
import { equalWeights, fractionsOf, parseWeights, type WeightEntry } from './weights';

/** Whose joint risk is looked at: the watchlist in equal parts, or a person's own weights. */
export type Mix = { entries: WeightEntry[]; custom: boolean; body: PortfolioRiskBody };

export function mixOf(view: RiskView, symbols: readonly string[]): Mix {
  const custom = view.weights !== '';
  const entries = custom ? parseWeights(view.weights) : equalWeights(symbols);
  const { period, confidence, horizon, method, currency } = view;
  return {
    entries,
    custom,
    body: {
      weights: fractionsOf(entries),
      period,
      confidence,
      horizon,
      method,
      ...(currency && { currency: currency.toUpperCase() }),
    },
  };
}
