/** The words behind every choice of the form: what a person reads, and what the choice does. */
type Choice<V extends string> = { value: V; label: string; about: string };

export const objectives = [
  {
    value: 'max_sharpe',
    label: 'Highest Sharpe ratio',
    about: 'Most return above the risk-free rate for each unit of volatility.',
  },
  {
    value: 'min_volatility',
    label: 'Lowest volatility',
    about:
      'The portfolio with the lowest volatility. Uses no return estimate, so it is the most robust.',
  },
  {
    value: 'efficient_risk',
    label: 'Best return for a volatility',
    about: 'The highest expected return whose volatility stays at or below your target.',
  },
  {
    value: 'efficient_return',
    label: 'Least volatility for a return',
    about: 'The portfolio with the lowest volatility whose expected return reaches your target.',
  },
  {
    value: 'risk_parity',
    label: 'Risk parity',
    about: 'Every asset adds the same share of the risk. Uses no return estimate.',
  },
  {
    value: 'min_cvar',
    label: 'Lowest expected shortfall',
    about: 'The smallest mean loss on the worst 5% of past days.',
  },
  {
    value: 'hrp',
    label: 'Hierarchical risk parity',
    about: 'Groups similar assets and shares the risk between groups. Needs no matrix inversion.',
  },
  {
    value: 'equal_weight',
    label: 'Equal weights (1/N)',
    about: 'The reference that few methods beat out of sample.',
  },
] as const satisfies readonly Choice<string>[];

export type Objective = (typeof objectives)[number]['value'];

export const periods = [
  { value: '6mo', label: '6 months' },
  { value: 'ytd', label: 'Year to date' },
  { value: '1y', label: '1 year' },
  { value: '5y', label: '5 years' },
  { value: 'max', label: 'All history' },
] as const;

export type Period = (typeof periods)[number]['value'];

export const expectedReturns = [
  { value: 'mean', label: 'Historical mean', about: 'The average past return, annualised.' },
  { value: 'ema', label: 'Recent mean (exponential)', about: 'Recent returns count more.' },
  { value: 'capm', label: 'CAPM', about: 'Each asset earns its beta times the market premium.' },
  { value: 'forecast', label: 'Forecasts', about: 'The issued forecasts, where there are any.' },
] as const satisfies readonly Choice<string>[];

export type ExpectedReturns = (typeof expectedReturns)[number]['value'];

export const covariances = [
  {
    value: 'ledoit_wolf',
    label: 'Ledoit-Wolf shrinkage',
    about: 'Shrinks noisy estimates towards a common one. The best default.',
  },
  { value: 'sample', label: 'Sample', about: 'The plain estimate; noisy with many assets.' },
  { value: 'ewma', label: 'Exponentially weighted', about: 'Recent days count more.' },
] as const satisfies readonly Choice<string>[];

export type Covariance = (typeof covariances)[number]['value'];

export const allocations = [
  {
    value: 'lp',
    label: 'Exact',
    about: 'The whole shares closest to the weights with the least cash left.',
  },
  {
    value: 'greedy',
    label: 'Round down, then fill',
    about: 'Quick for any size, but may leave much of a small capital in cash.',
  },
] as const satisfies readonly Choice<string>[];

/** The target that an objective asks for, or null when it needs none. */
export function targetLabel(objective: Objective): string | null {
  if (objective === 'efficient_risk') return 'Volatility at most (a year)';
  if (objective === 'efficient_return') return 'Return at least (a year)';
  return null;
}

/** What only the API takes, as the form has no place for its views. */
const byScriptsOnly: Record<string, string> = { black_litterman: 'Black–Litterman' };

export function labelOf(
  choices: readonly { value: string; label: string }[],
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? byScriptsOnly[value] ?? value;
}

export function aboutOf(
  choices: readonly { value: string; about: string }[],
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.about ?? '';
}
