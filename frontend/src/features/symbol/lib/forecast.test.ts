import { describe, expect, it } from 'vitest';
import type { Prediction } from '@/lib/api/prediction-types';
import { coverageWords, forecastWords } from './forecast';

const prediction = {
  interval: '1d',
  last_price: 100,
  steps: [
    {
      step: 5,
      predicted_price: 101,
      lower_50: 98,
      upper_50: 104,
      lower_90: 92,
      upper_90: 110,
    },
  ],
  coverage: { 90: 0.899, observations: 2969 },
} as unknown as Prediction;

describe('a forecast in words', () => {
  it('says the numbers that are drawn', () => {
    expect(forecastWords(prediction, 2)).toBe(
      '5-day forecast: median 101.00 (+1.00%); 50% range 98.00 to 104.00; 90% range 92.00 to 110.00.',
    );
  });

  it('claims no more than was measured', () => {
    expect(coverageWords(prediction)).toBe(
      'Past 90% ranges contained the outcome in 89.9% of 2,969 forecasts.',
    );
    const unknown = {
      ...prediction,
      coverage: { 50: null, 80: null, 90: null, 95: null, observations: 0 },
    };
    expect(coverageWords(unknown)).toBe('The coverage of such ranges is not measured yet.');
  });
});
