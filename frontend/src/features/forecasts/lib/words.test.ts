import { describe, expect, it } from 'vitest';
import { modelLabel } from '@/lib/model-words';
import { directionSentence, skillSentence, verdictLabel } from './words';

const odds = {
  direction: 'no_edge',
  interval: '1d',
  probability_up: 0.521,
  base_rate_up: 0.518,
  probability_error: 0.01,
} as const;

describe('directionSentence', () => {
  it('never shows a probability without its base rate and t', () => {
    expect(directionSentence(odds)).toBe(
      'P(up) is 52.1%; prices rose in 51.8% of past cases (all history). The difference is within its standard error (t 0.30).',
    );
  });

  it('says that an edge clears its error', () => {
    expect(directionSentence({ ...odds, direction: 'up' })).toContain('larger than');
  });

  it('names no direction without proven skill, however far the odds are', () => {
    expect(directionSentence({ ...odds, probability_up: 0.56 })).toContain(
      'larger than its standard error (t 4.20), but such forecasts have not beaten',
    );
  });

  it('says nothing of odds that are not known', () => {
    expect(directionSentence({ ...odds, probability_up: null })).toContain('Too few');
    expect(directionSentence({ ...odds, probability_error: null })).not.toContain('(t');
  });
});

describe('skillSentence', () => {
  const skill = {
    r2_vs_random_walk: -0.0008,
    mae_ratio: 1.001,
    dm_statistic: -0.61,
    p_value: 0.54,
    verdict: 'no_edge',
    observations: 50300,
    days: 2515,
  } as const;

  it('gives R2, the test, p and N', () => {
    expect(skillSentence(skill)).toBe(
      'R² against the random walk −0.08%; Diebold-Mariano −0.61, p 0.540; N 50,300.',
    );
  });

  it('says when nothing is known', () => {
    const unknown = { ...skill, r2_vs_random_walk: null, verdict: 'unknown' } as const;
    expect(skillSentence(unknown)).toContain('not trained on');
    expect(verdictLabel('unknown')).toBe('Skill not known yet');
  });
});

describe('modelLabel', () => {
  it('falls back on the name itself', () => {
    expect(modelLabel('gradient_boosting')).toBe('XGBoost');
    expect(modelLabel('theta_line')).toBe('Theta line');
  });
});
