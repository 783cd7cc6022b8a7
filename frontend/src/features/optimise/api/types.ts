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

export type AssetPoint = { symbol: string; return: number; volatility: number };

export type Allocation = {
  shares: Record<string, number>;
  cost: number;
  leftover: number;
};

export type OptimiseResult = {
  weights: Weights;
  expected_return: number;
  volatility: number;
  sharpe: number | null;
  frontier: FrontierPoint[];
  assets: AssetPoint[];
  allocation: Allocation | null;
  as_of: string;
  observations: number;
};
