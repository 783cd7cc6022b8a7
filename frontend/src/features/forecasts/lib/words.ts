import { baseRateSample } from '@/lib/forecast-words';
import {
  formatInteger,
  formatNumber,
  formatPercent,
  formatProbability,
  isPresent,
} from '@/lib/format/number';
import type { Direction, Prediction, Skill, Verdict } from '../api/types';

const directions: Record<Direction, string> = { up: 'Up', down: 'Down', no_edge: 'No edge' };

export const directionLabel = (direction: Direction): string => directions[direction];

type Odds = Pick<
  Prediction,
  'direction' | 'interval' | 'probability_up' | 'probability_error' | 'base_rate_up'
>;

/** How many standard errors P(up) stands from the base rate; null when one of them is unknown. */
export function oddsT({ probability_up: up, base_rate_up: base, probability_error: error }: Odds) {
  if (!isPresent(up) || !isPresent(base) || !isPresent(error) || error <= 0) return null;
  return (up - base) / error;
}

/** Why the direction is what it is, always with the base rate and t beside the probability. */
export function directionSentence(odds: Odds): string {
  const { direction, probability_up: up, base_rate_up: base } = odds;
  if (!isPresent(up) || !isPresent(base)) {
    return 'Too few known outcomes to say anything about the direction.';
  }
  const t = oddsT(odds);
  const distance = t === null ? '' : ` (t ${formatNumber(t, 2)})`;
  const said = `P(up) is ${formatPercent(up, 1)}; prices rose in ${formatPercent(base, 1)} of past cases (${baseRateSample[odds.interval]})`;
  if (direction !== 'no_edge') {
    return `${said}. The difference is larger than its standard error${distance}.`;
  }
  return t !== null && Math.abs(t) > 1
    ? `${said}. The difference is larger than its standard error${distance}, but such forecasts have not beaten the random walk, so no direction is named.`
    : `${said}. The difference is within its standard error${distance}.`;
}

type Judgement = { label: string; short: string; tone: 'good' | 'neutral' | 'bad' };

const verdicts: Record<Verdict, Judgement> = {
  beats: { label: 'Beats the random walk', short: 'beats', tone: 'good' },
  no_edge: { label: 'No edge over the random walk', short: 'no edge', tone: 'neutral' },
  worse: { label: 'Worse than the random walk', short: 'worse', tone: 'bad' },
  unknown: { label: 'Skill not known yet', short: 'unknown', tone: 'neutral' },
};

export const verdictLabel = (verdict: Verdict): string => verdicts[verdict].label;
export const verdictShort = (verdict: Verdict): string => verdicts[verdict].short;
export const verdictTone = (verdict: Verdict): 'good' | 'neutral' | 'bad' => verdicts[verdict].tone;

/** The test behind the badge: R2, Diebold-Mariano, p and N. */
export function skillSentence(skill: Skill): string {
  if (!isPresent(skill.r2_vs_random_walk)) {
    return 'Skill is measured once a model has been tested on data it was not trained on.';
  }
  const r2 = `R² against the random walk ${formatPercent(skill.r2_vs_random_walk, 2)}`;
  const dm = `Diebold-Mariano ${formatNumber(skill.dm_statistic, 2)}, p ${formatProbability(skill.p_value)}`;
  return `${r2}; ${dm}; N ${formatInteger(skill.observations)}.`;
}

/** `day` or `minute`: what one step of the forecast is. */
export const stepUnit = ({ interval }: Pick<Prediction, 'interval'>, count: number): string => {
  const unit = interval === '1m' ? 'minute' : 'session';
  return count === 1 ? unit : `${unit}s`;
};

/** A p-value that only counts as small while nobody asks how many symbols were looked at. */
export function luckyAlone({ verdict, p_value }: Pick<Skill, 'verdict' | 'p_value'>): boolean {
  return verdict === 'no_edge' && p_value !== null && p_value < 0.05;
}
