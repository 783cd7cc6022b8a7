import { describe, expect, it } from 'vitest';
import type { Explanation } from '../api/types';
import { additivity, barsOf } from './shap';

const feature = (title: string, contribution: number) => ({
  name: title.toLowerCase().replaceAll(' ', '_'),
  title,
  value: 0.2,
  contribution,
});

const explanation: Explanation = {
  base_value: 0.001,
  prediction: 0.0035,
  features: [
    feature('Momentum 10', 0.001),
    feature('Volatility 20', -0.0005),
    feature('RSI 14', 0.002),
  ],
  additivity_error: 0,
  sentence: 'RSI 14 pushes it up.',
};

describe('barsOf', () => {
  it('puts the strongest first, whatever its sign', () => {
    expect(barsOf(explanation).map((bar) => bar.title)).toEqual([
      'RSI 14',
      'Momentum 10',
      'Volatility 20',
    ]);
  });

  it('sums what does not fit, so that the bars still add up', () => {
    const bars = barsOf(explanation, 1);
    expect(bars).toHaveLength(2);
    expect(bars[1]).toMatchObject({ title: '2 other features', contribution: 0.0005 });
  });
});

describe('additivity', () => {
  it('holds when base and contributions make the prediction', () => {
    expect(additivity(explanation).holds).toBe(true);
  });

  it('describes a gap', () => {
    const broken = additivity({ ...explanation, prediction: 0.004 });
    expect(broken.holds).toBe(false);
    expect(broken.gap).toBeCloseTo(0.0005);
  });
});
