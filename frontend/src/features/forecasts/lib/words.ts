import { formatNumber, formatPercent, formatProbability, isPresent } from '@/lib/format/number';
import type { Direction, Prediction, Skill, Verdict } from '../api/types';

const models: Record<string, string> = {
  ensemble: 'Ensemble (mean of models)',
  random_walk: 'Random walk',
  drift: 'Drift',
  arima: 'ARIMA',
  ridge: 'Ridge regression',
  gradient_boosting: 'XGBoost',
  xgboost: 'XGBoost',
  random_forest: 'Random forest',
  lstm: 'LSTM',
  gru: 'GRU',
};

export const modelLabel = (model: string): string =>
  models[model] ?? model.charAt(0).toUpperCase() + model.slice(1).replaceAll('_', ' ');

const directions: Record<Direction, string> = { up: 'Up', down: 'Down', no_edge: 'No edge' };

export const directionLabel = (direction: Direction): string => directions[direction];

/** Why the direction is what it is, always with the base rate beside the probability. */
export function directionSentence(prediction: Prediction): string {
  const { direction, probability_up: up, base_rate_up: base } = prediction;
  if (!isPresent(up) || !isPresent(base)) {
    return 'Too few scored forecasts to say anything about the direction.';
  }
  const odds = `P(up) is ${formatPercent(up, 1)} and prices rose in ${formatPercent(base, 1)} of all past cases`;
  if (direction === 'no_edge') return `${odds}: the difference is within its standard error.`;
  return `${odds}: the difference is larger than its standard error.`;
}

const verdicts: Record<Verdict, { label: string; tone: 'good' | 'neutral' | 'bad' }> = {
  beats: { label: 'Beats the random walk', tone: 'good' },
  no_edge: { label: 'No edge over the random walk', tone: 'neutral' },
  worse: { label: 'Worse than the random walk', tone: 'bad' },
  unknown: { label: 'Skill not known yet', tone: 'neutral' },
};

export const verdictLabel = (verdict: Verdict): string => verdicts[verdict].label;
export const verdictTone = (verdict: Verdict): 'good' | 'neutral' | 'bad' => verdicts[verdict].tone;

/** The test behind the badge: R2, Diebold-Mariano, p and N. */
export function skillSentence(skill: Skill): string {
  if (skill.verdict === 'unknown' || !isPresent(skill.r2_vs_random_walk)) {
    return 'Skill is measured once a model has been tested on data it was not trained on.';
  }
  const r2 = `R² against the random walk ${formatPercent(skill.r2_vs_random_walk, 2)}`;
  const dm = `Diebold-Mariano ${formatNumber(skill.dm_statistic, 2)}, p ${formatProbability(skill.p_value)}`;
  return `${r2}; ${dm}; ${formatNumber(skill.observations, 0)} out-of-sample forecasts.`;
}
