export type Direction = 'up' | 'down' | 'no_edge';
export type Verdict = 'beats' | 'no_edge' | 'worse' | 'unknown';

export type ForecastStep = {
  step: number;
  target_time: string;
  predicted_price: number;
  lower_50: number;
  upper_50: number;
  lower_80: number;
  upper_80: number;
  lower_90: number;
  upper_90: number;
  lower_95: number;
  upper_95: number;
};

export type Skill = {
  r2_vs_random_walk: number | null;
  dm_statistic: number | null;
  p_value: number | null;
  verdict: Verdict;
  observations: number;
};

export type Explanation = {
  base_value: number;
  prediction: number;
  features: { name: string; value: number | null; contribution: number }[];
  sentence: string;
};

export type Prediction = {
  symbol: string;
  as_of: string;
  last_price: number;
  model: string;
  predicted_price: number;
  predicted_volatility: number;
  value_at_risk_95: number;
  direction: Direction;
  probability_up: number | null;
  base_rate_up: number | null;
  steps: ForecastStep[];
  skill: Skill;
  coverage: Record<string, number | null>;
  explanation: Explanation | null;
};

/** One model's scores at a horizon, out of sample. */
export type LeaderboardRow = {
  model: string;
  r2_vs_random_walk: number | null;
  mae_ratio: number | null;
  dm_statistic: number | null;
  p_value: number | null;
  verdict: Verdict;
  accuracy: number | null;
  base_rate: number | null;
  edge_t: number | null;
  brier: number | null;
  brier_base_rate: number | null;
  coverage: Record<string, number | null>;
  observations: number;
};

export type Leaderboard = {
  symbol: string | null;
  horizon: number;
  as_of: string | null;
  models: LeaderboardRow[];
};

/** An issued forecast and, once known, what happened. */
export type LedgerEntry = {
  id: string | number;
  symbol: string;
  model: string;
  issued_at: string;
  as_of: string;
  target_time: string;
  step: number;
  last_price: number;
  predicted_price: number;
  lower_90: number | null;
  upper_90: number | null;
  outcome: number | null;
};
