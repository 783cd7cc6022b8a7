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
  verdict: 'beats' | 'no_edge' | 'worse' | 'unknown';
  observations: number;
};

export type Prediction = {
  symbol: string;
  as_of: string;
  last_price: number;
  model: string;
  interval: '1d' | '1m';
  simulated: boolean;
  predicted_price: number;
  predicted_volatility: number;
  value_at_risk_95: number;
  direction: 'up' | 'down' | 'no_edge';
  probability_up: number | null;
  base_rate_up: number | null;
  steps: ForecastStep[];
  skill: Skill;
  /** Share of past outcomes inside each interval, by its level in per cent, and how many they are. */
  coverage: Record<string, number | null>;
};
