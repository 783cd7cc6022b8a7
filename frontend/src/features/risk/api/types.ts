export type SeriesPoint = { timestamp: string; value: number | null };

export type Light = 'green' | 'yellow' | 'red';

/** How a value-at-risk method did, forecasting one day ahead. */
export type Trial = {
  method: string;
  confidence: number;
  window: number;
  observations: number;
  violations: number;
  expected: number;
  rate: number;
  kupiec_statistic: number;
  kupiec_p_value: number;
  independence_statistic: number | null;
  independence_p_value: number | null;
  conditional_p_value: number | null;
  tick_loss: number;
  shortfall_z2: number | null;
  shortfall_p_value: number | null;
  light: Light;
  start: string;
  end: string;
};

export type YearTrial = { year: number; observations: number; violations: number; light: Light };

export type MethodTrial = Trial & { years: YearTrial[] };

export type Backtest = {
  symbol: string;
  confidence: number;
  as_of: string;
  source: string;
  methods: MethodTrial[];
};

/** Measures of one return series; fractions, losses positive. */
export type Measures = {
  as_of: string;
  period: string;
  period_start: string;
  observations: number;
  calendar_factor: number;
  source: string;
  benchmark: string | null;
  confidence: number;
  method: string;
  volatility: number | null;
  volatility_annualised: number | null;
  predicted_volatility: number | null;
  predicted_volatility_annualised: number | null;
  volatility_model: string;
  value_at_risk: number | null;
  expected_shortfall: number | null;
  sharpe: number | null;
  sortino: number | null;
  calmar: number | null;
  max_drawdown: number | null;
  drawdown_start: string | null;
  drawdown_trough: string | null;
  drawdown_end: string | null;
  beta: number | null;
  skewness: number | null;
  kurtosis: number | null;
  rolling_window: number;
  rolling_volatility: SeriesPoint[];
  drawdown: SeriesPoint[];
  backtest: Trial | null;
};

export type RiskReport = Measures & { symbol: string };

export type Correlation = { symbols: string[]; matrix: (number | null)[][]; observations: number };

export type Component = { symbol: string; weight: number; value_at_risk: number; share: number };

export type Stress = {
  name: string;
  start: string | null;
  end: string | null;
  market_return: number | null;
  loss: number;
};

export type PortfolioRisk = Measures & {
  symbols: string[];
  weights: Record<string, number>;
  horizon: number;
  components: Component[];
  correlation: Correlation;
  stress: { episodes: Stress[]; worst: Stress[]; shocks: Stress[] };
};

export type Garch = {
  symbol: string;
  model: string;
  distribution: string;
  as_of: string;
  observations: number;
  calendar_factor: number;
  source: string;
  parameters: { name: string; value: number; standard_error: number; p_value: number | null }[];
  log_likelihood: number;
  aic: number;
  bic: number;
  persistence: number;
  unconditional_volatility: number | null;
  conditional_volatility: SeriesPoint[];
  forecast: {
    step: number;
    target_time: string;
    volatility: number;
    volatility_annualised: number;
  }[];
};
