import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '@/charts/theme';
import type { FeatureDefinition, Features, RunSummary } from '../api/types';
import { featureNumbers, featureOption, scoresNumbers, scoresOption } from './charts';

const theme = { c1: 'blue', c2: 'orange' } as ChartTheme;
const run = (id: string, engine: string, score: number) =>
  ({
    id,
    engine,
    created_at: `2026-01-0${id}`,
    alignment_score: score,
    failing: [],
  }) as unknown as RunSummary;

const found = {
  symbol: 'KO',
  interval: '1d',
  series: {
    timestamp: ['2026-01-01', '2026-01-02', '2026-01-03'],
    close: [1, 2, 3],
    rsi_14: [null, 50, 80],
    anomaly: [true, false, true],
    anomaly_score: [null, 0.4, 0.8],
  },
} as unknown as Features;

describe('charts of the pipeline', () => {
  it('draws every engine’s scores oldest first', () => {
    const option = scoresOption(
      [run('2', 'polars', 1), run('1', 'polars', 0.9), run('3', 'spark', 1)],
      theme,
    );
    const series = option.series as { name: string; data: unknown[] }[];
    expect(series.map(({ name }) => name)).toEqual(['polars', 'spark']);
    expect(series[0]?.data).toEqual([
      ['2026-01-01', 0.9],
      ['2026-01-02', 1],
    ]);
    expect((option.yAxis as { min: number }).min).toBeLessThan(0.9);
    expect(scoresNumbers([run('1', 'polars', 0.9)]).rows).toHaveLength(1);
  });

  it('marks flagged bars that have a value', () => {
    const definition = { name: 'rsi_14', title: 'RSI', unit: 'points' } as FeatureDefinition;
    const series = featureOption(found, definition, theme).series as { data: unknown[] }[];
    expect(series[1]?.data).toEqual([['2026-01-03', 80]]);
    expect(featureNumbers(found, 'rsi_14').rows[2]).toEqual(['2026-01-03', 3, 80, 0.8, 'yes']);
  });
});
