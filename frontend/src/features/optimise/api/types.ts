import type { Objective } from '../lib/choices';

export type Weights = Record<string, number>;

export type GroupLimit = { name: string; symbols: string[]; min: number; max: number };

export type OptimiseRequest = {
  symbols: string[];
  objective: Objective;
  target?: number;
  period: string;
  expected_returns: string;
  covariance: string;
  risk_free_rate: number;
  constraints: { min_weight: number; max_weight: number; groups: GroupLimit[] };
  capital: number;
  frontier_points: number;
};

export type FrontierPoint = { return: number; volatility: number; weights: Weights };

export type AssetPoint = {
  symbol: string;
  return: number;
  volatility: number;
  weight: number;
  risk_share: number;
};

export type Allocation = {
  capital: number;
  shares: Record<string, number>;
  prices: Record<string, number>;
  cost: number;
  leftover: number;
};

export type OptimiseResult = {
  id: string;
  objective: Objective;
  symbols: string[];
  weights: Weights;
  expected_return: number;
  volatility: number;
  sharpe: number | null;
  frontier: FrontierPoint[];
  assets: AssetPoint[];
  allocation: Allocation | null;
  as_of: string;
  period_start: string;
  observations: number;
  source: string;
  risk_free_rate: number;
  frontier_method: 'critical_line' | 'quadratic_programs' | null;
};

/** An earlier optimisation, as the list tells it. */
export type RunSummary = {
  id: string;
  objective: Objective;
  symbols: string[];
  as_of: string;
  created_at: string;
  expected_return: number;
  volatility: number;
  sharpe: number | null;
};

/** An earlier optimisation with what was asked. */
export type SavedRun = {
  id: string;
  created_at: string;
  request: OptimiseRequest;
  result: OptimiseResult;
};
