import { describe, expect, it } from 'vitest';
import { stabilityNumbers, stabilityOption, stabilityVerdict } from './stability';

const stability = {
  window: 250,
  level: 0.05,
  share: 0.5,
  timestamp: ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
  p_value: [0.01, 0.4],
  beta: [0.7, 0.8],
  half_life: [12, null],
};

describe('cointegration over time', () => {
  it('counts the windows', () => {
    expect(stabilityVerdict(stability)).toBe('Cointegrated at 5% in 50% of 2 windows of 250 bars.');
    expect(stabilityVerdict({ ...stability, p_value: [0.01] })).toContain('one window');
  });

  it('keeps a half-life that does not exist as a gap', () => {
    expect(stabilityNumbers(stability).rows[1]).toEqual(['2021-01-01T00:00:00Z', 0.4, null, 0.8]);
  });

  it('draws the level beside the p-values', () => {
    const theme = new Proxy({}, { get: () => '#000' }) as never;
    const { series } = stabilityOption(stability, true, theme) as {
      series: { data: unknown[][] }[];
    };
    expect(series.map(({ data }) => data.map(([, value]) => value))).toEqual([
      [0.01, 0.4],
      [0.05, 0.05],
    ]);
  });
});
