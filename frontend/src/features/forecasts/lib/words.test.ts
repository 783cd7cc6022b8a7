import { describe, expect, it } from 'vitest';
import type { Prediction } from '../api/types';
import { directionSentence, modelLabel, skillSentence, verdictLabel } from './words';

const prediction = (change: Partial<Prediction>): Prediction =>
  ({ direction: 'no_edge', probability_up: 0.521, base_rate_up: 0.518, ...change }) as Prediction;

describe('directionSentence', () => {
  it('never shows a probability without its base rate', () => {
    const sentence = directionSentence(prediction({}));
    expect(sentence).toContain('P(up) is 52.1%');
    expect(sentence).toContain('51.8% of all past cases');
    expect(sentence).toContain('within its standard error');
  });

  it('says that an edge clears its error', () => {
    expect(directionSentence(prediction({ direction: 'up' }))).toContain('larger than');
  });

  it('says nothing of odds that are not known', () => {
    expect(directionSentence(prediction({ probability_up: null }))).toContain('Too few');
  });
});

describe('skillSentence', () => {
  it('gives R2, the test, p and N', () => {
    const skill = {
      r2_vs_random_walk: -0.0008,
      dm_statistic: -0.61,
      p_value: 0.54,
      verdict: 'no_edge',
      observations: 50300,
    } as const;
    expect(skillSentence(skill)).toBe(
      'R² against the random walk −0.08%; Diebold-Mariano −0.61, p 0.540; 50,300 out-of-sample forecasts.',
    );
  });

  it('says when nothing is known', () => {
    const skill = {
      r2_vs_random_walk: null,
      dm_statistic: null,
      p_value: null,
      verdict: 'unknown',
      observations: 0,
    } as const;
    expect(skillSentence(skill)).toContain('not trained on');
    expect(verdictLabel('unknown')).toBe('Skill not known yet');
  });
});

describe('modelLabel', () => {
  it('falls back on the name itself', () => {
    expect(modelLabel('xgboost')).toBe('XGBoost');
    expect(modelLabel('theta_line')).toBe('Theta line');
  });
});
