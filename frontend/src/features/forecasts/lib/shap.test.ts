import { describe, expect, it } from 'vitest';
import type { Explanation } from '../api/types';
import { additivity, barsOf, featureLabel } from './shap';

const explanation: Explanation = {
  base_value: 0.001,
  prediction: 0.0035,
  features: [
    { name: 'momentum_10', value: 0.2, contribution: 0.001 },
    { name: 'volatility_20', value: 0.01, contribution: -0.0005 },
    { name: 'rsi_14', value: 55, contribution: 0.002 },
  ],
  sentence: 'RSI 14 pushes it up.',
};

describe('barsOf', () => {
  it('puts the strongest first, whatever its sign', () => {
    expect(barsOf(explanation).map((bar) => bar.name)).toEqual([
      'rsi_14',
      'momentum_10',
      'volatility_20',
    ]);
  });

  it('sums what does not fit, so that the bars still add up', () => {
    const bars = barsOf(explanation, 1);
    expect(bars).toHaveLength(2);
    expect(bars[1]).toMatchObject({ name: '2 other features', contribution: 0.0005 });
  });
});

describe('additivity', () => {
  it('holds when base and contributions make the prediction', () => {
    expect(additivity(explanation).holds).toBe(true);
  });

  it('tells a gap', () => {
    const broken = additivity({ ...explanation, prediction: 0.004 });
    expect(broken.holds).toBe(false);
    expect(broken.gap).toBeCloseTo(0.0005);
  });
});

describe('featureLabel', () => {
  it('reads like words', () => {
    expect(featureLabel('volume_z_score')).toBe('Volume z score');
  });
});
