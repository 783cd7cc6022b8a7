import { describe, expect, it } from 'vitest';
import type { Coverage, ForecastStep } from '../api/types';
import { coverageWords, fanWords } from './fan';

const step = {
  step: 5,
  predicted_price: 63.5,
  lower_50: 62.1,
  upper_50: 65,
  lower_90: 60,
  upper_90: 67.2,
} as ForecastStep;

describe('fanWords', () => {
  it('says the numbers that are drawn', () => {
    expect(fanWords({ last_price: 63.4, steps: [step] })).toBe(
      'Step 5: median 63.50 (+0.16%); 50% range 62.10 to 65.00; 90% range 60.00 to 67.20.',
    );
  });
});

describe('coverageWords', () => {
  it('always carries N', () => {
    const coverage = { '90': 0.903, observations: 2510 } as Coverage;
    expect(coverageWords({ coverage })).toContain('90.3% of 2,510');
  });
});
