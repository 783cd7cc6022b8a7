import type { Schema } from '@/types/schema';

/** The words behind every choice of the form: what a person reads, and what the choice does. */
type Words = { label: string; about: string };

/** A record names every value, or it does not pass. */
const choicesOf = <Value extends string>(words: Readonly<Record<Value, Words>>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, ...words[value] }));

/** What only the API takes: the form has no place for views and an aversion to risk. */
type ByScriptsOnly = 'black_litterman' | 'max_quadratic_utility';
export type Objective = Exclude<Schema<'Objective'>, ByScriptsOnly>;
export type ExpectedReturns = Schema<'ExpectedReturns'>;
export type Covariance = Schema<'CovarianceModel'>;

const objectiveWords: Record<Objective, Words> = {
  max_sharpe: {
    label: 'Highest Sharpe ratio',
    about: 'Most return above the risk-free rate for each unit of volatility.',
  },
  min_volatility: {
    label: 'Lowest volatility',
    about:
      'The portfolio with the lowest volatility. Uses no return estimate, so it is the most robust.',
  },
  efficient_risk: {
    label: 'Best return for a volatility',
    about: 'The highest expected return whose volatility stays at or below your target.',
  },
  efficient_return: {
    label: 'Least volatility for a return',
    about: 'The portfolio with the lowest volatility whose expected return reaches your target.',
  },
  risk_parity: {
    label: 'Risk parity',
    about: 'Every asset adds the same share of the risk. Uses no return estimate.',
  },
  min_cvar: {
    label: 'Lowest expected shortfall',
    about: 'The smallest mean loss on the worst 5% of past days.',
  },
  hrp: {
    label: 'Hierarchical risk parity',
    about: 'Groups similar assets and shares the risk between groups. Needs no matrix inversion.',
  },
  equal_weight: {
    label: 'Equal weights (1/N)',
    about: 'The reference that few methods beat out of sample.',
  },
};

export const objectives = choicesOf(objectiveWords);

export const periods = [
  { value: '6mo', label: '6 months' },
  { value: 'ytd', label: 'Year to date' },
  { value: '1y', label: '1 year' },
  { value: '5y', label: '5 years' },
  { value: 'max', label: 'All history' },
] as const;

export type Period = (typeof periods)[number]['value'];

const expectedReturnWords: Record<ExpectedReturns, Words> = {
  mean: { label: 'Historical mean', about: 'The average past return, annualised.' },
  ema: { label: 'Recent mean (exponential)', about: 'Recent returns count more.' },
  capm: { label: 'CAPM', about: 'Each asset earns its beta times the market premium.' },
  forecast: { label: 'Forecasts', about: 'The issued forecasts, where there are any.' },
};

export const expectedReturns = choicesOf(expectedReturnWords);

const covarianceWords: Record<Covariance, Words> = {
  ledoit_wolf: {
    label: 'Ledoit-Wolf shrinkage',
    about: 'Shrinks noisy estimates towards a common one. The best default.',
  },
  sample: { label: 'Sample', about: 'The plain estimate; noisy with many assets.' },
  ewma: { label: 'Exponentially weighted', about: 'Recent days count more.' },
};

export const covariances = choicesOf(covarianceWords);

const allocationWords: Record<Schema<'AllocationMethod'>, Words> = {
  lp: {
    label: 'Exact',
    about: 'The whole shares closest to the weights with the least cash left.',
  },
  greedy: {
    label: 'Round down, then fill',
    about: 'Quick for any size, but may leave much of a small capital in cash.',
  },
};

export const allocations = choicesOf(allocationWords);

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
