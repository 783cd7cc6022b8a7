export type Direction = 'up' | 'down' | 'no_edge';
export type Verdict = 'beats' | 'no_edge' | 'worse' | 'unknown';

export type ForecastStep = {
  step: number;
  target_time: string;
  predicted_price: number;
  predicted_return: number;
  predicted_volatility: number;
  value_at_risk_95: number;
  direction: Direction;
  lower_50: number;
  upper_50: number;
  lower_80: number;
  upper_80: number;
  lower_90: number;
  upper_90: number;
  lower_95: number;
  upper_95: number;
};

/** Against the random walk, out of sample. */
export type Skill = {
  r2_vs_random_walk: number | null;
  mae_ratio: number | null;
  dm_statistic: number | null;
  p_value: number | null;
  verdict: Verdict;
  observations: number;
  days: number;
};

/** Of the sign of the prediction, beside the share of rises. */
export type DirectionScore = {
  accuracy: number | null;
  base_rate: number | null;
  edge_t: number | null;
  pt_statistic: number | null;
  pt_p_value: number | null;
  brier: number | null;
  brier_base_rate: number | null;
  calls: number;
  calls_accuracy: number | null;
  observations: number;
};

/** Measured share of outcomes inside, by nominal level in per cent. */
export type Coverage = Record<'50' | '80' | '90' | '95', number | null> & { observations: number };

export type CoverageGroup = { group: string; coverage: number; observations: number };

export type CoverageDetail = {
  by_year: CoverageGroup[];
  by_volatility: CoverageGroup[];
  worst_60_days: number | null;
  winkler_95: number | null;
};

export type Feature = { name: string; label: string; value: number | null; contribution: number };

export type Explanation = {
  base_value: number;
  prediction: number;
  features: Feature[];
  additivity_error: number;
  sentence: string;
};

export type Prediction = {
  symbol: string;
  as_of: string;
  issued_at: string;
  interval: '1d' | '1m';
  simulated: boolean;
  last_price: number;
  model: string;
  horizon: number;
  predicted_price: number;
  predicted_return: number;
  predicted_volatility: number;
  value_at_risk_95: number;
  direction: Direction;
  probability_up: number | null;
  probability_error: number | null;
  base_rate_up: number | null;
  steps: ForecastStep[];
  skill: Skill;
  pooled_skill: Skill | null;
  direction_score: DirectionScore | null;
  coverage: Coverage;
  coverage_detail: CoverageDetail | null;
  interval_method: 'conformal' | 'gaussian';
  interval_scores: number;
  explanation: Explanation | null;
  trained_at: string | null;
  forecast_hash: string | null;
};

/** One model with all its scores at a horizon. */
export type LeaderboardRow = {
  model: string;
  symbol: string | null;
  horizon: number;
  trained_at: string;
  first: string | null;
  last: string | null;
  skill: Skill;
  direction_score: DirectionScore;
  coverage: Coverage;
  coverage_detail: CoverageDetail;
};

/** An issued forecast; `outcome` is null until it is known. */
export type LedgerRow = {
  id: number;
  symbol: string;
  model: string;
  interval: string;
  as_of: string;
  issued_at: string;
  last_price: number;
  steps: ForecastStep[];
  forecast_hash: string;
  outcome: Record<string, unknown> | null;
};
